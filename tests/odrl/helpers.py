"""Policies in short, and what a document hears of them."""

from __future__ import annotations

import json
from typing import Any

from provenance.odrl.policy import read_graph
from provenance.odrl.statements import Place, statements_of
from provenance.statement import Statement

CONTEXT = "http://www.w3.org/ns/odrl.jsonld"
STORY = "https://harbour.example/opens"


def policy(**more: Any) -> dict[str, Any]:
    """A Set in JSON-LD with the context of ODRL."""
    return {"@context": CONTEXT, "type": "Set", "uid": "urn:p:1", "conflict": "prohibit", **more}


def heard(given: Any, *about: str) -> list[Statement]:
    """The statements of a policy about the document that goes by these names (default: the story's)."""
    text = given if isinstance(given, str) else json.dumps(given)
    return statements_of(read_graph(text), Place("p.jsonld"), frozenset(about or (STORY,)))


def limit(left: str, operator: str, right: Any, **more: Any) -> dict[str, Any]:
    return {"leftOperand": left, "operator": operator, "rightOperand": right, **more}


def shown(statements: list[Statement]) -> list[tuple[str, ...]]:
    """Kind, acts, duties, and ``?`` where something was not understood."""
    return [
        (
            said.kind,
            " ".join(sorted(said.acts)),
            " ".join(said.duties),
            "?" if said.unread else "",
        )
        for said in statements
    ]
