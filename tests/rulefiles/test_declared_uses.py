"""A declared use exercises what it does: no more where it is narrowed, and no less where it is widened."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from provenance import Checker, Occasion, read_bytes
from provenance.readings.read import Readings
from provenance.rulefiles.pack import Rules
from provenance.rulefiles.uses import Declaration, use_of


def decision(rules: Rules, readings: Readings, notice: str, **declared: object) -> str:
    use = use_of(Declaration.model_validate(declared), rules.uses)
    checker = Checker(rules, Occasion(use, datetime(2026, 1, 1, tzinfo=UTC)), readings=readings)
    return checker.check(read_bytes("a.txt", f"The ferry is late again.\n\n{notice}\n".encode())).decision.value


@pytest.mark.parametrize(
    ("notice", "declared", "expected"),
    [
        ("© 2025 Ida Marsh. CC BY-NC 4.0", {}, "blocked"),
        ("© 2025 Ida Marsh. CC BY-NC 4.0", {"commercial": False}, "conditional"),
        ("© 2025 Ida Marsh. CC BY-NC 4.0", {"use": "archive", "commercial": False}, "conditional"),
        ("© 2025 Ida Marsh. CC BY-NC 4.0", {"use": ["print", "archive"], "commercial": False}, "conditional"),
        ("© 2025 Ida Marsh. CC BY-ND 4.0", {}, "conditional"),
        ("© 2025 Ida Marsh. CC BY-ND 4.0", {"alters": True}, "blocked"),
        ("© 2025 Ida Marsh. All rights reserved.", {"commercial": False}, "blocked"),
    ],
)
def test_what_a_declaration_changes(
    rules: Rules, readings: Readings, notice: str, declared: dict[str, object], expected: str
) -> None:
    assert decision(rules, readings, notice, **declared) == expected


def test_a_commercial_use_of_a_file_that_is_not_exercises_it(rules: Rules) -> None:
    uses = {**rules.uses, "school": {**rules.uses["republish"], "commercial": False, "acts": ["publish"]}}
    assert "commercialize" not in use_of(Declaration(use=["school"]), uses).acts
    assert "commercialize" in use_of(Declaration(use=["school"], commercial=True), uses).acts
