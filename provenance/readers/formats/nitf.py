"""NITF, News Industry Text Format (IPTC, versions 2.5 to 3.6): one article a file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from provenance.document import Field
from provenance.readers.assemble import Assembly
from provenance.readers.formats.markup import add_markup, attributes, named_attributes, value_of
from provenance.readers.interface import Parts
from provenance.readers.xml_source import XmlSource, children, descendants, local, plain

#: Parts of a body that are a picture's or say who distributes; they are fields, not words.
ASIDE = frozenset(("media", "rights", "byline", "distributor", "dateline", "copyrite", "pubdata"))
#: Classes of notes whose words are a field of their own as well.
_NOTES = {"cpyrt": "copyright", "editorsnote": "ednote"}


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
        add_markup(words, source, body, ASIDE)
    parts = words.parts()
    parts.format, parts.line = "nitf", source.line(root)
    parts.fields = list(fields(source, root))
    return parts


def fields(source: XmlSource, root: Any) -> list[Field]:
    """What the head, the head of the body, notes and media declare."""
    found: list[Field] = list(attributes(source, root, "nitf."))
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
            if local(child) in ASIDE:
                found += _of_head(source, child)
    for note in descendants(root, "note"):
        if (named := _NOTES.get((note.get("noteclass") or "").lower())) and plain(note):
            found.append(source.field(note, named, plain(note)))
    for media in descendants(root, "media"):
        found += _media(source, media)
    return found


def _media(source: XmlSource, media: Any) -> Iterator[Field]:
    """What is said about a picture or a recording: caption, credit, and metadata by its name."""
    for child in media:
        name = local(child).removeprefix("media-")
        if name in ("caption", "producer"):
            yield source.field(child, f"image.{'credit' if name == 'producer' else name}", plain(child))
        elif name == "metadata" and child.get("name"):
            yield source.field(child, f"image.{child.get('name')}", child.get("value") or plain(child), "value")
        elif name == "reference":
            yield from attributes(source, child, "media.reference@")
            if child.get("copyright"):
                yield source.field(child, "image.copyright", child.get("copyright"), "copyright")
        elif name:
            yield source.field(child, f"media.{name}", value_of(child))


def _docdata(source: XmlSource, docdata: Any) -> Iterator[Field]:
    """Attributes say nearly everything here: each is a field (``doc.copyright.holder``); an empty one says nothing."""
    for name, value in named_attributes(docdata):
        yield from _management(source, docdata, name, value)
    for child in docdata:
        name = local(child)
        if name in ("doc.copyright", "doc.rights"):
            yield from (field for field in attributes(source, child, f"{name}.") if str(field.value).strip())
            if text := plain(child):
                yield source.field(child, name, text)
        elif name in ("date.release", "date.expire", "date.issue"):
            if value := child.get("norm") or plain(child):
                yield source.field(child, name, value, "norm" if child.get("norm") else "")
        elif name == "ed-msg":
            if value := child.get("info") or plain(child):
                yield source.field(child, "ednote", value, "info" if child.get("info") else "")
            yield from (field for field in attributes(source, child, "ed-msg.") if field.name != "ed-msg.info")
        elif name:
            yield source.field(child, name, value_of(child))


def _management(source: XmlSource, docdata: Any, name: str, value: str) -> Iterator[Field]:
    """``management-status`` is a publishing status; one that is embargoed names no moment (``date.release`` may)."""
    if name != "management-status" or not value.strip():
        yield source.field(docdata, f"docdata.{name}", value, name)
    elif value.strip().lower() != "embargoed":
        yield source.field(docdata, "pubstatus", value, name)
    elif not any(child.get("norm") or plain(child) for child in children(docdata, "date.release")):
        yield source.field(docdata, "embargo", value, name)


def _of_head(source: XmlSource, element: Any) -> Iterator[Field]:
    name = local(element)
    if not plain(element):
        return
    if name in ("copyrite", "rights"):
        # words around parts of their own are terms, no line of copyright
        terms = name == "rights" and any(local(child).startswith("rights.") for child in element)
        yield source.field(element, "rights.usageTerms" if terms else name, plain(element))
        for child in element:
            if part := local(child):
                norm = "norm" if child.get("norm") else ""
                value = child.get("norm") or plain(child)
                yield source.field(child, part.replace("copyrite", "copyright"), value, norm)
    elif name == "distributor":
        organisations = [each for each in descendants(element, "org") if plain(each)]
        yield from (source.field(each, name, plain(each)) for each in organisations or [element])
    else:
        yield source.field(element, name, plain(element))
