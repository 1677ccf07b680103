"""What one signal says: the noun that every vocabulary gives and the resolver weighs.

A signal is a claim made for machines, outside the words of the text: a header, a line of robots.txt,
a licence file. Whatever is malformed closes; nothing but a licence ever opens.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from provenance.statement import NO_LIMITS, Condition, Evidence, Limits
from provenance.vocabulary import Scope

_QUOTED = 300
_QUOTES = frozenset("\"'`´‘’‚“”„«»‹›")


class Says(StrEnum):
    """What a signal says about its acts."""

    RESERVED = "reserved"
    PROHIBITED = "prohibited"
    DOUBTFUL = "doubtful"
    """It may be meant as a reservation: a note, and for a use of machines a person must look."""
    UNREAD = "unread"
    """It is there and cannot be understood."""
    OPEN = "open"
    """It reserves nothing, and lifts what a less specific place reserves."""
    ALLOWED = "allowed"
    """A yes. Preferences are noted; only a licence opens (see the resolver)."""
    NOTED = "noted"
    """It is told and weighs nothing."""


CLOSING = frozenset({Says.RESERVED, Says.PROHIBITED, Says.DOUBTFUL, Says.UNREAD})
BARRING = frozenset({Says.RESERVED, Says.PROHIBITED})


@dataclass(frozen=True, slots=True)
class Signal:
    """One thing said to machines.

    ``vocabulary`` and ``level``: where it is said (``tdmrep``, ``header``). ``value``: as written.
    ``understood`` is false where the value is not one the standard knows: it closes, and a person must
    look. Of signals of one ``family`` those with the highest ``rank`` hold; ``""``: none lifts it.
    ``stated``: the document's own field, whose statement is made by :mod:`provenance.signals.fields`.
    """

    vocabulary: str
    level: str
    says: Says
    value: str
    evidence: Evidence
    acts: frozenset[str] = frozenset()
    scope: Scope = Scope.SITE
    understood: bool = True
    conditions: tuple[Condition, ...] = ()
    limits: Limits = NO_LIMITS
    family: str = ""
    rank: int = 0
    stated: bool = False


def quoted(quote: str, pointer: str, line: int | None = None) -> Evidence:
    """Evidence outside the document: the words and a pointer, ``robots.txt:4: Content-Usage``.

    *line* is a line of the document itself, for signals that stand in it.
    """
    return Evidence(" ".join(quote.split())[:_QUOTED], line=line, pointer=pointer)


def plain(written: str) -> str:
    """*written* as closing words are compared: NFKC, case folded, no quotes, marks or control characters."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", written).casefold())
    kept = (
        char
        for char in folded
        if char not in _QUOTES and (char in "\t\n " or unicodedata.category(char) not in ("Cf", "Cc"))
    )
    return "".join(kept).strip()


def squeezed(written: str) -> str:
    """Only the letters and digits of *written*, folded as :func:`plain` folds them."""
    return "".join(char for char in plain(written) if char.isalnum())


def begins_any(part: str, words: Iterable[str]) -> bool:
    """Whether *part* is the beginning of one of *words*, and not all of it: what a cut leaves."""
    return bool(part) and any(word != part and word.startswith(part) for word in words)
