"""``python -m benchmarks accuracy``: what is read in the labelled documents beside the checkout.

Every figure stands beside the recorded one (``accuracy.json``) and the bar. Exit code 1 where one
fell by more than 0.002 or a bar is missed. A change that moves figures knowingly records them
(``--record``). Without the labelled documents there is nothing to measure, and the exit code is 0.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.figures import Figures, fallen, missed, shown, table
from benchmarks.scoring import Case, Scorer, holds

ROOT = Path(__file__).parent.parent
STORE = Path(__file__).with_name("accuracy.json")
SETS = ("articles", "pages")
#: The figures of the tables by language and by kind.
COLUMNS = ("prohibited", "duties", "holders")
_LONGEST = 300


def main(arguments: Sequence[str]) -> int:
    """Measure, print, record where asked; the exit code."""
    given = _parser().parse_args(arguments)
    if not (given.gold / "score.py").is_file():
        print(f"no labelled documents at {given.gold}: nothing to measure")
        return 0
    scorer = Scorer(given.gold)
    cases = {name: list(scorer.cases(name)) for name in SETS}
    figures = {name: scorer.figures(its) for name, its in cases.items()}
    stored = json.loads(STORE.read_text(encoding="utf-8"))
    everything = [case for its in cases.values() for case in its]
    for line in [
        *_figures(cases, figures, stored),
        *_grouped(scorer, "by language", everything, lambda case: [case.label["language"]]),
        *_grouped(scorer, "by verdict of the label", everything, lambda case: [case.label["verdict"]]),
        *_grouped(scorer, "by what the label holds", everything, lambda case: holds(case.label)),
        *worst(everything, given.worst),
    ]:
        print(line)
    if given.record:
        record(STORE, stored, figures)
    complaints = list(complain(figures, stored))
    print(*complaints, sep="\n", end="\n" if complaints else "")
    return 1 if complaints else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks accuracy", description=__doc__)
    beside = ROOT.parent / "shared" / "gold"
    parser.add_argument("--gold", type=Path, default=beside, metavar="FOLDER", help="the labelled documents")
    parser.add_argument("--worst", type=int, default=15, metavar="N", help="show the N documents furthest off")
    parser.add_argument("--record", action="store_true", help=f"write the figures to {STORE.name}")
    return parser


def _figures(cases: Mapping[str, list[Case]], figures: Mapping[str, Figures], stored: dict[str, Any]) -> Iterator[str]:
    for name in SETS:
        yield f"{name}: {len(cases[name])} documents"
        yield from table(figures[name], stored["recorded"].get(name, {}), stored["bars"].get(name, {}))
        yield ""


def _grouped(scorer: Scorer, title: str, cases: Iterable[Case], keys: Callable[[Case], list[str]]) -> Iterator[str]:
    """A table of groups, the largest first: documents, verdicts right, F1 of each column."""
    groups: dict[str, list[Case]] = {}
    for case in cases:
        for key in keys(case):
            groups.setdefault(key, []).append(case)
    yield f"{title:24} documents  verdicts right" + "".join(f"{name:>12}" for name in COLUMNS)
    for key, its in sorted(groups.items(), key=lambda item: (-len(item[1]), item[0])):
        cells = "".join(f"{shown(scorer.f1(its, name)):>12}" for name in COLUMNS)
        yield f"  {key:22} {len(its):9} {sum(case.right for case in its):15}{cells}"
    yield ""


def worst(cases: Iterable[Case], count: int) -> Iterator[str]:
    """The *count* documents furthest from their labels: ``+`` was read and is not there, ``-`` was not read."""
    off = sorted((case for case in cases if case.differs), key=lambda case: (-case.distance, case.label["id"]))
    yield f"{len(off)} documents differ from their labels"
    for case in off[: max(count, 0)]:
        told = "; ".join(case.differs)
        yield f"  {case.set}/{case.label['id']}: {told[:_LONGEST]}{'…' if len(told) > _LONGEST else ''}"
    yield ""


def record(store: Path, stored: dict[str, Any], figures: Mapping[str, Figures]) -> None:
    """Write *figures* as the recorded ones; the bars stay."""
    stored["recorded"] = {name: {key: its[key] for key in sorted(its)} for name, its in figures.items()}
    store.write_text(json.dumps(stored, indent=2) + "\n", encoding="utf-8")


def complain(figures: Mapping[str, Figures], stored: dict[str, Any]) -> Iterator[str]:
    """A line for each figure that fell below the recorded one and each bar that is missed."""
    for name, now in figures.items():
        fell = fallen(now, stored["recorded"].get(name, {}))
        yield from (f"{name}: {line}" for line in [*fell, *missed(now, stored["bars"].get(name, {}))])
