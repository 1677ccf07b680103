"""Dates among the items of a text: any order of day, month and year, in words or in numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from provenance.readings.calendar_words import Item, Words
from provenance.readings.eras import era_year, gregorian, plain_year

#: Signs that may stand between the parts of one date.
_INSIDE = frozenset(".,،-–/'’‑()ªº°،")
_BETWEEN = frozenset(("soft", "weekdays", "year", "day", "era", "month_mark"))
_MAX_INSIDE = 4


@dataclass(slots=True)
class DateFound:
    """A date between items ``first`` and ``last`` (both included); ``day`` is ``None`` where it has no year."""

    first: int
    last: int
    day: date | None
    numbers: frozenset[int]
    """The indexes of the numbers it is made of: they are no hours."""


def find_dates(items: Sequence[Item], words: Words) -> list[DateFound]:
    """The dates among *items*, in order, none overlapping another.

    Numeric dates whose order of day and month the languages leave open are passed over; a day and a month
    without a year are found with ``day=None``.
    """
    found: list[DateFound] = []
    taken = -1
    for at, item in enumerate(items):
        if at <= taken:
            continue
        date_found = None
        if item.number >= 0:
            date_found = _numeric(items, at, words) or _year_apart(items, at, words) or _marked(items, at, words, taken)
        elif "month" in item.tags or "persian" in item.tags or "hijri" in item.tags:
            date_found = _named(items, at, words, taken)
        if date_found is not None:
            found.append(date_found)
            taken = date_found.last
    return found


def _beside(items: Sequence[Item], at: int, step: int, floor: int) -> Iterator[int]:
    """The indexes of the numbers next to *at* on one side, with no foreign word in between."""
    skipped, index = 0, at + step
    while floor < index < len(items) and skipped < _MAX_INSIDE:
        item = items[index]
        if item.number >= 0:
            if _in_clock(items, index):
                return
            yield index
            skipped = 0
        elif item.text in _INSIDE or not item.tags.keys().isdisjoint(_BETWEEN):
            skipped += item.text not in _INSIDE or item.text in "()"
        elif "month" in item.tags and items[index - step].text == "/":
            skipped += 1  # two names of one month: تشرين الأول/أكتوبر
        elif item.text != "/":
            return
        index += step


def _in_clock(items: Sequence[Item], at: int) -> bool:
    """Whether the number at *at* belongs to an hour: beside a colon, or before an hour mark that is no date mark."""
    after = items[at + 1] if at + 1 < len(items) else None
    before = items[at - 1] if at > 1 else None
    if before is not None and before.text in ":：" and before.end == items[at].start and items[at - 2].number >= 0:
        return True
    if after is None:
        return False
    if after.text in ":：" and at + 2 < len(items) and items[at + 2].number >= 0 and items[at + 2].digits == 2:
        return True
    if items[at].digits > 2 or items[at].number > 24:
        return False
    return not after.tags.keys().isdisjoint(("hour_after", "am", "pm")) and not after.tags.keys() & {
        "soft",
        "year",
        "day",
    }


def _year(items: Sequence[Item], at: int, words: Words) -> tuple[int, str] | None:
    """The year that the number at *at* says, by its era, its digits and the calendars of the languages."""
    item = items[at]
    for index in (at - 1, at - 2, at + 1):
        if 0 <= index < len(items) and "era" in items[index].tags and (index != at - 2 or items[at - 1].text in ".,"):
            year = era_year(items[index].tags["era"], item.number)
            era = items[index].tags["era"]
            if year is not None and not era["lunar"]:
                return (item.number, "persian") if era["offset"] == 621 else (year, "gregorian")
    return plain_year(item.number, words.calendars) if item.digits == 4 else None


def _is_day(item: Item) -> bool:
    return item.digits <= 2 and 1 <= item.number <= 31


def _named(items: Sequence[Item], at: int, words: Words, taken: int) -> DateFound | None:
    """A date around a month's name."""
    item = items[at]
    calendar = "gregorian" if "month" in item.tags else "persian" if "persian" in item.tags else "hijri"
    month = int(item.tags["month" if calendar == "gregorian" else calendar])
    left = [index for index, _ in zip(_beside(items, at, -1, taken), range(2), strict=False)]
    right = [index for index, _ in zip(_beside(items, at, 1, taken), range(2), strict=False)]
    return _choose(items, (at, at), month, calendar, left, right, words)


def _choose(
    items: Sequence[Item],
    core: tuple[int, int],
    month: int,
    calendar: str,
    left: list[int],
    right: list[int],
    words: Words,
) -> DateFound | None:
    orders = ((left[:1], right[:1]), (right[:1], right[1:2]), (right[:1], left[:1]), (left[:1], left[1:2]))
    for days, years in orders:  # 5 March 2024; March 5, 2024; 2024 March 5; 2024, 5 March
        if not (days and years and _is_day(items[days[0]])):
            continue
        year = _year(items, years[0], words)
        if year is not None:
            named = "hijri" if calendar == "hijri" else year[1]
            day = gregorian(year[0], month, items[days[0]].number, named) if calendar in (named, "hijri") else None
            return _found(items, core, (days[0], years[0]), day)
    for days in (left[:1], right[:1]):
        if days and _is_day(items[days[0]]) and _proper(items, core[1], days[0] < core[0]):
            return _found(items, core, (days[0],), None)
    return None


def _proper(items: Sequence[Item], at: int, day_first: bool) -> bool:
    """Without a year beside it, "may 5" and "section 5 may not" are no dates: a short name needs its capital."""
    month = items[at]
    if len(month.text) > 4 or not month.text[:1].islower():
        return True
    return day_first and not (at + 1 < len(items) and items[at + 1].is_word)


def _found(items: Sequence[Item], core: tuple[int, int], numbers: tuple[int, ...], day: date | None) -> DateFound:
    first, last = min(core[0], *numbers), max(core[1], *numbers)
    after = items[last + 1].tags if last + 1 < len(items) else {}
    if items[last].number >= 0 and ("year" in after or "day" in after or "era" in after):
        last += 1
    if first and "era" in items[first - 1].tags:
        first -= 1
    return DateFound(first, last, day, frozenset(range(first, last + 1)))


def _marked(items: Sequence[Item], at: int, words: Words, taken: int) -> DateFound | None:
    """A month written as number and mark (3月, 3월): the number stands at *at*."""
    if at + 1 >= len(items) or not 1 <= items[at].number <= 12 or items[at].digits > 2:
        return None
    mark = items[at + 1]
    if "month_mark" not in mark.tags:
        return None
    left = [index for index, _ in zip(_beside(items, at, -1, taken), range(1), strict=False)]
    right = [index for index, _ in zip(_beside(items, at + 1, 1, taken), range(1), strict=False)]
    return _choose(items, (at, at + 1), items[at].number, "gregorian", left, right, words)


def _numeric(items: Sequence[Item], at: int, words: Words) -> DateFound | None:
    """2024-03-05, 5.3.2024, 2024. 3. 5., 05/03/24 and their like, the first number standing at *at*."""
    if at + 4 >= len(items):
        return None
    one, two, three = items[at], items[at + 2], items[at + 4]
    sign = items[at + 1].text
    if two.number < 0 or three.number < 0 or sign not in ".-/．／。‑–" or items[at + 3].text != sign:
        return None
    if items[at + 1].start != one.end or items[at + 3].start != two.end or two.digits > 2:
        return None
    if sign not in ".．" and (two.start != items[at + 1].end or three.start != items[at + 3].end):
        return None
    if _runs_on(items, at):
        return None
    day = _ordered(items, at, words)
    return None if day is None else DateFound(at, at + 4, day, frozenset(range(at, at + 5)))


def _year_apart(items: Sequence[Item], at: int, words: Words) -> DateFound | None:
    """17/8 2024: day and month with a stroke, the year after a blank; only where the day comes first."""
    if at + 3 >= len(items) or items[at + 1].text != "/" or words.orders != {"dmy"}:
        return None
    one, two, three = items[at], items[at + 2], items[at + 3]
    if items[at + 1].start != one.end or two.start != items[at + 1].end or three.start - two.end != 1:
        return None
    year = _year(items, at + 3, words) if three.digits == 4 and two.number >= 0 and three.number >= 0 else None
    before = items[at - 1] if at else None
    if year is None or (before is not None and before.end == one.start and before.text in "./-"):
        return None
    day = gregorian(year[0], two.number, one.number, year[1])
    return None if day is None else DateFound(at, at + 3, day, frozenset(range(at, at + 4)))


def _runs_on(items: Sequence[Item], at: int) -> bool:
    """Whether the three numbers are a part of something longer: an address, a version, a telephone number."""
    before, last = items[at - 1] if at else None, items[at + 4]
    touches = before is not None and before.end == items[at].start
    if before is not None and touches and (before.text in "./-_#" or before.is_word or before.number >= 0):
        return True
    after = items[at + 5] if at + 5 < len(items) else None
    if after is None or after.start != last.end:
        return False
    following = items[at + 6] if at + 6 < len(items) else None
    tight = following is not None and following.start == after.end and following.number >= 0
    return after.text in "./-" and tight


def _ordered(items: Sequence[Item], at: int, words: Words) -> date | None:
    one, two, three = items[at], items[at + 2], items[at + 4]
    if one.digits == 4 or (at and "era" in items[at - 1].tags):
        year = _year(items, at, words)
        return gregorian(year[0], two.number, three.number, year[1]) if year and three.digits <= 2 else None
    if one.digits > 2:
        return None
    if three.digits == 4:
        year = _year(items, at + 4, words)
    elif three.digits == 2 and one.digits <= 2 and words.orders == {"dmy"} and words.calendars == {"gregorian"}:
        year = (2000 + three.number, "gregorian") if three.number < 70 else None
    else:
        year = None
    if year is None:
        return None
    first, second = one.number, two.number
    if first == second or second > 12 >= first:
        return gregorian(year[0], first, second, year[1])
    if first > 12 or ("dmy" in words.orders and words.orders <= {"dmy", "ymd"}):
        return gregorian(year[0], second, first, year[1])
    return gregorian(year[0], first, second, year[1]) if words.orders == {"mdy"} else None
