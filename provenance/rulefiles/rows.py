"""Columns of data sets: ``rules/rows/names.yaml``."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from provenance.errors import RuleFileError
from provenance.metadata_names import fold_name
from provenance.rulefiles.source import load, validate

FILE = Path("rows") / "names.yaml"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class Composed(_Strict):
    """A field that two columns say together."""

    from_: list[str] = Field(alias="from", min_length=1, description="Columns that say the kind.")
    version: list[str] = Field(default=[], description="Columns that say the version.")
    kinds: dict[str, str] = Field(description="What the first column says: what the field then holds.")


class Example(_Strict):
    """A row, the licence it declares, and the column that makes it doubtful; they are tests."""

    row: dict[str, Any] = Field(description="A row: column and value.")
    license: str = Field(description="The licence it declares.")
    doubt: str | None = Field(default=None, description="The column that makes it doubtful.")


class RowsFile(_Strict):
    """``rules/rows/names.yaml``."""

    text: list[str] = Field(min_length=1, description="Columns that hold the text; the first that is there counts.")
    html: list[str] = Field(default=[], description="Columns that hold a page.")
    fields: dict[str, list[str]] = Field(default={}, description="Canonical field: more columns that hold it.")
    composed: dict[str, Composed] = Field(default={}, description="Field: the columns that say it together.")
    doubts: list[dict[str, str | bool]] = Field(
        default=[], description="Column and value that make a declared licence one that a person must look at."
    )
    examples: list[Example] = Field(min_length=1, description="Its tests.")


def load_rows(root: Path) -> dict[str, Any]:
    """The columns below *root* as plain data, names folded for comparing.

    Keys: ``text``, ``html``, ``names`` (folded column -> canonical field), ``composed`` (field -> ``from``,
    ``version``, ``kinds``), ``doubts`` (each a mapping of folded column -> value in lower case).

    Raises:
        RuleFileError: a schema fault, or a column that two fields claim.
    """
    path = root / FILE
    if not path.is_file():
        return {"text": [], "html": [], "names": {}, "composed": {}, "doubts": []}
    tree = load(path)
    rules = validate(tree, RowsFile)
    names: dict[str, str] = {}
    for canonical, columns in rules.fields.items():
        for at, column in enumerate(columns):
            if names.setdefault(fold_name(column), canonical) != canonical:
                place = tree.place(("fields", canonical, at))
                raise RuleFileError(place, f"“{column}” is already a column of {names[fold_name(column)]}")
    return {
        "text": list(map(fold_name, rules.text)),
        "html": list(map(fold_name, rules.html)),
        "names": names,
        "composed": {
            field: {
                "from": list(map(fold_name, rule.from_)),
                "version": list(map(fold_name, rule.version)),
                "kinds": {kind.lower(): value for kind, value in rule.kinds.items()},
            }
            for field, rule in rules.composed.items()
        },
        "doubts": [
            {fold_name(column): str(value).lower() for column, value in doubt.items()} for doubt in rules.doubts
        ],
    }


@lru_cache(maxsize=1)
def shipped_rows() -> dict[str, Any]:
    """The columns of the rules that ship with the package, for readers that nobody gave others."""
    from provenance.rulefiles.pack import rules_root

    return load_rows(rules_root())
