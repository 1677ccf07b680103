"""``python -m benchmarks [FOLDER] [--rounds N]``: every stage of the pipeline on one folder, in one run.

FOLDER holds text files; without one, the labelled articles beside the checkout are taken, and
without those the samples; web pages are measured where they lie beside the checkout. Times are CPU
seconds of this process; only ratios travel between machines.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from benchmarks.pages import pages
from benchmarks.site import site
from benchmarks.speed import measure
from benchmarks.startup import start_ups

ROOT = Path(__file__).parent.parent
_EPILOG = (
    "Accuracy instead of speed: python -m benchmarks accuracy --help. Large reports: python -m benchmarks registers."
    " A whole site: python -m benchmarks site."
)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__, epilog=_EPILOG)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--rounds", type=int, default=5, help="each stage this many times, the median counts")
    given = parser.parse_args()
    beside = ROOT.parent / "shared" / "gold" / "articles"
    folder = given.folder or (beside if beside.is_dir() else ROOT / "seeds")
    print(f"documents: {folder}")
    for line in measure(folder, given.rounds):
        print(line)
    for line in pages(ROOT.parent / "shared" / "gold" / "pages", given.rounds):
        print(line)
    for line in start_ups(ROOT / "seeds" / "wire-story.txt"):
        print(line)
    for line in site():
        print(line)


if __name__ == "__main__":
    if sys.argv[1:2] == ["accuracy"]:
        from benchmarks.accuracy import main as accuracy

        sys.exit(accuracy(sys.argv[2:]))
    if sys.argv[1:2] == ["registers"]:
        from benchmarks.registers import main as registers

        sys.exit(registers(sys.argv[2:]))
    if sys.argv[1:2] == ["site"]:
        from benchmarks.site import main as one_site

        sys.exit(one_site(sys.argv[2:]))
    main()
