"""Policies in the XML of ODRL (2.1 and 2.2), as NewsML-G2 carries RightsML in ``rightsExpressionXML``.

``Policy`` holds ``permission``, ``prohibition`` and ``duty``; those hold ``asset``, ``action``, ``party``,
``constraint`` and, for permissions, ``duty``. Names are addresses of ODRL's vocabulary.
"""

from __future__ import annotations

from typing import Any

from lxml import etree

from provenance.odrl.graph import MAX_DEPTH, Graph, Literal, Node, PolicyError
from provenance.odrl.terms import NAMESPACES, PROPERTIES, expand, shorten

_RDF = NAMESPACES["rdf"]


def parse_xml(text: str) -> Any:
    """The root of an XML text; no network, no DTD, no entities.

    Raises:
        PolicyError: it is not well formed, nested too deeply, or declares entities.
    """
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise PolicyError(f"no XML: {str(error)[:120]}") from None
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None:
        raise PolicyError("declares a document type, which is not read")
    return root


def is_rdf(root: Any) -> bool:
    """Whether *root* is RDF/XML."""
    return bool(etree.QName(root).namespace == _RDF)


def read_xml(root: Any) -> Graph:
    """The graph of the policies at *root* or below it.

    Raises:
        PolicyError: there is none, or it is nested too deeply.
    """
    graph = Graph()
    found = [element for element in root.iter(etree.Element) if _local(element) == "policy"]
    for index, element in enumerate(found):
        _policy(graph, element, f"/Policy[{index + 1}]")
    if not found:
        raise PolicyError("no Policy in it")
    return graph


def _local(element: Any) -> str:
    """The name of an element of ODRL in lower case; empty for others."""
    if not isinstance(element.tag, str):
        return ""
    name = etree.QName(element)
    return name.localname.lower() if shorten(name.namespace or "") == "odrl:" else ""


def _attribute(element: Any, *names: str) -> str | None:
    for name, value in element.attrib.items():
        if etree.QName(name).localname.lower() in names:
            return str(value).strip()
    return None


def _term(written: str | None) -> Node:
    written = written or ""
    known = shorten(expand(written))
    return Node(known if ":" in known else f"odrl:{known}", raw=written)


def _policy(graph: Graph, element: Any, place: str) -> None:
    uid = _attribute(element, "uid")
    node = graph.node(shorten(uid) if uid else None, place)
    node.types.append(_term(_attribute(element, "type") or "Set").id or "?")
    node.raw = place
    for name in ("conflict", "profile", "inheritfrom"):
        if written := _attribute(element, name):
            term = PROPERTIES[name]
            node.properties.setdefault(term, []).append(
                _term(written) if name == "conflict" else Node(shorten(written), place)
            )
    _unknown_attributes(
        graph, element, {"uid", "type", "conflict", "profile", "inheritfrom", "id", "schemalocation"}, place
    )
    for index, child in enumerate(element):
        name, at = _local(child), f"{place}/{_shown(child)}[{index + 1}]"
        if name in ("permission", "prohibition", "duty", "obligation"):
            term = "odrl:obligation" if name in ("duty", "obligation") else f"odrl:{name}"
            node.properties.setdefault(term, []).append(_rule(graph, child, at, 1))
        else:
            graph.trouble.append((f"the element {_shown(child)} is not read", at))


def _shown(element: Any) -> str:
    return etree.QName(element).localname[:80] if isinstance(element.tag, str) else "?"


def _unknown_attributes(graph: Graph, element: Any, known: set[str], place: str) -> None:
    for name in element.attrib:
        if etree.QName(name).localname.lower() not in known:
            graph.trouble.append((f"the attribute {name[:80]} is not read", place))


def _rule(graph: Graph, element: Any, place: str, depth: int) -> Node:
    if depth > MAX_DEPTH:
        raise PolicyError(f"nested deeper than {MAX_DEPTH} levels")
    node = graph.node(None, place)
    node.raw = etree.tostring(element, encoding="unicode", with_tail=False)[:300]
    _unknown_attributes(graph, element, {"uid", "id"}, place)
    for index, child in enumerate(element):
        name, at = _local(child), f"{place}/{_shown(child)}[{index + 1}]"
        if name == "asset":
            relation = shorten(_attribute(child, "relation") or "target").removeprefix("odrl:")
            _put(node, f"odrl:{relation}", Node(shorten(_attribute(child, "uid", "idref") or "?"), at))
        elif name == "action":
            _put(node, "odrl:action", _action(graph, child, at))
        elif name == "party":
            function = shorten(_attribute(child, "function") or "?").removeprefix("odrl:")
            _put(node, f"odrl:{function}", Node(shorten(_attribute(child, "uid", "idref") or "?"), at))
        elif name == "constraint":
            _put(node, "odrl:constraint", _constraint(graph, child, at))
        elif name in ("duty", "remedy", "consequence"):
            _put(node, f"odrl:{name}", _rule(graph, child, at, depth + 1))
        else:
            graph.trouble.append((f"the element {_shown(child)} is not read", at))
    return node


def _put(node: Node, name: str, value: Node) -> None:
    node.properties.setdefault(name, []).append(value)


def _action(graph: Graph, element: Any, place: str) -> Node:
    term = _term(_attribute(element, "name"))
    if not len(element):
        return term
    node = graph.node(None, place)
    node.properties["rdf:value"] = [term]
    node.properties["odrl:refinement"] = [_constraint(graph, child, place) for child in element]
    return node


def _constraint(graph: Graph, element: Any, place: str) -> Node:
    node = graph.node(None, place)
    known = {"name", "operator", "rightoperand", "unit", "datatype", "uid", "id", "status"}
    _unknown_attributes(graph, element, known, place)
    if _local(element) != "constraint" or len(element):
        node.properties["?nested"] = [Literal("")]
    node.properties["odrl:leftOperand"] = [_term(_attribute(element, "name"))]
    node.properties["odrl:operator"] = [_term(_attribute(element, "operator"))]
    right = _attribute(element, "rightoperand")
    values = (right if right is not None else element.text or "").split()
    datatype = shorten(_attribute(element, "datatype") or "")
    node.properties["odrl:rightOperand"] = [Literal(value, datatype) for value in values]
    if unit := _attribute(element, "unit"):
        node.properties["odrl:unit"] = [Node(shorten(unit), place)]
    return node
