"""A page, and what is said about it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from provenance.check import Checker
from provenance.notices.places import Places
from provenance.readings.read import Readings
from provenance.rulefiles.pack import Rules
from provenance.use import Occasion, Use


@pytest.fixture(scope="session")
def places(rules: Rules) -> Places:
    return Places(rules.data["pages"])


@pytest.fixture(scope="session")
def checker(rules: Rules, readings: Readings) -> Checker:
    return Checker(rules, Occasion(Use(**rules.uses["republish"]), datetime(2025, 6, 1, tzinfo=UTC)), readings=readings)
