"""NITF, News Industry Text Format (IPTC, versions 2.5 to 3.6): one article a file."""

from __future__ import annotations

from typing import Any

from provenance.document import Field
from provenance.readers.assemble import Assembly
from provenance.readers.formats.markup import add_markup, attributes, members, value_of
from provenance.readers.interface import Parts
from provenance.readers.xml_source import XmlSource, children, descendants, local, plain

#: Parts of a body that are a picture's or say who distributes; they are fields, not words.
_ASIDE = frozenset(("media", "rights", "byline", "distributor", "dateline", "copyrite", "pubdata"))


def claims(root: Any) -> bool:
    """The root element is ``nitf``."""
    return local(root) == "nitf"


def read(source: XmlSource) -> list[Parts]:
    """The article: headline, abstract, body; everything else is a field."""
    return [article(source, source.root)]


def article(source: XmlSource, root: Any) -> Parts:
    """The parts of the article below *root*, an element ``nitf`` that may stand inside another format."""
    words = Assembly()
    for body in children(root, "body"):
        add_markup(words, source, body, _ASIDE)
    parts = words.parts()
    parts.format, parts.line = "nitf", source.line(root)
    parts.fields = list(fields(source, root))
    return parts


def fields(source: XmlSource, root: Any) -> list[Field]:
    """What the head, the head of the body and the media declare."""
    found: list[Field] = []
    for head in children(root, "head"):
        for child in head:
            name = local(child)
            if name == "docdata":
                found += _docdata(source, child)
            elif name == "meta":
                found.append(source.field(child, child.get("name") or "meta", child.get("content") or "", "content"))
            elif name:
                found.append(source.field(child, name, value_of(child)))
    for head in descendants(root, "body.head"):
        for child in head:
            if local(child) in _ASIDE:
                found += _of_head(source, child)
    for media in descendants(root, "media"):
        for child in media:
            name = local(child).removeprefix("media-")
            if name in ("caption", "producer"):
                found.append(source.field(child, f"image.{'credit' if name == 'producer' else name}", plain(child)))
            elif name:
                found.append(source.field(child, f"media.{name}", value_of(child)))
    return found


def _docdata(source: XmlSource, docdata: Any) -> list[Field]:
    """Attributes say nearly everything here: each is a field (``doc.copyright.holder``)."""
    found: list[Field] = []
    for child in docdata:
        name = local(child)
        if name in ("doc.copyright", "doc.rights"):
            found += attributes(source, child, f"{name}.")
            if text := plain(child):
                found.append(source.field(child, name, text))
        elif name in ("date.release", "date.expire", "date.issue"):
            found.append(source.field(child, name, child.get("norm") or plain(child), "norm"))
        elif name == "ed-msg":
            found.append(source.field(child, "ednote", child.get("info") or plain(child), "info"))
        elif name:
            found.append(source.field(child, name, value_of(child)))
    return found


def _of_head(source: XmlSource, element: Any) -> list[Field]:
    name = local(element)
    if name == "copyrite":
        named = [source.field(c, local(c).replace("copyrite", "copyright"), plain(c)) for c in element if local(c)]
        return [source.field(element, "copyrite", plain(element)), *named]
    if name == "rights":
        return [source.field(element, "rights", plain(element)), *members(source, element)]
    return [source.field(element, name, plain(element))]
