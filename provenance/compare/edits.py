"""From stretches in common to edits that a person can read: short chance matches undone, passages that
were moved found again, cuts set where sentences begin."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from provenance.compare.align import Match
from provenance.compare.words import BEGINS, STOP, Words

#: So many tokens in a row stand in another text by no accident.
PASSAGE = 8
#: Places at which a run may stand in the original; of a longer list the first are tried.
_PLACES = 8
_PASSES = 30
_BASE, _PRIME = 1_000_003, (1 << 61) - 1


class Change(NamedTuple):
    """Tokens ``[left, left_end)`` of the original against ``[right, right_end)`` of the copy.

    ``moved_from``: where the copy's tokens stand in the original, if they were only put elsewhere.
    """

    left: int
    left_end: int
    right: int
    right_end: int
    moved_from: int | None = None


def changes(left: Words, right: Words, matched: Sequence[Match]) -> list[Change]:
    """What lies between the matches, in order of the copy."""
    kept = _without_chance(len(left), right, matched)
    found = [_slid(left, right, *between) for between in _between(left, right, kept)]
    return list(_with_moves(left, right, found))


def _between(left: Words, right: Words, matched: Sequence[Match]) -> Iterator[tuple[Change, int, int]]:
    """What lies between the matches, each with the sizes of those before and behind it."""
    a = b = before = 0
    for match in [*matched, Match(len(left), len(right), 0)]:
        a_end, b_end = match.left, match.right
        while a < a_end and b < b_end and left.ids[a] == right.ids[b]:  # what a chance match had kept apart
            a, b, before = a + 1, b + 1, before + 1
        while a_end > a and b_end > b and left.ids[a_end - 1] == right.ids[b_end - 1]:
            a_end, b_end = a_end - 1, b_end - 1
        if a_end > a or b_end > b:
            yield Change(a, a_end, b, b_end), before, match.size
        a, b, before = match.left + match.size, match.right + match.size, match.size


# -- matches by chance


def _without_chance(left_size: int, right: Words, matched: Sequence[Match]) -> list[Match]:
    """*matched* without the few words that any two texts share, between longer ones of the copy's own.

    As the semantic cleanup of diff-match-patch has it, but measured on the copy alone: words that the
    copy leaves out make no chance match of what it keeps.
    """
    kept = list(matched)
    for _ in range(_PASSES):
        fewer = _pass(left_size, right, kept)
        if len(fewer) == len(kept):
            break
        kept = fewer
    return kept


def _pass(left_size: int, right: Words, kept: Sequence[Match]) -> list[Match]:
    fewer: list[Match] = []
    before_to = 0
    groups = list(_groups(kept))
    for i, group in enumerate(groups):
        start, end = group[0].right, group[-1].right + group[-1].size
        after_to = groups[i + 1][0].right if i + 1 < len(groups) else len(right)
        if all(match.size < PASSAGE for match in group):
            size, before, after = right.count(start, end), right.count(before_to, start), right.count(end, after_to)
            # at an edge of the copy, and not of the original, there is nothing beyond to measure by
            if start == 0 and group[0].left > 0:
                before = size if size < after else 0
            if end == len(right) and group[-1].left + group[-1].size < left_size:
                after = size if size < before else 0
            if size <= before and size <= after:
                continue
        fewer += group
        before_to = end
    return fewer


def _groups(kept: Sequence[Match]) -> Iterator[list[Match]]:
    """Matches that follow each other in the copy without a word between."""
    group: list[Match] = []
    for match in kept:
        if group and group[-1].right + group[-1].size != match.right:
            yield group
            group = []
        group.append(match)
    if group:
        yield group


# -- cuts


def _slid(left: Words, right: Words, change: Change, before: int, after: int) -> Change:
    """A deletion or insertion that could as well stand a few tokens beside, put where a sentence begins."""
    deleted = change.right == change.right_end
    if not deleted and change.left != change.left_end:
        return change
    words = left if deleted else right
    start, end = (change.left, change.left_end) if deleted else (change.right, change.right_end)
    best, shift = _fit(words, start, end), 0
    step = 0
    while step < min(before, end - start, 60) and words.ids[start - 1 - step] == words.ids[end - 1 - step]:
        step += 1
        if (fit := _fit(words, start - step, end - step)) > best:
            best, shift = fit, -step
    step = 0
    while step < min(after, end - start, 60) and words.ids[start + step] == words.ids[end + step]:
        step += 1
        if (fit := _fit(words, start + step, end + step)) > best:
            best, shift = fit, step
    return Change(change.left + shift, change.left_end + shift, change.right + shift, change.right_end + shift)


def _fit(words: Words, start: int, end: int) -> int:
    return 2 * starts_sentence(words, start) + starts_sentence(words, end)


def starts_sentence(words: Words, at: int) -> bool:
    """Whether a sentence or a paragraph begins at token *at*, or the text ends there."""
    if at <= 0 or at >= len(words) or words.kinds[at] & BEGINS:
        return True
    before = at - 1
    while before > 0 and not words.kinds[before] and before > at - 3:  # a closing quotation mark
        before -= 1
    return bool(words.kinds[before] & STOP)


# -- passages put elsewhere


def _with_moves(left: Words, right: Words, found: Sequence[Change]) -> Iterator[Change]:
    fresh = [change for change in found if change.right_end - change.right >= PASSAGE]
    places = _places(left.ids, right.ids, fresh) if fresh else {}
    for change in found:
        if not places or change.right_end - change.right < PASSAGE:
            yield change
            continue
        yield from _cut_at_moves(left.ids, right.ids, change, places)


def _places(left: array[int], right: array[int], wanted: Sequence[Change]) -> dict[int, list[int]]:
    """Where runs of the copy's inserted tokens stand in the original, by the run's hash."""
    runs = {value for change in wanted for _, value in _hashes(right, change.right, change.right_end)}
    places: dict[int, list[int]] = {}
    for at, value in _hashes(left, 0, len(left)):
        if value in runs and len(known := places.setdefault(value, [])) < _PLACES:
            known.append(at)
    return places


def _hashes(tokens: array[int], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Each run of ``PASSAGE`` tokens and its rolling hash (Karp and Rabin 1987)."""
    drop = pow(_BASE, PASSAGE, _PRIME)
    value = 0
    for at in range(start, end):
        value = (value * _BASE + tokens[at] + 1) % _PRIME
        if at - start >= PASSAGE:
            value = (value - (tokens[at - PASSAGE] + 1) * drop) % _PRIME
        if at - start >= PASSAGE - 1:
            yield at - PASSAGE + 1, value


def _cut_at_moves(
    left: array[int], right: array[int], change: Change, places: dict[int, list[int]]
) -> Iterator[Change]:
    """*change* with the passages in it that stand elsewhere in the original as changes of their own."""
    a, a_end = change.left, change.left_end
    own, skip = change.right, change.right
    for at, value in _hashes(right, change.right, change.right_end):
        if at < skip or value not in places:
            continue
        size, origin = max(
            ((_same(left, place, right, at, change.right_end), place) for place in places[value]), default=(0, 0)
        )
        if size < PASSAGE:
            continue
        if at > own or a < a_end:
            yield Change(a, a_end, own, at)
            a = a_end
        yield Change(a_end, a_end, at, at + size, moved_from=origin)
        own = skip = at + size
    if own < change.right_end or a < a_end:
        yield Change(a, a_end, own, change.right_end)


def _same(left: array[int], a: int, right: array[int], b: int, b_end: int) -> int:
    size, most = 0, min(len(left) - a, b_end - b)
    while size < most and left[a + size] == right[b + size]:
        size += 1
    return size
