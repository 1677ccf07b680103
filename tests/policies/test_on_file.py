"""What is to be done about the agreements themselves."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from provenance.agreement import Agreement
from provenance.policies.on_file import Remark, remarks, state_of
from provenance.rulefiles.pack import Rules
from provenance.vocabulary import ACTS

AT = datetime(2025, 6, 1, tzinfo=UTC)


def paper(id: str = "a", name: str = "Harrow Lane Press", **given: Any) -> Agreement:
    made = Agreement(id, (name,), acts=frozenset(ACTS), reference="Contract", contact="rights@harrow-lane.example")
    return replace(made, **given)


def told(rules: Rules, *filed: Agreement, at: datetime = AT, days: int = 30) -> list[Remark]:
    return remarks(filed, at, timedelta(days=days), rules.uses)


def kinds(found: list[Remark]) -> list[tuple[str, str, bool]]:
    return [(one.agreement.id, one.kind, one.act) for one in found]


def test_nothing_is_said_of_what_runs(rules: Rules) -> None:
    assert told(rules, paper(starts="2025-01-01", until="2026-12-31"), paper("b", "Vale Press")) == []


@pytest.mark.parametrize(
    ("bounds", "days", "expected"),
    [
        ({"until": "2025-05-31"}, 30, [("a", "expired", True)]),
        ({"until": "2025-06-15"}, 30, [("a", "expires", True)]),
        ({"until": "2025-06-15"}, 10, []),
        ({"until": "2025-06-15"}, 0, []),
        ({"until": "2025-07-02"}, 30, []),
        ({"starts": "2025-07-01"}, 30, [("a", "not-begun", False)]),
        ({"starts": "2025-07-01", "until": "2025-07-02"}, 60, [("a", "not-begun", False)]),
        ({"documents": 100, "used": 89}, 30, []),
        ({"documents": 100, "used": 90}, 30, [("a", "quota-nearly", False)]),
        ({"documents": 100, "used": 100}, 30, [("a", "quota-used-up", True)]),
        ({"acts": frozenset({"publish"})}, 30, [("a", "opens-no-use", True)]),
        ({"acts": frozenset({"mine"})}, 30, []),
        ({"contact": None}, 30, [("a", "no-contact", False)]),
        ({"contact": "Oona"}, 30, [("a", "no-contact", False)]),
        ({"contact": "Oona, +44 20 7946 0000"}, 30, []),
        ({"contact": "https://harrow-lane.example/rights"}, 30, []),
        ({"contact": None, "until": "2025-05-31"}, 30, [("a", "expired", True)]),
    ],
)
def test_one_agreement(rules: Rules, bounds: Any, days: int, expected: Any) -> None:
    assert kinds(told(rules, paper(**bounds), days=days)) == expected


@pytest.mark.parametrize(
    ("until", "following", "act"),
    [
        ("2025-05-31", {"starts": "2025-06-01"}, False),  # though it is not that day everywhere yet
        ("2025-05-31", {"starts": "2025-06-02"}, True),
        ("2025-05-31", {"starts": "2025-05-31"}, False),
        ("2025-05-31", {"starts": "2025-07-01"}, True),
        ("2025-06-15", {"starts": "2025-06-16"}, False),
        ("2025-06-15", {"starts": "2025-08-01"}, True),
        ("2025-06-15", {"until": "2025-06-20"}, True),
        ("2025-06-15", {"names": ("Vale Press",)}, True),
        ("2025-06-15", {"names": ("HARROW LANE PRESS",)}, False),
    ],
)
def test_what_another_agreement_follows_needs_no_act(rules: Rules, until: str, following: Any, act: bool) -> None:
    found = told(rules, paper(until=until), paper("b", **following))
    (ending,) = [one for one in found if one.agreement.id == "a" and one.kind in ("expired", "expires")]
    assert ending.act is act
    assert ending.others == (() if act else ("b",))


def test_agreements_with_one_side_are_told_once(rules: Rules) -> None:
    agency = frozenset({"Reuters"})
    found = told(rules, paper("a", "Reuters", agencies=agency), paper("b", "Wire desk", agencies=agency))
    assert [(one.agreement.id, one.kind, one.others) for one in found] == [("b", "overlaps", ("a",))]


def test_names_that_only_look_alike_are_told(rules: Rules) -> None:
    (found,) = told(rules, paper(), paper("b", "НАRRОW LАNЕ РRЕSS"))
    assert (found.kind, found.act, found.others) == ("looks-alike", True, ("a",))
    assert "Cyrillic" in found.text


def test_what_is_to_be_done_comes_first(rules: Rules) -> None:
    found = told(rules, paper("a", contact=None), paper("b", "Vale Press", until="2025-05-31"))
    assert kinds(found) == [("b", "expired", True), ("a", "no-contact", False)]


@pytest.mark.parametrize(
    ("bounds", "state"),
    [
        ({}, "running"),
        ({"starts": "2025-06-02"}, "not-begun"),
        ({"until": "2025-05-31"}, "expired"),
        ({"until": "never"}, "expired"),
    ],
)
def test_states(bounds: Any, state: str) -> None:
    assert state_of(paper(**bounds), AT) == state


def test_thousands_are_looked_at_in_time(rules: Rules) -> None:
    filed = [paper(f"paper-{number}", f"Publisher {number % 1000}") for number in range(3_000)]
    begun = datetime.now(UTC)
    assert len(told(rules, *filed)) == 2_000
    assert (datetime.now(UTC) - begun).total_seconds() < 10
