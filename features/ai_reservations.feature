Feature: Reservations against machines
  Whoever builds a corpus must honour a reservation against mining and training, in words or in a field.
  Whoever republishes must not mistake it for more than it is.

  Rule: A reservation against machines bars machines

    @prohibited-use
    Example: words against training, and we train
      Given a story that ends:
        """
        This article may not be used to train artificial intelligence systems.
        """
      When it is checked for "ai-training"
      Then the decision is "blocked"
      And it is flagged with:
        | rule           | severity | quote |
        | prohibited-use | error    | train |

    @reserved-by-signal
    Example: a field that machines read
      Given a story whose field "<field>" says "<value>"
      And its field "license" says "CC-BY-4.0"
      When it is checked for "ai-training"
      Then the decision is "<decision>"

      Examples:
        | field           | value | decision |
        | tdm-reservation | 1     | blocked  |
        | robots          | noai  | blocked  |
        | tdm-reservation | 0     | review   |

    @reserved-by-signal
    Example: the finding names the field
      Given a story whose field "tdm-reservation" says "1"
      And its field "copyright_holder" says "Harrow Lane Press"
      When it is checked for "text-mining"
      Then it is flagged with:
        | rule               | severity | quote |
        | reserved-by-signal | error    | 1     |
      And the finding "reserved-by-signal" says "tdm-reservation"

  Rule: It does not bar people

    @ai-reserved
    Example: words against training, and we republish
      Given a story that ends:
        """
        This article may not be used to train artificial intelligence systems.
        """
      When it is checked
      Then the decision is "review"
      And it is flagged with:
        | rule                | severity | quote                                                                 |
        | no-permission-found | warning  |                                                                       |
        | ai-reserved         | note     | This article may not be used to train artificial intelligence systems |
