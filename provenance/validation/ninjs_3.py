"""ninjs 3.0 and 3.1, as pydantic models; members are called as the standard calls them."""

from __future__ import annotations

from typing import Literal

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from provenance.validation.ninjs_parts import (
    ABSENT,
    DEV,
    Advice,
    DigitalSourceType,
    GeoJson,
    Integer,
    Number,
    Object,
    Percent,
    PubStatus,
    Standard,
    Text,
    TruncatedDate,
    Urgency,
    since,
)

Kind = Literal["text", "audio", "video", "picture", "graphic", "composite", "component", "event", "planning"]


class Address(Object):
    lines: list[Text] = ABSENT
    locality: Text = ABSENT
    area: Text = ABSENT
    postalCode: Text = ABSENT
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
    contentType: Text = ABSENT


class Body(Words):
    charCount: Integer = ABSENT
    wordCount: Integer = ABSENT


class Concept(Object):
    """An object: a name, a relation, an identifier."""

    name: Text = ABSENT
    rel: Text = ABSENT
    uri: Text = ABSENT
    literal: Text = ABSENT


class Person(Concept):
    contactInfo: list[ContactInfo] = ABSENT


class Symbol(Object):
    exchange: Text = ABSENT
    symbolType: Text = ABSENT
    symbol: Text = ABSENT


class Organisation(Person):
    symbols: list[Symbol] = ABSENT


class Place(Person):
    geoJSON: GeoJson = ABSENT


class Subject(Concept):
    creator: Text = ABSENT
    relevance: Percent = ABSENT
    confidence: Percent = ABSENT


class Event(Concept):
    id: Text = ABSENT


class InfoSource(Object):
    name: Text = ABSENT
    role: Text = ABSENT
    uri: Text = ABSENT
    literal: Text = ABSENT
    contactInfo: list[ContactInfo] = ABSENT


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
    one_of = ("linkedRights", "encodedRights")
    langId: Text = ABSENT
    linkedRights: Text = ABSENT
    encodedRights: Text = ABSENT


class PointOfInterest(Object):
    x: Integer = ABSENT
    y: Integer = ABSENT


class Rendition(Object):
    name: Text
    href: Text = ABSENT
    contentType: Text = ABSENT
    title: Text = ABSENT
    width: Integer = ABSENT
    height: Integer = ABSENT
    sizeInBytes: Integer = ABSENT
    duration: Number = ABSENT
    format: Text = ABSENT
    aspectRatio: Text = ABSENT
    videoCodec: Text = ABSENT
    frameRate: Number = ABSENT
    poi: PointOfInterest = ABSENT
    transportProtocol: Text = ABSENT
    scanType: Literal["progressive", "interlaced"] = ABSENT
    bitrate: Text = ABSENT


# -- events and planning


class RecurrenceRule(Object):
    frequency: Literal["secondly", "minutely", "hourly", "daily", "weekly", "monthly", "yearly"] = ABSENT
    interval: Integer = ABSENT
    until: Text = ABSENT
    count: Integer = ABSENT


class Recurrence(Object):
    """When something comes again; 3.1's schema asks for dates that are list and string at once, and means a list."""

    recurrenceDates: list[TruncatedDate] = ABSENT
    recurrenceRules: list[RecurrenceRule] = ABSENT


class Dates(Object):
    """When something happens; of the start or of the end exactly one of two forms must be there."""

    startDate: Text = ABSENT
    endDate: Text = ABSENT
    expectedStartDate: TruncatedDate = ABSENT
    expectedEndDate: TruncatedDate = ABSENT
    expectedDuration: Text = ABSENT
    recurrence: Recurrence = ABSENT

    @model_validator(mode="after")
    def _one_start_or_end(self) -> Dates:
        there = self.model_fields_set
        if ("startDate" in there) == ("expectedStartDate" in there):
            if ("endDate" in there) == ("expectedEndDate" in there):
                expected = "one of startDate, expectedStartDate, or one of endDate, expectedEndDate; not both"
                raise PydanticCustomError("expected", "{expected}", {"expected": expected})
        return self


class EventDetails(Object):
    eventStatus: Text = ABSENT
    plannedCoverageStatus: Text = ABSENT
    dates: Dates = ABSENT
    organiser: Organisation = ABSENT


class Reference(Object):
    name: Text = ABSENT
    value: Text = ABSENT


class Commissioned(Object):
    by: Text = ABSENT
    on: Text = ABSENT
    references: list[Reference] = ABSENT


class Audience(Object):
    audience: Text = ABSENT
    significance: Integer = ABSENT


class ItemCount(Object):
    rangeFrom: Integer = ABSENT
    rangeTo: Integer = ABSENT


class PlannedCoverage(Object):
    uri: Text = ABSENT
    title: Text = ABSENT
    pubStatus: PubStatus = ABSENT
    type: Kind = ABSENT
    commissioned: Commissioned = ABSENT
    dates: Dates = ABSENT
    audiences: list[Audience] = ABSENT
    exclAudience: list[Text] = ABSENT
    edNote: Text = ABSENT
    urgency: Urgency = ABSENT
    language: Text = ABSENT
    itemCount: ItemCount = ABSENT
    wordCount: Integer = ABSENT
    renditions: list[Rendition] = ABSENT


class Item(Object):
    """A news object, an event or a plan."""

    uri: Text
    type: Kind = ABSENT
    representationType: Literal["full", "partial"] = ABSENT
    profile: Text = ABSENT
    version: Text = ABSENT
    firstCreated: Text = ABSENT
    versionCreated: Text = ABSENT
    contentCreated: Text = ABSENT
    embargoedUntil: Text = ABSENT
    pubStatus: PubStatus = ABSENT
    urgency: Urgency = ABSENT
    copyrightHolder: Text = ABSENT
    copyrightNotice: Text = ABSENT
    usageTerms: Text = ABSENT
    edNote: Text = ABSENT
    language: Text = ABSENT
    descriptions: list[Words] = ABSENT
    bodies: list[Body] = ABSENT
    headlines: list[Words] = ABSENT
    people: list[Person] = ABSENT
    organisations: list[Organisation] = ABSENT
    places: list[Place] = ABSENT
    subjects: list[Subject] = ABSENT
    events: list[Event] = ABSENT
    eventDetails: EventDetails = ABSENT
    plannedCoverage: list[PlannedCoverage] = ABSENT
    objects: list[Concept] = ABSENT
    infoSources: list[InfoSource] = ABSENT
    title: Text = ABSENT
    by: Text = ABSENT
    slugline: Text = ABSENT
    located: Text = ABSENT
    renditions: list[Rendition] = ABSENT
    associations: list[Association] = ABSENT
    altIds: list[AltId] = ABSENT
    trustIndicators: list[TrustIndicator] = ABSENT
    standard: Standard = ABSENT
    genres: list[Genre] = ABSENT
    expires: Text = ABSENT
    rightsInfo: RightsInfo = ABSENT
    digitalSourceType: DigitalSourceType = since(3, 1)
    advices: list[Advice] = since(3, DEV)


class Association(Item):
    """A news object inside another one."""

    name: Text
    rel: Text = ABSENT


Item.model_rebuild()
