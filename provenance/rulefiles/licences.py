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

    text: str
    ids: list[str] = Field(min_length=1)


class LicenceExamples(_Strict):
    """Tests and documentation at once."""

    reads: list[Reads] = Field(min_length=1)
    near_misses: list[str] = []


class GrantRule(_Strict):
    """What a licence gives: the same as a Creative Commons combination, or explicit lists."""

    like: str | None = Field(default=None, description="elements of Creative Commons, e.g. by-nc")
    permits: list[str] = []
    prohibits: list[str] = []
    duties: list[str] = []


class Licence(_Strict):
    """One licence, or the versions of one."""

    id: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9.+-]*(\{(version|code)\}[A-Za-z0-9.+-]*)*$")
    spdx: str | None = Field(default=None, description="the valid SPDX id, where it is not the id itself")
    versions: list[Version] = []
    codes: list[str] = Field(default=[], description="what {code} may be")
    covers: Literal["text", "data", "software"] = "text"
    grants: GrantRule | None = Field(default=None, description="none: nobody knows what it grants")
    absorbs: list[str] = Field(default=[], description="ids that say the same beside this one")
    names: Names = {}
    ordinary: Names = Field(default={}, description="names that are ordinary words too; need a word of context")
    context: Names = {}
    abbreviations: list[Name] = Field(default=[], description="need two capitals where they stand")
    weak: list[Name] = Field(default=[], description="count only beside a name of this licence or one of its versions")
    urls: list[Url] = []
    not_: Names = Field(default={}, alias="not", description="longer phrases that are something else")
    examples: LicenceExamples


class LicenceFile(_Strict):
    """``kind: licences``."""

    kind: Literal["licences"]
    licences: list[Licence] = Field(min_length=1)


class Element(_Strict):
    """One element of Creative Commons and what it adds to or takes from the grant."""

    permits: list[str] = []
    withdraws: list[str] = []
    prohibits: list[str] = []
    duties: list[str] = []
    distinctive: list[Name] = Field(default=[], description="names that need no “Creative Commons” before a version")
    names: Names


class Family(_Strict):
    """How people write the family's own name."""

    names: Names
    abbreviations: list[Name]


class CreativeCommons(_Strict):
    """``kind: creative-commons``."""

    kind: Literal["creative-commons"]
    unknown: str
    versions: list[Version] = Field(min_length=1)
    unported: list[Version]
    without_attribution: list[Version]
    urls: list[Url]
    family: Family
    elements: dict[Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")], Element]
    scopes: dict[Version, Names]
    examples: LicenceExamples


class Ports(_Strict):
    """``kind: ports``."""

    kind: Literal["ports"]
    ports: dict[Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,8}$")], list[Name]]


class Words(_Strict):
    """``kind: words``."""

    kind: Literal["words"]
    licence: Names
    version: Names
    between: Names


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
    examples: list[LicenceExamples] = []
    for _, model in _files(root):
        if isinstance(model, CreativeCommons):
            examples.append(model.examples)
        elif isinstance(model, LicenceFile):
            examples += [item.examples for item in model.licences]
    return [read for item in examples for read in item.reads], [text for item in examples for text in item.near_misses]


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
