"""Numbers of words that a sentence allows: "up to 150 words". Characters, lines and pages are no words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from provenance.readings.calendar_words import key, language_names

_TOKEN = re.compile(
    r"\d{1,3}(?:[.,\u00a0\u202f\u2009٬' ]\d{3})+(?!\d)|\d+"
    r"|[^\s\d!-/:-@\[-`{-¿\u2000-\u200b\u200e-\u206f\u3000-\u303f\uff00-\uff0f،؛؟]+"
)
_MAX_TEXT = 20_000
_LONGEST_NUMBER_WORD = 4


@dataclass(frozen=True, slots=True)
class WordCount:
    """A number of words named at ``[start, end)`` (code points)."""

    start: int
    end: int
    words: int


@dataclass(frozen=True, slots=True)
class _Forms:
    """The forms of "word" in one set of languages, stems of it, and number words."""

    words: frozenset[str]
    stems: tuple[str, ...]
    numbers: Mapping[str, int]


class CountReader:
    """Finds word counts. *units* is ``calendars["words"]``: of each language the forms of "word" and number words."""

    def __init__(self, units: Mapping[str, Any]) -> None:
        self._units = units
        self._names = {name.lower(): name for name in units}
        self._forms: dict[tuple[str, ...], _Forms] = {}

    def find(self, text: str, languages: Sequence[str]) -> list[WordCount]:
        """The word counts of *text* in order, read with the words of *languages* (BCP 47)."""
        forms = self._of(tuple(languages))
        if not forms.words and not forms.stems:
            return []
        tokens = [(match.start(), match.end(), match[0]) for match in _TOKEN.finditer(text[:_MAX_TEXT])]
        keys = [key(token) for _, _, token in tokens]
        result = []
        at = 0
        while at < len(tokens):
            value, size = _number(tokens, keys, at, forms.numbers)
            end = _unit(tokens, keys, at + size, forms) if value else None
            if end is not None:
                result.append(WordCount(tokens[at][0], end, value))
            at += max(size, 1)
        return result

    def _of(self, languages: tuple[str, ...]) -> _Forms:
        forms = self._forms.get(languages)
        if forms is None:
            if len(self._forms) >= 64:  # sets of languages come from documents: no growth without bound
                self._forms.clear()
            wanted = dict.fromkeys(name for tag in languages for name in language_names(tag, self._names))
            forms = self._forms[languages] = _compile([self._units[name] for name in wanted])
        return forms


def find_counts(text: str, languages: Sequence[str], units: Mapping[str, Any]) -> list[WordCount]:
    """The word counts of *text*; for many texts keep a :class:`CountReader`."""
    return CountReader(units).find(text, languages)


def _compile(languages: Sequence[Mapping[str, Any]]) -> _Forms:
    words, stems, numbers = set(), [], {}
    for language in languages:
        for form in language["words"]:
            if form.endswith("~"):
                stems.append(key(form[:-1]))
            else:
                words.add(" ".join(key(part) for part in form.split()))
        for number, spellings in language["numbers"].items():
            numbers.update(
                {" ".join(key(part) for part in re.split(r"[\s-]", word)): int(number) for word in spellings}
            )
    return _Forms(frozenset(words), tuple(stems), numbers)


def _number(
    tokens: Sequence[tuple[int, int, str]], keys: Sequence[str], at: int, numbers: Mapping[str, int]
) -> tuple[int, int]:
    """``(value, tokens taken)`` of the number at *at*, in digits or in words; value 0 where there is none."""
    token = tokens[at][2]
    if token[0].isdecimal():
        digits = "".join(char for char in token if char.isdecimal())
        return (int(digits), 1) if len(digits) <= 6 else (0, 1)
    for size in range(min(_LONGEST_NUMBER_WORD, len(tokens) - at), 0, -1):
        value = numbers.get(" ".join(keys[at : at + size]) if size > 1 else keys[at], 0)
        if value > 1:
            return value, size
    return 0, 1


def _unit(tokens: Sequence[tuple[int, int, str]], keys: Sequence[str], at: int, forms: _Forms) -> int | None:
    """Where the word "word" ends that stands at *at*, or behind one other word ("100 consecutive words")."""
    for index in (at, at + 1):
        if index >= len(tokens) or tokens[index][2][0].isdecimal() or tokens[index][0] - tokens[index - 1][1] > 3:
            return None
        for size in (3, 2, 1):
            if " ".join(keys[index : index + size]) in forms.words:
                return tokens[min(index + size, len(tokens)) - 1][1]
        if forms.stems and keys[index].startswith(forms.stems):
            return tokens[index][1]
    return None
