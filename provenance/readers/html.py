"""HTML: the words a person reads, in blocks that say where on the page they stand, and declared fields.

The parser is turbohtml (WHATWG tree construction in C, with source offsets of every tag): the only
fast one that knows where things stand, checked against lxml on real pages. Nothing of the page is
executed or fetched. What an element's classes mean is not known here: blocks carry them along.
"""

from __future__ import annotations

import codecs
import gc
from collections.abc import Iterator
from contextlib import contextmanager

import regex

from provenance.document import Problem
from provenance.readers.decode import Decoded, decode
from provenance.readers.interface import Parts
from provenance.spans import Newlines

#: A declaration that a browser's prescan would find (HTML, 13.2.3.2), looked for in the head only.
_DECLARED = regex.compile(rb"<meta\b[^>]{0,400}?charset\s*=\s*[\"']?\s*([\w:.+-]{1,40})", regex.I)
_HEAD = 4096


class HtmlReader:
    """Web pages, saved as a browser or a crawler got them."""

    format = "html"
    suffixes = (".html", ".htm", ".xhtml")

    def decode(self, data: bytes) -> Decoded:
        """Decode as browsers do: byte order mark, ``meta``, UTF-8 by its structure, then by frequency.

        What no mark and no declaration says is a guess and is said to be one, unless it is valid UTF-8.
        """
        plain = decode(data)
        declared = _DECLARED.search(data[:_HEAD])
        if not plain.readable and (declared is None or b"\0" in data):
            return plain
        if plain.readable and not plain.problems and (plain.encoding != "utf-8" or declared is None):
            return plain
        from turbohtml.detect import detect

        match = detect(data)
        if match.codec is None or match.bom or match.encoding == "UTF-8":
            return plain
        name = (match.encoding or "").lower()
        if plain.readable and not plain.problems:  # valid UTF-8 is no accident, except where all bytes are ASCII
            problem = Problem("encoding-guessed", f"declared as {name}, but valid UTF-8", 1, 1)
            return plain if plain.text.isascii() else Decoded(plain.text, plain.encoding, [problem])
        text = data.decode(match.codec, "replace")
        if not plain.readable and not decode(text.encode()).readable:
            return plain
        lost = text.count("\ufffd")
        followed = (
            declared is not None
            and _is_name(declared[1])
            and detect(b"<meta charset=%b>" % declared[1]).encoding == match.encoding
        )
        detail = f"{lost} bytes are not valid {name}" if followed else f"no known encoding declared, read as {name}"
        return Decoded(text, name, [Problem("encoding-guessed", detail, 1, 1)] if lost or not followed else [])

    def read(self, path: str, text: str) -> Parts:  # noqa: ARG002 - the protocol's
        """The words of the page as blocks, its links, and what ``meta``, ``link`` and JSON-LD declare."""
        import turbohtml

        from provenance.readers.html_fields import fields_of
        from provenance.readers.html_words import Names, Page

        lines = Newlines(text)  # offsets of the parser are those of its input after newlines are normalised
        document = turbohtml.parse(lines.text, allow_declarative_shadow_roots=False)
        with _uncollected():
            page = Page(lines, document)
            parts = Parts(page.blocks, words=page.words, origins=page.origins, links=page.links, names=Names())
        parts.lines = None if "\r" in text else lines.lines
        parts.fields, problems = fields_of(document, lines)
        parts.problems = problems
        return parts


def _is_name(declared: bytes) -> bool:
    """Whether it names an encoding at all (pages declare "none" and worse)."""
    try:
        codecs.lookup(declared.decode("ascii"))
    except (LookupError, UnicodeDecodeError):
        return False
    return True


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the search for cyclic garbage: a page makes many small objects and no cycles (a third of the time)."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
