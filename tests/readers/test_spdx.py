"""SPDX headers in documents: which lines are one, and what they are about."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from provenance.check import Checker
from provenance.document import Document
from provenance.readers import read_bytes
from provenance.readers.spdx import headers, licences

ID, TEXT = "SPDX-License-Identifier", "SPDX-FileCopyrightText"


def read(path: str, text: str) -> Document:
    return read_bytes(path, text.encode())


def found(document: Document) -> list[tuple[str, Any]]:
    return [(field.name, field.value) for field in document.fields if field.pointer.startswith("header:")]


BY = [(ID, "CC-BY-4.0")]


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("a.txt", f"{ID}: CC-BY-4.0\n\nOne.", BY),
        ("a.txt", f"One.\n\n# {ID}: CC-BY-4.0", BY),
        ("a.txt", f"REM {ID}: CC-BY-4.0", BY),
        ("a.txt", f"/* {ID}: CC-BY-4.0 */", BY),
        ("a.txt", f"{ID}:CC-BY-4.0\r\n{TEXT}: 2024 Ada\r\n", [*BY, (TEXT, "2024 Ada")]),
        ("a.txt", "SPDX-FileContributor: Ada", [("SPDX-FileContributor", "Ada")]),
        ("a.txt", f"Files begin with {ID}: CC-BY-4.0", []),
        ("a.txt", f"`{ID}: CC-BY-4.0`", []),
        ("a.txt", f"“{ID}: CC-BY-4.0”", []),
        ("a.txt", f"{ID}:", []),
        ("a.txt", "spdx-license-identifier: CC-BY-4.0", []),
        ("a.txt", f"REUSE-IgnoreStart\n{ID}: CC-BY-4.0\nREUSE-IgnoreEnd\n{ID}: CC0-1.0", [(ID, "CC0-1.0")]),
        (
            "a.txt",
            f"SPDX-SnippetBegin\n{ID}: CC-BY-4.0\nSPDX-SnippetCopyrightText: Ada\nSPDX-SnippetEnd\n{ID}: CC0-1.0",
            [(f"snippet.{ID}", "CC-BY-4.0"), (f"snippet.{TEXT}", "Ada"), (ID, "CC0-1.0")],
        ),
        ("a.md", f"<!--\n{ID}: CC-BY-4.0\n-->\n\n# T", BY),
        ("a.md", f"<!-- {ID}: CC-BY-4.0 -->\n\n# T", BY),
        ("a.mdx", f"{{/* {ID}: CC-BY-4.0 */}}\n\n# T", BY),
        ("a.md", f"[//]: # ({ID}: CC-BY-4.0", BY),
        ("a.md", f"---\n# {ID}: CC-BY-4.0\ntitle: T\n---\n", BY),
        ("a.md", f"---\n{ID}: CC-BY-4.0\n---\n", []),  # a key of the front matter is a field already
        ("a.md", f"One\n\n```\n# {ID}: CC-BY-4.0\n```\n", [(f"snippet.{ID}", "CC-BY-4.0")]),
        ("a.md", f"> {ID}: CC-BY-4.0\n", [(f"snippet.{ID}", "CC-BY-4.0")]),
        ("a.html", f"<!doctype html>\n<!--\n{ID}: CC-BY-4.0\n-->\n<p>One", BY),
        ("a.html", f"<html><head><title>T</title><!-- {ID}: CC-BY-4.0 --></head><p>One", BY),
        ("a.html", f"<head><script>/*\n{ID}: CC-BY-4.0\n*/</script><p>One", []),
        ("a.html", f"<p>One</p><!-- {ID}: CC-BY-4.0 -->", []),
        ("a.html", f"<svg><!-- {ID}: CC-BY-4.0 --></svg>", []),
        ("a.txt", f"{ID}: CC-BY-4.0 OR MIT", [(ID, "CC-BY-4.0 OR MIT")]),
        ("a.txt", f"{ID}: CC-BY-4.0 AND LicenseRef-Own", [*BY, (ID, "LicenseRef-Own")]),
    ],
)  # fmt: skip
def test_headers(path: str, text: str, expected: list[tuple[str, Any]]) -> None:
    document = read(path, text)
    assert found(document) == expected
    assert not document.problems or path == "a.md"


@pytest.mark.parametrize("path", ["a.md", "a.html", "a.txt"])
def test_places(path: str) -> None:
    document = read(path, f"<!--\r\n  {ID}: CC-BY-4.0\r\n-->\r\n\r\n")
    (field,) = [field for field in document.fields if field.name == ID]
    assert (field.line, field.column) == (2, 28)
    assert document.text[field.start : field.end] == "CC-BY-4.0"


@pytest.mark.parametrize(
    ("expression", "values", "wrong"),
    [
        ("CC-BY-4.0", ["CC-BY-4.0"], False),
        ("cc-by-4.0", ["cc-by-4.0"], False),
        ("LicenseRef-Own", ["LicenseRef-Own"], False),
        ("CC-BY-4.0 OR CC0-1.0", ["CC-BY-4.0 OR CC0-1.0"], False),
        ("(CC-BY-4.0 AND LicenseRef-A) OR CC0-1.0", ["CC-BY-4.0", "LicenseRef-A", "CC0-1.0"], False),
        ("CC BY 4.0", ["CC BY 4.0"], True),
        ("CC-BY-4.0 XOR MIT", ["CC-BY-4.0 XOR MIT"], True),
        ("(MIT", ["(MIT"], True),
        ("MIT AND", ["MIT AND"], True),
        ("NOASSERTION", ["NOASSERTION"], True),
        ("(" * 400, ["(" * 400], True),
    ],
)
def test_expressions(expression: str, values: list[str], wrong: bool) -> None:
    found, problem = licences(expression)
    assert (found, problem is not None) == (values, wrong)


@pytest.mark.parametrize(
    ("header", "decision"),
    [
        ("CC-BY-4.0", "conditional"),
        ("CC0-1.0", "permitted"),
        ("CC-BY-NC-4.0", "blocked"),
        ("CC-BY-4.0 OR CC0-1.0", "conditional"),
        ("CC-BY-4.0 AND LicenseRef-Own", "review"),
        ("(CC-BY-4.0 AND LicenseRef-Own) OR MIT", "review"),
        ("CC-BY-4.0 XOR MIT", "review"),
        ("LicenseRef-Own", "review"),
        ("MIT", "review"),
    ],
)
def test_decisions(header: str, decision: str, checker: Checker) -> None:
    document = read("a.md", f"<!-- {ID}: {header} -->\n\n# T\n\nThe bridge is open.\n")
    assert checker.check(document).decision.value == decision


def test_holder_and_year(checker: Checker) -> None:
    report = checker.check(read("a.md", f"<!--\n{TEXT}: 2019-2024 Harbour Post <desk@harbour.example>\n-->\n\nOne.\n"))
    assert (report.rights.holders, report.rights.years) == (["Harbour Post"], ["2019-2024"])
    assert not checker.check(read("a.md", f"<!--\n{TEXT}: NONE\n-->\n\nOne.\n")).rights.holders


PIECES = st.lists(
    st.sampled_from([f"{ID}: ", f"{TEXT}: ", "CC-BY-4.0", " AND ", " OR ", "(", ")", "\n", "\r\n", "<!--", "-->", "# ",
                     "SPDX-SnippetBegin", "SPDX-SnippetEnd", "REUSE-IgnoreStart", "REUSE-IgnoreEnd", "> ", "```\n",
                     "x", "---\n"]),
    max_size=14,
).map("".join)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(PIECES | st.binary(max_size=60).map(lambda data: f"{ID}: " + data.decode("latin-1")))
@example(f"{ID}: " + "(MIT OR " * 60)
def test_any_header_is_answered_at_its_place(text: str) -> None:
    for path in ("a.md", "a.html", "a.txt"):
        for field in read(path, text).fields:
            assert field.start is None or text.startswith(str(field.value), field.start)


def test_a_long_text_of_headers_is_answered() -> None:
    fields, _ = headers(f"{ID}: MIT OR\n" * 20_000)
    assert len(fields) == 500
