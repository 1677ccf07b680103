"""What every format must hold: the sets of documents, and a reader for each format that knows nothing of ours."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from provenance.check import Checker
from provenance.report import DocumentReport
from provenance.reports import create
from provenance.reports.interface import Look, Run, Summary
from provenance.rulefiles.pack import Rules
from provenance.use import Occasion, Use

HERE = Path(__file__).parent
SEEDS = HERE.parents[2] / "seeds"


def loaded(name: str) -> ModuleType:
    """A module beside this file."""
    spec = importlib.util.spec_from_file_location(f"formats_{name}", HERE / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def hostility() -> ModuleType:
    """The module of hostile documents."""
    return loaded("hostile")


@pytest.fixture(scope="session")
def parsers() -> ModuleType:
    """The module of readers."""
    return loaded("parsers")


@pytest.fixture(scope="session")
def seeds(rules: Rules) -> list[DocumentReport]:
    """The sample documents, judged."""
    from provenance.readers import read_bytes

    checker = Checker(rules, Occasion(use=Use(**rules.uses["republish"]), at=datetime(2026, 1, 15, tzinfo=UTC)))
    paths = sorted(path for path in SEEDS.iterdir() if path.suffix in (".html", ".md", ".txt"))
    return [checker.check(read_bytes(f"seeds/{path.name}", path.read_bytes())) for path in paths]


@pytest.fixture
def everything(hostility: ModuleType, seeds: list[DocumentReport], ordinary_set: list[DocumentReport]) -> Any:
    """Name -> documents."""
    return {"hostile": list(hostility.hostile_documents()), "seeds": seeds, "ordinary": ordinary_set, "none": []}


@pytest.fixture
def about(run: Run, rules: Rules) -> Run:
    """A run in the folder ``/work/site`` of the repository ``/work``, with the shipped policies."""
    return replace(run, policies=rules.policies, root="/work", folder="/work/site")


@pytest.fixture
def written(about: Run, pieces: Any) -> Callable[..., str]:
    """The whole output of a format over some documents."""

    def write(name: str, documents: list[DocumentReport], run: Run = about) -> str:
        report, summary = create(name, pieces, Look()), Summary()
        report.begin(run)
        for one in documents:
            summary.add(one)
            report.document(one)
        report.end(summary)
        text = str(pieces.text)
        pieces.written.clear()
        return text

    return write
