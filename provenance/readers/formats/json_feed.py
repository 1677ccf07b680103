"""JSON Feed (jsonfeed.org, versions 1 and 1.1): one document for each item."""

from __future__ import annotations

from typing import Any

from provenance.document import Field
from provenance.readers.assemble import Assembly
from provenance.readers.interface import Parts
from provenance.readers.json_source import JsonSource, pointer

_VERSION = "https://jsonfeed.org/version/"
#: What the feed says for all of its items, unless an item says it itself; names beginning with "_" are extensions.
_OF_FEED = ("authors", "author", "language")
_TEXTS = ("title", "summary", "content_text", "content_html")


def claims(data: Any) -> bool:
    """The address of the version, which every feed must name."""
    return isinstance(data, dict) and str(data.get("version", "")).startswith(_VERSION)


def read(source: JsonSource) -> list[Parts]:
    """The items of the feed; what the feed declares for all of them counts where an item is silent."""
    items = source.data.get("items")
    count = len(items) if isinstance(items, list) else 0
    return [_item(source, i) for i in range(count) if isinstance(items[i], dict)]


def _item(source: JsonSource, number: int) -> Parts:
    path = ("items", number)
    item = source.at(path)
    words = Assembly()
    words.text(*_plain(source, path, item, "title"), "heading")
    if isinstance(item.get("content_html"), str):
        words.html(item["content_html"], source.origin((*path, "content_html")))
    else:
        words.text(*_plain(source, path, item, "content_text"))
    parts = words.parts()
    parts.format, parts.part, parts.line = "json-feed", pointer(path), source.line(path)
    parts.fields = [source.field((*path, key), value) for key, value in item.items() if key not in _TEXTS[1:]]
    parts.fields += _of_feed(source, item)
    return parts


def _plain(source: JsonSource, path: tuple[str, int], item: dict[str, Any], key: str) -> tuple[str, Any]:
    value = item.get(key)
    return (value, source.origin((*path, key))) if isinstance(value, str) else ("", None)


def _of_feed(source: JsonSource, item: dict[str, Any]) -> list[Field]:
    """Members of the feed that hold for its items: people, language and every extension (rights are one)."""
    return [
        source.field((key,), value)
        for key, value in source.data.items()
        if key not in item and (key in _OF_FEED or key.startswith("_"))
    ]
