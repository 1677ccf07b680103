"""Folding: the features of a clause, put through the frames, become statements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from provenance.readings.operators import AI_ACTS, Features
from provenance.readings.tag import Tag
from provenance.statement import Condition, Limits
from provenance.vocabulary import Polarity


@dataclass(slots=True)
class Reading:
    """A statement before it has its place in the document (offsets are the clause's tags)."""

    kind: str
    polarity: Polarity
    acts: dict[str, Tag]
    duties: dict[str, Tag | None]
    frame: str
    limits: Limits = field(default_factory=Limits)
    part: str = "whole"
    implied: bool = False
    unread: tuple[str, ...] = ()
    exception_of: str | None = None
    named: tuple[str, ...] = ()
    """The acts as named, where only a part of the text is spoken of."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The limits found in a clause: moments, spans of time, places, word counts, channels."""

    moment: str | None = None
    duration: str | None = None
    only: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    max_words: int | None = None
    until: bool = False
    media: tuple[str, ...] = ()


def fold_frames(
    features: Features, frames: Sequence[Mapping[str, Any]], bounds: Bounds, anchor: Tag
) -> Iterator[Reading]:
    """Every reading the frames make of a clause, in the order of the frames."""
    for frame in frames:
        if not features.flags.issuperset(frame["all"]) or not features.flags.isdisjoint(frame["none"]):
            continue
        yield _reading(frame, features, bounds, anchor)


def _reading(frame: Mapping[str, Any], features: Features, bounds: Bounds, anchor: Tag) -> Reading:
    gives = frame["gives"]
    polarity = Polarity(gives["polarity"])
    acts = _acts(gives["acts"], features, anchor)
    kind = gives["kind"] or ("permission" if polarity is Polarity.PERMITS else "prohibition")
    if kind == "prohibition" and acts and set(acts) <= AI_ACTS:
        kind = "ai"
    reading = Reading(kind, polarity, acts, _duties(frame, features), frame["id"], implied=gives["implied"])
    reading.limits = _limits(reading, features, bounds)
    if polarity is Polarity.PERMITS:
        reading.unread = tuple(features.unread)
        if features.excerpt_only:
            excerpt = next(iter(acts.values()), anchor)
            reading.named = tuple(acts)
            reading.acts, reading.part = {"excerpt": acts.get("excerpt", excerpt)}, "excerpt"
    if frame["id"] in ("leave-not-commercial", "except-commercial"):
        reading.exception_of = "leave"
    return reading


def _acts(wanted: str | Iterable[str], features: Features, anchor: Tag) -> dict[str, Tag]:
    if wanted == "named":
        return dict(features.acts)
    if wanted == "embargo":
        named = {act: tag for act, tag in features.acts.items() if act in ("publish", "broadcast")}
        return {"publish": next(iter(features.acts.values()), anchor), **named}
    return dict.fromkeys(wanted, anchor)


def _duties(frame: Mapping[str, Any], features: Features) -> dict[str, Tag | None]:
    polarity = frame["gives"]["polarity"]
    duties: dict[str, Tag | None] = dict.fromkeys(frame["gives"]["duties"])
    if polarity == "permits":
        duties.update({d: t for d, t in features.duties.items() if d not in ("consent", "pay")})
    elif polarity == "requires":
        duties.update(features.duties)
    elif polarity == "prohibits" and frame["gives"]["acts"] == "named":
        bought = frame["id"] == "bought-or-asked"  # "only with written permission and with a link"
        kept = {"consent", "pay", "attribute", "link-back", "notify"} if bought else {"consent", "pay"}
        duties.update({d: t for d, t in features.duties.items() if d in kept})
    return duties


def _limits(reading: Reading, features: Features, bounds: Bounds) -> Limits:
    permits = reading.polarity is Polarity.PERMITS
    territory = None
    if bounds.only or bounds.excluded:
        territory = {"only": list(bounds.only), "except": list(bounds.excluded)}
    embargo = expires = None
    if reading.kind == "embargo":
        embargo = bounds.moment or "undated"
    elif permits:
        expires = bounds.duration or (bounds.moment if bounds.until else None)
        embargo = bounds.moment if not bounds.until else None
    return Limits(
        embargo=embargo,
        expires=expires,
        territory=territory if permits or reading.kind != "embargo" else None,
        medium=bounds.media if permits else (),
        purpose=tuple(dict.fromkeys(features.purpose)) if permits else (),
        recipient=tuple(dict.fromkeys(features.recipient)) if permits else (),
        max_words=bounds.max_words if permits else None,
    )


def conditions(duties: Mapping[str, Tag | None], original: str, origin: Any) -> tuple[Condition, ...]:
    """Duties as conditions, each with the words that state it."""
    return tuple(
        Condition(duty, text=None if tag is None else original[origin(tag.start) : origin(tag.end)])
        for duty, tag in duties.items()
    )
