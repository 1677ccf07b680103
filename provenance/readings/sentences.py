"""Sentences of a paragraph, for every script: full stops, ideographic stops, lines, signs.

Positions are offsets into the document's text; nothing is normalised.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator

_STOP = re.compile(
    r"[.!?…]+[\"'”’»)\]]*(?=\s|$|©)|(?<=[^\W\d_]{3})(?<!www)[.](?=[A-ZÀ-Þ][^\W\d_])(?!Com\b|Net\b|Org\b)|[。！？｡]+[」』”）)]*|[։।۔॥؟။។៕።]+|\n\s*|\r\n?\s*|(?<=\s)[|│•·](?=\s)"
)
_ABBREVIATED = re.compile(r"(?:^|[\s(\"'«„“\u00a0])([^\s(\"'«„“]{1,12})\.$")
#: No sentence of a notice is longer; the next stop or line ends it.
_LONGEST = 3000
_OPENERS = "©ⓒⒸ"
#: The words of a name behind a mark that is a part of it, at most; where they end; the years around them.
_NAME = 2
_NAME_ENDS = re.compile(r"[©ⓒⒸ|│•·.,;:!?()\n]|\s[–—-]\s")
_YEARS = re.compile(r"\d{4}(?:\s?[–—-]\s?\d{4})?")
#: A copyright line up to its years is no longer.
_LINE = 40


class Abbreviations:
    """Words whose full stop ends no sentence, in one text; its language is found only where a word of *any* asks.

    *any_language*: those of all languages together; *own*: gives those that count in the text.
    """

    def __init__(self, any_language: frozenset[str], own: Callable[[], frozenset[str]]) -> None:
        self._any = any_language
        self._find = own
        self._own: frozenset[str] | None = None

    def __contains__(self, word: object) -> bool:
        if word not in self._any:
            return False
        if self._own is None:
            self._own = self._find()
        return word in self._own


def split_sentences(text: str, start: int, end: int, abbreviations: Container[str]) -> Iterator[tuple[int, int]]:
    """``[start, end)`` of each sentence of ``text[start:end]``, blanks at the edges left out."""
    begin = start
    for match in _STOP.finditer(text, start, end):
        cut = match.end()
        if cut < end and cut - begin < _LONGEST and not _ends_sentence(text, begin, match, abbreviations):
            continue
        yield from _trimmed(text, begin, cut)
        begin = cut
    yield from _trimmed(text, begin, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and (text[start].isspace() or text[start] in "|│•·"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "|│•·"):
        end -= 1
    while end - start > _LONGEST:  # no stop and no line: cut between two words, or where there is no blank either
        cut = text.rfind(" ", start + 1, start + _LONGEST) + 1 or start + _LONGEST
        yield start, cut
        start = cut
    if end > start:
        yield start, end


def _ends_sentence(text: str, begin: int, match: re.Match[str], abbreviations: Container[str]) -> bool:
    mark = match[0]
    after = text[match.end() : match.end() + 3].lstrip()
    if mark[0] in "\r\n":
        signed = mark.count("\n") > 1 and any(char in _OPENERS for char in text[begin : match.start()])
        return signed or _line_ends_sentence(text, begin, match.start(), after)
    if mark[0] in "!?":
        return not _inside_name(text, begin, match)
    if mark[0] != ".":
        return True
    if text[match.end() : match.end() + 1].isalpha():
        return True  # two sentences that markup has glued together
    word = _ABBREVIATED.search(text, max(begin, match.start() - 16), match.start() + 1)
    if word and word[1][-4:].isdigit() and match.start() - begin < _LINE and text[begin] in _OPENERS:
        # "© 2009.–2024. Quill d.o.o.": where years are written as ordinals, a stop behind one ends no line
        return _begins_rights(text, match.end()) and not text[match.end() :].lstrip()[:1].isdigit()
    short = word[1].lower().rstrip(",") if word else ""  # "Co,. Ltd."
    if word and (short in abbreviations or _is_initial(word[1])):
        # "Ltd. All rights": an abbreviation may end a sentence too, where a new one clearly begins
        return (
            short in abbreviations
            and len(word[1]) > 1
            and not word[1][0].islower()
            and _begins_rights(text, match.end())
        )
    return not after[:1].islower() and not (after[:1].isdigit() and word is not None and word[1].isdigit())


def _inside_name(text: str, begin: int, match: re.Match[str]) -> bool:
    """ "© 2024 Hey! Media", "Hey! Media © 2024": a mark inside a name, in a line that is nothing but the name."""
    before = _YEARS.sub("", text[begin : match.start()]).strip()
    rest = _NAME_ENDS.split(text[match.end() : match.end() + _LINE], maxsplit=1)[0]
    behind = text[match.end() + len(rest) :].lstrip()[:1]
    words = _YEARS.sub("", rest).split()
    signed = before[:1] in _OPENERS or (behind != "" and behind in _OPENERS and " " not in before)
    return (
        len(match[0]) == 1
        and signed
        and len(before) <= _LINE
        and 0 < len(words) <= _NAME
        and all(word[0].isupper() and not word.isupper() for word in words)
    )


def _begins_rights(text: str, at: int) -> bool:
    following = text[at : at + 60].split()
    if len(following) < 2 or not following[0][:1].isupper() or not following[1][:1].islower():
        return False
    return len(following[0]) == 1 or not following[0].strip(",").isupper()  # "Quill GmbH & Co. KG, alle Rechte …"


def _is_initial(word: str) -> bool:
    return (len(word) == 1 and word.isalpha()) or (len(word) > 1 and all(len(part) <= 1 for part in word.split(".")))


def _line_ends_sentence(text: str, begin: int, at: int, after: str) -> bool:
    """A line break ends a sentence where the line is finished or a new statement begins."""
    line = text[max(begin, text.rfind("\n", begin, at) + 1, at - 200) : at].rstrip()
    if not line or not after:
        return True
    if line[-1] in '.!?。！？…:"”»)）」』|;' or after[0] in _OPENERS or len(line) > 160:
        return True
    return not (after[0].islower() or line[-1] in ",-–—" or len(line) < 100)
