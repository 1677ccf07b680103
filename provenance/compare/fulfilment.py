"""Whether our copy does what it owes: credit, link, licence, notice, note of changes.

Each duty is met (``True``), not met (``False``), or nobody can tell from the text (``None``). ``True`` needs
the thing itself where readers see it: the sentence that asks for a credit is no credit, a field is
nothing that anybody sees, a mention in the story is no byline. ``False`` means that nothing like it is there.
What no text can show (that a fee was paid, that somebody was told) stays ``None``.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from provenance.compare.links import Answer, link_back
from provenance.compare.names import Credits, Named
from provenance.compare.parties import Party, Wanted, parties_of, wanted
from provenance.compare.result import Comparison, Kind, Why
from provenance.compare.shown import Paragraph, Shown, is_address
from provenance.compare.sides import Side
from provenance.compare.words import keys
from provenance.notices.places import Places
from provenance.readings.read import Readings
from provenance.report import Obligation
from provenance.statement import Evidence, Statement
from provenance.vocabulary import COVERING

_UNKNOWN = Answer(None)


class Fulfilment:
    """Looks for duties in copies. Built once from the rules, safe to share."""

    def __init__(self, rules: Mapping[str, Any], readings: Readings) -> None:
        forms = frozenset(form.replace(" ", "") for form in rules["legal_forms"]["all"])
        self.credits = Credits(rules["fulfilment"], forms)
        self.places = Places(rules["pages"])
        self.agencies: Mapping[str, Mapping[str, Any]] = rules["agencies"]
        self.find_licences: Callable[[str], list[Any]] = readings.find_licences

    def parties(self, side: Side, *, ours: bool, we: Sequence[str] = ()) -> list[Party]:
        """Whom *side* names as having a part in its text; of our own copies without ourselves."""
        return parties_of(side, self.agencies, ours=ours, we=we)

    def fulfil(
        self,
        obligations: Iterable[Obligation],
        ours: Side,
        *,
        original: Side | None = None,
        comparison: Comparison | None = None,
        we: Sequence[str] = (),
        alters: bool = False,
        quoting: bool = False,
    ) -> list[Obligation]:
        """*obligations*, each with whether *ours* meets it, where, and what it lacks.

        With *original* they are its duties, and what it names is looked for; else those that our copy states
        itself. *we*: our own names. *alters*: the use changes the text; *quoting*: it takes passages into a text of our
        own.
        """
        look = Look(self, ours, original, comparison, tuple(we), alters, quoting)
        return [look.looked(obligation) for obligation in obligations]


class Look:
    """One copy, looked through once for all its duties."""

    def __init__(
        self,
        tools: Fulfilment,
        ours: Side,
        original: Side | None,
        comparison: Comparison | None,
        we: tuple[str, ...],
        alters: bool,
        quoting: bool,
    ) -> None:
        self.tools, self.ours, self.original, self.comparison = tools, ours, original, comparison
        self.terms = original or ours
        self.anonymous = original is None and not we
        self.alters, self.quoting, self.agencies = alters, quoting, tools.agencies
        self.shown = Shown(ours, tools.places)
        self.parties = tools.parties(self.terms, ours=original is None, we=we)

    def looked(self, obligation: Obligation) -> Obligation:
        """*obligation* with its answer."""
        answer = self.answer(obligation)
        return replace(obligation, met=answer.met, where=answer.where, lacks=answer.lacks)

    def answer(self, obligation: Obligation) -> Answer:
        """Whether one duty is met."""
        look = {
            "attribute": self.credit,
            "link-back": lambda owed: link_back(owed, self),
            "share-alike": self.alike,
            "keep-notice": self.notice,
            "unaltered": self.unaltered,
            "indicate-changes": self.changes,
        }.get(obligation.duty)
        return look(obligation) if look is not None else _UNKNOWN

    def statement(self, obligation: Obligation) -> Statement | None:
        """The statement that the duty comes from."""
        return next((s for s in self.terms.statements if s.id == obligation.source), None)

    # -- credit

    def credit(self, obligation: Obligation) -> Answer:
        """Whoever must be credited is, and so is the licence where one asks for it."""
        asked = wanted(obligation, self.statement(obligation), self.terms, self.parties, self.tools.credits)
        answers = [self.credited(party, asked) for party in asked.parties]
        answer = _all(answers) if answers else Answer(None, None, "whom to credit is not known")
        if answer.met and self.anonymous and not asked.named and all(p.role == "holder" for p in asked.parties):
            answer = replace(answer, met=None, lacks="whether the holder is somebody else than we is not known")
        if asked.unclear and answer.met:
            answer = replace(answer, met=None, lacks="the words that ask for it may mean somebody else")
        if obligation.target and not is_address(obligation.target):
            return _all([answer, self.licence(obligation.target)])
        return answer

    def credited(self, party: Party, asked: Wanted) -> Answer:
        """How our copy speaks of *party* outside the sentences that ask for it."""
        best, where = Named.NOT, None
        for paragraph in self.shown.paragraphs:
            if paragraph.asks:
                continue
            named = self._named(paragraph, party)
            if named > best:
                best, where = named, self.ours.place(paragraph.start, paragraph.end)
            if best is Named.CREDITED:
                return Answer(True, where)
        if best is Named.PERHAPS:
            return Answer(None, where, f"“{party.name}” is named, but not as a credit that we know")
        if party.agency and any(
            s.kind == "agency" and s.value == party.agency and s.source == "words" for s in self.ours.statements
        ):
            return Answer(None, None, f"“{party.name}” is named, but not as a credit that we know")
        field = self._declared(party)
        if field is not None:
            return Answer(None, field, f"“{party.name}” stands in a field only; do readers see it?")
        only = " but where it is asked for" if asked.named else ""
        return Answer(False, None, f"no credit of “{party.name}”{only}")

    def _named(self, paragraph: Paragraph, party: Party) -> Named:
        named = self.tools.credits.reads_in(paragraph.words, party.names, whole=paragraph.edge)
        if named is Named.PERHAPS and (paragraph.notice or paragraph.byline) and self._exact(paragraph, party):
            return Named.CREDITED
        if named is Named.PERHAPS and party.agency and self._agency_credit(paragraph, party.agency):
            return Named.CREDITED
        return named

    def _exact(self, paragraph: Paragraph, party: Party) -> bool:
        return any(names_exactly(paragraph.text, name, self.tools.credits) for name in party.names)

    def _agency_credit(self, paragraph: Paragraph, agency: str) -> bool:
        """Whether the engine has read the agency as credited in this paragraph ("HARBOUR VALE (Reuters) -")."""
        span = self.ours.document.origin(paragraph.start, paragraph.end)
        return span is not None and any(
            s.kind == "agency"
            and s.value == agency
            and s.evidence.start is not None
            and span[0] <= s.evidence.start < span[1]
            for s in self._by_words()
        )

    def _by_words(self) -> Iterable[Statement]:
        return (s for s in self.ours.statements if s.source == "words")

    def _declared(self, party: Party) -> Evidence | None:
        """The field of our copy that names *party*."""
        for link in self.ours.chain:
            if link.source != "words" and link.name and self.tools.credits.reads(link.name, party.names):
                return link.evidence
        return None

    # -- licence

    def licence(self, licence: str) -> Answer:
        """Whether *licence* is named where readers see it: by id, name or address."""
        vague = None
        for start, end, text in self._seen():
            for mention in self.tools.find_licences(text):
                if mention.software:
                    continue
                if mention.id == licence:
                    return Answer(True, self.ours.place(start, end))
                if less_exact(mention.id, licence) or less_exact(licence, mention.id):
                    vague = self.ours.place(start, end)
        if vague is not None:
            return Answer(None, vague, f"the licence is named, but not as {licence}")
        field = next(
            (s for s in self.ours.statements if s.kind == "licence" and s.value == licence and s.source != "words"),
            None,
        )
        if field is not None:
            return Answer(None, field.evidence, f"{licence} stands in a field only; do readers see it?")
        return Answer(False, None, f"{licence} is not named")

    def _seen(self) -> Iterable[tuple[int, int, str]]:
        for paragraph in self.shown.paragraphs:
            yield paragraph.start, paragraph.end, paragraph.text
        for address in self.shown.addresses:
            if address.active:
                yield address.start, address.end, address.url

    def alike(self, obligation: Obligation) -> Answer:
        """Our copy goes on under the same licence; that it grants what it must, a person must say."""
        if not obligation.target:
            return _UNKNOWN
        answer = self.licence(obligation.target)
        return answer if answer.met is False and self.original is not None else replace(answer, met=None)

    # -- notice, changes, integrity

    def notice(self, _obligation: Obligation) -> Answer:
        """The notice stands as it stood."""
        kept = [n for n in self.ours.notices if n.scope in COVERING and any(p.notice for p in self.shown.paragraphs)]
        if self.original is None:
            if not kept:
                return Answer(False, None, "no notice")
            return Answer(None, Evidence(kept[0].text, kept[0].start, kept[0].end, kept[0].line, kept[0].column))
        answers = [self.stands(notice.text) for notice in self.original.notices if notice.scope in COVERING]
        return _all(answers) if answers else Answer(None, None, "the original has no notice")

    def stands(self, text: str) -> Answer:
        """Whether *text* stands in what readers see of our copy, word for word."""
        sought = keys(text)
        words, starts = self._read
        at = words.find(f" {' '.join(sought)} ") if sought else -1
        if at < 0:
            return Answer(False, None, f"the notice “{text[:80]}” is missing")
        first = self.shown.paragraphs[bisect_right(starts, at) - 1]
        return Answer(True, self.ours.place(first.start, first.end))

    @cached_property
    def _read(self) -> tuple[str, list[int]]:
        """The words that readers see, in one line, and where in it each paragraph begins."""
        pieces, starts, size = [" "], [], 0
        for paragraph in self.shown.paragraphs:
            starts.append(size)
            piece = "".join(f"{word} " for word in keys(self.ours.document.read[paragraph.start : paragraph.end]))
            pieces.append(piece)
            size += len(piece)
        return "".join(pieces), starts

    def unaltered(self, obligation: Obligation) -> Answer:
        """Nothing was changed; without the original nobody can tell."""
        found = self.comparison
        if found is None or found.kind is Kind.UNRELATED:
            return _UNKNOWN
        if altered := found.alterations(quoting=self.quoting):
            return Answer(False, altered[0].ours, "the text was altered")
        if found.kind is Kind.IDENTICAL:
            return Answer(True)
        left_out = next((e for e in found.edits if e.words_original and not e.shown and e.why is Why.OMITTED), None)
        if left_out is not None:
            return Answer(False, left_out.ours, "sentences were left out without a mark")
        statement = self.statement(obligation)
        if statement is not None and statement.reading == "licence":
            return Answer(True)  # "in whole or in part": the part is as it was
        return Answer(None, None, "only a part was taken; whether all of it must be is for a person to read")

    def changes(self, _obligation: Obligation) -> Answer:
        """A note says that the text was changed, where it was."""
        for paragraph in self.shown.paragraphs:
            if not paragraph.asks and self.tools.credits.tells_of_changes(paragraph.text):
                place = self.ours.place(paragraph.start, paragraph.end)
                return Answer(True, place) if paragraph.edge or paragraph.notice else Answer(None, place)
        if self.comparison is not None and self.comparison.kind is not Kind.UNRELATED:
            altered = bool(self.comparison.alterations(quoting=self.quoting))
            return Answer(False, None, "the text was changed, and nothing says so") if altered else Answer(True)
        return Answer(False, None, "nothing says that the text was changed") if self.alters else _UNKNOWN


def _all(answers: Sequence[Answer]) -> Answer:
    """Met where all are, not met where one is not."""
    for met in (False, None):
        found = [answer for answer in answers if answer.met is met]
        if found:
            lacks = "; ".join(answer.lacks for answer in found if answer.lacks)
            return Answer(met, next((a.where for a in found if a.where), None), lacks or None)
    return answers[0]


def _inside(sought: Sequence[str], words: Sequence[str]) -> bool:
    size = len(sought)
    return bool(size) and any(words[at : at + size] == sought for at in range(len(words) - size + 1))


def less_exact(vague: str, exact: str) -> bool:
    """Whether *vague* is *exact* without its version or port."""
    return vague != exact and exact.startswith(f"{vague}-") and exact[len(vague) + 1 : len(vague) + 2].isdigit()


def names_exactly(text: str, name: str, credits: Credits) -> bool:
    """Whether *text* holds *name* with its own endings."""
    return _inside(list(credits.name(name)), keys(text))
