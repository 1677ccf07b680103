"""Agreements on file: ``agreements.yml``, or a folder of such files, as plain :class:`~provenance.agreement.Agreement`.

Texts come in with their names, so that they may lie in the working tree or in another git revision. Which uses,
agencies and countries there are is the rules' to say. An agreement nobody can understand is an error, never an
agreement that is left out: whoever relies on it would not know.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Protocol

from provenance.agreement import OWN, Agreement, Grant
from provenance.errors import Place, RuleFileError
from provenance.look_alikes import plain_name
from provenance.rulefiles.source import parse, validate
from provenance.statement import Condition

if TYPE_CHECKING:
    from provenance.config.agreement_file import AgreementEntry, Side, Territory
    from provenance.rulefiles.source import Key, Tree

#: The names of files in a folder of agreements.
ENDINGS = (".yml", ".yaml")
#: So long may one file be, in characters, so many all files together.
MAX_LENGTH = 4_000_000
MAX_FILES = 1_000


class Files(Protocol):
    """Where files are read from: the working tree, or a revision (:class:`provenance.config.sources.Source`)."""

    def shown(self, path: str) -> str:
        """How *path* is named in messages."""

    def read(self, path: str) -> str | None:
        """The text of a file, ``None`` where there is none."""

    def files(self, folder: str) -> list[str] | None:
        """The files of a folder and below, ``None`` where there is no such folder."""


@dataclass(frozen=True, slots=True)
class Known:
    """What agreements may name: uses and agencies of the rules, as plain data; names of agencies by themselves.

    ``by_name``: plain name → the ids of the agencies that are called so; names that are common words left out.
    """

    uses: Mapping[str, Mapping[str, Any]]
    agencies: Mapping[str, Mapping[str, Any]]
    by_name: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, uses: Mapping[str, Mapping[str, Any]], agencies: Mapping[str, Mapping[str, Any]]) -> Known:
        """What ``rules.data["uses"]`` and ``rules.data["agencies"]`` hold."""
        names: dict[str, frozenset[str]] = {}
        for name, agency in agencies.items():
            for alias in {agency["name"], *agency["aliases"]} - set(agency["ambiguous"]):
                key = plain_name(alias)
                names[key] = names.get(key, frozenset()) | {name}
        return cls(uses, agencies, names)


def agreement_texts(files: Files, path: str) -> list[tuple[str, str]] | None:
    """The files of agreements at *path*, a file or a folder: how each is named, and its text.

    ``None`` where nothing is there.

    Raises:
        RuleFileError: a file cannot be read, is too large, or there are too many.
    """
    names = files.files(path)
    if names is None:
        text = files.read(path)
        return None if text is None else [(files.shown(path), text)]
    chosen = [name for name in names if os.path.splitext(name)[1] in ENDINGS]
    if len(chosen) > MAX_FILES:
        raise RuleFileError(Place(files.shown(path)), f"more than {MAX_FILES} files", hint="Join some of them.")
    return [(files.shown(name), files.read(name) or "") for name in chosen]


def load_agreements(texts: Iterable[tuple[str, str]], known: Known) -> tuple[Agreement, ...]:
    """The agreements in *texts*: how each file is named in messages, and what it holds.

    Raises:
        RuleFileError: the first fault, at its line, with what would be right.
    """
    found = []
    for one in read_agreements(texts, known):
        if isinstance(one, RuleFileError):
            raise one
        found.append(one)
    return tuple(found)


def read_agreements(texts: Iterable[tuple[str, str]], known: Known) -> Iterator[Agreement | RuleFileError]:
    """Each agreement in *texts*, or the first fault in its place; files that are none give one fault each."""
    seen: dict[str, str] = {}
    for path, text in texts:
        try:
            yield from _of_file(path, text, known, seen)
        except RuleFileError as error:
            yield error


def _of_file(path: str, text: str, known: Known, seen: dict[str, str]) -> Iterator[Agreement | RuleFileError]:
    """*seen*: where each id stands that was read before."""
    from provenance.config.agreement_file import AgreementEntry, Entries

    if len(text) > MAX_LENGTH:
        raise RuleFileError(Place(path), f"longer than {MAX_LENGTH} characters", hint="Make several files of it.")
    tree = parse(text, path)
    if tree.data is None:
        hint = "Write “agreements:”, and “[]” behind it where there are none."
        raise RuleFileError(tree.place(), "the file is empty", hint=hint)
    for at, entry in enumerate(validate(tree, Entries).agreements):
        where = _Where(tree, ("agreements", at), known)
        try:
            if not isinstance(entry, Mapping):
                raise RuleFileError(tree.place(where.key), "an agreement is expected", hint="Begin with “- id: …”.")
            yield where.agreement(validate(tree, AgreementEntry, entry, where.key), seen)
        except RuleFileError as error:
            yield error


@dataclass(frozen=True, slots=True)
class _Where:
    """One entry's place in its file, and what it may name."""

    tree: Tree
    key: Key
    known: Known

    def agreement(self, entry: AgreementEntry, seen: dict[str, str]) -> Agreement:
        """The entry as the agreement it means."""
        from provenance.config.agreement_file import Side

        side = entry.with_ if isinstance(entry.with_, Side) else Side(name=entry.with_)
        names = tuple(dict.fromkeys((side.name, *side.aliases, *entry.aliases)))
        quota = entry.quota
        place = self.tree.place((*self.key, "id"))
        if entry.id == OWN:
            raise RuleFileError(place, f"the id “{OWN}” is kept for our own texts", hint="Give it another id.")
        if entry.id in seen:
            hint = f"The first is at {seen[entry.id]}: give this one another id."
            raise RuleFileError(place, f"the id “{entry.id}” stands a second time", hint=hint)
        self._consistent(entry, side)
        seen[entry.id] = f"{place.path}:{place.line}"
        return Agreement(
            id=entry.id,
            names=names,
            agencies=self._agencies(entry, side.agency, names),
            acts=frozenset(entry.grants.acts),
            grants=tuple(self._grants(entry.grants.uses)),
            territory=self._territory(entry.territory),
            media=tuple(entry.channel or ()),
            languages=tuple(entry.languages or ()),
            purposes=tuple(entry.purposes or ()),
            audience=tuple(entry.audience or ()),
            starts=entry.starts,
            until=entry.until,
            duties=tuple(
                Condition(one) if isinstance(one, str) else Condition(**one.model_dump()) for one in entry.duties
            ),
            documents=quota.documents if quota else None,
            used=quota.used if quota else 0,
            words=quota.words if quota else None,
            share=quota.share if quota else None,
            sublicensing=entry.sublicensing,
            licensees=tuple(entry.licensees),
            paths=tuple(entry.paths),
            lifts=frozenset(entry.lifts),
            reference=entry.reference,
            contact=entry.contact or side.contact,
            notes=entry.notes,
            source=seen[entry.id],
        )

    def _consistent(self, entry: AgreementEntry, side: Side) -> None:
        from provenance.config.agreement_file import later

        if entry.starts and entry.until and later(entry.starts, entry.until):
            place = self.tree.place((*self.key, "until"))
            raise RuleFileError(place, f"until: it ends ({entry.until}) before it begins ({entry.starts})")
        if entry.contact and side.contact:
            place = self.tree.place((*self.key, "contact"))
            raise RuleFileError(place, "contact: there is one under “with” already", hint="Keep one of them.")

    def _agencies(self, entry: AgreementEntry, of_side: Sequence[str], names: Sequence[str]) -> frozenset[str]:
        """The agencies that are named by their ids, or that the names are names of."""
        for keys, ids in ((("agency",), entry.agency), (("with", "agency"), of_side)):
            for at, agency in enumerate(ids):
                if agency not in self.known.agencies:
                    raise self._unknown((*keys, at), keys[-1], "agency", agency, self.known.agencies)
        stated, found = frozenset((*entry.agency, *of_side)), frozenset[str]()
        for name in names:
            called = self.known.by_name.get(plain_name(name), frozenset())
            if stated and called and called.isdisjoint(stated):
                raise self._elsewhere(name, f"the name of {' and '.join(sorted(called))}, and agency says otherwise")
            if not stated and len(called) > 1:
                raise self._elsewhere(name, f"a name of several agencies: {', '.join(sorted(called))}")
            found |= called
        return stated or found

    def _elsewhere(self, name: str, what: str) -> RuleFileError:
        hint = "Say which agency it is: “agency: …”, or a list of several."
        return RuleFileError(self.tree.place((*self.key, "with")), f"“{name}” is {what}", hint=hint)

    def _grants(self, uses: Sequence[str]) -> Iterator[Grant]:
        for at, name in enumerate(uses):
            if name not in self.known.uses:
                raise self._unknown(("grants", "uses", at), "uses", "use", name, self.known.uses)
            use = self.known.uses[name]
            yield Grant(
                name,
                frozenset(use["acts"]),
                tuple(use["media"]),
                use["purpose"],
                use["part"],
                use["alters"],
                use["commercial"],
            )

    @staticmethod
    def _territory(given: Territory | Sequence[str] | None) -> dict[str, list[str]] | None:
        from provenance.config.agreement_file import Territory

        if given is None:
            return None
        if not isinstance(given, Territory):
            return {"only": list(given)}
        parts = {"only": given.only, "except": given.but}
        return {name: list(codes) for name, codes in parts.items() if codes}

    def _unknown(self, at: Key, name: str, kind: str, wrong: str, right: Iterable[str]) -> RuleFileError:
        names = sorted(right)
        near = get_close_matches(wrong.casefold(), [one.casefold() for one in names], n=3, cutoff=0.6)
        meant = [one for one in names if one.casefold() in near]
        if meant:
            hint = "Did you mean " + " or ".join(f"“{one}”" for one in meant) + "?"
        elif len(names) <= 30:
            hint = f"Known: {', '.join(names)}"
        else:
            hint = "Leave it out if the rules have none: the names count as well."
        return RuleFileError(self.tree.place((*self.key, *at)), f"{name}: unknown {kind} “{wrong}”", hint=hint)
