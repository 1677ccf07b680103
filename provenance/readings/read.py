"""Reading: one sentence in, statements out; every language a set of words for the same grammar."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from provenance.folding import Folded, fold
from provenance.memo import Memo
from provenance.readings.agencies import AgencyReader
from provenance.readings.copyright_lines import continued, copyright_line
from provenance.readings.counts import CountReader
from provenance.readings.explained import explained, outside
from provenance.readings.gate import ANY, Gate
from provenance.readings.holders import NameReader
from provenance.readings.licences import LicenceReader
from provenance.readings.licensing import licensor, name_licences
from provenance.readings.limits import LimitReader
from provenance.readings.moments import MomentReader
from provenance.readings.operators import NO_EARLIER, Earlier
from provenance.readings.release import release
from provenance.readings.repair import Repairer
from provenance.readings.sentence import CLOSING_NEEDS, Sentence, SentenceReading, reserves_plainly
from provenance.readings.sentences import Abbreviations
from provenance.readings.stating import state_clauses
from provenance.readings.tag import Tagger, concepts_of
from provenance.readings.territories import TerritoryReader
from provenance.readings.years import YearReader
from provenance.rulefiles.index import SHARED
from provenance.statement import Condition, Evidence, Limits, Statement
from provenance.vocabulary import Polarity

__all__ = ["Readings", "SentenceReading"]

_SEARCHED = 4000
#: Texts up to this length come again (a field, a foot): what was found in them is remembered.
_SEEN_AGAIN = 200
#: So many words the language of the text around counts for.
_PREFERRED = 1.25
#: Words that make more of a copyright line than names, and those that such a line has a use for.
_SPEAKING = frozenset({"reserve", "rights", "use", "consent", "forbid", "owner", "publicdomain", "embargo"})
_OF_LINES = frozenset(
    ("copyright", "sign", "and", "by", "filler", "party", "material", "media", "image", "foreign", "source", "all")
)
#: Notices in it stand under texts in every language.
_LINGUA_FRANCA = "en"
#: Abbreviations that are longer than this are no words of other languages.
_SHORT_WORD = 4
#: Concepts that make a sentence notice-like without a statement.
_MARKS = frozenset(
    ("release", "courtesy", "withdrawn", "embargo", "source", "copyright", "publicdomain", "tdmlaw", "credit")
)


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
        self.limits = LimitReader(rules["limits"], self._territories)
        self.agencies = AgencyReader(rules["agencies"])
        self.names = NameReader(frozenset(rules["legal_forms"]["all"]), frozenset(rules["legal_forms"]["abbreviated"]))
        self._picture_libraries = tuple(rules["picture_libraries"])
        self._guests = frozenset(tag for tag, lexicon in self._lexicons.items() if lexicon.get("guest"))
        ours = [lexicon for tag, lexicon in self._lexicons.items() if tag not in self._guests]
        literals = [*self._licences.anchors(), *self.agencies.anchors()]
        self.gate = Gate(rules["gate"], literals, self.agencies.aliases(), self._guests)
        self.repairer = Repairer(phrase for lexicon in ours for phrase in lexicon["damaged"])
        self._of_firms = frozenset(rules["legal_forms"]["abbreviated"])
        self._abbreviations = Memo(self._abbreviations_of)
        foreign = (self._lexicons[tag]["abbreviations"] for tag in self._guests)
        self._abbreviated = self._abbreviations("").union(*foreign)
        self._found = Memo(self._licences.find)
        self._granted = Memo(self._licences.grants)

    def abbreviations(self, text: str) -> Abbreviations:
        """Words whose full stop ends no sentence in *text*, by the language that most of its words belong to.

        Short ones count in their own language, in a close relative and where they are the lingua franca's:
        a Finnish “os.” is Danish for “us”. Where the language is not clear, all count.
        """
        return Abbreviations(self._abbreviated, lambda: self._abbreviations(self.gate.prevalent(fold(text).text)))

    def _abbreviations_of(self, language: str) -> frozenset[str]:
        own = self._lexicons[language]["relatives"] if language else set(self._lexicons) - self._guests
        near = {language, _LINGUA_FRANCA, SHARED, *own}
        return self._of_firms | {
            word
            for tag, lexicon in self._lexicons.items()
            for word in lexicon["abbreviations"]
            if tag in near or (len(word) > _SHORT_WORD and tag not in self._guests)
        }

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
        return self._granted(licence)

    def lends_pictures(self, holder: str) -> bool:
        """Whether *holder* is a library of pictures, which owns no text."""
        name = holder.lower()
        return any(
            name.startswith(one) and not name[len(one) : len(one) + 1].isalnum() for one in self._picture_libraries
        )

    def find_licences(self, text: str) -> list[Any]:
        """Licence mentions in *text* (see :class:`LicenceReader`)."""
        return list(self._found(text)) if len(text) <= _SEEN_AGAIN else self._licences.find(text)

    def licence_links(self, addresses: Sequence[str]) -> list[int]:
        """The numbers of those *addresses* that lead to a licence of texts."""
        return self._licences.addressed(addresses)

    def licence_statements(self, licence: str, evidence: Evidence, by: str) -> list[Statement]:
        """That *licence* is named at *evidence*, and what it grants and forbids; *by*: name, abbreviation, url."""
        found = [Statement("licence", Polarity.IDENTIFIES, evidence, value=licence, reading=f"licence:{by}")]
        grants = self._granted(licence)
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
        _read(self, best, original, mentions)
        return best

    def _best(
        self, original: str, folded: Folded, start: int, languages: Sequence[str], *, gated: bool, prefer: str
    ) -> SentenceReading:
        """The reading in the language that accounts for most words; *gated*: only where some frame could speak.

        A guest, the language of a pack from outside, speaks only where none of ours has anything to say: whatever
        words it brings, it takes no sentence and no copyright line from us.
        """
        ours = [language for language in languages if language not in self._guests]
        if len(ours) < len(languages):
            best = self._most(original, folded, start, ours, gated=gated, prefer=prefer)
            signed = not concepts_of(best.tags).isdisjoint({"sign", "copyright"})
            if best.language and (signed or self.could_speak(best)):
                return best
        return self._most(original, folded, start, languages, gated=gated, prefer=prefer)

    def _most(
        self, original: str, folded: Folded, start: int, languages: Iterable[str], *, gated: bool, prefer: str
    ) -> SentenceReading:
        best, most = SentenceReading(start, start, "", folded=folded), -1.0
        for language in languages:
            tagger = self.tagger(language)
            tags = tagger.tag(folded.text)
            concepts = concepts_of(tags)
            if gated and not self.gate.passes(concepts):
                continue
            known, share = explained(original, folded, tags, tagger)
            known += _PREFERRED if language == prefer else 0
            if "sign" in concepts and concepts.isdisjoint(self.acts) and concepts.isdisjoint(_SPEAKING):
                known -= len(concepts - _OF_LINES)  # Latvian “ja” is “if”; between the names of a line it is Finnish
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
        return reading.explained >= CLOSING_NEEDS or signed or reserves_plainly(reading)


def _read(engine: Readings, reading: SentenceReading, original: str, mentions: Sequence[Any] | None) -> None:
    """Read one sentence; *mentions* of licences, or ``None`` where neither those nor agencies could be named."""
    sentence = Sentence(engine, reading, original)
    release(sentence)
    sentence.settle()
    heard = outside(reading.tags, mentions or (), sentence.folded)
    told = any("report" in tag.concepts for tag in heard)
    reading.told = told or engine.silenced(reading, original, mentions or ())
    reading.marks = sentence.concepts & _MARKS
    reading.apart = partial(continued, sentence)
    if mentions is not None:
        name_licences(sentence, mentions)
    if mentions is not None or "source" in sentence.concepts:
        _agencies(sentence)
    if reading.told or not reading.language:
        return
    if engine.could_speak(reading):
        state_clauses(sentence)
    copyright_line(sentence)
    if sentence.masked:
        licensor(sentence)
    _withdrawn(sentence)


def _withdrawn(sentence: Sentence) -> None:
    for tag in sentence.reading.tags:
        if "withdrawn" in tag.concepts and not sentence.reading.told and sentence.reading.explained >= CLOSING_NEEDS:
            sentence.add(
                Statement(
                    "withdrawal",
                    Polarity.PROHIBITS,
                    sentence.of_tag(tag),
                    acts=frozenset({"publish"}),
                    implied=True,
                    reading=f"{sentence.reading.language}/withdrawn",
                ),
                "prohibition",
            )
            return


def _agencies(sentence: Sentence) -> None:
    sourced = "source" in sentence.concepts
    for mention in sentence.engine.agencies.find(sentence.original, sourced=sourced and not sentence.reading.told):
        sentence.identify("agency", mention.id, mention.start, mention.end, "agency")
