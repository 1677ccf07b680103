"""The quoted line: what is underlined is the span, whatever the script, and it always fits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.reports.excerpt import cells, clip, excerpt, one_line, wrap
from provenance.reports.neutral import neutral

scripts = st.text(st.sampled_from("abc XYZ全国禁が\u0301\u200d\t\x1bñ😀بe"), min_size=1, max_size=200)


def underlined(text: str, start: int, end: int, width: int = 80) -> str:
    """The shown characters above the ``^``."""
    part = excerpt(text, (0, len(text)), (start, end), width)
    low, high, at, found = part.marker.index("^"), len(part.marker), 0, []
    for character in part.shown:
        if low <= at < high:
            found.append(character)
        at += cells(character)
    return "".join(found)


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("It may not be published here.", "published"),
        ("許可なく転載を禁じます。", "転載"),
        ("cafe\u0301 may not be published", "published"),
        ("\tmay\tpublished\t", "published"),
        ("x" * 5000 + "published" + "y" * 5000, "published"),
        ("国" * 5000 + "転載" + "国" * 5000, "転載"),
        ("published", "published"),
    ],
)
def test_the_span_is_underlined(text: str, quote: str) -> None:
    start = text.index(quote)
    assert underlined(text, start, start + len(quote)) == quote


@given(scripts, st.data(), st.integers(20, 120))
def test_it_fits_and_nothing_raw_is_shown(text: str, data: st.DataObject, width: int) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text) + 5))
    part = excerpt(text, (0, len(text)), (start, end), width)
    # one piece more than the room at most: a hidden character is shown by its number, or not at all
    assert cells(part.shown) <= width + 10
    assert part.marker.strip(" ^") == ""
    assert part.marker.endswith("^")
    assert "\x1b" not in part.shown
    assert "\t" not in part.shown


def test_a_cut_line_says_so() -> None:
    text = "a" * 200 + " published " + "b" * 200
    part = excerpt(text, (0, len(text)), (201, 210), 40)
    assert part.shown[0] == part.shown[-1] == "…"
    assert cells(part.shown) <= 40


def test_a_span_over_the_line_end_is_underlined_to_the_end() -> None:
    assert excerpt("one two\nthree", (0, 7), (4, 13), 80).marker == "    ^^^"


def test_an_empty_span_has_one_mark() -> None:
    assert excerpt("one", (0, 3), (3, 3), 80).marker == "   ^"


def test_marks_without_width_cannot_make_a_line_long() -> None:
    text = "a" + "\u0301" * 1_000_000 + "published"
    start = text.index("published")
    assert len(excerpt(text, (0, len(text)), (start, start + 9), 80).shown) < 1000
    assert len(one_line(text, 80)) < 1000


def test_clipping_and_wrapping_count_cells() -> None:
    assert clip("禁止禁止", 5) == "禁止…"
    assert clip("short", 5) == "short"
    assert wrap("one two three", 7) == ["one two", "three"]
    assert wrap("全国全国全国", 4) == ["全国", "全国", "全国"]
    assert wrap("", 10) == []


@given(scripts, st.integers(10, 60))
def test_wrapping_loses_nothing(text: str, width: int) -> None:
    lines = wrap(neutral(text), width)
    assert "".join("".join(lines).split()) == "".join(neutral(text).split())
    assert all(cells(line) <= width for line in lines)


def test_a_break_inside_a_word_makes_no_log_command() -> None:
    assert not [line for line in wrap("x" * 10 + "::error::y", 10) if line.startswith("::")]
