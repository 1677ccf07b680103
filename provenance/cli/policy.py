"""``provenance policy``: what a machine-readable policy means."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from provenance.cli.errors import NO_INPUT, PASS, OneOf, say
from provenance.errors import UsageError

if TYPE_CHECKING:
    from provenance.odrl.evaluate import RuleState
    from provenance.odrl.graph import Graph


@click.group(short_help="Evaluate ODRL and RightsML policies.")
def policy() -> None:
    """What an ODRL or RightsML policy means for a request."""


@policy.command(short_help="Which rules are active for a request.")
@click.option("--policy", "policies", required=True, multiple=True, metavar="FILE", help="The policy; repeatable.")
@click.option("--request", required=True, metavar="FILE", help="What is asked for: an ODRL Request.")
@click.option("--sotw", "worlds", multiple=True, metavar="FILE", help="The state of the world; repeatable.")
@click.option("--format", type=OneOf(["table", "json"]), default="table", show_default=True)
def evaluate(policies: tuple[str, ...], request: str, worlds: tuple[str, ...], format: str) -> int:
    """Print the activation state (Active, Inactive) of every rule for what a request asks.

    The state of the world tells the current time (dct:issued of …/currentTime), what is part of which
    collection (odrl:partOf) and how duties stand (report:DutyReport). Turtle needs the extra odrl.
    """
    from provenance.odrl.evaluate import World
    from provenance.odrl.evaluate import evaluate as states_of
    from provenance.odrl.graph import PolicyError
    from provenance.odrl.policy import policies_in

    try:
        asked = _graph(request)
        world = World.of(*map(_graph, worlds))
        # One graph for each policy: names of constraints repeat across policies with other values.
        states = [state for name in policies for state in states_of(policies_in(_graph(name)), asked, world)]
    except PolicyError as error:
        raise UsageError(f"not evaluated: {error}") from None
    if not states:
        say("no rule to evaluate", "The policy needs a rule, the request a permission that it asks for.")
        return NO_INPUT
    click.echo(_as_json(states) if format == "json" else _as_table(states))
    return PASS


def _graph(name: str) -> Graph:
    from provenance.odrl.graph import MAX_LENGTH, PolicyError
    from provenance.odrl.policy import read_graph

    try:
        with open(name, "rb") as stream:
            data = stream.read(MAX_LENGTH + 1)
        return read_graph(data.decode("utf-8-sig"), name=name)
    except OSError as error:
        raise UsageError(f"cannot read “{name}”: {error.strerror or type(error).__name__}") from None
    except (PolicyError, UnicodeDecodeError) as error:
        raise UsageError(
            f"cannot read “{name}”: {error}", hint="JSON-LD, ODRL's XML, Turtle and RDF/XML are read."
        ) from None


def _as_json(states: list[RuleState]) -> str:
    from provenance.odrl.terms import expand

    rules = [
        {
            "policy": expand(state.policy),
            "rule": expand(state.rule),
            "kind": state.kind,
            "request": state.request and expand(state.request),
            "activationState": state.state,
            "premises": [
                {"kind": premise.kind, "satisfactionState": _SATISFACTION[premise.satisfied], "text": premise.text}
                for premise in state.premises
            ],
            "duties": [{"rule": expand(rule), "deonticState": deontic} for rule, deontic in state.duties],
        }
        for state in states
    ]
    return json.dumps({"rules": rules}, indent=2)


_SATISFACTION = {True: "Satisfied", False: "Unsatisfied", None: "Unknown"}


def _as_table(states: list[RuleState]) -> str:
    from provenance.reports.neutral import neutral

    lines = []
    for state in states:
        lines.append(f"{state.state:<8}  {state.kind:<11}  {neutral(state.rule)}  for {neutral(state.request or '?')}")
        lines += [
            f"{'':10}{_SATISFACTION[each.satisfied]:<11}  {each.kind} {neutral(each.text)[:200]}"
            for each in state.premises
        ]
        lines += [f"{'':10}{deontic:<11}  duty {neutral(rule)}" for rule, deontic in state.duties]
    return "\n".join(lines)
