"""JSON files: which news format they are in, and what is in them.

A dialect is a module of :mod:`provenance.readers.formats` with ``claims`` and ``read``, and one line
in ``DIALECTS``. What no dialect claims is read as plain data: its fields count, its strings are
words, and a walk through folders leaves it out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol

from provenance.document import Block, Problem
from provenance.readers.assemble import Assembly
from provenance.readers.decode import decode
from provenance.readers.formats import json_feed, json_ld, ninjs, rows
from provenance.readers.interface import Parts
from provenance.readers.json_source import BrokenJsonError, JsonSource
from provenance.readers.places import Key
from provenance.readers.rows import Columns
from provenance.spans import LineIndex

#: Strings of plain data that are read as words, at most.
MAX_STRINGS = 2_000


class Dialect(Protocol):
    """A news format written in JSON."""

    def claims(self, data: Any) -> bool:
        """Whether *data* is in this format, by what the format requires."""

    def read(self, source: JsonSource) -> list[Parts]:
        """The documents in it."""


DIALECTS: tuple[Dialect, ...] = (json_feed, json_ld, ninjs, rows)


class JsonReader:
    """JSON in any of the dialects."""

    format = "json"
    suffixes = (".json", ".jsonld")

    decode = staticmethod(decode)

    def __init__(self, columns: Columns | None = None) -> None:
        self._columns = columns

    def mapped(self, columns: Columns) -> JsonReader:
        """The same reader for rows whose columns the user has named."""
        return JsonReader(columns)

    def read(self, path: str, text: str) -> Parts | list[Parts]:  # noqa: ARG002 - the protocol's
        """The documents of the dialect that claims *text*; broken JSON is one document of mere words."""
        try:
            source = JsonSource(text)
        except BrokenJsonError as error:
            line, column = LineIndex(text).position(min(error.offset, len(text)))
            return Parts([Block(0, len(text), "code")], problems=[Problem("format-broken", str(error), line, column)])
        if self._columns is not None and rows.claims(source.data, self._columns):
            found = rows.read(source, self._columns)
        else:
            dialect = next((dialect for dialect in DIALECTS if dialect.claims(source.data)), None)
            found = dialect.read(source) if dialect else []
        found = found or [_plain(source)]
        fields, problems = source.passed_over()
        for parts in found:
            parts.fields += fields
            parts.problems += problems
        return found


def _plain(source: JsonSource) -> Parts:
    """Data in no known format: every string may be words, members of the top object are fields."""
    words = Assembly()
    for count, path in enumerate(_strings(source.data)):
        if count >= MAX_STRINGS:
            break
        words.text(source.at(path), source.origin(path))
    parts = words.parts()
    parts.foreign = True
    if isinstance(source.data, dict):
        parts.fields = list(source.fields(()))
    parts.problems.append(Problem("format-unknown", "JSON in no news format that is known here", 1, 1))
    return parts


def _strings(data: Any) -> Iterator[Key]:
    """The paths of all strings in *data*, in the order written."""
    stack: list[tuple[Key, Any]] = [((), data)]
    while stack:
        path, value = stack.pop()
        if isinstance(value, str):
            yield path
        elif isinstance(value, dict):
            stack += [((*path, key), inner) for key, inner in reversed(value.items())]
        elif isinstance(value, list):
            stack += [((*path, i), inner) for i, inner in reversed(list(enumerate(value)))]
