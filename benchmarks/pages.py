"""Web pages: the whole pipeline against a page extractor, and with six languages against all.

Needs the labelled pages beside the checkout and trafilatura, which nothing but this file imports.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from provenance.check import Checker
from provenance.readers import read_bytes
from provenance.rulefiles.index import SHARED, gate_table, index_forms
from provenance.rulefiles.pack import Rules, load_rules, rules_root
from provenance.use import Occasion, Use

#: Languages of the smaller engine.
_FEW = (SHARED, "en", "de", "fr", "es", "ja", "ru")


def pages(folder: Path, rounds: int) -> Iterator[str]:
    """Lines that say how fast pages are read and judged; minima of *rounds*, interleaved, CPU time."""
    files = sorted(folder.glob("*.html")) if folder.is_dir() else []
    if not files:
        yield f"pages: skipped, no pages in {folder}"
        return
    data = [(file.name, file.read_bytes()) for file in files]
    rules = load_rules()
    every, few = _checker(rules), _checker(_cut_down(rules, _FEW))
    stages: dict[str, Callable[[], object]] = {
        "read": lambda: [read_bytes(*page) for page in data],
        "pipeline": lambda: [every.check(read_bytes(*page)) for page in data],
        "pipeline, few languages": lambda: [few.check(read_bytes(*page)) for page in data],
    }
    if find_spec("trafilatura") is not None:
        from trafilatura import bare_extraction

        stages["trafilatura"] = lambda: [bare_extraction(page, with_metadata=True) for _, page in data]
    best = _minima(stages, rounds)
    for name, seconds in best.items():
        yield f"  pages: {name:26} {len(data) / seconds:9.0f} documents/s"
    if "trafilatura" in best:
        yield f"pages: time of trafilatura / of the pipeline: {best['trafilatura'] / best['pipeline']:.2f}"
    else:
        yield "pages: trafilatura is not installed, nothing to compare with"
    ratio = best["pipeline"] / best["pipeline, few languages"]
    yield f"pages: time with {len(rules.languages)} lexicons / with {len(_FEW)}: {ratio:.2f}"


def _minima(stages: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Interleaved, so that a busy machine disturbs every stage alike; the first round warms and does not count."""
    best: dict[str, float] = {}
    for number in range(rounds + 1):
        for name, stage in stages.items():
            begin = time.process_time()
            stage()
            seconds = time.process_time() - begin
            if number:
                best[name] = min(seconds, best.get(name, seconds))
    return best


def _checker(rules: Rules) -> Checker:
    return Checker(rules, Occasion(use=Use(**rules.uses["republish"]), at=datetime(2026, 1, 1, tzinfo=UTC)))


def _cut_down(rules: Rules, languages: Sequence[str]) -> Rules:
    """The same rules with the lexicons of *languages* only."""
    from provenance.rulefiles.lexicon import load_lexicons

    loaded = load_lexicons(rules_root(), frozenset(rules.data["grammar"]["concepts"]))
    lexicons: dict[str, Any] = {tag: loaded[tag] for tag in languages if tag in loaded}
    gate = gate_table(lexicons, rules.data["grammar"])
    shared = lexicons[SHARED]["forms"]
    for tag, lexicon in lexicons.items():
        forms = lexicon.pop("forms")
        lexicon.update(index_forms(forms if tag == SHARED else [*forms, *shared]))
    return Rules({**rules.data, "lexicons": lexicons, "gate": gate}, rules.digest, rules.roots)
