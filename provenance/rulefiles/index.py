"""Indexes of forms, made when rules are compiled, so that a start has little left to build."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from provenance.rulefiles.forms import AFFIXES

#: The pseudo language of signs and words that every language uses.
SHARED = "mul"
#: What must not stand beside a word of the gate: nothing, an ASCII letter or digit, any.
NONE, LATIN, FULL = 0, 1, 2
#: By the boundaries before and after: bits by language, of phrases by what they hold, languages with endings.
_Variants: TypeAlias = "dict[tuple[int, int], tuple[dict[str, int], dict[str, dict[str, int]], list[str]]]"
#: Concepts that no frame asks for but that tell one language from another beside a bare © line.
_HINTS = ("and", "by", "party", "source", "image", "foreign", "material", "owner")


def index_forms(forms: Iterable[Sequence[Any]]) -> dict[str, str]:
    """The literals of *forms*, a line each, and for each a line of JSON with its forms: left open, right
    (closed, open, affixes), pattern, concepts, and what else a text must hold for the pattern.
    Lines, since a text meets few of them.
    """
    table: dict[str, list[list[Any]]] = {}
    for literal, left, right, pattern, _, _, _, held, concepts in forms:
        others = [run for run in held if run not in literal] if pattern else []
        table.setdefault(literal, []).append([left, right, pattern, concepts, others])
    return {
        "literals": "\n".join(table),
        "lines": "\n".join(json.dumps(its, ensure_ascii=False, separators=(",", ":")) for its in table.values()),
    }


def gate_table(lexicons: Mapping[str, Mapping[str, Any]], grammar: Mapping[str, Any]) -> dict[str, Any]:
    """What the gate looks for, over all languages.

    ``bits``: concept → its bit. ``needs``: for each frame, a mask for each of its lists (the first
    is the anchor); the marks last. ``strong``: a mask of the concepts that are weighty by themselves
    (the marks, a reservation). ``languages``: those with a word, in order. ``affixes``: by language,
    pairs of an ending and its bits. ``words``, ``entries``: a line for each word, and one of JSON with
    its variants: the boundary needed before and after, its bits by language, the phrases it is the
    rarest word of (what they hold, joined by tabs), each with its bits by language, and the languages
    in which an ending may add to them. Lines, since a text meets a few hundred of the words: the
    others need not be parsed.
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
    words: dict[str, _Variants] = {}
    for language, lexicon in lexicons.items():
        _add_words(words, language, lexicon, bits)
    return {
        "bits": bits,
        "needs": needs,
        "strong": strong,
        "languages": sorted(_spoken(words)),
        "affixes": {language: _affixes(lexicon, bits) for language, lexicon in lexicons.items() if lexicon["affixes"]},
        "words": "\n".join(words),
        "entries": "\n".join(map(_line, words.values())),
    }


def extend_gate(gate: Mapping[str, Any], lexicons: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """*gate* with the words of *lexicons* added: what :func:`gate_table` would give for all together, but for order.

    A lexicon whose words are in the table already may come again with more of them.
    """
    bits = gate["bits"]
    words: dict[str, _Variants] = {}
    for language, lexicon in lexicons.items():
        _add_words(words, language, lexicon, bits)
    known = {word: number for number, word in enumerate(gate["words"].split("\n"))}
    lines = gate["entries"].split("\n")
    for word, its in words.items():
        if word in known:
            lines[known[word]] = _line(_joined(lines[known[word]], its))
        else:
            lines.append(_line(its))
    return {
        **{key: gate[key] for key in ("bits", "needs", "strong")},
        "languages": sorted({*gate["languages"], *_spoken(words)}),
        "affixes": {
            **gate["affixes"],
            **{language: _affixes(lexicon, bits) for language, lexicon in lexicons.items() if lexicon["affixes"]},
        },
        "words": "\n".join([gate["words"], *(word for word in words if word not in known)]),
        "entries": "\n".join(lines),
    }


def _line(its: _Variants) -> str:
    variants = [[*edges, *variant] for edges, variant in its.items()]
    return json.dumps(variants, ensure_ascii=False, separators=(",", ":"))


def _joined(line: str, its: _Variants) -> _Variants:
    """The variants of a word on its *line*, and those that come to it."""
    joined: _Variants = {(before, after): tuple(known) for before, after, *known in json.loads(line)}
    for edges, (masks, phrases, ends) in its.items():
        known_masks, known_phrases, known_ends = joined.setdefault(edges, ({}, {}, []))
        _join(known_masks, masks)
        for runs, found in phrases.items():
            _join(known_phrases.setdefault(runs, {}), found)
        known_ends.extend(language for language in ends if language not in known_ends)
    return joined


def _join(masks: dict[str, int], more: Mapping[str, int]) -> None:
    for language, mask in more.items():
        masks[language] = masks.get(language, 0) | mask


def _spoken(words: Mapping[str, _Variants]) -> set[str]:
    variants = [(masks, phrases) for its in words.values() for masks, phrases, _ in its.values()]
    return {tag for masks, phrases in variants for found in (masks, *phrases.values()) for tag in found}


def _mask_of(concepts: Iterable[str], bits: Mapping[str, int]) -> int:
    """The bits of those *concepts* that the gate looks for."""
    mask = 0
    for concept in concepts:
        mask |= 1 << bits[concept] if concept in bits else 0
    return mask


def _affixes(lexicon: Mapping[str, Any], bits: Mapping[str, int]) -> list[list[Any]]:
    pairs = ([pattern, _mask_of(concepts, bits)] for pattern, concepts in lexicon["affixes"])
    return [pair for pair in pairs if pair[1]]


def _add_words(words: dict[str, _Variants], language: str, lexicon: Mapping[str, Any], bits: Mapping[str, int]) -> None:
    blanks, clitics = lexicon["spacing"] == "words", bool(lexicon["prefixes"])
    affixed = _mask_of((concept for _, concepts in lexicon["affixes"] for concept in concepts), bits)
    for literal, _, right, pattern, word, word_left, word_right, held, concepts in lexicon["forms"]:
        mask = _mask_of(concepts, bits)
        phrase = bool(pattern) or " " in literal
        if right == AFFIXES and phrase:
            mask |= affixed
        if not mask and right != AFFIXES:
            continue
        # Latin words in a script without blanks end where the other script begins
        edge = FULL if blanks else LATIN if word.isascii() else NONE
        before = NONE if word_left or (clitics and not word.isascii()) else edge
        after = NONE if word_right or not word[-1:].isalnum() else edge
        masks, phrases, suffixed = words.setdefault(word, {}).setdefault((before, after), ({}, {}, []))
        # a phrase is taken for its rarest word, then for all that it holds
        runs = "\t".join(run for run in held if run not in word) if phrase else ""
        found = phrases.setdefault(runs, {}) if runs else masks
        found[language] = found.get(language, 0) | mask
        if right == AFFIXES and not phrase and affixed and language not in suffixed:
            suffixed.append(language)
