"""Laying rules over the shipped ones: what a folder of one's own may do, and what a pack from outside may not.

A plain folder is the word of whoever names it and may replace anything. A pack may make us stricter and know more:
new policies (they only close), agencies, uses that are asked for by name, languages of its own. It may replace
nothing, claim no name that is ours, add no words to our languages and no licences, unless the user allows
*overrides*; and run no patterns unless he allows *patterns*.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from provenance.errors import Place, RuleFileError
from provenance.rulefiles.compile import LOADERS
from provenance.rulefiles.index import SHARED, extend_gate, index_forms
from provenance.rulefiles.lexicon import join_lexicons, load_lexicon
from provenance.rulefiles.licences import listed_licences, load_licences
from provenance.rulefiles.origins import Origin
from provenance.rulefiles.packfile import FILE, check_languages
from provenance.rulefiles.patterns import patterns_in
from provenance.rulefiles.source import load

#: What may be added: the folder -> the files in it that are read.
LAYERED: dict[str, tuple[str, ...]] = {
    "agencies": ("agencies/*.yaml",),
    "licences": ("licences/*.yaml",),
    "policies": ("policies/*.yaml",),
    "uses": ("uses/*.yaml",),
    "languages": ("languages/*/lexicon.yaml", "languages/*/examples.yaml"),
}
_BY_ID = ("agencies", "policies", "uses")
_OVERRIDES = "Give it a name of its own; or let the pack do it with --allow-overrides."


@dataclass(frozen=True, slots=True)
class Allowed:
    """What the user lets packs from outside do: bring ``pattern:``, and replace or reword what is ours."""

    patterns: bool = False
    overrides: bool = False


def added_files(root: Path) -> list[Path]:
    """The files below *root* that make a difference, in order."""
    return sorted(path for globs in LAYERED.values() for one in globs for path in root.glob(one))


def lay_over(base: Path, data: Mapping[str, Any], origins: Sequence[Origin], allowed: Allowed) -> dict[str, Any]:
    """*data*, compiled from the shipped rules at *base*, with those of *origins* over it, the later ones winning.

    ``origins`` in it says whose a rule is, by kind and id, where it is not ours alone.

    Raises:
        RuleFileError: a broken or misplaced file, two packs of one name, or what a pack may not do.
    """
    laid = {**data, "origins": {kind: {} for kind in LAYERED}}
    languages = _Languages(base, laid)
    with_licences: list[Path] = []
    _check_names(origins)
    for origin in origins:
        with origin.telling():
            check_layout(origin.root)
            for kind in _BY_ID:
                found = LOADERS[kind](origin.root)
                _check(origin, kind, found, laid[kind], allowed)
                laid[kind] = {**laid[kind], **found}
                laid["origins"][kind] |= dict.fromkeys(found, origin.name)
            if any(origin.root.glob("licences/*.yaml")):
                _check_licences(origin, allowed)
                with_licences.append(origin.root)
                laid["origins"]["licences"] |= dict.fromkeys(listed_licences(origin.root), origin.name)
            tags = languages.add(origin, allowed)
            laid["origins"]["languages"] |= dict.fromkeys(tags, origin.name)
            if origin.pack is not None and origin.tree is not None:
                check_languages(origin.tree, origin.pack, tags, LOADERS["agencies"](origin.root))
    if with_licences:
        laid["licences"] = load_licences(base, with_licences)
    return languages.finish(laid)


def _check_names(origins: Sequence[Origin]) -> None:
    seen: dict[str, str] = {}
    for origin in origins:
        if origin.pack is None or origin.tree is None:
            continue
        if origin.pack.name in seen:
            with origin.telling():
                first = f"The first is {seen[origin.pack.name]}."
                raise RuleFileError(origin.tree.place(("name",)), f"a second pack “{origin.pack.name}”", hint=first)
        seen[origin.pack.name] = origin.shown


# -- what a pack may not do


def _check(origin: Origin, kind: str, found: Mapping[str, Any], known: Mapping[str, Any], allowed: Allowed) -> None:
    if origin.pack is None:
        return
    if not allowed.overrides:
        taken = {claim: name for name, entry in known.items() for claim in _claims(kind, name, entry)}
        for name, entry in found.items():
            for claim in _claims(kind, name, entry):
                if claim in taken:
                    whose = f"“{claim}” is a name of {taken[claim]}" if claim != name else f"“{name}” is there already"
                    raise _refused(origin.root, kind, name, whose)
    if not allowed.patterns and kind == "policies":
        for name, policy in found.items():
            if any(patterns_in(policy["when"])):
                said = f"the pack “{origin.pack.name}” from outside brings a pattern"
                hint = "A slow pattern can hold up every check. Look at it, then use --allow-patterns."
                raise RuleFileError(_place(origin.root, kind, name, "when"), said, hint=hint)


def _claims(kind: str, name: str, entry: Mapping[str, Any]) -> Iterator[str]:
    """The names by which something of *kind* is found; whoever takes one of them stands in its place."""
    yield name
    if kind == "agencies":
        yield from (key.casefold() for field in ("aliases", "domains", "codes", "credit_forms") for key in entry[field])
        yield entry["name"].casefold()


def _check_licences(origin: Origin, allowed: Allowed) -> None:
    found = listed_licences(origin.root)
    if origin.pack is not None and not allowed.overrides and found:
        path = min(origin.root.glob("licences/*.yaml"))
        said = f"the pack “{origin.pack.name}” from outside says what licences permit ({min(found)})"
        raise RuleFileError(load(path).place(), said, hint="Look at them, then use --allow-overrides.")


def _refused(root: Path, kind: str, name: str, whose: str) -> RuleFileError:
    return RuleFileError(_place(root, kind, name, "id"), f"{whose}; a pack may not replace it", hint=_OVERRIDES)


def _place(root: Path, kind: str, name: str, key: str) -> Place:
    """Where the rule *name* says *key*."""
    for path in sorted(root.glob(f"{kind}/*.yaml")):
        tree = load(path)
        if isinstance(tree.data, dict) and tree.data.get("id") == name:
            return tree.place((key,))
    return Place(str(root))


# -- what lies where


def check_layout(root: Path) -> None:
    """See to it that every rule file in *root* lies where it is read.

    Raises:
        RuleFileError: nothing is read here, or something that looks like a rule file is not.
    """
    read = set(added_files(root))
    for path in sorted(root.rglob("*.y*ml")):
        inside = path.relative_to(root)
        if path in read or str(inside) == FILE or any(part.startswith(".") for part in inside.parts):
            continue
        if path.suffix == ".yaml" or inside.parts[0] in LAYERED:
            raise RuleFileError(Place(str(path)), "this file is not read", hint=_where(inside))
    if not read and not (root / FILE).exists():
        packs = sorted(path.parent for path in root.glob(f"*/{FILE}"))
        hint = f"Did you mean {packs[0]}?" if packs else "Expected " + ", ".join(LAYERED) + " with rule files in them."
        raise RuleFileError(Place(str(root)), "no rules here", hint=hint)


def _where(inside: Path) -> str:
    kind = inside.parts[0]
    near = [kind] if kind in LAYERED else get_close_matches(kind, LAYERED, n=1, cutoff=0.5)
    if near and len(inside.parts) > 1:
        return "Read are " + " and ".join(LAYERED[near[0]]) + "."
    if len(inside.parts) > 1:
        return f"Folders that are read: {', '.join(LAYERED)}; {kind}/ is none of them."
    return f"Put it into one of {', '.join(f'{folder}/' for folder in LAYERED)}."


# -- languages


class _Languages:
    """Lexicons that are added or grow; what a text is asked for (the gate) grows with them."""

    def __init__(self, base: Path, data: Mapping[str, Any]) -> None:
        self._base = base
        self._concepts = frozenset(data["grammar"]["concepts"])
        self._known: dict[str, Any] = dict(data["lexicons"])
        self._whole: dict[str, dict[str, Any]] = {}

    def add(self, origin: Origin, allowed: Allowed) -> dict[str, Any]:
        """Take the lexicons of *origin*; gives them by tag."""
        found: dict[str, Any] = {}
        for path in sorted(origin.root.glob("languages/*/lexicon.yaml")):
            tag = path.parent.name
            known = self._whole.get(tag) or self._known.get(tag)
            if known and origin.pack is not None and not allowed.overrides:
                said = f"we read “{tag}” already; words of a pack could change what is understood"
                raise RuleFileError(Place(str(path)), said, hint="Look at them, then use --allow-overrides.")
            entry = load_lexicon(path, self._concepts, known)
            found[tag] = entry
            if known is None:
                # a language of outside speaks where none of ours does
                self._whole[tag] = {**entry, "guest": True} if origin.pack and not allowed.overrides else entry
            else:
                self._whole[tag] = join_lexicons(self._with_forms(tag), entry)
        return found

    def _with_forms(self, tag: str) -> dict[str, Any]:
        """The lexicon of *tag* with its forms: what is compiled is kept without."""
        grown = self._whole.get(tag)
        return grown or load_lexicon(self._base / "languages" / tag / "lexicon.yaml", self._concepts)

    def finish(self, data: dict[str, Any]) -> dict[str, Any]:
        """*data* with the lexicons and the gate as they are now."""
        if not self._whole:
            return data
        tags = self._known if SHARED in self._whole else ()  # what every language uses is in the index of each
        grown = {**{tag: self._with_forms(tag) for tag in tags}, **self._whole}
        shared = self._with_forms(SHARED)["forms"] if SHARED in self._known else []
        data["gate"] = extend_gate(data["gate"], grown)
        data["lexicons"] = dict(self._known)
        for tag, entry in grown.items():
            forms = entry["forms"] if tag == SHARED else [*entry["forms"], *shared]
            kept = {key: value for key, value in entry.items() if key != "forms"}
            data["lexicons"][tag] = {**kept, **index_forms(forms)}
        return data


def folder_of(path: Path) -> Path | None:
    """The folder of rules that *path* is, or lies in as a rule file does; ``None`` where it is neither."""
    for folder in (path, *path.parents[:3]):
        inside = path.relative_to(folder).parts
        if (folder / FILE).is_file() or (inside and inside[0] in LAYERED):
            return folder
        if not inside and any((folder / kind).is_dir() for kind in LAYERED):
            return folder
    return None
