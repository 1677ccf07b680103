"""What hosts of code are told to mark: one mark a finding, and one where a document fails without a loud one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from provenance.finding import Finding
from provenance.outcome import fails_alone
from provenance.report import DocumentReport
from provenance.reports.excerpt import one_line
from provenance.reports.places import Spot, Spots
from provenance.reports.words import INSTEAD, NOTHING_TO_WAIVE
from provenance.vocabulary import Decision, Severity

#: The rule of marks that no finding stands behind: the decision itself.
GATE = "document-fails"
GATE_TITLE = "A document fails the gate"
GATE_WHY = "The decision is one of those that fail, and no finding about the document is louder than a note."
GATE_FIX = f"See the notes about the document. Where there is nothing to waive: {INSTEAD}"
#: Longest message, why or fix, in cells; the JSON report has all of it.
LONGEST = 600


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing to point at. ``message`` is neutral and on one line. ``finding``: ``None`` for the decision itself."""

    rule: str
    severity: Severity
    message: str
    spot: Spot
    decision: Decision | None = None
    finding: Finding | None = None

    @property
    def open(self) -> bool:
        """Whether it counts: neither waived nor known from before."""
        return self.finding is None or self.finding.state == "open"


def opener(report: DocumentReport) -> str:
    """What opened the use, in words: the statement it says, or the agreement; empty where nothing did."""
    for statement in report.statements:
        if statement.id == report.opened_by:
            return statement.value or statement.evidence.quote
    return report.opened_by or ""


def marks(report: DocumentReport, spots: Spots) -> Iterator[Mark]:
    """The marks of one document, in the order of its findings.

    A document that fails always has an open one that is at least a warning: hosts hide notes, and a build
    that fails must not be silent about why.
    """
    loud = False
    for finding in report.findings:
        first = finding.evidence[0] if finding.evidence else None
        message = one_line(finding.message, LONGEST).strip() or finding.rule
        spot = spots.of(report, first)
        yield Mark(finding.rule, finding.severity, message, spot, finding.decision, finding)
        loud = loud or (finding.state == "open" and finding.severity is not Severity.NOTE)
    if report.outcome != "pass" and not loud:
        use = one_line(str(report.use.get("id", "?")), LONGEST)
        message = f"{report.decision.value} for the use {use}"
        if fails_alone(report):
            message += f": {NOTHING_TO_WAIVE}. {INSTEAD}"
        yield Mark(GATE, Severity.ERROR, message, Spot(), report.decision)
