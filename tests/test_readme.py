"""The README is held to what the tool does: its session is printed so, its commands and options exist."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
SESSION = re.search(r"<!-- session -->\n```console\n\$ provenance (.*)\n(.*?)```", README, re.S)


def provenance(*arguments: str) -> str:
    command = [sys.executable, "-m", "provenance", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False).stdout


def test_the_session_is_what_the_tool_prints() -> None:
    assert SESSION is not None
    printed = provenance(*SESSION[1].split())
    assert [line.rstrip() for line in printed.splitlines()] == [line.rstrip() for line in SESSION[2].splitlines()]


@pytest.mark.parametrize("option", sorted(set(re.findall(r"`(--[a-z-]+)", README))))
def test_every_option_exists(option: str) -> None:
    pages = [provenance("check", "--help"), provenance("rules", "schema", "--help"), provenance("--help")]
    assert any(option in page for page in pages)


@pytest.mark.parametrize("command", sorted(set(re.findall(r"`provenance (rules [a-z]+|explain|check)", README))))
def test_every_command_exists(command: str) -> None:
    assert "Usage:" in provenance(*command.split(), "--help")


def test_the_two_commands_are_marked_for_ci() -> None:
    assert README.count("<!-- command: samples -->") == README.count("<!-- command: tests -->") == 1
