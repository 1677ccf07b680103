"""Years and days of other calendars as Gregorian ones, where plain arithmetic does it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

#: A mean lunar year in Gregorian years, and the Gregorian year (with fraction) of the first one: era years, not days.
_LUNAR_YEAR, _LUNAR_START = 0.970229, 621.5643


def era_year(era: Mapping[str, Any], number: int) -> int | None:
    """The Gregorian year in which year *number* of *era* begins; ``None`` where the era has no such year."""
    if not era["first"] <= number <= era["last"]:
        return None
    if era["lunar"]:
        return int(number * _LUNAR_YEAR + _LUNAR_START)
    return number + int(era["offset"])


def plain_year(number: int, calendars: set[str]) -> tuple[int, str] | None:
    """A bare four-digit year as ``(year, calendar)``: Gregorian 1800 to 2199, else as *calendars* would count it."""
    if 1800 <= number <= 2199:
        return number, "gregorian"
    if "buddhist" in calendars and 2343 <= number <= 2743:
        return number - 543, "gregorian"
    if "persian" in calendars and 1250 <= number <= 1479:
        return number, "persian"
    return None


def gregorian(year: int, month: int, day: int, calendar: str) -> date | None:
    """The Gregorian date of a day; ``None`` for a day that does not exist or a calendar that only observation fixes."""
    if calendar == "persian":
        return persian_date(year, month, day)
    if calendar != "gregorian":
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def persian_date(year: int, month: int, day: int) -> date | None:
    """The Gregorian date of a day of the Solar Hijri calendar (33-year cycle, exact for 1250 to 1479)."""
    if not (1250 <= year <= 1479 and 1 <= month <= 12):
        return None
    length = 31 if month <= 6 else 30 if month <= 11 or _persian_leap(year) else 29
    if not 1 <= day <= length:
        return None
    before = 31 * (month - 1) if month <= 7 else 186 + 30 * (month - 7)
    return _persian_new_year(year) + timedelta(days=before + day - 1)


def _persian_leap(year: int) -> bool:
    return year % 33 in (1, 5, 9, 13, 17, 22, 26, 30)


def _persian_new_year(year: int) -> date:
    start = 1399  # began on 20 March 2020
    if year >= start:
        days = sum(366 if _persian_leap(y) else 365 for y in range(start, year))
    else:
        days = -sum(366 if _persian_leap(y) else 365 for y in range(year, start))
    return date(2020, 3, 20) + timedelta(days=days)
