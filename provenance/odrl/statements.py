"""Policies as statements about one document.

What we have words for becomes permissions, prohibitions and duties; everything else is ``unread``, which
keeps a document in review. Closing needs less than opening: a prohibition whose conditions are not
understood forbids without them, a permission with one of them permits nothing.

Conflicts: a prohibition always wins, whatever the policy's own strategy says (``perm``, too). Under
``invalid``, ODRL's default, a policy that permits and prohibits the same is void: it permits nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from provenance.odrl import values
from provenance.odrl.graph import Graph, Node, text_of
from provenance.odrl.policy import Action, Constraint, Policy, Rule, policies_in
from provenance.odrl.terms import (
    DUTY_OF,
    GRANTING,
    KNOWN_PROFILES,
    POLICY_TYPES,
    acts_permitted,
    acts_prohibited,
    current,
)
from provenance.statement import NO_LIMITS, Condition, Evidence, Limits, Statement
from provenance.vocabulary import Polarity, close_over_inclusion

_QUOTED = 300
#: Doubts that are told of one text, policy or rule; one is enough to keep it from opening anything.
_TOLD = 20
_ONE_OF = frozenset({"odrl:eq", "odrl:isAnyOf", "odrl:isA", "odrl:isPartOf"})
_NONE_OF = frozenset({"odrl:neq", "odrl:isNoneOf"})


@dataclass(frozen=True, slots=True)
class Place:
    """Where a policy stands: what goes before its pointers (``policy.jsonld``), and in a document also its line."""

    pointer: str
    line: int | None = None
    column: int | None = None

    def evidence(self, node: Node, quote: str | None = None) -> Evidence:
        """The evidence for what *node* says."""
        where = f"{self.pointer}: {node.pointer}" if node.pointer else self.pointer
        return Evidence((quote or node.quote())[:_QUOTED], None, None, self.line, self.column, where)


def unread(place: Place, detail: str, pointer: str = "") -> Statement:
    """The statement for something that nobody understood."""
    return Statement(
        "unread",
        Polarity.IDENTIFIES,
        place.evidence(Node(pointer=pointer), detail),
        value=detail[:_QUOTED],
        source="metadata",
        reading="odrl",
        unread=(detail[:_QUOTED],),
    )


def statements_of(graph: Graph, place: Place, about: frozenset[str]) -> list[Statement]:
    """What the policies of *graph* say about the document that goes by the names *about*; total and pure.

    A rule with a target that is none of the names says nothing about the document: it is unread.
    """
    policies = policies_in(graph)
    found = [unread(place, detail, pointer) for detail, pointer in list(dict.fromkeys(graph.trouble))[:_TOLD]]
    if not any(policy.rules for policy in policies):
        found.append(unread(place, "no rule in it"))
    for policy in policies:
        found += _Policy(policy, place, about, bool(graph.trouble)).statements()
    return found


def uids(graph: Graph) -> frozenset[str]:
    """The names of the policies of a text."""
    return frozenset(policy.uid for policy in policies_in(graph) if policy.uid)


class _Policy:
    def __init__(self, policy: Policy, place: Place, about: frozenset[str], troubled: bool) -> None:
        self._policy = policy
        self._place = place
        self._about = about
        #: Ties the rules of one policy: what it forbids, none of its permissions gives.
        self._value = f"policy {policy.uid or policy.node.pointer}"
        self._doubts = [*self._policy_doubts(), *(["the text is not read in full"] if troubled else [])]

    def _policy_doubts(self) -> Iterator[str]:
        """Why the policy as a whole grants nothing."""
        types = [name for name in self._policy.types if name in POLICY_TYPES]
        if len(types) < len(self._policy.types) or not set(types) <= GRANTING:
            yield f"a policy of type {', '.join(self._policy.types)}"
        for profile in self._policy.profiles:
            if not KNOWN_PROFILES.fullmatch(profile):
                yield f"profile {profile}"
        yield from self._policy.unread

    def statements(self) -> list[Statement]:
        """Everything that the policy says."""
        found = [unread(self._place, detail, self._policy.node.pointer) for detail in self._policy.unread[:_TOLD]]
        for rule in self._policy.rules:
            found += self._rule(rule)
        if self._policy.conflict not in ("odrl:perm", "odrl:prohibit") and _conflicting(found):
            detail = "permitted and prohibited at once, and the policy does not say which holds"
            found = [replace(s, unread=(*s.unread, detail)) if s.polarity is Polarity.PERMITS else s for s in found]
            found.append(unread(self._place, detail, self._policy.node.pointer))
        return found

    def _rule(self, rule: Rule) -> list[Statement]:
        elsewhere = [node for node in rule.targets if not self._is_target(node)]
        if rule.targets and len(elsewhere) == len(rule.targets):
            return [self._unread(rule, f"about {elsewhere[0].id or 'another work'}")]
        if rule.kind == "obligation":
            return self._obligation(rule)
        if not rule.actions:
            return [self._unread(rule, f"a {rule.kind} without an action")]
        if rule.kind == "prohibition":
            if rule.assignees:
                return [self._unread(rule, f"for {rule.assignees[0].id or 'somebody'}")]
            return [self._prohibition(rule, actions) for actions in _together(rule.actions, acts_prohibited)]
        return [self._permission(rule, actions) for actions in _together(rule.actions, acts_permitted)]

    def _is_target(self, node: Node) -> bool:
        plain = set(node.properties) <= {"odrl:uid"} and set(node.types) <= {"odrl:Asset"}
        return plain and node.id is not None and node.id in self._about

    def _unread(self, rule: Rule, detail: str) -> Statement:
        return unread(self._place, f"{rule.kind} {detail}", rule.node.pointer)

    # -- permissions and prohibitions

    def _permission(self, rule: Rule, actions: Sequence[Action]) -> Statement:
        acts = frozenset(act for action in actions for act in acts_permitted(action.term))
        limits = _Limits(permits=True)
        limits.take([*rule.constraints, *actions[0].refinements])
        conditions, more = _conditions(rule.duties)
        doubts = [*self._doubts, *limits.unread, *more, *rule.unread]
        doubts += [f"for {node.id or 'somebody'}" for node in rule.assignees]
        if not acts:
            doubts.append(f"action {actions[0].term}")
        said = self._state(rule, "permission", Polarity.PERMITS, acts, conditions, limits.found, doubts)
        return replace(said, part=limits.part)

    def _prohibition(self, rule: Rule, actions: Sequence[Action]) -> Statement:
        acts = frozenset(act for action in actions for act in acts_prohibited(action.term))
        if not acts:
            return self._unread(rule, f"of {actions[0].term}")
        limits = _Limits(permits=False)
        limits.take([*rule.constraints, *actions[0].refinements])
        lifted, more = _conditions(rule.lifted)
        doubts = [*limits.unread, *rule.unread]
        # What lifts a ban in part only lifts nothing.
        lifted = () if more else lifted
        found = limits.found if not doubts else NO_LIMITS
        return self._state(rule, "prohibition", Polarity.PROHIBITS, acts, lifted, found, doubts)

    def _state(
        self,
        rule: Rule,
        kind: str,
        polarity: Polarity,
        acts: frozenset[str],
        conditions: tuple[Condition, ...],
        limits: Limits,
        doubts: Sequence[str],
    ) -> Statement:
        return Statement(
            kind,
            polarity,
            # Why it opens nothing stands before what it says: a person has to weigh just that.
            self._place.evidence(rule.node, f"{doubts[0]}: {rule.node.quote()}" if doubts else None),
            value=self._value,
            acts=acts,
            conditions=conditions,
            limits=limits,
            exception_of=self._value if polarity is Polarity.PROHIBITS else None,
            source="metadata",
            reading="odrl",
            unread=tuple(detail[:_QUOTED] for detail in list(dict.fromkeys(doubts))[:_TOLD]),
        )

    def _obligation(self, rule: Rule) -> list[Statement]:
        conditions, more = _conditions((rule,))
        found = [self._unread(rule, detail) for detail in more[:_TOLD]]
        found += [self._unread(rule, f"for {node.id or 'somebody'}") for node in rule.assignees[:_TOLD]]
        if conditions:
            found.append(self._state(rule, "duty", Polarity.REQUIRES, frozenset(), conditions, NO_LIMITS, ()))
        return found


def _together(actions: Sequence[Action], acts_of: Callable[[str], frozenset[str]]) -> list[list[Action]]:
    """The actions of a rule that make one statement: those we have words for, if they are not refined."""
    plain = [action for action in actions if acts_of(action.term) and not action.refinements]
    return ([plain] if plain else []) + [[action] for action in actions if action not in plain]


def _conflicting(found: Sequence[Statement]) -> bool:
    """Whether something is permitted and prohibited: but an embargo that ends as the permission begins is none."""
    permits = {(close_over_inclusion(s.acts), s.limits.embargo) for s in found if s.polarity is Polarity.PERMITS}
    bans = {(close_over_inclusion(s.acts), s.limits.embargo) for s in found if s.polarity is Polarity.PROHIBITS}
    return any(
        acts & banned and not (begins is not None and begins == ends)
        for acts, begins in permits
        for banned, ends in bans
    )


def _conditions(duties: Sequence[Rule]) -> tuple[tuple[Condition, ...], list[str]]:
    """Duties in our words, and what is not understood of them."""
    found: list[Condition] = []
    doubts: list[str] = []
    for duty in duties:
        doubts += [f"duty: {name}" for name in duty.unread]
        if not duty.actions:
            doubts.append("a duty without an action")
        for action in duty.actions:
            known = DUTY_OF.get(current(action.term))
            if known is None:
                doubts.append(f"duty {action.term}")
                continue
            amount, rest = _amount([*action.refinements, *duty.constraints])
            doubts += [f"duty {action.term}: {constraint}" for constraint in rest]
            found.append(Condition(known, target=_party(duty), amount=amount))
    return tuple(dict.fromkeys(found)), doubts


def _party(duty: Rule) -> str | None:
    """Whom or what a duty is towards."""
    named = [name for _, name in duty.parties] + [node.id for node in duty.targets if node.id]
    return next((name for name in named if name), None)


def _amount(constraints: Sequence[Constraint]) -> tuple[str | None, list[str]]:
    amount, rest = None, []
    for constraint in constraints:
        if constraint.left == "odrl:payAmount" and constraint.operator == "odrl:eq" and not constraint.unread:
            amount = values.amount(constraint.right, constraint.unit) or amount
        else:
            rest.append(str(constraint))
    return amount, rest


# -- limits


@dataclass(slots=True)
class _Limits:
    """Constraints as limits of one statement; those that are not understood in ``unread``.

    ``territory`` says where a use is free of the statement's no, or where a permission reaches: for a
    prohibition it is the other way round as in ODRL.
    """

    permits: bool
    found: Limits = NO_LIMITS
    part: str = "whole"
    unread: list[str] = field(default_factory=list)

    def take(self, constraints: Sequence[Constraint]) -> None:
        """Add *constraints*, which hold all together."""
        for constraint in constraints:
            if constraint.unread or constraint.logic or not self._one(constraint):
                self.unread.append(
                    str(constraint) if constraint.logic or not constraint.unread else constraint.unread[0]
                )

    def _one(self, constraint: Constraint) -> bool:
        reader = {
            "odrl:dateTime": self._time,
            "odrl:spatial": self._territory,
            "odrl:media": self._medium,
            "odrl:deliveryChannel": self._medium,
            "odrl:purpose": self._purpose,
            "odrl:recipient": self._recipient,
            "odrl:absoluteSize": self._words,
            "x:wordCount": self._words,
            "x:part": self._part,
            "odrl:relativeSize": self._share,
            "odrl:percentage": self._share,
        }.get(constraint.left)
        return reader is not None and reader(constraint)

    def _set(self, name: str, value: object) -> bool:
        """Set a limit that is not set yet: two of a kind are not merged."""
        if value is None or getattr(self.found, name) not in (None, ()):
            return False
        self.found = replace(self.found, **{name: value})  # type: ignore[arg-type]
        return True

    def _time(self, constraint: Constraint) -> bool:
        moment = values.moment(constraint.right)
        if moment is None:
            return False
        begins, ends = constraint.operator in ("odrl:gteq", "odrl:gt"), constraint.operator in ("odrl:lt", "odrl:lteq")
        if self.permits and begins:
            return self._set("embargo", values.day_after(moment) if constraint.operator == "odrl:gt" else moment)
        if self.permits and ends:
            return self._set("expires", moment if constraint.operator == "odrl:lteq" else values.start_of(moment))
        if not self.permits and ends:
            return self._set("embargo", values.day_after(moment) if constraint.operator == "odrl:lteq" else moment)
        return False

    def _territory(self, constraint: Constraint) -> bool:
        codes = values.countries(constraint.right)
        if codes is None or constraint.operator not in _ONE_OF | _NONE_OF:
            return False
        if constraint.operator == "odrl:neq" and len(codes) > 1:
            return False
        inside = (constraint.operator in _ONE_OF) is self.permits
        return self._set("territory", {"only": codes if inside else [], "except": [] if inside else codes})

    def _medium(self, constraint: Constraint) -> bool:
        return constraint.operator in _ONE_OF and self._set("medium", values.media(constraint.right))

    def _purpose(self, constraint: Constraint) -> bool:
        return constraint.operator in _ONE_OF and self._set("purpose", values.purposes(constraint.right))

    def _recipient(self, constraint: Constraint) -> bool:
        named = tuple(text_of(value)[:_QUOTED] for value in constraint.right)
        return constraint.operator in _ONE_OF and self._set("recipient", named or None)

    def _words(self, constraint: Constraint) -> bool:
        word = constraint.left == "x:wordCount" or constraint.unit.lower().rstrip("s").endswith("word")
        if not self.permits or not word or constraint.operator not in ("odrl:lt", "odrl:lteq"):
            return False
        most = values.number(constraint.right)
        return most is not None and self._set("max_words", most - (constraint.operator == "odrl:lt" and most > 0))

    def _part(self, constraint: Constraint) -> bool:
        if (
            not self.permits
            or constraint.operator != "odrl:eq"
            or list(map(text_of, constraint.right)) != ["x:excerpt"]
        ):
            return False
        self.part = "excerpt"
        return True

    def _share(self, constraint: Constraint) -> bool:
        if not self.permits or constraint.operator not in ("odrl:lt", "odrl:lteq") or len(constraint.right) != 1:
            return False
        most = values.number(constraint.right)
        return most is not None and most <= 100 and self._set("share", f"{most}%")
