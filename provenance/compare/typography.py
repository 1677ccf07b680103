"""Differences that change no word: case, the shape of quotation marks and dashes, blanks, ways of encoding."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from provenance.compare.align import Match
from provenance.compare.sides import Side
from provenance.compare.words import Words, dashes_alike, quotes_alike
from provenance.statement import Evidence

#: More are not listed.
MOST = 1000
#: What stands between two words and is longer holds markup.
_GAP = 12
_BLANKS = re.compile(r"\s+")
_LAYOUT = re.compile(r"[ \t\r\n\f\v]+")


@dataclass(frozen=True, slots=True)
class Variation:
    """One difference of typography: ``case``, ``quotes``, ``dashes``, ``blanks``, ``unicode`` or ``marks``
    (brackets, bullets and other signs between words)."""

    kind: str
    original: Evidence
    ours: Evidence


def variations(original: Side, ours: Side, left: Words, right: Words, runs: Sequence[Match]) -> Iterator[Variation]:
    """What differs in stretches that are word for word the same; the first ``MOST``."""
    marked = any(side.document.format == "markdown" or side.document.words is not None for side in (original, ours))
    told = 0
    for run in runs:
        for kind, a, b in _in_run(left, right, run, marked=marked):
            yield Variation(kind, original.place(*a), ours.place(*b))
            told += 1
            if told >= MOST:
                return


def _in_run(
    left: Words, right: Words, run: Match, *, marked: bool
) -> Iterator[tuple[str, tuple[int, int], tuple[int, int]]]:
    stack = [(run.left, run.right, run.size)]
    while stack:
        a, b, size = stack.pop()
        if left.slice(a, a + size) == right.slice(b, b + size):
            continue
        if size > 2:  # the halves share a token, so that every gap is looked at
            half = size // 2
            stack += [(a + half, b + half, size - half), (a, b, half + 1)]
            continue
        first = (left.written(a), right.written(b))
        if first[0] != first[1] and (a, b) in ((run.left, run.right),):
            yield _of_token(*first), _span(left, a), _span(right, b)
        if size == 2:
            between = (left.ends[a], left.starts[a + 1]), (right.ends[b], right.starts[b + 1])
            kind = _of_gap(left.text[slice(*between[0])], right.text[slice(*between[1])], marked=marked)
            if kind:
                yield kind, *between
            second = (left.written(a + 1), right.written(b + 1))
            if second[0] != second[1]:
                yield _of_token(*second), _span(left, a + 1), _span(right, b + 1)


def _span(words: Words, at: int) -> tuple[int, int]:
    return words.starts[at], words.ends[at]


def _of_token(one: str, other: str) -> str:
    if quotes_alike(one, other):
        return "quotes"
    if dashes_alike(one, other):
        return "dashes"
    composed = unicodedata.normalize("NFC", one), unicodedata.normalize("NFC", other)
    return "case" if composed[0] != composed[1] and composed[0].casefold() == composed[1].casefold() else "unicode"


def _of_gap(one: str, other: str, *, marked: bool) -> str | None:
    if _LAYOUT.sub(" ", one) == _LAYOUT.sub(" ", other) or max(len(one), len(other)) > _GAP:
        return None
    bare = _BLANKS.sub("", one), _BLANKS.sub("", other)
    if bare[0] == bare[1]:
        return None if marked and not (one.strip() or other.strip()) and "\n" in one + other else "blanks"
    if dashes_alike(*bare):
        return "dashes"
    return None if marked else "marks"
