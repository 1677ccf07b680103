"""The recipes of docs/site-generators.md are run: their files written down, their sessions played.

A recipe whose generator is not installed is skipped. ``python tests/test_site_generators.py`` writes the sessions
anew; read what changed before you commit it.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "site-generators.md"
_SECTION = re.compile(r"^## ([^\n]*)\n(.*?)(?=^## |\Z)", re.M | re.S)
_FILE = re.compile(r'^```\w+ title="([^"\n]*)"\n(.*?)^```$', re.M | re.S)
_SESSION = re.compile(r"^```console\n(.*?)^```$", re.M | re.S)
_SITE = re.compile(r"^<!-- site: (\S+); pages: (\S+); needs: (\S+) -->$", re.M)
#: Outside of the interpreter's own folder, so that a generator of another environment is found too.
PATH = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])


class Recipe(NamedTuple):
    """A section: the generator that it needs, where its pages go, its files, its session."""

    name: str
    pages: str
    needs: str
    files: dict[str, str]
    session: str


def recipes(text: str) -> Iterator[Recipe]:
    """The recipes of the page."""
    for section in _SECTION.finditer(text):
        site = _SITE.search(section[2])
        assert site, f"{section[1]} names no site"
        (session,) = _SESSION.findall(section[2])
        yield Recipe(site[1], site[2], site[3], dict(_FILE.findall(section[2])), session)


def play(recipe: Recipe, shared: dict[str, str], folder: Path) -> str:
    """The session as it runs now, in *folder*, which is made to be the site."""
    for name, content in recipe.files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")
    for name, content in shared.items():
        page = folder / recipe.pages.replace("*.", f"{Path(name).stem}.")
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(content, encoding="utf-8")
    ours = folder.parent / f"{folder.name}-bin"
    ours.mkdir()
    (ours / "provenance").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m provenance "$@"\n', encoding="utf-8")
    (ours / "provenance").chmod(0o755)
    entry = ours / "provenance_plugin-0.dist-info"  # as if this checkout were the one that is installed
    entry.mkdir()
    (entry / "METADATA").write_text("Metadata-Version: 2.1\nName: provenance-plugin\nVersion: 0\n", encoding="utf-8")
    plugin = "[mkdocs.plugins]\nprovenance = provenance.integrations.mkdocs:ProvenancePlugin\n"
    (entry / "entry_points.txt").write_text(plugin, encoding="utf-8")
    environment = {k: v for k, v in os.environ.items() if k not in ("COLUMNS", "NO_COLOR")}
    environment |= {"PATH": f"{ours}{os.pathsep}{PATH}", "PYTHONUTF8": "1"}
    environment |= {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ours)])}
    printed: list[str] = []
    code = 0
    for line in recipe.session.splitlines():
        if line == "$ echo $?":
            printed += [line, str(code)]
        elif line.startswith("$ "):
            done = subprocess.run(
                line[2:],
                shell=True,
                cwd=folder,
                env=environment,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                encoding="utf-8",
                check=False,
            )
            said = done.stdout.replace(str(folder), "…")
            printed += [line, *(its.rstrip() for its in said.splitlines())]
            code = done.returncode
    return "".join(f"{line}\n" for line in printed)


def _all() -> tuple[dict[str, str], list[Recipe]]:
    text = PAGE.read_text(encoding="utf-8")
    return dict(_FILE.findall(text[: text.index("\n## ")])), list(recipes(text))


def _can_run(recipe: Recipe) -> bool:
    # Quarto's session is of our own command; the generator itself could not be installed where this was written
    return recipe.name == "quarto" or shutil.which(recipe.needs, path=PATH) is not None


SHARED, RECIPES = _all()


@pytest.mark.skipif(os.name == "nt", reason="sessions of a POSIX shell")
@pytest.mark.parametrize("recipe", RECIPES, ids=[recipe.name for recipe in RECIPES])
def test_a_recipe_prints_what_the_page_says(recipe: Recipe, tmp_path: Path) -> None:
    if not _can_run(recipe):
        pytest.skip(f"{recipe.needs} is not installed")
    if recipe.name == "sphinx":
        pytest.importorskip("sphinx", reason="sphinx is not installed in this environment")
    folder = tmp_path / "site"
    folder.mkdir()
    assert play(recipe, SHARED, folder) == recipe.session


def test_every_recipe_ends_in_a_failure() -> None:
    assert [recipe.session.splitlines()[-1] for recipe in RECIPES] == ["1"] * len(RECIPES)


if __name__ == "__main__":
    _page = PAGE.read_text(encoding="utf-8")
    for _recipe in RECIPES:
        if not _can_run(_recipe):
            print(f"{_recipe.name}: not installed, left as it is")
            continue
        with tempfile.TemporaryDirectory() as _folder:
            _site = Path(_folder) / "site"
            _site.mkdir()
            _page = _page.replace(_recipe.session, play(_recipe, SHARED, _site))
    PAGE.write_text(_page, encoding="utf-8")
