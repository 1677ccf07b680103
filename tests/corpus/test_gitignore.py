"""``.gitignore`` as Git understands it, for walked files only, and against hostile ones."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from provenance.corpus.files import Skipped, collect


def tree(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def kept(path: Path) -> set[str]:
    items = collect([str(path)])
    return {Path(item.path).relative_to(path).as_posix() for item in items if not isinstance(item, Skipped)}


@pytest.mark.parametrize(
    ("lines", "names", "expected"),
    [
        ("a.md", ["a.md", "b.md", "d/a.md"], {"b.md"}),
        ("/a.md", ["a.md", "d/a.md"], {"d/a.md"}),
        ("d/", ["d/a.md", "x/d/b.md", "d.md"], {"d.md"}),
        ("x/d", ["x/d/a.md", "y/x/d/b.md"], {"y/x/d/b.md"}),
        ("**/d", ["x/y/d/a.md", "d/b.md", "c.md"], {"c.md"}),
        ("x/**/c.md", ["x/c.md", "x/y/z/c.md", "c.md"], {"c.md"}),
        ("x/**", ["x/a.md", "b.md"], {"b.md"}),
        ("*.md\n!b.md", ["a.md", "b.md", "d/b.md"], {"b.md", "d/b.md"}),
        ("d/\n!d/a.md", ["d/a.md"], set()),
        ("d/*\n!d/a.md", ["d/a.md", "d/b.md"], {"d/a.md"}),
        ("# a.md\n\n\\#b.md", ["a.md", "#b.md"], {"a.md"}),
        ("a.md  \r\nb?.md\n[cd].md", ["a.md", "b1.md", "c.md", "e.md"], {"e.md"}),
        ("\ufeffa.md", ["a.md", "b.md"], {"b.md"}),
        ("a.md\n!\n", ["a.md", "b.md"], {"b.md"}),
    ],
)
def test_patterns(tmp_path: Path, lines: str, names: list[str], expected: set[str]) -> None:
    tree(tmp_path, {".gitignore": lines} | dict.fromkeys(names, "words"))
    assert kept(tmp_path) == expected


def test_the_innermost_file_decides(tmp_path: Path) -> None:
    tree(
        tmp_path,
        {
            ".gitignore": "*.txt\nz.md\n",
            "d/.gitignore": "!a.txt\n/b.md\n",
            **dict.fromkeys(["a.txt", "d/a.txt", "d/b.md", "d/e/b.md", "d/e/z.md", "d/c.txt"], "words"),
        },
    )
    assert kept(tmp_path) == {"d/a.txt", "d/e/b.md"}


def test_folders_above_count_up_to_the_repository(tmp_path: Path) -> None:
    tree(
        tmp_path,
        {
            ".gitignore": "c.md\n",
            "repo/.gitignore": "a.md\n/docs/b.md\n",
            **dict.fromkeys(["repo/docs/a.md", "repo/docs/b.md", "repo/docs/c.md", "repo/docs/sub/b.md"], "words"),
        },
    )
    assert kept(tmp_path / "repo/docs") == {"a.md", "b.md", "c.md", "sub/b.md"}, "outside of a repository"
    (tmp_path / "repo/.git").mkdir()
    assert kept(tmp_path / "repo/docs") == {"c.md", "sub/b.md"}


def test_an_ignored_folder_that_is_named_is_walked(tmp_path: Path) -> None:
    tree(tmp_path, {".gitignore": "build/\n", "build/a.md": "words", "build/.gitignore": "b.md", "build/b.md": "words"})
    (tmp_path / ".git").mkdir()
    assert kept(tmp_path) == set()
    assert kept(tmp_path / "build") == {"a.md"}


def test_what_is_ignored_is_said(tmp_path: Path) -> None:
    tree(tmp_path, {".gitignore": "build/\na.md\n", "build/x.md": "words", "a.md": "words"})
    reasons = {Path(item.path).name: item.reason for item in collect([str(tmp_path)]) if isinstance(item, Skipped)}
    assert reasons == {"build": "gitignore", "a.md": "gitignore", ".gitignore": "hidden"}


def test_hostile_patterns_cost_no_time_and_hide_nothing(tmp_path: Path) -> None:
    name = "a" * 200 + ".md"
    tree(tmp_path, {".gitignore": "*a" * 30 + "b\n" + "x\n" * 10_000, name: "words"})
    assert kept(tmp_path) == {name}


def test_a_gitignore_that_is_no_file(tmp_path: Path) -> None:
    tree(tmp_path, {"a.md": "words", "d/b.md": "words"})
    os.mkfifo(tmp_path / ".gitignore")
    (tmp_path / "d/.gitignore").mkdir()
    assert kept(tmp_path) == {"a.md", "d/b.md"}
