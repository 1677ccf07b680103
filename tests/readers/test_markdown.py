"""Roles of blocks: what is prose, heading, quotation, code or hidden."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.readers import markdown, read_bytes


def blocks(text: str, path: str = "a.md") -> list[tuple[str, str]]:
    document = read_bytes(path, text.encode())
    return [(block.role, document.text[block.start : block.end]) for block in document.blocks]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One.\n\nTwo.\n", [("text", "One.\n\nTwo.")]),
        ("# H\ntext\n## I\n## J", [("heading", "# H"), ("text", "text"), ("heading", "## I"), ("heading", "## J")]),
        ("#hashtag and 1. #1\n", [("text", "#hashtag and 1. #1")]),
        ("Title\n=====\ntext", [("heading", "Title\n====="), ("text", "text")]),
        ("All of\nthis is prose\n---\nmore", [("text", "All of\nthis is prose\n---\nmore")]),
        ("> # a\n> b\nlazy\n\nc", [("quote", "> # a\n> b\nlazy"), ("text", "c")]),
        ("> a\n>\n>     code\n", [("quote", "> a\n>"), ("code", ">     code")]),
        ("a\n\n    code\n\nb", [("text", "a"), ("code", "code"), ("text", "b")]),
        (
            "```\n# no heading\n> no quote\n<!-- no comment -->\n",
            [("code", "```\n# no heading\n> no quote\n<!-- no comment -->")],
        ),
        ("- a\n  ~~~\n  b\n  ~~~\n- c", [("text", "- a"), ("code", "~~~\n  b\n  ~~~"), ("text", "- c")]),
        ("1. a\n\n   > b\n", [("text", "1. a"), ("quote", "> b")]),
        ("| a | b |\n|---|---|\n| c | d |", [("text", "| a | b |\n|---|---|\n| c | d |")]),
        ("<div>\n# raw\n</div>\n\n# H", [("text", "<div>\n# raw\n</div>"), ("heading", "# H")]),
        ("[a]: https://example.org/x\n\nb", [("text", "[a]: https://example.org/x\n\nb")]),
    ],
)
def test_roles(text: str, expected: list[tuple[str, str]]) -> None:
    assert blocks(text) == expected


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("a <!-- b --> c", ["<!-- b -->"]),
        ("<!-- a\n\nb -->\nc", ["<!-- a\n\nb -->"]),
        ("<!-- never closed\n\n# H", ["<!-- never closed\n\n# H"]),
        ("> - <!-- never closed\n> b", ["<!-- never closed\n> b"]),
        ("a <!-- shown as it is\n\n# H", []),
        ("see <!-- x\n\n<!-- never closed", ["<!-- never closed"]),
        ("# H <!-- a --> I", ["<!-- a -->"]),
        ("<!-- a -->\n```\n<!-- b -->\n```\n<!-- c -->", ["<!-- a -->", "<!-- c -->"]),
        ("<!--\n```\n-->\nb\n```\nc\n```", ["<!--\n```\n-->"]),
        ("[//]: # (All\nof it)\nb", ["[//]: # (All\nof it)"]),
        ("[x]: <> 'a'\r\nb", ["[x]: <> 'a'"]),
        ("[comment]: #\nb", ["[comment]: #"]),
        ("[a]: #anchor\n[b]: https://example.org", []),
    ],
)
def test_hidden_words(text: str, hidden: list[str]) -> None:
    assert [piece for role, piece in blocks(text) if role == "comment"] == hidden


def test_comments_of_mdx() -> None:
    assert ("comment", "{/* a */}") in blocks("b {/* a */} c", "a.mdx")
    assert blocks("b {/* a */} c") == [("text", "b {/* a */} c")]


@pytest.mark.parametrize("text", ["> " * 10_000 + "a", "> q\n\n" + "+ " * 10_000 + "a", "> - " * 5_000])
def test_nesting_has_an_end(text: str) -> None:
    document = read_bytes("a.md", text.encode())
    assert [problem.code for problem in document.problems] == ["markup-too-deep"]
    assert [block.role for block in document.blocks] == ["text"]


def test_a_body_too_long_for_the_parser_is_prose() -> None:
    document = read_bytes("a.md", b"> q\n" + b"a" * markdown.MAX_MARKUP)
    assert [problem.code for problem in document.problems] == ["markup-too-deep"]
    assert [block.role for block in document.blocks] == ["text"]


def test_long_prose_needs_no_parser() -> None:
    document = read_bytes("a.md", b"# H\n" + b"words\n" * markdown.MAX_MARKUP)
    assert document.problems == []
    assert [block.role for block in document.blocks] == ["heading", "text"]


LINES = st.sampled_from(
    ["# a", "##", " ### b #", "#c", "words", "- d", "1. e", "  f", "", "***", "-- -", "####### g", "+", "\\# h"]
)


@given(st.lists(LINES, max_size=12), st.sampled_from(["\n", "\r\n", "\r"]))
def test_the_short_way_finds_what_the_parser_finds(lines: list[str], newline: str) -> None:
    text = newline.join(lines)
    if markdown._INTRICATE.search("\n" + text):
        return
    # A comment at the end sends the same lines through the parser.
    through_parser = [block for block in blocks(text + newline * 2 + "<!-- x -->") if block[0] != "comment"]
    assert blocks(text) == through_parser
