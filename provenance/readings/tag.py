"""Tagging: which words of a sentence name which concepts, in one language."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import Any, TypeAlias

import ahocorasick
import regex

from provenance.rulefiles.forms import AFFIXES, GAP, OPEN

#: What a phrase with a gap does not reach over; the stops of an abbreviation or an address it does.
_STOPPED = regex.compile(r"[;。；]|\.(?!\S)")
_WORD_END = regex.compile(r"[\w\p{M}]*")
_START = attrgetter("start")
#: Left open, right, pattern, concepts, what else a text must hold for the pattern.
_Form: TypeAlias = "tuple[int, int, str, tuple[str, ...], list[str]]"
#: What the later pieces of a split form mean: nothing of their own; a “not” among them is the form's.
_LATER = ("filler",)
_Found: TypeAlias = "tuple[int, int, tuple[str, ...]]"


@dataclass(frozen=True, slots=True)
class Tag:
    """A word or phrase and its concepts. ``start``/``end``: characters of the folded sentence."""

    start: int
    end: int
    concepts: tuple[str, ...]
    text: str


def concepts_of(tags: Iterable[Tag]) -> set[str]:
    """Every concept that one of *tags* has."""
    return {concept for tag in tags for concept in tag.concepts}


class Tagger:
    """The lexicon of one language as one automaton, built on first use (some milliseconds)."""

    def __init__(self, lexicon: Mapping[str, Any]) -> None:
        self.language: str = lexicon["language"]
        self.unspaced: bool = lexicon["spacing"] == "none"
        self.capitalised_nouns: bool = lexicon["capitalised_nouns"]
        self.genitives: list[str] = lexicon["genitives"]
        self.name_clitics: dict[str, str] = lexicon["name_clitics"]
        self.name_joints: dict[str, list[str]] = lexicon["name_joints"]
        self._lexicon = lexicon
        self._patterns: dict[str, Any] = {}
        self._known: dict[int, tuple[int, tuple[_Form, ...]]] = {}

    @cached_property
    def _automaton(self) -> Any:
        """Every literal of the lexicon, with its number."""
        automaton = ahocorasick.Automaton(ahocorasick.STORE_INTS)
        for number, literal in enumerate(self._literals):
            automaton.add_word(literal, number)
        automaton.make_automaton()
        return automaton

    @cached_property
    def _literals(self) -> list[str]:
        literals: list[str] = self._lexicon["literals"].split("\n")
        return literals

    @cached_property
    def _lines(self) -> list[str]:
        lines: list[str] = self._lexicon["lines"].split("\n")
        return lines

    def _forms_of(self, number: int) -> tuple[int, tuple[_Form, ...]]:
        """The length of a literal and its forms, parsed when a text has it."""
        parsed = json.loads(self._lines[number])
        forms = tuple((left, right, pattern, tuple(concepts), held) for left, right, pattern, concepts, held in parsed)
        self._known[number] = known = len(self._literals[number]), forms
        return known

    @cached_property
    def _prefixes(self) -> frozenset[str]:
        """Clitics and every pair of them (Arabic wa+bi, Hebrew ve+ha)."""
        single = list(self._lexicon["prefixes"])
        return frozenset(single + [first + second for first in single for second in single])

    @cached_property
    def _affixes(self) -> list[tuple[Any, tuple[str, ...]]]:
        return [(regex.compile(pattern), tuple(concepts)) for pattern, concepts in self._lexicon["affixes"]]

    def tag(self, text: str) -> list[Tag]:
        """The tags of a folded sentence, in order, none inside another (longest match first)."""
        found: list[_Found] = []
        known = self._known
        for last, number in self._automaton.iter(text):
            size, forms = known.get(number) or self._forms_of(number)
            start = last + 1 - size
            begins = None
            for left, right, pattern, concepts, held in forms:
                if held and any(stretch not in text for stretch in held):
                    continue
                if left != OPEN:
                    if begins is None:
                        begins = self._begins_word(text, start)
                    if not begins:
                        continue
                if pattern:
                    self._match_pattern(pattern, concepts, text, start, found)
                else:
                    self._match_end(right, concepts, text, start, last + 1, found)
        return _longest(found, text)

    def _begins_word(self, text: str, start: int) -> bool:
        if start == 0 or not _is_letter(text[start - 1]):
            return True
        if self.unspaced and text[start].isascii() != text[start - 1].isascii():
            return True
        if not self._prefixes:
            return not _is_letter(text[start])
        at = start
        while at > 0 and _is_letter(text[at - 1]):
            at -= 1
        return text[at:start] in self._prefixes

    def _match_end(
        self, right: int, concepts: tuple[str, ...], text: str, start: int, end: int, found: list[_Found]
    ) -> None:
        if right or (end < len(text) and _is_letter(text[end])):
            word_end = end if self.unspaced and not text[end - 1].isascii() else _WORD_END.match(text, end).end()
            if right == AFFIXES:
                rest = text[end:word_end]
                concepts = (
                    *concepts,
                    *(c for affix, more in self._affixes if rest and affix.search(rest) for c in more),
                )
            elif (
                not right
                and _is_letter(text[end - 1])
                and text[end].isdigit() is text[end - 1].isdigit()  # "Photo2" is a word and a number
                and not (self.unspaced and text[end - 1].isascii() != text[end].isascii())
            ):
                return
            if right:
                end = word_end
        found.append((start, end, concepts))

    def _match_pattern(
        self, written: str, concepts: tuple[str, ...], text: str, start: int, found: list[_Found]
    ) -> None:
        pattern = self._patterns.get(written)
        if pattern is None:
            # the gap is split off: both pieces are tagged, what stands between stays itself
            pieces = written.split(GAP)
            pattern = self._patterns[written] = [regex.compile(piece) for piece in pieces]
        match = pattern[0].match(text, start, timeout=1)
        if not match:
            return
        spans = [match.span()]
        for piece in pattern[1:]:
            match = piece.search(text, spans[-1][1], min(len(text), spans[-1][1] + 120), timeout=1)
            if not match or _STOPPED.search(text, spans[-1][1], match.start()):
                return
            spans.append(match.span())
        found.append((*spans[0], concepts))
        found.extend((*span, _LATER) for span in spans[1:])


def _is_letter(char: str) -> bool:
    return char.isalnum() or ("\u0900" <= char <= "\u0e4e" and char not in "\u0964\u0965")  # vowel signs, no danda


def _longest(found: list[_Found], text: str) -> list[Tag]:
    """Longest match first; equal spans join their concepts; a tag inside a longer one is dropped."""
    merged: dict[tuple[int, int], tuple[str, ...]] = {}
    for start, end, concepts in found:
        span = start, end
        known = merged.get(span)
        both = concepts if known is None else tuple(dict.fromkeys(known + concepts))
        denied = known is not None and "neg" in both and (concepts is _LATER or known is _LATER)
        merged[span] = _LATER if denied else both
    taken = bytearray(len(text) + 1)
    tags: list[Tag] = []
    for start, end in sorted(merged, key=_by_length):
        if taken.find(1, start, end) < 0:
            taken[start:end] = b"\x01" * (end - start)
            tags.append(Tag(start, end, tuple(dict.fromkeys(merged[start, end])), text[start:end].strip()))
    tags.sort(key=_START)
    return tags


def _by_length(span: tuple[int, int]) -> int:
    return span[0] - span[1]
