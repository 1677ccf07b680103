"""Licences as data: what each is called, where its text lies, what it grants.

``rules/licences/*.yaml`` says in its ``kind`` what a file holds: ``creative-commons`` (the family,
its elements and versions), ``ports`` (its jurisdictions), ``words`` (what may stand between the
parts of a name) or ``licences`` (a list of others). Ids follow the SPDX spelling pattern
(https://spdx.org/licenses/).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from provenance.errors import Place, RuleFileError
from provenance.rulefiles import licence_forms
from provenance.rulefiles.source import Key, Tree, load, validate
from provenance.rulefiles.words import Act, Duty
from provenance.vocabulary import ACTS, DUTIES

Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Z][a-z]{3})?$")]
Name = Annotated[str, StringConstraints(min_length=1, max_length=120, pattern=r"^[^{}]*[^\W_][^{}]*$|^\W+$")]
Names = dict[Language, list[Name]]
Version = Annotated[str, StringConstraints(pattern=r"^\d\.\d$")]
Url = Annotated[str, StringConstraints(pattern=r"^[a-z0-9.{}-]+\.[a-z{}]+(/[\w.+{}-]+)*/?$")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Reads(_Strict):
    """A text and the licence ids that must be found in it, in order."""

    text: str = Field(description="A line that names licences.")
    ids: list[str] = Field(min_length=1, description="The ids that must be read in it, in order.")


class LicenceExamples(_Strict):
    """Tests and documentation at once."""

    reads: list[Reads] = Field(min_length=1, description="Lines and the licences that must be read in them.")
    near_misses: list[str] = Field(default=[], description="Lines in which nothing may be read.")


class GrantRule(_Strict):
    """What a licence gives: the same as a Creative Commons combination, or explicit lists."""

    like: str | None = Field(
        default=None, description="The same as this combination of Creative Commons.", examples=["by", "by-nc-sa"]
    )
    permits: list[Act] = Field(default=[], description="The acts that it permits.")
    prohibits: list[Act] = Field(default=[], description="The acts that it forbids.")
    duties: list[Duty] = Field(default=[], description="What it asks for.")


class Licence(_Strict):
    """One licence, or the versions of one."""

    id: str = Field(
        pattern=r"^[A-Za-z0-9][A-Za-z0-9.+-]*(\{(version|code)\}[A-Za-z0-9.+-]*)*$",
        description="Its SPDX id, or LicenseRef-… where SPDX has none; {version} and {code} are slots.",
        examples=["OGL-UK-{version}", "LicenseRef-House"],
    )
    spdx: str | None = Field(default=None, description="The valid SPDX id, where it is not the id itself.")
    versions: list[Version] = Field(default=[], description='What {version} may be, in quotes: ["1.0", "2.0"].')
    codes: list[str] = Field(default=[], description="What {code} may be.")
    covers: Literal["text", "data", "software"] = Field(
        default="text", description="What it is for; one of software grants nothing for a text."
    )
    grants: GrantRule | None = Field(
        default=None, description="What it permits, forbids and asks for; left out: nobody knows, and it opens nothing."
    )
    absorbs: list[str] = Field(default=[], description="Ids that say the same when they stand beside this one.")
    names: Names = Field(default={}, description="Language: its names. ~ stands for any ending.")
    ordinary: Names = Field(
        default={}, description="Names that are ordinary words too: read only beside a word of context."
    )
    context: Names = Field(default={}, description="Language: words beside which an ordinary name counts.")
    abbreviations: list[Name] = Field(default=[], description="Short names; they need two capitals where they stand.")
    weak: list[Name] = Field(default=[], description="Names that count only beside another one or with a version.")
    urls: list[Url] = Field(default=[], description="Addresses of its text, without https:// and www.")
    not_: Names = Field(default={}, alias="not", description="Longer phrases that are something else.")
    examples: LicenceExamples = Field(description="Its tests.")


class LicenceFile(_Strict):
    """``kind: licences``."""

    kind: Literal["licences"] = Field(description="That this file lists licences.")
    licences: list[Licence] = Field(min_length=1, description="One entry a licence, or the versions of one.")


class Element(_Strict):
    """One element of Creative Commons and what it adds to or takes from the grant."""

    permits: list[Act] = Field(default=[], description="Acts that it permits.")
    withdraws: list[Act] = Field(default=[], description="Acts that it takes from what the others permit.")
    prohibits: list[Act] = Field(default=[], description="Acts that it forbids.")
    duties: list[Duty] = Field(default=[], description="What it asks for.")
    distinctive: list[Name] = Field(default=[], description="Names that need no “Creative Commons” before a version.")
    names: Names = Field(description="Language: its names.")


class Family(_Strict):
    """How people write the family's own name."""

    names: Names = Field(description="Language: the family's names.")
    abbreviations: list[Name] = Field(description="The family's abbreviations.")


class CreativeCommons(_Strict):
    """``kind: creative-commons``."""

    kind: Literal["creative-commons"] = Field(description="That this file is the family.")
    unknown: str = Field(description="The id of a licence of the family that nobody names.")
    versions: list[Version] = Field(min_length=1, description="The versions there are.")
    unported: list[Version] = Field(description="Versions of one edition for all countries.")
    without_attribution: list[Version] = Field(description="Versions in which an element stood without “by”.")
    urls: list[Url] = Field(description="Addresses, with the slots {elements}, {version} and {port}.")
    family: Family = Field(description="The family itself, as people write it.")
    elements: dict[Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")], Element] = Field(
        description="The elements: by, nc, nd, sa."
    )
    scopes: dict[Version, Names] = Field(description="Version: words such as “International”, by language.")
    examples: LicenceExamples = Field(description="Its tests.")


class Ports(_Strict):
    """``kind: ports``."""

    kind: Literal["ports"] = Field(description="That this file lists jurisdictions.")
    ports: dict[Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,8}$")], list[Name]] = Field(
        description="The suffix of an id: the names written after the version."
    )


class Words(_Strict):
    """``kind: words``."""

    kind: Literal["words"] = Field(description="That this file lists words between the parts of a name.")
    licence: Names = Field(description="Language: words for “licence”.")
    version: Names = Field(description="Language: words for “version”.")
    between: Names = Field(description="Language: words that may stand between.")


_KINDS: dict[str, type[BaseModel]] = {
    "licences": LicenceFile,
    "creative-commons": CreativeCommons,
    "ports": Ports,
    "words": Words,
}


def load_licences(root: Path, more: Sequence[Path] = ()) -> dict[str, Any]:
    """Every ``licences/*.yaml`` below *root* as plain JSON data for ``readings.licences``.

    *more*: folders whose licences come to those; one of the same id takes the place of the earlier.

    Returns:
        ``cc`` (elements, versions, ports, addresses), ``licences`` (in file order), ``literals``
        and ``anchors`` (see :mod:`provenance.rulefiles.licence_forms`).

    Raises:
        RuleFileError: at the line of an unknown key, act, duty or slot, a second licence of one id,
            a licence that has neither name nor address, or a kind of file that is missing.
    """
    files = _files(root)
    cc = _only(files, CreativeCommons, root)
    ports = _only(files, Ports, root)
    words = _only(files, Words, root)
    _check_elements(cc)
    licences = _licences(files, frozenset(cc[1].elements))
    for folder in more:
        added = {licence.id: licence for licence in _licences(_listed(folder), frozenset(cc[1].elements))}
        licences = [added.pop(licence.id, licence) for licence in licences] + list(added.values())
    names = _Vocabulary(cc[1], ports[1], words[1], licences)
    return {
        "cc": _plain_cc(cc[1], ports[1]),
        "licences": [_plain(licence) for licence in licences],
        "literals": licence_forms.literals(names.groups()),
        "anchors": names.anchors(),
    }


def load_licence_examples(root: Path) -> tuple[list[Reads], list[str]]:
    """The examples of all files: texts with the ids to be read in them, and near misses."""
    every = [example for tree, _ in _files(root) for example in examples_in(tree)]
    reads = [Reads(text=text, ids=ids) for _, text, ids in every if ids]
    return reads, [text for _, text, ids in every if not ids]


def examples_in(tree: Tree) -> Iterator[tuple[Key, str, list[str]]]:
    """The examples of one file: where each stands, its text, the ids to be read in it (none in a near miss).

    Raises:
        RuleFileError: a schema fault.
    """
    model = _validated(tree)
    held: list[tuple[Key, LicenceExamples]] = []
    if isinstance(model, CreativeCommons):
        held = [(("examples",), model.examples)]
    elif isinstance(model, LicenceFile):
        held = [(("licences", i, "examples"), licence.examples) for i, licence in enumerate(model.licences)]
    for key, examples in held:
        yield from (((*key, "reads", i), read.text, read.ids) for i, read in enumerate(examples.reads))
        yield from (((*key, "near_misses", i), text, []) for i, text in enumerate(examples.near_misses))


def _files(root: Path) -> list[tuple[Tree, BaseModel]]:
    trees = [load(path) for path in sorted((root / "licences").glob("*.yaml"))]
    return [(tree, _validated(tree)) for tree in trees]


def _listed(root: Path) -> list[tuple[Tree, BaseModel]]:
    """The files of a folder that may only list licences; the family and its words are ours."""
    files = _files(root)
    for tree, model in files:
        if not isinstance(model, LicenceFile):
            raise RuleFileError(tree.place(("kind",)), "only “kind: licences” can be added", hint="List licences here.")
    return files


def listed_licences(root: Path) -> dict[str, Licence]:
    """The licences that the files below *root* list, by id.

    Raises:
        RuleFileError: a schema fault, or a file of another kind.
    """
    return {licence.id: licence for _, model in _listed(root) for licence in getattr(model, "licences", ())}


def flat(names: Mapping[str, Iterable[str]]) -> list[str]:
    """The names of all languages, each once, in order."""
    return list(dict.fromkeys(name for group in names.values() for name in group))


def _validated(tree: Tree) -> BaseModel:
    kind = tree.data.get("kind") if isinstance(tree.data, dict) else None
    if kind not in _KINDS:
        known = ", ".join(sorted(_KINDS))
        raise RuleFileError(tree.place(("kind",)), f"kind: found {kind!r}", hint=f"Known kinds: {known}")
    return validate(tree, _KINDS[kind])


def _only(files: list[tuple[Tree, BaseModel]], model: type[Any], root: Path) -> tuple[Tree, Any]:
    found = [pair for pair in files if isinstance(pair[1], model)]
    kind = next(name for name, known in _KINDS.items() if known is model)
    if len(found) > 1:
        place = found[1][0].place(("kind",))
        raise RuleFileError(place, f"a second file of kind {kind}", hint=f"The first is {found[0][0].path}")
    if not found:
        raise RuleFileError(Place(str(root / "licences")), f"no file of kind {kind}")
    return found[0]


class _Vocabulary:
    """All names, by what they mean."""

    def __init__(self, cc: CreativeCommons, ports: Ports, words: Words, licences: list[Licence]) -> None:
        self.cc, self.ports, self.words, self.licences = cc, ports, words, licences

    def groups(self) -> Iterator[tuple[str, str, Iterable[str]]]:
        """(kind, value, names): the kinds that ``readings.licence_tokens`` knows."""
        yield "family", "", flat(self.cc.family.names)
        yield "abbreviation", "", self.cc.family.abbreviations
        for code, element in self.cc.elements.items():
            yield "element", code, [*flat(element.names), *element.distinctive]
            yield "distinctive", code, element.distinctive
        for version, names in self.cc.scopes.items():
            yield "scope", version, flat(names)
        for port, called in self.ports.ports.items():
            yield "port", port, called
        for kind in ("licence", "version", "between"):
            yield "word", kind, flat(getattr(self.words, kind))
        for i, licence in enumerate(self.licences):
            yield "name", str(i), flat(licence.names)
            yield "ordinary", str(i), flat(licence.ordinary)
            yield "context", str(i), flat(licence.context)
            yield "short", str(i), licence.abbreviations
            yield "weak", str(i), licence.weak
            yield "other", str(i), flat(licence.not_)

    def anchors(self) -> list[str]:
        """What one of must stand in a text (see :func:`licence_forms.anchors`)."""
        cc = self.cc
        family = {
            "urls": cc.urls,
            "versions": cc.versions,
            "family": flat(cc.family.names),
            "abbreviations": cc.family.abbreviations,
            "elements": {
                code: {"names": flat(part.names), "distinctive": part.distinctive} for code, part in cc.elements.items()
            },
            "scopes": {version: flat(names) for version, names in cc.scopes.items()},
        }
        licences = [
            {"urls": each.urls, "names": [*flat(each.names), *flat(each.ordinary), *each.abbreviations, *each.weak]}
            for each in self.licences
        ]
        return licence_forms.anchors(family, flat(self.words.licence), licences)


def _plain_cc(cc: CreativeCommons, ports: Ports) -> dict[str, Any]:
    return {
        "unknown": cc.unknown,
        "versions": cc.versions,
        "unported": cc.unported,
        "without_attribution": cc.without_attribution,
        "urls": cc.urls,
        "abbreviations": cc.family.abbreviations,
        "elements": {code: part.model_dump(exclude={"names", "distinctive"}) for code, part in cc.elements.items()},
        "ports": sorted(ports.ports),
    }


def _check_elements(found: tuple[Tree, CreativeCommons]) -> None:
    tree, cc = found
    for code, element in cc.elements.items():
        for field, known in (("permits", ACTS), ("withdraws", ACTS), ("prohibits", ACTS), ("duties", DUTIES)):
            _check_words(tree, ("elements", code, field), getattr(element, field), known)


def _check_words(tree: Tree, key: Key, words: list[str], known: Mapping[str, str]) -> None:
    for i, word in enumerate(words):
        if word not in known:
            raise RuleFileError(tree.place((*key, i)), f"unknown word “{word}”", hint="Known: " + ", ".join(known))


def _licences(files: list[tuple[Tree, BaseModel]], elements: frozenset[str]) -> list[Licence]:
    licences: list[Licence] = []
    seen: dict[str, str] = {}
    for tree, model in files:
        if not isinstance(model, LicenceFile):
            continue
        for i, licence in enumerate(model.licences):
            _check_licence(tree, ("licences", i), licence, elements)
            if licence.id in seen:
                place = tree.place(("licences", i, "id"))
                first = f"The first is in {seen[licence.id]}"
                raise RuleFileError(place, f"{licence.id} is defined a second time", hint=first)
            seen[licence.id] = tree.path
            licences.append(licence)
    return licences


def _check_licence(tree: Tree, key: Key, licence: Licence, elements: frozenset[str]) -> None:
    if not (licence.names or licence.ordinary or licence.abbreviations or licence.urls):
        raise RuleFileError(tree.place(key), f"{licence.id}: nothing to find it by", hint="Give names or urls.")
    for slot, values in (("version", licence.versions), ("code", licence.codes)):
        if (f"{{{slot}}}" in licence.id) != bool(values):
            raise RuleFileError(tree.place((*key, "id")), f"{licence.id}: {{{slot}}} and {slot}s belong together")
    if licence.ordinary and not licence.context:
        raise RuleFileError(tree.place((*key, "ordinary")), f"{licence.id}: ordinary names need words of context")
    if licence.grants:
        at = (*key, "grants")
        for field, known in (("permits", ACTS), ("prohibits", ACTS), ("duties", DUTIES)):
            _check_words(tree, (*at, field), getattr(licence.grants, field), known)
        unknown = set((licence.grants.like or "").split("-")) - elements - {""}
        if unknown:
            known_elements = "Known: " + ", ".join(sorted(elements))
            raise RuleFileError(tree.place((*at, "like")), f"unknown element “{min(unknown)}”", hint=known_elements)


def _plain(licence: Licence) -> dict[str, Any]:
    return licence.model_dump(include={"id", "spdx", "versions", "codes", "covers", "grants", "absorbs", "urls"})
