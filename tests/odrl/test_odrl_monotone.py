"""More of a no, or more that nobody understands, never opens anything."""

from __future__ import annotations

import copy
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.policies import Facts, judge
from provenance.rulefiles.pack import Rules
from provenance.use import Occasion, Use
from tests.odrl.helpers import STORY, heard, limit, policy

AT = datetime(2025, 6, 1, tzinfo=UTC)
ACTIONS = st.sampled_from(
    "use distribute reproduce print derive commercialize tdm:mine x:publish play sell urn:own".split()
)
CONSTRAINTS = st.lists(
    st.sampled_from(
        [
            limit("dateTime", "gteq", "2024-01-01"),
            limit("dateTime", "lt", "2099-01-01"),
            limit("dateTime", "lt", "2024-01-01"),
            limit("spatial", "eq", "DE"),
            limit("media", "eq", "print"),
            limit("purpose", "eq", "noncommercial"),
            limit("language", "eq", "de"),
        ]
    ),
    max_size=2,
)
RULES = st.fixed_dictionaries(
    {"action": ACTIONS},
    optional={
        "constraint": CONSTRAINTS,
        "target": st.sampled_from([STORY, "urn:other"]),
        "assignee": st.just("urn:them"),
        "duty": st.lists(
            st.sampled_from([{"action": "attribute"}, {"action": "pay"}, {"action": "urn:own"}]), max_size=2
        ),
    },
)
POLICIES = st.fixed_dictionaries(
    {"permission": st.lists(RULES, max_size=2), "prohibition": st.lists(RULES, max_size=2)},
    optional={"conflict": st.sampled_from(["perm", "prohibit", "invalid"]), "type": st.sampled_from(["Set", "Offer"])},
)
USES = st.sampled_from(["republish", "print", "translate", "ai-training", "excerpt"])


@pytest.fixture(scope="module")
def judged(rules: Rules) -> Any:
    def rank(given: dict[str, Any], use: str) -> int:
        statements = heard(policy(**given))
        for number, one in enumerate(statements):
            one.id = f"s{number}"
        occasion = Occasion(use=Use(**rules.uses[use]), at=AT)
        return judge(Facts(statements=statements), occasion, rules.policies).decision.rank

    return rank


@settings(max_examples=120, deadline=None)
@given(POLICIES, RULES, USES)
def test_another_prohibition_never_opens(judged: Any, before: dict[str, Any], rule: dict[str, Any], use: str) -> None:
    after = copy.deepcopy(before)
    after["prohibition"].append(rule)
    assert judged(after, use) <= judged(before, use)


@settings(max_examples=120, deadline=None)
@given(POLICIES, st.sampled_from(["permission", "prohibition"]), USES)
def test_an_unknown_condition_never_opens(judged: Any, before: dict[str, Any], kind: str, use: str) -> None:
    for at in range(len(before[kind])):
        for unknown in (
            {"constraint": [*before[kind][at].get("constraint", []), limit("urn:own", "eq", "x")]},
            {"urn:own": "x"},
            {"duty": [*before[kind][at].get("duty", []), {"action": "urn:own"}]},
        ):
            after = copy.deepcopy(before)
            after[kind][at] |= unknown
            assert judged(after, use) <= judged(before, use)


@settings(max_examples=60, deadline=None)
@given(
    POLICIES,
    st.sampled_from([{"inheritFrom": "urn:p:0"}, {"profile": "urn:x"}, {"urn:own": 1}, {"type": "Ticket"}]),
    USES,
)
def test_an_unknown_policy_property_never_opens(
    judged: Any, before: dict[str, Any], more: dict[str, Any], use: str
) -> None:
    assert judged(before | more, use) <= judged(before, use)
