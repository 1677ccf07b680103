"""``provenance explain RULE``: what a policy says, why, and the examples it is tested with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import click

from provenance.cli.errors import unknown
from provenance.cli.job.rule_options import rules_options

#: What is shown of a policy, in this order: key of the file -> heading.
_PARTS = {"severity": "severity", "decision": "decision", "message": "message", "why": "why", "fix": "fix"}


@click.command(short_help="Say what a rule means.")
@click.argument("rule")
@rules_options
def explain(rule: str, rules: tuple[str, ...]) -> int:
    """Say what RULE flags, why, what to do, with its examples."""
    from provenance.cli.job.material import rules_in_force

    policies = rules_in_force(rules).policies
    if rule not in policies:
        raise unknown("rule", rule, policies)
    click.echo("\n".join(describe(policies[rule])))
    return 0


def describe(policy: Mapping[str, Any]) -> Iterator[str]:
    """The lines that explain one policy."""
    from provenance.reports.neutral import neutral

    title = policy.get("title")
    yield neutral(str(policy["id"])) + (f": {neutral(str(title))}" if title else "")
    for key, heading in _PARTS.items():
        if policy.get(key) is not None:
            yield f"  {heading:9} {neutral(str(policy[key]))}"
    if policy.get("waivable") is False:
        yield f"  {'waivers':9} nobody may waive it, and no baseline records it"
    since = [f"{key} {neutral(str(policy[key]))}" for key in ("since", "version") if policy.get(key) is not None]
    if since:
        yield f"  {'history':9} {', '.join(since)}"
    examples = policy.get("examples") or {}
    for key in ("flags", "passes"):
        for number, example in enumerate(examples.get(key) or []):
            if not number:
                yield f"  {key}"
            yield from _example(example)


def _example(example: Any) -> Iterator[str]:
    from provenance.reports.neutral import neutral

    if not isinstance(example, Mapping):
        yield f"    - {neutral(str(example))}"
        return
    for number, (key, value) in enumerate(example.items()):
        mark = "-" if number == 0 else " "
        yield f"    {mark} {neutral(str(key))}: {neutral(_plain(value))}"


def _plain(value: Any) -> str:
    import json

    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
