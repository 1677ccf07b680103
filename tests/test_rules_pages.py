"""``docs/rules/`` says what the rule files say: it is written from them."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent
POLICIES = sorted(path.stem for path in (ROOT / "rules" / "policies").glob("*.yaml"))


@pytest.fixture(scope="module")
def pages() -> ModuleType:
    spec = importlib.util.spec_from_file_location("rules_pages", ROOT / "docs" / "rules.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_pages_are_up_to_date(pages: ModuleType) -> None:
    assert pages.stale() == [], "run: python docs/rules.py --write"


def test_they_are_the_same_every_time(pages: ModuleType) -> None:
    assert pages.pages() == pages.pages()


def test_every_policy_has_its_page_with_all_that_it_says(pages: ModuleType) -> None:
    made = pages.pages()
    for policy in POLICIES:
        page = made[f"policies/{policy}.md"]
        for part in (
            "**Why.**",
            "**What to do.**",
            "## When",
            "## It flags",
            "## It passes",
            "| since |",
            "| version |",
        ):
            assert part in page, f"{policy}: {part}"
        assert f"(policies/{policy}.md)" in made["README.md"]


def test_links_lead_somewhere(pages: ModuleType) -> None:
    for path in sorted(pages.PAGES.rglob("*.md")):
        for target in re.findall(r"\]\(([^)#:]+)\)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists(), f"{path}: {target}"


def test_the_pages_are_of_sensible_size(pages: ModuleType) -> None:
    sizes = {path: len(text) for path, text in pages.pages().items()}
    assert {path: size for path, size in sizes.items() if size > 60_000} == {}
