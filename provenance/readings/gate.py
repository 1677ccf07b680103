"""The gate: what the frames require, looked for in all languages at once, word by word.

Its words are generated from the frames and the lexicons, never kept by hand. A text is looked at as
words between blanks; what each word could mean, in every language, is one number, worked out once by
an automaton and remembered, since texts repeat their words. A paragraph without an anchor (a concept
some frame begins with) is left out. Of the others, each sentence is asked for each language whether
one word or phrase of every list of some frame is there. Of a phrase with gaps it looks for one word,
so it lets through more than the tagger will confirm, never less. Where it lets nothing through,
nothing else runs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, NamedTuple

import ahocorasick

from provenance.folding import Folded
from provenance.rulefiles.index import FULL, SHARED

_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n|\Z)")
#: A line that only rules off ("---", "* * *", "###", "-30-").
_RULE = re.compile(r"(?:[-*_#=~] ?){3,40}|-30-")
#: An agency's alias is heeded after one of these only.
_CREDIT_EDGES = "(（/[【=\n"
#: So many languages are tried on a sentence that names a licence and nothing else a frame needs.
_GUESSES = 3
#: So many words are remembered, of at most so many characters (scripts without blanks have long ones).
_MOST_WORDS, _LONGEST_WORD = 200_000, 40
#: So many words tell the language of a text; one must lead the next by so much, with at least so many.
_LOOKED_AT, _LEAD, _FEW = 400, 1.15, 5
#: The pseudo language of anchors that need no lexicon: licences and agencies.
ANY = ""


class _Meaning(NamedTuple):
    """What a word could mean: bits of all languages side by side, and the phrases it may be a part of."""

    mask: int
    phrases: tuple[tuple[str, int], ...]
    anchor: bool
    strong: bool


class Gate:
    """Finds the languages that could read something in a stretch of text."""

    def __init__(self, table: Mapping[str, Any], literals: Iterable[str], aliases: Iterable[str]) -> None:
        self._bits: Mapping[str, int] = table["bits"]
        self._needs = [tuple(needs) for needs in table["needs"]]
        self._anchors, self._strong = table["anchors"], table["strong"]
        self._known: dict[int, bool] = {}
        self._words: Mapping[str, Any] = table["words"]
        self._width = len(self._bits)
        self._lane = (1 << self._width) - 1
        spoken = {language for entry in self._words.values() for masks in (entry[2], *entry[3].values()) for language in masks}
        self._languages = sorted(spoken - {SHARED})
        self._shifts = {language: i * self._width for i, language in enumerate([*self._languages, SHARED])}
        self._names = [*self._languages, SHARED]
        self._memory: dict[str, _Meaning] = {}
        self._literals = ahocorasick.Automaton()
        for literal in literals:
            whole = literal.isascii() and len(literal) < 4  # "LO" must not speak in "London"
            self._literals.add_word(literal, (len(literal), whole, whole))
        for alias in aliases:
            if alias not in self._literals:
                self._literals.add_word(alias, (len(alias), None, True))
        self._literals.make_automaton()

    @cached_property
    def _automaton(self) -> Any:
        automaton = ahocorasick.Automaton()
        for word, (before, after, masks, phrases) in self._words.items():
            spread = tuple((phrase, self._spread(its)) for phrase, its in phrases.items())
            automaton.add_word(word, (len(word), before, after, self._spread(masks), spread))
        automaton.make_automaton()
        return automaton

    def _spread(self, masks: Mapping[str, int]) -> int:
        """The bits of all languages in one number, a lane each."""
        spread = 0
        for language, mask in masks.items():
            spread |= mask << self._shifts[language]
        return spread

    def _passes(self, mask: int) -> bool:
        known = self._known.get(mask)
        if known is None:
            if len(self._known) > _MOST_WORDS:  # masks come from documents: no growth without bound
                self._known.clear()
            known = self._known[mask] = any(all(mask & need for need in needs) for needs in self._needs)
        return known

    def mask(self, concepts: Iterable[str]) -> int:
        """The bits of *concepts*, for :meth:`languages`."""
        mask = 0
        for concept in concepts:
            mask |= 1 << self._bits[concept] if concept in self._bits else 0
        return mask

    def passes(self, concepts: Iterable[str]) -> bool:
        """Whether some frame, or a mark, could speak on *concepts*: the gate's question, asked of tags."""
        return self._passes(self.mask(concepts))

    # -- words

    def _meaning(self, word: str) -> _Meaning:
        known = self._memory.get(word)
        if known is None:
            known = self._look_up(word)
            if len(word) <= _LONGEST_WORD:
                if len(self._memory) > _MOST_WORDS:
                    self._memory.clear()
                self._memory[word] = known
        return known

    def _look_up(self, word: str) -> _Meaning:
        mask, reach, phrases = 0, 0, []
        padded = f"\n{word}\n"
        for last, (size, before, after, its, of) in self._automaton.iter(word):
            start = last - size + 1
            if (before and _joins(padded[start], before) and word[start].isalnum()) or (
                after and _joins(padded[last + 2], after)
            ):
                continue
            mask |= its
            reach |= its
            for phrase in of:
                phrases.append(phrase)
                reach |= phrase[1]
        concepts = 0
        while reach:
            concepts |= reach & self._lane
            reach >>= self._width
        return _Meaning(mask, tuple(phrases), bool(concepts & self._anchors), bool(concepts & self._strong))

    def weigh(self, text: str) -> int:
        """0 where no word of the folded *text* is an anchor, 2 where one is weighty by itself (©, “reserved”), else 1."""
        weight = 0
        for word in text.split():
            meaning = self._meaning(word)
            if meaning.strong:
                return 2
            if meaning.anchor:
                weight = 1
        return weight

    def named(self, folded: Folded) -> list[int]:
        """The source offsets where a licence or an agency could be named in *folded*, in order."""
        text = folded.text
        found: list[int] = []
        padded = f"\n{text}\n"
        for last, (size, before, after) in self._literals.iter(text):
            start = last - size + 1
            if before is None:
                if padded[start] not in _CREDIT_EDGES:
                    continue
            elif before and padded[start].isalnum() and text[start].isalnum():
                continue
            if not (after and padded[last + 2].isalnum()):
                found.append(folded.source(start))
        return sorted(found)

    # -- sentences

    def languages(self, text: str, beside: int = -1) -> list[str]:
        """The languages for which some frame could speak on the folded sentence *text*.

        *beside*: a :meth:`mask` of which something must be there too.
        """
        lanes = self._lanes(text)
        shared = lanes.pop(SHARED, 0)  # "©" is every language's; only a word of its own makes it one
        found = [
            language
            for language, mask in lanes.items()
            if (mask | shared) & beside and self._passes(mask | shared)
        ]
        return found or ([SHARED] if shared & beside and self._passes(shared) else [])

    def guesses(self, text: str) -> list[str]:
        """The few languages with most concepts in the folded sentence *text*, whether a frame could speak or not."""
        lanes = self._lanes(text)
        lanes.pop(SHARED, 0)
        return sorted(lanes, key=lambda language: -lanes[language].bit_count())[:_GUESSES]

    def prevalent(self, text: str) -> str:
        """The language most words of the folded *text* belong to, where one clearly leads; else an empty string."""
        counts: dict[str, int] = {}
        for word in text.split(maxsplit=_LOOKED_AT)[:_LOOKED_AT]:
            mask = self._meaning(word).mask
            while mask:
                lane = (mask.bit_length() - 1) // self._width
                counts[self._names[lane]] = counts.get(self._names[lane], 0) + 1
                mask &= (1 << lane * self._width) - 1
        counts.pop(SHARED, None)
        ranked = sorted(counts, key=lambda language: -counts[language])[:2]
        leads = len(ranked) == 1 or (bool(ranked) and counts[ranked[0]] > _LEAD * counts[ranked[1]])
        return ranked[0] if leads and counts[ranked[0]] >= _FEW else ""

    def _lanes(self, text: str) -> dict[str, int]:
        """The bits that the words of *text* have, by language; languages without any are left out."""
        union = 0
        for word in text.split():
            meaning = self._meaning(word)
            union |= meaning.mask
            for phrase, mask in meaning.phrases:
                if phrase in text:
                    union |= mask
        lanes: dict[str, int] = {}
        for language, shift in self._shifts.items() if union else ():
            if mask := (union >> shift) & self._lane:
                lanes[language] = mask
        return lanes


def _joins(char: str, edge: int) -> bool:
    """Whether *char* beside a word makes it a part of a longer one."""
    return char.isalnum() and (edge == FULL or char.isascii())


def paragraphs(text: str) -> list[tuple[int, int]]:
    """``[start, end)`` of the stretches between blank lines and rules, line breaks at their ends left out."""
    spans: list[tuple[int, int]] = []
    begin: int | None = None
    end = 0
    for match in _LINE.finditer(text):
        line = match[0].strip()
        if line and not (len(line) < 80 and _RULE.fullmatch(line)):
            begin = match.start() if begin is None else begin
            end = match.start() + len(match[0].rstrip("\r\n"))
        elif begin is not None:
            spans.append((begin, end))
            begin = None
    if begin is not None:
        spans.append((begin, end))
    return spans
