"""Judging: every policy asked, every answer a finding, the worst of them the decision."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from provenance.agreement import Cover
from provenance.document import Problem
from provenance.finding import Finding
from provenance.policies.agreements import assess, covering
from provenance.policies.asked import Asked
from provenance.policies.conditions import Case, Met, acts_hit, evaluate
from provenance.policies.facts import Facts, Judgement
from provenance.policies.weigh import Weighing, weigh
from provenance.report import Step
from provenance.statement import Evidence, Statement
from provenance.use import Occasion, Use
from provenance.vocabulary import Decision, Severity

_LONGEST_QUOTE = 200


def judge(
    facts: Facts, occasion: Occasion, policies: Mapping[str, Mapping[str, Any]], asked: Asked | None = None
) -> Judgement:
    """Weigh the statements and ask every policy.

    *asked*: picks those of *policies* that could find anything, where the caller judges many texts.

    The decision is the worst of what the weighing gives and what each finding still allows; an
    open one names the statement or the agreements that opened it. Of several uses each is judged by itself.
    """
    parts = occasion.use.parts
    if not parts:
        return _judged(facts, occasion, policies, asked)
    return _joined([(part, _judged(facts, replace(occasion, use=part), policies, asked)) for part in parts])


def _judged(
    facts: Facts, occasion: Occasion, policies: Mapping[str, Mapping[str, Any]], asked: Asked | None
) -> Judgement:
    doubt = bool(facts.problems) or not facts.readable
    covers = assess(facts.parties, occasion, facts.words)
    weighing = weigh(
        facts.statements, occasion, facts.metadata.get("published"), covering(facts.parties, covers), doubt=doubt
    )
    case = Case(facts, weighing, occasion, covers)
    chosen = policies.values() if asked is None else asked(case)
    findings = [finding for policy in chosen for finding in _findings(policy, case)]
    decision = min([weighing.decision, *(f.decision for f in findings if f.decision is not None)], key=lambda d: d.rank)
    is_open = decision.rank > Decision.REVIEW.rank
    findings.sort(key=_in_order)
    return Judgement(
        decision=decision,
        opened_by=weighing.opened_by if is_open else None,
        findings=findings,
        obligations=weighing.obligations if is_open else [],
        steps=[*weighing.steps, *map(_tried, covers), *_deciding(weighing, findings, decision, occasion)],
        covers=covers,
    )


def _tried(cover: Cover) -> Step:
    detail = f": {cover.detail}" if cover.detail else ""
    return Step(f"agreement:{cover.agreement.id}", cover.state, f"for “{cover.party.name}”{detail}")


def _deciding(
    weighing: Weighing, findings: Sequence[Finding], decision: Decision, occasion: Occasion
) -> Iterator[Step]:
    """The steps that end a trace: the rules that hold the decision down, and the decision itself."""
    for finding in findings:
        if finding.decision is not None:
            yield Step(f"rule:{finding.rule}", f"at best {finding.decision}", finding.message)
    if decision.rank > Decision.REVIEW.rank:
        why = f"opened by {weighing.opened_by}"
    elif weighing.decision is not decision:
        why = "a rule holds it down: " + ", ".join(sorted({f.rule for f in findings if f.decision is decision}))
    elif weighing.held_by:
        why = f"held down by {', '.join(weighing.held_by)}"
    else:
        why = "nothing opens the use" if weighing.opened_by is None else "something went wrong on the way"
    yield Step(f"use:{occasion.use.id}", decision, why)


def _joined(judged: Sequence[tuple[Use, Judgement]]) -> Judgement:
    """The judgements for several uses as one: the worst decision, everything found, everything owed."""
    several = [judgement for _, judgement in judged]
    decision = min((one.decision for one in several), key=lambda d: d.rank)
    is_open = decision.rank > Decision.REVIEW.rank
    openers = dict.fromkeys(one.opened_by for one in several if one.opened_by)
    findings: dict[tuple[str, str, Decision | None], Finding] = {}
    for finding in (finding for one in several for finding in one.findings):
        findings.setdefault((finding.rule, finding.message, finding.decision), finding)
    obligations = [owed for one in several for owed in one.obligations] if is_open else []
    steps = [step for one in several for step in one.steps]
    steps.append(Step("use:" + "+".join(use.id for use, _ in judged), decision, "the worst of its uses"))
    covers = [cover for one in several for cover in one.covers]
    return Judgement(
        decision,
        "; ".join(openers) if is_open else None,
        sorted(findings.values(), key=_in_order),
        [owed for at, owed in enumerate(obligations) if owed not in obligations[:at]],
        steps,
        [cover for at, cover in enumerate(covers) if cover not in covers[:at]],
    )


def _in_order(finding: Finding) -> tuple[int, int]:
    return _ORDER[finding.severity], finding.evidence[0].start or 0 if finding.evidence else 0


_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


def _findings(policy: Mapping[str, Any], case: Case) -> Iterator[Finding]:
    met = evaluate(policy["when"], case)
    if met is None:
        return
    if policy["each"] == "document" or not (
        met.statements or met.problems or met.faults or met.links or met.said or met.covers or met.owed
    ):
        yield _finding(policy, case, met, _evidence(met), None, {})
        return
    for statement in met.statements:
        yield from _of_statement(policy, case, met, statement)
    for problem in met.problems:
        place = (_of_problem(problem),) if problem.line else ()
        yield _finding(policy, case, met, place, None, {"detail": problem.detail}, problem.detail)
    for fault in met.faults:
        values = {"field": fault.field, "found": fault.found, "expected": fault.expected}
        yield _finding(policy, case, met, (fault.evidence,) if fault.evidence else (), None, values)
    for cover in met.covers:
        named = (cover.party.evidence,) if cover.party.evidence else ()
        yield _finding(policy, case, met, named, None, _of_cover(cover))
    for owed in met.owed:
        asked = next((s for s in case.facts.statements if s.id == owed.source), None)
        places = [asked.evidence] if asked else []
        places += [owed.where] if owed.where else []
        yield _finding(policy, case, met, tuple(places), asked, {"duties": owed.duty, "detail": owed.lacks or ""})
    for evidence, shown in _elsewhere_said(met):
        yield _finding(policy, case, met, (evidence,), None, {"value": shown, "field": evidence.pointer or ""})


def _of_cover(cover: Cover) -> dict[str, str]:
    return {
        "agreement": cover.agreement.id,
        "holder": cover.party.name,
        "detail": cover.detail,
        "until": cover.agreement.until or "further notice",
        "duties": ", ".join(condition.duty for condition in cover.agreement.duties) or "none",
    }


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
    found += [_of_problem(problem) for problem in met.problems if problem.line]
    return tuple(found)


def _of_problem(problem: Problem) -> Evidence:
    return Evidence(problem.quote, line=problem.line, column=problem.column)


def _finding(
    policy: Mapping[str, Any],
    case: Case,
    met: Met,
    evidence: tuple[Evidence, ...],
    statement: Statement | None,
    values: Mapping[str, str],
    detail: str = "",
) -> Finding:
    if met.other is not None and met.other.evidence not in evidence:
        evidence = (*evidence, met.other.evidence)
    subject = statement or next(iter(met.statements), None)
    quote = evidence[0].quote if evidence else ""
    message = _fill(policy["message"], {**_values(case, met, subject), "quote": quote, **values})
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
        statement=subject.id if subject else None,
        waivable=policy["waivable"],
        detail=detail,
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
