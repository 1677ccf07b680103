"""The gate: what the frames require, looked for in all languages at once, in two steps.

Its words are generated from the frames and the lexicons, never kept by hand. The first step runs
one automaton over the whole text and knows the anchors only, one list of concepts a frame, and of
each phrase one word. The second looks at a sentence with an anchor in it and asks, for each
language, whether one word or phrase of every list of some frame is there. Of a phrase with gaps it
looks for one word, so it lets through more than the tagger will confirm, never less. Where it lets nothing through, nothing else runs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

import ahocorasick

from provenance.folding import Folded
from provenance.rulefiles.index import SHARED

_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n|\Z)")
#: A line that only rules off ("---", "* * *", "###", "-30-").
_RULE = re.compile(r"(?:[-*_#=~] ?){3,40}|-30-")
#: An agency's alias is heeded after one of these only.
_CREDIT_EDGES = "(（/[【=\n"
#: So many languages are tried on a sentence that names a licence and nothing else a frame needs.
_GUESSES = 3
#: What an anchor is, beside a word that some frame needs.
NAMED, STRONG = 1, 2
#: The pseudo language of anchors that need no lexicon: licences and agencies.
ANY = ""


class Gate:
    """Finds the languages that could read something in a stretch of text."""

    def __init__(self, table: Mapping[str, Any], literals: Iterable[str], aliases: Iterable[str]) -> None:
        self._bits: Mapping[str, int] = table["bits"]
        self._always = 1 << len(self._bits)
        self._needs = [tuple(needs) for needs in table["needs"]] + [(self._always,)]
        self._known: dict[int, bool] = {}
        self._words: Mapping[str, Any] = table["words"]
        self._anchors = ahocorasick.Automaton()
        for word, (before, after, strong) in table["anchors"].items():
            self._anchors.add_word(word, (len(word), before, after, STRONG if strong else 0))
        for literal in literals:
            whole = literal.isascii() and len(literal) < 4  # "LO" must not speak in "London"
            self._anchors.add_word(literal, (len(literal), whole, whole, NAMED | STRONG))
        for alias in aliases:
            if alias not in self._anchors:
                self._anchors.add_word(alias, (len(alias), None, True, NAMED))
        self._anchors.make_automaton()

    @cached_property
    def _automaton(self) -> Any:
        automaton = ahocorasick.Automaton()
        for word, entry in self._words.items():
            automaton.add_word(word, (len(word), *entry))
        automaton.make_automaton()
        return automaton

    def _passes(self, mask: int) -> bool:
        known = self._known.get(mask)
        if known is None:
            if len(self._known) > 50_000:  # masks come from documents: no growth without bound
                self._known.clear()
            known = self._known[mask] = any(all(mask & need for need in needs) for needs in self._needs)
        return known

    def passes(self, concepts: Iterable[str]) -> bool:
        """Whether some frame, or a mark, could speak on *concepts*: the gate's question, asked of tags."""
        return self._passes(self.mask(concepts))

    def anchors(self, folded: Folded) -> list[tuple[int, int]]:
        """``(source offset, flags)`` of every anchor in *folded*, in order.

        :data:`NAMED`: a licence or an agency could be named; :data:`STRONG`: a licence, a mark of the
        grammar, a reservation.
        """
        text = folded.text
        found: dict[int, int] = {}
        padded = f"\n{text}\n"
        for last, (size, before, after, flags) in self._anchors.iter(text):
            start = last - size + 1
            if before is None:
                if padded[start] not in _CREDIT_EDGES:
                    continue
            elif before and padded[start].isalnum() and text[start].isalnum():
                continue
            if after and padded[last + 2].isalnum():
                continue
            at = folded.source(start)
            found[at] = found.get(at, 0) | flags
        return sorted(found.items())

    def mask(self, concepts: Iterable[str]) -> int:
        """The bits of *concepts*, for :meth:`languages`."""
        mask = 0
        for concept in concepts:
            mask |= 1 << self._bits[concept] if concept in self._bits else 0
        return mask

    def languages(self, text: str, beside: int = -1) -> list[str]:
        """The languages for which some frame could speak on the folded sentence *text*.

        *beside*: a :meth:`mask` of which something must be there too.
        """
        union: dict[str, int] = {}
        for masks in self._hits(text):
            for language, mask in masks.items():
                union[language] = union.get(language, 0) | mask
        shared = union.pop(SHARED, 0)  # "©" is every language's; only a word of its own makes it one
        found = sorted(language for language, mask in union.items() if (mask | shared) & beside and self._passes(mask | shared))
        return found or ([SHARED] if shared & beside and self._passes(shared) else [])

    def guesses(self, text: str) -> list[str]:
        """The few languages with most words in the folded sentence *text*, whether a frame could speak or not."""
        counts: dict[str, int] = {}
        for masks in self._hits(text):
            for language in masks:
                counts[language] = counts.get(language, 0) + 1
        counts.pop(SHARED, None)
        return sorted(sorted(counts), key=lambda language: -counts[language])[:_GUESSES]

    def _hits(self, text: str) -> Iterator[Mapping[str, int]]:
        """What each word of the gate in *text* means, by language."""
        padded = f"\n{text}\n"
        for last, (size, before, after, masks) in self._automaton.iter(text):
            start = last - size + 1
            if (before and padded[start].isalnum() and text[start].isalnum()) or (after and padded[last + 2].isalnum()):
                continue
            yield masks


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
