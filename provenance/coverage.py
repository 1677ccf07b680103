"""Which rules of ours a heap of documents sets off, how often, and which never."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from provenance.report import DocumentReport
from provenance.rulefiles.index import SHARED
from provenance.rulefiles.pack import OURS, Rules

KINDS = ("policies", "agencies", "licences", "languages")
#: The family of licences that stands in no list: its ids are made from its elements.
_FAMILY = "Creative Commons"


@dataclass(slots=True)
class Coverage:
    """Counts over documents. ``documents``: by kind, in how many one was met; ``places``: how often in all."""

    total: int = 0
    unreadable: int = 0
    documents: dict[str, Counter[str]] = field(default_factory=lambda: {kind: Counter() for kind in KINDS})
    places: dict[str, Counter[str]] = field(default_factory=lambda: {kind: Counter() for kind in KINDS})

    def add(self, report: DocumentReport) -> None:
        """Count one document."""
        self.total += 1
        self.unreadable += not report.readable
        self._count("policies", (finding.rule for finding in report.findings))
        for kind, name in (("agencies", "agency"), ("licences", "licence")):
            self._count(kind, (s.value for s in report.statements if s.kind == name and s.value))
        read = (s.reading.partition("/") for s in report.statements)
        self._count("languages", (language for language, slash, _ in read if slash))

    def _count(self, kind: str, names: Iterable[str]) -> None:
        found = Counter(names)
        self.places[kind] += found
        self.documents[kind].update(found.keys())

    def table(self, rules: Rules) -> dict[str, Any]:
        """What fired and what never did, by kind, as plain data; with whose rule it is."""
        return {
            "documents": self.total,
            "unreadable": self.unreadable,
            **{kind: self._kind(kind, self._known(kind, rules), rules) for kind in KINDS},
        }

    def _kind(self, kind: str, known: dict[str, str], rules: Rules) -> dict[str, Any]:
        documents: Counter[str] = Counter()
        places: Counter[str] = Counter()
        for name, count in self.places[kind].items():
            rule = next((rule for rule, pattern in known.items() if re.fullmatch(pattern, name)), None)
            if rule is not None:
                places[rule] += count
                documents[rule] += self.documents[kind][name]
        whose = rules.data.get("origins", {}).get(kind, {})
        fired = [
            {"id": rule, "documents": documents[rule], "places": count, "from": whose.get(rule, OURS)}
            for rule, count in sorted(places.items(), key=lambda pair: (-documents[pair[0]], pair[0]))
        ]
        never = [{"id": rule, "from": whose.get(rule, OURS)} for rule in sorted(set(known) - set(places))]
        return {"fired": fired, "never": never}

    @staticmethod
    def _known(kind: str, rules: Rules) -> dict[str, str]:
        """Every rule of a kind → a pattern of the names under which it is met."""
        if kind == "policies":
            return {name: re.escape(name) for name in rules.policies}
        if kind == "languages":
            return {name: re.escape(name) for name in rules.languages if name != SHARED}
        if kind == "agencies":
            return {name: re.escape(name) for name in rules.data["agencies"]}
        ids = (licence["id"] for licence in rules.data["licences"]["licences"])
        return {name: _licence_pattern(name) for name in ids} | {_FAMILY: r"CC-.*|LicenseRef-CC"}


def _licence_pattern(name: str) -> str:
    """The ids that an entry for a licence stands for: with any version, with any code."""
    pattern = re.escape(name).replace(r"\-\{version\}", r"(-\d\.\d)?")
    return pattern.replace(r"\{version\}", r"\d\.\d").replace(r"\{code\}", r"[\w-]+")
