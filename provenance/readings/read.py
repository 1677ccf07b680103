"""Reading: one sentence in, statements out; every language a set of words for the same grammar."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import regex

from provenance.folding import Folded, fold
from provenance.readings.agencies import AgencyReader
from provenance.readings.clauses import MAIN, Clause, chunk
from provenance.readings.counts import CountReader
from provenance.readings.frames import Bounds, Reading, conditions, fold_frames
from provenance.readings.gate import ANY, Gate
from provenance.readings.holders import NameReader
from provenance.readings.licences import LicenceReader
from provenance.readings.moments import MomentReader
from provenance.readings.naming import Naming
from provenance.readings.operators import AI_ACTS, NO_EARLIER, Binder, Earlier
from provenance.readings.repair import Repairer
from provenance.readings.tag import Tag, Tagger, concepts_of
from provenance.readings.territories import TerritoryReader
from provenance.readings.years import YearReader
from provenance.rulefiles.index import SHARED
from provenance.statement import Condition, Evidence, Limits, Statement
from provenance.vocabulary import Polarity

#: How much of a sentence must be explained before its words count (share of its words).
CLOSING_NEEDS, OPENING_NEEDS = 0.4, 0.66
#: The same where the sentence names no material of ours: then it could be about anything.
UNNAMED_NEEDS = 0.84
OPENED_UNNAMED = 0.9
#: And where the act is a mere “use”, of who knows what.
VAGUE_NEEDS = 0.97
_WORDS = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}ー々]|[\w\p{M}]+(?:['\-.@:/][\w\p{M}]+)*")
_ADDRESS = regex.compile(
    r"https?://\S{1,300}|www\.\S{1,200}|[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{1,64}|\b[\w-]{2,60}\.(?:com|org|net|example|[a-z]{2})\b(?:/\S{0,200})?",
    regex.I,
)
_SEARCHED = 4000
#: So many words the language of the text around counts for.
_PREFERRED = 1.25
#: So many blanks has a line that is a reservation and a name.
_SHORT_LINE = 12
#: A quoted title: a capital and at most six words.
_TITLE = regex.compile(r"[«„“\"‘「『]\p{Lu}[^\s«»„“”\"]*(?:\s[^\s«»„“”\"]+){0,5}[»“”\"’」』]")
#: A sentence longer than this is prose, in which “(c)” counts.
_PROSE = 60
_LAST_WORD = regex.compile(r"(\p{Lu}[\p{L}\p{M}]+) $")
_NEXT_WORD = regex.compile(r" (\p{Lu}[\p{L}\p{M}]+)")
#: Concepts after which a name is credited, and the name: from a colon or an opening mark to the next stop.
_CREDITING = frozenset({"credit", "source", "mention", "linkback"})
_NAMED = regex.compile(r".?\s?[:：「『“\"《（(‘']\s?[^，,。；;！!？?]{1,40}")
_PHRASE_ENDS = regex.compile(r"[,;:.(，。；：、](?!\w)")
_ORDINARY, _TELLING, _NAME = b"\x01", b"\x02", b"\x03"
#: Concepts of words that every sentence may hold.
_PLAIN = frozenset({"filler", "by", "and", "party", "media", "anyone", "material"})
#: How far from a licence's name the word "licence" may stand and mean no permission to be got.
_BESIDE = 30
#: The manner of wire advisories: "MANDATORY CREDIT: THE RECORD; NO SALES".
_WIRE = frozenset({"must", "credit"})
#: Concepts that tie a sentence to the text at hand.
_OURS = frozenset({"material", "copyright", "rights", "embargo", "source", "linkback"})

#: Concepts that say that a work is protected; no words about readers' data undo them.
_PROTECTED = frozenset({"copyright", "rights", "reserve", "tdmlaw"})


@dataclass(slots=True)
class SentenceReading:
    """What one sentence says. Offsets are of the document's text, half open.

    ``explained``: share of its words the lexicon accounts for. ``told``: a reporter or a court
    speaks in it. ``marks``: concepts that make a sentence notice-like without a statement.
    """

    start: int
    end: int
    language: str
    statements: list[Statement] = field(default_factory=list)
    kinds: set[str] = field(default_factory=set)
    explained: float = 0.0
    told: bool = False
    marks: set[str] = field(default_factory=set)
    tags: list[Tag] = field(default_factory=list)
    folded: Folded | None = None
    clauses: list[tuple[Clause, frozenset[str], list[Reading]]] = field(default_factory=list)
    earlier: Earlier = NO_EARLIER
    apart: Callable[[], list[Statement]] = list
    """Holder and years of a sentence that only continues a copyright line."""


class Readings:
    """The engine: built once from the compiled rules, used for every document."""

    def __init__(self, rules: Mapping[str, Any]) -> None:
        grammar = rules["grammar"]
        self.frames = grammar["frames"]
        self.acts = frozenset(grammar["acts"])
        self._lexicons: Mapping[str, Any] = rules["lexicons"]
        self.counts = CountReader(rules["calendars"]["words"])
        self.years = YearReader(rules["calendars"])
        self._taggers: dict[str, Tagger] = {}
        self._licences = LicenceReader(rules["licences"])
        self._moments = MomentReader(rules["calendars"])
        self._territories = TerritoryReader(rules["territories"])
        self.agencies = AgencyReader(rules["agencies"])
        self.names = NameReader(frozenset(rules["legal_forms"]["all"]), frozenset(rules["legal_forms"]["abbreviated"]))
        self._picture_libraries = tuple(rules["picture_libraries"])
        self.gate = Gate(rules["gate"], [*self._licences.anchors(), *self.agencies.anchors()], self.agencies.aliases())
        self.repairer = Repairer(phrase for lexicon in self._lexicons.values() for phrase in lexicon["damaged"])
        self.abbreviations = frozenset(word for lexicon in self._lexicons.values() for word in lexicon["abbreviations"])

    @property
    def languages(self) -> list[str]:
        """Every language a lexicon exists for."""
        return list(self._lexicons)

    @property
    def everything(self) -> list[str]:
        """What an ungated reading tries: every language, licences and agencies."""
        return [*self._lexicons, ANY]

    def grants(self, licence: str) -> Any:
        """What a licence grants, or ``None`` where it is unknown."""
        return self._licences.grants(licence)

    def lends_pictures(self, holder: str) -> bool:
        """Whether *holder* is a library of pictures, which owns no text."""
        name = holder.lower()
        return any(
            name.startswith(one) and not name[len(one) : len(one) + 1].isalnum() for one in self._picture_libraries
        )

    def find_licences(self, text: str) -> list[Any]:
        """Licence mentions in *text* (see :class:`LicenceReader`)."""
        return self._licences.find(text)

    def licence_links(self, addresses: Sequence[str]) -> list[int]:
        """The numbers of those *addresses* that lead to a licence of texts."""
        return self._licences.addressed(addresses)

    def licence_statements(self, licence: str, evidence: Evidence, by: str) -> list[Statement]:
        """That *licence* is named at *evidence*, and what it grants and forbids; *by*: name, abbreviation, url."""
        found = [Statement("licence", Polarity.IDENTIFIES, evidence, value=licence, reading=f"licence:{by}")]
        grants = self._licences.grants(licence)
        if grants is None:
            return found
        if grants.permits:
            found.append(
                Statement(
                    "permission",
                    Polarity.PERMITS,
                    evidence,
                    value=licence,
                    acts=frozenset(grants.permits),
                    conditions=tuple(Condition(duty, target=licence) for duty in grants.duties),
                    limits=Limits(purpose=("noncommercial",)) if "commercialize" in grants.prohibits else Limits(),
                    reading="licence",
                )
            )
        if grants.prohibits:
            acts = frozenset(grants.prohibits)
            found.append(
                Statement(
                    "prohibition",
                    Polarity.PROHIBITS,
                    evidence,
                    value=licence,
                    acts=acts,
                    exception_of=licence,
                    reading="licence",
                )
            )
        return found

    def tagger(self, language: str) -> Tagger:
        """The tagger of *language*, built on first use."""
        if language not in self._taggers:
            self._taggers[language] = Tagger(self._lexicons[language])
        return self._taggers[language]

    def read(
        self,
        text: str,
        start: int,
        end: int,
        languages: Iterable[str],
        earlier: Earlier = NO_EARLIER,
        *,
        folded: Folded | None = None,
        neighbour: bool = False,
        prefer: str = "",
    ) -> SentenceReading:
        """The best reading of ``text[start:end]`` among *languages*.

        *folded* where it was repaired; *neighbour* reads a sentence that no frame speaks on, to see
        whether it is made of the same words as the notice beside it. *prefer*: the language of the
        text around it, which decides where words alone hardly do (a line of names).
        """
        original = text[start : min(end, start + _SEARCHED)]
        folded = folded or fold(original, blanks=True)
        tried = list(languages)
        named = ANY in tried
        tried = [language for language in tried if language != ANY]
        best = self._best(original, folded, start, tried, gated=not neighbour, prefer=prefer)
        mentions = self.find_licences(original) if named else None
        if mentions and not best.language:  # words around a licence's name tell whose it is and whose work it covers
            best = self._best(original, folded, start, self.gate.guesses(folded.text), gated=False, prefer=prefer)
        best.end = end
        best.earlier = earlier
        _SentenceReader(self, best, original).run(mentions)
        return best

    def _best(
        self, original: str, folded: Folded, start: int, languages: Iterable[str], *, gated: bool, prefer: str
    ) -> SentenceReading:
        """The reading in the language that accounts for most words; *gated*: only where some frame could speak."""
        best, most = SentenceReading(start, start, "", folded=folded), -1.0
        for language in languages:
            tagger = self.tagger(language)
            tags = tagger.tag(folded.text)
            if gated and not self.gate.passes(concepts_of(tags)):
                continue
            known, share = explained(original, folded, tags, tagger)
            known += _PREFERRED if language == prefer else 0
            if known > most or (known == most and share > best.explained):
                most = known
                best = SentenceReading(start, start, language, explained=share, tags=tags, folded=folded)
        return best

    def silenced(self, reading: SentenceReading, original: str, mentions: Sequence[Any] = ()) -> bool:
        """Whether a close relative explains no less of the sentence and hears a story, or readers' data, in it."""
        if not reading.language or reading.folded is None or not reading.tags:
            return False
        known = None
        for relative in self._lexicons[reading.language]["relatives"]:
            if relative not in self._lexicons:
                continue
            tagger = self.tagger(relative)
            tags = tagger.tag(reading.folded.text)
            concepts = concepts_of(outside(tags, mentions, reading.folded))
            if concepts.isdisjoint({"report", "private"}) or not concepts.isdisjoint({"sign", "copyright"}):
                continue
            if known is None:
                known = explained(original, reading.folded, reading.tags, self.tagger(reading.language))[0]
            if explained(original, reading.folded, tags, tagger)[0] >= known:
                return True
        return False

    def could_speak(self, reading: SentenceReading) -> bool:
        """Whether the notice test could accept anything in the sentence at all (a cheap first look)."""
        if reading.told:
            return False
        concepts = concepts_of(reading.tags)
        signed = {"sign", "reserve"} <= concepts  # a line may be mostly a name
        return reading.explained >= CLOSING_NEEDS or signed or _reserves_plainly(reading)


class _SentenceReader:
    """One sentence in one language."""

    def __init__(self, engine: Readings, reading: SentenceReading, original: str) -> None:
        self.engine, self.reading, self.original = engine, reading, original
        assert reading.folded is not None
        self.folded = reading.folded
        self.origin = reading.folded.source
        self.masked: list[tuple[int, int]] = []
        """Where licences are named."""
        self.name_spans: list[tuple[int, int]] = []
        """Names that no capitals show."""
        self.known_spans: list[tuple[int, int]] = []
        """What others than the lexicon account for: moments, spans of time, places."""
        self._release_names()
        self._release_addresses()
        self._release_signs()
        self._release_acts()
        self.concepts = concepts_of(reading.tags)
        self.naming = Naming(
            original, self.folded, reading.tags, engine.tagger(reading.language or SHARED), engine.names
        )

    def _release_names(self) -> None:
        """ "© 2024 Court Gazette Ltd": behind a sign, or in a title, a reporter's word with a capital is a name."""
        tags = self.reading.tags
        sign = next((tag for tag in tags if "sign" in tag.concepts), None)
        titles = (
            [m.span() for m in _TITLE.finditer(self.original)] if any("report" in tag.concepts for tag in tags) else []
        )
        for i, tag in enumerate(tags):
            if "report" in tag.concepts and any(a < self.origin(tag.start) < b for a, b in titles):
                tags[i] = Tag(tag.start, tag.end, (), tag.text)  # a journal called «Military Herald» reports nothing
            if sign is not None and "report" in tag.concepts and tag.start >= sign.end:
                at = self.origin(tag.start)
                while at > 0 and self.original[at - 1].isalpha():
                    at -= 1
                if self.original[at].isupper():
                    tags[i] = Tag(tag.start, tag.end, (), tag.text)

    def _release_signs(self) -> None:
        """ "Section 956(c)(2)", "the Copyright and Designs Act": letters and words that open no copyright line."""
        for i, tag in enumerate(self.reading.tags):
            if "sign" not in tag.concepts:
                continue
            start, end = self.origin(tag.start), self.origin(tag.end)
            before, after = self.original[start - 1 : start], self.original[end:]
            if tag.text.startswith("("):
                prose = start > 0 and after.lstrip()[:1].islower() and len(self.original) > _PROSE
                opens = not (before.isalnum() or before == ")" or after.startswith("(") or prose)
            else:
                following = after.lstrip()
                joint = next((t for t in self.reading.tags[i + 1 : i + 2] if "by" in t.concepts), None)
                opens = following[:1] != "&" and not (
                    tag.text.isalpha() and following[:1].islower() and after[:1] == " " and joint is None
                )
            if not opens:
                concepts = tuple(c for c in tag.concepts if c != "sign" and not tag.text.startswith("(")) or ("filler",)
                self.reading.tags[i] = Tag(tag.start, tag.end, concepts, tag.text)

    def _release_acts(self) -> None:
        """ "Turner Broadcasting System": a capital beside a word nobody knows is a part of a name."""
        if self.original.isupper() or self.engine.tagger(self.reading.language or SHARED).capitalised_nouns:
            return
        tags = self.reading.tags
        covered = [(self.origin(t.start), self.origin(t.end)) for t in tags]
        for i, tag in enumerate(tags):
            start, end = covered[i]
            if start == 0 or not self.original[start].isupper() or self.engine.acts.isdisjoint(tag.concepts):
                continue
            beside = [_LAST_WORD.search(self.original, 0, start), _NEXT_WORD.match(self.original, end)]
            if any(m and not any(a < m.end(1) and m.start(1) < b for a, b in covered) for m in beside):
                tags[i] = Tag(tag.start, tag.end, (), tag.text)

    def _release_addresses(self) -> None:
        """ "copyright@…", "free-press.example": words inside an address say nothing."""
        if "." not in self.original and "@" not in self.original:
            return
        spans = [match.span() for match in _ADDRESS.finditer(self.original)]
        for i, tag in enumerate(self.reading.tags):
            start, end = self.origin(tag.start), self.origin(tag.end)
            if any(a <= start and end <= b and b - a > end - start for a, b in spans):
                self.reading.tags[i] = Tag(tag.start, tag.end, ("filler",), tag.text)

    def run(self, mentions: Sequence[Any] | None) -> None:
        """Read the sentence; *mentions* of licences, or ``None`` where neither those nor agencies could be named."""
        reading = self.reading
        self.concepts = concepts_of(reading.tags)
        heard = outside(reading.tags, mentions or (), self.folded)
        told = any("report" in tag.concepts for tag in heard)
        reading.told = told or self.engine.silenced(reading, self.original, mentions or ())
        reading.marks = self.concepts & {
            "release",
            "courtesy",
            "withdrawn",
            "embargo",
            "source",
            "copyright",
            "publicdomain",
            "tdmlaw",
            "credit",
        }
        reading.apart = self._continued
        if mentions is not None:
            self._licences(mentions)
            self._only_licences()
        if mentions is not None or "source" in self.concepts:
            self._agencies()
        if reading.told or not reading.language:
            return
        if self.engine.could_speak(reading):
            self._clauses()
        self._copyright()
        if self.masked:
            self._licensor()
        self._withdrawn()

    # -- statements with evidence

    def _evidence(self, start: int, end: int) -> Evidence:
        return Evidence(self.original[start:end], self.reading.start + start, self.reading.start + end)

    def _of_tag(self, tag: Tag) -> Evidence:
        return self._evidence(self.origin(tag.start), self.origin(tag.end))

    def _add(self, statement: Statement, *kinds: str) -> None:
        self.reading.statements.append(statement)
        self.reading.kinds.update(kinds)

    def _identify(self, kind: str, value: str, start: int, end: int, reading: str) -> None:
        self._add(Statement(kind, Polarity.IDENTIFIES, self._evidence(start, end), value=value, reading=reading))

    # -- licences

    def _licences(self, mentions: Sequence[Any]) -> None:
        for mention in mentions:
            if mention.software:
                self.reading.marks.add("software-licence")
                continue
            if mention.by == "name" and mention.id == "PD" and self.reading.told:
                continue
            self._mask(mention.start, mention.end)
            evidence = self._evidence(mention.start, mention.end)
            doubts = self._doubts(mention)
            for statement in self.engine.licence_statements(mention.id, evidence, mention.by):
                if statement.polarity is Polarity.PERMITS:
                    statement.unread += doubts
                self._add(statement, "permission")

    def _doubts(self, mention: Any) -> tuple[str, ...]:
        """Words beside a licence's name that take it back: "is not under …", "until 2019 under …", "parts are …"."""
        marks = [match.start() for match in _PHRASE_ENDS.finditer(self.original)]
        start = max((at for at in marks if at < mention.start), default=-1)
        end = min((at for at in marks if at >= mention.end), default=len(self.original))
        near = [t for t in self.reading.tags if start < self.origin(t.start) and self.origin(t.end) <= end]
        concepts = concepts_of(near)
        if concepts & {"if", "except", "all"} or concepts & self.engine.acts:
            return ()  # "unless it says otherwise", "all or parts of it", "… and may not be altered"
        before = [t for t in near if self.origin(t.end) <= mention.start]
        doubted = [t for t in near if "neg" in t.concepts]
        doubted += [t for t in before if {"until", "part", "some"} & set(t.concepts) and "reserve" not in t.concepts]
        return tuple(tag.text for tag in doubted)

    def _mask(self, start: int, end: int) -> None:
        """The words of a licence's name, and "licence" beside it, say nothing of their own."""
        for i, tag in enumerate(self.reading.tags):
            at, to = self.origin(tag.start), self.origin(tag.end)
            inside = start <= at and to <= end
            beside = "consent" in tag.concepts and start - _BESIDE <= at and to <= end + _BESIDE
            if inside or beside:
                self.reading.tags[i] = Tag(tag.start, tag.end, ("filler",), tag.text)
        self.masked.append((start, end))

    def _only_licences(self) -> None:
        """Where a licence is named and no act besides, "licence" means that one everywhere in the sentence."""
        tags = self.reading.tags
        if self.masked and self.engine.acts.isdisjoint(concepts_of(tags)):
            for i, tag in enumerate(tags):
                if "consent" in tag.concepts:
                    tags[i] = Tag(tag.start, tag.end, ("filler",), tag.text)

    def _licensor(self) -> None:
        """ "A title by Ada Quill is licensed under …": the form that licence choosers write."""
        first = self.masked[0][0]
        by = next((tag for tag in self.reading.tags if "by" in tag.concepts and self.origin(tag.end) < first), None)
        if by is None or "copyright" in self.reading.kinds:
            return
        following = [t for t in self.reading.tags if t.start >= by.end and "by" not in t.concepts]
        stop = self.origin(following[0].start) if following else first
        for name in self.naming.names.between(self.original, self.origin(by.end), min(stop, first), [], self.origin):
            if " " in name.name:
                self._identify("holder", name.name, name.start, name.end, f"{self.reading.language}/licensor")

    # -- clauses

    def _clauses(self) -> None:
        earlier, dangling = self.reading.earlier, []
        clauses = chunk(self.reading.tags, self.folded.text, self.engine.acts)
        if self.reading.explained < VAGUE_NEEDS:
            signs = [tag for tag in self.reading.tags if "copyright" in tag.concepts]
            years = self.engine.years.find(self.original) if signs else []
            self.name_spans = [(n.start, n.end) for n in self.naming.drowned(clauses, signs, years)]
        for clause in clauses:
            bounds, flags = self._bounds(clause)
            features = Binder(clause, earlier, **flags).bind()
            self._tdm_law(clause, features)
            readings = list(fold_frames(features, self.engine.frames, bounds, clause.tags[0]))
            self.reading.clauses.append((clause, frozenset(features.flags), readings))
            accepted = [r for r in readings if self._accepted(r, clause)]
            for reading in accepted:
                self._state(reading, clause)
            if accepted:
                earlier = _lean(accepted, earlier)
            elif "ban" in features.flags or features.unread:
                dangling.append(clause.tags[0].text)
            self._givers(clause, accepted)
            if "publicdomain" in features.flags and not self.masked:
                self._public_domain(clause)
        self.reading.earlier = earlier
        for statement in self.reading.statements if dangling else ():
            # "…, but the headline may not": a clause that closes something, who knows what
            if statement.polarity is Polarity.PERMITS and statement.value is None:
                statement.unread += tuple(dangling)

    def _public_domain(self, clause: Clause) -> None:
        """ "This text is free of copyright", in the words of a language that the licences do not know."""
        ours = not self.concepts.isdisjoint({"material", "copyright", "rights"})
        if ours and not self.reading.told and self._explained() >= OPENING_NEEDS and not clause.having("past"):
            tag = clause.having("publicdomain")[0]
            for statement in self.engine.licence_statements("PD", self._of_tag(tag), "name"):
                self._add(statement, "permission")

    @staticmethod
    def _tdm_law(clause: Clause, features: Any) -> None:
        """Naming the law that lets holders opt out, together with mining, is the opting out."""
        if (
            clause.having("tdmlaw")
            and "mine" in features.acts
            and not features.flags & {"ban", "leave", "reserve", "precondition"}
        ):
            features.flags.add("ban")

    def _bounds(self, clause: Clause) -> tuple[Bounds, dict[str, bool]]:
        start, end = self.origin(clause.start), self.origin(clause.end)
        piece = self.original[start:end]
        languages = (self.reading.language,)
        moment = duration = max_words = None
        digits = any(char.isdigit() for char in piece)
        known = self.known_spans
        if digits or clause.having("before", "until", "from", "embargo", "within"):
            moment = next((m for m in self.engine._moments.find(piece, languages)), None)
            span = next((d for d in self.engine._moments.durations(piece, languages)), None)
            duration = span.iso if span else None
            known += [(start + found.start, start + found.end) for found in (moment, span) if found]
        if digits or clause.having("atmost", "excerpt", "cite"):
            max_words = next((c.words for c in self.engine.counts.find(piece, languages)), None)
        only: tuple[str, ...] = ()
        excluded: tuple[str, ...] = ()
        if not clause.having("tdmlaw") and clause.having(
            "only", "outside", "forbid", "except", "neg", "allow", "may", "media"
        ):
            places = [
                p
                for p in self.engine._territories.find(piece, languages)
                if not self._inside_name(p, start)
                and not self._inside_licence(p, start)
                and not self._inside_words(start + p.start, start + p.end)  # "under the law of France"
                and not (moment and moment.start < p.end and p.start < moment.end)  # "10:00 (Malaysian time)"
            ]
            known += [(start + place.start, start + place.end) for place in places]
            codes = tuple(dict.fromkeys(code for place in places for code in place.codes))
            beyond = clause.having("outside") and clause.having("only") and not clause.having("forbid", "neg")
            if codes and beyond:
                excluded = codes  # "only for distribution outside Canada"
            elif codes and (clause.having("only", "outside") or not clause.having("forbid", "neg")):
                only = codes
            elif codes and clause.having("forbid", "neg"):
                excluded = codes
        bounds = Bounds(
            moment.iso if moment and moment.iso else None,
            duration,
            only,
            excluded,
            max_words,
            until=bool(clause.having("until", "within")),
        )
        return bounds, {
            "has_place": bool(only or excluded),
            "has_moment": moment is not None,
            "has_count": max_words is not None,
        }

    def _inside_licence(self, place: Any, base: int) -> bool:
        """ "Attribution 2.0 France" is a port of a licence, and no territory."""
        return any(start < base + place.end and base + place.start < end for start, end in self.masked)

    def _inside_name(self, place: Any, base: int) -> bool:
        """ "The Ireland Tribune" names no territory."""
        before = self.original[: base + place.start].split()[-1:]
        after = self.original[base + place.end :].split()[:1]
        return bool(
            (
                after
                and after[0][:1].isupper()
                and after[0].isalpha()
                and not self.original[base + place.end : base + place.end + 2].lstrip().startswith(",")
                and not self.original.isupper()
            )
            or (before and before[0] in {"©"})
        )

    def _accepted(self, reading: Reading, clause: Clause) -> bool:
        """The notice test: nobody reports it, and enough of the sentence is explained."""
        line = reading.polarity is Polarity.RESERVES and "sign" in self.concepts
        plainly = reading.polarity is Polarity.RESERVES and (line or _reserves_plainly(self.reading))
        explained = 1.0 if plainly else self._explained()
        if self.reading.told or ("private" in self.concepts and self.concepts.isdisjoint(_PROTECTED)):
            return False
        if explained < UNNAMED_NEEDS and self.concepts.isdisjoint(_OURS) and not self.concepts >= _WIRE:
            return False
        if clause.having("foreign") and not clause.having("material") and not line:
            return False
        if reading.polarity is Polarity.PERMITS:
            # a mine may also be dug: leave for machines alone must be about our material
            digging = reading.acts.keys() <= AI_ACTS and not clause.having("material")
            return explained >= OPENING_NEEDS and not digging and not self._tells(reading, clause)
        return explained >= CLOSING_NEEDS

    def _explained(self) -> float:
        """The share of the sentence that the lexicon, moments, places, licences and credited names account for."""
        spans = [*self.known_spans, *self.masked, *self._credited()]
        if self.reading.explained >= VAGUE_NEEDS or not (spans or self.name_spans):
            return self.reading.explained
        tagger = self.engine.tagger(self.reading.language or SHARED)
        return explained(self.original, self.folded, self.reading.tags, tagger, spans, self.name_spans)[1]

    def _credited(self) -> list[tuple[int, int]]:
        """ "转载请注明出处：南岭科普网": without capitals, what follows a colon or a quotation mark is a name."""
        if not self.engine.tagger(self.reading.language or SHARED).unspaced:
            return []
        ends = [self.origin(tag.end) for tag in self.reading.tags if not _CREDITING.isdisjoint(tag.concepts)]
        return [match.span() for end in ends if (match := _NAMED.match(self.original, end - 1))]

    def _tells(self, reading: Reading, clause: Clause) -> bool:
        """Whether a would-be permission only tells of one: in the past, or of a use of who knows what."""
        if clause.having("past", role=MAIN):
            return True
        if "material" in self.concepts or "copyright" in self.concepts or reading.duties:
            return False
        vague = any("use" in tag.concepts for tag in reading.acts.values())
        return self._explained() < (VAGUE_NEEDS if vague else OPENED_UNNAMED)

    def _unknown_agent(self, clause: Clause) -> tuple[str, ...]:
        """Who may do it, where that is a word nobody knows: "may be republished by our franchisees"."""
        tags = clause.tags
        for act, joint in pairwise(tags):
            if "by" not in joint.concepts or self.engine.acts.isdisjoint(act.concepts) or joint.start - act.end > 1:
                continue
            at = joint.end
            for tag in tags:
                if tag.start >= at and "filler" in tag.concepts and not self.folded.text[at : tag.start].strip():
                    at = tag.end
            rest = self.original[self.origin(at) :].split()
            tagged = any(tag.start <= at + 1 < tag.end for tag in tags)
            if rest and rest[0][:1].islower() and not tagged:
                return (rest[0].strip(".,;:"),)
        return ()

    def _state(self, reading: Reading, clause: Clause) -> None:
        start = self.origin(clause.tags[0].start)
        end = self.origin(clause.tags[-1].end)
        statement = Statement(
            reading.kind,
            reading.polarity,
            self._evidence(start, end),
            acts=frozenset(reading.acts),
            conditions=conditions(reading.duties, self.original, self.origin),
            limits=reading.limits,
            part=reading.part,
            implied=reading.implied,
            unread=reading.unread + (self._unknown_agent(clause) if reading.polarity is Polarity.PERMITS else ()),
            exception_of=reading.exception_of,
            reading=f"{self.reading.language}/{reading.frame}",
            trace=tuple((tag.text, "+".join(tag.concepts)) for tag in clause.tags),
            act_evidence={act: self._of_tag(tag) for act, tag in reading.acts.items()},
        )
        kinds = {"prohibits": "prohibition", "permits": "permission", "reserves": "copyright", "requires": "condition"}
        self._add(statement, kinds[reading.polarity])
        if reading.duties or statement.duties:
            self.reading.kinds.add("condition")
        if reading.acts.keys() & {"mine", "train-ai"}:
            self.reading.kinds.add("ai")

    # -- holders and years

    def _givers(self, clause: Clause, accepted: Sequence[Reading]) -> None:
        """A named giver of consent, and a named subject that forbids or reserves, is a holder."""
        if not any(r.polarity in (Polarity.PROHIBITS, Polarity.RESERVES) for r in accepted):
            return
        for name in self.naming.givers(clause):
            self._identify("holder", name.name, name.start, name.end, f"{self.reading.language}/giver")

    def _copyright(self) -> None:
        """© lines: signs, years, names; and "copyright belongs to X"."""
        signs = [
            tag for tag in self.reading.tags if "copyright" in tag.concepts or {"some", "reserve"} <= set(tag.concepts)
        ]
        years = self.engine.years.find(self.original) if signs or "reserve" in self.concepts else []
        if not signs and years and not self.original[: years[0].start].strip():
            # "2019 The Paper. All rights reserved": a year in the place of the sign
            signs = [tag for tag in self.reading.tags if {"reserve", "rights"} <= set(tag.concepts)][:1]
            if signs and not self.reading.told:
                self._line_without_sign(signs[0], years)
            return
        if not signs and not self.reading.told and {"reserve", "rights"} <= self.concepts:
            self._reserved_by()
        if not signs or self.reading.told or self._is_prose(signs):
            return
        plain = not any("sign" in tag.concepts or "some" in tag.concepts for tag in signs)
        if plain and "owner" not in self.concepts:
            ends = [self.origin(tag.end) for tag in signs]  # but not "protected by the Copyright Act, 1957"
            years = [year for year in years if any(0 <= year.start - end <= 2 for end in ends)]
        years = [year for year in years if not self._inside_words(year.start, year.end)]
        names = self.naming.owners() or self.naming.line(signs, years)
        names += [n for n in self.naming.further_lines(signs, years) if all(n.start != other.start for other in names)]
        for year in years:
            for value in year.years:
                self._identify("year", value, year.start, year.end, f"{self.reading.language}/copyright")
        for name in names:
            if not any(start < name.end and name.start < end for start, end in self.masked):
                self._identify("holder", name.name, name.start, name.end, f"{self.reading.language}/copyright")
        self.reading.kinds.add("copyright")

    def _reserved_by(self) -> None:
        """ "All rights reserved by Quill Press": a name behind "by" right after the reservation."""
        tags = self.reading.tags
        if clitics := self.engine.tagger(self.reading.language or SHARED).name_clitics:
            for name in self.naming.after_reservation(tuple(clitics)):
                self._identify("holder", name.name, name.start, name.end, f"{self.reading.language}/reserved-by")
            return
        ends = [i for i, tag in enumerate(tags) if "reserve" in tag.concepts]
        behind = tags[ends[-1] + 1 : ends[-1] + 2]
        if behind and "by" in behind[0].concepts:
            names = self.naming.names.between(
                self.original, self.origin(behind[0].end), len(self.original), tags, self.origin
            )
            for name in names:
                self._identify("holder", name.name, name.start, name.end, f"{self.reading.language}/reserved-by")

    def _inside_words(self, start: int, end: int) -> bool:
        """Whether a year or a place is a part of a longer phrase ("Law 28 of 2014 on Copyright")."""
        return any(
            a <= start and end <= b and b - a > end - start + 2
            for tag in self.reading.tags
            if "sign" not in tag.concepts
            for a, b in [(self.origin(tag.start), self.origin(tag.end))]
        )

    def _line_without_sign(self, reserved: Tag, years: Sequence[Any]) -> None:
        begin, end = years[0].end, self.origin(reserved.start)
        names = self.naming.names.between(self.original, begin, end, self.reading.tags, self.origin)
        for value in years[0].years:
            self._identify("year", value, years[0].start, years[0].end, f"{self.reading.language}/copyright")
        for name in names:
            self._identify("holder", name.name, name.start, name.end, f"{self.reading.language}/copyright")
        self.reading.kinds.add("copyright")

    def _is_prose(self, signs: Sequence[Tag]) -> bool:
        """A word such as "copyright" in a sentence that is mostly unexplained is no notice."""
        words = len(_WORDS.findall(self.original))
        strong = any(not tag.text.isalpha() for tag in signs)
        return self.reading.explained < (0.12 if strong else 0.3) and words > 14

    def _continued(self) -> list[Statement]:
        years = [(value, y.start, y.end) for y in self.engine.years.find(self.original) for value in y.years]
        short = len(self.original) <= 60 and len(self.original.split()) <= 8
        names = self.naming.all() if short and not years else []
        return [
            Statement("year", Polarity.IDENTIFIES, self._evidence(start, end), value=value, reading="continued")
            for value, start, end in years
        ] + [
            Statement("holder", Polarity.IDENTIFIES, self._evidence(n.start, n.end), value=n.name, reading="continued")
            for n in names
        ]

    # -- the rest

    def _withdrawn(self) -> None:
        for tag in self.reading.tags:
            if "withdrawn" in tag.concepts and not self.reading.told and self.reading.explained >= CLOSING_NEEDS:
                self._add(
                    Statement(
                        "withdrawal",
                        Polarity.PROHIBITS,
                        self._of_tag(tag),
                        acts=frozenset({"publish"}),
                        implied=True,
                        reading=f"{self.reading.language}/withdrawn",
                    ),
                    "prohibition",
                )
                return

    def _agencies(self) -> None:
        sourced = "source" in self.concepts
        for mention in self.engine.agencies.find(self.original, sourced=sourced and not self.reading.told):
            self._identify("agency", mention.id, mention.start, mention.end, "agency")


def _reserves_plainly(reading: SentenceReading) -> bool:
    """A short line that reserves all rights in one phrase; the rest of it is the name of whose they are."""
    phrase = any({"reserve", "rights", "all"} <= set(tag.concepts) for tag in reading.tags)
    return phrase and reading.folded is not None and reading.folded.text.count(" ") < _SHORT_LINE


def _lean(accepted: Sequence[Reading], earlier: Earlier) -> Earlier:
    permits = [r for r in accepted if r.polarity is Polarity.PERMITS]
    if not permits:
        return Earlier(earlier.acts, earlier.noncommercial, earlier.leave)
    return Earlier(
        permits[-1].named or tuple(permits[-1].acts),
        any("noncommercial" in r.limits.purpose for r in permits),
        leave=True,
    )


def outside(tags: Sequence[Tag], mentions: Sequence[Any], folded: Folded) -> list[Tag]:
    """The *tags* that are no part of the *mentions* of licences: the letters of "BY-NC-SA" are no words."""
    inside = [(mention.start, mention.end) for mention in mentions]
    return [
        tag
        for tag in tags
        if not any(start <= folded.source(tag.start) and folded.source(tag.end) <= end for start, end in inside)
    ]


def explained(
    original: str,
    folded: Folded,
    tags: Sequence[Tag],
    tagger: Tagger,
    spans: Iterable[tuple[int, int]] = (),
    names: Iterable[tuple[int, int]] = (),
) -> tuple[float, float]:
    """How many words of a sentence tags and addresses account for (those that tell something count more), and
    their share; names and numbers do not count. *spans*: what is accounted for otherwise; *names*: what is
    neither explained nor strange."""
    covered = bytearray(len(original) + 1)
    for tag in tags:
        start, end = folded.source(tag.start), folded.source(tag.end)
        covered[start:end] = (_ORDINARY if _PLAIN.issuperset(tag.concepts) else _TELLING) * (end - start)
    for start, end in spans:
        covered[start:end] = _ORDINARY * (end - start)
    for start, end in names:
        covered[start:end] = _NAME * (end - start)
    for match in _ADDRESS.finditer(original):
        covered[match.start() : match.end()] = _ORDINARY * (match.end() - match.start())
    total = known = telling = 0
    shouting = original.isupper()
    for match in _WORDS.finditer(original):
        word = match[0]
        mark = max(covered[match.start() : match.end()])
        if mark == _NAME[0]:
            continue
        if mark:
            known, total, telling = known + 1, total + 1, telling + (mark == _TELLING[0])
        elif word[0].isdigit():
            continue
        elif word[0].isupper() and match.start() > 0 and not shouting and not tagger.capitalised_nouns:
            continue  # a name: neither explained nor strange
        else:
            total += 1
    return known + telling / 2, known / total if total else 1.0
