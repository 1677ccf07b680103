"""The shipped table of fields, and readings small enough to see through."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from provenance.document import Field
from provenance.metadata import understand
from provenance.rulefiles.fields import load_fields
from provenance.signals.fields import statements_from_fields
from provenance.statement import Evidence, Statement
from provenance.vocabulary import Polarity

RULES = Path(__file__).resolve().parents[2] / "rules"


@dataclass(frozen=True)
class Licence:
    id: str
    software: bool = False


@dataclass(frozen=True)
class Grant:
    permits: tuple[str, ...]
    prohibits: tuple[str, ...]
    duties: tuple[str, ...]


GRANTS = {
    "CC-BY-4.0": Grant(("publish", "reproduce"), (), ("attribute",)),
    "CC-BY-NC-4.0": Grant(("publish", "reproduce"), ("commercialize",), ("attribute",)),
}


def find_licences(text: str) -> list[Licence]:
    """Three licences, by id or address."""
    software = [Licence("MIT", software=True)] if re.search(r"\bMIT\b", text) else []
    pattern = r"(?i)(?:\bcc[- ]|licenses/)(by(?:-nc)?)(?:[-/ ](4\.0))?(?![-\w])"
    named = [f"CC-{match[1].upper()}" + (f"-{match[2]}" if match[2] else "") for match in re.finditer(pattern, text)]
    return software + [Licence(name) for name in named]


def read_words(text: str) -> list[Statement]:
    """Reads "© YEAR NAME", "All rights reserved", "no republication" and "free to republish"."""
    found: list[Statement] = []
    for pattern, kind, polarity, acts in (
        (r"(?<=© )\d{4}", "year", Polarity.IDENTIFIES, ""),
        (r"(?i)all rights reserved", "reservation", Polarity.RESERVES, ""),
        (r"(?i)no republication", "prohibition", Polarity.PROHIBITS, "publish"),
        (r"(?i)free to republish", "permission", Polarity.PERMITS, "publish"),
    ):
        for match in re.finditer(pattern, text):
            evidence = Evidence(match[0], match.start(), match.end(), 1, match.start() + 1)
            value = match[0] if kind == "year" else None
            words = {acts: evidence} if acts else {}
            found.append(
                Statement(
                    kind, polarity, evidence, value=value, acts=frozenset(words), act_evidence=words, reading="test"
                )
            )
    if line := re.search(r"© (?:\d{4} )?([^\d.©][^.©]*)", text):
        evidence = Evidence(line[1], line.start(1), line.end(1), 1, line.start(1) + 1)
        found.append(Statement("holder", Polarity.IDENTIFIES, evidence, value=line[1].strip(), reading="test"))
    return found


State = Callable[..., list[Statement]]


@pytest.fixture(scope="session")
def names() -> dict[str, Any]:
    return load_fields(RULES)


@pytest.fixture(scope="session")
def state(names: dict[str, Any]) -> State:
    """The statements of fields: a mapping (the first on line 2 …), or ready-made fields."""

    def stated(values: dict[str, Any] | list[Field]) -> list[Statement]:
        fields = (
            values
            if isinstance(values, list)
            else [Field(n, v, f"front matter: {n}", at) for at, (n, v) in enumerate(values.items(), 2)]
        )
        return statements_from_fields(
            understand(fields, names), read_words=read_words, find_licences=find_licences, grants=GRANTS.get
        )

    return stated
