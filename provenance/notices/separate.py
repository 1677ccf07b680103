"""Separating the notice from the body.

A paragraph is the unit people write notices in. Position, isolation and the © sign are features,
not filters: a sentence in the middle must explain itself better than one that stands alone at
the end. A notice runs from the first sentence that states rights to the last, and takes in the
sentences around it that are made of the same words ("additional terms may apply").
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass, field, replace

from provenance.document import Block
from provenance.folding import fold
from provenance.memo import Memo
from provenance.readings.gate import ANY, paragraphs
from provenance.readings.operators import Earlier
from provenance.readings.read import Readings, SentenceReading
from provenance.readings.sentences import split_sentences
from provenance.spans import Span
from provenance.statement import Evidence, Statement
from provenance.vocabulary import COVERING, Polarity, Scope

#: Paragraphs from either end that count as edges of a text.
HEAD, TAIL = 3, 5
_SIGNOFF = re.compile(r"[a-z]{2,4}(?:[-/ ]+[a-z]{2,4})*/?\s*\Z")
_RULE = re.compile(r"\s*(?:[-*_#=~]\s?){3,}\s*\Z|\s*-30-\s*\Z")
_YEAR = re.compile(r"(?:19|20)\d\d")
SPEAKS = frozenset({Polarity.PROHIBITS, Polarity.PERMITS, Polarity.RESERVES, Polarity.REQUIRES})
_MIDDLE_NEEDS = 0.8
#: So many sentences of one text are read; more is no article.
MOST_SENTENCES = 2500
#: So many tags has an ordinary sentence.
_ORDINARY = 40
#: What does not speak at all, and what may close but never open.
SILENT, WEAK = frozenset({"fields"}), frozenset({"code", "comment", "hidden"})
#: Damaged print is looked for in paragraphs up to this length.
_SHORT = 200
#: Paragraphs up to this length may come again, document after document.
_SEEN_AGAIN = 600


@dataclass(slots=True)
class Passage:
    """A notice as found: its span (offsets of the document's text) and what its sentences say."""

    start: int
    end: int
    sentences: list[SentenceReading]
    scope: Scope = Scope.DOCUMENT
    edge: bool = True

    @property
    def statements(self) -> list[Statement]:
        """The statements of all its sentences, in order."""
        return [statement for sentence in self.sentences for statement in sentence.statements]

    @property
    def kinds(self) -> tuple[str, ...]:
        """What the notice does, in the contract's words and order."""
        found = {kind for sentence in self.sentences for kind in sentence.kinds}
        return tuple(kind for kind in ("copyright", "prohibition", "permission", "condition", "ai") if kind in found)


@dataclass(slots=True)
class Separation:
    """The body (hull and pieces) and the notices of a text. Offsets: code points, half open."""

    passages: list[Passage] = field(default_factory=list)
    credits: list[Statement] = field(default_factory=list)
    exhausted: bool = False
    """Whether there were more sentences about rights than are read of one text."""
    body: tuple[int, int] = (0, 0)
    body_spans: list[tuple[int, int]] = field(default_factory=list)


@dataclass(slots=True)
class _Paragraph:
    start: int
    end: int
    named: list[int]
    edge: bool
    weak: bool = False


def separate(text: str, blocks: Sequence[Block], readings: Readings, *, gated: bool = True) -> Separation:
    """Find the notices of *text* and what they say.

    *gated* off reads every sentence in every language (tests hold both ways equal).
    """
    return Separator(readings, gated=gated).separate(text, blocks)


class Separator:
    """Finds notices in text after text; a paragraph that comes again, as the foot of a site does, is read once."""

    def __init__(self, readings: Readings, *, gated: bool = True) -> None:
        self._readings = readings
        self._gated = gated
        self._alone = Memo(self._read_alone)

    def separate(self, text: str, blocks: Sequence[Block]) -> Separation:
        """The notices of *text* and what they say."""
        result = Separation()
        readings, budget = self._readings, MOST_SENTENCES
        whole = fold(text)
        prefer: str | None = None
        for paragraph in _paragraphs(text, readings.gate.named(whole), blocks):
            if self._gated and not self._may_speak(text, paragraph):
                continue
            if prefer is None:  # many texts say nothing about rights: then nobody asks for their language
                prefer = readings.gate.prevalent(whole.text)
            budget -= self._read(text, paragraph, result, prefer)
            if budget <= 0:
                result.exhausted = True
                break
        _join_neighbours(text, result.passages)
        _outline(text, [(b.start, b.end) for b in blocks if b.role in SILENT], result)
        return result

    def _may_speak(self, text: str, paragraph: _Paragraph) -> bool:
        return bool(
            paragraph.named
            or (
                self._readings.gate.ask(fold(text[paragraph.start : paragraph.end]).text)
                and self._says(text, paragraph)
            )
            or _may_be_damaged(text, paragraph)
        )

    def _says(self, text: str, paragraph: _Paragraph) -> bool:
        """Whether a frame could speak on one of its sentences: the words of all together say more than any."""
        languages = self._readings.gate.languages
        return any(
            languages(fold(text[start:end], blanks=True).text)
            for start, end in _sentences(text, paragraph, self._readings)
        )

    def _read(self, text: str, paragraph: _Paragraph, result: Separation, prefer: str) -> int:
        """Read one paragraph into *result*; say how many sentences that took."""
        start, end = paragraph.start, paragraph.end
        if end - start > _SEEN_AGAIN or not self._gated:
            return _read_paragraph(text, paragraph, self._readings, result, prefer, gated=self._gated)
        named = tuple(at - start for at in paragraph.named)
        known, spent = self._alone((text[start:end], named, paragraph.edge, paragraph.weak, prefer))
        result.passages += [_moved(passage, start) for passage in known.passages]
        result.credits += [_moved_statement(statement, start) for statement in known.credits]
        return spent

    def _read_alone(self, asked: tuple[str, tuple[int, ...], bool, bool, str]) -> tuple[Separation, int]:
        text, named, edge, weak, prefer = asked
        result = Separation()
        paragraph = _Paragraph(0, len(text), list(named), edge, weak)
        return result, _read_paragraph(text, paragraph, self._readings, result, prefer, gated=True)


def _moved(passage: Passage, by: int) -> Passage:
    """*passage* as it stands *by* characters further on."""
    sentences = [
        replace(
            reading,
            start=reading.start + by,
            end=reading.end + by,
            statements=[_moved_statement(statement, by) for statement in reading.statements],
        )
        for reading in passage.sentences
    ]
    return replace(passage, start=passage.start + by, end=passage.end + by, sentences=sentences)


def _moved_statement(statement: Statement, by: int) -> Statement:
    moved = copy(statement)
    moved.evidence = _moved_evidence(statement.evidence, by)
    moved.act_evidence = {act: _moved_evidence(evidence, by) for act, evidence in statement.act_evidence.items()}
    return moved


def _moved_evidence(evidence: Evidence, by: int) -> Evidence:
    if evidence.start is None or evidence.end is None:
        return evidence
    return replace(evidence, start=evidence.start + by, end=evidence.end + by)


def _may_be_damaged(text: str, paragraph: _Paragraph) -> bool:
    """Whether it is a short dated line at an edge: its words may be damaged ones, which the gate does not know."""
    start, end = paragraph.start, paragraph.end
    return paragraph.edge and end - start <= _SHORT and _YEAR.search(text, start, end) is not None


def _paragraphs(text: str, named: Sequence[int], blocks: Sequence[Block]) -> list[_Paragraph]:
    spans = [span for span in _spoken(text, blocks) if text[span[0] : span[1]].strip()]
    speaking = [span for span in spans if not _RULE.match(text, span[0], span[1])]
    edges = {*speaking[:HEAD], *speaking[-TAIL:]}
    found, at = [], 0
    for start, end, weak in spans:
        first = bisect_left(named, start, at)
        at = bisect_left(named, end, first)
        found.append(_Paragraph(start, end, list(named[first:at]), (start, end, weak) in edges, weak))
    return found


def _spoken(text: str, blocks: Sequence[Block]) -> Iterator[tuple[int, int, bool]]:
    """Paragraphs without what is silent; code and comments stand apart, as weak evidence."""
    apart = [block for block in blocks if block.role in SILENT or block.role in WEAK]
    at = 0
    for start, end in paragraphs(text):
        while at < len(apart) and apart[at].end <= start:
            at += 1
        begin, i = start, at
        while i < len(apart) and apart[i].start < end:
            block = apart[i]
            if block.start > begin:
                yield begin, block.start, False
            if block.role in WEAK:
                yield max(begin, block.start), min(end, block.end), True
            begin = max(begin, min(end, block.end))
            i += 1
        if begin < end:
            yield begin, end, False


def _sentences(text: str, paragraph: _Paragraph, readings: Readings) -> Iterator[Span]:
    abbreviations = readings.abbreviations(text[paragraph.start : paragraph.end])
    return split_sentences(text, paragraph.start, paragraph.end, abbreviations)


def _read_paragraph(
    text: str, paragraph: _Paragraph, readings: Readings, result: Separation, prefer: str, *, gated: bool
) -> int:
    """Read the sentences of one paragraph, keep those that are notice, say how many were read."""
    spans = list(_sentences(text, paragraph, readings))
    sentences = read_sentences(text, spans, paragraph.named, readings, gated=gated, prefer=prefer)
    if paragraph.weak:
        keep_closing(sentences)
    if paragraph.edge and not any(states_rights(reading, edge=True) for reading in sentences):
        sentences = _repaired(text, spans, sentences, readings)
    stated = [reading for reading in sentences if states_rights(reading, edge=paragraph.edge)]
    if not stated:
        result.credits += [s for reading in sentences for s in reading.statements if s.kind == "agency"]
        return effort(sentences)
    if effort(sentences) > MOST_SENTENCES:  # what was not read for its own sake is not read as a neighbour
        spans = [span for span in spans if span[0] <= sentences[-1].start]
    start, end = _extent(text, spans, sentences, stated, readings)
    languages = readings_languages(stated)
    spoken = {reading.start for reading in sentences if reading.language or reading.statements}
    for begin, finish in spans:
        if start <= begin < end and begin not in spoken:
            sentences.append(readings.read(text, begin, finish, languages, neighbour=True))
    sentences.sort(key=lambda reading: reading.start)
    inside_notice = [reading for reading in sentences if start <= reading.start < end and not reading.told]
    complete_line(inside_notice)
    passage = Passage(start, end, inside_notice, edge=paragraph.edge)
    passage.scope = _scope(inside_notice)
    for reading in passage.sentences:
        for statement in reading.statements:
            statement.scope = scope_of_words(reading) or passage.scope
    result.passages.append(passage)
    return effort(sentences)


def read_sentences(
    text: str,
    spans: Sequence[Span],
    named: Sequence[int],
    readings: Readings,
    *,
    gated: bool,
    prefer: str = "",
) -> list[SentenceReading]:
    """The sentences at *spans* in which the gate, or everybody if it is not *gated*, lets some language speak.

    *named*: where licences and agencies could be named.
    *prefer*: as in :meth:`Readings.read`.
    """
    sentences: list[SentenceReading] = []
    earlier, spent = Earlier(), 0
    for start, end in spans:
        folded = languages = None
        if not gated:
            languages = readings.everything
        else:
            folded = fold(text[start:end], blanks=True)
            languages = readings.gate.languages(folded.text)
            at = bisect_left(named, start)
            languages += [ANY] * (at < len(named) and named[at] < end)
        if not languages:
            earlier = Earlier()
            continue
        reading = readings.read(text, start, end, languages, earlier, folded=folded, prefer=prefer)
        earlier = reading.earlier
        sentences.append(reading)
        spent += effort((reading,))
        if spent > MOST_SENTENCES:
            break
    return sentences


def effort(sentences: Iterable[SentenceReading]) -> int:
    """What reading *sentences* took, in ordinary ones: words are weighed against each other, a crowd costs more."""
    return sum(1 + (len(reading.tags) // _ORDINARY) ** 2 for reading in sentences)


def keep_closing(sentences: Sequence[SentenceReading]) -> None:
    """Weak evidence may close, never open."""
    for reading in sentences:
        reading.statements = [s for s in reading.statements if s.polarity in (Polarity.PROHIBITS, Polarity.RESERVES)]


def _repaired(
    text: str, spans: Sequence[tuple[int, int]], sentences: list[SentenceReading], readings: Readings
) -> list[SentenceReading]:
    """The sentences of a short dated paragraph, read again with damaged phrases restored."""
    if (
        not 0 < len(spans) <= 3
        or spans[-1][1] - spans[0][0] > _SHORT
        or not _YEAR.search(text, spans[0][0], spans[-1][1])
    ):
        return sentences
    found = {reading.start: reading for reading in sentences}
    for start, end in spans:
        if folded := readings.repairer.repair(text[start:end]):
            languages = readings.gate.languages(folded.text)
            found[start] = readings.read(text, start, end, languages, folded=folded)
    return [found[start] for start in sorted(found)]


def states_rights(reading: SentenceReading, *, edge: bool) -> bool:
    """Whether a sentence is a notice: it states something, nobody reports it, it explains itself."""
    if reading.told:
        return False
    speaks = any(s.polarity in SPEAKS for s in reading.statements) or any(
        s.kind == "licence" for s in reading.statements
    )
    line = "copyright" in reading.kinds
    if not speaks and not line:
        return False
    if edge:
        return True
    strong = any(s.kind in ("reservation", "licence", "holder") for s in reading.statements)
    return reading.explained >= _MIDDLE_NEEDS or (strong and reading.explained >= 0.5)


def _extent(
    text: str,
    spans: Sequence[tuple[int, int]],
    sentences: Sequence[SentenceReading],
    stated: Sequence[SentenceReading],
    readings: Readings,
) -> tuple[int, int]:
    """From the first stating sentence to the last, with neighbours made of the same words."""
    by_start = {reading.start: reading for reading in sentences if reading.language}
    first = next(i for i, span in enumerate(spans) if span[0] == stated[0].start)
    last = next(i for i, span in enumerate(spans) if span[0] == stated[-1].start)
    languages = readings_languages(stated)

    def like(i: int, needs: float) -> bool:
        start, end = spans[i]
        reading = by_start.get(start) or readings.read(text, start, end, languages, neighbour=True)
        return not reading.told and (
            reading.explained >= needs or bool(reading.marks & {"courtesy", "source", "release"})
        )

    told_after = any(by_start[s].told for s, _ in spans[last + 1 :] if s in by_start)
    while first > 0 and like(first - 1, 0.6 if len(spans) <= 4 else 0.8):
        first -= 1
    if not told_after and len(spans) - last <= 4:
        last = len(spans) - 1
    while last + 1 < len(spans) and like(last + 1, 0.6):
        last += 1
    return spans[first][0], spans[last][1]


def readings_languages(stated: Sequence[SentenceReading]) -> list[str]:
    """The languages of *stated*, without repeats."""
    return list(dict.fromkeys(reading.language for reading in stated if reading.language))


def complete_line(sentences: Sequence[SentenceReading]) -> None:
    """Full stops cut copyright lines ("© 2022. The Paper. All rights reserved."): the year or the
    name of one may stand in the sentence after it."""
    line = next(
        (
            r
            for r in sentences
            if "copyright" in r.kinds and any({"sign", "some"} & set(tag.concepts) for tag in r.tags)
        ),
        None,
    )
    if line is None:
        return
    identified = {s.kind for reading in sentences for s in reading.statements}
    for reading in sentences:
        if reading.start > line.start and not any(s.polarity in SPEAKS for s in reading.statements):
            reading.statements += [s for s in reading.apart() if s.kind not in identified]
            identified |= {s.kind for s in reading.statements}


def scope_of_words(reading: SentenceReading) -> Scope | None:
    """``image`` or ``other`` where a sentence is about pictures or about software, themes, remarks and the like.

    What it names before our material, and before the sign of a copyright line, is what it is about:
    “Photo © …”, “All photos on this blog …”.
    """
    named = _before_sign(reading)
    if "foreign" in named and "material" not in named:
        return Scope.OTHER
    first = next((concept for concept in named if concept in ("material", "image")), None)
    at = named.index("image") if first == "image" else -1
    if first == "image" and not ({"and", "material"} <= set(named[at + 1 : at + 4])):  # but "photos and texts"
        return Scope.IMAGE
    if first == "material" or any("reserve" in tag.concepts for tag in reading.tags):
        return None
    software = "software-licence" in reading.marks and not any(
        s.kind in ("holder", "licence") for s in reading.statements
    )
    return Scope.OTHER if software else None


def _before_sign(reading: SentenceReading) -> list[str]:
    """The concepts that stand before the sign; and "theme … by" behind it ("© 2016 Theme Plain by 9ff").

    “Powered by Nine © 2024 Quill Press”: a credit that names somebody of its own ends before the sign.
    """
    concepts: list[str] = []
    at = 0
    for i, tag in enumerate(reading.tags):
        if "sign" in tag.concepts:
            behind = [concept for later in reading.tags[i + 1 :] for concept in later.concepts]
            if behind[:1] == ["foreign"] and "by" in behind:
                return [*concepts, "foreign"]
            between = reading.folded.text[at : tag.start] if reading.folded else ""
            return [c for c in concepts if c != "foreign"] if any(map(str.isalpha, between)) else concepts
        concepts += tag.concepts
        at = tag.end
    return concepts


def _scope(sentences: Sequence[SentenceReading]) -> Scope:
    """What a notice as a whole is about: the text, unless every sentence that speaks is about something else."""
    scopes = [scope_of_words(reading) for reading in sentences if reading.statements or reading.kinds]
    if not scopes or None in scopes:
        return Scope.DOCUMENT
    return Scope.IMAGE if Scope.IMAGE in scopes else Scope.OTHER


def _join_neighbours(text: str, passages: list[Passage]) -> None:
    """Notices with only blanks between them are one; agency initials above a © line belong to it."""
    joined: list[Passage] = []
    for passage in passages:
        if joined and joined[-1].scope == passage.scope and not text[joined[-1].end : passage.start].strip():
            joined[-1].end = passage.end
            joined[-1].sentences += passage.sentences
        else:
            joined.append(passage)
    passages[:] = joined
    for passage in passages:
        before = text[: passage.start].rstrip()
        line = before[before.rfind("\n") + 1 :]
        if (
            line
            and passage.edge
            and _SIGNOFF.fullmatch(line)
            and len(line) < 24
            and before[: -len(line)].endswith("\n")
        ):
            passage.start = len(before) - len(line)


def _outline(text: str, silent: Sequence[tuple[int, int]], result: Separation) -> None:
    """The body: everything that is neither notice nor front matter nor a rule line between them."""
    outside = [(start, end) for start, end in silent if start == 0]
    taken = sorted([*((p.start, p.end) for p in result.passages if p.scope in COVERING), *outside])
    pieces, at = [], 0
    for start, end in [*taken, (len(text), len(text))]:
        piece = trimmed(text, at, start)
        if piece:
            pieces.append(piece)
        at = max(at, end)
    result.body_spans = pieces
    result.body = (pieces[0][0], pieces[-1][1]) if pieces else (0, 0)


def trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """A body piece without blanks and separator lines at its edges."""
    while True:
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        line_end = text.find("\n", start, end)
        last = text.rfind("\n", start, end) + 1
        if line_end > 0 and _RULE.match(text, start, line_end):
            start = line_end
        elif last > start and _RULE.match(text, last, end):
            end = last
        else:
            return (start, end) if end > start and not _RULE.match(text, start, end) else None
