"""Positions in the units of the editor: UTF-16 unless both agree on another."""

from __future__ import annotations

import pytest

pytest.importorskip("pygls", reason="the extra “lsp” is not installed")

from hypothesis import given
from hypothesis import strategies as st
from lsprotocol.types import Position, PositionEncodingKind, Range, TextDocumentContentChangePartial

from provenance.lsp.positions import Positions
from provenance.lsp.texts import OpenText

TEXT = "Bild: 😀 権利者 Ö\r\nﬀ 𝔘\u2028still line two\rthree\n"
UNITS = {"utf-8": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}
WIDTH = {"utf-8": 1, "utf-16": 2, "utf-32": 4}
texts = st.text(st.sampled_from("a b\tÖ権😀𝔘\u2028\x0b\x0c\x85\r\n"), max_size=80) | st.text(max_size=30)


def units(text: str, encoding: str) -> int:
    """How many units a text has in an encoding, by Python's own codecs."""
    return len(text.encode(UNITS[encoding], "surrogatepass")) // WIDTH[encoding]


@pytest.mark.parametrize(
    ("encoding", "found"),
    [("utf-8", (0, 21)), ("utf-16", (0, 13)), ("utf-32", (0, 12))],
)
def test_an_emoji_and_han_before_it_are_counted_in_the_units_of_the_editor(
    encoding: str, found: tuple[int, int]
) -> None:
    at = Positions(TEXT, encoding).position(TEXT.index("Ö"))
    assert (at.line, at.character) == found


def test_lines_end_where_the_protocol_ends_them() -> None:
    positions = Positions(TEXT)
    assert positions.position(TEXT.index("still")).line == 1
    assert positions.position(TEXT.index("three")).line == 2
    assert positions.position(len(TEXT)) == Position(3, 0)


@given(text=texts, encoding=st.sampled_from(sorted(UNITS)), data=st.data())
def test_a_position_leads_back_to_its_offset(text: str, encoding: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    if text[offset - 1 : offset + 1] == "\r\n":
        return  # inside a line break there is no position
    positions = Positions(text, encoding)
    at = positions.position(offset)
    begin = max(text.rfind(mark, 0, offset) for mark in "\r\n") + 1
    assert at.character == units(text[begin:offset], encoding)
    assert positions.offset(at) == offset


@given(text=texts, encoding=st.sampled_from(sorted(UNITS)), line=st.integers(0, 9), character=st.integers(0, 99))
def test_any_position_is_somewhere_in_the_text(text: str, encoding: str, line: int, character: int) -> None:
    positions = Positions(text, encoding)
    offset = positions.offset(Position(line, character))
    assert 0 <= offset <= len(text)
    back = positions.position(offset)
    assert (back.line, back.character) <= (line, character)


def test_a_position_inside_a_character_is_where_it_begins() -> None:
    assert Positions("😀x", "utf-16").offset(Position(0, 1)) == 0
    assert Positions("権x", "utf-8").offset(Position(0, 2)) == 0


@pytest.mark.parametrize("encoding", sorted(UNITS))
def test_a_line_of_a_million_characters_is_counted_in_steps(encoding: str) -> None:
    text = "権利😀 " * 250_000
    positions = Positions(text, encoding)
    for offset in range(0, len(text), 4_001):
        at = positions.position(offset)
        assert positions.offset(at) == offset
    assert at.character == units(text[:offset], encoding)


@given(text=texts, encoding=st.sampled_from(sorted(UNITS)), data=st.data())
def test_edits_give_the_text_that_the_editor_has(text: str, encoding: str, data: st.DataObject) -> None:
    document = OpenText("file:///a.txt", 1, "plaintext", text, PositionEncodingKind(encoding))
    for version in range(2, 5):
        start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(document.text))] * 2)))
        if any(document.text[at - 1 : at + 1] == "\r\n" for at in (start, end)):
            continue
        new = data.draw(texts)
        expected = document.text[:start] + new + document.text[end:]
        found = Range(document.positions.position(start), document.positions.position(end))
        document.change([TextDocumentContentChangePartial(found, new)], version)
        assert (document.text, document.version) == (expected, version)
