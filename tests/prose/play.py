"""Follows a page from its beginning: every example is run, or held to a schema, or says why not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.prose.blocks import ROOT, Block, Scene
from tests.prose.kinds import check_ours, check_theirs, is_theirs, model_of
from tests.prose.stage import Stage, there

_RUN = frozenset({"console", "sh", "python"})


@dataclass(frozen=True)
class Played:
    """What became of a block: as it should be printed, or the program that was not there."""

    block: Block
    printed: str | None = None
    lacks: str | None = None


def treatment(scene: Scene, block: Block) -> str | None:
    """What is done with *block*; ``None``: nothing, and that is a fault of the page."""
    remark = block.remark or ""
    about, _, rest = remark.partition(" ")
    if remark.startswith(("not run: ", "run by ", "tested by ")):
        return "elsewhere"
    if about in ("a", "part") and _known(rest.removeprefix("of ")):
        return "held to its schema"
    if block.name is None:
        return "run" if block.language in _RUN and about in ("", "needs") else None
    if block.name and (_known(block.name) or _used(scene, block)):
        return "written"
    return None


def _known(name: str) -> bool:
    return model_of(name) is not None or is_theirs(name)


def _used(scene: Scene, block: Block) -> bool:
    """Whether something runs in the folder once the file is there."""
    return any(its.start > block.start and its.language in _RUN and not its.name for its in scene.blocks)


def reason(block: Block) -> str:
    """Why a block is not run here: words that are enough for a person, or a place that has it.

    Raises:
        AssertionError: the remark says nothing, or nothing true.
    """
    kind, _, why = (block.remark or "").partition(": " if ":" in (block.remark or "") else " by ")
    if kind == "run by .ci/run":
        assert f"command: {why}" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    elif kind == "tested":
        assert (ROOT / why).is_file(), why
    else:
        assert kind == "not run"
        assert len(why.split()) >= 3, why
    return why


def play(scene: Scene, place: Path) -> Iterator[Played]:
    """Follow *scene* in a folder below *place*, block by block.

    Raises:
        AssertionError: a command ends with an error, Python prints something else, a file is not as its schema wants.
    """
    stage = Stage(scene, place)
    for block in scene.blocks:
        where = f"{scene.name}, line {block.line}"
        done = treatment(scene, block)
        if done == "elsewhere":
            reason(block)
        elif done == "held to its schema":
            about, _, name = (block.remark or "").removeprefix("part of ").removeprefix("a ").rpartition(" ")
            assert not about, where
            _hold(stage, name, block, where, part=(block.remark or "").startswith("part of"))
        elif done == "written":
            _write(stage, block, where)
        elif done == "run":
            yield _run(stage, block, where)


def _hold(stage: Stage, name: str, block: Block, where: str, *, part: bool) -> None:
    if is_theirs(name):
        for command in check_theirs(name, block.content):
            _shell(stage, command, where)
    else:
        check_ours(name, block.content, part=part)


def _write(stage: Stage, block: Block, where: str) -> None:
    assert block.name
    stage.write(block.name, block.content)
    if _known(block.name):
        _hold(stage, block.name, block, where, part=False)


def _run(stage: Stage, block: Block, where: str) -> Played:
    needs = re.match(r"needs (\S+)$", block.remark or "")
    if needs and not there(needs[1]):
        return Played(block, lacks=needs[1])
    if block.language == "console":
        return Played(block, printed=stage.session(block.content))
    if block.language == "sh":
        _shell(stage, block.content, where)
    else:
        said = re.findall(r"^# ?(.*)$", block.content, re.M)
        assert stage.python(block.content, where) == said, where
    return Played(block)


def _shell(stage: Stage, script: str, where: str) -> None:
    printed, code = stage.run(script)
    assert code == 0, f"{where}: exit code {code}\n{script}\n{printed}"
