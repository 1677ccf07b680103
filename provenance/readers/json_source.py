"""A JSON text with the place of every value in it.

The standard library's parser decides what is JSON (RFC 8259) and what its values are; the places are
looked up beside it. Pointers are those of RFC 6901.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from provenance.document import Field, Problem
from provenance.readers.interface import MAX_DEPTH
from provenance.readers.places import Key, TooDeepError, TooManyError, json_places
from provenance.spans import LineIndex, Origins, Piece, Verbatim

#: How the escapes of the two halves of a pair of surrogates begin.
_HIGH, _LOW = ("ud8", "ud9", "uda", "udb"), ("udc", "udd", "ude", "udf")
_ESCAPE = re.compile(r"\\(?:u[0-9a-fA-F]{4}|.)", re.S)


class BrokenJsonError(ValueError):
    """The text is no JSON that we read; ``offset`` is where."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.offset = offset


class JsonSource:
    """A parsed JSON text: ``data``, and where each value stands. Paths are tuples of keys and indexes.

    ``repeated``: paths of keys that an object names more than once, each with an earlier value that
    the parser passed over. Where the text is a part of a file, ``start`` and ``end`` say which, and
    *lines* counts the lines of the whole.

    Raises:
        BrokenJsonError: the text is no JSON, or is nested deeper than ``MAX_DEPTH``.
    """

    def __init__(self, text: str, start: int = 0, end: int | None = None, lines: LineIndex | None = None) -> None:
        self._text = text
        self._start = start
        piece = text[start:end]
        earlier: list[tuple[str, Any]] = []

        def keep_all(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
            found = dict(pairs)
            if len(found) < len(pairs):
                last = {key: i for i, (key, _) in enumerate(pairs)}
                earlier.extend(pair for i, pair in enumerate(pairs) if last[pair[0]] != i)
            return found

        again: list[tuple[Key, int]] = []
        try:
            self.data: Any = json.loads(piece, object_pairs_hook=keep_all, parse_constant=_no_number)
            self._places = json_places(piece, MAX_DEPTH, again)
        except json.JSONDecodeError as error:
            raise BrokenJsonError(f"not valid JSON: {error.msg}", start + error.pos) from None
        except (TooDeepError, TooManyError) as error:
            raise BrokenJsonError(str(error), start + error.offset) from None
        except RecursionError:
            raise BrokenJsonError(f"nested deeper than {MAX_DEPTH} levels", start) from None
        except ValueError as error:
            raise BrokenJsonError(f"not valid JSON: {error}", start) from None
        self.repeated = [(key, start + at) for key, at in again]
        self._earlier = earlier
        self._lines = lines or LineIndex(text)

    def place(self, path: Key) -> int:
        """The offset of the value at *path*, or of what is nearest around it."""
        while path and path not in self._places:
            path = path[:-1]
        return self._start + self._places.get(path, 0)

    def line(self, path: Key) -> int:
        """The line on which the value at *path* begins."""
        return self._lines.position(self.place(path))[0]

    def line_at(self, offset: int) -> int:
        """The line of an offset in the text."""
        return self._lines.position(offset)[0]

    def field(self, path: Key, value: Any, name: str | None = None) -> Field:
        """The value at *path* as a declared field, with its place and its JSON pointer."""
        at = self.place(path)
        line, column = self._lines.position(at)
        start, end = self._span(at, value)
        return Field(name or str(path[-1]), value, pointer(path), line, column, start, end)

    def fields(self, path: Key, leave_out: frozenset[str] = frozenset()) -> Iterator[Field]:
        """The members of the object at *path* as fields, in the order written."""
        for key, value in self.at(path).items():
            if key not in leave_out:
                yield self.field((*path, key), value)

    def passed_over(self) -> tuple[list[Field], list[Problem]]:
        """Earlier values of keys that stand twice: they close as any other, and a person must look."""
        fields, problems = [], []
        for (path, at), (name, value) in zip(self.repeated, self._earlier, strict=False):
            line, column = self._lines.position(at)
            fields.append(Field(name, value, pointer(path), line, column))
            problems.append(Problem("metadata-unread", f"the key “{name[:80]}” stands twice", line, column))
        return fields, problems

    def at(self, path: Key) -> Any:
        """The value at *path*."""
        value = self.data
        for step in path:
            value = value[step]
        return value

    def origin(self, path: Key) -> Origins | None:
        """The way back from the string at *path* to the text, escape by escape."""
        at = self.place(path)
        if not self._text.startswith('"', at):
            return None
        pieces: list[Piece] = []
        value = self.at(path)
        words, source, closing = 0, at + 1, -1
        while words < len(value):
            escape = _ESCAPE.search(self._text, source, source + len(value) * 6)
            if closing < source:  # looked for once: a text of escapes only is long
                closing = self._text.find('"', source)
            plain = (escape.start() if escape and escape.start() < closing else closing) - source
            if plain > 0:
                pieces.append(Piece(words, words + plain, source, source + plain, True))
                words, source = words + plain, source + plain
            if not escape or escape.start() >= closing:
                break
            end = escape.end()
            if escape[0][1:4].lower() in _HIGH and (low := _ESCAPE.match(self._text, end)):
                if low[0][1:4].lower() in _LOW:
                    end = low.end()  # a pair of escapes is one character
            pieces.append(Piece(words, words + 1, source, end, False))
            words, source = words + 1, end
        return Origins(Verbatim(self._text), pieces)

    def _span(self, at: int, value: Any) -> tuple[int | None, int | None]:
        """``[start, end)`` of a string without escapes; the words of others stand elsewhere."""
        if isinstance(value, str) and value and self._text.startswith(value, at + 1):
            return at + 1, at + 1 + len(value)
        return None, None


def pointer(path: Key) -> str:
    """The JSON pointer of *path* (RFC 6901)."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)


def _no_number(name: str) -> Any:
    raise ValueError(f"{name} is no JSON number")
