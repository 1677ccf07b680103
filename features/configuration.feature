Feature: A newsroom says once what it checks for
  A desk prints, another runs the website, a third teaches: what one may do, another may not. So the newsroom writes
  its uses, its papers and its gate into one file, `provenance.toml`, which the check finds from the folder it is run
  in. Whoever delivers a text, or proposes a change, has no hand in it: a text brings no settings of its own, and a
  change is judged by the settings of the branch it wants to join.

  Rule: Each folder is judged for its own use

    Example: the school page may use what the newspaper may not
      Given the file "provenance.toml":
        """
        [[paths]]
        match = ["school/**"]
        commercial = false
        """
      And the file "school/ferry.txt":
        """
        The ferry is late again.

        © 2025 Ida Marsh. CC BY-NC 4.0
        """
      And the file "web/ferry.txt":
        """
        The ferry is late again.

        © 2025 Ida Marsh. CC BY-NC 4.0
        """
      When I run "provenance check . --format json"
      Then the JSON says:
        | where                  | value            |
        | documents.0.path       | school/ferry.txt |
        | documents.0.decision   | conditional      |
        | documents.1.decision   | blocked          |
        | config.path            | provenance.toml  |

    Example: sections further down win, and the command line wins over all
      Given the file "provenance.toml":
        """
        fail-on = "blocked"

        [[paths]]
        match = ["wire/**"]
        fail-on = "review"
        """
      And the file "wire/ferry.txt":
        """
        The ferry is late again.
        """
      When I run "provenance config show --for wire/ferry.txt --use print"
      Then the output is:
        """
        settings: provenance.toml
        for wire/ferry.txt:
          use               print   --use
          fail-on           review  provenance.toml:5
          fail-on-metadata  no      default
          ours              no      default
        """

  Rule: What our own texts declare counts only where the settings say that they are ours

    Example: a text in our own folder
      Given the file "provenance.toml":
        """
        ours = ["site/**"]
        """
      And the file "site/ferry.md":
        """
        ---
        title: The ferry is late
        intended_use: {commercial: false}
        ---
        The ferry is late again. © 2025 Ida Marsh. CC BY-NC 4.0
        """
      When I run "provenance check site --format json"
      Then the JSON says:
        | where                      | value       |
        | documents.0.use.commercial | False       |
        | documents.0.use.ours       | True        |

    Example: a delivered text that says it is for a school
      Given the file "provenance.toml":
        """
        ours = ["site/**"]
        """
      And the file "wire/ferry.md":
        """
        ---
        title: The ferry is late
        intended_use: {commercial: false}
        ---
        The ferry is late again. © 2025 Ida Marsh. CC BY-NC 4.0
        """
      When I run "provenance check wire --format json"
      Then the JSON says:
        | where                      | value   |
        | documents.0.use.commercial | True    |
        | documents.0.decision       | blocked |

  Rule: Nothing is picked up beside the texts

    Example: a delivery with settings and agreements of its own
      Given the file "delivery/provenance.toml":
        """
        fail-on = "blocked"
        agreements = "agreements.yml"
        """
      And the file "delivery/ferry.txt":
        """
        The ferry is late again.
        """
      When I run "provenance check delivery --format json"
      Then the JSON says:
        | where                 | value  |
        | documents.0.decision  | review |
        | documents.0.outcome   | fail   |
        | config.path           | None   |

  Rule: A change cannot approve itself

    Example: a change that brings the agreement it needs
      Given the file "provenance.toml":
        """
        agreements = "agreements.yml"
        """
      And the main branch has these files
      And the file "agreements.yml":
        """
        agreements:
          - {id: harrow, with: Harrow Lane Press, grants: {uses: republish}, reference: a letter}
        """
      And the file "wire/ferry.txt":
        """
        The ferry is late again. © 2025 Harrow Lane Press. All rights reserved.
        """
      When I run "provenance check wire --config-from main --format json --quiet"
      Then the exit code is 1

    Example: an agreement that the main branch has
      Given the file "agreements.yml":
        """
        agreements:
          - {id: harrow, with: Harrow Lane Press, grants: {uses: republish}, reference: a letter}
        """
      And the main branch has these files
      And the file "wire/ferry.txt":
        """
        The ferry is late again.

        © 2025 Harrow Lane Press. All rights reserved.
        """
      When I run "provenance check wire --config-from main --agreements agreements.yml --format json"
      Then the JSON says:
        | where                 | value            |
        | documents.0.opened_by | agreement:harrow |
        | config.name           | main             |

    Example: a change that hides its text from the check
      Given the file "provenance.toml":
        """
        use = "print"
        """
      And the main branch has these files
      And a change adds the file "wire/ferry.txt", and ignores "wire/"
      When I run "provenance check . --config-from main --format json"
      Then the JSON says:
        | where              | value          |
        | documents.0.path   | wire/ferry.txt |
        | documents.0.use.id | print          |

  Rule: Broken settings are no settings

    Example: a key that is spelt wrongly
      Given the file "provenance.toml":
        """
        fail_on = "blocked"
        """
      And the file "ferry.txt":
        """
        The ferry is late again.
        """
      When I run "provenance check ferry.txt"
      Then the exit code is 2
      And the output is:
        """
        provenance: error: provenance.toml:1:1: fail_on: unknown key
        hint: Did you mean “fail-on”?
        """
