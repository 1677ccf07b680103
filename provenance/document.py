"""A document as the readers hand it on: the decoded text, its blocks, its declared fields."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from provenance.spans import LineIndex, Origin, Span


class Block(NamedTuple):
    """A stretch of the text with one role.

    ``start``/``end`` are code points of the words that are read, half open. Roles: ``text`` (prose,
    the only one readings run on in plain text), ``heading``, ``quote``, ``code``, ``comment``,
    ``hidden`` (nobody sees it), ``fields`` (front matter). ``text`` and ``quote`` may reserve and
    permit; ``code``, ``comment`` and ``hidden`` may reserve, never permit.

    Of pages: ``around`` is the reader's own mark of the place (see :meth:`Document.within`);
    ``main`` tells the article from the page around it; ``pictured`` that it stands beside a
    picture and little else.
    """

    start: int
    end: int
    role: str = "text"
    around: Any = None
    main: bool = True
    pictured: bool = False


class Link(NamedTuple):
    """A link of a page: its words (empty for a picture), where it leads, its relations in lower case.

    ``around`` and ``main`` as in :class:`Block`. ``hidden``: no person sees it, or it is an example's.
    """

    start: int
    end: int
    href: str
    rel: frozenset[str] = frozenset()
    around: Any = None
    main: bool = True
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """One declared value: its name as written, where it stands, and a pointer for people.

    ``value`` is what the format's own parser made of it (str, int, bool, date, list, mapping).
    ``pointer`` reads ``front matter: license``. Offsets are of the value in the document's text,
    or ``None`` where the parser gives only lines. ``around``: of pages, the reader's own mark of the
    place, as in :class:`Block`.
    """

    name: str
    value: Any
    pointer: str
    line: int
    column: int = 1
    start: int | None = None
    end: int | None = None
    around: Any = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something the reader noticed that a person must know: it becomes a finding.

    ``code`` names the policy that speaks about it (``unreadable``, ``encoding-guessed``,
    ``front-matter-broken`` …); ``detail`` fills the message's placeholder. ``quote``: its words, if it has any.
    """

    code: str
    detail: str
    line: int | None = None
    column: int | None = None
    quote: str = ""


@dataclass(slots=True)
class Document:
    """One text to be judged. ``path`` + ``part`` is its identity; reported offsets index ``text``.

    ``words`` is what a person reads of it, where that is not the text itself (HTML, JSON, XML):
    blocks, links and readings index the words, ``origins`` leads back to the text, ``line`` is where
    they begin if nothing does. ``names`` is there where blocks have places (pages). A file that holds
    several documents gives them one ``text`` and one index of its ``lines``.

    ``kind``: ``text``, or what else the document is (``picture``, ``video`` …). ``assets`` are works
    with rights of their own that come with it; they never decide about the text. ``foreign``: data
    in no format that holds articles (a program's settings); a walk through folders leaves it out.
    """

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
    words: str | None = None
    origins: Origin | None = None
    links: list[Link] = field(default_factory=list)
    names: Callable[[Any], tuple[str, ...]] | None = None
    line: int = 1
    lines: LineIndex | None = None
    kind: str = "text"
    foreign: bool = False
    assets: list[Document] = field(default_factory=list)

    @property
    def read(self) -> str:
        """The words that readings run on."""
        return self.text if self.words is None else self.words

    def within(self, part: Block | Link | Field) -> tuple[str, ...]:
        """The elements, classes and ids around a part of a page in lower case, the nearest first.

        What they mean is data: ``rules/pages``. They are worked out when they are asked for.
        """
        return () if self.names is None else self.names(part.around)

    def origin(self, start: int, end: int) -> Span | None:
        """Where ``read[start:end]`` stands in ``text``; ``None`` where the parser cannot tell."""
        return (start, end) if self.origins is None else self.origins.span(start, end)
