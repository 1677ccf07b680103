"""``pass`` or ``fail`` for one decided document. Waivers and a baseline have a say here, and only here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from provenance.finding import Finding
from provenance.outcome.baseline import Baseline, recognise
from provenance.outcome.waivers import waive
from provenance.report import DocumentReport
from provenance.vocabulary import Decision, Severity
from provenance.waiver import Waivers


def fails_alone(report: DocumentReport) -> bool:
    """Whether *report* fails because it is conditional, with no finding behind that: then there is nothing to waive.

    An open error about metadata may be what fails it instead, so then the answer is no.
    """
    if report.outcome == "pass" or report.decision is not Decision.CONDITIONAL:
        return False
    return not any(
        finding.decision is report.decision or (finding.state == "open" and finding.severity is Severity.ERROR)
        for finding in report.findings
    )


@dataclass(frozen=True, slots=True)
class Gate:
    """What fails a document. ``fail_on``: this decision and worse ones; ``fail_on_metadata``: metadata errors too.

    ``waivers`` and ``baseline``: findings that somebody answers for, or that were there before. A document whose
    decision fails passes only if every finding that holds it down that far is one of these, and one of them
    accounts for the decision: where nothing was found, nothing can be waived.
    """

    fail_on: Decision = Decision.REVIEW
    fail_on_metadata: bool = False
    waivers: Waivers | None = field(default=None, repr=False)
    baseline: Baseline | None = field(default=None, repr=False)

    def settle(self, report: DocumentReport) -> None:
        """Set the states of the findings and the outcome of *report*; the decision stays what it is."""
        for finding in report.findings:
            finding.state, finding.waiver, finding.recorded = "open", None, None
        if self.waivers is not None and report.findings:
            waive(report, self.waivers)
        if self.baseline is not None and report.findings:
            recognise(report, self.baseline)
        report.outcome = "fail" if self._fails(report) else "pass"

    def failing(self, report: DocumentReport) -> Iterator[Finding]:
        """The findings that keep *report* from passing, were they open: those on decisions, and on metadata."""
        for finding in report.findings:
            if self._holds_down(finding) or self._is_faulty(finding):
                yield finding

    def _fails(self, report: DocumentReport) -> bool:
        if any(finding.state == "open" for finding in self.failing(report)):
            return True
        decided = report.decision.rank <= self.fail_on.rank
        return decided and not any(finding.decision is report.decision for finding in report.findings)

    def _holds_down(self, finding: Finding) -> bool:
        return finding.decision is not None and finding.decision.rank <= self.fail_on.rank

    def _is_faulty(self, finding: Finding) -> bool:
        return self.fail_on_metadata and finding.rule.startswith("metadata") and finding.severity is Severity.ERROR
