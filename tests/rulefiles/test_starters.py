"""``rules new``: a starter is refused while it has blanks, and holds once they are filled as it suggests."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

from provenance.cli.main import main
from provenance.errors import RuleFileError, UsageError
from provenance.examples import run_examples
from provenance.rulefiles.pack import Rules, load_rules
from provenance.rulefiles.source import parse
from provenance.rulefiles.starters import KINDS, starter

STARTERS = [
    ("policy", "harrow-clause"),
    ("agency", "HRW"),
    ("agency", "No"),
    ("agency", "Ajans Ö/1"),
    ("licence", "LicenseRef-Harrow"),
    ("use", "podcast"),
    ("language", "tlh"),
    ("language", "en"),
]


def filled(text: str) -> str:
    """Every blank with the example behind it."""
    lines = []
    for line in text.splitlines():
        if "___" in line.partition("#")[0]:
            (example,) = re.findall(r"# .*?e\.g\. (.*)$", line)
            line = line.replace("___", example, 1)
        lines.append(line)
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(("kind", "name"), STARTERS)
def test_a_starter_holds_once_its_blanks_are_filled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], kind: str, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["rules", "new", kind, name, "--into", "house"]) == 0
    own = Path(capsys.readouterr().out.splitlines()[-1].rpartition("test ")[2])
    assert own.exists()
    with pytest.raises(RuleFileError, match="a blank that is not filled in") as caught:
        load_rules([Path("house")])
    assert Path(caught.value.place.path).is_file()
    files = [path for path in Path("house").rglob("*.yaml") if ".schemas" not in path.parts]
    for path in files:
        path.write_text(filled(path.read_text(encoding="utf-8")), encoding="utf-8")
    rules = load_rules([Path("house")])
    results = list(run_examples(rules, [Path("house").resolve()]))
    assert [(result.what, result.detail) for result in results if not result.ok] == []
    assert results or kind == "use"


@pytest.mark.parametrize(("kind", "name"), STARTERS)
def test_a_starter_names_a_schema_that_is_there_and_takes_it(
    tmp_path: Path, rules: Rules, kind: str, name: str
) -> None:
    files = starter(kind, name, rules.data, "house")
    for path, text in files.items():
        if path.startswith("."):
            continue
        (schema,) = re.findall(r"\A# yaml-language-server: \$schema=(\S+)", text)
        target = (tmp_path / path).parent / schema
        inside = target.resolve().relative_to(tmp_path.resolve()).as_posix()
        validator = Draft7Validator(json.loads(files[inside]))
        assert [fault.message for fault in validator.iter_errors(parse(filled(text), path).data)] == []


def test_a_pack_starts_with_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["rules", "new", "pack", "harrow_rules"]) == 0
    path = Path("harrow_rules/pack.yml")
    path.write_text(filled(path.read_text(encoding="utf-8")), encoding="utf-8")
    assert main(["rules", "new", "policy", "harrow-clause", "--into", "harrow_rules"]) == 0
    own = Path("harrow_rules/policies/harrow-clause.yaml")
    own.write_text(filled(own.read_text(encoding="utf-8")), encoding="utf-8")
    assert load_rules(["harrow_rules"]).named["harrow-rules"] == "1"


def test_nothing_is_written_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    arguments = ["rules", "new", "policy", "harrow-clause", "--into", "house"]
    assert main(arguments) == 0
    own = Path("house/policies/harrow-clause.yaml")
    own.write_text("mine", encoding="utf-8")
    assert main(arguments) == 2
    assert own.read_text(encoding="utf-8") == "mine"
    schema = Path("house/.schemas/agency.json")
    schema.write_text("mine", encoding="utf-8")
    assert main(["rules", "new", "agency", "HRW", "--into", "house"]) == 2
    assert schema.read_text(encoding="utf-8") == "mine"
    assert not Path("house/agencies").exists()
    assert main(["rules", "new", "policy", "other", "--into", "house"]) == 0  # a schema of ours is written anew


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("policy", "../escape"),
        ("policy", "Harrow Clause"),
        ("policy", "prohibited-use"),
        ("agency", "Reuters"),
        ("agency", "…"),
        ("agency", "a\nb"),
        ("licence", "ODbL-1.0/.."),
        ("language", "english"),
        ("use", "republish"),
        ("use", ""),
    ],
)
def test_a_name_that_is_none_or_taken_is_refused(rules: Rules, kind: str, name: str) -> None:
    with pytest.raises(UsageError):
        starter(kind, name, rules.data, "house")


def test_every_kind_has_its_texts() -> None:
    starters = Path(__file__).resolve().parents[2] / "rules" / "starters"
    named = {template for kind in KINDS.values() for template, _, _ in kind.files} | {"words", "words-examples"}
    assert {path.stem for path in starters.glob("*.yaml")} == named
