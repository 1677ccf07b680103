"""The quoted source line with its span underlined, and wrapping, both counted in terminal cells.

A cell is one column of a fixed-width terminal: East Asian wide and fullwidth characters take two
(UAX #11), combining marks none.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from provenance.reports.neutral import neutral, neutral_characters

ELLIPSIS = "…"


def cells(text: str) -> int:
    """How many terminal columns *text* takes; it must be neutralised already."""
    if text.isascii():
        return len(text)
    return sum(_cells_of(character) for character in text)


def _cells_of(character: str) -> int:
    if character.isascii():
        return 1
    if unicodedata.category(character) in ("Mn", "Me", "Cf") or "\u1160" <= character <= "\u11ff":
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def clip(text: str, width: int) -> str:
    """*text* cut to *width* cells, with an ellipsis where something is missing."""
    if len(text) <= width and cells(text) <= width:
        return text
    room, kept = width - 1, []
    for character in text[: 4 * width]:  # marks take no cell: bounded in characters as well
        room -= _cells_of(character)
        if room < 0:
            break
        kept.append(character)
    return "".join(kept).rstrip() + ELLIPSIS


def wrap(text: str, width: int) -> list[str]:
    """Neutral *text* in lines of at most *width* cells, broken at blanks, or inside words without any."""
    lines, line, used = [], "", 0
    for word in text.split():
        size = cells(word)
        if line and used + 1 + size > width:
            lines.append(line)
            line, used = "", 0
        while size > width:
            head = _head(word, width)
            lines.append(head)
            word = neutral(word[len(head) :])  # the rest begins a line now: "::" means something there
            size = cells(word)
        line, used = (f"{line} {word}", used + 1 + size) if line else (word, size)
    return [*lines, line] if line else lines


def _head(word: str, width: int) -> str:
    used = 0
    for i, character in enumerate(word):
        used += _cells_of(character)
        if used > width and i:
            return word[:i]
    return word


@dataclass(frozen=True, slots=True)
class Excerpt:
    """One line to show and the line of ``^`` to print under it."""

    shown: str
    marker: str


def excerpt(text: str, line: tuple[int, int], span: tuple[int, int], width: int) -> Excerpt:
    """The part of a source line around a span that fits *width* cells, and what to underline.

    *line* and *span* are offsets into *text* (code points, half open); a span that goes on past
    the line is underlined to the line's end, an empty one with a single ``^``. Only a window of
    the line is looked at, so a line of any length costs the same.
    """
    start = min(max(span[0], line[0]), line[1])
    end = min(max(span[1], start), line[1])
    low, high = max(line[0], start - 2 * width), min(line[1], start + 4 * width)
    shown = neutral_characters(text[low:high])
    sizes = [cells(piece) for piece in shown]
    left, right = _window(sizes, start - low, min(end, high) - low, width - 2)
    before = ELLIPSIS if low + left > line[0] else ""
    after = ELLIPSIS if low + right < line[1] else ""
    first, last = start - low, min(end - low, right)
    marker = " " * (len(before) + sum(sizes[left:first])) + "^" * max(1, sum(sizes[first:last]))
    return Excerpt(before + "".join(shown[left:right]) + after, marker)


def _window(sizes: list[int], first: int, last: int, room: int) -> tuple[int, int]:
    """``[left, right)`` around ``[first, last)``: the span first, then as much on either side as fits."""
    right = first
    while right < last and (sizes[right] <= room or right == first):
        room -= sizes[right]
        right += 1
    if right < last:
        return first, right
    left, both = first, True
    while both:
        both = False
        if left > 0 and sizes[left - 1] <= room:
            left, room, both = left - 1, room - sizes[left - 1], True
        if right < len(sizes) and sizes[right] <= room:
            room, right, both = room - sizes[right], right + 1, True
    return left, right


def one_line(text: str, width: int) -> str:
    """*text* neutralised, on one line, at most *width* cells."""
    return clip(neutral(text[: 8 * width]) + (ELLIPSIS if len(text) > 8 * width else ""), width)
