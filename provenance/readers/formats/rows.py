"""A JSON array of objects, each with a text: the rows of a data set, one document each."""

from __future__ import annotations

from typing import Any

from provenance.readers.interface import Parts
from provenance.readers.json_source import JsonSource, pointer
from provenance.readers.rows import Columns, default_columns, read_row

#: In so many rows a column with the text is looked for.
_LOOKED_AT = 100


def claims(data: Any, columns: Columns | None = None) -> bool:
    """A list of objects of which one holds a text, by the names of its columns; a single object only if asked for."""
    if columns is not None and isinstance(data, dict):
        return columns.text_of(data) is not None
    if not isinstance(data, list) or not data or not all(isinstance(row, dict) for row in data):
        return False
    known = columns or default_columns()
    return columns is not None or any(known.text_of(row) is not None for row in data[:_LOOKED_AT])


def read(source: JsonSource, columns: Columns | None = None) -> list[Parts]:
    """A document for each row."""
    known = columns or default_columns()
    if isinstance(source.data, dict):
        parts = read_row(source, (), "", known)
        parts.part = None
        return [parts]
    return [read_row(source, (i,), pointer((i,)), known) for i in range(len(source.data))]
