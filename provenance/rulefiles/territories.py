"""Names of countries and regions: CLDR (through Babel) and, where it is silent, ``rules/territories.yaml``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from provenance.errors import RuleFileError

if TYPE_CHECKING:
    from provenance.rulefiles.source import Tree

FILE = "territories.yaml"
Name = Annotated[str, Field(min_length=1, max_length=80)]
Names = dict[str, list[Name]]
#: CLDR regions that are no territory of the law, or change their members. The EU is read, and stands for its members.
_NOT_READ = frozenset(("EZ", "UN", "QO", "ZZ", "XA", "XB"))
_BRACKETS = re.compile(r"^(.+?)\s?[(（](.+?)[)）]$")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class LanguageNames(_Strict):
    """What one language adds to CLDR."""

    locales: list[str] = Field(default=[], description="CLDR locales to take names from; left out: the language.")
    endings: list[Name] = Field(default=[], description="What may follow a name of five letters or more.")
    drop: str = Field(default="", description="Last letters that may give way to an ending.")
    clitics: list[Name] = Field(default=[], description="Letters written together with the name that follows.")
    contractions: dict[Name, Name] = Field(default={}, description="A clitic and an article, and how they are joined.")
    names: Names = Field(default={}, description="Country code: more of its names.")
    codes: Names = Field(default={}, description="Country code: abbreviations, read only as they are spelled.")
    lead: Names = Field(default={}, description="The same, in a text all in capitals only after such a word.")
    common: list[Name] = Field(default=[], description="Names that are words too: read only with a capital.")
    shadows: list[Name] = Field(default=[], description="Names that hold another name and are no country.")


class PlaceExample(_Strict):
    """A sentence and the codes that must be read from it, in order."""

    language: str = Field(description="The language it is read in.")
    text: str = Field(description="A sentence.")
    codes: list[str] = Field(default=[], description="The codes that must be read in it, in order.")


class TerritoryFile(_Strict):
    """``rules/territories.yaml``."""

    regions: dict[str, list[Annotated[str, Field(pattern=r"^[A-Z]{2}$")]]] = Field(
        description="Region: the codes of its members (ISO 3166-1 alpha-2)."
    )
    codes: Names = Field(description="Code: abbreviations in every language.")
    names: Names = Field(description="Code: names in every language.")
    languages: dict[str, LanguageNames] = Field(description="Language: what it adds.")
    examples: list[PlaceExample] = Field(description="Sentences with places.")
    near_misses: list[PlaceExample] = Field(description="Sentences without.")


def load_territories(root: Path) -> dict[str, Any]:
    """The names under *root* (the folder that holds ``territories.yaml``) as plain JSON data.

    Raises:
        RuleFileError: the file is missing, unreadable, has unknown keys, or names a code that ISO 3166-1 lacks.
    """
    tree, file = _load(root)
    known = _countries(tree)
    for language, names in file.languages.items():
        for table in ("names", "codes", "lead"):
            for code in getattr(names, table):
                if code not in known and code not in file.regions:
                    place = tree.place(("languages", language, table, code))
                    hint = "Use an ISO 3166-1 alpha-2 code, or a key of regions."
                    raise RuleFileError(place, f"“{code}” is no country or region", hint=hint)
    return {
        "version": 1,
        "regions": file.regions,
        "codes": file.codes,
        "names": file.names,
        "languages": {language: _compile(tree, language, names) for language, names in file.languages.items()},
    }


def load_examples(root: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """``(place, example)``; a near miss has no codes."""
    tree, file = _load(root)
    for table in ("examples", "near_misses"):
        for i, example in enumerate(getattr(file, table)):
            yield str(tree.place((table, i))), example.model_dump()


def _load(root: Path) -> tuple[Tree, TerritoryFile]:
    from provenance.rulefiles.source import load, validate

    tree = load(root / FILE)
    return tree, validate(tree, TerritoryFile)


def _countries(tree: Tree) -> set[str]:
    return {code for code in _cldr(tree, "en") if len(code) == 2 and code.isalpha()}


def _cldr(tree: Tree, locale: str) -> Mapping[str, str]:
    from babel import Locale, UnknownLocaleError

    try:
        return dict(Locale.parse(locale).territories)
    except (UnknownLocaleError, ValueError):
        place = tree.place(("languages",))
        raise RuleFileError(place, f"CLDR knows no locale “{locale}”", hint="As in nb or sr_Latn.") from None


def _compile(tree: Tree, language: str, typed: LanguageNames) -> dict[str, Any]:
    names: dict[str, dict[str, None]] = {}
    for locale in typed.locales or [language.replace("-", "_")]:
        for code, name in _cldr(tree, locale).items():
            if len(code) == 2 and code.isalpha() and code not in _NOT_READ:
                names.setdefault(code, {}).update(dict.fromkeys(_variants(name)))
    for code, more in typed.names.items():
        names.setdefault(code, {}).update(dict.fromkeys(more))
    return {
        "names": {code: list(forms) for code, forms in sorted(names.items())},
        **typed.model_dump(exclude={"names", "locales"}),
    }


def _variants(name: str) -> list[str]:
    """Myanmar (Burma) → Myanmar, Burma; brackets that hold a remark ("SAR of China") stay with the name."""
    match = _BRACKETS.match(name)
    if match is None:
        return [name]
    second_name = " " not in match[2] and min(len(match[1]), len(match[2])) > 3 and not match[2][0].islower()
    return [match[1], match[2]] if second_name else [name]
