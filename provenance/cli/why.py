"""How a reading is shown to the author of a lexicon: word by word, frame by frame."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from provenance.statement import Statement


class FrameTrace(Protocol):
    """One frame that was tried on a clause."""

    @property
    def name(self) -> str:
        """The frame's id."""

    @property
    def slots(self) -> Sequence[tuple[str, str]]:
        """Filled slots: slot -> the words in it."""

    @property
    def empty(self) -> Sequence[str]:
        """Slots the frame needs that stayed empty; none if it fits."""

    @property
    def asks(self) -> Sequence[str]:
        """Concepts it looks for that no word here has."""


class Trace(Protocol):
    """How one language read one sentence."""

    @property
    def language(self) -> str:
        """BCP 47 tag of the lexicon."""

    @property
    def line(self) -> int:
        """Where the sentence begins, 1-based."""

    @property
    def column(self) -> int:
        """The same, in code points."""

    @property
    def sentence(self) -> str:
        """The words as they stand in the document."""

    @property
    def tokens(self) -> Sequence[tuple[str, Sequence[str]]]:
        """Each token and its concepts; none if no lexicon entry explains it."""

    @property
    def frames(self) -> Sequence[FrameTrace]:
        """The frames tried, in order."""

    @property
    def statements(self) -> Sequence[Statement]:
        """What was read in the end."""


def describe(trace: Trace) -> Iterator[str]:
    """The lines that show one trace."""
    from provenance.reports.excerpt import cells, clip
    from provenance.reports.neutral import neutral

    yield f"{trace.line}:{trace.column} [{neutral(trace.language)}] {clip(neutral(trace.sentence), 300)}"
    tokens = [(clip(neutral(token), 40), ", ".join(map(neutral, concepts)) or "-") for token, concepts in trace.tokens]
    width = max((cells(token) for token, _ in tokens), default=0)
    yield "  words"
    for token, concepts in tokens:
        yield f"    {token}{' ' * (width - cells(token))}  {concepts}"
    yield "  frames" + ("" if trace.frames else ": none was tried; no anchor concept stands here")
    for frame in trace.frames:
        filled = (
            ", ".join(f"{neutral(slot)} = {clip(neutral(words), 40)}" for slot, words in frame.slots)
            or "nothing filled"
        )
        missing = f"; empty: {', '.join(map(neutral, frame.empty))}" if frame.empty else "; fits"
        missing += f" (a word of {' and one of '.join(map(neutral, frame.asks))} is missing)" if frame.asks else ""
        yield f"    {neutral(frame.name)}: {filled}{missing}"
    yield "  statements" + ("" if trace.statements else ": none")
    for statement in trace.statements:
        yield f"    {_statement(statement)}"


def _statement(statement: Statement) -> str:
    from provenance.reports.neutral import neutral

    parts = [f"{statement.polarity.value} ({neutral(statement.kind)})"]
    if statement.acts:
        parts.append(", ".join(sorted(statement.acts)))
    if statement.value is not None:
        parts.append(f"“{neutral(statement.value)}”")
    if statement.duties:
        parts.append("duties " + ", ".join(statement.duties))
    if statement.unread:
        parts.append("left over " + ", ".join(map(neutral, statement.unread)))
    if statement.reading:
        parts.append(f"by {neutral(statement.reading)}")
    return "; ".join(parts)
