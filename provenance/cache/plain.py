"""From the plain data of a JSON report back to what the pipeline made: for our own files, which are sealed.

Reports of others are read against the contract (``provenance report``); here that would cost more than it is worth.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from provenance.chain import Link
from provenance.finding import Finding
from provenance.report import DocumentReport, Notice, Obligation, Rights, Step
from provenance.statement import NO_LIMITS, Condition, Evidence, Limits, Statement
from provenance.vocabulary import Decision, Polarity, Scope, Severity


def fill(report: DocumentReport, part: Mapping[str, Any], extras: Sequence[Sequence[Any]]) -> None:
    """Set the fields of *report* from its JSON; *extras*: of each finding what the JSON does not say."""
    report.path, report.part = part["path"], part["part"]
    report.format, report.encoding, report.sha256 = part["format"], part["encoding"], part["sha256"]
    report.language, report.readable, report.use = part["language"], part["readable"], part["use"]
    report.decision, report.outcome, report.opened_by = Decision(part["decision"]), part["outcome"], part["opened_by"]
    body = part["body"]
    report.body = (body["start"], body["end"])
    report.body_spans = [(start, end) for start, end in body["spans"]]
    report.notices = [_notice(each) for each in part["notices"]]
    holders = [holder["name"] for holder in part["rights"]["holders"]]
    report.rights = Rights(**{**part["rights"], "holders": holders})
    report.obligations = [_obligation(each) for each in part["obligations"]]
    report.body_words = []
    report.steps = [Step(**each) for each in part["steps"]]
    report.statements = [_statement(each) for each in part["statements"]]
    report.metadata, report.agreements, report.assets = part["metadata"], [], []
    report.provenance = [Link(**{**each, "evidence": Evidence(**each["evidence"])}) for each in part["provenance"]]
    report.findings = [_finding(each, *more) for each, more in zip(part["findings"], extras, strict=True)]


def _notice(part: Mapping[str, Any]) -> Notice:
    return Notice(**{**part, "kinds": tuple(part["kinds"]), "scope": Scope(part["scope"])})


def _obligation(part: Mapping[str, Any]) -> Obligation:
    return Obligation(**{**part, "where": Evidence(**part["where"]) if part["where"] else None})


def _statement(part: Mapping[str, Any]) -> Statement:
    return Statement(
        **{
            **part,
            "polarity": Polarity(part["polarity"]),
            "acts": frozenset(part["acts"]),
            "conditions": tuple(Condition(**each) for each in part["conditions"]),
            "limits": _limits(part["limits"]) if part["limits"] else NO_LIMITS,
            "scope": Scope(part["scope"]),
            "trace": tuple((token, slot) for token, slot in part["trace"]),
            "unread": tuple(part["unread"]),
            "evidence": Evidence(**part["evidence"]),
        }
    )


def _limits(part: Mapping[str, Any]) -> Limits:
    given: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in part.items()}
    return Limits(**given)


def _finding(part: Mapping[str, Any], waivable: bool, detail: str) -> Finding:
    return Finding(
        **{
            **part,
            "severity": Severity(part["severity"]),
            "decision": Decision(part["decision"]) if part["decision"] else None,
            "evidence": tuple(Evidence(**each) for each in part["evidence"]),
            "waiver": None,
            "waivable": waivable,
            "detail": detail,
        }
    )
