"""What an exporter is: documents in, one text in another vocabulary out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from provenance.document import Document
from provenance.report import DocumentReport
from provenance.rulefiles.pack import Rules


@dataclass(slots=True)
class Exported:
    """The text to write, and what the vocabulary has no place for, in words for a person."""

    text: str
    left_out: list[str] = field(default_factory=list)


class Judge(Protocol):
    """What reads and judges the documents of a file: a :class:`~provenance.check.Checker`, or what stands for one."""

    @property
    def rules(self) -> Rules:
        """The rules it judges by."""

    def check(self, document: Document, /) -> DocumentReport:
        """What one of the documents says about rights, and what is decided."""


class Exporter(Protocol):
    """One vocabulary."""

    def __call__(self, documents: Sequence[Document], checker: Judge, version: str | None) -> Exported:
        """Write what *documents* (at least one, all of one file) say; *checker* reads and judges them.

        *version* is one of the vocabulary's; ``None`` leaves the choice to the exporter.

        Raises:
            UsageError: there is no such version.
        """
