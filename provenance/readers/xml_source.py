"""An XML text with the place of everything in it: lxml's tree, and beside it where each text node stands.

Safe by settings: no network, no DTD, no entities but the five of XML, no huge trees. A document that
declares entities of its own is refused, since what they stand for would be lost or grow without bound.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import Any

from lxml import etree

from provenance.document import Field
from provenance.spans import LineIndex, Origins, Piece, Verbatim

_TOKEN = re.compile(
    r"<!--.*?-->|<!\[CDATA\[(?P<cdata>.*?)\]\]>|<\?.*?\?>"
    r"|<!DOCTYPE(?:[^>\[\"']|\"[^\"]*\"|'[^']*')*(?:\[.*?\]\s*)?>"
    r"|<(?:[^>\"']|\"[^\"]*\"|'[^']*')*>|(?P<text>[^<]+)",
    re.S,
)
#: Documents of more elements than this are not read.
MAX_ELEMENTS = 100_000
#: Elements of HTML, NITF and NewsML whose words are a block of their own.
BLOCKS = frozenset(
    "p h1 h2 h3 h4 h5 h6 hl1 hl2 li dt dd td th caption blockquote bq pre note fn credit media-caption figcaption div"
    " block tagline signature section article lead headline".split()
)
Element = Any  # lxml's own type is generic over parsers; its stubs are not needed at run time


class BrokenXmlError(ValueError):
    """The text is no XML that we read; ``line`` is where, 1-based."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


class XmlSource:
    """A parsed XML text: ``root``, and the way from its elements to lines, pointers and offsets.

    Raises:
        BrokenXmlError: the text is not well formed, nested deeper than the parser goes (256), or
            declares entities.
    """

    def __init__(self, text: str) -> None:
        _steps.cache_clear()
        self.text = text
        parser = etree.XMLParser(
            encoding="utf-8",  # the text is decoded: what it declares no longer holds
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
        )
        try:
            # libxml2 counts line breaks as XML does: CRLF and CR are one LF
            self.root: Element = etree.fromstring(text.encode("utf-8", "replace"), parser)
        except etree.XMLSyntaxError as error:
            raise BrokenXmlError(f"not well-formed XML: {error.msg}", error.lineno or 1) from None
        declared = self.root.getroottree().docinfo.internalDTD
        if declared is not None and any(True for _ in declared.iterentities()):
            raise BrokenXmlError("declares entities of its own, which are not read", 1)
        if sum(1 for _ in zip(range(MAX_ELEMENTS + 1), self.root.iter(), strict=False)) > MAX_ELEMENTS:
            raise BrokenXmlError(f"more than {MAX_ELEMENTS} elements", 1)
        self._lines = LineIndex(text)

    def line(self, element: Element) -> int:
        """The line on which the start tag of *element* begins."""
        return int(element.sourceline or 1)

    def field(self, element: Element, name: str, value: Any, attribute: str = "") -> Field:
        """A declared value: of *element*, or of its *attribute*."""
        line = self.line(element)
        where = pointer(element) + (f"/@{attribute}" if attribute else "")
        start = end = None
        if not attribute and isinstance(value, str) and element.text == value and value:
            origin = self.origin(element)
            start, end = (origin.span(0, len(value)) if origin else None) or (None, None)
        return Field(name, value, where, line, 1, start, end)

    def words(self, element: Element) -> tuple[str, Origins | None]:
        """All text inside *element* and the way back to the source."""
        found: list[str] = []
        pieces: list[Piece] = []
        length, lost = 0, False
        for node, kind, text in texts(element):
            runs = self._runs.get((node, kind)) if self._runs is not None else None
            lost = lost or runs is None
            pieces += [piece._replace(start=piece.start + length, end=piece.end + length) for piece in runs or ()]
            found.append(text)
            length += len(text)
        return "".join(found), None if lost else Origins(Verbatim(self.text), pieces)

    def origin(self, element: Element, kind: str = "text") -> Origins | None:
        """The way back from ``element.text`` (or its ``tail``) to the source."""
        runs = self._runs.get((element, kind)) if self._runs is not None else None
        return None if runs is None else Origins(Verbatim(self.text), runs)

    @cached_property
    def _runs(self) -> dict[tuple[Element, str], list[Piece]] | None:
        """For each text node its stretches in the source; ``None`` where source and tree do not agree."""
        runs = list(self._source_runs())
        nodes = [(node, kind, text) for node, kind, text in _nodes(self.root)]
        if len(runs) != len(nodes):
            return None
        found = {}
        for (node, kind, text), pieces in zip(nodes, runs, strict=True):
            if not pieces or pieces[-1].end != len(text):
                return None
            found[node, kind] = pieces
        return found

    def _source_runs(self) -> Iterator[list[Piece]]:
        """The stretches of character data between two tags, comments or instructions, in order."""
        run: list[Piece] = []
        length, depth = 0, 0
        for token in _TOKEN.finditer(self.text):
            start, end = token.span()
            written, exact = token[0], True
            if (inner := token["cdata"]) is not None:
                start, end, written = token.start("cdata"), token.end("cdata"), inner
                read = _one_break(written)
            elif token["text"] is not None:
                read = _one_break(html.unescape(written)) if "&" in written else _one_break(written)
            else:
                if run and depth:
                    yield run
                run, length = [], 0
                depth += not written.startswith(("<!", "<?", "</")) and not written.endswith("/>")
                depth -= written.startswith("</")
                continue
            exact = read == written
            if read:
                run.append(Piece(length, length + len(read), start, end, exact))
                length += len(read)


def _one_break(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _nodes(root: Element) -> Iterator[tuple[Element, str, str]]:
    """Every text node below *root* in the order of the document: its element, ``text`` or ``tail``, and the text."""
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event == "start":
            if element.text:
                yield element, "text", element.text
        elif element is not root and element.tail:
            yield element, "tail", element.tail


def texts(element: Element) -> Iterator[tuple[Element, str, str]]:
    """The text nodes inside *element*, without comments and instructions."""
    for event, inner in etree.iterwalk(element, events=("start", "end", "comment", "pi")):
        if event == "start":
            if inner.text:
                yield inner, "text", inner.text
        elif inner is not element and inner.tail:
            yield inner, "tail", inner.tail


def local(element: Element) -> str:
    """The name of *element* without its name space; empty for comments and instructions."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def namespace(element: Element) -> str:
    """The name space of *element*, empty where it has none."""
    return etree.QName(element).namespace or "" if isinstance(element.tag, str) else ""


def children(element: Element, *names: str) -> list[Element]:
    """The children of *element* with one of the local *names*, whatever their name space."""
    return [child for child in element if local(child) in names]


def descendants(element: Element, *names: str) -> list[Element]:
    """As :func:`children`, at any depth, in the order of the document."""
    return [inner for inner in element.iterdescendants() if local(inner) in names]


def plain(element: Element) -> str:
    """The words of *element* with blanks as one, as in names and dates."""
    return " ".join("".join(text for _, _, text in texts(element)).split())


def pointer(element: Element) -> str:
    """Where *element* stands, as a path of local names with numbers where brothers share one."""
    steps: list[str] = []
    while element is not None:
        parent = element.getparent()
        steps.append(local(element) if parent is None else _steps(parent).get(element, ""))
        element = parent
    return "/" + "/".join(reversed(steps))


@lru_cache(maxsize=512)
def _steps(parent: Element) -> dict[Element, str]:
    """The last step of each child's pointer: counted once for all brothers, since a feed may have thousands.

    A new :class:`XmlSource` forgets the trees of the last one.
    """
    counts: dict[str, int] = {}
    numbered: list[tuple[Element, str, int]] = []
    for child in parent:
        name = local(child)
        counts[name] = counts.get(name, 0) + 1
        numbered.append((child, name, counts[name]))
    return {child: f"{name}[{number}]" if counts[name] > 1 else name for child, name, number in numbered}
