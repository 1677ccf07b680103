Feature: Notices in other languages
  News comes in every language, and so do its terms. One grammar reads them all; a language is a list of
  words. Nobody says in advance which language a text is in.

  Rule: A reservation closes in every language we read

    @all-rights-reserved
    Example: all rights reserved
      Given a story that ends:
        """
        <notice>
        """
      When it is checked
      Then the decision is "blocked"
      And the finding "all-rights-reserved" says "<words>"

      Examples:
        | notice                                                | words                      |
        | © 2025 Niederauer Bote GmbH. Alle Rechte vorbehalten. | Alle Rechte vorbehalten    |
        | © 2025 Yamaç Postası. Tüm hakları saklıdır.           | Tüm hakları saklıdır       |
        | © 2025 Kylänraitti Oy. Kaikki oikeudet pidätetään.    | Kaikki oikeudet pidätetään |

  Rule: What may be done only with permission may not be done without

    @consent-needed
    Example: by a word, a suffix, a case or a particle
      Given a story that ends:
        """
        <notice>
        """
      When it is checked
      Then the decision is "blocked"
      And the finding "consent-needed" says "<word>"

      Examples:
        | language | notice                                                   | word         |
        | German   | Nachdruck nur mit schriftlicher Genehmigung des Verlags. | Nachdruck    |
        | Turkish  | Bu haber izinsiz kopyalanamaz ve yayımlanamaz.           | yayımlanamaz |
        | Japanese | 無断転載を禁じます。                                     | 転載         |
        | Arabic   | لا يجوز نسخ هذه المادة أو إعادة نشرها دون إذن خطي.       | نسخ          |
        | Finnish  | Artikkelia ei saa julkaista ilman lupaa.                 | julkaista    |

  Rule: A permission opens in every language we read, with its duties

    @duty-to-fulfil
    Example: free with credit
      Given a story that ends:
        """
        <notice>
        """
      When it is checked
      Then the decision is "conditional"
      And our duties are "attribute"

      Examples:
        | language | notice                                                     |
        | German   | Dieser Artikel darf mit Quellenangabe übernommen werden.   |
        | Turkish  | Kaynak gösterilerek yayımlanabilir.                        |
        | Japanese | 出典を明記していただければ、この記事は自由に転載できます。 |
        | Arabic   | يجوز إعادة نشر هذا المقال بشرط ذكر المصدر.                 |
        | Finnish  | Artikkelin saa julkaista vapaasti, kunhan lähde mainitaan. |
