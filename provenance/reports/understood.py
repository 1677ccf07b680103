"""What was understood of the fields that documents declare: as JSON data, and as a table for people.

Keys are stable: ``name`` is the canonical name, ``written`` the one in the file, ``value`` the value in
its canonical form (``null``: the field says that there is none), ``good`` whether the value is right.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from provenance.document import Document, Field
from provenance.metadata import Declared, FieldFault, shown, understand
from provenance.reports.excerpt import cells, clip
from provenance.reports.json import plain
from provenance.reports.neutral import neutral
from provenance.validation.interface import Breach, Verdict

_WIDEST = 60


def understood(document: Document, names: Mapping[str, Any]) -> dict[str, Any]:
    """*document* and its assets as JSON data; *names* is the plain data of ``load_fields``."""
    metadata = understand(document.fields, names)
    return {
        "path": document.path,
        "part": document.part,
        "format": document.format,
        "kind": document.kind,
        "fields": [_declared(entry) for entry in metadata.declared],
        "unknown": [_unknown(entry) for entry in metadata.unknown],
        "self_declared": [_unknown(entry) for entry in metadata.self_declared],
        "faults": [_fault(fault) for fault in metadata.faults],
        "missing": [list(names) for names in metadata.missing] if document.fields else [],
        "problems": [
            {"code": problem.code, "detail": problem.detail, "line": problem.line} for problem in document.problems
        ],
        "assets": [understood(asset, names) for asset in document.assets],
    }


def _declared(entry: Declared) -> dict[str, Any]:
    return {
        "name": entry.canonical,
        "written": entry.field.name,
        "value": plain(entry.value if entry.good else entry.raw),
        "scope": entry.scope.value,
        "pointer": entry.pointer,
        "line": entry.field.line,
        "good": entry.good,
    }


def _unknown(entry: Field) -> dict[str, Any]:
    return {"written": entry.name, "value": plain(entry.value), "pointer": entry.pointer, "line": entry.line}


def _fault(fault: FieldFault) -> dict[str, Any]:
    return {
        "name": fault.canonical,
        "written": fault.name,
        "pointer": fault.pointer,
        "line": fault.line,
        "found": fault.found,
        "expected": fault.expected,
        "code": fault.code,
    }


def judged(path: str, verdict: Verdict) -> dict[str, Any]:
    """The verdict on one file as JSON data."""
    return {
        "path": path,
        "format": verdict.format,
        "version": verdict.version,
        "valid": verdict.valid,
        "errors": [
            {
                "field": breach.field,
                "pointer": breach.pointer,
                "line": breach.line,
                "found": breach.found,
                "expected": breach.expected,
            }
            for breach in verdict.breaches
        ],
        "notes": list(verdict.notes),
    }


def table(data: Mapping[str, Any], indent: str = "") -> Iterator[str]:
    """The lines that show what :func:`understood` gives."""
    part = f" {data['part']}" if data["part"] else ""
    yield indent + neutral(f"{data['path']}{part} ({data['format']}, {data['kind']})")
    inner = indent + "  "
    yield from _rows([_row(entry) for entry in data["fields"]], inner)
    for heading, key in (("kept under its own name", "unknown"), ("not for a document to say", "self_declared")):
        if data[key]:
            yield f"{inner}{heading}"
            yield from _rows([(e["written"], shown(e["value"]), _place(e)) for e in data[key]], f"{inner}  ")
    for fault in data["faults"]:
        words = f"{fault['written']} is {fault['found']}; expected {fault['expected']}"
        yield f"{inner}fault, line {fault['line']}: {neutral(words)}"
    for names in data["missing"]:
        yield f"{inner}missing: {' or '.join(names)}"
    for problem in data["problems"]:
        yield f"{inner}problem: {problem['code']}: {neutral(problem['detail'])}"
    for asset in data["assets"]:
        yield from table(asset, inner)


def _row(entry: Mapping[str, Any]) -> tuple[str, ...]:
    value = "none" if entry["value"] is None and entry["good"] else entry["value"]
    written = value if isinstance(value, str) else shown(value)
    return entry["name"], written if entry["good"] else f"(not understood) {written}", entry["scope"], _place(entry)


def _place(entry: Mapping[str, Any]) -> str:
    return f"{entry['pointer']}, line {entry['line']}"


def _rows(rows: Sequence[tuple[str, ...]], indent: str) -> Iterator[str]:
    """Columns under one another; the last one may be as long as it is."""
    shown_rows = [[*(clip(neutral(cell), _WIDEST) for cell in row[:-1]), neutral(row[-1])] for row in rows]
    widths = [max(map(cells, column)) for column in zip(*shown_rows, strict=True)]
    for row in shown_rows:
        padded = [cell + " " * (width - cells(cell)) for cell, width in zip(row, widths, strict=True)]
        yield indent + "  ".join(padded).rstrip()


def verdict_lines(path: str, verdict: Verdict) -> Iterator[str]:
    """The lines that tell a person what is wrong with a file, and where."""
    held = " ".join(filter(None, (verdict.format, verdict.version))) or "text"
    yield neutral(f"{path}: {'valid' if verdict.valid else 'invalid'} ({held})")
    for breach in verdict.breaches:
        yield neutral(f"{path}:{breach.line}: {_sentence(breach)}")
    for note in verdict.notes:
        yield "  note: " + neutral(note)


def _sentence(breach: Breach) -> str:
    name = f"{breach.field} ({breach.pointer})" if breach.pointer else breach.field
    what = f"found {breach.found}, expected" if breach.found else "expected"
    return f"{name}: {what} {breach.expected}" if name else f"{what} {breach.expected}"
