"""Rows of a data set: one document each, its text in one column, what it declares in others.

Which column holds what is data (``rules/rows/names.yaml``); the user may say it himself. Everything that is
not the text is handed on as a field, so that no column is lost.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from provenance.document import Field, Problem
from provenance.metadata_names import fold_name
from provenance.readers.assemble import Assembly
from provenance.readers.interface import Parts
from provenance.readers.json_source import JsonSource
from provenance.readers.places import Key

#: Names under which the user may say which column holds the text.
TEXT, HTML = "text", "html"
#: The title is read as a heading and declared as well.
TITLE = "title"
#: Longest text of a column that is read as the licence's kind or version.
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column holds what: ``given`` by the user (canonical name -> columns), the rest by *names*.

    ``names`` is the plain data of :func:`provenance.rulefiles.rows.load_rows`.
    """

    names: Mapping[str, Any]
    given: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def text_of(self, row: Mapping[str, Any]) -> tuple[Key, bool] | None:
        """The path of the text in *row*, and whether it is HTML; ``None`` where no column holds it."""
        for wanted, is_html in ((TEXT, False), (HTML, True)):
            for column in self.given.get(wanted, ()):
                path = path_of(row, column)
                if path is not None and isinstance(_value(row, path), str):
                    return path, is_html
        if TEXT in self.given or HTML in self.given:
            return None
        folded = {fold_name(key): key for key, value in reversed(list(row.items())) if isinstance(value, str)}
        for wanted, is_html in ((TEXT, False), (HTML, True)):
            for name in self.names[wanted]:
                if name in folded:
                    return (folded[name],), is_html
        return None

    def named(self, row: Mapping[str, Any]) -> dict[Key, str]:
        """The canonical name of each path that is known by its column."""
        found: dict[Key, str] = {
            (key,): self.names["names"][name] for key in row if (name := fold_name(key)) in self.names["names"]
        }
        for canonical, columns in self.given.items():
            for column in columns:
                path = path_of(row, column)
                if path is not None and canonical not in (TEXT, HTML):
                    found[path] = canonical
        return found


def default_columns() -> Columns:
    """The columns as the shipped rules know them."""
    from provenance.rulefiles.rows import shipped_rows

    return Columns(shipped_rows())


def path_of(row: Mapping[str, Any], column: str) -> Key | None:
    """The path of *column* in *row*: a key, keys with dots between, or a JSON pointer; ``None`` if it is not there."""
    if column in row:
        return (column,)
    steps = column[1:].split("/") if column.startswith("/") else column.split(".")
    value: Any = row
    path: Key = ()
    for step in steps:
        step = step.replace("~1", "/").replace("~0", "~") if column.startswith("/") else step
        if isinstance(value, dict) and step in value:
            value, path = value[step], (*path, step)
        elif isinstance(value, list) and step.isdecimal() and int(step[:9]) < len(value):
            value, path = value[int(step[:9])], (*path, int(step[:9]))
        else:
            return None
    return path


def read_row(source: JsonSource, path: Key, part: str, columns: Columns, *, before: str = "") -> Parts:
    """The row at *path* of *source* as the parts of the document *part*.

    *before* stands in front of each pointer, where *source* is a part of its file.
    """
    row = source.at(path)
    words = Assembly()
    text = columns.text_of(row)
    named = columns.named(row)
    _heading(source, path, row, named, words)
    if text is not None:
        at = (*path, *text[0])
        (words.html if text[1] else words.text)(source.at(at), source.origin(at))
    parts = words.parts()
    parts.format, parts.part, parts.line = "row", part, source.line(path)
    declared = [*_fields(source, path, row, named, text), *_composed(source, path, row, columns)]
    parts.fields = [replace(entry, pointer=before + entry.pointer) for entry in declared] if before else declared
    line = source.line(path)
    if text is None:
        missing = ", ".join([*columns.given.get(TEXT, ()), *columns.given.get(HTML, ())]) or "any known name"
        parts.problems.append(Problem("format-unknown", f"row {part}: no column of {missing} holds the text", line, 1))
    parts.problems += [Problem("metadata-unread", doubt, line, 1) for doubt in _doubts(row, columns)]
    return parts


def _heading(source: JsonSource, path: Key, row: Mapping[str, Any], named: Mapping[Key, str], words: Assembly) -> None:
    at = next((key for key, name in named.items() if name == TITLE), None)
    at = at or next(((key,) for key in row if fold_name(key) in (TITLE, "headline")), None)
    if at is not None and isinstance(_value(row, at), str):
        words.text(_value(row, at), source.origin((*path, *at)), "heading")


def _fields(
    source: JsonSource, path: Key, row: Mapping[str, Any], named: Mapping[Key, str], text: tuple[Key, bool] | None
) -> Iterator[Field]:
    """Every column but the text, and values that the user named inside of columns."""
    for inner, name in named.items():  # before the columns they stand in: what was said is not said again
        if len(inner) > 1:
            yield source.field((*path, *inner), _value(row, inner), name)
    for key, value in row.items():
        if text is None or text[0] != (key,):
            yield source.field((*path, key), value, named.get((key,)) or str(key))


def _composed(source: JsonSource, path: Key, row: Mapping[str, Any], columns: Columns) -> Iterator[Field]:
    """Fields that two columns say together: the kind of a licence and its version."""
    folded = {fold_name(key): key for key in row}
    for name, rule in columns.names["composed"].items():
        key = next((folded[each] for each in rule["from"] if each in folded), None)
        if key is None or not isinstance(row[key], str) or not row[key].strip():
            continue
        written = row[key].strip()[:_LONGEST]
        kind = rule["kinds"].get(written.lower(), written)
        version = next((row[folded[each]] for each in rule["version"] if each in folded), None)
        value = f"{kind}-{str(version).strip()[:_LONGEST]}" if isinstance(version, (str, float, int)) else kind
        yield source.field((*path, key), value if str(version).strip() else kind, name)


def _doubts(row: Mapping[str, Any], columns: Columns) -> Iterator[str]:
    """What the row itself says against its licence."""
    said = {fold_name(key): str(value).strip().lower() for key, value in row.items() if isinstance(value, (str, bool))}
    written = {fold_name(key): key for key in row}
    for doubt in columns.names["doubts"]:
        if all(said.get(column) == value for column, value in doubt.items()):
            yield ", ".join(f"{written[column]}: {value}" for column, value in doubt.items())


def _value(row: Any, path: Key) -> Any:
    for step in path:
        row = row[step]
    return row
