"""NewsML-G2 (IPTC, versions 2.0 to 2.35): items, and messages that carry several.

Each item is a document. Its ``rightsInfo``, ``itemMeta`` and ``contentMeta`` become fields element by
element; rights that hold for a part of the content only (``@idrefs``) are kept, and a person must look.
"""

from __future__ import annotations

from typing import Any

from lxml import etree

from provenance.document import Field, Problem
from provenance.readers.assemble import Assembly
from provenance.readers.formats.markup import add_markup, attributes, members, value_of
from provenance.readers.interface import Parts
from provenance.readers.xml_source import XmlSource, children, descendants, local, namespace, pointer

_NAMESPACE = "http://iptc.org/std/nar/2006-10-01/"
_ITEMS = ("newsItem", "packageItem", "conceptItem", "knowledgeItem", "planningItem", "catalogItem")
#: What an item's class is called here; others are texts.
_KINDS = {"picture": "picture", "photo": "picture", "graphic": "graphic", "video": "video", "audio": "audio"}


def claims(root: Any) -> bool:
    """The name space of G2, or an item's name without any (old feeds)."""
    return namespace(root) == _NAMESPACE or (local(root) in (*_ITEMS, "newsMessage") and not namespace(root))


def read(source: XmlSource) -> list[Parts]:
    """One document for each item; a message says who sent it, its items say the rest."""
    if local(source.root) in _ITEMS:
        return [_item(source, source.root, None)]
    found = [item for holder in descendants(source.root, "itemSet") for item in children(holder, *_ITEMS)]
    return [_item(source, item, pointer(item)) for item in found]


def _item(source: XmlSource, item: Any, part: str | None) -> Parts:
    words, problems = Assembly(), []
    fields: list[Field] = list(attributes(source, item, "item."))
    for child in item:
        name = local(child)
        if name == "rightsInfo":
            fields += _rights(source, child)
            problems += _partial(source, child)
        elif name in ("itemMeta", "contentMeta"):
            fields += members(source, child, f"{name}.")
        elif name == "contentSet":
            _content(words, source, child)
        elif name and name not in ("catalogRef", "catalog"):
            fields.append(source.field(child, name, value_of(child)))
    headline = "".join(
        field.value for field in fields if field.name == "contentMeta.headline" and isinstance(field.value, str)
    )
    parts = words.parts() if words else _described(source, item, headline)
    parts.fields, parts.problems = fields, problems
    parts.format, parts.part, parts.line, parts.kind = "newsml-g2", part, source.line(item), _kind(item)
    return parts


def _described(source: XmlSource, item: Any, headline: str) -> Parts:
    """Where the content is elsewhere (pictures, packages), headline and descriptions are the words."""
    words = Assembly()
    words.text(headline)
    for meta in children(item, "contentMeta"):
        for description in children(meta, "description"):
            add_markup(words, source, description)
    return words.parts()


def _rights(source: XmlSource, rights: Any) -> list[Field]:
    """Every element of one ``rightsInfo`` under its own name; scope and aspect as declared."""
    named = [(child, local(child)) for child in rights if local(child)]
    found = [source.field(child, f"rightsInfo.{name}", _value(child)) for child, name in named]
    for child, name in named:
        if name == "link":  # the address is the value; what else is said of it stands beside
            found += attributes(source, child, "rightsInfo.link.@")
    return [*attributes(source, rights, "rightsInfo.@"), *found]


def _value(element: Any) -> Any:
    """The words where there are some, besides addresses and codes that say where more stands.

    What a rights expression in XML holds is a language of its own: it is kept as it is written.
    """
    if local(element) == "rightsExpressionXML" and len(element):
        return "".join(etree.tostring(inner, encoding="unicode", with_tail=False) for inner in element)
    if local(element) == "link" and (address := element.get("residref") or element.get("href")):
        return str(address)
    value = value_of(element)
    if isinstance(value, dict) and set(value) <= {"value", "href", "dir"} and "value" in value:
        return value["value"]
    return value


def _partial(source: XmlSource, rights: Any) -> list[Problem]:
    """``@idrefs``: what holds for a part of the content neither opens the whole nor may be lost."""
    if named := rights.get("idrefs"):
        return [Problem("rights-of-a-part", f"the rights of “{named[:80]}”", source.line(rights), 1)]
    return []


def _content(words: Assembly, source: XmlSource, content: Any) -> None:
    for inner in content:
        name = local(inner)
        if name == "inlineXML":
            add_markup(words, source, inner, frozenset(("head",)))
        elif name == "inlineData":
            value, origin = source.words(inner)
            if "html" in (inner.get("contenttype") or ""):
                words.html(value, origin)
            else:
                words.text(value, origin)


def _kind(item: Any) -> str:
    for meta in children(item, "itemMeta"):
        for named in children(meta, "itemClass"):
            code = (named.get("qcode") or named.get("uri") or "").replace("/", ":").rpartition(":")[2].lower()
            return _KINDS.get(code, "text")
    return "text"
