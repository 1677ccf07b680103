"""Whether a copy links back: to the address that is asked for, or to where the text comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Protocol

from provenance.compare.parties import Party
from provenance.compare.shown import Address, Shown, addresses_in, host_and_path, is_address
from provenance.compare.sides import Side
from provenance.report import Obligation
from provenance.statement import Evidence, Statement

#: Roles of the chain whose addresses are those of the original.
_ORIGINAL = frozenset({"canonical", "derived-from", "primary-source", "source", "agency"})


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether something is there, where, and what is missing if it is not."""

    met: bool | None
    where: Evidence | None = None
    lacks: str | None = None


class Looked(Protocol):
    """A copy that has been looked through, and the terms that it is held to."""

    ours: Side
    original: Side | None
    terms: Side
    shown: Shown
    parties: list[Party]
    agencies: Mapping[str, Mapping[str, Any]]

    def statement(self, obligation: Obligation) -> Statement | None:
        """The statement that a duty comes from."""


def link_back(obligation: Obligation, look: Looked) -> Answer:
    """A link to the address that is asked for; where none is, to the source's host."""
    exact, hosts = _wanted(obligation, look)
    asked_only = nearly = None
    for address in look.shown.addresses:
        host, path = host_and_path(address.url)
        if not host or _is_own(look.ours, host, path):
            continue
        if (host, path) in exact or host in hosts:
            if not address.asks:
                return Answer(True, _place(look.ours, address))
            asked_only = asked_only or address
        elif not address.asks and (host in {one for one, _ in exact} or not (exact or hosts)):
            nearly = nearly or address
    target = next(iter(sorted("".join(pair) for pair in exact)), None) or next(iter(sorted(hosts)), None)
    if nearly is not None:
        lacks = f"no link to {target}" if target else "where the link should lead is not known"
        return Answer(None, _place(look.ours, nearly), lacks)
    if asked_only is not None and asked_only.active:
        return Answer(None, _place(look.ours, asked_only), "the only link stands in the sentence that asks for it")
    return Answer(False, None, f"no link to {target}" if target else "no link to the source")


def _place(side: Side, address: Address) -> Evidence:
    evidence = side.place(address.start, max(address.end, address.start))
    return replace(evidence, quote=evidence.quote or address.url)


def _wanted(obligation: Obligation, look: Looked) -> tuple[set[tuple[str, str]], set[str]]:
    """The addresses that are asked for by host and path, and hosts of which any page will do."""
    named = [obligation.target] if obligation.target and is_address(obligation.target) else []
    named = named or _named(look.statement(obligation), look)
    pairs = {pair for url in named if (pair := host_and_path(url))[0]}
    exact = {(host, path) for host, path in pairs if path}
    hosts = {host for host, path in pairs if not path} - {host for host, _ in exact}
    return exact, hosts if named else _source_hosts(look)


def _named(statement: Statement | None, look: Looked) -> list[str]:
    """The addresses in the sentence that asks for the link."""
    if statement is None or statement.reading == "licence":
        return []
    if statement.source != "words":
        return addresses_in(statement.evidence.quote)
    read = look.terms.document.read
    shown = look.shown if look.original is None else Shown(look.terms, look.shown.places)
    found = []
    for start, end in shown.demands:
        if statement.evidence.quote in read[start:end]:
            found += addresses_in(read[start:end])
            found += [one.url for one in shown.addresses if one.active and start <= one.start < end]
    return found


def _source_hosts(look: Looked) -> set[str]:
    """Hosts of the original: where it says that it stands, its source's, its agencies'."""
    urls = [link.url for link in look.terms.chain if link.url and link.role in _ORIGINAL]
    if look.original is not None:
        known = look.terms.metadata.get("canonical_url", [])
        urls += [str(url) for url in (known if isinstance(known, list) else [known])]
        urls += [link.url for link in look.terms.chain if link.url and link.role == "publisher"]
    for party in look.parties:
        urls += look.agencies.get(party.agency or "", {}).get("domains", ())
    return {host for url in urls if (host := host_and_path(url)[0])}


def _is_own(ours: Side, host: str, path: str) -> bool:
    """Whether an address is that of our own copy."""
    return any(link.url and link.role == "publisher" and host_and_path(link.url) == (host, path) for link in ours.chain)
