"""How much of a sentence its language accounts for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import regex

from provenance.folding import Folded
from provenance.readings.tag import Tag, Tagger

WORDS = regex.compile(
    r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}ー々]|[\w\p{M}]+(?:['\-.@:/][\w\p{M}]+)*"
)
ADDRESS = regex.compile(
    r"https?://\S{1,300}|www\.\S{1,200}|[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{1,64}|\b(?:[\w-]{1,60}\.){0,3}[\w-]{2,60}\.(?:com|org|net|example|[a-z]{2})\b(?:/\S{0,200})?",
    regex.I,
)
_ORDINARY, _TELLING, _NAME = b"\x01", b"\x02", b"\x03"
#: Concepts of words that every sentence may hold.
_PLAIN = frozenset({"filler", "by", "and", "party", "media", "anyone", "material"})


def outside(tags: Sequence[Tag], mentions: Sequence[Any], folded: Folded) -> list[Tag]:
    """The *tags* that are no part of the *mentions* of licences: the letters of "BY-NC-SA" are no words."""
    inside = [(mention.start, mention.end) for mention in mentions]
    return [
        tag
        for tag in tags
        if not any(start <= folded.source(tag.start) and folded.source(tag.end) <= end for start, end in inside)
    ]


def explained(
    original: str,
    folded: Folded,
    tags: Sequence[Tag],
    tagger: Tagger,
    spans: Iterable[tuple[int, int]] = (),
    names: Iterable[tuple[int, int]] = (),
) -> tuple[float, float]:
    """How many words of a sentence tags and addresses account for (those that tell something count more), and
    their share; names and numbers do not count. *spans*: what is accounted for otherwise; *names*: what is
    neither explained nor strange."""
    covered = bytearray(len(original) + 1)
    for tag in tags:
        start, end = folded.source(tag.start), folded.source(tag.end)
        covered[start:end] = (_ORDINARY if _PLAIN.issuperset(tag.concepts) else _TELLING) * (end - start)
    for start, end in spans:
        covered[start:end] = _ORDINARY * (end - start)
    for start, end in names:
        covered[start:end] = _NAME * (end - start)
    for match in ADDRESS.finditer(original):
        covered[match.start() : match.end()] = _ORDINARY * (match.end() - match.start())
    total = known = telling = 0
    shouting = original.isupper()
    for match in WORDS.finditer(original):
        word = match[0]
        mark = max(covered[match.start() : match.end()])
        if mark == _NAME[0]:
            continue
        if mark:
            known, total, telling = known + 1, total + 1, telling + (mark == _TELLING[0])
        elif word[0].isdigit():
            continue
        elif word[0].isupper() and match.start() > 0 and not shouting and not tagger.capitalised_nouns:
            continue  # a name: neither explained nor strange
        else:
            total += 1
    return known + telling / 2, known / total if total else 1.0
