"""Separating the notices of a web page.

On a page the place of a block says as much as its words: a line under a picture is the picture's, a
label of a form is nobody's, the foot is the site's. Every block is read all the same; a place only
gives what is said its scope and asks for more or less clearness. Each sentence is judged by itself,
because one footer may hold the site's line, the theme's credit and ten links.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from provenance.document import Block, Document, Link
from provenance.folding import fold
from provenance.notices.own_names import OwnNames
from provenance.notices.places import Places
from provenance.notices.separate import (
    MOST_SENTENCES,
    SILENT,
    SPEAKS,
    WEAK,
    Passage,
    Separation,
    complete_line,
    effort,
    keep_closing,
    read_sentences,
    readings_languages,
    scope_of_words,
    states_rights,
    trimmed,
)
from provenance.readings.licences import VAGUE, most_exact
from provenance.readings.read import Readings, SentenceReading
from provenance.readings.sentences import split_sentences
from provenance.readings.tag import concepts_of
from provenance.rulefiles.index import SHARED
from provenance.spans import Span
from provenance.statement import Evidence, Statement
from provenance.vocabulary import COVERING, Polarity, Scope

#: Places whose words are about something else unless they say clearly that they are about rights.
_CHROME = frozenset({"form", "banner", "menu", "related", "remarks"})
#: Concepts that tie a statement to a text, and signs that need no such tie.
_OURS = frozenset({"material", "copyright", "rights", "tdmlaw", "embargo", "withdrawn"})
#: A picture's line is short; longer words beside a picture are a text of their own.
_LINE = 250
#: How much of a sentence in prose, or without a sign, must be explained.
_PROSE, _PERMITTED = 0.8, 0.9
#: What a ban in a hidden element must say for itself.
_HEADS = frozenset({"forbid", "may", "allow", "reserve", "tdmlaw"})
#: Between two sentences of a notice a link of this length may stand (the holder's site).
_LABEL = 12
#: So near stands a name that belongs to a line, with so few words that the language knows.
_BESIDE, _KNOWN = 5, 0.6
#: The words of a firm's name, at most.
_FIRM = 7
#: Concepts that may stand before a sign without being part of the notice.
_EMPTY = frozenset({"filler", "by", "and", "party", "material", "media", "foreign"})
#: Little words of a name are no longer, and a name of ordinary words is longer than so many.
_LITTLE = 3
#: A line made for names is no longer than this.
_BYLINE = 120
#: So many links with nothing but signs between them are a menu.
_ROW = 3
#: Sentences this short between two of one notice belong to it (an address, a tagline).
_BETWEEN = 80
#: Behind so many characters a sign opens a line of its own.
_PREFIX = 30
_SIGN = re.compile("©")
_WORD_BEFORE = re.compile(r"([^\W\d_]+)\s*$")
#: What divides a photographer from the library that lends the picture, whose name is no longer.
_BESIDE_NAME, _LIBRARY = re.compile(r"\s[–—-]\s|\s*[/|,]\s*"), 3
_AT = re.compile(
    r"^\s*@(?=\s?(?:(?:19|20)\d\d(?:\s?[–-]\s?(?:19|20)\d\d)?[ ,.]|[^\W\d_][^@\n]{1,60}\s(?:19|20)\d\d\s*$))",
    re.MULTILINE,
)
_SEMICOLON = re.compile(r"[;；]\s")


class PageSeparator:
    """Finds the notices of one page and what they say."""

    def __init__(
        self,
        document: Document,
        readings: Readings,
        places: Places,
        own: OwnNames | None = None,
        *,
        gated: bool = True,
    ) -> None:
        self._readings, self._places, self._gated = readings, places, gated
        self._document, self._own = document, own or OwnNames()
        self._blocks = [block for block in document.blocks if block.role not in SILENT]
        self._starts = [block.start for block in self._blocks]
        self._links = sorted(document.links, key=lambda link: link.start)
        self._link_starts = [link.start for link in self._links]
        self._licensed = [self._links[i] for i in readings.licence_links([link.href for link in self._links])]
        self._text = _AT.sub(self._sign_for, document.read) if "@" in document.read else document.read
        self._prefer = ""
        self._result = Separation()
        self._seen: set[tuple[str, Scope]] = set()

    def _sign_for(self, at: re.Match[str]) -> str:
        """ "@ Quill Press 2024": in the foot of a page, the sign that was easier to type."""
        block = self._blocks[self._block_at(at.end())] if self._blocks else None
        return at[0][:-1] + "©" if block is not None and self._place(block) == "footer" else at[0]

    def separate(self) -> Separation:
        """Read every block that could speak; offsets index the words of the page."""
        whole = fold(self._text)
        named = self._readings.gate.named(whole)
        self._prefer = self._readings.gate.prevalent(whole.text[self._main_at() :])
        budget, at = MOST_SENTENCES, 0
        linked = {self._block_at(link.start) for link in self._licensed}
        for i, block in enumerate(self._blocks):
            first = bisect_left(named, block.start, at)
            at = bisect_left(named, block.end, first)
            weight = self._readings.gate.ask(whole.slice(block.start, block.end))
            if self._gated and not weight and first == at and i not in linked:
                continue
            budget -= self._read_block(block, named[first:at], strong=weight > 1 or first < at or i in linked)
            if budget <= 0:
                self._result.exhausted = True
                break
        self._bylines()
        self._badges()
        self._outline()
        return self._result

    def _main_at(self) -> int:
        """Where the article begins: its language is that of the page."""
        return next((block.start for block in self._blocks if block.main and block.role == "text"), 0)

    def _place(self, part: Block | Link) -> str:
        return self._places.of(self._document.within(part))

    # -- blocks

    def _read_block(self, block: Block, named: Sequence[int], *, strong: bool) -> int:
        place = self._place(block)
        if self._gated and place in _CHROME and not strong:
            return 0
        spans = self._without_link_lists(
            split_sentences(
                self._text, block.start, block.end, self._readings.abbreviations(self._text[block.start : block.end])
            )
        )
        sentences = read_sentences(self._text, spans, named, self._readings, gated=self._gated, prefer=self._prefer)
        for reading in sentences:
            self._exact_licence(reading)
            self._own.settle(reading, self._text, self._is_firm)
            self._own.unlinked(reading, self._text, self._links_in(reading.start, reading.end), self._is_firm)
        if block.role in WEAK:
            keep_closing(sentences)
        clear = any(self._is_notice(reading, block, place, clear=False) for reading in sentences)
        accepted: list[tuple[SentenceReading, Scope]] = []
        for reading in sentences:
            if clear and self._is_notice(reading, block, place, clear=True):
                before = accepted[-1][1] if accepted else None
                accepted.append((reading, self._scope(reading, block, place, before)))
        if self._names_others(accepted, sentences, spans if place == "footer" else ()):
            accepted = [(reading, its if self._is_own(reading, spans) else Scope.OTHER) for reading, its in accepted]
        if not accepted:
            self._credits(sentences, block, place)
        for group in self._grouped(accepted):
            self._keep(group, spans)
        return effort(sentences)

    def _names_others(
        self,
        accepted: Sequence[tuple[SentenceReading, Scope]],
        sentences: Sequence[SentenceReading],
        spans: Sequence[Span],
    ) -> bool:
        """Whether a block names several holders, of whom the site only uses data and tools."""
        if len({s.value for reading, _ in accepted for s in reading.statements if s.kind == "holder"}) < 2:
            return False
        if any(scope_of_words(reading) is Scope.OTHER or self._foreign(reading) for reading in sentences):
            return True
        languages = _or_shared(self._prefer)
        read = {reading.start for reading in sentences}
        others = (span for span in spans if span[0] not in read)
        return any(self._foreign(self._readings.read(self._text, *span, languages, neighbour=True)) for span in others)

    def _is_own(self, reading: SentenceReading, spans: Sequence[Span]) -> bool:
        """Whether a line opens its block or names the page itself."""
        opens = reading.start == spans[0][0] and not self._foreign(reading) and scope_of_words(reading) is None
        return opens or any(self._own.is_one(s.value or "") for s in reading.statements if s.kind == "holder")

    def _without_link_lists(self, spans: Iterable[Span]) -> list[Span]:
        """Sentences, cut where a row of links begins, goes on and ends: menus are no part of what stands before."""
        found: list[Span] = []
        for start, end in spans:
            cuts = {*self._link_lists(start, end), *(m.end() for m in _SEMICOLON.finditer(self._text, start, end))}
            signs = (m.start() for m in _SIGN.finditer(self._text, start + _PREFIX, end))
            cuts |= {self._before_sign(at) for at in signs if not self._ends_line(at, end)}
            pieces = (trimmed(self._text, *piece) for piece in pairwise([start, *sorted(cuts), end]))
            found.extend(piece for piece in pieces if piece)
        return found

    def _ends_line(self, at: int, end: int) -> bool:
        """ "… are copyright of Quill Press © 2024": the sign and the year of the words before them."""
        before = self._text[:at].rstrip()[-1:] if at < 2 else self._text[at - 2 : at].rstrip()[-1:]
        return before not in ("", ".") and not any(map(str.isalpha, self._text[at + 1 : end]))

    def _before_sign(self, at: int) -> int:
        """Where the line of the sign at *at* begins: with the word for it, if that stands before ("Copyright ©")."""
        word = _WORD_BEFORE.search(self._text, max(0, at - 40), at)
        return word.start(1) if word and self._readings.gate.weigh(fold(word[1]).text) > 1 else at

    def _link_lists(self, start: int, end: int) -> list[int]:
        """The edges of all links inside ``[start, end)`` that stand in rows of three or more."""
        cuts: list[int] = []
        row: list[Link] = []
        for link in [*self._links_in(start, end), None]:
            if row and (link is None or any(map(str.isalnum, self._text[row[-1].end : link.start]))):
                if len(row) >= _ROW:
                    cuts += [edge for its in row for edge in (its.start, its.end)]
                row = []
            if link is not None:
                row.append(link)
        return [cut for cut in dict.fromkeys(cuts) if start < cut < end]

    def _links_in(self, start: int, end: int) -> list[Link]:
        """The links that begin in ``[start, end)``, in order."""
        return self._links[bisect_left(self._link_starts, start) : bisect_left(self._link_starts, end)]

    def _is_notice(self, reading: SentenceReading, block: Block, place: str, *, clear: bool) -> bool:
        """Whether a sentence of a page states rights; *clear*: some sentence of its block does so by itself."""
        edge = place == "footer" or block.end - block.start < _LINE
        if not states_rights(reading, edge=edge) or self._is_label(reading):
            return False
        concepts = concepts_of(reading.tags)
        if _vague_licence(reading) and ("material" not in concepts or block.role == "heading"):
            return False
        if _clear(reading):
            return edge or reading.explained >= _PROSE or _signed(reading)
        if place in _CHROME:
            return False
        said = [s for s in reading.statements if s.polarity in SPEAKS and not s.implied]
        if block.role in WEAK and not (clear or concepts & _HEADS):
            return False
        if "copyright" in reading.kinds and not said:
            return place in ("footer", "picture") or reading.explained >= (_PROSE if edge else _PERMITTED)
        if any(s.polarity is Polarity.PERMITS for s in said) and reading.explained < _PERMITTED:
            return False
        banned = "forbid" in concepts and bool(said) and reading.explained >= _PERMITTED
        asked = any("consent" in s.duties for s in said) and reading.explained >= (_PROSE if edge else _PERMITTED)
        return (clear or asked or (edge and banned) or bool(said and concepts & _OURS)) and reading.explained >= (
            0.5 if clear else _PROSE
        )

    def _is_label(self, reading: SentenceReading) -> bool:
        """Whether the sentence is nothing but one link without sign or year: a way to a page about rights."""
        if _signed(reading) or any(s.kind in ("year", "licence", "reservation") for s in reading.statements):
            return False
        if reading.explained >= _PERMITTED and any(s.duties for s in reading.statements):
            return False  # a whole sentence that is linked
        inside = self._links_in(reading.start, reading.end)
        return bool(inside) and inside[0].start <= reading.start and inside[-1].end >= reading.end

    def _scope(self, reading: SentenceReading, block: Block, place: str, before: Scope | None) -> Scope:
        if place == "remarks" or ((place in _CHROME or block.role == "quote") and _opens(reading)):
            return Scope.OTHER  # what readers send in, what other stories and quoted works offer
        its = scope_of_words(reading)
        if place == "picture" or its is Scope.IMAGE or self._lent(reading):
            return Scope.IMAGE
        ours = any("material" in tag.concepts for tag in reading.tags)
        if not ours and before not in COVERING and self._beside_picture(reading, block, place):
            return Scope.IMAGE
        if before in (Scope.IMAGE, Scope.OTHER) and not ours and "copyright" not in reading.kinds:
            return before
        return its or (Scope.DOCUMENT if block.main and place != "footer" else Scope.SITE)

    def _lent(self, reading: SentenceReading) -> bool:
        """Whether the line names a library of pictures as its holder or beside it, and nothing else is said."""
        said = [s for s in reading.statements if s.kind != "agency"]
        if not said or any(s.kind != "holder" for s in said):
            return False
        pieces = [piece.split() for piece in _BESIDE_NAME.split(self._text[reading.start : reading.end])[1:]]
        named = [s.value or "" for s in said]
        named += [" ".join(words) for words in pieces if len(words) <= _LIBRARY]  # "© Ada Quill - Shutterstock"
        return any(self._readings.lends_pictures(name) for name in named)

    @staticmethod
    def _beside_picture(reading: SentenceReading, block: Block, place: str) -> bool:
        """A short line beside a picture; not where it has a year or, outside the article, is a licence's badge."""
        kinds = {s.kind for s in reading.statements}
        if place == "footer" or block.end - block.start >= _LINE or kinds & {"year", "reservation"}:
            return False
        return place == "picture-box" or (block.pictured and (block.main or "licence" not in kinds))

    def _credits(self, sentences: Sequence[SentenceReading], block: Block, place: str) -> None:
        """Agencies named as the source of the article's text: in it, and not under a picture."""
        if block.pictured or place not in ("", "picture") or block.role in WEAK:
            return
        near = not place and (block.main or block.end - block.start > _LINE)
        for reading in sentences:
            sourced = "source" in reading.marks and "copyright" not in reading.kinds
            if (near or sourced) and not any("image" in tag.concepts for tag in reading.tags[:1]):
                self._result.credits += [s for s in reading.statements if s.kind == "agency"]

    def _bylines(self) -> None:
        """“By Ada Quill and AFP”: in a line made for names, an agency's name is a credit."""
        met = self._readings.agencies.met(self._text)
        for block in self._blocks:
            if block.end - block.start > _BYLINE or block.role in WEAK:
                continue
            first = bisect_left(met, block.start)
            if first == bisect_left(met, block.end) or self._place(block) != "byline":
                continue
            for mention in self._readings.agencies.find(self._text[block.start : block.end], sourced=True):
                start, end = block.start + mention.start, block.start + mention.end
                evidence = Evidence(self._text[start:end], start, end)
                self._result.credits.append(
                    Statement("agency", Polarity.IDENTIFIES, evidence, value=mention.id, reading="byline")
                )

    # -- passages

    def _grouped(
        self, accepted: Sequence[tuple[SentenceReading, Scope]]
    ) -> Iterator[tuple[list[SentenceReading], Scope]]:
        """Neighbours of one scope as one notice; what is short between them, and does not end it, included."""
        group: list[SentenceReading] = []
        scope = Scope.SITE
        for reading, its in accepted:
            if group and (its is not scope or not self._near(group[-1].end, reading.start)):
                yield group, scope
                group = []
            group.append(reading)
            scope = its
        if group:
            yield group, scope

    def _begin(self, first: SentenceReading, spans: Sequence[Span]) -> int:
        """Where a notice begins: at its sign where the name follows it; with a firm's name that stands before."""
        sign = next((tag for tag in first.tags if "sign" in tag.concepts), None)
        if sign is not None and first.folded is not None:
            at = first.start + first.folded.source(sign.start)
            holders = [s.evidence.start or 0 for s in first.statements if s.kind == "holder"]
            before = [tag for tag in first.tags if tag.start < sign.start]
            phrase = bool(before) and all(_EMPTY.issuperset(tag.concepts) for tag in before)
            if holders and min(holders) >= at and phrase and not any(map(str.isdigit, self._text[first.start : at])):
                return at
        i = spans.index((first.start, first.end))
        if i and spans[i][0] - spans[i - 1][1] <= 2 and not any(s.kind == "holder" for s in first.statements):
            firms = self._firms(spans[i - 1], first)
            first.statements += firms
            if firms:
                return spans[i - 1][0]
        return first.start

    def _firms(self, span: Span, beside: SentenceReading) -> list[Statement]:
        """The firms that a sentence is made of: "Quill Press Ltd.", "quill.example/Quill Press Ltd."."""
        words = self._text[slice(*span)].split()
        if not 1 < len(words) <= _FIRM or not self._readings.names.is_legal_form(words[-1]):
            return []
        spoken = self._readings.gate.languages(fold(self._text[slice(*span)]).text)
        languages = _or_shared(self._prefer, beside.language, *spoken)
        reading = self._readings.read(self._text, *span, languages, neighbour=True)
        found = [s for s in reading.apart() if s.kind == "holder"]
        return found or [self._holder(span, "firm")]

    def _holder(self, span: Span, reading: str) -> Statement:
        """All that stands at *span* as the name of a holder; *reading*: how that was known."""
        words = self._text[slice(*span)]
        return Statement(
            "holder", Polarity.IDENTIFIES, Evidence(words, *span), value=" ".join(words.split()), reading=reading
        )

    def _is_firm(self, name: str) -> bool:
        return bool(name) and self._readings.names.is_legal_form(name.split()[-1])

    def _adopted(self, start: int, end: int, sentences: Sequence[SentenceReading], spans: Sequence[Span]) -> Span:
        """“© 2024, All Rights Reserved | Quill Newspapers Limited”: a line without a name takes the name beside it."""
        signed = next((reading for reading in sentences if _signed(reading)), None)
        if signed is None:
            return start, end
        after = next((s for s in spans if s[0] >= end), None)
        before = next((s for s in reversed(spans) if s[1] <= start), None)
        for span in (after, before):
            if span is None or max(span[0] - end, start - span[1]) > _BESIDE:
                continue
            words = self._text[slice(*span)].split()
            if not words or len(words) > _FIRM or not words[0][:1].isalpha() or words[0][:1].islower():
                continue
            languages = _or_shared(self._prefer, signed.language)
            reading = self._readings.read(self._text, *span, languages, neighbour=True)
            links = self._links_in(*span)
            if links and (links[0].start > span[0] or links[-1].end < span[1]):
                continue  # "Newsy by Themebarn", and only one of them a link: a credit
            known = 0 if links else _KNOWN
            strange = reading.explained <= known or self._is_firm(words[-1]) or self._own.is_one(" ".join(words))
            names = [] if reading.told or not strange else [s for s in reading.apart() if s.kind == "holder"]
            if not names and span is after and not links and _is_title(words):
                names = [self._holder(span, "title")]
            if names:
                signed.statements += names
                return min(start, span[0]), max(end, span[1])
        return start, end

    def _undivided(self, start: int, sentences: list[SentenceReading], spans: Sequence[Span]) -> int:
        """ "2024 Quill Press. All rights reserved.": a line without a sign that a full stop has cut in two."""
        first = sentences[0]
        before = next((span for span in reversed(spans) if span[1] <= start), None)
        if before is None or _signed(first) or not any(s.kind == "reservation" for s in first.statements):
            return start
        words = self._text[slice(*before)].split()
        if start - before[1] > 2 or not 1 < len(words) <= _FIRM or not words[0][:4].isdigit():
            return start
        languages = _or_shared(first.language)
        whole = self._readings.read(self._text, before[0], first.end, languages)
        if not any(s.kind == "holder" for s in whole.statements):
            return start
        sentences[0] = whole
        return before[0]

    def _apart(self, start: int, end: int, sentences: Sequence[SentenceReading]) -> None:
        """ "© 2024" by itself, and the firm or the site's name in the block below or above."""
        at = self._block_at(start)
        block = self._blocks[at]
        signed = next((reading for reading in sentences if _signed(reading)), None)
        around = self._text[block.start : start] + self._text[end : block.end]
        if signed is None or any(map(str.isalnum, around)):
            return
        for beside in (*self._blocks[at + 1 : at + 2], *self._blocks[max(0, at - 1) : at]):
            span = trimmed(self._text, beside.start, beside.end)
            if span is None or beside.role in WEAK or self._place(beside) != self._place(block):
                continue
            firms = self._firms(span, signed)
            if not firms and self._own.is_one(self._text[slice(*span)]):
                firms = [self._holder(span, "apart")]
            if firms:
                signed.statements += firms
                return

    @staticmethod
    def _foreign(reading: SentenceReading) -> bool:
        concepts = concepts_of(reading.tags)
        return "foreign" in concepts and concepts.isdisjoint({"material", "sign"})

    def _near(self, end: int, start: int) -> bool:
        linked = bool(self._links_in(end, start))
        return len(self._text[end:start].strip()) <= (_LABEL if linked else _BETWEEN)

    def _keep(self, group: tuple[list[SentenceReading], Scope], spans: Sequence[Span]) -> None:
        sentences, scope = group
        start, end = self._begin(sentences[0], spans), sentences[-1].end
        between = [
            self._readings.read(self._text, *span, readings_languages(sentences), neighbour=True)
            for span in spans
            if start <= span[0] < end and not any(reading.start == span[0] for reading in sentences)
        ]
        sentences = sorted([*sentences, *between], key=lambda reading: reading.start)
        complete_line(sentences)
        _only_signed(sentences, self._is_firm)
        if not any(s.kind == "holder" for reading in sentences for s in reading.statements):
            start, end = self._adopted(start, end, sentences, spans)
        if not any(s.kind == "holder" for reading in sentences for s in reading.statements):
            start = self._undivided(start, sentences, spans)
        if not any(s.kind == "holder" for reading in sentences for s in reading.statements):
            self._apart(start, end, sentences)
        passage = Passage(start, end, sentences, scope, edge=True)
        for statement in passage.statements:
            statement.scope = scope
        key = (" ".join(self._text[start:end].split()), scope)
        if key not in self._seen:  # pages print one line twice, for wide and for narrow screens
            self._seen.add(key)
            self._result.passages.append(passage)

    # -- links to licences

    def _block_at(self, at: int) -> int:
        return max(0, bisect_right(self._starts, at) - 1)

    def _exact_licence(self, reading: SentenceReading) -> None:
        """“under a Creative Commons licence”, and the link behind the words says which."""
        inside = [link for link in self._licensed if reading.start <= link.start and link.end <= reading.end]
        said = [s for s in reading.statements if s.kind == "licence"]
        if not inside or not (said or any(link.end > link.start for link in inside)):
            return
        written, at = "", reading.start
        for link in inside:
            written += self._text[at : link.end] + f" ({link.href}) "
            at = link.end
        written += self._text[at : reading.end]
        mentions = [m for m in self._readings.find_licences(written) if not m.software]
        if reading.told or not mentions:
            return
        reading.statements = [
            s for s in reading.statements if s.kind != "licence" and not s.reading.startswith("licence")
        ]
        evidence = said[0].evidence if said else self._evidence(inside[0])
        for licence in most_exact(dict.fromkeys(m.id for m in mentions)):
            reading.statements += self._readings.licence_statements(licence, evidence, "url")
        reading.kinds.add("permission")
        self._licensed = [link for link in self._licensed if link not in inside]

    def _evidence(self, link: Link) -> Evidence:
        return Evidence(self._text[link.start : link.end].strip() or link.href, link.start, max(link.end, link.start))

    def _badges(self) -> None:
        """A licence's link that stands in no notice (a badge): the text's if its relation or its place says so."""
        found: list[tuple[Link, Scope, bool]] = []
        for link in self._licensed:
            if link.hidden:  # weak evidence may close, never open
                continue
            place = self._place(link)  # a box made for pictures may hold the badge itself
            declared = bool({"license", "licence"} & link.rel)
            scope = Scope.SITE if not link.main or place == "footer" else Scope.DOCUMENT
            if place == "picture":
                scope = Scope.IMAGE
            elif place in ("remarks", "form", "related"):
                scope = Scope.OTHER
            elif not declared and (scope is Scope.DOCUMENT or place in _CHROME):
                continue
            found.append((link, scope, declared))
        loose = {link.href for link, scope, declared in found if scope is Scope.SITE and not declared}
        for link, scope, declared in found:
            if len(loose) > 1 and link.href in loose and not declared:
                continue  # a page that leads to several licences is about licences
            for mention in self._readings.find_licences(link.href):
                for statement in self._readings.licence_statements(mention.id, self._evidence(link), "url"):
                    self._result.credits.append(replace(statement, scope=scope))

    # -- the body

    def _outline(self) -> None:
        """The article: its blocks without those that are about something else, and without its notices."""
        taken = sorted((p.start, p.end) for p in self._result.passages if p.scope in COVERING)
        pieces: list[Span] = []
        for block in self._blocks:
            if not block.main or block.role in WEAK or self._place(block) in _CHROME:
                continue
            at = block.start
            for start, end in [*(t for t in taken if block.start <= t[0] < block.end), (block.end, block.end)]:
                if piece := trimmed(self._text, at, start):
                    pieces.append(piece)
                at = max(at, end)
        self._result.body_spans = pieces
        self._result.body = (pieces[0][0], pieces[-1][1]) if pieces else (0, 0)


def _or_shared(*languages: str) -> list[str]:
    """Those of *languages* that are known, each once; where none is, what every language shares."""
    return list(dict.fromkeys(filter(None, languages))) or [SHARED]


def _clear(reading: SentenceReading) -> bool:
    """Whether the sentence is about rights beyond doubt: a reservation, a licence, a sign with a name or a year."""
    kinds = {s.kind for s in reading.statements}
    licensed = any(s.kind == "licence" and s.value != VAGUE for s in reading.statements)
    return licensed or "reservation" in kinds or ("copyright" in reading.kinds and bool(kinds & {"holder", "year"}))


def _is_title(words: Sequence[str]) -> bool:
    """Whether *words* are written like the name of a house: capitals, and little words between them."""
    capitals = [word[:1].isupper() and not word.isupper() for word in words]
    little = all(capital or len(word) <= _LITTLE for word, capital in zip(words, capitals, strict=True))
    return little and len(words) > _LITTLE and capitals[-1]


def _opens(reading: SentenceReading) -> bool:
    return any(s.polarity is Polarity.PERMITS or s.kind == "licence" for s in reading.statements)


def _only_signed(sentences: Sequence[SentenceReading], is_firm: Callable[[str], bool]) -> None:
    """Behind a line that names its holder, what stands before “all rights reserved” is a slogan."""
    if any(s.reading.endswith("/copyright") for reading in sentences for s in reading.statements if s.kind == "holder"):
        for reading in sentences:
            asks = any(s.duties for s in reading.statements)
            if not asks and any(s.kind == "reservation" for s in reading.statements):
                reading.statements = [
                    s for s in reading.statements if not s.reading.endswith("/giver") or is_firm(s.value or "")
                ]


def _signed(reading: SentenceReading) -> bool:
    """Whether a sign that is no word stands in it (©)."""
    return any("sign" in tag.concepts and not tag.text.isalnum() for tag in reading.tags)


def _vague_licence(reading: SentenceReading) -> bool:
    """Whether it names a family of licences and says nothing else."""
    said = [s for s in reading.statements if s.kind == "licence"]
    return bool(said) and all(s.value == VAGUE for s in said) and not _signed(reading)
