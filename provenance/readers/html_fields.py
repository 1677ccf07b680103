"""What a page declares about itself: ``meta``, ``link`` and JSON-LD, each with its place in the source.

Names are handed on as written; which of them mean what is data (``rules/fields``). Sources: HTML 4.2.5
(``meta``), schema.org, Dublin Core, the microformat ``rel=license``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from provenance.document import Field, Problem
from provenance.readers.interface import MAX_DEPTH
from provenance.spans import Newlines

if TYPE_CHECKING:
    from turbohtml import Document, Element

#: Most bytes of JSON-LD that are read of one page, and most declared values.
MAX_JSON, MAX_FIELDS = 1_000_000, 2_000
_NAMING = ("name", "property", "itemprop", "http-equiv")
#: Types of schema.org that speak for the page or its text; others are about somebody or something else.
_SUBJECTS = (
    "article",
    "posting",
    "webpage",
    "website",
    "creativework",
    "report",
    "newsarticle",
    "page",
    "review",
    "recipe",
    "book",
    "chapter",
)


def fields_of(document: Document, lines: Newlines) -> tuple[list[Field], list[Problem]]:
    """The declared fields in the order of the page, and what was broken about them."""
    fields: list[Field] = []
    problems: list[Problem] = []
    for element in document.find_all("meta"):
        field = _meta(element, lines)
        if field is not None:
            fields.append(field)
    for element in document.find_all("link"):
        relations = str(element.attr("rel") or "").lower().split()
        if "rsl+xml" in str(element.attr("type") or "").lower():
            continue  # terms for machines, no licence of the text: provenance.signals.rsl
        if href := element.attr("href"):
            if {"license", "licence", "copyright"} & set(relations) and "://" in href:
                fields.append(_field(element, "license", href, "link: rel=license", lines))
    for element in document.find_all("script"):
        if (element.attr("type") or "").strip().lower().startswith("application/ld+json"):
            _json_ld(element, fields, problems)
    return fields[:MAX_FIELDS], problems


def _meta(element: Element, lines: Newlines) -> Field | None:
    content = element.attr("content")
    name = next((value for key in _NAMING if (value := element.attr(key))), None)
    if name is None or content is None:
        return None
    return _field(element, name, content, f"meta: {name}", lines)


def _field(element: Element, name: str, value: str, pointer: str, lines: Newlines) -> Field:
    line, column = (element.source_line or 1), (element.source_col or 0)
    begin = lines.offset(line, column)
    end = lines.text.find(">", begin)
    start = lines.text.find(value, begin, end) if value else -1
    if start < 0:  # character references in it: the element as a whole is the place
        return Field(name, value, pointer, line, column + 1)
    return Field(name, value, pointer, line, column + 1, lines.back(start), lines.back(start + len(value)))


def _json_ld(element: Element, fields: list[Field], problems: list[Problem]) -> None:
    line = element.source_line or 1
    text = element.text
    if len(text) > MAX_JSON:
        problems.append(Problem("metadata-unread", f"JSON-LD of {len(text)} characters", line))
        return
    try:
        data = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        problems.append(Problem("metadata-unread", "JSON-LD that is not JSON", line))
        return
    named = _named(data, {}, 0)
    for pointer, node in _nodes(data, "$", 0):
        for key, value in node.items():
            if not key.startswith("@"):
                if isinstance(value, dict) and value.keys() == {"@id"}:
                    value = named.get(
                        str(value["@id"]), value
                    )  # the holder is a node of its own elsewhere in the graph
                fields.append(Field(key, value, f"JSON-LD: {pointer}.{key}", line))


def _named(data: Any, found: dict[str, str], depth: int) -> dict[str, str]:
    """The names of the nodes that have one, by ``@id``."""
    if depth <= MAX_DEPTH and isinstance(data, list):
        for part in data:
            _named(part, found, depth + 1)
    elif depth <= MAX_DEPTH and isinstance(data, dict):
        if isinstance(data.get("@id"), str) and isinstance(data.get("name"), str):
            found.setdefault(data["@id"], data["name"])
        for part in data.values():
            if isinstance(part, (dict, list)):
                _named(part, found, depth + 1)
    return found


def _nodes(data: Any, pointer: str, depth: int) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The nodes that speak for the page: at the top, in ``@graph``, in a list."""
    if depth > MAX_DEPTH:
        return
    if isinstance(data, list):
        for i, part in enumerate(data):
            yield from _nodes(part, f"{pointer}[{i}]", depth + 1)
    elif isinstance(data, dict):
        if "@graph" in data:
            yield from _nodes(data["@graph"], f"{pointer}.@graph", depth + 1)
        types = data.get("@type") or ""
        named = " ".join(map(str, types)) if isinstance(types, list) else str(types)
        if any(subject in named.lower() for subject in _SUBJECTS):
            yield pointer, data
