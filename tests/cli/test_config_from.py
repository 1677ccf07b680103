"""``--config-from REF``: a change cannot approve itself."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.running import AGREEMENT, AT, FREE, RESERVED, Ran, runner
from tests.repositories import Repository

Run = Callable[..., Ran]
SETTINGS = "agreements = 'agreements.yml'\nwaivers = 'waivers.yml'\nbaseline = 'baseline.json'\n"
WAIVER = """\
waivers:
  - rule: [all-rights-reserved, agency-without-agreement]
    glob: wire/**
    reason: They said yes on the telephone.
    approved_by: Odd Desk
    given: 2026-02-01
    expires: 2026-12-31
"""
#: A rule of somebody's own that looks away.
BLIND = """\
id: all-rights-reserved
title: Nothing to see
severity: note
decision: null
when: {statement: {polarity: reserves}}
message: fine
why: fine
fix: fine
examples: {flags: [{notice: All rights reserved.}], passes: [{notice: Free for all.}]}
"""
OPEN = "id: republish\ntitle: Republish\nacts: [link]\nopened_by: [link]\n"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command."""
    return runner(capsys)


@pytest.fixture
def check(run: Run) -> Run:
    """Run ``check`` at a fixed instant with the configuration of main, with a JSON report."""
    return lambda *arguments: run("check", *AT, "--format", "json", "--config-from", "main", *arguments)


@pytest.fixture
def change(repository: Repository) -> Repository:
    """A repository with settings on main, and a branch for a change in which the test stands."""
    repository.commit({"provenance.toml": SETTINGS + "ours = ['site/**']\n", "site/a.md": "Late.\n"})
    repository.git("switch", "-q", "-c", "change")
    repository.commit({"wire/a.txt": RESERVED})
    return repository


def outcome(ran: Ran) -> str:
    [document] = ran.report["documents"]
    return f"{document['decision']} {document['outcome']}"


@pytest.mark.parametrize(
    "files",
    [
        {"agreements.yml": AGREEMENT},
        {"waivers.yml": WAIVER},
        {"provenance.toml": SETTINGS + "fail-on = 'blocked'\nours = ['**']\n"},
        {"provenance.toml": SETTINGS + "rules = ['own']\n", "own/policies/all-rights-reserved.yaml": BLIND},
        {"provenance.toml": SETTINGS + "rules = ['own']\n", "own/uses/republish.yaml": OPEN},
        {"provenance.toml": SETTINGS + "exclude = ['wire/']\n"},
        {"provenance.toml": "x = ["},
        {"wire/provenance.toml": SETTINGS},
        {"pyproject.toml": "[tool.provenance]\nfail-on = 'blocked'\n"},
        {".gitignore": "wire/\n"},
        {"wire/.gitignore": "*\n"},
        {"baseline.json": "{}"},
    ],
)
def test_what_the_change_brings_has_no_effect(change: Repository, check: Run, run: Run, files: dict[str, str]) -> None:
    change.commit(files)
    assert outcome(check("wire")) == "blocked fail"
    ran = check(".", "--exclude", "site/")
    assert ran.code == 1
    assert [one["path"] for one in ran.report["documents"]] == ["wire/a.txt"]


@pytest.mark.parametrize(
    "files",
    [
        {"agreements.yml": AGREEMENT},
        {"provenance.toml": "waivers = 'waivers.yml'\n", "waivers.yml": WAIVER},
        {"provenance.toml": "exclude = ['wire/']\n"},
        {".gitignore": "wire/\n"},
    ],
)
def test_without_the_option_the_same_change_would_have_one(change: Repository, run: Run, files: dict[str, str]) -> None:
    change.commit({"provenance.toml": "agreements = 'agreements.yml'\n", "agreements.yml": "agreements: []", **files})
    ran = run("check", *AT, "--format", "json", ".", "--exclude", "site/")
    assert [f"{one['decision']} {one['outcome']}" for one in ran.report["documents"]] != ["blocked fail"]


@pytest.mark.parametrize(
    ("name", "text", "decision"),
    [("agreements.yml", AGREEMENT, "permitted pass"), ("waivers.yml", WAIVER, "blocked pass")],
)
def test_what_main_has_holds_whatever_the_change_does_to_it(
    repository: Repository, check: Run, name: str, text: str, decision: str
) -> None:
    repository.commit({"provenance.toml": SETTINGS, name: text})
    repository.git("switch", "-q", "-c", "change")
    repository.commit({"wire/a.txt": RESERVED, name: "broken: ["})
    assert outcome(check("wire")) == decision
    repository.git("rm", "-q", name)
    repository.commit()
    assert outcome(check("wire")) == decision
    ran = check("wire")
    assert ran.report["config"]["revision"] == repository.git("rev-parse", "main")
    assert ran.report["config"]["name"] == "main"


def test_what_main_does_not_have_is_not_there_and_is_told(change: Repository, check: Run) -> None:
    change.commit({"agreements.yml": AGREEMENT})
    ran = check("wire")
    assert [line for line in ran.err.splitlines() if "agreements" in line] == [
        "provenance: note: there is no main:agreements.yml: no agreements count"
    ]


def test_files_of_options_come_from_the_revision_too(change: Repository, check: Run) -> None:
    change.commit({"more.yml": AGREEMENT, "own/uses/republish.yaml": OPEN, "policy.json": "{}"})
    assert outcome(check("wire", "--agreements", "more.yml")) == "blocked fail"
    assert outcome(check("wire", "--waivers", "more.yml")) == "blocked fail"
    for option, path in (("--rules", "own"), ("--policy", "policy.json"), ("--site", "wire")):
        ran = check("wire/a.txt", option, path)
        assert ran.code == 2
        assert "main:" in ran.err


def test_a_settings_file_that_main_does_not_have_settles_nothing(change: Repository, check: Run, run: Run) -> None:
    change.commit({"mine.toml": "fail-on = 'blocked'\n"})
    ran = check("wire", "--config", "mine.toml")
    assert outcome(ran) == "blocked fail"
    assert ran.report["config"]["path"] is None
    assert "no settings of main (" in run("check", "wire", "--config-from", "main", "--config", "mine.toml").out


def test_rules_policies_and_the_site_of_the_revision(repository: Repository, check: Run) -> None:
    """They are found in the revision, even where the working tree has others of that name."""
    use = "id: gazette\ntitle: For the gazette\nacts: [publish]\nopened_by: [publish]\n"
    repository.commit(
        {
            "provenance.toml": "rules = ['own']\nuse = 'gazette'\nsite = 'site'\npolicies = ['p.json']\n",
            "own/uses/gazette.yaml": use,
            "site/robots.txt": "User-agent: *\nAllow: /\n",
            "p.json": "{}",
        }
    )
    repository.git("switch", "-q", "-c", "change")
    repository.commit({"wire/a.txt": RESERVED, "own/uses/gazette.yaml": "broken: [", "site/robots.txt": "\0"})
    ran = check("wire")
    assert (ran.report["use"], outcome(ran)) == ("gazette", "blocked fail")


def test_a_broken_rule_file_of_the_revision_is_told_under_its_name_there(
    repository: Repository, command: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repository.folder)
    repository.commit(
        {"desk/provenance.toml": "rules = ['own']\n", "desk/own/broken.yaml": "", "desk/a.txt": "permitted"}
    )
    repository.git("rm", "-q", "desk/own/broken.yaml")
    monkeypatch.chdir(repository.folder / "desk")
    ran = command("check", "a.txt", "--config-from", "main")
    assert ran.code == 2
    assert ran.err.startswith("provenance: error: main:desk/own/broken.yaml:3:5: unknown key “sverity”\n")


def test_a_link_in_the_revision_is_refused(repository: Repository, check: Run, tmp_path: Path) -> None:
    (tmp_path / "agreements.yml").write_text(AGREEMENT, encoding="utf-8")
    repository.write({"provenance.toml": SETTINGS, "wire/a.txt": RESERVED})
    os.symlink(tmp_path / "agreements.yml", "agreements.yml")
    repository.commit()
    ran = check("wire")
    assert ran.code == 2
    assert "main:agreements.yml" in ran.err
    assert "a symbolic link, which is not read" in ran.err


def test_files_outside_of_the_repository_are_refused(repository: Repository, check: Run, tmp_path: Path) -> None:
    (tmp_path / "agreements.yml").write_text(AGREEMENT, encoding="utf-8")
    repository.commit({"wire/a.txt": RESERVED})
    for path in ("../agreements.yml", str(tmp_path / "agreements.yml")):
        ran = check("wire", "--agreements", path)
        assert ran.code == 2
        assert "is outside of the repository" in ran.err
        assert "hint: With --config-from every file" in ran.err


def test_it_works_from_a_folder_below(change: Repository, check: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    change.commit({"agreements.yml": AGREEMENT})
    monkeypatch.chdir(change.folder / "wire")
    ran = check(".")
    assert outcome(ran) == "blocked fail"
    assert ran.report["config"]["path"] == "../provenance.toml"
    assert "main:agreements.yml" in ran.err


@pytest.mark.parametrize("name", ["origin/main", "--help", "no-such"])
def test_no_such_revision(change: Repository, run: Run, name: str) -> None:
    ran = run("check", "wire", f"--config-from={name}")
    assert ran.code == 2
    assert "revision" in ran.err
    assert "hint: " in ran.err


def test_the_text_report_names_the_revision(change: Repository, run: Run) -> None:
    commit = change.git("rev-parse", "--short=10", "main")
    out = run("check", "wire", "--config-from", "main").out
    assert f"configured by provenance.toml of main ({commit})" in out


def test_a_story_that_is_ignored_and_tracked_is_checked_and_others_are_not(change: Repository, check: Run) -> None:
    change.commit({".gitignore": "wire/\nbuild/\n", "wire/deep/b.txt": FREE})
    change.write({"wire/untracked.txt": FREE, "build/c.txt": FREE})
    ran = check(".", "--exclude", "site/")
    assert [one["path"] for one in ran.report["documents"]] == ["wire/a.txt", "wire/deep/b.txt"]


def test_config_show_reads_the_revision(change: Repository, run: Run) -> None:
    change.commit({"provenance.toml": "words = 5\n"})
    ran = run("config", "show", "--config-from", "main", "--format", "json")
    shown = json.loads(ran.out)
    assert shown["config"]["name"] == "main"
    assert {"key": "agreements", "value": "agreements.yml", "from": "main:provenance.toml:1"} in shown["settings"]
    assert ran.out.count("words") == 0
