"""Labelled documents against what is read in them, by the definitions of ``score.py`` beside the labels.

That file is loaded from where it lies, so that the command and this table can never disagree.
"""

from __future__ import annotations

import importlib.util
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

from provenance.check import Checker
from provenance.readers import read_bytes
from provenance.reports.json import as_document
from provenance.rulefiles.pack import load_rules
from provenance.use import Occasion, Use

FIELDS = ("embargo", "territory", "expires", "max_words")
FLAGS = ("reserved", "ai_optout")
#: Measured also over the documents without a licence, whose grants come from a table and are not read.
IN_WORDS = ("prohibited", "permitted")


@dataclass(slots=True)
class Case:
    """One document: its label, what was decided, and for each figure what was hit, extra and missed."""

    set: str
    label: dict[str, Any]
    decision: str
    counts: dict[str, Any] = field(default_factory=dict)
    fields: dict[str, bool] = field(default_factory=dict)
    differs: list[str] = field(default_factory=list)

    @property
    def right(self) -> bool:
        """Whether the verdict is the label's."""
        return bool(self.decision == self.label["verdict"])

    @property
    def distance(self) -> int:
        """How far from the label: a wrong verdict weighs as much as five wrong lists."""
        return len(self.differs) + 5 * (not self.right)


def load_score(path: Path) -> ModuleType:
    """``score.py`` as a module."""
    spec = importlib.util.spec_from_file_location("gold_score", path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} is no Python file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Scorer:
    """Runs the pipeline over a labelled set and counts as ``score.py`` counts."""

    def __init__(self, gold: Path) -> None:
        self._gold = gold
        self._score = load_score(gold / "score.py")
        rules = load_rules()
        self._checker = Checker(rules, Occasion(use=Use(**rules.uses["republish"]), at=datetime.now(UTC)))

    def cases(self, name: str) -> Iterator[Case]:
        """Every document of the set *name*, in the order of its labels."""
        files = {self._score.doc_key(path): path for path in (self._gold / name).iterdir()}
        for line in (self._gold / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            if line.strip():
                label = json.loads(line)
                yield self._case(name, label, self._found(files.get(label["id"])))

    def _found(self, path: Path | None) -> dict[str, Any]:
        """What the report says about a file; a file that is not there says nothing and is wrong."""
        if path is None:
            return {"notices": [], "rights": {}, "decision": "missing"}
        return as_document(self._checker.check(read_bytes(path.name, path.read_bytes())))

    def _case(self, name: str, label: dict[str, Any], found: dict[str, Any]) -> Case:
        case = Case(name, label, found["decision"])
        if not case.right:
            case.differs.append(f"verdict {label['verdict']}, not {case.decision}")
        if "notice_spans" in label:
            self._add_characters(case, found)
            self._add_fields(case, found["rights"])
        if "notices" in label:
            self._add_words(case, found["notices"])
        for figure, expected, got in self._sets(label, found["rights"]):
            case.counts[figure] = counts = self._score.PRF()
            if not counts.add(expected, got) and not figure.endswith("_in_words"):
                case.differs.append(f"{figure} {_difference(expected, got)}")
        return case

    def _add_characters(self, case: Case, found: dict[str, Any]) -> None:
        case.counts["notice_characters"] = counts = self._score.PRF()
        hit, extra, missed = self._score.score_spans(case.label, found, self._gold / case.set)
        counts.tp, counts.fp, counts.fn = hit, extra, missed
        if extra or missed:
            case.differs.append(f"notice +{extra} -{missed} characters")

    def _add_words(self, case: Case, notices: list[dict[str, Any]]) -> None:
        case.counts["notice_words"] = counts = self._score.PRF()
        if not counts.add(self._words(case.label["notices"], "quote"), self._words(notices, "text")):
            case.differs.append(f"notice +{counts.fp} -{counts.fn} words")

    def _words(self, notices: list[dict[str, Any]], key: str) -> list[str]:
        covering = [notice[key] for notice in notices if notice["scope"] in self._score.COVERING]
        return [token for text in covering for token in self._score.tokens(text)]

    def _add_fields(self, case: Case, rights: dict[str, Any]) -> None:
        for name in FIELDS:
            expected, got = case.label.get(name), rights.get(name)
            if expected or got:
                case.fields[name] = self._score.norm_field(expected) == self._score.norm_field(got)
                if not case.fields[name]:
                    case.differs.append(f"{name} {expected}, not {got}")

    def _sets(self, label: dict[str, Any], rights: dict[str, Any]) -> Iterator[tuple[str, set[str], set[str]]]:
        """Each figure that compares two sets: its name, what the label holds, what was read."""
        of_holder, of_year = self._score.norm_holder, self._score.norm_year
        holders = {of_holder(holder["name"]) for holder in rights.get("holders") or []}
        yield "holders", {of_holder(holder) for holder in label["holders"]}, holders
        yield "years", {of_year(y) for y in label["years"]}, {of_year(y) for y in rights.get("years") or []}
        for name in self._score.SETS:
            if label[name] is None:  # not labelled
                continue
            yield name, set(label[name]), set(rights.get(name) or [])
            if name in IN_WORDS and not label["licenses"]:
                yield f"{name}_in_words", set(label[name]), set(rights.get(name) or [])
        for name in FLAGS:
            yield name, {"yes"} if label[name] else set(), {"yes"} if rights.get(name) else set()

    # -- over many documents

    def figures(self, cases: Sequence[Case]) -> dict[str, float]:
        """Every figure that these documents measure: nothing labelled and nothing read is no figure."""
        found = self._verdicts(cases)
        names = list(dict.fromkeys(name for case in cases for name in case.counts))
        found |= {name: f1 for name in names if (f1 := self.f1(cases, name)) is not None}
        for name in FIELDS:
            right = [case.fields[name] for case in cases if name in case.fields]
            if right:
                found[name] = sum(right) / len(right)
        quiet = [case for case in cases if case.label.get("notice_spans") == []]
        if quiet:
            found["false_alarms"] = sum(case.counts["notice_characters"].fp > 0 for case in quiet) / len(quiet)
        return {name: round(value, 4) for name, value in found.items()}

    def _verdicts(self, cases: Sequence[Case]) -> dict[str, float]:
        right = Counter(case.label["verdict"] for case in cases if case.right)
        of = Counter(case.label["verdict"] for case in cases)
        found = {"verdict_accuracy": right.total() / len(cases)}
        found |= {f"recall_{verdict}": right[verdict] / of[verdict] for verdict in self._score.RANK if of[verdict]}
        return found | {"unsafe": float(sum(map(self._unsafe, cases)))}

    def _unsafe(self, case: Case) -> bool:
        """Whether more was said to be open than is."""
        rank = self._score.RANK
        return case.decision in self._score.OPEN and rank[case.decision] > rank[case.label["verdict"]]

    def f1(self, cases: Iterable[Case], name: str) -> float | None:
        """F1 of *name* over *cases*; None where there is nothing to find and nothing was found."""
        whole = self._score.PRF()
        for counts in (case.counts[name] for case in cases if name in case.counts):
            whole.tp, whole.fp, whole.fn = whole.tp + counts.tp, whole.fp + counts.fp, whole.fn + counts.fn
        return float(whole.row()["f1"]) if whole.tp + whole.fp + whole.fn else None


def holds(label: dict[str, Any]) -> list[str]:
    """The kinds of a document by what its label holds."""
    silent = not label.get("notice_spans") and not label.get("notices")
    kinds = {
        "licence": label["licenses"],
        "ai": label["ai_optout"],
        "embargo": label.get("embargo"),
        "territory": label.get("territory"),
        "word limit": label.get("max_words"),
        "expiry": label.get("expires"),
        "agency": label["agencies"],
        "near miss or plain": silent,
    }
    return [kind for kind, there in kinds.items() if there]


def _difference(expected: set[str], got: set[str]) -> str:
    extra = [f"+{item}" for item in sorted(got - expected)]
    return " ".join(extra + [f"-{item}" for item in sorted(expected - got)])
