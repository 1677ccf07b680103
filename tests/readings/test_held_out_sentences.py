"""Sentences that no lexicon writer saw: the grammar must read them with the words it has.

The measure is that of the project's labelling guide: prohibited acts, permitted acts and duties of
a notice that stands alone. Near misses come from stories and must say nothing. A language's files
(``xx.yaml``, ``xx.2.yaml``, …), each by another hand, are read as one.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from provenance.examples import read_alone
from provenance.projection import project
from provenance.readings.read import Readings
from provenance.vocabulary import Polarity

FOLDER = Path(__file__).parent / "sentences"
LANGUAGES = sorted({path.name.split(".")[0] for path in FOLDER.glob("*.yaml")})
FLOOR = 0.90


def of_language(language: str, part: str) -> list[Any]:
    """The ``sentences`` or ``near_misses`` of all files of *language*."""
    paths = sorted(path for path in FOLDER.glob("*.yaml") if path.name.split(".")[0] == language)
    return [case for path in paths for case in yaml.safe_load(path.read_text(encoding="utf-8")).get(part) or []]


def f1(counts: Counter[str]) -> float:
    hit, extra, missed = counts["hit"], counts["extra"], counts["missed"]
    return 2 * hit / (2 * hit + extra + missed) if hit + extra + missed else 1.0


def measure(readings: Readings, cases: list[dict[str, Any]]) -> tuple[dict[str, Counter[str]], list[str]]:
    counts = {name: Counter() for name in ("prohibited", "permitted", "duties")}
    invented = []
    for case in cases:
        rights = project(read_alone(readings, case["text"])[0], None)
        for name, its in counts.items():
            expected, got = set(case[name]), set(getattr(rights, name))
            its.update(hit=len(expected & got), extra=len(got - expected), missed=len(expected - got))
        if rights.permitted and not case["permitted"]:
            invented.append(case["text"])
    return counts, invented


@pytest.mark.parametrize("language", LANGUAGES)
def test_prohibited_and_duties(readings: Readings, language: str) -> None:
    cases = of_language(language, "sentences")
    assert len(cases) >= 12
    counts, invented = measure(readings, cases)
    figures = {name: round(f1(its), 3) for name, its in counts.items()}
    assert figures["prohibited"] >= FLOOR, figures
    assert figures["duties"] >= FLOOR, figures
    assert not invented, f"permissions that are not there: {invented}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_near_misses_permit_nothing(readings: Readings, language: str) -> None:
    cases = of_language(language, "near_misses")
    assert len(cases) >= 4
    for text in cases:
        statements, _ = read_alone(readings, text)
        assert not [s for s in statements if s.polarity is Polarity.PERMITS and not s.unread], text
    speaking = [text for text in cases if [s for s in read_alone(readings, text)[0] if s.kind != "agency"]]
    assert len(speaking) <= len(cases) // 10, speaking
