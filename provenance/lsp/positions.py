"""Offsets of a text as lines and characters, counted as the editor asked for (LSP 3.17, ``PositionEncodingKind``).

Ours are code points. Editors count UTF-16 code units unless both sides agree on UTF-8 or UTF-32. Lines end at LF,
CRLF or a lone CR and nowhere else: not at U+2028, where :meth:`str.splitlines` ends them.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from lsprotocol.types import Position, PositionEncodingKind, Range

from provenance.spans import LineIndex, Span

#: Units are counted from the nearest of the places that lie so many code points apart in a line.
_STEP = 512
#: So many lines are remembered.
_KEPT = 64


class Positions:
    """The positions of one text in one encoding."""

    __slots__ = ("_encoding", "_index", "_marks", "_plain", "_text")

    def __init__(self, text: str, encoding: PositionEncodingKind | str = PositionEncodingKind.Utf16) -> None:
        self._text, self._encoding = text, str(getattr(encoding, "value", encoding))
        self._index = LineIndex(text)
        self._plain = self._encoding == PositionEncodingKind.Utf32.value or text.isascii()
        self._marks: dict[int, list[int]] = {}

    def position(self, offset: int) -> Position:
        """The position of the code point at *offset*."""
        line, column = self._index.position(min(max(offset, 0), len(self._text)))
        return Position(line - 1, column - 1 if self._plain else self._units(line, column - 1))

    def range(self, start: int, end: int) -> Range:
        """The range of ``text[start:end]``."""
        return Range(self.position(start), self.position(max(start, end)))

    def line(self, line: int, column: int = 1) -> Range:
        """The rest of a 1-based *line* from a 1-based *column* on, blanks at its end left out."""
        start, end = self._index.line_bounds(min(max(line, 1), len(self._index.starts)))
        begin = min(start + max(column, 1) - 1, end)
        return self.range(begin, begin + len(self._text[begin:end].rstrip()))

    def offset(self, position: Position) -> int:
        """The offset of *position*; what lies beyond a line is its end, beyond the last line the end of the text.

        A position inside a character is where that character begins.
        """
        if position.line >= len(self._index.starts):
            return len(self._text)
        start, end = self._index.line_bounds(position.line + 1)
        if self._plain:
            return min(start + position.character, end)
        return min(start + self._column(position.line + 1, position.character), end)

    def span(self, found: Range) -> Span:
        """The offsets of a range, the smaller one first."""
        start, end = self.offset(found.start), self.offset(found.end)
        return min(start, end), max(start, end)

    def _units(self, line: int, column: int) -> int:
        """How many units the first *column* code points of a line take."""
        start, _ = self._index.line_bounds(line)
        near = min(column // _STEP, len(self._of(line)) - 1)
        return self._of(line)[near] + self._count(self._text[start + near * _STEP : start + column])

    def _column(self, line: int, units: int) -> int:
        """How many code points of a line lie wholly within its first *units* units."""
        start, end = self._index.line_bounds(line)
        near = bisect_right(self._of(line), units) - 1
        column, left = near * _STEP, units - self._of(line)[near]
        for character in self._text[start + column : min(start + column + _STEP, end)]:
            left -= self._count(character)
            if left < 0:
                break
            column += 1
        return column

    def _of(self, line: int) -> list[int]:
        """The units that come before each place of a line, the places :data:`_STEP` code points apart."""
        if line not in self._marks:
            start, end = self._index.line_bounds(line)
            counts = [self._count(self._text[at : min(at + _STEP, end)]) for at in range(start, end, _STEP)]
            if len(self._marks) >= _KEPT:
                self._marks.clear()
            self._marks[line] = [0, *accumulate(counts[:-1])]
        return self._marks[line]

    def _count(self, text: str) -> int:
        if text.isascii():
            return len(text)
        if self._encoding == PositionEncodingKind.Utf8.value:
            return len(text.encode("utf-8", "surrogatepass"))
        return len(text.encode("utf-16-le", "surrogatepass")) // 2
