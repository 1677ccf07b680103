"""ninjs as documents: versions, bodies, works inside, places in the source, and hostile input."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.document import Document
from provenance.readers import read_bytes, read_documents
from provenance.rulefiles.pack import load_rules


def read(item: Any) -> Document:
    text = item if isinstance(item, str) else json.dumps(item, ensure_ascii=False)
    return read_bytes("a.json", text.encode("utf-8", "surrogatepass"))


def fields(document: Document) -> dict[str, Any]:
    return {field.name: field.value for field in document.fields}


HTML = "<p>The bridge <b>opens</b>.</p>"
# how the three majors say the same: item, words
SAME: list[tuple[dict[str, Any], str]] = [
    ({"headline": "A bridge", "description_text": "It opens.", "body_text": "The bridge opens."},
     "A bridge\n\nIt opens.\n\nThe bridge opens."),
    ({"headline": "A bridge", "body_html": HTML}, "A bridge\n\nThe bridge opens."),
    ({"headline": "A bridge", "body_html": HTML, "body_text": "The bridge opens."}, "A bridge\n\nThe bridge opens."),
    ({"body_html": "<p>A bridge<!-- x --></p>", "body_text": "A bridge"}, "A bridge\n\nA bridge"),
    ({"headline": "A bridge", "headline_main": "Another"}, "A bridge\n\nAnother"),
    ({"headlines": [{"value": "A bridge"}], "bodies": [{"contenttype": "text/html", "value": HTML}]},
     "A bridge\n\nThe bridge opens."),
    ({"headlines": [{"value": "A bridge"}], "bodies": [{"contentType": "text/html", "value": HTML}]},
     "A bridge\n\nThe bridge opens."),
    ({"descriptions": [{"role": "caption", "value": "The bridge."}], "title": "no words"}, "The bridge."),
    ({"bodies": "not a list", "headline": 5, "body_text": ["x"], "title": "no words"}, ""),
]  # fmt: skip


@pytest.mark.parametrize(("members", "words"), SAME, ids=lambda value: str(value)[:40])
def test_words(members: dict[str, Any], words: str) -> None:
    document = read({"uri": "urn:a", **members})
    assert document.format == "ninjs"
    assert document.read == words


# one fact in the spelling of each major: member, value, canonical name, canonical value
FACTS: list[tuple[str, Any, str, str]] = [
    ("copyrightholder", "Harbour Post", "copyright_holder", "Harbour Post"),
    ("copyrightHolder", "Harbour Post", "copyright_holder", "Harbour Post"),
    ("copyrightnotice", "© 2024 Harbour Post", "copyright_notice", "© 2024 Harbour Post"),
    ("copyrightNotice", "© 2024 Harbour Post", "copyright_notice", "© 2024 Harbour Post"),
    ("usageterms", "Not for resale", "usage_terms", "Not for resale"),
    ("usageTerms", "Not for resale", "usage_terms", "Not for resale"),
    ("embargoed", "2030-01-01T00:00:00Z", "embargo", "2030-01-01T00:00:00+00:00"),
    ("embargoedUntil", "2030-01-01T00:00:00Z", "embargo", "2030-01-01T00:00:00+00:00"),
    ("expires", "2030-01-01T00:00:00Z", "expires", "2030-01-01T00:00:00+00:00"),
    ("pubstatus", "withheld", "pubstatus", "withheld"),
    ("pubStatus", "canceled", "pubstatus", "canceled"),
    ("ednote", "Kill this story", "ednote", "Kill this story"),
    ("edNote", "Kill this story", "ednote", "Kill this story"),
    ("byline", "Ada Quill", "byline", "Ada Quill"),
    ("by", "Ada Quill", "byline", "Ada Quill"),
    ("infosource", [{"name": "Harbour Wire", "code": "hw"}], "source", "Harbour Wire"),
    ("infosources", [{"name": "Harbour Wire", "literal": "hw"}], "source", "Harbour Wire"),
    ("infoSources", [{"name": "Harbour Wire", "literal": "hw"}], "source", "Harbour Wire"),
    ("headline", "A bridge", "title", "A bridge"),
    ("headlines", [{"role": "main", "value": "A bridge"}], "title", "A bridge"),
]  # fmt: skip


@pytest.fixture(scope="module")
def names() -> Any:
    return load_rules().data["fields"]


@pytest.mark.parametrize(("member", "value", "canonical", "expected"), FACTS, ids=lambda value: str(value)[:30])
def test_what_each_major_calls_a_field(member: str, value: Any, canonical: str, expected: str, names: Any) -> None:
    from provenance.metadata import understand

    document = read({"uri": "urn:a", member: value})
    metadata = understand(document.fields, names)
    assert metadata.first(canonical) == expected
    declared = metadata.values[canonical][0]
    assert declared.pointer.startswith(f"/{member}")
    assert not metadata.faults


@pytest.mark.parametrize("name", ["digitalsourcetype", "digitalSourceType"])
@pytest.mark.parametrize("part", ["uri", "literal", "name"])
def test_source_types_are_objects(name: str, part: str, names: Any) -> None:
    from provenance.metadata import understand

    value = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
    metadata = understand(read({"uri": "urn:a", name: {part: value}}).fields, names)
    assert metadata.first("digital_source_type") == value


@pytest.mark.parametrize("name", ["rightsinfo", "rightsInfo"])
@pytest.mark.parametrize("member", ["linkedrights", "linkedRights", "encodedrights", "encodedRights"])
def test_rights_expressions_are_kept(name: str, member: str, names: Any) -> None:
    from provenance.metadata import understand

    metadata = understand(read({"uri": "urn:a", name: {member: "https://harbour.example/policy"}}).fields, names)
    assert metadata.first("rights_expression") == "https://harbour.example/policy"


INNER = {"uri": "urn:b", "type": "picture", "description_text": "A bridge at dawn", "copyrightholder": "Bo Reed"}


@pytest.mark.parametrize(
    ("associations", "part"),
    [
        ({"main": INNER}, "/associations/main"),
        ({"a/b": INNER}, "/associations/a~1b"),
        ([INNER], "/associations/0"),
        ([{"name": "main", **INNER}], "/associations/0"),
        ({"main": INNER, "other": 5}, "/associations/main"),
    ],
)
def test_associations_are_assets(associations: Any, part: str) -> None:
    document = read({"uri": "urn:a", "headline": "A bridge", "copyrightholder": "Ada", "associations": associations})
    (asset,) = document.assets
    assert (asset.part, asset.kind, asset.read) == (part, "picture", "A bridge at dawn")
    assert fields(asset)["copyrightholder"] == "Bo Reed"
    assert fields(document)["copyrightholder"] == "Ada"
    assert "associations" not in fields(document)
    kept = {name: value for name, value in fields(document).items() if name.startswith("associations")}
    assert kept == ({"associations.other": 5} if "other" in associations else {})


def test_assets_in_assets() -> None:
    deep: dict[str, Any] = {"uri": "urn:z", "headline": "z"}
    for _ in range(20):
        deep = {"uri": "urn:a", "headline": "a", "associations": {"x": deep}}
    document, depth = read(deep), 0
    while document.assets:
        document, depth = document.assets[0], depth + 1
    assert depth == 8
    assert fields(document)["associations.x"]["headline"] == "a"


def test_a_list_of_items_is_several_documents() -> None:
    items = [{"uri": "urn:a", "headline": "A"}, {"uri": "urn:b", "headline": "B", "type": "video"}]
    first, second = read_documents("a.json", json.dumps(items).encode())
    assert (first.part, first.read, first.kind) == ("/0", "A", "text")
    assert (second.part, second.read, second.kind) == ("/1", "B", "video")


CLAIMED = [
    ({"uri": "a"}, True),
    ({"uri": "a", "title": "b", "person": []}, True),
    ({"uri": "a", "eventDetails": {}}, True),
    ({"uri": "a", "path": "b"}, False),
    ({"uri": 5, "headline": "b"}, False),
    ({"headline": "b"}, False),
    ([{"uri": "a", "headline": "b"}, 5], False),
]


@pytest.mark.parametrize(("item", "claimed"), CLAIMED)
def test_what_is_an_item(item: Any, claimed: bool) -> None:
    assert (read(item).format == "ninjs") is claimed


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), st.booleans())
def test_places_lead_back_to_the_source(words: str, ascii_only: bool) -> None:
    text = json.dumps({"uri": "urn:a", "body_text": words, "usageterms": words}, ensure_ascii=ascii_only)
    document = read(text)
    for at, char in enumerate(document.read):
        span = document.origin(at, at + 1)
        assert span is not None
        assert json.loads(f'"{text[slice(*span)]}"') == char
    terms = next(field for field in document.fields if field.name == "usageterms")
    if terms.start is not None:
        assert text[terms.start : terms.end] == words


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="<>&\0"), min_size=1))
def test_words_of_html_lead_back_too(words: str) -> None:
    text = json.dumps({"uri": "urn:a", "body_html": f"<p>x{words}x</p>"})
    document = read(text)
    for block in document.blocks:
        for at in range(block.start, block.end):
            span = document.origin(at, at + 1)
            if span is not None and document.read[at].isalnum():
                assert json.loads(f'"{text[slice(*span)]}"') == document.read[at]


def test_a_key_that_stands_twice_keeps_both_values() -> None:
    document = read('{"uri": "a", "pubstatus": "withheld",\n "pubstatus": "usable"}')
    assert [(f.name, f.value, f.line) for f in document.fields if f.name == "pubstatus"] == [
        ("pubstatus", "usable", 2), ("pubstatus", "withheld", 2)]  # fmt: skip
    assert [(p.code, p.line) for p in document.problems] == [("metadata-unread", 2)]


TWICE = [
    ('"pubstatus": "withheld", "pubstatus": "usable"', "withdrawal"),
    ('"pubstatus": "usable", "pubstatus": "withheld"', "withdrawal"),
    ('"embargoed": "2098-01-01T00:00:00Z", "embargoed": "2001-01-01T00:00:00Z"', "embargo"),
    ('"usageterms": "Not to be republished.", "usageterms": "May be republished."', "prohibition"),
    ('"usageterms": "May be republished.", "usageterms": "Not to be republished."', "prohibition"),
]


@pytest.mark.parametrize(("members", "kind"), TWICE)
def test_any_reservation_among_duplicates_counts(members: str, kind: str) -> None:
    from datetime import UTC, datetime

    from provenance.check import Checker
    from provenance.use import Occasion, Use

    rules = load_rules()
    occasion = Occasion(use=Use(**rules.uses["republish"]), at=datetime(2030, 1, 1, tzinfo=UTC))
    report = Checker(rules, occasion).check(read(f'{{"uri": "a", "body_text": "The bridge opens.", {members}}}'))
    assert kind in {statement.kind for statement in report.statements}
    assert report.decision.value in ("review", "blocked")
    assert "metadata-unread" in {finding.rule for finding in report.findings}


HOSTILE = {
    "nested": '{"uri": "a", "headline": ' + "[" * 1000 + "]" * 1000 + "}",
    "objects": '{"uri": "a", "x": ' + '{"a":' * 1000 + "1" + "}" * 1000 + "}",
    "nan": '{"uri": "a", "urgency": NaN}',
    "infinite": '{"uri": "a", "urgency": -Infinity}',
    "number": '{"uri": "a", "urgency": ' + "9" * 9000 + "}",
    "many": '{"uri": "a", "x": [' + "1," * 3_000_000 + "1]}",
    "cut": '{"uri": "a", "headline": "b',
    "bare": '{"uri": "a", "headline": "b\n"}',
    "words": "uri: a",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_what_is_no_json_is_a_problem_with_a_place(text: str) -> None:
    started = time.monotonic()
    document = read(text)
    assert [problem.code for problem in document.problems] == ["format-broken"]
    assert document.problems[0].line is not None
    assert time.monotonic() - started < 5


@pytest.mark.parametrize(
    "text", ['{"uri": "a", "headline": "\\ud800x"}', '{"uri": "a\\u0000", "body_text": "x\\u0000y"}']
)
def test_odd_characters_are_only_characters(text: str) -> None:
    document = read(text)
    assert document.format == "ninjs"
    assert [document.origin(at, at + 1) for at in range(len(document.read))]


@pytest.mark.parametrize("text", ["null", "true", "7", '"uri"', "[]", "[[]]", "{}"])
def test_what_is_no_object_is_no_item(text: str) -> None:
    assert read(text).format == "json"


def test_a_field_of_a_hundred_megabytes_is_refused() -> None:
    data = b'{"uri": "a", "usageterms": "' + b"x" * 100_000_000 + b'"}'
    started = time.monotonic()
    document = read_bytes("a.json", data)
    assert not document.readable
    assert [problem.code for problem in document.problems] == ["too-large"]
    assert time.monotonic() - started < 5


def test_a_text_of_escapes_only_is_read_in_time() -> None:
    started = time.monotonic()
    document = read('{"uri": "a", "body_text": "' + r"\u0041" * 300_000 + '"}')
    assert document.origin(5, 6) == (57, 63)
    assert time.monotonic() - started < 5


def test_items_inside_an_answer() -> None:
    """Agencies' interfaces wrap items; each is a document of its own, at its pointer."""
    item = {
        "uri": "urn:quill:1",
        "headline": "Bridge opens",
        "pubstatus": "usable",
        "copyrightnotice": "© 2024 Quill Wire",
    }
    data = {"api_version": "1.1", "data": {"items": [{"item": item}, {"item": {**item, "uri": "urn:quill:2"}}]}}
    found = read_documents("answer.json", json.dumps(data).encode())
    assert [(document.format, document.part) for document in found] == [
        ("ninjs", "/data/items/0/item"),
        ("ninjs", "/data/items/1/item"),
    ]
    assert all(any(field.name == "copyrightnotice" for field in document.fields) for document in found)
