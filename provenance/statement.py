"""What words or fields say about rights, each with the evidence it rests on."""

from __future__ import annotations

from dataclasses import dataclass, field

from provenance.vocabulary import Polarity, Scope


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where something is said: a span of the text, or a pointer into the metadata.

    ``start``/``end``: code points of the document's text, half open, ``None`` where the parser
    gives only lines. ``line``/``column``: 1-based. ``quote``: the words themselves.
    """

    quote: str
    start: int | None = None
    end: int | None = None
    line: int | None = None
    column: int | None = None
    pointer: str | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """A duty that goes with a permission, or a precondition of one."""

    duty: str
    text: str | None = None
    target: str | None = None
    contact: str | None = None
    amount: str | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """How far a statement reaches.

    ``embargo``/``expires``: ISO 8601 (date, instant or duration). ``territory``: ISO 3166-1 alpha-2
    codes under ``only`` and ``except``. ``purpose``: ``noncommercial``, ``personal``,
    ``education`` … ``max_words``: whole words.
    """

    embargo: str | None = None
    expires: str | None = None
    territory: dict[str, list[str]] | None = None
    medium: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    purpose: tuple[str, ...] = ()
    max_words: int | None = None
    share: str | None = None

    def __bool__(self) -> bool:
        return any(getattr(self, name) not in (None, ()) for name in self.__slots__)


NO_LIMITS = Limits()


@dataclass(slots=True)
class Statement:
    """One thing said about rights.

    ``kind``: ``holder``, ``year``, ``copyright``, ``reservation``, ``prohibition``, ``permission``, ``duty``,
    ``licence``, ``agency``, ``embargo``, ``expiry``, ``territory``, ``channel``, ``purpose`` (limits of one item),
    ``ai``, ``lifted``, ``doubtful`` (reservations against machines that another place lifts, or that may be meant
    as one), ``withdrawal``, ``unread``, ``beside`` (a name in a holder's line that nobody placed). ``value``
    carries what an identifying statement names (the holder, the year, the licence id, the agency). ``reading`` is
    the trace: which frame or formula, and token → slot. ``unread`` lists operators (a not, an only, an except) left
    over; a statement with any of them permits nothing.
    """

    kind: str
    polarity: Polarity
    evidence: Evidence
    value: str | None = None
    acts: frozenset[str] = frozenset()
    conditions: tuple[Condition, ...] = ()
    limits: Limits = NO_LIMITS
    part: str = "whole"
    exception_of: str | None = None
    implied: bool = False
    scope: Scope = Scope.DOCUMENT
    source: str = "words"
    reading: str = ""
    trace: tuple[tuple[str, str], ...] = ()
    unread: tuple[str, ...] = ()
    id: str = ""
    act_evidence: dict[str, Evidence] = field(default_factory=dict)
    """For each act, the very word that names it (findings quote it)."""

    @property
    def duties(self) -> tuple[str, ...]:
        """The duties and preconditions of this statement, in order."""
        return tuple(condition.duty for condition in self.conditions)
