"""News formats written in XML: the elements and attributes that each must have.

RSS 0.9x to 2.0 and 1.0 (RDF), Atom 1.0 (RFC 4287), NewsML-G2 (IPTC, 2.x), NewsML 1.x, NITF 3.x. These
are the rules a reader relies on, not the whole schemas.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from provenance.readers.xml_source import XmlSource, children, descendants, local, namespace, plain
from provenance.validation.interface import Breach, Verdict

_INSTANT = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)")
_ANY_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?")
_STANDARD_VERSION = re.compile(r"[0-9]{1,3}\.[0-9]{1,3}")
_G2 = "http://iptc.org/std/nar/2006-10-01/"  # also of catalogues, which travel alone
_ITEMS = ("newsItem", "packageItem", "conceptItem", "knowledgeItem", "planningItem", "catalogItem")
_ELEMENT, _ATTRIBUTE = "this element: it must be there", "this attribute: it must be there"


def validate(source: XmlSource) -> Verdict | None:
    """Hold the document to the rules of its format; ``None`` where it is in none of them."""
    root = source.root
    name, space = local(root), namespace(root)
    if name == "rss" or (name == "RDF" and children(root, "channel")):
        return _verdict(source, "rss", root.get("version") or ("1.0" if name == "RDF" else None), _rss)
    if name in ("feed", "entry") and ("atom" in space.lower() or not space):
        return _verdict(source, "atom", "1.0", _atom)
    if name in (*_ITEMS, "newsMessage") or space == _G2:
        holder = next((each for each in (root, *descendants(root, *_ITEMS)) if each.get("standardversion")), root)
        return _verdict(source, "newsml-g2", holder.get("standardversion"), _newsml_g2)
    if name == "nitf":
        return _verdict(source, "nitf", root.get("version"), _nitf)
    if name == "NewsML":
        return _verdict(source, "newsml-1", root.get("Version"), _newsml_1)
    return None


def _verdict(
    source: XmlSource, format: str, version: str | None, rules: Callable[[XmlSource], Iterator[Breach]]
) -> Verdict:
    return Verdict(format, version, list(rules(source)))


def _missing(source: XmlSource, element: Any, *names: str) -> Iterator[Breach]:
    """Children that must be there and are not."""
    for name in names:
        if not children(element, name):
            yield Breach(name, f"{source.pointer(element)}/{name}", source.line(element), "", _ELEMENT)


def _empty(source: XmlSource, element: Any, *names: str) -> Iterator[Breach]:
    """As :func:`_missing`; those that are there must hold something."""
    yield from _missing(source, element, *names)
    for child in children(element, *names):
        if not plain(child):
            yield Breach(local(child), source.pointer(child), source.line(child), '""', "text")


def _attributes(source: XmlSource, element: Any, *names: str) -> Iterator[Breach]:
    for name in names:
        if not (element.get(name) or "").strip():
            found = '""' if name in element.attrib else ""
            yield Breach(name, f"{source.pointer(element)}/@{name}", source.line(element), found, _ATTRIBUTE)


def _times(source: XmlSource, element: Any, pattern: re.Pattern[str], *names: str) -> Iterator[Breach]:
    for child in children(element, *names):
        written = plain(child)
        if written and not pattern.fullmatch(written[:60]):
            expected = "an instant as in RFC 3339, such as 2030-05-01T06:00:00Z"
            yield Breach(local(child), source.pointer(child), source.line(child), written[:80], expected)


def _rss(source: XmlSource) -> Iterator[Breach]:
    root = source.root
    if local(root) == "rss":
        yield from _attributes(source, root, "version")
    yield from _missing(source, root, "channel")
    for channel in children(root, "channel"):
        yield from _missing(source, channel, "title", "link", "description")
    for item in descendants(root, "item"):
        if local(root) == "RDF":
            yield from _empty(source, item, "title", "link")
        elif not children(item, "title", "description"):
            expected = "one of title, description"
            yield Breach("title", f"{source.pointer(item)}/title", source.line(item), "", expected)


def _atom(source: XmlSource) -> Iterator[Breach]:
    root = source.root
    entries = [root] if local(root) == "entry" else children(root, "entry")
    for element in dict.fromkeys([root, *entries]):
        yield from _empty(source, element, "id")
        yield from _missing(source, element, "title")
        yield from _empty(source, element, "updated")
        yield from _times(source, element, _INSTANT, "updated", "published")
    for entry in entries:
        inherited = [*children(root, "author"), *(a for s in children(entry, "source") for a in children(s, "author"))]
        if not children(entry, "author") and not inherited:
            expected = "an author, in the entry or in the feed"
            yield Breach("author", f"{source.pointer(entry)}/author", source.line(entry), "", expected)


def _newsml_g2(source: XmlSource) -> Iterator[Breach]:
    root = source.root
    items = [root] if local(root) in _ITEMS else descendants(root, *_ITEMS)
    if local(root) == "newsMessage":
        yield from _missing(source, root, "header", "itemSet")
    for item in items:
        yield from _attributes(source, item, "guid", "standard", "standardversion")
        written = item.get("standardversion")
        if written and not _STANDARD_VERSION.fullmatch(written):
            where = f"{source.pointer(item)}/@standardversion"
            yield Breach("standardversion", where, source.line(item), written[:80], "a version, such as 2.35")
        if (standard := item.get("standard")) and not standard.startswith("NewsML-G2"):
            yield Breach("standard", f"{source.pointer(item)}/@standard", source.line(item), standard[:80], "NewsML-G2")
        yield from _missing(source, item, "itemMeta")
        for meta in children(item, "itemMeta"):
            yield from _missing(source, meta, "itemClass", "provider")
            yield from _empty(source, meta, "versionCreated")
            yield from _times(source, meta, _ANY_TIME, "versionCreated", "firstCreated")
            for status in children(meta, "pubStatus"):
                if not (status.get("qcode") or status.get("uri")):
                    yield from _attributes(source, status, "qcode")


def _nitf(source: XmlSource) -> Iterator[Breach]:
    yield from _missing(source, source.root, "body")


def _newsml_1(source: XmlSource) -> Iterator[Breach]:
    yield from _missing(source, source.root, "NewsEnvelope", "NewsItem")
    for item in children(source.root, "NewsItem"):
        yield from _missing(source, item, "Identification", "NewsManagement")
