"""Embargoes and expiries against an instant. Where a zone is missing, the careful one is taken."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from provenance.use import Occasion, Use

#: The last zone in which a moment arrives, and the first.
_LAST = timezone(timedelta(hours=-12))
_FIRST = timezone(timedelta(hours=14))
_DATE_LENGTH = len("2024-03-05")
_DURATION = re.compile(
    r"P(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,7})S)?)?"
)
#: ISO 8601 leaves years and months open; the shortest reading closes first.
_UNITS = (
    timedelta(days=365),
    timedelta(days=28),
    timedelta(weeks=1),
    timedelta(days=1),
    timedelta(hours=1),
    timedelta(minutes=1),
    timedelta(seconds=1),
)


def begins(occasion: Occasion) -> datetime:
    """The first moment of the use: its declared start where that is still to come, in the first zone it reaches."""
    start = _moment(occasion.use.starts, _FIRST)
    return max(start, occasion.at) if start is not None else occasion.at


def ends_by(use: Use, written: str) -> bool:
    """Whether the declared use ends no later than a permission that ends *written* (ISO 8601)."""
    last, end = _end(use.until or "", None), _end(written, None)
    return last is not None and end is not None and last <= end


def is_day(written: str) -> bool:
    """Whether *written* is a plain day, without an hour."""
    return len(written) <= _DATE_LENGTH


def is_next_day(day: str, other: str) -> bool:
    """Whether *other* is the plain day after the plain *day*."""
    if not (is_day(day) and is_day(other)):
        return False
    first, second = _moment(day, _FIRST), _moment(other, _FIRST)
    return first is not None and second is not None and second - first == timedelta(days=1)


def ends_somewhere(day: str, at: datetime) -> bool:
    """Whether the plain *day* may still be ending in some zone at *at*; what ends at an instant ends everywhere."""
    last = _moment(day, _LAST) if is_day(day) else None
    return last is not None and at < last + timedelta(days=1)


def embargo_is(written: str | None, at: datetime) -> str:
    """``running``, ``over`` or ``undated``. Without a zone it is over when it is over everywhere."""
    moment = _moment(written, _LAST)
    if moment is None:
        return "undated"
    return "over" if at >= moment else "running"


def expiry_is(written: str, at: datetime, start: str | None) -> str:
    """``running``, ``expired`` or ``unstarted`` (a duration whose start nobody knows, or no moment at all).

    *start*: the publication date, ISO 8601, where one is declared. A last day is over at its end,
    in the first zone where it ends.
    """
    try:
        end = _end(written, start)
    except OverflowError:
        return "running"
    if end is None:
        return "unstarted"
    return "expired" if at >= end else "running"


def _end(written: str, start: str | None) -> datetime | None:
    duration = _DURATION.fullmatch(written)
    if duration is not None:
        begin = _moment(start, _FIRST)
        if begin is None or not any(duration.groups()):
            return None
        return begin + sum(
            (int(count or 0) * unit for count, unit in zip(duration.groups(), _UNITS, strict=False)), timedelta()
        )
    end = _moment(written, _FIRST)
    if end is not None and is_day(written):
        return end + timedelta(days=1)
    return end


def _moment(written: str | None, zone: timezone) -> datetime | None:
    if not written:
        return None
    try:
        moment = datetime.fromisoformat(written)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=zone)
        return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
