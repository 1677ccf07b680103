"""Putting a document together from the texts inside a data file, each with its way back to the source.

News formats keep headline, body and captions in separate values, some as plain text, some as HTML.
Readings want one text: values are set apart by blank lines, and every character still knows where in
the file it stands.
"""

from __future__ import annotations

from typing import Any

from provenance.document import Block, Link
from provenance.readers.interface import Parts
from provenance.spans import Joined, Newlines, Origin, Through

_APART = "\n\n"


class Assembly:
    """Collects texts in reading order; :meth:`parts` gives the document's parts."""

    def __init__(self) -> None:
        self._words: list[str] = []
        self._length = 0
        self._origins: list[tuple[int, Origin | None]] = []
        self._blocks: list[Block] = []
        self._links: list[Link] = []
        self._names: Any = None

    def text(self, value: str, origin: Origin | None = None, role: str = "text") -> None:
        """Add plain text; *origin* leads from *value* to the file."""
        if value and not value.isspace():
            start = self._begin(value, origin)
            self._blocks.append(Block(start, start + len(value), role))

    def html(self, value: str, origin: Origin | None = None) -> None:
        """Add a fragment of HTML: its words, links and the places in it; all of it is the article."""
        if not value or value.isspace():
            return
        import turbohtml

        from provenance.readers.html_words import Names, Page

        lines = Newlines(value)
        page = Page(lines, turbohtml.parse(lines.text, allow_declarative_shadow_roots=False))
        start = self._begin(page.words.rstrip("\n"), None if origin is None else Through(page.origins, origin))
        self._blocks += [b._replace(start=b.start + start, end=b.end + start, main=True) for b in page.blocks]
        self._links += [n._replace(start=n.start + start, end=n.end + start, main=True) for n in page.links]
        self._names = self._names or Names()

    def __bool__(self) -> bool:
        return bool(self._words)

    def _begin(self, words: str, origin: Origin | None) -> int:
        """Append *words* behind a blank line and give the offset at which they begin."""
        if self._words:
            self._words.append(_APART)
            self._length += len(_APART)
        start = self._length
        self._words.append(words)
        self._length += len(words)
        self._origins.append((start, origin))
        return start

    def parts(self) -> Parts:
        """Everything collected, as the parts of one document."""
        return Parts(
            self._blocks,
            words="".join(self._words),
            origins=Joined(self._origins),
            links=self._links,
            names=self._names,
        )
