"""Fingerprints: which finding is the same one again, whatever moved around it.

A finding is its rule, the words it rests on, and the body of the text: everything but notices, comments and marks.
So the same notice under tomorrow's story is another finding. Words are compared without case, punctuation, markup
and kinds of blanks (Unicode NFC, full case folding); scripts that put no blanks between words (Han, Kana, Thai, Lao,
Khmer, Myanmar) are compared sign by sign.

Whether an edited body is still the same is told by its *grams*, five words in a row (five signs there): of each body
the 128 grams with the smallest hashes are kept (a bottom-k sketch). A text with at most 128 of them, about 130 words,
is compared exactly; for longer ones the share of grams that remain is an estimate with a standard error of at most
4.4 percentage points.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import nsmallest
from struct import pack, unpack

import regex

from provenance.document import Document
from provenance.report import DocumentReport
from provenance.spans import Span, without

#: Words in a gram, and how many grams of a body are kept.
GRAM, KEPT = 5, 128
#: Of longer bodies the first so many words are compared.
MOST_WORDS = 200_000
#: A body with fewer words could be anybody's: its notices are part of its identity.
_BRIEF = GRAM
#: Blocks that nobody reads as the text.
_UNSEEN = frozenset({"fields", "comment", "hidden"})
_WORD = regex.compile(r"[^\W_]+")
#: The same where a text holds nothing but ASCII, in half the time.
_PLAIN = re.compile(r"[a-z0-9]+")
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf"
_UNSPACED += "\u4e00-\u9fff\ua9e0-\ua9ff\uaa60-\uaa7f\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
_HAS_UNSPACED = re.compile(f"[{_UNSPACED}]")
_SIGNS = regex.compile(rf"[{_UNSPACED}]\p{{M}}*|[^{_UNSPACED}]+")
_DIGITS = re.compile(r"\d+")


def words_of(text: str) -> list[str]:
    """The words of *text* in order, in one spelling."""
    if text.isascii():
        return _PLAIN.findall(text.lower())
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    words: list[str] = _WORD.findall(text.casefold())
    if _HAS_UNSPACED.search(text):
        return [sign for word in words for sign in _SIGNS.findall(word)]
    return words


@dataclass(frozen=True)
class Body:
    """What makes a body this body. ``words`` in order; ``beside``: what stands for it where it is too short."""

    words: list[str]
    beside: str = ""

    @cached_property
    def digest(self) -> str:
        """The same for the same words in the same order."""
        words = " ".join(self.words)
        return _hash(words if len(self.words) >= _BRIEF else f"{words}\0{self.beside}")

    @cached_property
    def sketch(self) -> tuple[int, ...]:
        """The smallest hashes of its grams, in order; all of them where there are few."""
        return tuple(nsmallest(KEPT, self._grams))

    @cached_property
    def _grams(self) -> frozenset[int]:
        words = self.words[:MOST_WORDS]
        rows = zip(*(words[first:] for first in range(GRAM)), strict=False)
        return frozenset(
            int.from_bytes(hashlib.blake2b(" ".join(row).encode("utf-8", "replace"), digest_size=4).digest())
            for row in rows
        )

    def remains_of(self, sketch: tuple[int, ...]) -> float:
        """How much of the body with that *sketch* is still in this one, from 0 to 1."""
        return len(self._grams.intersection(sketch)) / len(sketch) if sketch else 0.0


def packed(sketch: Sequence[int]) -> bytes:
    """A sketch as it is kept: 32 bits each, big-endian."""
    return pack(f">{len(sketch)}I", *sketch)


def unpacked(sketch: bytes) -> tuple[int, ...]:
    """The numbers of a kept sketch."""
    return unpack(f">{len(sketch) // 4}I", sketch)


def body_text(document: Document, spans: Sequence[Span], marks: Sequence[Span]) -> str:
    """What the text is known by: the pieces of its body at *spans*, without *marks* and what no reader sees."""
    unseen = [(block.start, block.end) for block in document.blocks if block.role in _UNSEEN]
    return "\n".join(document.read[start:end] for start, end in without(spans, [*unseen, *marks]))


def body_of(report: DocumentReport) -> Body:
    """The body of a decided document."""
    words = words_of(report.body_text)
    if len(words) >= _BRIEF:
        return Body(words)
    notices = " ".join(word for notice in report.notices for word in words_of(notice.text))
    return Body(words, notices or f"{report.sha256} {report.part}")


def seal(report: DocumentReport) -> None:
    """Give every finding of *report* its seal (rule and words) and its fingerprint (and the body): hexadecimal digits.

    The words are those that the finding shows and the whole sentence they stand in; numbers in pointers and details
    may move.
    """
    if not report.findings:
        return
    digest = body_of(report).digest
    sentences = {statement.id: statement.evidence.quote for statement in report.statements}
    for finding in report.findings:
        quotes = [*(evidence.quote for evidence in finding.evidence), sentences.get(finding.statement or "", "")]
        places = [*(evidence.pointer or "" for evidence in finding.evidence), finding.detail]
        words = [" ".join(words_of(quote)) for quote in quotes]
        finding.seal = _hash("\0".join([finding.rule, *words, *(_DIGITS.sub("0", place) for place in places)]))[:16]
        finding.fingerprint = _hash(f"{finding.seal}\0{digest}")


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]
