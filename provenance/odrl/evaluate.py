"""Which rules of a policy are active for a request in a state of the world.

After the ODRL formal semantics (W3C draft) and the compliance report model
(``https://w3id.org/force/compliance-report#``) as the ODRL-Test-Suite uses it. What a rule leaves open
(no action, no target, no assignee) matches everything; collections and what is part of them are told by
the state of the world. A condition that cannot be decided never opens: a permission is then inactive,
a prohibition active.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from decimal import Decimal, InvalidOperation

from provenance.odrl.graph import Graph, Literal, Node, Value, text_of
from provenance.odrl.policy import Constraint, Policy, Rule, policies_in
from provenance.odrl.terms import current, including


@dataclass(frozen=True, slots=True)
class Premise:
    """One thing that a rule depends on: ``target``, ``party``, ``action`` or ``constraint``; ``None``: undecided."""

    kind: str
    satisfied: bool | None
    text: str


@dataclass(frozen=True, slots=True)
class RuleState:
    """A rule and one thing asked for; ``duties``: the deontic state of each duty."""

    policy: str
    rule: str
    kind: str
    request: str | None
    active: bool
    premises: tuple[Premise, ...] = ()
    duties: tuple[tuple[str, str], ...] = ()

    @property
    def state(self) -> str:
        """``Active`` or ``Inactive``."""
        return "Active" if self.active else "Inactive"


@dataclass(slots=True)
class World:
    """What is known when a request is judged.

    ``at``: the current time. ``within``: for parties and assets, the collections they are part of.
    ``values``: of other left operands. ``duties``: deontic states (``Fulfilled``, ``Violated``, ``NonSet``).
    """

    at: datetime | None = None
    within: dict[str, set[str]] = field(default_factory=dict)
    values: dict[str, list[Value]] = field(default_factory=dict)
    duties: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, *graphs: Graph) -> World:
        """The world that texts describe: ``dct:issued`` of ``currentTime``, ``odrl:partOf``, duty reports."""
        world = cls()
        for graph in graphs:
            for node in graph.nodes:
                world._learn(node)
        return world

    def _learn(self, node: Node) -> None:
        name = node.id or ""
        if name.endswith(("/currentTime", "#currentTime", ":currentTime")):
            for value in node.properties.get("dct:issued", []):
                self.at = _moment(text_of(value)) or self.at
        for value in node.all("partOf"):
            self.within.setdefault(name, set()).add(text_of(value))
        for source in node.all("source"):
            self.within.setdefault(text_of(source), set()).add(name)
        if "report:DutyReport" in node.types:
            for rule in node.properties.get("report:rule", []):
                for state in node.properties.get("report:deonticState", []):
                    self._duty(text_of(rule), text_of(state).removeprefix("report:"))
        for prop, values in node.properties.items():
            if prop.startswith("odrl:") and prop[5:] in _OPERANDS:
                self.values.setdefault(prop, []).extend(values)

    def _duty(self, rule: str, state: str) -> None:
        # Of two reports about one duty the worse counts.
        if self.duties.get(rule) != "Violated":
            self.duties[rule] = state

    def around(self, name: str) -> set[str]:
        """*name* and every collection that it is part of, directly or not."""
        found: set[str] = set()
        waiting = [name]
        while waiting and len(found) < 10_000:
            here = waiting.pop()
            if here not in found:
                found.add(here)
                waiting += self.within.get(here, ())
        return found


_OPERANDS = frozenset(
    "absolutePosition absoluteSize absoluteSpatialPosition absoluteTemporalPosition count delayPeriod deliveryChannel"
    " elapsedTime event fileFormat industry language media meteredTime payAmount percentage product purpose recipient"
    " relativePosition relativeSize relativeSpatialPosition relativeTemporalPosition resolution spatial"
    " spatialCoordinates systemDevice timeInterval unitOfCount version virtualLocation".split()
)


def evaluate(policies: Sequence[Policy], request: Graph, world: World) -> list[RuleState]:
    """The state of every rule of *policies* for everything that *request* asks; all is pure."""
    asked = [rule for policy in policies_in(request) for rule in policy.rules if rule.kind == "permission"]
    return [_state(policy, rule, want, world) for policy in policies for rule in policy.rules for want in asked]


def _state(policy: Policy, rule: Rule, want: Rule, world: World) -> RuleState:
    premises = tuple(_premises(policy, rule, want, world))
    duties = tuple((duty.node.id or "", world.duties.get(duty.node.id or "", "NonSet")) for duty in rule.duties)
    undecided = rule.kind == "prohibition"
    active = all(undecided if each.satisfied is None else each.satisfied for each in premises)
    # A duty nobody has decided about yet may still be fulfilled; one that was violated ends the permission.
    active = active and all(state != "Violated" for _, state in duties)
    return RuleState(
        policy.uid or policy.node.pointer,
        rule.node.id or rule.node.pointer,
        rule.kind,
        want.node.id,
        active,
        premises,
        duties,
    )


def _premises(policy: Policy, rule: Rule, want: Rule, world: World) -> Iterator[Premise]:
    if rule.targets:
        yield Premise("target", _one_of(rule.targets, want.targets, world), _names(rule.targets))
    if rule.assignees:
        yield Premise("party", _one_of(rule.assignees, want.assignees, world), _names(rule.assignees))
    if rule.actions:
        terms = [current(action.term) for action in rule.actions]
        wanted = [including(action.term) for action in want.actions]
        done = bool(wanted) and all(any(term in wider for term in terms) for wider in wanted)
        yield Premise("action", done, ", ".join(terms))
        for action in rule.actions:
            for refinement in action.refinements:
                yield Premise("constraint", _holds(refinement, want, world), str(refinement))
    for constraint in rule.constraints:
        yield Premise("constraint", _holds(constraint, want, world), str(constraint))
    for unread in (*policy.unread, *rule.unread):
        yield Premise("constraint", None, unread)


def _names(nodes: Sequence[Node]) -> str:
    return ", ".join(node.id or node.pointer for node in nodes)


def _one_of(nodes: Sequence[Node], asked: Sequence[Node], world: World) -> bool | None:
    """Whether what is asked for is one of *nodes*, or part of one."""
    if any("odrl:refinement" in node.properties for node in nodes):
        return None
    named = {node.id for node in nodes if node.id}
    around: set[str] = set().union(*(world.around(node.id) for node in asked if node.id))
    for node in asked:
        around |= {text_of(value) for value in node.all("partOf")}
    return bool(named & around)


# -- constraints


def _holds(constraint: Constraint, want: Rule, world: World) -> bool | None:
    """Whether a constraint holds; ``None`` where nobody can tell."""
    if constraint.unread:
        return None
    if constraint.logic:
        return _LOGIC[constraint.logic]([_holds(part, want, world) for part in constraint.parts])
    known = _known(constraint.left, want, world)
    compare = _OPERATORS.get(constraint.operator)
    if compare is None or not known or not constraint.right:
        return None
    if constraint.left == "odrl:event":
        return None
    try:
        return compare(known, constraint.right, world)
    except TypeError:
        return None


def _and(parts: list[bool | None]) -> bool | None:
    if any(part is False for part in parts):
        return False
    return None if None in parts else True


def _or(parts: list[bool | None]) -> bool | None:
    if any(part is True for part in parts):
        return True
    return None if None in parts else False


def _xone(parts: list[bool | None]) -> bool | None:
    if parts.count(True) > 1:
        return False
    return None if None in parts else parts.count(True) == 1


#: ``andSequence`` is ``and`` whose parts are met one after the other: when, a state of the world cannot tell.
_LOGIC: dict[str, Callable[[list[bool | None]], bool | None]] = {
    "and": _and,
    "andSequence": lambda parts: (
        False if any(part is False for part in parts) else (True if len(parts) == 1 and parts[0] else None)
    ),
    "or": _or,
    "xone": _xone,
}


def _known(left: str, want: Rule, world: World) -> list[Value]:
    """The value of a left operand: of the request (a constraint with ``eq``), or of the world."""
    if left == "odrl:dateTime":
        return [] if world.at is None else [Literal(world.at.isoformat(), "xsd:dateTime")]
    constraints = [
        *want.constraints,
        *(refined for action in want.actions for refined in action.refinements),
        *_context(want),
    ]
    stated = [
        value
        for each in constraints
        if each.left == left and each.operator in ("odrl:eq", "odrl:isAnyOf", "odrl:isAllOf") and not each.unread
        for value in each.right
    ]
    own = want.node.properties.get(left, [])
    if not stated and not own and left == "odrl:recipient":
        return list(want.assignees)
    return stated or own or world.values.get(left, [])


def _context(want: Rule) -> Iterator[Constraint]:
    """What a request says of its circumstances (``sotw:context`` of the evaluation requests of SolidLab)."""
    for name, values in want.node.properties.items():
        if name.endswith(("#context", "/context")):
            for value in values:
                lefts = value.all("leftOperand") if isinstance(value, Node) else []
                if isinstance(value, Node) and len(lefts) == 1:
                    operator = text_of(next(iter(value.all("operator")), Literal("odrl:eq")))
                    yield Constraint(text_of(lefts[0]), operator, tuple(value.all("rightOperand")))


Comparable = datetime | Decimal | str


def _comparable(value: Value) -> Comparable:
    """What a value is worth in a comparison: a moment, a number, or its words."""
    if isinstance(value, Node):
        return value.id or ""
    if value.datatype in ("xsd:dateTime", "xsd:date", "xsd:dateTimeStamp", ""):
        moment = _moment(value.value)
        if moment is not None:
            return moment
    try:
        return Decimal(value.value.strip())
    except InvalidOperation:
        return value.value.strip()


def _moment(written: str) -> datetime | None:
    """A date or an instant; UTC where no zone is named, midnight where no hour is."""
    written = written.strip()
    if len(written) < len("2024-01-01") or written[4:5] != "-":
        return None
    try:
        if len(written) == len("2024-01-01"):
            return datetime.combine(date.fromisoformat(written), time(), UTC)
        moment = datetime.fromisoformat(written)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _ordered(
    test: Callable[[Comparable, Comparable], bool],
) -> Callable[[Sequence[Value], Sequence[Value], World], bool | None]:
    def compare(known: Sequence[Value], right: Sequence[Value], _: World) -> bool | None:
        pairs = [(_comparable(one), _comparable(other)) for one in known for other in right]
        if any(type(one) is not type(other) or (isinstance(one, str)) for one, other in pairs):
            return None
        return all(test(one, other) for one, other in pairs)

    return compare


def _equal(known: Sequence[Value], right: Sequence[Value], _: World) -> bool | None:
    ones, others = {_comparable(value) for value in known}, {_comparable(value) for value in right}
    return bool(ones & others) if len(others) == 1 else ones == others


def _unequal(known: Sequence[Value], right: Sequence[Value], world: World) -> bool | None:
    equal = _equal(known, right, world)
    return None if equal is None else not equal


def _any_of(known: Sequence[Value], right: Sequence[Value], world: World) -> bool | None:
    return not {_comparable(value) for value in right}.isdisjoint(_widened(known, world))


def _all_of(known: Sequence[Value], right: Sequence[Value], world: World) -> bool | None:
    return {_comparable(value) for value in right} <= _widened(known, world)


def _none_of(known: Sequence[Value], right: Sequence[Value], world: World) -> bool | None:
    return {_comparable(value) for value in right}.isdisjoint(_widened(known, world))


def _part_of(known: Sequence[Value], right: Sequence[Value], world: World) -> bool | None:
    wider = _widened(known, world)
    return any(_comparable(value) in wider for value in right)


def _has_part(known: Sequence[Value], right: Sequence[Value], world: World) -> bool | None:
    names = {text_of(value) for value in known}
    return all(names & world.around(text_of(value)) for value in right)


def _widened(known: Sequence[Value], world: World) -> set[Comparable]:
    """The values, and the collections that they are part of."""
    found: set[Comparable] = {_comparable(value) for value in known}
    for value in known:
        found |= set(world.around(text_of(value)))
    return found


_OPERATORS: dict[str, Callable[[Sequence[Value], Sequence[Value], World], bool | None]] = {
    "odrl:eq": _equal,
    "odrl:neq": _unequal,
    "odrl:lt": _ordered(lambda one, other: one < other),  # type: ignore[operator]
    "odrl:lteq": _ordered(lambda one, other: one <= other),  # type: ignore[operator]
    "odrl:gt": _ordered(lambda one, other: one > other),  # type: ignore[operator]
    "odrl:gteq": _ordered(lambda one, other: one >= other),  # type: ignore[operator]
    "odrl:isA": _part_of,
    "odrl:hasPart": _has_part,
    "odrl:isPartOf": _part_of,
    "odrl:isAllOf": _all_of,
    "odrl:isAnyOf": _any_of,
    "odrl:isNoneOf": _none_of,
}
