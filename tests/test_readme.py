"""The README is held to what the tool does: its sessions are printed so, its commands, options and examples work.

``python tests/test_readme.py`` writes the sessions anew; read what changed before you commit it.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import click
import pytest

from provenance.cli.main import cli
from provenance.examples import run_examples
from provenance.rulefiles.pack import load_rules

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "README.md"
README = PAGE.read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
_FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)


def blocks(language: str) -> list[str]:
    """The contents of the README's fenced blocks in one language."""
    return [content for its, content in _FENCE.findall(README) if its == language]


def commands() -> set[str]:
    """Every call of ours that the README shows: in shell blocks, in sessions, in running text."""
    shell = [part for block in blocks("sh") for part in re.split(r"&&|\n", block)]
    session = [line[2:] for block in blocks("console") for line in block.splitlines() if line.startswith("$ ")]
    inline = re.findall(r"`(provenance [^`]+)`", README + CONTRIBUTING)
    called = [part.strip().removeprefix(".venv/bin/") for part in [*shell, *session, *inline]]
    return {part for part in called if part.startswith("provenance ")}


@cache
def run(command: str) -> tuple[str, int]:
    """What a call prints from the repository root, standard error after standard output, and its exit code."""
    program, *arguments = shlex.split(command)
    assert program == "provenance", f"the README runs “{program}” in a session; only our own command is checked"
    environment = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "NO_COLOR")}
    environment |= {"PYTHONUTF8": "1", "PYTHONPATH": str(ROOT)}
    called = [sys.executable, "-m", "provenance", *arguments]
    done = subprocess.run(called, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False)
    return done.stdout + done.stderr, done.returncode


def played(session: str) -> str:
    """A session as it runs now, trailing blanks dropped."""
    printed: list[str] = []
    code = 0
    for line in session.splitlines():
        if line == "$ echo $?":
            printed += [line, str(code)]
        elif line.startswith("$ "):
            output, code = run(line[2:])
            printed += [line, *(its.rstrip() for its in output.splitlines())]
    return "".join(f"{line}\n" for line in printed)


def walk(command: click.Command, words: list[str]) -> Iterator[click.Command]:
    """The commands that *words* name, from the outermost in."""
    yield command
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        command = command.commands[words.pop(0)]
        yield command


def options(command: click.Command) -> set[str]:
    """The options that a command takes, as they are written."""
    context = click.Context(command, help_option_names=["-h", "--help"])
    return {name for parameter in command.get_params(context) for name in (*parameter.opts, *parameter.secondary_opts)}


@pytest.mark.parametrize("session", blocks("console"), ids=lambda session: session.splitlines()[0][2:])
def test_a_session_is_what_the_tool_prints(session: str) -> None:
    assert played(session) == "".join(f"{line.rstrip()}\n" for line in session.splitlines())


@pytest.mark.parametrize("command", sorted(commands()))
def test_a_command_exists_with_its_options(command: str) -> None:
    for spelled in re.sub(r"[\[\]]", "", command).split(" | "):
        words = spelled.removeprefix("provenance ").split()
        *_, found = walk(cli, words)
        assert {word for word in words if word.startswith("-") and word != "-"} <= options(found)


@pytest.mark.parametrize("option", sorted(set(re.findall(r"`(--?[a-z][a-z-]*)", README))))
def test_an_option_exists(option: str) -> None:
    known = [cli, *cli.commands.values()]
    known += [
        its for group in cli.commands.values() if isinstance(group, click.Group) for its in group.commands.values()
    ]
    assert any(option in options(command) for command in known)


def test_the_examples_of_the_policy_hold(tmp_path: Path) -> None:
    (policy,) = [block for block in blocks("yaml") if "\nexamples:" in block]
    place = tmp_path / re.sub(r"^# rules/|\n.*", "", policy, flags=re.S)
    place.parent.mkdir(parents=True)
    place.write_text(policy, encoding="utf-8")
    results = list(run_examples(load_rules([tmp_path], cache=False), [place]))
    assert len(results) >= 2
    assert [(result.what, result.detail) for result in results if not result.ok] == []


def test_the_words_of_the_lexicon_are_those_shipped() -> None:
    (lexicon,) = [block for block in blocks("yaml") if "\nforms:" in block]
    written = (ROOT / re.sub(r"^# |\n.*", "", lexicon, flags=re.S)).read_text(encoding="utf-8")
    for line in lexicon.splitlines()[2:]:
        key, forms = line.split("#")[0].split(":")
        (shipped,) = re.findall(rf"^ +{re.escape(key.strip())}: (\[.*\])$", written, re.M)
        for form in forms.strip(" []").split(", "):
            assert form in shipped


def test_the_python_of_the_readme_runs(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    (source,) = blocks("python")
    exec(compile(source, "README.md", "exec"), {})
    said = re.findall(r"^# (.*)$", source, re.M)
    assert capsys.readouterr().out.splitlines() == said


def test_the_two_commands_are_marked_for_ci() -> None:
    for name, ends in (("samples", "check seeds"), ("tests", "-m pytest")):
        (command,) = re.findall(rf"<!-- command: {name} -->\n```sh\n(.*)\n```\n", README)
        assert command.startswith("python3 -m venv .venv && ")
        assert command.endswith(ends)


def test_links_lead_somewhere() -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", README + CONTRIBUTING)
    assert [link for link in links if not (ROOT / link).exists()] == []


if __name__ == "__main__":
    for _session in blocks("console"):
        README = README.replace(_session, played(_session))
    PAGE.write_text(README, encoding="utf-8")
