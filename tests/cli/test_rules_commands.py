"""``provenance rules`` and ``provenance explain``."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Command = Callable[..., Any]


def test_list_shows_what_is_in_force(command: Command) -> None:
    lines = command("rules", "list").out.splitlines()
    assert lines[0] == "policies (2)"
    assert lines[1].split(maxsplit=3) == ["embargo", "error", "-", "too early"]
    assert lines[2].split(maxsplit=3) == ["prohibited-use", "error", "blocked", "The notice forbids this use"]
    assert lines[-1].split("  ")[1:] == ["en", "English", "3 forms", "2 examples"]


def test_explain_says_it_all(command: Command) -> None:
    assert command("explain", "prohibited-use").out.splitlines() == [
        "prohibited-use: The notice forbids this use",
        "  severity  error",
        "  decision  blocked",
        "  message   the notice forbids to {act}: “{quote}”",
        "  why       The holder said no.",
        "  fix       Ask.",
        "  history   since 0.1.0, version 2",
        "  flags",
        "    - Not to be published.",
        "  passes",
        "    - text: Fine.",
        '      use: {"id": "archive"}',
    ]


def test_examples_that_hold_pass(command: Command) -> None:
    ended = command("rules", "test")
    assert (ended.code, ended.out) == (0, "1 examples, 0 failed.\n")
    assert "embargo.yaml:12: ok: " in command("rules", "test", "-v").out


def test_an_example_that_fails_says_where_and_what_was_read(command: Command, tmp_path: Path) -> None:
    (tmp_path / "bad").mkdir()
    ended = command("rules", "test", "bad")
    assert ended.code == 1
    assert ended.out.splitlines() == [
        "x.yaml:7: FAILED: sentences[3] “may not ‹U+001B›[2J”",
        "    expected: prohibited publish",
        "    read: nothing",
        "    may → may",
        "2 examples, 1 failed.",
    ]


def test_no_examples_is_no_input(command: Command, tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    assert command("rules", "test", "none").code == 3


def test_why_shows_words_frames_and_statements(command: Command, story: Callable[..., Path]) -> None:
    story("s.txt", "It may not be published.\nMore.\n")
    out = command("rules", "why", "s.txt:1").out
    assert out.splitlines() == [
        "1:1 [en] may not publish",
        "  words",
        "    may   may",
        "    転載  act:publish, act:reproduce",
        "    xyz   -",
        "  frames",
        "    neg-may: neg = not, may = may; fits",
        "    only-consent: nothing filled; empty: consent",
        "  statements",
        "    prohibits (prohibition); publish; left over only; by neg+may",
        "",
        "1:1 [de] may not publish",
        "  words",
        "  frames: none was tried; no anchor concept stands here",
        "  statements: none",
    ]
    assert command("rules", "why", "s.txt:2").out == "s.txt:2: no sentence on this line.\n"


@pytest.mark.parametrize(
    ("place", "message"), [("s.txt:9", "has only"), ("gone.txt:1", "gone.txt"), (".:1", "holds no document")]
)
def test_why_needs_a_line_that_is_there(
    command: Command, story: Callable[..., Path], tmp_path: Path, place: str, message: str
) -> None:
    if place.startswith("s"):
        story("s.txt", "One.\r\nTwo.\r")
    ended = command("rules", "why", place)
    assert ended.code == 2
    assert message in ended.err


def test_the_schema_of_a_rule_file(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    import provenance.rulefiles

    monkeypatch.setattr(provenance.rulefiles, "SCHEMAS", {"use": "provenance.rulefiles.uses:UseFile"}, raising=False)
    printed = json.loads(command("rules", "schema", "use").out)
    assert printed["properties"]["opened_by"]
    assert printed["$schema"] == "http://json-schema.org/draft-07/schema#"  # what editors' YAML servers read
    assert list(json.loads(command("rules", "schema").out)) == ["use"]
    assert "“use”" in command("rules", "schema", "uses").err


def test_the_schema_of_the_report(command: Command) -> None:
    printed = json.loads(command("rules", "schema", "--report").out)
    assert printed["$id"] == "urn:provenance-check:report:1"
    assert command("rules", "schema", "use", "--report").code == 2


def test_the_output_of_rules_is_plain(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded = sys.modules["provenance.rulefiles.pack"].load_rules()
    loaded.policies["embargo"]["message"] = "\x1b[2J\n::error::"
    monkeypatch.setattr(sys.modules["provenance.rulefiles.pack"], "load_rules", lambda *_, **__: loaded)
    assert "\x1b" not in command("rules", "list").out + command("explain", "embargo").out
