Feature: Our copies keep what their terms ask for
  A permission holds only while its duties are met. Where the text is our own copy, the duties are looked for in it;
  beside the original it shows what was altered, how much was taken, and what was kept or cut off.

  Rule: A duty is met where readers see it, not where somebody asks for it

    @duty-not-met
    Example: the sentence that asks for the credit is no credit
      Given a story that ends:
        """
        This article may be republished with credit to Harrow Lane Press.
        """
      And the file is marked as ours
      When it is checked
      Then the decision is "review"
      And the finding "duty-not-met" says "no credit of “Harrow Lane Press” but where it is asked for"

    Example: a credit where readers see it
      Given a story that ends:
        """
        This article may be republished with credit to Harrow Lane Press and a link to harrow.example/bridge.

        Source: Harrow Lane Press, https://harrow.example/bridge
        """
      And the file is marked as ours
      When it is checked
      Then the decision is "conditional"
      And of our duties "attribute, link-back" are met

    Example: a field that nobody may see leaves it open
      Given a story whose field "author" says "Ines Calloway"
      And its field "license" says "CC-BY-4.0"
      And the file is marked as ours
      When it is checked
      Then the decision is "conditional"
      And of our duties "attribute" can be judged by a person only

    Example: what comes in from others is not looked through
      Given a story that ends:
        """
        This article may be republished with credit to Harrow Lane Press.
        """
      When it is checked
      Then the decision is "conditional"

  Rule: One altered word is found, typography is not counted

    Example: a word changed in a text that must stay as it is
      Given the original:
        """
        The bakers count the swifts over the mill every summer.

        © 2025 Harrow Lane Press. CC BY-ND 4.0
        """
      And our copy:
        """
        The bakers count the gulls over the mill every summer.

        © 2025 Harrow Lane Press. CC BY-ND 4.0
        """
      When they are compared
      Then our copy is "altered"
      And "swifts" became "gulls"
      And it is held against us:
        | rule                     |
        | alteration-not-permitted |

    Example: quotation marks straightened
      Given the original:
        """
        The bakers count the “swifts” – and don’t tire of it.

        © 2025 Harrow Lane Press. CC BY-ND 4.0
        """
      And our copy:
        """
        The bakers count the "swifts" - and don't tire of it.

        © 2025 Harrow Lane Press. CC BY-ND 4.0
        """
      When they are compared
      Then our copy is "identical"
      And nothing is held against us

    Example: a word left out is no excerpt
      Given the original:
        """
        Совет не согласился закрыть старый мост до осени.

        © 2025 Северный вестник. CC BY-ND 4.0
        """
      And our copy:
        """
        Совет согласился закрыть старый мост до осени.

        © 2025 Северный вестник. CC BY-ND 4.0
        """
      When they are compared
      Then our copy is "altered"

  Rule: Words taken are counted as the script counts them

    Example: an excerpt in Chinese is counted by characters
      Given the original:
        """
        磨坊主数了雨燕。渡船夫补好了帆。敲钟人记下天气。
        """
      And our copy:
        """
        渡船夫补好了帆。
        """
      When they are compared
      Then our copy is "excerpt"
      And 7 words are taken

    Example: more words than the permission gives
      Given the original:
        """
        The bakers count the swifts over the mill. Nobody counts the sparrows there.

        You may quote up to 5 words of this article.
        """
      And our copy:
        """
        The bakers count the swifts over the mill.
        """
      When they are compared for "excerpt"
      Then 8 words are taken
      And it is held against us:
        | rule       |
        | over-limit |

  Rule: What the original says about its rights is kept, changed or stripped

    Example: the notice and the credit were cut off
      Given the original:
        """
        أحصى الطحان العجوز طيور السنونو تحت الجسر الطويل في كل صيف.

        © 2025 صحيفة وادي الزيتون. CC BY 4.0
        """
      And our copy:
        """
        أحصى الطحان العجوز طيور السنونو تحت الجسر الطويل في كل صيف.
        """
      When they are compared
      Then of the original there is:
        | what    | state    |
        | notice  | stripped |
        | holder  | stripped |
        | licence | stripped |
      And it is held against us:
        | rule         |
        | duty-not-met |

    Example: everything was kept
      Given the original:
        """
        The bakers count the swifts over the mill every summer.

        © 2025 Harrow Lane Press. CC BY 4.0
        """
      And our copy:
        """
        The bakers count the swifts over the mill every summer.

        © 2025 Harrow Lane Press. CC BY 4.0
        """
      When they are compared
      Then of the original there is:
        | what    | state |
        | notice  | kept  |
        | holder  | kept  |
        | licence | kept  |
      And nothing is held against us
