"""Names in a copyright line that no reading placed: whoever they are, they may have rights in the text.

“© 2024 Harrow Lane Press (Vale Post)” names a holder, and somebody else whose part nobody understood. Where an
agreement with the one would open the text, the other must be looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

import regex

from provenance.folding import fold
from provenance.notices.separate import Passage
from provenance.readings.sentence import SentenceReading
from provenance.statement import Evidence, Statement
from provenance.vocabulary import COVERING, PRECONDITIONS, Polarity

_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+(?:['’.\-&][\p{L}\p{M}\p{N}]+)*")
_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}]")
#: The language whose notices stand under texts in every other.
_SHARED = "en"
#: Where somebody stands: start and end in the text, and the line.
_Found: TypeAlias = "tuple[int, int, str]"
_PLACED = frozenset({"holder", "year", "agency"})
#: A longer stretch is cut: it is there to be quoted.
_LONGEST = 200


class Beside:
    """Finds who stands beside a holder; build it once.

    *forms*: legal forms of companies, which are no names. *others*: by language, words for people who may have rights
    beside the holder (``rules/others.yaml``).
    """

    def __init__(self, forms: Sequence[str], others: Mapping[str, Sequence[str]]) -> None:
        self._forms = frozenset(forms)
        self._others = others
        self._patterns: dict[str, Any] = {}

    def find(self, text: str, passages: Iterable[Passage]) -> list[Statement]:
        """Statements of the kind ``beside``: names in a holder's notice that nobody placed, and people without a name.

        The value is the line as it stands from the first name to its end, the evidence what is not placed.
        """
        return [
            Statement("beside", Polarity.IDENTIFIES, _evidence(text, start, end), value=value, scope=passage.scope)
            for passage in passages
            if passage.scope in COVERING
            for start, end, value in (*self._names(text, passage), *self._people(text, passage))
        ]

    def _names(self, text: str, passage: Passage) -> Iterator[_Found]:
        if any(_holder(said) for said in passage.statements):
            for sentence in passage.sentences:
                if not _understood(sentence):
                    yield from _unplaced(text, sentence, self._forms)

    def _people(self, text: str, passage: Passage) -> Iterator[_Found]:
        """“© 2024 Harrow Lane Press and contributors”, “The author retains all rights.”"""
        for sentence in passage.sentences:
            if not sentence.language or not _speaks_of_rights(sentence):
                continue
            folded = fold(text[sentence.start : sentence.end])
            match = self._pattern(sentence.language).search(folded.text)
            if match and not self._names_holder(sentence):
                start, end = (sentence.start + folded.source(at) for at in match.span())
                yield start, end, text[sentence.start : min(sentence.end, sentence.start + _LONGEST)].strip(" .;,")

    def _names_holder(self, sentence: SentenceReading) -> bool:
        """Whether a ban names somebody else too, whose leave is enough (“the author or publisher”)."""
        if any(map(_holder, sentence.statements)):
            reserved = any(said.polarity is Polarity.RESERVES for said in sentence.statements)
            return "sign" not in _concepts(sentence) and not reserved
        pattern = self._pattern(sentence.language)
        parties = [tag.text for tag in sentence.tags if "party" in tag.concepts]
        return any(pattern.search(party) is None for party in parties)

    def _pattern(self, language: str) -> Any:
        if language not in self._patterns:
            words = sorted({*self._others.get(language, ()), *self._others.get(_SHARED, ())}, key=len, reverse=True)
            spaced = [word for word in words if word[0].isalpha() and not _UNSPACED.match(word)]
            runs = [word for word in words if _UNSPACED.match(word)]
            either = "|".join(map(regex.escape, spaced)) or "(?!)"
            self._patterns[language] = regex.compile("|".join([rf"\b(?:{either})\b", *map(regex.escape, runs)]))
        return self._patterns[language]


def _speaks_of_rights(sentence: SentenceReading) -> bool:
    """Whether it says whose the rights are, who keeps them or who must be asked; and not of a picture."""
    concepts = _concepts(sentence)
    if "image" in concepts and "material" not in concepts:
        return False
    if any(_holder(said) for said in sentence.statements) and "sign" in concepts:
        return True
    silent = all(said.polarity is Polarity.IDENTIFIES for said in sentence.statements)
    if not concepts.isdisjoint({"rights", "copyright"}) and "party" in concepts and (silent or "owner" in concepts):
        return True  # “Copyright remains with the author.”
    return any(
        said.polarity is Polarity.RESERVES
        or (said.polarity is Polarity.PROHIBITS and not PRECONDITIONS.isdisjoint(said.duties))
        for said in sentence.statements
    )


def _concepts(sentence: SentenceReading) -> set[str]:
    return {concept for tag in sentence.tags for concept in tag.concepts}


def _holder(said: Statement) -> bool:
    return said.kind == "holder" and said.source == "words" and said.evidence.start is not None


def _understood(sentence: SentenceReading) -> bool:
    """Whether a sentence says something else than whose text it is: its names are places and days, or a picture's."""
    if any(map(_holder, sentence.statements)):
        return False
    concepts = _concepts(sentence)
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
