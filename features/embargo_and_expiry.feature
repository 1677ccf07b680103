Feature: Embargo, expiry, withdrawal
  A text that may go out tomorrow may not go out today, and one that may go out today may be gone next year.
  Every decision is for one instant, which the report names, so that it can be taken again.

  Rule: Nothing goes out while an embargo runs

    @embargo-running
    Example: one minute before
      Given a story whose field "license" says "CC-BY-4.0"
      And it ends:
        """
        Embargoed until 06:00 GMT, 3 March 2026
        """
      When it is checked at "2026-03-03T05:59:00+00:00"
      Then the decision is "blocked"
      And the finding "embargo-running" says "embargoed until 2026-03-03T06:00:00"

    @embargo-running
    Example: the minute it ends
      Given a story whose field "license" says "CC-BY-4.0"
      And it ends:
        """
        Embargoed until 06:00 GMT, 3 March 2026
        """
      When it is checked at "2026-03-03T06:00:00+00:00"
      Then the decision is "conditional"

    @embargo-running
    Example: without a zone it is over only when it is over everywhere
      Given a story whose field "license" says "CC-BY-4.0"
      And its field "embargo" says "2026-03-03"
      When it is checked at "2026-03-03T11:59:00+00:00"
      Then the decision is "blocked"
      And the finding "embargo-running" says "over everywhere"

  Rule: An embargo that is over permits nothing by itself

    @no-permission-found
    Example: the day after
      Given a story that begins:
        """
        Embargoed until 06:00 GMT, 3 March 2025
        """
      When it is checked at "2025-03-04T00:00:00+00:00"
      Then the decision is "review"
      And it is flagged with:
        | rule                | severity | quote |
        | no-permission-found | warning  |       |

  Rule: An embargo that nobody can date may still be running

    @embargo-undated
    Example: no date at all
      Given a story whose field "license" says "CC-BY-4.0"
      And it ends:
        """
        STRICTLY EMBARGOED
        """
      When it is checked
      Then the decision is "review"
      And it is flagged with:
        | rule            | severity | quote              |
        | embargo-undated | warning  | STRICTLY EMBARGOED |
        | duty-to-fulfil  | note     | CC-BY-4.0          |

  Rule: A permission with an end ends

    @permission-expired
    Example: after the last day
      Given a story that ends:
        """
        This article may be republished until 31 December 2025.
        """
      When it is checked at "2026-01-02T00:00:00+00:00"
      Then the decision is "review"
      And the finding "permission-expired" says "2025-12-31"

    @permission-expired
    Example: on the last day, with a duty to stop
      Given a story that ends:
        """
        This article may be republished until 31 December 2025.
        """
      When it is checked at "2025-12-30T12:00:00+00:00"
      Then the decision is "conditional"
      And our duties are "stop"

    @duration-without-start
    Example: thirty days from a day that nobody wrote down
      Given a story that ends:
        """
        This release may be republished within 30 days of issue.
        """
      When it is checked
      Then it is flagged with:
        | rule                   | severity | quote                                                   |
        | duration-without-start | warning  | This release may be republished within 30 days of issue |

    @expiry-without-start
    Example: a field that counts from a day that nobody wrote down
      Given a story whose field "license" says "CC-BY-4.0"
      And its field "expires" says "P30D"
      And its field "date" says "<date>"
      When it is checked
      Then the decision is "<decision>"

      Examples:
        | date       | decision    |
        | 2025-05-20 | conditional |
        | 2025-03-04 | review      |
        | ~          | review      |

  Rule: What its source has withdrawn must not be used

    @withdrawn
    Example: a kill notice
      Given a story that begins:
        """
        MANDATORY KILL: the story about the tannery bridge has been withdrawn.
        """
      When it is checked
      Then the decision is "blocked"
      And the finding "withdrawn" says "MANDATORY KILL"

    @withdrawn
    Example: a status field, whatever the licence says
      Given a story whose field "pubstatus" says "canceled"
      And its field "license" says "CC-BY-4.0"
      When it is checked
      Then the decision is "blocked"
      And the finding "withdrawn" says "canceled"
