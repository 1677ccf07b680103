"""What only a process of its own can show: signals, pipes, start-up."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
Start = Callable[..., "subprocess.Popen[bytes]"]


def test_a_closed_pipe_is_no_traceback(process: Start, story: Callable[..., Path]) -> None:
    for n in range(3000):
        story(f"d/{n}.txt", "blocked " + "x" * 80)
    run = process("check", "d", "--format", "text")
    assert run.stdout
    assert run.stderr
    run.stdout.readline()
    run.stdout.close()
    errors = run.stderr.read()
    assert run.wait(60) == 141
    assert errors == b""
    run.stderr.close()


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_ctrl_c_is_no_traceback_and_no_pass(process: Start, story: Callable[..., Path]) -> None:
    story("a.txt", "interrupt")
    run = process("check", "a.txt")
    out, err = run.communicate(timeout=60)
    assert run.returncode == 130
    assert err == b"provenance: error: interrupted; the documents not reached were not judged\n"
    assert b"permitted" not in out


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is always full")
@pytest.mark.parametrize("output", [[], ["-o", "/dev/full"]])
def test_a_full_disk_is_no_traceback_and_no_pass(process: Start, story: Callable[..., Path], output: list[str]) -> None:
    story("a.txt", "permitted")
    with open("/dev/full", "w") as full:
        run = process("check", "a.txt", *output, stdout=full)
        _, err = run.communicate(timeout=60)
    assert run.returncode == 2
    assert err.startswith(b"provenance: error: ")
    assert err.count(b"\n") == 1


@pytest.mark.skipif(os.name == "nt", reason="closes descriptors")
def test_closed_streams_are_no_traceback(process: Start, story: Callable[..., Path], tmp_path: Path) -> None:
    story("a.txt", "permitted")
    for closed, code in ((1, 2), (2, 0)):
        run = process("check", "a.txt", preexec_fn=lambda closed=closed: os.close(closed))
        out, err = run.communicate(timeout=60)
        assert (run.returncode, b"Traceback" in out + err) == (code, False)


def test_standard_input_is_a_document(process: Start) -> None:
    run = process("check", "-", "--format", "json", stdin=subprocess.PIPE)
    out, _ = run.communicate("blocked: “café”".encode(), timeout=60)
    # the first word is "blocked:", which is no decision: a person must look
    assert [one["decision"] for one in json.loads(out)["documents"]] == ["review"]
    assert run.returncode == 1


@pytest.mark.parametrize("form", ["text", "json"])
def test_any_locale_can_print(process: Start, story: Callable[..., Path], form: str) -> None:
    story("転載.txt", "blocked")
    environment = {
        "PYTHONPATH": str(ROOT),
        "PYTHONIOENCODING": "ascii",
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
    }
    run = process("check", ".", "--format", form, env=environment)
    out, err = run.communicate(timeout=60)
    assert (run.returncode, err) == (1, b"")
    if form == "json":
        assert json.loads(out.decode("utf-8"))["documents"][0]["decision"] == "blocked"


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["check", "--help"], ["rules", "--help"]])
def test_help_and_version_import_nothing_heavy(arguments: list[str]) -> None:
    program = (
        "import sys\nfrom provenance.cli.main import main\ncode = main(sys.argv[1:])\n"
        "heavy = {'pydantic', 'yaml', 'regex', 'rich', 'babel', 'ahocorasick', 'pathspec', 'license_expression'}\n"
        "print(code, sorted(heavy & set(sys.modules)))"
    )
    out = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    ).stdout
    assert out.splitlines()[-1] == "0 []"


def test_the_module_is_the_command() -> None:
    ended: Any = subprocess.run(
        [sys.executable, "-m", "provenance"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 2
    assert ended.stderr.startswith("Usage: provenance ")
    assert ended.stdout == ""
