"""The MkDocs plugin, on throw-away sites that the real MkDocs builds."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("mkdocs", reason="MkDocs is not installed")

ROOT = Path(__file__).resolve().parents[2]
ENTRY = "provenance.integrations.mkdocs:ProvenancePlugin"
FREE = "---\nlicense: CC-BY-4.0\n---\n\nThe weir is open, and the eels are back.\n"
RESERVED = "---\ntitle: Ferries\n---\n\nThe line closes.\n\n© 2026 Brightwater Wire. All rights reserved.\n"
SILENT = "The weir is open, and the eels are back.\n"
Build = Callable[..., tuple[int, str]]


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """Build a site of these pages with these options of the plugin; exit code and log."""
    packages = tmp_path / "packages" / "provenance_plugin-0.dist-info"
    packages.mkdir(parents=True)
    (packages / "METADATA").write_text("Metadata-Version: 2.1\nName: provenance-plugin\nVersion: 0\n")
    (packages / "entry_points.txt").write_text(f"[mkdocs.plugins]\nprovenance = {ENTRY}\n")
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{packages.parent}", "PYTHONUTF8": "1"}

    def run(pages: dict[str, str], options: str = "{}", *arguments: str, folder: str = ".") -> tuple[int, str]:
        site = tmp_path / "site"
        for name, text in pages.items():
            path = site / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        named = f"site_name: The Weekly\ntheme: mkdocs\nplugins:\n  - provenance: {options}\n"
        (site / "mkdocs.yml").write_text(named, encoding="utf-8")
        command = [sys.executable, "-m", "mkdocs", "build", *arguments]
        done = subprocess.run(
            command, cwd=site / folder, env=environment, capture_output=True, encoding="utf-8", check=False, timeout=120
        )
        return done.returncode, done.stdout + done.stderr

    return run


def test_the_package_says_that_it_has_the_plugin() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["entry-points"]["mkdocs.plugins"] == {"provenance": ENTRY}


def test_a_blocked_page_ends_the_build_at_its_line_before_anything_is_written(build: Build, tmp_path: Path) -> None:
    code, said = build({"docs/index.md": FREE, "docs/news/more.md": RESERVED})
    assert code == 1
    where = "docs/news/more.md:7:26"
    assert f"ERROR   -  provenance: {where}: error: all rights are reserved: “All rights reserved” [all-" in said
    assert "1 of 2 pages may not be published" in said
    assert "Traceback" not in said
    assert list((tmp_path / "site" / "site").glob("**/*.html")) == []


def test_all_pages_are_judged_before_the_build_ends(build: Build) -> None:
    code, said = build({"docs/index.md": RESERVED, "docs/a.md": RESERVED, "docs/b.md": FREE})
    assert code == 1
    assert "2 of 3 pages may not be published" in said
    assert "docs/a.md:7:26" in said
    assert "docs/index.md:7:26" in said


def test_a_page_that_may_be_published_is_built(build: Build, tmp_path: Path) -> None:
    assert build({"docs/index.md": FREE}, "{}", "--strict")[0] == 0
    assert (tmp_path / "site" / "site" / "index.html").is_file()


def test_what_a_person_must_look_at_is_a_warning_which_strict_takes_for_an_error(build: Build) -> None:
    doubtful = FREE.replace("CC-BY-4.0", "House licence 7")
    code, said = build({"docs/index.md": doubtful})
    assert code == 0
    assert "WARNING -  provenance: docs/index.md:2:10: warning:" in said
    assert "[unknown-licence]" in said
    code, said = build({"docs/index.md": doubtful}, "{}", "--strict")
    assert code == 1
    assert "in strict mode" in said


def test_pages_that_say_nothing_are_counted_in_one_line(build: Build) -> None:
    code, said = build({"docs/index.md": SILENT, "docs/a.md": SILENT, "docs/b.md": FREE})
    assert code == 0
    assert said.count("WARNING") == 1
    assert "provenance: 2 of 3 pages say nothing of their rights: a person must look" in said
    assert build({"docs/index.md": SILENT}, "{}", "--strict")[0] == 1


def test_fail_on_says_what_fails(build: Build) -> None:
    assert build({"docs/index.md": SILENT}, "{fail_on: review}")[0] == 1
    assert build({"docs/index.md": FREE}, "{fail_on: conditional}")[0] == 1
    code, said = build({"docs/index.md": FREE}, "{fail_on: sometimes}")
    assert code == 1
    assert "fail_on" in said


def test_the_configuration_above_the_site_holds(build: Build, tmp_path: Path) -> None:
    settings = tmp_path / "provenance.toml"
    settings.write_text('fail-on = "review"\nexclude = ["site/docs/drafts/"]\n', encoding="utf-8")
    (tmp_path / ".git").mkdir()
    code, said = build({"docs/index.md": SILENT, "docs/drafts/x.md": RESERVED})
    assert code == 1, said
    assert "1 of 1 pages may not be published" in said
    settings.write_text('fail-on = "blocked"\nexclude = ["site/docs/drafts/"]\n', encoding="utf-8")
    assert build({"docs/index.md": SILENT})[0] == 0


def test_a_broken_configuration_ends_the_build_and_says_where(build: Build) -> None:
    code, said = build(
        {"docs/index.md": FREE, "desk/provenance.toml": "fail-on = 7\n"}, "{config: desk/provenance.toml}"
    )
    assert code == 1
    assert "provenance.toml:1:" in said
    assert "Traceback" not in said


def test_a_use_is_declared_for_all_or_by_our_own_pages(build: Build) -> None:
    words = "\nNo text and data mining of this text.\n"
    code, said = build({"docs/index.md": FREE + words}, "{use: text-mining}")
    assert code == 1, said
    mined = FREE.replace("---\n\n", "provenance_use: text-mining\n---\n\n") + words
    code, said = build({"docs/index.md": mined}, "{ours: ['docs/**'], fail_on: review}")
    assert code == 1
    assert "self-declared" not in said
    code, said = build({"docs/index.md": mined}, "{fail_on: review}")
    assert "[self-declared]" in said


def test_a_wrong_use_is_told_with_the_nearest(build: Build) -> None:
    code, said = build({"docs/index.md": FREE}, "{use: republsh}")
    assert code == 1
    assert "unknown use “republsh”. Did you mean “republish”?" in said


def test_it_can_be_turned_off(build: Build) -> None:
    assert build({"docs/index.md": RESERVED}, "{enabled: false}", "--strict")[0] == 0


def test_words_of_a_page_are_no_commands_to_the_log(build: Build) -> None:
    code, said = build({"docs/index.md": RESERVED.replace("Wire", "Wire\x1b[31m ::error::x \u202e")})
    assert code == 1
    assert not {"\x1b", "\u202e"} & set(said)
