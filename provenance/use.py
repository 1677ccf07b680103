"""A use: what somebody wants to do with the text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Use:
    """A declared use (``rules/uses/*.yaml``): the acts it exercises and where it reaches.

    ``opened_by``: acts of which one whole-text permission is enough to open the use. ``part``:
    ``whole`` or ``excerpt``. ``commercial``: whether money is made with it. ``alters``: whether the
    text is changed. ``territory``: ISO 3166-1 alpha-2 codes, empty for everywhere. The schema that
    checks the file is :class:`provenance.rulefiles.uses.UseFile`; collections may be given as lists.
    """

    id: str
    title: str
    acts: frozenset[str]
    opened_by: frozenset[str]
    description: str = ""
    part: str = "whole"
    commercial: bool = True
    alters: bool = False
    media: tuple[str, ...] = ("web",)
    territory: tuple[str, ...] = ()
    purpose: str = "editorial"

    def __post_init__(self) -> None:
        for name, kind in (("acts", frozenset), ("opened_by", frozenset), ("media", tuple), ("territory", tuple)):
            object.__setattr__(self, name, kind(getattr(self, name)))


@dataclass(frozen=True, slots=True)
class Occasion:
    """The use and the moment a document is judged for; ``at`` always carries a zone."""

    use: Use
    at: datetime
