"""A waiver: somebody with a name lets a finding stand, for a reason and until a day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cached_property

#: The first zone in which a day begins, and ends.
_FIRST = timezone(timedelta(hours=14))


@dataclass(frozen=True, slots=True)
class Waiver:
    """One central entry. Every key that is given must fit.

    ``rules``: ids of policies. ``document``: a path, from the folder of the file (``/`` between names); ``glob``: a
    pattern for paths in gitignore syntax. ``fingerprints``: of the findings it was given for; empty only beside
    ``glob``. ``uses``: ids of uses, empty for all. ``given`` and ``expires``: its first and last day.
    ``source``: ``file:line``.
    """

    rules: tuple[str, ...]
    reason: str
    approved_by: str
    given: date
    expires: date
    document: str | None = None
    glob: str | None = None
    fingerprints: frozenset[str] = frozenset()
    uses: tuple[str, ...] = ()
    source: str = ""

    def state(self, at: datetime) -> str:
        """``in-force``, ``expired`` or ``not-yet`` at an instant with a zone.

        The last day is over at its end, in the first zone where it ends.
        """
        now = at.astimezone(UTC)
        if now < _begin(self.given):
            return "not-yet"
        return "expired" if now >= _begin(self.expires) + timedelta(days=1) else "in-force"


def _begin(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=_FIRST).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Waived:
    """A waiver beside a finding that it names.

    ``state``: ``in-force``, or why it does not hold: ``expired``, ``not-yet``, ``text-changed`` (the words of the
    finding or of the text are not those it was given for).
    """

    waiver: Waiver
    state: str


@dataclass(frozen=True)
class Waivers:
    """All central entries of a file. ``root``: the folder that their paths count from, as the run names it."""

    entries: tuple[Waiver, ...] = ()
    root: str = ""

    def about(self, name: str, fingerprints: frozenset[str]) -> Iterator[Waiver]:
        """Those that may speak of the document called *name*, or of a finding with one of the *fingerprints*."""
        yield from self._by_document.get(name, ())
        yield from (waiver for waiver in self._loose if waiver.glob or waiver.fingerprints & fingerprints)

    @cached_property
    def _by_document(self) -> dict[str, list[Waiver]]:
        found: dict[str, list[Waiver]] = {}
        for waiver in self.entries:
            if waiver.document is not None:
                found.setdefault(waiver.document, []).append(waiver)
        return found

    @cached_property
    def _loose(self) -> list[Waiver]:
        return [waiver for waiver in self.entries if waiver.document is None]
