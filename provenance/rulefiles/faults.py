"""What pydantic found wrong with a rule file, said to the person who wrote it: where, what is expected, what to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, get_args

from provenance.errors import RuleFileError

if TYPE_CHECKING:
    from pydantic import BaseModel, ValidationError

    from provenance.rulefiles.source import Key, Tree

#: The longest list of names that is shown.
_SHOWN = 30


def rule_file_error(tree: Tree, model: type[BaseModel], error: ValidationError, key: Key = ()) -> RuleFileError:
    """The first fault in *tree* (or its part at *key*) by its line, and how many more there are."""
    found: dict[Key, Mapping[str, Any]] = {}
    for fault in error.errors(include_url=False):
        found.setdefault(_located(tree, key, fault["loc"]), {**fault})
    # what is missing comes last: it may be there under a wrong name
    located = min(found, key=lambda at: (found[at]["type"] == "missing", tree.key_place(at).line, -len(at)))
    first = found[located]
    name = ".".join(str(part) for part in located) or "the file"
    said, hint = _said(model, first, located[len(key) :])
    more = f" ({len(found) - 1} more)" if len(found) > 1 else ""
    place = tree.key_place if first["type"] in ("extra_forbidden", "missing") else tree.place
    return RuleFileError(place(located), f"{name}: {said}{more}", hint=hint)


def _located(tree: Tree, key: Key, loc: Sequence[str | int]) -> Key:
    """The place of a fault in the file: without the names that pydantic gives to the members of a union."""
    located = key
    for number, part in enumerate(loc):
        if (*located, part) in tree.places or (number == len(loc) - 1 and isinstance(part, str) and "[" not in part):
            located = (*located, part)
    return located


def _said(model: type[BaseModel], fault: Mapping[str, Any], at: Key) -> tuple[str, str | None]:
    kind, found, context = fault["type"], fault.get("input"), fault.get("ctx") or {}
    if kind == "extra_forbidden":
        return "unknown key", _unknown(str(at[-1]), sorted(_keys(model, at[:-1])))
    if kind == "missing":
        return "missing", f"Add a line “{at[-1]}: …”." if at else None
    if kind == "literal_error":
        return f"{_shown(found)} is none of {context['expected']}", _near(str(found), context["expected"])
    if kind == "string_type" and isinstance(found, (int, float)):
        return f"text is expected; found {_shown(found)}", f'Put it in quotes: "{_shown(found)}".'
    if kind in ("list_type", "set_type", "tuple_type") and not isinstance(found, Mapping):
        return f"a list is expected; found {_shown(found)}", f"Write it in brackets: [{_shown(found)}]."
    if kind in ("model_type", "dict_type", "model_attributes_type"):
        return f"keys with values are expected; found {_shown(found)}", "Write them as “key: value”."
    if kind == "string_pattern_mismatch":
        return f"{_shown(found)} has not the form {context['pattern']}", _description(model, at)
    message = str(fault["msg"]).removeprefix("Value error, ")
    return (message if isinstance(found, (Mapping, list)) else f"{message}; found {_shown(found)}"), None


def _shown(found: Any) -> str:
    if found is None:
        return "nothing"
    text = str(found).lower() if isinstance(found, bool) else str(found)
    return text if len(text) <= 80 else f"{text[:79]}…"


def _unknown(name: str, known: Sequence[str]) -> str:
    near = get_close_matches(name, known, n=2, cutoff=0.6)
    if near:
        return "Did you mean " + " or ".join(f"“{one}”" for one in near) + "?"
    return f"Known keys: {', '.join(known[:_SHOWN])}" if known else "No key is expected here."


def _near(found: str, expected: str) -> str | None:
    names = [part for i, part in enumerate(expected.split("'")) if i % 2]
    near = get_close_matches(found, names, n=2, cutoff=0.6)
    return "Did you mean " + " or ".join(f"“{one}”" for one in near) + "?" if near else None


def _keys(model: type[BaseModel], at: Key) -> set[str]:
    """The keys that may stand at *at*, as they are written in the file."""
    return {info.alias or name for one in _models_at(model, at) for name, info in one.model_fields.items()}


def _description(model: type[BaseModel], at: Key) -> str | None:
    for one in _models_at(model, at[:-1]):
        for name, info in one.model_fields.items():
            if at and (info.alias or name) == at[-1]:
                return info.description
    return None


def _models_at(model: type[BaseModel], at: Key) -> list[type[BaseModel]]:
    """The models that describe the value at *at* of what *model* describes."""
    models = [model]
    for part in at:
        if isinstance(part, int):
            continue
        annotations = [
            info.annotation for one in models for name, info in one.model_fields.items() if part in (name, info.alias)
        ]
        models = [inner for annotation in annotations for inner in _inner(annotation)] or models
    return list(dict.fromkeys(models))


def _inner(annotation: Any) -> Iterator[type[BaseModel]]:
    """The models inside ``list[X]``, ``X | None``, ``dict[str, X]`` and the like."""
    from pydantic import BaseModel

    if isinstance(annotation, type) and not get_args(annotation) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _inner(argument)
