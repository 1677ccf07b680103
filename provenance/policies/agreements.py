"""Agreements on file against one document: whom they cover, and what keeps one from covering.

A document is covered where *every* party that it names (:mod:`provenance.policies.parties`) is covered by an agreement
for the declared use.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from provenance.agreement import OWN, Agreement, Cover, Grant, Party
from provenance.look_alikes import plain_name
from provenance.policies.moments import begins, embargo_is, ends_by, ends_somewhere, expiry_is, is_day, is_next_day
from provenance.policies.parties import OnFile, on_file
from provenance.policies.standing import AI_ACTS, reaches
from provenance.use import Occasion, Use
from provenance.vocabulary import ACTS, close_over_inclusion


def assess(parties: Sequence[Party], occasion: Occasion, words: int) -> list[Cover]:
    """How each agreement that concerns a party of a document stands, the covering one of a party first.

    *words*: how long the document's body is. A document that names nobody has no parties: an agreement under whose
    ``paths`` it lies stands for the one who delivered it.
    """
    if not occasion.agreements and not (occasion.ours and occasion.use.we):
        return []
    at = begins(occasion)
    known = tuple(one for one in occasion.agreements if not one.paths or one.id in occasion.delivered)
    if occasion.ours and occasion.use.we:
        known += (Agreement(OWN, occasion.use.we, acts=frozenset(ACTS), sublicensing=True),)
    filed = on_file(known)
    named = [(party, agreement) for party in parties for agreement in filed.concerning(party)]
    if not parties:
        named = [(Party(one.name), one) for one in known if one.paths]
    found = [
        Cover(agreement, party, *_state(agreement, occasion, at, words), _delivered(agreement))
        for party, agreement in named
    ]
    found += _renewed(found, occasion, at, words)
    concerned = {party for party, _ in named}
    found += _left_over([party for party in parties if party not in concerned], found, filed)
    return sorted(found, key=lambda cover: (cover.state != "covers", len(cover.agreement.duties), cover.agreement.id))


def _renewed(found: Sequence[Cover], occasion: Occasion, at: datetime, words: int) -> Iterator[Cover]:
    """Two agreements with one party, the second from the day after the first: wherever it is which day, one holds.

    As long as midnight travels round the world, both count as one, with the duties of both.
    """
    ending = [one for one in found if one.state == "expired" and ends_somewhere(one.agreement.until or "", at)]
    for old in ending:
        for new in found:
            first, last = new.agreement.starts, old.agreement.until
            if new.party != old.party or new.state != "not-yet" or not is_next_day(last or "", first or ""):
                continue
            if any(_state(one.agreement, occasion, at, words, _TESTS[1:])[0] != "covers" for one in (old, new)):
                continue
            if new.agreement.until is None or expiry_is(new.agreement.until, at, None) == "running":
                yield replace(new, agreement=_joined(old.agreement, new.agreement), state="covers")


def _joined(old: Agreement, new: Agreement) -> Agreement:
    duties = dict.fromkeys((*old.duties, *new.duties))
    return replace(new, id=f"{old.id},{new.id}", duties=tuple(duties), lifts=old.lifts & new.lifts)


def _delivered(agreement: Agreement) -> bool:
    """Whether the configuration itself says whose text it is: by the folder it lies in, or as our own."""
    return bool(agreement.paths) or agreement.id == OWN


def _left_over(parties: Sequence[Party], found: Sequence[Cover], filed: OnFile) -> list[Cover]:
    """Parties that no agreement concerns: whose names are like some on file, or one covers somebody beside them."""
    alike = list(filed.alike(parties))
    nearest = next((cover for cover in found if cover.state == "covers"), None)
    if nearest is None:
        return alike
    told = {cover.party for cover in alike}
    detail = f"the agreement {nearest.agreement.id} covers {nearest.party.name} only"
    return alike + [Cover(nearest.agreement, party, "other-holder", detail) for party in parties if party not in told]


def covering(parties: Sequence[Party], covers: Sequence[Cover]) -> list[list[Cover]]:
    """For each party the agreements that cover it; nothing at all where a party has none."""
    valid = [cover for cover in covers if cover.state == "covers"]
    if not parties:
        return [valid] if valid else []
    options = [[cover for cover in valid if cover.party == party] for party in parties]
    return options if all(options) else []


def chosen(options: Sequence[Sequence[Cover]], use: Use, *, limits: frozenset[str], barred: bool) -> list[Cover]:
    """One agreement for each party: the one that leaves least in the way, and of those the one that asks least.

    *limits*: what single items limit (see :attr:`~provenance.agreement.Agreement.lifts`); *barred*: whether words
    bar the use, which no claim sets aside.
    """

    def cost(cover: Cover) -> tuple[bool, bool, int, str]:
        agreement = cover.agreement
        ends = agreement.until is not None and not ends_by(use, agreement.until)
        claimed = barred and cover.claimed
        return bool(limits - agreement.lifts), claimed, len(agreement.duties) + ends, agreement.id

    return [min(covers, key=cost) for covers in options]


def _state(
    agreement: Agreement, occasion: Occasion, at: datetime, words: int, tests: Sequence[_Test] | None = None
) -> tuple[str, str]:
    """``covers``, or the first thing that keeps the agreement from covering the use."""
    for ask in _TESTS if tests is None else tests:
        for state, detail in ask(agreement, occasion, at, words):
            return state, detail
    return "covers", ""


State = Iterator[tuple[str, str]]
_Test = Callable[[Agreement, Occasion, datetime, int], State]
#: What stands beside the uses that are granted: the single acts of the agreement, for any use.
_SINGLE_ACTS = Grant("", frozenset())


def _in_time(agreement: Agreement, occasion: Occasion, at: datetime, _words: int) -> State:
    begun = occasion.use.starts
    if agreement.starts is not None and embargo_is(agreement.starts, at) != "over":
        # two plain days are compared as days, wherever they begin
        if not (begun and is_day(begun) and is_day(agreement.starts) and begun >= agreement.starts):
            yield "not-yet", f"it begins on {agreement.starts}"
    if agreement.until is not None and expiry_is(agreement.until, at, None) != "running":
        yield "expired", f"it ended on {agreement.until}"


def _in_place(agreement: Agreement, occasion: Occasion, _at: datetime, _words: int) -> State:
    use = occasion.use
    if agreement.territory and not reaches(agreement.territory, use):
        only, but = (", ".join(agreement.territory.get(key) or ()) for key in ("only", "except"))
        wanted = ", ".join(use.territory) or "everywhere"
        yield "territory", f"it is for {only or 'everywhere'}{' without ' + but if but else ''}, the use for {wanted}"


def _in_kind(agreement: Agreement, occasion: Occasion, _at: datetime, _words: int) -> State:
    use = occasion.use
    yield from _not_granted(agreement, use)
    if use.sublicenses and not agreement.sublicensing:
        yield "sublicensing", "it does not let others use the text on our word"
    if agreement.languages and not _speaks(use.language, agreement.languages):
        yield "language", f"it is for {', '.join(agreement.languages)}, the use for {use.language or 'any language'}"
    if agreement.audience and not (use.audience and set(use.audience) <= set(agreement.audience)):
        reached = ", ".join(use.audience) or "everybody"
        yield "purpose", f"it is for {', '.join(agreement.audience)}, the use for {reached}"
    if agreement.licensees and not _named(use, agreement.licensees):
        yield "licensee", f"it is for {', '.join(agreement.licensees)}, and we are {', '.join(use.we) or 'not named'}"


def grants_acts_of(agreement: Agreement, use: Use) -> bool:
    """Whether *agreement* grants all that the use does, in whatever channel and for whatever purpose."""
    lacking = [_lacks(agreement, use, grant) for grant in (_SINGLE_ACTS, *agreement.grants)]
    return any(lack is None or lack[1] != "acts" for lack in lacking)


def _not_granted(agreement: Agreement, use: Use) -> State:
    """What keeps the use from being granted: by single acts, or by one use that is granted as a whole."""
    lacking = [_lacks(agreement, use, grant) for grant in (_SINGLE_ACTS, *agreement.grants)]
    if all(lacking):
        *_, state, detail = min(lack for lack in lacking if lack)
        yield state, detail


def _lacks(agreement: Agreement, use: Use, grant: Grant) -> tuple[int, str, str] | None:
    """What *grant*, with the single acts of its agreement, lacks for the use: how much, the state, the detail."""
    missing = use.acts - _granted(agreement.acts | grant.acts)
    if missing:
        return 2 + len(missing), "acts", f"it does not grant to {', '.join(sorted(missing))}"
    if (grant.part == "excerpt" and use.part != "excerpt") or (grant.alters and not use.alters):
        return 2, "acts", f"it grants to {grant.use}, and no other use of the text"
    purposes = agreement.purposes or ((grant.purpose,) if grant.purpose else ())
    if purposes and use.purpose not in purposes:
        return 1, "purpose", f"it is for {', '.join(purposes)}, the use for {use.purpose}"
    if use.commercial and not grant.commercial:
        return 1, "purpose", "it is for uses that make no money, and this one does"
    media = agreement.media or grant.media
    if media and not set(use.media) <= set(media):
        return 0, "channel", f"it is for {', '.join(media)}, the use for {', '.join(use.media)}"
    return None


def _granted(acts: frozenset[str]) -> frozenset[str]:
    """*acts* and what they contain; to mine a text is not to train a model with it."""
    return frozenset(act for act in close_over_inclusion(acts) if act in acts or act not in AI_ACTS)


def _in_amount(agreement: Agreement, occasion: Occasion, _at: datetime, words: int) -> State:
    yield from _too_much(agreement, occasion.use, words)
    if agreement.documents is not None and agreement.used >= agreement.documents:
        yield "quota", f"it is for {agreement.documents} documents, and they are used up"
    if agreement.id in occasion.exhausted:
        yield "quota", "what it is for was used up by other documents of this run"


def _too_much(agreement: Agreement, use: Use, words: int) -> State:
    """The use takes all of a text unless it says how much; where nobody can count the words, it may be too much."""
    taken = min(words, use.words or words, -(-words * (use.share or 100) // 100))
    if agreement.words is not None and (taken or use.words or agreement.words + 1) > agreement.words:
        yield "amount", f"it is for {agreement.words} words, the use takes {taken or 'nobody knows how many'}"
    share = min(taken * 100 / words if words else 100, use.share or 100)
    if agreement.share is not None and share > agreement.share:
        of = f"{taken} of {words} words" if words else "nobody knows how much"
        yield "amount", f"it is for {agreement.share} % of a text, the use takes {of}"


#: Time first: an agreement that has ended is told to have ended.
_TESTS: tuple[_Test, ...] = (
    _in_time,
    _in_place,
    _in_kind,
    _in_amount,
)


def _speaks(language: str | None, granted: Sequence[str]) -> bool:
    """Whether *language* is one of those *granted*, or a variety of one (RFC 4647, basic filtering)."""
    tag = (language or "").casefold().replace("_", "-")
    return any(f"{tag}-".startswith(f"{one.casefold().replace('_', '-')}-") for one in granted)


def _named(use: Use, licensees: Sequence[str]) -> bool:
    return not {plain_name(name) for name in use.we}.isdisjoint(plain_name(name) for name in licensees)
