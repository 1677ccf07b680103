"""The lattice: closing words only ever close, opening needs one complete permission, order is nothing."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.document import Problem
from provenance.rulefiles.pack import Rules
from provenance.statement import Evidence, Statement
from provenance.use import Use
from provenance.vocabulary import Decision, Polarity, Scope
from tests.policies.strategies import decide, statement, uses


@settings(max_examples=300, deadline=None)
@given(st.lists(statement(), max_size=4), uses, st.data())
def test_closing_words_never_open(rules: Rules, some: list[Statement], use: str, data: st.DataObject) -> None:
    before = decide(rules, some, use).decision
    more = data.draw(st.sampled_from(["ban", "reservation", "unread", "problem"]))
    if more == "problem":
        after = decide(rules, some, use, (Problem("encoding-guessed", "bytes"),)).decision
    else:
        added = {
            "ban": lambda: data.draw(statement(Polarity.PROHIBITS)),
            "reservation": lambda: data.draw(statement(Polarity.RESERVES)),
            "unread": lambda: Statement("unread", Polarity.IDENTIFIES, Evidence("x"), unread=("except",)),
        }[more]()
        added.id = "added"
        after = decide(rules, [*some, added], use).decision
    assert after.rank <= before.rank


@settings(max_examples=300, deadline=None)
@given(st.lists(statement(), max_size=5), uses)
def test_what_is_open_names_what_opened_it(rules: Rules, some: list[Statement], use: str) -> None:
    judgement = decide(rules, some, use)
    if judgement.decision in (Decision.PERMITTED, Decision.CONDITIONAL):
        opener = next(s for s in some if s.id == judgement.opened_by)
        assert opener.polarity is Polarity.PERMITS
        assert not opener.unread
        assert opener.acts & Use(**rules.uses[use]).opened_by
    else:
        assert judgement.opened_by is None
        assert not judgement.obligations


@settings(max_examples=300, deadline=None)
@given(st.lists(statement(), max_size=4), uses)
def test_what_is_blocked_says_why(rules: Rules, some: list[Statement], use: str) -> None:
    judgement = decide(rules, some, use)
    if judgement.decision is Decision.BLOCKED:
        assert any(finding.decision is Decision.BLOCKED for finding in judgement.findings)


def test_a_ban_makes_no_unknown_licence_known(rules: Rules) -> None:
    evidence = Evidence("words", 0, 5, 1, 1)
    leave = Statement("permission", Polarity.PERMITS, evidence, acts=frozenset({"publish"}))
    licence = Statement("licence", Polarity.IDENTIFIES, evidence, value="X")
    ban = Statement("prohibition", Polarity.PROHIBITS, evidence, value="X", acts=frozenset({"translate"}))
    assert decide(rules, [leave, licence], "republish").decision is Decision.REVIEW
    assert decide(rules, [leave, licence, ban], "republish").decision is Decision.REVIEW


def test_no_problem_is_small_enough_to_open(rules: Rules) -> None:
    leave = Statement("permission", Polarity.PERMITS, Evidence("words", 0, 5, 1, 1), acts=frozenset({"publish"}))
    assert decide(rules, [leave], "republish").decision is Decision.PERMITTED
    assert decide(rules, [leave], "republish", (Problem("never-heard-of", "x"),)).decision is Decision.REVIEW


@settings(max_examples=150, deadline=None)
@given(st.lists(statement(), max_size=5), uses, st.randoms(use_true_random=False))
def test_order_is_nothing(rules: Rules, some: list[Statement], use: str, random: Any) -> None:
    first = decide(rules, some, use)
    shuffled = list(some)
    random.shuffle(shuffled)
    again = decide(rules, shuffled, use)
    assert (first.decision, first.opened_by) == (again.decision, again.opened_by)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(statement(), max_size=3),
    st.lists(statement(scope=Scope.IMAGE) | statement(scope=Scope.OTHER), max_size=3),
    uses,
)
def test_pictures_and_others_never_decide(
    rules: Rules, some: list[Statement], others: list[Statement], use: str
) -> None:
    before = decide(rules, some, use).decision
    for number, one in enumerate(others):
        one.id = f"other{number}"
    assert decide(rules, [*some, *others], use).decision is before
