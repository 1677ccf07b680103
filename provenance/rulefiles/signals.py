"""What machines read about rights outside a text: ``rules/signals/*.yaml``."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from provenance.errors import Place, RuleFileError
from provenance.rulefiles.source import load, validate
from provenance.rulefiles.words import Act, Duty
from provenance.vocabulary import ACTS, DUTIES


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Crawler(_Strict):
    """A crawler by its token in robots.txt: who runs it, and what it fetches for."""

    operator: str = Field(description="Who runs it.")
    purpose: Literal["train", "search", "user"] = Field(
        description="What it fetches for: training, an index, or because a person asked."
    )


class Word(_Strict):
    """One listed word of a vocabulary; the keys are explained at the top of ``vocabularies.yaml``."""

    acts: list[Act] = Field(default=[], description="What the word is about; none: about nothing that we judge.")
    says: Literal["reserved", "noted"] | None = Field(
        default=None,
        description="reserved: it closes by being there; noted: it is only told; left out: its value decides.",
    )
    scope: Literal["image"] | None = Field(default=None, description="image: about pictures, not about the text.")
    purpose: str | None = Field(default=None, description="The users it names.")
    duty: Duty | None = Field(default=None, description="What a payment of this kind asks for.")

    @field_validator("acts")
    @classmethod
    def _known_acts(cls, acts: list[str]) -> list[str]:
        for act in acts:
            if act not in ACTS:
                raise ValueError(f"“{act}” is no act; the acts are {', '.join(ACTS)}")
        return acts

    @field_validator("duty")
    @classmethod
    def _known_duty(cls, duty: str | None) -> str | None:
        if duty is not None and duty not in DUTIES:
            raise ValueError(f"“{duty}” is no duty; the duties are {', '.join(DUTIES)}")
        return duty


class SignalsFile(_Strict):
    """One file of ``rules/signals``; the files are read as one table."""

    crawlers: dict[str, Crawler] = Field(default={}, description="Token in robots.txt: the crawler.")
    vocabularies: dict[str, dict[str, Word]] = Field(
        default={}, description="Vocabulary: its words, each with its meaning."
    )


def load_signals(root: Path) -> dict[str, Any]:
    """``crawlers`` (token → operator, purpose) and ``vocabularies`` (name → word → meaning) as plain data.

    Raises:
        RuleFileError: a schema fault, no files, or a token or vocabulary that stands in two files.
    """
    table: dict[str, Any] = {"crawlers": {}, "vocabularies": {}}
    paths = sorted(root.glob("signals/*.yaml"))
    if not paths:
        raise RuleFileError(Place(str(root / "signals")), "no rule files for signals here")
    for path in paths:
        tree = load(path)
        data = validate(tree, SignalsFile).model_dump()
        for kind, entries in data.items():
            for name, entry in entries.items():
                if name in table[kind]:
                    raise RuleFileError(tree.place((kind, name)), f"“{name}” stands here a second time")
                table[kind][name] = entry
    return table
