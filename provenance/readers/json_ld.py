"""JSON-LD: which nodes speak of the page or its article, and what they declare, each value with its place.

Contexts are never fetched: names count as written, whatever a context may make of them (JSON-LD 1.1,
schema.org 30.0). References by ``@id`` are followed one step, to what a reader needs of the node they
name: its name and its address.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from provenance.readers.interface import MAX_DEPTH
from provenance.readers.places import Key, TooDeepError, json_places
from provenance.readers.subjects import RELATED, address, is_article, joined, local_name, speaks, subject_of

#: Most nodes of one text that are looked at, and most members of a node that a reference brings along.
MAX_NODES, MAX_MEMBERS = 2_000, 40
#: Members that hold what their node is about: a node of its own, not a part.
_SUBJECTS = ("mainEntity", "mainEntityOfPage", "blogPost")
#: Where a reference leads is said by these.
_REFERENCE = frozenset(("@type", "type", "@id", "url"))
_IDENTITY = ("@id", "url", "mainEntityOfPage")


class Member(NamedTuple):
    """One declared value: its name, with the subject in front; where it stands; what it is."""

    name: str
    value: Any
    path: Key


@dataclass(frozen=True, slots=True)
class _Node:
    path: Key
    data: Mapping[str, Any]
    subject: str


@dataclass(slots=True)
class Graph:
    """The data of one text: ``data``, ``places`` (offset by path) and keys that an object names twice.

    ``earlier`` are the values that a parser passes over for the later one: they close as any other.
    """

    data: Any
    places: dict[Key, int]
    earlier: list[tuple[Key, int, Any]]

    def place(self, path: Key) -> int:
        """The offset of the value at *path*, or of what is nearest around it."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, 0)


def parse(text: str) -> Graph:
    """*text* as JSON, control characters inside strings allowed, since pages have them.

    Raises:
        ValueError: it is no JSON, or nested deeper than ``MAX_DEPTH``.
    """
    passed_over: list[Any] = []

    def keep_all(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            last = {key: i for i, (key, _) in enumerate(pairs)}
            passed_over.extend(value for i, (key, value) in enumerate(pairs) if last[key] != i)
        return found

    again: list[tuple[Key, int]] = []
    try:
        data = json.loads(text, strict=False, object_pairs_hook=keep_all)
        places = json_places(text, MAX_DEPTH, again)
    except (RecursionError, TooDeepError):
        raise ValueError(f"nested deeper than {MAX_DEPTH} levels") from None
    earlier = [(path, at, value) for (path, at), value in zip(again, passed_over, strict=False)]
    return Graph(data, places, earlier)


def members(data: Any, own: Collection[str] = ()) -> Iterator[Member]:
    """What the nodes in *data* declare, in the order written.

    *own* are the addresses of the page: where one of several articles is at one of them, the others
    are other articles.
    """
    nodes = list(_nodes(data))
    named = _identified(data)
    others = _other_articles(nodes, {address(url) for url in own if url})
    for node in nodes:
        subject = RELATED if id(node.data) in others else node.subject
        for key, value in node.data.items():
            if not key.startswith("@") and not (key in _SUBJECTS and _is_typed(value)):
                yield Member(joined(subject, key), _followed(value, named), (*node.path, key))


def article_paths(data: Any) -> list[Key]:
    """Where the articles of *data* stand; pages count where there is no article."""
    nodes = [node for node in _nodes(data) if not node.subject]
    articles = [node for node in nodes if is_article(types_of(node.data)) and _has_words(node.data)]
    return [node.path for node in articles or nodes]


def types_of(data: Mapping[str, Any]) -> list[str]:
    """The types of a node, as written."""
    written = data.get("@type", data.get("type"))
    return [str(each) for each in written] if isinstance(written, list) else [str(written)] if written else []


def _has_words(data: Mapping[str, Any]) -> bool:
    return any(isinstance(data.get(key), str) for key in ("articleBody", "text", "headline", "name"))


def _is_typed(value: Any) -> bool:
    if isinstance(value, list):
        return any(map(_is_typed, value))
    return isinstance(value, dict) and bool(types_of(value)) and not value.keys() <= _REFERENCE


def _nodes(data: Any) -> Iterator[_Node]:
    """The nodes at the top, in lists and graphs, and those that a page says it is about."""
    stack: list[tuple[Key, Any]] = [((), data)]
    count = 0
    while stack and count < MAX_NODES:
        path, value = stack.pop()
        if len(path) > MAX_DEPTH:
            continue
        if isinstance(value, list):
            stack += [((*path, i), part) for i, part in reversed(list(enumerate(value)))]
        elif isinstance(value, dict):
            count += 1
            inside = [(*path, key) for key in ("@graph", *_SUBJECTS) if isinstance(value.get(key), (dict, list))]
            stack += [(at, value[at[-1]]) for at in reversed(inside)]
            subject = subject_of(types) if (types := types_of(value)) else None
            if subject is not None and speaks(subject):
                yield _Node(path, value, subject)


def _identified(data: Any) -> dict[str, dict[str, Any]]:
    """What a reference to each node with an ``@id`` brings along."""
    found: dict[str, dict[str, Any]] = {}
    stack = [data]
    while stack:
        value = stack.pop()
        if isinstance(value, list):
            stack += reversed(value)
        elif isinstance(value, dict):
            name = value.get("@id")
            if isinstance(name, str) and len(value) > 1 and name not in found:
                plain = [(key, part) for key, part in value.items() if isinstance(part, (str, int, float, bool))]
                found[name] = dict(plain[:MAX_MEMBERS])
            stack += reversed(list(value.values()))
    return found


def _followed(value: Any, named: Mapping[str, dict[str, Any]]) -> Any:
    """*value* with the node it refers to in its place, or the nodes in a list of references."""
    if isinstance(value, list):
        return [_followed(part, named) if isinstance(part, dict) else part for part in value]
    if isinstance(value, dict) and value.keys() == {"@id"}:
        return named.get(str(value["@id"]), value)
    return value


def _other_articles(nodes: list[_Node], own: set[str]) -> set[int]:
    """The articles that are at another address than the page, where one of them is at the page's."""
    articles = [node.data for node in nodes if is_article(types_of(node.data)) and not node.subject]
    if len(articles) < 2 or not own:
        return set()
    identities = {id(data): _addresses(data) for data in articles}
    if not any(found & own for found in identities.values()):
        return set()
    return {key for key, found in identities.items() if found and not found & own}


def _addresses(data: Mapping[str, Any]) -> set[str]:
    found = set()
    for key in _IDENTITY:
        value = data.get(key)
        value = value.get("@id") if isinstance(value, dict) else value
        if isinstance(value, str) and "://" in value:
            found.add(address(value))
    return found


def written_path(path: Key) -> str:
    """*path* as a JSONPath, as pointers into pages write it: ``$.@graph[0].license``."""
    return "$" + "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)


def closing_name(path: Key) -> str:
    """The name of a value that was passed over: the keys to it, which a reservation is known by."""
    return joined(*(local_name(str(step)) or str(step) for step in path if isinstance(step, str) and step[:1] != "@"))
