"""NewsML-G2 (IPTC, versions 2.0 to 2.35): items, and messages that carry several.

Each item is a document. Its ``rightsInfo``, ``itemMeta`` and ``contentMeta`` become fields element by
element: words with their attributes beside them (``rightsInfo.usageTerms@href``), parties by name, codes
without their scheme's alias. Rights that hold for a part only (``@idrefs``, ``@scope``, ``@aspect``) are
kept, and a person must look. Pictures that an item shows or lists are works of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from lxml import etree

from provenance.document import Field, Problem
from provenance.readers.assemble import Assembly
from provenance.readers.formats import nitf
from provenance.readers.formats.markup import add_markup, attributes, beside, named_attributes, value_of, worded
from provenance.readers.interface import Parts
from provenance.readers.xml_source import XmlSource, children, descendants, local, namespace, plain

_NAMESPACE = "http://iptc.org/std/nar/2006-10-01/"
_ITEMS = ("newsItem", "packageItem", "conceptItem", "knowledgeItem", "planningItem", "catalogItem")
#: What an item's class is called here; others are texts.
_KINDS = {"picture": "picture", "photo": "picture", "graphic": "graphic", "video": "video", "audio": "audio"}
#: Properties that are words, that name somebody, and that are a code.
_WORDS = frozenset(
    "copyrightNotice usageTerms rightsExpressionData edNote creditline by dateline headline slugline title subtitle"
    " description expires embargoed versionCreated firstCreated".split()
)
#: Those that say something without a word: an embargo without an end, rights that were left out.
_SAYING = frozenset(("embargoed", "copyrightNotice", "usageTerms", "rightsExpressionData"))
_PARTIES = frozenset("copyrightHolder accountable provider creator contributor infoSource".split())
_CODES = frozenset("pubStatus dataMining digitalSourceType".split())
#: Where a party has no name, its code is the last part of an address in IPTC's list of providers.
_PROVIDERS = "/newsprovider/"
#: The end of a relation or format that leads to a policy (RightsML, ODRL).
_POLICIES = ("rightspolicy", "ns/odrl/2/", "ns/odrl/2")


def claims(root: Any) -> bool:
    """The name space of G2, or an item's name without any (old feeds)."""
    return namespace(root) == _NAMESPACE or (local(root) in (*_ITEMS, "newsMessage") and not namespace(root))


def read(source: XmlSource) -> list[Parts]:
    """One document for each item; a message says who sent it, its items say the rest."""
    found = [item for holder in descendants(source.root, "itemSet") for item in children(holder, *_ITEMS)]
    if local(source.root) in _ITEMS or not found:
        return [_item(source, source.root, None)]
    header = [field for head in children(source.root, "header") for child in head for field in _property(source, child)]
    return [_item(source, item, source.pointer(item), header) for item in found]


def _item(source: XmlSource, item: Any, part: str | None, header: list[Field] | None = None) -> Parts:
    fields, problems = list(attributes(source, item, "item.")), list[Problem]()
    kind, words, assets = _kind(item), Assembly(), list[Parts]()
    for child in item:
        name = local(child)
        if name == "rightsInfo":
            fields += _rights(source, child)
            problems += _partial(source, child)
        elif name in ("itemMeta", "contentMeta"):
            for inner in child:
                fields += _property(source, inner, f"{name}.")
        elif name == "partMeta":
            fields += _part_meta(source, child)
            problems += [_of_part(source, rights, "a part") for rights in children(child, "rightsInfo")]
        elif name == "contentSet":
            fields += _content(words, source, child, problems)
            assets += _shown(source, child) if kind == "text" else []
        elif name == "groupSet":
            _group_set(source, child, fields, assets)
        elif name not in ("catalogRef", "catalog"):
            fields += _property(source, child)
    parts = words.parts() if words else _described(source, item)
    parts.fields, parts.problems, parts.assets = fields + (header or []), problems, assets
    parts.format, parts.part, parts.line, parts.kind = "newsml-g2", part, source.line(item), kind
    return parts


def _described(source: XmlSource, item: Any) -> Parts:
    """Where the content is elsewhere (pictures, packages), headline and descriptions are the words."""
    words = Assembly()
    for meta in children(item, "contentMeta"):
        for headline in children(meta, "headline"):
            words.text(*source.words(headline), "heading")
        for description in children(meta, "description"):
            add_markup(words, source, description)
    return words.parts()


# -- properties


def _property(source: XmlSource, element: Any, prefix: str = "") -> Iterator[Field]:
    """One property as fields, by what it is: words, somebody, a code, or anything else."""
    name = local(element)
    if not name:
        return
    if name in _PARTIES:
        yield from _party(source, element, prefix + name)
    elif name in _CODES:
        yield from _code(source, element, prefix + name)
    elif name in _WORDS:
        yield from worded(source, element, prefix + name, blank=name in _SAYING)
    else:
        yield source.field(element, prefix + name, value_of(element))


def _party(source: XmlSource, element: Any, name: str) -> Iterator[Field]:
    """Somebody by name; where there is none by ``@literal``, ``@qcode`` or ``@uri``."""
    named = [child for child in children(element, "name") if plain(child)]
    for child in named:
        yield source.field(child, name, plain(child))
    if not named and (words := plain(element)):
        yield source.field(element, name, words)
    elif not named:
        literal, code, address = (element.get(key) or "" for key in ("literal", "qcode", "uri"))
        if literal:
            yield source.field(element, name, literal, "literal")
        elif code:
            yield _coded(source, element, name, "qcode", code.rpartition(":")[2])
        elif _PROVIDERS in address:
            yield _coded(source, element, name, "uri", address.rstrip("/").rpartition("/")[2])
        else:
            yield source.field(element, name, address, "uri" if address else "")
    yield from beside(source, element, name)
    for child in element:
        if local(child) and child not in named:
            yield source.field(child, f"{name}.{local(child)}", value_of(child))


def _coded(source: XmlSource, element: Any, name: str, attribute: str, code: str) -> Field:
    """The end of an attribute as a value: the code without the alias of its scheme."""
    field = source.field(element, name, code, attribute)
    return field if field.end is None else replace(field, start=field.end - len(code))


def _code(source: XmlSource, element: Any, name: str) -> Iterator[Field]:
    """A code of a controlled vocabulary, as ``@qcode``, ``@uri`` or ``@literal``; a name only where nothing else is."""
    known = [key for key in ("qcode", "uri", "literal") if element.get(key)]
    if known:
        yield from (source.field(element, name, element.get(key), key) for key in known)
    else:
        yield source.field(element, name, plain(element))
    yield from (field for field in beside(source, element, name) if field.name.rpartition("@")[2] not in known)


# -- rights


def _rights(source: XmlSource, rights: Any) -> Iterator[Field]:
    """Every element of one ``rightsInfo`` under its own name; scope and aspect as declared."""
    yield from attributes(source, rights, "rightsInfo@")
    for child in rights:
        name = local(child)
        if name == "link":
            yield from _link(source, child)
        elif name == "rightsExpressionXML":
            inner = "".join(etree.tostring(each, encoding="unicode", with_tail=False) for each in child if local(each))
            yield source.field(child, f"rightsInfo.{name}", inner or plain(child))
            yield from beside(source, child, f"rightsInfo.{name}")
        elif name in ("copyrightNotice", "usageTerms") and child.get("href") and not plain(child):
            yield source.field(child, f"rightsInfo.{name}", child.get("href"), "href")
            yield from beside(source, child, f"rightsInfo.{name}")
        else:
            yield from _property(source, child, "rightsInfo.")


def _link(source: XmlSource, link: Any) -> Iterator[Field]:
    """A link to terms, or to a policy in a machine's language."""
    policy = any((link.get(key) or "").endswith(_POLICIES) for key in ("rel", "reluri", "format", "formaturi"))
    attribute = next((key for key in ("href", "residref") if link.get(key)), "href")
    yield source.field(
        link, "rightsInfo.link" if policy else "rightsInfo.link.terms", link.get(attribute) or "", attribute
    )
    yield from beside(source, link, "rightsInfo.link")
    for child in link:
        if local(child):
            yield source.field(child, f"rightsInfo.link@{local(child)}", value_of(child))


def _partial(source: XmlSource, rights: Any) -> Iterator[Problem]:
    """What holds for a part of the content (or of the rights) neither opens the whole nor may be lost."""
    for name in ("idrefs", "aspect", "aspecturi"):
        if named := rights.get(name):
            yield _of_part(source, rights, named)
    scope = rights.get("scope") or rights.get("scopeuri") or ""
    if scope and not any(code.lower().endswith("content") for code in scope.split()):
        yield _of_part(source, rights, scope)


def _of_part(source: XmlSource, rights: Any, named: str) -> Problem:
    return Problem("rights-of-a-part", f"the rights of “{named[:80]}”", source.line(rights), 1)


def _part_meta(source: XmlSource, meta: Any) -> Iterator[Field]:
    """Properties of a part: its rights are read, all else is kept."""
    yield from attributes(source, meta, "partMeta@")
    for child in meta:
        if local(child) == "rightsInfo":
            yield from _rights(source, child)
        elif local(child):
            yield source.field(child, f"partMeta.{local(child)}", value_of(child))


# -- content


def _content(words: Assembly, source: XmlSource, content: Any, problems: list[Problem]) -> Iterator[Field]:
    """The words of the content, wherever it stands in the item; articles in it declare fields of their own."""
    yield from attributes(source, content, "contentSet@")
    for inner in content:
        name = local(inner)
        if name == "inlineXML":
            add_markup(words, source, inner, nitf.ASIDE | {"head"})
            for article in descendants(inner, "nitf"):
                yield from nitf.fields(source, article)
            for head in descendants(inner, "head"):
                for meta in children(head, "meta"):
                    if meta.get("name") and meta.get("content") and local(head.getparent()) == "html":
                        yield source.field(meta, meta.get("name"), meta.get("content"), "content")
        elif name == "inlineData" and inner.get("encoding"):
            detail = f"content in the encoding “{inner.get('encoding')[:80]}”"
            problems.append(Problem("format-unknown", detail, source.line(inner), 1))
        elif name == "inlineData":
            value, origin = source.words(inner)
            if "html" in (inner.get("contenttype") or ""):
                words.html(value, origin)
            else:
                words.text(value, origin)
        elif name == "remoteContent":
            yield source.field(inner, "contentSet.remoteContent", dict(named_attributes(inner)))


def _shown(source: XmlSource, content: Any) -> list[Parts]:
    """Pictures and recordings beside the text, by the media type of a reference to them."""
    found = []
    for inner in children(content, "remoteContent"):
        if (medium := _medium(inner)) != "text":
            fields = [*attributes(source, inner, ""), *(f for child in inner for f in _property(source, child))]
            found.append(_asset(source, inner, medium, fields))
    return found


def _asset(source: XmlSource, element: Any, kind: str, fields: list[Field]) -> Parts:
    return Parts(
        fields=fields,
        words="",
        format="newsml-g2",
        part=source.pointer(element),
        line=source.line(element),
        kind=kind,
    )


def _group_set(source: XmlSource, groups: Any, fields: list[Field], assets: list[Parts]) -> None:
    """What a package lists: references to pictures are works of their own, those to texts are fields."""
    fields += attributes(source, groups, "groupSet@")
    for group in children(groups, "group"):
        fields += attributes(source, group, "groupSet.group@")
        for child in group:
            name = local(child)
            if name == "itemRef" and (kind := next(_classes(child), _medium(child))) != "text":
                inner = [*attributes(source, child, ""), *(f for each in child for f in _property(source, each))]
                assets.append(_asset(source, child, kind, inner))
            elif name:
                fields.append(source.field(child, f"groupSet.{name}", value_of(child)))


def _kind(item: Any) -> str:
    """What an item is, by its class."""
    return next((kind for meta in children(item, "itemMeta") for kind in _classes(meta)), "text")


def _classes(element: Any) -> Iterator[str]:
    """The kinds that the item classes below *element* (item metadata, a reference) stand for."""
    for named in children(element, "itemClass"):
        code = (named.get("qcode") or named.get("uri") or "").replace("/", ":").rpartition(":")[2].lower()
        yield _KINDS.get(code, "text")


def _medium(element: Any) -> str:
    """The kind of what is referred to, by its media type."""
    kind = (element.get("contenttype") or "").partition("/")[0].strip().lower()
    return _KINDS.get("picture" if kind == "image" else kind, "text")
