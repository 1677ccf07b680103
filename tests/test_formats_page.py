"""``docs/formats.md`` says what the readers do: it is written by reading samples of all fields."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from provenance.rulefiles.pack import load_rules
from provenance.validation import validate

DOCS = Path(__file__).parent.parent / "docs"


@pytest.fixture(scope="module")
def formats() -> ModuleType:
    spec = importlib.util.spec_from_file_location("formats_page", DOCS / "formats.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_is_up_to_date(formats: ModuleType) -> None:
    assert formats.PAGE.read_text(encoding="utf-8") == formats.page(), "run: python docs/formats.py --write"


@pytest.mark.parametrize("sample", sorted((DOCS / "samples").iterdir()), ids=lambda path: path.name)
def test_samples_are_valid(sample: Path) -> None:
    verdict = validate(str(sample), sample.read_bytes(), load_rules().data["fields"])
    assert verdict.valid, verdict


def test_every_sample_is_on_the_page(formats: ModuleType) -> None:
    assert {sample.name for sample in (DOCS / "samples").iterdir()} == set(formats.SECTIONS)
