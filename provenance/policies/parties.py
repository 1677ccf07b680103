"""Whose rights are in a text, and whether a name in it is one on file.

Names are compared as they are written (case, blanks and punctuation apart). A name that only looks like one on file
is not that name, and neither is a longer one: what a legal form or a second word makes of it, a person must say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import cached_property, lru_cache
from itertools import islice

from provenance.agreement import Agreement, Cover, Party
from provenance.chain import Link
from provenance.look_alikes import plain_name, scripts, skeleton
from provenance.statement import Statement
from provenance.vocabulary import COVERING

#: So many parties without an agreement are compared with the names on file; so many names on file with each.
_COMPARED, _NAMES = 10, 2_000
#: Names this alike (0 to 1) may be one name written in two ways.
_NEAR = 0.85
#: A shorter name is a part of too many others; of a longer one only so much is compared.
_SHORT, _LONGEST = 4, 100


def parties_of(
    statements: Iterable[Statement], chain: Iterable[Link], agency_of: Callable[[str], str | None]
) -> list[Party]:
    """Every holder, agency and declared source of a text, each once; pictures and quoted works have none here.

    *agency_of*: the id of the agency that a name is one of. Where words and a field name the same one, the words count.
    """
    found: dict[tuple[str, str], Party] = {}
    for said in statements:
        if said.scope in COVERING and said.kind in ("holder", "agency") and said.value:
            agency = said.value if said.kind == "agency" else agency_of(said.value)
            _add(found, Party(said.value, agency, said.id, said.source, said.evidence))
    for link in chain:
        if link.agency or (link.role == "source" and link.name):
            _add(found, Party(link.shown, link.agency, None, link.source, link.evidence))
    return list(found.values())


def _add(found: dict[tuple[str, str], Party], party: Party) -> None:
    key = ("agency", party.agency) if party.agency else ("name", plain_name(party.name) or party.name)
    known = found.get(key)
    if known is None or (known.source != "words" and party.source == "words"):
        found[key] = party


class OnFile:
    """The names and agencies of agreements, to find those that concern a party."""

    def __init__(self, agreements: Sequence[Agreement]) -> None:
        self._by_agency: dict[str, list[Agreement]] = {}
        self._by_name: dict[str, list[tuple[str, Agreement]]] = {}
        for agreement in agreements:
            for agency in sorted(agreement.agencies):
                self._by_agency.setdefault(agency, []).append(agreement)
            for plain, name in {plain_name(name): name for name in agreement.names}.items():
                if plain:
                    self._by_name.setdefault(plain, []).append((name, agreement))

    @cached_property
    def _by_look(self) -> dict[str, list[str]]:
        """Small and capital letters have look-alikes of their own: each name is there as written and in small ones."""
        looks: dict[str, list[str]] = {}
        for plain, named in self._by_name.items():
            for look in {skeleton(plain), *(skeleton(name) for name, _ in named)}:
                looks.setdefault(look, []).append(plain)
        return looks

    def concerning(self, party: Party) -> list[Agreement]:
        """The agreements with *party*. One that says with which agencies it is, is with no other."""
        found = list(self._by_agency.get(party.agency or "", ()))
        for _, agreement in self._by_name.get(plain_name(party.name), ()):
            same = party.agency is None or not agreement.agencies or party.agency in agreement.agencies
            if same and agreement not in found:
                found.append(agreement)
        return found

    def alike(self, parties: Sequence[Party]) -> Iterator[Cover]:
        """For parties without an agreement: what only looks like a name on file, or is nearly one."""
        for party in parties[:_COMPARED]:
            plain = plain_name(party.name)
            looks = dict.fromkeys((skeleton(party.name), skeleton(plain)))
            looking = [one for look in looks for one in self._by_look.get(look, ()) if one != plain]
            state = "look-alike" if looking else "other-holder"
            near = looking or [one for one in islice(self._by_name, _NAMES) if one != plain and _near(plain, one)]
            for name, agreement in self._by_name[near[0]] if near else ():
                yield Cover(agreement, party, state, _told(state, party.name, name, agreement))


@lru_cache(maxsize=16)
def on_file(agreements: tuple[Agreement, ...]) -> OnFile:
    """The index of *agreements*: documents of one run share it."""
    return OnFile(agreements)


def _near(one: str, other: str) -> bool:
    """Whether two plain names may be one: the first words of each other, or nearly the same letters."""
    words, others = one.split(), other.split()
    shorter = min(words, others, key=len)
    if len("".join(shorter)) >= _SHORT and words[: len(shorter)] == others[: len(shorter)]:
        return True
    matcher = SequenceMatcher(None, one[:_LONGEST], other[:_LONGEST], autojunk=False)
    return matcher.real_quick_ratio() >= _NEAR and matcher.quick_ratio() >= _NEAR and matcher.ratio() >= _NEAR


def _told(state: str, found: str, name: str, agreement: Agreement) -> str:
    if state == "look-alike":
        return f"“{found}” ({scripts(found)}) looks like “{name}” and is spelt otherwise"
    return f"it is not “{name}” of the agreement {agreement.id}; add it there as an alias if it is the same one"
