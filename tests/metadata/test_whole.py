"""Fields as readers hand them on: whole and in pieces, deep, many; and what is not imported without any."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from provenance.document import Field
from provenance.metadata import MAX_LEAVES, Metadata, grouped, understand

Understand = Callable[[dict[str, Any]], Metadata]


def at_any_depth(name: str, value: Any, line: int) -> Iterator[Field]:
    """A reader that hands on lists and mappings, and then what is in them."""
    yield Field(name, value, f"front matter: {name}", line)
    parts = (
        list(value.items()) if isinstance(value, dict) else list(enumerate(value)) if isinstance(value, list) else []
    )
    for at, (key, part) in enumerate(parts, 1):
        yield from at_any_depth(f"{name}[{key}]" if isinstance(value, list) else f"{name}.{key}", part, line + at)


def test_a_value_that_is_handed_on_twice_is_taken_once(names: dict[str, Any]) -> None:
    author = [{"name": "Ada Quill", "url": "https://ada.example"}, {"name": "Bo Reed"}]
    licence = {"text": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"}
    fields = [
        *at_any_depth("author", author, 2),
        *at_any_depth("license", licence, 9),
        *at_any_depth("tags", ["a", "b"], 20),
    ]
    metadata = understand(fields, names)
    assert metadata.all("byline") == ["Ada Quill", "Bo Reed"]
    assert [(entry.value, entry.field.line) for entry in metadata.values["license"]] == [
        ("CC BY 4.0", 10),
        (licence["url"], 11),
    ]
    assert [entry.name for entry in metadata.unknown] == ["author[0].url", "tags"]


def test_parts_without_their_whole_are_known_too(names: dict[str, Any]) -> None:
    pieces = [
        ("authors[0].name", "Ada Quill"),
        ("license.type", "CC BY"),
        ("license.url", "https://a.example"),
        ("image.license.url", "https://b.example"),
    ]
    metadata = understand([Field(name, value, f"front matter: {name}", 2) for name, value in pieces], names)
    known = [(entry.canonical, entry.value, entry.scope.value, entry.weak) for entry in metadata.declared]
    assert known == [
        ("byline", "Ada Quill", "document", False),
        ("license", "CC BY", "document", True),
        ("license", "https://a.example", "document", False),
        ("license", "https://b.example", "image", False),
    ]
    assert [len(group) for group in grouped(metadata)] == [1, 2, 1]


def test_the_same_field_twice_counts_twice(names: dict[str, Any]) -> None:
    fields = [Field("copyright", text, "meta copyright", line) for line, text in ((3, "© Ada"), (8, "© Bo"))]
    fields += [Field("copyrightHolder", {"name": name}, "JSON-LD: $.copyrightHolder", 9) for name in ("Ada", "Bo")]
    metadata = understand(fields, names)
    assert metadata.all("copyright_notice") == ["© Ada", "© Bo"]
    assert metadata.all("copyright_holder") == ["Ada", "Bo"]


def test_unknown_fields_keep_their_names(declare: Understand) -> None:
    metadata = declare({"layout": "post", "params": {"author": "Ada", "toc": True}, "desk": {"id": 7}})
    assert [(entry.name, entry.value) for entry in metadata.unknown] == [
        ("layout", "post"),
        ("params.toc", True),
        ("desk", {"id": 7}),
    ]


def test_too_deep_and_too_many_are_faults_not_silence(declare: Understand) -> None:
    deep: Any = {"tdm-reservation": 1}
    for _ in range(200):
        deep = {"a": deep}
    metadata = declare({"deep": deep, "many": ["x"] * (MAX_LEAVES + 10)})
    assert [(fault.code, fault.line) for fault in metadata.faults] == [("too-deep", 2), ("too-deep", 3)]
    assert [entry.name for entry in metadata.unknown] == ["deep", "many"]


HOSTILE = {
    "long": "a" * 1_000_000,
    "dots": ".".join("a" * 100_000),
    "words": "image-" * 50_000 + "credit",
    "items": "[0]" * 100_000,
}


@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_name_takes_no_time(name: str, declare: Understand) -> None:
    metadata = declare({name: "x", "holder": {name: {"license": "y"}}})
    assert len(metadata.unknown) + len(metadata.declared) >= 2


def test_the_report_gets_plain_json(declare: Understand) -> None:
    metadata = declare({"title": "The bridge", "authors": ["Ada", "Bo"], "layout": "post", "date": "2024-05-01"})
    plain = {"title": "The bridge", "byline": ["Ada", "Bo"], "published": "2024-05-01", "layout": "post"}
    assert json.loads(json.dumps(metadata.plain())) == plain


def test_a_text_without_fields_imports_no_pydantic(names: dict[str, Any], tmp_path: Path) -> None:
    table = tmp_path / "names.json"
    table.write_text(json.dumps(names), encoding="utf-8")
    script = (
        "import json, sys\n"
        "from provenance.metadata import understand\n"
        "from provenance.signals.fields import statements_from_fields\n"
        "metadata = understand([], json.load(open(sys.argv[1], encoding='utf-8')))\n"
        "assert statements_from_fields(metadata, read_words=list, find_licences=list, grants=lambda _: None) == []\n"
        "print(len(metadata.missing), 'pydantic' in sys.modules)\n"
    )
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", script, str(table)], cwd=root, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["4", "False"]
