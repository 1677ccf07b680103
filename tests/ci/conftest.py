"""A ``provenance`` on the path that is this checkout's, and texts that pass or fail."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GOOD = "---\ntitle: The mill\nlicense: CC-BY-4.0\n---\n\nThe mill stands still.\n"
BAD = "The ferry sails.\n\n© 2024 Harrow Lane Press. All rights reserved. Not to be republished.\n"


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A folder with the command in it."""
    folder = tmp_path / "runner" / "provenance" / "bin"
    folder.mkdir(parents=True)
    shim = folder / "provenance"
    shim.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m provenance "$@"\n', encoding="utf-8")
    shim.chmod(0o755)
    return folder


@pytest.fixture
def clean(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody's own settings of git, and nothing of a repository around the test."""
    for name in [name for name in os.environ if name.startswith(("GIT_", "GITHUB_", "PRE_COMMIT"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
