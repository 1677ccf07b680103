"""News agencies and text distributors: ``rules/agencies/*.yaml``."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from provenance.errors import RuleFileError
from provenance.rulefiles.source import load, validate


class CreditExamples(BaseModel):
    """Sentences that credit the agency, and such as only name it."""

    model_config = ConfigDict(extra="forbid")

    credits: list[str] = Field(min_length=1, description="Lines that credit the agency as the source. At least one.")
    near_misses: list[str] = Field(
        min_length=1, description="Lines that only name it: “told the agency”, a photo credit. At least one."
    )


class Agency(BaseModel):
    """One agency: how it is written as a source, in every language it is credited in."""

    model_config = ConfigDict(extra="forbid")

    id: str = Field(description="The short name, as reports print it. The file is called so in small letters.")
    name: str = Field(description="Its full name.")
    kind: Literal["agency", "syndicate", "release"] = Field(
        default="agency", description="release: it distributes press releases; left out: a news agency."
    )
    languages: list[str] = Field(description="The languages it writes in (en, tr …).")
    aliases: list[str] = Field(
        min_length=1, description="Every way it is written as a source or holder, in any script; no brackets, no ©."
    )
    ambiguous: list[str] = Field(
        default=[], description="Those aliases that are also words: they count in brackets or slashes only."
    )
    domains: list[str] = Field(default=[], description="Its own web domains, without www.")
    codes: list[str] = Field(default=[], description="What it is called in fields of data only, never in words.")
    credit_forms: list[str] = Field(
        default=[], description="Frozen idioms that credit it; {place} and {date} stand for a place and a date."
    )
    examples: CreditExamples = Field(description="Its tests. Invent the sentences.")


def load_agencies(root: Path) -> dict[str, Any]:
    """Agency id → the file as plain data, examples left out.

    Raises:
        RuleFileError: a schema fault, an id used twice, an ambiguous alias that is no alias.
    """
    agencies: dict[str, Any] = {}
    for path in sorted(root.glob("agencies/*.yaml")):
        tree = load(path)
        agency = validate(tree, Agency)
        if agency.id in agencies:
            raise RuleFileError(tree.place(("id",)), f"the agency “{agency.id}” has a file already")
        for i, alias in enumerate(agency.ambiguous):
            if alias not in agency.aliases:
                raise RuleFileError(tree.place(("ambiguous", i)), f"“{alias}” is not among the aliases")
        agencies[agency.id] = agency.model_dump(exclude={"examples"})
    return agencies
