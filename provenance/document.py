"""A document as the readers hand it on: the decoded text, its blocks, its declared fields."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the text with one role.

    ``start``/``end`` are code points of the document's text, half open. Roles: ``text`` (prose,
    the only one readings run on in plain text), ``heading``, ``quote``, ``code``, ``fields``
    (front matter). ``text`` and ``quote`` may reserve and permit; ``code`` says nothing.
    """

    start: int
    end: int
    role: str = "text"


@dataclass(frozen=True, slots=True)
class Field:
    """One declared value: its name as written, where it stands, and a pointer for people.

    ``value`` is what the format's own parser made of it (str, int, bool, date, list, mapping).
    ``pointer`` reads ``front matter: license``. Offsets are of the value in the document's text,
    or ``None`` where the parser gives only lines.
    """

    name: str
    value: Any
    pointer: str
    line: int
    column: int = 1
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Something the reader noticed that a person must know: it becomes a finding.

    ``code`` names the policy that speaks about it (``unreadable``, ``encoding-guessed``,
    ``front-matter-broken`` …); ``detail`` fills the message's placeholder.
    """

    code: str
    detail: str
    line: int | None = None
    column: int | None = None


@dataclass(slots=True)
class Document:
    """One text to be judged. ``path`` + ``part`` is its identity; offsets index ``text``."""

    path: str
    text: str
    format: str = "text"
    part: str | None = None
    encoding: str = "utf-8"
    sha256: str = ""
    blocks: list[Block] = field(default_factory=list)
    fields: list[Field] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    readable: bool = True
