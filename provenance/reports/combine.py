"""Several runs as one register: each document once, as the latest run that judged it left it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from provenance.outcome.ledger import Gone, Unused
from provenance.report import DocumentReport
from provenance.reports import contract, load
from provenance.reports.changes import Changes, Entry, Key, compare, ordered
from provenance.reports.interface import PastRun, Run, Summary
from provenance.reports.runs import RunFile
from provenance.waiver import Waiver


@dataclass(slots=True)
class _Standing:
    """Which run speaks for a document: the file, the place in it, and its entry."""

    file: int
    at: int
    entry: Entry


class Register:
    """The documents of *files*, each once.

    Of a document that several runs judged for the same use, the latest counts; of the same instant, the worse
    decision. What is left out is counted (:attr:`~provenance.reports.interface.PastRun.superseded`).
    """

    def __init__(self, files: Sequence[RunFile], version: str) -> None:
        self._files = files
        self._version = version
        self._instants = [datetime.fromisoformat(file.run.at) for file in files]
        self._standing: dict[Key, _Standing] = {}
        for number, file in enumerate(files):
            for at, entry in enumerate(file.entries):
                self._enter(_Standing(number, at, entry))

    def _enter(self, other: _Standing) -> None:
        known = self._standing.get(other.entry.key)
        if known is None or self._weight(other) > self._weight(known):
            self._standing[other.entry.key] = other

    def _weight(self, its: _Standing) -> tuple[datetime, int]:
        return self._instants[its.file], -its.entry.decision.rank

    @property
    def entries(self) -> Iterator[Entry]:
        """The documents, as far as runs are compared."""
        return (standing.entry for standing in self._standing.values())

    @property
    def about(self) -> Run:
        """The one run as it was; of several what holds for all of them, and each by itself."""
        if len(self._files) == 1:
            return self._files[0].run
        runs = [file.run for file in self._files]
        rules: dict[str, dict[str, None]] = {}
        for run in runs:
            for pack, version in run.rules.items():
                rules.setdefault(pack, {})[version] = None
        return Run(
            version=self._version,
            rules={pack: ", ".join(versions) for pack, versions in sorted(rules.items())},
            digest=_joined(run.digest for run in runs),
            use=_joined(run.use for run in runs),
            at=max(self._instants).isoformat(),
            fail_on=max((run.fail_on for run in runs), key=lambda decision: decision.rank),  # the strictest gate
            runs=tuple(self._past()),
        )

    def _past(self) -> Iterator[PastRun]:
        kept = [0] * len(self._files)
        for standing in self._standing.values():
            kept[standing.file] += 1
        for number, file in enumerate(self._files):
            yield PastRun(file.path, file.run, kept[number], len(file.entries) - kept[number])

    def documents(self) -> Iterator[DocumentReport]:
        """The documents, run by run."""
        for number, file in enumerate(self._files):
            for at, (part, entry) in enumerate(zip(file.documents(), file.entries, strict=True)):
                standing = self._standing[entry.key]
                if (standing.file, standing.at) == (number, at):
                    yield load.document(part)

    def summary(self) -> Summary:
        """What the runs counted besides their documents: files left out, unused waivers, what is gone."""
        summary = Summary()
        for file in self._files:
            told = file.summary
            summary.ignored += told.ignored
            for reason, count in told.ignored_for.items():
                summary.reasons[reason] = summary.reasons.get(reason, 0) + count
            summary.unused_waivers += [_unused(part) for part in told.unused_waivers]
            summary.gone += [Gone(**dict(part)) for part in told.baseline_gone]
        return summary

    def changes(self, old: RunFile) -> Changes:
        """What is not as it was in an older run."""
        found = list(compare(old.entries, self.entries))
        changed = ordered(change for change in found if change is not None)
        counts = {
            kind: sum(change.kind == kind for change in changed) for kind in dict.fromkeys(c.kind for c in changed)
        }
        return Changes(
            since=old.path,
            at=old.run.at,
            version=old.run.version,
            rules_changed=any(file.run.digest != old.run.digest for file in self._files),
            documents=changed,
            counts={**counts, "unchanged": len(found) - len(changed)},
        )


def _joined(values: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(values))


def _unused(part: contract.UnusedPart) -> Unused:
    given, expires = date.fromisoformat(part.given), date.fromisoformat(part.expires)
    return Unused(
        Waiver(tuple(part.rules), "", part.approved_by, given, expires, part.document, part.glob, source=part.source),
        part.why,
    )
