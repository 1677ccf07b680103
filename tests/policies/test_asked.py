"""Policies that are left out because a case has nothing of what they need: the judgement stays the same."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.document import Problem
from provenance.policies import Asked, Facts, judge
from provenance.policies.facts import Fault
from provenance.rulefiles.pack import Rules
from provenance.statement import Statement
from provenance.use import Occasion, Use
from tests.policies.strategies import AT, statement, uses

problems = st.lists(st.sampled_from(["unreadable", "too-large", "self-waiver", "unheard-of"]), max_size=2)


@given(st.lists(statement(), max_size=5), uses, problems, st.booleans(), st.booleans())
def test_a_judgement_by_the_policies_that_are_asked_is_that_by_all(
    rules: Rules, said: list[Statement], use: str, codes: list[str], faulty: bool, missing: bool
) -> None:
    named = [replace(one, id=f"s{number}") for number, one in enumerate(said)]
    facts = Facts(
        statements=named,
        problems=[Problem(code, "it went wrong") for code in codes],
        faults=[Fault("date", "soon", "a date")] if faulty else [],
        missing=["author"] if missing else [],
    )
    occasion = Occasion(Use(**rules.uses[use]), AT)
    assert judge(facts, occasion, rules.policies, Asked(rules.policies)) == judge(facts, occasion, rules.policies)


@pytest.mark.parametrize(
    "when",
    [
        {"not": {"statement": {"kind": ["holder"], "scope": ["document"]}}},
        {"any": [{"problem": ["too-large"]}, {"missing": False}]},
        {"any": [{"problem": ["too-large"]}, {"not": {"problem": ["too-large"]}}]},
        {"unmet": False},
        {"agreement": "none"},
        {"fault": False},
    ],
)
def test_a_policy_that_asks_for_nothing_in_particular_is_asked(rules: Rules, when: dict[str, Any]) -> None:
    policy = {**rules.policies["empty-document"], "when": when}
    judgement = judge(Facts(), Occasion(Use(**rules.uses["republish"]), AT), {"own": policy}, Asked({"own": policy}))
    assert [finding.rule for finding in judgement.findings] == ["empty-document"]


def test_a_policy_that_needs_what_is_not_there_is_not_asked(rules: Rules) -> None:
    when = {"all": [{"problem": ["too-large"]}, {"no-such-question": 1}]}
    broken = {"own": {**rules.policies["empty-document"], "when": when}}
    assert not judge(Facts(), Occasion(Use(**rules.uses["republish"]), AT), broken, Asked(broken)).findings
