"""Answers that are asked for again and again: remembered, within bounds.

Keys come from documents, so a memory is emptied when it is full: nothing grows without bound.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")

_MOST = 4096


class Memo(Generic[Key, Value]):
    """The answers of a pure function of one argument."""

    def __init__(self, work_out: Callable[[Key], Value]) -> None:
        self._work_out = work_out
        self._known: dict[Key, Value] = {}

    def __call__(self, key: Key) -> Value:
        """The answer for *key*; the caller must not change it."""
        if key not in self._known:
            if len(self._known) >= _MOST:
                self._known.clear()
            self._known[key] = self._work_out(key)
        return self._known[key]
