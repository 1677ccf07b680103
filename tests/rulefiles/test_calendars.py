"""The calendars and territories: plain data, complete, and every example in the files holds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from provenance.errors import RuleFileError
from provenance.readings.counts import CountReader
from provenance.readings.moments import MomentReader
from provenance.readings.territories import TerritoryReader
from provenance.readings.years import YearReader
from provenance.rulefiles import calendars, territories

ROOT = Path(__file__).parent.parent.parent / "rules"
LANGUAGES = [
    *(
        "en",
        "de",
        "fr",
        "es",
        "it",
        "pt",
        "nl",
        "ja",
        "ru",
        "zh-Hans",
        "zh-Hant",
        "ar",
        "pl",
        "tr",
        "ko",
        "da",
        "no",
        "cs",
    ),
    *("sv", "uk", "hu", "sk", "hi", "fi", "id", "fa", "vi", "bg", "el", "ro", "he", "th", "ca", "hr", "sr", "sl", "lt"),
    *("et", "bn", "ms", "ur"),
]
SHARED = "eras: {}\nmetazones: {}\ncities: []\nzones: {}\n"


@pytest.fixture(scope="module")
def data() -> dict[str, Any]:
    """Through JSON, as the cache of compiled rules stores it."""
    return {
        "calendars": json.loads(json.dumps(calendars.load_calendars(ROOT))),
        "territories": json.loads(json.dumps(territories.load_territories(ROOT))),
    }


def test_calendars_are_plain_data(data: dict[str, Any]) -> None:
    assert data["calendars"] == calendars.load_calendars(ROOT)
    assert data["territories"] == territories.load_territories(ROOT)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_its_words(data: dict[str, Any], language: str) -> None:
    forms = data["calendars"]["languages"][language]["forms"]
    numbered = language in ("ja", "ko", "zh-Hant")  # months are numbers with a mark there
    assert numbered or all(forms.get(f"month:{month}") for month in range(1, 13))
    assert not numbered or (forms["year"] and forms["month_mark"] and forms["day"])
    assert len(forms["weekdays"]) >= 7
    assert all(forms.get(f"unit:{sign}") for sign in "HDWMY")
    assert data["calendars"]["words"][language]["words"]
    assert len(data["territories"]["languages"][language]["names"]) > 240


def test_examples_of_calendars(data: dict[str, Any]) -> None:
    moments, years = MomentReader(data["calendars"]), YearReader(data["calendars"])
    counts = CountReader(data["calendars"]["words"])
    wrong = []
    for language, place, example in calendars.load_examples(ROOT):
        text = example["text"]
        found: dict[str, Any] = {
            "iso": [moment.iso for moment in moments.find(text, [language])][:1],
            "duration": [duration.iso for duration in moments.durations(text, [language])],
            "words": [count.words for count in counts.find(text, [language])],
            "years": [year for span in years.find(text) for year in span.years],
        }
        expected = {"iso": []} if "none" in example else {kind: example[kind] for kind in found if kind in example}
        wrong += [
            (place, text, kind, found[kind])
            for kind, value in expected.items()
            if found[kind] != (value if isinstance(value, list) else [value])
        ]
    assert wrong == []


def test_every_calendar_has_examples() -> None:
    kinds: dict[str, set[str]] = {}
    for language, _, example in calendars.load_examples(ROOT):
        kinds.setdefault(language, set()).update(example)
    assert set(kinds) == set(LANGUAGES)
    assert [language for language in LANGUAGES if not {"iso", "duration", "none"} <= kinds[language]] == []


def test_examples_of_territories(data: dict[str, Any]) -> None:
    reader = TerritoryReader(data["territories"])
    wrong = []
    for place, example in territories.load_examples(ROOT):
        found = [code for one in reader.find(example["text"], [example["language"]]) for code in one.codes]
        if found != example["codes"]:
            wrong.append((place, example["text"], found))
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "where", "said"),
    [
        ("language: xx\norder: dmy\nmonth: []\nwrong: 1\n", "4:1", "unknown key"),
        ("language: en\norder: sideways\n", "2:8", "order"),
        ("language: de\norder: dmy\n", "1:11", "named en.yaml"),
        ("language: en\norder: dmy\nzones: {Europe/Atlantis: [x]}\n", "3:", "unknown time zone"),
        ("language: en\norder: dmy\neras: {reiwa: [x]}\n", "3:", "unknown era"),
        ("language: en\norder: dmy\nlocales: [qq]\n", "3:", "CLDR knows no locale"),
        ("language: en\norder: dmy\nwithout: {am: [xx]}\n", "3:", "no form of am"),
        ("language: en\norder: dmy\norder: dmy\n", "3:1", "second time"),
    ],
)
def test_broken_calendar_names_its_line(tmp_path: Path, text: str, where: str, said: str) -> None:
    folder = tmp_path / "calendars"
    folder.mkdir()
    (folder / "shared.yaml").write_text(SHARED, encoding="utf-8")
    (folder / "en.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(RuleFileError) as raised:
        calendars.load_calendars(tmp_path)
    assert f"en.yaml:{where}" in raised.value.message
    assert said in raised.value.message


def test_unknown_country_names_its_line(tmp_path: Path) -> None:
    text = (
        "regions: {}\ncodes: {}\nnames: {}\nlanguages:\n  en: {names: {QX: [Nowhere]}}\nexamples: []\nnear_misses: []\n"
    )
    (tmp_path / "territories.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(RuleFileError, match=r"territories\.yaml:5:.*QX"):
        territories.load_territories(tmp_path)


def test_missing_files(tmp_path: Path) -> None:
    with pytest.raises(RuleFileError):
        calendars.load_calendars(tmp_path)
    with pytest.raises(RuleFileError):
        territories.load_territories(tmp_path)
