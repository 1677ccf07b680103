"""Policies in Turtle and RDF/XML, through rdflib (extra ``odrl``). Nothing is fetched.

rdflib fetches the contexts of JSON-LD, so JSON is read by :mod:`provenance.odrl.json_ld` instead.
"""

from __future__ import annotations

from typing import Any

from provenance.errors import UsageError
from provenance.odrl.graph import Graph, Literal, Node, PolicyError, Value
from provenance.odrl.terms import shorten

_BLANK = "_:"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


def read_rdf(text: str, format: str) -> Graph:
    """The graph of a text in ``turtle`` or ``xml``.

    Raises:
        PolicyError: it cannot be parsed.
        UsageError: rdflib is not installed.
    """
    try:
        import rdflib
    except ImportError:
        raise UsageError(
            "Turtle and RDF/XML are read by rdflib, which is not installed",
            hint="pip install 'provenance-check[odrl]', or give the policy as JSON-LD.",
        ) from None
    parsed = rdflib.Graph(bind_namespaces="none")
    try:
        parsed.parse(data=text, format=format)
    except RecursionError:
        raise PolicyError("nested too deeply") from None
    except Exception as error:  # rdflib's parsers raise whatever their grammars do
        raise PolicyError(
            f"no {format}: {str(error).strip().splitlines()[0][:120] if str(error).strip() else ''}"
        ) from None
    graph = Graph()
    for subject, predicate, value in sorted(parsed, key=_order):
        node = _node(graph, subject)
        if str(predicate) == _TYPE:
            node.types.append(shorten(str(value)))
        else:
            node.properties.setdefault(shorten(str(predicate)), []).append(_value(graph, value, rdflib.Literal))
    _unroll(graph)
    return graph


def _order(triple: Any) -> tuple[str, ...]:
    return tuple(map(str, triple))


def _node(graph: Graph, term: Any) -> Node:
    named = shorten(str(term)) if term.__class__.__name__ == "URIRef" else f"{_BLANK}{term}"
    return graph.node(named, f"<{term}>" if not named.startswith(_BLANK) else "[]")


def _value(graph: Graph, term: Any, literal: type) -> Value:
    if isinstance(term, literal):
        datatype = getattr(term, "datatype", None)
        return Literal(str(term), shorten(str(datatype)) if datatype else "")
    return _node(graph, term)


def _unroll(graph: Graph) -> None:
    """Lists of RDF become several values."""
    for node in graph.nodes:
        for name, values in list(node.properties.items()):
            if name.startswith("rdf:") and name != "rdf:value":
                continue
            node.properties[name] = [each for value in values for each in _entries(value)]


def _entries(value: Value) -> list[Value]:
    found: list[Value] = []
    seen: set[int] = set()
    here = value
    while isinstance(here, Node) and "rdf:first" in here.properties and id(here) not in seen:
        seen.add(id(here))
        found += here.properties["rdf:first"]
        following = here.properties.get("rdf:rest", [])
        here = following[0] if following else Node("rdf:nil")
    return found if seen else [value]
