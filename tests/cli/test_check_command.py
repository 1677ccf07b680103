"""``provenance check``: exit codes, errors, formats, outputs."""

from __future__ import annotations

import io
import json
import os
import re
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from provenance.cli.job.material import instant
from provenance.errors import UsageError
from provenance.reports.contract import ReportDocument

Command = Callable[..., Any]
Story = Callable[..., Path]


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize(
    ("words", "more", "code"),
    [
        (["permitted", "conditional"], [], 0),
        (["permitted", "review"], [], 1),
        (["permitted", "blocked"], [], 1),
        (["review"], ["--fail-on", "blocked"], 0),
        (["conditional"], ["--fail-on", "conditional"], 1),
        (["metadata"], ["--fail-on", "blocked"], 0),
        (["metadata"], ["--fail-on", "blocked", "--fail-on-metadata"], 1),
    ],
)
def test_the_exit_code_is_the_gate_whatever_the_format(
    command: Command, story: Story, words: list[str], more: list[str], code: int, form: str
) -> None:
    paths = [story(f"{n}.txt", word) for n, word in enumerate(words)]
    ended = command("check", *paths, "--format", form, *more)
    assert (ended.code, ended.err) == (code, "")


@pytest.mark.parametrize("form", ["text", "json"])
def test_no_input_is_3_and_still_a_report(command: Command, tmp_path: Path, form: str) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"x")
    ended = command("check", ".", "--format", form)
    assert ended.code == 3
    assert ended.err.startswith("provenance: error: no input found; 1 ignored\nhint: ")
    if form == "json":
        summary = ReportDocument.model_validate_json(ended.out).summary
        assert (summary.ignored, summary.ignored_for) == (1, {"suffix": 1})


@pytest.mark.parametrize(
    ("arguments", "message", "hint"),
    [
        (["check"], "nothing to check", "provenance check ."),
        (["check", "missing.txt"], "missing.txt", ""),
        (["check", ".", "--use", "republsh"], "unknown use “republsh”", "Did you mean “republish”?"),
        (["check", ".", "--use", "zzz"], "unknown use “zzz”", "Known: excerpt, republish."),
        (["check", ".", "--at", "yesterday"], "--at: “yesterday” is no instant", "2025-03-01T06:00"),
        (["check", ".", "--fail-on", "never"], "unknown value for --fail-on “never”", "“review”"),
        (["check", ".", "--rules", "nowhere"], "--rules: “nowhere” is no folder", "rule files"),
        (["check", ".", "--fromat", "json"], "no such option '--fromat'", "“--format”"),
        (["check", ".", "-q", "-v"], "contradict", "Leave one"),
        (["check", ".", "-o", "no/such/folder.txt"], "cannot write", "folder"),
        (["chekc"], "no such command 'chekc'", "“check”"),
        (["explain", "prohibited-us"], "unknown rule “prohibited-us”", "“prohibited-use”"),
        (["rules", "why", "story.txt"], "names no line", "FILE:LINE"),
        (["rules", "why", "story.txt:0"], "names no line", "FILE:LINE"),
        (["rules", "schema", "polcy"], "unknown kind of rule file “polcy”", ""),
        (["rules", "test", "nowhere"], "does not exist", ""),
        (["check", ".", "--use", "\x1b[2J\n::error::"], "unknown use “‹U+001B›[2J ‹U+003A›:error::”", "Known"),
    ],
)
def test_misuse_is_2_with_one_line_and_a_hint(command: Command, arguments: list[str], message: str, hint: str) -> None:
    ended = command(*arguments)
    assert ended.code == 2
    lines = ended.err.splitlines()
    assert lines[0].startswith("provenance: error: ")
    assert message in lines[0]
    assert len(lines) == 2
    assert lines[1].startswith("hint: ")
    assert hint in lines[1]
    assert ended.out == ""
    assert "\x1b" not in ended.err


def test_a_broken_rule_file_is_2_with_its_place(command: Command, story: Story) -> None:
    story("own/broken.yaml", "")
    ended = command("check", ".", "--rules", "own")
    assert ended.code == 2
    assert re.search(r"own[/\\]broken\.yaml:3:5: unknown key “sverity”\nhint: Write “severity”\.", ended.err)


def test_json_is_the_contract(command: Command, story: Story) -> None:
    story("a.txt", "blocked"), story("b.md", "permitted")
    report = ReportDocument.model_validate_json(
        command("check", ".", "--format", "json", "--at", "2025-01-02T03:04Z").out
    )
    assert [(one.path, one.outcome) for one in report.documents] == [("a.txt", "fail"), ("b.md", "pass")]
    assert report.checked_at.isoformat() == "2025-01-02T03:04:00+00:00"
    assert report.tool.rules == {"provenance": "9"}


def test_text_counts_and_lists_ignored_files(command: Command, story: Story) -> None:
    story("a.txt", "permitted"), story("b.jpg", "x")
    assert "1 file ignored (--verbose lists them)." in command("check", ".").out
    assert "  b.jpg: " in command("check", ".", "--verbose").out


def test_excludes_are_applied(command: Command, story: Story) -> None:
    story("a.txt", "permitted"), story("b.txt", "blocked")
    assert command("check", ".", "--exclude", "b.*").code == 0


def test_quiet_leaves_out_what_passes(command: Command, story: Story) -> None:
    story("a.txt", "permitted"), story("b.txt", "blocked")
    out = command("check", ".", "--quiet").out
    assert "a.txt" not in out
    assert "b.txt: blocked" in out


class TestOutputFile:
    """``-o``: whole or not at all."""

    def test_it_is_written_and_nothing_is_printed(self, command: Command, story: Story, tmp_path: Path) -> None:
        story("a.txt", "blocked")
        ended = command("check", "a.txt", "--format", "json", "-o", "report.json")
        assert (ended.code, ended.out, ended.err) == (1, "", "")
        assert json.loads((tmp_path / "report.json").read_text("utf-8"))["summary"]["blocked"] == 1
        assert sorted(os.listdir(tmp_path)) == ["a.txt", "report.json"]

    def test_a_run_that_breaks_leaves_the_old_one(
        self, command: Command, story: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        story("a.txt", "blocked"), story("report.txt", "the old report")

        def broken(*_: object, **__: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(sys.modules["provenance.check"].Checker, "check", broken)
        assert command("check", "a.txt", "-o", "report.txt").code == 130
        assert (tmp_path / "report.txt").read_text() == "the old report"
        assert sorted(os.listdir(tmp_path)) == ["a.txt", "report.txt"]

    def test_it_does_not_check_its_own_report(self, command: Command, story: Story) -> None:
        story("a.txt", "permitted")
        for _ in range(2):
            assert command("check", ".", "-o", "report.txt").code == 0

    def test_it_keeps_the_mode_and_follows_a_link(self, command: Command, story: Story, tmp_path: Path) -> None:
        story("a.txt", "permitted"), story("real.out", "")
        os.chmod(tmp_path / "real.out", 0o640)
        (tmp_path / "link.out").symlink_to("real.out")
        command("check", "a.txt", "-o", "link.out")
        assert (tmp_path / "link.out").is_symlink()
        assert "permitted" in (tmp_path / "real.out").read_text()
        assert stat.S_IMODE(os.stat(tmp_path / "real.out").st_mode) == 0o640

    def test_a_device_is_written_to_not_replaced(self, command: Command, story: Story) -> None:
        story("a.txt", "permitted")
        assert command("check", "a.txt", "-o", os.devnull).code == 0
        assert stat.S_ISCHR(os.stat(os.devnull).st_mode)

    def test_a_dash_is_standard_output(self, command: Command, story: Story) -> None:
        story("a.txt", "permitted")
        assert "a.txt: permitted" in command("check", "a.txt", "-o", "-").out


class TestColor:
    """``--color``, NO_COLOR and terminals."""

    @pytest.fixture(autouse=True)
    def one(self, story: Story) -> None:
        story("a.txt", "blocked")

    def test_never_in_a_pipe(self, command: Command) -> None:
        assert "\x1b" not in command("check", "a.txt").out

    def test_always_means_always(self, command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("NO_COLOR", "1")
        assert "\x1b[1;31mblocked\x1b[0m" in command("check", "a.txt", "--color", "always").out

    @pytest.mark.parametrize(
        ("environment", "colored"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)]
    )
    def test_auto_on_a_terminal(
        self, command: Command, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], colored: bool
    ) -> None:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
        assert ("\x1b[" in command("check", "a.txt").out) is colored


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2025-03-01T06:00+02:00", "2025-03-01T06:00:00+02:00"),
        ("2025-03-01T06:00Z", "2025-03-01T06:00:00+00:00"),
        ("2025-03-01T06:00", "2025-03-01T06:00:00+00:00"),
        ("2025-03-01", "2025-03-01T00:00:00+00:00"),
    ],
)
def test_an_instant_without_a_zone_is_utc(written: str, read: str) -> None:
    assert instant(written).isoformat() == read


@pytest.mark.parametrize(
    "written", ["", "now", "01/02/2025", "2025-13-01", "0001-01-01T00:00+14:00", "9999-12-31T23:59-14:00"]
)
def test_other_instants_are_refused(written: str) -> None:
    with pytest.raises(UsageError):
        instant(written)


def test_no_instant_is_now_in_utc() -> None:
    assert instant(None).utcoffset() is not None


def test_progress_is_for_terminals_and_long_runs_only(monkeypatch: pytest.MonkeyPatch) -> None:
    from provenance.cli import progress

    clock = iter([0.0, 1.0, 2.5, 2.55, 3.0])
    monkeypatch.setattr(progress, "monotonic", lambda: next(clock))
    terminal = io.StringIO()
    monkeypatch.setattr(terminal, "isatty", lambda: True, raising=False)
    line = progress.Progress(terminal)
    line.tick(1, "a.txt")
    assert terminal.getvalue() == ""
    line.tick(2, "b\x1b.txt")
    shown = terminal.getvalue()
    assert shown.endswith("2 documents checked  b‹U+001B›.txt")
    line.tick(3, "c.txt")
    assert terminal.getvalue() == shown
    line.clear()
    assert terminal.getvalue().endswith("\r\x1b[2K")
    monkeypatch.setattr(progress, "monotonic", lambda: 100.0)
    pipe = io.StringIO()
    progress.Progress(pipe).tick(1, "a.txt")
    assert pipe.getvalue() == ""
