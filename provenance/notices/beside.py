"""Names in a copyright line that no reading placed: whoever they are, they may have rights in the text.

“© 2024 Harrow Lane Press (Vale Post)” names a holder, and somebody else whose part nobody understood. Where an
agreement with the one would open the text, the other must be looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import regex

from provenance.notices.separate import Passage
from provenance.readings.sentence import SentenceReading
from provenance.statement import Evidence, Statement
from provenance.vocabulary import COVERING, Polarity

_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+(?:['’.\-&][\p{L}\p{M}\p{N}]+)*")
_PLACED = frozenset({"holder", "year", "agency"})
#: A longer stretch is cut: it is there to be quoted.
_LONGEST = 200


def names_beside(text: str, passages: Iterable[Passage], forms: Sequence[str]) -> list[Statement]:
    """A statement of the kind ``beside`` for each sentence of a holder's notice that holds a name nobody placed.

    *forms*: legal forms of companies, which are no names. The value is the line as it stands from the first name to
    its end, the evidence the name that is not placed.
    """
    known = frozenset(forms)
    return [
        Statement("beside", Polarity.IDENTIFIES, _evidence(text, start, end), value=value, scope=passage.scope)
        for passage in passages
        if passage.scope in COVERING and any(_holder(said) for said in passage.statements)
        for sentence in passage.sentences
        if not _understood(sentence)
        for start, end, value in _unplaced(text, sentence, known)
    ]


def _holder(said: Statement) -> bool:
    return said.kind == "holder" and said.source == "words" and said.evidence.start is not None


def _understood(sentence: SentenceReading) -> bool:
    """Whether a sentence says something else than whose text it is: its names are places and days, or a picture's."""
    if any(map(_holder, sentence.statements)):
        return False
    concepts = {concept for tag in sentence.tags for concept in tag.concepts}
    picture = "image" in concepts and "material" not in concepts
    return picture or any(said.polarity is not Polarity.IDENTIFIES for said in sentence.statements)


def _evidence(text: str, start: int, end: int) -> Evidence:
    return Evidence(text[start : min(end, start + _LONGEST)], start, end)


def _unplaced(text: str, sentence: SentenceReading, forms: frozenset[str]) -> Iterator[tuple[int, int, str]]:
    """From the first name that is not placed to the last, with the capital words that follow it."""
    placed, tagged = _spans(sentence)
    first: int | None = None
    last = 0
    for match in _WORD.finditer(text, sentence.start, sentence.end):
        word, start, end = match[0], match.start(), match.end()
        if _inside(start, end, placed) or not _named(word) or word.lower().replace(".", "") in forms:
            continue
        if not _inside(start, end, tagged):
            first = start if first is None else first
        elif first is None or text[last:start].strip():
            continue  # a word that is understood, and no part of the name before it
        last = end
    if first is not None:
        beside = [said.evidence for said in sentence.statements if _holder(said)]
        begin = min([first, *(one.start or 0 for one in beside)])
        yield first, last, text[begin : min(sentence.end, begin + _LONGEST)].strip(" .;,")


def _named(word: str) -> bool:
    """Whether *word* looks like a name: a capital, or a letter of an alphabet that has none."""
    return word[0].isalpha() and not word[0].islower()


def _spans(sentence: SentenceReading) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """What statements place, and what the lexicon knows, as offsets of the document's text."""
    placed = [
        (said.evidence.start, said.evidence.end)
        for said in sentence.statements
        if (said.kind in _PLACED or said.limits) and said.evidence.start is not None and said.evidence.end is not None
    ]
    tagged = []
    if sentence.folded is not None:
        origin = sentence.folded.source
        tagged = [(sentence.start + origin(tag.start), sentence.start + origin(tag.end)) for tag in sentence.tags]
    return placed, tagged


def _inside(start: int, end: int, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start < last and first < end for first, last in spans)
