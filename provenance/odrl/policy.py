"""Policies as ODRL's information model has them, out of the nodes of a text.

Whatever a rule says that is not modelled here stands in its ``unread``: nobody may act on the rule as if
it said no more.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from provenance.odrl.graph import (
    MAX_DEPTH,
    MAX_LENGTH,
    MAX_PARTS,
    MAX_RULES,
    Graph,
    Literal,
    Node,
    PolicyError,
    Value,
    text_of,
)
from provenance.odrl.json_ld import read_json
from provenance.odrl.terms import DESCRIBING, LOGIC, PARTIES, POLICY_TYPES, RULES
from provenance.odrl.xml import is_rdf, parse_xml, read_xml


@dataclass(frozen=True, slots=True)
class Constraint:
    """A comparison, or with ``logic`` (``or``, ``xone``, ``and``, ``andSequence``) several in ``parts``."""

    left: str
    operator: str
    right: tuple[Value, ...]
    unit: str = ""
    logic: str = ""
    parts: tuple[Constraint, ...] = ()
    unread: tuple[str, ...] = ()
    id: str | None = None

    def __str__(self) -> str:
        if self.logic:
            return f"{self.logic}({', '.join(map(str, self.parts))})"
        return f"{self.left} {self.operator} {', '.join(map(text_of, self.right))}"


@dataclass(frozen=True, slots=True)
class Action:
    """What is done, in short form, and how far."""

    term: str
    refinements: tuple[Constraint, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A permission, a prohibition, an obligation or a duty.

    ``lifted``: of a prohibition, the duties that lift it (a term of our profile). ``parties``: those of
    other functions (``attributedParty``), by function.
    """

    kind: str
    node: Node
    actions: tuple[Action, ...] = ()
    targets: tuple[Node, ...] = ()
    assigners: tuple[Node, ...] = ()
    assignees: tuple[Node, ...] = ()
    constraints: tuple[Constraint, ...] = ()
    duties: tuple[Rule, ...] = ()
    lifted: tuple[Rule, ...] = ()
    parties: tuple[tuple[str, str], ...] = ()
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Policy:
    """A policy: its types, its conflict strategy (ODRL's default is ``invalid``), its rules."""

    node: Node
    types: tuple[str, ...]
    conflict: str
    profiles: tuple[str, ...]
    rules: tuple[Rule, ...]
    unread: tuple[str, ...] = ()

    @property
    def uid(self) -> str | None:
        """Its name, in short form."""
        named = [text_of(value) for value in self.node.all("uid")]
        return self.node.id if self.node.id and not self.node.id.startswith("_:") else next(iter(named), None)


def read_graph(text: str, *, name: str = "") -> Graph:
    """The graph of a policy in JSON, in ODRL's XML, or (extra ``odrl``) in RDF/XML or Turtle.

    The text says which it is; *name* (a file's) decides only for what might be Turtle.

    Raises:
        PolicyError: it is too large, or nothing that is read here.
        UsageError: rdflib is needed and not installed.
    """
    if len(text) > MAX_LENGTH:
        raise PolicyError(f"longer than {MAX_LENGTH} characters")
    start = text.lstrip("\ufeff \t\r\n")
    if start[:1] in ("{", "["):
        try:
            return read_json(start)
        except RecursionError:
            raise PolicyError("nested too deeply") from None
    if start[:1] == "<" and not name.lower().endswith((".ttl", ".nt")):
        root = parse_xml(start)
        if not is_rdf(root):
            return read_xml(root)
        return _rdf(start, "xml")
    if start and (name.lower().endswith((".ttl", ".nt")) or "@prefix" in start or start[:6].lower() == "prefix"):
        return _rdf(text, "turtle")
    raise PolicyError("no policy in JSON, XML or Turtle")


def _rdf(text: str, format: str) -> Graph:
    from provenance.odrl.rdf import read_rdf

    return read_rdf(text, format)


def policies_in(graph: Graph) -> list[Policy]:
    """The policies of a text, in the order written.

    Raises:
        PolicyError: there are more rules than are read.
    """
    reader = _Reader()
    return [reader.policy(node) for node in graph.nodes if _is_policy(node)]


def _is_policy(node: Node) -> bool:
    return not POLICY_TYPES.isdisjoint(node.types) or any(node.nodes(kind) for kind in RULES)


#: Properties that a policy and a rule may have; what else they say is unread.
_OF_POLICY = {"odrl:uid", "odrl:profile", "odrl:conflict", "odrl:duty"} | {f"odrl:{kind}" for kind in RULES}
_OF_RULE = {"odrl:uid", "odrl:constraint", "odrl:duty", "odrl:action"} | PARTIES
_OF_CONSTRAINT = {"odrl:uid", "odrl:leftOperand", "odrl:operator", "odrl:rightOperand", "odrl:unit", "odrl:dataType"}
_DUTY = frozenset({"odrl:Rule", "odrl:Duty", "odrl:Obligation"})
_TYPES_OF = {
    "permission": frozenset({"odrl:Rule", "odrl:Permission"}),
    "prohibition": frozenset({"odrl:Rule", "odrl:Prohibition"}),
    "obligation": _DUTY,
    "duty": _DUTY,
}
_ROLES = ("odrl:target", "odrl:assigner", "odrl:assignee")


class _Reader:
    def __init__(self) -> None:
        self._rules = self._parts = 0

    def _count(self, parts: int) -> None:
        """What a policy says of all its rules is multiplied: the product is bounded."""
        self._parts += parts
        if self._parts > MAX_PARTS:
            raise PolicyError(f"more than {MAX_PARTS} constraints and parties")

    def policy(self, node: Node) -> Policy:
        """The policy that *node* is; what it says of all its rules stands in each of them."""
        kinds = [(kind, rule) for kind in RULES for rule in node.nodes(kind)]
        kinds += [("obligation", rule) for rule in node.nodes("duty")]
        rules = tuple(self.rule(kind, rule, node, 0) for kind, rule in kinds)
        known = {*_OF_POLICY, *_ROLES, "odrl:action", "odrl:constraint"}
        unread = [name for name in node.properties if name not in known and not name.startswith(DESCRIBING)]
        unread += [
            f"{kind} {text_of(v)}" for kind in (*RULES, "duty") for v in node.all(kind) if isinstance(v, Literal)
        ]
        conflicts = {text_of(value) for value in node.all("conflict")}
        return Policy(
            node,
            tuple(node.types),
            conflicts.pop() if len(conflicts) == 1 else "odrl:invalid",
            tuple(text_of(value) for value in node.all("profile")),
            rules,
            tuple(unread),
        )

    def rule(self, kind: str, node: Node, around: Node | None, depth: int) -> Rule:
        """The rule that *node* is. *around*: the policy, whose parties and targets hold for its rules."""
        self._rules += 1
        if self._rules > MAX_RULES or depth > MAX_DEPTH:
            raise PolicyError(f"more than {MAX_RULES} rules" if depth <= MAX_DEPTH else "rules nested too deeply")
        lifting = "x:liftedBy" if kind == "prohibition" else ""
        # A remedy mends what a violation broke; it lifts no ban. What a breach costs opens nothing either.
        known = _OF_RULE | {lifting, "odrl:remedy" if kind == "prohibition" else "odrl:consequence"}
        unread = [name for name in node.properties if name not in known and not name.startswith(DESCRIBING)]
        if kind == "prohibition" and node.all("duty"):
            unread.append("odrl:duty")
        if node.mentioned:
            unread.append(node.id or "an empty rule")
        unread += [f"a {kind} that is a {name}" for name in node.types if name not in _TYPES_OF[kind]]
        shared = [around] if around is not None else []
        both = [node, *shared]
        self._count(sum(len(each.all(role)) for each in both for role in ("target", "assigner", "assignee")))
        return Rule(
            kind,
            node,
            tuple(action for each in both for value in each.all("action") for action in self.action(value)),
            tuple(_parties(both, "target")),
            tuple(_parties(both, "assigner")),
            tuple(_parties(both, "assignee")),
            tuple(self.constraint(value, 0) for each in both for value in each.all("constraint")),
            tuple(self.rule("duty", duty, None, depth + 1) for duty in node.nodes("duty")),
            tuple(self.rule("duty", duty, None, depth + 1) for duty in _nodes(node, lifting)),
            tuple((name[5:], text_of(v)) for name, vs in node.properties.items() if name.endswith("Party") for v in vs),
            tuple(unread + [f"duty {text_of(v)}" for v in node.all("duty") if isinstance(v, Literal)]),
        )

    def action(self, value: Value) -> Iterator[Action]:
        """The actions that a value names: a term, or an object with ``rdf:value`` and refinements."""
        if isinstance(value, Literal):
            yield Action(f"?{value.value}")
            return
        named = [text_of(term) for term in value.properties.get("rdf:value", [])]
        strange = [name for name in value.properties if name not in ("rdf:value", "odrl:refinement", "odrl:includedIn")]
        refinements = tuple(self.constraint(each, 0) for each in value.all("refinement"))
        refinements += tuple(
            Constraint(name, "", (), unread=(name,)) for name in strange if not name.startswith(DESCRIBING)
        )
        for term in named or [value.id or "?"]:
            self._rules += 1  # each action of a rule may become a statement
            if self._rules > MAX_RULES:
                raise PolicyError(f"more than {MAX_RULES} rules and actions")
            yield Action(term, refinements)

    def constraint(self, value: Value, depth: int) -> Constraint:
        """The comparison that a value is, or several with a logic between them."""
        self._count(1 + (len(value.all("rightOperand")) if isinstance(value, Node) else 0))
        if isinstance(value, Literal) or depth > MAX_DEPTH:
            return Constraint("", "", (), unread=(text_of(value) or "a constraint",))
        for logic in LOGIC:
            if parts := value.all(logic):
                more = tuple(name for name in value.properties if name != f"odrl:{logic}")
                inner = tuple(self.constraint(part, depth + 1) for part in parts)
                return Constraint("", "", (), logic=logic, parts=inner, unread=more, id=value.id)
        strange = [name for name in value.properties if name not in _OF_CONSTRAINT and not name.startswith(DESCRIBING)]
        lefts, operators = value.all("leftOperand"), value.all("operator")
        if len(lefts) != 1 or len(operators) != 1:
            strange.append("not one operand and one operator")
        units = value.all("unit")
        return Constraint(
            text_of(lefts[0]) if lefts else "",
            text_of(operators[0]) if operators else "",
            tuple(value.all("rightOperand")),
            text_of(units[0]) if units else "",
            unread=tuple(strange),
            id=value.id,
        )


def _nodes(node: Node, name: str) -> Iterator[Node]:
    return (value for value in node.properties.get(name, ()) if isinstance(value, Node))


def _parties(both: list[Node], name: str) -> Iterator[Node]:
    for each in both:
        for value in each.all(name):
            yield value if isinstance(value, Node) else Node(value.value)
