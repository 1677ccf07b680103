"""The keys that a schema knows at a place, to say what somebody may have meant."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, get_args

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pydantic import BaseModel


def hint_for(model: type[BaseModel], located: Sequence[str | int]) -> str:
    """What to write instead of the unknown key at *located*: the nearest ones, or all that are known there."""
    known = keys_at(model, located[:-1])
    near = get_close_matches(str(located[-1]) if located else "", known, n=3, cutoff=0.6)
    if near:
        return "Did you mean " + " or ".join(f"“{name}”" for name in near) + "?"
    return f"Known keys: {', '.join(known)}"


def keys_at(model: type[BaseModel], located: Sequence[str | int]) -> list[str]:
    """The keys of the table at *located*, as they are written in a file."""
    for part in located:
        fields = [field for name, field in model.model_fields.items() if part in (name, field.alias)]
        inner = next((found for field in fields for found in _models(field.annotation)), None)
        model = inner or model  # numbers of a list, and tags of a union, lead no further
    return sorted(field.alias or name for name, field in model.model_fields.items())


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    """The schemas in a type: ``list[Model]``, ``Model | None``."""
    from pydantic import BaseModel

    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models(inner)
