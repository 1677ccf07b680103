Feature: Policies that machines write
  Wires and platforms send rights as ODRL or RightsML beside or inside the text. What such a policy says
  counts like any other word; what was not understood of it permits nothing, and no address is followed.

  Rule: A policy inside a news item opens, limits and forbids

    @duty-to-fulfil
    Example: a permission with a duty
      Given the file "opens.json":
        """
        {"uri": "urn:harbour:1", "headline": "The tannery bridge opens again", "byline": "Oona Farrow",
         "copyrightholder": "Harbour Post", "versioncreated": "2025-03-04T10:00:00Z",
         "body_text": "After two winters the tannery bridge carries walkers again.",
         "rightsinfo": {"langid": "http://www.w3.org/ns/odrl/2/", "encodedrights":
           "{\"policytype\": \"http://www.w3.org/ns/odrl/2/Set\", \"permissions\": [{\"target\": \"urn:harbour:1\", \"action\": \"distribute\", \"duties\": [{\"action\": \"attribute\"}]}]}"}}
        """
      When it is checked
      Then the decision is "conditional"
      And our duties are "attribute"

    @prohibited-use
    Example: what a policy forbids none of its permissions gives
      Given the file "opens.json":
        """
        {"uri": "urn:harbour:1", "headline": "The tannery bridge opens again",
         "body_text": "After two winters the tannery bridge carries walkers again.",
         "rightsinfo": {"encodedrights":
           "{\"type\": \"Set\", \"conflict\": \"perm\", \"permission\": [{\"action\": \"use\"}], \"prohibition\": [{\"action\": \"commercialize\"}]}"}}
        """
      When it is checked
      Then the decision is "blocked"

    @embargo-running
    Example: a prohibition that ends
      Given the file "opens.json":
        """
        {"uri": "urn:harbour:1", "headline": "The tannery bridge opens again",
         "body_text": "After two winters the tannery bridge carries walkers again.",
         "rightsinfo": {"encodedrights":
           "{\"type\": \"Set\", \"prohibition\": [{\"action\": \"distribute\", \"constraint\": [{\"leftOperand\": \"dateTime\", \"operator\": \"lt\", \"rightOperand\": \"2025-06-02T06:00:00Z\"}]}]}"}}
        """
      When it is checked
      Then the decision is "blocked"

  Rule: What was not understood permits nothing

    @unread-words
    Example: a condition that nobody knows
      Given the file "opens.json":
        """
        {"uri": "urn:harbour:1", "headline": "The tannery bridge opens again",
         "body_text": "After two winters the tannery bridge carries walkers again.",
         "rightsinfo": {"encodedrights":
           "{\"type\": \"Set\", \"permission\": [{\"action\": \"distribute\", \"constraint\": [{\"leftOperand\": \"industry\", \"operator\": \"eq\", \"rightOperand\": \"fishing\"}]}]}"}}
        """
      When it is checked
      Then the decision is "review"
      And the finding "unread-words" says "industry"

    @unread-words
    Example: a policy behind an address
      Given the file "opens.json":
        """
        {"uri": "urn:harbour:1", "headline": "The tannery bridge opens again",
         "body_text": "After two winters the tannery bridge carries walkers again.",
         "rightsinfo": {"linkedrights": "https://harbour.example/policies/1"}}
        """
      When it is checked
      Then the decision is "review"
      And the finding "unread-words" says "https://harbour.example/policies/1"

    @unread-words
    Example: a policy about another work
      Given the file "opens.json":
        """
        {"uri": "urn:harbour:1", "headline": "The tannery bridge opens again",
         "body_text": "After two winters the tannery bridge carries walkers again.",
         "rightsinfo": {"encodedrights":
           "{\"type\": \"Set\", \"permission\": [{\"action\": \"use\", \"target\": \"urn:harbour:2\"}]}"}}
        """
      When it is checked
      Then the decision is "review"
      And the finding "unread-words" says "urn:harbour:2"

  Rule: A policy may be given beside the text

    @duty-to-fulfil
    Example: the policy that a text names by its address
      Given the file "opens.md":
        """
        ---
        title: The tannery bridge opens again
        author: Oona Farrow
        date: 2025-03-04
        copyright_holder: Harbour Post
        rights_expression: https://harbour.example/policies/1
        ---

        After two winters the tannery bridge carries walkers again.
        """
      And the file "policy.jsonld":
        """
        {"@context": "http://www.w3.org/ns/odrl.jsonld", "type": "Set", "uid": "https://harbour.example/policies/1",
         "permission": [{"action": "distribute", "duty": [{"action": "attribute", "attributedParty": "https://harbour.example/"}]}]}
        """
      When I run "provenance check --policy policy.jsonld opens.md --at 2025-06-01"
      Then the exit code is 0
