"""The two documents that are compared, as what the pipeline knows of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from provenance.chain import Link
from provenance.compare.words import Vocabulary, Words
from provenance.document import Document
from provenance.report import DocumentReport, Notice
from provenance.spans import LineIndex, Span
from provenance.statement import Evidence, Statement

#: Roles of words that nobody who looks at the text sees.
UNSEEN = frozenset({"fields", "comment", "hidden"})
#: A quote in evidence is no longer.
LONGEST_QUOTE = 300


@dataclass(slots=True)
class Side:
    """A document with what was read of it. ``body``: the pieces of its body, offsets of ``document.read``."""

    document: Document
    body: Sequence[Span] = ()
    statements: Sequence[Statement] = ()
    notices: Sequence[Notice] = ()
    chain: Sequence[Link] = ()
    metadata: Mapping[str, Any] = field(default_factory=dict)
    lines: LineIndex = field(init=False)

    def __post_init__(self) -> None:
        self.lines = self.document.lines or LineIndex(self.document.text)

    @classmethod
    def of(cls, document: Document, report: DocumentReport) -> Side:
        """What *report* says about *document*."""
        return cls(document, report.body_words, report.statements, report.notices, report.provenance, report.metadata)

    @property
    def unseen(self) -> list[Span]:
        """What is not shown, sorted."""
        return sorted((block.start, block.end) for block in self.document.blocks if block.role in UNSEEN)

    def words(self, vocabulary: Vocabulary) -> Words:
        """The words of the body."""
        document = self.document
        return vocabulary.read(document.read, self.body, markdown=document.format == "markdown", without=self.unseen)

    def place(self, start: int, end: int) -> Evidence:
        """Where ``read[start:end]`` stands in the file, with its words."""
        read = self.document.read
        quote = read[start : min(end, start + LONGEST_QUOTE)]
        span = self.document.origin(start, end) if end > start else None
        if span is None:
            at = self._near(start)
            if at is None:
                return Evidence(quote, line=self.document.line, column=1)
            return Evidence(quote, at, at if end <= start else None, *self.lines.position(at))
        return Evidence(quote, *span, *self.lines.position(span[0]))

    def _near(self, at: int) -> int | None:
        """The place of the first character from *at* on, or else before it, that has one."""
        size = len(self.document.read)
        for start in (*range(at, min(at + 50, size)), *range(min(at, size) - 1, max(at - 2000, -1), -1)):
            span = self.document.origin(start, start + 1)
            if span is not None:
                return span[0] if start >= at else span[1]
        return None
