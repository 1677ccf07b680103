"""Evaluating the conditions of a policy: plain data in, the statements that met it out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from provenance.agreement import Cover
from provenance.chain import Link
from provenance.document import Problem
from provenance.policies.facts import Facts, Fault, Said
from provenance.policies.weigh import Weighing
from provenance.report import Obligation
from provenance.rulefiles.patterns import key_of
from provenance.statement import Statement
from provenance.use import Occasion
from provenance.vocabulary import Polarity, close_over_inclusion


@dataclass(slots=True)
class Met:
    """What met a condition: statements, problems, faults, links …; none where a fact alone did."""

    statements: list[Statement]
    problems: list[Problem]
    faults: list[Fault]
    other: Statement | None = None
    links: list[Link] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    covers: list[Cover] = field(default_factory=list)
    owed: list[Obligation] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Case:
    """Everything a condition may ask about."""

    facts: Facts
    weighing: Weighing
    occasion: Occasion
    covers: Sequence[Cover] = ()

    def covered(self, statement: Statement) -> bool:
        """Whether an agreement covers the party that *statement* names."""
        named = [cover for cover in self.covers if cover.state == "covers"]
        return any(
            statement.id == cover.party.statement
            or (statement.kind == "agency" and statement.value == cover.party.agency)
            for cover in named
        )


def evaluate(condition: Mapping[str, Any], case: Case) -> Met | None:
    """What met *condition*, or ``None`` where nothing did."""
    ((key, value),) = condition.items()
    met: Met | None = _QUESTIONS[key](value, case)
    return met


def _all(conditions: Sequence[Mapping[str, Any]], case: Case) -> Met | None:
    joined = Met([], [], [])
    for condition in conditions:
        met = evaluate(condition, case)
        if met is None:
            return None
        _join(joined, met)
    return joined


def _any(conditions: Sequence[Mapping[str, Any]], case: Case) -> Met | None:
    joined: Met | None = None
    for condition in conditions:
        met = evaluate(condition, case)
        if met is not None:
            joined = joined or Met([], [], [])
            _join(joined, met)
    return joined


def _join(into: Met, met: Met) -> None:
    into.statements += [s for s in met.statements if all(s is not known for known in into.statements)]
    into.problems += met.problems
    into.faults += met.faults
    into.links += met.links
    into.said += met.said
    into.covers += met.covers
    into.owed += met.owed
    into.other = into.other or met.other


def _fact(present: bool) -> Met | None:
    return Met([], [], []) if present else None


def _not(condition: Mapping[str, Any], case: Case) -> Met | None:
    return _fact(evaluate(condition, case) is None)


def _statement(matcher: Mapping[str, Any], case: Case) -> Met | None:
    found = [s for s in case.facts.statements if matches(s, matcher, case)]
    return Met(found, [], []) if found else None


def _problem(codes: Sequence[str], case: Case) -> Met | None:
    found = [problem for problem in case.facts.problems if problem.code in codes]
    return Met([], found, []) if found else None


def _fault(wanted: bool, case: Case) -> Met | None:
    if not case.facts.faults:
        return _fact(not wanted)
    return Met([], [], list(case.facts.faults)) if wanted else None


def _chain(matcher: Mapping[str, Any], case: Case) -> Met | None:
    """Links of the chain of which every key holds."""
    found = [
        link
        for link in case.facts.chain
        if all(
            getattr(link, key) in wanted if isinstance(wanted, list) else getattr(link, key) is wanted
            for key, wanted in matcher.items()
        )
    ]
    return Met([], [], [], links=found) if found else None


def _declares(test: Mapping[str, Any], case: Case) -> Met | None:
    """A declared value that is one of a list, compared without its name space, case and punctuation."""
    wanted = {_code(value) for value in test["any_of"]}
    found = [said for said in case.facts.declared if said.field == test["field"] and _code(said.value) in wanted]
    return Met([], [], [], said=found) if found else None


def _code(value: str) -> str:
    last = value.rstrip("/ ").replace("#", "/").replace(":", "/").rpartition("/")[2]
    return "".join(char for char in last.casefold() if char.isalnum())


def _pattern(test: Mapping[str, Any], case: Case) -> Met | None:
    """What a pattern found; where it was given up there is a problem, which is asked for by itself."""
    found = case.facts.patterns.get(key_of(test))
    return Met([], [], [], said=list(found)) if found else None


def _clash(clash: Mapping[str, Any], case: Case) -> Met | None:
    """Both sides name something, and nothing in common."""
    left = [s for s in case.facts.statements if matches(s, clash["left"], case) and s.value]
    right = [s for s in case.facts.statements if matches(s, clash["right"], case) and s.value]
    if not left or not right:
        return None
    if any(_same(one.value or "", other.value or "", clash.get("on", "value")) for one in left for other in right):
        return None
    return Met([left[0]], [], [], other=right[0])


def _same(one: str, other: str, on: str) -> bool:
    if on == "licence":  # a licence without its version is the same licence
        return one == other or one.startswith(f"{other}-") or other.startswith(f"{one}-")
    left, right = _plain(one), _plain(other)
    return left == right or left in right or right in left


def _plain(name: str) -> str:
    words = "".join(char if char.isalnum() else " " for char in name.casefold()).split()
    return " ".join(words[1:] if words[:1] == ["the"] else words)


def _earlier(earlier: Mapping[str, Any], case: Case) -> Met | None:
    written = case.facts.metadata.get(earlier["than"], "")[:4]
    if not written.isdigit():
        return None
    years = [s for s in case.facts.statements if matches(s, earlier["statement"], case) and s.value]
    if not years or any(_last_year(s.value or "") >= int(written) for s in years):
        return None
    return Met(years[:1], [], [])


def _last_year(years: str) -> int:
    last = years.rpartition("-")[2]
    return int(last) if last.isdigit() else 9999


def _agreement(wanted: str | Sequence[str], case: Case) -> Met | None:
    """``none``: nothing on file covers everybody; states: agreements that stand so, for parties nothing covers.

    ``claimed``: agreements that cover, and only a field names their side.
    """
    if wanted == "none":
        return _fact(not case.weighing.agreed)
    covered = {cover.party for cover in case.covers if cover.state == "covers"}
    found = [
        c
        for c in case.covers
        if (c.state in wanted and (c.state == "covers" or c.party not in covered))
        or (c.claimed and "claimed" in wanted)
    ]
    return Met([], [], [], covers=found) if found else None


def _unmet(wanted: bool, case: Case) -> Met | None:
    """Duties that our copy does not meet; those nobody can tell of are none."""
    found = [owed for owed in case.facts.owed if owed.met is False]
    if not found or not wanted:
        return _fact(bool(found) is wanted)
    return Met([], [], [], owed=found)


_QUESTIONS: dict[str, Any] = {
    "all": _all,
    "any": _any,
    "not": _not,
    "statement": _statement,
    "problem": _problem,
    "fault": _fault,
    "clash": _clash,
    "earlier": _earlier,
    "missing": lambda wanted, case: _fact(bool(case.facts.missing) is wanted),
    "opened": lambda wanted, case: _fact((case.weighing.opened_by is not None) is wanted),
    "images": lambda wanted, case: _fact(case.facts.images_present is wanted),
    "chain": _chain,
    "declares": _declares,
    "pattern": _pattern,
    "disclosed": lambda wanted, case: _fact(case.facts.disclosed is wanted),
    "agreement": _agreement,
    "unmet": _unmet,
}


def matches(statement: Statement, matcher: Mapping[str, Any], case: Case) -> bool:
    """Whether *statement* is one that *matcher* means: every key holds."""
    return statement.scope in matcher["scope"] and all(
        _TESTS[key](statement, value, case) for key, value in matcher.items() if key != "scope"
    )


def acts_hit(statement: Statement, wanted: Any, case: Case) -> frozenset[str]:
    """The acts of *statement* that a test names; a ban on a wider act is a ban on the narrower."""
    named = case.occasion.use.acts if wanted == "use.acts" else frozenset(wanted)
    closes = statement.polarity is not Polarity.PERMITS
    return frozenset(
        act for act in statement.acts if (close_over_inclusion(frozenset({act})) if closes else {act}) & named
    )


def _acts(statement: Statement, test: Mapping[str, Any], case: Case) -> bool:
    if "any_of" in test and not acts_hit(statement, test["any_of"], case):
        return False
    if "none_of" in test and acts_hit(statement, test["none_of"], case):
        return False
    return "only" not in test or (bool(statement.acts) and statement.acts <= set(test["only"]))


def _duties(statement: Statement, test: Mapping[str, Any], _case: Case) -> bool:
    duties = set(statement.duties)
    if "any_of" in test and not duties & set(test["any_of"]):
        return False
    if "none_of" in test and duties & set(test["none_of"]):
        return False
    return "only" not in test or (bool(duties) and duties <= set(test["only"]))


_TESTS: dict[str, Any] = {
    "kind": lambda s, kinds, _: s.kind in kinds,
    "polarity": lambda s, polarities, _: s.polarity in polarities,
    "acts": _acts,
    "duties": _duties,
    "standing": lambda s, standings, case: case.weighing.standings[s.id] in standings,
    "source": lambda s, sources, _: s.source in sources,
    "implied": lambda s, wanted, _: s.implied is wanted,
    "named": lambda s, wanted, _: (s.value is not None) is wanted,
    "purpose": lambda s, purposes, _: not set(purposes).isdisjoint(s.limits.purpose),
    "part": lambda s, part, _: s.part == part,
    "covered": lambda s, wanted, case: case.covered(s) is wanted,
}
