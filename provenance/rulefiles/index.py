"""Indexes of forms, made when rules are compiled, so that a start has little left to build."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from provenance.rulefiles.forms import AFFIXES

#: The pseudo language of signs and words that every language uses.
SHARED = "mul"
#: What must not stand beside a word of the gate: nothing, an ASCII letter or digit, any.
NONE, LATIN, FULL = 0, 1, 2
#: Concepts that no frame asks for but that tell one language from another beside a bare © line.
_HINTS = ("and", "by", "party", "source", "image", "foreign", "material", "owner")


def index_forms(forms: Iterable[Sequence[Any]]) -> dict[str, str]:
    """The literals of *forms*, a line each, and for each a line of JSON with its forms: left open, right
    (closed, open, affixes), pattern, concepts. Lines, since a text meets few of them.
    """
    table: dict[str, list[list[Any]]] = {}
    for literal, left, right, pattern, *_, concepts in forms:
        table.setdefault(literal, []).append([left, right, pattern, concepts])
    return {
        "literals": "\n".join(table),
        "lines": "\n".join(json.dumps(its, ensure_ascii=False, separators=(",", ":")) for its in table.values()),
    }


def gate_table(lexicons: Mapping[str, Mapping[str, Any]], grammar: Mapping[str, Any]) -> dict[str, Any]:
    """What the gate looks for, over all languages.

    ``bits``: concept → its bit. ``needs``: for each frame, a mask for each of its lists (the first
    is the anchor); the marks last. ``strong``: a mask of the concepts that are weighty by themselves
    (the marks, a reservation). ``languages``: those with a word, in order. ``words``, ``entries``: a
    line for each word, and one of JSON with the boundary it needs before and after, its bits by
    language, and the phrases it is the rarest word of, each with its bits by language. Lines, since
    a text meets a few hundred of the words: the others need not be parsed.
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
    words: dict[str, list[Any]] = {}
    for language, lexicon in lexicons.items():
        _add_words(words, language, lexicon, bits)
    spoken = {tag for entry in words.values() for masks in (entry[2], *entry[3].values()) for tag in masks}
    return {
        "bits": bits,
        "needs": needs,
        "strong": strong,
        "languages": sorted(spoken),
        "words": "\n".join(words),
        "entries": "\n".join(json.dumps(entry, ensure_ascii=False, separators=(",", ":")) for entry in words.values()),
    }


def _add_words(words: dict[str, list[Any]], language: str, lexicon: Mapping[str, Any], bits: Mapping[str, int]) -> None:
    blanks, clitics = lexicon["spacing"] == "words", bool(lexicon["prefixes"])

    def mask_of(concepts: Iterable[str]) -> int:
        mask = 0
        for concept in concepts:
            mask |= 1 << bits[concept] if concept in bits else 0
        return mask

    affix_mask = mask_of(concept for _, concepts in lexicon["affixes"] for concept in concepts)
    for literal, _, right, pattern, word, word_left, word_right, concepts in lexicon["forms"]:
        mask = mask_of(concepts) | (affix_mask if right == AFFIXES else 0)
        if not mask:
            continue
        # Latin words in a script without blanks end where the other script begins
        edge = FULL if blanks else LATIN if word.isascii() else NONE
        entry = words.setdefault(word, [FULL, FULL, {}, {}])
        entry[0] = min(entry[0], NONE if word_left or (clitics and not word.isascii()) else edge)
        entry[1] = min(entry[1], NONE if word_right or not word[-1:].isalnum() else edge)
        # a phrase with gaps, or with a clitic or an ending, is taken for its rarest word
        whole = " " in literal and not pattern and right != AFFIXES
        masks = entry[3].setdefault(literal, {}) if whole else entry[2]
        masks[language] = masks.get(language, 0) | mask
