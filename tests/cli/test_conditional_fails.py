"""``--fail-on conditional``: a text with duties fails, nobody can waive that, and everything says what to do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.running import AT, FREE, RESERVED, Ran, runner

Run = Callable[..., Ran]
NOTHING = "there is nothing to waive"
INSTEAD = "fail-on = “review”"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    (tmp_path / "free.txt").write_text(FREE, encoding="utf-8")
    (tmp_path / "reserved.txt").write_text(RESERVED, encoding="utf-8")
    (tmp_path / "strict.toml").write_text('fail-on = "conditional"\ncommercial = false\n', encoding="utf-8")
    ran = runner(capsys)
    return lambda command, *arguments: ran(command, *arguments, *AT, "--config", "strict.toml")


@pytest.mark.parametrize("form", ["text", "github", "gitlab", "sarif", "junit"])
def test_reports_say_that_there_is_nothing_to_waive_and_what_to_do(run: Run, form: str) -> None:
    ran = run("check", "free.txt", "--format", form)
    assert ran.code == 1
    assert NOTHING in ran.out
    assert INSTEAD in ran.out


def test_the_decision_stays_and_other_texts_are_told_nothing(run: Run) -> None:
    told = run("check", "free.txt", "--format", "json")
    assert (told.code, told.decisions) == (1, {"free.txt": "conditional"})
    assert not [one for one in told.report["documents"][0]["findings"] if one["decision"]]
    assert NOTHING not in run("check", "reserved.txt").out
    passes = run("check", "free.txt", "--fail-on", "review")
    assert (passes.code, NOTHING in passes.out) == (0, False)


def test_waive_and_baseline_say_it_too(run: Run, tmp_path: Path) -> None:
    who = ("--reason", "asked", "--approved-by", "Rosa", "--expires", "2026-03-31")
    ran = run("waive", "free.txt", "all-rights-reserved", *who)
    assert (ran.code, ran.out) == (2, "")
    assert NOTHING in ran.err
    assert INSTEAD in ran.err
    assert not (tmp_path / "waivers.yml").exists()
    assert INSTEAD in run("baseline", "free.txt", "-o", "known.json").err


def test_what_is_said_to_do_lets_it_pass(run: Run, tmp_path: Path) -> None:
    settings = (tmp_path / "strict.toml").read_text(encoding="utf-8")
    section = '\n[[paths]]\nmatch = "free.txt"\nfail-on = "review"\n'
    (tmp_path / "strict.toml").write_text(settings + section, encoding="utf-8")
    assert run("check", "free.txt").code == 0
