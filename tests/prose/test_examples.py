"""Every example of README.md, CONTRIBUTING.md and docs/ holds: no block of code is there for the eye alone.

``python -m tests.prose`` writes the sessions anew; read what changed before you commit it.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import click
import pytest

from provenance.cli.main import cli
from tests.prose.blocks import Scene, blocks, pages, read, scenes
from tests.prose.play import play, reason, treatment
from tests.prose.stage import there

SCENES = [scene for page in pages() for scene in scenes(page, read(page)) if scene.blocks]


@pytest.mark.skipif(os.name == "nt", reason="sessions of a POSIX shell")
@pytest.mark.parametrize("scene", SCENES, ids=[scene.name for scene in SCENES])
def test_the_examples_of_a_page_hold(scene: Scene, tmp_path: Path) -> None:
    if scene.needs and not there(scene.needs):
        pytest.skip(f"{scene.needs} is not installed")
    lacking = set()
    for played in play(scene, tmp_path):
        lacking |= {played.lacks} - {None}
        if played.printed is not None:
            assert played.printed == "".join(f"{line.rstrip()}\n" for line in played.block.content.splitlines())
    if lacking:
        pytest.skip(f"all but one example of the page hold; not installed: {', '.join(sorted(map(str, lacking)))}")


@pytest.mark.parametrize("page", pages())
def test_no_block_is_there_for_the_eye_alone(page: str) -> None:
    found = scenes(page, read(page))
    unheld = [f"{page}:{block.line}" for scene in found for block in scene.blocks if treatment(scene, block) is None]
    assert unheld == [], "a block that nothing runs or checks: name its file, or say why in a remark (tests/prose)"
    played = {block.start for scene in found for block in scene.blocks}
    shared = [block for block in blocks(read(page)) if block.start not in played]
    assert [block.line for block in shared if not block.name] == []


def test_fences_are_all_seen() -> None:
    for page in pages():
        assert len(re.findall(r"^ *(?:```|~~~)", read(page), re.M)) == 2 * len(list(blocks(read(page)))), page


def test_reasons_are_given() -> None:
    marked = [block for scene in SCENES for block in scene.blocks if treatment(scene, block) == "elsewhere"]
    assert marked
    for block in marked:
        assert reason(block)


def commands(page: str) -> set[str]:
    """Every call of ours that the page shows in running text."""
    return set(re.findall(r"`(provenance [^`]+)`", read(page)))


def walk(command: click.Command, words: list[str]) -> click.Command:
    """The command that *words* name."""
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        command = command.commands[words.pop(0)]
    return command


def options(command: click.Command) -> set[str]:
    """The options that a command takes, as they are written."""
    context = click.Context(command, help_option_names=["-h", "--help"])
    return {name for parameter in command.get_params(context) for name in (*parameter.opts, *parameter.secondary_opts)}


@pytest.mark.parametrize("page", [page for page in pages() if commands(page)])
def test_commands_in_running_text_exist_with_their_options(page: str) -> None:
    for command in commands(page):
        for spelled in re.sub(r"[\[\]]", "", command.partition(" && ")[0]).split(" | "):
            words = spelled.removeprefix("provenance ").split()
            found = walk(cli, words)
            assert {word.partition("=")[0] for word in words if re.match(r"--?\w", word)} <= options(found), command


def test_links_lead_somewhere() -> None:
    root = Path(__file__).parents[2]
    for page in pages():
        text = read(page)
        for target, anchor in re.findall(r"(?<!`)\]\(([^)#\s]*)(?:#([^)\s]*))?\)", text):
            if target.startswith(("https://", "mailto:")):
                continue
            path = (root / page).parent / target if target else root / page
            assert path.exists(), f"{page}: {target}"
            assert not anchor or anchor in anchors(path), f"{page}: {target}#{anchor}"


def anchors(path: Path) -> set[str]:
    """The headings of a page as addresses within it."""
    lines = re.findall(r"^#+ (.*)$", path.read_text(encoding="utf-8"), re.M)
    return {re.sub(r"[^\w -]", "", line.lower()).strip().replace(" ", "-") for line in lines}
