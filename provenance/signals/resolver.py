"""One resolver for every signal: what holds, what is lifted, what it makes of the document's statements.

Precedence, over all vocabularies (each vocabulary's own is in its module):

1. any reservation reserves, whatever another vocabulary allows;
2. within a family (one vocabulary's places, from the general to the specific) the most specific place
   holds; what it lifts stays a statement of kind ``lifted``, and a person must look;
3. what is malformed closes and is unread; what may be meant as a reservation is ``doubtful``;
4. a yes opens only as a licence (RSL), and only where nothing at all closes the same acts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from provenance.document import Document
from provenance.signals import (
    ai_txt,
    aipref,
    content_signals,
    declared,
    digital_source,
    plus,
    robots,
    rsl,
    tdmrep,
    trust_txt,
)
from provenance.signals.signal import BARRING, CLOSING, Says, Signal
from provenance.signals.site import Page, Site, Situation, troubles
from provenance.statement import Statement
from provenance.vocabulary import COVERING, Polarity, close_over_inclusion

#: A further vocabulary is a module and a line here.
VOCABULARIES: tuple[Callable[[Situation], list[Signal]], ...] = (
    troubles,
    tdmrep.signals,
    declared.signals,
    aipref.signals,
    content_signals.signals,
    robots.signals,
    rsl.signals,
    ai_txt.signals,
    trust_txt.signals,
    plus.signals,
    digital_source.signals,
)
#: So many statements of one place that say the same are enough to close.
_MOST_ALIKE = 20
#: Vocabularies whose yes is a licence.
_LICENSING = frozenset({"rsl"})
_KINDS = {Says.RESERVED: Polarity.RESERVES, Says.PROHIBITED: Polarity.PROHIBITS}


@dataclass(frozen=True, slots=True)
class Weighed:
    """A signal and what came of it. ``outcome``: ``holds``, ``lifted``, ``opens``, ``noted``; ``why`` in words."""

    signal: Signal
    outcome: str
    why: str


def resolve(
    page: Page, words: Mapping[str, Any], site: Site | None = None, more: Sequence[Signal] = ()
) -> list[Weighed]:
    """Every signal about *page*, weighed.

    *words*: ``rules/signals`` as plain data. *more*: signals that are read from files of other kinds
    (pictures). Pure, and total: whatever a site says, nothing is raised.
    """
    situation = Situation(site or Site(), page, words)
    return weigh([*signals_of(situation), *more])


def within(document: Document, words: Mapping[str, Any]) -> list[Statement]:
    """The statements of a licence that stands in, or is linked from, the document itself.

    For those who know nothing of its site; fields make their own (:mod:`provenance.signals.fields`).
    """
    if document.format in ("text", "markdown") or not rsl.spoken_of(document.text):
        return []
    return statements(resolve(Page(text=document.text, format=document.format), words))


def signals_of(situation: Situation) -> list[Signal]:
    """Every signal about the page, vocabulary by vocabulary."""
    return [signal for read in VOCABULARIES for signal in read(situation)]


def weigh(signals: Sequence[Signal]) -> list[Weighed]:
    """Each signal with its outcome, in the order given."""
    lifting = _lifting(signals)
    closed = frozenset(
        act
        for signal in signals
        if signal.says in CLOSING and signal.scope in COVERING
        for act in close_over_inclusion(signal.acts or frozenset({"mine"}))
    )
    return [_weighed(signal, lifting.get(signal.family), closed) for signal in signals]


def _lifting(signals: Sequence[Signal]) -> dict[str, Signal]:
    """By family: the signal that lifts all less specific ones, where the most specific place is plainly open."""
    found: dict[str, Signal] = {}
    for family in {signal.family for signal in signals if signal.family}:
        its = [signal for signal in signals if signal.family == family]
        top = max(signal.rank for signal in its)
        highest = [signal for signal in its if signal.rank == top]
        if all(signal.says in (Says.OPEN, Says.ALLOWED) for signal in highest):
            found[family] = highest[0]
    return found


def _weighed(signal: Signal, lifter: Signal | None, closed: frozenset[str]) -> Weighed:
    if signal.says in BARRING:
        if lifter is not None and signal.rank < lifter.rank and signal.understood:
            return Weighed(signal, "lifted", f"lifted by {lifter.level} ({lifter.evidence.pointer})")
        return Weighed(signal, "holds", "any reservation reserves" if signal.understood else "malformed values close")
    if signal.says in CLOSING:
        return Weighed(signal, "holds", "a person must look")
    if signal.says is Says.ALLOWED and signal.vocabulary in _LICENSING and not signal.stated:
        if closed & close_over_inclusion(signal.acts):
            return Weighed(signal, "noted", "something else reserves the same acts")
        return Weighed(signal, "opens", "a licence, and nothing reserves its acts")
    why = "a preference opens nothing" if signal.says is Says.ALLOWED else "it closes nothing"
    return Weighed(signal, "noted", why)


def statements(weighed: Sequence[Weighed]) -> list[Statement]:
    """The statements that come of it; those of the document's own fields are made elsewhere."""
    found: list[Statement] = []
    alike: Counter[tuple[object, ...]] = Counter()
    for one in weighed:
        statement = _statement(one) if one.outcome != "noted" else None
        if statement is not None:
            same = (statement.kind, statement.acts, statement.scope, statement.reading, not statement.unread)
            alike[same] += 1
            if alike[same] <= _MOST_ALIKE or statement.polarity is Polarity.PERMITS:
                found.append(statement)
    return found


def _statement(one: Weighed) -> Statement | None:
    signal = one.signal
    if one.outcome == "lifted":
        return _made("lifted", Polarity.IDENTIFIES, signal)
    if signal.stated:
        return None
    if one.outcome == "opens":
        return _made("permission", Polarity.PERMITS, signal)
    if signal.says is Says.DOUBTFUL:
        return _made("doubtful", Polarity.IDENTIFIES, signal)
    if signal.says is Says.UNREAD:
        made = _made("unread", Polarity.IDENTIFIES, signal)
        made.unread = (signal.value or signal.vocabulary,)
        return made
    return _made("ai", _KINDS[signal.says], signal)


def _made(kind: str, polarity: Polarity, signal: Signal) -> Statement:
    return Statement(
        kind,
        polarity,
        signal.evidence,
        acts=signal.acts,
        conditions=signal.conditions,
        limits=signal.limits,
        scope=signal.scope,
        source="signal",
        reading=f"signal:{signal.vocabulary} {signal.level}",
        unread=() if signal.understood else (signal.value or signal.vocabulary,),
    )
