"""``--report NAME[=FILE]``: several reports of one run, each where it was asked to go."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from provenance.cli.reports import FORMATS, MOST_SUMMARY, Wanted, wanted_reports
from provenance.errors import UsageError
from provenance.reports import REPORTS

Command = Callable[..., Any]
Story = Callable[..., Path]


@pytest.fixture(autouse=True)
def nobody_s_step(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)


def test_the_command_knows_every_report() -> None:
    assert set(FORMATS) == set(REPORTS)


def test_several_reports_of_one_run(command: Command, story: Story, tmp_path: Path) -> None:
    story("a.txt", "blocked"), story("b.txt", "permitted")
    ended = command("check", ".", "--report", "sarif=out.sarif", "--report", "csv=out.csv", "--report", "text")
    assert (ended.code, ended.err) == (1, "")
    assert "a.txt: blocked (use republish, fails)" in ended.out
    assert len(json.loads((tmp_path / "out.sarif").read_text())["runs"][0]["results"]) == 1
    assert (tmp_path / "out.csv").read_text(encoding="utf-8-sig").count("\n") == 3
    assert sorted(os.listdir(tmp_path)) == ["a.txt", "b.txt", "out.csv", "out.sarif"]


def test_all_of_them_at_once(command: Command, story: Story, tmp_path: Path) -> None:
    story("in/a.txt", "blocked")
    ended = command("check", "in", *(part for name in FORMATS for part in ("--report", f"{name}=out/{name}")))
    assert ended.code == 2
    assert "out/text" in ended.err
    (tmp_path / "out").mkdir()
    ended = command("check", "in", *(part for name in FORMATS for part in ("--report", f"{name}=out/{name}")))
    assert (ended.code, ended.out, ended.err) == (1, "", "")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(FORMATS)


@pytest.mark.parametrize(
    ("reports", "form", "output", "expected"),
    [
        ([], None, None, [("text", None)]),
        ([], None, "-", [("text", None)]),
        ([], "json", "out.json", [("json", "out.json")]),
        (["sarif"], None, None, [("sarif", None)]),
        (["sarif=-"], None, None, [("sarif", None)]),
        (["sarif=a=b.sarif"], "text", None, [("sarif", "a=b.sarif"), ("text", None)]),
        (["csv=x.csv", "csv=y.csv"], None, None, [("csv", "x.csv"), ("csv", "y.csv")]),
    ],
)
def test_what_is_asked_for(
    reports: list[str], form: str | None, output: str | None, expected: list[tuple[str, str | None]]
) -> None:
    assert wanted_reports(reports, form, output) == tuple(Wanted(*each) for each in expected)


@pytest.mark.parametrize(
    ("reports", "form", "output", "message", "hint"),
    [
        (["srif=x"], None, None, "unknown report “srif”", "“sarif”"),
        (["sarif="], None, None, "names no file", "--report sarif=FILE"),
        (["sarif", "json"], None, None, "two reports for standard output: sarif and json", "--report json=FILE"),
        (["sarif"], "text", None, "two reports for standard output: sarif and text", "--report text=FILE"),
        (["sarif=x", "json=./x"], None, None, "two reports for “./x”: sarif and json", "FILE"),
        (["sarif"], None, "x", "-o belongs to --format", "--report sarif=x"),
        ([""], None, None, "unknown report “”", "Known"),
    ],
)
def test_what_cannot_be(reports: list[str], form: str | None, output: str | None, message: str, hint: str) -> None:
    with pytest.raises(UsageError) as caught:
        wanted_reports(reports, form, output)
    assert message in caught.value.message
    assert hint in (caught.value.hint or "")


def test_misuse_is_said_before_anything_is_written(command: Command, story: Story, tmp_path: Path) -> None:
    story("a.txt", "permitted")
    ended = command("check", "a.txt", "--report", "json=x.json", "--report", "sarif", "--report", "text")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.splitlines()[0] == "provenance: error: two reports for standard output: sarif and text"
    assert os.listdir(tmp_path) == ["a.txt"]


def test_a_report_in_the_folder_is_not_checked(command: Command, story: Story) -> None:
    story("a.txt", "permitted")
    arguments = ("check", ".", "--report", "markdown=report.md", "--report", "csv=rows.txt", "--report", "json")
    for _ in range(2):  # the second time they are there
        ended = command(*arguments)
        assert [one["path"] for one in json.loads(ended.out)["documents"]] == ["a.txt"]
    assert command("check", ".").code == 1  # nobody writes it now: it is a text like others


def test_files_are_left_alone_when_a_run_breaks(command: Command, story: Story, tmp_path: Path) -> None:
    story("a.txt", "interrupt")
    (tmp_path / "out.sarif").write_text("old")
    assert command("check", "a.txt", "--report", "sarif=out.sarif", "--report", "csv=out.csv").code == 130
    assert sorted(os.listdir(tmp_path)) == ["a.txt", "out.sarif"]
    assert (tmp_path / "out.sarif").read_text() == "old"


def test_paths_are_from_the_root_of_the_repository(
    command: Command, story: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    story("site/news/a.txt", "blocked")
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path / "site")
    for given in ("news", "../site/news/a.txt", str(tmp_path / "site" / "news" / "a.txt")):
        (issue,) = json.loads(command("check", given, "--format", "gitlab").out)
        assert issue["location"]["path"] == "site/news/a.txt"
    (tmp_path / ".git").rmdir()
    (issue,) = json.loads(command("check", "news", "--format", "gitlab").out)
    assert issue["location"]["path"] == "news/a.txt"


class TestJobSummary:
    def test_it_is_added_to_what_the_step_said(
        self, command: Command, story: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        story("in/a.txt", "blocked")
        summary = tmp_path / "summary"
        summary.write_text("Before.\n")
        monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
        ended = command("check", "in", "--format", "github")
        assert ended.code == 1
        assert ended.out.startswith("::error file=in/a.txt,line=1,")
        text = summary.read_text()
        assert text.startswith("Before.\n# Provenance\n")
        assert "### `in/a.txt`: blocked" in text

    def test_other_reports_leave_it_alone(
        self, command: Command, story: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        story("a.txt", "blocked")
        monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary"))
        assert command("check", "a.txt", "--format", "sarif").code == 1
        assert not (tmp_path / "summary").exists()

    def test_it_stays_below_what_github_takes(
        self, command: Command, story: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for number in range(300):
            story(f"in/{number}.txt", "blocked")
        summary = tmp_path / "summary"
        summary.write_bytes(b"x" * (MOST_SUMMARY - 5_000))
        monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
        assert command("check", "in", "--format", "github").code == 1
        assert MOST_SUMMARY - 5_000 < summary.stat().st_size <= MOST_SUMMARY
        assert "there is no room for them here" in summary.read_text()
        summary.write_bytes(b"x" * (MOST_SUMMARY - 50))
        assert command("check", "in", "--format", "github").code == 1
        assert summary.stat().st_size == MOST_SUMMARY - 50

    def test_one_that_cannot_be_written_is_misuse(
        self, command: Command, story: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        story("a.txt", "permitted")
        monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "no" / "summary"))
        ended = command("check", "a.txt", "--format", "github")
        assert (ended.code, ended.out) == (2, "")
        assert ended.err.startswith("provenance: error: GITHUB_STEP_SUMMARY: cannot write ")
