Feature: Agreements on file
  What we have a contract for may be used as the contract says: by us, for the use that it grants, where and while
  it holds, and as much of it. It sets aside what its own side forbids the public, and nothing else.

  Rule: What is not granted, is granted to others, or is not granted any more, opens nothing

    @agreement-used @bar-lifted @agreement-grants-less @agreement-out-of-channel @agreement-expired @agreement-not-yet-valid
    Example: three publishers, three agreements
      Given the agreements on file:
        """
        agreements:
          - {id: stories, with: Harrow Lane Press, reference: Contract 17, grants: {uses: [republish, print]}, from: 2025-01-01, until: 2025-12-31}
          - {id: abroad, with: Vale Press, reference: Contract 18, grants: {uses: [translate]}, channel: [web, app], duties: [attribute]}
          - {id: machines, with: Gale Features, reference: E-mail of 3 March, grants: {acts: [mine]}, from: 2026-01-01}
        """
      And a story that ends:
        """
        <notice>
        """
      When it is checked for "<use>" at "<instant>"
      Then the decision is "<decision>"

      Examples: the notice reserves everything
        | use         | notice                                          | instant          | decision    |
        | republish   | © 2025 Harrow Lane Press. All rights reserved.  | 2025-06-01 | conditional |
        | print       | © 2025 Harrow Lane Press. All rights reserved.  | 2025-06-01 | conditional |
        | excerpt     | © 2025 Harrow Lane Press. All rights reserved.  | 2025-06-01 | conditional |
        | translate   | © 2025 Harrow Lane Press. All rights reserved.  | 2025-06-01 | blocked     |
        | rewrite     | © 2025 Harrow Lane Press. All rights reserved.  | 2025-06-01 | blocked     |
        | broadcast   | © 2025 Harrow Lane Press. All rights reserved.  | 2025-06-01 | blocked     |
        | ai-training | © 2025 Harrow Lane Press. All rights reserved.  | 2025-06-01 | blocked     |
        | republish   | © 2025 Harrow Lane Press. All rights reserved.  | 2024-12-31 | blocked     |
        | republish   | © 2025 Harrow Lane Press. All rights reserved.  | 2026-01-01 | blocked     |
        | print       | © 2025 Harrow Lane Press. All rights reserved.  | 2026-01-01 | blocked     |
        | translate   | © 2025 Vale Press. All rights reserved.         | 2025-06-01 | conditional |
        | republish   | © 2025 Vale Press. All rights reserved.         | 2025-06-01 | blocked     |
        | text-mining | © 2025 Gale Features. All rights reserved.      | 2026-06-01 | permitted   |
        | text-mining | © 2025 Gale Features. All rights reserved.      | 2025-06-01 | blocked     |
        | ai-training | © 2025 Gale Features. All rights reserved.      | 2026-06-01 | blocked     |
        | archive     | © 2025 Gale Features. All rights reserved.      | 2026-06-01 | blocked     |
        | republish   | © 2025 Fenwick Lane Press. All rights reserved. | 2025-06-01 | blocked     |
        | republish   | All rights reserved.                            | 2025-06-01 | blocked     |

      Examples: the notice says something else
        | use       | notice                                                                              | instant          | decision    |
        | republish | © 2025 Harrow Lane Press                                                            | 2025-06-01 | conditional |
        | republish | © 2025 Harrow Lane Press. This article may not be reproduced without permission.    | 2025-06-01 | conditional |
        | republish | © 2025 Harrow Lane Press. May be republished with attribution.                      | 2025-06-01 | conditional |
        | republish | © 2025 Harrow Lane Press. May be republished with attribution.                      | 2026-06-01 | conditional |
        | republish | © 2025 Harrow Lane Press. Embargoed until 9 May 2098, 10:00 GMT.                    | 2025-06-01 | blocked     |
        | republish | © 2025 Harrow Lane Press. Embargoed until 9 May 2025, 10:00 GMT.                    | 2025-06-01 | conditional |
        | republish | © 2025 Harrow Lane Press. For use in the United Kingdom and Ireland only.           | 2025-06-01 | blocked     |
        | republish | © 2025 Harrow Lane Press and Vale Press. All rights reserved.                       | 2025-06-01 | blocked     |
        | republish | © 2025 Harrow Lane Press. (Reuters)                                                 | 2025-06-01 | review      |
        | translate | © 2025 Vale Press. Translations are not permitted.                                  | 2025-06-01 | conditional |
        | translate | © 2025 Vale Press. May be republished, translation only except where it is not not. | 2025-06-01 | review      |
        | republish | © 2025 Harrow Lane Press. KILL: do not use this story.                              | 2025-06-01 | blocked     |

  Rule: The decision says which agreement covers the text, until when, and what we owe

    @agreement-used @bar-lifted
    Example: a contract with duties
      Given the agreements on file:
        """
        agreements:
          - id: harrow-2025
            with: Harrow Lane Press
            grants: {uses: [republish]}
            until: 2026-12-31
            duties: [attribute, link-back]
            reference: Contract 2025/17
        """
      And a story that ends:
        """
        © 2024 Harrow Lane Press. All rights reserved.
        """
      When it is checked
      Then it is opened by "agreement:harrow-2025"
      And our duties are "attribute, link-back, stop"
      And it is flagged with:
        | rule           | severity | quote               |
        | agreement-used | note     | Harrow Lane Press   |
        | bar-lifted     | note     | All rights reserved |

    @agreement-used
    Example: until when, and with which duties
      Given the agreements on file:
        """
        agreements:
          - {id: harrow-2025, with: Harrow Lane Press, grants: {uses: [republish]}, until: 2026-12-31, duties: [attribute], reference: Contract 2025/17}
        """
      And a story that ends:
        """
        © 2024 Harrow Lane Press. All rights reserved.
        """
      When it is checked
      Then the finding "agreement-used" says "agreement harrow-2025, until 2026-12-31, duties: attribute"

    @agency-without-agreement @agreement-used
    Example: a subscription to an agency
      Given the agreements on file:
        """
        agreements:
          - {id: wire, with: Reuters, grants: {uses: [republish]}, reference: Subscription 4711}
        """
      And a story that ends:
        """
        (<agency>)
        """
      When it is checked
      Then the decision is "<decision>"

      Examples:
        | agency  | decision  |
        | Reuters | permitted |
        | ロイター    | permitted |
        | AFP     | review    |

  Rule: An agreement ends on its last day, in the first place where that day ends

    @agreement-expired @agreement-not-yet-valid
    Example: the days of an agreement
      Given the agreements on file:
        """
        agreements:
          - {id: harrow, with: Harrow Lane Press, grants: {uses: [republish]}, reference: Contract 17, from: <from>, until: <until>}
        """
      And a story that ends:
        """
        © 2024 Harrow Lane Press. All rights reserved.
        """
      When it is checked at "<instant>"
      Then the finding "<rule>" says "<words>"

      Examples:
        | from                   | until                  | instant                | rule                    | words                            |
        | 2025-01-01             | 2025-12-31             | 2025-12-31T06:00+00:00 | agreement-used          | until 2025-12-31                 |
        | 2025-01-01             | 2025-12-31             | 2026-01-01T06:00+00:00 | agreement-expired       | it ended on 2025-12-31           |
        | 2025-01-01             | 2025-12-31             | 2025-12-31T12:00+00:00 | agreement-expired       | it ended on 2025-12-31           |
        | 2025-01-01             | 2025-12-31T18:00+00:00 | 2025-12-31T12:00+00:00 | agreement-used          | until 2025-12-31T18:00+00:00     |
        | 2025-06-02             | 2025-12-31             | 2025-06-01T00:00+00:00 | agreement-not-yet-valid | it begins on 2025-06-02          |
        | 2025-06-01T10:00+02:00 | 2025-12-31             | 2025-06-01T07:59+00:00 | agreement-not-yet-valid | it begins on 2025-06-01T10:00    |
        | 2025-06-01T10:00+02:00 | 2025-12-31             | 2025-06-01T08:00+00:00 | agreement-used          | until 2025-12-31                 |

  Rule: An agreement holds where, in what, and for whom it was made

    @agreement-out-of-territory @agreement-out-of-channel @agreement-for-others @agreement-used
    Example: the use is declared, and the agreement must reach as far
      Given the agreements on file:
        """
        agreements:
          - {id: harrow, with: Harrow Lane Press, grants: {uses: [republish]}, reference: Contract 17, <bounds>}
        """
      And a story that ends:
        """
        © 2024 Harrow Lane Press. All rights reserved.
        """
      And the use is declared:
        """
        {<use>}
        """
      When it is checked
      Then the finding "<rule>" says "<words>"

      Examples: countries
        | bounds                        | use                      | rule                       | words                                        |
        | territory: [DE, AT]           | commercial: true         | agreement-out-of-territory | it is for DE, AT, the use for everywhere     |
        | territory: [DE, AT]           | territory: [DE, CH]      | agreement-out-of-territory | it is for DE, AT, the use for DE, CH         |
        | territory: [DE, AT]           | territory: AT            | agreement-used             | harrow                                       |
        | territory: {except: [US]}     | territory: [GB, US]      | agreement-out-of-territory | everywhere without US, the use for GB, US    |
        | territory: {except: [US]}     | territory: GB            | agreement-used             | harrow                                       |

      Examples: channels
        | bounds                        | use                      | rule                       | words                                        |
        | channel: [print]              | commercial: true         | agreement-out-of-channel   | it is for print, the use for web             |
        | until: 2030-12-31             | channel: [web, app]      | agreement-out-of-channel   | it is for web, the use for web, app          |
        | channel: [web, app]           | channel: [web, app]      | agreement-used             | harrow                                       |

      Examples: who, for whom, in which language, what for
        | bounds                        | use                      | rule                       | words                                        |
        | licensees: [Kestrel Media]    | we: [Gale and Sons]      | agreement-for-others       | it is for Kestrel Media                      |
        | licensees: [Kestrel Media]    | commercial: true         | agreement-for-others       | we are not named                             |
        | licensees: [Kestrel Media]    | we: [KESTREL MEDIA]      | agreement-used             | harrow                                       |
        | languages: [de]               | language: fr             | agreement-for-others       | it is for de, the use for fr                 |
        | languages: [de]               | language: de-AT          | agreement-used             | harrow                                       |
        | audience: [subscribers]       | audience: everybody      | agreement-for-others       | it is for subscribers, the use for everybody |
        | audience: [subscribers]       | audience: subscribers    | agreement-used             | harrow                                       |
        | until: 2030-12-31             | purpose: advertising     | agreement-for-others       | it is for editorial, the use for advertising |
        | until: 2030-12-31             | sublicenses: true        | agreement-for-others       | let others use the text                      |
        | sublicensing: true            | sublicenses: true        | agreement-used             | harrow                                       |

  Rule: Of what is granted no more is taken

    @agreement-amount-exceeded @agreement-over-quota @agreement-used
    Example: so many words, so many texts
      Given the agreements on file:
        """
        agreements:
          - {id: harrow, with: Harrow Lane Press, grants: {uses: [republish]}, reference: Contract 17, quota: {<quota>}}
        """
      And a story that ends:
        """
        © 2024 Harrow Lane Press. All rights reserved.
        """
      And the use is declared:
        """
        {<use>}
        """
      When it is checked
      Then the finding "<rule>" says "<words>"

      Examples:
        | quota                    | use        | rule                      | words                              |
        | words: 20                | share: 100 | agreement-amount-exceeded | it is for 20 words                 |
        | words: 20                | words: 15  | agreement-used            | harrow                             |
        | words: 300               | share: 100 | agreement-used            | harrow                             |
        | share: 10                | words: 15  | agreement-amount-exceeded | it is for 10 % of a text           |
        | share: 10                | share: 10  | agreement-used            | harrow                             |
        | documents: 10, used: 10  | share: 100 | agreement-over-quota      | it is for 10 documents             |
        | documents: 10, used: 9   | share: 100 | agreement-used            | harrow                             |

  Rule: Everybody whose rights are in a text must have agreed

    @holder-not-covered
    Example: two holders, and an agreement with one of them
      Given the agreements on file:
        """
        agreements:
          - {id: harrow, with: Harrow Lane Press, grants: {uses: [republish]}, reference: Contract 17}
        """
      And a story that ends:
        """
        © 2024 Harrow Lane Press and Vale Press
        """
      When it is checked
      Then the decision is "review"
      And the finding "holder-not-covered" says "Vale Press is not covered: the agreement harrow covers Harrow Lane Press only"

    @holder-not-covered
    Example: a name that is nearly one on file
      Given the agreements on file:
        """
        agreements:
          - {id: harrow, with: Harrow Lane Press, grants: {uses: [republish]}, reference: Contract 17}
        """
      And a story that ends:
        """
        © 2024 Harrow Lane Press Ltd. All rights reserved.
        """
      When it is checked
      Then the decision is "blocked"
      And the finding "holder-not-covered" says "add it there as an alias if it is the same one"

    @name-beside-holder
    Example: a name in the line of a holder, whose part nobody understood
      Given the agreements on file:
        """
        agreements:
          - {id: harrow, with: Harrow Lane Press, aliases: ["Harrow Lane Press, a Gale company"], grants: {uses: [republish]}, reference: Contract 17}
        """
      And a story that ends:
        """
        <notice>
        """
      When it is checked
      Then the decision is "<decision>"

      Examples:
        | notice                                                               | decision  |
        | © 2024 Harrow Lane Press. All rights reserved.                       | permitted |
        | © 2024 Harrow Lane Press (Vale Post). All rights reserved.           | review    |
        | © 2024 Harrow Lane Press. All rights belong to Vale Post.            | review    |
        | © 2024 Harrow Lane Press, a Fenwick company. All rights reserved.    | review    |
        | © 2024 Harrow Lane Press, a Gale company. All rights reserved.       | permitted |
        | © 2024 Harrow Lane Press and contributors. All rights reserved.      | review    |
        | © 2024 Harrow Lane Press. The author retains all rights.             | review    |
        | All rights reserved by Harrow Lane Press and its licensors.          | review    |
        | © 2024 Harrow Lane Press. Copyright remains with the author.         | review    |
        | © 2024 Harrow Lane Press. Views are those of the author.             | permitted |

    @holder-not-covered @agreement-used
    Example: who takes part in a text, and who does not
      Given the agreements on file:
        """
        agreements:
          - {id: harrow, with: Harrow Lane Press, grants: {uses: [republish]}, reference: Contract 17}
          - {id: wire, with: Reuters, grants: {uses: [republish]}, reference: Subscription 4711}
        """
      And a story whose field "<field>" says "<name>"
      And it ends:
        """
        <notice>
        """
      When it is checked
      Then the decision is "<decision>"

      Examples:
        | field  | name              | notice                                         | decision  |
        | author | Oona Farrow       | © 2024 Harrow Lane Press                       | permitted |
        | author | Oona Farrow       | © 2024 Harrow Lane Press (Reuters)             | permitted |
        | author | Oona Farrow       | © 2024 Harrow Lane Press. Photo: Vale Images   | permitted |
        | author | Oona Farrow       | Photo: Harrow Lane Press. All rights reserved. | blocked   |
        | author | AFP               | © 2024 Harrow Lane Press                       | review    |
        | source | AFP               | © 2024 Harrow Lane Press                       | review    |
        | source | Vale Post         | © 2024 Harrow Lane Press                       | review    |
        | source | Harrow Lane Press | © 2024 Harrow Lane Press. All rights reserved. | permitted |

    @look-alike-name
    Example: a letter of another alphabet
      Given the agreements on file:
        """
        agreements:
          - {id: harrow, with: Harrow Lane Press, grants: {uses: [republish]}, reference: Contract 17}
        """
      And a story that ends:
        """
        © 2024 Hаrrow Lane Press. All rights reserved.
        """
      When it is checked
      Then the decision is "blocked"
      And the finding "look-alike-name" says "looks like “Harrow Lane Press” and is spelt otherwise"

  Rule: A field is a claim; what the words forbid it does not set aside

    @agreement-by-field @bar-not-lifted
    Example: only a field names the agency
      Given the agreements on file:
        """
        agreements:
          - {id: wire, with: Reuters, grants: {uses: [republish]}, reference: Subscription 4711}
        """
      And a story whose field "source" says "Reuters"
      And it ends:
        """
        <notice>
        """
      When it is checked
      Then the decision is "<decision>"
      And the finding "<rule>" says "<words>"

      Examples:
        | notice                         | decision  | rule               | words                                   |
        | The mason whistled.            | permitted | agreement-by-field | because a field names Reuters           |
        | All rights reserved.           | review    | bar-not-lifted     | only a field names the side             |
        | All rights reserved. (Reuters) | permitted | agreement-used     | agreement wire, until further notice    |
        | (AFP)                          | review    | holder-not-covered | the agreement wire covers Reuters only  |

  Rule: What a single text says about itself holds for us as well

    @agreement-used @embargo-running @territory-limited @withdrawn @unread-words @permission-expired
    Example: an agreement does not lift it
      Given the agreements on file:
        """
        agreements:
          - {id: harrow, with: Harrow Lane Press, grants: {uses: [republish]}, reference: Contract 17, lifts: <lifts>}
        """
      And a story that ends:
        """
        © 2024 Harrow Lane Press. <item>
        """
      When it is checked
      Then the decision is "<decision>"

      Examples:
        | lifts       | item                                                                      | decision  |
        | []          | For use in the United Kingdom and Ireland only.                           | blocked   |
        | []          | Not for publication in Germany.                                           | blocked   |
        | [territory] | For use in the United Kingdom and Ireland only.                           | permitted |
        | [territory] | Not for publication in Germany.                                           | permitted |
        | [territory] | Embargoed until 9 May 2098, 10:00 GMT.                                    | blocked   |
        | [territory] | Embargoed.                                                                | review    |
        | [territory] | This story has been withdrawn. Do not use.                                | blocked   |
        | [territory] | This article may be republished until 31 December 2024.                   | review    |
        | [territory] | This article may be republished only on the days we like.                 | review    |

  Rule: Only files that are ours declare a use, and only in words that we know

    @use-unreadable
    Example: the front matter of a text of our own
      Given a story whose field "use" says "<declared>"
      And the file is marked as ours
      And it ends:
        """
        This article may be republished free of charge. It may not be translated.
        """
      When it is checked
      Then the decision is "<decision>"

      Examples:
        | declared                          | decision  |
        | republish                         | permitted |
        | translate                         | blocked   |
        | [republish, translate]            | blocked   |
        | sell                              | review    |
        | {use: republish, territory: Mars} | review    |
        | {use: republish, we: [Reuters]}   | review    |

  Rule: What the editors of one item keep back, an agreement does not open unless it says so

    @channel-limited @purpose-limited @territory-limited @agreement-used
    Example: a wire line over the story
      Given the agreements on file:
        """
        agreements:
          - {id: harrow, with: Harrow Lane Press, grants: {uses: [republish, print, broadcast, archive]}, channel: [web, print, broadcast, database], purposes: [editorial, advertising], sublicensing: true, reference: Contract 17<lifts>}
        """
      And a story that begins:
        """
        © 2024 Harrow Lane Press

        <line>
        """
      And the use is declared:
        """
        {<use>}
        """
      When it is checked
      Then the decision is "<decision>"

      Examples: countries
        | line                     | use                     | lifts                | decision  |
        | UK OUT                   | territory: [GB, IE]     |                      | blocked   |
        | UK OUT                   | territory: IE           |                      | permitted |
        | UK OUT                   | commercial: true        |                      | blocked   |
        | UK OUT                   | territory: GB           | , lifts: [territory] | permitted |
        | UK OUT                   | territory: GB           | , lifts: [channel]   | blocked   |
        | NOT FOR USE IN FRANCE    | territory: DE           |                      | permitted |
        | NOT FOR USE IN FRANCE    | territory: FR           |                      | blocked   |
        | FOR USE IN GERMANY ONLY  | territory: DE           |                      | permitted |
        | FOR USE IN GERMANY ONLY  | territory: [DE, AT]     |                      | blocked   |
        | ED NOTE: no use in Spain | territory: ES           |                      | blocked   |

      Examples: channels
        | line                     | use                     | lifts                | decision  |
        | INTERNET OUT             | channel: web            |                      | blocked   |
        | INTERNET OUT             | use: print              |                      | permitted |
        | INTERNET OUT             | channel: web            | , lifts: [channel]   | permitted |
        | PRINT ONLY               | use: print              |                      | permitted |
        | PRINT ONLY               | channel: web            |                      | blocked   |
        | BROADCAST OUT            | use: broadcast          |                      | blocked   |
        | BROADCAST OUT            | channel: web            |                      | permitted |
        | NO ARCHIVES              | use: archive            |                      | blocked   |
        | NO ARCHIVES              | channel: web            |                      | permitted |
        | Not for online use.      | channel: web            |                      | blocked   |
        | Not for online use.      | use: print              |                      | permitted |
        | Web use prohibited.      | channel: web            |                      | blocked   |

      Examples: purposes, and what is passed on
        | line                     | use                     | lifts                | decision    |
        | EDITORIAL USE ONLY       | purpose: editorial      |                      | permitted   |
        | EDITORIAL USE ONLY       | purpose: advertising    |                      | blocked     |
        | EDITORIAL USE ONLY       | purpose: advertising    | , lifts: [purpose]   | permitted   |
        | NO SALES                 | channel: web            |                      | permitted   |
        | NO SALES                 | sublicenses: true       |                      | blocked     |
        | MANDATORY CREDIT         | channel: web            |                      | conditional |

      Examples: lines that are not fully understood, and lines that are none
        | line                              | use          | lifts | decision  |
        | EDITORIAL USE ONLY. NO USE VALE.  | channel: web |       | review    |
        | Sold out in France                | channel: web |       | permitted |
        | FRANCE OUT OF THE CUP             | channel: web |       | permitted |
