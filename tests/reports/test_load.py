"""A JSON report read back and written again is the same report."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from benchmarks.registers import reports as invented
from provenance import Checker, Occasion, Use, read_bytes
from provenance.agreement import Agreement, Cover, Party
from provenance.chain import Link
from provenance.finding import Finding
from provenance.readings.read import Readings
from provenance.report import Asset, DocumentReport, Notice, Obligation, Rights, Step
from provenance.reports import load
from provenance.reports.contract import DocumentPart
from provenance.reports.json import as_document, encode
from provenance.rulefiles.pack import Rules
from provenance.statement import Condition, Evidence, Limits, Statement
from provenance.vocabulary import Decision, Polarity, Scope, Severity
from provenance.waiver import Waived, Waiver

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


def written(report: DocumentReport) -> Any:
    """The document as a JSON report has it."""
    return json.loads(encode(as_document(report)))


def loaded(report: DocumentReport) -> DocumentReport:
    return load.document(DocumentPart.model_validate(written(report)))


def test_documents_made_by_hand(documents: Any) -> None:
    for report in documents[1]:
        assert written(loaded(report)) == written(report)


def test_invented_documents() -> None:
    for report in invented(60):
        assert written(loaded(report)) == written(report)


def test_the_samples(rules: Rules, readings: Readings) -> None:
    checker = Checker(
        rules, Occasion(Use(**rules.uses["republish"]), datetime(2026, 1, 15, tzinfo=UTC)), readings=readings
    )
    for path in sorted(SEEDS.iterdir()):
        report = checker.check(read_bytes(path.name, path.read_bytes()))
        assert written(loaded(report)) == written(report)


words = st.text(max_size=8)
maybe = st.none() | words
number = st.none() | st.integers(0, 9)
codes = st.none() | st.fixed_dictionaries({}, optional={"only": st.lists(words), "except": st.lists(words)})
evidence = st.builds(Evidence, words, number, number, number, number, maybe)
rights = st.builds(
    Rights, *[st.lists(words, max_size=2)] * 3, maybe, *[st.lists(words, max_size=2)] * 3, st.booleans(), st.booleans(),
    st.lists(words, max_size=2), maybe, codes, maybe, number,
)  # fmt: skip
many = st.lists(words, max_size=2).map(tuple)
limits = st.builds(Limits, maybe, maybe, codes, many, many, many, number, maybe)
condition = st.builds(Condition, words, maybe, maybe, maybe, maybe)
statement = st.builds(
    Statement, words, st.sampled_from(Polarity), evidence, maybe, st.frozensets(words, max_size=2),
    st.lists(condition, max_size=2).map(tuple), limits, st.sampled_from(["whole", "excerpt"]), maybe, st.booleans(),
    st.sampled_from(Scope), st.sampled_from(["words", "metadata", "signal"]), words,
    st.lists(st.tuples(words, words), max_size=2).map(tuple), many, words,
)  # fmt: skip
day = st.dates(date(2000, 1, 1))
waiver = st.builds(Waiver, st.tuples(words), words, words, day, day, source=words)
waived = st.builds(Waived, waiver, st.sampled_from(["in-force", "expired", "not-yet", "text-changed"]))
finding = st.builds(
    Finding, words, st.sampled_from(Severity), words, words, words, st.lists(evidence, max_size=2).map(tuple),
    st.none() | st.sampled_from(Decision), words, st.sampled_from(["open", "waived", "baseline"]), words, maybe,
    waiver=st.none() | waived,
)  # fmt: skip
cover = st.builds(
    Cover, st.builds(Agreement, words, st.tuples(words), until=maybe, reference=maybe, contact=maybe, source=words),
    st.builds(Party, words), words, words,
)  # fmt: skip
link = st.builds(
    Link, words, maybe, evidence, maybe, maybe, st.sampled_from(["words", "metadata", "signal"]), maybe, maybe,
    st.booleans(), st.booleans(),
)  # fmt: skip
declared = st.dictionaries(words, st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | words)
few = {"max_size": 2}
asset = st.builds(Asset, words, maybe, st.sampled_from(Decision), rights, declared, st.lists(words, **few))
document = st.builds(
    DocumentReport, words, maybe, words, words, words, maybe, declared, st.sampled_from(Decision),
    st.sampled_from(["pass", "fail"]), maybe, st.just((0, 3)), st.just([(0, 1), (2, 3)]),
    st.lists(st.builds(Notice, number, number, st.integers(1, 9), st.integers(1, 9), words,
                       st.just(("copyright", "ai")), st.sampled_from(Scope), words, words), **few),
    rights, st.lists(st.builds(Obligation, words, maybe, maybe, maybe, maybe, maybe, st.none() | st.booleans()), **few),
    st.lists(statement, **few), declared, st.lists(finding, **few), st.lists(cover, **few),
    st.lists(st.builds(Step, words, words, words), **few),
    st.lists(asset, **few),
    st.lists(link, **few), st.booleans(),
)  # fmt: skip


@given(document)
def test_any_document(report: DocumentReport) -> None:
    assert written(loaded(report)) == written(report)


def test_what_is_not_in_the_json_is_left_empty(make: Callable[..., DocumentReport]) -> None:
    report = loaded(make("a.txt", "Text.\n", Decision.REVIEW))
    left = {field.name for field in fields(DocumentReport)} - set(as_document(report))
    assert left == {"body_spans", "text", "body_text", "body_words", "written"}
    assert report.text == ""
