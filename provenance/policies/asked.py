"""Which policies can find anything at all in a case: what their conditions need, held against what is there.

Most policies ask for something that most documents do not have: a standing, a problem, a role in the chain. What a
condition needs is read off the condition; one that needs nothing in particular (``not``, or what is not known here)
is always asked. So a policy is left out only where :func:`~provenance.policies.conditions.evaluate` would find
nothing (a property test holds both ways equal).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from provenance.memo import Memo
from provenance.policies.conditions import Case
from provenance.rulefiles.patterns import key_of

#: Something that a case has or has not: what it is about, and which one.
_Mark: TypeAlias = "tuple[str, Any]"
#: Of each set a case must have at least one mark.
_Needs: TypeAlias = "list[frozenset[_Mark]]"
_OF_STATEMENTS = ("kind", "polarity", "standing", "source", "scope")
_FACTS = ("fault", "missing", "opened", "images", "disclosed")


class Asked:
    """The policies of a rule set, each with what it needs; built once, asked for each case."""

    def __init__(self, policies: Mapping[str, Mapping[str, Any]]) -> None:
        self._policies = [(policy, _needs(policy["when"])) for policy in policies.values()]
        self._of = Memo(self._having)

    def __call__(self, case: Case) -> Sequence[Mapping[str, Any]]:
        """Those that could find something in *case*, in their order."""
        return self._of(frozenset(_marks(case)))

    def _having(self, marks: frozenset[_Mark]) -> Sequence[Mapping[str, Any]]:
        return [policy for policy, needs in self._policies if not any(map(marks.isdisjoint, needs))]


def _needs(condition: Mapping[str, Any]) -> _Needs:
    ((key, value),) = condition.items()
    if key == "all":
        return [need for inner in value for need in _needs(inner)]
    if key == "any":  # one need of each alternative; an alternative without any may always hold
        each = [min(_needs(inner), key=len, default=frozenset[_Mark]()) for inner in value]
        return [frozenset[_Mark]().union(*each)] if each and all(each) else []
    if key == "statement":
        return _of_statement(value)
    if key == "clash":
        return [*_of_statement(value["left"]), *_of_statement(value["right"])]
    if key == "earlier":
        return _of_statement(value["statement"])
    if key == "problem":
        return [_either(key, value)]
    if key == "chain":
        return [_either(key, value.get("role") or [True])]
    if key == "declares":
        return [frozenset({(key, value["field"])})]
    if key == "pattern":
        return [frozenset({(key, key_of(value))})]
    if key == "agreement":
        return [_either(key, [value] if isinstance(value, str) else value)]
    return [frozenset({(key, value)})] if key in _FACTS else []


def _of_statement(matcher: Mapping[str, Any]) -> _Needs:
    return [_either(key, matcher[key]) for key in _OF_STATEMENTS if key in matcher]


def _either(key: str, values: Sequence[Any]) -> frozenset[_Mark]:
    return frozenset((key, value) for value in values)


def _marks(case: Case) -> Iterator[_Mark]:
    facts, weighing = case.facts, case.weighing
    for said in facts.statements:
        yield "kind", said.kind
        yield "polarity", said.polarity.value
        yield "standing", weighing.standings[said.id].value
        yield "source", said.source
        yield "scope", said.scope.value
    for problem in facts.problems:
        yield "problem", problem.code
    for link in facts.chain:
        yield "chain", link.role
        yield "chain", True
    for declared in facts.declared:
        yield "declares", declared.field
    for key, hits in facts.patterns.items():
        if hits:
            yield "pattern", key
    for cover in case.covers:
        yield "agreement", cover.state
        if cover.claimed:
            yield "agreement", "claimed"
    if not weighing.agreed:
        yield "agreement", "none"
    yield "fault", bool(facts.faults)
    yield "missing", bool(facts.missing)
    yield "opened", weighing.opened_by is not None
    yield "images", facts.images_present
    yield "disclosed", facts.disclosed
