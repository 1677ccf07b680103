"""The words licences are named with, found in folded text as tokens.

How names are compared is told in :mod:`provenance.rulefiles.licence_forms`; offsets are those of
the folded text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from provenance.rulefiles.licence_forms import INSIDE

#: Scripts whose words stand without blanks, or take their particles without one.
_UNSPACED = "\u0e00-\u0eff\u1100-\u11ff\u3040-\u30fa\u30fc-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff"
_MARKS = "\u0300-\u036f\u0900-\u0dff"
_WORD = re.compile(rf"[{_UNSPACED}]|(?:(?![{_UNSPACED}])(?:[^\W_]|[{_MARKS}]))+|[\U0001f100-\U0001f1ff]")
_IS_UNSPACED = re.compile(rf"[{_UNSPACED}]")
_ENDINGS = 14
_CLITIC = re.compile(r"'[^\W\d_]{1,5}")
_VERSION = re.compile(r"(?<![\d.,٫])(\d)(?:[.,٫](\d))?(?![\d%٪])(?![.,٫]\d)")
_NUMBER_GOES_ON = re.compile(r"[.,٫]?\d")
_GAP_SIZE = 40
_SENTENCE_END = re.compile(r"[.!?。！？;；](?:\s|$)|[。！？；]")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of licence names at ``[start, end)`` of the folded text.

    ``kinds``: what it may mean, as (kind, value) pairs; kinds are ``family``, ``abbreviation``,
    ``element``, ``code``, ``scope``, ``port``, ``version``, ``word``, ``name``, ``short``,
    ``weak``, ``ordinary``, ``context`` and ``other``.
    """

    start: int
    end: int
    kinds: tuple[tuple[str, str], ...]

    def get(self, kind: str) -> str | None:
        """The value of the first reading of that *kind*."""
        return next((value for known, value in self.kinds if known == kind), None)

    def only(self, kind: str) -> bool:
        """Whether it can mean nothing but that *kind*."""
        return all(known == kind for known, _ in self.kinds)

    def all(self, kind: str) -> list[str]:
        """The values of all readings of that *kind*."""
        return [value for known, value in self.kinds if known == kind]


@dataclass(slots=True)
class _Leaf:
    kind: str
    value: str
    open: bool
    rest: str


class Lexer:
    """All names in one tree of characters."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._root: dict[str, Any] = {}
        for literal, kind, value, is_open, rest in data["literals"]:
            node = self._root
            for char in literal:
                node = node.setdefault(char, {})
            node.setdefault("", []).append(_Leaf(kind, value, is_open, rest))
        codes = "|".join(map(re.escape, data["cc"]["elements"]))
        short = sorted((name.lower() for name in data["cc"]["abbreviations"] if name.isascii()), key=len, reverse=True)
        family = "|".join(map(re.escape, short))
        self._codes = re.compile(rf"({family})?((?:{codes})+)(?![^\W\d_])")
        self._code = re.compile(codes)

    def tokens(self, text: str) -> list[Token]:
        """The tokens of folded *text*, longest match first, none overlapping, in order."""
        found: list[Token] = []
        done = 0
        for word in _WORD.finditer(text):
            at = max(word.start(), done)
            while at < word.end():
                matched = self.match(text, at)
                if not matched:
                    break
                found += matched
                at = done = matched[-1].end
        return found

    def match(self, text: str, at: int) -> list[Token]:
        """The token (for run-together codes: the tokens) that begins at *at*."""
        longest = self._named(text, at)
        codes = self._coded(text, at)
        if codes and (longest is None or codes[-1].end >= longest.end):
            return codes
        if longest is not None:
            return [longest]
        version = _VERSION.match(text, at)
        if version:
            number = ".".join(str(unicodedata.digit(digit)) for digit in version.groups() if digit)
            return [Token(at, version.end(), (("version", number),))]
        return []

    def _coded(self, text: str, at: int) -> list[Token]:
        match = self._codes.match(text, at)
        if match is None:
            return []
        tokens = [Token(at, match.end(1), (("abbreviation", ""),))] if match[1] else []
        begin = match.start(2)
        for code in self._code.finditer(match[2]):
            tokens += [Token(begin + code.start(), begin + code.end(), (("code", code[0]),))]
        return tokens

    def _named(self, text: str, at: int) -> Token | None:
        ends = list(self._walk(text, at))
        for end, leaves in reversed(ends):
            reached = [(self._end(text, end, leaf), leaf) for leaf in leaves]
            longest = max(stop for stop, _ in reached)
            if longest:
                return Token(at, longest, tuple((leaf.kind, leaf.value) for stop, leaf in reached if stop == longest))
        return None

    def _walk(self, text: str, at: int) -> Iterator[tuple[int, list[_Leaf]]]:
        node, skipped, begin = self._root, 0, at
        while at < len(text):
            char = text[at]
            if char in node:
                node, skipped = node[char], 0
            elif char in INSIDE and at > begin and skipped < 3:
                skipped += 1
                at += 1
                continue
            else:
                return
            at += 1
            if "" in node:
                yield at, node[""]

    def _end(self, text: str, end: int, leaf: _Leaf) -> int:
        """Where *leaf*, whose letters end at *end*, really ends; 0 if it does not stand there."""
        if leaf.rest:
            return _after_gap(text, end, leaf.rest)
        reached = end
        if text[end - 1].isdigit() and _NUMBER_GOES_ON.match(text, end):
            return 0
        if leaf.open:
            while reached < len(text) and reached - end < _ENDINGS and _lettered(text[reached]):
                if _IS_UNSPACED.match(text[reached]):
                    break
                reached += 1
        if leaf.kind in ("family", "abbreviation"):
            clitic = _CLITIC.match(text, reached)
            reached = clitic.end() if clitic else reached
        if _ends_word(text, reached):
            return reached
        glued = leaf.kind != "word" and any(_is_part(token) for token in self.match(text, reached))
        return reached if glued else 0


def _is_part(token: Token) -> bool:
    return any(kind in ("element", "code", "version") for kind, _ in token.kinds)


def _ends_word(text: str, at: int) -> bool:
    if at >= len(text) or not _lettered(text[at]):
        return True
    return bool(_IS_UNSPACED.match(text[at - 1]) or _IS_UNSPACED.match(text[at]))


def _lettered(char: str) -> bool:
    return char.isalpha() or unicodedata.category(char)[0] == "M"


def _after_gap(text: str, begin: int, rest: str) -> int:
    window = text[begin : begin + _GAP_SIZE + 2 * len(rest)]
    stop = _SENTENCE_END.search(window)
    limit = begin + (stop.start() if stop else len(window))
    for at in range(begin, min(limit, begin + _GAP_SIZE)):
        end = _same(text, at, rest, limit)
        if end:
            return end
    return 0


def _same(text: str, at: int, literal: str, limit: int) -> int:
    """The end of *literal* at *at*, separators aside; 0 if it does not stand there."""
    reached = 0
    while at < limit:
        if text[at] == literal[reached]:
            reached += 1
            if reached == len(literal):
                return at + 1
        elif not reached or text[at] not in INSIDE:
            return 0
        at += 1
    return 0
