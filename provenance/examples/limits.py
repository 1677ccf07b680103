"""Examples of the limits of single items: lines with what they limit, and lines of stories."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from provenance.examples.run import ExampleResult
from provenance.readings.read import Readings
from provenance.statement import Statement


def limit_examples(readings: Readings, path: Path) -> Iterator[ExampleResult]:
    """The lines of one file."""
    from provenance.rulefiles.limits import load_limit_examples

    for line, example in load_limit_examples(path):
        found = [s for limit in readings.limits.find(example["text"]).limits for s in limit.statements]
        read = _read(found)
        wrong = [name for name, value in read.items() if _comparable(example[name]) != _comparable(value)]
        detail = "\n".join(f"{name}: expected {example[name]}, read {read[name]}" for name in wrong)
        yield ExampleResult(str(path), line, example["text"], not wrong, detail)


def _comparable(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: sorted(inner) for key, inner in value.items()}
    return sorted(value) if isinstance(value, list) else value


def _read(statements: Sequence[Statement]) -> dict[str, Any]:
    territory: dict[str, list[str]] | None = None
    for s in statements:
        for key, codes in (s.limits.territory or {}).items():
            territory = territory or {"only": [], "except": []}
            territory[key] += codes
    return {
        "territory": territory,
        "channels": list(dict.fromkeys(one for s in statements for one in s.limits.medium)),
        "purposes": list(dict.fromkeys(one for s in statements for one in s.limits.purpose)),
        "acts": sorted({act for s in statements for act in s.acts} & {"archive", "redistribute"}),
        "credit": any(s.kind == "duty" for s in statements),
        "unread": any(s.kind == "unread" for s in statements),
    }
