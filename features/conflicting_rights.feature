Feature: Conflicting statements about rights
  Templates fill in licences, wire services add lines, sites have footers: one text, several claims.
  Each of them is a claim, none of them wins; a person is shown both and finds out which is true.

  Rule: A permission never hides a reservation on the same text

    @permission-contradicts-reservation
    Example: an open licence in the field, all rights reserved in the notice
      Given a story whose field "license" says "CC-BY-4.0"
      And it ends:
        """
        © 2025 Harrow Lane Press. All rights reserved.
        """
      When it is checked
      Then the decision is "review"
      And it is flagged with:
        | rule                               | severity | quote               |
        | permission-contradicts-reservation | error    | All rights reserved |
        | duty-to-fulfil                     | note     | CC-BY-4.0           |

  Rule: Two licences for one text: one of them is wrong

    @licence-contradicts-notice
    Example: the field is wider than the notice
      Given a story whose field "license" says "CC-BY-4.0"
      And it ends:
        """
        Licensed under CC BY-NC-ND 4.0.
        """
      When it is checked
      Then the decision is "blocked"
      And the finding "licence-contradicts-notice" says "the field says CC-BY-4.0, the notice says CC-BY-NC-ND-4.0"

    @licence-contradicts-notice
    Example: the same licence twice is no contradiction
      Given a story whose field "license" says "CC-BY-4.0"
      And it ends:
        """
        Licensed under CC BY 4.0.
        """
      When it is checked
      Then the decision is "conditional"
      And our duties are "attribute"

  Rule: The permission of one holder is not that of another

    @holder-contradicts-notice
    Example: the field names somebody else
      Given a story whose field "copyright_holder" says "Vale Press"
      And its field "license" says "CC-BY-4.0"
      And it ends:
        """
        © 2025 Harrow Lane Press
        """
      When it is checked
      Then the decision is "review"
      And it is flagged with:
        | rule                      | severity | quote             |
        | holder-contradicts-notice | warning  | Vale Press        |
        | holder-contradicts-notice | warning  | Harrow Lane Press |
        | duty-to-fulfil            | note     | CC-BY-4.0         |

  Rule: What the site reserves, the article may have been meant to free; a person decides

    @footer-contradicts-article
    Example: the footer of every page
      Given a story that ends:
        """
        This article may be republished free of charge.
        """
      And the site's footer says:
        """
        © 2025 Vale Media. All rights reserved.
        """
      When it is checked
      Then the decision is "review"
      And it is flagged with:
        | rule                       | severity | quote                                          |
        | footer-contradicts-article | warning  | This article may be republished free of charge |
        | footer-contradicts-article | warning  | All rights reserved                            |
