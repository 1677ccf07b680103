"""Building the chain of provenance from what a document declares and what was read in its words.

The names of fields and the order of roles are data (``rules/chain.yaml``). A declared value may be a
name, an address, a mapping with both (schema.org, ninjs, NewsML-G2) or a list of those; what is hostile
or of another shape names nobody. An agency is an agency whatever field names it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from provenance.chain import Link
from provenance.document import Document, Field
from provenance.metadata_names import fold_name
from provenance.statement import Evidence, Statement
from provenance.vocabulary import COVERING

#: More links than this are no chain any more; deeper and longer values name nobody.
MAX_LINKS, MAX_PARTIES, MAX_DEPTH, MAX_NAME = 200, 100, 6, 300
#: A longer name of a field is cut before it is compared.
_LONGEST_FIELD = 400
_SEGMENTS = re.compile(r"[./:]")
_URI = re.compile(r"(?:https?://|urn:|tag:|xmp\.[a-z]+:)\S{1,2000}", re.I)
#: Keys under which formats put a party's name, its address, a moment, and what it did; the first wins.
_NAMES = ("name", "literal", "title", "legalname", "fullname", "display", "formalname", "value", "text", "party")
_URLS = ("url", "id", "uri", "href", "residref", "newsitem", "link", "documentid", "instanceid")
_CODES = ("qcode",)
_MOMENTS = ("timestamp", "datetime", "date", "when", "updated", "datepublished")
_ACTIONS = ("action", "relationship", "role")
_PAIRS = (("given", "family"), ("givenname", "familyname"), ("first", "last"), ("firstname", "lastname"))
#: Roles of parties: a news agency among them is the agency of the text.
_PARTIES = frozenset({"primary-source", "author", "source", "provider", "syndicator", "credit"})
#: A longer line is a sentence, which may name an agency for another reason.
_CREDIT = 120
_BETWEEN = re.compile(r"[/,|;&+()\[\]（）／、]|\s[-–—]\s")
_DATELINE = re.compile(r"(?:^|[\n>])[^\w\n<>]*([^\W\d_][^\n<>]{1,58}?)[^\S\n]*,?[^\S\n]*[(（\[【/][^()\n]{0,20}$")
_SENTENCE = re.compile(r"[.!?。！？]\s+\w")
_OPENING = re.compile(r"[^\n<>]{0,40}?[)）\]】/]\s{0,3}[-–—:：]*\s{0,3}\S")


@dataclass(frozen=True, slots=True)
class ChainTools:
    """What the chain is built with: ``rules/chain.yaml`` as plain data, leading name spaces, the agencies.

    ``agency_of`` gives the id of the agency a name is one of, ``agencies_in`` those that a line of
    credit names; ``agencies`` are their files by id, ``by_host`` their ids by host.
    """

    table: Mapping[str, Any]
    namespaces: frozenset[str]
    agency_of: Callable[[str], str | None]
    agencies_in: Callable[[str], Sequence[str]]
    agencies: Mapping[str, Mapping[str, Any]]
    by_host: Mapping[str, str]


def hosts_of(agencies: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """The agencies by their hosts; of two with one host the first has it."""
    hosts: dict[str, str] = {}
    for agency, known in agencies.items():
        for host in known["domains"]:
            hosts.setdefault(host, agency)
    return hosts


def chain_of(document: Document, statements: Iterable[Statement], tools: ChainTools) -> list[Link]:
    """The links from a text's origin to its publisher, each once a source; pure, raises nothing.

    *statements* are those of the document, with their evidence placed in its text.
    """
    if not tools.table["order"]:
        return []
    found = [*_from_statements(document, statements, tools), *_from_fields(document.fields, tools)]
    own, canonical = _addresses(document.fields, tools)
    found = [named for link in found for named in _agencies(link, tools)]
    found = [replace(link, elsewhere=True) if _elsewhere(link.url, own) else link for link in found]
    found += [replace(link, elsewhere=True) for link in canonical if _elsewhere(link.url, own)]
    found = _published(found, own)
    credited = {link.agency for link in found if link.agency and link.source == "words"}
    found = [
        replace(link, credited=True) if link.source == "words" or link.agency in credited else link
        for link in _once(found)
    ]
    order = {role: at for at, role in enumerate(tools.table["order"])}
    return sorted(found, key=lambda link: order.get(link.role, len(order)))[:MAX_LINKS]


# -- what was read


def _from_statements(document: Document, statements: Iterable[Statement], tools: ChainTools) -> Iterator[Link]:
    for said in statements:
        if said.scope not in COVERING or not said.value:
            continue
        if said.kind == "agency":
            name = str(tools.agencies.get(said.value, {}).get("name") or said.value)
            yield Link("agency", name, said.evidence, source=said.source, agency=said.value)
            if said.source == "words":
                yield from _dateline(document.text, said.evidence)
        elif said.kind == "holder":
            yield Link("holder", said.value[:MAX_NAME], said.evidence, source=said.source)


def _dateline(text: str, credit: Evidence) -> Iterator[Link]:
    """The place in front of an agency's name in brackets, where both begin a paragraph."""
    if credit.start is None or credit.end is None:
        return
    begin = max(0, credit.start - 100)
    before = ("\n" if not begin else "") + text[begin : credit.start]
    match = _DATELINE.search(before)
    if match is None or _SENTENCE.search(match[1]) or not _OPENING.match(text[credit.end : credit.end + 60]):
        return
    start = credit.start - len(before) + match.start(1)
    column = credit.column - (credit.start - start) if credit.column else None
    evidence = Evidence(match[1], start, start + len(match[1]), credit.line, column)
    yield Link("dateline", match[1], evidence, source="words")


# -- what is declared


def _from_fields(fields: Sequence[Field], tools: ChainTools) -> Iterator[Link]:
    for field in fields:
        name = _name(field.name[:_LONGEST_FIELD], tools.namespaces)
        role = tools.table["names"].get(name)
        if role == "hop":
            yield from _hops(field)
        elif role is not None:
            yield from _links(role, field)
        elif name == "link" and isinstance(field.value, Mapping) and _derives(field.value, tools):
            yield from _links("derived-from", field)


@lru_cache(maxsize=1024)
def _name(written: str, namespaces: frozenset[str]) -> str:
    """A field's name as it is compared, without the name spaces in front of it."""
    parts = [part for part in _SEGMENTS.split(written) if part]
    while len(parts) > 1 and fold_name(parts[0]) in namespaces:
        parts.pop(0)
    return fold_name("".join(parts))


def _derives(value: Mapping[Any, Any], tools: ChainTools) -> bool:
    relation = re.split(r"[:/#]", str(value.get("rel", ""))[:400])[-1]
    return fold_name(relation) in tools.table["relations"]


def _links(role: str, field: Field) -> Iterator[Link]:
    for value, pointer in _each(field.value, field.pointer):
        party = _party(value)
        if party is not None:
            yield _link(role, party, field, pointer)


def _hops(field: Field) -> Iterator[Link]:
    """The hops in their sequence (``@seq``, then as written), each with its party, moment and action."""
    value = field.value
    wrapped = isinstance(value, Mapping) and "hop" in value
    hops = list(_each(value["hop"] if wrapped else value, f"{field.pointer}/hop" if wrapped else field.pointer))
    for hop, pointer in sorted(hops, key=lambda each: _sequence(each[0])):
        party = _party(hop)
        if party is not None:
            yield _link("hop", party, field, pointer)


def _sequence(hop: Any) -> int:
    written = str(hop.get("seq", "")) if isinstance(hop, Mapping) else ""
    return int(written) if written.isascii() and written.isdigit() and len(written) < 10 else 1_000_000_000


def _each(value: Any, pointer: str, depth: int = 0) -> Iterator[tuple[Any, str]]:
    """The values of a list one by one, each with its pointer in the manner of the format."""
    if not isinstance(value, (list, tuple)):
        yield value, pointer
        return
    if depth >= MAX_DEPTH:
        return
    xml = pointer.endswith("/hop")
    for at, part in enumerate(value[:MAX_PARTIES]):
        step = f"[{at + 1}]" if xml else f"/{at}" if pointer.startswith("/") else f"[{at}]"
        yield from _each(part, pointer + step, depth + 1)


@dataclass(frozen=True, slots=True)
class _Party:
    name: str | None
    url: str | None = None
    when: str | None = None
    action: str | None = None


def _party(value: Any) -> _Party | None:
    """Who or what a value names, ``None`` where it names nothing."""
    if isinstance(value, str):
        text = " ".join(value[:4000].split())
        if _URI.fullmatch(text):
            return _Party(None, text)
        return _Party(text[:MAX_NAME]) if any(map(str.isalpha, text)) else None
    if not isinstance(value, Mapping):
        return None
    keys = _folded(value)
    if isinstance(inner := keys.get("party"), Mapping):
        keys = {**keys, **_folded(inner)}
    name = _first(keys, _NAMES) or _joined(keys) or _first(keys, _CODES)
    url, when, action = _first(keys, _URLS), _first(keys, _MOMENTS), _first(keys, _ACTIONS, coded=True)
    if when is None and isinstance(inner := keys.get("action"), Mapping):
        when = _first(_folded(inner), _MOMENTS)
    if name and _URI.fullmatch(name):
        name, url = None, url or name
    if not (name or url or (action and when)):
        return None
    return _Party(name, url, when, action)


def _folded(value: Mapping[Any, Any]) -> dict[str, Any]:
    return {fold_name(str(key)[:100]): part for key, part in value.items()}


def _first(keys: Mapping[str, Any], wanted: Sequence[str], *, coded: bool = False) -> str | None:
    """The first text under one of the *wanted* keys, looked for inside lists and mappings too."""
    return next((text for key in wanted if (text := _text(keys.get(key), coded=coded))), None)


def _text(value: Any, depth: int = 0, *, coded: bool = False) -> str | None:
    if isinstance(value, str):
        return " ".join(value[:4000].split())[:MAX_NAME] or None
    if depth >= MAX_DEPTH:
        return None
    if isinstance(value, (list, tuple)):
        return next((text for part in value[:MAX_PARTIES] if (text := _text(part, depth + 1, coded=coded))), None)
    if isinstance(value, Mapping):
        keys = _folded(value)
        order = ("qcode", "uri", *_NAMES) if coded else (*_NAMES, "href", "uri", *_CODES)
        return next((text for key in order if (text := _text(keys.get(key), depth + 1, coded=coded))), None)
    return None


def _joined(keys: Mapping[str, Any]) -> str | None:
    for pair in _PAIRS:
        pieces = [piece.strip() for key in pair if isinstance(piece := keys.get(key), str) and piece.strip()]
        if len(pieces) == len(pair):
            return " ".join(pieces)[:MAX_NAME]
    return None


def _link(role: str, party: _Party, field: Field, pointer: str) -> Link:
    quote = party.name or party.url or party.action or ""
    whole = pointer == field.pointer and isinstance(field.value, str)
    start, end = (field.start, field.end) if whole else (None, None)
    evidence = Evidence(quote[:MAX_NAME], start, end, field.line, field.column, pointer)
    return Link(role, party.name, evidence, party.url, party.when, action=party.action)


def _agencies(link: Link, tools: ChainTools) -> Iterator[Link]:
    """The link; one whose party is an agency has no other role, one that names others too comes beside them."""
    if link.agency or not link.name:
        yield link
        return
    agency = tools.agency_of(link.name) or _by_host(link.name, tools)
    if link.role not in _PARTIES:
        yield replace(link, agency=agency) if agency else link
        return
    named = _bylined(link.name, tools) if link.role == "author" else [agency] if agency else []
    if len(named) == 1 and agency == named[0]:
        yield replace(link, role="agency", agency=agency, action=link.action or link.role)
        return
    yield link
    if link.role != "author" and len(link.name) <= _CREDIT:
        named = list(tools.agencies_in(link.name))
    for inner in named:
        name = str(tools.agencies.get(inner, {}).get("name") or inner)
        yield Link("agency", name, link.evidence, agency=inner, action=link.role)


def _bylined(name: str, tools: ChainTools) -> list[str]:
    """Agencies in a byline: a piece of its own, spelled as the agency spells itself (``APA`` is no Apa)."""
    pieces = [piece.strip() for piece in _BETWEEN.split(name) if piece.strip()]
    found = [(tools.agency_of(piece), piece) for piece in pieces]
    return [agency for agency, piece in found if agency and agency in tools.agencies_in(piece)]


def _by_host(name: str, tools: ChainTools) -> str | None:
    return tools.by_host.get(name.lower().removeprefix("www."))


# -- addresses


def _addresses(fields: Sequence[Field], tools: ChainTools) -> tuple[str | None, list[Link]]:
    """The address of this copy, the most exact first, and the addresses declared to be the original's."""
    own: dict[int, str] = {}
    canonical: list[Link] = []
    for field in fields:
        name = _name(field.name[:_LONGEST_FIELD], tools.namespaces)
        if name in tools.table["own"] and isinstance(field.value, str) and _host(field.value):
            own.setdefault(0 if field.name.lower().startswith("og") else 1, field.value.strip())
        elif name in tools.table["canonical"]:
            canonical += [link for link in _links("canonical", field) if link.url and _host(link.url)]
    return own.get(0) or own.get(1), canonical


def _host(url: str) -> str:
    """The host of a web address in lower case, empty where it is none."""
    try:
        parts = urlsplit(url.strip()[:4000])
        return (parts.hostname or "").rstrip(".") if parts.scheme.lower() in ("http", "https") else ""
    except ValueError:
        return ""


def _elsewhere(url: str | None, own: str | None) -> bool:
    """Whether *url* is on the site of somebody else: another registered name, not another subdomain."""
    here, there = (_host(own), _host(url)) if own and url else ("", "")
    return bool(here and there) and _registered(here) != _registered(there)


def _registered(host: str) -> str:
    """The part of a host that is registered; ``co.uk`` and the like count as one label."""
    labels = host.split(".")
    if labels[-1].isdigit() or len(labels) < 3:
        return host
    short = len(labels[-1]) == 2 and len(labels[-2]) <= 3
    return ".".join(labels[-3:] if short else labels[-2:])


def _published(found: list[Link], own: str | None) -> list[Link]:
    """Publishers by name; without any, the address of this copy is what we know of its site."""
    named = [link for link in found if link.role != "publisher" or link.name]
    if own is None or any(link.role == "publisher" for link in named):
        return named
    return [*named, Link("publisher", None, Evidence(own[:MAX_NAME]), own)]


def _once(found: list[Link]) -> list[Link]:
    """Each party once a role and source; the first that names it stays, hops all do."""
    known: dict[tuple[str, ...], Link] = {}
    for at, link in enumerate(found):
        named = link.agency or fold_name(link.name or "") or link.url or ""
        key = (link.role, link.source, named, str(at) if link.role == "hop" else "")
        known.setdefault(key, link)
    return list(known.values())
