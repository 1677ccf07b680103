"""A new entry for ``waivers.yml``, put behind the others as text: comments, order and hand of the file stay."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from provenance.errors import Place, RuleFileError
from provenance.rulefiles.source import Tree, parse

_HEAD = "# Findings that somebody answers for. `provenance waive` adds to this file.\nwaivers:\n"
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_/-]*(?:\.[A-Za-z0-9_/-]+)*|\d{4}-\d\d-\d\d")
#: Plain words that YAML reads as something else.
_WORDS = frozenset({"true", "false", "null"})
Value = str | Sequence[str]


def with_entry(text: str | None, path: str, entry: Mapping[str, Value]) -> str:
    """*text* (``None``: there is no file yet) with one waiver more; *entry* in the order it is to be written.

    Raises:
        RuleFileError: the file is no list with a line for each entry, or something stands behind the list.
    """
    if text is None:
        return _HEAD + _written(entry, 2)
    tree = parse(text, path)
    data = {} if tree.data is None else tree.data
    old = data.get("waivers") or [] if isinstance(data, dict) else []
    new = _added(text, tree, old, entry)
    if parse(new, path).data != {**data, "waivers": [*old, _as_data(entry)]}:
        place = tree.place(("waivers",))
        raise RuleFileError(place, "nothing can be put behind this list", hint="Add by hand:\n" + _written(entry, 2))
    return new


def _added(text: str, tree: Tree, old: Sequence[Any], entry: Mapping[str, Value]) -> str:
    newline = "\r\n" if "\r\n" in text else "\n"
    if tree.data is None or "waivers" not in tree.data:
        return _behind(text, "waivers:\n" + _written(entry, 2), newline)
    line, column = tree.places[("waivers",)]
    lines = text.splitlines(keepends=True)
    indent = 2
    if old:
        line, column = tree.places[("waivers", 0)]
        before = lines[line - 1][: column - 1].rstrip()
        if before.strip() != "-":
            hint = "Give every waiver lines of its own, each beginning with “- rule:”."
            raise RuleFileError(Place(tree.path, line, column), "waivers written in one line", hint=hint)
        indent = len(before) - 1
    elif lines and line <= len(lines) and (empty := re.match(r"\[\s*\]", lines[line - 1][column - 1 :])):
        lines[line - 1] = lines[line - 1][: column - 1].rstrip() + lines[line - 1][column - 1 + empty.end() :]
    return _behind("".join(lines), _written(entry, indent), newline)


def _behind(text: str, more: str, newline: str) -> str:
    end = "" if not text or text.endswith(("\n", "\r")) else newline
    return text + end + more.replace("\n", newline)


def _written(entry: Mapping[str, Value], indent: int) -> str:
    lines = []
    for name, value in entry.items():
        if isinstance(value, str):
            lines.append(f"{name}: {_scalar(value)}")
        else:
            lines += [f"{name}:", *(f"  - {_scalar(one)}" for one in value)]
    margin = " " * indent
    return "".join(f"{margin}{'  ' if at else '- '}{line}\n" for at, line in enumerate(lines))


def _scalar(value: str) -> str:
    plain = _PLAIN.fullmatch(value) is not None and value.casefold() not in _WORDS
    return value if plain else json.dumps(value, ensure_ascii=False)


def _as_data(entry: Mapping[str, Value]) -> dict[str, Any]:
    return {name: value if isinstance(value, str) else list(value) for name, value in entry.items()}
