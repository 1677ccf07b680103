"""``features/`` is the documentation of what a rights editor may rely on; here it is run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pytest_bdd import scenarios
from pytest_bdd.feature import get_features
from pytest_bdd.parser import Feature

ROOT = Path(__file__).parents[2]
FEATURES = ROOT / "features"
POLICIES = sorted(path.stem for path in (ROOT / "rules" / "policies").glob("*.yaml"))
LONGEST_EXAMPLE = 6

scenarios(".")


@pytest.fixture(scope="module")
def features() -> list[Feature]:
    return get_features([str(FEATURES)])


@pytest.mark.parametrize("policy", POLICIES)
def test_every_policy_has_an_example(features: list[Feature], policy: str) -> None:
    tagged = [name for feature in features for name, its in feature.scenarios.items() if policy in its.tags]
    assert tagged, f"no example in features/ is tagged @{policy}: show what a rights editor may rely on"


def test_every_tag_is_a_policy(features: list[Feature]) -> None:
    tags = {tag for feature in features for its in feature.scenarios.values() for tag in its.tags}
    assert tags <= set(POLICIES)


def test_examples_are_short(features: list[Feature]) -> None:
    long = [name for feature in features for name, its in feature.scenarios.items() if len(its.steps) > LONGEST_EXAMPLE]
    assert not long


def test_every_feature_says_why(features: list[Feature]) -> None:
    assert len(features) >= 8
    assert [feature.name for feature in features if not feature.description] == []


@pytest.mark.parametrize("path", sorted(FEATURES.glob("*.feature")), ids=lambda path: path.stem)
def test_examples_stand_under_a_rule(path: Path) -> None:
    headings = re.findall(r"^ *(Rule|Example|Scenario Outline|Scenario):", path.read_text(encoding="utf-8"), re.M)
    assert headings[0] == "Rule"
    assert not any(heading.startswith("Scenario") for heading in headings)
