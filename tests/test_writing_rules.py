"""``docs/writing-rules.md`` shows what a failing example looks like; the others are played in ``tests/prose``."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.prose.blocks import ROOT, read, scenes
from tests.prose.play import play

PAGE = "docs/writing-rules.md"


def run(path: str, folder: Path) -> str:
    """What ``provenance rules test`` prints for a file in *folder*."""
    called = [sys.executable, "-m", "provenance", "rules", "test", path]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    return subprocess.run(called, cwd=folder, env=environment, capture_output=True, encoding="utf-8").stdout


def test_the_failures_that_it_shows_are_told_so(tmp_path: Path) -> None:
    (scene,) = scenes(PAGE, read(PAGE))
    assert list(play(scene, tmp_path))
    shown = [block.content for block in scene.blocks if block.language == "text" and "FAILED" in block.content]
    slips = (
        ("house/policies/harrow-clause.yaml", r"harrow\s+clause\b", r"harrow\s+clauses\b"),
        ("house/languages/en/examples.yaml", "is off the table", "is off the gridiron"),
    )
    assert len(shown) == len(slips)
    for told, (path, old, new) in zip(shown, slips, strict=True):
        text = (tmp_path / "site" / path).read_text(encoding="utf-8")
        (tmp_path / "site" / path).write_text(text.replace(old, new), encoding="utf-8")
        assert run(path, tmp_path / "site").startswith(told)
