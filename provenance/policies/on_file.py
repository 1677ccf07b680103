"""What is to be done about the agreements themselves: what has ended, ends soon, overlaps, or is used up; pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from provenance.agreement import Agreement
from provenance.look_alikes import plain_name, scripts, skeleton
from provenance.policies.agreements import grants_acts_of
from provenance.policies.moments import embargo_is, expiry_is, is_next_day
from provenance.use import Use

#: From this percentage on a quota is nearly used up.
_NEARLY = 90
#: Digits of a telephone number, at least.
_NUMBER = 5


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about one agreement.

    ``kind``: ``expired``, ``expires``, ``not-begun``, ``overlaps``, ``quota-used-up``, ``quota-nearly``,
    ``looks-alike``, ``opens-no-use``, ``no-contact``. ``act``: somebody must do something about it. ``others``: the
    ids of other agreements that it is about. ``text``: in words, for a person.
    """

    kind: str
    agreement: Agreement
    text: str
    act: bool = False
    others: tuple[str, ...] = ()


def state_of(agreement: Agreement, at: datetime) -> str:
    """``running``, ``not-begun`` or ``expired``."""
    if agreement.until is not None and expiry_is(agreement.until, at, None) != "running":
        return "expired"
    if agreement.starts is not None and embargo_is(agreement.starts, at) != "over":
        return "not-begun"
    return "running"


def remarks(
    agreements: Sequence[Agreement], at: datetime, within: timedelta, uses: Mapping[str, Mapping[str, Any]]
) -> list[Remark]:
    """What there is to say about *agreements* at an instant; what somebody must act on first.

    *within*: what ends so soon is told. *uses*: the plain data of ``rules/uses``.
    """
    by_side = _by_side(agreements)
    found = [*_alike(agreements)]
    for agreement in agreements:
        beside = [one for one in by_side[agreement.id] if one.id != agreement.id]
        found += _of_time(agreement, beside, at, within)
        found += _of_quota(agreement)
        found += _overlapping(agreement, beside, at)
        if not any(grants_acts_of(agreement, Use(**use)) for use in uses.values()):
            text = "what it grants is not enough for any use; name uses (“provenance rules list” shows them)"
            found.append(Remark("opens-no-use", agreement, text, act=True))
        if state_of(agreement, at) != "expired" and not _reachable(agreement.contact):
            found.append(Remark("no-contact", agreement, "no address or number stands under contact"))
    place = {agreement.id: at for at, agreement in enumerate(agreements)}
    return sorted(found, key=lambda one: (not one.act, place[one.agreement.id]))


def _by_side(agreements: Sequence[Agreement]) -> dict[str, list[Agreement]]:
    """For each agreement those with the same side: a name or an agency in common."""
    with_key: dict[tuple[str, str], list[Agreement]] = defaultdict(list)
    keys = {one.id: _keys(one) for one in agreements}
    for one in agreements:
        for key in keys[one.id]:
            with_key[key].append(one)
    return {name: list(dict.fromkeys(one for key in found for one in with_key[key])) for name, found in keys.items()}


def _keys(agreement: Agreement) -> set[tuple[str, str]]:
    names = {("name", plain) for name in agreement.names if (plain := plain_name(name))}
    return names | {("agency", agency) for agency in agreement.agencies}


def _of_time(agreement: Agreement, beside: Sequence[Agreement], at: datetime, within: timedelta) -> Iterator[Remark]:
    state = state_of(agreement, at)
    if state == "not-begun":
        yield Remark("not-begun", agreement, f"begins on {agreement.starts}")
        return
    ended = state == "expired"
    if not ended and (agreement.until is None or expiry_is(agreement.until, at + within, None) == "running"):
        return
    # what follows must run by then, and longer than what is to be told now
    after = at if ended else at + within
    following = tuple(one.id for one in beside if _follows(one, agreement, after))
    text = f"{'ended' if ended else 'ends'} on {agreement.until}"
    if following:
        text += f"; followed by {', '.join(following)}"
    yield Remark("expired" if ended else "expires", agreement, text, not following, following)


def _follows(one: Agreement, ended: Agreement, after: datetime) -> bool:
    """Whether *one* leaves no day without an agreement, and still runs at *after*."""
    state = state_of(one, after)
    return state == "running" or (state == "not-begun" and is_next_day(ended.until or "", one.starts or ""))


def _of_quota(agreement: Agreement) -> Iterator[Remark]:
    if agreement.documents is None:
        return
    text = f"{agreement.used} of {agreement.documents} documents are used"
    if agreement.used >= agreement.documents:
        yield Remark("quota-used-up", agreement, text, act=True)
    elif agreement.used * 100 >= agreement.documents * _NEARLY:
        yield Remark("quota-nearly", agreement, text)


def _overlapping(agreement: Agreement, beside: Sequence[Agreement], at: datetime) -> Iterator[Remark]:
    """Two that run at once are told once, at the later of the two in the file."""
    if state_of(agreement, at) != "running":
        return
    earlier = tuple(one.id for one in beside if state_of(one, at) == "running" and one.id < agreement.id)
    if earlier:
        text = f"runs at the same time as {', '.join(earlier)}, with the same side; the one that asks least is used"
        yield Remark("overlaps", agreement, text, others=earlier)


def _alike(agreements: Sequence[Agreement]) -> Iterator[Remark]:
    """Names on file that only look like each other: one of them is a slip, or was slipped in."""
    seen: dict[str, tuple[str, Agreement]] = {}
    for agreement in agreements:
        for name in agreement.names:
            first, owner = seen.setdefault(skeleton(name), (name, agreement))
            if plain_name(first) != plain_name(name):
                text = f"“{name}” ({scripts(name)}) looks like “{first}” ({scripts(first)}) and is spelt otherwise"
                yield Remark("looks-alike", agreement, text, True, (owner.id,))


def _reachable(contact: str | None) -> bool:
    """Whether an e-mail address, a web address or a telephone number stands there; nobody is called."""
    written = contact or ""
    _, at, host = written.partition("@")
    return bool(at and "." in host) or "://" in written or sum(char.isdigit() for char in written) >= _NUMBER
