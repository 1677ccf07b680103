"""The trace of a decision: complete, in order, and in words for every standing there is."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import get_args

import pytest

from provenance import Checker, Document, Occasion, Use
from provenance.agreement import Agreement
from provenance.policies.standing import Standing
from provenance.readings.read import Readings
from provenance.reports.trace import MEANINGS, trace_lines
from provenance.rulefiles.pack import Rules
from provenance.rulefiles.policies import AgreementStates
from provenance.vocabulary import ACTS

PAPER = Agreement("paper-1", ("Harrow Lane Press",), acts=frozenset(ACTS), until="2026-01-01")


def trace(rules: Rules, readings: Readings, notice: str, *agreements: Agreement) -> str:
    occasion = Occasion(Use(**rules.uses["republish"]), datetime(2025, 6, 1, tzinfo=UTC), agreements=agreements)
    report = Checker(rules, occasion, readings=readings).check(Document("story.txt", f"1 — 2.\n\n{notice}\n", "text"))
    return "\n".join(trace_lines(report, 100))


def test_every_standing_and_state_has_words() -> None:
    silent = {Standing.SILENT, Standing.ELSEWHERE}
    assert set(MEANINGS) == {str(one) for one in Standing if one not in silent} | set(get_args(AgreementStates))


@pytest.mark.parametrize(
    ("notice", "told"),
    [
        ("All rights reserved.", "use:republish: blocked\n      held down by s1"),
        ("This article may be republished free of charge.", "use:republish: permitted\n      opened by s1"),
        ("© 2024 Harrow Lane Press", "rule:no-permission-found: at best review"),
        ("© 2024 Harrow Lane Press", "use:republish: review\n      nothing opens the use"),
        ("STRICTLY EMBARGOED", "a ban in time, and nobody can read until when [undated]"),
    ],
)
def test_a_trace_ends_with_what_decided(rules: Rules, readings: Readings, notice: str, told: str) -> None:
    assert told in trace(rules, readings, notice)


def test_an_agreement_is_shown_with_what_it_sets_aside(rules: Rules, readings: Readings) -> None:
    told = trace(rules, readings, "© 2024 Harrow Lane Press. All rights reserved.", PAPER)
    assert "bars the use; an agreement on file sets it aside [lifted]" in told
    assert "agreement:paper-1: covers the use [covers]\n      for “Harrow Lane Press”" in told
    assert "use:republish: conditional\n      opened by agreement:paper-1" in told
