"""JSON Schemas of rule files, made from their pydantic models, for editors that complete and explain.

Draft 7, since that is what the YAML language server of editors reads. Beside the models' own descriptions they
hold what is data: the concepts of the grammar as keys of a lexicon, and what each listed word means
(``enumDescriptions``, which editors show).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from fnmatch import fnmatchcase
from importlib import import_module
from pathlib import Path, PurePath
from typing import Any

from provenance.rulefiles import PLACES, SCHEMAS
from provenance.rulefiles.pack import rules_root
from provenance.rulefiles.words import meanings

_DRAFT = "http://json-schema.org/draft-07/schema#"
#: By this a schema that we wrote is known again, and may be written anew.
WRITTEN = "Written by “provenance rules schema --write”; do not edit."


def kind_of(inside: PurePath) -> str | None:
    """What kind of file lies at the path *inside* a folder of rules."""
    for glob, kind in PLACES.items():
        if len(PurePath(glob).parts) == len(inside.parts) and fnmatchcase(inside.as_posix(), glob):
            return kind
    return None


def json_schema(kind: str) -> dict[str, Any]:
    """The JSON Schema of a kind of file (a key of :data:`provenance.rulefiles.SCHEMAS`)."""
    module, _, name = SCHEMAS[kind].partition(":")
    made: dict[str, Any] = getattr(import_module(module), name).model_json_schema(by_alias=True)
    schema = _tidied(made)
    if kind == "lexicon":
        schema["properties"]["forms"].update(_concepts())
    described = {key: value for key, value in schema.items() if key != "definitions"}
    described["description"] = _plain(str(schema.get("description", "")))
    definitions = {"definitions": schema["definitions"]} if "definitions" in schema else {}
    head = {"$schema": _DRAFT, "$id": f"urn:provenance-check:{kind}", "$comment": WRITTEN, "title": kind}
    return {**head, **described, **definitions}


def written(kind: str) -> str:
    """The schema as the text of its file."""
    return json.dumps(json_schema(kind), indent=1, ensure_ascii=False) + "\n"


def _tidied(node: Any, *, named: bool = False) -> Any:
    """Without what a model's schema says for machines only: made-up titles, nulls, names of draft 2020-12.

    *named*: the keys of *node* are names of properties, not words of JSON Schema.
    """
    if isinstance(node, list):
        return [_tidied(one) for one in node]
    if not isinstance(node, Mapping):
        return node.replace("#/$defs/", "#/definitions/") if isinstance(node, str) else node
    if named:
        return {key: _tidied(value) for key, value in node.items()}
    tidy: dict[str, Any] = {}
    for key, value in node.items():
        if key == "title" or (key == "default" and value is None):
            continue
        renamed = "definitions" if key == "$defs" else key
        tidy[renamed] = _tidied(value, named=key in ("properties", "$defs", "patternProperties"))
    _without_null(tidy)
    if "$ref" in tidy and len(tidy) > 1:  # in draft 7 nothing may stand beside a reference
        tidy["allOf"] = [{"$ref": tidy.pop("$ref")}]
    if "const" in tidy:
        tidy["enum"] = [tidy.pop("const")]
    if "enum" in tidy and (told := meanings(tidy["enum"])):
        tidy["enumDescriptions"] = told
    if "description" in tidy:
        tidy["description"] = _plain(tidy["description"])
    return tidy


def _without_null(node: dict[str, Any]) -> None:
    """A key that may be left out need not be offered as null."""
    options = [one for one in node.get("anyOf", ()) if one != {"type": "null"}]
    if len(options) == len(node.get("anyOf", ())):
        return
    if len(options) > 1:
        node["anyOf"] = options
        return
    del node["anyOf"]
    for key, value in options[0].items():
        node.setdefault(key, value)


def _plain(text: str) -> str:
    """Prose of a docstring as one line, without its markup."""
    text = re.sub(r":\w+:`~?\.?([^`]*)`", r"\1", text)
    return " ".join(text.replace("``", "").split())


def _concepts() -> dict[str, Any]:
    """The keys of a lexicon's forms: every concept with its explanation, and several joined."""
    from provenance.rulefiles.source import load

    groups: Mapping[str, Mapping[str, str]] = load(rules_root() / "grammar" / "concepts.yaml").data
    concepts = {name: told for group in groups.values() for name, told in group.items()}
    forms = {"type": "array", "items": {"type": "string"}}
    one = "|".join(re.escape(name).replace("\\", "") for name in concepts)
    return {
        "properties": {name: {**forms, "description": f"{told}."} for name, told in concepts.items()},
        "patternProperties": {f"^({one})(\\+({one}))+$": forms},
        "additionalProperties": False,
    }


def is_ours(path: Path) -> bool:
    """Whether the file at *path* is a schema that we wrote."""
    try:
        return bool(json.loads(path.read_text(encoding="utf-8")).get("$comment") == WRITTEN)
    except (OSError, ValueError, AttributeError):
        return False
