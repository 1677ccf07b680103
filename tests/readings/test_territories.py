"""Countries and regions in sentences."""

from __future__ import annotations

import json
import time
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.readings.territories import TerritoryReader
from provenance.rulefiles.source import load
from provenance.rulefiles.territories import load_territories

ROOT = Path(__file__).parent.parent.parent / "rules"
SENTENCES: dict[str, Any] = load(Path(__file__).parent / "sentences_of_time.yaml").data


@cache
def reader() -> TerritoryReader:
    return TerritoryReader(load_territories(ROOT))


def codes(text: str, *languages: str) -> list[str]:
    return [code for place in reader().find(text, languages) for code in place.codes]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Not for use in Papua New Guinea, Guinea-Bissau or Niger.", ["PG", "GW", "NE"]),
        ("en", "CONTACT US", []),
        ("en", "FOR THE US ONLY", ["US"]),
        ("en", "They told us about it.", []),
        ("en", "Hong Kong SAR China and Macao", ["HK", "MO"]),
        ("fr", "France, Belgique, Suisse", ["FR", "BE", "CH"]),
        ("pl", "na terenie Francji, Hiszpanii i Ukrainy", ["FR", "ES", "UA"]),
        ("ru", "на территории Германии, Франции и Китая", ["DE", "FR", "CN"]),
        ("uk", "у Німеччині та Франції", ["DE", "FR"]),
        ("cs", "v Německu, Polsku a Rakousku", ["DE", "PL", "AT"]),
        ("hu", "Németországban és Romániában", ["DE", "RO"]),
        ("fi", "Saksassa, Norjassa ja Tanskassa", ["DE", "NO", "DK"]),
        ("tr", "Fransa'da, İtalya'da ve KKTC hariç Kıbrıs'ta", ["FR", "IT", "CY"]),
        ("lt", "Lenkijoje ir Vokietijoje", ["PL", "DE"]),
        ("hr", "u Njemačkoj, Austriji i Srbiji", ["DE", "AT", "RS"]),
        ("sl", "v Avstriji, Italiji in Nemčiji", ["AT", "IT", "DE"]),
        ("el", "στην Ιταλία και τη Γερμανία", ["IT", "DE"]),
        ("ro", "în Franța, Germania și Italia", ["FR", "DE", "IT"]),
        ("ar", "للكويت وقطر وبالمغرب", ["KW", "QA", "MA"]),
        ("he", "בצרפת ובאיטליה", ["FR", "IT"]),
        ("ko", "미국, 영국 및 프랑스에서", ["US", "GB", "FR"]),
        ("ja", "アメリカ、カナダを除く", ["US", "CA"]),
        ("zh", "限美国、加拿大使用", ["US", "CA"]),
        ("hi", "भारत, पाकिस्तान और बांग्लादेश", ["IN", "PK", "BD"]),
        ("de", "in der DACH-Region und in Liechtenstein", ["DE", "AT", "CH", "LI"]),
    ],
)
def test_places(language: str, text: str, expected: list[str]) -> None:
    assert codes(text, language) == expected


@pytest.mark.parametrize("case", SENTENCES["places"], ids=lambda case: case["language"])
def test_places_of_unseen_sentences(case: dict[str, Any]) -> None:
    assert codes(case["text"], case["language"]) == case["codes"]


def test_regions_stand_for_their_members() -> None:
    assert len(codes("European Union", "en")) == 27
    assert codes("Scandinavia and Latin America", "en") == []


def test_a_name_is_read_in_the_languages_given_alone() -> None:
    assert codes("Deutschland", "fr") == []
    assert codes("Deutschland", "fr", "de") == ["DE"]


def test_common_words_need_a_capital() -> None:
    assert codes("roast turkey for chad", "en") == []
    assert codes("Turkey and Chad", "en") == ["TR", "TD"]


PIECES = [
    "Germany",
    "the",
    "US",
    "U.S.",
    " ",
    ".",
    "Polsce",
    "香港",
    "中国",
    "و",
    "بلجيكا",
    "한국에서",
    "EU",
    "New",
    "Guinea",
    "\n",
    "'",
    "x",
]


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=20).map("".join)),
    st.sampled_from([["en"], ["pl", "hu"], ["zh", "ja"], ["ar", "he"], ["ko"], []]),
)
def test_any_text_is_read_without_an_error(text: str, languages: list[str]) -> None:
    end = 0
    for place in reader().find(text, languages):
        assert end <= place.start < place.end <= len(text)
        assert place.codes
        end = place.end


@pytest.mark.parametrize("junk", ["New ", "香", "the US ", "United ", "و", "U.", "Republic of the "])
def test_long_junk_takes_bounded_time(junk: str) -> None:
    began = time.process_time()
    reader().find(junk * (100_000 // len(junk)), ["en", "zh", "ar", "pl"])
    assert time.process_time() - began < 3


def test_gold_territories(shared: Path) -> None:
    missed = []
    for line in (shared / "gold" / "notices.jsonl").read_text(encoding="utf-8").splitlines():
        notice = json.loads(line)
        if notice["territory"]:
            expected = notice["territory"]["only"] + notice["territory"]["except"]
            if sorted(codes(notice["text"], notice["language"])) != sorted(expected):
                missed.append(notice["id"])
    assert missed == []
