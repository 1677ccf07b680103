"""``provenance completion``: the scripts in real shells, and what the command tells them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest

from provenance.rulefiles.uses import Channel, Purpose
from provenance.vocabulary import CHANNELS, PURPOSES

ROOT = Path(__file__).resolve().parents[2]
#: Words that are written, the last of them half: words that must be offered.
ASKED = [
    ("ch", {"check"}),
    ("check --commer", {"--commercial"}),
    ("check --format js", {"json", "jsonl"}),
    ("check --fail-on r", {"review"}),
    ("check --use ai", {"ai-training"}),
    ("check --channel p", {"print"}),
    ("check --report sa", {"sarif"}),
    ("explain agreement-ex", {"agreement-expired"}),
    ("waive story.txt agreement-ex", {"agreement-expired"}),
    ("rules w", {"why"}),
    ("rules new po", {"policy"}),
    ("rules schema po", {"policy"}),
    ("completion f", {"fish"}),
]


@pytest.fixture
def room(tmp_path: Path) -> Path:
    """A folder with a ``provenance`` on its path, and a text in it."""
    program = tmp_path / "bin" / "provenance"
    program.parent.mkdir()
    code = "import sys; from provenance.cli.main import main; sys.exit(main())"
    program.write_text(f"#!/bin/sh\nPYTHONPATH='{ROOT}' exec '{sys.executable}' -c '{code}' \"$@\"\n")
    program.chmod(0o755)
    (tmp_path / "story of the day.txt").write_text("Text.\n")
    return tmp_path


def environment(room: Path, **more: str) -> dict[str, str]:
    return {"PATH": f"{room / 'bin'}{os.pathsep}{os.environ['PATH']}", "HOME": str(room), **more}


def ran(room: Path, *arguments: str, **more: str) -> str:
    done = subprocess.run(
        arguments, cwd=room, env=environment(room, **more), capture_output=True, text=True, timeout=60, check=False
    )
    assert "Traceback" not in done.stderr
    return done.stdout


def in_bash(room: Path, line: str) -> set[str]:
    words = ["provenance", *line.split(" ")]
    script = 'eval "$(provenance completion bash)"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); '
    script += 'compopt() { echo "compopt $*"; }; _provenance_completion provenance; printf \'%s\\n\' "${COMPREPLY[@]}"'
    return set(ran(room, "bash", "--norc", "-c", script, "bash", *words).splitlines())


def in_fish(room: Path, line: str) -> set[str]:
    script = f"provenance completion fish | source; complete -C 'provenance {line}'"
    return {found.split("\t")[0] for found in ran(room, "fish", "-N", "-c", script).splitlines()}


def in_zsh(room: Path, line: str) -> set[str]:
    words = ["provenance", *line.split(" ")]
    script = 'compdef() { :; }; eval "$(provenance completion zsh)"; commands[provenance]=yes; '
    script += 'words=("$@"); CURRENT=$#; compadd() { local n=${@[-1]}; print -rl -- ${(P)n}; }; '
    script += '_describe() { local n=$3 a; for a in ${(P)n}; do print -r -- "${a%%:*}"; done; }; '
    script += "compstate=(); _provenance_completion"
    return set(ran(room, "zsh", "-f", "-c", script, "zsh", *words).splitlines())


SHELLS: dict[str, Callable[[Path, str], set[str]]] = {"bash": in_bash, "fish": in_fish, "zsh": in_zsh}


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize("line", ["ch", "check --use ai", "check --fail-on r", "explain agreement-ex"])
def test_a_real_shell_is_told(room: Path, shell: str, line: str) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"there is no {shell} here")
    assert dict(ASKED)[line] <= SHELLS[shell](room, line)


def test_bash_completes_files_itself(room: Path) -> None:
    if shutil.which("bash") is None:
        pytest.skip("there is no bash here")
    assert "default" in in_bash(room, "check sto")
    assert "default" in in_bash(room, "check --config p")


@pytest.mark.parametrize(("line", "offered"), ASKED)
def test_the_command_answers(room: Path, line: str, offered: set[str]) -> None:
    words = f"provenance {line}"
    told = ran(
        room, "provenance", _PROVENANCE_COMPLETE="bash_complete", COMP_WORDS=words, COMP_CWORD=str(words.count(" "))
    )
    assert offered <= {one.partition(",")[2] for one in told.splitlines()}


@pytest.mark.parametrize("wish", ["bash_source", "tcsh_complete", "bash", "x"])
def test_what_no_script_asks_gives_nothing(room: Path, wish: str) -> None:
    assert ran(room, "provenance", _PROVENANCE_COMPLETE=wish, COMP_WORDS="provenance ", COMP_CWORD="1") == ""


def test_channels_and_purposes_are_those_of_the_schema() -> None:
    assert get_args(Channel) == CHANNELS
    assert get_args(Purpose) == PURPOSES
