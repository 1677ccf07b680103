"""What an article declares about itself, understood: its fields under canonical names, nothing lost.

The names, their types and what a value may look like are data (``rules/fields/*.yaml``, loaded by
:func:`provenance.rulefiles.fields.load_fields`). Values are checked by the pydantic models of
:mod:`provenance.metadata_schema`, which is imported only when there is a field to check.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from provenance.document import Field
from provenance.metadata_names import Leaf, Walk, root, token
from provenance.vocabulary import Scope

#: More values than this in one field are not read; the field is a fault.
MAX_LEAVES = 5_000
_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Term:
    """What one listed value of a field says.

    ``says``: ``reserved``, ``prohibited``, ``allowed``, ``open``, ``withdrawn`` or ``unread``.
    """

    says: str
    acts: frozenset[str] = frozenset()
    scope: Scope | None = None


@dataclass(frozen=True, slots=True)
class Declared:
    """One value that a document declares under a name we know.

    ``value`` is the value in its canonical form (text; dates in ISO 8601; years ``1999-2024``), or
    ``None`` where the field says that there is none. ``good`` is false where the value is a fault;
    ``raw`` is then all there is. ``states`` names what the field says about rights, ``terms`` what
    the value does. ``pointer`` leads into ``field`` where that holds a list or a mapping. ``weak``:
    it counts only where nothing else of the same field is understood.
    """

    canonical: str
    field: Field
    raw: Any
    value: Any
    pointer: str
    scope: Scope = Scope.DOCUMENT
    good: bool = True
    states: str = "nothing"
    acts: frozenset[str] = frozenset()
    terms: tuple[Term, ...] = ()
    weak: bool = False

    @property
    def blank(self) -> bool:
        """Whether the field is there without any value (``license:``)."""
        return _blank(self.raw)


@dataclass(frozen=True, slots=True)
class FieldFault:
    """A value that is wrong: where it stands, what was found, what is expected.

    ``found`` is the value as JSON, shortened. ``code``: ``wrong-value``, ``empty-value`` or
    ``too-deep`` (more or deeper values than are read).
    """

    name: str
    canonical: str | None
    pointer: str
    line: int
    found: str
    expected: str
    code: str = "wrong-value"


@dataclass(slots=True)
class Metadata:
    """Everything a document declares.

    ``declared`` holds each value under a known name, good or not, in the document's order;
    ``unknown`` the fields without a known name; ``self_declared`` those that a document may not
    grant itself (a use, a waiver, an agreement). ``missing`` lists what an article must declare
    and does not: each entry is a canonical name and those that would do in its place.
    """

    declared: list[Declared] = field(default_factory=list)
    faults: list[FieldFault] = field(default_factory=list)
    unknown: list[Field] = field(default_factory=list)
    self_declared: list[Field] = field(default_factory=list)
    missing: list[tuple[str, ...]] = field(default_factory=list)

    @property
    def values(self) -> dict[str, list[Declared]]:
        """The good values of the article itself, by canonical name."""
        found: dict[str, list[Declared]] = {}
        for entry in self.declared:
            if entry.good and entry.value is not None and entry.scope is Scope.DOCUMENT:
                found.setdefault(entry.canonical, []).append(entry)
        return found

    def all(self, canonical: str) -> list[Any]:
        """The good values of *canonical*, in order."""
        return [entry.value for entry in self.values.get(canonical, [])]

    def first(self, canonical: str) -> Any:
        """The first good value of *canonical*, or ``None``."""
        return next(iter(self.all(canonical)), None)

    def plain(self) -> dict[str, Any]:
        """JSON data for the report: good values by canonical name, then unknown fields by their own."""
        result: dict[str, Any] = {}
        for canonical, entries in self.values.items():
            values = list({repr(entry.value): jsonable(entry.value) for entry in entries}.values())
            result[canonical] = values[0] if len(values) == 1 else values
        for entry in self.unknown:
            result.setdefault(entry.name, jsonable(entry.value))
        return result


def understand(fields: Sequence[Field], names: Mapping[str, Any]) -> Metadata:
    """Put *fields* under canonical names and check their values.

    *names* is the plain data of ``load_fields``. Every wrong value gives a :class:`FieldFault`; a
    good value next to a bad one still counts. No field is lost: what has no known name is
    ``unknown``. Nothing is raised for anything a document may hold.
    """
    metadata = Metadata()
    places = {entry.pointer: entry for entry in reversed(fields)}
    said: dict[str, list[Any]] = {}
    for entry in fields:
        if not _said_before(entry, said):
            _understand_one(entry, names, metadata, places, said)
    metadata.missing = _missing(metadata, names)
    return metadata


def _said_before(entry: Field, said: dict[str, list[Any]]) -> bool:
    """Whether *entry* is a part of a list or mapping that was taken as a whole."""
    for at, value in enumerate(said.get(entry.pointer, ())):
        if value is entry.value or (isinstance(value, str) and value == entry.value):
            del said[entry.pointer][at]
            return True
    return False


def _understand_one(
    entry: Field, names: Mapping[str, Any], metadata: Metadata, places: Mapping[str, Field], said: dict[str, list[Any]]
) -> None:
    walk = Walk(entry, names)
    unknown: list[Field] = []
    known = len(metadata.declared) + len(metadata.self_declared)
    for count, leaf in enumerate(walk.leaves()):
        own = _own(entry, leaf, places)
        if leaf.too_deep or count >= MAX_LEAVES:
            metadata.faults.append(_fault(leaf, own, {}, names, "too-deep"))
            unknown.append(own)
        elif leaf.canonical is None:
            unknown.append(own)
        elif leaf.canonical == "self_declared":
            metadata.self_declared.append(own)
        else:
            _take(leaf, own, names, metadata)
        if count >= MAX_LEAVES:
            break
    for pointer, value in walk.visited.items():
        said.setdefault(pointer, []).append(value)
    if unknown:
        partly = known < len(metadata.declared) + len(metadata.self_declared)
        metadata.unknown.extend(unknown if partly else [entry])


def _own(entry: Field, leaf: Leaf, places: Mapping[str, Field]) -> Field:
    """The field that *leaf* is: the whole, the reader's own field for the part, or one made for it."""
    if leaf.pointer == entry.pointer:
        return entry
    own = places.get(leaf.pointer)
    if own is not None and own.value is leaf.value:
        return own
    return Field(leaf.name, leaf.value, leaf.pointer, entry.line, entry.column)


def _take(leaf: Leaf, entry: Field, names: Mapping[str, Any], metadata: Metadata) -> None:
    assert leaf.canonical is not None
    rule = names["fields"][leaf.canonical]
    terms = _terms(leaf.value, rule)
    good, value = _value(leaf, rule, terms)
    if not good:
        code = "empty-value" if _blank(leaf.value) else "wrong-value"
        metadata.faults.append(_fault(leaf, entry, rule, names, code))
    metadata.declared.append(
        Declared(
            canonical=leaf.canonical,
            field=entry,
            raw=leaf.value,
            value=value,
            pointer=leaf.pointer,
            scope=leaf.scope,
            good=good,
            states=rule["states"],
            acts=frozenset(rule["acts"]),
            terms=terms,
            weak=leaf.weak,
        )
    )


def _value(leaf: Leaf, rule: Mapping[str, Any], terms: tuple[Term, ...]) -> tuple[bool, Any]:
    """Whether the value is good, and its canonical form."""
    if _blank(leaf.value):
        return False, None
    if rule["absent"] and token(leaf.value) in rule["absent"]:
        return True, None
    from provenance.metadata_schema import check

    return check(leaf.canonical or "", leaf.value, rule, name=leaf.folded, listed=bool(terms))


def _terms(value: Any, rule: Mapping[str, Any]) -> tuple[Term, ...]:
    """The listed values that *value* is (or, for directives, holds).

    Closing values are recognised whatever the punctuation around them, opening ones only as written.
    """
    if not rule["terms"] or not (written := token(value)):
        return ()
    coded = token(written.replace("#", "/").replace(":", "/").rsplit("/", 1)[-1]) if rule["coded"] else written
    squeezed = {squeeze(written), squeeze(coded)}
    found: list[Term] = []
    for term in rule["terms"]:
        closing = term["says"] not in ("open", "allowed")
        for listed in term["any_of"]:
            if rule["contains"]:
                hit = squeeze(listed) in squeeze(written)
            else:
                hit = listed in (written, coded) or (closing and squeeze(listed) in squeezed)
            if hit:
                acts = frozenset(term["acts"] or rule["acts"])
                found.append(Term(term["says"], acts, Scope(term["scope"]) if term["scope"] else None))
                break
    return tuple(found) if rule["contains"] else tuple(found[:1])


def squeeze(written: str) -> str:
    """Only the letters and digits of *written*, in lower case."""
    return "".join(char for char in written if char.isalnum())


def _blank(value: Any) -> bool:
    return value is None or value == [] or value == {} or (isinstance(value, str) and not value.strip())


def _fault(leaf: Leaf, entry: Field, rule: Mapping[str, Any], names: Mapping[str, Any], code: str) -> FieldFault:
    if code == "too-deep":
        expected = "fewer values, nested less deeply"
    else:
        expected = rule["expected"] or names["types"][rule["type"]]["expected"]
    return FieldFault(leaf.name, leaf.canonical, leaf.pointer, entry.line, shown(leaf.value), expected, code)


def _missing(metadata: Metadata, names: Mapping[str, Any]) -> list[tuple[str, ...]]:
    there = {entry.canonical for entry in metadata.declared if entry.scope is Scope.DOCUMENT and not entry.blank}
    needed = [(name, *rule["or"]) for name, rule in names["fields"].items() if rule["required"]]
    return [alternatives for alternatives in needed if there.isdisjoint(alternatives)]


def shown(value: Any) -> str:
    """*value* as JSON of at most 80 characters, for people."""
    try:
        text = json.dumps(value[: 2 * _SHOWN] if isinstance(value, str) else jsonable(value), ensure_ascii=False)
    except (ValueError, RecursionError):
        text = f"<{type(value).__name__}>"
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def jsonable(value: Any) -> Any:
    """*value* as plain JSON data; what JSON does not know (dates) becomes text."""
    if isinstance(value, Mapping):
        return {str(key): jsonable(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [jsonable(part) for part in value]
    return value if value is None or isinstance(value, (str, bool, int, float)) else str(value)


def grouped(metadata: Metadata) -> list[list[Declared]]:
    """The declared values, those that belong to one field and scope together, in the document's order.

    ``license.text`` and ``license.url`` belong together, whether a reader hands them on as one
    mapping or one by one.
    """
    groups: dict[tuple[str, str, Scope], list[Declared]] = {}
    for entry in metadata.declared:
        groups.setdefault((entry.canonical, root(entry.field.name), entry.scope), []).append(entry)
    return list(groups.values())
