"""NewsML 1.0 to 1.2 (IPTC): one document for each NewsItem.

Components nest: news lines, rights and content may stand at any level, and everything below an item
is its own, but for pictures and recordings, which are works of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from provenance.document import Field, Problem
from provenance.readers.assemble import Assembly
from provenance.readers.formats import nitf
from provenance.readers.formats.markup import add_markup, attributes, value_of
from provenance.readers.interface import Parts
from provenance.readers.xml_source import XmlSource, children, descendants, local, plain

_MEDIA = {
    "photo": "picture",
    "picture": "picture",
    "graphic": "graphic",
    "animation": "graphic",
    "video": "video",
    "audio": "audio",
}
_PARTIES = ("Provider", "Creator", "Source", "Contributor")
_LINES = ("HeadLine", "SubHeadLine", "ByLine", "ByLineTitle", "DateLine", "CreditLine", "CopyrightLine", "RightsLine",
    "SeriesLine", "SlugLine", "KeywordLine")  # fmt: skip
_STRUCTURE = ("Role", "BasisForChoice", "NewsItemRef", "Catalog", "TopicSet", "NewsItem")
_HTML = re.compile(r"</?(?:p|br|div|h[1-6]|b|i|a|ul|li|table)\b[^<>]{0,500}>", re.I)
_YEAR_OF_DATE = re.compile(r"^([12][0-9]{3})-?[01][0-9]-?[0-3][0-9].*$", re.S)
_META = ("NewsLines", "AdministrativeMetadata", "RightsMetadata", "DescriptiveMetadata")


def claims(root: Any) -> bool:
    """The root element is ``NewsML``."""
    return local(root) == "NewsML"


def read(source: XmlSource) -> list[Parts]:
    """The items of the package; the envelope says who sent them."""
    items = descendants(source.root, "NewsItem")
    several = len(items) > 1
    envelope = [
        source.field(child, f"NewsEnvelope.{local(child)}", value_of(child))
        for holder in children(source.root, "NewsEnvelope")
        for child in holder
        if local(child)
    ]
    return [_item(source, item, source.pointer(item) if several else None, envelope) for item in items]


def _item(source: XmlSource, item: Any, part: str | None, envelope: list[Field]) -> Parts:
    content = _Content(source)
    for child in item:
        name = local(child)
        if name == "NewsManagement":
            content.fields += _management(source, child)
        elif name == "NewsComponent":
            content.component(child)
        elif name == "Identification":
            content.fields += [source.field(each, local(each), value_of(each)) for each in child if local(each)]
        elif name and name not in _STRUCTURE:
            content.fields.append(source.field(child, name, value_of(child)))
    if not any(field.name in ("Provider", "Source") for field in content.fields):
        providers = [each for each in descendants(item, "ProviderId") if plain(each)]
        # in front of the whole identifier: of two fields with one pointer the first counts
        content.fields[:0] = [source.field(each, "Provider", plain(each)) for each in providers[:1]]
    parts = content.parts()
    parts.part, parts.line = part, source.line(item)
    parts.fields = [*parts.fields, *envelope]
    return parts


class _Content:
    """What the components of an item hold: words, declared values, works beside the text."""

    def __init__(self, source: XmlSource) -> None:
        self.source = source
        self.words, self.fields, self.problems, self.assets = Assembly(), list[Field](), list[Problem](), list[Parts]()

    def parts(self) -> Parts:
        """Everything collected."""
        parts = self.words.parts()
        parts.format, parts.fields, parts.problems, parts.assets = "newsml-1", self.fields, self.problems, self.assets
        return parts

    def component(self, component: Any, depth: int = 0) -> None:
        """Take one component apart; a component of pictures only is an asset."""
        kind = _medium(component) if depth else None
        if kind is None:
            self._take(component, depth)
            return
        inner = _Content(self.source)
        inner._take(component, depth)
        asset = inner.parts()
        asset.part, asset.line, asset.kind = self.source.pointer(component), self.source.line(component), kind
        self.assets.append(asset)

    def _take(self, component: Any, depth: int) -> None:
        for child in component:
            name = local(child)
            if name in _META:
                self.fields += _meta(self.source, child)
            elif name == "NewsComponent":
                self.component(child, depth + 1)
            elif name == "ContentItem":
                self._content(child)
            elif name and name not in _STRUCTURE:
                self.fields.append(self.source.field(child, name, value_of(child)))

    def _content(self, content: Any) -> None:
        for data in descendants(content, "DataContent"):
            notation = data.getparent().get("Notation") if local(data.getparent()) == "Encoding" else None
            if notation:
                detail = f"content in the encoding “{notation[:80]}”"
                self.problems.append(Problem("format-unknown", detail, self.source.line(data), 1))
                continue
            for article in descendants(data, "nitf"):
                self.fields += nitf.fields(self.source, article)
            if len(data):
                add_markup(self.words, self.source, data, nitf.ASIDE | {"head"})
            else:
                value, origin = self.source.words(data)
                if _HTML.search(value):
                    self.words.html(value, origin)
                else:
                    self.words.text(value, origin)
        for reference in children(content, "MediaType", "MimeType", "Format"):
            self.fields.append(self.source.field(reference, f"content.{local(reference)}", value_of(reference)))


def _medium(component: Any) -> str | None:
    """The medium of a component whose content items all are of one that is no text."""
    named = [media.get("FormalName", "").lower() for media in descendants(component, "MediaType")]
    kinds = {_MEDIA.get(name) for name in named}
    return kinds.pop() if len(kinds) == 1 and named else None


def _meta(source: XmlSource, meta: Any) -> Iterator[Field]:
    """News lines by name; rights by the names of what they say; people with the names of their parties."""
    for child in meta:
        name = local(child)
        if name in ("Copyright", "UsageRights"):
            yield from _rights(source, child)
        elif name in _PARTIES:
            yield from _parties(source, child, name)
        elif name == "NewsLine":
            texts = children(child, "NewsLineText")
            yield from (source.field(text, "ednote", plain(text)) for text in texts if plain(text))
            yield source.field(child, name, value_of(child))
        elif name in _LINES:
            if words := plain(child):
                yield source.field(child, name, words)
        elif name:
            value = value_of(child)
            coded = isinstance(value, dict) and set(value) <= {"FormalName", "Scheme", "Vocabulary"}
            coded = coded and "FormalName" in value
            yield source.field(child, name, value["FormalName"] if coded else value, "FormalName" if coded else "")


def _rights(source: XmlSource, rights: Any) -> Iterator[Field]:
    """Copyright (holder, date) and usage rights (type, place, holder, limits, dates), each by its own words."""
    for child in rights:
        name, words = local(child), plain(child)
        if name in ("CopyrightHolder", "RightsHolder"):
            yield from _parties(source, child, "Copyright.CopyrightHolder" if name[0] == "C" else name)
        elif name == "CopyrightDate":
            yield source.field(child, "Copyright.CopyrightDate", _YEAR_OF_DATE.sub(r"\1", words))
        elif name in ("StartDate", "EndDate"):
            if words:
                yield source.field(child, f"rights.{name}", words)
        elif name:
            code = child.get("FormalName")
            yield source.field(child, name, words or code or "", "" if words or not code else "FormalName")


def _parties(source: XmlSource, element: Any, name: str) -> Iterator[Field]:
    """Somebody: the formal names of the parties in it, what their properties call them, or the words."""
    found = False
    for party in descendants(element, "Party"):
        named = [each for each in descendants(party, "Property") if "name" in (each.get("FormalName") or "").lower()]
        values = [
            (party, party.get("FormalName"), "FormalName"),
            *((each, each.get("Value"), "Value") for each in named),
        ]
        for holder, value, attribute in values:
            if value and value.strip():
                found = True
                yield source.field(holder, name, value, attribute)
    if not found and (words := plain(element)):
        yield source.field(element, name, words)
    yield from attributes(source, element, f"{name}@")


def _management(source: XmlSource, management: Any) -> Iterator[Field]:
    """Status, instructions, revisions; a status that is to change says when an embargo ends."""
    changes = [each for each in descendants(management, "DateAndTime") if plain(each)]
    for child in children(management, "Status"):  # first: a change is a field as a whole as well
        status = child.get("FormalName") or plain(child)
        if status.strip().lower().startswith("embargo"):
            yield source.field(changes[0] if changes else child, "embargo", plain(changes[0]) if changes else status)
        else:
            yield source.field(child, "pubstatus", status, "FormalName" if child.get("FormalName") else "")
    for child in management:
        if (name := local(child)) and name != "Status":
            yield source.field(child, name, value_of(child))
