"""JSON-LD in a file of its own (schema.org): one document for each article in it, or for the page it describes.

Contexts are never fetched. What else the file describes is about something else, and named so: see
:mod:`provenance.readers.json_ld`.
"""

from __future__ import annotations

from typing import Any

from provenance.readers import json_ld
from provenance.readers.assemble import Assembly
from provenance.readers.interface import Parts
from provenance.readers.json_source import JsonSource, pointer
from provenance.readers.places import Key

_WORDS = ("headline", "alternativeHeadline", "abstract", "description", "articleBody", "text")
_HEADINGS = _WORDS[:2]


def claims(data: Any) -> bool:
    """A node, a list of nodes or a graph, by its keywords, with an article or a page in it."""
    first = data[0] if isinstance(data, list) and data else data
    if not isinstance(first, dict) or not any(key in first for key in ("@context", "@graph", "@type")):
        return False
    return bool(json_ld.article_paths(data))


def read(source: JsonSource) -> list[Parts]:
    """A document for each article; what the file says of its page and site counts for all of them."""
    paths = json_ld.article_paths(source.data)
    declared = list(json_ld.members(source.data))
    found = []
    for path in paths:
        others = [other for other in paths if other != path and other != path[: len(other)]]
        parts = _words(source, path).parts()
        parts.format, parts.line = "json-ld", source.line(path)
        parts.part = pointer(path) if len(paths) > 1 else None
        parts.fields = [
            source.field(member.path, member.value, member.name)
            for member in declared
            if not any(member.path[: len(other)] == other for other in others) and not _is_words(path, member)
        ]
        found.append(parts)
    return found


def _words(source: JsonSource, path: Key) -> Assembly:
    words = Assembly()
    node = source.at(path)
    for key in _WORDS:
        if isinstance(node.get(key), str):
            words.text(node[key], source.origin((*path, key)), "heading" if key in _HEADINGS else "text")
    return words


def _is_words(path: Key, member: json_ld.Member) -> bool:
    """Whether a member was read as words; the headline is the article's title too."""
    return member.path[:-1] == path and member.path[-1] in _WORDS[1:] and isinstance(member.value, str)
