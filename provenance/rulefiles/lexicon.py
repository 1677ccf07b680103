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
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from provenance.errors import RuleFileError
from provenance.rulefiles.forms import compile_form
from provenance.rulefiles.source import Tree, load, validate
from provenance.rulefiles.words import Act, Duty


class Lexicon(BaseModel):
    """``rules/languages/xx/lexicon.yaml``."""

    model_config = ConfigDict(extra="forbid")

    language: str = Field(
        pattern=r"^[a-z]{2,3}(-[A-Z][a-z]{3})?$",
        description="The language's BCP 47 tag, as in the folder's name.",
        examples=["tr", "zh-Hans"],
    )
    name: str = Field(description="The language's own name.", examples=["Türkçe"])
    spacing: Literal["words", "none"] = Field(
        default="words", description="none: words are not separated by blanks (Japanese, Chinese, Thai)."
    )
    accents: Literal["optional", "kept"] = Field(
        default="optional", description="kept: a letter without its accent is another letter."
    )
    capitalised_nouns: bool = Field(
        default=False, description="Nouns have capitals (German): a capital says nothing about a name."
    )
    relatives: list[str] = Field(
        default=[],
        description="Languages so close that one reads the other's sentences: a story in one is none in the other.",
    )
    prefixes: list[str] = Field(default=[], description="Letters glued before any word (Arabic wa-, Hebrew be-).")
    affixes: dict[str, list[str]] = Field(
        default={}, description='Concept: the endings that carry it, behind a stem written with "-".'
    )
    genitives: list[str] = Field(default=[], description="Endings to drop from a holder's name (Turkish 'nin).")
    name_clitics: dict[str, str] = Field(
        default={}, description="What is glued before a holder's name, and what of it stays."
    )
    abbreviations: list[str] = Field(
        default=[], description="Words whose full stop ends no sentence, without the stop."
    )
    name_joints: dict[str, list[str]] = Field(
        default={}, description='An "and" that is glued to a name, and the words with which such a name begins.'
    )
    damaged: list[str] = Field(default=[], description="Phrases to know even when optical recognition garbled them.")
    forms: dict[str, list[str]] = Field(
        description="Concept: the words for it. Several concepts in one word are joined with +. A form is a word;"
        " stem~ (any word that begins so), ~end, ~part~; stem- (with the endings under affixes); two words;"
        " or two pieces … with words between."
    )


class Sentence(BaseModel):
    """One example: a sentence and what must be read in it.

    The first five fields are always compared, left out means nothing of the kind; the others only
    where they are given. Their values are those of ``rights`` in the report.
    """

    model_config = ConfigDict(extra="forbid")

    text: str = Field(description="The sentence. Invent it, and every name in it.")
    prohibited: list[Act] = Field(default=[], description="The acts that it forbids; left out: none.")
    permitted: list[Act] = Field(default=[], description="The acts that it permits; left out: none.")
    duties: list[Duty] = Field(default=[], description="What it asks for; left out: nothing.")
    reserved: bool = Field(default=False, description="Whether it reserves all rights; left out: no.")
    ai_optout: bool = Field(default=False, description="Whether it reserves against machines; left out: no.")
    holders: list[str] | None = Field(default=None, description="Whose the rights are; left out: not compared.")
    years: list[str] | None = Field(default=None, description="The years of its copyright; left out: not compared.")
    licenses: list[str] | None = Field(default=None, description="The licences it names; left out: not compared.")
    agencies: list[str] | None = Field(default=None, description="The agencies it credits; left out: not compared.")
    embargo: str | None = Field(default=None, description="Until when it holds the text back (ISO 8601).")
    expires: str | None = Field(default=None, description="When its permission ends (ISO 8601).")
    territory: dict[str, list[str]] | None = Field(default=None, description="Country codes under only and except.")
    max_words: int | None = Field(default=None, description="How many words it lets one take.")


class Examples(BaseModel):
    """``rules/languages/xx/examples.yaml``: tests and documentation at once."""

    model_config = ConfigDict(extra="forbid")

    language: str = Field(description="The language's tag, as in the lexicon beside.")
    sentences: list[Sentence] = Field(description="Sentences of notices, and what must be read in each.")
    near_misses: list[str] = Field(
        min_length=1, description="Sentences of stories with the same words: nothing may be read in them."
    )


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
    known = f"Known: {', '.join(sorted(concepts))}"
    hint = "Did you mean " + " or ".join(f"“{one}”" for one in near) + "?" if near else known
    return RuleFileError(tree.key_place(("forms", key)), f"unknown concept “{name}”", hint=hint)


def join_lexicons(known: Mapping[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:
    """What *more* adds to the lexicon *known* of the same language: lists and tables grow, settings stay."""
    joined = dict(known)
    for key, value in more.items():
        if isinstance(value, list):
            joined[key] = [*known[key], *(one for one in value if key == "forms" or one not in known[key])]
        elif isinstance(value, dict):
            joined[key] = {**known[key], **value}
    return joined
