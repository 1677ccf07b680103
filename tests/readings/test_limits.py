"""Limits of single items: what property holds for any text; the lines themselves are examples of ``rules/limits``."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.errors import RuleFileError
from provenance.readings.read import Readings
from provenance.rulefiles.limits import load_limits
from provenance.rulefiles.pack import load_rules
from provenance.vocabulary import Polarity

READINGS = Readings(load_rules().data)
LIMITS = READINGS.limits
WORDS = [
    "UK",
    "OUT",
    "NO",
    "SALES",
    "(",
    ")",
    "\n",
    ";",
    " - ",
    "ONLY",
    "FOR USE IN",
    "Germany",
    "İ",
    "ﬁ",
    "Restrictions:",
]
TEXTS = st.lists(st.sampled_from(WORDS) | st.text(max_size=6), max_size=30).map(" ".join)


@given(TEXTS)
def test_limits_lie_in_the_text_and_never_open_anything(text: str) -> None:
    at = 0
    for limit in LIMITS.find(text).limits:
        assert at <= limit.start < limit.end <= len(text)
        at = limit.end
        for said in limit.statements:
            assert said.polarity is not Polarity.PERMITS
            assert said.evidence.quote == text[said.evidence.start : said.evidence.end]
            assert limit.start <= (said.evidence.start or 0) <= (said.evidence.end or 0) <= limit.end


@pytest.mark.parametrize(
    "around", ["{}", "{}\n\nThe bridge opens again.", "The bridge opens again.\n\n{}\n", "© 2024 Harrow - {}"]
)
def test_a_line_is_read_wherever_it_stands(around: str) -> None:
    text = around.format("UK AND IRELAND OUT")
    (limit,) = LIMITS.find(text).limits
    assert [s.limits.territory for s in limit.statements] == [{"only": [], "except": ["GB", "IE"]}]


def test_a_page_of_such_words_takes_no_time() -> None:
    text = "NO SALES TAX OUT (UK " * 20_000
    assert len(LIMITS.find(text).limits) < 10


FILE = """language: en
joins: [and]
warns: [out]
channels: [{{channels: [web], words: [web]}}]
limits: [{{gives: not-on, {manner}: ["{form}"]}}]
examples: [{{text: WEB OUT, channels: [web]}}]
near_misses: [Sold out]
"""


@pytest.mark.parametrize(
    ("form", "manner", "said"),
    [
        ("{chanel} out", "capitals", "no slot {chanel}"),
        ("{channel} out (now", "capitals", "bracket is not closed"),
        ("a {channel}", "words", "6 letters must stand together"),
        ("{channel} and {channel} out", "capitals", "twice"),
        ("{channel} [out]", "capitals", "of signs only"),
    ],
)
def test_a_form_that_cannot_be_read_is_refused(tmp_path: Path, form: str, manner: str, said: str) -> None:
    (tmp_path / "limits").mkdir()
    (tmp_path / "limits" / "en.yaml").write_text(FILE.format(form=form, manner=manner))
    with pytest.raises(RuleFileError, match=r"limits/en\.yaml:5:") as refused:
        load_limits(tmp_path)
    assert said in str(refused.value)


def test_what_is_too_much_to_look_at_is_told() -> None:
    lines = "".join(f"The clerk said that sales were up, for {number}: not for resale here\n" for number in range(3000))
    assert LIMITS.find(lines + "UK OUT\n").exhausted
    assert not LIMITS.find("UK OUT\n").exhausted
