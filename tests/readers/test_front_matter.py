"""Declared fields: names, typed values and places; and that broken front matter declares nothing."""

from __future__ import annotations

import datetime

import pytest

from provenance.document import Document, Field
from provenance.readers import read_bytes

YAML = """\
---
# who and what
title: "Der Hafen: ein Tag"
country: NO
year: 2024
date: 2024-01-02
draft: false
copyright:
  holder: Beispielverlag
  "year": 2023
authors: [Ada Muster, {name: Bo, role: photo}]
notes: |
  two
  lines
empty:
---
Body.
"""

TOML = """\
+++
title = 'Hafen'
when = 2024-01-02T03:04:05Z
text = '''
license = "not this one"
'''
license = "CC-BY-4.0"
[copyright]
holder = "Beispielverlag"
[[authors]]
name = "Ada"
[[authors]]
name = "Bo"
+++
Body.
"""

JSON = '{\n  "title": "Hafen",\n  "copyright": {"holder": "A \\"B\\" C", "years": [2023, 2024]}\n}\nBody.\n'


def fields(text: str) -> dict[str, Field]:
    document = read_bytes("a.md", text.encode())
    assert not document.problems
    for field in document.fields:
        assert field.pointer == f"front matter: {field.name}"
        if field.start is not None:
            written = text[field.start : field.end]
            assert written == field.value if isinstance(field.value, str) else written
    return {field.name: field for field in document.fields}


def test_yaml() -> None:
    found = fields(YAML)
    assert {name: field.value for name, field in found.items()} == {
        "title": "Der Hafen: ein Tag",
        "country": "NO",
        "year": 2024,
        "date": "2024-01-02",
        "draft": False,
        "copyright": {"holder": "Beispielverlag", "year": 2023},
        "copyright.holder": "Beispielverlag",
        "copyright.year": 2023,
        "authors": ["Ada Muster", {"name": "Bo", "role": "photo"}],
        "authors[0]": "Ada Muster",
        "authors[1]": {"name": "Bo", "role": "photo"},
        "authors[1].name": "Bo",
        "authors[1].role": "photo",
        "notes": "two\nlines\n",
        "empty": None,
    }
    places = {name: (field.line, field.column) for name, field in found.items()}
    assert places["title"] == (3, 8)
    assert places["copyright"] == (8, 1)
    assert places["copyright.holder"] == (9, 11)
    assert places["authors[1].name"] == (11, 30)
    assert YAML[found["title"].start : found["title"].end] == "Der Hafen: ein Tag"
    assert YAML[found["year"].start : found["year"].end] == "2024"
    assert found["notes"].start is None


def test_toml() -> None:
    found = fields(TOML)
    assert found["when"].value == datetime.datetime(2024, 1, 2, 3, 4, 5, tzinfo=datetime.UTC)
    assert [found[name].value for name in ("copyright.holder", "authors[1].name")] == ["Beispielverlag", "Bo"]
    lines = {name: field.line for name, field in found.items()}
    assert lines == {
        "title": 2,
        "when": 3,
        "text": 4,
        "license": 7,
        "copyright": 8,
        "copyright.holder": 9,
        "authors": 10,
        "authors[0]": 10,
        "authors[0].name": 11,
        "authors[1]": 12,
        "authors[1].name": 13,
    }
    assert TOML[found["license"].start : found["license"].end] == "CC-BY-4.0"


def test_json() -> None:
    found = fields(JSON)
    assert found["copyright.holder"].value == 'A "B" C'
    assert found["copyright.holder"].start is None
    assert (found["copyright.years[1]"].value, found["copyright.years[1]"].line) == (2024, 3)
    assert JSON[found["title"].start : found["title"].end] == "Hafen"


@pytest.mark.parametrize("text", [YAML, TOML, JSON])
def test_the_body_starts_behind_it(text: str) -> None:
    document = read_bytes("a.md", text.encode())
    last = document.blocks[-1]
    assert (text[last.start : last.end], last.role) == ("Body.", "text")
    assert document.blocks[0].role == "fields"


def test_comments_in_it_are_hidden_words() -> None:
    document = read_bytes("a.md", YAML.encode())
    assert [YAML[b.start : b.end] for b in document.blocks if b.role == "comment"] == ["# who and what"]


def test_lines_are_right_behind_breaks_that_only_yaml_counts() -> None:
    text = "---\na: 'x\u2028y'\nb: '\x85'\nlicense: MIT\nlicense: CC0\n---\n"
    (problem,) = read_bytes("a.md", text.encode()).problems
    assert (problem.line, problem.column) == (5, 1)
    found = fields(text.replace("license: CC0\n", ""))
    assert (found["license"].line, found["license"].column) == (4, 10)


@pytest.mark.parametrize(
    ("text", "line", "detail"),
    [
        ("---\nlicense: A\nlicense: B\n---\nBody.", 3, "second time"),
        ("---\ncopyright:\n  holder: A\n  holder: B\n---\nBody.", 4, "second time"),
        ("---\na: [1\nb: 2\n---\nBody.", 3, "not valid YAML"),
        ("---\nlicense: A\n\nBody without an end.", 1, "never closed"),
        ("---\n- a\n- b\n---\nBody.", 1, "keys and values"),
        ("---\na: !!int many\n---\nBody.", 2, "tag"),
        ("---\na: !!bool ''\n---\nBody.", 2, "tag"),
        ("---\na: &a [x]\n" + "".join(f"b{i}: [{'*a, ' * 9}*a]\n" for i in range(20)) + "---\nBody.", 13, "aliases"),
        ("---\na: &a [*a]\n---\nBody.", 2, "itself"),
        ("---\na: " + "[" * 100 + "]" * 100 + "\n---\nBody.", 2, "deeper"),
        ("---\n" + "".join(f"k{i}: v\n" for i in range(2500)) + "---\nBody.", 2002, "more than 2000"),
        ("+++\na = 1\na = 2\n+++\nBody.", 3, "TOML"),
        ("+++\na = \n+++\nBody.", 2, "TOML"),
        ("+++\na = 1\nBody without an end.", 1, "never closed"),
        ("+++\na = " + "[" * 3000 + "\n+++\nBody.", 2, "nested"),
        ("+++\n" + "a." * 100 + "b = 1\n+++\nBody.", 2, "nested"),
        ('{"license": "A",\n "license": "B"}\nBody.', 2, "second time"),
        ('{"license": "A",\n}\nBody.', 2, "JSON"),
        ('{"license": "A"\nBody without an end.', 2, "JSON"),
        ('{"a": NaN}\nBody.', 1, "NaN"),
        ('{"a": ' + "[" * 100 + "]" * 100 + "}\nBody.", 1, "deeper"),
        ('{"a": ' + "9" * 5000 + "}\nBody.", 1, "JSON"),
    ],
)
def test_broken_front_matter_declares_nothing_and_stays_text(text: str, line: int, detail: str) -> None:
    document = read_bytes("a.md", text.encode())
    assert document.readable
    assert document.fields == []
    (problem,) = document.problems
    assert (problem.code, problem.line) == ("front-matter-broken", line)
    assert detail in problem.detail
    assert {block.role for block in document.blocks} == {"text"}
    assert "".join(text.split()) == "".join("".join(text[b.start : b.end].split()) for b in document.blocks)


@pytest.mark.parametrize(
    "text",
    ["", "-- -\n", "----\na: b\n---\n", "text\n---\na: b\n---\n", "{{< shortcode >}}\n", "{: .class}\n", "{", "++\n"],
)
def test_what_is_no_front_matter(text: str) -> None:
    document = read_bytes("a.md", text.encode())
    assert document.fields == []
    assert "front-matter-broken" not in [problem.code for problem in document.problems]


@pytest.mark.parametrize("text", ["---\n---\nBody.", "---  \n...\nBody.", "+++\n+++\nBody.", "{}\nBody."])
def test_empty_front_matter_is_no_fault(text: str) -> None:
    document: Document = read_bytes("a.md", text.encode())
    assert (document.fields, document.problems) == ([], [])
