"""``provenance metadata`` and ``provenance export``, with the rules that we ship."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from provenance.cli.main import main

Run = Callable[..., tuple[int, str, str]]

ITEM = """{"uri": "urn:harbour:1",
 "headline": "The bridge opens",
 "copyrightholder": "Harbour Post",
 "embargoed": "2030-01-01T00:00:00Z",
 "pubstatus": "cancelled",
 "desk": "\\u202ecity",
 "associations": {"main": {"uri": "urn:harbour:2", "type": "picture", "byline": "Bo Reed"}}}
"""
TABLE = """\
a.json (ninjs, text)
  title             The bridge opens           document  /headline, line 2
  copyright_holder  Harbour Post               document  /copyrightholder, line 3
  embargo           2030-01-01T00:00:00+00:00  document  /embargoed, line 4
  pubstatus         cancelled                  document  /pubstatus, line 5
  kept under its own name
    uri   "urn:harbour:1"  /uri, line 1
    desk  "‹U+202E›city"   /desk, line 6
  missing: source or byline
  missing: published
  a.json /associations/main (ninjs, picture)
    byline  Bo Reed  document  /associations/main/byline, line 7
    kept under its own name
      uri   "urn:harbour:2"  /associations/main/uri, line 7
      type  "picture"        /associations/main/type, line 7
    missing: title
    missing: published
    missing: copyright_holder or license or copyright_notice
"""
INVALID = """\
a.json: invalid (ninjs 1.6)
a.json:5: pubstatus (/pubstatus): found "cancelled", expected one of usable, withheld, canceled
a.json:6: desk (/desk): found "‹U+202E›city", expected no member of this name
"""


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.json").write_text(ITEM, encoding="utf-8")

    def call(*arguments: Any) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        return (code, *capsys.readouterr())

    return call


def test_the_table(run: Run) -> None:
    assert run("metadata", "a.json") == (0, TABLE, "")


def test_json_says_the_same(run: Run) -> None:
    code, out, _ = run("metadata", "--format", "json", "a.json")
    assert code == 0
    assert "\u202e" not in out
    (file,) = json.loads(out)["files"]
    (document,) = file["documents"]
    assert list(document) == [
        "path", "part", "format", "kind", "fields", "unknown", "self_declared", "faults", "missing", "problems",
        "assets",
    ]  # fmt: skip
    assert document["fields"][1] == {
        "name": "copyright_holder",
        "written": "copyrightholder",
        "value": "Harbour Post",
        "scope": "document",
        "pointer": "/copyrightholder",
        "line": 3,
        "good": True,
    }
    assert [entry["written"] for entry in document["unknown"]] == ["uri", "desk"]
    assert document["assets"][0]["kind"] == "picture"


def test_faults_name_field_line_value_and_expectation(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\ntitle: T\nembargo: Friday noon\n---\nWords.\n", encoding="utf-8")
    code, out, _ = run("metadata", "a.md")
    assert code == 0
    assert "  embargo  (not understood) Friday noon  document  front matter: embargo, line 3" in out.splitlines()
    assert 'fault, line 3: embargo is "Friday noon"; expected a whole date or an instant' in out


def test_validate(run: Run, tmp_path: Path) -> None:
    assert run("metadata", "--validate", "a.json") == (1, INVALID, "")
    (tmp_path / "b.json").write_text('{"uri": "urn:b", "title": "t"}', encoding="utf-8")
    assert run("metadata", "--validate", "b.json") == (0, "b.json: valid (ninjs 3.1)\n", "")
    (tmp_path / "c.json").write_text('{"uri": \n', encoding="utf-8")
    code, out, _ = run("metadata", "--validate", "c.json")
    assert (code, out.splitlines()[0]) == (1, "c.json: invalid (json)")
    code, out, _ = run("metadata", "--validate", "--format", "json", "a.json", "b.json")
    assert code == 1
    first, second = json.loads(out)["files"]
    assert (first["valid"], second["valid"]) == (False, True)
    assert first["errors"][0] == {
        "field": "pubstatus",
        "pointer": "/pubstatus",
        "line": 5,
        "found": '"cancelled"',
        "expected": "one of usable, withheld, canceled",
    }


def test_the_folder_says_which_version(run: Run, tmp_path: Path) -> None:
    (tmp_path / "1.0").mkdir()
    (tmp_path / "1.0" / "b.json").write_text('{"uri": "urn:b", "ednote": "t"}', encoding="utf-8")
    assert run("metadata", "--validate", "1.0/b.json")[0] == 1
    assert run("metadata", "--validate", "1.0")[0] == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("metadata",),
        ("metadata", "--validate"),
        ("metadata", "none.json"),
        ("metadata", "--format", "xml", "a.json"),
        ("export", "a.json", "--format", "ninja"),
        ("export", "a.json", "--format", "ninjs", "--format-version", "9"),
        ("export", "a.json", "--format", "ninjs", "--part", "/7"),
        ("export", "none.json", "--format", "ninjs"),
    ],
)
def test_misuse(arguments: tuple[str, ...], run: Run) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert err.startswith("provenance: error: ")


def test_export(run: Run) -> None:
    code, out, err = run("export", "a.json", "--format", "ninjs", "--format-version", "3.1")
    assert code == 0
    item = json.loads(out)
    assert item["copyrightHolder"] == "Harbour Post"
    assert item["headlines"] == [{"value": "The bridge opens"}]
    assert item["associations"] == [{"name": "main", "uri": "urn:harbour:2", "type": "picture", "by": "Bo Reed"}]
    assert err == "note: desk (/desk, line 6)\n"


def test_what_cannot_be_read_fails(run: Run, tmp_path: Path) -> None:
    (tmp_path / "big.json").write_bytes(b'{"uri": "' + b"a" * 10_000_001 + b'"}')
    assert run("metadata", "big.json")[0] == 1
    assert run("metadata", "--validate", "big.json")[0] == 1
    assert run("export", "big.json", "--format", "ninjs")[0] == 2
