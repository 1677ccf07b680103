"""The JSON report is the contract, valid for any input, and written as it goes."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import from_json

from provenance.report import DocumentReport
from provenance.reports import create
from provenance.reports.contract import ReportDocument, json_schema
from provenance.reports.interface import Look, Summary
from provenance.reports.json import MAX_DEPTH, encode, plain


def test_the_golden_files_hold(
    documents: Any, rendered: Callable[..., str], golden: Callable[[str, str], None]
) -> None:
    name, reports = documents
    golden(f"json/{name}.json", rendered("json", reports))


def test_it_follows_the_contract(documents: Any, rendered: Callable[..., str]) -> None:
    _, reports = documents
    parsed = ReportDocument.model_validate_json(rendered("json", reports))
    paths = [report.path.replace("\udcff", "\ufffd") for report in reports]
    assert [document.path for document in parsed.documents] == paths
    assert parsed.summary.documents == len(reports)
    assert parsed.summary.failed == sum(report.outcome == "fail" for report in reports)


def test_no_documents_is_a_report_too(rendered: Callable[..., str]) -> None:
    assert ReportDocument.model_validate_json(rendered("json", [])).documents == []


def test_the_counts(rendered: Callable[..., str], ordinary_set: Any) -> None:
    summary = json.loads(rendered("json", ordinary_set))["summary"]
    assert {key: summary[key] for key in ("permitted", "conditional", "review", "blocked")} == {
        "permitted": 2,
        "conditional": 1,
        "review": 2,
        "blocked": 1,
    }
    assert (summary["failed"], summary["unreadable"], summary["ignored"]) == (3, 1, 1)
    assert (summary["waived"], summary["baseline"], len(summary["unused_waivers"])) == (1, 1, 1)
    assert summary["findings"] == {"error": 3, "warning": 2, "note": 2}


def test_each_document_is_written_when_it_is_decided(pieces: Any, run: Any, documents: Any) -> None:
    _, reports = documents
    report = create("json", pieces, Look())
    report.begin(run)
    for one in reports:
        before = len(pieces.text)
        report.document(one)
        assert json.dumps(one.sha256) in pieces.text[before:]
    report.end(Summary())
    json.loads(pieces.text)


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_comes_back_and_nothing_raw_is_written(text: str) -> None:
    written = encode({"a": text})
    written.encode("utf-8")
    assert json.loads(written)["a"] == re.sub("[\ud800-\udfff]", "\ufffd", text)
    assert from_json(written) == json.loads(written)  # a strict parser reads it too
    assert not [c for c in written if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp")]
    assert "##[" not in written


@given(
    st.recursive(
        st.none() | st.floats() | st.integers() | st.text() | st.dates() | st.binary(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner) | st.frozensets(st.integers()),
    )
)
def test_any_declared_value_has_a_json_form(value: Any) -> None:
    json.loads(encode(plain(value)))


def test_depth_and_size_of_values_are_bounded() -> None:
    nested: Any = []
    for _ in range(5000):
        nested = [nested]
    assert encode(plain(nested)).count("[") == MAX_DEPTH
    assert plain(10**5000).startswith("0x")
    assert plain({3: True}) == {"3": True}


def test_the_projection_of_a_statement(ordinary_set: Any, rendered: Callable[..., str]) -> None:
    statement = json.loads(rendered("json", ordinary_set))["documents"][2]["statements"][0]
    assert statement["acts"] == ["publish", "rewrite"]
    assert statement["limits"] == {"territory": {"only": ["DE"]}, "medium": ["web"]}
    assert statement["trace"][0] == ["not", "neg"]
    assert list(statement)[:4] == ["id", "kind", "polarity", "value"]


def test_an_unknown_field_breaks_the_contract(
    rendered: Callable[..., str], make: Callable[..., DocumentReport]
) -> None:
    whole = json.loads(rendered("json", []))
    with pytest.raises(ValueError, match="surprise"):
        ReportDocument.model_validate({**whole, "surprise": 1})


def test_the_schema_names_the_version() -> None:
    schema = json_schema()
    assert schema["properties"]["schema"]["const"] == schema["$id"] == "urn:provenance-check:report:1"
    assert json.loads(json.dumps(schema)) == schema
