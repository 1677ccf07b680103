"""Lexicons: the words of one language for the concepts of the grammar.

A form is written as people write it:

- ``word``        the word itself
- ``stem~``       any word that begins so (``~part~`` inside a compound, ``~end`` at its end)
- ``stem-``       a verb or noun stem that takes the language's ``affixes`` (Turkish ``-AmAz``)
- ``two words``   in sequence; each may carry its own ``~``
- ``split … verb`` two pieces of one clause with other words between them

A key joins concepts with ``+`` where one word carries several (``without+consent: [izinsiz]``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from provenance.errors import RuleFileError
from provenance.rulefiles.forms import compile_form
from provenance.rulefiles.source import Tree, load, validate


class Lexicon(BaseModel):
    """``rules/languages/xx/lexicon.yaml``."""

    model_config = ConfigDict(extra="forbid")

    language: str = Field(pattern=r"^[a-z]{2,3}(-[A-Z][a-z]{3})?$", description="BCP 47, as in the folder's name")
    name: str
    spacing: str = Field(
        default="words", pattern="^(words|none)$", description="none: words are not separated by blanks"
    )
    accents: str = Field(
        default="optional",
        pattern="^(optional|kept)$",
        description="kept: a letter without its accent is another letter",
    )
    capitalised_nouns: bool = Field(default=False, description="German: a capital says nothing about a name")
    relatives: list[str] = Field(
        default=[],
        description="languages so close that one reads the other's sentences; a story in one is none in the other",
    )
    prefixes: list[str] = Field(default=[], description="clitics that may stand before any form")
    affixes: dict[str, list[str]] = Field(default={}, description="concept -> suffixes after a stem written with '-'")
    genitives: list[str] = Field(default=[], description="endings to drop from a holder's name before 'permission'")
    name_clitics: dict[str, str] = Field(
        default={},
        description="what stands glued before a name behind a reservation, an owner or a consent -> what stays",
    )
    abbreviations: list[str] = Field(default=[], description="words whose full stop ends no sentence")
    name_joints: dict[str, list[str]] = Field(
        default={}, description='an "and" that is glued to a name, and the words with which such a name begins'
    )
    damaged: list[str] = Field(default=[], description="phrases to know even when optical recognition garbled them")
    forms: dict[str, list[str]] = Field(description="concept(+concept) -> forms")


class Sentence(BaseModel):
    """One example: a sentence and what must be read in it.

    The first five fields are always compared, left out means nothing of the kind; the others only
    where they are given. Their values are those of ``rights`` in the report.
    """

    model_config = ConfigDict(extra="forbid")

    text: str
    prohibited: list[str] = []
    permitted: list[str] = []
    duties: list[str] = []
    reserved: bool = False
    ai_optout: bool = False
    holders: list[str] | None = None
    years: list[str] | None = None
    licenses: list[str] | None = None
    agencies: list[str] | None = None
    embargo: str | None = None
    expires: str | None = None
    territory: dict[str, list[str]] | None = None
    max_words: int | None = None


class Examples(BaseModel):
    """``rules/languages/xx/examples.yaml``: tests and documentation at once."""

    model_config = ConfigDict(extra="forbid")

    language: str
    sentences: list[Sentence]
    near_misses: list[str] = Field(min_length=1)


#: Concepts whose single words stand in every text; a phrase is looked for by its other words.
_COMMON = (
    "filler",
    "by",
    "and",
    "but",
    "if",
    "may",
    "neg",
    "only",
    "all",
    "anyone",
    "material",
    "without",
    "must",
    "from",
    "before",
    "until",
    "within",
    "including",
    "party",
    "some",
    "past",
    "report",
    "media",
)

#: How a language is written: what a file that only adds words takes over from the one that is there.
_SETTINGS = ("spacing", "accents", "capitalised_nouns")

#: Vowel classes of harmonising suffixes, as grammars of Turkish write them.
_HARMONY = {"A": "[ae]", "I": "[iıuü]", "D": "[dt]", "C": "[cç]", "K": "[kğ]"}


def compile_affix(suffix: str) -> str:
    """A suffix such as ``-AmAz`` as a regular expression over folded text."""
    return "".join(_HARMONY.get(char, re.escape(char)) for char in suffix.lstrip("-")).replace("ı", "")


def load_lexicons(root: Path, concepts: frozenset[str]) -> dict[str, Any]:
    """Every ``languages/*/lexicon.yaml`` below *root* as plain data, forms compiled.

    ``mul`` holds what every language uses (©, copyright). Raises :class:`RuleFileError` at the line
    of an unknown concept or a bad form.
    """
    compiled: dict[str, Any] = {}
    for path in sorted(root.glob("languages/*/lexicon.yaml")):
        entry = load_lexicon(path, concepts)
        compiled[entry["language"]] = entry
    return compiled


def load_lexicon(path: Path, concepts: frozenset[str], known: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """One lexicon as plain data; where it adds to one that is *known*, forms are spelled as that one spells them.

    Raises:
        RuleFileError: a schema fault, an unknown concept, a bad form, a setting that the known lexicon does not have.
    """
    tree = load(path)
    lexicon = validate(tree, Lexicon)
    if lexicon.language != path.parent.name:
        raise RuleFileError(
            tree.place(("language",)), f"the folder is {path.parent.name}", hint="Use the same tag in both."
        )
    settings = {key: getattr(lexicon, key) for key in _SETTINGS}
    if known is not None:
        for key in lexicon.model_fields_set & settings.keys():
            if settings[key] != known[key]:
                said = f"{key}: {lexicon.name} is written with {known[key]!r} already"
                raise RuleFileError(tree.place((key,)), said, hint="Leave the key out: it only adds words.")
        settings = {key: known[key] for key in _SETTINGS}
    return {
        "language": lexicon.language,
        "name": lexicon.name,
        **settings,
        "prefixes": lexicon.prefixes,
        "relatives": lexicon.relatives,
        "affixes": [
            [compile_affix(s), concept.split("+")] for concept, suffixes in lexicon.affixes.items() for s in suffixes
        ],
        "genitives": lexicon.genitives,
        "name_clitics": lexicon.name_clitics,
        "name_joints": lexicon.name_joints,
        "abbreviations": [word.lower().rstrip(".") for word in lexicon.abbreviations],
        "damaged": lexicon.damaged,
        "forms": _forms(tree, lexicon, settings, concepts),
    }


def _forms(tree: Tree, lexicon: Lexicon, settings: Mapping[str, Any], concepts: frozenset[str]) -> list[Any]:
    forms: list[Any] = []
    common = frozenset(word.lower() for key in _COMMON for word in lexicon.forms.get(key, ()) if " " not in word)
    unspaced, kept = settings["spacing"] == "none", settings["accents"] == "kept"
    for key, words in lexicon.forms.items():
        names = key.split("+")
        for name in names:
            if name not in concepts:
                raise _unknown_concept(tree, key, name, concepts)
        for i, word in enumerate(words):
            try:
                forms += [[*variant, names] for variant in compile_form(word, unspaced, common, accents_kept=kept)]
            except ValueError as error:
                raise RuleFileError(tree.place(("forms", key, i)), f"form “{word}”: {error}") from None
    return forms


def _unknown_concept(tree: Tree, key: str, name: str, concepts: frozenset[str]) -> RuleFileError:
    near = get_close_matches(name, sorted(concepts), n=3, cutoff=0.6)
    hint = "Did you mean " + " or ".join(f"“{one}”" for one in near) + "? " if near else ""
    return RuleFileError(
        tree.place(("forms", key)), f"unknown concept “{name}”", hint=f"{hint}Known: {', '.join(sorted(concepts))}"
    )


def join_lexicons(known: Mapping[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:
    """What *more* adds to the lexicon *known* of the same language: lists and tables grow, settings stay."""
    joined = dict(known)
    for key, value in more.items():
        if isinstance(value, list):
            joined[key] = [*known[key], *(one for one in value if key == "forms" or one not in known[key])]
        elif isinstance(value, dict):
            joined[key] = {**known[key], **value}
    return joined
