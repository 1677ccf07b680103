"""Texts that are nothing but words about rights: read as far as the budget goes, and said to be."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from provenance import Checker, Occasion, Use, load_rules, read_bytes
from provenance.notices.separate import MOST_SENTENCES, separate
from provenance.readings.read import Readings
from provenance.readings.sentences import split_sentences

RULES = load_rules()
CHECKER = Checker(RULES, Occasion(Use(**RULES.uses["republish"]), datetime(2026, 1, 1, tzinfo=UTC)))


@pytest.mark.parametrize(
    "words", ["Copyright ", "版权所有转载请注明出处", "reproduction forbidden without permission "]
)
def test_a_crowd_without_stops_is_not_read_to_its_end(words: str) -> None:
    report = CHECKER.check(read_bytes("crowd.txt", (words * 20_000).encode()))
    assert "too-large" in {finding.rule for finding in report.findings}
    assert report.decision.value in ("review", "blocked")


def test_what_comes_early_is_read() -> None:
    text = "This text may not be republished.\n\n" + "Copyright " * 20_000
    report = CHECKER.check(read_bytes("crowd.txt", text.encode()))
    assert report.decision.value == "blocked"


def test_many_sentences_of_one_paragraph_stop_at_the_budget() -> None:
    found = separate("All rights reserved. " * 3 * MOST_SENTENCES, [], Readings(RULES.data))
    assert found.exhausted
    assert sum(len(passage.sentences) for passage in found.passages) < 2 * MOST_SENTENCES


@pytest.mark.parametrize("text", ["word " * 5_000, "字" * 20_000, "word" * 5_000 + " " + "a b " * 900])
def test_sentences_without_a_stop_are_cut_and_lose_nothing(text: str) -> None:
    spans = list(split_sentences(text, 0, len(text), frozenset()))
    assert all(end - start <= 3_000 for start, end in spans)
    assert "".join(text[start:end] for start, end in spans).replace(" ", "") == text.replace(" ", "")
