"""What the original's terms make of our copy: what was kept and what was stripped, what is owed, what is broken.

Nothing here says that a copy may stand: it says what was found against it. Where the terms do not open
the use, or the two texts have nothing in common, a person must look, and that is said as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from provenance.agreement import agreements_in
from provenance.compare.comparison import compare
from provenance.compare.fulfilment import Fulfilment, Look
from provenance.compare.links import Answer
from provenance.compare.names import Named
from provenance.compare.result import Comparison, Kind, Why
from provenance.compare.shown import is_address
from provenance.compare.sides import Side
from provenance.compare.words import keys
from provenance.document import Document
from provenance.report import DocumentReport, Notice, Obligation
from provenance.statement import Evidence, Statement
from provenance.use import Use
from provenance.vocabulary import COVERING, PRECONDITIONS, Decision, Polarity

_SHARE = re.compile(r"\s*(\d{1,3})(?:[.,]0+)?\s*%?\s*")
#: Acts that change a text; who may do none of them may only take it as it is.
_CHANGING = frozenset({"rewrite", "derive"})
#: So many of a notice's words must stand in another for that to be the same one, changed.
_ALIKE = 0.5


class State(StrEnum):
    """What became of something that the original says."""

    KEPT = "kept"
    CHANGED = "changed"
    DOUBTFUL = "doubtful"
    """Something like it is there."""
    STRIPPED = "stripped"


@dataclass(frozen=True, slots=True)
class Kept:
    """One thing that the original says about itself, and what became of it. ``what``: ``notice``, ``licence``,
    ``link``, or the role of a party (``holder``, ``author``, ``agency``, ``source`` …)."""

    what: str
    said: str
    state: State
    original: Evidence
    ours: Evidence | None = None
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class Breach:
    """Something found against our copy: ``not-open``, ``altered``, ``over-limit``, ``duty-not-met``,
    ``alteration-not-permitted``, ``nothing-in-common`` or ``unreadable``."""

    rule: str
    message: str
    original: Evidence | None = None
    ours: Evidence | None = None


@dataclass(slots=True)
class Verdict:
    """The whole answer for one pair."""

    original: DocumentReport
    ours: DocumentReport
    comparison: Comparison
    obligations: list[Obligation] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)
    breaches: list[Breach] = field(default_factory=list)


def judge_copy(
    original: tuple[Document, DocumentReport], ours: tuple[Document, DocumentReport], use: Use, tools: Fulfilment
) -> Verdict:
    """Hold our copy against the original and against the terms that the original states for *use*. Pure."""
    left, right = Side.of(*original), Side.of(*ours)
    comparison = compare(left, right, _Known(left, right, tools))
    verdict = Verdict(original[1], ours[1], comparison)
    quoting = use.part == "excerpt"
    look = Look(tools, right, left, comparison, tuple(use.we), use.alters, quoting)
    agreed = agreements_in(original[1].opened_by)  # then the duties are theirs, and may be none
    owed = original[1].obligations if agreed else original[1].obligations or list(_owed(original[1].statements, use))
    verdict.obligations = [look.looked(obligation) for obligation in owed]
    verdict.kept = [*_notices(look, left, right), *_parties(look, left), *_licences(look, left, right)]
    verdict.breaches = list(_breaches(verdict, use))
    return verdict


class _Known:
    """Says of a paragraph that stands on one side only whether it is a notice, or a credit that the terms ask for."""

    def __init__(self, left: Side, right: Side, tools: Fulfilment) -> None:
        self._notices = [keys(n.text) for side in (left, right) for n in side.notices if n.scope in COVERING]
        self._names = [
            name for side in (left, right) for party in tools.parties(side, ours=False) for name in party.names
        ]
        self._credits = tools.credits

    def __call__(self, text: str) -> Why | None:
        words = keys(text)
        if words and any(_within(words, notice) for notice in self._notices):
            return Why.NOTICE
        if all(is_address(part) for part in text.split()):
            return Why.CREDIT
        credited = self._credits.reads(text, self._names) is Named.CREDITED
        return Why.CREDIT if credited or self._credits.tells_of_changes(text) else None


def _within(words: Sequence[str], longer: Sequence[str]) -> bool:
    size = len(words)
    return any(longer[at : at + size] == words for at in range(len(longer) - size + 1))


def _owed(statements: Sequence[Statement], use: Use) -> Iterator[Obligation]:
    """What the terms ask for where they do not open the use: it is asked for all the same."""
    told = set()
    for s in statements:
        if s.scope not in COVERING or s.polarity not in (Polarity.PERMITS, Polarity.REQUIRES):
            continue
        for c in s.conditions:
            if c.duty in PRECONDITIONS or c.duty in told or (c.duty == "unaltered" and use.alters):
                continue
            told.add(c.duty)
            yield Obligation(c.duty, c.text, c.target, c.contact, c.amount, s.id)


# -- kept or stripped


def _notices(look: Look, left: Side, right: Side) -> Iterator[Kept]:
    for notice in left.notices:
        if notice.scope not in COVERING:
            continue
        answer = look.stands(notice.text)
        state, place = (State.KEPT, answer.where) if answer.met else _changed(notice, right)
        yield Kept("notice", notice.text, state, _placed(notice), place)


def _changed(notice: Notice, right: Side) -> tuple[State, Evidence | None]:
    words = set(keys(notice.text))
    for other in right.notices:
        theirs = set(keys(other.text))
        if words and len(words & theirs) >= _ALIKE * len(words | theirs):
            return State.CHANGED, _placed(other)
    return State.STRIPPED, None


def _placed(notice: Notice) -> Evidence:
    return Evidence(notice.text, notice.start, notice.end, notice.line, notice.column)


def _parties(look: Look, left: Side) -> Iterator[Kept]:
    from provenance.compare.parties import Wanted

    told = set()
    for party in look.parties:
        if party.role == "provider" or " ".join(keys(party.name)) in told:
            continue
        told.add(" ".join(keys(party.name)))
        answer = look.credited(party, Wanted((party,)))
        named = [link for link in left.chain if (link.name or "").strip() == party.name]
        said = next((link.evidence for link in named if link.role == party.role), named[0].evidence)
        yield Kept(party.role, party.name, _state(answer), said, answer.where, None if answer.met else answer.lacks)


def _state(answer: Answer) -> State:
    return {True: State.KEPT, None: State.DOUBTFUL, False: State.STRIPPED}[answer.met]


def _licences(look: Look, left: Side, right: Side) -> Iterator[Kept]:
    theirs = [s for s in right.statements if s.kind == "licence" and s.value and s.scope in COVERING]
    told = set()
    for s in left.statements:
        if s.kind != "licence" or not s.value or s.scope not in COVERING or s.value in told:
            continue
        told.add(s.value)
        answer = look.licence(s.value)
        other = next((t for t in theirs if t.value != s.value), None)
        if answer.met is False and other is not None:
            yield Kept("licence", s.value, State.CHANGED, s.evidence, other.evidence, f"{other.value} instead")
        else:
            yield Kept(
                "licence", s.value, _state(answer), s.evidence, answer.where, None if answer.met else answer.lacks
            )


# -- broken


def _breaches(verdict: Verdict, use: Use) -> Iterator[Breach]:
    report, found = verdict.original, verdict.comparison
    sides = (
        (report, found.words_original, "the original"),
        (verdict.ours, found.words_ours, "our copy"),
    )
    for side, words, name in sides:
        if not side.readable or not words:
            yield Breach("unreadable", f"{name} has no words that can be read")
    if not found.words_original or not found.words_ours:
        return
    if found.kind is Kind.UNRELATED:
        yield Breach(
            "nothing-in-common",
            "the two texts share no passage: the wrong pair, or a text rewritten or translated throughout",
        )
        return
    if report.decision.rank <= Decision.REVIEW.rank:
        rules = ", ".join(dict.fromkeys(f.rule for f in report.findings if f.decision is not None))
        yield Breach(
            "not-open", f"the terms do not open {use.id}: {report.decision}" + (f" ({rules})" if rules else "")
        )
    yield from _limits(report, found)
    yield from _alteration(verdict, use)
    for owed in verdict.obligations:
        if owed.met is False:
            rule = "altered" if owed.duty == "unaltered" else "duty-not-met"
            yield Breach(rule, f"{owed.duty}: {owed.lacks or 'not met'}", _origin(report, owed), owed.where)


def _origin(report: DocumentReport, owed: Obligation) -> Evidence | None:
    return next((s.evidence for s in report.statements if s.id == owed.source), None)


def _limits(report: DocumentReport, found: Comparison) -> Iterator[Breach]:
    """How much the permission that opens the use lets us take, against what was taken."""
    openers = [s for s in report.statements if s.id in (report.opened_by or "").replace(";", " ").split()]
    bounds: list[tuple[int | None, int | None, Evidence | None]] = [
        (s.limits.max_words, _percent(s.limits.share), s.evidence) for s in openers
    ]
    bounds += [(c.agreement.words, c.agreement.share, None) for c in report.agreements if c.state == "covers"]
    for words, share, evidence in bounds:
        if words is not None and found.taken > words:
            yield Breach("over-limit", f"{found.taken} words taken, {words} are allowed", evidence)
        if share is not None and found.covered * 100 > share * found.words_original:
            yield Breach("over-limit", f"{found.share:.1%} taken, {share} % are allowed", evidence)


def _percent(share: str | None) -> int | None:
    """A share in percent; what cannot be read allows nothing."""
    if share is None:
        return None
    match = _SHARE.fullmatch(share)
    return int(match[1]) if match else 0


def _alteration(verdict: Verdict, use: Use) -> Iterator[Breach]:
    """A permission that names no act of changing is for the text as it is."""
    altered = next(iter(verdict.comparison.alterations(quoting=use.part == "excerpt")), None)
    if altered is None or use.alters or any(owed.duty == "unaltered" for owed in verdict.obligations):
        return
    report = verdict.original
    openers = [s for s in report.statements if s.id in (report.opened_by or "").replace(";", " ").split()]
    acts = {act for s in openers for act in s.acts}
    acts |= {act for cover in report.agreements if cover.state == "covers" for act in cover.agreement.acts}
    if acts and not acts & _CHANGING:
        yield Breach(
            "alteration-not-permitted",
            "the text was altered, and the permission names no act of changing it",
            altered.original,
            altered.ours,
        )
