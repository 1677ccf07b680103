"""Outcome, decisions and exit code are the same in every format, with and without a terminal."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import unquote

import pytest

from provenance.cli.main import main
from provenance.cli.reports import FORMATS

ROOT = Path(__file__).resolve().parents[3]
#: What is checked, from the root of the repository, and with which options.
RUNS = (
    ("seeds",),
    ("seeds", "--fail-on", "conditional"),
    ("seeds/creative-commons.md", "seeds/uutinen-fi.txt"),
    ("seeds/uutinen-fi.txt", "--fail-on", "conditional"),
    ("benchmarks",),  # nothing to check
)
Decided = dict[str, tuple[str, str]]


@pytest.fixture(autouse=True)
def at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)


def decided(name: str, text: str, parsers: ModuleType) -> Decided:
    """Path -> decision and outcome, as one format says them."""
    if name == "json":
        return {each["path"]: (each["decision"], each["outcome"]) for each in json.loads(text)["documents"]}
    if name == "jsonl":
        return {each["path"]: (each["decision"], each["outcome"]) for each in parsers.json_lines(text)[1]}
    if name == "csv":
        return {row["path"]: (row["decision"], row["outcome"]) for row in parsers.rows(text)}
    if name == "sarif":
        results = json.loads(text)["runs"][0]["results"]
        return {
            each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]: (
                each["properties"]["documentDecision"],
                each["properties"]["outcome"],
            )
            for each in results
        }
    if name == "junit":
        from lxml import etree

        cases = etree.fromstring(text.encode()).iter("testcase")
        told = [(case.get("file"), {p.get("name"): p.get("value") for p in case.iter("property")}) for case in cases]
        return {str(path): (its["decision"], its["outcome"]) for path, its in told}
    if name == "markdown":
        failing, _, passing = text.partition("\n## Passes\n")
        found = {path: (decision, "fail") for path, decision in re.findall(r"^### `(.+?)`: (\w+)", failing, re.M)}
        return found | {path: (d, "pass") for path, d in re.findall(r"^- `(.+?)`: (\w+)", passing, re.M)}
    if name == "text":
        found = re.findall(r"^(\S+): (\w+) \(use \S+?(, .*)?\)$", text, re.M)
        return {path: (decision, "fail" if more.endswith("fails") else "pass") for path, decision, more in found}
    return {}


def loud(name: str, text: str, parsers: ModuleType) -> set[str]:
    """The paths that a host of code would mark with more than a note."""
    if name == "gitlab":
        return {issue["location"]["path"] for issue in json.loads(text) if issue["severity"] != "info"}
    commands, _ = parsers.workflow_commands(text)
    return {command.properties["file"] for command in commands if command.name != "notice"}


@pytest.mark.parametrize("given", RUNS, ids=" ".join)
def test_every_format_says_the_same(
    given: tuple[str, ...], capsys: pytest.CaptureFixture[str], parsers: ModuleType, tmp_path: Path
) -> None:
    asked = ["check", *given, "--at", "2026-01-15"]
    code = main([*asked, *(f"--report={name}={tmp_path / name}" for name in FORMATS)])
    said = {name: (tmp_path / name).read_text(encoding="utf-8") for name in FORMATS}
    if given[0] != "seeds":  # one by one: the same code and the same bytes
        capsys.readouterr()
        for name in FORMATS:
            assert main([*asked, "--format", name]) == code
            assert capsys.readouterr().out == said[name]
    true = decided("json", said["json"], parsers)
    for name in ("jsonl", "csv", "junit", "markdown", "text"):
        assert decided(name, said[name], parsers) == true
    assert decided("sarif", said["sarif"], parsers).items() <= true.items()
    failing = {path for path, (_, outcome) in true.items() if outcome == "fail"}
    for name in ("gitlab", "github"):
        assert failing <= loud(name, said[name], parsers)
    run = json.loads(said["sarif"])["runs"][0]
    assert run["invocations"][0]["exitCode"] == code
    assert failing <= decided("sarif", said["sarif"], parsers).keys()
    assert code == (1 if failing else 0 if true else 3)


@pytest.mark.skipif(os.name == "nt", reason="file names that Windows refuses")
def test_a_folder_of_hostile_names_and_words(
    parsers: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [
        "a b\nc.txt",
        "50%25.md",
        "::error file=x::y.txt",
        "=cmd.txt",
        "rtl\u202etxt.md",
        "esc\x1b[2J.txt",
        "|`<b>.md",
    ]
    for name in names:
        (tmp_path / name).write_text(
            "A story.\n\n© 2024 =SUM(1) `|` <b>[x](http://a.example)</b>\u202e\x1b[2J Press. "
            "::error::x. This may not be published.\n",
            encoding="utf-8",
        )
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    assert main(["check", ".", *(f"--report={name}=out.{name}" for name in FORMATS)]) == 1
    said = {name: (tmp_path / f"out.{name}").read_text(encoding="utf-8") for name in FORMATS}
    true = {each["path"] for each in json.loads(said["json"])["documents"]}
    assert true == set(names)
    assert {each["location"]["path"] for each in json.loads(said["gitlab"])} == true
    assert {unquote(path) for path in decided("sarif", said["sarif"], parsers)} == true
    for name in ("jsonl", "csv", "junit"):
        assert set(decided(name, said[name], parsers).values()) == {("blocked", "fail")}
    commands, _ = parsers.workflow_commands(said["github"])
    assert {command.name for command in commands} == {"error"}
    assert {"a b\nc.txt", "50%25.md", "::error file=x::y.txt"} <= {command.properties["file"] for command in commands}
    assert not {token.type for token in parsers.markdown(said["markdown"])} & {"html_inline", "link_open", "html_block"}


@pytest.mark.skipif(os.name == "nt", reason="pseudo terminals")
def test_a_terminal_changes_nothing(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    given = ["check", "seeds/notice-first.txt", "seeds/uutinen-fi.txt", "--at", "2026-01-15", "--format"]
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("PYTHONUTF8", "1")
    monkeypatch.delenv("NO_COLOR", raising=False)
    for name in ("text", "github", "jsonl"):  # for people, for a log, for a pipe
        code = main([*given, name])
        out = capsys.readouterr().out
        shown, its_code = on_a_terminal([sys.executable, "-m", "provenance", *given, name])
        assert its_code == code == 1
        plain = re.sub(r"\x1b\[[0-9;]*m", "", shown)
        assert plain == out
        assert (plain != shown) == (name == "text")  # colour is for people


def on_a_terminal(called: list[str]) -> tuple[str, Any]:
    """What a program shows on a terminal of its own, line breaks as it wrote them, and its exit code."""
    import pty
    import tty

    ours, its = pty.openpty()
    tty.setraw(its)
    with subprocess.Popen(called, cwd=ROOT, stdout=its, stderr=subprocess.DEVNULL, stdin=its) as program:
        os.close(its)
        data = b""
        while True:
            try:
                piece = os.read(ours, 65536)
            except OSError:  # Linux: the other side is closed
                break
            if not piece:
                break
            data += piece
    os.close(ours)
    return data.decode(), program.returncode
