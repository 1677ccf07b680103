"""The JSON report: the contract, one object, written document by document.

The shape is defined in :mod:`provenance.reports.contract`; here plain dicts are made from the
dataclasses by hand, since validating each one would cost more than reading the document.
``summary`` comes last, so that nothing has to be kept: memory is flat over any number of documents.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from typing import Any

from provenance.agreement import Cover
from provenance.chain import Link
from provenance.finding import Finding
from provenance.report import Asset, DocumentReport, Notice, Obligation, Rights, Step
from provenance.reports.answered import as_gone, as_unused, as_waiver
from provenance.reports.changes import as_changes
from provenance.reports.interface import Configured, Look, PastRun, Run, Sink, Summary
from provenance.reports.neutral import HOSTILE, MARKED_COMMAND, has_hostile
from provenance.statement import Condition, Evidence, Limits, Statement

SCHEMA = "urn:provenance-check:report:1"
MAX_DEPTH = 64


class JsonReport:
    """Writes the contract's object; how it looks is not a question here."""

    def __init__(self, out: Sink, _look: Look) -> None:
        self._out = out
        self._documents = 0

    def begin(self, run: Run) -> None:
        """Open the object: schema, tool, instant."""
        self._out.write(encode({"schema": SCHEMA, **as_run(run)})[:-1] + ', "documents": [')

    def document(self, report: DocumentReport) -> None:
        """One document on one line."""
        self._out.write((",\n" if self._documents else "\n") + written(report))
        self._documents += 1

    def end(self, summary: Summary) -> None:
        """Close the object with what changed, if that was asked, and the counts."""
        changes = f'"changes": {encode(as_changes(summary.changes))}, ' if summary.changes is not None else ""
        self._out.write(f'\n], {changes}"summary": ' + encode(as_summary(summary)) + "}\n")


def encode(value: Any) -> str:
    """Valid JSON on one line, readable in any script.

    Control characters, bidirectional and zero-width ones, line separators and the first sign of a
    log command are written as ``\\uXXXX``: nothing is lost, and a terminal or a CI log that shows the
    report obeys nothing. A lone surrogate becomes U+FFFD: escaped it would be JSON by the grammar
    alone, and strict parsers would refuse the whole report (I-JSON, RFC 7493, section 2.1).
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    if has_hostile(text):
        text = HOSTILE.sub(_escape, text)
    return MARKED_COMMAND.sub(_escape, text) if "##" in text else text


def written(report: DocumentReport) -> str:
    """One entry of ``documents``, as it is written."""
    return report.written if report.written is not None else encode(as_document(report))


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    if 0xD800 <= code <= 0xDFFF:
        return "\ufffd"
    return f"\\u{code:04x}" if code <= 0xFFFF else json.dumps(match[0])[1:-1]


def plain(value: Any, depth: int = 0) -> Any:
    """Declared values as JSON data: dates in ISO 8601, sets sorted, what has no JSON form as text.

    Beyond ``MAX_DEPTH`` levels, text. Not-a-number and infinity, which JSON cannot say, as text too.
    """
    if value is None or isinstance(value, (bool, str)):
        return str(value) if isinstance(value, str) else value
    if isinstance(value, int):
        return int(value) if value.bit_length() <= 4096 else hex(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    if depth >= MAX_DEPTH:
        return f"({type(value).__name__}, nested too deep)"
    if isinstance(value, Mapping):
        return {str(key): plain(item, depth + 1) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item, depth + 1) for item in value]
    if isinstance(value, (set, frozenset)):
        return sorted((plain(item, depth + 1) for item in value), key=str)
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def as_run(run: Run) -> dict[str, Any]:
    """What made the report, and what was asked: the head of every format for machines."""
    head: dict[str, Any] = {
        "tool": {"name": run.name, "version": run.version, "rules": dict(run.rules), "rules_digest": run.digest},
        "checked_at": run.at,
        "use": run.use,
        "fail_on": run.fail_on.value,
        "config": as_config(run.config),
    }
    if run.runs:
        head["runs"] = [_as_past(past) for past in run.runs]
    return head


def _as_past(past: PastRun) -> dict[str, Any]:
    counts = {"documents": past.documents, "superseded": past.superseded}
    return {"file": past.file, **as_run(past.run), **counts}


def as_config(config: Configured) -> dict[str, Any]:
    """Which configuration was used."""
    values = {name: getattr(config, name) for name in Configured.__slots__ if name != "by_path"}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}


def as_document(report: DocumentReport) -> dict[str, Any]:
    """One entry of ``documents``, keys in the contract's order."""
    return {
        "path": report.path,
        "part": report.part,
        "format": report.format,
        "encoding": report.encoding,
        "sha256": report.sha256,
        "language": report.language,
        "readable": report.readable,
        "use": plain(report.use),
        "decision": report.decision.value,
        "outcome": report.outcome,
        "opened_by": report.opened_by,
        "body": {"start": report.body[0], "end": report.body[1], "spans": [list(span) for span in report.body_spans]},
        "notices": [as_notice(notice) for notice in report.notices],
        "rights": as_rights(report.rights),
        "obligations": [as_obligation(obligation) for obligation in report.obligations],
        "agreements": [as_cover(cover) for cover in report.agreements],
        "steps": [{name: getattr(step, name) for name in Step.__slots__} for step in report.steps],
        "statements": [as_statement(statement) for statement in report.statements],
        "metadata": plain(report.metadata),
        "assets": [as_asset(asset) for asset in report.assets],
        "provenance": [as_link(link) for link in report.provenance],
        "findings": [as_finding(finding) for finding in report.findings],
    }


def as_notice(notice: Notice) -> dict[str, Any]:
    """A notice with its place, words, kinds and scope."""
    return {
        "start": notice.start,
        "end": notice.end,
        "line": notice.line,
        "column": notice.column,
        "text": notice.text,
        "kinds": list(notice.kinds),
        "scope": notice.scope.value,
        "before": notice.before,
        "after": notice.after,
    }


def as_rights(rights: Rights) -> dict[str, Any]:
    """The projection for readers; holders are objects, so that more can be said of them later."""
    return {
        "holders": [{"name": name} for name in rights.holders],
        "years": rights.years,
        "licenses": rights.licenses,
        "licenses_spdx": rights.licenses_spdx,
        "prohibited": rights.prohibited,
        "permitted": rights.permitted,
        "duties": rights.duties,
        "reserved": rights.reserved,
        "ai_optout": rights.ai_optout,
        "agencies": rights.agencies,
        "embargo": rights.embargo,
        "territory": rights.territory,
        "expires": rights.expires,
        "max_words": rights.max_words,
    }


def as_asset(asset: Asset) -> dict[str, Any]:
    """A work that comes with the text, and the rules that found something about it."""
    return {
        "kind": asset.kind,
        "part": asset.part,
        "decision": asset.decision.value,
        "rights": as_rights(asset.rights),
        "metadata": plain(asset.metadata),
        "findings": asset.findings,
    }


def as_link(link: Link) -> dict[str, Any]:
    """One link of the chain of provenance."""
    return {
        "role": link.role,
        "name": link.name,
        "url": link.url,
        "when": link.when,
        "action": link.action,
        "agency": link.agency,
        "source": link.source,
        "credited": link.credited,
        "elsewhere": link.elsewhere,
        "evidence": as_evidence(link.evidence),
    }


def as_cover(cover: Cover) -> dict[str, Any]:
    """An agreement that concerns somebody whose rights are in the text, and whether it covers the use."""
    agreement = cover.agreement
    return {
        "id": agreement.id,
        "name": agreement.name,
        "party": cover.party.name,
        "state": cover.state,
        "detail": cover.detail,
        "until": agreement.until,
        "reference": agreement.reference,
        "contact": agreement.contact,
        "source": agreement.source,
    }


def as_obligation(obligation: Obligation) -> dict[str, Any]:
    """A duty we take on."""
    values = {name: getattr(obligation, name) for name in Obligation.__slots__}
    return {**values, "where": as_evidence(obligation.where) if obligation.where else None}


def as_condition(condition: Condition) -> dict[str, Any]:
    """A duty or precondition of a statement."""
    return {name: getattr(condition, name) for name in Condition.__slots__}


def as_evidence(evidence: Evidence) -> dict[str, Any]:
    """Where something is said."""
    return {
        "start": evidence.start,
        "end": evidence.end,
        "line": evidence.line,
        "column": evidence.column,
        "quote": evidence.quote,
        "pointer": evidence.pointer,
    }


def as_limits(limits: Limits) -> dict[str, Any]:
    """Only the limits that are set."""
    values = ((name, getattr(limits, name)) for name in Limits.__slots__)
    return {name: plain(value) for name, value in values if value not in (None, ())}


def as_statement(statement: Statement) -> dict[str, Any]:
    """One thing said about rights, with the trace of how it was read."""
    return {
        "id": statement.id,
        "kind": statement.kind,
        "polarity": statement.polarity.value,
        "value": statement.value,
        "acts": sorted(statement.acts),
        "conditions": [as_condition(condition) for condition in statement.conditions],
        "limits": as_limits(statement.limits),
        "part": statement.part,
        "exception_of": statement.exception_of,
        "implied": statement.implied,
        "scope": statement.scope.value,
        "source": statement.source,
        "reading": statement.reading,
        "trace": [list(step) for step in statement.trace],
        "unread": list(statement.unread),
        "evidence": as_evidence(statement.evidence),
    }


def as_finding(finding: Finding) -> dict[str, Any]:
    """What a policy says."""
    return {
        "rule": finding.rule,
        "version": finding.version,
        "severity": finding.severity.value,
        "decision": finding.decision.value if finding.decision else None,
        "message": finding.message,
        "evidence": [as_evidence(evidence) for evidence in finding.evidence],
        "why": finding.why,
        "fix": finding.fix,
        "state": finding.state,
        "fingerprint": finding.fingerprint,
        "waiver": as_waiver(finding.waiver),
        "statement": finding.statement,
    }


def as_summary(summary: Summary) -> dict[str, Any]:
    """The counts."""
    return {
        "documents": summary.documents,
        **{decision.value: count for decision, count in summary.decisions.items()},
        "failed": summary.failed,
        "unreadable": summary.unreadable,
        "ignored": summary.ignored,
        "ignored_for": summary.reasons,
        "waived": summary.waived,
        "baseline": summary.baseline,
        "baseline_gone": [as_gone(gone) for gone in summary.gone],
        "unused_waivers": [as_unused(unused) for unused in summary.unused_waivers],
        "findings": {severity.value: count for severity, count in summary.findings.items()},
    }
