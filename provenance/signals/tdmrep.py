"""TDMRep, the TDM Reservation Protocol (W3C community group, final report 2024).

Precedence: ``/.well-known/tdmrep.json`` < header ``tdm-reservation`` < HTML ``meta``. A place that is
silent resets nothing. In the file the first entry whose ``location`` means the path holds. A plain 0
lifts what a less specific place reserves; that stays a finding.

Stricter than the report: anything but a plain 0 reserves; of entries for one location, and of duplicate
keys and headers, any that reserves wins; a later entry for another location that reserves counts as
lifted, not as unsaid; a file that is no JSON is unread.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from provenance.signals.jsons import Pairs, pairs_of, written
from provenance.signals.signal import Says, Signal, begins_any, quoted, squeezed
from provenance.signals.site import TDMREP, Situation, closes, matches
from provenance.statement import Condition, Evidence
from provenance.vocabulary import Scope

_RESERVATION, _POLICY, _LOCATION = "tdm-reservation", "tdm-policy", "location"
_NAMES = tuple(squeezed(name) for name in (_RESERVATION, _POLICY, _LOCATION))
_RANKS = {"later": -1, "file": 0, "header": 1, "meta": 2}
_MOST = 10_000
#: Values that reserve beyond doubt, squeezed; others reserve and must be looked at.
_YES = frozenset({"1", "true", "yes"})


def reservation(
    value: str, level: str, evidence: Evidence, *, scope: Scope = Scope.SITE, policy: str | None = None, rank: str = ""
) -> Signal:
    """One ``tdm-reservation``: a plain 0 is open, anything else reserves."""
    free = value.strip(" \t") == "0"
    return Signal(
        "tdmrep",
        level,
        Says.OPEN if free else Says.RESERVED,
        value,
        evidence,
        acts=frozenset({"mine"}),
        scope=scope,
        understood=free or squeezed(value) in _YES,
        conditions=(Condition("consent", target=policy),) if policy and not free else (),
        family="tdmrep",
        rank=_RANKS[rank or level],
    )


def signals(situation: Situation) -> list[Signal]:
    """What the well-known file and the headers say; ``meta`` is a field of the document."""
    found = list(_headers(situation))
    text = situation.site.files.get(TDMREP)
    return found if text is None else [*_file(text, situation.page.path), *found]


def _headers(situation: Situation) -> Iterator[Signal]:
    policy = next((header.value for header in situation.headers(_POLICY)), None)
    for header in situation.headers(_RESERVATION):
        yield reservation(header.value, "header", quoted(header.value, header.pointer), policy=policy)
    if policy is not None and not any(situation.headers(_RESERVATION)):
        yield Signal("tdmrep", "header", Says.NOTED, policy, quoted(policy, f"header: {_POLICY}"))


def _unread(detail: str, quote: str) -> Signal:
    return Signal("tdmrep", "file", Says.UNREAD, detail, quoted(quote or detail, TDMREP), frozenset({"mine"}))


def _file(text: str, path: str) -> Iterator[Signal]:
    try:
        data = pairs_of(text)
    except ValueError:
        yield _unread("no JSON", text[:80])
        return
    entries = [data] if isinstance(data, Pairs) else data
    if not isinstance(entries, list) or not entries or len(entries) > _MOST:
        yield _unread("not a list of locations", text[:80])
        return
    first: str | None = None
    for number, entry in enumerate(entries):
        if not isinstance(entry, Pairs):
            yield _unread("an entry that is no object", written(entry))
            continue
        place = _location(entry)
        exact = matches(place, path)
        if exact:
            holds = first is None or place == first
            first = place if first is None else first
            yield from _entry(entry, number, holds)
        elif closes(place, path):
            yield from (signal for signal in _entry(entry, number, True) if signal.says is not Says.OPEN)


def _values(entry: Pairs, name: str) -> list[Any]:
    return [value for key, value in entry if squeezed(key) == squeezed(name)]


def _location(entry: Pairs) -> str:
    """The location of an entry; two of them, or none that is text, mean every path."""
    found = [value for value in _values(entry, _LOCATION) if isinstance(value, str)]
    return found[0].strip() if len(found) == 1 else ""


def _entry(entry: Pairs, number: int, holds: bool) -> Iterator[Signal]:
    pointer = f"{TDMREP}: [{number}].{_RESERVATION}"
    policy = next((value for value in _values(entry, _POLICY) if isinstance(value, str)), None)
    found = _values(entry, _RESERVATION)
    for value in found:
        shown = written(value)
        plain_zero = value == "0" or (type(value) is int and value == 0)
        evidence = quoted(f'"{_RESERVATION}": {shown}', pointer)
        signal = reservation("0" if plain_zero else shown, "file", evidence, policy=policy)
        if shown.strip() == "0" and not plain_zero:
            signal = reservation(f"“{shown}”", "file", evidence, policy=policy)
        if holds or signal.says is not Says.OPEN:
            yield signal if holds else reservation(signal.value, "file", evidence, policy=policy, rank="later")
    lost = [key for key, _ in entry if squeezed(key) not in _NAMES and begins_any(squeezed(key), _NAMES)]
    if lost or not found:
        yield _unread("an entry without a reservation", ", ".join(lost) or policy or "")
