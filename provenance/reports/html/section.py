"""What the page tells about one document, made ready for its template."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from markupsafe import Markup

from provenance.finding import Finding
from provenance.report import DocumentReport, Obligation, Step
from provenance.reports.html.quotes import Quote, quotes
from provenance.reports.html.shown import plain, said
from provenance.reports.json import plain as as_data
from provenance.reports.trace import MEANINGS
from provenance.reports.words import DUTIES, MET
from provenance.statement import Limits, Statement
from provenance.vocabulary import Severity

#: Most entries of each kind that are shown; the JSON report has all of them.
MOST = {"notices": 20, "findings": 60, "evidence": 5, "steps": 80, "statements": 60, "fields": 40, "others": 20}
_STATEMENT = re.compile(r"\bs\d+\b")
_ORDER = {severity: rank for rank, severity in enumerate(Severity)}


@dataclass(frozen=True, slots=True)
class Row:
    """A term and what it is for this document; each value is words of the document."""

    term: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A step of the decision: what it is about, where it stands, in words."""

    subject: Markup
    standing: str
    text: Markup


@dataclass(frozen=True, slots=True)
class Duty:
    """An obligation as a line of a checklist. ``state``: ``met``, ``not met`` or ``open``."""

    state: str
    meaning: str
    name: str
    words: str
    obligation: Obligation


@dataclass(frozen=True, slots=True)
class Section:
    """One document's part of the page. ``number``: from 1, in the order of the run."""

    number: int
    report: DocumentReport
    use: str
    """The id of the run's use; a document's own is told where it is another."""

    @property
    def quotes(self) -> list[Quote]:
        """The notices, quoted."""
        return quotes(self.report)[: MOST["notices"]]

    @property
    def findings(self) -> list[tuple[Finding, bool]]:
        """Open ones first, the loudest first; each with whether its rule is the first time there, to explain itself."""
        found = sorted(self.report.findings, key=lambda each: (each.state != "open", _ORDER[each.severity]))
        shown = found[: MOST["findings"]]
        first = {each.rule: at for at, each in reversed(list(enumerate(shown)))}
        return [(each, first[each.rule] == at) for at, each in enumerate(shown)]

    @property
    def opened_by(self) -> Markup:
        """The statement or agreement that opened the use, with a link to it."""
        return self._linked(self.report.opened_by or "")

    @property
    def facts(self) -> list[Row]:
        """What is known about the document and its rights, in a line each."""
        report, rights = self.report, self.report.rights
        territory = rights.territory or {}
        rows = [
            Row("Title", _texts(report.metadata.get("title"))),
            Row("Published", _texts(report.metadata.get("published"))),
            Row("Judged for", self._declared()),
            Row("Rights holders", tuple(rights.holders)),
            Row("Years", tuple(rights.years)),
            Row("Licences", tuple(rights.licenses)),
            Row("Agencies", tuple(rights.agencies)),
            Row("Forbidden in so many words", tuple(rights.prohibited)),
            Row("Allowed in so many words", tuple(rights.permitted)),
            Row("Embargo", _texts(rights.embargo)),
            Row("Expires", _texts(rights.expires)),
            Row("Only in", tuple(territory.get("only", ()))),
            Row("Not in", tuple(territory.get("except", ()))),
            Row("Longest excerpt", (f"{rights.max_words} words",) if rights.max_words is not None else ()),
            Row("Reserved", ("all rights",) if rights.reserved else ()),
            Row("Machines", ("text and data mining or AI training is reserved",) if rights.ai_optout else ()),
        ]
        return [row for row in rows if row.values]

    @property
    def file(self) -> str:
        """The file it was read from, in one line."""
        report = self.report
        language = f", notice in {report.language}" if report.language else ""
        return f"{report.format}, {report.encoding}{language}, SHA-256 {report.sha256}"

    @property
    def duties(self) -> list[Duty]:
        """What we owe, as a checklist."""
        return [self._duty(each) for each in self.report.obligations[: MOST["others"]]]

    @property
    def steps(self) -> list[Told]:
        """How the decision was made."""
        return [self._told(step) for step in self.report.steps[: MOST["steps"]]]

    @property
    def fields(self) -> list[Row]:
        """The declared fields as they were understood."""
        found = islice(self.report.metadata.items(), MOST["fields"])
        return [Row(plain(key, 80), (_value(value),)) for key, value in found]

    def more(self, kind: str, count: int) -> int:
        """How many of *count* entries of a kind are not shown."""
        return max(0, count - MOST[kind])

    def _declared(self) -> tuple[str, ...]:
        """The document's use where it differs from the run's, or says more than a name."""
        use = self.report.use
        if use.get("id") == self.use and not use.get("ours"):
            return ()
        return tuple(_use_words(use))

    def _duty(self, obligation: Obligation) -> Duty:
        state, meaning = MET[obligation.met]
        return Duty(state, meaning, DUTIES.get(obligation.duty, obligation.duty), obligation.text or "", obligation)

    def _told(self, step: Step) -> Told:
        kind, _, name = step.subject.partition(":")
        standing = MEANINGS.get(step.standing, step.standing)
        if kind == "rule":
            subject = Markup('Rule <a href="#rule-{0}">{0}</a>').format(plain(name, 80))
        elif kind in ("agreement", "use"):
            subject = Markup("{} {}").format(kind.capitalize(), said(name, 80))
        else:
            subject = self._linked(step.subject)
        text = self._linked(step.text) if kind == "use" else said(step.text)
        return Told(subject, standing, text)

    def _linked(self, text: str) -> Markup:
        """Words of ours, in which the ids of statements are links."""
        known = {statement.id for statement in self.report.statements[: MOST["statements"]]}
        pieces, at = [], 0
        for match in _STATEMENT.finditer(text):
            if match[0] not in known:
                continue
            pieces.append(said(text[at : match.start()]) if text[at : match.start()] else Markup())
            pieces.append(Markup('<a href="#d{0}-{1}">statement {1}</a>').format(self.number, match[0]))
            at = match.end()
        return Markup("").join([*pieces, said(text[at:]) if text[at:] else Markup()])


def use_words(use: Mapping[str, Any]) -> list[str]:
    """A declared use in a few words each: name, acts, and what narrows it."""
    return list(_use_words(use))


def _use_words(use: Mapping[str, Any]) -> Iterator[str]:
    yield str(use.get("title") or use.get("id", "?"))
    acts = use.get("acts") or ()
    if acts:
        yield "acts: " + ", ".join(sorted(map(str, acts)))
    for name, value in use.items():
        if name in ("id", "title", "acts", "at") or value in (None, False, "", (), []):
            continue
        words = ", ".join(map(str, value)) if isinstance(value, (list, tuple, set, frozenset)) else str(value)
        yield name if value is True else f"{name}: {words}"


def statement_words(statement: Statement) -> str:
    """What a statement says besides its words: its value, acts, duties and limits, in one line."""
    parts = [statement.value or "", ", ".join(sorted(statement.acts))]
    if statement.conditions:
        parts.append("if: " + ", ".join(DUTIES.get(duty, duty) for duty in statement.duties))
    parts += _limit_words(statement.limits)
    if statement.part != "whole":
        parts.append("a part only")
    if statement.unread:
        parts.append("not understood: " + ", ".join(statement.unread))
    return "; ".join(filter(None, parts))


def _limit_words(limits: Limits) -> Iterator[str]:
    for name in Limits.__slots__:
        value = getattr(limits, name)
        if value in (None, ()):
            continue
        if isinstance(value, Mapping):
            yield from (f"{name} {key}: {', '.join(its)}" for key, its in value.items())
        else:
            yield f"{name.replace('_', ' ')}: {', '.join(value) if isinstance(value, tuple) else value}"


def _texts(value: object) -> tuple[str, ...]:
    """A declared value as words; of a list each."""
    if value in (None, "", [], ()):
        return ()
    many: Sequence[object] = value if isinstance(value, (list, tuple)) else (value,)
    return tuple(_value(each) for each in many[:10])


def _value(value: object) -> str:
    data = as_data(value)
    return data if isinstance(data, str) else json.dumps(data, ensure_ascii=False)
