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

    opens: list[str] = Field(default=[], description="Forms that credit at the beginning of a paragraph.")
    says: list[str] = Field(default=[], description="Forms that credit anywhere in a paragraph.")


class Changes(_Strict):
    """Phrases that say that a text was changed, and phrases that say it was not."""

    says: list[str] = Field(min_length=1, description="Phrases that say that the text was changed.")
    denies: list[str] = Field(default=[], description="Phrases that hold such a phrase and say that it was not.")


class FulfilmentExamples(_Strict):
    """Paragraphs that fulfil a duty, and near misses that do not; ``{name}`` stands for the party."""

    credits: list[str] = Field(min_length=1, description="Paragraphs that credit {name}.")
    no_credits: list[str] = Field(min_length=1, description="Paragraphs that only name it.")
    changes: list[str] = Field(min_length=1, description="Paragraphs that tell of changes.")
    no_changes: list[str] = Field(min_length=1, description="Paragraphs that do not.")


class FulfilmentWords(_Strict):
    """The words of one language."""

    credits: Credits = Field(description="How a party is credited.")
    changes: Changes = Field(description="How changes are told.")
    examples: FulfilmentExamples = Field(description="Their tests.")


class FulfilmentFile(_Strict):
    """``rules/fulfilment.yaml``: language tag → words."""

    languages: dict[str, FulfilmentWords] = Field(description="Language tag: its words.")


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
