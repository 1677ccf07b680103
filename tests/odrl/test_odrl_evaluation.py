"""Evaluation beyond the public suite: operators, logic, operands of the request, what cannot be decided."""

from __future__ import annotations

import json
from typing import Any

import pytest

from provenance.odrl.evaluate import RuleState, World, evaluate
from provenance.odrl.policy import policies_in, read_graph
from tests.odrl.helpers import limit, policy

NOW = "2025-06-01T12:00:00Z"


def states(rules: dict[str, Any], asked: dict[str, Any] | None = None, *world: dict[str, Any]) -> list[RuleState]:
    """The rules of a policy for a request, in a world at noon."""
    request = policy(
        permission=[{"uid": "urn:r", "action": "print", "target": "urn:x", "assignee": "urn:us", **(asked or {})}]
    )
    clock = {"@id": "http://example.com/request/currentTime", "dct:issued": NOW}
    graphs = [read_graph(json.dumps(each)) for each in (clock, *world)]
    return evaluate(
        policies_in(read_graph(json.dumps(policy(**rules)))), read_graph(json.dumps(request)), World.of(*graphs)
    )


def active(
    constraint: dict[str, Any], asked: dict[str, Any] | None = None, *world: dict[str, Any]
) -> tuple[bool, bool]:
    """Whether a permission and a prohibition under the constraint are active."""
    rule = {"action": "print", "constraint": [constraint]}
    may, no = states({"permission": [rule], "prohibition": [rule]}, asked, *world)
    return may.active, no.active


HOLDS, FAILS, UNKNOWN = (True, True), (False, False), (False, True)
GERMANY = "http://cvx.iptc.org/iso3166-1a3/DEU"
EUROPE = {"@id": GERMANY, "partOf": "urn:europe"}
THERE = {"constraint": [limit("spatial", "eq", {"@id": GERMANY})]}


@pytest.mark.parametrize(
    ("operator", "right", "expected"),
    [
        ("eq", "2025-06-01T14:00:00+02:00", HOLDS),
        ("eq", "2025-06-01", FAILS),
        ("neq", "2025-06-01", HOLDS),
        ("lt", "2025-06-01T12:00:01Z", HOLDS),
        ("lt", NOW, FAILS),
        ("lteq", NOW, HOLDS),
        ("gt", NOW, FAILS),
        ("gteq", NOW, HOLDS),
        ("gt", "2025-05-31", HOLDS),
        ("gt", {"@value": "2025-06-02", "@type": "xsd:date"}, FAILS),
        ("gt", "next spring", UNKNOWN),
        ("gt", 7, UNKNOWN),
        ("sounds", NOW, UNKNOWN),
        ("gt", [], UNKNOWN),
    ],
)
def test_time(operator: str, right: Any, expected: tuple[bool, bool]) -> None:
    assert active(limit("dateTime", operator, right)) == expected


@pytest.mark.parametrize(
    ("operator", "right", "expected"),
    [
        ("eq", {"@id": GERMANY}, HOLDS),
        ("eq", {"@id": "urn:europe"}, FAILS),
        ("neq", {"@id": "urn:europe"}, HOLDS),
        ("isAnyOf", [{"@id": GERMANY}, {"@id": "urn:asia"}], HOLDS),
        ("isAnyOf", [{"@id": "urn:asia"}], FAILS),
        ("isNoneOf", [{"@id": "urn:asia"}], HOLDS),
        ("isNoneOf", [{"@id": GERMANY}], FAILS),
        ("isNoneOf", [{"@id": "urn:europe"}], FAILS),
        ("isAllOf", [{"@id": GERMANY}], HOLDS),
        ("isAllOf", [{"@id": GERMANY}, {"@id": "urn:asia"}], FAILS),
        ("isPartOf", {"@id": "urn:europe"}, HOLDS),
        ("isPartOf", {"@id": "urn:asia"}, FAILS),
        ("isA", {"@id": "urn:europe"}, HOLDS),
        ("hasPart", {"@id": GERMANY}, HOLDS),
        ("hasPart", {"@id": "urn:asia"}, FAILS),
        ("lt", {"@id": GERMANY}, UNKNOWN),
    ],
)
def test_places_of_the_request(operator: str, right: Any, expected: tuple[bool, bool]) -> None:
    assert active(limit("spatial", operator, right), THERE, EUROPE) == expected


@pytest.mark.parametrize(
    ("operator", "right", "expected"),
    [("lteq", 10, HOLDS), ("lt", "10.0", FAILS), ("gteq", 9.5, HOLDS), ("eq", "10.00", HOLDS)],
)
def test_numbers(operator: str, right: Any, expected: tuple[bool, bool]) -> None:
    assert active(limit("count", operator, right), {"constraint": [limit("count", "eq", 10)]}) == expected


def test_other_ways_to_tell_the_circumstances() -> None:
    research = limit("purpose", "eq", {"@id": "urn:research"})
    assert active(research) == UNKNOWN
    assert active(research, {"https://w3id.org/force/sotw#context": [research]}) == HOLDS
    assert active(research, {"purpose": "urn:teaching"}) == UNKNOWN  # a property that nobody reads there
    assert active(research, None, {"@id": "urn:w", "odrl:purpose": {"@id": "urn:research"}}) == HOLDS
    assert active(limit("recipient", "eq", {"@id": "urn:us"})) == HOLDS


BEFORE, AFTER, NEVER = limit("dateTime", "lt", NOW), limit("dateTime", "gteq", NOW), limit("language", "eq", "de")


@pytest.mark.parametrize(
    ("constraint", "expected"),
    [
        ({"and": [AFTER, AFTER]}, HOLDS),
        ({"and": [AFTER, BEFORE]}, FAILS),
        ({"and": [AFTER, NEVER]}, UNKNOWN),
        ({"and": [BEFORE, NEVER]}, FAILS),
        ({"or": [BEFORE, AFTER]}, HOLDS),
        ({"or": [AFTER, NEVER]}, HOLDS),
        ({"or": [BEFORE, NEVER]}, UNKNOWN),
        ({"or": [BEFORE, BEFORE]}, FAILS),
        ({"xone": [BEFORE, AFTER]}, HOLDS),
        ({"xone": [AFTER, AFTER]}, FAILS),
        ({"xone": [BEFORE, NEVER]}, UNKNOWN),
        ({"andSequence": {"@list": [AFTER, BEFORE]}}, FAILS),
        ({"andSequence": {"@list": [AFTER, AFTER]}}, UNKNOWN),
        ({"or": [{"and": [AFTER, BEFORE]}, {"and": [AFTER]}]}, HOLDS),
        ({"leftOperand": "dateTime", "operator": "gteq", "rightOperandReference": "urn:later"}, UNKNOWN),
    ],
)
def test_logic(constraint: dict[str, Any], expected: tuple[bool, bool]) -> None:
    assert active(constraint) == expected


@pytest.mark.parametrize(
    ("rule", "asked", "expected"),
    [
        ({}, {}, True),
        ({"action": "use"}, {}, True),
        ({"action": "print"}, {"action": "use"}, False),
        ({"action": "reproduce"}, {"action": "copy"}, True),
        ({"action": "reproduce"}, {"action": "extract"}, True),
        ({"action": "use"}, {"action": "sell"}, False),
        ({"action": "transfer"}, {"action": "sell"}, True),
        ({"action": ["play", "print"]}, {}, True),
        ({"target": "urn:y"}, {}, False),
        ({"target": "urn:all"}, {}, True),
        ({"target": "urn:all-of-all"}, {}, True),
        ({"assignee": "urn:them"}, {}, False),
        ({"assignee": "urn:all"}, {"assignee": []}, False),
    ],
)
def test_premises(rule: dict[str, Any], asked: dict[str, Any], expected: bool) -> None:
    parts = {
        "@graph": [
            {"@id": "urn:x", "odrl:partOf": {"@id": "urn:all"}},
            {"@id": "urn:all", "odrl:partOf": {"@id": "urn:all-of-all"}},
        ]
    }
    [state] = states({"permission": [{"uid": "urn:rule", "type": "Permission", **rule}]}, asked, parts)
    assert state.active is expected


def test_what_a_rule_says_beside_keeps_a_permission_shut() -> None:
    may, no = states(
        {"permission": [{"action": "print", "urn:own": 1}], "prohibition": [{"action": "print", "urn:own": 1}]}
    )
    assert (may.active, no.active) == (False, True)


@pytest.mark.parametrize(
    ("reports", "expected"),
    [([], True), (["NonSet"], True), (["Fulfilled"], True), (["Violated"], False), (["Violated", "Fulfilled"], False)],
)
def test_duties(reports: list[str], expected: bool) -> None:
    told = [
        {
            "@id": f"urn:report:{number}",
            "@type": "report:DutyReport",
            "report:rule": {"@id": "urn:d"},
            "report:deonticState": {"@id": f"report:{state}"},
        }
        for number, state in enumerate(reports)
    ]
    [state] = states(
        {"permission": [{"action": "print", "duty": [{"uid": "urn:d", "action": "compensate"}]}]},
        None,
        {"@graph": told},
    )
    assert state.active is expected
