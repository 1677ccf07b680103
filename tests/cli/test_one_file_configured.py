"""``trace`` and ``export`` read a file as ``check`` does in that folder: columns, rules, site, use and agreements."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.running import AGREEMENT, AT, FREE, RESERVED, Ran, runner

Run = Callable[..., Ran]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "story.txt").write_text(RESERVED, encoding="utf-8")
    rows = [{"story": "The ferry is late again, and nobody wonders.", "von": "Ida Marsh", "recht": "CC-BY-4.0"}]
    (tmp_path / "rows.json").write_text(json.dumps(rows), encoding="utf-8")
    return runner(capsys)


def test_a_trace_reads_the_columns_that_are_configured(run: Run) -> None:
    assert "Ida Marsh" not in run("trace", "rows.json").out
    Path("provenance.toml").write_text('[map]\ntext = "story"\nbyline = "von"\n', encoding="utf-8")
    traced = run("trace", "rows.json", "--format", "json")
    assert traced.code == 0
    assert [link["name"] for link in traced.report["provenance"]] == ["Ida Marsh"]
    checked = run("check", "rows.json", "--format", "json").report["documents"]
    assert [one["provenance"] for one in checked] == [traced.report["provenance"]]
    assert "Ida Marsh" not in run("trace", "rows.json", "--no-config").out
    assert "Ida Marsh" in run("trace", "rows.json", "--no-config", "--map", "text=story", "--map", "byline=von").out


def test_an_export_says_what_check_reads_there(run: Run) -> None:
    assert "permission" not in run("export", "rows.json", *AT).out
    Path("provenance.toml").write_text('[map]\ntext = "story"\nlicense = "recht"\n', encoding="utf-8")
    ran = run("export", "rows.json", *AT)
    assert ran.code == 0
    assert ran.report["permission"]
    assert "permission" not in run("export", "rows.json", *AT, "--no-config").out
    mapped = run("export", "rows.json", *AT, "--no-config", "--map", "text=story", "--map", "license=recht")
    assert mapped.report == ran.report


def test_an_export_is_judged_for_the_configured_use_with_the_agreements_on_file(run: Run) -> None:
    Path("agreements.yml").write_text(AGREEMENT, encoding="utf-8")
    settings = 'agreements = "agreements.yml"\nuse = ["republish", "print"]\n'
    Path("provenance.toml").write_text(settings, encoding="utf-8")
    assert run("export", "story.txt", *AT).code == 0
    Path("provenance.toml").write_text('use = "repblish"\n', encoding="utf-8")
    broken = run("export", "story.txt")
    assert (broken.code, broken.out) == (2, "")
    assert "provenance.toml:1" in broken.err
    assert "Did you mean “republish”?" in broken.err


@pytest.mark.parametrize("command", ["trace", "export", "compare"])
def test_a_broken_configuration_and_its_absence_are_said(run: Run, command: str) -> None:
    Path("copy.txt").write_text(FREE, encoding="utf-8")
    files = ("story.txt", "copy.txt") if command == "compare" else ("story.txt",)
    Path("provenance.toml").write_text("agreements = 7\n", encoding="utf-8")
    broken = run(command, *files)
    assert (broken.code, broken.out) == (2, "")
    assert "provenance.toml:1" in broken.err
    assert "hint: " in broken.err
    assert run(command, *files, "--no-config").code in (0, 1)
    missing = run(command, *files, "--config", "other.toml")
    assert (missing.code, missing.out) == (2, "")
    assert "other.toml" in missing.err


@pytest.mark.parametrize("command", ["trace", "export", "compare"])
def test_a_folder_and_a_file_that_is_not_there_are_2(run: Run, command: str) -> None:
    Path("folder").mkdir()
    for name in ("folder", "nowhere.txt"):
        files = (name, "story.txt") if command == "compare" else (name,)
        ran = run(command, *files)
        assert (ran.code, ran.out) == (2, "")
        assert name in ran.err
        assert "hint: " in ran.err
