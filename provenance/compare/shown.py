"""What a reader of a document sees: its paragraphs and links, without the sentences that only ask for something."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from provenance.compare.names import compared
from provenance.compare.sides import UNSEEN, Side
from provenance.notices.places import Places
from provenance.readings.gate import paragraphs
from provenance.readings.sentences import split_sentences
from provenance.spans import Span
from provenance.statement import Statement
from provenance.vocabulary import COVERING

#: Paragraphs from either end that count as edges of a text.
EDGE = 6
#: Places of a page whose words are not the article's nor the site's about it.
_ELSEWHERE = frozenset({"remarks", "related", "form", "banner", "menu", "picture"})
#: Lines this short are lines by themselves ("By Ada Quill", a line break, "3 May").
_SHORT_LINE = 70
_ADDRESS = re.compile(
    r"""(?:https?://|www\.)[^\s<>"'()\[\]{}“”‘’«»、。，]{2,2000}|(?<![\w@./-])(?:[\w-]{1,63}\.){1,5}[a-z]{2,18}(?:/[^\s<>"'()\[\]{}“”‘’«»、。，]{0,500})?""",
    re.I,
)
_IN_MARKUP = re.compile(r"\]\($|<$|=[\"']?$")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as it is read: ``[start, end)`` of ``document.read`` and its words.

    ``edge``: at the head or foot of the text. ``notice``: it belongs to a notice about the text. ``byline``: the
    page says that it names who wrote it. ``asks``: it only states a duty. ``words``: the first of them, as they
    are compared.
    """

    start: int
    end: int
    text: str
    edge: bool = False
    notice: bool = False
    byline: bool = False
    asks: bool = False
    words: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Address:
    """A link or a printed address. ``asks``: it stands in a sentence that only states a duty; ``active``: a link."""

    url: str
    start: int
    end: int
    asks: bool = False
    active: bool = False


class Shown:
    """The paragraphs and addresses of one side that a reader sees."""

    def __init__(self, side: Side, places: Places) -> None:
        self._side, self.places = side, places
        self.demands = _demands(side)
        self.paragraphs = list(self._paragraphs())
        self.addresses = list(self._addresses())

    def _spans(self) -> Iterator[tuple[Span, bool]]:
        """What is seen, block by block, and whether the page says that it is a byline."""
        document = self._side.document
        read = document.read
        if document.names is None:
            at = 0
            for start, end in [*self._side.unseen, (len(read), len(read))]:
                if start > at:
                    yield from (((at + one, at + two), False) for one, two in paragraphs(read[at:start]))
                at = max(at, end)
            return
        for block in document.blocks:
            place = self.places.of(document.within(block))
            if block.role not in UNSEEN and block.role != "code" and place not in _ELSEWHERE:
                yield (block.start, block.end), place == "byline"

    def _paragraphs(self) -> Iterator[Paragraph]:
        read = self._side.document.read
        found = [(span, byline) for span, byline in self._spans() if read[span[0] : span[1]].strip()]
        notices, others = self._notice_spans()
        for number, ((start, end), byline) in enumerate(found):
            edge = number < EDGE or number >= len(found) - EDGE
            for first, last, asks in _cut(start, end, self.demands):
                for begin, finish in _lines(read, first, last):
                    text = read[begin:finish].strip()
                    if text and not touching(others, begin, finish):
                        notice = bool(touching(notices, begin, finish))
                        yield Paragraph(begin, finish, text, edge, notice, byline, asks, compared(text))

    def _notice_spans(self) -> tuple[list[Span], list[Span]]:
        """Where notices about the text stand, and notices about something else."""
        about: tuple[list[Span], list[Span]] = [], []
        for notice in self._side.notices:
            start = self._side.document.read.find(notice.text)
            if start >= 0:
                about[notice.scope not in COVERING].append((start, start + len(notice.text)))
        return _merged(about[False]), _merged(about[True])

    def _addresses(self) -> Iterator[Address]:
        document = self._side.document
        for link in document.links:
            if not link.hidden and self.places.of(document.within(link)) not in _ELSEWHERE:
                asks = bool(touching(self.demands, link.start, link.start + 1))
                yield Address(link.href, link.start, max(link.end, link.start), asks, active=True)
        for paragraph in self.paragraphs:
            text = document.read[paragraph.start : paragraph.end]
            for match in _ADDRESS.finditer(text):
                active = _IN_MARKUP.search(text[max(0, match.start() - 3) : match.start()]) is not None
                start = paragraph.start + match.start()
                yield Address(match[0].rstrip(".,;:!?"), start, start + len(match[0]), paragraph.asks, active)


def _demands(side: Side) -> list[Span]:
    """The sentences that ask for a duty in words: what they name is asked for, not given."""
    spans = []
    for statement in side.statements:
        if statement.source != "words" or statement.reading == "licence" or not statement.conditions:
            continue
        for start, end in standing_in(side, statement):
            spans.append(sentences_around(side.document.read, start, end))
    return _merged(spans)


def standing_in(side: Side, statement: Statement) -> Iterator[Span]:
    """Where the words of *statement* stand in what is read; its evidence is placed in the file."""
    evidence, document = statement.evidence, side.document
    if document.words is None and evidence.start is not None and evidence.end is not None:
        yield evidence.start, evidence.end
        return
    found: list[Span] = []
    at = document.read.find(evidence.quote)
    while at >= 0 and evidence.quote and len(found) < 20:
        found.append((at, at + len(evidence.quote)))
        at = document.read.find(evidence.quote, at + 1)
    exact = [span for span in found if document.origin(*span) == (evidence.start, evidence.end)]
    yield from exact or found


def sentences_around(text: str, start: int, end: int) -> Span:
    """The whole sentences around ``[start, end)``."""
    before = text.rfind("\n\n", 0, start)
    first = max(before + 2 if before >= 0 else 0, start - 3000)
    last = text.find("\n\n", end)
    last = min(last if last >= 0 else len(text), end + 3000)
    for begin, finish in split_sentences(text, first, last, frozenset()):
        if begin < end and start < finish:
            start, end = min(start, begin), max(end, finish)
    return start, end


def _merged(spans: Sequence[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _cut(start: int, end: int, demands: Sequence[Span]) -> Iterator[tuple[int, int, bool]]:
    """``[start, end)`` in pieces, each asked for or not."""
    at = start
    for one, two in touching(demands, start, end):
        if one > at:
            yield at, one, False
        yield max(at, one), min(two, end), True
        at = max(at, two)
    if at < end:
        yield at, end, False


def touching(spans: Sequence[Span], start: int, end: int) -> Sequence[Span]:
    """Those of *spans* (sorted, disjoint) that share a character with ``[start, end)``."""
    first = bisect_right(spans, start, key=lambda span: span[1])
    last = bisect_left(spans, end, lo=first, key=lambda span: span[0])
    return spans[first:last]


def _lines(text: str, start: int, end: int) -> Iterator[Span]:
    """The piece whole, or line by line where all its lines are short."""
    pieces = text[start:end].split("\n")
    if len(pieces) == 1 or any(len(line) > _SHORT_LINE for line in pieces):
        yield start, end
        return
    for line in pieces:
        yield start, start + len(line)
        start += len(line) + 1


def host_and_path(url: str) -> tuple[str, str]:
    """The host of an address in lower case without ``www.``, and its path without the last slash."""
    written = url.strip()
    try:
        parts = urlsplit(written if "//" in written[:9] else f"//{written}")
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return "", ""
    return host, parts.path.rstrip("/")


def is_address(text: str) -> bool:
    """Whether *text* is an address and nothing else."""
    return _ADDRESS.fullmatch(text.strip()) is not None


def addresses_in(text: str) -> list[str]:
    """The addresses that stand in *text*."""
    return [match[0].rstrip(".,;:!?") for match in _ADDRESS.finditer(text)]
