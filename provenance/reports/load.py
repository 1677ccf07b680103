"""Documents of a JSON report as the pipeline made them: the inverse of :mod:`provenance.reports.json`.

What a report shows comes back whole: writing a loaded document gives the same JSON. What the JSON does not hold is
left empty: the text of the document, and of an agreement all but what names it.
"""

from __future__ import annotations

from datetime import date

from provenance.agreement import Agreement, Cover, Party
from provenance.chain import Link
from provenance.finding import Finding
from provenance.report import Asset, DocumentReport, Notice, Obligation, Rights, Step
from provenance.reports import contract
from provenance.statement import Condition, Evidence, Limits, Statement
from provenance.waiver import Waived, Waiver


def document(part: contract.DocumentPart) -> DocumentReport:
    """One document of a report.

    Raises:
        ValueError: a waiver's day is no date.
    """
    return DocumentReport(
        path=part.path,
        part=part.part,
        format=part.format,
        encoding=part.encoding,
        sha256=part.sha256,
        language=part.language,
        use=dict(part.use),
        decision=part.decision,
        outcome=part.outcome,
        opened_by=part.opened_by,
        body=(part.body.start, part.body.end),
        body_spans=list(part.body.spans),
        notices=[_notice(notice) for notice in part.notices],
        rights=_rights(part.rights),
        obligations=[Obligation(**dict(obligation)) for obligation in part.obligations],
        statements=[_statement(statement) for statement in part.statements],
        metadata=dict(part.metadata),
        findings=[_finding(finding) for finding in part.findings],
        agreements=[_cover(cover) for cover in part.agreements],
        steps=[Step(**dict(step)) for step in part.steps],
        assets=[_asset(asset) for asset in part.assets],
        provenance=[Link(**{**dict(link), "evidence": _evidence(link.evidence)}) for link in part.provenance],
        readable=part.readable,
    )


def _notice(part: contract.NoticePart) -> Notice:
    return Notice(**{**dict(part), "kinds": tuple(part.kinds)})


def _rights(part: contract.RightsPart) -> Rights:
    territory = {str(key): list(codes) for key, codes in part.territory.items()} if part.territory is not None else None
    return Rights(**{**dict(part), "holders": [holder.name for holder in part.holders], "territory": territory})


def _asset(part: contract.AssetPart) -> Asset:
    return Asset(part.kind, part.part, part.decision, _rights(part.rights), dict(part.metadata), list(part.findings))


def _cover(part: contract.AgreementPart) -> Cover:
    agreement = Agreement(
        part.id, (part.name,), until=part.until, reference=part.reference, contact=part.contact, source=part.source
    )
    return Cover(agreement, Party(part.party), part.state, part.detail)


def _evidence(part: contract.EvidencePart) -> Evidence:
    return Evidence(**dict(part))


def _limits(part: contract.LimitsPart) -> Limits:
    given = dict(part)
    for name in ("medium", "recipient", "purpose"):
        given[name] = tuple(given[name])
    return Limits(**given)


def _statement(part: contract.StatementPart) -> Statement:
    return Statement(
        kind=part.kind,
        polarity=part.polarity,
        evidence=_evidence(part.evidence),
        value=part.value,
        acts=frozenset(part.acts),
        conditions=tuple(Condition(**dict(condition)) for condition in part.conditions),
        limits=_limits(part.limits),
        part=part.part,
        exception_of=part.exception_of,
        implied=part.implied,
        scope=part.scope,
        source=part.source,
        reading=part.reading,
        trace=tuple(part.trace),
        unread=tuple(part.unread),
        id=part.id,
    )


def _finding(part: contract.FindingPart) -> Finding:
    return Finding(
        rule=part.rule,
        severity=part.severity,
        message=part.message,
        why=part.why,
        fix=part.fix,
        evidence=tuple(map(_evidence, part.evidence)),
        decision=part.decision,
        version=part.version,
        state=part.state,
        fingerprint=part.fingerprint,
        statement=part.statement,
        waiver=None if part.waiver is None else _waived(part.rule, part.waiver),
    )


def _waived(rule: str, part: contract.WaiverPart) -> Waived:
    given, expires = date.fromisoformat(part.given), date.fromisoformat(part.expires)
    return Waived(Waiver((rule,), part.reason, part.approved_by, given, expires, source=part.source), part.state)
