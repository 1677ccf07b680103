"""What every notation of a policy is read into: nodes with properties, and literals."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

#: A policy longer than this, in characters, is not read.
MAX_LENGTH = 1_000_000
#: Deepest nesting that is followed, in the notation and among rules.
MAX_DEPTH = 32
#: Most nodes and rules of one text.
MAX_NODES = 20_000
MAX_RULES = 1_000
#: Most constraints, operands and parties of all rules together.
MAX_PARTS = 100_000
_QUOTED = 300


class PolicyError(ValueError):
    """A text is no policy that we read; the message says why, in a few words."""


@dataclass(frozen=True, slots=True)
class Literal:
    """A plain value; ``datatype`` in short form (``xsd:dateTime``), empty where none is declared."""

    value: str
    datatype: str = ""


@dataclass(slots=True, eq=False)
class Node:
    """A thing with properties, or the mere mention of one (``id`` alone).

    ``id`` and the names of ``properties`` are short forms (:func:`provenance.odrl.terms.shorten`).
    ``pointer`` is where it stands (``$.permission[0]``), ``raw`` what stands there.
    """

    id: str | None = None
    pointer: str = "$"
    types: list[str] = field(default_factory=list)
    properties: dict[str, list[Value]] = field(default_factory=dict)
    raw: Any = None

    def all(self, name: str) -> list[Value]:
        """The values of a property of ODRL."""
        return self.properties.get(f"odrl:{name}", [])

    def nodes(self, name: str) -> list[Node]:
        """The values of a property of ODRL that are nodes."""
        return [value for value in self.all(name) if isinstance(value, Node)]

    @property
    def mentioned(self) -> bool:
        """Whether nothing is known of it but its name."""
        return not self.properties and not self.types

    def quote(self) -> str:
        """What stands there, shortened, for evidence."""
        if isinstance(self.raw, str):
            return self.raw[:_QUOTED]
        if self.raw is None:
            return self.id or self.pointer
        return json.dumps(self.raw, ensure_ascii=False)[:_QUOTED]


Value = Node | Literal


@dataclass(slots=True)
class Graph:
    """One text, read: its nodes in the order written, and what went wrong on the way.

    ``trouble`` are faults for which nothing in this text may permit: a context that is not fetched, a key
    that stands twice, a term that the context leaves undefined.
    """

    nodes: list[Node] = field(default_factory=list)
    trouble: list[tuple[str, str]] = field(default_factory=list)
    by_id: dict[str, Node] = field(default_factory=dict)
    mentions: int = 0

    def mention(self, id: str, pointer: str, raw: Any = None) -> Node:
        """A term of a vocabulary: no node of this graph, but it counts.

        Raises:
            PolicyError: there are more nodes than are read.
        """
        self.mentions += 1
        if self.mentions > MAX_NODES:
            raise PolicyError(f"more than {MAX_NODES} terms")
        return Node(id, pointer, raw=raw)

    def node(self, id: str | None, pointer: str) -> Node:
        """The node of that name, made where there is none yet; a node without a name is always new."""
        known = self.by_id.get(id) if id else None
        if known is not None:
            return known
        if len(self.nodes) >= MAX_NODES:
            raise PolicyError(f"more than {MAX_NODES} nodes")
        made = Node(id, pointer)
        self.nodes.append(made)
        if id:
            self.by_id[id] = made
        return made

    def of_type(self, *types: str) -> Iterator[Node]:
        """The nodes that are of one of these types."""
        wanted = set(types)
        return (node for node in self.nodes if not wanted.isdisjoint(node.types))


def text_of(value: Value) -> str:
    """A value as text: the name of a node, the words of a literal."""
    return value.value if isinstance(value, Literal) else value.id or ""
