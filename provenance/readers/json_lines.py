"""JSON Lines and NDJSON: one document for each line that holds an object.

A line that is broken is a document that says so, with its place; it does not stop the others. Lines end
at LF alone (a string may hold any other line break of Unicode), and are counted once for the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from provenance.document import Problem
from provenance.readers.assemble import Assembly
from provenance.readers.decode import decode
from provenance.readers.interface import Parts
from provenance.readers.json_source import BrokenJsonError, JsonSource
from provenance.readers.rows import Columns, default_columns, read_row
from provenance.spans import LineIndex, Origins, Piece, Verbatim

_LINE = re.compile(r"[^\n]+")


class JsonLinesReader:
    """JSON Lines; *columns* says which column holds what, if the user does."""

    format = "jsonl"
    suffixes = (".jsonl", ".ndjson")

    decode = staticmethod(decode)

    def __init__(self, columns: Columns | None = None) -> None:
        self._columns = columns

    def mapped(self, columns: Columns) -> JsonLinesReader:
        """The same reader with the user's columns."""
        return JsonLinesReader(columns)

    def read(self, path: str, text: str) -> Parts | list[Parts]:  # noqa: ARG002 - the protocol's
        """A document for every line that is not blank; data without any text is left out by walks."""
        found = list(_rows(text, self._columns or default_columns()))
        texts = any(parts.format == "row" and parts.words for parts in found)
        for parts in found:
            parts.foreign = not texts
        return found or Parts()


def _rows(text: str, columns: Columns) -> Iterator[Parts]:
    lines = LineIndex(text)
    lines.starts  # noqa: B018 - counted once, for all rows
    number = 0
    for match in _LINE.finditer(text):
        if match[0].isspace():
            continue
        yield _row(text, *match.span(), f"/{number}", columns, lines)
        number += 1


def _row(text: str, start: int, end: int, part: str, columns: Columns, lines: LineIndex) -> Parts:
    try:
        source = JsonSource(text, start, end, lines)
    except BrokenJsonError as error:
        return _broken(text, start, end, part, str(error), lines.position(min(error.offset, end)))
    if not isinstance(source.data, dict):
        return _broken(text, start, end, part, "a row that is no object", lines.position(start))
    parts = read_row(source, (), part, columns, before=part)
    fields, problems = source.passed_over()
    parts.fields += fields
    parts.problems += problems
    return parts


def _broken(text: str, start: int, end: int, part: str, detail: str, place: tuple[int, int]) -> Parts:
    """A row that cannot be read: its characters may reserve, as those of any broken file."""
    words = Assembly()
    line = text[start:end]
    words.text(line, Origins(Verbatim(text), [Piece(0, len(line), start, end, True)]), "code")
    parts = words.parts()
    parts.part, parts.line = part, place[0]
    parts.problems.append(Problem("format-broken", f"row {part}: {detail}", *place))
    return parts
