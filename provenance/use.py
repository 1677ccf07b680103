"""A use: what somebody wants to do with the text, when, where, and who he is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from provenance.agreement import Agreement


@dataclass(frozen=True, slots=True)
class Use:
    """A declared use: the acts it exercises and where it reaches.

    ``opened_by``: acts of which one whole-text permission is enough to open the use. ``part``:
    ``whole`` or ``excerpt``. ``commercial``: whether money is made with it. ``alters``: whether the
    text is changed. ``media``: the channels (``web``, ``print``, ``broadcast``, ``app``, ``newsletter``,
    ``social``, ``database``). ``territory``: ISO 3166-1 alpha-2 codes, empty for everywhere. ``starts`` and
    ``until``: ISO 8601, when it begins and ends; ``None``: at the instant judged for, and never. ``language``:
    BCP 47, of what we publish. ``words`` and ``share``: how much of the text is taken, in words and in percent.
    ``recipient``: what kind of user we are, in the words of :attr:`~provenance.statement.Limits.recipient`.
    ``audience``: whom it reaches (free words that agreements may name). ``sublicenses``: whether others may use
    it on our word. ``we``: the names of those who use it, the first one shown.

    Uses come from ``rules/uses/*.yaml``, narrowed by a declaration
    (:class:`provenance.rulefiles.uses.Declaration`); collections may be given as lists.
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
    starts: str | None = None
    until: str | None = None
    language: str | None = None
    words: int | None = None
    share: int | None = None
    recipient: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    sublicenses: bool = False
    we: tuple[str, ...] = ()
    parts: tuple[Use, ...] = ()

    def __post_init__(self) -> None:
        for name in ("acts", "opened_by"):
            object.__setattr__(self, name, frozenset(getattr(self, name)))
        for name in ("media", "territory", "recipient", "audience", "we", "parts"):
            object.__setattr__(self, name, tuple(getattr(self, name)))


@dataclass(frozen=True, slots=True)
class Occasion:
    """What a document is judged for: the use, the moment, and what we have in hand.

    ``at`` always carries a zone. ``agreements``: those on file; ``delivered``: the ids of those whose ``paths`` the
    document lies under (one with ``paths`` counts for no other); ``exhausted``: the ids of those whose quota of
    documents is used up. ``ours``: the documents are our own copies (a path that the configuration marks so):
    what they declare about a use counts, and duties are looked for in them. ``declared``: the keys of the
    declaration that ``use`` was made from; what a text of our own declares is laid over them.
    """

    use: Use
    at: datetime
    agreements: tuple[Agreement, ...] = ()
    exhausted: frozenset[str] = frozenset()
    ours: bool = False
    declared: Mapping[str, Any] = field(default_factory=dict)
    delivered: frozenset[str] = frozenset()
