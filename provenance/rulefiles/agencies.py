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

    credits: list[str] = Field(min_length=1)
    near_misses: list[str] = Field(min_length=1)


class Agency(BaseModel):
    """One agency: how it is written as a source, in every language it is credited in."""

    model_config = ConfigDict(extra="forbid")

    id: str = Field(description="canonical short name, as reports print it")
    name: str
    kind: Literal["agency", "syndicate", "release"] = "agency"
    languages: list[str]
    aliases: list[str] = Field(min_length=1)
    ambiguous: list[str] = Field(default=[], description="aliases that are also words: they count in brackets only")
    domains: list[str] = []
    codes: list[str] = Field(default=[], description="what it is called in fields of data only, never in words")
    credit_forms: list[str] = Field(default=[], description="frozen idioms; slots {place} and {date}")
    examples: CreditExamples


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
