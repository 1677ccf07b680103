"""What somebody answers for, in reports: waivers beside their findings, and what a run made of waivers and baseline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from provenance.finding import Finding
from provenance.outcome.ledger import Gone, Unused
from provenance.report import DocumentReport
from provenance.reports.excerpt import one_line
from provenance.reports.neutral import neutral
from provenance.waiver import Waived, Waiver

#: So many unused waivers are listed in a text report; the JSON report has all of them.
MOST_LISTED = 20
_LONGEST = 200
_WHY = {
    "expired": "expired on {expires}",
    "not-yet": "given only from {given} on",
    "text-changed": "the text has changed since",
    "no-finding": "nothing is found there any more",
    "no-document": "there is no such document",
}


def as_waiver(waived: Waived | None) -> dict[str, Any] | None:
    """The central entry beside a finding, and whether it holds."""
    if waived is None:
        return None
    waiver = waived.waiver
    return {
        "state": waived.state,
        "reason": waiver.reason,
        "approved_by": waiver.approved_by,
        "given": waiver.given.isoformat(),
        "expires": waiver.expires.isoformat(),
        "source": waiver.source,
    }


def as_unused(unused: Unused) -> dict[str, Any]:
    """A waiver that let nothing stand."""
    waiver = unused.waiver
    return {
        "source": waiver.source,
        "approved_by": waiver.approved_by,
        "given": waiver.given.isoformat(),
        "expires": waiver.expires.isoformat(),
        "rules": list(waiver.rules),
        "document": waiver.document,
        "glob": waiver.glob,
        "why": unused.why,
    }


def as_gone(gone: Gone) -> dict[str, Any]:
    """Recorded findings that are no longer there."""
    return {name: getattr(gone, name) for name in Gone.__slots__}


def passes_by(report: DocumentReport) -> str:
    """Why a document passes that has findings against it: “ (1 waived, 2 in the baseline)”; else nothing."""
    if report.outcome != "pass":
        return ""
    states = Counter(finding.state for finding in report.findings if finding.state != "open")
    names = {"waived": "waived", "baseline": "in the baseline"}
    told = ", ".join(f"{states[state]} {name}" for state, name in names.items() if states[state])
    return f", passes: {told}" if told else ""


def answered(finding: Finding) -> str:
    """Who lets a finding stand, or why he does no longer; empty where no waiver names it."""
    if finding.waiver is None:
        return ""
    waiver, state = finding.waiver.waiver, finding.waiver.state
    who, why = one_line(waiver.approved_by, _LONGEST), one_line(waiver.reason, _LONGEST)
    if state == "in-force":
        return f"by {who} until {waiver.expires}: {why} ({neutral(waiver.source)})"
    return f"no longer: {_because(waiver, state)} (by {who}, {neutral(waiver.source)})"


def unused_lines(unused: list[Unused]) -> Iterator[str]:
    """The waivers that let nothing stand, for people."""
    if unused:
        yield f"{len(unused)} unused {'waiver' if len(unused) == 1 else 'waivers'}:"
    for one in unused[:MOST_LISTED]:
        place = one.waiver.document or one.waiver.glob or "a fingerprint"
        rules = neutral(", ".join(one.waiver.rules))
        why = _because(one.waiver, one.why)
        yield f"  {neutral(one.waiver.source)}: {rules} for {one_line(place, _LONGEST)}: {why}"
    if (more := len(unused) - MOST_LISTED) > 0:
        yield f"  and {more} more"


def gone_lines(gone: list[Gone]) -> Iterator[str]:
    """How much of the baseline is no longer there."""
    if count := sum(one.count for one in gone):
        what = "finding of the baseline is" if count == 1 else "findings of the baseline are"
        yield f"{count} {what} gone: “provenance baseline --prune” takes them out."


def _because(waiver: Waiver, state: str) -> str:
    return _WHY.get(state, state).format(expires=waiver.expires, given=waiver.given)
