"""What a policy may judge, and what comes out: plain values, filled by the pipeline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from provenance.agreement import Cover, Party
from provenance.chain import Link
from provenance.document import Problem
from provenance.finding import Finding
from provenance.report import Obligation, Step
from provenance.statement import Evidence, Statement
from provenance.vocabulary import Decision


@dataclass(frozen=True, slots=True)
class Fault:
    """A metadata value that is wrong: the field's name as written, what was found, what is expected."""

    field: str
    found: str
    expected: str
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """One declared value of the document: canonical field, the value as text (good or not), where it stands."""

    field: str
    value: str
    evidence: Evidence


@dataclass(slots=True)
class Facts:
    """Everything known about one document when it is judged.

    ``metadata``: canonical field name → value as text (dates in ISO 8601). ``missing``: what an
    article must declare and does not. ``notices``: the texts of the notices.
    ``parties``: whose rights are in the text: every holder and agency that covers it. ``words``: how long its body is.
    ``chain``: where the text comes from. ``declared``: every value under a known name. ``disclosed``:
    the words say that a machine made it; only looked for where a field does. ``owed``: duties of our own copy,
    looked for in it. ``patterns``: what the patterns of policies found, by
    :func:`provenance.rulefiles.patterns.key_of`.
    """

    statements: Sequence[Statement] = ()
    metadata: Mapping[str, str] = field(default_factory=dict)
    faults: Sequence[Fault] = ()
    missing: Sequence[str] = ()
    problems: Sequence[Problem] = ()
    format: str = "text"
    notices: Sequence[str] = ()
    images_present: bool = False
    readable: bool = True
    chain: Sequence[Link] = ()
    declared: Sequence[Said] = ()
    disclosed: bool = False
    parties: Sequence[Party] = ()
    words: int = 0
    owed: Sequence[Obligation] = ()
    patterns: Mapping[str, Sequence[Said]] = field(default_factory=dict)


@dataclass(slots=True)
class Judgement:
    """The answer for one document and one occasion.

    ``opened_by`` names the statement that opened the use, or ``agreement:`` and the ids of the agreements that did;
    it is never ``None`` for ``permitted`` and ``conditional``. ``covers``: every agreement that concerns a party of
    the document, and whether it covers the use.
    """

    decision: Decision
    opened_by: str | None
    findings: list[Finding]
    obligations: list[Obligation]
    steps: list[Step]
    covers: list[Cover] = field(default_factory=list)
