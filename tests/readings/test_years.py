"""Years of copyright statements."""

from __future__ import annotations

import json
import time
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.readings.years import YearReader, find_years
from provenance.rulefiles.calendars import load_calendars
from provenance.rulefiles.source import load

ROOT = Path(__file__).parent.parent.parent / "rules"
SENTENCES: dict[str, Any] = load(Path(__file__).parent / "sentences_of_time.yaml").data


@cache
def reader() -> YearReader:
    return YearReader(load_calendars(ROOT))


def years(text: str) -> list[str]:
    return [year for span in reader().find(text) for year in span.years]


@pytest.mark.parametrize("case", SENTENCES["years"], ids=lambda case: case["text"][:30])
def test_years_of_unseen_lines(case: dict[str, Any]) -> None:
    assert years(case["text"]) == case["years"]


def test_a_list_is_one_span() -> None:
    text = "© 2018, 2020 e 2023 Fundação"
    (span,) = reader().find(text)
    assert (span.years, span.text) == (("2018", "2020", "2023"), "2018, 2020 e 2023")
    assert text[span.start : span.end] == span.text


@pytest.mark.parametrize("text", ["© 1799", "© 2101", "1066", "MMMM", "MIX", "IVXL", "20245", "v2022", "A4-2022x"])
def test_numbers_that_are_no_years(text: str) -> None:
    assert years(text) == []


def test_backward_ranges_are_two_years() -> None:
    assert years("© 2024-2019") == ["2024", "2019"]
    assert years("© 2021-12") == ["2021"]


def test_words_after_a_year_are_no_present_without_a_dash() -> None:
    assert years("© 2019 Now Media") == ["2019"]
    assert years("© 2019 - Now") == ["2019-present"]


def test_era_words_end_where_words_end() -> None:
    assert years("Maybe 2566 copies") == []
    assert years("SHOWA 63") == ["1988"]


def test_function_and_reader_agree() -> None:
    text = "© 1999–2024"
    assert find_years(text, load_calendars(ROOT)) == reader().find(text)


PIECES = [
    "1999",
    "2024",
    "–",
    "-",
    " ",
    ",",
    "present",
    "heute",
    "令和",
    "6年",
    "MMXX",
    "هـ",
    "1445",
    "to",
    "/22",
    "©",
    "พ.ศ.",
    "2566",
    "BE",
    "元",
    "\n",
]


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=20).map("".join)))
def test_any_text_is_read_without_an_error(text: str) -> None:
    end = 0
    for span in reader().find(text):
        assert end <= span.start < span.end
        assert text[span.start : span.end] == span.text
        assert span.years
        end = span.end


@pytest.mark.parametrize("junk", ["2024", "2024 ", "2024-", "MDC", "1 2 3 ", "2024, ", " ", "令和", "+4 "])
def test_long_junk_takes_bounded_time(junk: str) -> None:
    began = time.process_time()
    reader().find(junk * (100_000 // len(junk)))
    assert time.process_time() - began < 3


def test_gold_years(shared: Path) -> None:
    missed = []
    for line in (shared / "gold" / "notices.jsonl").read_text(encoding="utf-8").splitlines():
        notice = json.loads(line)
        if notice["years"] and set(years(notice["text"])) != set(notice["years"]):
            missed.append(notice["id"])
    assert missed == []
