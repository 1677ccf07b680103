"""Which stretches two sequences of numbers have in common, in order; bounded in time and memory.

Small stretches get a longest common subsequence, bit-parallel on Python's integers (Crochemore et al.
2001, Hyyrö 2004: n·m/64 steps whatever is in them). Long ones are cut first at what stands exactly once
on both sides (patience diff): single numbers, else runs of four. What still is too long after that is
told as wholly replaced, which only ever says more than was altered. ``difflib`` is quadratic for
ordinary texts and cubic for hostile ones, and does not find the shortest answer.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

#: Cells (n·m) of the table for one stretch without a look for anchors, with one, and for all stretches together.
SMALL, LARGE, BUDGET = 4_000_000, 100_000_000, 2_000_000_000
#: How often a stretch is cut at anchors again.
_DEEPEST = 12
#: Runs that are looked for where no single number stands once on both sides.
_RUN = 4


class Match(NamedTuple):
    """``size`` tokens from ``left`` of the original are those from ``right`` of the copy."""

    left: int
    right: int
    size: int


def matches(left: array[int], right: array[int]) -> list[Match]:
    """The stretches in common, in order, none touching the next on both sides."""
    whole = _whole(left, right)
    if whole is not None:
        return [whole]
    found: list[Match] = []
    budget = BUDGET
    stack = [(0, len(left), 0, len(right), 0)]
    while stack:
        a, a_end, b, b_end, level = stack.pop()
        same = _prefix(left, a, a_end, right, b, b_end)
        if same:
            found.append(Match(a, b, same))
            a, b = a + same, b + same
        same = _suffix(left, a, a_end, right, b, b_end)
        if same:
            found.append(Match(a_end - same, b_end - same, same))
            a_end, b_end = a_end - same, b_end - same
        cells = (a_end - a) * (b_end - b)
        if not cells:
            continue
        anchors = _anchors(left, a, a_end, right, b, b_end) if cells > SMALL and level < _DEEPEST else []
        if anchors:
            for at, to in anchors:
                stack.append((a, at, b, to, level + 1))
                a, b = at, to
            stack.append((a, a_end, b, b_end, level + 1))
        elif cells <= min(LARGE, budget):
            budget -= cells
            found += _common(left, a, a_end, right, b, b_end)
    return _compacted(left, right, _joined(found))


def _whole(left: array[int], right: array[int]) -> Match | None:
    """The one match where the shorter side stands in the longer one as it is."""
    turned = len(left) < len(right)
    longer, shorter = (right, left) if turned else (left, right)
    if not len(shorter):
        return None
    sought, text, at = shorter.tobytes(), longer.tobytes(), -1
    while (at := text.find(sought, at + 1)) >= 0:
        place, rest = divmod(at, longer.itemsize)
        if not rest:
            return Match(0, place, len(shorter)) if turned else Match(place, 0, len(shorter))
    return None


def _compacted(left: array[int], right: array[int], found: Sequence[Match]) -> list[Match]:
    """The same tokens in fewer stretches: of two that follow each other on one side, the shorter goes to the longer
    where it stands there as well ("the | … the mason" is "… | the mason")."""
    kept: list[Match] = []
    for match in found:
        while kept and (joined := _one(left, right, kept[-1], match)) is not None:
            kept.pop()
            match = joined
        kept.append(match)
    return kept


def _one(left: array[int], right: array[int], first: Match, second: Match) -> Match | None:
    a_end, b_end = first.left + first.size, first.right + first.size
    if a_end != second.left and b_end != second.right:
        return None
    a, b, size = second.left - first.size, second.right - first.size, first.size + second.size
    if first.size <= second.size:
        if left[a : second.left] == right[b : second.right] == right[first.right : b_end]:
            return Match(a, b, size)
    elif (
        left[a_end : a_end + second.size]
        == right[b_end : b_end + second.size]
        == right[second.right : second.right + second.size]
    ):
        return Match(first.left, first.right, size)
    return None


def _joined(found: list[Match]) -> list[Match]:
    joined: list[Match] = []
    for match in sorted(found):
        last = joined[-1] if joined else None
        if last and last.left + last.size == match.left and last.right + last.size == match.right:
            joined[-1] = Match(last.left, last.right, last.size + match.size)
        else:
            joined.append(match)
    return joined


def _prefix(left: array[int], a: int, a_end: int, right: array[int], b: int, b_end: int) -> int:
    """How many tokens are the same from the beginning; whole stretches are compared at once."""
    most, at, step = min(a_end - a, b_end - b), 0, 64
    while at < most:
        step = min(step, most - at)
        if left[a + at : a + at + step] == right[b + at : b + at + step]:
            at, step = at + step, step * 2
        elif step == 1:
            break
        else:
            step = max(1, step // 8)
    return at


def _suffix(left: array[int], a: int, a_end: int, right: array[int], b: int, b_end: int) -> int:
    most, at, step = min(a_end - a, b_end - b), 0, 64
    while at < most:
        step = min(step, most - at)
        if left[a_end - at - step : a_end - at] == right[b_end - at - step : b_end - at]:
            at, step = at + step, step * 2
        elif step == 1:
            break
        else:
            step = max(1, step // 8)
    return at


def _anchors(left: array[int], a: int, a_end: int, right: array[int], b: int, b_end: int) -> list[tuple[int, int]]:
    """Places that belong together beyond doubt, rising on both sides."""
    for size in (1, _RUN):
        ours = _once(right, b, b_end, size)
        pairs = [(at, ours[run]) for run, at in _once(left, a, a_end, size).items() if run in ours]
        if pairs:
            return _rising(sorted(pairs))
    return []


def _once(tokens: array[int], start: int, end: int, size: int) -> dict[object, int]:
    """Each token, or run of *size*, that stands once in the stretch, and where."""
    places: dict[object, int] = {}
    repeated = set()
    for at in range(start, end - size + 1):
        run: object = tokens[at] if size == 1 else tuple(tokens[at : at + size])
        if places.setdefault(run, at) != at:
            repeated.add(run)
    for run in repeated:
        del places[run]
    return places


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of *pairs* (sorted by the first) that rises in the second as well."""
    tails: list[int] = []
    ends: list[int] = []
    before = [-1] * len(pairs)
    for at, (_, to) in enumerate(pairs):
        place = bisect_left(tails, to)
        before[at] = ends[place - 1] if place else -1
        if place == len(tails):
            tails.append(to)
            ends.append(at)
        else:
            tails[place], ends[place] = to, at
    chain = []
    at = ends[-1]
    while at >= 0:
        chain.append(pairs[at])
        at = before[at]
    return chain[::-1]


def _common(left: array[int], a: int, a_end: int, right: array[int], b: int, b_end: int) -> Iterator[Match]:
    """A longest common subsequence of two stretches, as matches from the last to the first."""
    if a_end - a > b_end - b:  # the shorter side becomes the bits of one integer
        yield from (Match(to, at, 1) for at, to in _pairs(right[b:b_end], left[a:a_end], b, a))
    else:
        yield from (Match(at, to, 1) for at, to in _pairs(left[a:a_end], right[b:b_end], a, b))


def _pairs(short: array[int], long: array[int], base: int, other: int) -> Iterator[tuple[int, int]]:
    where: dict[int, int] = {}
    bit = 1
    for token in short:
        where[token] = where.get(token, 0) | bit
        bit <<= 1
    full = bit - 1
    row, rows = full, []
    for token in long:
        hits = row & where.get(token, 0)
        row = ((row + hits) | (row - hits)) & full
        rows.append(row)
    at, to = len(short), len(long)
    while at and to:
        if rows[to - 1] >> (at - 1) & 1:
            at -= 1
            continue
        to -= 1
        if to and not rows[to - 1] >> (at - 1) & 1:
            continue
        at -= 1
        yield base + at, other + to
