"""Weighing: the statements about one text, set against each other for one use.

One complete permission opens; whatever bars the use and nothing permits it blocks; a permission
and a bar on the same text contradict each other, and a person must look. Adding a prohibition, a
reservation or unread words never gives a better answer (a property test holds it).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from provenance.policies.facts import Step
from provenance.policies.standing import Standing, outreaches, standing_alone
from provenance.report import Obligation
from provenance.statement import Statement
from provenance.use import Occasion
from provenance.vocabulary import COVERING, PRECONDITIONS, Decision, Polarity

_BLOCKING = frozenset({Standing.BARS, Standing.RUNNING, Standing.WITHDRAWN})
_DOUBTFUL = frozenset({Standing.CONTESTED, Standing.UNDATED, Standing.UNREAD, Standing.UNKNOWN_LICENCE})
#: Characters between a permission and its own exception.
_NEAR = 300
_OPENING = frozenset({Standing.OPENS, Standing.UNSTARTED})


@dataclass(slots=True)
class Weighing:
    """Where each statement stands (by its id), what opened the use, and the answer so far."""

    standings: dict[str, Standing]
    opened: Statement | None
    decision: Decision
    obligations: list[Obligation] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)


def weigh(
    statements: Sequence[Statement], occasion: Occasion, published: str | None, *, doubt: bool = False
) -> Weighing:
    """Weigh *statements* for the occasion.

    *published*: ISO 8601, the start of spans of time, if known. *doubt*: something went wrong on the
    way to the statements, so nothing is open.
    """
    use = occasion.use
    standings = {s.id: standing_alone(s, use, occasion.at, published) for s in statements}
    _know_licences(statements, standings)
    _carve_out(statements, standings)
    if any(outreaches(s, use) and s.scope in COVERING for s in statements):
        for s in statements:
            if standings[s.id] in _OPENING:
                standings[s.id] = Standing.LIMITED
            elif outreaches(s, use) and s.scope in COVERING:
                standings[s.id] = Standing.BARS
    opened = min((s for s in statements if standings[s.id] in _OPENING), key=_preference, default=None)
    if opened is not None:
        for s in statements:
            if standings[s.id] is Standing.BARS:
                standings[s.id] = Standing.CONTESTED
    obligations = _obligations(statements, standings) if opened else []
    decision = _decide(standings, opened, obligations)
    if doubt:
        decision = min(decision, Decision.REVIEW, key=lambda one: one.rank)
    steps = [
        Step(s.id, standings[s.id], _words(s))
        for s in statements
        if standings[s.id] not in (Standing.SILENT, Standing.ELSEWHERE)
    ]
    steps.append(Step(opened.id if opened else None, "decides", str(decision)))
    return Weighing(standings, opened, decision, obligations, steps)


def _know_licences(statements: Sequence[Statement], standings: dict[str, Standing]) -> None:
    """A licence whose grants stand beside it is known; the grants speak for it."""
    granted = {s.value for s in statements if s.polarity is Polarity.PERMITS and s.value and s.acts and not s.unread}
    for s in statements:
        if s.kind == "licence" and s.value in granted and standings[s.id] is Standing.UNKNOWN_LICENCE:
            standings[s.id] = Standing.SILENT


def _carve_out(statements: Sequence[Statement], standings: dict[str, Standing]) -> None:
    """A permission does not cover what its own licence or sentence takes away again.

    A ban on commercial use alone limits every permission beside it that does not name commercial use.
    """
    bars = [s for s in statements if s.polarity is Polarity.PROHIBITS and standings[s.id] is Standing.BARS]
    for s in statements:
        if standings[s.id] not in _OPENING:
            continue
        for bar in bars:
            own = bar.exception_of is not None and bar.value == s.value and (bar.value is not None or _together(bar, s))
            commercial = bar.acts == {"commercialize"} and "commercialize" not in s.acts
            if own or commercial:
                standings[s.id] = Standing.CARVED_OUT


def _together(one: Statement, other: Statement) -> bool:
    """Whether two statements come out of the same clause, or nearly: an exception belongs to what it follows."""
    if one.evidence.start is None or other.evidence.start is None:
        return True
    return abs(one.evidence.start - other.evidence.start) <= _NEAR


def _preference(statement: Statement) -> tuple[bool, int, str]:
    """Words before fields, fewest duties first; the id keeps the choice free of order."""
    return statement.source != "words", len(statement.conditions), statement.id


def _obligations(statements: Sequence[Statement], standings: dict[str, Standing]) -> list[Obligation]:
    found: dict[str, Obligation] = {}
    for s in statements:
        standing = standings[s.id]
        if standing not in _OPENING and standing is not Standing.DUTY:
            continue
        for condition in s.conditions:
            if condition.duty not in PRECONDITIONS:
                found.setdefault(
                    condition.duty,
                    Obligation(
                        condition.duty, condition.text, condition.target, condition.contact, condition.amount, s.id
                    ),
                )
        if s.limits.expires is not None and standing in _OPENING:
            found.setdefault("stop", Obligation("stop", s.evidence.quote, amount=s.limits.expires, source=s.id))
    return list(found.values())


def _decide(standings: dict[str, Standing], opened: Statement | None, obligations: list[Obligation]) -> Decision:
    present = set(standings.values())
    if present & _BLOCKING:
        return Decision.BLOCKED
    if opened is None or present & _DOUBTFUL:
        return Decision.REVIEW
    return Decision.CONDITIONAL if obligations else Decision.PERMITTED


def _words(statement: Statement) -> str:
    named = ", ".join(sorted(statement.acts)) or statement.value or statement.kind
    return f"{statement.polarity} {named}: “{statement.evidence.quote[:120]}”"
