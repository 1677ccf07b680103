"""Notices as they are quoted on the page: with the words around them, and what the decision rests on marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from provenance.report import DocumentReport, Notice
from provenance.reports.html.shown import LONGEST_QUOTE, lines
from provenance.statement import Evidence
from provenance.vocabulary import Polarity

#: Most code points of the text shown before and after a notice, and before the first mark of a long one.
AROUND = 160
MOST_MARKS = 60


@dataclass(frozen=True, slots=True)
class Quote:
    """A notice to show. ``pieces``: its words in order, each with whether it is marked; ``left_out``: code points
    that are not shown, before the first piece and after the last."""

    notice: Notice
    before: str
    pieces: tuple[tuple[str, bool], ...]
    after: str
    left_out: tuple[int, int]


def quotes(report: DocumentReport) -> list[Quote]:
    """The notices of *report*, each with the words that findings and statements rest on."""
    places = [evidence for finding in report.findings for evidence in finding.evidence if evidence.quote]
    places += [s.evidence for s in report.statements if s.polarity is not Polarity.IDENTIFIES]
    return [_quote(notice, places) for notice in report.notices]


def _quote(notice: Notice, places: Iterable[Evidence]) -> Quote:
    marks = _merged(_marks(notice, places))
    text, start = notice.text, 0
    if len(text) > LONGEST_QUOTE and marks and marks[0][1] > LONGEST_QUOTE:
        start = max(0, marks[0][0] - AROUND)
    end = min(len(text), start + LONGEST_QUOTE)
    return Quote(
        notice,
        "" if start else lines(_tail(notice.before)),
        tuple((lines(piece), marked) for piece, marked in _cut(text, marks, start, end) if piece),
        lines(_head(notice.after)) if end == len(text) else "",
        (start, len(text) - end),
    )


def _marks(notice: Notice, places: Iterable[Evidence]) -> list[tuple[int, int]]:
    """Where the places lie in the words of the notice: by offset where words and source are the same, else by quote."""
    found: dict[tuple[int, int], None] = {}
    exact = notice.start is not None and notice.end is not None and notice.end - notice.start == len(notice.text)
    for evidence in places:
        if len(found) >= MOST_MARKS:
            break
        span = _by_offset(notice, evidence) if exact else _by_quote(notice, evidence)
        if span is not None:
            found[span] = None
    return list(found)


def _by_offset(notice: Notice, evidence: Evidence) -> tuple[int, int] | None:
    if evidence.start is None or evidence.end is None or notice.start is None:
        return None
    start, end = evidence.start - notice.start, evidence.end - notice.start
    return (start, end) if 0 <= start < end <= len(notice.text) else None


def _by_quote(notice: Notice, evidence: Evidence) -> tuple[int, int] | None:
    if evidence.start is None or notice.start is None or notice.end is None:
        return None
    if not notice.start <= evidence.start < notice.end or not evidence.quote.strip():
        return None
    at = notice.text.find(evidence.quote)
    return (at, at + len(evidence.quote)) if at >= 0 else None


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans in order, those that touch or overlap as one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def _cut(text: str, marks: Iterable[tuple[int, int]], start: int, end: int) -> Iterator[tuple[str, bool]]:
    at = start
    for low, high in marks:
        low, high = max(low, at), min(high, end)
        if low >= high:
            continue
        yield text[at:low], False
        yield text[low:high], True
        at = high
    yield text[at:end], False


def _tail(text: str) -> str:
    """The last words of *text*, from the beginning of one."""
    if len(text) <= AROUND:
        return text.lstrip()
    text = text[-AROUND:]
    _, blank, rest = text.partition(" ")
    return "…" + (rest if blank else text)


def _head(text: str) -> str:
    if len(text) <= AROUND:
        return text.rstrip()
    text = text[:AROUND]
    rest, blank, _ = text.rpartition(" ")
    return (rest if blank else text) + "…"
