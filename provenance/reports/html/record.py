"""What the page remembers of each document, and the counts of a run: little enough for any number of documents."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from sys import intern
from typing import Any

from provenance.agreement import Agreement
from provenance.finding import Finding
from provenance.report import DocumentReport
from provenance.reports.html.shown import one_line
from provenance.vocabulary import Decision, Severity
from provenance.waiver import Waived

#: Most code points of a cell, and most names in one.
LONGEST_CELL = 160
LONGEST_WHY = 60
MOST_NAMES = 3
#: Most documents named in a list of the summary; all are counted, and the table has them.
MOST_NAMED = 200
_DATE = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?(?!\d)")


@dataclass(frozen=True, slots=True)
class Record:
    """One document as a row of the table. ``number``: from 1, in the order of the run; it names the section.

    ``why``: the rules that hold the decision down, or what opened the use. ``counts``: open errors, warnings and
    notes, then waived findings and those of the baseline. ``duties``: met, not met, open.
    """

    number: int
    path: str
    part: str | None
    title: str
    decision: Decision
    fails: bool
    readable: bool
    use: str
    holders: tuple[str, ...]
    licences: tuple[str, ...]
    agencies: tuple[str, ...]
    published: str
    rules: tuple[str, ...]
    why: str
    counts: tuple[int, int, int, int, int]
    duties: tuple[int, int, int]


def record(number: int, report: DocumentReport) -> Record:
    """The row of *report*."""
    rights = report.rights
    title = report.metadata.get("title")
    return Record(
        number=number,
        path=one_line(report.path, LONGEST_CELL),
        part=None if report.part is None else one_line(report.part, LONGEST_CELL),
        title=one_line(title, LONGEST_CELL) if isinstance(title, str) else "",
        decision=report.decision,
        fails=report.outcome != "pass",
        readable=report.readable,
        use=intern(one_line(str(report.use.get("id", "?")), LONGEST_CELL)),
        holders=_names(rights.holders),
        licences=_names(rights.licenses),
        agencies=_names(rights.agencies),
        published=published(report),
        rules=tuple(dict.fromkeys(intern(one_line(finding.rule, LONGEST_CELL)) for finding in report.findings)),
        why=intern(_why(report)),
        counts=_counts(report.findings),
        duties=_duties(report),
    )


def published(report: DocumentReport) -> str:
    """The day or month of publication that the document declares, ISO 8601; empty where nobody knows."""
    said = report.metadata.get("published")
    match = _DATE.match(str(said[0] if isinstance(said, list) and said else said))
    if match is None:
        return ""
    try:
        date(int(match[1]), int(match[2]), int(match[3] or 1))
    except ValueError:
        return ""
    return match[0]


def _names(given: Iterable[str]) -> tuple[str, ...]:
    return tuple(intern(one_line(name, LONGEST_CELL)) for name in given)[: MOST_NAMES + 1]


def _why(report: DocumentReport) -> str:
    if report.decision.rank > Decision.REVIEW.rank:
        opened = report.opened_by or ""
        spoken = {s.id: s.value or s.evidence.quote for s in report.statements}
        return "opened by " + one_line(spoken.get(opened, opened), LONGEST_WHY) if opened else ""
    holding = [finding for finding in report.findings if finding.decision is report.decision]
    opening = [finding for finding in holding if finding.state == "open"] or holding
    return one_line(", ".join(dict.fromkeys(finding.rule for finding in opening)), LONGEST_CELL)


def _counts(findings: Iterable[Finding]) -> tuple[int, int, int, int, int]:
    found = Counter(finding.severity if finding.state == "open" else finding.state for finding in findings)
    error, warning, note = (found[severity] for severity in Severity)
    return error, warning, note, found["waived"], found["baseline"]


def _duties(report: DocumentReport) -> tuple[int, int, int]:
    met = Counter(obligation.met for obligation in report.obligations)
    return met[True], met[False], met[None]


@dataclass(slots=True)
class Rule:
    """A rule that found something: what it says, and in how many documents."""

    name: str
    version: str
    severity: Severity
    why: str
    fix: str
    documents: int = 0
    open: int = 0
    waived: int = 0
    baseline: int = 0


@dataclass(slots=True)
class Paper:
    """An agreement on file: how many documents it covers, and how often it was tried and did not."""

    agreement: Agreement
    covers: int = 0
    states: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class Granted:
    """A waiver that names findings of a rule: whether it holds, and for how many."""

    rule: str
    waived: Waived
    findings: int = 0


#: Of each name the documents by decision.
Split = dict[str, Counter[Decision]]


@dataclass(slots=True)
class Tally:
    """What the summary counts over all documents."""

    holders: Split = field(default_factory=dict)
    licences: Split = field(default_factory=dict)
    agencies: Split = field(default_factory=dict)
    months: Split = field(default_factory=dict)
    uses: Counter[str] = field(default_factory=Counter)
    use: dict[str, Any] = field(default_factory=dict)
    rules: dict[tuple[str, str], Rule] = field(default_factory=dict)
    duties: dict[str, Counter[bool | None]] = field(default_factory=dict)
    papers: dict[str, Paper] = field(default_factory=dict)
    waivers: dict[tuple[str, str, str], Granted] = field(default_factory=dict)
    unreadable: list[tuple[int, str]] = field(default_factory=list)
    assets: int = 0

    def add(self, row: Record, report: DocumentReport) -> None:
        """Count one document."""
        for split, names in (
            (self.holders, row.holders),
            (self.licences, row.licences),
            (self.agencies, row.agencies),
            (self.months, (row.published[:7],)),
        ):
            for name in dict.fromkeys(names) or ("",):
                split.setdefault(name, Counter())[row.decision] += 1
        self.uses[row.use] += 1
        self.use = self.use or report.use
        self.assets += len(report.assets)
        if not row.readable and len(self.unreadable) < MOST_NAMED:
            self.unreadable.append((row.number, row.path))
        for obligation in report.obligations:
            self.duties.setdefault(obligation.duty, Counter())[obligation.met] += 1
        self._findings(report)
        self._agreements(report)

    def _findings(self, report: DocumentReport) -> None:
        seen = set()
        for finding in report.findings:
            key = (finding.rule, finding.version)
            if key not in self.rules:
                self.rules[key] = Rule(*key, finding.severity, finding.why, finding.fix)
            rule = self.rules[key]
            rule.documents += key not in seen
            seen.add(key)
            if finding.state in ("open", "waived", "baseline"):
                setattr(rule, finding.state, getattr(rule, finding.state) + 1)
            if (waived := finding.waiver) is not None:
                entry = (finding.rule, waived.waiver.source, waived.state)
                self.waivers.setdefault(entry, Granted(finding.rule, waived)).findings += 1

    def _agreements(self, report: DocumentReport) -> None:
        covering = set()
        for cover in report.agreements:
            paper = self.papers.setdefault(cover.agreement.id, Paper(cover.agreement))
            if cover.state == "covers":
                paper.covers += cover.agreement.id not in covering
                covering.add(cover.agreement.id)
            else:
                paper.states[cover.state] += 1
