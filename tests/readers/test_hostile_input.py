"""Inputs made to keep a reader busy: each must be answered in seconds (the limit of a file is 10 s)."""

from __future__ import annotations

import pytest

from provenance.readers import read_bytes

H = "# h\n\n"


@pytest.mark.parametrize(
    "text",
    [
        H + "- a\n" * 20_000,
        H + "> a\n" + "b\n" * 40_000,
        H + "[a]: b\n" * 20_000,
        H + "<a\n" * 30_000,
        H + "*\t*\t*\tx\n" * 12_000,
        H + ">" * 30 + " a\n" + "b\n" * 40_000,
        H + "a <!--\n\n# h\n\n" * 8_000,
        H + "a <!-- " * 40_000,
        H + "[//]: # (x\n" * 20_000,
        H + "".join("  " * i + "- a\n" for i in range(500)),
        "#" * 1_000_000,
        "-" * 1_000_000,
        "`" * 1_000_000,
        "---\n" + "--- x\n" * 150_000,
        "---\n" + "- b\n" * 200_000 + "---\n",
        "---\n? " + "k" * 900_000 + "\n: 1\n---\n",
        "---\n" + "\t" * 900_000 + "\n---\n",
        "+++\n" + "a." * 47_000 + "a = 1\n+++\n",
        "+++\nx = {" + "a." * 45_000 + 'a = ""}\n+++\n',
        '+++\n"\\"".' + "a." * 45_000 + 'a = ""\n+++\n',
        "{" + " " * 900_000,
        '{"a":' + "[" * 900_000,
        '{"a":' + "9" * 900_000 + "}",
    ],
    ids=lambda text: repr(text[4:20]),
)
def test_bounded_time(text: str) -> None:
    document = read_bytes("a.md", text.encode())
    assert document.readable


@pytest.mark.parametrize(
    "data", [b"\xff" * 5_000_000, b"\xc3\xa9a\xe9" * 2_000_000, b"\xe9" + b"a\0" * 2_000_000, b"\x1b$B" * 500_000]
)
def test_bounded_time_of_decoding(data: bytes) -> None:
    document = read_bytes("a.txt", data)
    assert document.problems


def test_the_parser_is_loaded_only_where_it_is_needed() -> None:
    import subprocess
    import sys

    code = (
        "import sys; from provenance.readers import read_bytes; import provenance.corpus.files;"
        "read_bytes('a.md', b'# H\\n\\nwords\\n'); read_bytes('a.txt', b'> x');"
        "print([m for m in ('markdown_it', 'pydantic', 'yaml', 'pathspec', 'tomllib') if m in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert out.stdout.strip() == "[]"
