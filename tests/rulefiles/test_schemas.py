"""JSON Schemas: the committed ones are current, every shipped file keeps to its own, each key is explained."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from provenance.rulefiles import PLACES, SCHEMAS
from provenance.rulefiles.schemas import is_ours, json_schema, kind_of, written
from provenance.rulefiles.source import load
from tests.rulefiles.pack_samples import PACK, agency, folder, policy

ROOT = Path(__file__).resolve().parents[2]
RULES, DOCS = ROOT / "rules", ROOT / "docs" / "schemas"
FILES = [path for path in sorted(RULES.rglob("*.yaml")) if path.parent.name != "starters"]


@pytest.fixture(scope="module")
def validators() -> dict[str, Draft7Validator]:
    return {kind: Draft7Validator(json_schema(kind)) for kind in SCHEMAS}


@pytest.mark.parametrize("kind", SCHEMAS)
def test_the_committed_schema_is_current(kind: str) -> None:
    path = DOCS / f"{kind}.json"
    assert path.is_file(), "run: provenance rules schema --write docs/schemas"
    assert path.read_text(encoding="utf-8") == written(kind), "run: provenance rules schema --write docs/schemas"
    assert is_ours(path)


def test_no_schema_is_left_over() -> None:
    assert {path.stem for path in DOCS.iterdir()} == set(SCHEMAS)


@pytest.mark.parametrize("kind", SCHEMAS)
def test_a_schema_is_one_and_explains_every_key(kind: str) -> None:
    schema = json_schema(kind)
    Draft7Validator.check_schema(schema)
    assert schema["description"]
    assert [name for name, key in keys(schema) if not key.get("description")] == []
    assert not any(word in written(kind) for word in ('"$defs"', '"null"', "``", ":class:"))


def keys(node: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every key that a schema describes."""
    if isinstance(node, dict):
        if isinstance(node.get("properties"), dict):
            yield from node["properties"].items()
        for inner in node.values():
            yield from keys(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from keys(inner)


def test_every_shipped_file_keeps_to_its_schema(validators: dict[str, Draft7Validator]) -> None:
    wrong = []
    for path in FILES:
        kind = kind_of(path.relative_to(RULES))
        assert kind is not None, f"{path}: say in PLACES what kind of file it is"
        faults = validators[kind].iter_errors(load(path).data)
        wrong += [f"{path}: {fault.json_path}: {fault.message[:200]}" for fault in faults]
    assert wrong == []


def test_every_place_is_of_a_kind() -> None:
    assert set(PLACES.values()) <= set(SCHEMAS)


@pytest.mark.parametrize(
    ("kind", "old", "new"),
    [
        ("policy", "severity: error", "severity: loud"),
        ("policy", "severity: error", "sverity: error"),
        ("policy", "when: {problem: [unreadable]}", "when: {problem: [a], missing: true}"),
        ("policy", "when: {problem: [unreadable]}", "when: {statement: {acts: {any_of: [fly]}}}"),
        ("policy", "when: {problem: [unreadable]}", "when: {pattern: {find: a, timeout: 99}}"),
        ("policy", "flags: [{problem: unreadable}]", "flags: []"),
        ("agency", "languages: [en]", "languages: en"),
        ("pack", "licence: CC-BY-4.0", "license: CC-BY-4.0"),
    ],
)
def test_editors_flag_what_we_refuse(
    tmp_path: Path, validators: dict[str, Draft7Validator], kind: str, old: str, new: str
) -> None:
    sound = {"policy": policy(), "agency": agency(), "pack": PACK}[kind]
    assert old in sound
    for text, valid in ((sound, True), (sound.replace(old, new), False)):
        data = load(folder(tmp_path, {"x.yaml": text}) / "x.yaml").data
        assert validators[kind].is_valid(data) is valid


def test_the_schema_of_a_lexicon_knows_the_concepts(validators: dict[str, Draft7Validator]) -> None:
    forms = {"publish": ["put~"], "neg+may": ["cannot"]}
    lexicon: dict[str, Any] = {"language": "en", "name": "English", "forms": forms}
    assert validators["lexicon"].is_valid(lexicon)
    assert not validators["lexicon"].is_valid({**lexicon, "forms": {"pubish": ["x"]}})
    told = json_schema("lexicon")["properties"]["forms"]["properties"]
    assert "republish" in told["publish"]["description"]


def test_listed_words_are_explained() -> None:
    listed = [node for kind in ("policy", "use") for node in enums(json_schema(kind)) if len(node["enum"]) > 2]
    assert len(listed) > 10
    silent = [node["enum"] for node in listed if len(node.get("enumDescriptions", ())) != len(node["enum"])]
    assert silent == [], "say what each word means in provenance/rulefiles/words.py"


def enums(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        if "enum" in node:
            yield node
        for inner in node.values():
            yield from enums(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from enums(inner)


def test_the_schema_is_json() -> None:
    assert json.loads(written("policy")) == json_schema("policy")
