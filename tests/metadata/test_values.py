"""Values that are wrong: where, what was found, what is expected; the good ones next to them count."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.document import Field
from provenance.metadata import Metadata, shown, understand
from provenance.metadata_schema import Article

Understand = Callable[[dict[str, Any]], Metadata]


@pytest.mark.parametrize(
    ("name", "value", "found", "expected"),
    [
        ("title", True, "true", "text"),
        ("author", 42, "42", "name"),
        ("date", "Last Tuesday", '"Last Tuesday"', "ISO 8601"),
        ("date", "0001-01-01T00:00:00Z", '"0001-01-01T00:00:00Z"', "2024-05-01"),
        ("embargo", "2030-05", '"2030-05"', "whole date"),
        ("embargoed", "1 May, noon", '"1 May, noon"', "whole date"),
        ("expires", "soon", '"soon"', "P30D"),
        ("lang", "Turkish", '"Turkish"', "BCP 47"),
        ("canonical", "javascript:alert(1)", '"javascript:alert(1)"', "https://"),
        ("permalink", "//news.example/story", '"//news.example/story"', "https://"),
        ("copyright_year", 1066, "1066", "1400 to 2100"),
        ("copyrightYear", "2024-1999", '"2024-1999"', "range"),
        ("license", False, "false", "SPDX"),
        ("license", {"foo": 1}, '{"foo": 1}', "SPDX"),
        ("pubstatus", "commissioned", '"commissioned"', "usable, withheld or canceled"),
        ("tdm-reservation", "maybe", '"maybe"', "1 (reserved) or 0"),
        ("robots", 7, "7", "noai"),
        ("digitalSourceType", "bad", '"bad"', "IPTC"),
    ],
)
def test_a_wrong_value(name: str, value: Any, found: str, expected: str, declare: Understand) -> None:
    metadata = declare({"title2": "x", name: value})
    (fault,) = metadata.faults
    assert (fault.name, fault.pointer, fault.line, fault.code) == (name, f"front matter: {name}", 3, "wrong-value")
    assert fault.found == found
    assert expected in fault.expected
    assert metadata.values == {}
    assert [entry.raw for entry in metadata.declared] == [value]


@pytest.mark.parametrize("value", ["", "  ", None, [], {}])
def test_a_field_that_is_left_empty(value: Any, declare: Understand) -> None:
    metadata = declare({"license": value})
    (fault,) = metadata.faults
    assert (fault.canonical, fault.line, fault.code) == ("license", 2, "empty-value")


def test_a_good_value_next_to_a_bad_one_counts(declare: Understand) -> None:
    metadata = declare(
        {"authors": ["Ada Quill", 7, {"name": "Bo Reed"}], "date": "nonsense", "published": "2024-05-01"}
    )
    assert metadata.all("byline") == ["Ada Quill", "Bo Reed"]
    assert metadata.first("published") == "2024-05-01"
    assert [fault.pointer for fault in metadata.faults] == ["front matter: authors[1]", "front matter: date"]


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        (date(2024, 5, 1), "2024-05-01"),
        (datetime(2024, 5, 1, 12, tzinfo=UTC), "2024-05-01T12:00:00+00:00"),
        (datetime(2024, 5, 1, 12), "2024-05-01T12:00:00"),
        ("2024-05-01 12:00:00 +0300", "2024-05-01T12:00:00+03:00"),
        ("2024-05-01T12:00Z", "2024-05-01T12:00:00+00:00"),
        ("2024-05-01T12:00:00", "2024-05-01T12:00:00"),
        ("20240501", "2024-05-01"),
        ("Wed, 01 May 2024 10:00:00 GMT", "2024-05-01T10:00:00+00:00"),
    ],
)
def test_instants_become_iso_8601_and_no_zone_is_made_up(value: Any, iso: str, declare: Understand) -> None:
    assert declare({"embargo": value}).first("embargo") == iso


@pytest.mark.parametrize(
    ("value", "years"),
    [
        ("1999–2024", ["1999-2024"]),
        ("1999-heute", ["1999-present"]),
        ("2019, 2021-2023", ["2019, 2021-2023"]),
        ("٢٠٢٤", ["2024"]),
        ([2001, "2002"], ["2001", "2002"]),
    ],
)
def test_years_are_written_one_way(value: Any, years: list[str], declare: Understand) -> None:
    assert declare({"copyright_year": value}).all("copyright_year") == years


@pytest.mark.parametrize("value", [False, "none", "NO "])
def test_no_embargo_is_a_good_value_without_a_date(value: Any, declare: Understand) -> None:
    metadata = declare({"embargo": value})
    assert metadata.faults == []
    assert metadata.values == {}
    assert [entry.good for entry in metadata.declared] == [True]


def test_what_an_article_must_declare(declare: Understand) -> None:
    rights = ("copyright_holder", "license", "copyright_notice")
    assert set(declare({}).missing) == {("title",), ("published",), ("source", "byline"), rights}
    assert declare({"headline": "x", "date": "2024-05-01", "author": "Ada", "rights": "© Ada"}).missing == []
    assert declare({"title": "", "date": "?", "author": "Ada", "license": "CC0-1.0"}).missing == [("title",)]


def test_a_licence_of_a_picture_does_not_stand_for_the_articles(declare: Understand) -> None:
    assert ("copyright_holder", "license", "copyright_notice") in declare({"image": {"license": "CC-BY-4.0"}}).missing


def test_found_is_short() -> None:
    assert len(shown("x" * 10_000)) <= 80
    assert shown(10**5000) == "<int>"


def test_an_article_is_typed() -> None:
    article = Article.model_validate({"title": " The bridge ", "published": date(2024, 5, 1), "desk": "City"})
    assert (article.title, article.published) == ("The bridge", "2024-05-01")
    assert article.model_extra == {"desk": "City"}


SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=30)
    | st.dates()
    | st.datetimes()
    | st.binary(max_size=4)
)
NAMES = st.text(max_size=12) | st.sampled_from(
    ["license", "copyright", "author", "robots", "embargo", "image", "url", "text", "name", "use", "date", "lang"]
)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3), max_leaves=8
)


@given(st.lists(st.tuples(NAMES, VALUES), max_size=6))
def test_any_fields_are_understood_and_none_is_lost(names: dict[str, Any], entries: list[tuple[str, Any]]) -> None:
    fields = [Field(name, value, f"front matter: {name}#{at}", at) for at, (name, value) in enumerate(entries)]
    metadata = understand(fields, names)
    kept = [entry.field.line for entry in metadata.declared] + [
        entry.line for entry in [*metadata.unknown, *metadata.self_declared]
    ]
    assert set(kept) == set(range(len(fields)))
    assert {fault.line for fault in metadata.faults} == {
        entry.field.line for entry in metadata.declared if not entry.good
    }
    metadata.plain()
