"""Where one statement stands towards one use, before the statements are weighed against each other."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from provenance.policies.moments import embargo_is, expiry_is
from provenance.statement import Statement
from provenance.vocabulary import COVERING, DUTIES, PRECONDITIONS, Polarity, close_over_inclusion

if TYPE_CHECKING:
    from provenance.use import Use


class Standing(StrEnum):
    """What a statement does for or against the use."""

    OPENS = "opens"
    """A permission that is enough for the use."""
    BARS = "bars"
    """A no to the use, a reservation, or a yes that must be asked or paid for first."""
    LIFTED = "lifted"
    """A bar that agreements on file set aside."""
    CLAIMED = "claimed"
    """A bar in the words, where only a field names the side of an agreement that would set it aside."""
    BESIDE = "beside"
    """A name in the line of a holder who has agreed, and nobody knows whose it is."""
    CONTESTED = "contested"
    """It bars the use, and a permission for the same text opens it."""
    DUTY = "duty"
    """Something to do when the text is used."""
    OUTSIDE = "outside"
    """It is about other acts, places, media or purposes."""
    OVER = "over"
    """A ban in time, and the time is over."""
    RUNNING = "running"
    """A ban in time that still runs."""
    UNDATED = "undated"
    """A ban in time without a time."""
    WITHDRAWN = "withdrawn"
    UNREAD = "unread"
    """Words about rights that were not fully understood."""
    UNKNOWN_LICENCE = "unknown-licence"
    EXPIRED = "expired"
    UNSTARTED = "unstarted"
    """A permission for a span of time whose start is unknown."""
    TOO_SMALL = "too-small"
    """A permission for a part, and the use takes the whole."""
    LIMITED = "limited"
    """A permission for other recipients, purposes, media or territories."""
    CARVED_OUT = "carved-out"
    """A permission whose own exception is this use."""
    WEAK = "weak"
    """A permission from evidence that may only close."""
    SILENT = "silent"
    ELSEWHERE = "elsewhere"
    """It is about an image, a quoted work, software: not about the text."""


AI_ACTS = frozenset({"mine", "train-ai"})
#: Evidence that may open: visible words, declared fields, machine-readable rights.
_STRONG = ("words", "metadata", "signal")
#: Purposes that say for which users a text is *not*; a permission for them is a ban for the others.
_NARROW = frozenset({"noncommercial", "personal"})
#: Kinds of statements that limit one item, whatever is done with it.
LIMITS = frozenset({"territory", "channel", "purpose"})
_TIMED = {"running": Standing.RUNNING, "over": Standing.OVER, "undated": Standing.UNDATED}


def standing_alone(statement: Statement, use: Use, at: datetime, published: str | None) -> Standing:
    """Where *statement* stands if it were the only one. *published*: ISO 8601, the start of durations."""
    if statement.scope not in COVERING:
        return Standing.ELSEWHERE
    if statement.kind in LIMITS:
        return Standing.BARS if outreaches(statement, use) else Standing.OUTSIDE
    if statement.kind == "withdrawal":
        return Standing.WITHDRAWN
    if statement.kind == "unread":
        return Standing.UNREAD
    if statement.kind == "embargo":
        return _embargo(statement, use, at)
    if statement.polarity is Polarity.IDENTIFIES:
        return _identifying(statement, at, published)
    if statement.polarity is Polarity.PERMITS:
        return _permission(statement, use, at, published)
    found = _requirement(statement, use) if statement.polarity is Polarity.REQUIRES else _ban(statement, use, at)
    if statement.unread and found in (Standing.DUTY, Standing.OUTSIDE, Standing.OVER):
        return Standing.UNREAD
    return found


def _embargo(statement: Statement, use: Use, at: datetime) -> Standing:
    # An excerpt, too, is published: what would open the use is held back with it.
    if statement.acts and not close_over_inclusion(statement.acts) & (use.acts | use.opened_by):
        return Standing.OUTSIDE
    return _TIMED[embargo_is(statement.limits.embargo, at)]


def _identifying(statement: Statement, at: datetime, published: str | None) -> Standing:
    if statement.kind == "licence":
        return Standing.UNKNOWN_LICENCE
    if statement.kind == "expiry":
        return _lapsed(statement.limits.expires, at, published) or Standing.SILENT
    return Standing.SILENT


def _lapsed(expires: str | None, at: datetime, published: str | None) -> Standing | None:
    if expires is None:
        return None
    state = expiry_is(expires, at, published)
    return {"expired": Standing.EXPIRED, "unstarted": Standing.UNSTARTED}.get(state)


def acts_of(statement: Statement) -> frozenset[str]:
    """The acts of *statement*; those of machines where a reservation against machines names none."""
    return statement.acts or (AI_ACTS if statement.kind == "ai" else frozenset())


def _hits(statement: Statement, use: Use) -> bool:
    """Whether the use exercises any of the acts; no act named means every act."""
    acts = acts_of(statement)
    return not acts or not use.acts.isdisjoint(close_over_inclusion(acts))


def _ban(statement: Statement, use: Use, at: datetime) -> Standing:
    """A prohibition or a reservation."""
    if not _hits(statement, use):
        return Standing.OUTSIDE
    limits, duties = statement.limits, statement.duties
    if limits.embargo is not None:
        return _TIMED[embargo_is(limits.embargo, at)]
    if not PRECONDITIONS.isdisjoint(duties):
        return Standing.BARS
    if _spares(statement, use):
        return Standing.OUTSIDE
    if duties and all(_fulfillable(duty, use) for duty in duties):
        return Standing.DUTY
    return Standing.BARS


def _spares(statement: Statement, use: Use) -> bool:
    """Whether the limits of a ban leave the use alone, beyond doubt."""
    limits = statement.limits
    if limits.territory and reaches(limits.territory, use):
        return True
    if limits.medium and set(limits.medium).isdisjoint(use.media):
        return True
    purposes = set(limits.purpose)
    if not purposes or purposes & _NARROW or use.purpose in purposes:
        return False
    return not ("commercial" in purposes and use.commercial)


def _fulfillable(duty: str, use: Use) -> bool:
    return duty in DUTIES and duty not in PRECONDITIONS and not (duty == "unaltered" and use.alters)


def _requirement(statement: Statement, use: Use) -> Standing:
    if not _hits(statement, use):
        return Standing.OUTSIDE
    return Standing.DUTY if all(_fulfillable(duty, use) for duty in statement.duties) else Standing.BARS


def _permission(statement: Statement, use: Use, at: datetime, published: str | None) -> Standing:
    concerns = _hits(statement, use) or not use.opened_by.isdisjoint(statement.acts)
    if concerns and not all(_fulfillable(duty, use) for duty in statement.duties):
        return Standing.BARS
    if concerns and _for_others(statement, use):
        return Standing.BARS
    if statement.limits.embargo is not None and concerns:
        state = embargo_is(statement.limits.embargo, at)
        if state != "over":
            return _TIMED[state]
    if statement.unread:
        return Standing.UNREAD
    if use.opened_by.isdisjoint(statement.acts):
        return Standing.TOO_SMALL if concerns and statement.part == "excerpt" else Standing.OUTSIDE
    return _reach(statement, use) or _lapsed(statement.limits.expires, at, published) or Standing.OPENS


def _for_others(statement: Statement, use: Use) -> bool:
    purposes = statement.limits.purpose
    return ("noncommercial" in purposes and use.commercial) or ("personal" in purposes and use.purpose != "personal")


def _reach(statement: Statement, use: Use) -> Standing | None:
    """What keeps a permission for the right acts from covering the use, if anything."""
    limits = statement.limits
    if statement.source not in _STRONG:
        return Standing.WEAK
    if not _small_enough(statement, use):
        return Standing.TOO_SMALL
    other = set(limits.purpose) - _NARROW - ({"commercial"} if use.commercial else set())
    if other and use.purpose not in other:
        return Standing.LIMITED
    if limits.recipient and set(limits.recipient).isdisjoint(use.recipient):
        return Standing.LIMITED
    if limits.medium and not set(use.media) <= set(limits.medium):
        return Standing.LIMITED
    if limits.territory and not reaches(limits.territory, use):
        return Standing.LIMITED
    return None


def _small_enough(statement: Statement, use: Use) -> bool:
    """Whether the use takes no more of the text than a permission gives; what is not declared may be too much."""
    limits = statement.limits
    if use.part == "whole":
        return statement.part == "whole" and limits.max_words is None and limits.share is None
    if limits.max_words is not None and use.words is not None and use.words > limits.max_words:
        return False
    share = limits.share.strip(" %") if limits.share else ""
    return not (share.isdecimal() and use.share is not None and use.share > int(share))


def reaches(territory: Mapping[str, list[str]], use: Use) -> bool:
    """Whether the use stays where it is allowed (``only``) and out of where it is not (``except``)."""
    only, excluded, reach = set(territory.get("only") or ()), set(territory.get("except") or ()), set(use.territory)
    if not only and not excluded:
        return True
    return bool(reach) and (not only or reach <= only) and not reach & excluded


def outreaches(statement: Statement, use: Use) -> bool:
    """Whether a limit that stands by itself (“for use in Ireland”, “print only”) keeps all permissions from the use."""
    limits = statement.limits
    if statement.kind == "territory":
        return bool(limits.territory) and not reaches(limits.territory or {}, use)
    if statement.kind == "channel":  # the channels that are closed, or an act that is one
        return not use.acts.isdisjoint(statement.acts - {"publish"}) or not set(limits.medium).isdisjoint(use.media)
    return statement.kind == "purpose" and use.purpose not in limits.purpose
