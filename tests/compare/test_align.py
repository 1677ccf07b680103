"""Alignment: a longest common subsequence for texts of ordinary length, bounded for all others."""

from __future__ import annotations

import time
from array import array

from hypothesis import given
from hypothesis import strategies as st

from provenance.compare.align import Match, matches

tokens = st.lists(st.integers(0, 4), max_size=14)


def longest(one: list[int], other: list[int]) -> int:
    table = [[0] * (len(other) + 1) for _ in range(len(one) + 1)]
    for i, left in enumerate(one):
        for j, right in enumerate(other):
            table[i + 1][j + 1] = table[i][j] + 1 if left == right else max(table[i][j + 1], table[i + 1][j])
    return table[-1][-1]


@given(tokens, tokens)
def test_nothing_longer_is_in_common(one: list[int], other: list[int]) -> None:
    found = matches(array("q", one), array("q", other))
    assert sum(match.size for match in found) == longest(one, other)
    a = b = 0
    for match in found:
        assert match.left >= a
        assert match.right >= b
        assert one[match.left : match.left + match.size] == other[match.right : match.right + match.size]
        a, b = match.left + match.size, match.right + match.size


def test_one_change_in_a_long_text() -> None:
    one = array("q", (i % 977 for i in range(60_000)))
    other = array("q", one)
    other[31_000] = 100_000
    assert matches(one, other) == [Match(0, 0, 31_000), Match(31_001, 31_001, 28_999)]


def test_hostile_texts_end_in_time() -> None:
    size = 400_000
    began = time.perf_counter()
    for one, other in (
        (array("q", [0, 1] * (size // 2)), array("q", [1, 0, 0] * (size // 3))),
        (array("q", [0] * size), array("q", [0, 1] * (size // 2))),
        (array("q", ((i * i) % 7 for i in range(size))), array("q", ((i * i * i) % 7 for i in range(size)))),
    ):
        matches(one, other)
    assert time.perf_counter() - began < 60
