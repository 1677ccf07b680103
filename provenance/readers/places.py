"""Where the values of front matter and of JSON files stand, for the formats whose parsers do not say.

Both searches run on text that the real parser has accepted: they find places, they judge nothing.
"""

from __future__ import annotations

import re

Key = tuple[str | int, ...]

#: More values than this in one JSON text are not read: each has a place, and places cost memory.
MAX_VALUES = 200_000

_JSON_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\],:]|[^\s{}\[\],:"]+', re.S)

_TOML_NAME = r"""(?:[A-Za-z0-9_-]+|"[^"\r\n]*"|'[^'\r\n]*')"""
_TOML_PATH = rf"{_TOML_NAME}(?:[ \t]*\.[ \t]*{_TOML_NAME})*"
_TOML_HEADER = re.compile(rf"[ \t]*(\[\[?)[ \t]*({_TOML_PATH})[ \t]*\]")
_TOML_PAIR = re.compile(rf"[ \t]*({_TOML_PATH})[ \t]*=[ \t]*")
_TOML_PART = re.compile(_TOML_NAME)


class DuplicateKeyError(ValueError):
    """A JSON object names a key twice; ``offset`` is where the second one stands."""

    def __init__(self, key: str, offset: int) -> None:
        super().__init__(f"the key “{key}” stands here a second time")
        self.offset = offset


class TooDeepError(ValueError):
    """Nested deeper than the limit; ``offset`` is where."""

    def __init__(self, depth: int, offset: int) -> None:
        super().__init__(f"nested deeper than {depth} levels")
        self.offset = offset


class TooManyError(ValueError):
    """More values than are read; ``offset`` is where."""

    def __init__(self, most: int, offset: int) -> None:
        super().__init__(f"more than {most} values")
        self.offset = offset


def json_places(text: str, max_depth: int, repeated: list[tuple[Key, int]] | None = None) -> dict[Key, int]:
    """The offset of every value of the JSON value *text*, by its path.

    Where a list for *repeated* is given, keys named twice are put there with the place of the later
    one, which then counts, as parsers have it.

    Raises:
        DuplicateKeyError: an object names a key twice (RFC 8259 leaves open which one wins; we do not).
        TooDeepError: nested deeper than *max_depth*.
        TooManyError: more than ``MAX_VALUES`` values.
    """
    places: dict[Key, int] = {}
    stack: list[Key] = []  # the paths of the open containers
    key: Key = ()
    expects_key = False
    for match in _JSON_TOKEN.finditer(text):
        token, offset = match.group(), match.start()
        if token in "]}":
            key = stack.pop()
            expects_key = False
        elif token == ",":
            parent = stack[-1]
            expects_key = isinstance(key[-1], str)
            key = (*parent, "") if expects_key else (*parent, int(key[-1]) + 1)
        elif token == ":":
            expects_key = False
        elif expects_key:
            key = (*stack[-1], _unquote_json(token))
            if key in places:
                if repeated is None:
                    raise DuplicateKeyError(str(key[-1]), offset)
                repeated.append((key, offset))
        else:
            places[key] = offset
            if len(places) > MAX_VALUES:
                raise TooManyError(MAX_VALUES, offset)
            if token in "{[":
                if len(stack) >= max_depth:
                    raise TooDeepError(max_depth, offset)
                stack.append(key)
                expects_key = token == "{"
                key = (*key, "") if expects_key else (*key, 0)
    return places


def _unquote_json(token: str) -> str:
    if "\\" not in token:
        return token[1:-1]
    from json import loads

    return str(loads(token, strict=False))


def toml_places(text: str) -> dict[Key, int]:
    """The offset of the value of every ``key =`` line and of every table header of the TOML *text*, by path.

    Values inside inline tables and arrays are not searched for: they stand where their key's value stands.
    """
    places: dict[Key, int] = {}
    counts: dict[Key, int] = {}
    table: Key = ()
    at = 0
    while at < len(text):
        if header := _TOML_HEADER.match(text, at):
            path = _toml_path(header.group(2))
            table = _resolve(path, counts)
            if header.group(1) == "[[":
                table = (*table, counts.get(table, 0))
                counts[table[:-1]] = int(table[-1]) + 1
            for length in range(1, len(table) + 1):
                places.setdefault(table[:length], header.start(1))
        elif pair := _TOML_PAIR.match(text, at):
            places.setdefault((*table, *_toml_path(pair.group(1))), pair.end())
            at = _after_multiline_string(text, pair.end())
        at = text.find("\n", at) + 1 or len(text)
    return places


def _toml_path(path: str) -> Key:
    return tuple(part.strip("\"'") for part in _TOML_PART.findall(path))


def _resolve(path: Key, counts: dict[Key, int]) -> Key:
    """*path* with the index of the last element put in behind each array of tables it runs through."""
    resolved: Key = path[:1]
    for name in path[1:]:
        if resolved in counts:
            resolved = (*resolved, counts[resolved] - 1)
        resolved = (*resolved, name)
    return resolved


def _after_multiline_string(text: str, start: int) -> int:
    for quotes in ('"""', "'''"):
        if text.startswith(quotes, start):
            end = text.find(quotes, start + 3)
            return len(text) if end < 0 else end
    return start
