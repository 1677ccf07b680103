Feature: Reports and the gate
  A desk reads the report, a build reads the exit code, an archive keeps the JSON. All three say the same.

  Rule: The exit code is the gate

    Example: what stops a build
      Given the file "story.txt":
        """
        The hare and the drum

        <notice>
        """
      When I run "provenance check story.txt --at 2025-06-01 --fail-on <threshold>"
      Then the exit code is <code>

      Examples:
        | notice                                                           | threshold   | code |
        | This article may be republished free of charge.                  | review      | 0    |
        | This article may be republished provided the source is credited. | review      | 0    |
        | This article may be republished provided the source is credited. | conditional | 1    |
        | © 2025 Harrow Lane Press                                         | review      | 1    |
        | © 2025 Harrow Lane Press                                         | blocked     | 0    |
        | © 2025 Harrow Lane Press. All rights reserved.                   | blocked     | 1    |

    Example: nothing to check is no success
      When I run "provenance check . --at 2025-06-01"
      Then the exit code is 3
      And the output is:
        """
        0 documents.
        0 fail (use republish, at 2025-06-01T00:00:00+00:00, failing on review or worse).
        Findings: none.
        Decisions are flags for a person to act on; they are not legal advice.
        provenance: error: no input found
        hint: A path named explicitly is always checked; --verbose lists ignored files.
        """

    Example: a use that nobody has described
      Given the file "story.txt":
        """
        The hare and the drum
        """
      When I run "provenance check story.txt --use republsh"
      Then the exit code is 2
      And the output is:
        """
        provenance: error: unknown use “republsh”
        hint: Did you mean “republish”?
        """

  Rule: The text report shows the words, the reason and the remedy

    @prohibited-use
    Example: the forbidding word, underlined
      Given the file "story.txt":
        """
        The hare and the drum

        This article may not be published.
        """
      When I run "provenance check story.txt --at 2025-06-01"
      Then the exit code is 1
      And the output is:
        """
        story.txt: blocked (use republish, fails)
          error   prohibited-use: the notice forbids to publish: “published”
            story.txt:3:25
              3 | This article may not be published.
                |                         ^^^^^^^^^
            why  The rights holder has said no to this use in so many words.
            fix  Get written consent and record it as an agreement, or take the text out.

        1 document: 1 blocked.
        1 fails (use republish, at 2025-06-01T00:00:00+00:00, failing on review or worse).
        Findings: 1 error.
        Decisions are flags for a person to act on; they are not legal advice.
        """

  Rule: The JSON report is a contract

    @prohibited-use
    Example: the same decision, for machines
      Given the file "story.txt":
        """
        The hare and the drum

        This article may not be published.
        """
      When I run "provenance check story.txt --at 2025-06-01 --format json"
      Then the exit code is 1
      And the JSON says:
        | where                                  | what           |
        | summary.blocked                        | 1              |
        | documents.0.decision                   | blocked        |
        | documents.0.outcome                    | fail           |
        | documents.0.body.end                   | 21             |
        | documents.0.notices.0.start            | 23             |
        | documents.0.rights.prohibited.0        | publish        |
        | documents.0.findings.0.rule            | prohibited-use |
        | documents.0.findings.0.evidence.0.line | 3              |

  Rule: Hosts of code hear the same, at the line of the words

    @prohibited-use
    Example: an annotation of GitHub
      Given the file "story.txt":
        """
        The hare and the drum

        This article may not be published.
        """
      When I run "provenance check story.txt --at 2025-06-01 --report github"
      Then the exit code is 1
      And the output is:
        """
        ::error file=story.txt,line=3,endLine=3,col=25,endColumn=34,title=prohibited-use::the notice forbids to publish: “published”%0Awhy: The rights holder has said no to this use in so many words.%0Afix: Get written consent and record it as an agreement, or take the text out.
        1 of 1 document fails (use republish, at 2025-06-01T00:00:00+00:00).
        """

    Example: a command to the host, written by whoever wrote the text
      Given the file "story.txt":
        """
        ::error::All is well ::stop-commands::x

        © 2025 ::set-env name=PATH::/tmp. All rights reserved.
        """
      When I run "provenance check story.txt --at 2025-06-01 --report gitlab"
      Then the exit code is 1
      And the JSON says:
        | where                  | what                |
        | 0.check_name           | all-rights-reserved |
        | 0.severity             | critical            |
        | 0.location.path        | story.txt           |
        | 0.location.lines.begin | 3                   |

  Rule: What is left out is counted, and a path that is named is always checked

    Example: a suffix that no reader knows
      Given the file "story.txt":
        """
        This article may be republished free of charge.
        """
      And the file "notes.xyz":
        """
        This article may not be published.
        """
      When I run "provenance check . --at 2025-06-01 --verbose"
      Then the exit code is 0
      And the output is:
        """
        story.txt: permitted (use republish, opened by s1)

        1 document: 1 permitted.
        0 fail (use republish, at 2025-06-01T00:00:00+00:00, failing on review or worse).
        Findings: none.
        1 file ignored.
        Decisions are flags for a person to act on; they are not legal advice.

        Not checked:
          notes.xyz: suffix
        """

    Example: the same file, named
      Given the file "notes.xyz":
        """
        This article may not be published.
        """
      When I run "provenance check notes.xyz --at 2025-06-01"
      Then the exit code is 1

  Rule: A text cannot take over the terminal it is shown on

    Example: an escape sequence inside a holder's name
      Given the file "story.txt":
        """
        © 2025 Harrow␛[2J Lane Press. May not be published.
        """
      When I run "provenance check story.txt --at 2025-06-01"
      Then the exit code is 1
      And the output is:
        """
        story.txt: blocked (use republish, fails)
          error   prohibited-use: the notice forbids to publish: “published”
            story.txt:1:42
              1 | © 2025 Harrow‹U+001B›[2J Lane Press. May not be published.
                |                                                 ^^^^^^^^^
            why  The rights holder has said no to this use in so many words.
            fix  Get written consent and record it as an agreement, or take the text out.

        1 document: 1 blocked.
        1 fails (use republish, at 2025-06-01T00:00:00+00:00, failing on review or worse).
        Findings: 1 error.
        Decisions are flags for a person to act on; they are not legal advice.
        """
