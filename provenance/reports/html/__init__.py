"""The compliance report: one page of HTML that needs nothing but a browser.

For the person who has to answer for what is published. Everything is in the file, nothing is fetched: a strict
content security policy allows the one script and the one style sheet by their digests and nothing else. The
page can be read and printed without scripts; with them its table is filtered and sorted.
"""

from provenance.reports.html.report import HtmlReport

__all__ = ["HtmlReport"]
