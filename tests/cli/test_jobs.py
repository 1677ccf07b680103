"""Several processes say what one says; a process that dies is no silence."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from provenance.cli.job.processes import count_of
from provenance.errors import UsageError

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT / "seeds"


def started(*arguments: str, **more: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "provenance", "check", "--no-cache", "--at", "2026-01-15", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    given = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, "env": environment, **more}
    return subprocess.Popen(command, **given)  # type: ignore[call-overload, no-any-return]


def ran(*arguments: str, **more: object) -> tuple[int, str, str]:
    process = started(*arguments, **more)
    out, err = process.communicate(timeout=300)
    return process.returncode, out, err


def test_two_processes_say_what_one_says() -> None:
    some = sorted(str(path) for path in SEEDS.iterdir() if path.suffix in (".md", ".txt", ".html"))[::4]
    given = (*some, "--format", "json", "--verbose")
    assert ran(*given, "--jobs", "2") == ran(*given)


def test_agreements_that_pay_by_documents_pay_as_often(tmp_path: Path) -> None:
    for number in range(40):
        text = "The ferry sails.\n\n© 2024 Harrow Lane Press. All rights reserved.\n"
        (tmp_path / f"{number:02}.md").write_text(text, encoding="utf-8")
    (tmp_path / "agreements.yml").write_text(
        "agreements:\n  - id: harrow\n    with: Harrow Lane Press\n    grants: {uses: [republish]}\n"
        "    quota: {documents: 25}\n    until: 2027-01-01\n    reference: Drawer 3\n",
        encoding="utf-8",
    )
    given = (".", "--agreements", "agreements.yml", "--format", "json")
    one = ran(*given, cwd=tmp_path)
    assert one[0] == 1, one[2]
    assert one[1].count('"opened_by": "agreement:harrow"') == 25
    assert ran(*given, "--jobs", "2", cwd=tmp_path) == one


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="children are found under /proc")
def test_a_process_that_dies_is_an_error_and_names_where(tmp_path: Path) -> None:
    many(tmp_path)
    process = started(".", "--jobs", "2", cwd=tmp_path)
    os.kill(worker_of(process), signal.SIGKILL)
    _out, err = process.communicate(timeout=120)
    assert process.returncode == 2
    assert "a process of --jobs ended before its time" in err
    assert "Traceback" not in err


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="children are found under /proc")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_no_process_outlives_the_run(tmp_path: Path, how: signal.Signals) -> None:
    many(tmp_path)
    process = started(".", "--jobs", "2", cwd=tmp_path, start_new_session=True)
    worker = worker_of(process)
    if how is signal.SIGINT:
        os.killpg(process.pid, how)  # as a terminal does
    else:
        process.kill()
    _, err = process.communicate(timeout=120)
    assert process.returncode == (130 if how is signal.SIGINT else -how)
    assert "Traceback" not in err
    wait_for(lambda: not Path(f"/proc/{worker}").exists() or "Z" in Path(f"/proc/{worker}/stat").read_text().split()[2])


def many(folder: Path) -> None:
    for number in range(1500):
        sentences = " ".join(f"The ferry number {number} sails at {hour} and nobody may copy it." for hour in range(40))
        (folder / f"{number:04}.md").write_text(f"{sentences}\n\n© 2024 Harrow Lane Press\n", encoding="utf-8")


def worker_of(process: subprocess.Popen[str]) -> int:
    """A worker that has begun."""
    found: list[int] = []

    def look() -> bool:
        for pid in Path("/proc").glob("[0-9]*"):
            try:
                mine = f"PPid:\t{process.pid}\n" in (pid / "status").read_text()
                if mine and b"spawn_main" in (pid / "cmdline").read_bytes():
                    found.append(int(pid.name))
            except OSError:
                continue
        return bool(found)

    wait_for(look)
    return found[0]


def wait_for(it: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not it():
        assert time.monotonic() < end
        time.sleep(0.1)


def test_how_many() -> None:
    assert count_of("3") == 3
    assert count_of("auto") == count_of("0") >= 1


@pytest.mark.parametrize("written", ["", "-1", "two", "1.5", "9999", "٣"])
def test_no_number(written: str) -> None:
    with pytest.raises(UsageError, match="--jobs"):
        count_of(written)
