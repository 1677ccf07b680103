"""What the models of ninjs 1.x, 2.x and 3.x share: types, versions, GeoJSON.

The models say what the IPTC's JSON Schemas say (draft-03 to 2020-12). Those name formats (``uri``,
``date-time``) that their own test suite does not hold anyone to: a text is a text. JSON's ``null`` is
never the same as a member that is not there.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, model_validator
from pydantic_core import PydanticCustomError

#: The value of a member that is not there; no validator sees it.
ABSENT: Any = None
#: Where members whose names follow a pattern are kept in a model; no member is called so.
PATTERNED = "\0patterned"
#: A version of the standard as two numbers; the development branch of a major comes after all of its versions.
Version = tuple[int, int]
DEV = 99


def since(major: int, minor: int) -> Any:
    """A member that may be absent and that earlier versions of its major do not know."""
    return Field(default=None, json_schema_extra={"since": [major, minor]})


def _expect(expected: str, found: Any, good: bool) -> Any:
    if not good:
        raise PydanticCustomError("expected", "{expected}", {"expected": expected})
    return found


def _text(value: Any) -> Any:
    return _expect("a string", value, isinstance(value, str))


def _number(value: Any) -> Any:
    return _expect("a number", value, isinstance(value, (int, float)) and not isinstance(value, bool))


def _whole(value: Any) -> bool:
    """Whether *value* is an integer as JSON Schema has it since draft-06: 1.0 is one."""
    whole = isinstance(value, int) or (isinstance(value, float) and value.is_integer())
    return whole and not isinstance(value, bool)


def _integer(value: Any) -> Any:
    return _expect("a whole number", value, _whole(value))


def _percent(value: Any) -> Any:
    return _expect("a whole number from 0 to 100", value, _whole(value) and 0 <= value <= 100)


def _urgency(value: Any) -> Any:
    return _expect("a whole number from 1 to 9", value, _whole(value) and 1 <= value <= 9)


_TRUNCATED = re.compile(
    r"-?(?:[1-9][0-9]*)?[0-9]{4}(?:-(?:1[0-2]|0[1-9])(?:-(?:3[01]|0[1-9]|[12][0-9])"
    r"(?:T(?:2[0-3]|[01][0-9]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?(?:Z|[+-](?:2[0-3]|[01][0-9]):[0-5][0-9])?)?)?)?"
)


def _truncated(value: Any) -> Any:
    good = isinstance(value, str) and _TRUNCATED.fullmatch(value.removesuffix("\n")) is not None
    return _expect("a date or an instant that may be cut off from the right, such as 2030-05", value, good)


Text = Annotated[Any, BeforeValidator(_text)]
Number = Annotated[Any, BeforeValidator(_number)]
Integer = Annotated[Any, BeforeValidator(_integer)]
Percent = Annotated[Any, BeforeValidator(_percent)]
Urgency = Annotated[Any, BeforeValidator(_urgency)]
TruncatedDate = Annotated[Any, BeforeValidator(_truncated)]
PubStatus = Literal["usable", "withheld", "canceled"]


class Object(BaseModel):
    """A JSON object with no other members than these.

    ``one_of``: members of which exactly one must be there. ``patterns``: what the names of further
    members begin with, as regular expressions, and the version that brought them.
    """

    model_config = ConfigDict(extra="forbid", strict=True, protected_namespaces=())
    one_of: ClassVar[tuple[str, ...]] = ()
    patterns: ClassVar[dict[str, Version]] = {}

    @model_validator(mode="before")
    @classmethod
    def _gather(cls, data: Any) -> Any:
        """Put members whose names follow a pattern under one name."""
        if not cls.patterns or not isinstance(data, dict):
            return data
        plain: dict[str, Any] = {}
        patterned: dict[str, Any] = {}
        for name, value in data.items():
            fits = any(re.match(pattern, name) for pattern in cls.patterns)
            (patterned if fits else plain)[name] = value
        if PATTERNED in plain:
            plain[f"{PATTERNED} "] = plain.pop(PATTERNED)
        return {**plain, PATTERNED: patterned} if patterned else plain

    @model_validator(mode="after")
    def _exactly_one(self) -> Object:
        if self.one_of and len(self.model_fields_set.intersection(self.one_of)) != 1:
            names = ", ".join(self.one_of)
            raise PydanticCustomError("expected", "{expected}", {"expected": f"exactly one of {names}"})
        return self


class Standard(Object):
    """What an item says it is valid against."""

    name: Text = ABSENT
    version: Text = ABSENT
    schema_: Text = Field(default=None, alias="schema")


class DigitalSourceType(Object):
    """How the content came about."""

    name: Text = ABSENT
    uri: Text = ABSENT
    literal: Text = ABSENT


class Coded(Object):
    """Something that a vocabulary of the development branch names by a code."""

    code: Text = ABSENT
    scheme: Text = ABSENT


class Environment(Coded):
    """As :class:`Coded`, and whatever else."""

    model_config = ConfigDict(extra="allow")


class Advice(Object):
    """Advice to whoever receives the item (development branch only)."""

    role: Literal["publish"] = ABSENT
    environments: list[Environment] = ABSENT
    importance: Coded = ABSENT
    lifetime: Coded = ABSENT


# -- GeoJSON (RFC 7946), as its schema at geojson.org has it

Position = Annotated[list[Number], Field(min_length=2)]
Ring = Annotated[list[Position], Field(min_length=4)]
Line = Annotated[list[Position], Field(min_length=2)]


class _Geo(BaseModel):
    model_config = ConfigDict(extra="allow", strict=True)
    bbox: Annotated[list[Number], Field(min_length=4)] = ABSENT


class Point(_Geo):
    type: Literal["Point"]
    coordinates: Position


class MultiPoint(_Geo):
    type: Literal["MultiPoint"]
    coordinates: list[Position]


class LineString(_Geo):
    type: Literal["LineString"]
    coordinates: Line


class MultiLineString(_Geo):
    type: Literal["MultiLineString"]
    coordinates: list[Line]


class Polygon(_Geo):
    type: Literal["Polygon"]
    coordinates: list[Ring]


class MultiPolygon(_Geo):
    type: Literal["MultiPolygon"]
    coordinates: list[list[Ring]]


_Simple = Point | MultiPoint | LineString | MultiLineString | Polygon | MultiPolygon


class GeometryCollection(_Geo):
    type: Literal["GeometryCollection"]
    geometries: list[Annotated[_Simple, Discriminator("type")]]


_Geometry = Annotated[_Simple | GeometryCollection, Discriminator("type")]


def _identity(value: Any) -> Any:
    return _expect("a string or a number", value, isinstance(value, (str, int, float)) and not isinstance(value, bool))


class Feature(_Geo):
    type: Literal["Feature"]
    id: Annotated[Any, BeforeValidator(_identity)] = ABSENT
    properties: dict[str, Any] | None
    geometry: _Geometry | None


class FeatureCollection(_Geo):
    type: Literal["FeatureCollection"]
    features: list[Feature]


GeoJson = Annotated[_Simple | GeometryCollection | Feature | FeatureCollection, Discriminator("type")]
