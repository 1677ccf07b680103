"""An XML text with the place of everything in it: lxml's tree, and beside it where each node stands.

Safe by settings: no network, no DTD, no entities but the five of XML and those that HTML names (the DTDs
of NITF and RSS 0.91 declare them), no huge trees. A document that declares entities of its own is
refused, since what they stand for would be lost or grow without bound.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from html.entities import html5
from typing import Any, NamedTuple

from lxml import etree

from provenance.document import Field
from provenance.spans import LineIndex, Newlines, Origins, Piece, Span

#: More elements than a news file has: what is larger is refused before it fills the memory.
MAX_ELEMENTS = 200_000
#: Texts in more pieces than this (references, CDATA sections) are read without their places.
MAX_PIECES = 300_000
#: Names of elements are shown up to this length in pointers.
_LONGEST_NAME = 80
#: A start tag, its end included; attributes may hold ">".
_TAG = re.compile(r"<(?>[^>\"']+|\"[^\"]*\"|'[^']*')*+>")
_DOCTYPE = re.compile(r"<!DOCTYPE(?>[^>\[\"']+|\"[^\"]*\"|'[^']*')*+(?:\[.*?\]\s*+)?+>", re.S)
_ATTRIBUTE = re.compile(r"([^\s=<>\"'/]+)\s*+=\s*+(\"[^\"]*\"|'[^']*')")
_ENCLOSED = (("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>"))
_OPENING = re.compile(r"<!--|<!\[CDATA\[|<\?")
_REFERENCE = re.compile(r"&([^;&<\s]{1,40});")
_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
_OF_XML = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
#: Elements of HTML, NITF and NewsML whose words are a block of their own.
BLOCKS = frozenset(
    "p h1 h2 h3 h4 h5 h6 hl1 hl2 li dt dd td th caption blockquote bq pre note fn credit media-caption figcaption div"
    " block tagline signature section article lead headline abstract footer hr".split()
)
Element = Any  # lxml's own type is generic over parsers; its stubs are not needed at run time


class BrokenXmlError(ValueError):
    """The text is no XML that we read; ``line`` is where (1-based), ``code`` the problem it is."""

    def __init__(self, message: str, line: int, code: str = "format-broken") -> None:
        super().__init__(message)
        self.line = line
        self.code = code


class _Places(NamedTuple):
    """Where things stand: the start tag of each element, and for each text node its stretches."""

    tags: dict[Element, Span]
    runs: dict[tuple[Element, str], list[Piece]]


class XmlSource:
    """A parsed XML text: ``root``, and the way from its elements to lines, pointers and offsets.

    Raises:
        BrokenXmlError: the text is not well formed, nested deeper than the parser goes (256), declares
            entities or names some that nobody declares, or has more than ``MAX_ELEMENTS``.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._read = Newlines(text)  # XML 1.0, 2.11: a line break is LF, however it is written
        self._lines = LineIndex(self._read.text)
        self._steps: dict[Element, dict[Element, str]] = {}
        self._attributes: tuple[Element, dict[str, Span]] | None = None
        self.root: Element = _parsed(self._read.text)

    def line(self, element: Element) -> int:
        """The line on which the start tag of *element* begins."""
        tag = self._places.tags.get(element) if self._places else None
        return self._lines.position(tag[0])[0] if tag else int(element.sourceline or 1)

    def field(self, element: Element, name: str, value: Any, attribute: str = "") -> Field:
        """A declared value: of *element*, or of its *attribute* (a local name).

        The offsets are those of the written value: references and line breaks as they stand there.
        """
        where = self.pointer(element) + (f"/@{attribute}" if attribute else "")
        tag = self._places.tags.get(element) if self._places else None
        written = self._attribute(element, attribute) if attribute else None
        at = written[0] if written else tag[0] if tag else None
        line, column = self._lines.position(at) if at is not None else (int(element.sourceline or 1), 1)
        span = self._span(element, value) if not attribute else None
        if written is not None:
            span = self._read.back(written[0]), self._read.back(written[1])
        start, end = span or (None, None)
        return Field(name, value, where, line, column, start, end)

    def _span(self, element: Element, value: Any) -> Span | None:
        """Where the words of *element* stand, if *value* is those words and nothing stands between them."""
        text = element.text
        if not isinstance(value, str) or not value or len(element) or not text:
            return None
        words = text.strip()
        if value != text and value != words and value != " ".join(words.split()):
            return None
        start = 0 if value == text else text.index(words)
        origin = self.origin(element)
        return origin.span(start, start + len(text if value == text else words)) if origin else None

    def _attribute(self, element: Element, name: str) -> Span | None:
        """Where the value of an attribute stands among the lines as read, without its quotes."""
        tag = self._places.tags.get(element) if self._places else None
        if tag is None:
            return None
        if self._attributes is None or self._attributes[0] is not element:
            found: dict[str, Span] = {}
            for match in _ATTRIBUTE.finditer(self._read.text, *tag):
                span = (match.start(2) + 1, match.end(2) - 1)
                if not match[1].startswith("xmlns"):
                    found.setdefault(match[1].rpartition(":")[2], span)
            self._attributes = (element, found)
        return self._attributes[1].get(name)

    def words(self, element: Element) -> tuple[str, Origins | None]:
        """All text inside *element* and the way back to the source."""
        found: list[str] = []
        pieces: list[Piece] = []
        length, lost = 0, False
        for node, kind, text in texts(element):
            runs = self._places.runs.get((node, kind)) if self._places else None
            lost = lost or runs is None
            pieces += [piece._replace(start=piece.start + length, end=piece.end + length) for piece in runs or ()]
            found.append(text)
            length += len(text)
        return "".join(found), None if lost else Origins(self._read, pieces)

    def origin(self, element: Element, kind: str = "text") -> Origins | None:
        """The way back from ``element.text`` (or its ``tail``) to the source."""
        runs = self._places.runs.get((element, kind)) if self._places else None
        return None if runs is None else Origins(self._read, runs)

    def pointer(self, element: Element) -> str:
        """Where *element* stands, as a path of local names with numbers where brothers share one."""
        steps: list[str] = []
        while element is not None:
            parent = element.getparent()
            steps.append(local(element)[:_LONGEST_NAME] if parent is None else self._step(parent, element))
            element = parent
        return "/" + "/".join(reversed(steps))

    def _step(self, parent: Element, element: Element) -> str:
        """The last step of a pointer; brothers are counted once for all of them."""
        if parent not in self._steps:
            brothers: dict[str, list[Element]] = {}
            for child in parent:
                brothers.setdefault(local(child), []).append(child)
            self._steps[parent] = {
                child: f"{name[:_LONGEST_NAME]}[{number}]" if len(same) > 1 else name[:_LONGEST_NAME]
                for name, same in brothers.items()
                for number, child in enumerate(same, 1)
            }
        return self._steps[parent][element]

    @cached_property
    def _places(self) -> _Places | None:
        """Places of tags and texts; ``None`` where source and tree do not agree, so that no place is wrong."""
        scanned = _scan(self._read.text)
        if scanned is None:
            return None
        tags, runs = scanned
        elements = list(self.root.iter(etree.Element))
        nodes = list(_nodes(self.root))
        if len(elements) != len(tags) or len(nodes) != len(runs):
            return None
        placed = {}
        for (node, kind, text), pieces in zip(nodes, runs, strict=True):
            if pieces[-1].end != len(text):
                return None
            placed[node, kind] = pieces
        return _Places(dict(zip(elements, tags, strict=True)), placed)


def _parsed(text: str) -> Element:
    """The root element of *text*, which may begin with blanks (many a wire file does)."""
    parser = etree.XMLParser(
        encoding="utf-8",  # the text is decoded: what it declares no longer holds
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    stripped = text.lstrip()
    before = text[: len(text) - len(stripped)].count("\n")
    try:
        root = etree.fromstring(_known_entities(stripped).encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        reason = " ".join(str(error.msg).split())[:200]
        raise BrokenXmlError(f"not well-formed XML: {reason}", (error.lineno or 1) + before) from None
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _ in declared.iterentities()):
        raise BrokenXmlError("declares entities of its own, which are not read", 1 + before)
    if (unknown := next(root.iter(etree.Entity), None)) is not None:
        around = unknown.getparent()
        line = int((around.sourceline if around is not None else None) or 1) + before
        raise BrokenXmlError(f"names “{str(unknown.text)[:60]}”, which is declared nowhere", line)
    if (count := int(root.xpath("count(//*) + count(//comment()) + count(//processing-instruction())"))) > MAX_ELEMENTS:
        raise BrokenXmlError(f"{count} elements; the limit is {MAX_ELEMENTS}", 1, "too-large")
    return root


def _known_entities(text: str) -> str:
    """*text* with the characters that HTML names in place of their names; comments and CDATA stay."""
    if _NAMED.search(text) is None:
        return text
    found: list[str] = []
    at = 0
    while at < len(text):
        opening = _OPENING.search(text, at)
        end = opening.start() if opening else len(text)
        found.append(_NAMED.sub(_numbered, text[at:end]))
        if opening is None:
            break
        closing = dict(_ENCLOSED)[opening[0]]
        close = text.find(closing, opening.end())
        at = len(text) if close < 0 else close + len(closing)
        found.append(text[opening.start() : at])
    return "".join(found)


def _numbered(match: re.Match[str]) -> str:
    known = html5.get(f"{match[1]};")
    if match[1] in _OF_XML or known is None:
        return match[0]
    return "".join(f"&#{ord(char)};" for char in known)


def _scan(text: str) -> tuple[list[Span], list[list[Piece]]] | None:
    """The start tags of *text* and the stretches of character data between two tags, comments or instructions.

    Only for well-formed text with LF for line breaks; ``None`` at the first thing that is not, and where
    the pieces are too many.
    """
    tags: list[Span] = []
    runs: list[list[Piece]] = []
    run: list[Piece] = []
    at, depth, length, left = 0, 0, 0, MAX_PIECES
    while (start := text.find("<", at)) >= 0:
        if depth and start > at:
            length = _add_pieces(run, text, at, start, length)
        end = _end_of_markup(text, start)
        if end is None or left - len(run) < 0:
            return None
        if text.startswith("<![CDATA[", start):
            if (size := end - start - 12) > 0:
                run.append(Piece(length, length + size, start + 9, end - 3, exact=True))
                length += size
        else:
            if run:
                runs.append(run)
                left -= len(run)
                run, length = [], 0
            if text.startswith("</", start):
                depth -= 1
            elif not text.startswith(("<!", "<?"), start):
                tags.append((start, end))
                depth += text[end - 2] != "/"
        at = end
    return tags, runs


def _end_of_markup(text: str, start: int) -> int | None:
    for opening, closing in _ENCLOSED:
        if text.startswith(opening, start):
            close = text.find(closing, start + len(opening))
            return None if close < 0 else close + len(closing)
    match = (_DOCTYPE if text.startswith("<!", start) else _TAG).match(text, start)
    return match.end() if match else None


def _add_pieces(run: list[Piece], text: str, start: int, end: int, length: int) -> int:
    """Add what ``text[start:end]`` is read as, from *length* on; give the length that is reached."""
    at = start
    for match in _REFERENCE.finditer(text, start, end):
        if match.start() > at:
            run.append(Piece(length, length + match.start() - at, at, match.start(), exact=True))
            length += match.start() - at
        if size := len(_referred(match[1])):
            run.append(Piece(length, length + size, match.start(), match.end(), exact=False))
            length += size
        at = match.end()
        if len(run) > MAX_PIECES:
            break
    if end > at:
        run.append(Piece(length, length + end - at, at, end, exact=True))
        length += end - at
    return length


def _referred(name: str) -> str:
    """What a reference stands for; a number that is none stands for nothing, and the places are lost."""
    if not name.startswith("#"):
        return _OF_XML.get(name) or html5.get(f"{name};", "")
    try:
        return chr(int(name[2:], 16) if name[1:2] == "x" else int(name[1:]))
    except (ValueError, OverflowError):
        return ""


def _nodes(root: Element) -> Iterator[tuple[Element, str, str]]:
    """Every text node below *root* in the order of the document: its element, ``text`` or ``tail``, and the text.

    By hand, since lxml's own walk takes quadratic time over comments.
    """
    open_elements = [(root, iter(root))]
    if root.text:
        yield root, "text", root.text
    while open_elements:
        element, inner = open_elements[-1]
        child = next(inner, None)
        if child is not None and isinstance(child.tag, str):
            if child.text:
                yield child, "text", child.text
            open_elements.append((child, iter(child)))
            continue
        if child is None:
            open_elements.pop()
            child = element
        if child is not root and child.tail:
            yield child, "tail", child.tail


def texts(element: Element) -> Iterator[tuple[Element, str, str]]:
    """The text nodes inside *element*, without comments and instructions."""
    return _nodes(element)


def local(element: Element) -> str:
    """The name of *element* without its name space; empty for comments and instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def namespace(element: Element) -> str:
    """The name space of *element*, empty where it has none."""
    tag = element.tag
    return tag[1:].rpartition("}")[0] if isinstance(tag, str) and tag.startswith("{") else ""


def children(element: Element, *names: str) -> list[Element]:
    """The children of *element* with one of the local *names*, whatever their name space."""
    return list(element.iterchildren(*(f"{{*}}{name}" for name in names)))


def descendants(element: Element, *names: str) -> list[Element]:
    """As :func:`children`, at any depth, in the order of the document."""
    return list(element.iterdescendants(*(f"{{*}}{name}" for name in names)))


def plain(element: Element) -> str:
    """The words of *element* with blanks as one, as in names and dates."""
    return " ".join("".join(text for _, _, text in texts(element)).split())
