"""The gate: one automaton over everything the frames require, for all languages at once.

It is generated from the frames and the lexicons, never kept by hand. A sentence passes for a
language when, for some frame, one word of each of its gate lists stands in the sentence; the gate
looks at one piece of each phrase only, so it lets through more than the tagger will confirm, never
less. Where it lets nothing through, nothing else runs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import ahocorasick

from provenance.folding import Folded

#: Blank lines, and lines that only rule off ("---", "* * *", "###", "-30-").
_PARAGRAPH = re.compile(r"(?:\r\n?|\n)[ \t]*(?:(?:[-*_#=~][ \t]?){3,}|-30-)?[ \t]*(?=[\r\n]|\Z)")
_CREDIT_EDGES = "(（/[【=\n"
Hit = tuple[int, dict[str, int]]


class Gate:
    """Finds the languages that could read something in a stretch of text."""

    def __init__(self, lexicons: Mapping[str, Mapping[str, Any]], grammar: Mapping[str, Any], literals: Iterable[str], aliases: Iterable[str]) -> None:
        self.masks: list[tuple[int, ...]] = []
        bits: dict[str, int] = {}
        for frame in grammar["frames"]:
            self.masks.append(tuple(self._mask(options, bits) for options in frame["gate"]))
        self.masks.append((self._mask(grammar["marks"], bits),))
        self._bits = bits
        self._always = 1 << len(bits)
        self.masks.append((self._always,))
        self._automaton = _build(lexicons, bits, literals, aliases, self._always)

    @staticmethod
    def _mask(options: Sequence[str], bits: dict[str, int]) -> int:
        mask = 0
        for concept in options:
            mask |= 1 << bits.setdefault(concept, len(bits))
        return mask

    def passes(self, concepts: Iterable[str]) -> bool:
        """Whether some frame, or a mark, could speak on *concepts*: the gate's question, asked of tags."""
        union = 0
        for concept in concepts:
            union |= 1 << self._bits[concept] if concept in self._bits else 0
        return any(all(union & need for need in needs) for needs in self.masks)

    def hits(self, folded: Folded) -> list[Hit]:
        """``(source offset, {language: concept bits})`` of every word the frames ask for, in order."""
        text, found = folded.text, []
        padded = f"\n{text}\n"
        for last, (size, bounded, closed, masks) in self._automaton.iter(text):
            start = last - size + 1
            if bounded is None and padded[start] not in _CREDIT_EDGES:
                continue
            if (bounded and padded[start].isalnum() and text[start].isalnum()) or (closed and padded[last + 2].isalnum()):
                continue
            found.append((folded.source(start), masks))
        found.sort(key=lambda hit: hit[0])
        return found

    def languages(self, hits: Iterable[Hit]) -> list[str]:
        """The languages for which some frame could speak on *hits*, likeliest first."""
        union: dict[str, int] = {}
        for _, masks in hits:
            for language, mask in masks.items():
                union[language] = union.get(language, 0) | mask
        passed = [
            (mask.bit_count(), language) for language, mask in union.items()
            if any(all(mask & need for need in needs) for needs in self.masks)
        ]
        passed.sort(reverse=True)
        return [language for _, language in passed]


def _build(lexicons: Mapping[str, Mapping[str, Any]], bits: Mapping[str, int], literals: Iterable[str], aliases: Iterable[str], always: int) -> Any:
    #: word -> needs a boundary before (None: a bracket or line start), needs one after, bits by language
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
    for literal in literals:
        masks = words.get(literal, (False, False, {}))[2]
        words[literal] = (False, False, {**masks, "": always})
    for alias in aliases:
        if alias not in words:
            words[alias] = (None, True, {"": always})
    automaton = ahocorasick.Automaton()
    for word, (before, after, masks) in words.items():
        automaton.add_word(word, (len(word), before, after, masks))
    automaton.make_automaton()
    return automaton


def paragraphs(text: str) -> list[tuple[int, int]]:
    """``[start, end)`` of the stretches between blank lines."""
    spans, begin = [], 0
    for match in _PARAGRAPH.finditer(text):
        if match.start() > begin:
            spans.append((begin, match.start()))
        begin = match.end()
    if begin < len(text):
        spans.append((begin, len(text)))
    return spans
