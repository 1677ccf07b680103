Feature: Web pages
  A page holds more than its article: menus, captions, forms, remarks of readers, the credits of a theme. An
  editor must know that words about rights are taken for the article's only where they are about the article.

  Rule: Where a line stands tells what it is about

    @all-rights-reserved
    Example: the foot of the page speaks for the site
      Given a page:
        """
        <article><h1>The tannery bridge</h1><p>The mason kept one old stone back.</p></article>
        <footer><p>© 2025 Harrow Lane Press. All rights reserved.</p></footer>
        """
      When it is checked
      Then the decision is "blocked"
      And the notice is:
        """
        © 2025 Harrow Lane Press. All rights reserved.
        """
      And the body runs from "The tannery" to "stone back."

    @image-not-covered
    Example: a line under a picture is the picture's
      Given a page:
        """
        <article><h1>The tannery bridge</h1><p>The mason kept one old stone back.</p>
        <p>This article may be republished free of charge.</p>
        <figure><img src="arch.jpg"><figcaption>The arch. © 2023 Mara Quill. All rights reserved.</figcaption></figure>
        </article>
        """
      When it is checked
      Then the decision is "permitted"
      And its rights read:
        | holders  |       |
        | reserved | false |

    @no-permission-found
    Example: forms, banners and readers' remarks are nobody's notice
      Given a page:
        """
        <article><h1>The tannery bridge</h1><p>The mason kept one old stone back.</p></article>
        <div class="comments"><p>Comments are licensed under CC BY 4.0.</p>
        <form><p>Your email address will not be published.</p></form></div>
        <div class="cookie-banner"><p>We use cookies with your consent.</p></div>
        """
      When it is checked
      Then it is flagged with:
        | rule                | severity | quote |
        | no-permission-found | warning  |       |

  Rule: A licence's link counts where it is meant for the text

    @duty-to-fulfil
    Example: the link says which licence the words mean
      Given a page:
        """
        <article><h1>The tannery bridge</h1><p>The mason kept one old stone back.</p></article>
        <footer>This article is published under a <a href="https://creativecommons.org/licenses/by/4.0/">Creative Commons licence</a>.</footer>
        """
      When it is checked
      Then the decision is "conditional"
      And it is opened by "Creative Commons"
      And our duties are "attribute"

    @licence-forbids-use
    Example: a badge without words
      Given a page:
        """
        <article><h1>The tannery bridge</h1><p>The mason kept one old stone back.</p></article>
        <footer><a rel="license" href="https://creativecommons.org/licenses/by-nc/4.0/"><img src="badge.png"></a></footer>
        """
      When it is checked
      Then the decision is "blocked"
      And its rights read:
        | licenses | CC-BY-NC-4.0 |

    @no-permission-found
    Example: a story about licences is under none of them
      Given a page:
        """
        <article><h1>Two towns map their bridges</h1><p>One chose <a href="https://creativecommons.org/licenses/by/4.0/">this</a>,
        the other <a href="https://creativecommons.org/licenses/by-nc/4.0/">that</a>, and the mason neither.</p></article>
        """
      When it is checked
      Then the decision is "review"
      And its rights read:
        | licenses |  |

  Rule: What nobody sees may close, never open

    @all-rights-reserved
    Example: hidden words
      Given a page:
        """
        <article><h1>The tannery bridge</h1><p>The mason kept one old stone back.</p>
        <div style="display:none"><p><words></p></div></article>
        """
      When it is checked
      Then the decision is "<decision>"

      Examples:
        | words                                           | decision |
        | This article may be republished free of charge. | review   |
        | All rights reserved.                            | blocked  |

  Rule: The site and its article may say different things

    @footer-contradicts-article
    Example: a person must find out which was meant
      Given a page:
        """
        <article><h1>The tannery bridge</h1><p>The mason kept one old stone back.</p>
        <p>This article may be republished free of charge.</p></article>
        <footer>© 2025 Harrow Lane Press. All rights reserved.</footer>
        """
      When it is checked
      Then it is flagged with:
        | rule                       | severity | quote                                          |
        | footer-contradicts-article | warning  | This article may be republished free of charge |
        | footer-contradicts-article | warning  | All rights reserved                            |

  Rule: What a page declares about itself counts, and what cannot be read opens nothing

    @metadata-unread
    Example: a broken block of JSON-LD
      Given a page:
        """
        <script type="application/ld+json">{"@type": "NewsArticle", "license": </script>
        <article><h1>The tannery bridge</h1><p>The mason kept one old stone back.</p>
        <p>This article may be republished free of charge.</p></article>
        """
      When it is checked
      Then the decision is "review"
      And it is flagged with:
        | rule            | severity | quote |
        | metadata-unread | warning  |       |

    @ai-reserved
    Example: machines are kept out, readers are not
      Given a page:
        """
        <meta name="tdm-reservation" content="1">
        <article><h1>The tannery bridge</h1><p>The mason kept one old stone back.</p></article>
        """
      When it is checked for "ai-training"
      Then the decision is "blocked"
      And its rights read:
        | ai_optout | true |
