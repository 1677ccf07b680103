Feature: Licences
  A licence may be named, abbreviated or linked, in words or in a field; it means the same everywhere.
  What it takes away is as good as what it gives, and one we do not know gives nothing.

  Rule: A licence we know opens what it grants, with its duties

    @duty-to-fulfil
    Example: however it is written
      Given a story that ends:
        """
        <notice>
        """
      When it is checked
      Then the decision is "<decision>"
      And our duties are "<duties>"

      Examples:
        | notice                                                                                 | decision    | duties                 |
        | Licensed under CC BY 4.0.                                                              | conditional | attribute              |
        | Licensed under CC BY-SA 4.0.                                                           | conditional | attribute, share-alike |
        | https://creativecommons.org/licenses/by/4.0/                                           | conditional | attribute              |
        | This story is licensed under a Creative Commons Attribution 4.0 International licence. | conditional | attribute              |

    Example: a waiver of all rights leaves no duties
      Given a story whose field "license" says "CC0-1.0"
      When it is checked
      Then the decision is "permitted"
      And it is opened by "CC0-1.0"
      And nothing is flagged

  Rule: A licence that does not cover the use blocks it

    @licence-forbids-use
    Example: non-commercial, for a commercial site
      Given a story whose field "license" says "CC-BY-NC-4.0"
      When it is checked
      Then the decision is "blocked"
      And the finding "licence-forbids-use" says "CC-BY-NC-4.0"

    @licence-forbids-use
    Example: no derivatives, for a translation
      Given a story whose field "license" says "CC-BY-ND-4.0"
      When it is checked for "translate"
      Then the decision is "blocked"
      And the finding "licence-forbids-use" says "CC-BY-ND-4.0"

    @licence-forbids-use
    Example: no derivatives does not bar a reprint word for word
      Given a story whose field "license" says "CC-BY-ND-4.0"
      When it is checked
      Then the decision is "conditional"

  Rule: A licence that its own sentence takes back opens nothing

    @unread-words
    Example: denied, over, or for a part alone
      Given a story that ends:
        """
        <notice>
        """
      When it is checked
      Then the decision is "review"
      And the finding "unread-words" says "read only in part"

      Examples:
        | notice                                                                |
        | This article is not licensed under CC BY 4.0.                         |
        | Until 2019 this site was licensed under CC BY 4.0.                    |
        | Parts of this text were taken over and are available under CC BY 4.0. |
        | Dieser Artikel steht nicht unter CC BY 4.0.                           |

  Rule: An unknown licence permits nothing

    @unknown-licence
    Example: the house terms of somebody
      Given a story whose field "license" says "Harrow House Terms 7"
      When it is checked
      Then the decision is "review"
      And it is flagged with:
        | rule                | severity | quote                |
        | unknown-licence     | warning  | Harrow House Terms 7 |
        | no-permission-found | warning  |                      |
