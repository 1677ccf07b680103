"""ninjs 1.0 to 1.6 and the development branch of 1.x, as pydantic models."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import ConfigDict, Field, StringConstraints

from provenance.validation.ninjs_parts import (
    ABSENT,
    DEV,
    PATTERNED,
    Advice,
    DigitalSourceType,
    Number,
    Object,
    Percent,
    PubStatus,
    Standard,
    Text,
    Version,
    since,
)

#: Names of renditions and associations: what follows the first sign is free, a mistake of the standard's own pattern.
Name = Annotated[str, StringConstraints(pattern=r"^[a-zA-Z0-9_]+")]


class Address(Object):
    lines: list[Text] = ABSENT
    locality: Text = ABSENT
    area: Text = ABSENT
    postalcode: Text = ABSENT
    country: Text = ABSENT


class ContactInfo(Object):
    one_of = ("value", "address")
    type: Text = ABSENT
    role: Text = ABSENT
    lang: Text = ABSENT
    name: Text = ABSENT
    value: Text = ABSENT
    address: Address = ABSENT


class Concept(Object):
    """An event or an object: a name, a relation, a code in a vocabulary."""

    name: Text = ABSENT
    rel: Text = ABSENT
    scheme: Text = ABSENT
    code: Text = ABSENT


class Person(Concept):
    """A person, and a source of information."""

    contactinfo: list[ContactInfo] = since(1, 5)


class Symbol(Object):
    ticker: Text = ABSENT
    exchange: Text = ABSENT
    symboltype: Text = since(1, 5)
    symbol: Text = since(1, 5)


class Organisation(Person):
    symbols: list[Symbol] = ABSENT


class Place(Person):
    patterns: ClassVar[dict[str, Version]] = {"geometry_[a-zA-Z0-9_]": (1, 1)}
    patterned: dict[str, dict[str, Any]] = Field(default={}, alias=PATTERNED)


class Subject(Concept):
    creator: Text = since(1, 5)
    relevance: Percent = since(1, 5)
    confidence: Percent = since(1, 5)


class Genre(Object):
    name: Text = ABSENT
    scheme: Text = ABSENT
    code: Text = ABSENT


class TrustIndicator(Object):
    scheme: Text = ABSENT
    code: Text = ABSENT
    title: Text = ABSENT
    href: Text = ABSENT


class RightsInfo(Object):
    """Rights behind a link or inside; other members are let through, as in the schema."""

    model_config = ConfigDict(extra="allow")
    one_of = ("linkedrights", "encodedrights")
    langid: Text = ABSENT
    linkedrights: Text = ABSENT
    encodedrights: Text = ABSENT


class Rendition(Object):
    href: Text = ABSENT
    mimetype: Text = ABSENT
    title: Text = ABSENT
    height: Number = ABSENT
    width: Number = ABSENT
    sizeinbytes: Number = ABSENT
    duration: Number = since(1, 2)
    format: Text = since(1, 2)


class Item(Object):
    """A news object."""

    patterns: ClassVar[dict[str, Version]] = {
        "description_[a-zA-Z0-9_]": (1, 0),
        "body_[a-zA-Z0-9_]": (1, 0),
        "headline_[a-zA-Z0-9_]": (1, 3),
    }
    patterned: dict[str, Text] = Field(default={}, alias=PATTERNED)

    uri: Text
    type: Literal["text", "audio", "video", "picture", "graphic", "composite", "component"] = ABSENT
    mimetype: Text = ABSENT
    representationtype: Literal["complete", "incomplete"] = ABSENT
    profile: Text = ABSENT
    version: Text = ABSENT
    firstcreated: Text = since(1, 2)
    versioncreated: Text = ABSENT
    contentcreated: Text = since(1, 4)
    embargoed: Text = ABSENT
    pubstatus: PubStatus = ABSENT
    urgency: Number = since(1, 1)
    copyrightholder: Text = ABSENT
    copyrightnotice: Text = ABSENT
    usageterms: Text = since(1, 1)
    ednote: Text = since(1, 2)
    language: Text = ABSENT
    person: list[Person] = ABSENT
    organisation: list[Organisation] = ABSENT
    place: list[Place] = ABSENT
    subject: list[Subject] = ABSENT
    event: list[Concept] = ABSENT
    object: list[Concept] = ABSENT
    infosource: list[Person] = since(1, 2)
    title: Text = since(1, 2)
    byline: Text = ABSENT
    headline: Text = ABSENT
    slugline: Text = since(1, 2)
    located: Text = ABSENT
    charcount: Number = since(1, 2)
    wordcount: Number = since(1, 2)
    renditions: dict[Name, Rendition] = ABSENT
    associations: dict[Name, Item] = ABSENT
    altids: dict[str, Any] = since(1, 3)
    trustindicator: list[TrustIndicator] = since(1, 3)
    standard: Standard = Field(default=ABSENT, alias="$standard", json_schema_extra={"since": [1, 3]})
    genre: list[Genre] = since(1, 3)
    expires: Text = since(1, 4)
    rightsinfo: RightsInfo = since(1, 4)
    digitalsourcetype: DigitalSourceType = since(1, 6)
    advices: list[Advice] = since(1, DEV)
