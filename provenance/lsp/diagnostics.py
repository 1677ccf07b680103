"""Findings as diagnostics: where, how loud, which rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from lsprotocol import types

from provenance.finding import Finding
from provenance.lsp.texts import OpenText
from provenance.lsp.worker import Trouble
from provenance.report import DocumentReport
from provenance.reports.excerpt import one_line
from provenance.statement import Evidence
from provenance.vocabulary import Decision, Severity

SOURCE = "provenance"
#: Most findings shown of one document, the loudest first; most further places of one finding.
MOST, MOST_PLACES = 250, 10
_LONGEST = 500

_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.NOTE: types.DiagnosticSeverity.Information,
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding as it is shown: its place, and the report that it belongs to."""

    range: types.Range
    finding: Finding
    report: DocumentReport


def shown(reports: Sequence[DocumentReport], document: OpenText) -> list[Shown]:
    """The findings of a document with their places, open ones before the others, the loudest first."""
    order = {severity: rank for rank, severity in enumerate(Severity)}
    found = [(finding, report) for report in reports for finding in report.findings]
    found.sort(key=lambda each: (each[0].state != "open", order[each[0].severity]))
    return [Shown(_place(finding, document), finding, report) for finding, report in found[:MOST]]


def diagnostics(
    found: Sequence[Shown],
    document: OpenText,
    page_of: Callable[[str], str | None],
    *,
    related: bool,
) -> list[types.Diagnostic]:
    """A diagnostic for each finding. *page_of*: rule → its page; *related*: the editor can show further places."""
    return [_diagnostic(each, document, page_of, related=related) for each in found]


def _diagnostic(
    each: Shown, document: OpenText, page_of: Callable[[str], str | None], *, related: bool
) -> types.Diagnostic:
    finding, page = each.finding, page_of(each.finding.rule)
    more = [
        types.DiagnosticRelatedInformation(types.Location(document.uri, place), one_line(evidence.quote, _LONGEST))
        for evidence, place in _further(finding, document)
    ]
    return types.Diagnostic(
        range=each.range,
        message=_message(each),
        severity=_SEVERITIES[finding.severity] if finding.state == "open" else types.DiagnosticSeverity.Hint,
        code=finding.rule,
        code_description=types.CodeDescription(page) if page else None,
        source=SOURCE,
        related_information=more if related and more else None,
    )


def _message(each: Shown) -> str:
    finding, report = each.finding, each.report
    message = one_line(finding.message, _LONGEST)
    if finding.state != "open":
        return f"{finding.state}: {message}"
    if finding.decision is not None and finding.decision is report.decision is not Decision.PERMITTED:
        return f"{message} [{report.decision}]"
    return message


def _place(finding: Finding, document: OpenText) -> types.Range:
    """Where a finding stands: the words it rests on, their line, or the first line where it rests on none."""
    for evidence in finding.evidence:
        if (place := _of(evidence, document)) is not None:
            return place
    return document.positions.line(1)


def _further(finding: Finding, document: OpenText) -> Iterator[tuple[Evidence, types.Range]]:
    """The other places that a finding rests on: of a contradiction, the other side."""
    placed = [(each, place) for each in finding.evidence if (place := _of(each, document)) is not None]
    yield from placed[1 : 1 + MOST_PLACES]


def _of(evidence: Evidence, document: OpenText) -> types.Range | None:
    start, end = evidence.start, evidence.end
    if start is not None and end is not None and 0 <= start <= end <= len(document.text):
        return document.positions.range(start, end)
    if evidence.line is not None:
        return document.positions.line(evidence.line, evidence.column or 1)
    return None


def refused(trouble: Trouble, document: OpenText) -> types.Diagnostic:
    """The diagnostic of a text that was not judged: nobody may take it for one that passes."""
    hint = f". {one_line(trouble.hint, _LONGEST)}" if trouble.hint else ""
    return types.Diagnostic(
        range=document.positions.line(1),
        message=f"not judged: {one_line(trouble.message, _LONGEST)}{hint}",
        severity=types.DiagnosticSeverity.Error,
        code="not-judged",
        source=SOURCE,
    )
