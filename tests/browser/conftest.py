"""A browser for all checks, and pages to open in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.chromium import Chromium
from benchmarks.registers import reports
from tests.pages import hostile, write


@pytest.fixture(scope="session")
def browser() -> Iterator[Chromium]:
    with Chromium() as made:
        yield made


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Forty invented documents: all sections are shown from the beginning."""
    return write(tmp_path_factory.mktemp("small") / "report.html", reports(40))


@pytest.fixture(scope="session")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Enough documents for pages of the table, with most of their sections packed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("provenance.reports.html.report.ROOM_FOR_SECTIONS", 100_000)
        patch.setattr("provenance.reports.html.report.PACKET", 100_000)
        return write(tmp_path_factory.mktemp("many") / "report.html", reports(450))


@pytest.fixture(scope="session", params=["plain", "packed"])
def attacked(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page of documents that attack it, their sections as they are or packed."""
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "packed":
            patch.setattr("provenance.reports.html.report.ROOM_FOR_SECTIONS", 0)
        return write(tmp_path_factory.mktemp(request.param) / "report.html", hostile())
