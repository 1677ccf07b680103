"""``provenance init`` and ``provenance config show``."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest

from provenance.config.agreements import Known, load_agreements
from provenance.config.find import find
from provenance.config.sources import WorkingTree
from provenance.config.waivers import load_waivers
from provenance.rulefiles.pack import Rules
from provenance.rulefiles.source import parse
from tests.cli.running import AT, FREE, RESERVED, Ran, runner
from tests.repositories import Repository

Run = Callable[..., Ran]
STARTERS = ("provenance.toml", "agreements.yml", "waivers.yml")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command."""
    return runner(capsys)


def test_starters_change_nothing_until_they_are_edited(repository: Repository, run: Run) -> None:
    repository.write({"a.txt": RESERVED, "b.txt": FREE})
    check = ("check", *AT, "--format", "json", "a.txt", "b.txt")
    before = run(*check).report
    ran = run("init")
    assert ran.code == 0
    assert [f"written: {name}" for name in STARTERS] == ran.out.splitlines()[:3]
    after = run(*check).report
    assert after.pop("config")["path"] == "provenance.toml"
    del before["config"]
    assert before == after
    options = ("--agreements", "agreements.yml", "--waivers", "waivers.yml")
    named = run(*check, *options).report
    del named["config"]
    assert before == named


def test_nothing_is_overwritten(repository: Repository, run: Run) -> None:
    repository.write({"agreements.yml": "mine", "desk/x": ""})
    (repository.folder / "waivers.yml").symlink_to("outside.yml")
    out = run("init").out
    assert "left as it is: agreements.yml" in out
    assert "left as it is: waivers.yml" in out
    assert (repository.folder / "agreements.yml").read_text() == "mine"
    assert not (repository.folder / "outside.yml").exists()
    assert "written: desk/provenance.toml" in run("init", "desk").out
    assert run("init", "desk").out.count("left as it is: ") == 6


def test_a_second_configuration_is_not_written(repository: Repository, run: Run) -> None:
    repository.write({"pyproject.toml": "[tool.provenance]\n"})
    ran = run("init")
    assert ran.code == 2
    assert "pyproject.toml holds a configuration already" in ran.err
    assert [path.name for path in repository.folder.iterdir() if path.name != ".git"] == ["pyproject.toml"]
    assert run("init", "none").code == 2


def uncommented(text: str) -> str:
    """The starter as it is once somebody has taken away the signs before its examples."""
    keys = re.compile(r"^# (\[\[|[a-z-]+ = |  )", re.M)
    return keys.sub(lambda found: found[1], text).replace(": []\n", ":\n")


def test_every_example_of_a_starter_is_valid(repository: Repository, run: Run, rules: Rules) -> None:
    run("init")
    settings = uncommented(Path("provenance.toml").read_text(encoding="utf-8"))
    Path("provenance.toml").write_text(settings, encoding="utf-8")
    found = find(WorkingTree())
    assert found is not None
    assert found.configuration.use == ["republish"]
    assert found.configuration.paths[0].territory == ["DE"]
    text = uncommented(Path("agreements.yml").read_text(encoding="utf-8"))
    [agreement] = load_agreements([("agreements.yml", text)], Known.of(rules.uses, rules.data["agencies"]))
    assert agreement.name == "Harrow Wire"
    text = uncommented(Path("waivers.yml").read_text(encoding="utf-8"))
    [waiver] = load_waivers(text, "waivers.yml", rules).entries
    assert waiver.rules == ("required-metadata-missing",)


def test_the_first_line_names_the_schema_that_lies_beside(repository: Repository, run: Run) -> None:
    run("init")
    for name in STARTERS:
        text = Path(name).read_text(encoding="utf-8")
        named = re.match(r"#(?::schema | yaml-language-server: \$schema=)(\S+)\n", text)
        assert named
        schema = json.loads(Path(named[1]).read_text(encoding="utf-8"))
        jsonschema.Draft202012Validator.check_schema(schema)
        data = parse(uncommented(text), name).data if name.endswith("yml") else None
        if data is not None:
            jsonschema.validate(data, schema)


def test_show_tells_who_gave_each_setting(repository: Repository, run: Run) -> None:
    repository.write(
        {
            "provenance.toml": "territory = 'DE'\nours = 'site/'\n\n[[paths]]\nmatch = 'print/**'\nwords = 9\n",
            "house/uses/quill.yaml": "id: quill\ntitle: Quill\nacts: [print]\nopened_by: [print]\n",
        }
    )
    assert run("config", "show", "--use", "print", "--noncommercial", "--rules", "house").out.splitlines() == [
        "settings: provenance.toml",
        "  use               print   --use",
        "  commercial        no      --noncommercial",
        "  territory         DE      provenance.toml:1",
        "  fail-on           review  default",
        "  fail-on-metadata  no      default",
        "  ours              site/   provenance.toml:2",
        "  rules             house   --rules",
        "",
        "for print/** (provenance.toml:4):",
        "  words  9  provenance.toml:6",
    ]
    out = run("config", "show", "--for", "print/site/a.txt").out
    assert "for print/site/a.txt:" in out
    assert re.search(r"words +9 +provenance.toml:6", out)
    assert re.search(r"ours +yes +provenance.toml:2", out)
    assert re.search(r"use +republish +default", out)


def test_show_as_json(repository: Repository, run: Run) -> None:
    repository.write({"pyproject.toml": "[tool.provenance]\n[[tool.provenance.paths]]\nmatch = 'a'\nours = true\n"})
    shown = json.loads(run("config", "show", "--for", "a", "--format", "json").out)
    assert shown["config"]["path"] == "pyproject.toml"
    assert shown["for"] == "a"
    assert {"key": "ours", "value": True, "from": "pyproject.toml:2"} in shown["settings"]
    assert shown["paths"] == [{"match": ["a"], "from": "pyproject.toml:2", "ours": True, "settings": []}]


def test_show_names_the_agreements_of_a_path(repository: Repository, run: Run) -> None:
    text = "agreements:\n- {id: one, with: Harrow Wire, grants: {uses: print}, reference: x, paths: [wire/]}\n"
    repository.write({"a.yml": text + "- {id: two, with: Vale Press, grants: {uses: print}, reference: x}\n"})
    show = ("config", "show", "--agreements", "a.yml", "--for")
    assert "agreements that may count there: one, two" in run(*show, "wire/x").out
    assert "agreements that may count there: two\n" in run(*show, "other").out


@pytest.mark.parametrize("text", ["use = 'pritn'", "agreements = 'none.yml'", "rules = ['none']", "map = {zzz = 'x'}"])
def test_show_finds_what_is_broken(repository: Repository, run: Run, text: str) -> None:
    repository.write({"provenance.toml": text})
    ran = run("config", "show")
    assert ran.code == 2
    assert "hint: " in ran.err


def test_show_obeys_no_signs_of_the_file(repository: Repository, run: Run) -> None:
    repository.write({"provenance.toml": 'we = "a\\u001b[2J"\n'})
    assert "\x1b" not in run("config", "show").out
    assert run("config", "show").out.startswith("settings: provenance.toml\n")
    repository.write({"provenance.toml": 'we = "a\u202eb"\n'})
    assert "\u202e" not in run("config", "show", "--format", "json").out + run("config", "show").out
    Path("provenance.toml").unlink()
    assert run("config", "show").out.startswith("settings: none here or above\n")
