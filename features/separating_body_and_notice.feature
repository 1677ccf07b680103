Feature: Separating the article from its notice
  What is reprinted is the article, what is weighed is the notice: an editor must see where one ends.
  A story about copyright is full of words about rights and has no notice for all that.

  Rule: The notice is found wherever it stands, and its span is exact

    Example: at the end, below a rule, with a menu line after it
      Given the file "hare.md":
        """
        The hare and the drum

        A hare drums when it is frightened.

        ---

        © 2025 Harrow Lane Press. All rights reserved.

        Share this article
        """
      When it is checked
      Then the notice is:
        """
        © 2025 Harrow Lane Press. All rights reserved.
        """
      And the body runs from "The hare" to "Share this article"

    Example: at the start
      Given the file "hare.txt":
        """
        © 2025 Harrow Lane Press. All rights reserved.

        The hare and the drum

        A hare drums when it is frightened.
        """
      When it is checked
      Then the notice is:
        """
        © 2025 Harrow Lane Press. All rights reserved.
        """
      And the body runs from "The hare" to "frightened."

    Example: glued to the last paragraph
      Given the file "hare.txt":
        """
        The hare and the drum

        A hare drums when it is frightened. © 2025 Harrow Lane Press. All rights reserved.
        """
      When it is checked
      Then the notice is:
        """
        © 2025 Harrow Lane Press. All rights reserved.
        """
      And the body runs from "The hare" to "frightened."

  Rule: What a reporter or a court says about rights is the story, not its notice

    Example: a notice is read out in court
      Given the file "trial.txt":
        """
        Jury told of a copied railway guide

        Counsel told the court that every copy carried the words "All rights reserved", and that the defendant had cut them off.

        The trial resumes on Thursday.
        """
      When it is checked
      Then the decision is "review"
      And the body runs from "Jury told" to "resumes on Thursday."
      And its rights read:
        | reserved | false |
        | holders  |       |

  Rule: A photograph's rights are not the article's

    @image-not-covered
    Example: the text is free, the picture is not
      Given a story that ends:
        """
        Photo: © 2023 Mara Quill

        This article may be republished free of charge.
        """
      When it is checked
      Then the decision is "permitted"
      And it is flagged with:
        | rule              | severity | quote |
        | image-not-covered | note     |       |

  Rule: One decision cannot hold for two stories

    @several-texts
    Example: two stories in one file, each with its own notice
      Given the file "both.txt":
        """
        The hare and the drum

        A hare drums when it is frightened, and also when it is not. For three springs the wardens of the heath kept a tally, and they report that a hare drums most on windy mornings, that it drums at dogs, at kites and at its own shadow, and that no two hares keep the same time. One of them, who played in a band, wrote four of the rhythms down and gave them to the school, where the children now clap them at the start of assembly.

        © 2024 Heath Courier

        The last rope walk

        Two sisters still twist hemp by hand in a shed four hundred yards long and nine feet wide, as their grandmother did before them. Their ropes moor three museum ships and ring the bells of eleven churches, and one of them has held the same bull for nineteen years without a complaint from either side. They are looking for somebody to follow them, who should have strong hands, they say, and no fear of the dark end of the shed.

        © 2024 Linney Observer. This story may be republished with credit to the Linney Observer.
        """
      When it is checked
      Then the decision is "review"
      And the finding "several-texts" says "Linney Observer"
