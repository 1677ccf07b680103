"""The rules of a SARIF log: each policy in force as a ``reportingDescriptor``, with its help and version."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from provenance.reports.excerpt import one_line
from provenance.reports.marks import GATE, GATE_FIX, GATE_TITLE, GATE_WHY, Mark
from provenance.reports.markup import escaped
from provenance.reports.sarif_log import Rule
from provenance.vocabulary import Severity

#: What GitHub shows of a description, in characters.
LONGEST_DESCRIPTION = 1000


class Catalogue:
    """The rules in the order of their ``ruleIndex``: the policies in force, then what else was found."""

    def __init__(self, policies: Mapping[str, Mapping[str, Any]], address: str | None = None) -> None:
        self.rules: list[Rule] = [_of_policy(name, policies[name]) for name in sorted(policies)]
        for rule in self.rules if address else ():  # what is no policy has no page
            rule["helpUri"] = str(address).replace("{rule}", rule["id"])
        self._index = {rule["id"]: number for number, rule in enumerate(self.rules)}

    def index(self, mark: Mark) -> int:
        """Where the rule of *mark* stands; it is added where no policy in force bears its name."""
        if mark.rule not in self._index:
            self._index[mark.rule] = len(self.rules)
            self.rules.append(_of_mark(mark))
        return self._index[mark.rule]


def _of_policy(name: str, policy: Mapping[str, Any]) -> Rule:
    return _rule(
        name,
        title=str(policy.get("title") or name),
        why=str(policy.get("why", "")),
        fix=str(policy.get("fix", "")),
        severity=Severity(policy["severity"]),
        version=str(policy.get("version", "")),
        decision=policy.get("decision"),
    )


def _of_mark(mark: Mark) -> Rule:
    finding = mark.finding
    return _rule(
        mark.rule,
        title=GATE_TITLE if mark.rule == GATE else mark.rule,
        why=finding.why if finding else GATE_WHY,
        fix=finding.fix if finding else GATE_FIX,
        severity=mark.severity,
        version=finding.version if finding else "1",
        decision=finding.decision.value if finding and finding.decision else None,
    )


def _rule(name: str, *, title: str, why: str, fix: str, severity: Severity, version: str, decision: str | None) -> Rule:
    title, why, fix = (one_line(words, LONGEST_DESCRIPTION).strip() or name for words in (title, why, fix))
    level = severity.value
    return {
        "id": name,
        "name": "".join(word.capitalize() for word in name.split("-"))[:255],
        "shortDescription": {"text": title},
        "fullDescription": {"text": why},
        "help": {
            "text": f"{why}\n\nWhat to do: {fix}",
            "markdown": f"**{escaped(title)}**\n\n{escaped(why)}\n\n**What to do:** {escaped(fix)}",
        },
        "defaultConfiguration": {"level": level},
        "properties": {
            "version": version,
            "decision": decision,
            "tags": ["rights"],
            "problem.severity": "recommendation" if severity is Severity.NOTE else level,
        },
    }
