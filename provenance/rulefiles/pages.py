"""Places on a web page: ``rules/pages/places.yaml``."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from provenance.errors import RuleFileError
from provenance.rulefiles.source import load, validate


class Place(BaseModel):
    """One kind of place, and the names of elements, classes, ids and roles that mark it."""

    model_config = ConfigDict(extra="forbid")

    description: str = Field(description="What stands in such a place.")
    near: int | Literal["all"] = Field(description="How many names away from the words it may stand.")
    names: list[str] = Field(min_length=1, description="Names that mark it: a word, ~end, begin~ or ~part~ of one.")
    beats: list[str] = Field(default=[], description="Places it overrides although they stand nearer.")
    treated_as: str | None = Field(default=None, alias="as", description="The place that it is reported as.")


class PlacesFile(BaseModel):
    """``rules/pages/places.yaml``."""

    model_config = ConfigDict(extra="forbid")

    places: dict[str, Place] = Field(description="The kinds of places, by name.")


def load_pages(root: Path) -> dict[str, Any]:
    """Place → its names by kind of comparison, as plain data.

    Raises:
        RuleFileError: a schema fault, or a ``beats`` or ``as`` that names no place.
    """
    path = root / "pages" / "places.yaml"
    if not path.is_file():
        return {}
    tree = load(path)
    places = validate(tree, PlacesFile).places
    for name, place in places.items():
        for other in (*place.beats, *([place.treated_as] if place.treated_as else [])):
            if other not in places:
                raise RuleFileError(
                    tree.place(("places", name)), f"there is no place “{other}”", hint="Known: " + ", ".join(places)
                )
    return {
        name: {
            "near": -1 if place.near == "all" else place.near,
            "beats": place.beats,
            "as": place.treated_as or name,
            "names": [word.lower() for word in place.names],
        }
        for name, place in places.items()
    }
