"""What every test may need: the compiled rules, the engine, and the way to ../shared where it exists."""

from __future__ import annotations

from pathlib import Path

import pytest

from provenance.readings.read import Readings
from provenance.rulefiles.pack import Rules, load_rules
from tests.repositories import Repository

SHARED = Path(__file__).parent.parent.parent / "shared"


@pytest.fixture(scope="session")
def rules() -> Rules:
    """The shipped rules, compiled (through the cache, as users get them)."""
    return load_rules()


@pytest.fixture(scope="session")
def readings(rules: Rules) -> Readings:
    """One engine for all tests: it is stateless between sentences."""
    return Readings(rules.data)


@pytest.fixture
def shared() -> Path:
    """The folder of labelled sets beside the checkout; tests that need it skip without it."""
    if not SHARED.is_dir():
        pytest.skip("../shared is not here: the labelled sets and the founding document are not part of the repository")
    return SHARED


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """An empty git repository, in which the test then stands."""
    made = Repository(tmp_path / "newsroom")
    monkeypatch.chdir(made.folder)
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    return made
