"""Limits of a single item become notices of their own, or belong to the notice they stand in.

“UK OUT”, “EDITORIAL USE ONLY”: what they are is told by :mod:`provenance.readings.limits`; here they get their
scope, are taken out of the body, and take the place of what the grammar made of the same words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from provenance.document import Document
from provenance.folding import fold
from provenance.notices.places import Places
from provenance.notices.separate import SILENT, Passage, Separation, trimmed
from provenance.readings.limits import Limit
from provenance.readings.read import Readings, SentenceReading
from provenance.readings.tag import concepts_of
from provenance.statement import Statement
from provenance.vocabulary import COVERING, Polarity, Scope

#: Where on a page words are about something else than its text.
_SCOPES = {"caption": Scope.IMAGE, "related": Scope.OTHER, "remarks": Scope.OTHER}
#: A limit that stands on a page in one of these is none of the text.
_UNHEARD = frozenset({"menu", "form", "banner"})


class LimitSeparator:
    """Adds the limits of a text to what was separated; build it once."""

    def __init__(self, readings: Readings, places: Places) -> None:
        self._readings = readings
        self._places = places

    def add(self, document: Document, separation: Separation) -> None:
        """Add the limits in the words of *document* to *separation*."""
        found, exhausted = self._readings.limits.find(document.read)
        separation.exhausted |= exhausted
        if not found:
            return
        silent = [(block.start, block.end) for block in document.blocks if block.role in SILENT]
        for limit in found:
            if any(start <= limit.start < end for start, end in silent):
                continue
            place = self._place(document, limit) if document.names is not None else ""
            if place not in _UNHEARD:
                self._put(document.read, limit, separation, _SCOPES.get(place))

    def add_to(self, text: str, separation: Separation) -> None:
        """The same for a short text without a document around it."""
        for limit in self._readings.limits.find(text).limits:
            self._put(text, limit, separation, None)

    def _place(self, document: Document, limit: Limit) -> str:
        here = (block.around for block in document.blocks if block.start <= limit.start < block.end)
        around = next((mark for mark in here if mark is not None), None)
        return "" if around is None else self._places.of(document.within(around))

    def _put(self, text: str, limit: Limit, separation: Separation, scope: Scope | None) -> None:
        reading = SentenceReading(limit.start, limit.end, limit.language, explained=1.0)
        reading.statements, reading.kinds = list(limit.statements), set(limit.kinds)
        passage = next((p for p in separation.passages if p.start < limit.end and limit.start < p.end), None)
        if passage is None:
            found = scope or self._scope(text, limit)
            passage = Passage(limit.start, limit.end, [reading], scope=found)
            separation.passages = sorted([*separation.passages, passage], key=lambda one: one.start)
        else:
            _replace(passage, limit)
            if any(s.polarity is Polarity.REQUIRES for s in passage.statements):
                reading.statements = [s for s in reading.statements if s.kind != "duty"]
            passage.start, passage.end = min(passage.start, limit.start), max(passage.end, limit.end)
        for statement in reading.statements:
            statement.scope = passage.scope
        if passage.sentences != [reading]:
            _hand_over(reading, passage)
        if passage.scope in COVERING:
            _take_out(text, passage, separation)

    def _scope(self, text: str, limit: Limit) -> Scope:
        """A limit beside words about pictures is the picture's."""
        start, end = text.rfind("\n", 0, limit.start) + 1, text.find("\n", limit.end)
        around = f"{text[start : limit.start]} {text[limit.end : end if end >= 0 else len(text)]}"
        concepts = concepts_of(self._readings.tagger(limit.language).tag(fold(around, blanks=True).text))
        return Scope.IMAGE if "image" in concepts and "material" not in concepts else Scope.DOCUMENT


def _replace(passage: Passage, limit: Limit) -> None:
    """Take out of *passage* what the grammar read in the words of the limit; duties and names stay."""
    spans = [*limit.parts, *((s.evidence.start or 0, s.evidence.end or 0) for s in limit.statements)]
    for sentence in passage.sentences:
        kept = []
        for statement in sentence.statements:
            if statement.reading.endswith("/giver") and not _is_beside(statement, spans):
                continue
            if statement.polarity in (Polarity.PROHIBITS, Polarity.PERMITS) and not _is_apart(statement, limit):
                statement.act_evidence = {
                    act: where
                    for act, where in statement.act_evidence.items()
                    if not _inside(where.start, where.end, limit.parts)
                }
                statement.acts &= frozenset(statement.act_evidence)
                if not statement.acts:
                    continue
            kept.append(statement)
        sentence.statements = kept


def _hand_over(reading: SentenceReading, passage: Passage) -> None:
    """Give what *reading* says to the sentences of *passage* it stands in; what stands in none is one more."""
    alone = []
    for statement in reading.statements:
        at = statement.evidence.start or 0
        sentence = next((one for one in passage.sentences if one.start <= at < one.end), None)
        if sentence is None:
            alone.append(statement)
        else:
            sentence.statements.append(statement)
            sentence.kinds = sentence.kinds | reading.kinds  # a paragraph that comes again shares them
    reading.statements = alone
    if alone:
        passage.sentences = sorted([*passage.sentences, reading], key=lambda one: one.start)


def _is_apart(statement: Statement, limit: Limit) -> bool:
    """Whether it has other words, or permits something: what is fully understood of that stays."""
    start, end = statement.evidence.start, statement.evidence.end
    if start is None or end is None or not statement.acts or statement.kind == "embargo":
        return True
    if statement.polarity is Polarity.PERMITS and not statement.unread:
        return True
    return _is_beside(statement, limit.parts)


def _is_beside(statement: Statement, spans: Iterable[tuple[int, int]]) -> bool:
    start, end = statement.evidence.start or 0, statement.evidence.end or 0
    return all(end <= first or last <= start for first, last in spans)


def _inside(start: int | None, end: int | None, parts: Iterable[tuple[int, int]]) -> bool:
    return start is not None and end is not None and any(first <= start and end <= last for first, last in parts)


def _take_out(text: str, passage: Passage, separation: Separation) -> None:
    """Cut the notice out of the body."""
    pieces: list[tuple[int, int]] = []
    for start, end in separation.body_spans:
        if end <= passage.start or passage.end <= start:
            pieces.append((start, end))
            continue
        pieces += _trimmed(text, [(start, min(end, passage.start)), (max(start, passage.end), end)])
    separation.body_spans = pieces
    separation.body = (pieces[0][0], pieces[-1][1]) if pieces else (0, 0)


def _trimmed(text: str, pieces: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    return [piece for start, end in pieces if start < end and (piece := trimmed(text, start, end))]
