"""Indexes of forms, made when rules are compiled, so that a start has little left to build."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

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
    is the anchor); the marks last. ``words``: word → needs a boundary before, needs one after,
    bits by language. ``anchors``: the words that carry an anchor.
    """
    bits: dict[str, int] = {}

    def mask_of(options: Sequence[str]) -> int:
        mask = 0
        for concept in options:
            mask |= 1 << bits.setdefault(concept, len(bits))
        return mask

    needs = [[mask_of(options) for options in frame["gate"]] for frame in grammar["frames"]]
    needs += [[mask_of([mark])] for mark in grammar["marks"]]
    mask_of(_HINTS)
    words: dict[str, list[Any]] = {}
    for language, lexicon in lexicons.items():
        _add_words(words, language, lexicon, bits)
    wanted = 0
    for first, *_ in needs:
        wanted |= first
    anchors = [word for word, (_, _, masks) in words.items() if any(mask & wanted for mask in masks.values())]
    return {"bits": bits, "needs": needs, "words": words, "anchors": anchors}


def _add_words(words: dict[str, list[Any]], language: str, lexicon: Mapping[str, Any], bits: Mapping[str, int]) -> None:
    bounded = not lexicon["prefixes"] and lexicon["spacing"] == "words"
    affix_mask = 0
    for _, concepts in lexicon["affixes"]:
        for concept in concepts:
            affix_mask |= 1 << bits[concept] if concept in bits else 0
    for _, _, form_right, _, word, left, right, concepts in lexicon["forms"]:
        mask = affix_mask if form_right == 2 else 0
        for concept in concepts:
            mask |= 1 << bits[concept] if concept in bits else 0
        if mask:
            before, after, masks = words.get(word) or [True, True, {}]
            masks[language] = masks.get(language, 0) | mask
            words[word] = [bool(before) and bounded and not left, after and not right and word[-1:].isalnum(), masks]
