"""Weighing: the statements about one text, set against each other for one use.

One complete permission opens, or agreements on file with everybody whose rights are in the text; whatever bars
the use and nothing permits it blocks; a permission and a bar on the same text contradict each other, and a person
must look. An agreement sets aside what its own side forbids, but neither bans in time (embargoes, withdrawals)
nor, unless it says so, the territory of a single item; and it makes nothing read that was not. Adding a
prohibition, a reservation or unread words never gives a better answer, taking an agreement away neither
(property tests hold it).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from provenance.agreement import Cover
from provenance.policies.moments import begins, ends_by
from provenance.policies.standing import Standing, outreaches, standing_alone
from provenance.report import Obligation, Step
from provenance.statement import Condition, Statement
from provenance.use import Occasion, Use
from provenance.vocabulary import COVERING, PRECONDITIONS, Decision, Polarity

_BLOCKING = frozenset({Standing.BARS, Standing.RUNNING, Standing.WITHDRAWN})
_DOUBTFUL = frozenset({Standing.CONTESTED, Standing.UNDATED, Standing.UNREAD, Standing.UNKNOWN_LICENCE})
#: Characters between a permission and its own exception.
_NEAR = 300
_OPENING = frozenset({Standing.OPENS, Standing.UNSTARTED})


@dataclass(slots=True)
class Weighing:
    """Where each statement stands (by its id), what opened the use, and the answer so far.

    ``opened``: the statement that opened it; ``covers``: the agreements that did. ``agreed``: everybody whose rights
    are in the text is covered by one, needed or not.
    """

    standings: dict[str, Standing]
    opened: Statement | None
    covers: Sequence[Cover]
    decision: Decision
    agreed: bool = False
    obligations: list[Obligation] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)

    @property
    def held_by(self) -> list[str]:
        """The ids of the statements that keep the decision from being better."""
        wanted = _BLOCKING if self.decision is Decision.BLOCKED else _DOUBTFUL
        return [name for name, standing in self.standings.items() if standing in wanted]

    @property
    def opened_by(self) -> str | None:
        """The id of the statement, or ``agreement:`` and the ids of the agreements, that opened the use."""
        if self.opened is not None:
            return self.opened.id
        return "agreement:" + ",".join(cover.agreement.id for cover in self.covers) if self.covers else None


def weigh(
    statements: Sequence[Statement],
    occasion: Occasion,
    published: str | None,
    covers: Sequence[Cover] = (),
    *,
    doubt: bool = False,
) -> Weighing:
    """Weigh *statements* for the occasion.

    *published*: ISO 8601, the start of spans of time, if known. *covers*: the agreements that cover everybody
    whose rights are in the text, for this use; empty where somebody is not covered. *doubt*: something went
    wrong on the way to the statements, so nothing is open.
    """
    use = occasion.use
    standings = {s.id: standing_alone(s, use, begins(occasion), published) for s in statements}
    _know_licences(statements, standings)
    _carve_out(statements, standings)
    if any(outreaches(s, use) and s.scope in COVERING for s in statements):
        for s in statements:
            if standings[s.id] in _OPENING:
                standings[s.id] = Standing.LIMITED
            elif outreaches(s, use) and s.scope in COVERING:
                standings[s.id] = Standing.BARS
    agreed = bool(covers)
    if agreed:
        _lift(statements, standings, covers)
    opened = min((s for s in statements if standings[s.id] in _OPENING), key=_preference, default=None)
    lifted = any(standing is Standing.LIFTED for standing in standings.values())
    if opened is not None and not covers:
        for s in statements:
            if standings[s.id] is Standing.BARS:
                standings[s.id] = Standing.CONTESTED
    if opened is not None and not lifted:
        covers = ()  # the text opens itself; no agreement is used up for it
    elif covers:
        opened = None
    found = Weighing(standings, opened, covers, Decision.REVIEW, agreed)
    if found.opened_by:
        found.obligations = _obligations(statements, standings, use, covers)
    found.decision = _decide(found)
    if doubt:
        found.decision = min(found.decision, Decision.REVIEW, key=lambda one: one.rank)
    silent = (Standing.SILENT, Standing.ELSEWHERE)
    found.steps = [Step(s.id, standings[s.id], _words(s)) for s in statements if standings[s.id] not in silent]
    return found


def _lift(statements: Sequence[Statement], standings: dict[str, Standing], covers: Sequence[Cover]) -> None:
    """What the sides of the agreements forbid is set aside, as far as agreements reach."""
    territory = all("territory" in cover.agreement.lifts for cover in covers)
    for s in statements:
        if standings[s.id] is Standing.BARS and (territory or not s.limits.territory):
            standings[s.id] = Standing.LIFTED


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


def _obligations(
    statements: Sequence[Statement], standings: dict[str, Standing], use: Use, covers: Sequence[Cover]
) -> list[Obligation]:
    found: dict[str, Obligation] = {}
    for cover in covers:
        source = f"agreement:{cover.agreement.id}"
        for condition in cover.agreement.duties:
            found.setdefault(f"{condition.duty} {condition.text}", _owed(condition, source))
        _until(found, cover.agreement.until, use, cover.agreement.name, source)
    agreed = {condition.duty for cover in covers for condition in cover.agreement.duties}
    for s in statements:
        standing = standings[s.id]
        if standing not in _OPENING and standing not in (Standing.DUTY, Standing.LIFTED):
            continue
        for condition in s.conditions:
            if condition.duty in PRECONDITIONS | agreed or (condition.duty == "unaltered" and use.alters):
                continue
            found.setdefault(condition.duty, _owed(condition, s.id))
        if standing in _OPENING:
            _until(found, s.limits.expires, use, s.evidence.quote, s.id)
    return list(found.values())


def _owed(condition: Condition, source: str) -> Obligation:
    return Obligation(
        condition.duty, condition.text, condition.target, condition.contact, condition.amount, source=source
    )


def _until(found: dict[str, Obligation], end: str | None, use: Use, words: str, source: str) -> None:
    """What ends before the use does must be stopped in time."""
    if end is not None and not ends_by(use, end):
        found.setdefault("stop", Obligation("stop", words, amount=end, source=source))


def _decide(found: Weighing) -> Decision:
    present = set(found.standings.values())
    if present & _BLOCKING:
        return Decision.BLOCKED
    if found.opened_by is None or present & _DOUBTFUL:
        return Decision.REVIEW
    return Decision.CONDITIONAL if found.obligations else Decision.PERMITTED


def _words(statement: Statement) -> str:
    named = ", ".join(sorted(statement.acts)) or statement.value or statement.kind
    return f"{statement.polarity} {named}: “{statement.evidence.quote[:120]}”"
