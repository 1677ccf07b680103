"""The outcome for one document: everything the report formats need, and nothing they must look up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from provenance.agreement import Cover
from provenance.chain import Link
from provenance.finding import Finding
from provenance.statement import Evidence, Statement
from provenance.vocabulary import Decision, Scope, Severity


@dataclass(slots=True)
class Notice:
    """A passage that states rights. ``start``/``end``: code points of the text, half open, or ``None``
    where the parser gives only lines; ``text`` is what a person reads there, ``before`` and ``after`` what he
    reads around it."""

    start: int | None
    end: int | None
    line: int
    column: int
    text: str
    kinds: tuple[str, ...] = ()
    scope: Scope = Scope.DOCUMENT
    before: str = ""
    after: str = ""


@dataclass(slots=True)
class Rights:
    """A flat projection of the statements of scope document and site, for readers and scoring.

    Never an input to a decision. The lists hold explicit words only.
    """

    holders: list[str] = field(default_factory=list)
    years: list[str] = field(default_factory=list)
    licenses: list[str] = field(default_factory=list)
    licenses_spdx: str | None = None
    prohibited: list[str] = field(default_factory=list)
    permitted: list[str] = field(default_factory=list)
    duties: list[str] = field(default_factory=list)
    reserved: bool = False
    ai_optout: bool = False
    agencies: list[str] = field(default_factory=list)
    embargo: str | None = None
    territory: dict[str, list[str]] | None = None
    expires: str | None = None
    max_words: int | None = None


@dataclass(slots=True)
class Obligation:
    """A duty we take on by using the text.

    ``met``: whether our copy does it; ``None`` until our copy is checked, and where nobody can tell. ``where``: what
    meets it, or comes near. ``lacks``: what is missing, for a person.
    """

    duty: str
    text: str | None = None
    target: str | None = None
    contact: str | None = None
    amount: str | None = None
    source: str | None = None
    met: bool | None = None
    where: Evidence | None = None
    lacks: str | None = None


@dataclass(slots=True)
class Asset:
    """A work that comes with a text and has rights of its own (a picture of an article); judged by itself."""

    kind: str
    part: str | None
    decision: Decision
    rights: Rights
    metadata: dict[str, Any]
    findings: list[str]


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the decision's trace, in the order it was made.

    ``subject``: the id of a statement, ``agreement:`` and an id, ``rule:`` and an id, or ``use:`` and an id.
    ``standing``: where it stands towards the use (:class:`~provenance.policies.standing.Standing`), the state of an
    agreement, or the decision. ``text``: in words, for a person.
    """

    subject: str
    standing: str
    text: str


@dataclass(slots=True)
class DocumentReport:
    """What was read, judged and decided about one document."""

    path: str
    part: str | None
    format: str
    encoding: str
    sha256: str
    language: str | None
    use: dict[str, Any]
    decision: Decision
    outcome: str
    opened_by: str | None
    body: tuple[int, int]
    body_spans: list[tuple[int, int]]
    notices: list[Notice]
    rights: Rights
    obligations: list[Obligation]
    statements: list[Statement]
    metadata: dict[str, Any]
    findings: list[Finding]
    agreements: list[Cover] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    assets: list[Asset] = field(default_factory=list)
    provenance: list[Link] = field(default_factory=list)
    readable: bool = True
    body_words: list[tuple[int, int]] = field(default_factory=list)
    """The pieces of the body as offsets of the words that were read (``Document.read``); not part of the JSON."""
    text: str = ""
    """The decoded text, for reports that quote lines; not part of the JSON."""
    body_text: str = ""
    """The words of the body as a person reads them, without comments and marks; not part of the JSON."""
    written: str | None = None
    """The document as the JSON report writes it, where somebody knows that already; not part of the JSON."""

    def tally(self) -> Iterable[tuple[Severity, str]]:
        """Severity and state of each finding: what a run counts."""
        return [(finding.severity, finding.state) for finding in self.findings]
