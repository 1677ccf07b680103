"""One line that may hold limits of an item, read from left to right by the forms of one language."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from provenance.folding import Folded, fold
from provenance.readings.territories import TerritoryReader
from provenance.statement import Condition, Evidence, Limits, Statement
from provenance.vocabulary import CHANNELS, PURPOSES, Polarity

#: An act of its own that a channel is.
_ACT = {"broadcast": "broadcast", "web": "publish"}
#: Between the parts of a line; what ends a part that is not understood.
_SEPARATORS = re.compile(r"[\s.;:,|/–—+*()\[\]\"'·•_~#!-]+")
_PART = re.compile(r"(?:(?!\s-+\s)[^.;|/–—,+*()\[\]·•!])+")
#: What ends a part.
_ENDS = ".;:,|/–—)]+*!·•-（】"
#: A stand-in for a place, and for the rest of its name.
_PLACE, _REST = "\ue000", "\ue001"


@dataclass(slots=True, eq=False)
class _Form:
    """``anchors``: runs of words of which each of its lines has one."""

    gives: str
    manner: str
    written: str
    anchors: Sequence[str]
    compiled: Any = None


@dataclass(frozen=True, slots=True)
class Match:
    form: _Form
    start: int
    end: int
    slots: Mapping[str, str]
    places: tuple[int, int] | None


class LimitForms:
    """The forms of one language, each compiled when one of its anchors is met."""

    def __init__(self, tag: str, data: Mapping[str, Any]) -> None:
        self.tag = tag
        self.data = data
        the = rf"(?:(?:{_either(data['articles'])})\s?)?"
        self.warns = re.compile(rf"\b(?:{_either(data['warns'])})\b")
        joint = rf"(?:\s?[,/&+]\s?|\s)(?:(?:{_either(data['joins'])})\s)?(?:(?:{_either(data['articles'])})\s?)?"
        place = f"{_PLACE}{_REST}*"
        self._slots = {"place": rf"{the}(?P<place>{place}(?:{joint}{place})*)"}
        self.words: dict[str, re.Pattern[str]] = {}
        for slot in ("channel", "purpose"):
            words = _either(sorted(data[slot], key=len, reverse=True))
            self._slots[slot] = rf"(?P<{slot}>(?:{words})(?:{joint}(?:{words}))*)" if words else "(?!)"
            self.words[slot] = re.compile(rf"\b(?:{words})\b" if words else "(?!)")
        self._forms = [_Form(one["gives"], one["manner"], one["form"], one["anchors"]) for one in data["forms"]]
        self._forms.sort(key=lambda form: ("capitals", "beside", "words").index(form.manner))
        self.label = _label([*data["labels"], *data["restrictions"]])
        self.restrictions = _label(data["restrictions"])

    def having(self, text: str) -> list[_Form]:
        """The forms of which a line could stand in the folded *text*, ready to match."""
        found = [form for form in self._forms if any(anchor in text for anchor in form.anchors)]
        for form in found:
            if form.compiled is None:
                form.compiled = self._compile(form)
        return found

    def _compile(self, form: _Form) -> Any:
        opening = self.data["opening"] if form.manner == "words" else ""
        pieces = re.split(r"(\{\w+\}|[()|?])", f"({opening})?{form.written}" if opening else form.written)
        written = "".join(
            self._slots[piece[1:-1]] if piece[:1] == "{" else piece if piece in "()|?" else _words(piece)
            for piece in pieces
            if piece
        )
        return re.compile(re.sub(r"\((?!\?)", "(?:", written) + r"(?!\w)")


def _either(words: Sequence[str]) -> str:
    return "|".join(_words(word) for word in words) or "(?!)"


def _words(written: str) -> str:
    return re.escape(written).replace("\\ ", " ")


def _label(words: Sequence[str]) -> Any:
    longest = sorted(words, key=len, reverse=True)
    return re.compile(rf"[\s(\[*+=–—-]*(?:{_either(longest)})\s?[:：–—-]\s?")


class Line:
    """One stretch of text in one language, read from left to right."""

    def __init__(self, original: str, language: LimitForms, territories: TerritoryReader) -> None:
        self.original, self.language = original, language
        self.folded: Folded = fold(original, blanks=True)
        self.source = self.folded.source
        tags = (language.tag,)
        self.places = territories.find(original, tags, capitals=False)
        text = self.folded.text
        for place in self.places:
            begin, end = self._at(place.start), self._at(place.end)
            text = text[:begin] + _PLACE + _REST * (end - begin - 1) + text[end:]
        self.text = text
        label = language.label.match(text)
        self.labelled = label is not None
        self.listed = language.restrictions.match(text) is not None
        self.begin = label.end() if label else 0
        self._forms = language.having(text)
        self._known: dict[int, Match | None] = {}

    def _at(self, offset: int) -> int:
        origins = self.folded.origins
        return offset if origins is None else bisect_left(origins, offset)

    def parse(self) -> tuple[list[Match], list[tuple[int, int]]]:
        """The forms of the line, and the parts of it that are none, as offsets of the folded line."""
        matches: list[Match] = []
        left: list[tuple[int, int]] = []
        at = self._past_separators(self.begin)
        while at < len(self.text):
            match = self._form(at)
            if match:
                matches.append(match)
                at = match.end
            else:
                part = _PART.match(self.text, at)
                end = part.end() if part else at + 1
                left.append((at, end))
                at = end
            at = self._past_separators(at)
        return matches, left

    def _past_separators(self, at: int) -> int:
        match = _SEPARATORS.match(self.text, at)
        at = match.end() if match else at
        for word in self.language.data["joins"]:
            if self.text.startswith(f"{word} ", at):
                return at + len(word) + 1
        return at

    def _form(self, at: int) -> Match | None:
        """The longest form that begins at *at* and ends a part of the line, or is in capitals."""
        if at not in self._known:
            self._known[at] = self._longest(at)
        return self._known[at]

    def _longest(self, at: int) -> Match | None:
        best: Match | None = None
        for form in self._forms:
            match = form.compiled.match(self.text, at)
            if match is None or match.end() == at or (best and match.end() <= best.end):
                continue
            shouted = self._shouted(at, match.end())
            if form.gives == "credit" and shouted:  # the name is a part of it
                part = _PART.match(self.text, match.end())
                return Match(form, at, part.end() if part else match.end(), {}, None)
            if form.manner != "words" and not shouted:
                continue
            if self._ends(match.end()) or (shouted and self._goes_on(match.end())):
                slots = {name: value for name, value in match.groupdict().items() if value is not None}
                best = Match(form, at, match.end(), slots, match.span("place") if "place" in slots else None)
        return best

    def _shouted(self, start: int, end: int) -> bool:
        return self.original[self.source(start) : self.source(end)].isupper()

    def _ends(self, at: int) -> bool:
        rest = self.text[at : at + 3]
        return not rest.strip() or (not rest[0].isalnum() and rest.lstrip()[0] in _ENDS)

    def _goes_on(self, at: int) -> bool:
        """Whether another form in capitals follows (“NO SALES NO ARCHIVES”)."""
        return self.text[at : at + 1] == " " and self._form(self._past_separators(at)) is not None

    def accepts(self, matches: Sequence[Match], left: Sequence[tuple[int, int]]) -> bool:
        """Whether it is a line of limits and no other one with such words in it."""
        if not matches:
            return self.listed and bool(left)
        if self.labelled or not left:
            beside = all(m.form.manner == "beside" for m in matches)
            return self.labelled or len(matches) > 1 or not beside
        shouted = [m for m in matches if self._shouted(m.start, m.end)]
        apart = not all(
            self._shouted(start, end) for start, end in left
        )  # capitals stand out from the rest of the line
        doubtful = len(list(self.doubtful(left))) == len(left)
        long = any(self.text.count(" ", m.start, m.end) > 1 for m in shouted)
        return bool(shouted) and (len(shouted) > 1 or apart or doubtful or long)

    def doubtful(self, left: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """The parts that may be limits too, as offsets of the line."""
        for start, end in left:
            warned = self._shouted(start, end) and self.language.warns.search(self.text, start, end)
            if warned or (self.listed and any(map(str.isalpha, self.text[start:end]))):
                yield trimmed(self.original, self.source(start), self.source(end))

    def statements(self, match: Match, base: int) -> Iterator[Statement]:
        """What one form says. *base*: where the line begins in the text."""
        start, end = self.source(match.start), self.source(match.end)
        evidence = Evidence(self.original[start:end], base + start, base + end)
        gives = match.form.gives
        reading = f"limits/{self.language.tag}/{gives}"
        if gives == "credit":
            duty = Condition("attribute", evidence.quote)
            yield Statement("duty", Polarity.REQUIRES, evidence, conditions=(duty,), reading=reading)
        elif gives != "none":
            kind, acts, limits, implied = self._said(match)
            yield Statement(
                kind,
                Polarity.PROHIBITS,
                evidence,
                acts=acts,
                limits=limits,
                implied=implied,
                reading=reading,
                act_evidence=dict.fromkeys(acts, evidence),
            )

    def _said(self, match: Match) -> tuple[str, frozenset[str], Limits, bool]:
        """The kind of a limit, the acts that it forbids, how far it reaches, whether the acts are only concluded."""
        gives = match.form.gives
        if gives in ("only-in", "not-in"):
            codes = self._codes(match)
            inside = gives == "only-in"
            territory = {"only": codes if inside else [], "except": [] if inside else codes}
            return "territory", frozenset({"publish"}), Limits(territory=territory), inside
        if gives in ("only-on", "not-on"):
            named = self._named(match, "channel")
            closed = tuple(one for one in CHANNELS if (one in named) is (gives == "not-on"))
            acts = frozenset(_ACT[one] for one in closed if one in _ACT)
            return "channel", acts, Limits(medium=closed), gives == "only-on"
        if gives == "no-archive":
            return "channel", frozenset({"archive"}), Limits(medium=("database",)), False
        if gives == "no-sales":
            return "prohibition", frozenset({"redistribute"}), Limits(recipient=("third-parties",)), False
        named = self._named(match, "purpose")
        open_to = tuple(one for one in PURPOSES if (one in named) is (gives == "only-for"))
        return "purpose", frozenset({"publish"}), Limits(purpose=open_to), True

    def _codes(self, match: Match) -> list[str]:
        start, end = match.places or (0, 0)
        inside = [p for p in self.places if start <= self._at(p.start) < end]
        return list(dict.fromkeys(code for place in inside for code in place.codes))

    def _named(self, match: Match, slot: str) -> set[str]:
        words = self.language.words[slot]
        table = self.language.data[slot]
        return {code for word in words.findall(match.slots[slot]) for code in table[word]}


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
