"""Weighing: the statements about one text, set against each other for one use.

One complete permission opens, or agreements on file with everybody whose rights are in the text; whatever bars
the use and nothing permits it blocks; a permission and a bar on the same text contradict each other, and a person
must look. An agreement sets aside what its own side forbids, but neither bans in time (embargoes, withdrawals)
nor, unless it says so, the territory or channel of a single item; and it makes nothing read that was not. Adding a
prohibition, a reservation or unread words never gives a better answer, taking an agreement away neither
(property tests hold it).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from provenance.agreement import Cover
from provenance.look_alikes import plain_name
from provenance.policies.agreements import chosen
from provenance.policies.moments import begins, ends_by
from provenance.policies.standing import LIMITS, Standing, outreaches, reaches, standing_alone
from provenance.report import Obligation, Step
from provenance.statement import Condition, Statement
from provenance.use import Occasion, Use
from provenance.vocabulary import COVERING, PRECONDITIONS, Decision, Polarity

_BLOCKING = frozenset({Standing.BARS, Standing.RUNNING, Standing.WITHDRAWN})
_DOUBTFUL = frozenset(
    {Standing.CONTESTED, Standing.CLAIMED, Standing.BESIDE, Standing.UNDATED, Standing.UNREAD, Standing.UNKNOWN_LICENCE}
)
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
        return "agreement:" + ",".join(sorted({cover.agreement.id for cover in self.covers})) if self.covers else None


def weigh(
    statements: Sequence[Statement],
    occasion: Occasion,
    published: str | None,
    options: Sequence[Sequence[Cover]] = (),
    *,
    doubt: bool = False,
) -> Weighing:
    """Weigh *statements* for the occasion.

    *published*: ISO 8601, the start of spans of time, if known. *options*: for everybody whose rights are in the text
    the agreements that cover this use; empty where somebody is not covered. *doubt*: something went wrong on the
    way to the statements, so nothing is open.
    """
    use = occasion.use
    standings = {s.id: standing_alone(s, use, begins(occasion), published) for s in statements}
    _know_licences(statements, standings)
    _carve_out(statements, standings)
    _keep_out(statements, standings, use)
    covers = _agreed(statements, standings, use, options)
    changed = bool(covers) and _set_aside(statements, standings, use, covers)
    opened = min((s for s in statements if _opens(s, standings)), key=_preference, default=None)
    if opened is not None:
        for s in statements:
            if standings[s.id] is Standing.BARS:
                standings[s.id] = Standing.CONTESTED
    agreed = bool(covers)
    if opened is not None and not changed and not any(cover.party.agency for cover in covers):
        covers = []  # the text opens itself; no agreement is used up for it
    elif covers:
        opened = None
        _look_beside(statements, standings, covers)
    found = Weighing(standings, opened, covers, Decision.REVIEW, agreed)
    if found.opened_by:
        found.obligations = _obligations(statements, standings, use, covers)
    found.decision = _decide(statements, found)
    if doubt:
        found.decision = min(found.decision, Decision.REVIEW, key=lambda one: one.rank)
    silent = (Standing.SILENT, Standing.ELSEWHERE)
    found.steps = [Step(s.id, standings[s.id], _words(s)) for s in statements if standings[s.id] not in silent]
    return found


def _opens(statement: Statement, standings: dict[str, Standing]) -> bool:
    """Only a permission opens: the day on which a text expires, known or not, is none."""
    return statement.polarity is Polarity.PERMITS and standings[statement.id] in _OPENING


def _keep_out(statements: Sequence[Statement], standings: dict[str, Standing], use: Use) -> None:
    """A limit that stands by itself (“for use in Ireland only”) keeps every permission from the use."""
    if not any(outreaches(s, use) and s.scope in COVERING for s in statements):
        return
    for s in statements:
        if standings[s.id] in _OPENING:
            standings[s.id] = Standing.LIMITED
        elif outreaches(s, use) and s.scope in COVERING:
            standings[s.id] = Standing.BARS


# -- agreements


def _agreed(
    statements: Sequence[Statement],
    standings: dict[str, Standing],
    use: Use,
    options: Sequence[Sequence[Cover]],
) -> list[Cover]:
    """Of the agreements with everybody those that serve this text best."""
    barring = [s for s in statements if standings[s.id] is Standing.BARS]
    limiting = [*barring, *(s for s in statements if standings[s.id] is Standing.LIMITED)]
    limits = frozenset(limit for s in limiting for limit in _limits(s, standings[s.id], use))
    return chosen(options, use, limits=limits, barred=any(s.source == "words" for s in barring))


def _set_aside(
    statements: Sequence[Statement], standings: dict[str, Standing], use: Use, covers: Sequence[Cover]
) -> bool:
    """What the sides of the agreements forbid is set aside, as far as agreements reach; whether anything was.

    What the words forbid is set aside for those alone whom words name, or whose texts arrive in a folder of theirs:
    a field is a claim that anybody can write.
    """
    lifts = frozenset.intersection(*(cover.agreement.lifts for cover in covers))
    claimed = any(cover.claimed for cover in covers)
    before = dict(standings)
    for s in statements:
        standing = standings[s.id]
        if standing not in (Standing.BARS, Standing.LIMITED) or _limits(s, standing, use) - lifts:
            continue
        if standing is Standing.LIMITED:
            standings[s.id] = Standing.OUTSIDE  # what others are permitted is nothing to those who have agreed
        else:
            standings[s.id] = Standing.CLAIMED if claimed and s.source == "words" else Standing.LIFTED
    barring = [s for s in statements if standings[s.id] in (Standing.BARS, Standing.CLAIMED)]
    for s in statements:
        if standings[s.id] is Standing.CARVED_OUT and not any(_carves(bar, s) for bar in barring):
            standings[s.id] = Standing.OUTSIDE
    return standings != before


def _look_beside(statements: Sequence[Statement], standings: dict[str, Standing], covers: Sequence[Cover]) -> None:
    """Who stands beside a holder in his line is no matter where the line is on file, or the folder says whose it is."""
    if all(cover.delivered for cover in covers):
        return
    filed = {plain_name(name) for cover in covers for name in cover.agreement.names}
    for s in statements:
        if s.kind == "beside" and plain_name(s.value or "") not in filed:
            standings[s.id] = Standing.BESIDE


def _limits(statement: Statement, standing: Standing, use: Use) -> frozenset[str]:
    """Which limits of a single item keep the use out, in the words of an agreement's ``lifts``."""
    limits, permits = statement.limits, standing is Standing.LIMITED
    if statement.kind in LIMITS:
        return frozenset({statement.kind})
    found = set()
    if "third-parties" in limits.recipient and use.sublicenses:
        found.add("sublicensing")  # “NO SALES” speaks to those who have an agreement
    if limits.territory and not (permits and reaches(limits.territory, use)):
        found.add("territory")
    if limits.medium and not (permits and set(use.media) <= set(limits.medium)):
        found.add("channel")
    return frozenset(found)


# -- the words alone


def _know_licences(statements: Sequence[Statement], standings: dict[str, Standing]) -> None:
    """A licence whose grants stand beside it is known; the grants speak for it."""
    granted = {s.value for s in statements if s.polarity is Polarity.PERMITS and s.value and s.acts and not s.unread}
    for s in statements:
        if s.kind == "licence" and s.value in granted and standings[s.id] is Standing.UNKNOWN_LICENCE:
            standings[s.id] = Standing.SILENT


def _carve_out(statements: Sequence[Statement], standings: dict[str, Standing]) -> None:
    """A permission does not cover what its own licence or sentence takes away again."""
    bars = [s for s in statements if s.polarity is Polarity.PROHIBITS and standings[s.id] is Standing.BARS]
    for s in statements:
        if standings[s.id] in _OPENING and any(_carves(bar, s) for bar in bars):
            standings[s.id] = Standing.CARVED_OUT


def _carves(bar: Statement, permission: Statement) -> bool:
    """A ban on commercial use alone limits every permission beside it that does not name commercial use."""
    if bar.polarity is not Polarity.PROHIBITS:
        return False
    own = bar.exception_of is not None and bar.value == permission.value
    if own and (bar.value is not None or _together(bar, permission)):
        return True
    return bar.acts == {"commercialize"} and "commercialize" not in permission.acts


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
    for s in statements:
        if s.kind == "expiry" and standings[s.id] is Standing.SILENT:  # it still runs
            _until(found, s.limits.expires, use, s.evidence.quote, s.id)
    return list(found.values())


def _owed(condition: Condition, source: str) -> Obligation:
    return Obligation(
        condition.duty, condition.text, condition.target, condition.contact, condition.amount, source=source
    )


def _until(found: dict[str, Obligation], end: str | None, use: Use, words: str, source: str) -> None:
    """What ends before the use does must be stopped in time."""
    if end is not None and not ends_by(use, end):
        found.setdefault(f"stop {end}", Obligation("stop", words, amount=end, source=source))


def _decide(statements: Sequence[Statement], found: Weighing) -> Decision:
    present = set(found.standings.values())
    if present & _BLOCKING:
        return Decision.BLOCKED
    # an expiry that begins nobody knows when may be over
    unknown = any(found.standings[s.id] is Standing.UNSTARTED and not _opens(s, found.standings) for s in statements)
    if found.opened_by is None or present & _DOUBTFUL or unknown:
        return Decision.REVIEW
    return Decision.CONDITIONAL if found.obligations else Decision.PERMITTED


def _words(statement: Statement) -> str:
    named = ", ".join(sorted(statement.acts)) or statement.value or statement.kind
    return f"{statement.polarity} {named}: “{statement.evidence.quote[:120]}”"
