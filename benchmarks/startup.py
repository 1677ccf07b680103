"""Start-up times as multiples of a bare interpreter."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

_RUNS = 20


def start_ups(document: Path) -> Iterator[str]:
    """Medians of twenty, interleaved: a bare interpreter, ``--version``, one small file."""
    commands = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "provenance --version": [sys.executable, "-m", "provenance", "--version"],
        "provenance check one small file": [sys.executable, "-m", "provenance", "check", str(document)],
    }
    times: dict[str, list[float]] = {name: [] for name in commands}
    for command in commands.values():
        _run(command)
    for _ in range(_RUNS):
        for name, command in commands.items():
            times[name].append(_run(command))
    bare = statistics.median(times["python -c pass"])
    for name, values in times.items():
        median = statistics.median(values)
        yield f"start-up: {name:34} {median * 1000:6.0f} ms  {median / bare:5.1f} x a bare interpreter"


def _run(command: list[str]) -> float:
    begin = time.perf_counter()
    subprocess.run(command, check=False, capture_output=True, cwd=Path(__file__).parent.parent)
    return time.perf_counter() - begin
