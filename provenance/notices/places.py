"""Where on a page a block stands: under a picture, among readers' remarks, in the foot.

What names of elements, classes and ids mean is data (``rules/pages/places.yaml``). A place is a
feature: it gives words their scope and says how much they must explain themselves.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_PARTS = re.compile(r"[^\W_]+")
#: Distinct sequences of names kept in memory; pages of one site share most of theirs.
_MOST = 20_000


class Places:
    """Tells the place of a block by the names around it. Built from the plain data of ``rules/pages``."""

    def __init__(self, data: Mapping[str, Mapping[str, Any]]) -> None:
        self._data = data
        self._whole: dict[str, list[str]] = {}
        self._begins: list[tuple[str, str]] = []
        self._ends: list[tuple[str, str]] = []
        self._holds: list[tuple[str, str]] = []
        for place, entry in data.items():
            for name in entry["names"]:
                if name.startswith("~") and name.endswith("~"):
                    self._holds.append((name[1:-1], place))
                elif name.startswith("~"):
                    self._ends.append((name[1:], place))
                elif name.endswith("~"):
                    self._begins.append((name[:-1], place))
                else:
                    self._whole.setdefault(name, []).append(place)
        self._of_name: dict[str, tuple[str, ...]] = {}
        self._of_names: dict[tuple[str, ...], str] = {}

    def of(self, names: tuple[str, ...]) -> str:
        """The place that *names* (the nearest first) mark, or an empty string."""
        known = self._of_names.get(names)
        if known is None:
            if len(self._of_names) > _MOST:
                self._of_names.clear()
                self._of_name.clear()
            known = self._of_names[names] = self._find(names)
        return known

    def _find(self, names: tuple[str, ...]) -> str:
        found: dict[str, int] = {}
        for distance, name in enumerate(names):
            for place in self._marks(name):
                near = self._data[place]["near"]
                if place not in found and (near < 0 or distance < near):
                    found[place] = distance
        ranked = sorted(found, key=lambda place: found[place])
        for place in ranked:
            if not any(place in self._data[other]["beats"] for other in found):
                return str(self._data[place]["as"])
        return str(self._data[ranked[0]]["as"]) if ranked else ""

    def _marks(self, name: str) -> tuple[str, ...]:
        """The places that *name* marks, in the order of the rules (a set's order is another in each process)."""
        known = self._of_name.get(name)
        if known is None:
            found = set(self._whole.get(name, ()))
            for part in _PARTS.findall(name):
                found.update(self._whole.get(part, ()))
                found.update(place for start, place in self._begins if part.startswith(start))
                found.update(place for end, place in self._ends if part.endswith(end))
                found.update(place for inner, place in self._holds if inner in part)
            known = self._of_name[name] = tuple(place for place in self._data if place in found)
        return known
