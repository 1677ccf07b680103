"""What a run made of waivers and baseline: which waivers nothing needed, which recorded findings are gone.

Only what the run could see is told: a waiver for a document that was not checked is none of its business, unless the
folder that it should lie in was walked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from provenance.outcome.baseline import Baseline, Recorded
from provenance.outcome.names import is_within, name_of
from provenance.outcome.waivers import concerns, judged_at
from provenance.report import DocumentReport
from provenance.waiver import Waiver, Waivers


@dataclass(frozen=True, slots=True)
class Unused:
    """A waiver that let nothing stand.

    ``why``: ``expired``, ``not-yet``, ``text-changed``, ``no-finding`` (its rule finds nothing there any more),
    ``no-document`` (nothing of that name was found).
    """

    waiver: Waiver
    why: str


@dataclass(frozen=True, slots=True)
class Gone:
    """Recorded findings that are no longer there."""

    path: str
    part: str | None
    rule: str
    quote: str
    count: int


@dataclass(slots=True)
class Ledger:
    """Keeps account over a run, in any order. ``folders``: those that the run walks through, as it names them."""

    waivers: Waivers = field(default_factory=Waivers)
    baseline: Baseline = field(default_factory=Baseline)
    folders: Sequence[str] = ()
    _states: dict[str, set[str]] = field(default_factory=dict)
    _seen: set[str] = field(default_factory=set)
    _uses: set[str] = field(default_factory=set)
    _at: datetime | None = None
    _places: set[int] = field(default_factory=set)
    _unread: set[int] = field(default_factory=set)
    _known: dict[tuple[int, str, str], int] = field(default_factory=dict)

    def add(self, report: DocumentReport) -> None:
        """One document has been settled."""
        if not self.waivers.entries and not self.baseline.documents:
            return
        self._at = self._at or judged_at(report)
        self._uses.add(str(report.use["id"]))
        for finding in report.findings:
            if finding.waiver is not None:
                self._states.setdefault(finding.waiver.waiver.source, set()).add(finding.waiver.state)
        self._see(report)
        place = (name_of(report.path, self.baseline.root), report.part, str(report.use["id"]))
        if (at := self.baseline.by_place.get(place)) is not None:
            (self._places if report.readable else self._unread).add(at)
        found = Counter((f.recorded, f.rule, f.seal) for f in report.findings if f.recorded is not None)
        for (known, rule, words), count in found.items():
            if known is not None:
                self._known[known, rule, words] = max(count, self._known.get((known, rule, words), 0))

    def _see(self, report: DocumentReport) -> None:
        name = name_of(report.path, self.waivers.root)
        for waiver in self.waivers.about(name, frozenset(finding.fingerprint for finding in report.findings)):
            if waiver.source not in self._seen and concerns(waiver, report, name):
                self._seen.add(waiver.source)

    def unused(self) -> Iterator[Unused]:
        """The waivers that nothing needed, in the order of their file."""
        for waiver in self.waivers.entries:
            states = self._states.get(waiver.source, set())
            if "in-force" not in states and (why := self._why(waiver, states)):
                yield Unused(waiver, why)

    def _why(self, waiver: Waiver, states: set[str]) -> str | None:
        if waiver.uses and self._uses.isdisjoint(waiver.uses):
            return None
        in_time = waiver.state(self._at) if self._at is not None else "in-force"
        if states or waiver.source in self._seen:
            return in_time if in_time != "in-force" else "text-changed" if states else "no-finding"
        if waiver.document is None and waiver.glob is None:
            return self._missing(".", self.waivers.root, in_time, "no-finding")
        return self._missing(waiver.document or _fixed(waiver.glob or ""), self.waivers.root, in_time, "no-document")

    def _missing(self, name: str, root: str, in_time: str, why: str) -> str | None:
        if not any(is_within(name, name_of(folder, root)) for folder in self.folders):
            return None
        return why if in_time == "in-force" else in_time

    def gone(self) -> Iterator[Gone]:
        """The recorded findings that are no longer there, in the order of their file."""
        for at, one in enumerate(self.baseline.documents):
            for (rule, words), known in one.findings.items():
                if (left := known.count - self._left(at, rule, words)) > 0:
                    yield Gone(one.path, one.part, rule, known.quote, left)

    def remaining(self) -> Iterator[Recorded]:
        """The entries of the baseline without what is gone; how they know their documents stays as recorded."""
        for at, one in enumerate(self.baseline.documents):
            still = {
                (rule, words): replace(known, count=left)
                for (rule, words), known in one.findings.items()
                if (left := self._left(at, rule, words))
            }
            if still:
                yield replace(one, findings=still)

    def _left(self, at: int, rule: str, words: str) -> int:
        """How many of the findings recorded there are still there, as far as this run can tell."""
        recorded = self.baseline.documents[at].findings[rule, words].count
        return min(recorded, self._known.get((at, rule, words), 0)) if self._was_looked_for(at) else recorded

    def _was_looked_for(self, at: int) -> bool:
        """Whether the document recorded there was read, or would have been, were it there still."""
        one = self.baseline.documents[at]
        if at in self._places or at in self._unread:
            return at not in self._unread
        folders = (name_of(folder, self.baseline.root) for folder in self.folders)
        return one.use in self._uses and any(is_within(one.path, folder) for folder in folders)


def _fixed(glob: str) -> str:
    """The folder that a pattern starts in; ``.`` where it may begin anywhere."""
    parts = glob.rstrip("/").split("/")
    if len(parts) == 1:
        return "."
    fixed = []
    for part in parts[:-1]:
        if set(part) & set("*?[\\"):
            break
        fixed.append(part)
    return "/".join(part for part in fixed if part) or "."
