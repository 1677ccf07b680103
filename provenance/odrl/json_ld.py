"""Policies in JSON: JSON-LD (compact, expanded, ``@graph``) and the old ODRL JSON of IPTC's samples.

The part of JSON-LD 1.1 that policies use, with our own term table in place of a context that would have
to be fetched. Nothing is fetched: a context that we do not know by heart is trouble, and then nothing
in the text permits. Terms that are in no table keep their name behind ``?`` and are understood by nobody.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urljoin

from provenance.odrl.graph import MAX_DEPTH, Graph, Literal, Node, PolicyError, Value
from provenance.odrl.terms import (
    ADDRESS_VALUED,
    INCLUDED_IN,
    KNOWN_CONTEXTS,
    NAMESPACES,
    OLD_PROPERTIES,
    POLICY_TYPES,
    PROPERTIES,
    REPLACED,
    TERM_VALUED,
    shorten,
)

_PREFIXES = {**NAMESPACES, "dcterms": NAMESPACES["dct"]}
_KEYWORDS = {"uid": "@id", "id": "@id", "type": "@type", "graph": "@graph"}
#: Old JSON names a constraint's left operand ``name``; it has no context that says so.
_OF_CONSTRAINTS = {"name": "odrl:leftOperand"}
#: Actions of other namespaces, found by their bare name as in the context of ODRL.
_BARE = {term.partition(":")[2].lower(): term for term in [*INCLUDED_IN, *REPLACED] if term.startswith("cc:")}
_ODRL_CASE = {term[5:].lower(): term for term in [*INCLUDED_IN, *REPLACED, *POLICY_TYPES] if term.startswith("odrl:")}
_TYPED = frozenset({"@id", "@vocab"})


@dataclass(frozen=True)
class _Context:
    """What names mean here."""

    prefixes: dict[str, str] = field(default_factory=lambda: dict(_PREFIXES))
    terms: dict[str, tuple[str, str]] = field(default_factory=dict)
    vocab: str | None = None
    base: str = ""
    table: bool = True


class _Repeated(list[Any]):
    """The values of a key that stands more than once in one object."""


def read_json(text: str) -> Graph:
    """The graph of a JSON text.

    Raises:
        PolicyError: it is no JSON, no object, or nested too deeply.
    """
    try:
        data = json.loads(text, object_pairs_hook=_all_pairs, parse_constant=_no_number)
    except RecursionError:
        raise PolicyError(f"nested deeper than {MAX_DEPTH} levels") from None
    except ValueError as error:
        raise PolicyError(f"no JSON: {error}") from None
    reader = _Reader()
    for place, entry in _listed(data, "$"):
        if not isinstance(entry, dict):
            raise PolicyError("no JSON object")
        reader.node(entry, place, _Context(), 0)
    return reader.graph


def _all_pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key not in found:
            found[key] = value
        elif isinstance(found[key], _Repeated):
            found[key].append(value)
        else:
            found[key] = _Repeated([found[key], value])
    return found


def _no_number(name: str) -> Any:
    raise ValueError(f"{name} is no number")


def _listed(value: Any, place: str) -> Iterator[tuple[str, Any]]:
    """The entries of a list or set, lists within it as well, or the value alone; each with its place."""
    if isinstance(value, dict) and len(value) == 1 and next(iter(value)) in ("@list", "@set"):
        value = next(iter(value.values()))
    if not isinstance(value, list):
        yield place, value
        return
    for index, entry in enumerate(value):
        if isinstance(entry, list):
            for inner, deeper in enumerate(entry):
                yield f"{place}[{index}][{inner}]", deeper
        else:
            yield f"{place}[{index}]", entry


class _Reader:
    def __init__(self) -> None:
        self.graph = Graph()
        self._odrl = False  # whether the context of ODRL was named

    # -- contexts

    def context(self, given: Any, place: str, around: _Context) -> _Context:
        """The context *around*, changed by what ``@context`` says."""
        found = around
        for _, entry in _listed(given, place):
            if entry is None:
                found = _Context()
            elif isinstance(entry, str):
                if not KNOWN_CONTEXTS.fullmatch(entry):
                    self.graph.trouble.append((f"the context {entry[:120]} is not fetched", place))
                else:
                    found, self._odrl = replace(found, table=True), True
            elif isinstance(entry, dict):
                found = self._defined(entry, place, found)
            else:
                self.graph.trouble.append(("a context that is no context", place))
        return found

    def _defined(self, given: dict[str, Any], place: str, around: _Context) -> _Context:
        prefixes, terms = dict(around.prefixes), dict(around.terms)
        vocab, base = around.vocab, around.base
        strange = [
            key for key in given if key.startswith("@") and key not in ("@vocab", "@base", "@version", "@language")
        ]
        if strange or any(isinstance(value, _Repeated) for value in given.values()):
            self.graph.trouble.append((f"a context with {', '.join(strange) or 'a key twice'}", place))
        if isinstance(given.get("@vocab"), str):
            vocab = given["@vocab"]
        if isinstance(given.get("@base"), str):
            base = given["@base"]
        prefixes |= {key: value for key, value in given.items() if isinstance(value, str) and not key.startswith("@")}
        partial = replace(around, prefixes=prefixes, vocab=vocab, base=base)
        for key, value in given.items():
            if key.startswith("@"):
                continue
            meaning = value.get("@id", key) if isinstance(value, dict) else value
            kind = value.get("@type", "") if isinstance(value, dict) else ""
            if isinstance(value, dict) and not set(value) <= {"@id", "@type", "@container", "@language"}:
                self.graph.trouble.append((f"the context says more of “{key[:80]}” than is read", place))
            if isinstance(meaning, str):
                terms[key] = (self._name(meaning, partial, own=False), str(kind))
            else:  # null: the term means nothing here
                terms[key] = (f"?{key}", "")
        named = any(isinstance(value, str) and shorten(value) == "odrl:" for value in given.values())
        return replace(partial, terms=terms, table=named or self._odrl)

    # -- names

    def _name(self, written: str, context: _Context, *, own: bool = True, constraint: bool = False) -> str:
        """The short form of a property or a type."""
        if written.startswith("@"):
            return written
        if own and written in context.terms:
            return context.terms[written][0]
        prefix, colon, rest = written.partition(":")
        if colon:
            return shorten(context.prefixes[prefix] + rest) if prefix in context.prefixes else shorten(written)
        if context.vocab is not None:
            return shorten(context.vocab + written)
        lower = written.lower()
        if not context.table and lower not in _KEYWORDS:
            self.graph.trouble.append((f"the context leaves “{written[:80]}” undefined", "$"))
        if constraint and lower in _OF_CONSTRAINTS:
            return _OF_CONSTRAINTS[lower]
        if lower in _KEYWORDS:
            return _KEYWORDS[lower]
        return PROPERTIES.get(lower) or OLD_PROPERTIES.get(lower) or f"?{written}"

    def _term(self, written: str, context: _Context) -> str:
        """The short form of a value that is a term: an action, an operand, an operator, a type."""
        if written in context.terms:
            return context.terms[written][0]
        prefix, colon, rest = written.partition(":")
        if colon:
            name = shorten(context.prefixes[prefix] + rest) if prefix in context.prefixes else shorten(written)
        elif context.vocab is not None:
            name = shorten(context.vocab + written)
        else:
            name = f"odrl:{written}"
        if name.startswith("odrl:"):
            lower = name[5:].lower()
            return _ODRL_CASE.get(lower) or (_BARE.get(lower) if not colon else None) or name
        return name

    def _address(self, written: str, context: _Context) -> str:
        prefix, colon, rest = written.partition(":")
        if colon and prefix in context.prefixes and not rest.startswith("//"):
            return shorten(context.prefixes[prefix] + rest)
        return shorten(written if colon or not context.base else urljoin(context.base, written))

    # -- nodes and values

    def node(self, data: dict[str, Any], place: str, around: _Context, depth: int) -> Node:
        """The node that an object describes, its parts below it."""
        if depth > MAX_DEPTH:
            raise PolicyError(f"nested deeper than {MAX_DEPTH} levels")
        context = self.context(data["@context"], f"{place}['@context']", around) if "@context" in data else around
        names = {key: self._key(data, key, context) for key in data if key != "@context"}
        id = next((data[key] for key, name in names.items() if name == "@id"), None)
        here = self.graph.node(self._address(id, context) if isinstance(id, str) else None, place)
        if here.mentioned:
            here.pointer, here.raw = place, data
        for key, name in names.items():
            value = data[key]
            at = f"{place}.{key}" if key.isidentifier() else f"{place}[{key!r}]"
            if isinstance(value, _Repeated):
                self.graph.trouble.append((f"the key “{key[:80]}” stands twice", at))
            self._member(here, name, value, at, key, context, depth)
        return here

    def _key(self, data: dict[str, Any], key: str, context: _Context) -> str:
        return self._name(key, context, constraint="operator" in data)

    def _member(self, here: Node, name: str, value: Any, place: str, key: str, context: _Context, depth: int) -> None:
        if name == "@id":
            if not isinstance(value, str):
                self.graph.trouble.append(("a name that is no text", place))
        elif name == "@type":
            here.types += [self._term(t, context) if isinstance(t, str) else "?" for _, t in _listed(value, place)]
        elif name == "@graph":
            for at, entry in _listed(value, place):
                if isinstance(entry, dict):
                    self.node(entry, at, context, depth + 1)
        elif name.startswith("@"):
            self.graph.trouble.append((f"{name[:80]} is not read", place))
        else:
            kind = context.terms.get(key, ("", ""))[1]
            found = [self._value(v, at, name, kind, context, depth) for at, v in _listed(value, place)]
            here.properties.setdefault(name, []).extend(each for each in found if each is not None)

    def _value(self, value: Any, place: str, name: str, kind: str, context: _Context, depth: int) -> Value | None:
        if value is None:
            return None
        if isinstance(value, dict):
            if "@value" in value:
                return self._literal(value, place, context)
            made = self.node(value, place, context, depth + 1)
            if name in TERM_VALUED and made.id is not None and "@id" not in value:
                # ODRL's "id" of an action is a term like any other
                made.id = self._term(made.id, context) if ":" not in made.id else made.id
            return made
        if isinstance(value, list):
            raise PolicyError("lists within lists within lists")
        if isinstance(value, str):
            if name in TERM_VALUED or kind == "@vocab":
                return self._mention(self._term(value, context), place, value)
            if name in ADDRESS_VALUED or kind == "@id":
                return self._mention(self._address(value, context), place, value)
            return Literal(value, "" if kind in _TYPED or not kind else self._address(kind, context))
        datatype = "xsd:boolean" if isinstance(value, bool) else "xsd:decimal"
        return Literal(json.dumps(value), datatype)

    def _literal(self, value: dict[str, Any], place: str, context: _Context) -> Literal:
        written, datatype = value["@value"], value.get("@type", "")
        if isinstance(written, (list, dict)) or not isinstance(datatype, str):
            self.graph.trouble.append(("a value that is none", place))
            written, datatype = str(written)[:80], "?"
        plain = written if isinstance(written, str) else json.dumps(written)
        return Literal(plain, self._address(datatype, context) if datatype else "")

    def _mention(self, id: str, place: str, raw: str) -> Node:
        """A node by its name; terms of a vocabulary are no nodes of this graph."""
        if id in self.graph.by_id:
            return self.graph.by_id[id]
        if id.split(":", 1)[0] in ("odrl", "cc", "tdm", "x", "ai", "xsd"):
            return self.graph.mention(id, place, raw)
        made = self.graph.node(id, place)
        made.raw = raw
        return made
