"""Several reports of one run: each is told the same."""

from __future__ import annotations

from collections.abc import Sequence

from provenance.report import DocumentReport
from provenance.reports.interface import Report, Run, Summary


class Several:
    """A report that passes on what it is told, in order."""

    def __init__(self, reports: Sequence[Report]) -> None:
        self._reports = tuple(reports)

    def begin(self, run: Run) -> None:
        """Before the first document."""
        for report in self._reports:
            report.begin(run)

    def document(self, report: DocumentReport) -> None:
        """One document has been decided."""
        for each in self._reports:
            each.document(report)

    def end(self, summary: Summary) -> None:
        """After the last document."""
        for report in self._reports:
            report.end(summary)
