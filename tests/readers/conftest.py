"""A judge for what readers hand on."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from provenance.check import Checker
from provenance.readings.read import Readings
from provenance.rulefiles.pack import Rules
from provenance.use import Occasion, Use


@pytest.fixture(scope="session")
def checker(rules: Rules, readings: Readings) -> Checker:
    """Judges for the use ``republish`` at a fixed instant."""
    occasion = Occasion(use=Use(**rules.uses["republish"]), at=datetime(2025, 6, 1, tzinfo=UTC))
    return Checker(rules, occasion, readings=readings)
