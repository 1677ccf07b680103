"""Agreements that pay for so many documents: a run counts those that each of them opened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from provenance.agreement import agreements_in
from provenance.report import DocumentReport
from provenance.use import Occasion


class Quotas:
    """Counts the documents of one run, in the order in which they are checked (that of their names).

    A document for which an agreement has nothing left is judged again without it: another agreement, or the words
    of the document, may still open it.
    """

    def __init__(self) -> None:
        self._counts: dict[str, int] = {}

    def judged(self, judge: Callable[[Occasion], DocumentReport], occasion: Occasion) -> DocumentReport:
        """The report of *judge* for *occasion*, counted; what is used up counts as such."""
        limits = {one.id: one.documents - one.used for one in occasion.agreements if one.documents is not None}
        report = judge(occasion)
        while over := {name for name in opened_by(report) if self._counts.get(name, 0) >= limits.get(name, 1 << 62)}:
            if over <= occasion.exhausted:  # it opened all the same: nothing is left to take away
                break
            occasion = replace(occasion, exhausted=occasion.exhausted | over)
            report = judge(occasion)
        for name in opened_by(report):
            self._counts[name] = self._counts.get(name, 0) + 1
        return report


def opened_by(report: DocumentReport) -> list[str]:
    """The ids of the agreements that opened the use of a document."""
    return agreements_in(report.opened_by)
