"""Licences named in a sentence: what they grant there, and what takes it back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import regex

from provenance.readings.sentence import Sentence
from provenance.readings.tag import Tag, concepts_of
from provenance.vocabulary import Polarity

_PHRASE_ENDS = regex.compile(r"[,;:.(，。；：、](?!\w)")
#: How far from a licence's name the word "licence" may stand and mean no permission to be got.
_BESIDE = 30


def name_licences(sentence: Sentence, mentions: Sequence[Any]) -> None:
    """State the licences at *mentions* and what they grant; their own words then say nothing else."""
    for mention in mentions:
        if mention.software:
            sentence.reading.marks.add("software-licence")
            continue
        if mention.by == "name" and mention.id == "PD" and sentence.reading.told:
            continue
        _mask(sentence, mention.start, mention.end)
        evidence = sentence.evidence(mention.start, mention.end)
        doubts = _doubts(sentence, mention)
        for statement in sentence.engine.licence_statements(mention.id, evidence, mention.by):
            if statement.polarity is Polarity.PERMITS:
                statement.unread += doubts
            sentence.add(statement, "permission")
    _only_licences(sentence)


def _doubts(sentence: Sentence, mention: Any) -> tuple[str, ...]:
    """Words beside a licence's name that take it back: "is not under …", "until 2019 under …", "parts are …"."""
    marks = [match.start() for match in _PHRASE_ENDS.finditer(sentence.original)]
    start = max((at for at in marks if at < mention.start), default=-1)
    end = min((at for at in marks if at >= mention.end), default=len(sentence.original))
    near = [t for t in sentence.reading.tags if start < sentence.origin(t.start) and sentence.origin(t.end) <= end]
    concepts = concepts_of(near)
    if concepts & {"if", "except", "all"} or concepts & sentence.engine.acts:
        return ()  # "unless it says otherwise", "all or parts of it", "… and may not be altered"
    before = [t for t in near if sentence.origin(t.end) <= mention.start]
    doubted = [t for t in near if "neg" in t.concepts]
    doubted += [t for t in before if {"until", "part", "some"} & set(t.concepts) and "reserve" not in t.concepts]
    return tuple(tag.text for tag in doubted)


def _mask(sentence: Sentence, start: int, end: int) -> None:
    """The words of a licence's name, and "licence" beside it, say nothing of their own."""
    for i, tag in enumerate(sentence.reading.tags):
        at, to = sentence.origin(tag.start), sentence.origin(tag.end)
        inside = start <= at and to <= end
        beside = "consent" in tag.concepts and start - _BESIDE <= at and to <= end + _BESIDE
        if inside or beside:
            sentence.reading.tags[i] = Tag(tag.start, tag.end, ("filler",), tag.text)
    sentence.masked.append((start, end))


def _only_licences(sentence: Sentence) -> None:
    """Where a licence is named and no act besides, "licence" means that one everywhere in the sentence."""
    tags = sentence.reading.tags
    if sentence.masked and sentence.engine.acts.isdisjoint(concepts_of(tags)):
        for i, tag in enumerate(tags):
            if "consent" in tag.concepts:
                tags[i] = Tag(tag.start, tag.end, ("filler",), tag.text)


def licensor(sentence: Sentence) -> None:
    """ "A title by Ada Quill is licensed under …": the form that licence choosers write."""
    first = sentence.masked[0][0]
    by = next((tag for tag in sentence.reading.tags if "by" in tag.concepts and sentence.origin(tag.end) < first), None)
    if by is None or "copyright" in sentence.reading.kinds:
        return
    following = [t for t in sentence.reading.tags if t.start >= by.end and "by" not in t.concepts]
    stop = sentence.origin(following[0].start) if following else first
    for name in sentence.naming.names.between(
        sentence.original, sentence.origin(by.end), min(stop, first), [], sentence.origin
    ):
        if " " in name.name:
            sentence.identify("holder", name.name, name.start, name.end, f"{sentence.reading.language}/licensor")
