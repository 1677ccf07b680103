"""Documents and megabytes a second of each stage, and the ratios the project promises."""

from __future__ import annotations

import copy
import json
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from provenance.check import Checker
from provenance.corpus.files import Source, collect, read_source
from provenance.folding import fold
from provenance.notices.separate import separate
from provenance.readings.read import Readings
from provenance.reports.json import as_document, encode
from provenance.rulefiles.index import gate_table, index_forms
from provenance.rulefiles.pack import Rules, load_rules
from provenance.use import Occasion, Use


def measure(folder: Path, rounds: int) -> Iterator[str]:
    """Lines that say what each stage costs."""
    rules = load_rules()
    sources = [item for item in collect([str(folder)]) if isinstance(item, Source)]
    documents = [document for source in sources for document in read_source(source)]
    size = sum(len(document.text.encode("utf-8", "replace")) for document in documents)
    checker, tripled = _checker(rules), _checker(_tripled(rules))
    readings = Readings(rules.data)
    reports = [checker.check(document) for document in documents]
    stages: dict[str, Callable[[], object]] = {
        "read and decode": lambda: [read_source(source) for source in sources],
        "gate": lambda: [readings.gate.ask(fold(document.text).text) for document in documents],
        "pipeline": lambda: [checker.check(document) for document in documents],
        "pipeline, lexicons tripled": lambda: [tripled.check(document) for document in documents],
        "every frame, ungated": lambda: [separate(d.text, d.blocks, readings, gated=False) for d in documents],
        "JSON edge (plain dicts)": lambda: [encode(as_document(report)) for report in reports],
        "JSON edge, validated by pydantic": lambda: _validated(reports),
    }
    medians = _medians(stages, rounds)
    yield f"{len(documents)} documents, {size / 1e6:.2f} MB, median of {rounds} rounds (CPU time)"
    for name, seconds in medians.items():
        yield f"  {name:34} {len(documents) / seconds:9.0f} documents/s {size / seconds / 1e6:8.2f} MB/s"
    whole = medians["pipeline"]
    yield f"throughput of the pipeline / of reading and decoding: {medians['read and decode'] / whole:.3f}"
    yield f"time with lexicons tripled / without: {medians['pipeline, lexicons tripled'] / whole:.2f}"
    yield f"time ungated / gated (separation only): {medians['every frame, ungated'] / whole:.1f}"
    for name in ("JSON edge (plain dicts)", "JSON edge, validated by pydantic"):
        yield f"share of {name}: {medians[name] / (medians[name] + whole):.2f}"


def _medians(stages: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Interleaved, so that a busy machine disturbs every stage alike."""
    times: dict[str, list[float]] = {name: [] for name in stages}
    for stage in stages.values():
        stage()  # warm: automata are built, caches are filled
    for _ in range(rounds):
        for name, stage in stages.items():
            begin = time.process_time()
            stage()
            times[name].append(time.process_time() - begin)
    return {name: statistics.median(values) for name, values in times.items()}


def _checker(rules: Rules) -> Checker:
    return Checker(rules, Occasion(use=Use(**rules.uses["republish"]), at=datetime(2026, 1, 1, tzinfo=UTC)))


def _validated(reports: list[Any]) -> None:
    from provenance.reports.contract import DocumentPart as Contract

    for report in reports:
        Contract.model_validate(json.loads(encode(as_document(report)))).model_dump_json()


def _tripled(rules: Rules) -> Rules:
    """The same rules with two invented forms beside every form of every lexicon."""
    from provenance.rulefiles.grammar import load_grammar
    from provenance.rulefiles.index import SHARED
    from provenance.rulefiles.lexicon import load_lexicons
    from provenance.rulefiles.pack import rules_root

    data = copy.copy(rules.data)
    lexicons = load_lexicons(rules_root(), frozenset(data["grammar"]["concepts"]))
    for lexicon in lexicons.values():
        lexicon["forms"] = [
            form for one in lexicon["forms"] for form in (one, _invented(one, "q"), _invented(one, "x"))
        ]
    data["gate"] = gate_table(lexicons, load_grammar(rules_root()))
    shared = lexicons[SHARED]["forms"]
    for language, lexicon in lexicons.items():
        forms = lexicon.pop("forms")
        lexicon.update(index_forms(forms if language == SHARED else [*forms, *shared]))
    data["lexicons"] = lexicons
    return Rules(data, rules.digest, rules.roots)


def _invented(form: list[Any], mark: str) -> list[Any]:
    """A form nobody writes, of the same length and concepts."""
    literal, left, right, _, word, word_left, word_right, _, concepts = form
    invented = literal[::-1] + mark * 2
    return [invented, left, right, "", word[::-1] + mark * 2, word_left, word_right, [invented], concepts]
