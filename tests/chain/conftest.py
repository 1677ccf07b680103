"""Chains of documents in a line: a format's text in, the links out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from provenance import Checker, Occasion, Use, read_bytes
from provenance.chain import Link
from provenance.document import Document, Field
from provenance.readers import read_documents
from provenance.readings.read import Readings
from provenance.report import DocumentReport
from provenance.rulefiles.pack import Rules

Check = Callable[[str, str], DocumentReport]
Declare = Callable[[dict[str, Any]], list[Link]]
AT = datetime(2026, 3, 4, tzinfo=UTC)


@pytest.fixture(scope="session")
def checker(rules: Rules, readings: Readings) -> Checker:
    return Checker(rules, Occasion(Use(**rules.uses["republish"]), AT), readings=readings)


@pytest.fixture(scope="session")
def check(checker: Checker) -> Check:
    """The report on a file by its name and text (the first, where it holds several documents)."""

    def checked(path: str, text: str) -> DocumentReport:
        documents = read_documents(path, text.encode())
        return checker.check(documents[0] if documents else read_bytes(path, text.encode()))

    return checked


@pytest.fixture(scope="session")
def declare(checker: Checker) -> Declare:
    """The chain of front matter: the first field stands on line 2."""

    def declared(values: dict[str, Any]) -> list[Link]:
        document = Document("story.md", "1 — 2\n", "markdown")
        document.fields = [Field(n, v, f"front matter: {n}", at) for at, (n, v) in enumerate(values.items(), 2)]
        return checker.check(document).provenance

    return declared
