"""Judging: every policy asked, every answer a finding, the worst of them the decision."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

from provenance.finding import Finding
from provenance.policies.conditions import Case, Met, acts_hit, evaluate
from provenance.policies.facts import Facts, Judgement
from provenance.policies.weigh import weigh
from provenance.statement import Evidence, Statement
from provenance.use import Occasion
from provenance.vocabulary import Decision, Severity

_LONGEST_QUOTE = 200


def judge(facts: Facts, occasion: Occasion, policies: Mapping[str, Mapping[str, Any]]) -> Judgement:
    """Weigh the statements and ask every policy.

    The decision is the worst of what the weighing gives and what each finding still allows; an
    open one names the statement that opened it.
    """
    doubt = bool(facts.problems) or not facts.readable
    weighing = weigh(facts.statements, occasion, facts.metadata.get("published"), doubt=doubt)
    case = Case(facts, weighing, occasion)
    findings = [finding for policy in policies.values() for finding in _findings(policy, case)]
    decision = min([weighing.decision, *(f.decision for f in findings if f.decision is not None)], key=lambda d: d.rank)
    is_open = decision.rank > Decision.REVIEW.rank
    findings.sort(key=lambda f: (_ORDER[f.severity], f.evidence[0].start or 0 if f.evidence else 0))
    return Judgement(
        decision=decision,
        opened_by=weighing.opened.id if is_open and weighing.opened else None,
        findings=findings,
        obligations=weighing.obligations if is_open else [],
        steps=weighing.steps,
    )


_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


def _findings(policy: Mapping[str, Any], case: Case) -> Iterator[Finding]:
    met = evaluate(policy["when"], case)
    if met is None:
        return
    if policy["each"] == "document" or not (met.statements or met.problems or met.faults or met.links or met.said):
        yield _finding(policy, case, met, _evidence(met), None, {})
        return
    for statement in met.statements:
        yield from _of_statement(policy, case, met, statement)
    for problem in met.problems:
        place = (Evidence("", line=problem.line, column=problem.column),) if problem.line else ()
        yield _finding(policy, case, met, place, None, {"detail": problem.detail})
    for fault in met.faults:
        values = {"field": fault.field, "found": fault.found, "expected": fault.expected}
        yield _finding(policy, case, met, (fault.evidence,) if fault.evidence else (), None, values)
    for evidence, shown in _elsewhere_said(met):
        yield _finding(policy, case, met, (evidence,), None, {"value": shown, "field": evidence.pointer or ""})


def _elsewhere_said(met: Met) -> Iterator[tuple[Evidence, str]]:
    """What links of the chain and declared values say, with its place."""
    yield from ((link.evidence, link.shown) for link in met.links)
    yield from ((said.evidence, said.value) for said in met.said)


def _of_statement(policy: Mapping[str, Any], case: Case, met: Met, statement: Statement) -> Iterator[Finding]:
    if policy["each"] != "act" or not statement.acts:
        yield _finding(policy, case, met, (statement.evidence,), statement, {})
        return
    wanted = policy.get("naming") or _acts_wanted(policy["when"])
    acts = sorted(statement.acts)
    if wanted is not None:
        hit = (
            acts_hit(statement, wanted["any_of"], case)
            if "any_of" in wanted
            else statement.acts - acts_hit(statement, wanted["none_of"], case)
        )
        acts = sorted(hit)
    if not acts and policy.get("decision"):  # what decides never goes unsaid
        yield _finding(policy, case, met, (statement.evidence,), statement, {})
    for act in acts:
        word = statement.act_evidence.get(act, statement.evidence)
        yield _finding(policy, case, met, (word,), statement, {"act": act})


def _acts_wanted(condition: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The test on acts that a policy makes, so that its findings name just those acts."""
    for key, value in condition.items():
        if key == "statement":
            found = value.get("acts")
            return found if found and ("any_of" in found or "none_of" in found) else None
        if key in ("all", "any"):
            for inner in value:
                if found := _acts_wanted(inner):
                    return found
    return None


def _evidence(met: Met) -> tuple[Evidence, ...]:
    found = [statement.evidence for statement in met.statements]
    found += [met.other.evidence] if met.other else []
    found += [place for place, _ in _elsewhere_said(met)]
    found += [Evidence("", line=problem.line, column=problem.column) for problem in met.problems if problem.line]
    return tuple(found)


def _finding(
    policy: Mapping[str, Any],
    case: Case,
    met: Met,
    evidence: tuple[Evidence, ...],
    statement: Statement | None,
    values: Mapping[str, str],
) -> Finding:
    if met.other is not None and met.other.evidence not in evidence:
        evidence = (*evidence, met.other.evidence)
    subject = statement or next(iter(met.statements), None)
    quote = evidence[0].quote if evidence else ""
    message = _fill(policy["message"], {**_values(case, met, subject), "quote": quote, **values})
    seal = hashlib.sha256(
        f"{policy['id']}\0{' '.join(quote.casefold().split())}".encode("utf-8", "replace")
    ).hexdigest()
    decision = policy.get("decision")
    return Finding(
        rule=policy["id"],
        severity=Severity(policy["severity"]),
        message=message,
        why=policy["why"],
        fix=policy["fix"],
        evidence=evidence,
        decision=Decision(decision) if decision else None,
        version=policy["version"],
        fingerprint=seal[:32],
        statement=subject.id if subject else None,
    )


def _values(case: Case, met: Met, subject: Statement | None) -> dict[str, str]:
    missing = ", ".join(name.replace("/", " or ") for name in case.facts.missing)
    values = {
        "use": case.occasion.use.id,
        "at": case.occasion.at.isoformat(),
        "missing": missing,
        "detail": "",
        "other": "",
    }
    if met.other is not None:
        values["other"] = met.other.value or met.other.evidence.quote
    if met.problems:
        values["detail"] = met.problems[0].detail
    for place, shown in _elsewhere_said(met):
        values.setdefault("value", shown)
        values.setdefault("field", place.pointer or "")
    if subject is not None:
        values["value"] = subject.value or subject.evidence.quote
        values["holder"] = subject.value or ""
        values["duties"] = ", ".join(subject.duties)
        values["until"] = subject.limits.embargo or subject.limits.expires or ""
        values["found"] = subject.value or subject.evidence.quote
        values["field"] = subject.evidence.pointer or ""
        values["act"] = ", ".join(sorted(subject.acts))
    return values


def _fill(message: str, values: Mapping[str, str]) -> str:
    """Placeholders filled once, from left to right; what a document says is never filled again."""
    pieces: list[str] = []
    rest = message
    while "{" in rest:
        before, _, after = rest.partition("{")
        name, _, rest = after.partition("}")
        value = " ".join(values.get(name, "").split())
        pieces += [before, value if len(value) <= _LONGEST_QUOTE else value[: _LONGEST_QUOTE - 1] + "…"]
    return "".join([*pieces, rest])
