"""The one table of formats, and what holds for every document whatever its bytes."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.document import Document
from provenance.errors import UsageError
from provenance.readers import SUFFIXES, read_bytes, read_documents, suffix_of


def covered(document: Document) -> None:
    """Blocks are sorted, disjoint, inside the text, and leave out nothing but blanks."""
    at = 0
    for block in document.blocks:
        assert at <= block.start < block.end <= len(document.text)
        assert not document.text[at : block.start].strip()
        at = block.end
    assert not document.text[at:].strip()


def placed(document: Document) -> None:
    """Values that claim a place in the text stand there, and line and column lead there."""
    for field in document.fields:
        assert field.line >= 1
        assert field.column >= 1
        if field.start is not None and field.end is not None:
            written = document.text[field.start : field.end]
            assert written == field.value if isinstance(field.value, str) else written
            before = document.text[: field.start].replace("\r\n", "\n").replace("\r", "\n")
            assert before.count("\n") + 1 == field.line


@pytest.mark.parametrize(
    ("path", "format_name"),
    [
        ("a.txt", "text"),
        ("a.TEXT", "text"),
        ("README", "text"),
        ("a.unknown", "text"),
        ("dir.md/README", "text"),
        (".md", "text"),
        ("a.md", "markdown"),
        ("b/a.MARKDOWN", "markdown"),
        ("a.mdx", "markdown"),
        ("a.qmd", "markdown"),
        ("a.Rmd", "markdown"),
    ],
)
def test_the_suffix_picks_the_reader(path: str, format_name: str) -> None:
    assert read_bytes(path, b"words").format == format_name


def test_a_format_given_wins_over_the_suffix() -> None:
    document = read_bytes("-", b"---\nlicense: CC0-1.0\n---\n", format="markdown")
    assert [field.name for field in document.fields] == ["license"]
    with pytest.raises(UsageError, match="unknown format"):
        read_bytes("a.md", b"", format="docx")


def test_suffixes() -> None:
    assert {".md", ".txt"} <= SUFFIXES
    assert suffix_of("a.b/c") == ""
    assert suffix_of("a\\b.MD") == ".md"


def test_identity_and_digest() -> None:
    data = b"\xef\xbb\xbfwords\r\n"
    document = read_bytes("x/a.txt", data)
    assert (document.path, document.part, document.text) == ("x/a.txt", None, "words\r\n")
    assert document.sha256 == sha256(data).hexdigest()
    assert [(block.start, block.end, block.role) for block in document.blocks] == [(0, 7, "text")]


@pytest.mark.parametrize("data", [b"", b"\n \t\r\n", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("path", ["a.txt", "a.md"])
def test_a_file_without_words_is_readable_and_said_to_be_empty(path: str, data: bytes) -> None:
    document = read_bytes(path, data)
    assert document.readable
    assert [problem.code for problem in document.problems] == ["empty-document"]


def test_too_large() -> None:
    document = read_bytes("a.txt", b"12345", max_bytes=4)
    assert not document.readable
    assert [problem.code for problem in document.problems] == ["too-large"]
    assert read_bytes("a.txt", b"1234", max_bytes=4).readable


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("ends", [True, False])
def test_newlines_stay_and_lines_are_counted_as_editors_do(newline: str, ends: bool) -> None:
    lines = ["---", "title: A", "license: CC-BY-4.0", "---", "# H", "", "> q", "", "```", "c", "```"]
    text = newline.join(lines) + newline * ends
    document = read_bytes("a.md", text.encode())
    assert document.text == text
    (field,) = (field for field in document.fields if field.name == "license")
    assert (field.line, field.column, text[field.start : field.end]) == (3, 10, "CC-BY-4.0")
    assert [block.role for block in document.blocks] == ["fields", "heading", "quote", "code"]
    covered(document)


PIECES = st.sampled_from(
    [
        "---",
        "+++",
        "{",
        "}",
        '"a": 1',
        "a: b",
        "a = 'b'",
        "- x",
        "> q",
        "# h",
        "```",
        "<!-- c",
        "-->",
        "    i",
        "words",
        "[//]: # (c)",
        "===",
        "[a]",
        "a: [1, 2",
        "]",
        "{/* m */}",
        "é",
        "\u2028",
        "\x85",
        "\t",
        " ",
        "",
        '"""',
        "a: &x",
        "*x",
    ]
)


@given(st.lists(PIECES, max_size=25), st.sampled_from(["\n", "\r\n", "\r", " "]), st.sampled_from(["a.md", "a.mdx"]))
def test_markdown_of_any_shape_is_covered_and_placed(pieces: list[str], newline: str, path: str) -> None:
    document = read_bytes(path, newline.join(pieces).encode())
    assert document.text == newline.join(pieces)
    covered(document)
    placed(document)


@given(st.binary(max_size=300), st.sampled_from(["a.md", "a.txt"]))
def test_any_bytes_give_a_document(data: bytes, path: str) -> None:
    document = read_bytes(path, data)
    covered(document)
    placed(document)
    assert document.readable or document.problems


VALUES = st.one_of(
    st.text("ab:#'\"\\ é\n-[]{}*&!", max_size=8), st.integers(), st.booleans(), st.floats(allow_nan=False)
)


@given(st.dictionaries(st.text("abc.é", min_size=1, max_size=4), VALUES, max_size=6))
def test_fields_hold_what_the_author_wrote(values: dict[str, object]) -> None:
    import json

    import yaml

    finite = {key: value for key, value in values.items() if value not in (float("inf"), float("-inf"))}
    written = json.dumps(finite, ensure_ascii=False)
    for text in (written + "\nbody", f"---\n{yaml.safe_dump(finite, allow_unicode=True)}---\nbody"):
        document = read_bytes("a.md", text.encode())
        placed(document)
        assert not document.problems
        if text.startswith("{"):
            assert {field.name: field.value for field in document.fields} == finite
        else:
            assert {field.name for field in document.fields} == set(finite)


@pytest.mark.parametrize("path", ["a.html", "a.xml", "a.md", "a.txt", "a.json", "unnamed"])
@given(text=st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from('\n\r\t<>&{}[]"-:'), max_size=60))
def test_a_text_is_read_as_its_own_bytes_are(path: str, text: str) -> None:
    told = [(document.text, document.part, document.format, document.sha256) for document in read_documents(path, text)]
    data = text.encode()
    if not data.startswith((b"\xef\xbb\xbf", b"%PDF-", b"%!PS", b"{\\rtf", b"PK\x03\x04")):
        assert told == [(d.text, d.part, d.format, d.sha256) for d in read_documents(path, data)]
    assert {kept for kept, *_ in told} == {text}


@pytest.mark.parametrize(
    "text",
    [
        '<meta charset="windows-1252"><p>© Łódź Desk</p>',
        '<?xml version="1.0" encoding="ISO-8859-1"?><p>© Łódź Desk</p>',
    ],
)
def test_what_a_decoded_text_says_of_its_encoding_has_no_say(text: str) -> None:
    (document,) = read_documents("page.xml" if text.startswith("<?") else "page.html", text)
    assert (document.text, document.encoding) == (text, "utf-8")
    assert "encoding-guessed" not in {problem.code for problem in document.problems}


def test_a_text_that_no_encoding_can_write_is_read_all_the_same() -> None:
    (document,) = read_documents("a.txt", "one \ud800 two")
    assert document.readable
    assert len(document.text) == len("one \ud800 two")
