Feature: Somebody answers for what passes against a finding
  A newsroom that cannot let anything stand switches the check off; one that lets everything stand may as well.
  So a finding is let stand by a person with a name, for a reason and until a day, in a file that no incoming text
  can touch; or it was there when the tool came, and is recorded. The decision stays what it was: the notice still
  forbids. Only whether the run fails changes.

  Rule: A waiver changes the outcome, never the decision

    Example: the holder has agreed by mail
      Given a story that ends:
        """
        © 2024 Harrow Lane Press. No part of this may be published without written consent.
        """
      And Dana Roe waives "consent-needed" for it until "2025-12-31"
      When it is checked
      Then the decision is "blocked"
      And the outcome is "pass"
      And the findings of "consent-needed" are "waived"

    Example: it has expired
      Given a story that ends:
        """
        © 2024 Harrow Lane Press. No part of this may be published without written consent.
        """
      And Dana Roe waives "consent-needed" for it until "2025-12-31"
      When it is checked at "2026-01-02"
      Then the outcome is "fail"
      And the findings of "consent-needed" are "open" as the waiver has "expired"

    Example: it was given for another text
      Given a story that ends:
        """
        © 2024 Harrow Lane Press. No part of this may be published without written consent.
        """
      And Dana Roe waives "consent-needed" for it until "2025-12-31"
      And then "one old stone" becomes "two old stones"
      When it is checked
      Then the outcome is "fail"
      And the findings of "consent-needed" are "open" as the waiver has "text-changed"

    Example: it was given for one ban, and there are two
      Given a story that ends:
        """
        No part of this may be published without written consent. Redistribution is forbidden.
        """
      And Dana Roe waives "consent-needed" for it until "2025-12-31"
      When it is checked
      Then the outcome is "fail"
      And the findings of "prohibited-use" are "open"

  Rule: What nobody may waive stays open

    @withdrawn
    Example: a killed story
      Given a story that ends:
        """
        KILL this story, please do not use it.
        """
      And Dana Roe waives "withdrawn" for it until "2025-12-31"
      When it is checked
      Then the outcome is "fail"
      And the findings of "withdrawn" are "open"

  Rule: A mark inside a document counts only beside a central waiver

    @self-waiver
    Example: a story that waives its own ban
      Given a story that ends:
        """
        No part of this may be published without written consent.
        <!-- provenance: waive consent-needed -->
        """
      When it is checked
      Then the outcome is "fail"
      And the findings of "self-waiver" are "open"

    @self-waiver
    Example: the desk has waived it too
      Given a story that ends:
        """
        No part of this may be published without written consent.
        <!-- provenance: waive consent-needed -->
        """
      And Dana Roe waives "consent-needed" for it until "2025-12-31"
      When it is checked
      Then the decision is "blocked"
      And the outcome is "pass"
      And the findings of "self-waiver" are "waived"

  Rule: What was there when the baseline was recorded does not fail again

    Example: an edited story
      Given a story that ends:
        """
        No part of this may be published without written consent.
        """
      And its findings are in the baseline
      And then "one old stone" becomes "two old stones"
      When it is checked
      Then the outcome is "pass"
      And the findings of "consent-needed" are "baseline"

    Example: a renamed file
      Given a story that ends:
        """
        No part of this may be published without written consent.
        """
      And its findings are in the baseline
      And then it is called "archive/tannery.txt"
      When it is checked
      Then the outcome is "pass"

    Example: tomorrow's story with the same notice
      Given a story that ends:
        """
        No part of this may be published without written consent.
        """
      And its findings are in the baseline
      And then another story stands in its place
      When it is checked
      Then the outcome is "fail"
      And the findings of "consent-needed" are "open"

    Example: a new ban under an old story
      Given a story that ends:
        """
        No part of this may be published without written consent.
        """
      And its findings are in the baseline
      And then "written consent." becomes "written consent. Redistribution is forbidden."
      When it is checked
      Then the outcome is "fail"
      And the findings of "prohibited-use" are "open"
