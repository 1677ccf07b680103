"""Licences by their address: patterns with slots, read from the rules."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
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
    """An address at ``[start, end)`` of licence number *licence* (-1: Creative Commons), with its slots."""

    start: int
    end: int
    licence: int
    slots: Mapping[str, str]


class AddressReader:
    """Finds the addresses of licences in folded text."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        urls = [(i, url) for i, licence in enumerate(data["licences"]) for url in licence["urls"]]
        urls += [(-1, url) for url in data["cc"]["urls"]]
        self._urls = [(licence, start_of(url), url) for licence, url in urls]
        self._patterns: dict[str, re.Pattern[str]] = {}
        hosts = sorted({start_of(url).split("/", 1)[0].rstrip(".") for url in data["cc"]["urls"]})
        self._hosts = re.compile(_BEFORE + "(?:" + "|".join(map(re.escape, hosts)) + r")(?![\w-])")
        self._host_words = hosts

    def find(self, text: str) -> tuple[list[Address], list[tuple[int, int]]]:
        """The addresses in folded *text*, and the spans of the family's others (which name no licence)."""
        kept: list[Address] = []
        for address in sorted(self._all(text), key=lambda each: (each.start - each.end, each.licence < 0)):
            if not _taken(address.start, address.end, kept):
                kept.append(address)
        kept.sort(key=lambda address: address.start)
        limits = [*(address.start for address in kept[1:]), len(text)]
        kept = [replace(each, end=min(_end(text, each.end), limit)) for each, limit in zip(kept, limits, strict=False)]
        if not any(host in text for host in self._host_words):
            return kept, []
        hosts = (match.span() for match in self._hosts.finditer(text))
        return kept, [(start, _end(text, end)) for start, end in hosts if not _taken(start, end, kept)]

    def _all(self, text: str) -> Iterator[Address]:
        for licence, start, url in self._urls:
            if start not in text:
                continue
            if url not in self._patterns:
                self._patterns[url] = _compile(url)
            for match in self._patterns[url].finditer(text):
                slots = {name: value for name, value in match.groupdict().items() if value}
                yield Address(match.start(), match.end(), licence, slots)


def _taken(start: int, end: int, addresses: Sequence[Address]) -> bool:
    return any(start < address.end and end > address.start for address in addresses)


def _end(text: str, end: int) -> int:
    """Where the address that goes on at *end* is over."""
    rest = _AFTER.match(text, end)
    return end + len(rest[0].rstrip(_TRAILING)) if rest else end


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
