"""Rows of data sets: one document each, in any column, and no broken row stops the others."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.check import Checker
from provenance.document import Document
from provenance.metadata import understand
from provenance.readers import Columns, read_documents
from provenance.rulefiles.pack import Rules
from provenance.rulefiles.rows import FILE, load_rows
from provenance.rulefiles.source import load

RULES = Path(__file__).resolve().parents[2] / "rules"
NAMES = load_rows(RULES)
EXAMPLES = load(RULES / FILE).data["examples"]


def lines(*rows: Any) -> bytes:
    return "\n".join(row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows).encode()


def read(*rows: Any, path: str = "set.jsonl", **given: list[str]) -> list[Document]:
    return read_documents(path, lines(*rows), columns=Columns(NAMES, given) if given else None)


def codes(document: Document) -> list[str]:
    return [problem.code for problem in document.problems]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: str(example["license"]))
def test_examples_of_the_rule_file(example: dict[str, Any], rules: Rules) -> None:
    (document,) = read(example["row"])
    declared = understand(document.fields, rules.data["fields"]).declared
    assert [entry.value for entry in declared if entry.canonical == "license"] == [example["license"]]
    doubts = [problem.detail.split(":")[0] for problem in document.problems if problem.code == "metadata-unread"]
    assert doubts == ([example["doubt"]] if example.get("doubt") else [])


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"text": "One"}, "One"),
        ({"Title": "T", "Text": "One"}, "T\n\nOne"),
        ({"headline": "T", "body": "One"}, "T\n\nOne"),
        ({"maintext": "One", "html": "<p>Two</p>"}, "One"),
        ({"html": "<p>One <b>two</b></p>"}, "One two"),
        ({"raw_content": "One", "content": 7}, "One"),
        ({"text": "Ōtsu “大津” 😀\u2028x\\y"}, "Ōtsu “大津” 😀\u2028x\\y"),
    ],
)
def test_where_the_text_is(row: dict[str, Any], words: str) -> None:
    (document,) = read(row)
    assert (document.read, document.format, document.part, document.foreign) == (words, "row", "/0", False)
    start, end = document.origin(len(words) - 1, len(words)) or (0, 0)
    assert document.text[start:end] in (words[-1], json.dumps(words[-1])[1:-1])


@pytest.mark.parametrize(
    ("row", "given", "words"),
    [
        ({"a": "One", "text": "Two"}, {"text": ["a"]}, "One"),
        ({"a": {"b": [{"c": "One"}]}}, {"text": ["a.b.0.c"]}, "One"),
        ({"a": {"b/c": "One"}}, {"text": ["/a/b~1c"]}, "One"),
        ({"a.b": "One"}, {"text": ["a.b"]}, "One"),
        ({"a": "<p>One</p>"}, {"html": ["a"]}, "One"),
        ({"a": "One", "b": "T"}, {"text": ["a"], "title": ["b"]}, "T\n\nOne"),
        ({"text": "One"}, {"text": ["nowhere"]}, ""),
        ({"a": 7}, {"text": ["a"]}, ""),
    ],
)
def test_columns_that_the_user_names(row: dict[str, Any], given: dict[str, list[str]], words: str) -> None:
    (document,) = read(row, **given)
    assert document.read == words
    assert ("format-unknown" in codes(document)) == (not words)


def test_a_column_is_declared_under_the_name_it_is_given(rules: Rules) -> None:
    (document,) = read(
        {"text": "One", "lic": "CC-BY-4.0", "meta": {"who": "Ada"}}, license=["lic"], copyright_holder=["meta.who"]
    )
    declared = understand(document.fields, rules.data["fields"]).declared
    assert [(entry.canonical, entry.value, entry.pointer) for entry in declared] == [
        ("copyright_holder", "Ada", "/0/meta/who"),
        ("license", "CC-BY-4.0", "/0/lic"),
    ]


def test_no_column_is_lost() -> None:
    (document,) = read({"text": "One", "url": "https://h.example/", "quality": 0.5, "tags": ["a"]})
    assert [(field.name, field.value, field.pointer) for field in document.fields] == [
        ("url", "https://h.example/", "/0/url"),
        ("quality", 0.5, "/0/quality"),
        ("tags", ["a"], "/0/tags"),
    ]


@pytest.mark.parametrize(
    "broken",
    ['{"text": "One', "{'text': 'One'}", "[1]", "7", "null", '"One"', '{"text": NaN}', "[" * 5_000, '{"a":' * 5_000],
)
def test_a_broken_row_says_so_at_its_line_and_stops_nobody(broken: str) -> None:
    found = read({"text": "One"}, "", broken, {"text": "Two"})
    assert [document.part for document in found] == ["/0", "/1", "/2"]
    assert [document.read for document in (found[0], found[2])] == ["One", "Two"]
    (problem,) = found[1].problems
    assert (problem.code, problem.line) == ("format-broken", 3)


def test_a_key_that_stands_twice_closes_with_both_values() -> None:
    (document,) = read('{"text": "One", "tdm-reservation": 1, "tdm-reservation": 0}')
    assert sorted(field.value for field in document.fields) == [0, 1]
    assert codes(document) == ["metadata-unread"]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_places_are_those_of_the_file(end: str) -> None:
    data = end.join(['{"text": "One"}', "", '{"text": "T\\u0077o", "license": "x"}', ""]).encode()
    _, document = read_documents("set.ndjson", data)
    (field,) = document.fields
    assert (field.line, field.column) == (3, 33)
    assert document.text[field.start : field.end] == "x"
    assert document.origin(1, 2) == (document.text.index("\\u0077"), document.text.index("\\u0077") + 6)


def test_an_array_of_objects() -> None:
    rows = [{"text": "One"}, {"text": "Two", "license": "x"}, {"other": 1}]
    found = read_documents("set.json", json.dumps(rows).encode())
    assert [(d.part, d.read, codes(d)) for d in found] == [
        ("/0", "One", []),
        ("/1", "Two", []),
        ("/2", "", ["format-unknown"]),
    ]
    assert [field.pointer for field in found[1].fields] == ["/1/license"]


@pytest.mark.parametrize("data", [[{"a": 1}], [{"text": "One"}, 7], {"text": "One"}, []])
def test_what_is_no_set_of_rows(data: Any) -> None:
    (document,) = read_documents("set.json", json.dumps(data).encode())
    assert (document.format, document.foreign) == ("json", True)


def test_data_without_any_text_is_foreign() -> None:
    assert all(document.foreign for document in read({"a": 1}, {"b": 2}))
    assert not any(document.foreign for document in read({"a": 1}, {"text": "One"}))


def test_one_object_is_a_row_where_the_user_says_so() -> None:
    (document,) = read_documents("a.json", b'{"x": "One"}', columns=Columns(NAMES, {"text": ["x"]}))
    assert (document.read, document.part) == ("One", None)


def test_ten_thousand_rows_take_ten_times_as_long_as_a_thousand() -> None:
    row = {"text": "The tannery bridge is “open”.\n© 2024 Harbour Post. All rights reserved.", "license": "CC-BY-4.0"}

    def seconds(count: int) -> float:
        data = lines(*[row] * count)
        begin = time.process_time()
        found = read_documents("set.jsonl", data)
        assert (len(found), found[-1].fields[0].line) == (count, count)
        return time.process_time() - begin

    seconds(100)
    assert seconds(10_000) < 30 * max(seconds(1_000), 0.01)


def test_rows_are_judged_one_by_one(checker: Checker) -> None:
    found = read(
        {"text": "The bridge is open.", "license_abbr": "by", "license_version": "4.0"},
        {"text": "The bridge is open.", "license_abbr": "by", "license_disagreement": True},
        {"text": "The bridge is open.\n\n© 2024 Harbour Post. All rights reserved."},
        {"text": "The bridge is open."},
        '{"text": "The bridge is open.", "license": "CC-BY-4.0',
    )
    decisions = [checker.check(document).decision.value for document in found]
    assert decisions == ["conditional", "review", "blocked", "review", "review"]


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_answered(data: bytes) -> None:
    for path in ("set.jsonl", "set.json"):
        assert read_documents(path, data)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=4), inner, max_size=2),
    max_leaves=6,
)
KEYS = st.sampled_from(["text", "html", "title", "license", "license_abbr", "license_version", "", "a.b", "Ω"])


@settings(max_examples=150, deadline=None)
@given(st.lists(st.dictionaries(KEYS, VALUES, max_size=5), max_size=4))
def test_any_rows_are_answered_one_by_one(rows: list[dict[str, Any]]) -> None:
    found = read(*rows)
    assert len(found) == max(1, len(rows))
    assert all(field.line == number for number, d in enumerate(found, 1) for field in d.fields)
