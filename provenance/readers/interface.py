"""What a reader is: decoded text in, the parts of a document out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from provenance.document import Block, Document, Field, Link, Problem
from provenance.readers.decode import Decoded
from provenance.spans import LineIndex, Origin

#: Largest input in bytes that is read at all; what is larger becomes a finding, not a crash.
MAX_BYTES = 10_000_000

#: Deepest nesting of front matter and markup that is followed.
MAX_DEPTH = 64


@dataclass(slots=True)
class Parts:
    """What a format's reader finds in a text.

    ``blocks`` are sorted and disjoint, and every character that is not a blank lies in one of them:
    a reader may call words hidden or code, but it drops none. ``words``, ``origins``, ``links``,
    ``names`` and ``line`` are for formats whose text is not what people read, ``part``, ``kind``, ``foreign`` and
    ``assets`` for those that hold more than one text (see :class:`~provenance.document.Document`).
    ``format`` names a dialect (``ninjs`` of JSON) with its version, if it has one.
    """

    blocks: list[Block] = field(default_factory=list)
    fields: list[Field] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    words: str | None = None
    origins: Origin | None = None
    links: list[Link] = field(default_factory=list)
    names: Callable[[Any], tuple[str, ...]] | None = None
    line: int = 1
    lines: LineIndex | None = None
    """The index of the text's lines, where the reader has made it."""
    format: str | None = None
    part: str | None = None
    kind: str = "text"
    foreign: bool = False
    assets: list[Parts] = field(default_factory=list)


class Reader(Protocol):
    """One format. A reader is pure, keeps no state, and never raises for what a text contains."""

    @property
    def format(self) -> str:
        """The format's name in reports and options, e.g. ``markdown``."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """File suffixes in lower case with their dot, e.g. ``.md``."""

    def decode(self, data: bytes) -> Decoded:
        """The text of *data*, by what the format says about encodings; never raises."""

    def read(self, path: str, text: str) -> Parts | list[Parts]:
        """The parts of *text*, a list of them where it holds several documents.

        *path* only serves messages and dialects of a format.
        """


def refused(path: str, code: str, detail: str, *, sha256: str = "") -> Document:
    """The document that stands for an input we could not read: no text, and the *code* that says why."""
    return Document(path, "", sha256=sha256, problems=[Problem(code, detail)], readable=False)
