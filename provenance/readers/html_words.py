"""The words of a page: a walk over its tree that keeps what people see, block by block."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

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
#: Of these, what holds no markup: its words may look like the page's.
_RAW = frozenset(("script", "style", "noframes", "noembed", "iframe", "textarea", "title"))
_PICTURES = frozenset(("img", "picture", "video", "amp-img"))
#: What matters without any words in it.
_NOTED = _RAW | _PICTURES | {"br", "a"}
#: What browsers show only where scripts or dialogs are switched off or on.
_UNSEEN = frozenset(("noscript",))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_HIDING = regex.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", regex.I)
_NAME = regex.compile(r"[\w-]{2,60}")
_Names: TypeAlias = "tuple[tuple[str, ...], _Names | None]"
_BLANKS = {ord(char): " " for char in "\t\n\r\f"}
#: How many names around a block are kept, and how far up a picture is looked for.
_MOST_NAMES, _NEAR = 40, 3
#: With more words than this around the picture it is an illustration of a text, not a caption's neighbour.
_CAPTION = 400
#: In so many gaps between two tags a text with character references is looked for.
_TRIES = 60


@dataclass(slots=True)
class _Box:
    """A block element: what the blocks inside it inherit, what they tell of it."""

    parent: _Box | None
    role: str = "text"
    main: bool = False
    pictures: int = 0
    letters: int = 0


class _Place(NamedTuple):
    """What is known of an element: its nearest block, the names around it, whether its words count."""

    box: _Box
    names: _Names | None
    skipped: bool
    pre: bool
    link: int | None


@dataclass(slots=True)
class Page:
    """Collects the words, blocks, links and origins of one page.

    Only elements around words, links and pictures are looked at; most of a page is neither.
    """

    lines: Newlines
    blocks: list[Block] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    _words: list[str] = field(default_factory=list)
    _length: int = 0
    _pieces: list[Piece] = field(default_factory=list)
    _begun: int = 0
    _block: _Place | None = None
    """Where the block that is being collected began."""
    _boxes: list[_Box] = field(default_factory=list)
    _collected: list[_Box] = field(default_factory=list)
    _places: dict[Node, _Place] = field(default_factory=dict)
    _main: Element | None = None
    _at: int = 0
    _flattened: dict[int, tuple[str, ...]] = field(default_factory=dict)
    _unplaced: list[tuple[int, str]] = field(default_factory=list)
    """Texts met since the last element whose place is known, and where they stand in the words."""

    @property
    def words(self) -> str:
        """What a person reads of the page; blocks are set apart by blank lines."""
        return "".join(self._words)

    @property
    def origins(self) -> Origins:
        """The way back to the source."""
        return Origins(self.lines, self._pieces)

    def walk(self, document: Document) -> None:
        """Visit every node once, without recursion, in the order of the tree."""
        self._main = document.main_content()
        self._places[document] = _Place(_Box(None), None, False, False, None)
        gap = False
        for node in document.descendants:
            kind = type(node)
            if kind is Text:
                data = node.data
                if data.isspace():
                    gap = True
                    continue
                place = self._places.get(node.parent) or self._look(node.parent)
                if not place.skipped:
                    self._text(data, place, gap=gap)
                gap = False
            elif kind is Element:
                if self._unplaced and (line := node.source_line) is not None:
                    self._place_up_to(self.lines.offset(line, node.source_col or 0))
                tag = node.tag
                if tag in _BLOCKS:
                    self._end_block()
                elif tag in _NOTED:
                    self._note(node, tag)
        self._end_block()
        self._place_up_to(len(self.lines.text))
        self._finish()

    def _note(self, element: Element, tag: str) -> None:
        """Elements that matter without words: breaks, pictures, links, and programs, which are passed over."""
        if tag == "br":
            self._add("\n")
        elif tag in _RAW:
            self._pass(f"</{tag}")
        else:
            place = self._look(element)  # a link is noted where it begins; its words will be found inside it
            if tag in _PICTURES and not place.skipped:
                place.box.pictures += 1

    def _look(self, element: Node) -> _Place:
        """The place of *element*, worked out from the nearest element around it that is known."""
        unknown: list[Element] = []
        node: Node | None = element
        while node is not None and (place := self._places.get(node)) is None:
            if type(node) is Element:
                unknown.append(node)
            node = node.parent
        if node is None:  # a fragment without a page around it: the content of a template
            place = _Place(_Box(None), None, True, False, None)
        assert place is not None
        for inner in reversed(unknown):
            place = self._places[inner] = self._inside(inner, place)
        return place

    def _inside(self, element: Element, outer: _Place) -> _Place:
        tag, attrs = element.tag, element.attrs
        box, names, skipped, pre, link = outer
        if tag in _SKIPPED:
            skipped = True
        elif tag == "pre":
            pre = True
        block = tag in _BLOCKS
        hidden = tag in _UNSEEN
        if attrs:
            own = _own_names(tag, element.attr("class"), element.attr("id"), element.attr("role"))
            names = (own, names)
            hidden = hidden or _is_hidden(tag, attrs)
            if tag == "a" and not skipped and (href := element.attr("href")):
                link = len(self.links)
                rel = frozenset((element.attr("rel") or "").lower().split())
                self.links.append(Link(self._length, self._length, href, rel, self._flat(names), box.main))
        elif block:
            names = ((tag,), names)
        if block or hidden:
            box = _Box(box, "hidden" if hidden else _role(tag, box.role), box.main or element is self._main)
            self._boxes.append(box)
        return _Place(box, names, skipped, pre, link)

    def _text(self, data: str, place: _Place, *, gap: bool) -> None:
        if self._block is None or self._block.box is not place.box:
            self._end_block()
        if self._length == self._begun:
            self._block = place
        elif gap:
            self._add(" ")
        if place.link is not None:
            link = self.links[place.link]
            start = link.start if link.end > link.start else self._length
            self.links[place.link] = link._replace(start=start, end=self._length + len(data))
        self._unplaced.append((self._length, data))
        self._add(data if place.pre else data.translate(_BLANKS))
        place.box.letters += len(data)

    def _pass(self, mark: str) -> None:
        """Go on behind the next *mark* of the source: what is skipped may hold the words that are looked for."""
        found = self.lines.text.find(mark, self._at)
        if found >= 0:
            self._place_up_to(found)
            self._at = found + len(mark)

    def _place_up_to(self, limit: int) -> None:
        """Find the texts met so far before *limit*, where the next element begins.

        The tree has no places of texts, but every text begins right behind a tag or a comment. An
        element that stands before what was seen already was moved by the parser, and proves nothing.
        """
        if limit < self._at:
            return
        for at, data in self._unplaced:
            place = self._find(data, limit)
            if place is not None:
                start, end, exact = place
                self._pieces.append(Piece(at, at + len(data), start, end, exact))
                self._at = end
        self._unplaced.clear()
        self._at = limit

    def _find(self, data: str, limit: int) -> tuple[int, int, bool] | None:
        at, source = self._at, self.lines.text
        found = source.find(">" + data, max(0, at - 1), limit)
        if found >= 0:
            return found + 1, found + 1 + len(data), True
        for _ in range(_TRIES):  # character references: decode what stands between tags
            end = source.find("<", at, limit)
            end = limit if end < 0 else end
            if end > at and "&" in source[at:end] and unescape(source[at:end]) == data:
                return at, end, False
            at = source.find(">", end, limit) + 1
            if not at:
                break
        return None

    def _flat(self, names: _Names | None) -> tuple[str, ...]:
        """The names around a place, the nearest first; neighbours share them."""
        known = self._flattened.get(id(names))
        if known is None:
            found: list[str] = []
            outer = names
            while outer is not None and len(found) < _MOST_NAMES:
                found += outer[0]
                outer = outer[1]
            known = self._flattened[id(names)] = tuple(found[:_MOST_NAMES])
        return known

    def _add(self, words: str) -> None:
        self._words.append(words)
        self._length += len(words)

    def _end_block(self) -> None:
        """Close the block that has words; blocks are set apart by a blank line."""
        if self._block is not None:
            box = self._block.box
            self.blocks.append(Block(self._begun, self._length, box.role, self._flat(self._block.names), box.main))
            self._collected.append(box)
            self._add("\n\n")
            self._block = None
        self._begun = self._length

    def _finish(self) -> None:
        """Tell the blocks beside a picture, which is known only when the whole page is."""
        for box in reversed(self._boxes):  # the inner before the outer
            if box.parent is not None:
                box.parent.letters += box.letters
                box.parent.pictures += box.pictures
        for i, box in enumerate(self._collected):
            if _pictured(box):
                self.blocks[i] = self.blocks[i]._replace(pictured=True)


def _is_hidden(tag: str, attrs: Mapping[str, Any]) -> bool:
    if "hidden" in attrs or (tag == "dialog" and "open" not in attrs):
        return True
    return "style" in attrs and _HIDING.search(attrs["style"] or "") is not None


def _role(tag: str, outer: str) -> str:
    if outer in ("quote", "hidden"):
        return outer
    if tag in _HEADINGS:
        return "heading"
    return "quote" if tag == "blockquote" else "text"


@lru_cache(maxsize=8192)
def _own_names(tag: str, classes: str | None, identifier: str | None, role: str | None) -> tuple[str, ...]:
    """The element, its classes, id and role in lower case; pages of one site share most of them."""
    written = f"{classes or ''} {identifier or ''} {role or ''}"
    return (tag, *_NAME.findall(written[:400].lower()))


def _pictured(box: _Box | None) -> bool:
    for _ in range(_NEAR):
        if box is None or box.letters > _CAPTION:
            return False
        if box.pictures:
            return True
        box = box.parent
    return False
