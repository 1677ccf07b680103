Feature: News in data files
  Agencies send stories as XML and JSON. What a file declares about rights counts as if it stood under the
  story; what cannot be parsed or is in no known format opens nothing.

  Rule: A file that cannot be parsed is never opened

    @format-broken
    Example: an item that ends too early
      Given the file "bridge.xml":
        """
        <nitf><body><p>This article may be republished free of charge.</p>
        """
      When it is checked
      Then the decision is "review"
      And the finding "format-broken" says "not well-formed XML"

    @format-broken
    Example: an item that declares entities of its own
      Given the file "bridge.xml":
        """
        <!DOCTYPE nitf [<!ENTITY free "This article may be republished free of charge.">]>
        <nitf><body><p>&free;</p></body></nitf>
        """
      When it is checked
      Then the decision is "review"
      And the finding "format-broken" says "declares entities of its own"

  Rule: Data in no known format may reserve, but somebody has to look

    @format-unknown
    Example: words in a file of some program
      Given the file "settings.xml":
        """
        <settings><text>This article may be republished free of charge.</text></settings>
        """
      When it is checked
      Then the decision is "review"
      And the finding "format-unknown" says "no news format"

  Rule: Rights of a part do not speak for the whole

    @rights-of-a-part
    Example: a box by somebody else
      Given the file "bridge.xml":
        """
        <newsItem xmlns="http://iptc.org/std/nar/2006-10-01/">
          <rightsInfo><usageTerms>This article may be republished free of charge.</usageTerms></rightsInfo>
          <rightsInfo idrefs="box"><copyrightHolder literal="Bo Reed"/></rightsInfo>
          <partMeta partid="box"/>
        </newsItem>
        """
      When it is checked
      Then the decision is "review"
      And the finding "rights-of-a-part" says "box"

  Rule: Each document of a file needs an answer of its own

    @several-documents
    Example: a feed where one story is expected
      Given the file "feed.rss":
        """
        <rss version="2.0"><channel><title>Harrow Post</title>
          <item><title>One</title><copyright>No republication.</copyright></item>
          <item><title>Two</title></item>
        </channel></rss>
        """
      When it is checked
      Then the decision is "review"
      And the finding "several-documents" says "2 documents"
