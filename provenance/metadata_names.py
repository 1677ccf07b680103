"""How a field is found by its name: folding, name spaces, parts of mappings, and whose rights it speaks of.

Sources of the names: Hugo, Jekyll, Quarto and MyST front matter, schema.org, Dublin Core, ninjs,
NewsML-G2, HTML ``meta``; the table itself is ``rules/fields/*.yaml``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from provenance.document import Field
from provenance.vocabulary import Scope

#: Mappings and lists nested deeper than this are not read.
MAX_DEPTH = 64
#: No known name has more parts, or a longer one; what a hostile name holds beyond is only kept.
_MOST_PARTS, _LONGEST_PART = 12, 200
_SEGMENTS = re.compile(r"[./:]")
_INDEX = re.compile(r"\[[0-9]{1,9}\]")
_WORDS = re.compile(r"[-_\s]+|(?<=[a-z0-9])(?=[A-Z])")
_LANGUAGE_KEY = re.compile(r"[a-z]{2}(?:[-_][A-Za-z0-9]{2,8})?")


@dataclass(frozen=True, slots=True)
class Leaf:
    """One value inside a field: its full name, where it stands, and what it is known as (or ``None``)."""

    name: str
    value: Any
    pointer: str
    canonical: str | None
    scope: Scope = Scope.DOCUMENT
    weak: bool = False
    too_deep: bool = False

    @property
    def folded(self) -> str:
        """The name as names are compared."""
        return fold_name(self.name)


@dataclass(frozen=True, slots=True)
class _Found:
    canonical: str
    scope: Scope
    weak: bool = False


@lru_cache(maxsize=4096)
def fold_name(name: str) -> str:
    """*name* as names are compared: letters and digits only, in lower case (NFKC, case folded)."""
    if name.isascii():
        return "".join(char for char in name.lower() if char.isalnum())
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    return "".join(char for char in folded if char.isalnum())


def token(value: Any) -> str:
    """A scalar as listed values are compared: in lower case, without blanks at the ends."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        small = -1_000 < value < 1_000
        return str(int(value)) if small and value == int(value) else "number"
    if not isinstance(value, str):
        return ""
    return unicodedata.normalize("NFKC", value).casefold().strip()


def resolve(segments: Sequence[str], names: Mapping[str, Any]) -> tuple[str, Scope] | None:
    """The canonical name behind a dotted name, and whose rights it is about; ``None`` if unknown."""
    index: Mapping[str, str] = names["index"]
    at = 0
    while at < len(segments) <= _MOST_PARTS:
        canonical = index.get(fold_name("".join(segments[at:])))
        if canonical is not None:
            fixed = names["fields"][canonical]["scope"]
            return canonical, Scope(fixed) if fixed else Scope.DOCUMENT
        if fold_name(segments[at]) not in names["namespaces"]:
            break
        at += 1
    last = segments[-_MOST_PARTS:]
    return _resolve_elsewhere(last, names) or _resolve_closing(last, names)


def _resolve_elsewhere(segments: Sequence[str], names: Mapping[str, Any]) -> tuple[str, Scope] | None:
    """``image.credit``, ``isBasedOn.license``, ``photoCredit``: rights of another work."""
    for at, segment in enumerate(segments[:-1]):
        scope = names["scopes"].get(fold_name(segment))
        canonical = names["index"].get(fold_name("".join(segments[at + 1 :]))) if scope else None
        if canonical is not None and names["fields"][canonical]["states"] != "nothing":
            return canonical, Scope(scope)
    words = [word for segment in segments for word in _WORDS.split(segment) if word][-_MOST_PARTS:]
    for at, word in enumerate(words[:-1]):
        scope = names["scopes"].get(fold_name(word))
        if scope is None:
            continue
        canonical = names["index"].get(fold_name("".join(words[at + 1 :])))
        if canonical is not None and names["fields"][canonical]["states"] != "nothing":
            return canonical, Scope(scope)
    return None


def _resolve_closing(segments: Sequence[str], names: Mapping[str, Any]) -> tuple[str, Scope] | None:
    """A reservation or an embargo counts under any parent: weak evidence may close, never open."""
    for at in range(1, len(segments)):
        canonical = names["index"].get(fold_name("".join(segments[at:])))
        if canonical is not None and names["fields"][canonical]["closes"]:
            return canonical, Scope.DOCUMENT
    return None


def _split(name: str) -> list[str]:
    """The parts of a dotted name (one more than any known name has), without the numbers of list items."""
    parts = [_INDEX.sub("", part)[:_LONGEST_PART] for part in _SEGMENTS.split(name)[-_MOST_PARTS - 1 :]]
    return [part for part in parts if part] or [name[:_LONGEST_PART]]


def root(name: str) -> str:
    """The first part of a dotted name, folded: what ``license.text`` and ``license.url`` share."""
    return fold_name(next((part for part in _SEGMENTS.split(name) if part), name))


class Walk:
    """All values inside one field, each with the name it is known by; none is left out in silence.

    ``visited`` fills with every value below the field, by pointer: a reader that hands on lists
    and mappings *and* what is in them says everything twice.
    """

    def __init__(self, entry: Field, names: Mapping[str, Any]) -> None:
        self._entry, self._names = entry, names
        self.visited: dict[str, Any] = {}

    def leaves(self) -> Iterator[Leaf]:
        """The values, in the document's order."""
        entry = self._entry
        segments = _split(entry.name)
        yield from self._walk(entry.value, _At(entry.name, segments, entry.pointer, self._start(segments)))

    def _start(self, segments: list[str]) -> _Found | None:
        """What the field itself is: known by its name, or a part of what its parent is."""
        found = resolve(segments, self._names)
        parent = resolve(segments[:-1], self._names) if len(segments) > 1 else None
        if parent is not None and (found is None or found[0] == parent[0]):
            return self._part(segments[-1], segments, _Found(*parent))
        return _Found(*found) if found else None

    def _walk(self, value: Any, at: _At) -> Iterator[Leaf]:
        found = at.found
        whole = found is not None and self._rule(found)["type"] == "anything"
        if whole or not isinstance(value, (Mapping, list, tuple)) or not value:
            yield at.leaf(value)
        elif at.depth >= MAX_DEPTH:
            yield at.leaf(value, too_deep=True)
        elif isinstance(value, Mapping):
            yield from self._walk_mapping(value, at)
        else:
            for number, part in enumerate(value):
                yield from self._visit(part, at.item(number))

    def _visit(self, value: Any, at: _At) -> Iterator[Leaf]:
        self.visited[at.pointer] = value
        yield from self._walk(value, at)

    def _walk_mapping(self, value: Mapping[Any, Any], at: _At) -> Iterator[Leaf]:
        joined = self._joined(value, at.found)
        carried = joined is not None
        if joined is not None:
            yield at.leaf(joined)
        pending: list[Leaf] = []
        for key, part in value.items():
            segments = [*at.segments, *_split(str(key))]
            below = at.key(str(key), segments, self._part(str(key), segments, at.found))
            for leaf in self._visit(part, below):
                carried = carried or leaf.canonical is not None
                if carried or at.found is None:
                    yield from pending
                    pending.clear()
                    yield leaf
                else:
                    pending.append(leaf)
        if at.found is not None and not carried:
            yield at.leaf(value)

    def _part(self, key: str, segments: list[str], parent: _Found | None) -> _Found | None:
        """What the value under *key* of a mapping is: a field of its own, or the value of its parent."""
        full = resolve(segments, self._names)
        if parent is None:
            return _Found(*full) if full else None
        if full is not None and full[0] != parent.canonical:
            return _Found(full[0], full[1] if parent.scope is Scope.DOCUMENT else parent.scope)
        folded, kind = fold_name(key), self._names["types"][self._rule(parent)["type"]]
        weak = folded in kind["weak"]
        translated = self._rule(parent)["type"] == "text" and _LANGUAGE_KEY.fullmatch(key) is not None
        if full is not None or folded in kind["parts"] or translated:
            return _Found(parent.canonical, parent.scope, weak or parent.weak)
        return None

    def _joined(self, value: Mapping[Any, Any], found: _Found | None) -> str | None:
        """A name that a mapping gives in pieces (given, family), if it gives none in one."""
        if found is None:
            return None
        kind = self._names["types"][self._rule(found)["type"]]
        keys = {fold_name(str(key)): part for key, part in value.items() if isinstance(part, str) and part.strip()}
        if not kind["joined"] or not keys.keys().isdisjoint(kind["parts"]):
            return None
        for pieces in kind["joined"]:
            if all(piece in keys for piece in pieces):
                return " ".join(keys[piece].strip() for piece in pieces)
        return None

    def _rule(self, found: _Found) -> Mapping[str, Any]:
        rule: Mapping[str, Any] = self._names["fields"][found.canonical]
        return rule


@dataclass(frozen=True, slots=True)
class _At:
    """Where the walk is: the name as written, its parts, the pointer, and what is known of it."""

    name: str
    segments: list[str]
    pointer: str
    found: _Found | None
    depth: int = 0

    def item(self, number: int) -> _At:
        pointer = f"{self.pointer}/{number}" if self.pointer.startswith("/") else f"{self.pointer}[{number}]"
        return _At(f"{self.name}[{number}]", self.segments, pointer, self.found, self.depth + 1)

    def key(self, key: str, segments: list[str], found: _Found | None) -> _At:
        key = key[:_LONGEST_PART]
        escaped = key.replace("~", "~0").replace("/", "~1")
        pointer = f"{self.pointer}/{escaped}" if self.pointer.startswith("/") else f"{self.pointer}.{key}"
        return _At(f"{self.name}.{key}", segments, pointer, found, self.depth + 1)

    def leaf(self, value: Any, *, too_deep: bool = False) -> Leaf:
        if self.found is None:
            return Leaf(self.name, value, self.pointer, None, too_deep=too_deep)
        return Leaf(self.name, value, self.pointer, self.found.canonical, self.found.scope, self.found.weak, too_deep)
