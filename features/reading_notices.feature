Feature: Reading what a notice says
  A wire story carries its terms in a closing line that nobody reads until a bill arrives.
  A rights editor may rely on it that the line is read, and that every answer names the words it rests on.

  Rule: A use that the notice forbids is blocked, and the forbidding words are quoted

    @prohibited-use @act-outside-use
    Example: the wire formula
      Given a story that ends:
        """
        This material may not be published, broadcast, rewritten or redistributed.
        """
      When it is checked
      Then the decision is "blocked"
      And it is flagged with:
        | rule            | severity | quote         |
        | prohibited-use  | error    | published     |
        | prohibited-use  | error    | redistributed |
        | act-outside-use | note     | broadcast     |
        | act-outside-use | note     | rewritten     |

    @prohibited-use
    Example: a ban on something else is no ban on this
      Given a story that ends:
        """
        This material may not be translated.
        """
      When it is checked
      Then the decision is "review"
      And it is flagged with:
        | rule                | severity | quote      |
        | no-permission-found | warning  |            |
        | act-outside-use     | note     | translated |

  Rule: Where all rights are reserved, nothing may be done without an agreement

    @all-rights-reserved
    Example: the usual line
      Given a story that ends:
        """
        © 2025 Harrow Lane Press. All rights reserved.
        """
      When it is checked
      Then the decision is "blocked"
      And it is flagged with:
        | rule                | severity | quote               |
        | all-rights-reserved | error    | All rights reserved |

    Example: who holds them, and since when
      Given a story that ends:
        """
        Copyright 2019-2022, 2025 by Harrow Lane Press. All rights reserved.
        """
      When it is checked
      Then its rights read:
        | holders  | Harrow Lane Press |
        | years    | 2019-2022, 2025   |
        | reserved | true              |

    @all-rights-reserved
    Example: even a quotation is for a person to judge, not for us
      Given a story that ends:
        """
        © 2025 Harrow Lane Press. All rights reserved.
        """
      When it is checked for "excerpt"
      Then the decision is "blocked"
      And the finding "all-rights-reserved" says "for a person to judge"

  Rule: Silence is not permission

    @no-permission-found
    Example: a copyright line alone neither forbids nor permits
      Given a story that ends:
        """
        © 2025 Harrow Lane Press
        """
      When it is checked
      Then the decision is "review"
      And it is flagged with:
        | rule                | severity | quote |
        | no-permission-found | warning  |       |

  Rule: What must be asked or paid for first is blocked until it is on file

    @consent-needed
    Example: only with permission
      Given a story that ends:
        """
        This article may be reproduced only with the written permission of Harrow Lane Press.
        """
      When it is checked
      Then the decision is "blocked"
      And it is flagged with:
        | rule           | severity | quote      |
        | consent-needed | error    | reproduced |

    @consent-needed
    Example: only for a fee
      Given a story that ends:
        """
        This article may be republished, provided a fee is paid to Harrow Lane Press.
        """
      When it is checked
      Then the decision is "blocked"
      And it is flagged with:
        | rule           | severity | quote       |
        | consent-needed | error    | republished |

  Rule: A permission opens the use, and its duties are ours to fulfil

    Example: free for everybody
      Given a story that ends:
        """
        This article may be republished free of charge.
        """
      When it is checked
      Then the decision is "permitted"
      And it is opened by "This article may be republished free of charge"
      And nothing is flagged

    @duty-to-fulfil
    Example: free with credit and link
      Given a story that ends:
        """
        This article may be republished free of charge, provided that Harrow Lane Press is credited with a link to the original.
        """
      When it is checked
      Then the decision is "conditional"
      And our duties are "attribute, link-back"
      And the finding "duty-to-fulfil" says "attribute, link-back"

  Rule: To forbid a use without credit is not to permit it with credit

    @forbidden-without-credit
    Example: nothing is said about who may
      Given a story that ends:
        """
        Reproduction of this article without crediting the source is forbidden.
        """
      When it is checked
      Then the decision is "review"
      And it is flagged with:
        | rule                     | severity | quote                                                                  |
        | forbidden-without-credit | warning  | Reproduction of this article without crediting the source is forbidden |
        | no-permission-found      | warning  |                                                                        |
