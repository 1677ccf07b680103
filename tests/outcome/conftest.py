"""Documents decided for real, and reports made by hand for properties."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from provenance import Checker, DocumentReport, Occasion, Use, read_bytes
from provenance.finding import Finding
from provenance.outcome import Gate
from provenance.readings.read import Readings
from provenance.report import Rights
from provenance.rulefiles.pack import Rules
from provenance.statement import Evidence
from provenance.vocabulary import Decision, Severity

AT = datetime(2025, 6, 1, tzinfo=UTC)
BODY = """\
The tannery bridge opens again

After two winters behind scaffolding the tannery bridge carries carts and walkers again.

The mason kept one old stone back, as masons do, and will not say which of them it was.
Whoever finds it may keep it, the council said, if he carries it home without a cart.
"""
OTHER = """\
A lighthouse for sale

The harbour board sells the old lighthouse to whoever promises to paint it every spring.

Three bakers and a retired pilot have written so far, and each of them wants the lamp to stay.
"""
BAN = "© 2024 Vale Press. No part of this may be published or sold without the written consent of Vale Press."
Judged = Callable[..., DocumentReport]


@pytest.fixture(scope="session")
def checker(rules: Rules, readings: Readings) -> Checker:
    return Checker(rules, Occasion(Use(**rules.uses["republish"]), AT), readings=readings)


@pytest.fixture
def judged(checker: Checker) -> Judged:
    """Decide a text: ``judged(text, path, gate)``."""

    def judge(text: str, path: str = "wire/bridge.md", gate: Gate | None = None) -> DocumentReport:
        return checker.check(read_bytes(path, text.encode()), gate=gate)

    return judge


def report(
    *findings: Finding, decision: Decision = Decision.BLOCKED, path: str = "a.md", body: str = BODY
) -> DocumentReport:
    """A report made by hand, sealed by nobody."""
    return DocumentReport(
        path=path,
        part=None,
        format="text",
        encoding="utf-8",
        sha256="00",
        language="en",
        use={"id": "republish", "at": AT.isoformat()},
        decision=decision,
        outcome="fail",
        opened_by=None,
        body=(0, 0),
        body_spans=[],
        notices=[],
        rights=Rights(),
        obligations=[],
        statements=[],
        metadata={},
        findings=list(findings),
        body_text=body,
    )


def finding(
    rule: str, quote: str = "words", decision: Decision | None = Decision.BLOCKED, start: int = 0, **more: object
) -> Finding:
    """A finding made by hand."""
    place = (Evidence(quote, start, start + len(quote), 1, start + 1),) if quote else ()
    return Finding(rule, Severity.ERROR, f"{rule}: {quote}", "why", "fix", place, decision, **more)  # type: ignore[arg-type]
