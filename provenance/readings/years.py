"""Years of copyright statements: single years, ranges and lists, in several scripts, eras and numerals.

A copyright line is too short to tell its language, so the words for "present" and "to" of all languages hold at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from provenance.readings.calendar_words import han_number
from provenance.readings.eras import era_year, plain_year

FIRST_YEAR, LAST_YEAR = 1800, 2100
_MAX_TEXT = 20_000
_ROMAN = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_ROMAN_DIGITS = {"M": 1000, "D": 500, "C": 100, "L": 50, "X": 10, "V": 5, "I": 1}
#: A letter of a script that has blanks between words (Han and Kana may follow at once).
_LETTER = r"[A-Za-zÀ-ɏͰ-ӿ]"
_DASH = r"\.?\s?[-–—‑‒−~〜～／/]"
#: Scripts that go with a calendar of their own: Thai, and the letters and digits of Persian that Arabic lacks.
_CALENDAR_SCRIPTS = {
    "buddhist": re.compile("[\u0e01-\u0e4e]"),
    "persian": re.compile("[پچژگ\u06a9\u06cc\u06f0-\u06f9]"),
}
_PERSIAN = {"first": 1250, "last": 1479, "lunar": False, "offset": 621}
#: Numbers that are no years whatever their digits: telephone numbers, ISBN, ISSN.
_OTHER = re.compile(
    r"\+\d[\d ()./\u00a0-]{6,24}|\bIS[BS]N(?:-1[03])?[\s:]*[\dXx][\dXx -]{6,20}|\b\d{1,4}(?:[ -]\d{2,5}){2,6}\b"
)
_BEFORE = re.compile(r"(?:\d|(?<!\d{3})\d[-–.,:/]|[A-Za-z_]|[/#=$€£¥₹]\s?|[A-Za-z]-)\Z")
_NO_YEAR_AFTER = re.compile(r"[A-Za-z_%€$£¥]|[.,:]\d|\s?[%€$£¥]")


@dataclass(frozen=True, slots=True)
class YearSpan:
    """Years named together at ``[start, end)`` (code points), Gregorian: ``("2018", "2020-2023", "2004-present")``."""

    start: int
    end: int
    years: tuple[str, ...]
    text: str


@dataclass(slots=True)
class _Atom:
    start: int
    end: int
    first: int
    last: int | None = None
    present: bool = False

    @property
    def label(self) -> str:
        return (
            f"{self.first}-present" if self.present else f"{self.first}-{self.last}" if self.last else str(self.first)
        )


class YearReader:
    """Finds the years of copyright statements with the words of ``load_calendars``."""

    def __init__(self, calendars: Mapping[str, Any]) -> None:
        data = calendars["years"]
        self._eras = {_plain(form): calendars["eras"][name] for form, name in data["eras"].items()}
        eras = _either(data["eras"])
        words = _either(data["to"])
        mark = rf"(?:\s?(?:{_either(data['marks'])})\.?(?!{_LETTER}))?" if data["marks"] else ""
        self._atom = re.compile(
            rf"(?P<era>{eras})\.?\s{{0,2}}(?P<count>\d{{1,4}}|[一二三四五六七八九十〇元]{{1,4}}(?=年))(?!\d)年?"
            rf"|(?P<year>\d{{3,4}})(?!\d)(?:\s?(?P<after>{eras})(?![^\W\d_]))?"
            rf"|(?<![^\W_])(?P<roman>[MDCLXVI]{{4,15}})(?![^\W_])",
            re.IGNORECASE,
        )
        to = rf"(?:\s{{0,2}}{mark}\s{{0,2}}(?:{_DASH}|(?:{words})(?![A-Za-z]))\s{{0,2}})"
        present = rf"(?:{_either(data['today'])})(?![^\W\d_])"
        self._to = re.compile(to, re.IGNORECASE)
        self._short = re.compile(r"[-–—‑−/](\d{2})(?![\d-])")
        connector = rf"(?:{_DASH}\s{{0,2}}(?:(?:{words})(?![A-Za-z]))?|(?:{words})(?![A-Za-z]))"
        self._present = re.compile(rf"\s{{0,2}}{mark}\.?\s{{0,2}}{connector}\s{{0,2}}{present}", re.IGNORECASE)
        self._list = re.compile(rf"\s{{0,2}}{mark}\s{{0,2}}(?:[,;،、&+／/]\s{{0,2}})?(?:[^\W\d_]{{1,4}}\s{{0,2}})?")

    def find(self, text: str) -> list[YearSpan]:
        """The years of *text* in order; those of one list ("2018, 2020 and 2023") together."""
        text = text[:_MAX_TEXT]
        atoms = self._join(text, list(self._atoms(text)))
        spans: list[YearSpan] = []
        group: list[_Atom] = []
        for atom in atoms:
            if group and not self._list.fullmatch(text, group[-1].end, atom.start):
                spans.append(_span(text, group))
                group = []
            group.append(atom)
        if group:
            spans.append(_span(text, group))
        return spans

    def _atoms(self, text: str) -> Iterator[_Atom]:
        if not any(char.isdecimal() or char in "MDCLXVI年" for char in text):
            return
        masked = [match.span() for match in _OTHER.finditer(text) if not _all_years(match[0])]
        for match in self._atom.finditer(text):
            year = self._year(match, text)
            if year is None or not FIRST_YEAR <= year <= LAST_YEAR:
                continue
            if not any(start <= match.start() < end for start, end in masked):
                yield _Atom(match.start(), match.end(), year)

    def _year(self, match: re.Match[str], text: str) -> int | None:
        if match["era"]:
            count = match["count"]
            number = int(count) if count.isdecimal() else han_number(count)
            inside = match["era"].isascii() and text[max(0, match.start() - 1) : match.start()].isalnum()
            return None if inside else era_year(self._eras[_plain(match["era"])], number)
        if match["roman"]:
            return _roman(match["roman"])
        if match["after"]:
            return era_year(self._eras[_plain(match["after"])], int(match["year"]))
        if len(match["year"]) != 4 or _BEFORE.search(text, max(0, match.start() - 5), match.start()):
            return None
        if _NO_YEAR_AFTER.match(text, match.end()) or _number_runs_on(text, match.end()):
            return None
        return _bare(int(match["year"]), text)

    def _join(self, text: str, atoms: Sequence[_Atom]) -> list[_Atom]:
        """Atoms joined to ranges: 1999-2024, 2018-22, 2004 – present."""
        result: list[_Atom] = []
        for atom in atoms:
            previous = result[-1] if result else None
            open_ended = previous is not None and not previous.last and previous.first < atom.first
            if previous and open_ended and self._to.fullmatch(text, previous.end, atom.start):
                previous.last, previous.end = atom.first, atom.end
            else:
                result.append(atom)
        for atom in result:
            if atom.last:
                continue
            short = self._short.match(text, atom.end)
            last = atom.first // 100 * 100 + int(short[1]) if short else 0
            if short and last > atom.first:
                atom.last, atom.end = last, short.end()
            elif present := self._present.match(text, atom.end):
                atom.present, atom.end = True, present.end()
        return result


def _bare(number: int, text: str) -> int | None:
    """A year that names no era: Gregorian, or as the calendar counts that goes with the script around it."""
    calendars = {name for name, letters in _CALENDAR_SCRIPTS.items() if letters.search(text)}
    year, calendar = plain_year(number, calendars) or (None, "")
    return year if year is None or calendar == "gregorian" else era_year(_PERSIAN, year)


def _number_runs_on(text: str, end: int) -> bool:
    """Whether a number that is no year hangs on: 2022-1234."""
    more = re.compile(r"[-–](\d{3,})").match(text, end)
    return more is not None and not (len(more[1]) == 4 and FIRST_YEAR <= int(more[1]) <= LAST_YEAR)


def find_years(text: str, calendars: Mapping[str, Any]) -> list[YearSpan]:
    """The years of *text*; for many texts keep a :class:`YearReader`."""
    return YearReader(calendars).find(text)


def _span(text: str, group: Sequence[_Atom]) -> YearSpan:
    start, end = group[0].start, group[-1].end
    return YearSpan(start, end, tuple(dict.fromkeys(atom.label for atom in group)), text[start:end])


def _plain(form: str) -> str:
    return "".join(char for char in form.casefold() if char.isalnum())


def _either(forms: Sequence[str] | Mapping[str, str]) -> str:
    """The forms as alternatives, the longest first, with any blanks between their words."""
    ordered = sorted(forms, key=lambda form: (-len(form), form))
    return "|".join(r"\s{1,2}".join(re.escape(part) for part in form.split()) for form in ordered) or r"(?!)"


def _all_years(text: str) -> bool:
    """Whether digits that look like a telephone number are years or an ISO date after all."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return True
    numbers = re.findall(r"\d+", text)
    return bool(numbers) and all(len(n) == 4 and FIRST_YEAR <= int(n) <= LAST_YEAR for n in numbers)


def _roman(text: str) -> int | None:
    if text != text.upper() or not _ROMAN.fullmatch(text):
        return None
    values = [_ROMAN_DIGITS[char] for char in text]
    return sum(-value if value < max(values[i + 1 :], default=0) else value for i, value in enumerate(values))
