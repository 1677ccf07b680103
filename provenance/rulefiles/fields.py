"""The table of an article's fields (``rules/fields/*.yaml``), checked and as plain data."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from provenance.errors import Place, RuleFileError
from provenance.metadata_names import fold_name, token
from provenance.metadata_schema import TYPES, type_of
from provenance.rulefiles.source import Tree, load, validate
from provenance.rulefiles.words import Act
from provenance.vocabulary import ACTS

States = Literal[
    "nothing",
    "source",
    "holder",
    "year",
    "licence",
    "notice",
    "terms",
    "words",
    "credit",
    "unread",
    "expression",
    "embargo",
    "expiry",
    "status",
    "ai",
]
Says = Literal["open", "allowed", "reserved", "prohibited", "withdrawn", "unread"]
ScopeName = Literal["image", "site", "other"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


def _known_acts(acts: list[str]) -> list[str]:
    for act in acts:
        if act not in ACTS:
            raise ValueError(f"“{act}” is no act; the acts are {', '.join(ACTS)}")
    return acts


class TypeRule(_Strict):
    """What values of one type look like, and how a mapping carries them."""

    expected: str = Field(description="The words a person reads when a value is wrong.")
    parts: list[str] = Field(default=[], description="Keys under which a mapping carries the value.")
    weak: list[str] = Field(default=[], description="Parts that count only where nothing else is understood.")
    joined: list[list[str]] = Field(default=[], description="Keys whose values make up one name together.")


class TermRule(_Strict):
    """Listed values and what they say."""

    any_of: list[str] = Field(min_length=1, description="The listed values.")
    says: Says = Field(description="What they say.")
    acts: list[Act] = Field(default=[], description="The acts they are about.")
    scope: ScopeName | None = Field(default=None, description="What they are about, if not the text.")

    _acts = field_validator("acts")(_known_acts)


class FieldExamples(_Strict):
    """Values that are taken, and values that are faults; they are the tests of the field."""

    valid: list[Any] = Field(min_length=1, description="Values that are taken.")
    invalid: list[Any] = Field(description="Values that are faults.")


class FieldRule(_Strict):
    """One canonical field. The keys are explained at the top of ``rules/fields/article.yaml``."""

    type: str = Field(description="What its values are: a type of rules/fields/types.yaml.")
    description: str = Field(description="What the field says.")
    aliases: list[str] = Field(min_length=1, description="The names under which it is declared.")
    examples: FieldExamples = Field(description="Its tests.")
    required: bool = Field(default=False, description="Whether every article must declare it.")
    or_: list[str] = Field(default=[], alias="or", description="Fields of which one is enough instead.")
    states: States = Field(default="nothing", description="What its value says about rights.")
    closes: bool = Field(default=False, description="Whether it may only close, never open.")
    coded: bool = Field(default=False, description="Whether its values are codes of a list.")
    contains: bool = Field(default=False, description="Whether a listed value may stand inside a longer one.")
    scope: ScopeName | None = Field(default=None, description="What it is about, if not the text.")
    acts: list[Act] = Field(default=[], description="The acts it is about.")
    expected: str | None = Field(default=None, description="What a person reads when its value is wrong.")
    terms: list[TermRule] = Field(default=[], description="Listed values and what they say.")
    absent: list[str] = Field(default=[], description="Values that mean that nothing is declared.")
    open_ends: list[str] = Field(default=[], description="Words for an end that is open (present).")
    paths: list[str] = Field(default=[], description="Aliases under which a path on the same site is an address.")

    _acts = field_validator("acts")(_known_acts)


class FieldsFile(_Strict):
    """One file of ``rules/fields``; the files are read as one table."""

    types: dict[str, TypeRule] = Field(default={}, description="The types of values.")
    namespaces: list[str] = Field(default=[], description="Leading parts of a name that say nothing (dc.rights).")
    scopes: dict[ScopeName, list[str]] = Field(
        default={}, description="Parts of a name that move what follows away from the text."
    )
    fields: dict[str, FieldRule] = Field(default={}, description="Canonical name: the field.")


def load_fields(root: Path) -> dict[str, Any]:
    """Every ``fields/*.yaml`` below *root* as plain JSON data, names folded for comparing.

    Keys: ``types``, ``namespaces``, ``scopes`` (folded word -> scope), ``fields`` (canonical name
    -> rule) and ``index`` (folded alias -> canonical name).

    Raises:
        RuleFileError: at the line of an unknown key, type or field, or a name that two fields claim.
    """
    table: dict[str, Any] = {"types": {}, "namespaces": [], "scopes": {}, "fields": {}, "index": {}}
    trees = [load(path) for path in sorted(root.glob("fields/*.yaml"))]
    if not trees:
        raise RuleFileError(
            Place(str(root / "fields")), "no rule files for fields here", hint="Expected fields/*.yaml."
        )
    files = [(tree, validate(tree, FieldsFile)) for tree in trees]
    for tree, rules in files:
        _add_types(table, tree, rules)
    for tree, rules in files:
        for name, rule in rules.fields.items():
            _add_field(table, tree, name, rule)
    for tree, rules in files:
        _check_references(table, tree, rules)
    return table


def _twice(tree: Tree, key: tuple[str | int, ...], what: str) -> RuleFileError:
    return RuleFileError(tree.place(key), f"{what} stands here a second time", hint="Keep one of them.")


def _add_types(table: dict[str, Any], tree: Tree, rules: FieldsFile) -> None:
    for name, rule in rules.types.items():
        if name in table["types"]:
            raise _twice(tree, ("types", name), f"the type {name}")
        if name not in TYPES:
            raise RuleFileError(tree.place(("types", name)), f"{name} is no type", hint=f"Types: {', '.join(TYPES)}")
        table["types"][name] = {
            "expected": rule.expected,
            "parts": [fold_name(part) for part in [*rule.parts, *rule.weak]],
            "weak": [fold_name(part) for part in rule.weak],
            "joined": [[fold_name(piece) for piece in pieces] for pieces in rule.joined],
        }
    table["namespaces"] += [fold_name(name) for name in rules.namespaces]
    for scope, words in rules.scopes.items():
        for at, word in enumerate(words):
            if table["scopes"].setdefault(fold_name(word), scope) != scope:
                raise _twice(tree, ("scopes", scope, at), f"“{word}”")


def _add_field(table: dict[str, Any], tree: Tree, name: str, rule: FieldRule) -> None:
    if name in table["fields"]:
        raise _twice(tree, ("fields", name), f"the field {name}")
    place = tree.place(("fields", name, "type"))
    if rule.type not in table["types"]:
        known = ", ".join(table["types"])
        raise RuleFileError(place, f"{rule.type} is no type", hint=f"Types described here: {known}")
    if rule.type != (expected := type_of(name)):
        hint = "provenance.metadata_schema.Article says so; a field it does not name is text."
        raise RuleFileError(place, f"{name} is {expected}, not {rule.type}", hint=hint)
    data = rule.model_dump(by_alias=True, exclude={"aliases", "examples", "description"})
    data["absent"] = [token(word) for word in rule.absent]
    data["open_ends"] = [word.casefold() for word in rule.open_ends]
    data["paths"] = [fold_name(path) for path in rule.paths]
    for term in data["terms"]:
        term["any_of"] = [token(word) for word in term["any_of"]]
    table["fields"][name] = data
    _add_aliases(table, tree, name, rule)


def _add_aliases(table: dict[str, Any], tree: Tree, name: str, rule: FieldRule) -> None:
    for at, alias in enumerate([*rule.aliases, name]):
        folded = fold_name(alias)
        holder = table["index"].setdefault(folded, name)
        if holder != name or not folded:
            place = tree.place(("fields", name, "aliases", at))
            raise RuleFileError(place, f"“{alias}” is already a name of {holder}", hint="A name belongs to one field.")


def _check_references(table: dict[str, Any], tree: Tree, rules: FieldsFile) -> None:
    for name, rule in rules.fields.items():
        for at, other in enumerate(rule.or_):
            if other not in table["fields"]:
                place = tree.place(("fields", name, "or", at))
                raise RuleFileError(place, f"there is no field {other}", hint="Use a canonical name.")
