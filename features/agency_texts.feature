Feature: Texts of news agencies
  Agencies sell to subscribers. A credit line tells whose text it is; it has never been a licence.

  Rule: An agency's text needs an agreement

    @agency-without-agreement
    Example: wherever the agency is credited
      Given a story that <place>:
        """
        <credit>
        """
      When it is checked
      Then the decision is "review"
      And it is flagged with:
        | rule                     | severity | quote    |
        | agency-without-agreement | warning  | <agency> |
        | no-permission-found      | warning  |          |

      Examples:
        | place  | credit                                                | agency  |
        | begins | HARBOUR VALE (Reuters) - The bridge opened on Monday. | Reuters |
        | ends   | (Reuters)                                             | Reuters |
        | ends   | Source: dpa                                           | dpa     |

    @agency-without-agreement
    Example: a source who talks to an agency does not make it the agency's text
      Given a story that ends:
        """
        "The bridge is safe," the mason told Reuters on Monday.
        """
      When it is checked
      Then it is flagged with:
        | rule                | severity | quote |
        | no-permission-found | warning  |       |

  Rule: Our own template does not license what an agency owns

    @licence-only-from-our-metadata
    Example: a site-wide default licence on a wire story
      Given a story whose field "license" says "CC-BY-4.0"
      And it ends:
        """
        (Reuters)
        """
      When it is checked
      Then the decision is "review"
      And it is flagged with:
        | rule                           | severity | quote     |
        | agency-without-agreement       | warning  | Reuters   |
        | licence-only-from-our-metadata | warning  | Reuters   |
        | licence-only-from-our-metadata | warning  | CC-BY-4.0 |
        | duty-to-fulfil                 | note     | CC-BY-4.0 |
