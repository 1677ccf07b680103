"""The decision step by step, for a person who must check why: what was said, what was tried, what decided."""

from __future__ import annotations

from collections.abc import Iterator

from provenance.report import DocumentReport, Step
from provenance.reports.excerpt import one_line, wrap
from provenance.reports.neutral import neutral
from provenance.statement import Statement

#: What a standing or the state of an agreement means; the words of :mod:`provenance.policies.standing`.
MEANINGS = {
    "opens": "permits the use",
    "bars": "bars the use",
    "lifted": "bars the use; an agreement on file sets it aside",
    "claimed": "bars the use, and only a field names the side of the agreement that would set it aside",
    "beside": "names somebody beside the holder, and nobody knows who it is",
    "contested": "bars the use, and another statement permits it",
    "duty": "asks for something when the text is used",
    "outside": "is about other uses",
    "over": "a ban in time, which is over",
    "running": "a ban in time, which still runs",
    "undated": "a ban in time, and nobody can read until when",
    "withdrawn": "takes the text back",
    "unread": "about rights, and not fully understood",
    "unknown-licence": "names a licence that the rules do not know",
    "expired": "was permitted, until a time that is past",
    "unstarted": "permitted for a time whose start is unknown",
    "too-small": "permits less of the text than the use takes",
    "limited": "permits it to others, elsewhere or for other purposes",
    "carved-out": "permits it, and takes this use out again",
    "weak": "permits it where nobody sees it: that opens nothing",
    "covers": "covers the use",
    "not-yet": "has not begun",
    "territory": "is for other countries",
    "channel": "is for other channels",
    "acts": "grants less than the use does",
    "amount": "grants less of the text than the use takes",
    "quota": "is used up",
    "language": "is for other languages",
    "purpose": "is for other purposes",
    "sublicensing": "does not let us pass the text on",
    "licensee": "is for somebody else",
    "look-alike": "is with somebody whose name only looks like this one",
    "other-holder": "does not cover this holder",
}


def trace_lines(report: DocumentReport, width: int) -> Iterator[str]:
    """The lines of the trace, each at most *width* cells: statements, agreements, rules, the decision."""
    statements = {statement.id: statement for statement in report.statements}
    yield "  how it was decided:"
    for step in report.steps:
        head = f"    {neutral(step.subject)}: {_standing(step)}"
        place = _place(statements.get(step.subject))
        told = one_line(step.text, 4 * width) + (f" ({place})" if place else "")
        yield head
        yield from (f"      {line}" for line in wrap(told, width - 6))


def _standing(step: Step) -> str:
    meaning = MEANINGS.get(step.standing)
    return f"{meaning} [{neutral(step.standing)}]" if meaning else neutral(step.standing)


def _place(statement: Statement | None) -> str:
    if statement is None:
        return ""
    evidence = statement.evidence
    where = f"line {evidence.line}" if evidence.line is not None else ""
    return ", ".join(filter(None, (one_line(evidence.pointer, 60) if evidence.pointer else "", where)))
