"""Hours and time zones among the items of a text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from functools import lru_cache

from provenance.readings.calendar_words import Item

_COLONS = ":：∶"
_HALVES = ("am", "pm", "midday", "night")
_FIXED = re.compile(r"([+-])(\d\d):(\d\d)")


@dataclass(slots=True)
class TimeFound:
    """An hour between items ``first`` and ``last`` (both included); ``hour`` 24 is the end of the day."""

    first: int
    last: int
    hour: int
    minute: int
    named: bool = False
    """Said by a word (noon, midnight), which must stand close to its date."""


@dataclass(slots=True)
class ZoneFound:
    """A zone between items ``first`` and ``last``: its readings, or minutes east of Greenwich."""

    first: int
    last: int
    readings: tuple[str, ...]


def find_times(items: Sequence[Item], dated: frozenset[int]) -> list[TimeFound]:
    """The hours among *items*, but for the numbers in *dated*, which belong to dates."""
    found: list[TimeFound] = []
    at = 0
    while at < len(items):
        time = None
        if items[at].number >= 0:
            time = _at_number(items, at, dated) if at not in dated else None
        elif items[at].tags:
            time = _at_word(items, at, dated)
        if time is not None:
            found.append(time)
            at = max(at, time.last)
        at += 1
    return found


def _tagged(items: Sequence[Item], at: int, *kinds: str) -> str | None:
    if 0 <= at < len(items):
        for kind in kinds:
            if kind in items[at].tags:
                return kind
    return None


def _text(items: Sequence[Item], at: int) -> str:
    return items[at].text if 0 <= at < len(items) else " "


def _at_word(items: Sequence[Item], at: int, dated: frozenset[int]) -> TimeFound | None:
    """Noon and midnight by their names; "12 noon" is found at its number."""
    kind = _tagged(items, at, "noon", "midnight")
    if kind is None or (at and items[at - 1].number not in (-1, 0, 12) and at - 1 not in dated):
        return None
    return TimeFound(at, at, 12 if kind == "noon" else 0, 0, named=True)


def _at_number(items: Sequence[Item], at: int, dated: frozenset[int]) -> TimeFound | None:
    item = items[at]
    if item.digits == 4:
        return _military(items, at)
    if item.digits > 2 or item.number > 24:
        return None
    minute, last, marked = _minute(items, at, dated)
    if minute is None:
        return None
    hour_mark = _tagged(items, last + 1, "hour_after")
    if hour_mark and not marked:
        minute, last = _after_mark(items, last + 1, minute, last > at, dated)
        marked = True
    elif hour_mark:
        last += 1
    first, before = _before(items, at)
    half, last = _half(items, at, last, first)
    zone = _tagged(items, last + 1, "zone")
    if last > at and _text(items, last + 1) in "(（":
        zone = _tagged(items, last + 2, "zone")
    beside = last > at and (at - 1 in dated or (_text(items, at - 1) in ",،、–-" and at - 2 in dated))
    if not (marked or half or zone or beside or before):
        return None
    alone = not (marked or half or zone or last > at)
    if alone and last + 1 < len(items) and items[last + 1].is_word:
        return None  # "à 15 mots": a mark before it alone, and the number counts something else
    hour = _hour(item.number, half)
    if hour == 24 and minute:
        return None
    return TimeFound(first, last, hour, minute)


def _military(items: Sequence[Item], at: int) -> TimeFound | None:
    """0001 GMT, 2200hrs, kl. 0500: four digits need a mark or a zone right beside them."""
    hour, minute = divmod(items[at].number, 100)
    first, before = _before(items, at)
    marked = _tagged(items, at + 1, "hour_after", "zone") or before == "hour_before"
    if hour > 24 or minute > 59 or (hour == 24 and minute) or not marked:
        return None
    return TimeFound(first, at + 1 if _tagged(items, at + 1, "hour_after") else at, hour, minute)


def _minute(items: Sequence[Item], at: int, dated: frozenset[int]) -> tuple[int | None, int, bool]:
    """``(minute, last item, whether a colon marks it)``; a full stop needs another mark beside it."""
    last, minute, marked = at, 0, False
    if at + 2 < len(items) and items[at + 1].start == items[at].end and at + 2 not in dated:
        sign, number = items[at + 1].text, items[at + 2]
        close = number.start == items[at + 1].end
        if number.number >= 0 and number.digits == 2 and close and sign in (*_COLONS, ".", "．", "·"):
            if number.number > 59:
                return None, at, False
            last, minute, marked = at + 2, number.number, sign in _COLONS
            seconds = items[last + 2] if _text(items, last + 1) == sign and last + 2 < len(items) else None
            if seconds is not None and seconds.digits == 2 and seconds.number < 60:
                last += 2
    glued = at >= 2 and items[at - 1].end == items[at].start and items[at - 1].text in ".:/-"
    if glued and items[at - 2].number >= 0:
        return None, at, False  # the tail of something longer
    return minute, last, marked


def _after_mark(
    items: Sequence[Item], mark: int, minute: int, has_minute: bool, dated: frozenset[int]
) -> tuple[int, int]:
    """What follows "18 h", "10 Uhr", "17時": the minutes, or a half."""
    last = mark
    following = mark + 2 if _text(items, mark + 1) == "." else mark + 1
    if has_minute:
        return minute, last
    if _tagged(items, following, "half") and _tagged(items, following, "minute_after") is None:
        return 30, following
    if following >= len(items) or following in dated or items[following].number < 0 or items[following].number > 59:
        return minute, last
    if _tagged(items, following + 1, "minute_after"):
        return items[following].number, following + 1
    sign_follows = _text(items, following + 1) in (".", *_COLONS)
    continues = sign_follows and following + 2 < len(items) and items[following + 2].number >= 0
    return (minute, last) if continues or items[following].digits != 2 else (items[following].number, following)


def _before(items: Sequence[Item], at: int) -> tuple[int, str | None]:
    """The first item of the time, and the mark before the number: ``hour_before``, ``at`` or none."""
    first, index = at, at - 1
    half = _tagged(items, index, *_HALVES)
    if half and not (index and items[index - 1].end == items[index].start and items[index - 1].number >= 0):
        first, index = index, index - 1
    if _text(items, index) in (".", ":", "："):
        index -= 1
    mark = _tagged(items, index, "hour_before", "at")
    return (index, mark) if mark else (first, None)


def _half(items: Sequence[Item], at: int, last: int, first: int) -> tuple[str | None, int]:
    """Which half of the day is said, after the number or before it."""
    for index in (last + 1, last + 2):
        half = _tagged(items, index, *_HALVES)
        if half and (index == last + 1 or _text(items, last + 1) in ",("):
            return half, index
        named = _tagged(items, index, "noon", "midnight") if index == last + 1 and items[at].number == 12 else None
        if named and half is None:
            return ("midday" if named == "noon" else "am"), index
    for index in range(first, at):
        half = _tagged(items, index, *_HALVES)
        if half:
            return half, last
    return None, last


def _hour(number: int, half: str | None) -> int:
    if half == "am":
        return 0 if number == 12 else number
    if half == "pm" and number < 12:
        return number + 12
    if half == "midday" and number <= 6:
        return number + 12
    if half == "night" and 6 <= number < 12:
        return number + 12
    return 0 if half == "night" and number == 12 else number


def find_zones(items: Sequence[Item]) -> list[ZoneFound]:
    """The zones among *items*, with what is added to them (UTC+3)."""
    found = []
    for at, item in enumerate(items):
        if "zone" not in item.tags:
            continue
        readings: tuple[str, ...] = item.tags["zone"]
        last = at
        sign = _text(items, at + 1)
        if readings == ("Z",) and sign in "+-−–" and at + 2 < len(items) and items[at + 2].number >= 0:
            offset, last = _offset(items, at + 2)
            if offset is None:
                continue
            readings = (("+" if sign == "+" else "-") + offset,)
        found.append(ZoneFound(at, last, readings))
    return found


def _offset(items: Sequence[Item], at: int) -> tuple[str | None, int]:
    hours, minutes, last = items[at].number, 0, at
    if items[at].digits == 4:
        hours, minutes = divmod(hours, 100)
    elif _text(items, at + 1) in _COLONS and at + 2 < len(items) and items[at + 2].digits == 2:
        minutes, last = items[at + 2].number, at + 2
    return (f"{hours:02}:{minutes:02}", last) if hours <= 14 and minutes < 60 else (None, at)


def offset_at(moment: datetime, readings: Sequence[str]) -> str | None:
    """The offset of *moment* (a local time) as ISO 8601 has it: ``Z`` or ``+02:00``.

    Of several readings the one with the latest instant counts. ``None`` where no zone data are at hand.
    """
    if tuple(readings) == ("Z",):
        return "Z"
    offsets = [offset for offset in (_minutes_east(moment, reading) for reading in readings) if offset is not None]
    if not offsets:
        return None
    east = min(offsets)
    sign, size = ("-" if east < 0 else "+"), abs(east)
    return f"{sign}{size // 60:02}:{size % 60:02}"


def _minutes_east(moment: datetime, reading: str) -> int | None:
    if reading == "Z":
        return 0
    if fixed := _FIXED.fullmatch(reading):
        return int(f"{fixed[1]}1") * (int(fixed[2]) * 60 + int(fixed[3]))
    zone = _zone(reading)
    if zone is None:
        return None
    # fold=1: an hour that comes twice is the later one
    east = zone.utcoffset(moment.replace(fold=1))
    return None if east is None else int(east / timedelta(minutes=1))


@lru_cache(maxsize=256)
def _zone(name: str) -> tzinfo | None:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
