"""XML files: which news format they are in, and what is in them.

A dialect is a module of :mod:`provenance.readers.formats` with ``claims`` and ``read``, and one line
in ``DIALECTS``. What no dialect claims is read as plain data, as in :mod:`provenance.readers.json_file`.
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, Any, Protocol

from provenance.document import Block, Problem
from provenance.readers.assemble import Assembly
from provenance.readers.decode import Decoded, decode
from provenance.readers.interface import Parts

if TYPE_CHECKING:
    from provenance.readers.xml_source import XmlSource

#: Elements of plain data that are read as words, at most.
MAX_TEXTS = 2_000
_DECLARED = re.compile(rb"""^\s*<\?xml\s[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")


class Dialect(Protocol):
    """A news format written in XML."""

    def claims(self, root: Any) -> bool:
        """Whether the document with this *root* element is in the format."""

    def read(self, source: XmlSource) -> list[Parts]:
        """The documents in it."""


class XmlReader:
    """XML in any of the dialects."""

    format = "xml"
    suffixes = (".xml", ".rss", ".atom", ".nitf", ".newsml")

    def decode(self, data: bytes) -> Decoded:
        """Decode by byte order mark, then by the XML declaration, then as any text (XML 1.0, appendix F)."""
        declared = _DECLARED.match(data[:400])
        if declared is None or data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return decode(data)
        name = declared[1].decode("ascii").lower()
        try:
            codec = codecs.lookup(name)
        except LookupError:
            return decode(data)
        if codec.name in ("utf-8", "ascii") or b"\0" in data or not decode(data).readable:
            return decode(data)
        text = data.decode(codec.name, "replace")
        lost = text.count("\ufffd")
        problem = Problem("encoding-guessed", f"{lost} bytes are not valid {name}", 1, 1)
        return Decoded(text, name, [problem] if lost else [])

    def read(self, path: str, text: str) -> Parts | list[Parts]:  # noqa: ARG002 - the protocol's
        """The documents of the dialect that claims *text*; broken XML is one document of mere words."""
        from provenance.readers.xml_source import BrokenXmlError, XmlSource

        try:
            source = XmlSource(text)
        except BrokenXmlError as error:
            return Parts([Block(0, len(text), "code")], problems=[Problem("format-broken", str(error), error.line, 1)])
        dialect = next((dialect for dialect in _dialects() if dialect.claims(source.root)), None)
        return (dialect.read(source) if dialect else []) or [_plain(source)]


def _dialects() -> tuple[Dialect, ...]:
    """The dialects, the more particular first; imported here, since they need the parser."""
    from provenance.readers.formats import newsml_1, newsml_g2, nitf, syndication

    return (newsml_g2, nitf, newsml_1, syndication)


def _plain(source: XmlSource) -> Parts:
    """XML in no known format: the text of every element may be words."""
    words = Assembly()
    for count, element in enumerate(source.root.iter()):
        if count >= MAX_TEXTS:
            break
        if isinstance(element.tag, str) and element.text and not element.text.isspace():
            words.text(element.text, source.origin(element))
    parts = words.parts()
    parts.foreign = True
    parts.problems.append(Problem("format-unknown", "XML in no news format that is known here", 1, 1))
    return parts
