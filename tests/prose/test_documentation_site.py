"""The site is built from ``docs/`` without a warning, holds every page, and asks nobody else for anything."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.prose.blocks import ROOT

pytestmark = pytest.mark.skipif(
    not all(importlib.util.find_spec(name) for name in ("mkdocs", "mkdocstrings", "pymdownx")),
    reason="MkDocs and mkdocstrings are not installed: pip install -e '.[docs]'",
)
#: What a browser fetches by itself: links that a person follows are none of it.
_FETCHED = re.compile(
    r"<(?:script|img|iframe|source|video|audio|embed)\b[^>]*\bsrc=[\"']?(?:https?:)?//[^\"'\s>]*"
    r"|<link\b[^>]*\bhref=[\"']?(?:https?:)?//[^\"'\s>]*"
    r"|@import[^;]*//[^;]*|url\([\"']?(?:https?:)?//[^)]*"
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
    return folder


def test_every_page_is_there(site: Path) -> None:
    pages = {path.relative_to(ROOT / "docs").with_suffix("") for path in (ROOT / "docs").rglob("*.md")}
    pages -= {page for page in pages if page.parts[0] == "samples"}
    made = {path.relative_to(site).with_suffix("") for path in site.rglob("*.html")}
    named = {page.with_name("index") if page.name == "README" else page for page in pages}
    assert named - made == set()
    assert {Path("index"), Path("CONTRIBUTING"), Path("CHANGELOG")} <= made


def test_nothing_comes_from_elsewhere(site: Path) -> None:
    fetched = {
        f"{path.relative_to(site)}: {found}"
        for pattern in ("*.html", "*.css")
        for path in site.rglob(pattern)
        for found in _FETCHED.findall(path.read_text(encoding="utf-8"))
    }
    assert fetched == set()


def test_links_of_pages_from_the_root_lead_within_the_site(site: Path) -> None:
    start = (site / "index.html").read_text(encoding="utf-8")
    for target in ("ci.html", "agreements.html", "CONTRIBUTING.html"):
        assert re.search(rf'href="{target}"', start), target
    assert "docs/ci" not in re.sub(r"<code>.*?</code>", "", start.replace(">docs/ci.md<", "><"))


def test_the_names_of_the_api_are_explained_and_no_markup_of_docstrings_is_left(site: Path) -> None:
    page = (site / "api.html").read_text(encoding="utf-8")
    assert "Documents of one" in page
    for name in ("Project", "Checker", "Occasion", "declared_use"):
        assert f'id="provenance.{name}"' in page or f'id="provenance.{name}' in page, name
    assert re.findall(r":(?:class|meth|func|mod|attr):", page) == []


def test_readers_find_their_pages() -> None:
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    readers = [next(iter(entry)) for entry in yaml.safe_load(text)["nav"]]
    assert readers == ["Start", "Web producer", "Compliance officer", "Data engineer", "Rule author", "Developer"]
