"""Moments, durations and word counts: unseen sentences, limits, and what holds for any text."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.readings.counts import CountReader, find_counts
from provenance.readings.eras import persian_date
from provenance.readings.moments import MomentReader
from provenance.rulefiles.calendars import load_calendars
from provenance.rulefiles.source import load

ROOT = Path(__file__).parent.parent.parent / "rules"
SENTENCES: dict[str, Any] = load(Path(__file__).parent / "sentences_of_time.yaml").data
SETS: tuple[list[str], ...] = (
    ["en"],
    ["de", "fr"],
    ["ja"],
    ["zh"],
    ["ar", "fa"],
    ["th"],
    ["fi", "hu", "tr"],
    [],
    ["xx-unknown"],
)


@cache
def calendars() -> dict[str, Any]:
    return load_calendars(ROOT)


@cache
def reader() -> MomentReader:
    return MomentReader(calendars())


def read(text: str, *languages: str) -> list[str]:
    return [moment.iso for moment in reader().find(text, languages)]


@pytest.mark.parametrize("case", SENTENCES["moments"], ids=lambda case: f"{case['language']}-{case['iso']}")
def test_moments_of_unseen_sentences(case: dict[str, str]) -> None:
    assert read(case["text"], case["language"])[:1] == [case["iso"]]


@pytest.mark.parametrize("case", SENTENCES["durations"], ids=lambda case: f"{case['language']}-{case['iso']}")
def test_durations_of_unseen_sentences(case: dict[str, str]) -> None:
    assert [found.iso for found in reader().durations(case["text"], [case["language"]])] == [case["iso"]]


@pytest.mark.parametrize("case", SENTENCES["counts"], ids=lambda case: f"{case['language']}-{case['words']}")
def test_counts_of_unseen_sentences(case: dict[str, Any]) -> None:
    found = find_counts(case["text"], [case["language"]], calendars()["words"])
    assert [count.words for count in found] == case["words"]


def test_open_order_is_not_read() -> None:
    assert read("Not before 03/04/2024", "en") == []
    assert read("Not before 03/04/2024", "en", "de") == []
    assert read("Not before 03/04/2024") == []
    assert read("Nicht vor 03/04/2024", "de") == ["2024-04-03"]
    assert read("Not before 13/04/2024", "en") == ["2024-04-13"]
    assert read("Not before 04/13/2024", "en") == ["2024-04-13"]
    assert read("Not before 04/04/2024", "en") == ["2024-04-04"]


def test_days_that_do_not_exist_are_not_read() -> None:
    assert read("until 31.02.2024", "de") == []
    assert read("until 2024-02-30T10:00:00Z", "en") == []
    assert read("until 30 February 2024", "en") == [""]


def test_a_date_without_a_year_is_unknown() -> None:
    (moment,) = reader().find("Embargo until 5 March at 10:00", ["en"])
    assert (moment.iso, moment.precision, moment.zoned) == ("", "unknown", False)


def test_a_modal_verb_is_no_month() -> None:
    assert read("Material under section 5 may not be published.", "en") == []


@pytest.mark.parametrize(
    ("text", "language", "iso"),
    [
        ("10:00 CET on 8 July 2024", "en", "2024-07-08T10:00:00+01:00"),
        ("10:00 BST on 8 January 2024", "en", "2024-01-08T10:00:00+00:00"),
        ("10:00 EST on 8 July 2024", "en", "2024-07-08T10:00:00-05:00"),
        ("10:00 EDT on 8 January 2024", "en", "2024-01-08T10:00:00-05:00"),
        ("01:30 New York time on 3 November 2024", "en", "2024-11-03T01:30:00-05:00"),
    ],
)
def test_contradicting_zones_mean_the_later_instant(text: str, language: str, iso: str) -> None:
    assert read(text, language) == [iso]


def test_french_and_is_no_zone() -> None:
    assert read("le 5 mars 2024 à 10 h et le 6 mars 2024", "fr", "en") == ["2024-03-05T10:00:00", "2024-03-06"]


def test_two_dates_keep_their_hours() -> None:
    text = "Print: 5 March 2024, 06:00 GMT. Online: 4 March 2024, 22:00 GMT."
    assert read(text, "en") == ["2024-03-05T06:00:00Z", "2024-03-04T22:00:00Z"]


def test_an_hour_belongs_to_the_nearest_date() -> None:
    assert read("5 March 2024 at 10:00 and again on 6 March 2024", "en") == ["2024-03-05T10:00:00", "2024-03-06"]


def test_the_span_holds_weekday_hour_and_zone() -> None:
    text = "Embargo: Tuesday 5 March 2024, 10:00 (London time). Thanks."
    (moment,) = reader().find(text, ["en"])
    assert text[moment.start : moment.end] == "Tuesday 5 March 2024, 10:00 (London time"
    assert (moment.precision, moment.zoned) == ("minute", True)


def test_direction_marks_and_other_blanks_do_not_hide_a_moment() -> None:
    assert read("\u200f\u0665 \u0645\u0627\u0631\u0633\u00a0\u0662\u0660\u0662\u0664\u200f", "ar") == ["2024-03-05"]
    assert read("5\u00a0mars\u202f2024 à 18\u202fh\u00a030", "fr") == ["2024-03-05T18:30:00"]
    assert read("le 12 de\u0301cembre 2024", "fr") == ["2024-12-12"]


def test_a_moment_is_no_duration() -> None:
    assert reader().durations("Не публиковать до 15 часов 5 августа 2024 года", ["ru"]) == []
    assert reader().durations("令和6年", ["ja"]) == []


def test_persian_new_years() -> None:
    assert str(persian_date(1403, 1, 1)) == "2024-03-20"
    assert str(persian_date(1400, 1, 1)) == "2021-03-21"
    assert str(persian_date(1399, 12, 30)) == "2021-03-20"
    assert str(persian_date(1357, 11, 22)) == "1979-02-11"
    assert persian_date(1402, 12, 30) is None


WORDS = [
    *(
        "5",
        "05",
        "31",
        "2024",
        "2567",
        "۱۴۰۳",
        "24",
        "00",
        "12",
        "March",
        "mars",
        "März",
        "3月",
        "年",
        "月",
        "日",
        "时",
    ),
    *(
        "午後",
        "令和",
        "元",
        "Uhr",
        "h",
        "kl.",
        "saat",
        "ore",
        "à",
        "um",
        "pm",
        "a.m.",
        "noon",
        "midnight",
        "GMT",
        "UTC",
    ),
    *("+", "-", "–", "/", ".", ":", ",", "(", ")", " ", "\u00a0", "\n", "T", "Z", "days", "words", "Wörter", "thirty"),
    *("un", "mois", "to", "present", "©", "พ.ศ.", "มีนาคม", "الساعة", "و", "of", "de", "the", "2024-03-05", "10:30"),
    *("\u200f", "\u0301", "x", "۱", "５"),
]
TEXTS = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(WORDS), max_size=24).map("".join))


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.sampled_from(SETS))
def test_any_text_is_read_without_an_error(text: str, languages: list[str]) -> None:
    moments = reader().find(text, languages)
    spans = [(found.start, found.end) for found in moments]
    spans += [(found.start, found.end) for found in reader().durations(text, languages)]
    spans += [(found.start, found.end) for found in find_counts(text, languages, calendars()["words"])]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(text[start:end].strip() for start, end in spans)
    assert all((moment.precision == "unknown") == (moment.iso == "") for moment in moments)
    assert all(moment.zoned == moment.iso.endswith("Z") or moment.iso[-6] in "+-" for moment in moments if moment.zoned)


JUNK = (
    "1",
    "1.",
    "1 ",
    "5 March ",
    "March / ",
    "2024-",
    "12:00 ",
    "年月日",
    " the of ",
    "UTC+",
    "10:00 GMT 5 May 2024 ",
    ".",
    "hundred ",
)


@pytest.mark.parametrize("junk", JUNK)
def test_long_junk_takes_bounded_time(junk: str) -> None:
    text = junk * (100_000 // len(junk))
    counts = CountReader(calendars()["words"])
    began = time.process_time()
    for languages in (["en"], ["zh", "fr", "th"]):
        reader().find(text, languages)
        reader().durations(text, languages)
        counts.find(text, languages)
    assert time.process_time() - began < 5


def test_reading_imports_nothing_heavy() -> None:
    code = (
        "import sys, provenance.readings.moments, provenance.readings.years, provenance.readings.counts, "
        "provenance.readings.territories; print([m for m in ('babel', 'pydantic', 'yaml') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT.parent, check=True)
    assert done.stdout.strip() == "[]"


def test_gold_moments_and_counts(shared: Path) -> None:
    counts = CountReader(calendars()["words"])
    missed = []
    for line in (shared / "gold" / "notices.jsonl").read_text(encoding="utf-8").splitlines():
        notice = json.loads(line)
        text, languages = notice["text"], [notice["language"]]
        moments = {moment.iso for moment in reader().find(text, languages)}
        durations = {duration.iso for duration in reader().durations(text, languages)}
        missed += [notice["id"]] * (notice["embargo"] is not None and notice["embargo"] not in moments)
        missed += [notice["id"]] * (notice["expires"] is not None and notice["expires"] not in moments | durations)
        words = {count.words for count in counts.find(text, languages)}
        missed += [notice["id"]] * (notice["max_words"] is not None and notice["max_words"] not in words)
    assert missed == []
