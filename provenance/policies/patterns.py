"""Looking for the patterns of policies: on bounded stretches of a text, for a bounded time.

What was not searched to the end is never taken for "not there": it is a problem of the document, which is then
a person's to look at.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from time import process_time  # as regex counts its timeout: a busy machine changes nothing
from typing import Any

from provenance.document import Problem
from provenance.rulefiles.patterns import compiled, key_of, patterns_in
from provenance.spans import Span

#: Code points that are searched at once, and how far two such stretches overlap: the longest match.
WINDOW, OVERLAP = 20_000, 2_000
#: Seconds for one pattern in one document, and for all.
EACH, ALL = 0.5, 2.0
#: So many places of one pattern are told.
MOST = 20


@dataclass(slots=True)
class Found:
    """``hits``: pattern (see :func:`key_of`) → spans of the text; ``problems``: what was given up."""

    hits: dict[str, list[Span]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


class Patterns:
    """The patterns of all policies in force, each once."""

    def __init__(self, policies: Mapping[str, Mapping[str, Any]]) -> None:
        self._tests: dict[str, tuple[str, dict[str, Any]]] = {}
        for name, policy in policies.items():
            for _, test in patterns_in(policy["when"]):
                self._tests.setdefault(key_of(test), (name, test))

    def search(self, text: str, places: Mapping[str, Sequence[Span]]) -> Found:
        """Where they stand in *text*; *places*: ``notices`` and ``body`` → their spans."""
        found = Found()
        left = ALL
        for key, (policy, test) in self._tests.items():
            began = process_time()
            try:
                found.hits[key] = _search(text, places[test["where"]], test, min(EACH, left))
            except (TimeoutError, MemoryError, RuntimeError):
                detail = f"the pattern of {policy} was given up: “{test['find']}”"
                found.problems.append(Problem("pattern-timeout", detail))
            left = max(left - (process_time() - began), 0.0)
        return found


def _search(text: str, spans: Iterable[Span], test: Mapping[str, Any], seconds: float) -> list[Span]:
    """The first places of one pattern.

    Raises:
        TimeoutError: it was not searched to the end in time.
    """
    pattern, until = compiled(test["find"], test["case"]), process_time() + seconds
    hits: dict[Span, None] = {}
    for start, end in spans:
        for first in range(start, max(end - OVERLAP, start + 1), WINDOW - OVERLAP):
            at, last = first, min(first + WINDOW, end)
            while at <= last and len(hits) < MOST:
                left = until - process_time()
                if left <= 0:
                    raise TimeoutError
                match = pattern.search(text, at, last, timeout=left)
                if match is None:
                    break
                hits[(match.start(), max(match.end(), min(match.start() + 1, last)))] = None
                at = max(match.end(), match.start() + 1)
    return list(hits)
