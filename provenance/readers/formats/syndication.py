"""RSS 0.9x to 2.0, RSS 1.0 (RDF) and Atom 1.0: one document for each entry.

Rights stand in modules (Dublin Core, Creative Commons, Media RSS, RSL) and in RFC 4946. What the feed
declares about rights holds for the entries that declare nothing of the kind themselves; an entry's
own licence takes the place of the feed's, also where it says that none is stated (RFC 4946, 4). A feed's
notice stays beside the entry's as the site's: a reservation is never lost to a credit.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urljoin

from lxml import etree

from provenance.document import Field, Problem
from provenance.readers.assemble import Assembly
from provenance.readers.formats import nitf
from provenance.readers.formats.markup import add_markup, attributes, beside, value_of
from provenance.readers.interface import Parts
from provenance.readers.xml_source import XmlSource, children, descendants, local, namespace, plain

#: More entries than a feed has, and more rights of one feed times its entries; what is larger is not read.
MAX_ENTRIES, MAX_INHERITED = 1_000, 8_000
_UNSPECIFIED = "http://purl.org/atompub/license#unspecified"
_TEXTS = ("title", "description", "summary", "encoded", "content")
_LICENCES, _NOTICES = frozenset(("license", "licence")), frozenset(("rights", "copyright"))
#: Elements of a feed that say something about its entries; the names of a group stand for one another.
_OF_FEED: tuple[frozenset[str], ...] = (
    _LICENCES,
    _NOTICES,
    *(frozenset((name,)) for name in ("rightsHolder", "accessRights", "language", "tdm-reservation", "tdm-policy")),
    *(frozenset((name,)) for name in ("reservation", "policy", "expires", "embargo")),
    frozenset(("creator", "author")),
)
_MEDIA_RSS = "http://search.yahoo.com/mrss"
_RSL = "rslstandard.org"
_RDF_RESOURCE = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}resource"


def claims(root: Any) -> bool:
    """The root element is ``rss``, ``feed`` of Atom, a lone Atom ``entry``, or ``RDF`` with a channel."""
    name = local(root)
    atom = "atom" in namespace(root).lower()
    return (
        name == "rss" or (name in ("feed", "entry") and (atom or not namespace(root)))
        or (name == "RDF" and bool(children(root, "channel")))
    )  # fmt: skip


def read(source: XmlSource) -> list[Parts]:
    """The entries, each with what the feed declares for it."""
    root = source.root
    if local(root) == "entry":
        return [_entry(source, root, [], single=True)]
    channel = next(iter(children(root, "channel")), root)
    feed = [
        field
        for child in channel
        if local(child) not in ("item", "entry", "image", "textInput", *_TEXTS)
        for field in _fields(source, child)
        if _group(field) is not None or field.name.startswith("rsl.")
    ]
    entries = [each for each in descendants(root, "item", "entry") if local(each.getparent()) not in ("item", "entry")]
    inherited = feed[: max(1, MAX_INHERITED // max(1, min(len(entries), MAX_ENTRIES)))]
    parts = [_entry(source, entry, inherited) for entry in entries[:MAX_ENTRIES]]
    if len(feed) > len(inherited) or len(entries) > MAX_ENTRIES:
        detail = f"{len(entries)} entries and {len(feed)} rights of the feed; not all of them are read"
        for each in parts:
            each.problems.append(Problem("too-large", detail, 1, 1))
    return parts


def _entry(source: XmlSource, entry: Any, feed: list[Field], *, single: bool = False) -> Parts:
    words = Assembly()
    own: list[Field] = []
    for child in sorted(children(entry, *_TEXTS), key=lambda child: _TEXTS.index(local(child))):
        if _MEDIA_RSS not in namespace(child):
            own += _add_text(words, source, child)
    for comment in entry.iterchildren(etree.Comment):
        words.text(comment.text or "", None, "comment")
    parts = words.parts()
    own += [field for child in entry for field in _fields(source, child)]
    parts.fields = [field for field in own if field.value != _UNSPECIFIED] + _of_feed(feed, own)
    parts.format = "atom" if local(entry) == "entry" else "rss"
    parts.part, parts.line = None if single else source.pointer(entry), source.line(entry)
    return parts


def _group(field: Field) -> frozenset[str] | None:
    return next((group for group in _OF_FEED if field.name in group), None)


def _of_feed(feed: list[Field], own: list[Field]) -> list[Field]:
    """Rights of the feed where the entry has none of the kind; its other fields are about the feed."""
    kept: list[Field] = []
    names = {field.name for field in own}
    for field in feed:
        group = _group(field)
        if group is None or names.isdisjoint(group):
            kept.append(field)
        elif group is _NOTICES:
            kept.append(replace(field, name=f"site.{field.name}"))
    return [field for field in kept if field.value != _UNSPECIFIED]


def _fields(source: XmlSource, child: Any) -> Iterator[Field]:
    """One element of an entry or a feed as fields; titles and texts are words, no fields."""
    name, space = local(child), namespace(child)
    if not name:
        return
    if _RSL in space:  # kept as it is written: it has a vocabulary of its own
        yield source.field(child, f"rsl.{name}", etree.tostring(child, encoding="unicode", with_tail=False))
    elif _MEDIA_RSS in space:
        yield from _media(source, child)
    elif name == "link":
        yield from _link(source, child)
    elif name == "license":
        resource = child.get(_RDF_RESOURCE) or child.get("resource") or child.get("href")
        value = resource or plain(child)
        yield source.field(child, "license", _absolute(child, value) if resource else value)
    elif name == "source":
        yield from _source(source, child)
    elif name not in _TEXTS[1:]:
        resource = child.get(_RDF_RESOURCE)
        if name in ("creator", "author", "contributor", "rights", "copyright", "publisher") and not (
            resource or len(child) or plain(child)
        ):
            return
        named = [each for each in children(child, "name") if plain(each)] if name in ("author", "contributor") else []
        yield from (source.field(each, name, plain(each)) for each in named)
        if not named:
            value = resource if resource and not plain(child) else _value(child)
            yield source.field(child, name, value, "resource" if value == resource and resource else "")


def _value(element: Any) -> Any:
    """The words of an element that has only a type beside them (``atom:rights``), else all of it."""
    value = value_of(element)
    if local(element) in _NOTICES and "<" in (words := plain(element)):  # escaped HTML, whatever the type says
        markup = Assembly()
        markup.html(words)
        return " ".join((markup.parts().words or "").split()) or words
    if len(element) and namespace(element[0]).endswith("/xhtml"):
        return plain(element)
    return value["value"] if isinstance(value, dict) and set(value) == {"type", "value"} else value


def _link(source: XmlSource, link: Any) -> Iterator[Field]:
    """A link by its relation: the page of the entry, the licence (RFC 4946), anything else."""
    relation = (link.get("rel") or "alternate").lower()
    address, attribute = link.get("href") or plain(link), "href" if link.get("href") else ""
    names = {"license": "license", "alternate": "link"}
    found = [names.get(each.rpartition("/")[2], f"link.{each}") for each in relation.split()] or ["link"]
    for name in found:
        yield _addressed(source, link, name, address, attribute)
    if "license" not in found:
        yield from (field for field in beside(source, link, "link") if field.name not in ("link@href", "link@rel"))


def _addressed(source: XmlSource, element: Any, name: str, address: str, attribute: str) -> Field:
    """An address as a value; where the ``xml:base`` was needed it stands nowhere as it is."""
    whole = _absolute(element, address)
    field = source.field(element, name, whole, attribute)
    return field if whole == address else replace(field, start=None, end=None)


def _absolute(element: Any, address: str) -> str:
    """*address* by the ``xml:base`` around it, where there is one."""
    base = element.base
    try:
        return urljoin(base, address) if base else address
    except ValueError:
        return address


def _source(source: XmlSource, element: Any) -> Iterator[Field]:
    """Where an entry comes from: name and address, or metadata of the feed it was taken from (RFC 4287, 4.2.11)."""
    if not len(element):
        if plain(element):
            yield source.field(element, "source", plain(element))
        if element.get("url"):
            yield source.field(element, "source_url", element.get("url"), "url")
        elif element.get(_RDF_RESOURCE):
            yield source.field(element, "source_url", element.get(_RDF_RESOURCE), "resource")
        return
    for child in element:
        name = local(child)
        if name == "title":
            yield source.field(child, "source", plain(child))
        elif name == "link" and (child.get("rel") or "alternate") in ("alternate", "self"):
            yield _addressed(source, child, "source_url", child.get("href") or "", "href")
        elif name in _NOTICES or name in ("license", "link"):
            yield from _fields(source, child)
        elif name:
            yield source.field(child, f"source.{name}", value_of(child))


def _media(source: XmlSource, element: Any) -> Iterator[Field]:
    """Media RSS: rights of a recording or picture, not of the text; groups and contents nest."""
    name, words = local(element), plain(element)
    nested = name in ("group", "content") and len(element)
    if nested:
        for child in element:
            yield from _fields(source, child) if _MEDIA_RSS in namespace(child) else _in_media(source, child)
    elif name in ("copyright", "license", "restriction", "credit"):
        linked = next((key for key in ("href", "url") if element.get(key)), "")
        if words:
            yield source.field(element, f"media.{name}", words)
        if linked and (name == "license" or not words):
            yield source.field(element, f"media.{name}", element.get(linked), linked)
        for field in attributes(source, element, f"media.{name}@"):
            yield replace(field, name="media.licensed@type") if field.name == "media.license@type" else field
    elif name == "rights":
        yield from attributes(source, element, "media.rights@")
    else:
        yield source.field(element, f"media.{name}", value_of(element))
    if nested:
        yield from attributes(source, element, f"media.{name}@")


def _in_media(source: XmlSource, child: Any) -> Iterator[Field]:
    """Another module's element inside a recording's: it speaks about the recording."""
    for field in _fields(source, child):
        yield replace(field, name=f"media.{field.name}")


def _add_text(words: Assembly, source: XmlSource, element: Any) -> list[Field]:
    """Plain text, escaped HTML or XHTML, by what Atom's ``type`` says and RSS leaves open.

    Gives what an article inside declares (agencies put NITF into Atom).
    """
    kind, (value, origin) = (element.get("type") or "").lower(), source.words(element)
    fields: list[Field] = []
    if len(element):
        add_markup(words, source, element, nitf.ASIDE | {"head"})
        for article in descendants(element, "nitf"):
            fields += nitf.fields(source, article)
    elif kind in ("html", "text/html") or (
        kind not in ("text", "text/plain") and "<" in value and local(element) != "title"
    ):
        words.html(value, origin)
    else:
        words.text(value, origin, "heading" if local(element) == "title" else "text")
    return fields
