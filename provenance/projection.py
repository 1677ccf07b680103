"""The flat ``rights`` of a report, projected from statements: for readers and for scoring only.

Field definitions: the contract in DESIGN.md and ``gold/GUIDE.md``. Nothing here decides anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from provenance.report import Rights
from provenance.statement import Statement
from provenance.vocabulary import ACTS, COVERING, DUTIES, Polarity

_AI = frozenset({"mine", "train-ai"})
_GRANTED = "licence"
#: Reservations that another place lifts, or that may be meant as one: whoever filters must know of them.
_HALF = frozenset({"lifted", "doubtful"})


def project(statements: Sequence[Statement], spdx: str | None) -> Rights:
    """The rights of scope document and site; metadata names holder and year only where no words do."""
    covering = [statement for statement in statements if statement.scope in COVERING]
    words = [statement for statement in covering if statement.source == "words"]
    rights = Rights(licenses_spdx=spdx)
    rights.holders = _named(words, "holder") or _named(covering, "holder")
    rights.years = _named(words, "year") or _named(covering, "year")
    rights.licenses = _licences(covering)
    rights.agencies = _named(covering, "agency")
    prohibiting = [s for s in covering if s.polarity is Polarity.PROHIBITS and not s.implied]
    permitting = [s for s in covering if s.polarity is Polarity.PERMITS and not s.unread]
    rights.prohibited = _in_order(
        ACTS, (act for s in prohibiting if s.kind != "ai" or s.source == "words" for act in s.acts)
    )
    rights.permitted = _in_order(ACTS, (act for s in permitting for act in s.acts))
    obliging = [*prohibiting, *permitting, *(s for s in covering if s.polarity is Polarity.REQUIRES)]
    rights.duties = _in_order(DUTIES, (duty for s in obliging for duty in s.duties))
    rights.reserved = any(_reserves_all(s) for s in covering)
    rights.ai_optout = any(
        s.acts & _AI
        and s.reading != _GRANTED
        and (s.polarity in (Polarity.PROHIBITS, Polarity.RESERVES) or s.kind in _HALF)
        for s in covering
    )
    _limits(rights, covering)
    return rights


def _reserves_all(statement: Statement) -> bool:
    """All rights, or reproduction as a whole ("riproduzione riservata")."""
    if statement.polarity is Polarity.RESERVES:
        return not statement.acts & _AI
    return statement.reading.endswith("reserved-acts") and "reproduce" in statement.acts


def _named(statements: Iterable[Statement], kind: str) -> list[str]:
    return list(dict.fromkeys(s.value for s in statements if s.kind == kind and s.value))


def _licences(statements: Iterable[Statement]) -> list[str]:
    """Licence ids; one without a version is dropped beside the same with one."""
    ids = _named(statements, "licence")
    return [
        one
        for one in ids
        if not any(
            other != one and other.startswith(f"{one}-") and other[len(one) + 1 :][:1].isdigit() for other in ids
        )
    ]


def _in_order(vocabulary: Iterable[str], found: Iterable[str]) -> list[str]:
    present = set(found)
    return [name for name in vocabulary if name in present]


def _limits(rights: Rights, statements: Iterable[Statement]) -> None:
    for statement in statements:
        limits = statement.limits
        if rights.embargo is None and limits.embargo not in (None, "undated"):
            rights.embargo = limits.embargo
        rights.expires = rights.expires or limits.expires
        rights.territory = rights.territory or limits.territory
        rights.max_words = rights.max_words or limits.max_words
