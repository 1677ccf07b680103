"""Words: what is counted, and what is compared.

A word is what Unicode calls one (UAX #29, default word boundaries): “can’t”, “3.14” and “1,000” are one,
“e-mail” is two. In scripts that set no blanks between words a character with its marks counts as one
(Han, kana, bopomofo; Thai, Lao, Khmer, Myanmar by clusters): so word processors count, publishers'
limits for Chinese and Japanese are meant, and no dictionary has to guess. It counts more words than a
Thai reader would, never fewer.

Compared are words and the marks that carry meaning: stops and commas, quotation marks, currency and
other signs, hyphens inside words. How they are written does not matter: case, composed or decomposed
letters, full-width forms, the shape of quotation marks and dashes, blanks.
"""

from __future__ import annotations

import unicodedata
from array import array
from collections.abc import Iterable, Sequence
from itertools import pairwise

import regex

from provenance.spans import Span

#: What a token is (bits): a word; an end of a sentence; the first of a paragraph.
WORD, STOP, BEGINS = 1, 2, 4
#: Characters that are words by themselves, with their marks.
_ALONE = r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Bopomofo}\u30fc\uff70\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]"
#: A hyphen between two letters or digits, and a sign before a digit.
_HYPHEN = r"(?<=\w)[-\u2010\u2011\u2013](?=\w)|(?<![\w\p{Pd}])[-\u2212+](?=\p{Nd})"
_MARK = (
    r"\u2026|\.{2,}|[\p{Terminal_Punctuation}\p{Quotation_Mark}\p{Sc}%‰‱٪±×÷≤≥≠°§&\u00a9\u00ae\u2122]"
    rf"|\p{{Extended_Pictographic}}|{_HYPHEN}"
)
_TOKEN = regex.compile(rf"{_ALONE}[\p{{M}}\p{{Cf}}]*|\b(?=\w).+?\b|{_MARK}", regex.V1 | regex.WORD)
_STOPS = regex.compile(r"\p{STerm}|\u2026|\.{2,}")
_QUOTES = regex.compile(r"[\p{Quotation_Mark}\u02bb\u02bc\u05f3\u05f4\u2032\u2033`\u00b4]")
#: What nobody sees and what only stretches a line: soft hyphens, joiners, marks of direction, tatweel.
_UNSEEN = regex.compile(r"[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\u0640]")
#: Letters in another form of the same: full and half width, ligatures, Arabic presentation forms.
_FORMS = regex.compile(r"[\ufb00-\ufb06\ufb1d-\ufdff\ufe70-\ufefc\uff01-\uffef]+")
_DASHES = regex.compile(r"\p{Dash}")
_PARAGRAPH = regex.compile(r"\n[^\S\n]*\n|\r\n?[^\S\r\n]*\r")
#: Of Markdown: what a reader does not see as words.
_MARKUP = regex.compile(
    r"""!\[[^\]\n]{0,400}\]\([^)\n]{0,2000}\)"""  # a picture and its words
    r"""|\]\([^()\n]{0,1000}(?:\([^()\n]{0,200}\)[^()\n]{0,400})?\)"""  # where a link leads
    r"""|\]\[[^\]\n]{0,200}\]|\[\^[^\]\n]{1,60}\]:?"""
    r"""|^[ ]{0,3}\[[^\]\n]{1,200}\]:[^\n]{0,2000}"""
    r"""|</?[A-Za-z][^<>\n]{0,1000}>|&\#?[A-Za-z0-9]{2,31};""",
    regex.M,
)


class Words:
    """The tokens of some pieces of a text: where each stands, what it is, and its number for comparing.

    Arrays, since a long text has millions. ``ids``: the same number for what is compared as the same.
    """

    __slots__ = ("ends", "ids", "kinds", "starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts, self.ends, self.ids = array("q"), array("q"), array("q")
        self.kinds = bytearray()

    def __len__(self) -> int:
        return len(self.ids)

    def written(self, at: int) -> str:
        """Token *at* as it stands in the text."""
        return self.text[self.starts[at] : self.ends[at]]

    def slice(self, start: int, end: int) -> str:
        """The text from token *start* up to and with token *end* - 1."""
        return self.text[self.starts[start] : self.ends[end - 1]] if end > start else ""

    def count(self, start: int = 0, end: int | None = None) -> int:
        """How many of the tokens ``[start, end)`` are words."""
        kinds = self.kinds[start : len(self) if end is None else end]
        return kinds.count(WORD) + kinds.count(WORD | BEGINS)

    def paragraphs(self, start: int, end: int) -> list[Span]:
        """``[start, end)`` of the tokens cut at the beginnings of paragraphs."""
        cuts = [start, *(at for at in range(start + 1, end) if self.kinds[at] & BEGINS), end]
        return [(one, two) for one, two in pairwise(cuts) if two > one]


class Vocabulary:
    """Numbers for the forms of words, the same in every text that is compared."""

    __slots__ = ("_ids", "_written")

    def __init__(self) -> None:
        self._ids: dict[str, int] = {}
        self._written: dict[str, int] = {}

    def id_of(self, written: str) -> int:
        """The number of a token as written."""
        known = self._written.get(written)
        if known is None:
            known = self._written[written] = self._ids.setdefault(key(written), len(self._ids))
        return known

    def read(self, text: str, pieces: Iterable[Span], *, markdown: bool = False, without: Sequence[Span] = ()) -> Words:
        """The tokens of *pieces* of *text*; *without*: sorted spans that nobody reads."""
        words = Words(text)
        for start, end in pieces:
            hidden = [span for span in without if span[0] < end and span[1] > start]
            if markdown:
                hidden = sorted([*hidden, *(match.span() for match in _MARKUP.finditer(text, start, end))])
            self._piece(words, start, end, hidden)
        return words

    def _piece(self, words: Words, start: int, end: int, hidden: Sequence[Span]) -> None:
        text, skipped, last, fresh = words.text, 0, start, True
        for match in _TOKEN.finditer(text, start, end):
            begin, finish = match.span()
            while skipped < len(hidden) and hidden[skipped][1] <= begin:
                skipped += 1
            if skipped < len(hidden) and hidden[skipped][0] <= begin:
                continue
            written = text[begin:finish]
            if written[0] == "_" or written[-1] == "_":  # emphasis, or a line to write on
                bare = written.strip("_")
                begin += len(written) - len(written.lstrip("_"))
                finish, written = begin + len(bare), bare
                if not bare:
                    continue
            kind = WORD if written[0].isalnum() or (len(written) > 1 and written[0] != ".") else _kind(written)
            if fresh or (begin - last > 1 and _PARAGRAPH.search(text, last, begin)):
                kind |= BEGINS
            fresh, last = False, finish
            words.starts.append(begin)
            words.ends.append(finish)
            words.ids.append(self.id_of(written))
            words.kinds.append(kind)


def _kind(mark: str) -> int:
    if _STOPS.match(mark):
        return STOP
    return WORD if regex.match(r"[\w\p{M}]", mark) else 0


def key(written: str) -> str:
    """What *written* is compared by: words without case and ways of writing, marks by what they are."""
    if written.isascii():
        return '"' if written in ("'", '"', "`") else "…" if written.startswith("..") else written.casefold()
    if len(written) == 1:
        if _QUOTES.match(written):
            return '"'
        if _DASHES.match(written):
            return "-"
    plain = unicodedata.normalize("NFC", _UNSEEN.sub("", written))
    plain = _FORMS.sub(lambda match: unicodedata.normalize("NFKC", match[0]), plain)
    return _DASHES.sub("-", _QUOTES.sub("'", plain)).casefold() or written


def keys(text: str) -> list[str]:
    """The words of a short text, as they are compared; marks left out."""
    return [key(bare) for match in _TOKEN.finditer(text) if (bare := match[0].strip("_")) and is_word(bare)]


def is_word(written: str) -> bool:
    """Whether a token is a word, and no mark."""
    return written[0].isalnum() or bool(_kind(written) & WORD)


def count_words(text: str) -> int:
    """How many words *text* has."""
    return sum(is_word(bare) for match in _TOKEN.finditer(text) if (bare := match[0].strip("_")))


def quotes_alike(one: str, other: str) -> bool:
    """Whether two pieces differ in the shape of quotation marks alone."""
    return bool(_QUOTES.sub("'", one) == _QUOTES.sub("'", other))


def dashes_alike(one: str, other: str) -> bool:
    """Whether two pieces differ in the shape of dashes alone."""
    return bool(_DASHES.sub("-", one) == _DASHES.sub("-", other))
