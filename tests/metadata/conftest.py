"""The shipped table of fields, and a short way to declare some."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from provenance.document import Field
from provenance.metadata import Metadata, understand
from provenance.rulefiles.fields import load_fields

RULES = Path(__file__).resolve().parents[2] / "rules"
Understand = Callable[[dict[str, Any]], Metadata]


@pytest.fixture(scope="session")
def names() -> dict[str, Any]:
    return load_fields(RULES)


@pytest.fixture(scope="session")
def declare(names: dict[str, Any]) -> Understand:
    """Understand a mapping as front matter: the first field stands on line 2, the next on line 3 …"""

    def understood(values: dict[str, Any]) -> Metadata:
        fields = [
            Field(name, value, f"front matter: {name}", line) for line, (name, value) in enumerate(values.items(), 2)
        ]
        return understand(fields, names)

    return understood
