"""An agreement on file: what a holder or an agency has granted us, and within which bounds."""

from __future__ import annotations

from dataclasses import dataclass

from provenance.statement import Condition, Evidence

#: Our own work needs no paper: where we say who we are, and only in files that are ours.
OWN = "own-work"


@dataclass(frozen=True, slots=True)
class Grant:
    """One use of ``rules/uses`` that an agreement grants: its acts together, and nothing they might serve elsewhere.

    ``use``: its id. ``acts``, ``media``, ``purpose``, ``part``, ``alters``, ``commercial``: as the use has them. Who
    may print and broadcast a text may not put it on the web, though the acts of both add up to that.
    """

    use: str
    acts: frozenset[str]
    media: tuple[str, ...] = ()
    purpose: str | None = None
    part: str = "whole"
    alters: bool = False
    commercial: bool = True


@dataclass(frozen=True, slots=True)
class Agreement:
    """One contract, licence or written consent that we hold.

    ``names``: the other side and its aliases, as notices write them; ``agencies``: ids of ``rules/agencies``
    that it stands for. ``acts``: what is granted for any use, in our vocabulary; ``grants``: the uses that are
    granted as a whole. ``territory``: ISO 3166-1 alpha-2 codes under ``only`` and ``except``. ``media``,
    ``purposes``: empty for those of the uses that are granted, and for all where acts are; ``languages``,
    ``audience``: empty for all.
    ``starts``, ``until``: ISO 8601, both included; ``until`` ``None``: until further notice. ``duties``: what we
    owe for it. ``documents``: how many documents it pays for, ``used``: how many of them were taken before this
    run; ``words``, ``share``: how much of one text. ``sublicensing``: whether we may let others use it.
    ``licensees``: who may use it, empty for whoever we say we are. ``paths``: patterns (gitignore syntax, from
    the folder of the configuration); texts there come from this side, and the agreement holds for no others.
    ``lifts``: limits of single items that it sets aside too (``territory``, ``channel``, ``purpose``); bans in time are
    never lifted. ``reference``: where the paper is; ``contact``: whom to ask; ``notes``: what else people should know.
    ``source``: ``file:line``.
    """

    id: str
    names: tuple[str, ...]
    agencies: frozenset[str] = frozenset()
    acts: frozenset[str] = frozenset()
    grants: tuple[Grant, ...] = ()
    territory: dict[str, list[str]] | None = None
    media: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    starts: str | None = None
    until: str | None = None
    duties: tuple[Condition, ...] = ()
    documents: int | None = None
    used: int = 0
    words: int | None = None
    share: int | None = None
    sublicensing: bool = False
    licensees: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    lifts: frozenset[str] = frozenset()
    reference: str | None = None
    contact: str | None = None
    notes: str | None = None
    source: str = ""

    def __hash__(self) -> int:
        return hash(self.id)

    @property
    def name(self) -> str:
        """The other side, as people call it."""
        return self.names[0] if self.names else self.id


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody whose rights are in a document: a holder, an agency or a source that it names.

    ``agency``: its id in ``rules/agencies``, if it is one. ``statement``: the id of the statement that names it;
    ``evidence``: where. ``source``: ``words`` if any words of the text name it, else ``metadata`` or ``signal``.
    """

    name: str
    agency: str | None = None
    statement: str | None = None
    source: str = "words"
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Cover:
    """How one agreement stands towards one party of a document and the declared use.

    ``state``: ``covers``, or what keeps it from covering: ``expired``, ``not-yet``, ``territory``, ``channel``,
    ``acts``, ``amount``, ``quota``, ``language``, ``purpose``, ``sublicensing``, ``licensee``, ``look-alike``
    (its name only looks like the one in the document), ``other-holder`` (the document names somebody else beside
    one whom an agreement covers, or somebody whose name is nearly one on file). ``detail``: in words, for a person.
    ``delivered``: the document lies where the texts of this side arrive.
    """

    agreement: Agreement
    party: Party
    state: str
    detail: str = ""
    delivered: bool = False

    @property
    def claimed(self) -> bool:
        """Whether it covers only because a field names its side: anybody can write one."""
        return self.state == "covers" and self.party.source != "words" and not self.delivered


def agreements_in(opened_by: str | None) -> list[str]:
    """The ids of the agreements that a report's ``opened_by`` names, each once."""
    parts = (part.partition(":") for part in (opened_by or "").split("; "))
    return list(dict.fromkeys(name for kind, _, names in parts if kind == "agreement" for name in names.split(",")))
