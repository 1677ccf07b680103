"""Who has a part in a text, and whom a duty wants credited."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from provenance.compare.names import Credits
from provenance.compare.shown import is_address, sentences_around, standing_in
from provenance.compare.sides import Side
from provenance.compare.words import keys
from provenance.look_alikes import plain_name
from provenance.report import Obligation
from provenance.statement import Statement
from provenance.vocabulary import Scope

#: Roles of the chain that credits are given to, what must be printed first.
_ROLES = ("credit", "author", "agency", "holder", "source", "provider", "primary-source")
#: Roles that stand for the text where nobody nearer is known.
_BEHIND = frozenset({"source", "provider", "primary-source"})
#: What may stand around a name.
_ENDS = ".,;:!?)"
_AROUND = ".,;:!?()[]\"'“”„«»‘’"
#: A longer "name" is a sentence.
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who may have to be credited: his role in the chain, the names he goes by, the first as written."""

    role: str
    names: tuple[str, ...]
    agency: str | None = None

    @property
    def name(self) -> str:
        """The name as written."""
        return self.names[0]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whom a duty wants credited. ``named``: the words that ask name them. ``unclear``: those words hold others
    that may be a name nobody knows."""

    parties: tuple[Party, ...]
    named: bool = False
    unclear: bool = False


def parties_of(
    side: Side, agencies: Mapping[str, Mapping[str, Any]], *, ours: bool, we: Sequence[str] = ()
) -> list[Party]:
    """Everybody whom the chain or the holders of *side* name; of our own copies without ourselves."""
    own = {plain_name(name) for name in we}
    site = {
        plain_name(s.value)
        for s in side.statements
        if ours and s.kind == "holder" and s.value and s.scope is not Scope.DOCUMENT
    }
    found: dict[tuple[str, str], Party] = {}
    for link in side.chain:
        name = (link.name or "").strip()
        if link.role not in _ROLES or not name or len(name) > _LONGEST or plain_name(name) in own:
            continue
        if link.role == "holder" and plain_name(name) in site:
            continue
        names = [name]
        if link.agency:
            entry = agencies.get(link.agency, {})
            plain = [alias for alias in entry.get("aliases", ()) if alias not in entry.get("ambiguous", ())]
            names = list(dict.fromkeys([name, entry.get("name", name), *plain]))
        found.setdefault((link.role, plain_name(name)), Party(link.role, tuple(names), link.agency))
    return sorted(found.values(), key=lambda party: _ROLES.index(party.role))


def wanted(
    obligation: Obligation, statement: Statement | None, terms: Side, parties: Sequence[Party], credits: Credits
) -> Wanted:
    """Whom *obligation* wants credited: whom its words name, else the credit line that is declared, else
    everybody who wrote it or holds the rights in it, else its source."""
    if (obligation.source or "").startswith("agreement:"):
        # an agreement on file quotes the credit that was agreed on
        return Wanted(
            (Party("credit", (obligation.text,)),) if obligation.text else _foremost(parties), bool(obligation.text)
        )
    asked = "" if statement is None or statement.reading == "licence" else _asking(statement, terms)
    named = {plain_name(p.name): p for p in reversed(parties) if credits.reads(asked, p.names)}
    unread = list(_unread(asked, statement, parties, credits))
    if not named and (name := _name_among(asked, unread)):
        named = {plain_name(name): Party("credit", (name,))}
        unread = []
    return Wanted(tuple(named.values()) or _foremost(parties), bool(named), any(likely for _, _, likely in unread))


def _foremost(parties: Sequence[Party]) -> tuple[Party, ...]:
    lines = tuple(party for party in parties if party.role == "credit")
    near = {plain_name(p.name): p for p in reversed(parties) if p.role not in _BEHIND}
    return lines or tuple(near.values()) or tuple(parties[:1])


def _asking(statement: Statement, terms: Side) -> str:
    """The sentence that asks; of a field, its value."""
    if statement.source != "words":
        return statement.evidence.quote
    for span in standing_in(terms, statement):
        start, end = sentences_around(terms.document.read, *span)
        return terms.document.read[start:end]
    return statement.evidence.quote


def _unread(
    asked: str, statement: Statement | None, parties: Sequence[Party], credits: Credits
) -> Iterator[tuple[int, str, bool]]:
    """The words of the sentence that the grammar did not read and that no known party is called by.

    Each with its number, as written, and whether it could be a name: a capital, or a script without capitals.
    """
    read = {word for token, _ in (statement.trace if statement else ()) for word in keys(token)}
    known = {word for party in parties for name in party.names for word in credits.name(name)}
    for i, written in enumerate(asked.split()):
        words = keys(written)
        if not words or is_address(written) or all(w in read or w in known or w.isdigit() for w in words):
            continue
        letters = [char for char in written if char.isalpha()]
        cased = any(char.lower() != char.upper() for char in letters)
        yield i, written, bool(letters) and (not cased or (i > 0 and letters[0].isupper()))


def _name_among(asked: str, unread: Sequence[tuple[int, str, bool]]) -> str | None:
    """The name that the sentence asks for, where nobody known is meant: two words or more with capitals, in a row,
    the first of them unread."""
    written = asked.split()
    found = []
    end = 0
    for i, _, likely in unread:
        if not likely or i < end or not _is_capital(written[i]):
            continue
        end = i + 1
        while end < len(written) and _is_capital(written[end]) and written[end - 1][-1] not in _ENDS:
            end += 1
        if end - i > 1:
            found.append(" ".join(written[i:end]).strip(_AROUND))
    return found[0] if len(found) == 1 else None


def _is_capital(word: str) -> bool:
    return next((char.isupper() for char in word if char.isalpha()), False)
