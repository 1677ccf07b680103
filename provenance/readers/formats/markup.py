"""What the XML dialects share: running words block by block, and elements as declared values."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from provenance.document import Field
from provenance.readers.assemble import Assembly
from provenance.readers.xml_source import BLOCKS, XmlSource, children, local, namespace, plain, texts
from provenance.spans import Joined, Origin

#: Roles that elements of HTML and NITF give their words.
_ROLES = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6", "hl1", "hl2", "headline"), "heading"),
    **dict.fromkeys(("blockquote", "bq"), "quote"),
    **dict.fromkeys(("script", "style"), ""),
}
_OF_XML = ("{http://www.w3.org/XML/1998/namespace}", "{http://www.w3.org/2001/XMLSchema-instance}")
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
#: More attributes of one element than any format has.
_MOST = 100
#: Elements nested deeper in one another are no declared value any more.
_DEEP = 12


def add_markup(words: Assembly, source: XmlSource, element: Any, leave_out: frozenset[str] = frozenset()) -> None:
    """Add the words of *element* block by block, those inside elements called as in *leave_out* apart."""
    block: Any = None
    found: list[tuple[Any, str, str]] = []
    for node, kind, text in texts(element):
        holder = node if kind == "text" else node.getparent()
        around = _block(holder, element, leave_out)
        if around is not block:
            _flush(words, source, block, found)
            block, found = around, []
        if around is not None:
            found.append((node, kind, text))
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


def _flush(words: Assembly, source: XmlSource, block: Any, found: list[tuple[Any, str, str]]) -> None:
    if block is None:
        return
    length, value, parts = 0, list[str](), list[tuple[int, Origin | None]]()
    for node, kind, text in found:
        if value and _after_break(node, kind):
            value.append("\n")
            parts.append((length, None))
            length += 1
        value.append(text)
        parts.append((length, source.origin(node, kind)))
        length += len(text)
    words.text("".join(value), Joined(parts), _ROLES.get(local(block).lower(), "text"))


def _after_break(node: Any, kind: str) -> bool:
    """Whether a text begins a new line: it is the first behind ``br``."""
    before = node if kind == "tail" else node.getprevious()
    return before is not None and local(before) == "br" and (kind == "tail" or not before.tail)


def value_of(element: Any, depth: int = 0) -> Any:
    """An element as a declared value: its words, or a mapping where it has attributes or children.

    Attributes keep their local names, the words are the ``value``; children of one name are a list.
    """
    inner = [child for child in element if local(child)] if depth < _DEEP else []
    attributes = dict(named_attributes(element)) if depth < _DEEP else {}
    if not (attributes or inner):
        return plain(element)
    found: dict[str, Any] = dict(attributes)
    for child in inner:
        _put(found, local(child), value_of(child, depth + 1))
    own = " ".join("".join([element.text or "", *(child.tail or "" for child in element)]).split())
    if own:
        _put(found, "value", own)
    return {name: value.items if isinstance(value, _Several) else value for name, value in found.items()}


class _Several:
    """Values under one name, while they are collected."""

    def __init__(self, first: Any) -> None:
        self.items = [first]


def _put(found: dict[str, Any], name: str, value: Any) -> None:
    """Put *value* beside what *name* has already: an attribute, children."""
    if name not in found:
        found[name] = value
        return
    if not isinstance(found[name], _Several):
        found[name] = _Several(found[name])
    found[name].items.append(value)


def named_attributes(element: Any) -> Iterator[tuple[str, str]]:
    """The attributes by their local names, but those of XML and of its schemas; at most ``_MOST``."""
    for key in islice(element.attrib, _MOST):  # the values one by one: lxml looks each up from the first on
        if not key.startswith(_OF_XML):
            yield key.rpartition("}")[2], element.get(key)


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
    for name, value in named_attributes(element):
        yield source.field(element, prefix + name, value, name)


def worded(source: XmlSource, element: Any, name: str, *, blank: bool = True) -> Iterator[Field]:
    """An element whose words are the value; its attributes and language stand beside them (``name@href``).

    *blank*: whether it says something without words as well.
    """
    if (words := plain(element)) or blank:
        yield source.field(element, name, words)
    if len(element):  # links and the like inside the words
        yield source.field(element, f"{name}@markup", value_of(element))
    yield from beside(source, element, name)


def beside(source: XmlSource, element: Any, name: str) -> Iterator[Field]:
    """What stands beside the value of *element*: its attributes, and the language it declares."""
    yield from attributes(source, element, f"{name}@")
    if language := element.get(_LANG):
        yield source.field(element, f"{name}@lang", language, "lang")


__all__ = [
    "add_markup",
    "attributes",
    "beside",
    "children",
    "local",
    "members",
    "named_attributes",
    "namespace",
    "plain",
    "value_of",
    "worded",
]
