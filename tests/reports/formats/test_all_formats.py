"""What holds for every format: golden files, bounded sizes, nothing raw, one document at a time."""

from __future__ import annotations

import gc
import time
import tracemalloc
import unicodedata
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from provenance.report import DocumentReport
from provenance.reports import REPORTS, create
from provenance.reports.interface import Look, Run, Summary
from provenance.vocabulary import Decision, Severity

SUFFIXES = {
    "jsonl": "jsonl",
    "sarif": "sarif",
    "junit": "xml",
    "github": "txt",
    "gitlab": "json",
    "csv": "csv",
    "markdown": "md",
}
Written = Callable[..., str]


def test_every_format_has_tests() -> None:
    assert {*SUFFIXES, "text", "json", "html"} >= set(REPORTS)


@pytest.mark.parametrize("name", sorted(SUFFIXES))
def test_the_golden_files_hold(
    name: str, documents: Any, rendered: Callable[..., str], golden: Callable[[str, str], None]
) -> None:
    kind, reports = documents
    golden(f"{name}/{kind}.{SUFFIXES[name]}", rendered(name, reports))


@pytest.mark.parametrize("name", sorted(SUFFIXES))
def test_nothing_of_a_document_is_written_raw(name: str, everything: dict[str, Any], written: Written) -> None:
    for reports in everything.values():
        text = written(name, reports)
        text.encode("utf-8")
        raw = {c for c in text.removeprefix("\ufeff") if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp")}
        assert raw <= {"\n"}
        assert not {"\u202e", "\u2066", "\u200f", "\u200b", "\ufeff"} & set(text.removeprefix("\ufeff"))
        assert "##[" not in text
        assert "##vso[" not in text


@pytest.mark.parametrize("name", sorted({*SUFFIXES} - {"jsonl"}))
def test_a_quote_of_ten_megabytes_is_cut(name: str, hostility: ModuleType, written: Written, run: Run) -> None:
    huge = hostility.huge_document()
    start = time.perf_counter()
    text = written(name, [huge], run)
    assert len(text) < 150_000
    assert time.perf_counter() - start < 10


def test_json_lines_hold_what_the_json_report_holds(
    hostility: ModuleType, written: Written, run: Run, parsers: ModuleType
) -> None:
    huge = hostility.huge_document(1_000_000)
    text = written("jsonl", [huge], run)
    assert len(text) < 1.2 * len(written("json", [huge], run))
    assert parsers.json_lines(text)[2]["documents"] == 1


@pytest.mark.parametrize("name", sorted(SUFFIXES))
def test_memory_is_flat_over_the_number_of_documents(
    name: str, make: Callable[..., DocumentReport], flag: Callable[..., Any], run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    from provenance.reports import spool
    from provenance.statement import Evidence

    monkeypatch.setattr(spool, "IN_MEMORY", 1 << 14)

    class Nowhere:
        def write(self, text: str) -> None:
            pass

    def peak(count: int) -> int:
        report = create(name, Nowhere(), Look())
        summary = Summary()
        gc.collect()
        tracemalloc.start()
        report.begin(run)
        for number in range(count):
            said = flag("r", Severity.WARNING, "m" * 300, Evidence("words", 2, 7, 1, 3), fingerprint=f"{number:032}")
            one = make(f"folder/{number}.txt", "a words " * 40, Decision.REVIEW, said)
            summary.add(one)
            report.document(one)
        report.end(summary)
        top = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return top

    few, many = peak(500), peak(2500)
    assert (many - few) / 2000 < 200  # GitLab's fingerprints, eight bytes each, in a set of Python's
