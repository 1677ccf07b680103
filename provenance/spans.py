"""Offsets and the lines and columns that people count in.

Offsets are code points of the decoded text, half open. Lines and columns are 1-based; a line
ends at LF, CRLF or a lone CR, as editors count it.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple, Protocol

Span = tuple[int, int]


def without(spans: Sequence[Span], cuts: Sequence[Span]) -> list[Span]:
    """What is left of *spans* (sorted, disjoint) where *cuts* are taken out of them."""
    if not cuts:
        return list(spans)
    left: list[Span] = []
    rest = sorted(cuts)
    next_cut = 0
    for start, end in spans:
        at = start
        while next_cut < len(rest) and rest[next_cut][0] < end:
            first, last = rest[next_cut]
            if first > at:
                left.append((at, first))
            at = max(at, last)
            if last > end:  # it may reach into the next span too
                break
            next_cut += 1
        if at < end:
            left.append((at, end))
    return left


_LINE_BREAK = re.compile(r"\r\n?|\n")
#: A character reference of HTML.
_REFERENCE = re.compile(r"&(?:#[0-9]{1,9}|#[xX][0-9a-fA-F]{1,8}|[A-Za-z][A-Za-z0-9]{1,40});?")


class LineIndex:
    """Line and column of any offset of one text; built once, on first use."""

    __slots__ = ("_starts", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts: list[int] | None = None

    @property
    def starts(self) -> Sequence[int]:
        """The offset at which each line begins."""
        if self._starts is None:
            text = self._text
            if text.count("\r") != text.count("\r\n"):
                self._starts = [0, *(match.end() for match in _LINE_BREAK.finditer(text))]
            else:
                self._starts = [0, *accumulate([len(line) + 1 for line in text.split("\n")])]
                self._starts.pop()
        return self._starts

    def position(self, offset: int) -> tuple[int, int]:
        """``(line, column)`` of the code point at *offset*."""
        starts = self.starts
        line = bisect_right(starts, offset)
        return line, offset - starts[line - 1] + 1

    def line_bounds(self, line: int) -> tuple[int, int]:
        """``[start, end)`` of the 1-based *line*, its line break excluded."""
        starts = self.starts
        start = starts[line - 1]
        end = starts[line] if line < len(starts) else len(self._text)
        while end > start and self._text[end - 1] in "\r\n":
            end -= 1
        return start, end


class Piece(NamedTuple):
    """A stretch of extracted words and where it stands in the source; ``exact``: letter for letter."""

    start: int
    end: int
    source_start: int
    source_end: int
    exact: bool


class Newlines:
    """A text with every line break as LF, as the HTML standard reads it, and the way back to its offsets."""

    __slots__ = ("_dropped", "lines", "text")

    def __init__(self, text: str) -> None:
        self._dropped: list[int] = []
        self.text = text
        if "\r" in text:
            self._dropped = [match.start() - i for i, match in enumerate(re.finditer("\r\n", text))]
            self.text = text.replace("\r\n", "\n").replace("\r", "\n")
        self.lines = LineIndex(self.text)

    @property
    def starts(self) -> Sequence[int]:
        """The offset at which each line begins."""
        return self.lines.starts

    def offset(self, line: int, column: int) -> int:
        """The offset of a 1-based *line* and a 0-based *column*, as parsers count them."""
        return self.starts[line - 1] + column

    def position(self, offset: int) -> tuple[int, int]:
        """``(line, column)`` of the code point at *offset*, both 1-based."""
        return self.lines.position(offset)

    def back(self, offset: int) -> int:
        """The offset in the text as it was."""
        return offset + bisect_left(self._dropped, offset)


class Verbatim:
    """A text that was read as it stands: every offset is its own."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text

    def back(self, offset: int) -> int:
        """The offset in the text as it was."""
        return offset


class Origin(Protocol):
    """The way back from words to the text they were taken from."""

    def span(self, start: int, end: int) -> Span | None:
        """``[start, end)`` of the words as a span of the text; ``None`` where either end is unknown."""


class Joined:
    """Words put together from several texts: each part with its own way back (``None``: there is none).

    Parts are sorted by where they begin in the words.
    """

    __slots__ = ("_parts", "_starts")

    def __init__(self, parts: Sequence[tuple[int, Origin | None]]) -> None:
        self._parts = parts
        self._starts = [start for start, _ in parts]

    def span(self, start: int, end: int) -> Span | None:
        """``[start, end)`` of the words as a span of the text; ``None`` where either end is unknown."""
        first, last = self._at(start, start), self._at(max(start, end - 1), end)
        return None if first is None or last is None or last[1] < first[0] else (first[0], last[1])

    def _at(self, start: int, end: int) -> Span | None:
        i = bisect_right(self._starts, start) - 1
        if i < 0:
            return None
        begin, origin = self._parts[i]
        return None if origin is None else origin.span(start - begin, max(end, start + 1) - begin)


class Through:
    """Words taken from a text that was itself taken from another (a page inside a JSON string)."""

    __slots__ = ("_inner", "_outer")

    def __init__(self, inner: Origin, outer: Origin) -> None:
        self._inner, self._outer = inner, outer

    def span(self, start: int, end: int) -> Span | None:
        """``[start, end)`` of the words as a span of the outermost text."""
        inside = self._inner.span(start, end)
        return None if inside is None else self._outer.span(*inside)


class Origins:
    """The way back from the words of a page to its source. Pieces are sorted by their start."""

    __slots__ = ("_pieces", "_source", "_starts")

    def __init__(self, source: Newlines | Verbatim, pieces: Sequence[Piece]) -> None:
        self._source, self._pieces = source, pieces
        self._starts = [piece.start for piece in pieces]

    def span(self, start: int, end: int) -> Span | None:
        """``[start, end)`` of the words as a span of the source; ``None`` where either end is unknown."""
        first, last = self._offset(start, start), self._offset(end, max(start, end - 1))
        if first is None or last is None or last < first:
            return None
        return self._source.back(first), self._source.back(last)

    def _offset(self, at: int, inside: int) -> int | None:
        """The source offset of *at*, which is an edge of the character at *inside*."""
        i = bisect_right(self._starts, inside) - 1
        if i < 0 or inside >= self._pieces[i].end:
            return None
        piece = self._pieces[i]
        if piece.exact:
            return piece.source_start + at - piece.start
        if at >= piece.end:
            return piece.source_end
        words, source = piece.start, piece.source_start
        for match in _REFERENCE.finditer(self._source.text, piece.source_start, piece.source_end):
            if words + match.start() - source >= at:
                break
            words += match.start() - source + len(html.unescape(match[0]))
            source = match.end()
            if words >= at:
                return source
        return min(source + at - words, piece.source_end)
