"""ninjs 2.0 to 2.2 and the development branch of 2.x, as pydantic models."""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict

from provenance.validation.ninjs_parts import (
    ABSENT,
    DEV,
    Advice,
    DigitalSourceType,
    GeoJson,
    Number,
    Object,
    Percent,
    PubStatus,
    Standard,
    Text,
    since,
)


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


class Words(Object):
    """A headline or a description."""

    value: Text
    role: Text = ABSENT
    contenttype: Text = ABSENT


class Body(Words):
    charcount: Number = ABSENT
    wordcount: Number = ABSENT


class Concept(Object):
    """An event or an object: a name, a relation, an identifier."""

    name: Text = ABSENT
    rel: Text = ABSENT
    uri: Text = ABSENT
    literal: Text = ABSENT


class Person(Concept):
    contactinfo: list[ContactInfo] = ABSENT


class Symbol(Object):
    ticker: Text = ABSENT
    exchange: Text = ABSENT
    symboltype: Text = ABSENT
    symbol: Text = ABSENT


class Organisation(Person):
    symbols: list[Symbol] = ABSENT


class Place(Person):
    geojson: GeoJson = ABSENT


class Subject(Concept):
    creator: Text = ABSENT
    relevance: Percent = ABSENT
    confidence: Percent = ABSENT


class InfoSource(Object):
    name: Text = ABSENT
    role: Text = ABSENT
    uri: Text = ABSENT
    literal: Text = ABSENT
    contactinfo: list[ContactInfo] = ABSENT


class Genre(Object):
    name: Text = ABSENT
    uri: Text = ABSENT
    literal: Text = ABSENT


class AltId(Object):
    role: Text = ABSENT
    value: Text = ABSENT


class TrustIndicator(Object):
    role: Text = ABSENT
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
    name: Text
    href: Text = ABSENT
    contenttype: Text = ABSENT
    title: Text = ABSENT
    height: Number = ABSENT
    width: Number = ABSENT
    sizeinbytes: Number = ABSENT
    duration: Number = ABSENT
    format: Text = ABSENT


class Item(Object):
    """A news object."""

    uri: Text
    type: Literal["text", "audio", "video", "picture", "graphic", "composite", "component"] = ABSENT
    representationtype: Literal["full", "partial"] = ABSENT
    profile: Text = ABSENT
    version: Text = ABSENT
    firstcreated: Text = ABSENT
    versioncreated: Text = ABSENT
    contentcreated: Text = ABSENT
    embargoed: Text = ABSENT
    pubstatus: PubStatus = ABSENT
    urgency: Number = ABSENT
    copyrightholder: Text = ABSENT
    copyrightnotice: Text = ABSENT
    usageterms: Text = ABSENT
    ednote: Text = ABSENT
    language: Text = ABSENT
    descriptions: list[Words] = ABSENT
    bodies: list[Body] = ABSENT
    headlines: list[Words] = ABSENT
    people: list[Person] = ABSENT
    organisations: list[Organisation] = ABSENT
    places: list[Place] = ABSENT
    subjects: list[Subject] = ABSENT
    events: list[Concept] = ABSENT
    objects: list[Concept] = ABSENT
    infosources: list[InfoSource] = ABSENT
    title: Text = ABSENT
    by: Text = ABSENT
    slugline: Text = ABSENT
    located: Text = ABSENT
    renditions: list[Rendition] = ABSENT
    associations: list[Association] = ABSENT
    altids: list[AltId] = ABSENT
    trustindicators: list[TrustIndicator] = ABSENT
    standard: Standard = ABSENT
    genres: list[Genre] = ABSENT
    expires: Text = since(2, 1)
    rightsinfo: RightsInfo = ABSENT
    digitalsourcetype: DigitalSourceType = since(2, 2)
    advices: list[Advice] = since(2, DEV)


class Association(Item):
    """A news object inside another one."""

    name: Text


Item.model_rebuild()
