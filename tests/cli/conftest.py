"""The command run in this process or in its own, with stand-ins for pipeline and rules."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[2]
FAKES = Path(__file__).with_name("fakes.py")


class Ended(NamedTuple):
    """How a run ended."""

    code: int
    out: str
    err: str


@pytest.fixture
def command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Callable[..., Ended]:
    """Run ``provenance`` with these arguments in an empty folder."""
    spec = importlib.util.spec_from_file_location("cli_fakes", FAKES)
    assert spec
    assert spec.loader
    fakes = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "cli_fakes", fakes)
    spec.loader.exec_module(fakes)
    for name, module in fakes.modules().items():
        monkeypatch.setitem(sys.modules, name, module)
    for name in ("NO_COLOR", "COLUMNS", "TERM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    from provenance.cli.main import main

    def run(*arguments: Any) -> Ended:
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        return Ended(code, *capsys.readouterr())

    return run


@pytest.fixture
def process(tmp_path: Path) -> Callable[..., subprocess.Popen[bytes]]:
    """Start ``provenance`` with the stand-ins as a process of its own."""

    def start(*arguments: str, **more: Any) -> subprocess.Popen[bytes]:
        given = {
            "stdout": subprocess.PIPE,
            "stderr": subprocess.PIPE,
            "cwd": tmp_path,
            "env": {"PYTHONPATH": str(ROOT)},
            **more,
        }
        return subprocess.Popen([sys.executable, str(FAKES), *arguments], **given)

    return start


@pytest.fixture
def story(tmp_path: Path) -> Callable[..., Path]:
    """Write a document whose first word is its decision."""

    def write(name: str, text: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return write
