"""Words by which a copy fulfils a duty (``rules/fulfilment.yaml``): credits and notes of changes."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from provenance.errors import RuleFileError
from provenance.rulefiles.source import Tree, load, validate

#: Stands for the party that is credited.
SLOT = "{name}"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Credits(_Strict):
    """Forms with ``{name}`` in them: ``opens`` count at the beginning of a paragraph, ``says`` anywhere in it."""

    opens: list[str] = []
    says: list[str] = []


class Changes(_Strict):
    """Phrases that say that a text was changed, and phrases that say it was not."""

    says: list[str] = Field(min_length=1)
    denies: list[str] = []


class FulfilmentExamples(_Strict):
    """Paragraphs that fulfil a duty, and near misses that do not; ``{name}`` stands for the party."""

    credits: list[str] = Field(min_length=1)
    no_credits: list[str] = Field(min_length=1)
    changes: list[str] = Field(min_length=1)
    no_changes: list[str] = Field(min_length=1)


class FulfilmentWords(_Strict):
    """The words of one language."""

    credits: Credits
    changes: Changes
    examples: FulfilmentExamples


class FulfilmentFile(_Strict):
    """``rules/fulfilment.yaml``: language tag → words."""

    languages: dict[str, FulfilmentWords]


def load_fulfilment(root: Path) -> dict[str, list[str]]:
    """``opens``, ``says``, ``changes`` and ``denies``: the phrases of all languages.

    Raises:
        RuleFileError: a schema fault, or a credit without its ``{name}``.
    """
    path = root / "fulfilment.yaml"
    if not path.is_file():
        return {"opens": [], "says": [], "changes": [], "denies": []}
    tree = load(path)
    languages = validate(tree, FulfilmentFile).languages
    for language, words in languages.items():
        for kind in ("opens", "says"):
            _check(tree, language, kind, getattr(words.credits, kind))
    every = languages.values()
    return {
        "opens": sorted({form for words in every for form in words.credits.opens}),
        "says": sorted({form for words in every for form in words.credits.says}),
        "changes": sorted({form for words in every for form in words.changes.says}),
        "denies": sorted({form for words in every for form in words.changes.denies}),
    }


def _check(tree: Tree, language: str, kind: str, forms: list[str]) -> None:
    for at, form in enumerate(forms):
        if form.count(SLOT) != 1:
            place = tree.place(("languages", language, "credits", kind, at))
            raise RuleFileError(place, f"“{form}” does not hold {SLOT} once", hint=f"Write it as “by {SLOT}”.")
