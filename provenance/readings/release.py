"""Tags that a closer look takes back: words inside names and addresses, letters that are no sign."""

from __future__ import annotations

import regex

from provenance.readings.explained import ADDRESS
from provenance.readings.sentence import Sentence
from provenance.readings.tag import Tag

#: A quoted title: a capital and at most six words.
TITLE = regex.compile(r"[«„“\"‘「『]\p{Lu}[^\s«»„“”\"]*(?:\s[^\s«»„“”\"]+){0,5}[»“”\"’」』]")
#: A sentence longer than this is prose, in which “(c)” counts.
_PROSE = 60
_LAST_WORD = regex.compile(r"(\p{Lu}[\p{L}\p{M}]+) $")
_NEXT_WORD = regex.compile(r" (\p{Lu}[\p{L}\p{M}]+)")


def release(sentence: Sentence) -> None:
    """Let go of the tags of *sentence* that mean nothing where they stand."""
    _names(sentence)
    _addresses(sentence)
    _signs(sentence)
    _acts(sentence)


def _names(sentence: Sentence) -> None:
    """ "© 2024 Court Gazette Ltd": behind a sign, or in a title, a reporter's word with a capital is a name."""
    tags = sentence.reading.tags
    sign = next((tag for tag in tags if "sign" in tag.concepts), None)
    titles = (
        [m.span() for m in TITLE.finditer(sentence.original)] if any("report" in tag.concepts for tag in tags) else []
    )
    for i, tag in enumerate(tags):
        if "report" in tag.concepts and any(a < sentence.origin(tag.start) < b for a, b in titles):
            tags[i] = Tag(tag.start, tag.end, (), tag.text)  # a journal called «Military Herald» reports nothing
        if sign is not None and "report" in tag.concepts and tag.start >= sign.end:
            at = sentence.origin(tag.start)
            while at > 0 and sentence.original[at - 1].isalpha():
                at -= 1
            if sentence.original[at].isupper() or sentence.original[at - 1] == "(":  # a form in brackets
                tags[i] = Tag(tag.start, tag.end, (), tag.text)


def _addresses(sentence: Sentence) -> None:
    """ "copyright@…", "free-press.example": words inside an address say nothing."""
    if "." not in sentence.original and "@" not in sentence.original:
        return
    spans = [match.span() for match in ADDRESS.finditer(sentence.original)]
    for i, tag in enumerate(sentence.reading.tags):
        start, end = sentence.origin(tag.start), sentence.origin(tag.end)
        if any(a <= start and end <= b and b - a > end - start for a, b in spans):
            sentence.reading.tags[i] = Tag(tag.start, tag.end, ("filler",), tag.text)


def _signs(sentence: Sentence) -> None:
    """ "Section 956(c)(2)", "the Copyright and Designs Act": letters and words that open no copyright line."""
    for i, tag in enumerate(sentence.reading.tags):
        if "sign" not in tag.concepts:
            continue
        start, end = sentence.origin(tag.start), sentence.origin(tag.end)
        before, after = sentence.original[start - 1 : start], sentence.original[end:]
        if tag.text.startswith("("):
            prose = start > 0 and after.lstrip()[:1].islower() and len(sentence.original) > _PROSE
            opens = not (before.isalnum() or before == ")" or after.startswith("(") or prose)
        else:
            following = after.lstrip()
            joint = next((t for t in sentence.reading.tags[i + 1 : i + 2] if "by" in t.concepts), None)
            opens = following[:1] != "&" and not (
                tag.text.isalpha() and following[:1].islower() and after[:1] == " " and joint is None
            )
        if not opens:
            concepts = tuple(c for c in tag.concepts if c != "sign" and not tag.text.startswith("(")) or ("filler",)
            sentence.reading.tags[i] = Tag(tag.start, tag.end, concepts, tag.text)


def _acts(sentence: Sentence) -> None:
    """ "Turner Broadcasting System": a capital beside a word nobody knows is a part of a name."""
    if sentence.original.isupper() or sentence.tagger.capitalised_nouns:
        return
    tags = sentence.reading.tags
    covered = [(sentence.origin(t.start), sentence.origin(t.end)) for t in tags]
    for i, tag in enumerate(tags):
        start, end = covered[i]
        if start == 0 or not sentence.original[start].isupper() or sentence.engine.acts.isdisjoint(tag.concepts):
            continue
        beside = [_LAST_WORD.search(sentence.original, 0, start), _NEXT_WORD.match(sentence.original, end)]
        if any(m and not any(a < m.end(1) and m.start(1) < b for a, b in covered) for m in beside):
            tags[i] = Tag(tag.start, tag.end, (), tag.text)
