"""``pass`` or ``fail`` for one decided document."""

from __future__ import annotations

from dataclasses import dataclass

from provenance.report import DocumentReport
from provenance.vocabulary import Decision, Severity


@dataclass(frozen=True, slots=True)
class Gate:
    """What fails a document. ``fail_on``: this decision and worse ones; ``fail_on_metadata``: metadata errors too."""

    fail_on: Decision = Decision.REVIEW
    fail_on_metadata: bool = False

    def settle(self, report: DocumentReport) -> None:
        """Set the outcome of *report*; the decision stays what it is."""
        report.outcome = "fail" if self._fails(report) else "pass"

    def _fails(self, report: DocumentReport) -> bool:
        if report.decision.rank <= self.fail_on.rank:
            return True
        return self.fail_on_metadata and any(
            f.rule.startswith("metadata") and f.severity is Severity.ERROR and f.state == "open"
            for f in report.findings
        )
