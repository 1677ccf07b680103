"""How each language reads a line: every word with its concepts, every frame that was tried."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from provenance.document import Document
from provenance.folding import fold
from provenance.readings.gate import paragraphs
from provenance.readings.read import Readings, SentenceReading
from provenance.readings.sentences import split_sentences
from provenance.readings.tag import concepts_of
from provenance.rulefiles.pack import Rules
from provenance.spans import LineIndex
from provenance.statement import Statement

#: So many languages are shown of a sentence on which none could say anything.
_GUESSED = 2
#: So many alternatives are no advice any more.
_MANY = 10


@dataclass(frozen=True, slots=True)
class FrameTrace:
    """A frame tried on a clause: which of its features were there, and which stayed empty.

    ``asks``: the concepts it looks for and of which no word stands in the sentence, alternatives joined by “or”.
    """

    name: str
    slots: tuple[tuple[str, str], ...]
    empty: tuple[str, ...]
    asks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Trace:
    """How one language read one sentence."""

    language: str
    line: int
    column: int
    sentence: str
    tokens: tuple[tuple[str, tuple[str, ...]], ...]
    frames: tuple[FrameTrace, ...]
    statements: tuple[Statement, ...]


def why(rules: Rules, document: Document, line: int) -> list[Trace]:
    """How every language that could speak reads the sentences on *line* (1-based) of *document*."""
    readings, lines = Readings(rules.data), LineIndex(document.text)
    begin, finish = lines.line_bounds(line)
    traces: list[Trace] = []
    for start, end in paragraphs(document.text):
        for first, last in split_sentences(document.text, start, end, readings.abbreviations(document.text[start:end])):
            if first < max(finish, begin + 1) and last > begin:
                traces += _traces(readings, document.text, first, last, lines)
    return traces


def _traces(readings: Readings, text: str, start: int, end: int, lines: LineIndex) -> Iterator[Trace]:
    row, column = lines.position(start)
    folded = fold(text[start:end], blanks=True).text
    # where no frame could speak, the languages with most of its words show what is missing
    for language in readings.gate.languages(folded) or readings.gate.guesses(folded)[:_GUESSED] or [""]:
        reading = readings.read(text, start, end, [language], neighbour=True)
        tokens = tuple((tag.text, tag.concepts) for tag in reading.tags)
        frames = tuple(frames_of(readings, reading))
        yield Trace(language or "none", row, column, text[start:end], tokens, frames, tuple(reading.statements))


def frames_of(readings: Readings, reading: SentenceReading) -> Iterator[FrameTrace]:
    """The frames that were tried on the clauses of a sentence."""
    for _, flags, _ in reading.clauses:
        yield from _frames(readings.frames, flags, concepts_of(reading.tags))


def _frames(frames: Sequence[Mapping[str, Any]], flags: frozenset[str], named: set[str]) -> Iterator[FrameTrace]:
    """Frames with at least one feature there; nearly fitting ones tell a lexicon writer what is missing."""
    for frame in frames:
        present = [feature for feature in frame["all"] if feature in flags]
        if not present:
            continue
        empty = [feature for feature in frame["all"] if feature not in flags]
        empty += [f"no {feature}" for feature in frame["none"] if feature in flags]
        missed = [options for options in frame["gate"] if named.isdisjoint(options)]
        asks = tuple(" or ".join(options) for options in missed if len(options) < _MANY) if empty else ()
        yield FrameTrace(frame["id"], tuple((feature, "there") for feature in present), tuple(empty), asks)
