Feature: What could only half be read
  A tool that guesses is worse than none. Words that were only half understood, files that could not be
  opened, letters that had to be guessed: all of them go to a person, none of them goes through.

  Rule: Half-understood words never permit anything

    @unread-words
    Example: an exception that leads elsewhere
      Given a story that ends:
        """
        This article may be republished, except where stated otherwise.
        """
      When it is checked
      Then the decision is "review"
      And it is flagged with:
        | rule                | severity | quote                                                          |
        | unread-words        | warning  | This article may be republished, except where stated otherwise |
        | no-permission-found | warning  |                                                                |

    @unread-words
    Example: an "only" that nobody explained
      Given a story that ends:
        """
        This article may be republished only on the days we like.
        """
      When it is checked
      Then the decision is "review"
      And the finding "unread-words" says "read only in part"

    @unread-words
    Example: conditions and exceptions that nobody understands
      Given a story that ends:
        """
        <notice>
        """
      When it is checked
      Then the decision is "review"

      Examples:
        | notice                                                              |
        | You may republish this article only if the moon is full.            |
        | This article may only be republished after tea.                     |
        | This article may be republished unless the Bramley clause applies.  |
        | This article may be republished, except for the second paragraph.   |
        | You may republish this article, but not on Sundays.                 |
        | You may republish this article, although not in full.               |
        | This article may be republished, but the headline may not.          |
        | Members may republish this article.                                 |
        | This article may be republished by our franchise holders.           |

  Rule: A guessed encoding may close, never open

    @encoding-guessed
    Example: a permission in a file that is not UTF-8
      Given the file "cafe.txt" saved as cp1252:
        """
        The café opens again

        This article may be republished free of charge.
        """
      When it is checked
      Then the decision is "review"
      And the finding "encoding-guessed" says "1252"

    @encoding-guessed
    Example: a reservation in the same file still closes
      Given the file "cafe.txt" saved as cp1252:
        """
        The café opens again

        © 2025 Harrow Lane Press. All rights reserved.
        """
      When it is checked
      Then the decision is "blocked"

  Rule: A file that cannot be read is reported, never passed over

    @unreadable
    Example: binary data with the name of a story
      Given a file with bytes that are no text
      When it is checked
      Then the decision is "review"
      And it is flagged with:
        | rule       | severity | quote |
        | unreadable | error    |       |

    @empty-document
    Example: an empty file
      Given a file with nothing in it
      When it is checked
      Then the decision is "review"
      And it is flagged with:
        | rule                | severity | quote |
        | empty-document      | warning  |       |
        | no-permission-found | warning  |       |

    @too-large
    Example: a file above the limit
      Given a file with more in it than we read
      When it is checked
      Then the decision is "review"
      And the finding "too-large" says "the limit is 100"

    @special-file
    Example: a link in a circle
      Given a file that is a link to itself
      When it is checked
      Then the decision is "review"
      And the finding "special-file" says "symbolic link"

    @markup-too-deep
    Example: markup that is there to break its readers
      Given a file with ten thousand nested quotations
      When it is checked
      Then the decision is "review"
      And the finding "markup-too-deep" says "nested deeper"

  Rule: A text that was not searched to its end opens nothing

    @pattern-timeout
    Example: a pattern that goes back and forth without end
      Given a policy of our own that looks in the body for "(a+)+$"
      And a story that begins with 20000 times "a"
      And it ends:
        """
        This article may be republished free of charge.
        """
      When it is checked
      Then the decision is "review"
      And the finding "pattern-timeout" says "the pattern of own-pattern was given up"
