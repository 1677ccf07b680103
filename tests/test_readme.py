"""What the README says beside its examples (those are played in ``tests/prose``): options, words, the two commands."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from provenance.cli.main import cli
from provenance.examples import run_examples
from provenance.rulefiles.pack import load_rules

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
_FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)


def blocks(language: str) -> list[str]:
    """The contents of the README's fenced blocks in one language."""
    return [content for its, content in _FENCE.findall(README) if its == language]


def options(command: click.Command) -> set[str]:
    """The options that a command takes, as they are written."""
    context = click.Context(command, help_option_names=["-h", "--help"])
    return {name for parameter in command.get_params(context) for name in (*parameter.opts, *parameter.secondary_opts)}


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


def test_the_two_commands_are_marked_for_ci() -> None:
    for name, ends in (("samples", "check seeds"), ("tests", "-m pytest")):
        (command,) = re.findall(rf"<!-- command: {name} -->\n```sh\n(.*)\n```\n", README)
        assert command.startswith("python3 -m venv .venv && ")
        assert command.endswith(ends)
