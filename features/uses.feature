Feature: Decisions are for a declared use
  The same notice lets one use through and stops another. The use is ours to declare, and it is data:
  which acts it exercises, how much of the text it takes, where it reaches.

  Rule: Only what the use does can be forbidden to it

    @act-outside-use
    Example: a ban on translation
      Given a story that ends:
        """
        This article may be republished free of charge. It may not be translated.
        """
      When it is checked for "<use>"
      Then the decision is "<decision>"

      Examples:
        | use       | decision  |
        | republish | permitted |
        | translate | blocked   |

    Example: a permission to publish is none to broadcast
      Given a story that ends:
        """
        This article may be republished free of charge.
        """
      When it is checked for "broadcast"
      Then the decision is "review"

  Rule: A permission for a part does not cover the whole

    @excerpt-only
    Example: a hundred words, and we take all of them
      Given a story that ends:
        """
        You may quote up to 100 words of this article with a link to the original.
        """
      When it is checked
      Then the decision is "review"
      And the finding "excerpt-only" says "up to 100 words"

    @excerpt-only
    Example: a hundred words, and we quote
      Given a story that ends:
        """
        You may quote up to 100 words of this article with a link to the original.
        """
      When it is checked for "excerpt"
      Then the decision is "conditional"
      And our duties are "link-back"

    @unread-words
    Example: so many times, so many copies, or the data of a map
      Given a story that ends:
        """
        <notice>
        """
      When it is checked
      Then the decision is "<decision>"

      Examples:
        | notice                                              | decision    |
        | You may republish this article once.                | review      |
        | This article may be reprinted three times.          | review      |
        | You may make one copy of this article.              | review      |
        | Data available under CC BY-SA 4.0.                  | review      |
        | Chart data is available under the CC BY 4.0 licence | review      |
        | This article is available under CC BY-SA 4.0.       | conditional |

  Rule: What must stay as it is may not be changed

    @alteration-forbidden
    Example: unaltered only
      Given a story that ends:
        """
        This article may be republished provided the text is not altered.
        """
      When it is checked for "<use>"
      Then the decision is "<decision>"

      Examples:
        | use       | decision    |
        | republish | conditional |
        | rewrite   | blocked     |
        | translate | blocked     |

  Rule: A permission for others, elsewhere or for other purposes is none for us

    @permission-limited
    Example: for schools
      Given a story that ends:
        """
        Schools may copy this article free of charge.
        """
      When it is checked
      Then the decision is "review"
      And it is flagged with:
        | rule                | severity | quote                                        |
        | permission-limited  | warning  | Schools may copy this article free of charge |
        | no-permission-found | warning  |                                              |

    @permission-limited
    Example: whom, what for and where
      Given a story that ends:
        """
        <words>
        """
      And the use is declared:
        """
        {use: republish, <use>}
        """
      When it is checked
      Then the decision is "<decision>"

      Examples:
        | words                                                    | use                   | decision  |
        | You may republish this article online.                   | channel: web          | permitted |
        | You may republish this article online.                   | channel: print        | review    |
        | You may republish this article online.                   | channel: [web, print] | review    |
        | You may republish this article in print or online.       | channel: [web, print] | permitted |
        | Dieser Beitrag darf online veröffentlicht werden.        | channel: broadcast    | review    |
        | You may republish this article for educational purposes. | channel: web          | review    |
        | You may republish this article for educational purposes. | purpose: education    | permitted |
        | Non-profit organisations may republish this article.     | channel: web          | review    |

    @private-use-only
    Example: for yourself
      Given a story that ends:
        """
        You may copy this article for personal use.
        """
      When it is checked
      Then the decision is "blocked"
      And it is flagged with:
        | rule             | severity | quote                                      |
        | private-use-only | error    | You may copy this article for personal use |

    @territory-limited
    Example: for two countries, and the web is everywhere
      Given a story that ends:
        """
        For use in the United Kingdom and Ireland only.
        """
      When it is checked
      Then the decision is "blocked"
      And it is flagged with:
        | rule              | severity | quote                                          |
        | territory-limited | error    | For use in the United Kingdom and Ireland only |
