"""RSS 0.9x to 2.0, RSS 1.0 (RDF) and Atom 1.0: one document for each entry.

Rights stand in modules (Dublin Core, Creative Commons, Media RSS) and in RFC 4946. What the feed
declares about rights holds for the entries that declare nothing of the kind themselves; an entry's
own licence takes the place of the feed's, also where it says that none is stated (RFC 4946, 4).
"""

from __future__ import annotations

from typing import Any

from provenance.document import Field
from provenance.readers.assemble import Assembly
from provenance.readers.formats.markup import add_markup, value_of
from provenance.readers.interface import Parts
from provenance.readers.xml_source import XmlSource, children, descendants, local, namespace, plain, pointer

_UNSPECIFIED = "http://purl.org/atompub/license#unspecified"
_TEXTS = ("title", "description", "summary", "encoded", "content")
#: Elements that state rights; the names of a group stand for one another.
_LICENCES, _NOTICES = frozenset(("license", "licence")), frozenset(("rights", "copyright"))
_MEDIA_RSS = "http://search.yahoo.com/mrss"
_RSL = "rslstandard.org"


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
    feed = [field for child in channel if local(child) not in ("item", "entry") for field in _fields(source, child)]
    entries = descendants(root, "item", "entry")
    return [_entry(source, entry, feed) for entry in entries]


def _entry(source: XmlSource, entry: Any, feed: list[Field], *, single: bool = False) -> Parts:
    words = Assembly()
    for child in sorted(children(entry, *_TEXTS), key=lambda child: _TEXTS.index(local(child))):
        if "mrss" not in namespace(child):
            _add_text(words, source, child)
    parts = words.parts()
    own = [field for child in entry for field in _fields(source, child)]
    parts.fields = [field for field in own if field.value != _UNSPECIFIED] + _of_feed(feed, own)
    parts.format = "atom" if local(entry) == "entry" else "rss"
    parts.part, parts.line = None if single else pointer(entry), source.line(entry)
    return parts


def _of_feed(feed: list[Field], own: list[Field]) -> list[Field]:
    """Rights of the feed where the entry has none of the kind; its other fields are about the feed."""
    kept: list[Field] = []
    for field in feed:
        group = next((group for group in (_LICENCES, _NOTICES) if field.name in group), None)
        if group is not None and not any(other.name in group for other in own):
            kept.append(field)
        elif group is None and field.name in ("creator", "author", "language", "tdm-reservation", "tdm-policy"):
            kept += [] if any(other.name == field.name for other in own) else [field]
    return kept


def _fields(source: XmlSource, child: Any) -> list[Field]:
    name, space = local(child), namespace(child)
    if not name or _RSL in space:
        return []
    if _MEDIA_RSS in space:  # rights of the recording or picture; groups and contents nest
        inner = [field for each in child for field in _fields(source, each)]
        return (
            inner
            if name in ("group", "content") and len(child)
            else [source.field(child, f"media.{name}", value_of(child))]
        )
    if name == "link":
        relation = (child.get("rel") or "alternate").lower()
        address = child.get("href") or plain(child)
        known = {"license": "license", "alternate": "link"}.get(relation, f"link.{relation}")
        return [source.field(child, known, address, "href" if child.get("href") else "")]
    if name == "license":
        resource = next((value for key, value in child.attrib.items() if key.endswith("resource")), "")
        return [source.field(child, "license", resource or plain(child))]
    if name == "source" and child.get("url"):
        return [source.field(child, "source", plain(child)), source.field(child, "source_url", child.get("url"), "url")]
    if name in _TEXTS[1:]:
        return []
    return [source.field(child, name, value_of(child))]


def _add_text(words: Assembly, source: XmlSource, element: Any) -> None:
    """Plain text, escaped HTML or XHTML, by what Atom's ``type`` says and RSS leaves open."""
    kind, (value, origin) = (element.get("type") or "").lower(), source.words(element)
    if len(element):
        add_markup(words, source, element)
    elif kind in ("html", "text/html") or (kind != "text" and "<" in value and local(element) != "title"):
        words.html(value, origin)
    else:
        words.text(value, origin, "heading" if local(element) == "title" else "text")
