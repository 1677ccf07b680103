"""A document's rights as an ODRL policy (JSON-LD), or as RightsML: what it says for everybody, nothing beside.

- ``conflict`` is ``prohibit``: what one statement forbids no other gives.
- Where anything was not understood, or a person must look, nothing is permitted: only the noes are written.
- A no that consent lifts is a prohibition, never a permission with a duty to ask; what lifts it stands beside
  it (``x:liftedBy``), and whoever does not know that term is still told no.
- A reservation is a prohibition, too. ODRL forbids what no rule permits, but only within one policy: beside
  another that permits, a policy without the rule would have lost the reservation.
- An embargo is a prohibition before its end, and a permission begins with it.

Terms that ODRL lacks are those of our profile, each with the action of ODRL that includes it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Any

from provenance.document import Document
from provenance.errors import UsageError
from provenance.exports.interface import Exported, Judge
from provenance.odrl.terms import INCLUDED_IN, NAMESPACES, PROFILE
from provenance.odrl.values import alpha_3, moment_kind
from provenance.report import DocumentReport
from provenance.statement import Condition, Limits, Statement
from provenance.vocabulary import ACTS, COVERING, DUTIES, Decision, Polarity

_ODRL_CONTEXT = "http://www.w3.org/ns/odrl.jsonld"
_RIGHTSML_CONTEXT = "https://iptc.org/std/RightsML/rightsml.jsonld"
_RIGHTSML_PROFILE = "https://iptc.org/std/RightsML/odrl-profile/"
_PREFIXES = {name: NAMESPACES[name] for name in ("cc", "dct", "rdf", "tdm", "vcard", "x", "xsd")}
_STRONG = ("words", "metadata", "signal")
_AI = ("mine", "train-ai")
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
_MONEY = re.compile(r"(\d+(?:[.,]\d+)?) ([A-Z]{3})")
_SHARE = re.compile(r"(\d{1,3}) ?%")
#: duty -> the function of the party that it is towards
_PARTY = {
    "attribute": "attributedParty",
    "link-back": "attributedParty",
    "consent": "consentingParty",
    "notify": "informedParty",
    "pay": "compensatedParty",
}
_CURRENCIES = "http://cvx.iptc.org/iso4217a/"
_COUNTRIES = "http://cvx.iptc.org/iso3166-1a3/"
_DUTY_TO_ASK = "consent"


class _UntoldError(Exception):
    """A limit that has no words in ODRL: a permission with it is not written."""


def write(report: DocumentReport, *, rightsml: bool = False) -> str:
    """The policy of one document as JSON-LD, ready to be stored; ``rightsml`` names IPTC's profile too."""
    return json.dumps(policy_of(report, rightsml=rightsml), ensure_ascii=False, indent=2)


def export(documents: Sequence[Document], checker: Judge, version: str | None) -> Exported:
    """The policies of *documents*, a list of them where there are several.

    Raises:
        UsageError: a version is asked for.
    """
    return _export(documents, checker, version, rightsml=False)


def export_rightsml(documents: Sequence[Document], checker: Judge, version: str | None) -> Exported:
    """As :func:`export`, under IPTC's RightsML profile."""
    return _export(documents, checker, version, rightsml=True)


def _export(documents: Sequence[Document], checker: Judge, version: str | None, *, rightsml: bool) -> Exported:
    if version is not None:
        raise UsageError("policies are written in one version", hint="Leave --format-version out.")
    written = [write(checker.check(document), rightsml=rightsml) for document in documents]
    return Exported((written[0] if len(written) == 1 else "[" + ",\n".join(written) + "]") + "\n")


def policy_of(report: DocumentReport, *, rightsml: bool = False) -> dict[str, Any]:
    """The policy of one document as JSON data."""
    covering = [statement for statement in report.statements if statement.scope in COVERING]
    target = target_of(report)
    rules: dict[str, list[dict[str, Any]]] = {"permission": [], "prohibition": [], "obligation": []}
    for statement in covering:
        for kind, rule in _rules(statement):
            rules[kind].append(rule)
    if doubtful(report, covering):
        rules["permission"] = []
    else:
        rules["permission"] = [
            rule for s in covering if s.polarity is Polarity.PERMITS for rule in _permission(s, covering)
        ]
    policy: dict[str, Any] = {
        "@context": [_ODRL_CONTEXT, *([_RIGHTSML_CONTEXT] if rightsml else []), _PREFIXES],
        "type": "Set",
        "uid": f"urn:provenance:policy:{report.sha256 or 'unknown'}{_part(report)}",
        "profile": [_RIGHTSML_PROFILE, PROFILE] if rightsml else PROFILE,
        "conflict": "prohibit",
    }
    if len(report.rights.holders) == 1:
        policy["assigner"] = {"type": "Party", "vcard:fn": report.rights.holders[0]}
    for kind, found in rules.items():
        distinct = list({json.dumps(rule, sort_keys=True): rule for rule in found}.values())
        if distinct:
            policy[kind] = [{"target": target, **rule} for rule in distinct]
    return policy


def _part(report: DocumentReport) -> str:
    return f"#{report.part}" if report.part else ""


def target_of(report: DocumentReport) -> str:
    """The document's own name: its address or identifier, else its path."""
    for name in ("uri", "item.guid", "canonical_url"):
        value = report.metadata.get(name)
        if isinstance(value, str) and _IRI.fullmatch(value.strip()):
            return value.strip()
    return report.path + _part(report)


def doubtful(report: DocumentReport, covering: Sequence[Statement]) -> bool:
    """Whether anything about the document is left for a person, so that nothing may be permitted."""
    granted = {s.value for s in covering if s.polarity is Polarity.PERMITS}
    return (
        not report.readable
        or report.decision is Decision.REVIEW
        or any(s.unread or s.kind == "unread" for s in covering)
        or any(s.kind == "licence" and (s.value is None or s.value not in granted) for s in covering)
        or any(f.decision is Decision.REVIEW for f in report.findings)
    )


def _rules(statement: Statement) -> Iterable[tuple[str, dict[str, Any]]]:
    """The noes and duties of a statement."""
    if statement.polarity is Polarity.PERMITS:
        if _DUTY_TO_ASK in statement.duties:
            yield "prohibition", _prohibition(statement, statement.conditions)
        if statement.limits.embargo is not None:
            yield "prohibition", _embargo(statement)
        if "unaltered" in statement.duties:
            yield "prohibition", {"action": ["modify", "derive"]}
    elif statement.polarity is Polarity.REQUIRES:
        for condition in statement.conditions:
            if condition.duty in DUTIES:
                yield "obligation", _duty(condition)
    elif statement.polarity in (Polarity.PROHIBITS, Polarity.RESERVES):
        yield "prohibition", _prohibition(statement, statement.conditions)


def _acts(statement: Statement) -> list[Any]:
    """The actions that the acts of a statement are; a no that names none is a no to every use."""
    named = statement.acts or (_AI if statement.kind == "ai" else ())
    return [_action(ACTS[act]) for act in ACTS if act in named] or ["use"]


def _action(term: str) -> Any:
    if term.startswith("odrl:"):
        return term.removeprefix("odrl:")
    if term.startswith(("x:", "tdm:")):
        wider = INCLUDED_IN[term][0]
        return {"@id": term, "includedIn": {"@id": wider}}
    return term


# -- permissions


def _permission(statement: Statement, covering: Sequence[Statement]) -> list[dict[str, Any]]:
    """The permission, if it can be written with all that limits it."""
    if statement.source not in _STRONG or not statement.acts or _DUTY_TO_ASK in statement.duties:
        return []
    if not all(duty in DUTIES for duty in statement.duties):
        return []
    try:
        constraints = _constraints(statement.limits)
        for other in covering:
            # An expiry or a territory that stands by itself limits every permission.
            if other.polarity is Polarity.IDENTIFIES and other.limits:
                constraints += _constraints(other.limits)
    except _UntoldError:
        return []
    if statement.part != "whole":
        constraints.append(_constraint("x:part", "eq", {"@id": f"x:{statement.part}"}))
    rule: dict[str, Any] = {"action": _acts(statement)}
    if constraints:
        rule["constraint"] = constraints
    if statement.conditions:
        rule["duty"] = [_duty(condition) for condition in statement.conditions]
    return [rule]


def _constraints(limits: Limits) -> list[dict[str, Any]]:
    """How far a permission reaches.

    Raises:
        _UntoldError: a limit cannot be said.
    """
    found = []
    if limits.embargo is not None:
        found.append(_time("gteq", limits.embargo))
    if limits.expires is not None:
        found.append(_time("lteq" if moment_kind(limits.expires) == "xsd:date" else "lt", limits.expires))
    if limits.territory:
        found += _territory(limits.territory, permits=True)
    if limits.medium:
        found.append(_constraint("media", "isAnyOf", list(limits.medium)))
    if limits.purpose:
        found.append(_constraint("purpose", "isAnyOf", [{"@id": f"x:{purpose}"} for purpose in limits.purpose]))
    if limits.recipient:
        found.append(_constraint("recipient", "isAnyOf", list(limits.recipient)))
    if limits.max_words is not None:
        found.append(_constraint("x:wordCount", "lteq", str(limits.max_words)))
    if limits.share is not None:
        share = _SHARE.fullmatch(limits.share.strip())
        if share is None:
            raise _UntoldError
        found.append(_constraint("percentage", "lteq", share[1]))
    return found


def _constraint(left: str, operator: str, right: Any) -> dict[str, Any]:
    return {"leftOperand": left, "operator": operator, "rightOperand": right}


def _time(operator: str, moment: str) -> dict[str, Any]:
    kind = moment_kind(moment)
    if kind is None:
        raise _UntoldError
    return _constraint("dateTime", operator, {"@value": moment, "@type": kind})


def _territory(territory: dict[str, list[str]], *, permits: bool) -> list[dict[str, Any]]:
    """Where a permission reaches; for a no, where it does not: our territory is where a use is free of it."""
    found = []
    for key, operator in (("only", "isAnyOf"), ("except", "isNoneOf")):
        if codes := territory.get(key):
            if not permits:
                operator = "isNoneOf" if operator == "isAnyOf" else "isAnyOf"
            countries = [alpha_3(code) for code in codes]
            if None in countries:
                raise _UntoldError
            found.append(_constraint("spatial", operator, [{"@id": f"{_COUNTRIES}{code}"} for code in countries]))
    return found


# -- noes and duties


def _prohibition(statement: Statement, lifted: Sequence[Condition]) -> dict[str, Any]:
    rule: dict[str, Any] = {"action": _acts(statement)}
    if constraints := _narrowed(statement):
        rule["constraint"] = constraints
    if lifted and all(condition.duty in DUTIES for condition in lifted):
        rule["x:liftedBy"] = [_duty(condition) for condition in lifted]
    return rule


def _narrowed(statement: Statement) -> list[dict[str, Any]]:
    """What narrows a no. A limit that cannot be said, or was not understood, narrows nothing."""
    limits, found = statement.limits, []
    if statement.unread or statement.polarity is Polarity.PERMITS:
        return []
    try:
        if limits.embargo is not None:
            found.append(_time("lt", limits.embargo))
        if limits.territory:
            both = limits.territory.get("only") and limits.territory.get("except")
            found += [] if both else _territory(limits.territory, permits=False)
    except _UntoldError:
        pass
    if limits.medium:
        found.append(_constraint("media", "isAnyOf", list(limits.medium)))
    if limits.purpose:
        found.append(_constraint("purpose", "isAnyOf", [{"@id": f"x:{purpose}"} for purpose in limits.purpose]))
    return found


def _embargo(statement: Statement) -> dict[str, Any]:
    rule: dict[str, Any] = {"action": _acts(statement)}
    with suppress(_UntoldError):  # no end that can be said: the no has none
        rule["constraint"] = [_time("lt", str(statement.limits.embargo))]
    return rule


def _duty(condition: Condition) -> dict[str, Any]:
    term = DUTIES[condition.duty]
    duty: dict[str, Any] = {"action": _action(term)}
    amount = _MONEY.fullmatch(condition.amount or "")
    if amount is not None:
        price = {**_constraint("payAmount", "eq", amount[1]), "unit": {"@id": f"{_CURRENCIES}{amount[2]}"}}
        duty["action"] = {"rdf:value": {"@id": term}, "refinement": [price]}
    whom = condition.target or condition.contact
    if whom and _IRI.fullmatch(whom) and condition.duty in _PARTY:
        duty[_PARTY[condition.duty]] = {"@id": whom}
    said = [condition.text, None if amount else condition.amount]
    said += [None if whom and _IRI.fullmatch(whom) and condition.duty in _PARTY else whom]
    if described := " · ".join(part for part in said if part):
        duty["dct:description"] = described
    return duty
