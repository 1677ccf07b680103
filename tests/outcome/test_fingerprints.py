"""Fingerprints: the same finding again, whatever moved; another one where words, or the story, are others."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.outcome.fingerprints import GRAM, KEPT, Body, body_of, seal, words_of
from tests.outcome.conftest import BAN, BODY, OTHER, Judged, finding, report


def prints(judged: Judged, text: str, path: str = "a.md") -> dict[str, str]:
    return {one.evidence[0].quote if one.evidence else "": one.fingerprint for one in judged(text, path).findings}


@pytest.mark.parametrize(
    "same",
    [
        f"{BAN}\n\n{BODY}",
        f"{BODY.replace(' ', '  ')}\n\n\n\n{BAN}\n",
        f"{BODY.replace('carts and walkers', '*carts* and **walkers**')}\n{BAN}",
        f"{BODY.replace(',', ' –').upper()}\n{BAN}",
        f"{BODY}\n<!-- the desk has seen this -->\n{BAN}",
        f"{BODY}\n<!-- provenance: waive prohibited-use -->\n{BAN}",
        f"{BODY}\n{BAN.replace('consent', 'Consent').replace('. No', '.  No')}",
        f"---\ntitle: The tannery bridge\nauthor: Oona Farrow\n---\n{BODY}\n{BAN}",
    ],
    ids=["moved", "blanks", "markup", "case", "comment", "mark", "notice's case", "fields"],
)
def test_the_same_finding(judged: Judged, same: str) -> None:
    before = prints(judged, f"{BODY}\n{BAN}")
    after = prints(judged, same)
    assert before["published"] == after["published"]


@pytest.mark.parametrize(
    "other",
    [
        f"{OTHER}\n{BAN}",
        f"{BODY.replace('one old stone', 'two old stones')}\n{BAN}",
        f"{BODY}\n{BAN.replace('written consent', 'consent')}",
    ],
    ids=["tomorrow's story", "a word of the body", "a word of the sentence"],
)
def test_another_finding(judged: Judged, other: str) -> None:
    assert prints(judged, f"{BODY}\n{BAN}")["published"] != prints(judged, other)["published"]


def test_a_year_in_another_sentence_is_no_matter(judged: Judged) -> None:
    before = prints(judged, f"{BODY}\n{BAN}")
    assert before["published"] == prints(judged, f"{BODY}\n{BAN.replace('2024', '2025')}")["published"]


def test_fingerprints_tell_rules_and_words_apart() -> None:
    made = report(finding("one"), finding("two"), finding("one", "other words"), finding("one"))
    seal(made)
    assert len({one.fingerprint for one in made.findings}) == 3
    assert all(len(one.fingerprint) == 32 for one in made.findings)


def test_places_that_are_counted_may_move() -> None:
    several = []
    for detail in ("line 12: broken", "line 14: broken", "line 14: other"):
        made = report(finding("signal-unread", "", detail=detail))
        seal(made)
        several.append(made.findings[0].fingerprint)
    assert several[0] == several[1] != several[2]


def test_a_text_of_a_few_words_is_its_notices_too() -> None:
    """Two files with hardly anything but a notice are not one document."""
    from provenance.report import Notice

    bodies = []
    for words in ("One notice.", "Another notice."):
        made = report(body="Page 3")
        made.notices = [Notice(0, len(words), 1, 1, words)]
        bodies.append(body_of(made).digest)
    assert bodies[0] != bodies[1]


def test_nothing_read_is_known_by_its_bytes() -> None:
    one, other = report(body=""), report(body="")
    other.sha256 = "01"
    assert body_of(one).digest != body_of(other).digest


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The *Mill*, re-opened!", ["the", "mill", "re", "opened"]),
        ("Straße und STRASSE", ["strasse", "und", "strasse"]),
        ("cafe\u0301 café", ["café", "café"]),
        ("橋が再び\n開通した", list("橋が再び開通した")),
        ("The 橋 opens", ["the", "橋", "opens"]),
        ("สะพานเปิด", ["ส", "ะ", "พ", "า", "น", "เ", "ป\u0e34", "ด"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("snake_case __x__", ["snake", "case", "x"]),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert words_of(text) == words


def test_lines_broken_elsewhere_are_the_same_where_no_blanks_stand_between_words() -> None:
    assert Body(words_of("橋が再び開\n通した。")).digest == Body(words_of("橋が再び\n開通した")).digest


def numbers(count: int, shift: int = 0) -> Body:
    return Body([str(number + shift) for number in range(count)])


def test_short_texts_are_compared_exactly() -> None:
    recorded = numbers(KEPT + GRAM - 1)
    assert len(recorded.sketch) == KEPT
    half = Body(recorded.words[: len(recorded.words) // 2])
    assert half.remains_of(recorded.sketch) == (len(half.words) - GRAM + 1) / KEPT


def test_long_texts_are_estimated_within_the_error_that_is_told() -> None:
    random.seed(5)
    words = [f"w{random.randrange(10**9)}" for _ in range(3000)]
    recorded = Body(words)
    for kept in (300, 900, 1500, 2100, 2700):
        estimate = Body(words[:kept]).remains_of(recorded.sketch)
        assert abs(estimate - kept / 3000) < 4 * 0.044


def test_nothing_remains_of_nothing() -> None:
    assert Body([]).remains_of(()) == 0.0
    assert Body(["a"]).sketch == ()


@given(st.text(max_size=200))
def test_any_text_has_a_body(text: str) -> None:
    body = Body(words_of(text))
    assert len(body.digest) == 32
    assert body.remains_of(body.sketch) in (0.0, 1.0)
    assert words_of(" ".join(words_of(text))) == words_of(text)
