"""The objects of a SARIF 2.1.0 log that we write, named as the standard names them."""

from __future__ import annotations

from typing import Any, NotRequired, TypedDict


class Text(TypedDict):
    """A ``message`` or ``multiformatMessageString``."""

    text: str
    markdown: NotRequired[str]


class Configuration(TypedDict):
    """A ``reportingConfiguration``."""

    level: str


class Rule(TypedDict):
    """A ``reportingDescriptor``."""

    id: str
    name: str
    shortDescription: Text
    fullDescription: Text
    help: Text
    helpUri: NotRequired[str]
    defaultConfiguration: Configuration
    properties: dict[str, Any]


class ArtifactLocation(TypedDict):
    """``artifactLocation``: *uri* is relative to the root of the repository where *uriBaseId* says so."""

    uri: str
    uriBaseId: NotRequired[str]


class Region(TypedDict):
    """``region``: hosts want the first four, so that the first four are always there."""

    startLine: int
    startColumn: int
    endLine: int
    endColumn: int
    charOffset: NotRequired[int]
    charLength: NotRequired[int]


class PhysicalLocation(TypedDict):
    """``physicalLocation``."""

    artifactLocation: ArtifactLocation
    region: Region


class LogicalLocation(TypedDict):
    """``logicalLocation``: the part of a file that holds several documents, or the pointer into its metadata."""

    fullyQualifiedName: str
    kind: str


class Location(TypedDict):
    """``location``."""

    physicalLocation: PhysicalLocation
    id: NotRequired[int]
    logicalLocations: NotRequired[list[LogicalLocation]]
    message: NotRequired[Text]


class Suppression(TypedDict):
    """``suppression``: a waiver."""

    kind: str
    status: str
    justification: str
    properties: NotRequired[dict[str, Any]]


class Result(TypedDict):
    """``result``: one finding."""

    ruleId: str
    ruleIndex: int
    level: str
    message: Text
    locations: list[Location]
    partialFingerprints: dict[str, str]
    properties: dict[str, Any]
    relatedLocations: NotRequired[list[Location]]
    suppressions: NotRequired[list[Suppression]]
    baselineState: NotRequired[str]
