"""The table of fields: its own examples, and what is refused at which line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from provenance.document import Field
from provenance.errors import RuleFileError
from provenance.metadata import understand
from provenance.metadata_schema import Article
from provenance.rulefiles.fields import load_fields
from provenance.rulefiles.source import load

RULES = Path(__file__).resolve().parents[2] / "rules"
TABLE = load_fields(RULES)
WRITTEN = {
    name: rule
    for path in sorted(RULES.glob("fields/*.yaml"))
    for name, rule in load(path).data.get("fields", {}).items()
}
EXAMPLES = [
    (name, kind, value)
    for name, rule in WRITTEN.items()
    for kind in ("valid", "invalid")
    for value in rule["examples"][kind]
]


@pytest.mark.parametrize(("name", "kind", "value"), EXAMPLES)
def test_examples_of_the_rule_files(name: str, kind: str, value: Any) -> None:
    metadata = understand([Field(name, value, f"front matter: {name}", 2)], TABLE)
    assert bool(metadata.faults) == (kind == "invalid")


@pytest.mark.parametrize(
    ("alias", "name"), [(alias, name) for name, rule in WRITTEN.items() for alias in rule["aliases"]]
)
def test_every_alias_leads_to_its_field(alias: str, name: str) -> None:
    metadata = understand([Field(alias, "x", f"front matter: {alias}", 2)], TABLE)
    assert [entry.canonical for entry in metadata.declared] == ([name] if name != "self_declared" else [])
    assert bool(metadata.self_declared) == (name == "self_declared")


def test_every_field_of_an_article_is_described_and_typed() -> None:
    assert set(Article.model_fields) == set(TABLE["fields"])


def test_the_table_is_plain_json() -> None:
    assert json.loads(json.dumps(TABLE)) == TABLE


TYPES = """\
types:
  text: {expected: words}
  person: {expected: a name}
"""
FIELD = "{{type: {type}, description: d, aliases: [{alias}], examples: {{valid: [x], invalid: []}}{more}}}"


def folder(tmp_path: Path, *fields: str) -> Path:
    (tmp_path / "fields").mkdir()
    (tmp_path / "fields" / "a.yaml").write_text(
        TYPES + "fields:\n" + "".join(f"  {field}\n" for field in fields), encoding="utf-8"
    )
    return tmp_path


def one(name: str, kind: str = "text", alias: str = "", more: str = "") -> str:
    return f"{name}: " + FIELD.format(type=kind, alias=alias or name, more=more)


@pytest.mark.parametrize(
    ("fields", "line", "says"),
    [
        ([one("title"), one("desk", alias="Title")], 6, "already a name of title"),
        ([one("title", kind="person")], 5, "title is text, not person"),
        ([one("title", kind="novel")], 5, "novel is no type"),
        ([one("title", more=", colour: red")], 5, "unknown key"),
        ([one("title", more=", or: [nobody]")], 5, "there is no field nobody"),
        ([one("title", more=", acts: [fly]")], 5, "“fly” is no act"),
        ([one("title", more=", states: poetry")], 5, "states"),
    ],
)
def test_a_broken_table_is_refused_at_its_line(tmp_path: Path, fields: list[str], line: int, says: str) -> None:
    with pytest.raises(RuleFileError) as caught:
        load_fields(folder(tmp_path, *fields))
    assert caught.value.place.line == line
    assert says in caught.value.message


def test_a_house_may_add_a_field_of_its_own(tmp_path: Path) -> None:
    table = load_fields(folder(tmp_path, one("desk", more=", required: true")))
    metadata = understand(
        [Field("Desk", "City", "front matter: Desk", 2), Field("desk", True, "front matter: desk", 3)], table
    )
    assert (metadata.first("desk"), [fault.line for fault in metadata.faults], metadata.missing) == ("City", [3], [])


def test_a_folder_without_fields_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(RuleFileError, match="no rule files"):
        load_fields(tmp_path)
