"""A report that is kept: how it becomes a row, when it may, and how it is read back, as late as possible."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import Any

from provenance.cache.plain import fill
from provenance.cache.store import Row
from provenance.outcome import Gate
from provenance.readers.decode import decode
from provenance.report import DocumentReport
from provenance.reports.json import as_document, encode
from provenance.vocabulary import Decision, Severity

#: A report longer than this is made again.
_LONGEST = 1_000_000
_AT = '"at": "'
#: The policy that says that a pattern was not searched to the end, which another run may do.
_IN_TIME = "pattern-timeout"


def row_of(report: DocumentReport, data: bytes, gate: Gate) -> Row | None:
    """The row for *report*, as the threshold of *gate* alone settles it; ``None`` where it must be made each time.

    Made each time is what could not be read or searched in time (the next time it may be), what depends on the instant
    of the check (embargoes, expiries, agreements), and what the JSON and *data* together do not hold.
    """
    if not report.readable or report.part is not None or report.agreements or report.assets:
        return None
    if any(finding.rule == _IN_TIME for finding in report.findings):
        return None
    if any(statement.limits.embargo or statement.limits.expires for statement in report.statements):
        return None
    if decode(data).text != report.text:
        return None
    plainly = _plainly_settled(report, gate)
    text, at = encode(as_document(plainly)), report.use["at"]
    begin = text.find(_AT, text.find(', "use": {')) + len(_AT)
    head, tail = text[:begin], text[begin + len(at) :]
    if len(text) > _LONGEST or "\ufffd" in text or at in head or at in tail or not text.startswith(at, begin):
        return None
    counts = [report.decision.value, plainly.outcome, [finding.severity.value for finding in report.findings]]
    rest = [[finding.waivable, finding.detail] for finding in report.findings]
    return Row(head, tail, json.dumps([*counts, rest]))


def has_findings(row: Row) -> bool:
    """Whether the report in *row* found anything."""
    return bool(json.loads(row.extras)[2])


def _plainly_settled(report: DocumentReport, gate: Gate) -> DocumentReport:
    """The report as it would be if nobody had waived or recorded anything."""
    if gate.waivers is None and gate.baseline is None:
        return report
    plainly = replace(report, findings=[replace(finding) for finding in report.findings])
    replace(gate, waivers=None, baseline=None).settle(plainly)
    return plainly


@lru_cache(maxsize=1024)
def _counted(extras: str) -> tuple[Decision, str, tuple[Severity, ...]]:
    """What every run counts; the same for a great many documents of a site."""
    decision, outcome, severities, _ = json.loads(extras)
    return Decision(decision), str(outcome), tuple(map(Severity, severities))


class Kept(DocumentReport):
    """A report from a row: what every run asks for is there, all else is read when somebody asks for it.

    *at*: the instant of this check, ISO 8601. *data*: the bytes of the document. *settled*: the gate that has a say
    beyond its threshold (waivers, a baseline); the report is settled by it anew.

    Raises:
        ValueError: the row is not what :func:`row_of` makes.
    """

    __slots__ = ("_data", "_loaded", "_row", "_severities")

    def __init__(self, path: str, row: Row, at: str, data: bytes, settled: Gate | None = None) -> None:
        self.path, self.readable = path, True
        self.decision, self.outcome, self._severities = _counted(row.extras)
        self.written = row.head + at + row.tail
        self._row, self._data, self._loaded = row, data, False
        if settled is not None:
            self.findings  # noqa: B018 (loads)
            settled.settle(self)
            self.written = None

    def tally(self) -> Iterable[tuple[Severity, str]]:
        """Severity and state of each finding."""
        if self._loaded:
            return super().tally()
        return [(severity, "open") for severity in self._severities]

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or self._loaded:
            raise AttributeError(name)
        self._loaded = True
        extras = json.loads(self._row.extras)[3]
        fill(self, json.loads(self.written or "{}"), extras)
        self.text = decode(self._data).text
        self.body_text = ""
        return getattr(self, name)
