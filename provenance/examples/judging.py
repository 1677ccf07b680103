"""Examples of policies: documents in short that a policy must flag, and near misses that it must pass."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from provenance.agreement import Agreement
from provenance.check import Checker
from provenance.document import Document, Field, Problem
from provenance.errors import RuleFileError
from provenance.examples.run import ExampleResult
from provenance.readings.read import Readings
from provenance.report import DocumentReport
from provenance.rulefiles.pack import Rules
from provenance.statement import Evidence, Statement
from provenance.use import Occasion, Use
from provenance.vocabulary import ACTS, Polarity, Scope

if TYPE_CHECKING:
    from provenance.rulefiles.policies import Example, GivenStatement
    from provenance.rulefiles.source import Key, Tree

_AT = datetime(2025, 6, 1, tzinfo=UTC)
#: Digits and dashes: a body that says nothing in any language.
_BODY = "1 — 2 — 3\n\n4 — 5 — 6"


def policy_examples(rules: Rules, readings: Readings, path: Path) -> Iterator[ExampleResult]:
    """The documents that a policy flags and passes.

    Raises:
        RuleFileError: at the line of an unknown use, or of an instant that is none.
    """
    from provenance.rulefiles.policies import PolicyFile
    from provenance.rulefiles.source import load, validate

    tree = load(path)
    policy = validate(tree, PolicyFile)
    for kind, wanted in (("flags", True), ("passes", False)):
        for i, example in enumerate(getattr(policy.examples, kind)):
            key = ("examples", kind, i)
            occasion = _occasion(rules, example, tree, key)
            report = _judged(rules, readings, example, occasion)
            ok = (policy.id in {finding.rule for finding in report.findings}) is wanted
            what = f"{kind}[{i}] " + (f"“{example.notice}”" if example.notice else _short(example))
            detail = ""
            if not ok:
                tried = _conditions(rules, readings, example, occasion, rules.policies[policy.id])
                detail = "\n".join(_told(policy.id, report, tried, wanted=wanted))
            yield ExampleResult(str(path), tree.place(key).line, what, ok, detail)


def _short(example: Example) -> str:
    return json.dumps(example.model_dump(exclude_defaults=True), ensure_ascii=False)


def _occasion(rules: Rules, example: Example, tree: Tree, key: Key) -> Occasion:
    if example.use not in rules.uses:
        known = f"Known: {', '.join(sorted(rules.uses))}."
        raise RuleFileError(tree.place((*key, "use")), f"there is no use “{example.use}”", hint=known)
    try:
        at = datetime.fromisoformat(example.at) if example.at else _AT
    except ValueError:
        hint = "Write it as ISO 8601: '2025-01-01T00:00:00Z'."
        raise RuleFileError(tree.place((*key, "at")), f"“{example.at}” is no instant", hint=hint) from None
    agreements = tuple(_agreement(given.model_dump(exclude_none=True)) for given in example.agreements)
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return Occasion(use=Use(**rules.uses[example.use]), at=at, agreements=agreements, ours=example.ours)


def _judged(rules: Rules, readings: Readings, example: Example, occasion: Occasion) -> DocumentReport:
    """An example's document, checked: a body of two neutral paragraphs if it has none, its notice below."""
    body = _BODY if example.body is None else example.body
    document = Document("example", f"{body}\n\n{example.notice}\n", "markdown" if example.fields else "text")
    document.fields = [Field(name, value, f"front matter: {name}", 1) for name, value in example.fields.items()]
    document.problems = [Problem(example.problem, example.problem, 1, 1)] if example.problem else []
    checker = Checker(rules, occasion, readings=readings)
    return checker.check(document, given=[_given(entry) for entry in example.statements])


def _agreement(given: dict[str, Any]) -> Agreement:
    """An agreement of an example; lists become what :class:`Agreement` keeps."""
    kept: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in given.items()}
    kept |= {"agencies": frozenset(given["agencies"]), "acts": frozenset(given.get("acts", ACTS))}
    return Agreement(**kept)


def _given(entry: GivenStatement) -> Statement:
    """A statement that an example states outright."""
    return Statement(
        entry.kind,
        Polarity(entry.polarity),
        Evidence("given", line=1, column=1),
        value=entry.value,
        acts=frozenset(entry.acts),
        scope=Scope(entry.scope),
        source=entry.source,
        unread=tuple(entry.unread),
    )


# -- what to tell where one does not hold


def _told(policy: str, report: DocumentReport, tried: Iterator[str], *, wanted: bool) -> Iterator[str]:
    fired = ", ".join(dict.fromkeys(finding.rule for finding in report.findings)) or "nothing"
    yield f"expected: {'a' if wanted else 'no'} finding of {policy}"
    yield f"found: {fired}; decision {report.decision}"
    yield "read:" if report.statements else "read: nothing about rights"
    for s in report.statements:
        acts = f" {', '.join(sorted(s.acts))}" if s.acts else ""
        value = f" {s.value}" if s.value else ""
        duties = f", duties {', '.join(s.duties)}" if s.duties else ""
        left = f", not understood: {', '.join(s.unread)}" if s.unread else ""
        what = f"{s.kind}, {s.scope.value}, {s.source}{duties}{left}"
        yield f"  {s.polarity.value}{acts}{value} ({what}) “{s.evidence.quote}”"
    yield "asked:"
    yield from tried


def _conditions(
    rules: Rules, readings: Readings, example: Example, occasion: Occasion, policy: Mapping[str, Any]
) -> Iterator[str]:
    """Every condition of *policy*, each judged by itself as if it were a policy of its own."""
    parts = list(_parts(policy["when"]))
    asked = {str(n): {**policy, "id": str(n), "when": part, "each": "document"} for n, (_, part) in enumerate(parts)}
    data = {**rules.data, "policies": asked}
    held = {finding.rule for finding in _judged(replace(rules, data=data), readings, example, occasion).findings}
    for n, (depth, part) in enumerate(parts):
        ((key, value),) = part.items()
        joined = key in ("all", "any", "not")
        shown = f"{key}:" if joined else f"{key}: {_flow(value)}"
        yield f"{'  ' * (depth + 1)}{'yes' if str(n) in held else 'no '} {shown}"


def _parts(condition: Mapping[str, Any], depth: int = 0) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """A condition and those it is made of; a test of several keys also key by key."""
    yield depth, condition
    ((key, value),) = condition.items()
    if key in ("all", "any"):
        for inner in value:
            yield from _parts(inner, depth + 1)
    elif key == "not":
        yield from _parts(value, depth + 1)
    elif key == "statement" and len(value) > 2:  # scope is always there
        for name, test in value.items():
            if name != "scope":
                yield depth + 1, {"statement": {name: test, "scope": value["scope"]}}


def _flow(value: Any) -> str:
    """A value as an author writes it, on one line."""
    if isinstance(value, Mapping):
        shown = {name: inner for name, inner in value.items() if (name, inner) != ("scope", ["document", "site"])}
        return "{" + ", ".join(f"{name}: {_flow(inner)}" for name, inner in shown.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return str(value).lower() if isinstance(value, bool) else str(value)
