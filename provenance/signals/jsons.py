"""JSON of a site as it was written: every pair of an object, also those a parser would let go."""

from __future__ import annotations

import json
from typing import Any


class Pairs(list[tuple[str, Any]]):
    """An object as its pairs, in order, duplicates kept."""


def pairs_of(text: str) -> Any:
    """The value of *text*, objects as :class:`Pairs`.

    Raises:
        ValueError: it is no JSON, or nested too deeply.
    """
    try:
        return json.loads(text.lstrip("\ufeff \t\r\n"), object_pairs_hook=Pairs, strict=False)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def written(value: Any) -> str:
    """A scalar as it stands in JSON, a string without its quotes."""
    if isinstance(value, str):
        return value
    if isinstance(value, (bool, int, float)) or value is None:
        return json.dumps(value)
    return f"<{'object' if isinstance(value, Pairs) else 'list'}>"
