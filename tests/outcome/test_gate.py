"""The gate: waivers and baseline never touch a decision, and taking one away never lets a document through."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.document import Problem
from provenance.finding import Finding
from provenance.outcome import Baseline, Gate
from provenance.outcome.baseline import record
from provenance.outcome.fingerprints import seal
from provenance.outcome.waivers import MARK
from provenance.policies import Facts, judge
from provenance.report import DocumentReport
from provenance.rulefiles.pack import Rules
from provenance.statement import Statement
from provenance.use import Occasion, Use
from provenance.vocabulary import Decision, Severity
from provenance.waiver import Waiver, Waivers
from tests.outcome.conftest import AT, finding, report
from tests.policies.test_lattice import statement

RULES = ["ban", "doubt", "metadata-invalid", MARK]
PATHS = ["a.md", "wire/a.md"]
decisions = st.sampled_from([Decision.BLOCKED, Decision.REVIEW, None])
findings = st.builds(
    lambda rule, quote, decision, start, waivable, detail: replace(
        finding(rule, quote, decision, start, waivable=waivable and rule != MARK), detail=detail if rule == MARK else ""
    ),
    st.sampled_from(RULES),
    st.sampled_from(["one", "two", ""]),
    decisions,
    st.integers(0, 3),
    st.booleans() | st.just(True),
    st.sampled_from(RULES),
)


@st.composite
def reports(draw: st.DrawFn) -> DocumentReport:
    found = draw(st.lists(findings, max_size=5))
    without_reason = draw(st.sampled_from([Decision.PERMITTED, Decision.CONDITIONAL, Decision.REVIEW]))
    said = [one.decision for one in found if one.decision is not None]
    worst = min([without_reason, *said], key=lambda one: one.rank)
    made = report(*found, decision=worst, path=draw(st.sampled_from(PATHS)))
    seal(made)
    return made


@st.composite
def gates(draw: st.DrawFn, made: DocumentReport) -> Gate:
    known = [one.fingerprint for one in made.findings] + ["0" * 32]
    waivers = draw(
        st.lists(
            st.builds(
                Waiver,
                rules=st.lists(st.sampled_from(RULES[:3]), min_size=1, max_size=2).map(tuple),
                reason=st.just("agreed"),
                approved_by=st.just("Dana Roe"),
                given=st.sampled_from([date(2025, 1, 1), date(2025, 9, 1)]),
                expires=st.sampled_from([date(2025, 5, 1), date(2025, 12, 1)]),
                document=st.sampled_from([*PATHS, None]),
                glob=st.sampled_from([None, "wire/", "a.md"]),
                fingerprints=st.frozensets(st.sampled_from(known), max_size=3),
                uses=st.sampled_from([(), ("republish",), ("print",)]),
                source=st.integers(1, 99).map(lambda line: f"waivers.yml:{line}"),
            ),
            max_size=4,
        )
    )
    kept = [one for one in made.findings if draw(st.booleans())]
    entries = [record(made, kept)] if kept and draw(st.booleans()) else []
    return Gate(
        draw(st.sampled_from([Decision.BLOCKED, Decision.REVIEW, Decision.CONDITIONAL])),
        draw(st.booleans()),
        Waivers(tuple(waivers)),
        Baseline(tuple(entries)),
    )


def told(made: DocumentReport) -> list[tuple[str, ...]]:
    return sorted((f.rule, f.fingerprint, f.state, f.waiver.state if f.waiver else "") for f in made.findings)


def settled(gate: Gate, made: DocumentReport) -> DocumentReport:
    made = deepcopy(made)
    gate.settle(made)
    return made


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_the_decision_stays(data: st.DataObject) -> None:
    made = data.draw(reports())
    after = settled(data.draw(gates(made)), made)
    assert after.decision is made.decision
    assert [f.decision for f in after.findings] == [f.decision for f in made.findings]


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_taking_one_away_never_lets_through(data: st.DataObject) -> None:
    made = data.draw(reports())
    gate = data.draw(gates(made))
    before = settled(gate, made)
    assert gate.waivers is not None
    assert gate.baseline is not None
    waivers, baseline = list(gate.waivers.entries), gate.baseline.documents
    fewer = [replace(gate, waivers=Waivers(tuple(waivers[:at] + waivers[at + 1 :]))) for at in range(len(waivers))]
    fewer += [replace(gate, baseline=Baseline(())), replace(gate, waivers=None), replace(gate, baseline=None)]
    for entry in baseline:
        for key in entry.findings:
            less = replace(entry, findings={k: v for k, v in entry.findings.items() if k != key})
            fewer.append(replace(gate, baseline=Baseline((less,))))
    for less_gate in fewer:
        after = settled(less_gate, made)
        assert before.outcome == "pass" or after.outcome == "fail"
        is_open = [f.state == "open" for f in before.findings]
        assert all(now.state == "open" for now, was in zip(after.findings, is_open, strict=True) if was)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_order_is_nothing(data: st.DataObject) -> None:
    made = data.draw(reports())
    gate = data.draw(gates(made))
    first = settled(gate, made)
    turned = deepcopy(made)
    turned.findings = data.draw(st.permutations(turned.findings))
    assert gate.waivers is not None
    other = replace(gate, waivers=Waivers(tuple(data.draw(st.permutations(gate.waivers.entries)))))
    after = settled(other, turned)
    assert after.outcome == first.outcome
    assert told(first) == told(after)
    other.settle(after)
    assert after.outcome == first.outcome, "settling twice is settling once"


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_what_nobody_may_waive_stays_open(data: st.DataObject) -> None:
    made = data.draw(reports())
    after = settled(data.draw(gates(made)), made)
    assert all(f.waivable or f.state == "open" for f in after.findings if f.rule != MARK)


def test_a_decision_without_a_finding_cannot_be_waived() -> None:
    made = report(finding("doubt", decision=None), decision=Decision.REVIEW)
    seal(made)
    everything = Waiver(("doubt",), "r", "o", date(2025, 1, 1), date(2025, 12, 1), glob="a.md")
    after = settled(Gate(waivers=Waivers((everything,))), made)
    assert [one.state for one in after.findings] == ["waived"]
    assert after.outcome == "fail"


def test_a_worse_decision_than_its_findings_cannot_be_waived() -> None:
    made = report(finding("doubt", decision=Decision.REVIEW), decision=Decision.BLOCKED)
    seal(made)
    everything = Waiver(("doubt",), "r", "o", date(2025, 1, 1), date(2025, 12, 1), glob="a.md")
    assert settled(Gate(waivers=Waivers((everything,))), made).outcome == "fail"


@pytest.mark.parametrize("states", sorted(set(permutations(["open", "waived", "waived"]))))
def test_every_finding_has_to_be_answered_for(states: tuple[str, ...]) -> None:
    made = report(*(finding("ban", f"word {at}") for at in range(3)))
    seal(made)
    prints = frozenset(one.fingerprint for one, state in zip(made.findings, states, strict=True) if state == "waived")
    some = Waiver(("ban",), "r", "o", date(2025, 1, 1), date(2025, 12, 1), "a.md", fingerprints=prints)
    after = settled(Gate(waivers=Waivers((some,))), made)
    assert tuple(one.state for one in after.findings) == states
    assert after.outcome == "fail"


def test_what_does_not_fail_needs_no_waiver() -> None:
    made = report(finding("doubt", decision=Decision.REVIEW), decision=Decision.REVIEW)
    seal(made)
    assert settled(Gate(Decision.BLOCKED), made).outcome == "pass"


def test_metadata_errors_are_waived_like_any_other() -> None:
    fault: Finding = replace(finding("metadata-invalid", decision=None), severity=Severity.ERROR)
    made = report(fault, decision=Decision.PERMITTED)
    seal(made)
    gate = Gate(fail_on_metadata=True)
    assert settled(gate, made).outcome == "fail"
    waiver = Waiver(("metadata-invalid",), "r", "o", date(2025, 1, 1), date(2025, 12, 1), glob="*.md")
    assert settled(replace(gate, waivers=Waivers((waiver,))), made).outcome == "pass"


def accounted(rules: Rules, some: list[Statement], use: str, doubt: bool) -> str:
    """What is wrong, if a decision that fails has no finding of its own."""
    for number, one in enumerate(some):
        one.id = f"s{number}"
    problems = (Problem("encoding-guessed", "bytes"),) if doubt else ()
    judgement = judge(Facts(statements=some, problems=problems), Occasion(Use(**rules.uses[use]), AT), rules.policies)
    found = {one.decision for one in judgement.findings}
    fails = judgement.decision.rank <= Decision.REVIEW.rank
    return (
        f"{judgement.decision} by {[step.text for step in judgement.steps]}"
        if fails - (judgement.decision in found) > 0
        else ""
    )


def test_every_decision_that_fails_has_a_finding_that_accounts_for_it(rules: Rules) -> None:
    """Else a person could answer for nothing."""

    @settings(max_examples=200, deadline=None)
    @given(st.lists(statement(), max_size=4), st.sampled_from(["republish", "translate", "print"]), st.booleans())
    def ask(some: list[Statement], use: str, doubt: bool) -> None:
        assert accounted(rules, some, use, doubt) == ""

    ask()
