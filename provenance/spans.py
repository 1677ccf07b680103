"""Offsets and the lines and columns that people count in.

Offsets are code points of the decoded text, half open. Lines and columns are 1-based; a line
ends at LF, CRLF or a lone CR, as editors count it.
"""

from __future__ import annotations

from bisect import bisect_right


class LineIndex:
    """Line and column of any offset of one text; built once, on first use."""

    __slots__ = ("_starts", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts: list[int] | None = None

    def _line_starts(self) -> list[int]:
        if self._starts is None:
            starts, text, at = [0], self._text, 0
            if "\r" in text:
                for i, char in enumerate(text):
                    if char == "\n" or (char == "\r" and text[i + 1 : i + 2] != "\n"):
                        starts.append(i + 1)
            else:
                while (at := text.find("\n", at) + 1) > 0:
                    starts.append(at)
            self._starts = starts
        return self._starts

    def position(self, offset: int) -> tuple[int, int]:
        """``(line, column)`` of the code point at *offset*."""
        starts = self._line_starts()
        line = bisect_right(starts, offset)
        return line, offset - starts[line - 1] + 1

    def line_bounds(self, line: int) -> tuple[int, int]:
        """``[start, end)`` of the 1-based *line*, its line break excluded."""
        starts = self._line_starts()
        start = starts[line - 1]
        end = starts[line] if line < len(starts) else len(self._text)
        while end > start and self._text[end - 1] in "\r\n":
            end -= 1
        return start, end
