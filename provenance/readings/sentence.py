"""One sentence in one language while it is read: its tags, what is known of it, and what it states so far."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import regex

from provenance.folding import Folded
from provenance.readings.clauses import Clause
from provenance.readings.explained import explained
from provenance.readings.frames import Reading
from provenance.readings.naming import Naming
from provenance.readings.operators import NO_EARLIER, Earlier
from provenance.readings.tag import Tag, Tagger, concepts_of
from provenance.rulefiles.index import SHARED
from provenance.statement import Evidence, Statement
from provenance.vocabulary import Polarity

if TYPE_CHECKING:
    from provenance.readings.read import Readings

#: How much of a sentence must be explained before its words count (share of its words).
CLOSING_NEEDS, OPENING_NEEDS = 0.4, 0.66
#: And where the act is a mere “use”, of who knows what.
VAGUE_NEEDS = 0.97
#: So many blanks has a line that is a reservation and a name.
_SHORT_LINE = 12
#: Concepts after which a name is credited, and the name: from a colon or an opening mark to the next stop.
_CREDITING = frozenset({"credit", "source", "mention", "linkback"})
_NAMED = regex.compile(r".?\s?[:：「『“\"《（(‘']\s?[^，,。；;！!？?]{1,40}")


@dataclass(slots=True)
class SentenceReading:
    """What one sentence says. Offsets are of the document's text, half open.

    ``explained``: share of its words the lexicon accounts for. ``told``: a reporter or a court
    speaks in it. ``marks``: concepts that make a sentence notice-like without a statement.
    """

    start: int
    end: int
    language: str
    statements: list[Statement] = field(default_factory=list)
    kinds: set[str] = field(default_factory=set)
    explained: float = 0.0
    told: bool = False
    marks: set[str] = field(default_factory=set)
    tags: list[Tag] = field(default_factory=list)
    folded: Folded | None = None
    clauses: list[tuple[Clause, frozenset[str], list[Reading]]] = field(default_factory=list)
    earlier: Earlier = NO_EARLIER
    apart: Callable[[], list[Statement]] = list
    """Holder and years of a sentence that only continues a copyright line."""


class Sentence:
    """What the parts of the reading share: the sentence, the engine, and the statements that are added.

    ``masked``: where licences are named. ``name_spans``: names that no capitals show. ``known_spans``:
    what others than the lexicon account for: moments, spans of time, places. All are ``[start, end)``
    of the sentence.
    """

    def __init__(self, engine: Readings, reading: SentenceReading, original: str) -> None:
        self.engine, self.reading, self.original = engine, reading, original
        assert reading.folded is not None
        self.folded = reading.folded
        self.origin = reading.folded.source
        self.masked: list[tuple[int, int]] = []
        self.name_spans: list[tuple[int, int]] = []
        self.known_spans: list[tuple[int, int]] = []
        self.concepts: set[str] = set()

    @property
    def tagger(self) -> Tagger:
        """The tagger of the sentence's language."""
        return self.engine.tagger(self.reading.language or SHARED)

    def settle(self) -> None:
        """Take the tags as they are now: concepts and names follow from them."""
        self.concepts = concepts_of(self.reading.tags)
        self.naming = Naming(self.original, self.folded, self.reading.tags, self.tagger, self.engine.names)

    def evidence(self, start: int, end: int) -> Evidence:
        """The words ``[start, end)`` of the sentence as evidence in the document."""
        return Evidence(self.original[start:end], self.reading.start + start, self.reading.start + end)

    def of_tag(self, tag: Tag) -> Evidence:
        """The words of *tag* as evidence."""
        return self.evidence(self.origin(tag.start), self.origin(tag.end))

    def add(self, statement: Statement, *kinds: str) -> None:
        """State something, and say what kinds of notice that makes the sentence."""
        self.reading.statements.append(statement)
        self.reading.kinds.update(kinds)

    def identify(self, kind: str, value: str, start: int, end: int, reading: str) -> None:
        """State a name, a year or a licence."""
        self.add(Statement(kind, Polarity.IDENTIFIES, self.evidence(start, end), value=value, reading=reading))

    def inside_words(self, start: int, end: int) -> bool:
        """Whether a year or a place is a part of a longer phrase ("Law 28 of 2014 on Copyright")."""
        return any(
            a <= start and end <= b and b - a > end - start + 2
            for tag in self.reading.tags
            if "sign" not in tag.concepts
            for a, b in [(self.origin(tag.start), self.origin(tag.end))]
        )

    def share(self) -> float:
        """The share of the sentence that the lexicon, moments, places, licences and credited names account for."""
        spans = [*self.known_spans, *self.masked, *self._credited()]
        if self.reading.explained >= VAGUE_NEEDS or not (spans or self.name_spans):
            return self.reading.explained
        return explained(self.original, self.folded, self.reading.tags, self.tagger, spans, self.name_spans)[1]

    def _credited(self) -> list[tuple[int, int]]:
        """ "转载请注明出处：南岭科普网": without capitals, what follows a colon or a quotation mark is a name."""
        if not self.tagger.unspaced:
            return []
        ends = [self.origin(tag.end) for tag in self.reading.tags if not _CREDITING.isdisjoint(tag.concepts)]
        return [match.span() for end in ends if (match := _NAMED.match(self.original, end - 1))]


def reserves_plainly(reading: SentenceReading) -> bool:
    """A short line that reserves all rights in one phrase; the rest of it is the name of whose they are."""
    phrase = any({"reserve", "rights", "all"} <= set(tag.concepts) for tag in reading.tags)
    return phrase and reading.folded is not None and reading.folded.text.count(" ") < _SHORT_LINE
