"""Tagging: which words of a sentence name which concepts, in one language."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import ahocorasick
import regex

from provenance.rulefiles.forms import AFFIXES, GAP, OPEN

#: What a phrase with a gap does not reach over; the stops of an abbreviation or an address it does.
_STOPPED = regex.compile(r"[;。；]|\.(?!\S)")
_WORD_END = regex.compile(r"[\w\p{M}]*")


@dataclass(frozen=True, slots=True)
class Tag:
    """A word or phrase and its concepts. ``start``/``end``: characters of the folded sentence."""

    start: int
    end: int
    concepts: tuple[str, ...]
    text: str


class Tagger:
    """The lexicon of one language as one automaton, built on first use (some milliseconds)."""

    def __init__(self, lexicon: Mapping[str, Any]) -> None:
        self.language: str = lexicon["language"]
        self.unspaced: bool = lexicon["spacing"] == "none"
        self.capitalised_nouns: bool = lexicon["capitalised_nouns"]
        self.genitives: list[str] = lexicon["genitives"]
        self.name_clitics: dict[str, str] = lexicon["name_clitics"]
        self._lexicon = lexicon
        self._patterns: dict[str, Any] = {}

    @cached_property
    def _automaton(self) -> Any:
        automaton = ahocorasick.Automaton()
        for literal, forms in json.loads(self._lexicon["index"]).items():
            automaton.add_word(literal, (len(literal), forms))
        automaton.make_automaton()
        return automaton

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
        found: list[tuple[int, int, list[str]]] = []
        for last, (size, forms) in self._automaton.iter(text):
            start = last + 1 - size
            begins = None
            for left, right, pattern, concepts in forms:
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

    def _match_end(self, right: int, concepts: list[str], text: str, start: int, end: int, found: list[Any]) -> None:
        if right or (end < len(text) and _is_letter(text[end])):
            word_end = end if self.unspaced and not text[end - 1].isascii() else _WORD_END.match(text, end).end()
            if right == AFFIXES:
                rest = text[end:word_end]
                concepts = [
                    *concepts,
                    *(c for affix, more in self._affixes if rest and affix.search(rest) for c in more),
                ]
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

    def _match_pattern(self, written: str, concepts: list[str], text: str, start: int, found: list[Any]) -> None:
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
        found.extend((*span, ("filler",)) for span in spans[1:])


def _is_letter(char: str) -> bool:
    return char.isalnum() or ("\u0900" <= char <= "\u0e4e" and char not in "\u0964\u0965")  # vowel signs, no danda


def _longest(found: list[tuple[int, int, list[str]]], text: str) -> list[Tag]:
    """Longest match first; equal spans join their concepts; a tag inside a longer one is dropped."""
    merged: dict[tuple[int, int], dict[str, None]] = {}
    for start, end, concepts in found:
        merged.setdefault((start, end), {}).update(dict.fromkeys(concepts))
    taken = bytearray(len(text) + 1)
    tags: list[Tag] = []
    for (start, end), joined in sorted(merged.items(), key=lambda item: item[0][0] - item[0][1]):
        if not any(taken[start:end]):
            taken[start:end] = b"\x01" * (end - start)
            tags.append(Tag(start, end, tuple(joined), text[start:end].strip()))
    tags.sort(key=lambda tag: tag.start)
    return tags
