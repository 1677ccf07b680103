"""The errors a person may see: what is wrong, where, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass


class ProvenanceError(Exception):
    """Base of every error that is the user's to mend; it never reaches him as a traceback.

    ``hint`` says what to do next; it is printed on a line of its own.
    """

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(ProvenanceError):
    """The command line or the call makes no sense (exit code 2)."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a file: 1-based line and column, both in code points."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


class RuleFileError(ProvenanceError):
    """A rule file is broken (exit code 2): the place, what was found, what would be right."""

    def __init__(self, place: Place, message: str, *, hint: str | None = None) -> None:
        super().__init__(f"{place}: {message}", hint=hint)
        self.place = place
