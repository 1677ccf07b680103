"""JSON Feed 1 and 1.1 (jsonfeed.org): what a feed and its items must have, and of what type."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from provenance.metadata import shown
from provenance.readers.json_source import JsonSource, pointer
from provenance.readers.places import Key
from provenance.validation.interface import Breach, Verdict, stand_twice

_VERSION = re.compile(r"https://jsonfeed\.org/version/(1(?:\.1)?)")
_INSTANT = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)")
#: Members of a kind: their type in words, and the Python types of it.
_TYPES: dict[str, tuple[str, type | tuple[type, ...]]] = {
    "text": ("a string", str),
    "list": ("a list", list),
    "object": ("an object", dict),
    "flag": ("true or false", bool),
}
_FEED = {
    "title": "text", "home_page_url": "text", "feed_url": "text", "description": "text", "user_comment": "text",
    "next_url": "text", "icon": "text", "favicon": "text", "language": "text", "author": "object", "authors": "list",
    "expired": "flag", "hubs": "list", "items": "list",
}  # fmt: skip
_ITEM = {
    "url": "text", "external_url": "text", "title": "text", "content_html": "text", "content_text": "text",
    "summary": "text", "image": "text", "banner_image": "text", "date_published": "text", "date_modified": "text",
    "author": "object", "authors": "list", "tags": "list", "language": "text", "attachments": "list",
}  # fmt: skip
_THERE = "this member: it must be there"


def validate(source: JsonSource, path: str) -> Verdict:  # noqa: ARG001 - as every validator
    """Hold a feed to the rules of the version it names."""
    written = source.data.get("version")
    match = _VERSION.fullmatch(written) if isinstance(written, str) else None
    verdict = Verdict("json-feed", match[1] if match else None)
    if match is None:
        expected = "https://jsonfeed.org/version/1 or https://jsonfeed.org/version/1.1"
        verdict.breaches.append(_breach(source, ("version",), written, expected))
    verdict.breaches += _object(source, (), _FEED, ("title", "items"))
    items = source.data.get("items")
    for number in range(len(items) if isinstance(items, list) else 0):
        verdict.breaches += _item(source, ("items", number))
    verdict.notes += stand_twice(source)
    return verdict


def _item(source: JsonSource, path: Key) -> Iterator[Breach]:
    item = source.at(path)
    if not isinstance(item, dict):
        yield _breach(source, path, item, "an object")
        return
    yield from _object(source, path, _ITEM, ("id",))
    if "id" in item and not (isinstance(item["id"], (str, int, float)) and not isinstance(item["id"], bool)):
        yield _breach(source, (*path, "id"), item["id"], "a string")
    if "content_html" not in item and "content_text" not in item:
        yield Breach(
            "content_text", pointer((*path, "content_text")), source.line(path), "", "one of content_html, content_text"
        )
    for name in ("date_published", "date_modified"):
        if isinstance(item.get(name), str) and not _INSTANT.fullmatch(item[name]):
            yield _breach(source, (*path, name), item[name], "an instant as in RFC 3339, such as 2030-05-01T06:00:00Z")
    attachments = item.get("attachments")
    for number, attachment in enumerate(attachments if isinstance(attachments, list) else []):
        at = (*path, "attachments", number)
        if isinstance(attachment, dict):
            yield from _object(source, at, {"url": "text", "mime_type": "text", "title": "text"}, ("url", "mime_type"))
        else:
            yield _breach(source, at, attachment, "an object")


def _object(source: JsonSource, path: Key, types: dict[str, str], required: tuple[str, ...]) -> Iterator[Breach]:
    value = source.at(path)
    for name in required:
        if name not in value:
            yield Breach(name, pointer((*path, name)), source.line(path), "", _THERE)
    for name, kind in types.items():
        words, wanted = _TYPES[kind]
        if name in value and not isinstance(value[name], wanted):
            yield _breach(source, (*path, name), value[name], words)
    authors = value.get("authors") if isinstance(value.get("authors"), list) else []
    people = [((*path, "authors", number), author) for number, author in enumerate(authors)]
    for at, author in [*people, *([((*path, "author"), value["author"])] if "author" in value else [])]:
        if not isinstance(author, dict) or not {"name", "url", "avatar"} & author.keys():
            yield _breach(source, at, author, "an object with a name, an url or an avatar")


def _breach(source: JsonSource, path: Key, value: Any, expected: str) -> Breach:
    name = next((str(step) for step in reversed(path) if isinstance(step, str)), "")
    return Breach(name, pointer(path), source.line(path), "" if value is None else shown(value), expected)
