"""What changed from one run to another, document by document.

A document is the same if its path, its part and the use it was judged for are; one that is gone here and new
there with the very same bytes has moved. A finding is the same if its rule, its fingerprint and its state are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from provenance.reports.excerpt import one_line
from provenance.reports.neutral import neutral
from provenance.vocabulary import Decision

#: So many changes are listed in a text report; the JSON report has all of them.
MOST_LISTED = 100
_LONGEST = 200
#: What became of a document, what needs a person first.
KINDS = {
    "worse": "a worse decision, or it fails now",
    "new": "was not there before",
    "findings": "the same decision, other findings",
    "better": "a better decision, or it passes now",
    "moved": "the same file under another path",
    "gone": "is not there any more",
}

#: Path, part, id of the use.
Key = tuple[str, str | None, str]
#: Rule, fingerprint, state.
Found = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """One document of a run, as far as runs are compared."""

    key: Key
    decision: Decision
    outcome: str
    sha256: str
    findings: frozenset[Found]


@dataclass(frozen=True, slots=True)
class Change:
    """A document that is not as it was.

    ``kind``: one of :data:`KINDS`. ``appeared``, ``disappeared``: the rules of the findings that are only in the
    new run, or only in the old one; behind a rule its state, where that is not ``open``. ``text_changed``: other
    bytes. ``was``: its path before it moved.
    """

    kind: str
    key: Key
    before: Entry | None
    after: Entry | None
    appeared: tuple[str, ...] = ()
    disappeared: tuple[str, ...] = ()
    text_changed: bool = False
    was: str | None = None


@dataclass(frozen=True, slots=True)
class Changes:
    """All changes since an older run.

    ``since``: the file of that run, ``at`` its instant, ``version`` of the tool that made it. ``rules_changed``:
    other rules were in force, so a decision may differ without anybody having touched the text.
    """

    since: str
    at: str
    version: str
    rules_changed: bool
    documents: tuple[Change, ...]
    counts: Mapping[str, int] = field(default_factory=dict)


def compare(old: Iterable[Entry], new: Iterable[Entry]) -> Iterator[Change | None]:
    """What became of each document, ``None`` for one that is as it was; in no particular order."""
    before, after = {entry.key: entry for entry in old}, {entry.key: entry for entry in new}
    gone = {key: entry for key, entry in before.items() if key not in after}
    added = {key: entry for key, entry in after.items() if key not in before}
    for source, target in list(_moves(gone, added)):
        changed = _changed(replace(source, key=target.key), target)
        moved = Change("moved", target.key, source, target, was=source.key[0])
        if changed is not None:
            moved = replace(changed, before=source, was=source.key[0])
        yield moved
        del gone[source.key], added[target.key]
    yield from (Change("gone", key, entry, None) for key, entry in gone.items())
    yield from (Change("new", key, None, entry, _rules(entry.findings)) for key, entry in added.items())
    yield from (_changed(before[key], entry) for key, entry in after.items() if key in before)


def ordered(changes: Iterable[Change]) -> tuple[Change, ...]:
    """The changes, those that need a person first."""
    rank = {kind: at for at, kind in enumerate(KINDS)}
    return tuple(sorted(changes, key=lambda its: (rank[its.kind], its.key[0], its.key[1] or "", its.key[2])))


def _moves(gone: Mapping[Key, Entry], added: Mapping[Key, Entry]) -> Iterator[tuple[Entry, Entry]]:
    """Pairs of the same bytes, part and use; where several have them, nobody can tell which went where."""

    def same(entry: Entry) -> tuple[str, str | None, str]:
        return (entry.sha256, *entry.key[1:])

    left, arrived = Counter(map(same, gone.values())), Counter(map(same, added.values()))
    targets = {same(entry): entry for entry in added.values()}
    for entry in gone.values():
        mark = same(entry)
        if entry.sha256 and left[mark] == arrived[mark] == 1:
            yield entry, targets[mark]


def _changed(before: Entry, after: Entry) -> Change | None:
    appeared, disappeared = _rules(after.findings - before.findings), _rules(before.findings - after.findings)
    step = after.decision.rank - before.decision.rank or (before.outcome == "fail") - (after.outcome == "fail")
    if not step and not appeared and not disappeared:
        return None
    kind = "findings" if not step else "better" if step > 0 else "worse"
    return Change(kind, after.key, before, after, appeared, disappeared, before.sha256 != after.sha256)


def _rules(findings: Iterable[Found]) -> tuple[str, ...]:
    return tuple(sorted({rule if state == "open" else f"{rule} ({state})" for rule, _, state in findings}))


def told(change: Change) -> str:
    """A change in a few words: “conditional → blocked; appeared: consent-needed; text changed”."""
    return "; ".join(filter(None, (_verdicts(change), besides(change))))


def _verdicts(change: Change) -> str:
    parts = []
    if change.before and change.after and change.before.decision is not change.after.decision:
        parts.append(f"{change.before.decision} → {change.after.decision}")
    elif entry := change.after or change.before:
        parts.append(str(entry.decision))
    if change.before and change.after and change.before.outcome != change.after.outcome:
        parts.append("fails now" if change.after.outcome == "fail" else "passes now")
    return "; ".join(parts)


def besides(change: Change) -> str:
    """What changed besides decision and outcome."""
    parts = [f"appeared: {', '.join(change.appeared)}"] if change.appeared else []
    parts += [f"gone: {', '.join(change.disappeared)}"] if change.disappeared else []
    parts += ["text changed"] if change.text_changed else []
    parts += [f"was {change.was}"] if change.was is not None else []
    return "; ".join(parts)


def change_lines(changes: Changes) -> Iterator[str]:
    """The changes for people: how many of each kind, then each."""
    counts = ", ".join(f"{count} {kind}" for kind, count in changes.counts.items() if count) or "none"
    rules = "; the rules are others" if changes.rules_changed else ""
    yield f"Changes since {neutral(changes.since)} ({neutral(changes.at)}{rules}): {counts}."
    for change in changes.documents[:MOST_LISTED]:
        path, part, _ = change.key
        name = one_line(path, _LONGEST) + (f"#{one_line(part, _LONGEST)}" if part is not None else "")
        yield f"  {change.kind:8} {name}: {one_line(told(change), _LONGEST)}"
    if (more := len(changes.documents) - MOST_LISTED) > 0:
        yield f"  and {more} more"


def as_changes(changes: Changes) -> dict[str, Any]:
    """What is not as it was in an older run."""
    return {
        "since": changes.since,
        "checked_at": changes.at,
        "version": changes.version,
        "rules_changed": changes.rules_changed,
        "counts": dict(changes.counts),
        "documents": [_as_change(change) for change in changes.documents],
    }


def _as_change(change: Change) -> dict[str, Any]:
    path, part, use = change.key
    before, after = change.before, change.after
    return {
        "kind": change.kind,
        "path": path,
        "part": part,
        "use": use,
        "before": before.decision.value if before else None,
        "after": after.decision.value if after else None,
        "outcome_before": before.outcome if before else None,
        "outcome_after": after.outcome if after else None,
        "appeared": list(change.appeared),
        "disappeared": list(change.disappeared),
        "text_changed": change.text_changed,
        "was": change.was,
    }
