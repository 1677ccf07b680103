"""JSON Feed: one document for each item, what the feed says for all, and hostile input."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.document import Document
from provenance.readers import read_documents

VERSIONS = ["https://jsonfeed.org/version/1", "https://jsonfeed.org/version/1.1"]


def read(data: Any) -> list[Document]:
    text = data if isinstance(data, str) else json.dumps(data, ensure_ascii=False)
    return read_documents("feed.json", text.encode("utf-8", "surrogatepass"))


def feed(*items: Any, **more: Any) -> dict[str, Any]:
    return {"version": VERSIONS[1], "title": "Harbour", "items": list(items), **more}


def fields(document: Document) -> dict[str, tuple[Any, str]]:
    return {field.name: (field.value, field.pointer) for field in document.fields}


@pytest.mark.parametrize("version", VERSIONS)
def test_each_item_is_a_document(version: str) -> None:
    one, two = (
        {"id": "1", "title": "A", "content_text": "The bridge opens."},
        {"id": "2", "content_html": "<p>It <i>closes</i>.</p>"},
    )
    first, second = read({**feed(one, two), "version": version})
    assert (first.format, first.part, first.read) == ("json-feed", "/items/0", "A\n\nThe bridge opens.")
    assert (second.part, second.read) == ("/items/1", "It closes.")
    assert [block.role for block in first.blocks] == ["heading", "text"]


CASES: list[tuple[dict[str, Any], dict[str, Any], dict[str, tuple[Any, str]]]] = [
    ({"language": "en"}, {}, {"language": ("en", "/language")}),
    ({"language": "en"}, {"language": "fr"}, {"language": ("fr", "/items/0/language")}),
    ({"authors": [{"name": "Ada"}]}, {}, {"authors": ([{"name": "Ada"}], "/authors")}),
    ({"author": {"name": "Ada"}}, {"author": {"name": "Bo"}}, {"author": ({"name": "Bo"}, "/items/0/author")}),
    ({"_rights": {"license": "CC-BY-4.0"}}, {}, {"_rights": ({"license": "CC-BY-4.0"}, "/_rights")}),
    ({"_rights": {"license": "CC-BY-4.0"}}, {"_rights": {"usage_terms": "None"}},
     {"_rights": ({"usage_terms": "None"}, "/items/0/_rights")}),
    ({"description": "about the feed"}, {}, {}),
    ({}, {"summary": "words, not a field"}, {}),
]  # fmt: skip


@pytest.mark.parametrize(("of_feed", "of_item", "expected"), CASES, ids=lambda value: str(value)[:40])
def test_what_the_feed_says_holds_where_an_item_is_silent(
    of_feed: dict[str, Any], of_item: dict[str, Any], expected: dict[str, tuple[Any, str]]
) -> None:
    (document,) = read(feed({"id": "1", **of_item}, **of_feed))
    found = fields(document)
    assert found.pop("id") == ("1", "/items/0/id")
    assert found == expected


@pytest.mark.parametrize(
    "data",
    [feed(), feed(5, None, "x", []), {"version": VERSIONS[0]}, {"version": VERSIONS[0], "items": {"a": 1}}],
)
def test_a_feed_without_items_is_still_a_document(data: Any) -> None:
    (document,) = read(data)
    assert document.format == "json"


@pytest.mark.parametrize("version", [None, 1, "1.1", "https://elsewhere.example/version/1"])
def test_only_the_address_of_the_version_makes_a_feed(version: Any) -> None:
    (document,) = read({**feed({"id": "1", "content_text": "x"}), "version": version})
    assert document.format != "json-feed"


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), st.booleans())
def test_places_lead_back_to_the_source(words: str, ascii_only: bool) -> None:
    text = json.dumps(feed({"id": "1", "content_text": words}), ensure_ascii=ascii_only)
    (document,) = read(text)
    for at, char in enumerate(document.read):
        span = document.origin(at, at + 1)
        assert span is not None
        assert json.loads(f'"{text[slice(*span)]}"') == char


def test_a_key_that_stands_twice_is_a_problem_of_every_item() -> None:
    text = '{"version": "https://jsonfeed.org/version/1", "_rights": "None", "_rights": "All",'
    documents = read(text + '"items": [{"id": "1"}, {"id": "2"}]}')
    for document in documents:
        assert [problem.code for problem in document.problems] == ["metadata-unread"]
        assert sorted(f.value for f in document.fields if f.name == "_rights") == ["All", "None"]


def test_odd_values_are_no_words() -> None:
    (document,) = read(feed({"id": "1", "title": 5, "content_text": None, "content_html": ["x"], "summary": {}}))
    assert document.read == ""
