"""TOML with positions, as :mod:`provenance.rulefiles.source` has them for YAML.

``tomllib`` reads; it tells no lines for values, nor does tomlkit (its issue 55), and the forks that do are not kept
up. What has been read is valid, so finding its keys again needs no second parser: strings, comments and brackets
are enough. A property test holds the places against what ``tomllib`` read.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Any

from provenance.errors import Place, RuleFileError
from provenance.rulefiles.source import MAX_DEPTH, Key, Tree
from provenance.spans import LineIndex

#: A file of settings is not longer than this, in characters.
MAX_LENGTH = 1_000_000
_AT = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_SKIPPED = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
_STRING = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}|' r"'''.*?'{3,5}|" r'"(?:\\.|[^"\\])*"|' r"'[^']*'",
    re.DOTALL,
)
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_SCALAR = re.compile(r"[^,\]}#\r\n]*")


def parse_toml(text: str, path: str) -> Tree:
    """Parse a TOML document.

    Raises:
        RuleFileError: not TOML, too long or nested too deeply; with the line.
    """
    text = text.replace("\r\n", "\n")  # as tomllib does; lines and columns stay
    if len(text) > MAX_LENGTH:
        raise RuleFileError(Place(path), f"longer than {MAX_LENGTH} characters")
    try:
        data = tomllib.loads(text)
    except RecursionError:
        raise RuleFileError(Place(path), f"nested deeper than {MAX_DEPTH} levels") from None
    except ValueError as error:
        raise RuleFileError(_place_of(error, text, path), f"not valid TOML: {_AT.sub('', str(error))}") from None
    return _Locator(text, path).tree(data)


def _place_of(error: ValueError, text: str, path: str) -> Place:
    """Where ``tomllib`` says that it stopped; before 3.14 only its message does."""
    if (found := _AT.search(str(error))) is None:
        return Place(path)
    if found[1] is None:
        return Place(path, *LineIndex(text).position(len(text)))
    return Place(path, int(found[1]), int(found[2]))


class _Locator:
    """Walks through valid TOML and notes where each key and value stands."""

    def __init__(self, text: str, path: str) -> None:
        self.text, self.path, self.lines = text, path, LineIndex(text)
        self.at = 0
        self.places: dict[Key, tuple[int, int]] = {}
        self.key_places: dict[Key, tuple[int, int]] = {}
        self.lengths: dict[Key, int] = {}  # of the arrays of tables

    def tree(self, data: dict[str, Any]) -> Tree:
        self.places[()] = (1, 1)
        table: Key = ()
        while self.skip() < len(self.text):
            if self.text[self.at] == "[":
                table = self.header()
            else:
                self.pair(table)
        return Tree(self.path, data, self.places, self.key_places)

    def skip(self) -> int:
        """Past blanks, line breaks and comments."""
        found = _SKIPPED.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return self.at

    def header(self) -> Key:
        """``[table]`` or ``[[one of several]]``; what follows belongs there."""
        several = self.text.startswith("[[", self.at)
        start, self.at = self.at, self.at + (2 if several else 1)
        key = self.key((), start, last=several)
        self.at += 2 if several else 1
        if several:
            index = self.lengths[key] = self.lengths.get(key, -1) + 1
            key = (*key, index)
            self.places[key] = self.lines.position(start)
        return key

    def pair(self, table: Key) -> None:
        key = self.key(table, self.at)
        self.at += 1  # the sign =
        self.value(key)

    def key(self, table: Key, start: int, *, last: bool = False) -> Key:
        """A key with its dots, up to the sign behind it; *last*: it names an array of tables, not one of them."""
        names: list[str] = []
        while True:
            self.skip()
            names.append(self.name())
            self.skip()
            if self.text[self.at] != ".":
                break
            self.at += 1
        key = table
        for count, name in enumerate(names, 1):
            key = (*key, name)
            self.key_places.setdefault(key, self.lines.position(start))
            self.places.setdefault(key, self.lines.position(start))
            if key in self.lengths and not (last and count == len(names)):
                key = (*key, self.lengths[key])
        return key

    def name(self) -> str:
        found = _BARE.match(self.text, self.at) or _STRING.match(self.text, self.at)
        written = found[0] if found else ""
        self.at += len(written)
        if written[:1] not in ('"', "'"):
            return written
        return next(iter(tomllib.loads(f"{written} = 0")))

    def value(self, key: Key) -> None:
        self.skip()
        self.places[key] = self.lines.position(self.at)
        if len(key) > MAX_DEPTH:
            line, column = self.places[key]
            raise RuleFileError(Place(self.path, line, column), f"nested deeper than {MAX_DEPTH} levels")
        sign = self.text[self.at]
        if sign == "[":
            self.array(key)
        elif sign == "{":
            self.inline_table(key)
        else:
            found = _STRING.match(self.text, self.at) or _SCALAR.match(self.text, self.at)
            self.at = found.end() if found else self.at

    def array(self, key: Key) -> None:
        self.at += 1
        index = 0
        while self.text[self.skip()] != "]":
            self.value((*key, index))
            index += 1
            if self.text[self.skip()] == ",":
                self.at += 1
        self.at += 1

    def inline_table(self, key: Key) -> None:
        self.at += 1
        while self.text[self.skip()] != "}":
            self.pair(key)
            if self.text[self.skip()] == ",":
                self.at += 1
        self.at += 1


def table_in(tree: Tree, key: Key) -> Mapping[str, Any] | None:
    """The table at *key*, ``None`` where there is none.

    Raises:
        RuleFileError: there is something else at *key*.
    """
    data: Any = tree.data
    for count, name in enumerate(key):
        if not isinstance(data, Mapping) or name not in data:
            return None
        data = data[name]
        if not isinstance(data, Mapping):
            if count + 1 < len(key):
                return None
            raise RuleFileError(tree.place(key), f"{'.'.join(map(str, key))} is no table")
    return data if isinstance(data, Mapping) else None
