"""Pairs of an original and a copy, judged."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from provenance import Checker, Occasion, Use, read_bytes
from provenance.compare.fulfilment import Fulfilment
from provenance.compare.verdict import Verdict, judge_copy
from provenance.readings.read import Readings
from provenance.rulefiles.pack import Rules

AT = datetime(2025, 6, 1, tzinfo=UTC)


@pytest.fixture(scope="session")
def fulfilment(rules: Rules, readings: Readings) -> Fulfilment:
    return Fulfilment(rules.data, readings)


@pytest.fixture
def checked(rules: Rules, readings: Readings) -> Callable[..., Verdict]:
    """Judge a pair: ``checked(original, ours, use=…, names=(…, …))``."""
    tools = Fulfilment(rules.data, readings)

    def judge(original: str, ours: str, use: str = "republish", names: tuple[str, str] = ("a.txt", "b.txt")) -> Verdict:
        occasion = Occasion(Use(**rules.uses[use]), AT)
        checker = Checker(rules, occasion, readings=readings)
        documents = [read_bytes(name, text.encode()) for name, text in zip(names, (original, ours), strict=True)]
        pair = [(document, checker.check(document)) for document in documents]
        return judge_copy(pair[0], pair[1], occasion.use, tools)

    return judge
