"""Bytes to text: the encoding is declared (BOM), proven (valid UTF-8), or guessed and said to be.

Names are those of the WHATWG Encoding Standard (``utf-8``, ``utf-16le``, ``windows-1252``). A guess
never loses a character and always leaves a problem, which keeps the decision at ``review``: wrongly
decoded words may close, they never open.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from provenance.document import Problem

#: Byte order marks, the longer first: the UTF-32LE mark starts with the UTF-16LE one.
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32le"),
    (b"\x00\x00\xfe\xff", "utf-32be"),
    (b"\xff\xfe", "utf-16le"),
    (b"\xfe\xff", "utf-16be"),
)

#: Formats that look like text to a decoder and hide their words from a reader.
_SIGNATURES = ((b"%PDF-", "PDF"), (b"%!PS", "PostScript"), (b"{\\rtf", "RTF"), (b"PK\x03\x04", "ZIP"))

#: C0 controls that text has no use for (tab, LF, VT, FF, CR, SUB and ESC are met in old text files), and DEL.
_CONTROLS = bytes(c for c in range(32) if c not in b"\t\n\x0b\x0c\r\x1a\x1b") + b"\x7f"
_MAX_CONTROL_SHARE = 0.05

#: ISO-2022-JP hides Japanese in ASCII behind these escapes (RFC 1468).
_JAPANESE_ESCAPES = (b"\x1b$B", b"\x1b$@", b"\x1b(J")

_SAMPLE = 65_536


@dataclass(slots=True)
class Decoded:
    """Text, the encoding's name, and what a person must know about how it was found."""

    text: str
    encoding: str = "utf-8"
    problems: list[Problem] = field(default_factory=list)
    readable: bool = True


def decode(data: bytes) -> Decoded:
    """Decode *data*; never raises. ``readable`` is false for binary data, and ``text`` then empty."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _marked(data, mark, encoding)
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            return _unreadable(f"a {name} file, not text")
    if b"\0" in data:
        return _utf16_without_mark(data)
    if _is_binary(data):
        return _unreadable("binary data (control characters)")
    if b"\x1b" in data and any(escape in data for escape in _JAPANESE_ESCAPES):
        return _japanese(data)
    return _utf8_or_guess(data)


def _marked(data: bytes, mark: bytes, encoding: str) -> Decoded:
    if encoding == "utf-8":
        data = data[len(mark) :]
        if b"\0" in data or _is_binary(data):
            return _unreadable("binary data behind a byte order mark")
        return _utf8_or_guess(data, marked=True)
    body = data[len(mark) :]
    try:
        text = body.decode(encoding)
        problems = []
    except UnicodeDecodeError as error:
        line, column = _place(body[: error.start].decode(encoding, "replace"))
        detail = f"{encoding} by its byte order mark, but not valid: {error.reason}"
        text = body.decode(encoding, "replace")
        problems = [Problem("encoding-guessed", detail, line, column)]
    if "\0" in text or _is_binary(text.encode("utf-8", "replace")):
        return _unreadable("binary data behind a byte order mark")
    return Decoded(text, encoding, problems)


def _utf8_or_guess(data: bytes, *, marked: bool = False) -> Decoded:
    try:
        return Decoded(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        line, column = _place(data[: error.start].decode("utf-8"))
    text, stray = _utf8_with_strays(data)
    sequences = len(text) - len(text.encode("ascii", "ignore")) - stray
    if marked or sequences >= stray:
        # Text that is UTF-8 but for a pasted byte or two: all else stays as it is.
        detail = f"UTF-8 with {stray} invalid bytes, each read as windows-1252"
        return Decoded(text, "utf-8", [Problem("encoding-guessed", detail, line, column)])
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return _unreadable("neither UTF-8 nor windows-1252", line, column)
    detail = "not valid UTF-8, read as windows-1252"
    return Decoded(text, "windows-1252", [Problem("encoding-guessed", detail, line, column)])


def _utf8_with_strays(data: bytes) -> tuple[str, int]:
    """Decode as UTF-8, each invalid byte as windows-1252 (U+FFFD where that has none); and their number.

    After ``_SAMPLE`` invalid bytes it is no UTF-8: the number then is that of all bytes.
    """
    pieces, at, stray = [], 0, 0
    while at < len(data):
        # Windows keep this linear: after a stray byte only the next stretch is looked at again.
        window = data[at : at + _SAMPLE]
        try:
            pieces.append(window.decode("utf-8"))
            at += len(window)
            continue
        except UnicodeDecodeError as error:
            good, bad = error.start, error.end - error.start
            cut = error.reason == "unexpected end of data" and at + len(window) < len(data)
        pieces.append(window[:good].decode("utf-8"))
        if not cut:
            pieces.append(window[good : good + bad].decode("cp1252", "replace"))
            stray += bad
            good += bad
        at += good
        if stray > _SAMPLE:
            pieces.append(data[at:].decode("cp1252", "replace"))
            return "".join(pieces), len(data)
    return "".join(pieces), stray


def _utf16_without_mark(data: bytes) -> Decoded:
    """UTF-16 shows by its high bytes: NUL for Latin letters and blanks, and one more value for another alphabet.

    Han text spreads over too many of them to be told from binary data, so it needs its mark.
    """
    sides = data[0:_SAMPLE:2], data[1:_SAMPLE:2]
    nuls = [side.count(0) for side in sides]
    encoding = "utf-16le" if nuls[1] > 10 * nuls[0] else "utf-16be" if nuls[0] > 10 * nuls[1] else None
    if encoding is None or len(data) % 2:
        return _unreadable("binary data (NUL bytes)")
    high = sides[1] if encoding == "utf-16le" else sides[0]
    if sum(count for _, count in Counter(high).most_common(2)) < 0.8 * len(high):
        return _unreadable("binary data (NUL bytes)")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return _unreadable("binary data (NUL bytes)")
    if "\0" in text or _is_binary(text.encode("utf-8")):
        return _unreadable("binary data (NUL bytes)")
    return Decoded(text, encoding, [Problem("encoding-guessed", f"no byte order mark, read as {encoding}", 1, 1)])


def _japanese(data: bytes) -> Decoded:
    try:
        text = data.decode("iso2022_jp")
    except UnicodeDecodeError:
        found = _utf8_or_guess(data)
        found.problems.append(Problem("encoding-guessed", "escape sequences of an encoding that was not recognised"))
        return found
    line, column = _place(data[: data.index(b"\x1b")].decode("ascii", "replace"))
    return Decoded(text, "iso-2022-jp", [Problem("encoding-guessed", "read as iso-2022-jp", line, column)])


def _is_binary(data: bytes) -> bool:
    controls = len(data) - len(data.translate(None, _CONTROLS))
    return controls > _MAX_CONTROL_SHARE * len(data)


def _place(before: str) -> tuple[int, int]:
    """1-based line and column of what follows *before*."""
    line = 1 + before.count("\n") + before.count("\r") - before.count("\r\n")
    return line, len(before) - max(before.rfind("\n"), before.rfind("\r"))


def _unreadable(detail: str, line: int | None = None, column: int | None = None) -> Decoded:
    return Decoded("", "unknown", [Problem("unreadable", detail, line, column)], readable=False)
