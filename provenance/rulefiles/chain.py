"""The chain of provenance (``rules/chain.yaml``) and the words that disclose a machine (``rules/disclosures.yaml``)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from provenance.errors import RuleFileError
from provenance.metadata_names import fold_name
from provenance.rulefiles.source import Tree, load, validate


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class RoleRule(_Strict):
    """One role of the chain and the names of the fields that fill it."""

    description: str = Field(description="What the role is.")
    fields: list[str] = Field(default=[], description="Names of fields that fill it.")


class Addresses(_Strict):
    """Fields that say where this copy stands, and where the original does."""

    own: list[str] = Field(description="Fields with the address of this copy.")
    canonical: list[str] = Field(description="Fields with the address of the original.")


class ChainFile(_Strict):
    """``rules/chain.yaml``: roles in the chain's order."""

    roles: dict[str, RoleRule] = Field(description="The roles, from where a text began to who shows it.")
    addresses: Addresses = Field(description="Fields that hold addresses of the text.")
    relations: list[str] = Field(description="Values of a link's rel that say from what a text was made.")


class Disclosure(_Strict):
    """Phrases of one language, in lower case."""

    says: list[str] = Field(min_length=1, description="Phrases that say that a machine made the text.")
    denies: list[str] = Field(default=[], description="Phrases that hold such a phrase and say that it did not.")


class DisclosuresFile(_Strict):
    """``rules/disclosures.yaml``: language tag → phrases."""

    disclosures: dict[str, Disclosure] = Field(description="Language tag: its phrases.")


def load_chain(root: Path) -> dict[str, Any]:
    """``order`` (the roles), ``names`` (folded name → role), ``own``, ``canonical`` and ``relations`` (folded).

    Raises:
        RuleFileError: a schema fault, or a name that two roles claim.
    """
    path = root / "chain.yaml"
    if not path.is_file():
        return {"order": [], "names": {}, "own": [], "canonical": [], "relations": []}
    tree = load(path)
    chain = validate(tree, ChainFile)
    return {
        "order": list(chain.roles),
        "names": _names(tree, chain),
        "own": [fold_name(name) for name in chain.addresses.own],
        "canonical": [fold_name(name) for name in chain.addresses.canonical],
        "relations": [fold_name(name) for name in chain.relations],
    }


def _names(tree: Tree, chain: ChainFile) -> dict[str, str]:
    names: dict[str, str] = {}
    for role, rule in chain.roles.items():
        for at, name in enumerate(rule.fields):
            if names.setdefault(fold_name(name), role) != role:
                place = tree.place(("roles", role, "fields", at))
                raise RuleFileError(place, f"“{name}” is already a name of {names[fold_name(name)]}")
    return names


def load_disclosures(root: Path) -> dict[str, list[str]]:
    """``says`` and ``denies``: the phrases of all languages, the longest first.

    Raises:
        RuleFileError: a schema fault.
    """
    path = root / "disclosures.yaml"
    languages = validate(load(path), DisclosuresFile).disclosures.values() if path.is_file() else ()
    return {
        "says": sorted({_plain(one) for each in languages for one in each.says}, key=len, reverse=True),
        "denies": sorted({_plain(one) for each in languages for one in each.denies}, key=len, reverse=True),
    }


def _plain(phrase: str) -> str:
    return " ".join(phrase.casefold().split())
