"""A whole run over a made-up site: CPU time beside reading the files and parsing their front matter, and memory.

Each run is a process of its own, start-up and rules included; the yardstick is measured in this one, with the loader
that the readers use. ``python -m benchmarks site [FILES]`` runs this part alone.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.markdown import make
from provenance.readers import front_matter

FILES, FEWER = 10_000, 1_000
#: What the project promises: cold and cached times as multiples of the yardstick, memory as one of a smaller site's.
COLD, CACHED, MEMORY = 3.0, 1.0, 1.2
_ROOT = Path(__file__).parent.parent


class Cost(NamedTuple):
    """What a process took: CPU seconds, and the most memory that it held, in bytes."""

    seconds: float
    memory: int


def site(count: int = FILES, fewer: int = FEWER) -> Iterator[str]:
    """Lines that say what a check of *count* files costs."""
    with tempfile.TemporaryDirectory(prefix="provenance-benchmark-") as temporary:
        room = Path(temporary)
        make(room / "site", count)
        make(room / "small", fewer)
        (room / "one").mkdir()
        (room / "one" / "story.md").write_text("The mill stands still.\n", encoding="utf-8")
        _run(room, "one", "json")  # rules and byte code are compiled once in a machine's life
        measure = _yardstick(room / "site")
        small = _run(room, "small", "json", "--no-cache")
        yield f"{count} made-up Markdown files: to read them and parse their front matter takes {measure:.2f} s (CPU)"
        cold = _run(room, "site", "json", "--no-cache")
        yield _line("cold, one process, nothing kept", cold, measure, COLD)
        filling = _run(room, "site", "json")
        yield _line("cold, answers are kept", filling, measure)
        yield _line("all answers kept, JSON report", _run(room, "site", "json"), measure, CACHED)
        yield _line("all answers kept, JSON Lines", _run(room, "site", "jsonl"), measure, CACHED)
        yield _line("all answers kept, text report", _run(room, "site", "text"), measure)
        ratio = cold.memory / small.memory
        yield (
            f"  memory at most: {cold.memory / 1e6:.0f} MB, {ratio:.2f} x that of {fewer} files"
            f" (bar: {MEMORY}{'' if ratio <= MEMORY else ', MISSED'})"
        )


def _line(name: str, cost: Cost, measure: float, bar: float | None = None) -> str:
    ratio = cost.seconds / measure
    missed = ", MISSED" if bar is not None and ratio > bar else ""
    told = f" (bar: {bar:g}{missed})" if bar is not None else ""
    return f"  {name:34} {cost.seconds:7.2f} s  {ratio:6.2f} x{told}"


def _yardstick(folder: Path) -> float:
    """CPU seconds to read all files of *folder* and to parse their front matter; the better of two rounds."""
    paths = sorted(folder.rglob("*.md"))
    times = []
    for _ in range(2):
        begin = time.process_time()
        for path in paths:
            front_matter.split(str(path), path.read_bytes().decode())
        times.append(time.process_time() - begin)
    return min(times)


def _run(room: Path, folder: str, form: str, *more: str) -> Cost:
    command = [sys.executable, "-m", "provenance", "check", folder, "--format", form, "-o", f"{room}/report", *more]
    environment = {**os.environ, "PYTHONPATH": str(_ROOT), "XDG_CACHE_HOME": str(room / "cache")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # what is installed has its byte code beside it
    environment["PYTHONPYCACHEPREFIX"] = str(room / "bytecode")
    process = subprocess.Popen(command, cwd=room, env=environment, stdout=subprocess.DEVNULL)
    _, _, used = os.wait4(process.pid, 0)
    process.returncode = 0  # it has been waited for
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss * (1 if sys.platform == "darwin" else 1024))


def main(arguments: Sequence[str]) -> int:
    """Print the lines for as many files as the first argument says."""
    count = int(arguments[0]) if arguments else FILES
    for line in site(count, max(1, min(FEWER, count // 10))):
        print(line, flush=True)
    return 0
