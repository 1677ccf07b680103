"""``provenance compare`` with the rules that we ship: its report, its exit codes, its errors."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from provenance.cli.main import main

Run = Callable[..., tuple[int, str, str]]
GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "comparison"

ORIGINAL = """\
---
title: The bakers who count swifts
author: Ines Calloway
license: CC-BY-ND-4.0
---

# The bakers who count swifts

At four in the morning, while the dough rests, three bakers count the “swifts” over the mill. It can't be done later.
Nobody counts the sparrows.

The list hangs beside the oven. It goes back to 1974.

© 2025 The Lantern Reporting Project. Creative Commons Attribution-NoDerivatives 4.0 International.
"""
PAGE = """\
<!doctype html><html lang=en><head><title>x</title></head><body><nav><a href="/">Home</a></nav>
<article><h1>The bakers who count swifts</h1>
<p class="byline">By Ines Calloway</p>
<p>At four in the morning, while the dough rests, two bakers count the "swifts" over the mill. It can’t be done later.
Nobody counts the sparrows.</p>
<p>The list hangs beside the oven \x1b[31mand\u202e is long. It goes back to 1974.</p>
</article><footer>© 2026 Our Paper</footer></body></html>
"""
FEED = """{"version": "https://jsonfeed.org/version/1.1", "title": "Feed", "items": [
 {"id": "1", "content_text": "At four in the morning three bakers count the swifts."},
 {"id": "2", "content_text": "The list hangs beside the oven."}]}
"""


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    monkeypatch.chdir(tmp_path)
    for name, text in {"original.md": ORIGINAL, "page.html": PAGE, "feed.json": FEED, "empty.txt": ""}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "faithful.md").write_text(ORIGINAL.partition("---\n\n")[2] + "\nBy Ines Calloway\n", encoding="utf-8")
    (tmp_path / "folder").mkdir()

    def call(*arguments: Any) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main(["compare", *(str(argument) for argument in arguments)])
        return (code, *capsys.readouterr())

    return call


def golden(name: str, text: str) -> None:
    path = GOLDEN / name
    if os.environ.get("GOLDEN_UPDATE"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("look", ["plain", "color", "narrow"])
def test_an_altered_page(run: Run, monkeypatch: pytest.MonkeyPatch, look: str) -> None:
    monkeypatch.setenv("COLUMNS", "60" if look == "narrow" else "100")
    color = "always" if look == "color" else "never"
    code, out, _ = run("original.md", "page.html", "--at", "2026-01-15", "--color", color)
    assert code == 1
    assert "\u202e" not in out
    golden(f"altered-{look}.txt", out)


def test_a_faithful_copy(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    code, out, _ = run("original.md", "faithful.md", "--at", "2026-01-15")
    golden("faithful.txt", out)
    assert code == 0


def test_the_same_in_json(run: Run) -> None:
    code, out, _ = run("original.md", "page.html", "--at", "2026-01-15", "--format", "json")
    said = json.loads(out)
    assert code == 1
    assert (said["schema"], said["kind"], said["outcome"]) == ("urn:provenance-check:comparison:1", "altered", "fail")
    assert said["words"]["taken"] == said["words"]["original"] - 1
    assert [one["rule"] for one in said["found"]] == ["alteration-not-permitted", "duty-not-met"]
    [changed] = [one for one in said["edits"] if one["op"] == "replace"]
    assert (changed["original"]["quote"], changed["ours"]["quote"], changed["alters"]) == ("three", "two", True)
    assert {one["what"]: one["state"] for one in said["kept"]} == {
        "notice": "stripped",
        "author": "kept",
        "holder": "stripped",
        "licence": "stripped",
    }
    start, end = changed["ours"]["start"], changed["ours"]["end"]
    assert PAGE[start:end] == "two"


def test_an_output_file(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("original.md", "faithful.md", "-o", "report.txt")
    assert (code, out) == (0, "")
    assert (tmp_path / "report.txt").read_text(encoding="utf-8").startswith("original: original.md\n")


def test_a_part_of_a_file(run: Run) -> None:
    assert run("feed.json#/items/0", "feed.json#/items/0")[0] == 1  # nothing opens the use
    code, out, _ = run("feed.json#/items/0", "feed.json#/items/1")
    assert code == 1
    assert "nothing-in-common" in out


@pytest.mark.parametrize(
    ("arguments", "code", "message", "hint"),
    [
        (["feed.json", "page.html"], 2, "“feed.json” holds 2 documents: name one", "“feed.json#/items/0”"),
        (["feed.json#/items/9", "page.html"], 2, "“feed.json” has no part “/items/9”", "“feed.json#/items/1”"),
        (["original.md#x", "page.html"], 2, "“original.md” has no part “x”", "no parts"),
        (["folder", "page.html"], 2, "“folder” is a folder", "Name one file"),
        (["original.md", "nowhere.md"], 2, "nowhere.md: no such file", "Check the spelling"),
        (["original.md"], 2, "missing argument", "--help"),
        (["original.md", "page.html", "--use", "repblish"], 2, "unknown use", "republish"),
        (["original.md", "page.html", "--at", "soon"], 2, "is no instant", "ISO 8601"),
    ],
)
def test_errors(run: Run, arguments: list[str], code: int, message: str, hint: str) -> None:
    got, out, err = run(*arguments)
    assert (got, out) == (code, "")
    assert message in err
    assert hint in err
    assert "Traceback" not in err


def test_an_empty_document_fails(run: Run) -> None:
    code, out, _ = run("original.md", "empty.txt")
    assert code == 1
    assert "unreadable\n  our copy has no words that can be read" in out
