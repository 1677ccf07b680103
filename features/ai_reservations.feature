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

  Rule: What a site tells machines counts, wherever it says it

    @reserved-by-signal
    Example: a header, in any spelling
      Given a story whose field "license" says "CC-BY-4.0"
      And it is sent with the header "<header>"
      When it is checked for "ai-training"
      Then the decision is "<decision>"

      Examples:
        | header                                    | decision |
        | TDM-Reservation: 1                        | blocked  |
        | tdm-reservation: 0                        | review   |
        | Content-Usage: train-ai=n                 | blocked  |
        | content-usage: Train-AI=N                 | blocked  |
        | Content-Usage: train-ai=y, train-ai=n     | blocked  |
        | X-Robots-Tag: otherbot: NOAI              | blocked  |

    @reserved-by-signal
    Example: a crawler that collects for training is kept out
      Given a story whose field "license" says "CC-BY-4.0"
      And the site's "robots.txt" says:
        """
        User-agent: GPTBot
        Disallow: /
        """
      When it is checked for "ai-training"
      Then the decision is "blocked"
      And the finding "reserved-by-signal" says "robots.txt:2: GPTBot"

    @prohibited-use
    Example: a licence for machines prohibits, whatever else it permits
      Given a story whose field "license" says "CC-BY-4.0"
      And the site's "license.xml" says:
        """
        <rsl xmlns="https://rslstandard.org/rsl"><content url="/"><license>
          <permits type="usage">all</permits><prohibits type="usage">ai-train</prohibits>
        </license></content></rsl>
        """
      When it is checked for "ai-training"
      Then the decision is "blocked"

    @ai-reserved
    Example: it is a note for people
      Given a story whose field "license" says "CC0-1.0"
      And it is sent with the header "TDM-Reservation: 1"
      When it is checked
      Then the decision is "permitted"
      And the finding "ai-reserved" says "machines are kept out"
      And its rights read:
        | ai_optout | true |

  Rule: What is lifted, doubtful or broken is for a person to see

    @reservation-lifted
    Example: the page lifts what its header reserves
      Given a page:
        """
        <html><head><meta name="tdm-reservation" content="0"></head><body><p>One, two, three.</p></body></html>
        """
      And it is sent with the header "TDM-Reservation: 1"
      When it is checked for "text-mining"
      Then the decision is "review"
      And the finding "reservation-lifted" says "a more specific place lifts it"

    @reservation-doubtful
    Example: every robot is kept out
      Given a story whose field "license" says "CC-BY-4.0"
      And the site's "robots.txt" says:
        """
        User-agent: *
        Disallow: /
        """
      When it is checked for "ai-training"
      Then the decision is "review"
      And the finding "reservation-doubtful" says "robots.txt:2"

    @signal-unread
    Example: a file that was cut off
      Given a story whose field "license" says "CC0-1.0"
      And the site's ".well-known/tdmrep.json" says:
        """
        [{"location": "/", "tdm-reser
        """
      When it is checked
      Then the decision is "review"
      And the finding "signal-unread" says "tdmrep.json"
