"""JUnit XML, read by junitparser and by lxml."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

junitparser = pytest.importorskip("junitparser")

Written = Callable[..., str]


def suite_of(text: str) -> Any:
    (suite,) = junitparser.JUnitXml.fromstring(text.encode())
    return suite


def test_any_documents_are_read_back(everything: dict[str, Any], written: Written) -> None:
    for documents in everything.values():
        text = written("junit", documents)
        suite = suite_of(text)
        cases = list(suite)
        assert len(cases) == suite.tests == len(documents)
        for case, document in zip(cases, documents, strict=True):
            told = {p.name: p.value for p in case.child(junitparser.Properties)}
            assert (told["decision"], told["outcome"]) == (document.decision, document.outcome)
            assert case.is_passed == (document.outcome == "pass")
            kinds = [type(result).__name__ for result in case.result]
            failed = "Failure" if document.readable else "Error"
            assert kinds == ([] if document.outcome == "pass" else [failed])
        assert suite.failures == sum(d.outcome != "pass" and d.readable for d in documents)
        assert suite.errors == sum(d.outcome != "pass" and not d.readable for d in documents)
        recounted = junitparser.JUnitXml.fromstring(text.encode())
        recounted.update_statistics()
        assert (recounted.tests, recounted.failures, recounted.errors) == (suite.tests, suite.failures, suite.errors)


def test_only_our_elements_are_there(everything: dict[str, Any], written: Written) -> None:
    strict = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    for documents in everything.values():
        root = etree.fromstring(written("junit", documents).encode(), strict)
        ours = {"testsuites", "testsuite", "testcase", "properties", "property", "failure", "error"}
        assert {element.tag for element in root.iter()} <= ours
        assert root.getroottree().docinfo.doctype == ""
        for case in root.iter("testcase"):
            assert case[0].tag == "properties"


def test_a_case_says_where_and_what(written: Written, ordinary_set: Any) -> None:
    case = list(suite_of(written("junit", ordinary_set)))[2]
    assert (case.classname, case.name) == ("site/wire", "bridge.txt")
    assert case._elem.get("file") == "site/wire/bridge.txt"
    assert case._elem.get("line") == "3"
    (failure,) = case.result
    assert (failure.type, failure.message) == ("blocked", "blocked: the notice forbids to publish: “published”")
    lines = failure.text.strip().splitlines()
    assert lines[0] == "site/wire/bridge.txt:3:42: error prohibited-use: the notice forbids to publish: “published”"
    at = lines.index("site/wire/bridge.txt:3:42: error waived-rule [waived]: somebody took this on")
    assert lines[at + 3].startswith("  waiver: by Dana Roe, standards until 2025-09-30: Agreed by mail")


def test_no_path_for_an_attachment_comes_from_a_document(everything: dict[str, Any], written: Written) -> None:
    root = etree.fromstring(written("junit", everything["hostile"]).encode())
    assert not list(root.iter("system-out", "system-err"))


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_can_be_said(text: str) -> None:
    from provenance.reports.junit import _text

    element = etree.Element("a", b=_text(text))
    element.text = _text(text)
    etree.fromstring(etree.tostring(element))
