Feature: Declared fields
  Front matter is a claim like any other. A field that cannot be read is reported with its line, what was
  found and what is expected; it is never guessed at.

  Rule: A wrong value is reported where it stands

    @metadata-invalid
    Example: a day that does not exist
      Given a story whose field "date" says "2025-02-31"
      And its field "license" says "CC-BY-4.0"
      When it is checked
      Then the finding "metadata-invalid" says "2025-02-31"

    @required-metadata-missing
    Example: missing fields are one note, not five
      Given the file "bridge.md":
        """
        ---
        title: The tannery bridge opens again
        author: Oona Farrow
        ---

        The mason kept one old stone back.
        """
      When it is checked
      Then it is flagged with:
        | rule                      | severity | quote |
        | no-permission-found       | warning  |       |
        | required-metadata-missing | note     |       |

    @required-metadata-missing
    Example: plain text has no fields to miss
      Given a story that ends:
        """
        This article may be republished free of charge.
        """
      When it is checked
      Then nothing is flagged

  Rule: Front matter that cannot be read opens nothing

    @front-matter-broken
    Example: what goes wrong in practice
      Given the file "bridge.md":
        """
        ---
        title: The tannery bridge opens again
        <line>
        ---

        The mason kept one old stone back.
        """
      When it is checked
      Then the decision is "review"
      And the finding "front-matter-broken" says "<said>"

      Examples:
        | line                | said                                      |
        | license: [CC-BY-4.0 | expected                                  |
        | title: The bridge   | the key “title” stands here a second time |

  Rule: A row of a data set that cannot be read opens nothing

    @format-broken
    Example: a row that was cut off
      Given the file "bridge.jsonl":
        """
        {"text": "The mason kept one old stone back.", "license": "CC-BY-4.0
        """
      When it is checked
      Then the decision is "review"
      And the finding "format-broken" says "row /0"

    @format-unknown
    Example: a row whose text nobody finds
      Given the file "bridge.jsonl":
        """
        {"a": "The mason kept one old stone back.", "license": "CC-BY-4.0"}
        """
      When it is checked
      Then the decision is "review"
      And the finding "format-unknown" says "no column"

  Rule: A document cannot let itself through

    @self-declared
    Example: an agreement inside the story
      Given a story whose field "agreement" says "with everybody"
      And it ends:
        """
        This article may be republished free of charge.
        """
      When it is checked
      Then the decision is "review"
      And the finding "self-declared" says "agreement"

    @self-waiver
    Example: a waiver inside the story
      Given a story whose field "waiver" says "prohibited-use"
      And it ends:
        """
        This article may be republished free of charge.
        """
      When it is checked
      Then the decision is "review"
      And the finding "self-waiver" says "prohibited-use"

  Rule: A copyright year before the publication hints at a borrowed text

    @copyright-year-before-publication
    Example: the notice is six years older than the story
      Given a story whose field "date" says "2025-03-04"
      And its field "license" says "CC-BY-4.0"
      And it ends:
        """
        © 2019 Harrow Lane Press
        """
      When it is checked
      Then it is flagged with:
        | rule                              | severity | quote     |
        | copyright-year-before-publication | note     | 2019      |
        | duty-to-fulfil                    | note     | CC-BY-4.0 |
