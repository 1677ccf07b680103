"""What the XML dialects share: running words block by block, and elements as declared values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from provenance.document import Field
from provenance.readers.assemble import Assembly
from provenance.readers.xml_source import BLOCKS, XmlSource, children, local, namespace, plain, texts
from provenance.spans import Joined

#: Roles that elements of HTML and NITF give their words.
_ROLES = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6", "hl1", "hl2", "headline"), "heading"),
    **dict.fromkeys(("blockquote", "bq"), "quote"),
    **dict.fromkeys(("script", "style"), ""),
}
_XML = "http://www.w3.org/XML/1998/namespace"
#: Elements nested deeper in one another are no declared value any more.
_DEEP = 12


def add_markup(words: Assembly, source: XmlSource, element: Any, leave_out: frozenset[str] = frozenset()) -> None:
    """Add the words of *element* block by block, those inside elements called as in *leave_out* apart."""
    block: Any = None
    found: list[tuple[Any, str]] = []
    for node, kind, _ in texts(element):
        holder = node if kind == "text" else node.getparent()
        around = _block(holder, element, leave_out)
        if around is not block:
            _flush(words, source, block, found)
            block, found = around, []
        if around is not None:
            found.append((node, kind))
    _flush(words, source, block, found)


def _block(node: Any, top: Any, leave_out: frozenset[str]) -> Any:
    """The nearest block around a text, ``None`` where it is none of the words."""
    nearest = None
    while node is not None:
        name = local(node).lower()
        if name in leave_out or name in ("script", "style"):
            return None
        if nearest is None and (name in BLOCKS or node is top):
            nearest = node
        if node is top:
            break
        node = node.getparent()
    return nearest


def _flush(words: Assembly, source: XmlSource, block: Any, found: list[tuple[Any, str]]) -> None:
    if block is None:
        return
    value, parts = "", []
    for node, kind in found:
        text = node.text if kind == "text" else node.tail
        parts.append((len(value), source.origin(node, kind)))
        value += text
    words.text(value, Joined(parts), _ROLES.get(local(block).lower(), "text"))


def value_of(element: Any, depth: int = 0) -> Any:
    """An element as a declared value: its words, or a mapping where it has attributes or children.

    Attributes keep their local names, the words are the ``value``; children of one name are a list.
    """
    attributes = {
        key.rpartition("}")[2]: value for key, value in element.attrib.items() if not key.startswith(f"{{{_XML}}}")
    }
    inner = [child for child in element if local(child)]
    words = plain(element)
    if depth >= _DEEP or not (attributes or inner):
        return words
    found: dict[str, Any] = dict(attributes)
    for child in inner:
        name, value = local(child), value_of(child, depth + 1)
        known = found.get(name)
        if known is None:
            found[name] = value
        else:
            found[name] = [*known, value] if isinstance(known, list) else [known, value]
    own = " ".join("".join([element.text or "", *(child.tail or "" for child in element)]).split())
    if own:
        found["value"] = own
    return found


def members(
    source: XmlSource, element: Any, prefix: str = "", leave_out: frozenset[str] = frozenset()
) -> Iterator[Field]:
    """The children of *element* as fields, each under *prefix* and its own name."""
    for child in element:
        if name := local(child):
            if name not in leave_out:
                yield source.field(child, prefix + name, value_of(child))


def attributes(source: XmlSource, element: Any, prefix: str) -> Iterator[Field]:
    """The attributes of *element* as fields, each under *prefix* and its own name."""
    for key, value in element.attrib.items():
        yield source.field(element, prefix + key.rpartition("}")[2], value, key.rpartition("}")[2])


__all__ = ["add_markup", "attributes", "children", "local", "members", "namespace", "plain", "value_of"]
