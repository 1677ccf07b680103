"""The ODRL-Test-Suite of SolidLab: the activation state of every rule, case by case (skipped without ../shared)."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from provenance.odrl.evaluate import World, evaluate
from provenance.odrl.graph import Graph, Node, text_of
from provenance.odrl.policy import policies_in, read_graph

SUITE = Path(__file__).parents[3] / "shared" / "formats" / "odrl"
CASES = sorted(SUITE.glob("test_cases/*.ttl"))
pytest.importorskip("rdflib", reason="the extra odrl is not installed")


@cache
def graph(path: Path) -> Graph:
    return read_graph(path.read_text(encoding="utf-8"), name=path.name)


def named(folder: str, uid: str) -> Graph:
    for path in sorted(SUITE.glob(f"{folder}/*.ttl")):
        if f"<{uid}> a " in path.read_text(encoding="utf-8"):
            return graph(path)
    raise AssertionError(f"no {uid} in {folder}")


def one(node: Node, name: str) -> str:
    return text_of(node.properties[name][0])


@pytest.mark.skipif(not CASES, reason="../shared/formats/odrl is not there")
@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_every_rule_has_the_expected_state(path: Path) -> None:
    case = graph(path)
    about = next(case.of_type("http://example.org/TestCase"))
    policies = policies_in(named("policies", one(about, "http://example.org/policy")))
    request = named("requests", one(about, "http://example.org/request"))
    world = World.of(named("sotw", one(about, "http://example.org/sotw")))
    expected = {
        one(report, "report:rule"): one(report, "report:activationState").removeprefix("report:")
        for report in case.of_type("report:PermissionReport", "report:ProhibitionReport")
    }
    assert expected
    assert {state.rule: state.state for state in evaluate(policies, request, world)} == expected
