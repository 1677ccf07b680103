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
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from provenance.errors import RuleFileError
from provenance.rulefiles.forms import compile_form
from provenance.rulefiles.source import load, validate


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
        entry = _load_one(path, concepts)
        compiled[entry["language"]] = entry
    return compiled


def _load_one(path: Path, concepts: frozenset[str]) -> dict[str, Any]:
    tree = load(path)
    lexicon = validate(tree, Lexicon)
    if lexicon.language != path.parent.name:
        raise RuleFileError(
            tree.place(("language",)), f"the folder is {path.parent.name}", hint="Use the same tag in both."
        )
    forms: list[Any] = []
    common = frozenset(word.lower() for key in _COMMON for word in lexicon.forms.get(key, ()) if " " not in word)
    for key, words in lexicon.forms.items():
        names = key.split("+")
        for name in names:
            if name not in concepts:
                known = ", ".join(sorted(concepts))
                raise RuleFileError(tree.place(("forms", key)), f"unknown concept “{name}”", hint=f"Known: {known}")
        for i, word in enumerate(words):
            try:
                unspaced, kept = lexicon.spacing == "none", lexicon.accents == "kept"
                forms += [[*variant, names] for variant in compile_form(word, unspaced, common, accents_kept=kept)]
            except ValueError as error:
                raise RuleFileError(tree.place(("forms", key, i)), f"form “{word}”: {error}") from None
    affixes = [
        [compile_affix(s), concept.split("+")] for concept, suffixes in lexicon.affixes.items() for s in suffixes
    ]
    return {
        "language": lexicon.language,
        "name": lexicon.name,
        "spacing": lexicon.spacing,
        "capitalised_nouns": lexicon.capitalised_nouns,
        "prefixes": lexicon.prefixes,
        "relatives": lexicon.relatives,
        "affixes": affixes,
        "genitives": lexicon.genitives,
        "name_clitics": lexicon.name_clitics,
        "name_joints": lexicon.name_joints,
        "abbreviations": [word.lower().rstrip(".") for word in lexicon.abbreviations],
        "damaged": lexicon.damaged,
        "forms": forms,
    }
