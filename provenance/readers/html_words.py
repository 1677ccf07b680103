"""The words of a page: a walk over its tree that keeps what people see, block by block."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
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
#: Of these, what holds no markup: its words may look like the page's.
_RAW = frozenset(("script", "style", "noframes", "noembed", "iframe", "textarea", "title"))
_PICTURES = frozenset(("img", "picture", "video", "amp-img"))
#: What browsers show only where scripts or dialogs are switched off or on.
_UNSEEN = frozenset(("noscript",))
#: The roles that elements give their blocks, and those that last whatever stands inside.
_ROLES = {"blockquote": "quote", **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading")}
_LASTING = frozenset(("quote", "hidden"))
_HIDING = regex.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|(?:font-size|opacity)\s*:\s*0(?:px|em|rem|%)?\s*(?:;|!|$)", regex.I
)
_NAME = regex.compile(r"[\w-]{2,60}")
#: Elements that change what is known of the words inside them; all others pass on what holds around them.
_TELLING = _BLOCKS | _SKIPPED | _RAW | _UNSEEN | {"pre", "a"}
#: Elements of these may be hidden by an attribute.
_MAY_HIDE = "[hidden],[style],dialog"
#: How many names around a block are kept, and how far up a picture is looked for.
_MOST_NAMES, _NEAR = 40, 3
#: With more words than this around the picture it is an illustration of a text, not a caption's neighbour.
_CAPTION = 400
#: In so many gaps between two tags a text with character references is looked for.
_TRIES = 60


class _Anchor:
    """A link whose words are being collected."""

    __slots__ = ("element", "end", "hidden", "href", "main", "start")

    def __init__(self, element: Element, href: str, at: int, main: bool) -> None:
        self.element, self.href, self.start, self.end, self.main = element, href, at, at, main
        self.hidden = False


class _Place:
    """What is known of an element and shared by those inside it that change nothing.

    A block is its own ``box``: it knows the box around it and counts what stands in it; ``None``
    for what begins no block (a link, a program), whose words count for the box around.
    """

    __slots__ = ("inside", "letters", "link", "main", "outer", "pictures", "pre", "role", "skipped")

    def __init__(
        self, outer: _Place | None, role: str, main: bool, skipped: bool, pre: bool, link: _Anchor | None, inside: bool
    ) -> None:
        self.outer, self.role, self.main, self.skipped = outer, role, main, skipped
        self.pre, self.link, self.inside = pre, link, inside
        self.pictures = self.letters = 0

    @property
    def box(self) -> _Place:
        """The block that the words belong to."""
        assert not self.inside or self.outer is not None
        return self.outer if self.inside and self.outer else self


#: What no page is around: the content of a template.
_NOWHERE = _Place(None, "text", False, True, False, None, False)


class Page:
    """Collects the words, blocks, links and origins of one page.

    What is known of an element is worked out from the one around it, and shared where it is the same.
    Blocks and links know the element they stand in; :class:`Names` tells the names around it.
    """

    def __init__(self, lines: Newlines, document: Document) -> None:
        self._document, self._finder = document, _Finder(lines)
        self._main = document.main_content()
        self._may_hide = set(document.select(_MAY_HIDE))
        self._places: dict[Node | None, _Place] = {document: _Place(None, "text", False, False, False, None, False)}
        self._boxes: list[_Place] = []
        self._words: list[str] = []
        self._length = self._begun = 0
        self._block: _Place | None = None
        """The box of the block that is being collected, and the element in which its words began."""
        self._within: Node | None = document
        self._collected: list[tuple[int, int, _Place, Node | None]] = []
        self._anchors: list[_Anchor] = []
        self._walk()
        self._gather()

    @property
    def words(self) -> str:
        """What a person reads of the page; blocks are set apart by blank lines."""
        return "".join(self._words)

    @property
    def origins(self) -> Origins:
        """The way back to the source."""
        return self._finder.origins

    @property
    def links(self) -> list[Link]:
        """The links in the order of the page."""
        return [
            Link(a.start, a.end, a.href, _relations(a.element.attr("rel") or ""), a.element, a.main, a.hidden)
            for a in self._anchors
        ]

    @property
    def blocks(self) -> list[Block]:
        """The blocks in the order of the page."""
        return [
            Block(start, end, box.role, element, box.main, _pictured(box))
            for start, end, box, element in self._collected
        ]

    def _walk(self) -> None:
        """Visit every node once, without recursion, in the order of the tree."""
        places, finder, may_hide, gap = self._places, self._finder, self._may_hide, False
        for node in self._document.descendants:
            if type(node) is Text:
                data = node.data
                if data.isspace():
                    gap = True
                    continue
                around = node.parent
                place = places.get(around, _NOWHERE)
                if not place.skipped:
                    self._text(data, place, around, gap)
                gap = False
            elif type(node) is Element:
                if finder.waiting:
                    finder.meet(node)
                tag = node.tag
                place = places.get(node.parent, _NOWHERE)
                if tag in _TELLING or node in may_hide:
                    place = self._inside(node, tag, place)
                if tag == "br":
                    self._words.append("\n")
                    self._length += 1
                if tag in _PICTURES and not place.skipped:
                    place.box.pictures += 1
                places[node] = place
        self._end_block()
        finder.finish()

    def _inside(self, element: Element, tag: str, around: _Place) -> _Place:
        """What holds for the words in *element*, one of those that change it; the words before it are closed off."""
        box, link = (around.outer or around) if around.inside else around, around.link
        role, skipped = box.role, around.skipped
        block = tag in _BLOCKS
        if block:
            self._end_block()
            role = role if role in _LASTING else _ROLES.get(tag, "text")
        elif tag == "a":
            if not skipped and (href := element.attr("href")):
                link = _Anchor(element, href, self._length, box.main)
                self._anchors.append(link)
        elif tag in _RAW:  # what programs hold may look like the words of the page
            self._finder.skip(f"</{tag}")
        if tag in _UNSEEN or (element in self._may_hide and _is_hidden(tag, element.attrs)):
            role, block = "hidden", True
        if link is not None and link.element is element:
            link.hidden = role in _LASTING
        main = box.main or (block and element is self._main)
        skipped, pre = skipped or tag in _SKIPPED, around.pre or tag == "pre"
        place = _Place(box, role, main, skipped, pre, link, not block)
        if block:
            self._boxes.append(place)
        return place

    def _text(self, data: str, place: _Place, around: Node | None, gap: bool) -> None:
        box = (place.outer or place) if place.inside else place
        if self._block is not box:
            self._end_block()
            self._block, self._within = box, around
        elif gap:
            self._words.append(" ")
            self._length += 1
        at, size = self._length, len(data)
        if (link := place.link) is not None:
            if link.end == link.start:
                link.start = at
            link.end = at + size
        self._finder.waiting.append((at, data))
        self._words.append(data if place.pre else _with_blanks(data))
        self._length = at + size
        box.letters += size

    def _end_block(self) -> None:
        """Close the block that has words; blocks are set apart by a blank line."""
        if self._block is not None:
            self._collected.append((self._begun, self._length, self._block, self._within))
            self._words.append("\n\n")
            self._length += 2
            self._block = None
        self._begun = self._length

    def _gather(self) -> None:
        """Tell the boxes around others of their pictures and letters, the inner before the outer."""
        for box in reversed(self._boxes):
            if (outer := box.outer) is not None:
                outer.letters += box.letters
                outer.pictures += box.pictures


class Names:
    """The names around the elements of one page: tags, classes, ids and roles, worked out where they are asked for."""

    def __init__(self) -> None:
        self._known: dict[Node, tuple[str, ...]] = {}

    def __call__(self, element: Node | None) -> tuple[str, ...]:
        """The names of *element* and those around it, the nearest first; neighbours share them."""
        unknown: list[Node] = []
        node: Node | None = element
        while node is not None and node not in self._known:
            unknown.append(node)
            node = node.parent
        names = self._known[node] if node is not None else ()
        for inner in reversed(unknown):
            if type(inner) is Element and (own := _own_names(inner)):
                names = (*own, *names)[:_MOST_NAMES]
            self._known[inner] = names
        return names


class _Finder:
    """Finds the texts of a page in its source.

    The tree has no places of texts, but every text begins right behind a tag or a comment, and
    elements know where they stand.
    """

    __slots__ = ("_at", "_lines", "_pieces", "_source", "_starts", "waiting")

    def __init__(self, lines: Newlines) -> None:
        self._lines, self._source, self._starts = lines, lines.text, lines.starts
        self._at = 0
        self._pieces: list[Piece] = []
        self.waiting: list[tuple[int, str]] = []
        """Texts met since the last element whose place is known, and where they stand in the words."""

    @property
    def origins(self) -> Origins:
        """The way back from the words to the source."""
        return Origins(self._lines, self._pieces)

    def meet(self, element: Element) -> None:
        """Find the texts that wait before *element*, if its place is known."""
        if (line := element.source_line) is not None:
            self._up_to(self._starts[line - 1] + (element.source_col or 0))

    def finish(self) -> None:
        """Find what still waits at the end of the page."""
        self._up_to(len(self._source))

    def skip(self, mark: str) -> None:
        """Go on behind the next *mark* of the source: what is skipped may hold the words that are looked for."""
        found = self._source.find(mark, self._at)
        if found >= 0:
            self._up_to(found)
            self._at = found + len(mark)

    def _up_to(self, limit: int) -> None:
        """Find the waiting texts before *limit*, where the next element begins.

        An element that stands before what was seen already was moved by the parser, and proves nothing.
        """
        if limit < self._at:
            return
        source = self._source
        for at, data in self.waiting:
            found = source.find(">" + data, max(0, self._at - 1), limit) + 1
            if found:
                self._at = found + len(data)
                self._pieces.append(Piece(at, at + len(data), found, self._at, True))
            elif (place := self._decoded(data, limit)) is not None:
                self._at = place[1]
                self._pieces.append(Piece(at, at + len(data), *place, False))
        self.waiting.clear()
        self._at = limit

    def _decoded(self, data: str, limit: int) -> tuple[int, int] | None:
        """Where *data* stands with character references in it: decode what stands between tags."""
        at, source = self._at, self._source
        for _ in range(_TRIES):
            end = source.find("<", at, limit)
            end = limit if end < 0 else end
            if end > at and "&" in source[at:end] and unescape(source[at:end]) == data:
                return at, end
            at = source.find(">", end, limit) + 1
            if not at:
                break
        return None


def _with_blanks(data: str) -> str:
    """*data* with blanks for line breaks and tabs (the fastest way there is)."""
    return data.replace("\n", " ").replace("\t", " ").replace("\r", " ").replace("\f", " ")


def _is_hidden(tag: str, attrs: Mapping[str, Any]) -> bool:
    if "hidden" in attrs or (tag == "dialog" and "open" not in attrs):
        return True
    return "style" in attrs and _HIDING.search(attrs["style"] or "") is not None


def _own_names(element: Element) -> tuple[str, ...]:
    """The element, its classes, id and role in lower case; nothing where it is no block and has no attributes."""
    tag = element.tag
    if element.attrs:
        return _written_names(tag, element.attr("class"), element.attr("id"), element.attr("role"))
    return (tag,) if tag in _BLOCKS else ()


@lru_cache(maxsize=8192)
def _written_names(tag: str, classes: str | None, identifier: str | None, role: str | None) -> tuple[str, ...]:
    """Pages of one site share most of their names."""
    written = f"{classes or ''} {identifier or ''} {role or ''}"
    return (tag, *_NAME.findall(written[:400].lower()))


@lru_cache(maxsize=1024)
def _relations(rel: str) -> frozenset[str]:
    return frozenset(rel.lower().split())


def _pictured(box: _Place | None) -> bool:
    for _ in range(_NEAR):
        if box is None or box.letters > _CAPTION:
            return False
        if box.pictures:
            return True
        box = box.outer
    return False
