"""PROV-JSON: loads back as the same document, and says what the chain says."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from chain_samples import G2, PAGE
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance import Checker
from provenance.chain import Link
from provenance.cli.main import main
from provenance.document import Document
from provenance.report import DocumentReport
from provenance.statement import Evidence

prov = pytest.importorskip("prov.model", reason="needs the extra prov")
Check = Callable[[str, str], DocumentReport]


def exported(report: DocumentReport) -> dict[str, Any]:
    from provenance.exports.prov import write

    text = write(report)
    loaded = prov.ProvDocument.deserialize(content=text, format="json")
    assert loaded == prov.ProvDocument.deserialize(content=loaded.serialize(format="json"), format="json")
    assert len(list(loaded.get_records())) == sum(
        len(each) if isinstance(each, list) else 1
        for kind, records in json.loads(text).items()
        if kind not in ("prefix", "bundle")
        for each in records.values()
    )
    found: dict[str, Any] = json.loads(text)
    return found


def test_a_page(check: Check) -> None:
    found = exported(check("a.html", PAGE))
    derived = {each["pc:role"]: each.get("prov:type", {}).get("$") for each in found["wasDerivedFrom"].values()}
    assert derived == {
        "primary-source": "prov:PrimarySource",
        "derived-from": None,
        "syndicator": "prov:Quotation",
        "canonical": "prov:Quotation",
    }
    assert {each["pc:role"] for each in found["wasAttributedTo"].values()} == {"author", "agency", "holder"}
    assert found["entity"]["pc:text"]["prov:location"] == "HARBOUR VALE"
    assert [agent["prov:label"] for agent in found["agent"].values()] == [
        "Oona Farrow", "Reuters News Agency", "Harrow Lane Press", "Copies Daily",
    ]  # fmt: skip


def test_hops_are_activities_in_a_row(check: Check) -> None:
    found = exported(check("a.xml", G2))
    ends = [each["prov:endTime"] for each in found["activity"].values()]
    assert ends == ["2026-03-02T08:00:00+00:00", "2026-03-02T09:00:00+00:00", "2026-03-02T10:00:00+00:00"]
    assert len(found["wasInformedBy"]) == 2
    assert len(found["wasAssociatedWith"]) == 2


texts = st.text(max_size=30) | st.sampled_from(
    ["\ud800", "\x00\x1b", "2026-03-02", "https://vale.example/a", "0001-01-01"]
)
links = st.builds(
    Link,
    role=st.sampled_from(["primary-source", "derived-from", "ingredient", "author", "dateline", "agency", "hop",
                          "syndicator", "canonical", "credit", "holder", "publisher"]),
    name=st.none() | texts,
    evidence=st.builds(Evidence, texts, line=st.none() | st.integers(1, 9), pointer=texts),
    url=st.none() | texts,
    when=st.none() | texts,
    agency=st.none() | texts,
    action=st.none() | texts,
)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(st.lists(links, max_size=8))
def test_any_chain_loads_back(checker: Checker, chain: list[Link]) -> None:
    report = checker.check(Document("a.txt", "1 — 2\n"))
    report.provenance = chain
    exported(report)


def test_the_commands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.html"
    path.write_text(PAGE, encoding="utf-8")
    assert main(["export", str(path), "--format", "prov"]) == 0
    assert "pc:text" in json.loads(capsys.readouterr().out)["entity"]
    assert main(["trace", str(path)]) == 0
    tree = capsys.readouterr().out
    assert "├─ agency" in tree
    assert "└─ publisher" in tree
    assert "(on another site)" in tree
    assert main(["trace", str(path), "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [link["role"] for link in found["provenance"]][-1] == "publisher"
    assert main(["trace", str(tmp_path)]) == 2


def test_several_documents_are_bundles(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    items = "".join(f"<item><title>Bridge {i}</title><description>Opened.</description></item>" for i in range(2))
    path = tmp_path / "a.xml"
    path.write_text(f'<rss version="2.0"><channel>{items}</channel></rss>', encoding="utf-8")
    assert main(["export", str(path), "--format", "prov"]) == 0
    text = capsys.readouterr().out
    assert len(list(prov.ProvDocument.deserialize(content=text, format="json").bundles)) == 2


def test_without_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.txt"
    path.write_text("The bridge opened.\n", encoding="utf-8")
    monkeypatch.setitem(sys.modules, "prov.model", None)
    assert main(["export", str(path), "--format", "prov"]) == 2
    assert "provenance-check[prov]" in capsys.readouterr().err


def test_hostile_names_obey_nobody(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"uri": "urn:n:1", "headline": "x", "byline": "Oona\u001b[2J ::error:: \u202e"}))
    assert main(["trace", str(path)]) == 0
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert "\u202e" not in out
