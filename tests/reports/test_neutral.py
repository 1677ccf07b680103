"""Nothing that a terminal, a log reader or an eye would obey comes through."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.reports.neutral import neutral, neutral_characters

NASTY = (
    "\x00\x07\x08\x1b\x7f\x85\x9b\u00ad\u034f\u061c\u115f\u180e\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202a\u202e"
    "\u2060\u2066\u2069\u3164\ufeff\ufff9\ud800\udfff\U000e0041\U000e0100"
)
any_text = st.text(
    st.one_of(st.characters(exclude_categories=()), st.sampled_from(NASTY + ":#[ \t\r\nvsoبक्"))
) | st.text(":# \n[ev")


def dangerous(text: str) -> list[str]:
    """Control, format and line-separating characters left in *text*, joiners between letters excepted."""
    joined = re.sub(r"(?<=[\u0600-\u1fff\ufb50-\ufefc])[\u200c\u200d](?=[\u0600-\u1fff\ufb50-\ufefc])", "", text)
    # Cf has a few characters that are seen (Arabic number signs, Kaithi marks, hieroglyph joiners)
    seen = re.compile("[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd\U00013430-\U0001343f]")
    return [c for c in joined if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp") and not seen.match(c)]


@given(any_text)
def test_nothing_dangerous_is_left(text: str) -> None:
    assert dangerous(neutral(text)) == []


@given(any_text)
def test_no_log_command_is_left(text: str) -> None:
    shown = neutral(text)
    assert not re.search(r"(?:^|\s)::", shown)
    assert not re.search(r"##(?:vso|teamcity)?\[", shown, re.IGNORECASE)


@given(any_text)
def test_it_is_idempotent_and_can_be_written(text: str) -> None:
    assert neutral(neutral(text)) == neutral(text)
    neutral(text).encode("utf-8")


@given(any_text)
def test_there_is_one_piece_for_each_character(text: str) -> None:
    pieces = neutral_characters(text)
    assert len(pieces) == len(text)
    assert dangerous("".join(pieces)) == []


@given(st.text(st.characters(categories=("L", "N"))))
def test_letters_and_figures_come_through(text: str) -> None:
    assert neutral(text) == re.sub("[\u115f\u1160\u3164\uffa0]", lambda found: f"‹U+{ord(found[0]):04X}›", text)


@pytest.mark.parametrize("character", NASTY)
def test_a_hidden_character_is_shown_by_number(character: str) -> None:
    assert neutral(f"a{character}b") == f"a‹U+{ord(character):04X}›b"


def test_joiners_that_spell_a_word_stay() -> None:
    assert neutral("می‌شود") == "می‌شود"
    assert neutral("‌می") == "‹U+200C›می"


def test_breaks_and_tabs_become_a_blank() -> None:
    assert neutral("a\r\n\t b\nc") == "a b c"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("::error::x", "‹U+003A›:error::x"),
        ("a\n::set-output name=x::y", "a ‹U+003A›:set-output name=x::y"),
        ("std::vector", "std::vector"),
        ("a ##vso[task.complete]", "a ‹U+0023›#vso[task.complete]"),
        ("##[error]", "‹U+0023›#[error]"),
        ("## Heading", "## Heading"),
    ],
)
def test_log_commands_are_disarmed(text: str, shown: str) -> None:
    assert neutral(text) == shown


def test_long_runs_cost_linear_time() -> None:
    for text in (" " * 300_000, "\t " * 150_000, "#" * 300_000, ":" * 300_000, "\u200c" * 100_000):
        assert neutral(text + "x").endswith("x")
