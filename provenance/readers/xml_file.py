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

#: Texts of plain data that are read as words, at most.
MAX_TEXTS = 2_000
#: Character sets that XML files are declared in; Python's own codecs (escapes, Base64) are none.
_CHARSETS = tuple("iso8859 cp koi8 euc shift_jis gb big5 mac tis iso2022 johab hz kz1048".split())
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
        """Decode by byte order mark, then by the XML declaration, then as any text (XML 1.0, appendix F).

        A declaration that the bytes belie (UTF-8 declared as Latin-1) does not hold, and is a finding.
        """
        plainly = decode(data)
        declared = _DECLARED.match(data[:400])
        marked = data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        if declared is None or marked or b"\0" in data:
            return plainly
        name = declared[1].decode("ascii").lower()
        codec = _codec(name)
        if codec is None:
            return plainly
        if plainly.encoding == "utf-8" and not plainly.problems and not plainly.text.isascii():
            plainly.problems.append(Problem("encoding-guessed", f"declared as {name}, but valid UTF-8", 1, 1))
            return plainly
        text = data.decode(codec, "replace")
        lost = text.count("\ufffd")
        if lost and not plainly.readable:
            return plainly
        problem = Problem("encoding-guessed", f"{lost} bytes are not valid {name}", 1, 1)
        return Decoded(text, name, [problem] if lost else [])

    def read(self, path: str, text: str) -> Parts | list[Parts]:  # noqa: ARG002 - the protocol's
        """The documents of the dialect that claims *text*; broken XML is one document of mere words."""
        from provenance.readers.xml_source import BrokenXmlError, XmlSource

        try:
            source = XmlSource(text)
        except BrokenXmlError as error:
            blocks = [Block(0, len(text), "code")] if error.code == "format-broken" else []
            return Parts(blocks, problems=[Problem(error.code, str(error), error.line, 1)])
        dialect = next((dialect for dialect in _dialects() if dialect.claims(source.root)), None)
        return (dialect.read(source) if dialect else []) or [_plain(source)]


def _codec(name: str) -> str | None:
    """The codec for a declared name: Latin-1 is windows-1252 (WHATWG); ``None`` for UTF-8 and what is no charset."""
    try:
        codec = codecs.lookup(name).name
    except (LookupError, ValueError):
        return None
    if codec == "iso8859-1":
        return "cp1252"
    return codec if codec.startswith(_CHARSETS) and not codec.startswith("cp65001") else None


def _dialects() -> tuple[Dialect, ...]:
    """The dialects, the more particular first; imported here, since they need the parser."""
    from provenance.readers.formats import newsml_1, newsml_g2, nitf, syndication

    return (newsml_g2, nitf, newsml_1, syndication)


def _plain(source: XmlSource) -> Parts:
    """XML in no known format: the text of every element may be words."""
    from provenance.readers.xml_source import texts

    words = Assembly()
    found = ((node, kind, text) for node, kind, text in texts(source.root) if not text.isspace())
    for count, (node, kind, text) in enumerate(found):
        if count >= MAX_TEXTS:
            break
        words.text(text, source.origin(node, kind))
    parts = words.parts()
    parts.foreign = True
    parts.problems.append(Problem("format-unknown", "XML in no news format that is known here", 1, 1))
    return parts
