"""REUSE beside documents: which file speaks of which, and that no licence of code opens an article."""

from __future__ import annotations

from fnmatch import translate
from pathlib import Path
from re import fullmatch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.corpus.files import Source, read_source
from provenance.corpus.reuse import Beside, matches
from provenance.document import Document

ARTICLE = "# The bridge\n\nThe bridge is open.\n"


def annotation(path: str, licence: str = "CC-BY-4.0", **more: str) -> str:
    rest = "".join(f'{key} = "{value}"\n' for key, value in more.items())
    return f'[[annotations]]\npath = {path}\n{rest}SPDX-License-Identifier = "{licence}"\n'


def project(root: Path, files: dict[str, str]) -> None:
    (root / ".git").mkdir()
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")


def read(root: Path, name: str = "docs/a.md") -> Document:
    (document,) = read_source(Source((root / name).as_posix()), beside=Beside())
    return document


def told(document: Document) -> list[tuple[str, str, str]]:
    return [(field.name.removeprefix("SPDX-"), field.value, field.pointer) for field in document.fields]


TOML = "version = 1\n"
BY = "License-Identifier"


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({}, []),
        (
            {"docs/a.md.license": "SPDX-FileCopyrightText: 2024 Ada\n\nSPDX-License-Identifier: CC-BY-4.0\n"},
            [("FileCopyrightText", "2024 Ada", "a.md.license: SPDX-FileCopyrightText"),
             (BY, "CC-BY-4.0", "a.md.license: SPDX-License-Identifier")],
        ),
        (
            {"REUSE.toml": TOML + annotation('"docs/**"')},
            [(BY, "CC-BY-4.0", "../REUSE.toml: annotations[0].SPDX-License-Identifier")],
        ),
        (
            {"docs/REUSE.toml": TOML + annotation('["b.md", "*.md"]')},
            [(BY, "CC-BY-4.0", "REUSE.toml: annotations[0].SPDX-License-Identifier")],
        ),
        ({"REUSE.toml": TOML + annotation('"src/**"', "MIT")}, []),
        ({"REUSE.toml": TOML + annotation('"*.md"')}, []),
        ({"REUSE.toml": TOML + annotation('"docs/a.md.bak"')}, []),
        (  # of several that cover it, the last
            {"REUSE.toml": TOML + annotation('"**"', "MIT") + annotation('"docs/*"')},
            [(BY, "CC-BY-4.0", "../REUSE.toml: annotations[1].SPDX-License-Identifier")],
        ),
        (  # closest: what is nearer counts, kind by kind
            {"REUSE.toml": TOML + annotation('"**"', "MIT"), "docs/REUSE.toml": TOML + annotation('"**"')},
            [(BY, "CC-BY-4.0", "REUSE.toml: annotations[0].SPDX-License-Identifier")],
        ),
        (
            {"REUSE.toml": TOML + annotation('"**"', "MIT"),
             "docs/a.md": "<!-- SPDX-License-Identifier: CC0-1.0 -->\n"},
            [(BY, "CC0-1.0", "header: SPDX-License-Identifier")],
        ),
        (
            {"REUSE.toml": TOML + annotation('"**"', precedence="aggregate"),
             "docs/a.md": "<!-- SPDX-License-Identifier: CC0-1.0 -->\n"},
            [(BY, "CC0-1.0", "header: SPDX-License-Identifier"),
             (BY, "CC-BY-4.0", "../REUSE.toml: annotations[0].SPDX-License-Identifier")],
        ),
        (  # an override takes nothing away that the document says: a contradiction stays one
            {"REUSE.toml": TOML + annotation('"**"', precedence="override"),
             "docs/a.md": "<!-- SPDX-License-Identifier: CC0-1.0 -->\n"},
            [(BY, "CC0-1.0", "header: SPDX-License-Identifier"),
             (BY, "CC-BY-4.0", "../REUSE.toml: annotations[0].SPDX-License-Identifier")],
        ),
        (
            {".reuse/dep5": "Format: x\n\nFiles: src/* docs/?.md\nCopyright: 2024 Ada\n 2025 Bo\nLicense: CC-BY-4.0\n"},
            [(BY, "CC-BY-4.0", "../.reuse/dep5: stanza[1].SPDX-License-Identifier"),
             ("FileCopyrightText", "2024 Ada", "../.reuse/dep5: stanza[1].SPDX-FileCopyrightText"),
             ("FileCopyrightText", "2025 Bo", "../.reuse/dep5: stanza[1].SPDX-FileCopyrightText")],
        ),
        ({"LICENSES/CC-BY-4.0.txt": "The text of the licence.\n"}, []),
    ],
)  # fmt: skip
def test_what_is_said_beside_a_document(files: dict[str, str], expected: list[object], tmp_path: Path) -> None:
    project(tmp_path, {"docs/a.md": ARTICLE, **files})
    document = read(tmp_path)
    assert told(document) == expected
    assert not document.problems


@pytest.mark.parametrize(
    ("files", "detail"),
    [
        ({"REUSE.toml": 'version = 1\n[[annotations]\npath = "**"'}, "not valid TOML"),
        ({"REUSE.toml": 'version = 1\n+++\n[[annotations]]\npath = "**"'}, "cannot be read"),
        ({"REUSE.toml": annotation('"**"')}, "version"),
        ({"REUSE.toml": "version = 2\n" + annotation('"**"')}, "version"),
        ({"REUSE.toml": TOML + annotation('"**"', precedence="always")}, "precedence"),
        ({"REUSE.toml": TOML + annotation('"**"', "CC-BY-4.0 XOR MIT")}, "no SPDX expression"),
        ({"REUSE.toml": TOML + annotation('"**"', "Harbour-1.0")}, "licence list"),
        ({"REUSE.toml": TOML + "#" * 100_001}, "TOML"),
        ({"docs/a.md.license": ""}, "nothing in it"),
        ({"docs/a.md.license": "SPDX-License-Identifier: (MIT"}, "no SPDX expression"),
    ],
)
def test_what_is_broken_is_a_finding(files: dict[str, str], detail: str, tmp_path: Path) -> None:
    project(tmp_path, {"docs/a.md": ARTICLE, **files})
    document = read(tmp_path)
    assert [problem.code for problem in document.problems] == ["metadata-unread"]
    assert detail in document.problems[0].detail or detail == "TOML"


def test_nothing_above_the_project_counts(tmp_path: Path) -> None:
    (tmp_path / "REUSE.toml").write_text(TOML + annotation('"**"'))
    (tmp_path / "inner").mkdir()
    project(tmp_path / "inner", {"docs/a.md": ARTICLE})
    assert told(read(tmp_path / "inner")) == []


def test_without_a_project_only_its_own_folder_counts(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "REUSE.toml").write_text(TOML + annotation('"**"'))
    (tmp_path / "docs/a.md").write_text(ARTICLE)
    assert told(read(tmp_path)) == []
    (tmp_path / "docs/REUSE.toml").write_text(TOML + annotation('"**"'))
    assert len(told(read(tmp_path))) == 1


def test_a_folder_by_that_name_is_no_file(tmp_path: Path) -> None:
    project(tmp_path, {"docs/a.md": ARTICLE, "docs/REUSE.toml/x": "", "docs/a.md.license/x": ""})
    assert (told(read(tmp_path)), read(tmp_path).problems) == ([], [])


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        ("**", "a/b/c.md", True),
        ("*", "a/b.md", False),
        ("*", "b.md", True),
        ("a/*", "a/b/c", False),
        ("a/**", "a/b/c", True),
        ("a/**/c", "a/b/x/c", True),
        ("*.md", "a.mdx", False),
        (r"\*.md", "*.md", True),
        (r"\*.md", "a.md", False),
        ("a?.md", "ab.md", False),
        ("a[b].md", "ab.md", False),
        ("", "", True),
        ("***", "a/b", True),
        ("*a*b*", "xaxbx", True),
        ("*a*b*", "xbxax", False),
        ("*" + "a*" * 150, "a" * 4000 + "b", True),
        ("a*" * 300, "a", False),
    ],
)
def test_patterns(pattern: str, path: str, expected: bool) -> None:
    assert matches(pattern, path) is expected


PARTS = st.lists(st.sampled_from(["a", "b", "/", ".", "*", "?"]), max_size=8).map("".join)


@given(PARTS, st.lists(st.sampled_from(["a", "b", "/", "."]), max_size=8).map("".join))
def test_dep5_patterns_are_those_of_fnmatch(pattern: str, path: str) -> None:
    assert matches(pattern, path, anything=True) == bool(fullmatch(translate(pattern), path))
