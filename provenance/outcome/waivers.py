"""Central waivers against the findings of one document. Pure: nothing is read, nothing decided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from provenance.finding import Finding
from provenance.outcome.names import name_of
from provenance.report import DocumentReport
from provenance.waiver import Waived, Waiver, Waivers

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

#: The policy about marks inside documents; what a mark wants to waive is the detail of its finding.
MARK = "self-waiver"
#: Of several waivers for a finding the first of these is shown.
_ORDER = ("in-force", "expired", "text-changed", "not-yet")


def waive(report: DocumentReport, waivers: Waivers) -> None:
    """Set the state of every finding that a waiver in force names, and say of the others which one does no longer.

    A mark inside the document counts where everything that it wants to waive is waived centrally.
    """
    at = judged_at(report)
    name = name_of(report.path, waivers.root)
    found = waivers.about(name, frozenset(finding.fingerprint for finding in report.findings))
    here = [waiver for waiver in found if concerns(waiver, report, name)]
    for finding in report.findings:
        if finding.waivable:
            _settle(finding, _best(_naming(finding, here, at)))
    for finding in report.findings:
        if finding.rule == MARK:
            _settle(finding, _best(_beside(finding, report.findings, here, at)))


def judged_at(report: DocumentReport) -> datetime:
    """The instant that *report* is for."""
    return datetime.fromisoformat(report.use["at"])


def concerns(waiver: Waiver, report: DocumentReport, name: str) -> bool:
    """Whether *waiver* may speak of this document, called *name* where waivers are kept."""
    if waiver.uses and report.use["id"] not in waiver.uses:
        return False
    if waiver.document is not None and waiver.document != name:
        return False
    return waiver.glob is None or matches(waiver.glob, name)


def matches(glob: str, name: str) -> bool:
    """Whether a pattern in gitignore syntax fits a path."""
    return _compiled(glob).match_file(name)


@lru_cache(maxsize=10_000)
def _compiled(glob: str) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec

    # Not “the best engine installed”: what is waived must not depend on it.
    return GitIgnoreSpec.from_lines([glob], backend="simple")


def _settle(finding: Finding, waived: Waived | None) -> None:
    finding.waiver = waived
    if waived is not None and waived.state == "in-force":
        finding.state = "waived"


def _naming(finding: Finding, here: Sequence[Waiver], at: datetime) -> Iterator[Waived]:
    for waiver in here:
        if finding.rule not in waiver.rules:
            continue
        if not waiver.fingerprints or finding.fingerprint in waiver.fingerprints:
            yield Waived(waiver, waiver.state(at))
        elif waiver.document is not None:
            yield Waived(waiver, "text-changed")


def _beside(mark: Finding, findings: Sequence[Finding], here: Sequence[Waiver], at: datetime) -> Iterator[Waived]:
    """The waiver that a mark stands for; of a rule that finds nothing any more, one for this document will do."""
    meant = [finding for finding in findings if finding.rule == mark.detail]
    if all(finding.state == "waived" for finding in meant):
        yield from (finding.waiver for finding in meant if finding.waiver is not None)
    if not meant:
        placed = (w for w in here if mark.detail in w.rules and (w.document is not None or w.glob is not None))
        yield from (Waived(waiver, state) for waiver in placed if (state := waiver.state(at)) == "in-force")


def _best(found: Iterator[Waived]) -> Waived | None:
    return min(found, key=lambda one: (_ORDER.index(one.state), one.waiver.source), default=None)
