"""Where keys and values of TOML stand, held against what ``tomllib`` reads."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.config.toml import MAX_LENGTH, parse_toml, table_in
from provenance.errors import RuleFileError
from provenance.rulefiles.source import Key

WRITTEN = """\
# a comment = 1
use = ["print", "excerpt"] # more = 2
"quoted \\u00e9" = 'x = 1 # none'
desk.names.we = '''
first = 1
''''

[gate]
fail-on = "review"
when = 2027-01-02 03:04:05  # with a blank
[[paths]]
match = [
  "wire/**",   # a comment ]
  "[x]/*",
]
[paths.more]
deep = {a = 1, b.c = [{d = 2}, "}"]}
[[paths]]
match = \"\"\"a\\
  "b\\"\\"\\"c\"\"\"\"\"

[[paths.inner]]
x = 1
[[paths.inner]]
x = 2
"""


def keys_of(data: Any, key: Key = ()) -> Iterator[tuple[Key, Any]]:
    yield key, data
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for name, value in items:
        yield from keys_of(value, (*key, name))


def test_the_places_of_keys_and_values() -> None:
    tree = parse_toml(WRITTEN, "provenance.toml")
    assert tree.data == tomllib.loads(WRITTEN)
    assert set(tree.places) == {key for key, _ in keys_of(tree.data)}
    told = {key: str(tree.place(key)) for key in tree.places}
    assert told[("use",)] == "provenance.toml:2:7"
    assert told[("use", 1)] == "provenance.toml:2:17"
    assert told[("quoted é",)] == "provenance.toml:3:19"
    assert told[("desk", "names", "we")] == "provenance.toml:4:17"
    assert told[("gate", "fail-on")] == "provenance.toml:9:11"
    assert told[("paths", 0)] == "provenance.toml:11:1"
    assert told[("paths", 0, "match", 1)] == "provenance.toml:14:3"
    assert told[("paths", 0, "more", "deep", "b", "c", 0, "d")] == "provenance.toml:17:28"
    assert told[("paths", 1, "match")] == "provenance.toml:19:9"
    assert told[("paths", 1, "inner", 1, "x")] == "provenance.toml:25:5"
    assert tree.key_places[("gate", "fail-on")] == (9, 1)
    assert tree.key_places[("desk", "names")] == (4, 1)


def test_other_line_breaks_count_the_same() -> None:
    tree = parse_toml("use = 'print'\r\n\r\nat = 1\r\n", "x.toml")
    assert tree.key_places == {("use",): (1, 1), ("at",): (3, 1)}


NAMES = st.text(max_size=6) | st.from_regex(r"[A-Za-z0-9_-]{1,6}", fullmatch=True)
SCALARS = st.booleans() | st.integers(-99, 99) | st.text(max_size=12) | st.floats(allow_nan=False) | st.dates()
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3))


def string(text: str, literal: bool) -> str:
    plain = all(sign >= " " and sign != "\x7f" for sign in text)
    if literal and plain and "'" not in text:
        return f"'{text}'"
    if literal and plain and "'''" not in text and not text.endswith("'"):
        return f"'''\n{text}'''"
    return json.dumps(text).replace("\x7f", "\\u007f")


def inline(value: Any, blank: str, literal: bool) -> str:
    """*value* as somebody may write it."""
    if isinstance(value, dict):
        pairs = [f"{string(name, False)} = {inline(item, '', literal)}" for name, item in value.items()]
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, list):
        return "[" + "".join(f"{blank}{inline(item, '', literal)},{blank}" for item in value) + "]"
    if isinstance(value, str):
        return string(value, literal)
    return str(value).lower() if isinstance(value, bool) else repr(value) if isinstance(value, float) else str(value)


def surrogates(data: Any) -> bool:
    return "\\ud" in json.dumps(data, default=str)


@given(
    st.dictionaries(NAMES, VALUES, max_size=4),
    st.dictionaries(NAMES, st.dictionaries(NAMES, VALUES, max_size=3), max_size=2),
    st.dictionaries(NAMES, st.lists(st.dictionaries(NAMES, VALUES, max_size=3), min_size=1, max_size=3), max_size=2),
    st.sampled_from(["", " ", ' # ], } = "\n', "\n\n"]),
    st.booleans(),
)
def test_every_value_has_its_place(
    top: dict[str, Any], tables: dict[str, Any], several: dict[str, Any], blank: str, literal: bool
) -> None:
    tables = {f"t{name}": table for name, table in tables.items()}
    several = {f"s{name}": table for name, table in several.items()}
    top = {f"v{name}": value for name, value in top.items()}
    if surrogates([top, tables, several]):
        return
    lines = [f"{string(name, literal)}={inline(value, blank, literal)}" for name, value in top.items()]
    for name, table in tables.items():
        lines += [
            f"[ {string(name, False)} ] # [x]",
            *(f" {string(k, False)} = {inline(v, blank, literal)}" for k, v in table.items()),
        ]
    for name, members in several.items():
        for member in members:
            lines += [
                f"[[{string(name, False)}]]",
                *(f"{string(k, False)}={inline(v, blank, literal)}" for k, v in member.items()),
            ]
    text = "\n".join(lines)
    tree = parse_toml(text, "x.toml")
    assert tree.data == {**top, **tables, **several}
    assert set(tree.places) == {key for key, _ in keys_of(tree.data)}
    rows = text.split("\n")
    for key, value in keys_of(tree.data):
        if isinstance(value, str):
            line, column = tree.places[key]
            assert rows[line - 1][column - 1] in "'\""


@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        ("use = \n", "1:7", "not valid TOML: Invalid value"),
        ("use = 1\nuse = 2\n", "2:", "not valid TOML: Cannot overwrite"),
        ("x = 1" + "0" * 5000, "1:1", "not valid TOML"),
        ("use = " + "[" * 70 + "]" * 70, "1:", "nested deeper"),
        ("use = " + "[" * 90_000, "1:1", "nested deeper|not valid TOML"),
        ("x" * (MAX_LENGTH + 1), "1:1", "longer than"),
    ],
)
def test_what_is_no_toml(text: str, place: str, says: str) -> None:
    with pytest.raises(RuleFileError, match=rf"^x\.toml:{place}.*({says})"):
        parse_toml(text, "x.toml")


def test_a_table_of_another_file() -> None:
    tree = parse_toml("[tool.provenance]\nuse = 'print'\n[tool.other]\n", "pyproject.toml")
    assert table_in(tree, ("tool", "provenance")) == {"use": "print"}
    assert table_in(tree, ("tool", "none")) is None
    assert table_in(parse_toml("tool = 1", "x"), ("tool", "provenance")) is None
    with pytest.raises(RuleFileError, match=r"x:2:14: tool\.provenance is no table"):
        table_in(parse_toml("[tool]\nprovenance = 1", "x"), ("tool", "provenance"))
