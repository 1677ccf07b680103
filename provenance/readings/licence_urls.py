"""Licences by their address: patterns with slots, read from the rules."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from provenance.rulefiles.licence_forms import start_of

_SLOTS = {
    "elements": r"[a-z+]{1,12}(?:-[a-z+]{1,12}){0,3}",
    "version": r"\d(?:[.-]\d)?",
    "port": r"[a-z]{2,8}",
    "code": r"[a-z]{2,4}(?:-[a-z]{2,5}){0,2}",
}
_BEFORE = r"(?<![\w.-])(?:https?://)?(?:[\w-]{1,30}\.){0,2}?"
_AFTER = re.compile(r"[^\s<>\"'()\[\]{}«»、。，；]{0,200}")
_TRAILING = ".,;:!?*_"
_SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Address:
    """An address found at ``[start, end)``: of licence number *licence* (-1: Creative Commons), with its slots."""

    start: int
    end: int
    licence: int
    slots: Mapping[str, str]


class AddressReader:
    """Finds the addresses of licences in folded text."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        patterns = [(i, url) for i, licence in enumerate(data["licences"]) for url in licence["urls"]]
        patterns += [(-1, url) for url in data["cc"]["urls"]]
        self._patterns = [(licence, start_of(url), _compile(url)) for licence, url in patterns]
        hosts = sorted({start_of(url).split("/", 1)[0].rstrip(".") for url in data["cc"]["urls"]})
        self._hosts = re.compile(_BEFORE + "(?:" + "|".join(map(re.escape, hosts)) + r")(?![\w-])")
        self._host_words = hosts

    def find(self, text: str) -> tuple[list[Address], list[tuple[int, int]]]:
        """The addresses in folded *text*, and the spans of the family's other addresses (which name no licence)."""
        found: list[Address] = []
        for licence, start, pattern in self._patterns:
            if start not in text:
                continue
            for match in pattern.finditer(text):
                found.append(Address(match.start(), match.end(), licence, {k: v for k, v in match.groupdict().items() if v}))
        found.sort(key=lambda address: (address.start - address.end, address.licence < 0))
        kept: list[Address] = []
        for address in found:
            if all(address.end <= other.start or address.start >= other.end for other in kept):
                end = address.end + len(_AFTER.match(text, address.end)[0].rstrip(_TRAILING))  # type: ignore[index]
                kept.append(Address(address.start, end, address.licence, address.slots))
        kept.sort(key=lambda address: address.start)
        others: list[tuple[int, int]] = []
        if any(host in text for host in self._host_words):
            for match in self._hosts.finditer(text):
                if all(match.end() <= address.start or match.start() >= address.end for address in kept):
                    others.append((match.start(), match.end() + len(_AFTER.match(text, match.end())[0])))  # type: ignore[index]
        return kept, others


def _compile(url: str) -> re.Pattern[str]:
    segments = url.lower().split("/")
    parts, closing, slotted = [], 0, False
    for i, segment in enumerate(segments):
        piece = "".join(_piece(part) for part in re.split(r"(\{\w+\})", segment))
        only_slot = _SLOT.fullmatch(segment) is not None
        if only_slot and slotted:
            parts.append(f"(?:/{piece}")
            closing += 1
        else:
            parts.append(("/" if i else "") + piece)
        slotted = slotted or only_slot
    return re.compile(_BEFORE + "".join(parts) + ")?" * closing + r"(?![^\W_])")


def _piece(part: str) -> str:
    slot = _SLOT.fullmatch(part)
    return f"(?P<{slot[1]}>{_SLOTS[slot[1]]})" if slot else re.escape(part)
