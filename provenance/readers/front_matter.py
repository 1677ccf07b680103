"""Front matter: what a document declares about itself in YAML (``---``), TOML (``+++``) or JSON (``{``).

It is a claim by whoever wrote the file, so nothing here is repaired: a second ``license:``, a broken
line or a bomb of aliases is a problem, and the raw lines are then read as text instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from provenance.document import Field, Problem
from provenance.readers.interface import MAX_DEPTH
from provenance.readers.places import DuplicateKeyError, Key, TooDeepError, TooManyError, json_places, toml_places
from provenance.spans import LineIndex

#: Longest front matter that is parsed, in code points. The TOML parser of the standard library is slower.
MAX_YAML = MAX_JSON = 1_000_000
MAX_TOML = 100_000
MAX_FIELDS = 2_000
_MAX_KEY = 200

_OPEN = re.compile(r"(---|\+\+\+)[ \t]*(?:\r\n?|\n)")
_OPEN_JSON = re.compile(r'\{\s*["}]')
_CLOSE_YAML = re.compile(r"(?:^|(?<=\r))(?:---|\.\.\.)[ \t]*(?:\r\n?|\n|\Z)", re.M)
_CLOSE_TOML = re.compile(r"(?:^|(?<=\r))\+\+\+[ \t]*(?:\r\n?|\n|\Z)", re.M)
_YAML_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
_LITERAL = re.compile(r"[^\s,\]}#]+")
_TOML_STRING = re.compile(r'"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'')
_TOML_BETWEEN = re.compile(r"[,={}\[\]\n]")
_TOML_WHERE = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)$")


class _BrokenError(Exception):
    def __init__(self, detail: str, offset: int) -> None:
        super().__init__(detail)
        self.offset = offset


@dataclass(slots=True)
class FrontMatter:
    """The front matter of a text: where the body starts, the declared fields, or what is wrong with it.

    ``body`` is an offset; with ``problem`` set there are no fields, and ``[0, body)`` is to be read as text.
    """

    body: int
    fields: list[Field] = field(default_factory=list)
    problem: Problem | None = None


def split(path: str, text: str) -> FrontMatter | None:
    """Find and parse the front matter at the very start of *text*; ``None`` where there is none.

    Never raises: what cannot be parsed is a ``front-matter-broken`` problem. Where the end of it is
    unknown, ``body`` is the end of the text.
    """
    opening = _OPEN.match(text)
    if opening is None and not _OPEN_JSON.match(text):
        return None
    lines = LineIndex(text)
    body = len(text)
    try:
        if opening is None:
            body, data, places = _json(text)
        else:
            is_yaml = opening.group(1) == "---"
            closing = (_CLOSE_YAML if is_yaml else _CLOSE_TOML).search(text, opening.end())
            if closing is None:
                raise _BrokenError(f"opened with {opening.group(1)} and never closed", 0)
            body = closing.end()
            source, start = text[opening.end() : closing.start()], opening.end()
            data, places = _yaml(path, source, start) if is_yaml else _toml(source, start, lines)
        return FrontMatter(body, list(_fields(text, data, places, lines)))
    except _BrokenError as error:
        line, column = lines.position(min(error.offset, len(text)))
        return FrontMatter(body, [], Problem("front-matter-broken", str(error), line, column))


def _yaml(path: str, source: str, start: int) -> tuple[Any, dict[Key, int]]:
    if len(source) > MAX_YAML:
        raise _BrokenError(f"longer than {MAX_YAML} characters", start)
    from provenance.rulefiles.source import YamlError
    from provenance.rulefiles.source import parse as parse_yaml

    # The parser counts lines as YAML 1.1 does (NEL, LS and PS end one): take offsets from its own count.
    starts = [start, *(start + match.end() for match in _YAML_BREAK.finditer(source))]

    def offset(line: int, column: int) -> int:
        return starts[min(line - 2, len(starts) - 1)] + column - 1

    try:
        tree = parse_yaml(source, path, first_line=2)
    except YamlError as error:
        where = offset(error.place.line, error.place.column)
        raise _BrokenError(error.message.removeprefix(f"{error.place}: "), where) from None
    except (ValueError, IndexError, RecursionError):  # a tag that does not fit its value, as in “!!int many”
        raise _BrokenError("a value is not what its tag says", start) from None
    # A list or mapping is looked for at its key, a single value where it stands itself.
    places = {key: offset(*place) for key, place in tree.places.items()}
    containers = {key[:-1] for key in places if key}
    places |= {key: offset(*place) for key, place in tree.key_places.items() if key in containers}
    return tree.data, places


def _toml(source: str, start: int, lines: LineIndex) -> tuple[Any, dict[Key, int]]:
    if len(source) > MAX_TOML:
        raise _BrokenError(f"longer than {MAX_TOML} characters", start)
    # tomllib takes time and memory quadratic in the parts of one dotted key: 42 s and 8 GB for 95 KB of “a.a.a…”.
    if any(part.count(".") > MAX_DEPTH for part in _TOML_BETWEEN.split(_TOML_STRING.sub("", source))):
        raise _BrokenError(f"nested deeper than {MAX_DEPTH} levels", start)
    import tomllib

    try:
        data = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        where = _TOML_WHERE.search(message)
        offset = start + len(source)
        if where and where.group(1):
            offset = lines.line_bounds(int(where.group(1)) + 1)[0] + int(where.group(2)) - 1
        raise _BrokenError(f"not valid TOML: {_TOML_WHERE.sub('', message)}", offset) from None
    except (RecursionError, ValueError):
        raise _BrokenError(f"nested deeper than {MAX_DEPTH} levels, or a number is too long", start) from None
    return data, {key: start + offset for key, offset in toml_places(source).items()}


def _json(text: str) -> tuple[int, Any, dict[Key, int]]:
    import json

    try:
        data, end = json.JSONDecoder(parse_constant=_no_constant).raw_decode(text[:MAX_JSON])
        places = json_places(text[:end], MAX_DEPTH)
    except json.JSONDecodeError as error:
        raise _BrokenError(f"not valid JSON: {error.msg}", error.pos) from None
    except (DuplicateKeyError, TooDeepError, TooManyError) as error:
        raise _BrokenError(str(error), error.offset) from None
    except RecursionError:
        raise _BrokenError(f"nested deeper than {MAX_DEPTH} levels", 0) from None
    except ValueError as error:
        raise _BrokenError(f"not valid JSON: {error}", 0) from None
    return end, data, places


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON number")


def _fields(text: str, data: Any, places: dict[Key, int], lines: LineIndex) -> Iterable[Field]:
    """A field for every value at any depth, in the order written: ``copyright.holder``, ``authors[0].name``."""
    if data is None:
        return
    if not isinstance(data, dict):
        raise _BrokenError("not a list of keys and values", 0)
    queue: list[tuple[Key, str, Any, int]] = _children((), "", data, 0)
    count = 0
    while queue:
        key, name, value, offset = queue.pop()
        count += 1
        own = places.get(key)
        offset = offset if own is None else own
        if count > MAX_FIELDS:
            raise _BrokenError(f"more than {MAX_FIELDS} values", offset)
        line, column = lines.position(offset)
        start, end = (None, None) if own is None else _span(text, own, value)
        yield Field(name, value, f"front matter: {name}", line, column, start, end)
        if isinstance(value, dict | list):
            if len(key) >= MAX_DEPTH:
                raise _BrokenError(f"nested deeper than {MAX_DEPTH} levels", offset)
            queue += _children(key, name, value, offset)


def _children(key: Key, name: str, value: Any, offset: int) -> list[tuple[Key, str, Any, int]]:
    """The values inside *value*, the last first (they are taken from the end); *offset* is its own place."""
    if isinstance(value, dict):
        prefix = f"{name}." if name else ""
        found = [((*key, part), prefix + str(part)[:_MAX_KEY], child, offset) for part, child in value.items()]
    else:
        found = [((*key, i), f"{name}[{i}]", child, offset) for i, child in enumerate(value)]
    return found[::-1]


def _span(text: str, at: int, value: Any) -> tuple[int | None, int | None]:
    """``[start, end)`` of a value written as it is; ``(None, None)`` where escapes or folding changed it."""
    if isinstance(value, str):
        for start in (at, at + 1, at + 3):  # plain, in quotes, in triple quotes
            if text.startswith(value, start) and (start == at or text[at] in "\"'"):
                return start, start + len(value)
    elif isinstance(value, bool | int | float) and (literal := _LITERAL.match(text, at)):
        return literal.span()
    return None, None
