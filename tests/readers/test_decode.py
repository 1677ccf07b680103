"""Bytes to text: which encoding, what is said about it, and that nothing is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.readers.decode import decode

TEXT = "© 2024 Beispielverlag – “Zeichen” €\nzweite Zeile\n"


@pytest.mark.parametrize(
    ("data", "encoding", "text"),
    [
        (b"", "utf-8", ""),
        (b"plain", "utf-8", "plain"),
        (TEXT.encode(), "utf-8", TEXT),
        (b"\xef\xbb\xbf" + TEXT.encode(), "utf-8", TEXT),
        (b"\xff\xfe" + TEXT.encode("utf-16-le"), "utf-16le", TEXT),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16be", TEXT),
        (b"\xff\xfe\x00\x00" + TEXT.encode("utf-32-le"), "utf-32le", TEXT),
        (b"\x00\x00\xfe\xff" + TEXT.encode("utf-32-be"), "utf-32be", TEXT),
    ],
)
def test_declared_or_proven_encodings_are_no_problem(data: bytes, encoding: str, text: str) -> None:
    decoded = decode(data)
    assert (decoded.encoding, decoded.text, decoded.problems, decoded.readable) == (encoding, text, [], True)


@pytest.mark.parametrize(
    ("data", "encoding", "text", "line", "column"),
    [
        ("a\nb\r\nxé y".encode("cp1252"), "windows-1252", "a\nb\r\nxé y", 3, 2),
        ("a\rb\rxé".encode("cp1252"), "windows-1252", "a\rb\rxé", 3, 2),
        ("“né”".encode("cp1252"), "windows-1252", "“né”", 1, 1),
        ("größer é\n".encode() + b"\x93quote", "utf-8", "größer é\n“quote", 2, 1),
        ("größer é".encode() + b"\x81 on", "utf-8", "größer é\ufffd on", 1, 9),
        (b"\xef\xbb\xbfna\xefve", "utf-8", "naïve", 1, 3),
        (TEXT.encode("utf-16-le"), "utf-16le", TEXT, 1, 1),
        (TEXT.encode("utf-16-be"), "utf-16be", TEXT, 1, 1),
        ("Права защищены, 2024\n".encode("utf-16-le"), "utf-16le", "Права защищены, 2024\n", 1, 1),
        (b"\xff\xfea\x00\n\x00\x00\xd8", "utf-16le", "a\n\ufffd", 2, 1),
        ("a\n転載".encode("iso2022_jp"), "iso-2022-jp", "a\n転載", 2, 1),
    ],
)
def test_a_guess_is_said_to_be_one(data: bytes, encoding: str, text: str, line: int, column: int) -> None:
    decoded = decode(data)
    assert (decoded.encoding, decoded.text, decoded.readable) == (encoding, text, True)
    (problem,) = decoded.problems
    assert (problem.code, problem.line, problem.column) == ("encoding-guessed", line, column)


@pytest.mark.parametrize(
    "data",
    [
        b"text with\x00 a NUL",
        bytes(range(256)),
        b"\x01\x02\x03\x04" * 20 + b"a" * 100,
        b"\xef\xbb\xbf\x00\x01",
        b"\xff\xfe" + b"\x01\x00" * 50,
        b"\x01\x00\x02\x00\x03\x00" * 50,
        b"\x98\x81\x8d\x8f\x90 no such letters",
        b"%PDF-1.7 words of a header",
        b"{\\rtf1 words}",
    ],
)
def test_binary_data_is_unreadable(data: bytes) -> None:
    decoded = decode(data)
    assert not decoded.readable
    assert decoded.text == ""
    assert [problem.code for problem in decoded.problems] == ["unreadable"]


def test_unknown_escapes_are_a_guess() -> None:
    decoded = decode(b"a \x1b$B\xff")
    assert "encoding-guessed" in [problem.code for problem in decoded.problems]


def test_a_stray_byte_costs_no_neighbour_at_the_edge_of_a_window() -> None:
    text = "é" * 40_000
    decoded = decode(text.encode() + b"\x80" + text.encode())
    assert decoded.text == text + "€" + text


@given(st.text().filter(lambda text: "\0" not in text and not text.startswith("\ufeff")))
def test_decoding_undoes_encoding(text: str) -> None:
    for mark, codec in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        decoded = decode(mark + text.encode(codec))
        assert decoded.text == (text if decoded.readable else "")
        assert decoded.readable or not text.isprintable()


@given(st.binary(max_size=200))
def test_any_bytes_decode_without_a_word(data: bytes) -> None:
    decoded = decode(data)
    decoded.text.encode()  # no lone surrogates
    assert decoded.readable or (decoded.text == "" and decoded.problems)
    if decoded.readable and not decoded.problems and decoded.encoding == "utf-8":
        assert decoded.text.encode() == data.removeprefix(b"\xef\xbb\xbf")
