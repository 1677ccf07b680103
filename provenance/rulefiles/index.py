"""Indexes of forms, made when rules are compiled, so that a start has little left to build."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from provenance.rulefiles.forms import AFFIXES, CLOSED

#: The pseudo language of signs and words that every language uses.
SHARED = "mul"
#: Concepts that no frame asks for but that tell one language from another beside a bare © line.
_HINTS = ("and", "by", "party", "source", "image", "foreign", "material", "owner")


def index_forms(forms: Iterable[Sequence[Any]]) -> dict[str, list[list[Any]]]:
    """Literal → its forms: left open, right (closed, open, affixes), pattern, concepts."""
    table: dict[str, list[list[Any]]] = {}
    for literal, left, right, pattern, *_, concepts in forms:
        table.setdefault(literal, []).append([left, right, pattern, concepts])
    return table


def gate_table(lexicons: Mapping[str, Mapping[str, Any]], grammar: Mapping[str, Any]) -> dict[str, Any]:
    """What the gate looks for, over all languages.

    ``bits``: concept → its bit. ``needs``: for each frame, a mask for each of its lists (the first
    is the anchor); the marks last. ``words``: word or phrase as folded sentences hold it → needs a
    boundary before, needs one after, bits by language. ``anchors``: the words (of phrases the rarest)
    that carry an anchor, in texts whose blanks are not folded yet: the two boundaries, and whether
    it is a strong one (a mark of the grammar, a reservation).
    """
    bits: dict[str, int] = {}

    def mask_of(options: Sequence[str]) -> int:
        mask = 0
        for concept in options:
            mask |= 1 << bits.setdefault(concept, len(bits))
        return mask

    needs = [[mask_of(options) for options in frame["gate"]] for frame in grammar["frames"]]
    needs += [[mask_of([mark])] for mark in grammar["marks"]]
    strong = mask_of([*grammar["marks"], "reserve"])
    mask_of(_HINTS)
    wanted = 0
    for first, *_ in needs:
        wanted |= first
    words: dict[str, list[Any]] = {}
    anchors: dict[str, list[Any]] = {}
    for language, lexicon in lexicons.items():
        for form in _gate_forms(lexicon, bits):
            _add_word(words, form.phrase, form.phrase_bounds, language, form.mask)
            if form.mask & wanted:
                _add_word(anchors, form.word, form.word_bounds, language, form.mask)
    flagged = {
        word: [before, after, any(mask & strong for mask in masks.values())]
        for word, (before, after, masks) in anchors.items()
    }
    return {"bits": bits, "needs": needs, "words": words, "anchors": flagged}


@dataclass(frozen=True, slots=True)
class _GateForm:
    """One form as the gate sees it: the whole phrase or the part that is certain, and its rarest word."""

    phrase: str
    phrase_bounds: tuple[bool, bool]
    word: str
    word_bounds: tuple[bool, bool]
    mask: int


def _gate_forms(lexicon: Mapping[str, Any], bits: Mapping[str, int]) -> Iterator[_GateForm]:
    bounded = not lexicon["prefixes"] and lexicon["spacing"] == "words"

    def mask_of(concepts: Iterable[str]) -> int:
        mask = 0
        for concept in concepts:
            mask |= 1 << bits[concept] if concept in bits else 0
        return mask

    affix_mask = mask_of(concept for _, concepts in lexicon["affixes"] for concept in concepts)
    for literal, form_left, form_right, pattern, word, left, right, concepts in lexicon["forms"]:
        mask = mask_of(concepts) | (affix_mask if form_right == AFFIXES else 0)
        if mask:
            word_bounds = bounded and not left, not right and word[-1:].isalnum()
            if pattern:  # a phrase with gaps: its rarest word stands for it
                yield _GateForm(word, word_bounds, word, word_bounds, mask)
            else:
                bounds = bounded and not form_left, form_right == CLOSED and literal[-1:].isalnum()
                yield _GateForm(literal, bounds, word, word_bounds, mask)


def _add_word(table: dict[str, list[Any]], word: str, bounds: tuple[bool, bool], language: str, mask: int) -> None:
    before, after, masks = table.get(word) or [True, True, {}]
    masks[language] = masks.get(language, 0) | mask
    table[word] = [before and bounds[0], after and bounds[1], masks]
