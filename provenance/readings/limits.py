"""Limits of a single item: lines that editors put with a text, “UK OUT”, “EDITORIAL USE ONLY”, “Not for online use.”

They are no sentences, and in capitals they have a shape that prose has not; so each is known by its whole line or a
whole part of one (``rules/limits``). A limit only ever closes. In a line that is known to be one of limits, what looks
like another and is not understood is told, and nothing is open.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import ahocorasick

from provenance.folding import fold
from provenance.readings.limit_lines import LimitForms, Line, trimmed
from provenance.readings.territories import TerritoryReader
from provenance.statement import Evidence, Statement
from provenance.vocabulary import Polarity

#: A line of limits, and a sentence that is one, are no longer than this.
_LONGEST = 400
#: So many lines, in one language each, are looked at in one text, and so many words of limits.
_MOST, _MOST_WORDS = 2000, 20_000
_SENTENCE = re.compile(r"(?:(?<=[.!?])|(?<=[.!?][\"'”’)\]]))\s+|[\r\n]+")
_BRACKETS = {"(": ")", "[": "]", "（": "）", "【": "】"}
_UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class Limit:
    """A line of limits. ``start``/``end``: of the text; ``parts``: the stretches that are understood."""

    start: int
    end: int
    language: str
    statements: list[Statement]
    kinds: frozenset[str]
    parts: list[tuple[int, int]] = field(default_factory=list)


class Channels(NamedTuple):
    """A word for some channels, ``[start, end)`` of the folded text."""

    start: int
    end: int
    codes: tuple[str, ...]


class Found(NamedTuple):
    """The limits of a text, and whether there was more to look at than is looked at."""

    limits: list[Limit]
    exhausted: bool = False


class LimitReader:
    """Finds the limits of single items in texts, by the plain data of ``rules/limits``."""

    def __init__(self, data: Mapping[str, Any], territories: TerritoryReader) -> None:
        self._data = data
        self._territories = territories
        self._languages: dict[str, LimitForms] = {}
        anchors: dict[str, set[tuple[str, bool]]] = {}
        for tag, entry in data.items():
            for form in entry["forms"]:
                for anchor in form["anchors"] if form["manner"] != "beside" else ():
                    anchors.setdefault(anchor, set()).add((tag, form["manner"] == "capitals"))
            for label in entry["restrictions"]:
                anchors.setdefault(label, set()).add((tag, False))
        self._anchors = ahocorasick.Automaton()
        for anchor, tongues in anchors.items():
            self._anchors.add_word(anchor, (len(anchor), sorted(tongues)))
        self._anchors.make_automaton()

    def find(self, text: str) -> Found:
        """The lines of limits in *text*, in order; none overlaps another."""
        found: list[Limit] = []
        tried: set[tuple[int, int, str]] = set()
        for count, (at, tag, capitals) in enumerate(self._hits(text)):
            if len(tried) >= _MOST or count >= _MOST_WORDS:
                return Found(_best(found), exhausted=True)
            for start, end in _units(text, at, capitals=capitals):
                if (start, end, tag) in tried or end - start > _LONGEST:
                    continue
                tried.add((start, end, tag))
                if limit := self._read(text, start, end, self._language(tag)):
                    found.append(limit)
                    break
        return Found(_best(found))

    def channels(self, language: str, folded: str, start: int, end: int) -> Iterator[Channels]:
        """The words for channels in ``folded[start:end]``, by the table of *language*, where there is one."""
        if language in self._data:
            forms = self._language(language)
            for match in forms.words["channel"].finditer(folded, start, end):
                yield Channels(match.start(), match.end(), tuple(forms.data["channel"][match.group()]))

    def _language(self, tag: str) -> LimitForms:
        if tag not in self._languages:
            self._languages[tag] = LimitForms(tag, self._data[tag])
        return self._languages[tag]

    def _hits(self, text: str) -> Iterator[tuple[int, str, bool]]:
        """Where a fixed word of some form stands: the offset, the language, whether it is one in capitals."""
        words, source = text.lower(), None
        if len(words) != len(text):
            folded = fold(text)
            words, source = folded.text, folded.source
        for last, (size, tongues) in self._anchors.iter(words):
            start, end = last - size + 1, last + 1
            if words[start - 1 : start].isalnum() or words[end : end + 1].isalnum():
                continue
            at = source(start) if source else start
            shouted = text[at : source(end) if source else end].isupper()
            yield from ((at, tag, capitals) for tag, capitals in tongues if shouted or not capitals)

    def _read(self, text: str, start: int, end: int, language: LimitForms) -> Limit | None:
        line = Line(text[start:end], language, self._territories)
        matches, left = line.parse()
        if not line.accepts(matches, left):
            return None
        statements = [s for match in matches for s in line.statements(match, start)]
        statements += [_unread(text, start + begin, start + stop) for begin, stop in line.doubtful(left)]
        if not statements:
            return None
        parts = [(start + line.source(m.start), start + line.source(m.end)) for m in matches]
        kinds = {"condition" if s.polarity is Polarity.REQUIRES else "prohibition" for s in statements}
        first, last = min(s.evidence.start or 0 for s in statements), max(s.evidence.end or 0 for s in statements)
        begin = start if not left or line.labelled else min(first, parts[0][0])
        stop = end if not left or line.labelled else max(last, parts[-1][1])
        return Limit(begin, stop, language.tag, statements, frozenset(kinds), parts)


def _best(found: Sequence[Limit]) -> list[Limit]:
    """Of limits that overlap the one in which most is understood, and of those the longest."""
    kept: list[Limit] = []
    for limit in sorted(found, key=lambda one: (-len(one.parts), one.start - one.end)):
        if all(limit.end <= other.start or other.end <= limit.start for other in kept):
            kept.append(limit)
    return sorted(kept, key=lambda one: one.start)


def _units(text: str, at: int, *, capitals: bool) -> Iterator[tuple[int, int]]:
    """The stretches around *at* that may be a line of limits: its line, a pair of brackets, its sentence."""
    first = text.rfind("\n", 0, at) + 1
    last = text.find("\n", at)
    last = len(text) if last < 0 else last
    yield trimmed(text, first, last)
    near = max(first, at - _LONGEST)
    opening = max((text.rfind(bracket, near, at) for bracket in _BRACKETS), default=-1)
    if opening >= 0:
        closing = text.find(_BRACKETS[text[opening]], at, min(last, at + _LONGEST))
        if closing >= 0:
            yield trimmed(text, opening + 1, closing)
    beyond = min(last, at + _LONGEST + 1)
    stops = [first, *(m.end() for m in _SENTENCE.finditer(text, near, beyond)), last]
    after = bisect_left(stops, at + 1)
    if after < len(stops):
        yield trimmed(text, stops[after - 1], stops[after])
    if not capitals:  # a sentence may run over lines
        yield from _over_lines(text, at)


def _over_lines(text: str, at: int) -> Iterator[tuple[int, int]]:
    first, last = text.rfind("\n\n", 0, at) + 2, text.find("\n\n", at)
    first, last = max(first if first > 1 else 0, at - _LONGEST), len(text) if last < 0 else last
    last = min(last, at + _LONGEST)
    stops = [
        first,
        *(m.end() for m in _SENTENCE.finditer(text, first, last) if not m[0].startswith(("\n", "\r"))),
        last,
    ]
    after = bisect_left(stops, at + 1)
    if after < len(stops):
        yield trimmed(text, stops[after - 1], stops[after])


def _unread(text: str, start: int, end: int) -> Statement:
    evidence = Evidence(text[start:end], start, end)
    return Statement(_UNREAD, Polarity.IDENTIFIES, evidence, value=text[start:end], reading="limits")
