"""What an article's fields state about rights.

A field is a claim like any sentence: each becomes a statement with the pointer and the line it
rests on. Free text goes through the readings. Whatever is malformed, unknown or half understood
closes: a reservation is never weakened by its spelling (TDMRep: anything but a plain 0 reserves).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from provenance.metadata import Declared, Metadata, grouped, jsonable, shown
from provenance.statement import NO_LIMITS, Condition, Evidence, Limits, Statement
from provenance.vocabulary import Polarity, Scope

#: A notice without its sign ("2024 Harbour Post") reads as one line with it.
_SIGN = "© "
_LONGEST_NAME = 160
_QUOTED = 300
#: An abbreviation in small letters, and the operators of SPDX expressions that add something to a licence.
_SMALL = re.compile(r"[a-z]{4,12}")
_JOINED = re.compile(r"\s+(?:AND|WITH)\s+")
_IDENTIFYING = frozenset({"holder", "year", "licence"})
_CLOSING = frozenset({Polarity.PROHIBITS, Polarity.RESERVES, Polarity.REQUIRES})


class Mention(Protocol):
    """A licence found in a text; one with a true ``software`` attribute is no licence for an article."""

    @property
    def id(self) -> str:
        """The licence in the SPDX spelling pattern."""


class Grants(Protocol):
    """What a licence grants, forbids and asks for: acts and duties of :mod:`provenance.vocabulary`."""

    @property
    def permits(self) -> Iterable[str]:
        """Acts it allows."""

    @property
    def prohibits(self) -> Iterable[str]:
        """Acts it forbids."""

    @property
    def duties(self) -> Iterable[str]:
        """What must be done in return."""


ReadWords = Callable[[str], list[Statement]]
FindLicences = Callable[[str], Sequence[Mention]]
GrantsOf = Callable[[str], "Grants | None"]
#: A policy's text and the field it stands in -> what it says about the document.
ReadPolicy = Callable[[str, Declared], list[Statement]]
AgenciesOf = Callable[[str], Sequence[str]]


def _no_agencies(_: str) -> Sequence[str]:
    return ()


@dataclass(frozen=True, slots=True)
class _Tools:
    read_words: ReadWords
    find_licences: FindLicences
    grants: GrantsOf
    agencies: AgenciesOf
    read_policy: ReadPolicy | None = None

    def licences(self, text: str) -> list[str]:
        """The ids of the licences named in *text*; licences of software are none for an article."""
        found = [mention.id for mention in self.find_licences(text) if not getattr(mention, "software", False)]
        return list(dict.fromkeys(found))


def statements_from_fields(
    metadata: Metadata,
    *,
    read_words: ReadWords,
    find_licences: FindLicences,
    grants: GrantsOf,
    read_policy: ReadPolicy | None = None,
    agencies: AgenciesOf = _no_agencies,
) -> list[Statement]:
    """Every statement that the declared fields make, in the document's order; pure.

    *read_words* reads a text as the readings read a notice; *find_licences* gives objects with an
    ``id`` (:class:`Mention`); *grants* gives the :class:`Grants` of a licence id, or ``None``;
    *read_policy* the statements of a rights expression (without it they are all unread);
    *agencies* gives the ids of the agencies that a declared source names.
    Evidence carries the pointer and the line; offsets only where the value stands in the text as
    it is. Fields about a picture give statements of scope ``image``.
    """
    tools = _Tools(read_words, find_licences, grants, agencies, read_policy)
    statements: list[Statement] = []
    for group in grouped(metadata):
        handler = _HANDLERS.get(group[0].states)
        if handler is not None:
            statements += handler(group, tools)
    for fault in metadata.faults:
        if fault.code == "too-deep":
            evidence = Evidence(fault.found, line=fault.line, pointer=fault.pointer)
            statements.append(
                Statement(
                    "unread", Polarity.IDENTIFIES, evidence, source="metadata", reading="field", unread=(fault.code,)
                )
            )
    return statements


# -- evidence


def _text(entry: Declared) -> str:
    """The declared words as they stand, for the readings and for quoting."""
    if isinstance(entry.raw, str):
        return entry.raw
    return entry.value if isinstance(entry.value, str) else shown(entry.raw)


def _offsets(entry: Declared) -> tuple[int, int] | None:
    """Where the value stands, if it stands in the document's text letter for letter."""
    start, end = entry.field.start, entry.field.end
    if start is None or end is None or not isinstance(entry.raw, str) or end - start != len(entry.raw):
        return None
    return start, end


def _evidence(entry: Declared) -> Evidence:
    start, end = _offsets(entry) or (entry.field.start, entry.field.end)
    return Evidence(_text(entry)[:_QUOTED], start, end, entry.field.line, entry.field.column, entry.pointer)


def _state(entry: Declared, kind: str, polarity: Polarity = Polarity.IDENTIFIES, **more: Any) -> Statement:
    more.setdefault("scope", entry.scope)
    return Statement(kind, polarity, _evidence(entry), source="metadata", reading=f"field:{entry.canonical}", **more)


def _unread(entry: Declared) -> Statement:
    text = _text(entry).strip()[:_QUOTED]
    return _state(entry, "unread", value=text or None, unread=(text or entry.canonical,))


def _relabelled(entry: Declared, statement: Statement, shift: int = 0) -> Statement:
    """A statement of the readings as one of this field; *shift*: characters put before the value."""
    scope = statement.scope if entry.scope is Scope.DOCUMENT else entry.scope
    return replace(
        statement,
        source="metadata",
        scope=scope,
        evidence=_moved(entry, statement.evidence, shift),
        act_evidence={act: _moved(entry, evidence, shift) for act, evidence in statement.act_evidence.items()},
        reading=f"field:{entry.canonical} {statement.reading}".strip(),
    )


def _moved(entry: Declared, evidence: Evidence, shift: int) -> Evidence:
    here, quote = _offsets(entry), evidence.quote
    start = end = None
    if evidence.start is not None and evidence.end is not None:
        cut = max(0, shift - evidence.start)
        quote = quote[cut:]
        if here is not None:
            start, end = here[0] + evidence.start + cut - shift, here[0] + evidence.end - shift
    return Evidence(quote, start, end, entry.field.line, entry.field.column, entry.pointer)


# -- free text


def _read(entry: Declared, tools: _Tools) -> list[Statement]:
    return [_relabelled(entry, statement) for statement in tools.read_words(_text(entry))]


def _from_licence(statement: Statement) -> bool:
    return statement.kind == "licence" or statement.reading.rpartition(" ")[2].startswith("licence")


def _words(group: list[Declared], tools: _Tools) -> list[Statement]:
    """A credit, a note: what is read counts, what is not read says nothing."""
    return [statement for entry in group if entry.good and entry.value is not None for statement in _read(entry, tools)]


def _terms(group: list[Declared], tools: _Tools) -> list[Statement]:
    """Terms of use: words that nobody understood are terms all the same."""
    statements: list[Statement] = []
    for entry in group:
        if not entry.good:
            statements += [] if entry.raw is None else [_unread(entry)]
            continue
        read = _with_licences(entry, tools)
        names_only = all(statement.kind in ("holder", "year", "agency") for statement in read)
        statements += [*read, _unread(entry)] if names_only else read
    return statements


def _with_licences(entry: Declared, tools: _Tools) -> list[Statement]:
    read = _read(entry, tools)
    if not any(statement.kind == "licence" for statement in read):
        for licence in tools.licences(_text(entry)):
            read += _licensed(entry, licence, tools)
    return read


def _notice(group: list[Declared], tools: _Tools) -> list[Statement]:
    """A copyright line, with or without its sign."""
    statements: list[Statement] = []
    for entry in group:
        if not entry.good:
            statements += [] if entry.raw is None else [_unread(entry)]
            continue
        if entry.value is None:  # the field says that there is none
            continue
        read = _with_licences(entry, tools)
        read += _signed(entry, read, tools)
        statements += read or [_unread(entry)]
    return statements


def _signed(entry: Declared, read: list[Statement], tools: _Tools) -> list[Statement]:
    """The holder and year of a line whose sign was left out; words that were read already name nobody."""
    text = _text(entry)
    if len(text) > _LONGEST_NAME or not _IDENTIFYING.isdisjoint(statement.kind for statement in read):
        return []
    found = [statement for statement in tools.read_words(_SIGN + text) if statement.kind in ("holder", "year")]
    quotes = [statement.evidence.quote for statement in read]
    signed = [_relabelled(entry, statement, len(_SIGN)) for statement in found]
    return [name for name in signed if not any(q in name.evidence.quote or name.evidence.quote in q for q in quotes)]


def _holder(group: list[Declared], tools: _Tools) -> list[Statement]:
    """A name; where a whole notice was put in its place, the notice is read as well."""
    statements: list[Statement] = []
    for entry in group:
        if not entry.good:
            continue
        read = _read(entry, tools)
        if not any(statement.kind == "holder" for statement in read):
            statements.append(_state(entry, "holder", value=entry.value))
        statements += [said for said in read if said.kind in ("holder", "year") or said.polarity in _CLOSING]
    return statements


def _year(group: list[Declared], _: _Tools) -> list[Statement]:
    return [_state(entry, "year", value=year) for entry in group if entry.good for year in entry.value.split(", ")]


def _source(group: list[Declared], tools: _Tools) -> list[Statement]:
    sources = [_state(entry, "source", value=entry.value) for entry in group if entry.good]
    return sources + _agencies(group, tools)


def _credit(group: list[Declared], tools: _Tools) -> list[Statement]:
    """A credit line: its words, and the agencies it names."""
    read = _words(group, tools)
    known = {statement.value for statement in read if statement.kind == "agency"}
    return read + [named for named in _agencies(group, tools) if named.value not in known]


def _agencies(group: list[Declared], tools: _Tools) -> list[Statement]:
    """The agencies that a source or a credit of the text itself names."""
    named: dict[str, Declared] = {}
    for entry in group:
        if entry.good and entry.scope is Scope.DOCUMENT and isinstance(entry.value, str):
            for agency in tools.agencies(entry.value):
                named.setdefault(agency, entry)
    return [_state(entry, "agency", value=agency) for agency, entry in named.items()]


# -- licences


def _licence(group: list[Declared], tools: _Tools) -> list[Statement]:
    """The licence by name or address; other words are read; what nobody knows is an unknown licence."""
    statements: list[Statement] = []
    leftovers: list[Declared] = []
    named = {licence for entry in group if entry.good for licence in _named(entry, tools)}
    for entry in group:
        found = _named(entry, tools) if entry.good else []
        read = [statement for statement in _read(entry, tools) if not _from_licence(statement)] if entry.good else []
        if found:
            for licence in found:
                if not _less_exact(licence, named):
                    statements += _licensed(entry, licence, tools)
            read = [statement for statement in read if statement.polarity in _CLOSING or statement.unread]
            if beside := _unnamed(_text(entry), tools):
                read.append(_state(entry, "licence", unread=(beside[:_QUOTED],)))
        elif not read:
            leftovers.append(entry)
        statements += read
    for entry in leftovers:
        # `license:` with nothing behind it names no licence; the fault says so.
        if not entry.blank and not (entry.weak and statements):
            statements.append(_state(entry, "licence", unread=(_text(entry).strip()[:_QUOTED],)))
    return statements


def _named(entry: Declared, tools: _Tools) -> list[str]:
    """The licences that a value names; an abbreviation may be in small letters, where it is all there is.

    Hugging Face cards write ``odbl`` and ``gfdl``; in a sentence that would be no name.
    """
    text = _text(entry)
    found = tools.licences(text)
    return found if found or not _SMALL.fullmatch(text) else tools.licences(text.upper())


def _unnamed(text: str, tools: _Tools) -> str | None:
    """What an SPDX expression joins by ``AND`` (or ``WITH``) to a licence that is known, and nobody knows."""
    if len(text) > _QUOTED or not _JOINED.search(text):
        return None
    parts = (part.strip(" ()") for part in _JOINED.split(text))
    return next((part for part in parts if part and not tools.licences(part)), None)


def _less_exact(licence: str, named: set[str]) -> bool:
    """``CC-BY`` next to ``CC-BY-4.0`` in one field is the same licence without its version."""
    return any(other.startswith(f"{licence}-") and other[len(licence) + 1 :][:1].isdecimal() for other in named)


def _licensed(entry: Declared, licence: str, tools: _Tools) -> list[Statement]:
    """The licence and what it grants, as the readings state them for a licence in words."""
    statements = [_state(entry, "licence", value=licence)]
    grants = tools.grants(licence)
    if grants is None:
        return statements
    if grants.permits:
        duties = tuple(Condition(duty, target=licence) for duty in grants.duties)
        limits = Limits(purpose=("noncommercial",)) if "commercialize" in grants.prohibits else NO_LIMITS
        acts = frozenset(grants.permits)
        more = {"value": licence, "acts": acts, "conditions": duties, "limits": limits}
        statements.append(_state(entry, "permission", Polarity.PERMITS, **more))
    if grants.prohibits:
        acts = frozenset(grants.prohibits)
        more = {"value": licence, "acts": acts, "exception_of": licence}
        statements.append(_state(entry, "prohibition", Polarity.PROHIBITS, **more))
    return statements


# -- time, status, machines


def _embargo(group: list[Declared], _: _Tools) -> list[Statement]:
    """An embargo that cannot be read is an embargo without a date: a person must look."""
    statements = []
    for entry in group:
        if entry.raw is None or (entry.good and entry.value is None):
            continue
        limits = Limits(embargo=entry.value) if entry.good else NO_LIMITS
        unread = () if entry.good else (_text(entry).strip()[:_QUOTED] or entry.canonical,)
        more = {"value": entry.value, "acts": entry.acts, "limits": limits, "unread": unread}
        statements.append(_state(entry, "embargo", Polarity.PROHIBITS, **more))
    return statements


def _expiry(group: list[Declared], _: _Tools) -> list[Statement]:
    statements = []
    for entry in group:
        if entry.raw is None or (entry.good and entry.value is None):
            continue
        limits = Limits(expires=entry.value) if entry.good else NO_LIMITS
        statements.append(_state(entry, "expiry", value=entry.value, limits=limits))
        if not entry.good:
            statements.append(_unread(entry))
    return statements


def _status(group: list[Declared], _: _Tools) -> list[Statement]:
    statements = []
    for entry in group:
        if any(term.says == "withdrawn" for term in entry.terms):
            statements.append(_state(entry, "withdrawal", Polarity.PROHIBITS, value=str(entry.value), acts=entry.acts))
        elif not entry.good and entry.raw is not None:
            statements.append(_unread(entry))
    return statements


def _ai(group: list[Declared], _: _Tools) -> list[Statement]:
    """Reservations against machines; a value that is not understood reserves and is unread."""
    statements = []
    for entry in group:
        if not entry.good:
            statements += [_state(entry, "ai", Polarity.RESERVES, acts=entry.acts), _unread(entry)]
        for term in entry.terms:
            polarity = _SAYS.get(term.says)
            if polarity is not None:
                statements.append(_state(entry, "ai", polarity, acts=term.acts, scope=term.scope or entry.scope))
            if term.says == "unread":
                statements.append(_unread(entry))
    return statements


def _unread_all(group: list[Declared], _: _Tools) -> list[Statement]:
    return [_unread(entry) for entry in group if entry.raw is not None]


def _expression(group: list[Declared], tools: _Tools) -> list[Statement]:
    """A policy written in a machine language; one that nobody reads keeps its text."""
    statements: list[Statement] = []
    for entry in group:
        if entry.raw is None:
            continue
        found = None if tools.read_policy is None else tools.read_policy(_policy_text(entry), entry)
        if found is None:
            statements.append(_unread(entry))
            continue
        statements += [replace(said, scope=entry.scope, reading=f"field:{entry.canonical} odrl") for said in found]
    return statements


def _policy_text(entry: Declared) -> str:
    """The policy as text: a reader of JSON or YAML may have taken it apart."""
    return entry.raw if isinstance(entry.raw, str) else json.dumps(jsonable(entry.raw))


_SAYS = {
    "reserved": Polarity.RESERVES,
    "unread": Polarity.RESERVES,
    "prohibited": Polarity.PROHIBITS,
    "allowed": Polarity.PERMITS,
}

_HANDLERS: dict[str, Callable[[list[Declared], _Tools], list[Statement]]] = {
    "holder": _holder,
    "year": _year,
    "source": _source,
    "licence": _licence,
    "notice": _notice,
    "terms": _terms,
    "words": _words,
    "credit": _credit,
    "unread": _unread_all,
    "expression": _expression,
    "embargo": _embargo,
    "expiry": _expiry,
    "status": _status,
    "ai": _ai,
}
