"""What validators need: the rules of fields."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from provenance.rulefiles.pack import load_rules
from provenance.validation import Verdict, validate


@pytest.fixture(scope="session")
def judge() -> Callable[..., Verdict]:
    """The verdict on a text, or on data that is written as JSON."""
    names = load_rules().data["fields"]

    def run(content: Any, path: str = "a.json") -> Verdict:
        text = content if isinstance(content, str) else json.dumps(content)
        return validate(path, text.encode("utf-8", "surrogatepass"), names)

    return run
