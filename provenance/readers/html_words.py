"""The words of a page: a walk over its tree that keeps what people see, block by block."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from html import unescape
from typing import TYPE_CHECKING, Any

import regex
from turbohtml import Element, Text

from provenance.document import Block, Link
from provenance.spans import Newlines, Origins, Piece

if TYPE_CHECKING:
    from turbohtml import Document, Node

#: Elements that begin and end a block (HTML, 15.3: display block, list-item and table parts).
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure"
    " footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu nav ol optgroup p plaintext pre"
    " search section summary table tbody td tfoot th thead tr ul xmp".split()
)
#: Elements whose content is no text of the page: programs, embedded documents, fallbacks, choices.
_SKIPPED = frozenset(
    "script style head template noframes noembed iframe object embed canvas svg math textarea select datalist audio"
    " video map title".split()
)
_PICTURES = frozenset(("img", "picture", "figure", "video", "amp-img"))
#: What browsers show only where scripts or dialogs are switched off or on.
_UNSEEN = frozenset(("noscript",))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_HIDING = regex.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", regex.I)
_NAMES = regex.compile(r"[\w-]{2,60}")
_BLANKS = {ord(char): " " for char in "\t\n\r\f"}
#: Elements nested deeper than this are read as part of the last one (browsers stop at 512).
MAX_DEPTH = 512
#: How many names around a block are kept, and how far up a picture is looked for.
_MOST_NAMES, _NEAR = 60, 3
#: With more words than this around the picture it is an illustration of a text, not a caption's neighbour.
_CAPTION = 400
#: How far behind its expected place a text is looked for (comments and programs may stand between).
_FAR = 20_000


@dataclass(slots=True)
class _Box:
    """A block element on the way down: what the blocks inside it inherit, what they tell of it."""

    parent: _Box | None
    role: str = "text"
    main: bool = False
    pictures: int = 0
    letters: int = 0


@dataclass(slots=True)
class _Open:
    """An element whose children are being visited. ``names``: its own and those around it, nearest first."""

    children: Iterator[Node]
    box: _Box
    names: tuple[str, ...]
    own_box: bool
    pre: bool = False
    end: int = 0
    link: tuple[int, str, frozenset[str]] | None = None


@dataclass(slots=True)
class Page:
    """Collects the words, blocks, links and origins of one page."""

    lines: Newlines
    blocks: list[Block] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    _words: list[str] = field(default_factory=list)
    _length: int = 0
    _pieces: list[Piece] = field(default_factory=list)
    _begun: int = 0
    _names: tuple[str, ...] = ()
    _boxes: list[_Box] = field(default_factory=list)
    _at: int = 0

    @property
    def words(self) -> str:
        """What a person reads of the page; blocks are set apart by blank lines."""
        return "".join(self._words)

    @property
    def origins(self) -> Origins:
        """The way back to the source."""
        return Origins(self.lines, self._pieces)

    def walk(self, document: Document) -> None:
        """Visit every element once, without recursion, in the order of the tree."""
        main = document.main_content()
        stack = [_Open(iter(document.children), _Box(None), (), own_box=True)]
        while stack:
            top = stack[-1]
            node = next(top.children, None)
            if node is None:
                self._leave(stack.pop())
                continue
            kind = type(node)
            if kind is Text:
                self._text(node.data, top)  # type: ignore[attr-defined]
            elif kind is Element:
                opened = self._enter(node, top, main, deep=len(stack) >= MAX_DEPTH)  # type: ignore[arg-type]
                if opened is not None:
                    stack.append(opened)
        self._finish()

    def _enter(self, element: Element, outer: _Open, main: Element | None, *, deep: bool) -> _Open | None:
        tag, attrs, location = element.tag, element.attrs, element.source_location
        end = 0
        if location is not None:
            self._at = location.start_tag.end_offset
            if location.end_tag is not None:
                end = location.end_tag.end_offset
        if tag in _PICTURES:
            outer.box.pictures += 1
        if tag in _SKIPPED:
            self._at = max(self._at, end)
            return None
        if tag == "br":
            self._add("\n")
            return None
        names = (tag, *_names(attrs), *outer.names)[:_MOST_NAMES] if attrs else outer.names
        hidden = tag in _UNSEEN or (len(attrs) > 0 and _is_hidden(tag, attrs))
        own_box = tag in _BLOCKS or hidden
        box = outer.box
        if own_box:
            self._end_block(box)
            role = "hidden" if hidden else _role(tag, box.role)
            box = _Box(box, role, box.main or (main is not None and element == main))
            names = names if attrs else (tag, *outer.names)[:_MOST_NAMES]
        opened = _Open(iter(element.children), box, names, own_box, outer.pre or tag == "pre", end)
        if tag == "a" and (href := element.attr("href")):
            opened.link = (self._length, href, frozenset((element.attr("rel") or "").lower().split()))
        if deep:
            self._text(element.text, opened)
            opened.children = iter(())
        return opened

    def _leave(self, opened: _Open) -> None:
        if opened.link is not None:
            start, href, rel = opened.link
            self.links.append(Link(start, self._length, href, rel, opened.names, opened.box.main))
        if opened.own_box:
            box = opened.box
            self._end_block(box)
            if box.parent is not None:
                box.parent.letters += box.letters
                box.parent.pictures += box.pictures
        self._at = max(self._at, opened.end)

    def _text(self, data: str, inside: _Open) -> None:
        pending = self._length > self._begun
        if data.isspace():
            if pending:
                self._add(" ")
            return
        if not pending:
            self._names = inside.names
        start = self._at
        place = self._place(data)
        if place is not None:
            start, end, exact = place
            self._pieces.append(Piece(self._length, self._length + len(data), start, end, exact))
            self._at = end
        self._add(data if inside.pre else data.translate(_BLANKS))
        inside.box.letters += len(data)

    def _place(self, data: str) -> tuple[int, int, bool] | None:
        """Where *data* stands in the source from here on, and whether letter for letter."""
        at, source = self._at, self.lines.text
        if source.startswith(data, at):
            return at, at + len(data), True
        end = source.find("<", at)
        end = len(source) if end < 0 else end
        if unescape(source[at:end]) == data:
            return at, end, False
        found = source.find(data, at, at + _FAR) if len(data) > 3 else -1
        return (found, found + len(data), True) if found >= 0 else None

    def _add(self, words: str) -> None:
        self._words.append(words)
        self._length += len(words)

    def _end_block(self, box: _Box) -> None:
        """Close the block that has words; blocks are set apart by a blank line."""
        if self._length > self._begun:
            self.blocks.append(Block(self._begun, self._length, box.role, self._names, box.main))
            self._boxes.append(box)
            self._add("\n\n")
            self._begun = self._length

    def _finish(self) -> None:
        """Tell the blocks beside a picture, which is known only when the whole page is."""
        for i, (block, box) in enumerate(zip(self.blocks, self._boxes, strict=True)):
            if _pictured(box):
                self.blocks[i] = replace(block, pictured=True)


def _is_hidden(tag: str, attrs: Mapping[str, Any]) -> bool:
    style = attrs.get("style")
    return "hidden" in attrs or (tag == "dialog" and "open" not in attrs) or bool(style and _HIDING.search(style))


def _role(tag: str, outer: str) -> str:
    if tag in _HEADINGS:
        return "heading"
    if tag == "blockquote":
        return "quote"
    return outer if outer in ("quote", "hidden") else "text"


def _names(attrs: Mapping[str, Any]) -> list[str]:
    """Classes, id, role and item property of an element, in lower case."""
    found: list[str] = []
    for name in ("class", "id", "role", "itemprop", "data-testid"):
        value = attrs.get(name)
        if value:
            text = value if isinstance(value, str) else " ".join(value)
            found += _NAMES.findall(text[:400].lower())
    return found


def _pictured(box: _Box | None) -> bool:
    for _ in range(_NEAR):
        if box is None or box.letters > _CAPTION:
            return False
        if box.pictures:
            return True
        box = box.parent
    return False
