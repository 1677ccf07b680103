"""A use: what somebody wants to do with the text."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field


class Use(BaseModel):
    """A declared use (``rules/uses/*.yaml``): the acts it exercises and where it reaches.

    ``part``: ``whole`` or ``excerpt``. ``commercial``: whether money is made with it.
    ``territory``: ISO 3166-1 alpha-2 codes, empty for everywhere.
    ``opened_by``: acts of which one whole-text permission is enough to open the use.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    title: str
    description: str = ""
    acts: frozenset[str]
    opened_by: frozenset[str]
    part: str = Field(default="whole", pattern="^(whole|excerpt)$")
    commercial: bool = True
    alters: bool = False
    media: tuple[str, ...] = ("web",)
    territory: tuple[str, ...] = ()
    purpose: str = "editorial"


class Occasion(BaseModel):
    """The moment and use a document is judged for; ``at`` always carries a zone."""

    model_config = ConfigDict(frozen=True)

    use: Use
    at: datetime
