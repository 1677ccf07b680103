"""The gate: two automata over what the frames require, for all languages at once.

They are generated from the frames and the lexicons, never kept by hand. The first runs over the
whole text and knows the anchors only, one list of concepts a frame; the second looks at a sentence
with an anchor in it and asks, for each language, whether one word of every list of some frame is
there. It looks at one piece of each phrase only, so it lets through more than the tagger will
confirm, never less. Where it lets nothing through, nothing else runs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import ahocorasick

from provenance.folding import Folded

#: Blank lines, and lines that only rule off ("---", "* * *", "###", "-30-").
_PARAGRAPH = re.compile(r"(?:\r\n?|\n)[ \t]*(?:(?:[-*_#=~][ \t]?){3,}|-30-)?[ \t]*(?=[\r\n]|\Z)")
#: An agency's alias is heeded after one of these only.
_CREDIT_EDGES = "(（/[【=\n"
#: The pseudo language of anchors that need no lexicon: licences and agencies.
ANY = ""


class Gate:
    """Finds the languages that could read something in a stretch of text."""

    def __init__(
        self, lexicons: Mapping[str, Mapping[str, Any]], grammar: Mapping[str, Any], literals: Iterable[str], aliases: Iterable[str]
    ) -> None:
        self._bits: dict[str, int] = {}
        self._needs = [tuple(self._mask(options) for options in frame["gate"]) for frame in grammar["frames"]]
        self._needs.append((self._mask(grammar["marks"]),))
        self._always = 1 << len(self._bits)
        self._needs.append((self._always,))
        self._known: dict[int, bool] = {}
        words = _words(lexicons, self._bits)
        for literal in literals:
            masks = words.get(literal, (False, False, {}))[2]
            whole = literal.isascii() and len(literal) < 4  # "LO" must not speak in "London"
            words[literal] = (whole, whole, {**masks, ANY: self._always})
        for alias in aliases:
            words.setdefault(alias, (None, True, {ANY: self._always}))
        anchors = 0
        for needs in self._needs:
            anchors |= needs[0]
        self._anchors = _automaton(words, anchors)
        self._words = _automaton(words, ~0)

    def _mask(self, options: Sequence[str]) -> int:
        mask = 0
        for concept in options:
            mask |= 1 << self._bits.setdefault(concept, len(self._bits))
        return mask

    def _passes(self, mask: int) -> bool:
        known = self._known.get(mask)
        if known is None:
            if len(self._known) > 50_000:  # masks come from documents: no growth without bound
                self._known.clear()
            known = self._known[mask] = any(all(mask & need for need in needs) for needs in self._needs)
        return known

    def passes(self, concepts: Iterable[str]) -> bool:
        """Whether some frame, or a mark, could speak on *concepts*: the gate's question, asked of tags."""
        mask = 0
        for concept in concepts:
            mask |= 1 << self._bits[concept] if concept in self._bits else 0
        return self._passes(mask)

    def anchors(self, folded: Folded) -> list[int]:
        """The source offsets of every anchor in *folded*, in order."""
        return sorted({folded.source(start) for start, _ in _hits(self._anchors, folded.text)})

    def languages(self, folded: Folded) -> list[str]:
        """The languages for which some frame could speak on *folded*; :data:`ANY` for licences and agencies."""
        union: dict[str, int] = {}
        for _, masks in _hits(self._words, folded.text):
            for language, mask in masks.items():
                union[language] = union.get(language, 0) | mask
        return sorted(language for language, mask in union.items() if self._passes(mask))


def _hits(automaton: Any, text: str) -> Iterator[tuple[int, dict[str, int]]]:
    padded = f"\n{text}\n"
    for last, (size, bounded, closed, masks) in automaton.iter(text):
        start = last - size + 1
        if bounded is None:
            if padded[start] not in _CREDIT_EDGES:
                continue
        elif (bounded and padded[start].isalnum() and text[start].isalnum()) or (closed and padded[last + 2].isalnum()):
            continue
        yield start, masks


def _words(lexicons: Mapping[str, Mapping[str, Any]], bits: Mapping[str, int]) -> dict[str, tuple[bool | None, bool, dict[str, int]]]:
    """Word -> needs a boundary before (None: a bracket or a line start), needs one after, bits by language."""
    words: dict[str, tuple[bool | None, bool, dict[str, int]]] = {}
    for language, lexicon in lexicons.items():
        bounded = not lexicon["prefixes"] and lexicon["spacing"] == "words"
        affix_mask = sum(1 << bit for bit in {bits[c] for _, concepts in lexicon["affixes"] for c in concepts if c in bits})
        for _, _, form_right, _, word, left, right, concepts in lexicon["forms"]:
            mask = sum(1 << bits[c] for c in set(concepts) if c in bits) | (affix_mask if form_right == 2 else 0)
            if not mask:
                continue
            before, after, masks = words.get(word, (True, True, {}))
            masks[language] = masks.get(language, 0) | mask
            words[word] = (bool(before) and bounded and not left, after and not right and word[-1:].isalnum(), masks)
    return words


def _automaton(words: Mapping[str, tuple[bool | None, bool, dict[str, int]]], wanted: int) -> Any:
    automaton = ahocorasick.Automaton()
    for word, (before, after, masks) in words.items():
        kept = {language: mask for language, mask in masks.items() if mask & wanted}
        if kept:
            automaton.add_word(word, (len(word), before, after, kept))
    automaton.make_automaton()
    return automaton


def paragraphs(text: str) -> list[tuple[int, int]]:
    """``[start, end)`` of the stretches between blank lines and rules."""
    spans, begin = [], 0
    for match in _PARAGRAPH.finditer(text):
        if match.start() > begin:
            spans.append((begin, match.start()))
        begin = match.end()
    if begin < len(text):
        spans.append((begin, len(text)))
    return spans
