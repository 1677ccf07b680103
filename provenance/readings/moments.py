"""Moments and durations that a sentence names, as ISO 8601.

A moment is a date, with its hour and zone where they stand beside it. Nothing is guessed: a date whose order of day
and month is open is passed over, an hour without a zone stays without one, an abbreviation that is ambiguous or
contradicts the season is taken for the latest instant it can mean.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from provenance.readings.calendar_words import Calendars, Item, Words
from provenance.readings.dates import DateFound, find_dates
from provenance.readings.times import TimeFound, ZoneFound, find_times, find_zones, offset_at

_DIGIT = re.compile(r"\d|[〇零一二三四五六七八九十元][年月]")
_INSTANT = re.compile(
    r"(?<![\d-])([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt]([0-9]{2}:[0-9]{2})(?::([0-9]{2})(?:[.,][0-9]{1,9})?)?"
    r"([Zz]|[+-][0-9]{2}:?[0-9]{2})?(?![\d:])"
)
_MAX_TEXT = 20_000
#: Unknown words that may stand between a date and its hour, and between an hour and its zone.
_GAP, _ZONE_GAP = 4, 4
#: More years than this are a year, not a length of time (2024年).
_LONGEST_YEARS = 100
_HARD = frozenset("!?;；。！？।؟؛")
_SKIPPED = frozenset(".,()（）:：、，،[]【】–—-/")


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment at ``[start, end)`` (code points).

    ``iso``: ``2024-03-05``, ``2024-03-05T09:00:00``, the same with ``Z`` or an offset where a zone is named, or ''
    for a date without a year. ``precision``: ``day``, ``minute``, or ``unknown`` with an empty ``iso``.
    """

    start: int
    end: int
    iso: str
    precision: str
    zoned: bool


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time at ``[start, end)`` (code points), as an ISO 8601 duration: ``P30D``, ``PT48H``."""

    start: int
    end: int
    iso: str


class MomentReader:
    """Finds moments and durations with the words of ``load_calendars``."""

    def __init__(self, calendars: Mapping[str, Any]) -> None:
        self._calendars = Calendars(calendars)

    def find(self, text: str, languages: Sequence[str]) -> list[Moment]:
        """The moments of *text* in order, read with the words of *languages* (the first wins where two disagree)."""
        if not _DIGIT.search(text, 0, _MAX_TEXT):
            return []
        text = text[:_MAX_TEXT]
        found = [] if "-" not in text else [_instant(match) for match in _INSTANT.finditer(text)]
        instants = [moment for moment in found if moment is not None]
        words = self._calendars.words(languages)
        items = words.items(text)
        dates = find_dates(items, words)
        if dates:
            instants += _moments(items, dates, instants)
        return sorted(instants, key=lambda moment: moment.start)

    def durations(self, text: str, languages: Sequence[str]) -> list[Duration]:
        """The lengths of time of *text* in order; numbers that belong to a moment count nothing."""
        words = self._calendars.words(languages)
        items = words.items(text[:_MAX_TEXT])
        return _durations(items, _moment_numbers(items, words))


def _instant(match: re.Match[str]) -> Moment | None:
    day, clock, second, zone = match.groups()
    zone = (zone or "").upper()
    if zone and zone != "Z" and ":" not in zone:
        zone = f"{zone[:3]}:{zone[3:]}"
    iso = f"{day}T{clock}:{second or '00'}{zone}"
    try:
        datetime.fromisoformat(iso.replace("Z", "+00:00"))
    except ValueError:
        return None
    return Moment(match.start(), match.end(), iso, "minute", bool(zone))


def _moments(items: Sequence[Item], dates: Sequence[DateFound], instants: Sequence[Moment]) -> list[Moment]:
    dated = frozenset(index for found in dates for index in found.numbers)
    zones = find_zones(items)
    owned: dict[int, list[TimeFound]] = {}
    for time in find_times(items, dated):
        owned.setdefault(_owner(time, dates), []).append(time)
    result = []
    for at, found in enumerate(dates):
        start, end = items[found.first].start, items[found.last].end
        if any(moment.start < end and start < moment.end for moment in instants):
            continue
        low = dates[at - 1].last if at else -1
        high = dates[at + 1].first if at + 1 < len(dates) else len(items)
        result.append(_moment(items, found, (low, high), owned.get(at, []), _zones_between(zones, low, high)))
    return result


def _owner(time: TimeFound, dates: Sequence[DateFound]) -> int:
    """Which date *time* stands nearest to; the one before it where two are equally near."""
    at = bisect_right(dates, time.first, key=lambda found: found.first)
    near = range(max(0, at - 1), min(at + 1, len(dates)))
    return min(near, key=lambda index: max(time.first - dates[index].last, dates[index].first - time.last))


def _zones_between(zones: Sequence[ZoneFound], low: int, high: int) -> Sequence[ZoneFound]:
    """The zones that stand between two items."""
    first = bisect_right(zones, low, key=lambda zone: zone.first)
    return zones[first : bisect_left(zones, high, key=lambda zone: zone.last)]


def _moment(
    items: Sequence[Item],
    found: DateFound,
    room: tuple[int, int],
    times: Sequence[TimeFound],
    zones: Sequence[ZoneFound],
) -> Moment:
    first, last = _with_weekday(items, found.first, found.last, room)
    if found.day is None:
        return Moment(items[first].start, items[last].end, "", "unknown", False)
    choices = []
    for time in times:
        gap = _gap(items, found.first, found.last, time.first, time.last)
        if not (room[0] < time.first and time.last < room[1]) or gap is None or gap > (0 if time.named else _GAP):
            continue
        zone = _zone_beside(items, time, (found.first, found.last), zones, room)
        distance = max(time.first - found.last, found.first - time.last)
        aside = time.first > 0 and items[time.first - 1].text in "(（"  # 14:00 CET (13:00 GMT)
        choices.append((zone is None, aside, distance, time, zone))
    if not choices:
        return Moment(items[first].start, items[last].end, found.day.isoformat(), "day", False)
    *_, time, zone = min(choices, key=lambda choice: choice[:3])
    first, last = min(first, time.first), max(last, time.last)
    if zone is not None:
        first, last = min(first, zone.first), max(last, zone.last)
    moment = datetime(found.day.year, found.day.month, found.day.day)
    try:
        moment += timedelta(hours=time.hour, minutes=time.minute)
    except OverflowError:
        return Moment(items[first].start, items[last].end, "", "unknown", False)
    offset = offset_at(moment, zone.readings) if zone is not None else None
    iso = moment.isoformat(timespec="seconds") + (offset or "")
    return Moment(items[first].start, items[last].end, iso, "minute", offset is not None)


def _with_weekday(items: Sequence[Item], first: int, last: int, room: tuple[int, int]) -> tuple[int, int]:
    """The span widened by a weekday that stands beside it, with commas and brackets between."""
    for step, edge in ((-1, first), (1, last)):
        for index in range(edge + step, edge + 4 * step, step):
            if not room[0] < index < room[1]:
                break
            tags = items[index].tags
            if "weekdays" in tags:
                first, last = min(first, index), max(last, index)
                break
            if "soft" not in tags and items[index].text not in _SKIPPED:
                break
    return first, last


def _gap(items: Sequence[Item], first: int, last: int, other_first: int, other_last: int) -> int | None:
    """Unknown words between two stretches of items; ``None`` across the end of a sentence."""
    if other_first <= last and first <= other_last:
        return None
    low, high = (last, other_first) if last < other_first else (other_last, first)
    if high - low > 16:
        return None
    unknown = 0
    for index in range(low + 1, high):
        item = items[index]
        if item.text in _HARD or (item.text == "." and items[index - 1].is_word and len(items[index - 1].text) > 3):
            return None
        unknown += item.is_word or item.number >= 0
    return unknown


def _zone_beside(
    items: Sequence[Item], time: TimeFound, day: tuple[int, int], zones: Sequence[ZoneFound], room: tuple[int, int]
) -> ZoneFound | None:
    """The zone of *time*: right after it, else before it, else beside the date."""
    best: tuple[int, ZoneFound] | None = None
    for zone in zones:
        if not (room[0] < zone.first and zone.last < room[1]):
            continue
        for rank, (first, last) in enumerate(((time.first, time.last), day)):
            gap = _gap(items, first, last, zone.first, zone.last)
            if gap is None or gap > _ZONE_GAP:
                continue
            before = zone.last < first
            distance = rank * 100 + before * 30 + (first - zone.last if before else zone.first - last)
            if best is None or distance < best[0]:
                best = (distance, zone)
    return best[1] if best else None


def _moment_numbers(items: Sequence[Item], words: Words) -> frozenset[int]:
    dates = find_dates(items, words)
    dated = {index for found in dates for index in found.numbers}
    if dates:
        times = find_times(items, frozenset(dated))
        dated.update(index for time in times if not time.named for index in range(time.first, time.last + 1))
    return frozenset(dated)


def _durations(items: Sequence[Item], dated: frozenset[int]) -> list[Duration]:
    result = []
    for at, item in enumerate(items):
        if "span" in item.tags:
            result.append(Duration(item.start, item.end, item.tags["span"]))
            continue
        number = item.number if item.number >= 0 else item.tags.get("number", -1)
        glued = at and items[at - 1].number >= 0 and items[at - 1].end == item.start
        if at in dated or glued or not 1 <= number <= 9999:
            continue
        unit = None if at and "era" in items[at - 1].tags else _unit(items, at)
        if unit is not None and unit not in dated and not (number > _LONGEST_YEARS and items[unit].tags["unit"] == "Y"):
            sign = items[unit].tags["unit"]
            result.append(Duration(item.start, items[unit].end, f"P{'T' if sign == 'H' else ''}{number}{sign}"))
    return result


def _unit(items: Sequence[Item], at: int) -> int | None:
    """The index of the unit that the number at *at* counts: next to it, or behind a hyphen or one small word."""
    for index in (at + 1, at + 2):
        if index >= len(items):
            return None
        if "unit" in items[index].tags:
            return index
        if items[index].text not in "-()" and "soft" not in items[index].tags:
            return None
    return None
