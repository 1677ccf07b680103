"""CSV (RFC 4180): a row for each finding, and one for a document without any, written as they come.

Spreadsheets run what begins like a formula, and the text of documents is hostile: such a cell gets an apostrophe
before it (OWASP, “CSV injection”), and so does what would begin a cell where a semicolon parts them. The file
begins with a byte order mark: without one spreadsheets misread every letter that is not ASCII.
New columns are added at the end; names and meanings stay.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable

from provenance.finding import Finding
from provenance.report import DocumentReport
from provenance.reports.excerpt import one_line
from provenance.reports.interface import Look, Run, Sink, Summary
from provenance.reports.marks import opener
from provenance.reports.places import Paths, Spots
from provenance.waiver import Waived

COLUMNS = (
    "path",
    "part",
    "decision",
    "outcome",
    "use",
    "opened_by",
    "holders",
    "agencies",
    "licenses",
    "duties",
    "rule",
    "version",
    "severity",
    "state",
    "finding_decision",
    "message",
    "quote",
    "line",
    "column",
    "pointer",
    "why",
    "fix",
    "fingerprint",
    "waiver",
    "waived_by",
    "waived_until",
    "waiver_reason",
)
#: Longest cell, in terminal cells; spreadsheets take 32,767 characters.
LONGEST = 1000
#: Longest path and part: a name that is cut is no name.
LONGEST_NAME = 8000
#: Where a spreadsheet would see a formula begin; the wide forms too, which those of East Asia read as well.
_FORMULA = re.compile(r"(^|;)(?=\s*[=+\-@＝＋－＠])")


class CsvReport:
    """The heads of the columns, then the rows."""

    def __init__(self, out: Sink, _look: Look) -> None:
        self._out = out
        self._rows = csv.writer(out, lineterminator="\n")
        self._spots = Spots()
        self._paths = Paths(None, "")

    def begin(self, run: Run) -> None:
        """The heads of the columns."""
        self._paths = Paths(run.root, run.folder)
        self._out.write("\ufeff")
        self._rows.writerow(COLUMNS)

    def document(self, report: DocumentReport) -> None:
        """A row a finding; one with nothing about findings where there is none."""
        about = self._about(report)
        if not report.findings:
            self._row(about)
        for finding in report.findings:
            self._row([*about, *self._finding(report, finding)])

    def end(self, _summary: Summary) -> None:
        """Nothing more: rows only, so that they can be counted."""

    def _row(self, texts: list[str]) -> None:
        cells = [cell(text, LONGEST_NAME if i < 2 else LONGEST) for i, text in enumerate(texts)]
        self._rows.writerow(cells + [""] * (len(COLUMNS) - len(cells)))

    def _about(self, report: DocumentReport) -> list[str]:
        rights = report.rights
        return [
            self._paths.relative(report.path),
            report.part or "",
            report.decision.value,
            report.outcome,
            str(report.use.get("id", "")),
            opener(report),
            _joined(rights.holders),
            _joined(rights.agencies),
            _joined(rights.licenses),
            _joined(obligation.duty for obligation in report.obligations),
        ]

    def _finding(self, report: DocumentReport, finding: Finding) -> list[str]:
        first = finding.evidence[0] if finding.evidence else None
        spot = self._spots.of(report, first)
        placed = first is not None and (first.line is not None or spot.start is not None)
        return [
            finding.rule,
            finding.version,
            finding.severity.value,
            finding.state,
            finding.decision.value if finding.decision else "",
            finding.message,
            first.quote if first else "",
            str(spot.line) if placed else "",
            str(spot.column) if placed and spot.column is not None else "",
            spot.pointer or "",
            finding.why,
            finding.fix,
            finding.fingerprint,
            *_waiver(finding.waiver),
        ]


def _waiver(waived: Waived | None) -> tuple[str, ...]:
    """The state of the waiver that names a finding, in force or not, and who answers for it."""
    if waived is None:
        return ()
    waiver = waived.waiver
    return waived.state, waiver.approved_by, waiver.expires.isoformat(), waiver.reason


def cell(text: str, longest: int = LONGEST) -> str:
    """*text* as a cell that is only read: neutral, on one line, no formula anywhere."""
    return _FORMULA.sub(r"\1'", one_line(text, longest))


def _joined(values: Iterable[str]) -> str:
    return " | ".join(values)
