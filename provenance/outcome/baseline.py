"""The baseline: findings that were there when it was recorded; only new ones fail. Pure.

A recorded document is the one checked if its body has the same words, wherever it lies now, or if it has the same
path (and part) and at least half of the recorded body's grams remain (:mod:`provenance.outcome.fingerprints`).
Of each rule and quotation as many findings are known as were recorded.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from provenance.finding import Finding
from provenance.outcome.fingerprints import Body, body_of, packed, unpacked
from provenance.outcome.names import name_of
from provenance.report import DocumentReport

#: So much of a recorded body must remain under its path.
REMAINS = 0.5
#: A body with fewer words is known under its own path only: it could stand in many texts.
TRAVELS = 20
_QUOTED = 80

Key = tuple[str, str]
"""A rule, and the seal of its words."""


@dataclass(frozen=True, slots=True)
class Known:
    """How many findings of one rule rest on the same words; ``quote`` is for people and never compared."""

    count: int = 1
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Recorded:
    """One document as it was recorded. ``use``: the id of the use it was judged for; ``sketch``: packed."""

    path: str
    part: str | None
    use: str
    digest: str
    words: int
    sketch: bytes
    findings: Mapping[Key, Known] = field(default_factory=dict)


@dataclass(frozen=True)
class Baseline:
    """What is known. ``root``: the folder that its paths count from, as the run names it."""

    documents: tuple[Recorded, ...] = ()
    root: str = ""

    @cached_property
    def by_place(self) -> dict[tuple[str, str | None, str], int]:
        """Path, part and use of each document, and where it stands in ``documents``."""
        return {(one.path, one.part, one.use): at for at, one in enumerate(self.documents)}

    @cached_property
    def _by_digest(self) -> dict[tuple[str, str], list[int]]:
        found: dict[tuple[str, str], list[int]] = {}
        for at, one in enumerate(self.documents):
            if one.words >= TRAVELS:
                found.setdefault((one.digest, one.use), []).append(at)
        return found

    def same_as(self, report: DocumentReport) -> list[int]:
        """Where the documents stand that *report* is about, the one of its own path first."""
        use = str(report.use["id"])
        place = self.by_place.get((name_of(report.path, self.root), report.part, use))
        if place is None and not self._by_digest:
            return []
        body = body_of(report)
        own = [place] if place is not None and _is_same(self.documents[place], body) else []
        return [*own, *(at for at in self._by_digest.get((body.digest, use), ()) if at not in own)]


def _is_same(recorded: Recorded, body: Body) -> bool:
    return recorded.digest == body.digest or body.remains_of(unpacked(recorded.sketch)) >= REMAINS


def recognise(report: DocumentReport, baseline: Baseline) -> None:
    """Set the state of the open findings of *report* that the baseline knows."""
    found = baseline.same_as(report)
    if not found:
        return
    for key, findings in _together(report.findings).items():
        known = [(one.count, at) for at in found if (one := baseline.documents[at].findings.get(key))]
        if not known:
            continue
        most, at = max(known, key=lambda one: one[0])
        # What somebody answers for uses nothing up; it is still there, so it comes last.
        allowed = sorted((one for one in findings if one.waivable), key=lambda one: (one.state != "open", _place(one)))
        for finding in allowed[:most]:
            finding.recorded = at
            if finding.state == "open":
                finding.state = "baseline"


def record(report: DocumentReport, findings: Iterable[Finding], root: str = "") -> Recorded:
    """The entry for a document that is to pass with these of its findings."""
    body = body_of(report)
    said = {statement.id: statement.evidence.quote for statement in report.statements}
    known = {key: Known(len(same), _quote(same[0], said)) for key, same in sorted(_together(findings).items())}
    return Recorded(
        name_of(report.path, root),
        report.part,
        str(report.use["id"]),
        body.digest,
        len(body.words),
        packed(body.sketch),
        known,
    )


def _together(findings: Iterable[Finding]) -> dict[Key, list[Finding]]:
    found: dict[Key, list[Finding]] = {}
    for finding in findings:
        found.setdefault((finding.rule, finding.seal), []).append(finding)
    return found


def _place(finding: Finding) -> tuple[int, int, str]:
    """Where a finding stands, so that which of several are the known ones is no matter of their order."""
    first = next(iter(finding.evidence), None)
    return (first.start or 0, first.line or 0, finding.message) if first else (0, 0, finding.message)


def _quote(finding: Finding, said: Mapping[str, str]) -> str:
    """How the sentence begins that the finding rests on."""
    first = finding.evidence[0].quote if finding.evidence else ""
    words = " ".join((said.get(finding.statement or "") or first).split())
    return words if len(words) <= _QUOTED else words[: _QUOTED - 1] + "…"
