"""The gate: what the frames require, looked for in all languages at once, word by word.

Its words are generated from the frames and the lexicons, never kept by hand. A text is looked at as
words between blanks; what each word could mean, in every language, is one number, worked out once by
an automaton and remembered, since texts repeat their words. A paragraph is left out where no frame
could speak on all its words together. Of the others, each sentence is asked for all languages at once
whether one word or phrase of every list of some frame is there. A phrase is there where all its words
are, in whatever order, and a shorter word counts inside a longer phrase; so the gate lets through
more than the tagger will confirm, never less. Where it lets nothing through, nothing else runs.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple, TypeAlias

import ahocorasick
import regex

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
_LETTERS = regex.compile(r"[\w\p{M}]*")
#: The pseudo language of anchors that need no lexicon: licences and agencies.
ANY = ""


#: The stretches of text that a phrase holds.
_Held: TypeAlias = "tuple[str, ...]"
#: What a phrase holds, its bits of all languages, and the languages by list.
_Phrase: TypeAlias = "tuple[_Held, int, int]"
#: Phrases that mean the same: their bits, the languages by list, and what each of them holds.
_Phrases: TypeAlias = "tuple[int, int, tuple[_Held, ...]]"


class _Meaning(NamedTuple):
    """What a word could mean.

    ``mask``: its bits of all languages side by side. ``speaks``: for each list of the frames the
    languages in which it is one of its words, side by side. ``phrases``: what those that it may be a
    part of hold, with their own ``mask`` and ``speaks``; ``reach``: the latter, all together. ``anchor``: some
    frame begins with it or such a phrase; ``strong``: it is weighty by itself. ``languages``: those in which it
    means something.
    """

    mask: int
    speaks: int
    phrases: tuple[_Phrases, ...]
    reach: int
    anchor: bool
    strong: bool
    languages: tuple[str, ...]


class _Variant(NamedTuple):
    """A word in the languages that want the same boundaries around it; ``suffixed``: those whose endings add to it."""

    before: int
    after: int
    mask: int
    speaks: int
    phrases: tuple[_Phrase, ...]
    suffixed: tuple[str, ...]


class Gate:
    """Finds the languages that could read something in a stretch of text."""

    def __init__(
        self,
        table: Mapping[str, Any],
        literals: Iterable[str],
        aliases: Iterable[str],
        guests: frozenset[str] = frozenset(),
    ) -> None:
        self._guests = guests
        self._bits: Mapping[str, int] = table["bits"]
        self._needs = [tuple(needs) for needs in table["needs"]]
        self._strong = table["strong"]
        self._anchors = 0
        for first, *_ in self._needs:
            self._anchors |= first
        self._known: dict[int, bool] = {}
        self._table = table
        self._width = len(self._bits)
        self._lane = (1 << self._width) - 1
        self._languages = [language for language in table["languages"] if language != SHARED]
        self._shifts = {language: i * self._width for i, language in enumerate([*self._languages, SHARED])}
        self._tongues = (1 << len(self._languages)) - 1
        self._lists = list(dict.fromkeys(need for needs in self._needs for need in needs))
        places = {need: i * len(self._languages) for i, need in enumerate(self._lists)}
        self._every_list = sum(1 << place for place in places.values())
        self._frames = [(places[first], tuple(map(places.__getitem__, others))) for first, *others in self._needs]
        self._entries: dict[int, tuple[_Variant, ...]] = {}
        self._memory: dict[str, _Meaning] = {}
        self._silent: set[str] = set()
        """Words that mean nothing, and those with which no frame begins."""
        self._mute: set[str] = set()
        self._literals = ahocorasick.Automaton()
        for literal in literals:
            whole = literal.isascii() and len(literal) < 4  # "LO" must not speak in "London"
            self._literals.add_word(literal, (len(literal), whole, whole))
        credited = [alias for alias in dict.fromkeys(aliases) if alias not in self._literals]
        self._key = min(map(len, credited), default=0)
        self._aliases: dict[str, list[str]] = {}
        """By their first characters, as many as the shortest has."""
        for alias in credited:
            self._aliases.setdefault(alias[: self._key], []).append(alias)
        self._literals.make_automaton()

    @cached_property
    def _automaton(self) -> Any:
        """Every word of the gate, with its number."""
        automaton = ahocorasick.Automaton(ahocorasick.STORE_INTS)
        for number, word in enumerate(self._lengths_and_words[1]):
            automaton.add_word(word, number)
        automaton.make_automaton()
        return automaton

    @cached_property
    def _lengths_and_words(self) -> tuple[list[int], list[str]]:
        words = self._table["words"].split("\n")
        return [len(word) for word in words], words

    @cached_property
    def _lines(self) -> list[str]:
        lines: list[str] = self._table["entries"].split("\n")
        return lines

    def _entry(self, number: int) -> tuple[_Variant, ...]:
        """The variants of a word; parsed when it is met."""
        known = self._entries.get(number)
        if known is None:
            known = self._entries[number] = tuple(map(self._variant, json.loads(self._lines[number])))
        return known

    def _variant(self, written: Sequence[Any]) -> _Variant:
        before, after, masks, phrases, suffixed = written
        spread = tuple((tuple(held.split("\t")), *self._spread(its)) for held, its in phrases.items())
        return _Variant(before, after, *self._spread(masks), spread, tuple(suffixed))

    @cached_property
    def _affixes(self) -> dict[str, list[tuple[Any, int]]]:
        """By language, endings and their bits."""
        return {
            language: [(regex.compile(pattern), mask) for pattern, mask in affixes]
            for language, affixes in self._table["affixes"].items()
        }

    def _spread(self, masks: Mapping[str, int]) -> tuple[int, int]:
        """The bits of all languages in one number, and the languages by list in another."""
        spread = speaks = 0
        for language, mask in masks.items():
            spread |= mask << self._shifts[language]
            tongues = self._tongues if language == SHARED else 1 << self._languages.index(language)
            for i, need in enumerate(self._lists):
                if mask & need:
                    speaks |= tongues << i * len(self._languages)
        return spread, speaks

    def _passes(self, mask: int) -> bool:
        known = self._known.get(mask)
        if known is None:
            if len(self._known) > _MOST_WORDS:  # masks come from documents: no growth without bound
                self._known.clear()
            known = self._known[mask] = any(all(mask & need for need in needs) for needs in self._needs)
        return known

    def _speaking(self, speaks: int) -> int:
        """The languages, a bit each, that have a word in every list of some frame."""
        if not speaks:
            return 0
        tongues, found = self._tongues, 0
        for first, others in self._frames:
            if languages := speaks >> first & tongues:
                for other in others:
                    languages &= speaks >> other
                found |= languages
        return found

    def passes(self, concepts: Iterable[str]) -> bool:
        """Whether some frame, or a mark, could speak on *concepts*: the gate's question, asked of tags."""
        mask = 0
        for concept in concepts:
            mask |= 1 << self._bits[concept] if concept in self._bits else 0
        return self._passes(mask)

    # -- words

    def _telling(self, words: set[str]) -> list[_Meaning]:
        """What those of *words* could mean that mean anything."""
        heard = words - self._silent
        try:
            return [self._memory[word] for word in heard]
        except KeyError:  # a word that was not met before
            known = [self._memory.get(word) or self._look_up(word) for word in heard]
        return [meaning for meaning in known if meaning.mask or meaning.phrases]

    def _look_up(self, word: str) -> _Meaning:
        mask = speaks = 0
        phrases: dict[_Phrase, None] = {}
        lengths, padded = self._lengths_and_words[0], f"\n{word}\n"
        whole: set[int] = set()
        """Those that add nothing any more, wherever they stand: a word may be a page long."""
        for last, number in self._automaton.iter(word):
            if number in whole:
                continue
            start, free = last - lengths[number] + 1, True
            for its in self._entry(number):
                if (its.before and word[start].isalnum() and _joins(padded[start], its.before)) or (
                    its.after and _joins(padded[last + 2], its.after)
                ):
                    free = False
                    continue
                mask |= its.mask
                speaks |= its.speaks
                phrases.update(dict.fromkeys(its.phrases))
                if its.suffixed:
                    free = False
                    added = self._ended(word[last + 1 : last + 1 + _LONGEST_WORD], its.suffixed)
                    mask, speaks = mask | added[0], speaks | added[1]
            if free:
                whole.add(number)
        reach, masks = 0, mask
        alike: dict[tuple[int, int], list[_Held]] = {}
        for held, its_mask, its_speaks in phrases:
            alike.setdefault((its_mask, its_speaks), []).append(held)
            masks |= its_mask
            reach |= its_speaks
        concepts = 0
        while masks:
            concepts |= masks & self._lane
            masks >>= self._width
        anchor, strong = bool(concepts & self._anchors), bool(concepts & self._strong)
        languages = tuple(language for language, shift in self._shifts.items() if mask >> shift & self._lane)
        grouped = tuple((*bits, tuple(held)) for bits, held in alike.items())
        meaning = _Meaning(mask, speaks, grouped, reach, anchor, strong, languages)
        self._remember(word, meaning)
        return meaning

    def _ended(self, rest: str, languages: Iterable[str]) -> tuple[int, int]:
        """What endings in *rest* add to a word, as its ``mask`` and ``speaks``."""
        masks: dict[str, int] = {}
        if ending := _LETTERS.match(rest)[0]:
            for language in languages:
                for affix, mask in self._affixes[language]:
                    if affix.search(ending):
                        masks[language] = masks.get(language, 0) | mask
        return self._spread(masks)

    def _remember(self, word: str, meaning: _Meaning) -> None:
        if len(word) > _LONGEST_WORD:
            return
        if len(self._memory) + len(self._silent) > _MOST_WORDS:
            self._memory.clear()
            self._silent.clear()
            self._mute.clear()
        if not meaning.anchor:
            self._mute.add(word)
        if meaning.mask or meaning.phrases:
            self._memory[word] = meaning
        else:
            self._silent.add(word)

    def weigh(self, text: str) -> int:
        """0 where no word of the folded *text* is an anchor, 2 where one is weighty by itself (©, “reserved”), or 1."""
        words = set(text.split())
        if words <= self._mute:
            return 0
        telling = self._telling(words)
        if any(meaning.strong for meaning in telling):
            return 2
        return int(any(meaning.anchor for meaning in telling))

    def ask(self, text: str) -> int:
        """0 where no frame could speak on the words of the folded *text* in any language, else its weight: 1 or 2."""
        words = set(text.split())
        if words <= self._mute:
            return 0
        telling = self._telling(words)
        speaks = reach = 0
        for meaning in telling:
            speaks |= meaning.speaks
            reach |= meaning.reach
        if not self._speaking(speaks):
            # phrases cost most: only those count that add something to a language that all of them would let speak
            wanted = self._speaking(speaks | reach) * self._every_list & ~speaks
            if not wanted or not self._speaking(speaks | self._said(telling, text, wanted)):
                return 0
        return 2 if any(meaning.strong for meaning in telling) else 1

    @staticmethod
    def _said(telling: Iterable[_Meaning], text: str, wanted: int) -> int:
        """What the phrases that stand in *text* add to what its words speak, of all that is *wanted*."""
        said, joined = 0, " ".join(text.split())
        for meaning in telling:
            if meaning.reach & wanted:
                for _, its, phrases in meaning.phrases:
                    if its & wanted & ~said and _holds(joined, phrases):
                        said |= its
        return said

    def named(self, folded: Folded) -> list[int]:
        """The source offsets where a licence or an agency could be named in *folded*, in order."""
        text = folded.text
        found: list[int] = []
        padded = f"\n{text}\n"
        for last, (size, before, after) in self._literals.iter(text):
            start = last - size + 1
            if before and padded[start].isalnum() and text[start].isalnum():
                continue
            if not (after and padded[last + 2].isalnum()):
                found.append(folded.source(start))
        found += map(folded.source, self._credited(text))
        return sorted(found)

    def _credited(self, text: str) -> Iterator[int]:
        """Where an agency's alias stands behind one of the edges, or begins the folded *text*."""
        padded = f"\n{text}"
        for edge in _CREDIT_EDGES:
            at = padded.find(edge)
            while at >= 0:  # the edge stands before text[at]
                for alias in self._aliases.get(text[at : at + self._key], ()):
                    end = at + len(alias)
                    if text.startswith(alias, at) and not text[end : end + 1].isalnum():
                        yield at
                at = padded.find(edge, at + 1)

    # -- sentences

    def languages(self, text: str) -> list[str]:
        """The languages for which some frame could speak on the folded sentence *text*."""
        words = set(text.split())
        if words <= self._mute:  # every frame asks for an anchor
            return []
        telling = self._telling(words)
        speaks = 0
        for meaning in telling:
            speaks |= meaning.speaks | meaning.reach
        if not self._speaking(speaks):
            return []
        union, speaks = self._union(telling, text)
        speaking = self._speaking(speaks)
        if not speaking:
            return []
        shared = union >> self._shifts[SHARED]  # "©" is every language's; only a word of its own makes it one
        found = [
            language
            for i, language in enumerate(self._languages)
            if speaking >> i & 1 and union >> i * self._width & self._lane
        ]
        return found or ([SHARED] if self._passes(shared) else [])

    def guesses(self, text: str) -> list[str]:
        """The few languages with most concepts in the folded sentence *text*, whether a frame could speak or not."""
        union, _ = self._union(self._telling(set(text.split())), text)
        counts = {language: (union >> shift & self._lane).bit_count() for language, shift in self._shifts.items()}
        spoken = [language for language in self._languages if counts[language]]
        return sorted(spoken, key=lambda language: (language in self._guests, -counts[language]))[:_GUESSES]

    def prevalent(self, text: str) -> str:
        """The language most words of the folded *text* belong to, where one clearly leads; else an empty string."""
        counts: dict[str, int] = {}
        for word, times in Counter(text.split(maxsplit=_LOOKED_AT)[:_LOOKED_AT]).items():
            if word not in self._silent:
                for language in (self._memory.get(word) or self._look_up(word)).languages:
                    counts[language] = counts.get(language, 0) + times
        counts.pop(SHARED, None)
        ours = [language for language in counts if language not in self._guests]
        return self._leader(counts, ours) or self._leader(counts, [one for one in counts if one in self._guests])

    @staticmethod
    def _leader(counts: Mapping[str, int], among: Iterable[str]) -> str:
        ranked = sorted(among, key=lambda language: -counts[language])[:2]
        leads = len(ranked) == 1 or (bool(ranked) and counts[ranked[0]] > _LEAD * counts[ranked[1]])
        return ranked[0] if leads and counts[ranked[0]] >= _FEW else ""

    @staticmethod
    def _union(telling: Iterable[_Meaning], text: str) -> tuple[int, int]:
        """The bits that the words and phrases of *text* have, and the languages by list."""
        union = speaks = 0
        for meaning in telling:
            union |= meaning.mask
            speaks |= meaning.speaks
            for mask, its, phrases in meaning.phrases:
                if _holds(text, phrases):
                    union |= mask
                    speaks |= its
        return union, speaks


def _holds(text: str, phrases: tuple[_Held, ...]) -> bool:
    """Whether all that one of *phrases* holds stands somewhere in *text*."""
    for held in phrases:
        for stretch in held:
            if stretch not in text:
                break
        else:
            return True
    return False


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
