"""Words: counted as readers of each script count them, compared without regard to how they are written."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.compare.words import STOP, WORD, Vocabulary, count_words, key


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The “quick” fox can’t jump 32.3 feet, right?", 8),
        ("e-mail co-op", 4),
        ("1,000 3.14 5%", 3),
        ("l’eau d'accord", 2),
        ("Это из-за дождя", 4),
        ("مرحبا بالعالم", 2),
        ("中文字数统计", 6),
        ("東京タワーは高い。", 8),
        ("IT企業", 3),
        ("한국어 문장입니다", 2),
        ("नमस्ते दुनिया", 2),
        ("สวัสดี", 4),
        ("… — « » !", 0),
        ("", 0),
    ],
)
def test_counts(text: str, count: int) -> None:
    assert count_words(text) == count
    assert Vocabulary().read(text, [(0, len(text))]).count() == count


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("can’t", "can't"),
        ("“", '"'),
        ("«", "」"),
        ("Cafe\u0301", "café"),
        ("ＡＢＣ", "abc"),
        ("ﬁsh", "fish"),
        ("سـلام", "سلام"),
        ("co\u00adop", "coop"),
        ("...", "…"),
        ("−", "-"),
    ],
)
def test_ways_of_writing_are_the_same(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(("one", "other"), [("ısı", "isi"), ("résumé", "resume"), ("5²", "52"), ("$", "€"), (",", ".")])
def test_what_means_something_else_is_not(one: str, other: str) -> None:
    assert key(one) != key(other)


def test_markup_is_no_word() -> None:
    text = "See [the _page_](https://a.example/x_(y)) and ![alt words](p.png) <b>bold</b>&nbsp;[^1].\n\n"
    text += "[x]: http://b.example\n"
    words = Vocabulary().read(text, [(0, len(text))], markdown=True)
    assert [words.written(i) for i in range(len(words)) if words.kinds[i] & WORD] == [
        "See",
        "the",
        "page",
        "and",
        "bold",
    ]


def test_stops_of_many_scripts() -> None:
    text = "a. b? c。 d؟ e… f। g, h"
    words = Vocabulary().read(text, [(0, len(text))])
    assert sum(bool(kind & STOP) for kind in words.kinds) == 6


@given(st.text())
def test_places_are_true(text: str) -> None:
    words = Vocabulary().read(text, [(0, len(text))])
    ends = 0
    for i in range(len(words)):
        assert ends <= words.starts[i] < words.ends[i] <= len(text)
        ends = words.ends[i]


@pytest.mark.parametrize("piece", ["a", "\u0301", "a.", "[", "<a", "_", "![", "](", "&a"])
def test_hostile_texts_are_read_in_time(piece: str) -> None:
    text = "a" + piece * 150_000
    began = time.perf_counter()
    Vocabulary().read(text, [(0, len(text))], markdown=True)
    assert time.perf_counter() - began < 10
