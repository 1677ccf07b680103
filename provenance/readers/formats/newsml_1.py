"""NewsML 1.0 to 1.2 (IPTC): one document for each NewsItem.

Components nest: news lines, rights and content may stand at any level, and everything below an item
is its own, but for pictures and recordings, which are works of their own.
"""

from __future__ import annotations

from typing import Any

from provenance.document import Field
from provenance.readers.assemble import Assembly
from provenance.readers.formats import nitf
from provenance.readers.formats.markup import add_markup, members, value_of
from provenance.readers.interface import Parts
from provenance.readers.xml_source import XmlSource, children, descendants, local, plain, pointer

_MEDIA = {
    "photo": "picture",
    "picture": "picture",
    "graphic": "graphic",
    "animation": "graphic",
    "video": "video",
    "audio": "audio",
}
_META = ("NewsLines", "AdministrativeMetadata", "RightsMetadata", "DescriptiveMetadata")


def claims(root: Any) -> bool:
    """The root element is ``NewsML``."""
    return local(root) == "NewsML"


def read(source: XmlSource) -> list[Parts]:
    """The items of the package."""
    items = descendants(source.root, "NewsItem")
    several = len(items) > 1
    return [_item(source, item, pointer(item) if several else None) for item in items]


def _item(source: XmlSource, item: Any, part: str | None) -> Parts:
    words, fields, assets = Assembly(), list[Field](), list[Parts]()
    for management in children(item, "NewsManagement", "Identification"):
        fields += _management(source, management)
    for component in children(item, "NewsComponent"):
        _component(source, component, words, fields, assets)
    parts = words.parts()
    parts.format, parts.part, parts.line = "newsml-1", part, source.line(item)
    parts.fields, parts.assets = fields, assets
    return parts


def _component(
    source: XmlSource, component: Any, words: Assembly, fields: list[Field], assets: list[Parts], depth: int = 0
) -> None:
    """Take one component apart; a component of pictures only is an asset."""
    kind = _medium(component) if depth else None
    if kind is not None:
        inner = Assembly()
        own: list[Field] = []
        _take(source, component, inner, own, assets, depth)
        asset = inner.parts()
        asset.format, asset.part, asset.line, asset.kind = "newsml-1", pointer(component), source.line(component), kind
        asset.fields = own
        assets.append(asset)
    else:
        _take(source, component, words, fields, assets, depth)


def _take(
    source: XmlSource, component: Any, words: Assembly, fields: list[Field], assets: list[Parts], depth: int
) -> None:
    for child in component:
        name = local(child)
        if name in _META:
            fields += _meta(source, child)
        elif name == "NewsComponent":
            _component(source, child, words, fields, assets, depth + 1)
        elif name == "ContentItem":
            _content(source, child, words, fields)
        elif name and name not in ("Role", "BasisForChoice", "NewsItemRef"):
            fields.append(source.field(child, name, value_of(child)))


def _medium(component: Any) -> str | None:
    """The medium of a component whose content items all are of one that is no text."""
    named = [media.get("FormalName", "").lower() for media in descendants(component, "MediaType")]
    kinds = {_MEDIA.get(name) for name in named}
    return kinds.pop() if len(kinds) == 1 and named else None


def _meta(source: XmlSource, meta: Any) -> list[Field]:
    """News lines by name; rights by the names of what they say; people with the names of their parties."""
    found: list[Field] = []
    for child in meta:
        name = local(child)
        if name in ("Copyright", "UsageRights"):
            found += members(source, child, "" if name == "UsageRights" else "Copyright.")
        elif name in ("Provider", "Creator", "Source", "Contributor"):
            parties = [party.get("FormalName") for party in descendants(child, "Party") if party.get("FormalName")]
            found.append(source.field(child, name, parties or plain(child)))
        elif name:
            value = value_of(child)
            coded = isinstance(value, dict) and set(value) <= {"FormalName", "Scheme", "Vocabulary"}
            found.append(source.field(child, name, value["FormalName"] if coded and "FormalName" in value else value))
    return found


def _management(source: XmlSource, management: Any) -> list[Field]:
    """Status, instructions, revisions; a status that is to change says when an embargo ends."""
    found: list[Field] = []
    for child in management:
        name = local(child)
        if name == "Status":
            status = child.get("FormalName") or plain(child)
            if status.lower().startswith("embargo"):
                changes = descendants(management, "DateAndTime")
                until = plain(changes[0]) if changes else status
                found.append(source.field(changes[0] if changes else child, "embargo", until))
            else:
                found.append(source.field(child, "pubstatus", status, "FormalName"))
        elif name:
            found.append(source.field(child, name, value_of(child)))
    return found


def _content(source: XmlSource, content: Any, words: Assembly, fields: list[Field]) -> None:
    for data in children(content, "DataContent"):
        articles = descendants(data, "nitf")
        for article in articles:
            fields += nitf.fields(source, article)
        if len(data):
            add_markup(
                words,
                source,
                data,
                frozenset(("head", "media", "rights", "byline", "distributor", "dateline", "copyrite")),
            )
        else:
            words.text(*source.words(data))
    for reference in children(content, "MediaType", "MimeType", "Format"):
        fields.append(source.field(reference, f"content.{local(reference)}", value_of(reference)))
