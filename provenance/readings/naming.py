"""Who is named in one sentence: behind a sign, as an owner, as the giver of a consent, as the one who forbids."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from provenance.folding import Folded
from provenance.readings.clauses import Clause
from provenance.readings.holders import Name, NameReader
from provenance.readings.tag import Tag, Tagger
from provenance.vocabulary import ACTS

_HOST = re.compile(r"(?:[\w-]+\.)+[a-z]{2,8}")
#: "Sponsor: …" in scripts without blanks.
_LABELLED = re.compile("[:：]")
#: "Some rights reserved" in a longer sentence is talked about.
_LONGEST_LINE = 160
#: Concepts of the little words inside a name.
_PARTS = frozenset({"filler", "by", "and", "all"})
_LABEL = re.compile(r"[^\W\d_]+(?:\s[^\W\d_]+)?:\s+(?=\S)")
_DASHES = frozenset({"-", "–", "—", "|"})
#: Small words that a name may hold are no longer.
_WORDLET = 4
#: The mark of Creative Commons in the place of the sign.
_COMMONS = " CC"
#: Letters with full stops and blanks between them.
_SPELT = re.compile(r"\b[^\W\d_]\.\s(?:[^\W\d_]\.\s?)+")
#: Concepts of words that may stand between a name and what it owns or gives.
_LIGHT = frozenset({"filler", "by", "all"})
#: Where a giver's name may begin in scripts without blanks and capitals: behind one of these.
_OPENERS = frozenset(
    {
        "without",
        "need",
        "must",
        "if",
        "except",
        "only",
        "neg",
        "may",
        "forbid",
        "material",
        "rights",
        "copyright",
        "and",
    }
)
#: A longer one may have swallowed half a sentence.
_LONGEST_NAME = 40
#: A name that opens a clause has no more words.
_LONGEST_SUBJECT = 7
#: A name that stands before its sign is no longer.
_TITLE = 60
#: Words that may be a part of a name in scripts without capitals.
_NAMELY = frozenset({"party", "media", "by", "filler"})


class Naming:
    """The names of one sentence, read in one language; offsets are of the sentence as written."""

    def __init__(self, original: str, folded: Folded, tags: Sequence[Tag], tagger: Tagger, names: NameReader) -> None:
        self.original, self.folded = original, folded
        self.tagger, self.names = tagger, names
        self.origin = folded.source
        self.tags = [tag for tag in tags if not self._in_legal_form(tag)]

    def _in_legal_form(self, tag: Tag) -> bool:
        """Letters of "s. r. o." and "s.r.o." are no words of the language."""
        start, end = self.origin(tag.start), self.origin(tag.end)
        if any(m.start() <= start and end <= m.end() for m in _SPELT.finditer(self.original)):
            return True
        if end - start > 2 or "." not in self.original[end : end + 1]:
            return False
        begin = max(self.original.rfind(" ", 0, start) + 1, 0)
        stop = self.original.find(" ", end)
        word = self.original[begin : stop if stop >= 0 else len(self.original)]
        return word.count(".") > 1 and self.names.is_legal_form(word)

    def drowned(self, clauses: Sequence[Clause], signs: Sequence[Tag], years: Sequence[Any]) -> list[Name]:
        """Names that no capital shows, of givers and of copyright lines: a sentence must not explain them."""
        shown = not any(char.isalpha() and not (char.isupper() or char.islower()) for char in self.original)
        if shown and not self.tagger.capitalised_nouns:
            return []
        asking = [clause for clause in clauses if clause.having("without", "need", "forbid", "reserve", "only")]
        found = [name for clause in asking for name in self.givers(clause)]
        if shown:  # in German every noun has a capital: only what is a giver's name is one
            return [name for name in found if " " in name.name]
        if signs:
            found += self.owners() or self.line(signs, years)
        return [name for name in found if name.end - name.start <= _LONGEST_NAME]

    def all(self) -> list[Name]:
        """The names of a sentence that is nothing else."""
        end = len(self.original)
        start = max(self._published_by(end), self._label(end))
        return self.names.between(self.original, start, end, self.tags, self.origin)

    def givers(self, clause: Clause) -> list[Name]:
        """A named giver of consent, or a named subject that forbids or reserves."""
        end = self.origin(clause.end)
        for tag in clause.having("consent", "ask"):
            before_first = not self._cased() and bool(self.tagger.genitives)
            found = self._before(tag, clause) if before_first else self._after_by(tag, end) or self._before(tag, clause)
            if found:
                return found
        return self._subject(clause)

    def _subject(self, clause: Clause) -> list[Name]:
        """ "Fennimore Press prohibits …": a name right before the head, where a sentence or phrase begins."""
        for head in clause.having("forbid", "neg", "reserve"):
            at = self.origin(head.start)
            begin = max(
                [
                    self.origin(clause.start),
                    *(self.origin(t.end) for t in clause.tags if t.end <= head.start and not self._capital(t)),
                ]
            )
            comma = max(self._comma(begin, at), *(self.original.rfind(mark, begin, at) for mark in ":;"))
            begin = max(begin, comma + 1)
            if (begin == 0 or comma + 1 == begin) and self.original[begin:at].strip()[:1].isupper():
                return self.names.between(
                    self.original, begin, at, [t for t in self.tags if t is not head], self.origin
                )
            if name := self._long_subject(clause, head):
                return [name]
        return []

    def _long_subject(self, clause: Clause, head: Tag) -> Name | None:
        """ "Presse du Haut-Jura s'oppose …": small words of the language inside a name that opens the clause."""
        if self.tagger.capitalised_nouns or not self._cased():
            return None
        start, at = self.origin(clause.start), self.origin(head.start)
        piece = self.original[start:at].rstrip()
        signed = any("sign" in tag.concepts and tag.end <= head.start for tag in clause.tags)
        if "©" in piece or signed:  # the copyright line's, which reads it better
            return None
        words = piece.split()
        tagged = {
            self.original[self.origin(t.start) : self.origin(t.end)] for t in self.tags if _LIGHT.issuperset(t.concepts)
        }
        known = {self.original[self.origin(t.start) : self.origin(t.end)] for t in self.tags}
        forms = [i for i, w in enumerate(words) if self.names.is_legal_form(w) and not (w.islower() and "." not in w)]
        if forms:  # "Quill Press Ltd hereby …"
            words = words[: forms[-1] + 1]
        if (
            not 1 < len(words) <= _LONGEST_SUBJECT
            or not words[0][:1].isupper()
            or not (words[-1][:1].isupper() or forms)
        ):
            return None
        if not forms and any(word[:1].islower() and word not in tagged for word in words):
            return None
        if all(word in known for word in words):
            return None
        end = start + piece.find(words[-1], 0) + len(words[-1])
        return Name(" ".join(words), start, end)

    def _comma(self, begin: int, end: int) -> int:
        """The last comma that does not stand before a legal form ("Quill Press, Inc.")."""
        at = self.original.rfind(",", begin, end)
        while at >= 0 and self.names.is_legal_form(self.original[at + 1 : end]):
            at = self.original.rfind(",", begin, at)
        return at

    def _after_by(self, tag: Tag, end: int) -> list[Name]:
        """ "permission of X": fillers and one "of" may stand between."""
        at = tag.end
        following = [t for t in self.tags if t.start >= tag.end]
        if self._cased() and not self.tagger.capitalised_nouns:
            while (
                following and not self.folded.text[at : following[0].start].strip() and not self._capital(following[0])
            ):
                at = following.pop(0).end
        else:
            while following and not self.folded.text[at : following[0].start].strip():
                at = following.pop(0).end
        start = self.origin(at)
        gap = self.original[start:end].lstrip()
        if not gap or (self._cased() and not gap[0].isupper() and gap[0] not in '«„“"”'):
            return []
        if not self._cased():  # the name goes to the next word of the language; a name of one letter is none
            words = (t for t in self.tags if t.start >= at and not _NAMELY.intersection(t.concepts))
            end = min([end, *(self.origin(t.start) for t in words)])
        return self.names.between(self.original, start, end, self.tags, self.origin)

    def _before(self, tag: Tag, clause: Clause) -> list[Name]:
        """ "X's written permission": the name stands before, with the language's genitive ending."""
        genitives = self.tagger.genitives
        if not genitives:
            return []
        at = tag.start
        before = [t for t in self.tags if t.end <= tag.start and t.start >= clause.start]
        cased = self._cased()
        while before and not self.folded.text[before[-1].end : at].strip() and not self._capital(before[-1]):
            if not cased and not _LIGHT.issuperset(before[-1].concepts):
                break
            at = before.pop().start
        signed = any("sign" in t.concepts for t in before)
        if not cased and signed and self.original[: self.origin(at)][-1:].isspace():
            return []  # "© 2024 X …": the line names X, the ban behind the blank nobody
        if not cased and self.tagger.unspaced:
            before = [t for t in before if _OPENERS.intersection(t.concepts)]
            soft = max((self.folded.text.rfind(mark, 0, at) for mark in "，,、：:；;"), default=-1) + 1
            begin = self.origin(max([soft, clause.start, *(t.end for t in before)]))
        elif not cased and before and not self.folded.text[before[-1].end : at].strip():
            return []  # "the publisher's permission": a common noun gives it
        else:
            common = [t for t in before if not (cased and self._capital(t))]
            begin = self.origin(common[-1].end if common else clause.start)
        piece = self.original[begin : self.origin(at)].rstrip()
        ending = next((g for g in genitives if piece.endswith(g)), None)
        if ending is None:
            return []
        return self.names.between(self.original, begin, begin + len(piece) - len(ending), self.tags, self.origin)

    def disjoined(self, names: list[Name]) -> list[Name]:
        """Joint holders whose "and" is glued to the second name ("مؤسسة … ومركز …")."""
        found: list[Name] = []
        for name in names:
            start = name.start
            for cut, clitic in self._joints(name):
                found.append(Name(" ".join(self.original[start:cut].split()), start, cut))
                start = cut + 1 + len(clitic)
            found.append(name if start == name.start else Name(self.original[start : name.end], start, name.end))
        return found

    def _joints(self, name: Name) -> list[tuple[int, str]]:
        """Where an "and" is glued to a word inside *name* that begins names of its kind, and what it is."""
        found = []
        words = self.original[name.start : name.end].split(" ")
        at = name.start
        for i, word in enumerate(words):
            for clitic, openers in self.tagger.name_joints.items():
                if 1 < i < len(words) - 1 and word.startswith(clitic) and word[len(clitic) :] in openers:
                    found.append((at - 1, clitic))
            at += len(word) + 1
        return found

    def _without_clitic(self, names: list[Name]) -> list[Name]:
        """The name without the preposition that is glued to it (Hebrew ל, Arabic ل)."""
        found = []
        for name in names:
            for clitic, stays in self.tagger.name_clitics.items():
                if name.name.startswith(clitic) and len(name.name) > len(clitic) + 2:
                    name = Name(stays + name.name[len(clitic) :], name.start, name.end)
                    break
            found.append(name)
        return found

    def _cased(self, words: str | None = None) -> bool:
        words = self.original if words is None else words
        return (
            any(char.isupper() or char.islower() for char in words if not char.isascii())
            or words.isascii()
            or any(c.islower() for c in words)
        )

    def _capital(self, tag: Tag) -> bool:
        return self.original[self.origin(tag.start)].isupper()

    def owners(self) -> list[Name]:
        """The names beside a verb of owning ("copyright … belongs to X")."""
        tags = self.tags
        owners = [tag for tag in tags if "owner" in tag.concepts]
        if not owners:
            return []
        owner = owners[0]
        after = self.names.between(self.original, self.origin(owner.end), len(self.original), tags, self.origin)
        if after:
            return self._without_clitic(after)
        marks = [t for t in tags if t.end <= owner.start and {"copyright", "rights", "by"} & set(t.concepts)]
        begin = self.origin(marks[-1].end) if marks else 0
        before = self.names.between(self.original, begin, self.origin(owner.start), tags, self.origin)
        return [name for name in before if not _HOST.fullmatch(name.name)]  # "material on the site x.example belongs …"

    def line(self, signs: Sequence[Tag], years: Sequence[Any]) -> list[Name]:
        """The names of a copyright line: behind the sign and the years, else before them."""
        tags, end = self.tags, len(self.original)
        loose = any("sign" in tag.concepts for tag in signs)
        if not loose and not years:
            return []  # "protected by copyright" says nothing of whose
        rest = self._behind_years(signs, years)
        trail = next((year.start for year in years if year.start > rest), end)
        names = self.names.between(self.original, rest, trail, tags, self.origin, loose=loose)
        first = self.origin(signs[0].start)
        if names and self._is_credit(rest, names[0]):
            before = self.names.between(
                self.original, self._label(first), first, tags, self.origin, loose=first < _TITLE
            )
            return before or names
        if names:
            prefix = self.original[:first].strip()
            alone = not any(map(str.isspace, prefix)) and all(
                t.concepts == ("filler",) for t in tags if t.end <= signs[0].start
            )
            if alone and not self._cased(prefix) and not _LABELLED.search(prefix):
                names = self.names.between(self.original, 0, first, tags, self.origin, loose=loose) + names
            return self._without_clitic(names) if self._reserved_before(signs[0]) >= 0 else names
        if years and trail < end:
            names = self.names.between(self.original, max(y.end for y in years), end, tags, self.origin)
        if not names and self._reserved_between(rest, end):
            names = self._after_rights(end)
        reserved = self._reserved_before(signs[0])
        if not names and 0 <= reserved < first:  # "All rights reserved to Quill Press © 2024"
            names = self._without_clitic(self.names.between(self.original, reserved, first, tags, self.origin))
        if not names and first > 0 and not ("some" in signs[0].concepts and end > _LONGEST_LINE):
            titled = all(not word[0].islower() for word in self.original[:first].split() if word[0].isalpha())
            start = max(self._published_by(first), self._label(first))
            names = self.names.between(self.original, start, first, tags, self.origin, loose=titled and first < _TITLE)
        if "some" in signs[0].concepts:  # "Quill Notes CC 2024. Some rights reserved."
            names = [Name(n.name.removesuffix(_COMMONS), n.start, n.end) for n in names]
        return names

    def _behind_years(self, signs: Sequence[Tag], years: Sequence[Any]) -> int:
        """Where the words behind the signs and the years that follow them begin."""
        begin = self.origin(signs[0].end)
        for tag in signs[1:]:  # "© Copyright", "Copyright (c)"
            if not self.original[begin : self.origin(tag.start)].strip(" \t\r\n.:-"):
                begin = self.origin(tag.end)
        rest = begin
        for year in years:
            if year.start >= begin and not self._letters(begin, year.start) and not self._letters(rest, year.start):
                rest = year.end
        for tag in signs[1:]:  # "Copyright 2003-2024 © Quill Press"
            if rest <= self.origin(tag.start) and not self.original[rest : self.origin(tag.start)].strip(" \t\r\n,.:-"):
                rest = self.origin(tag.end)
        return rest

    def _label(self, end: int) -> int:
        """Where the words before the sign begin, without a label ("Owner: Quill Press Ltd. © 2024")."""
        label = _LABEL.match(self.original, 0, end)
        return label.end() if label else 0

    def _is_credit(self, start: int, name: Name) -> bool:
        """ "Quill Press © 2024 - Website made by …": a dash, and words of the language in the would-be name."""
        if not self._cased() or self.original[start : name.start].strip(" \t\r\n.,") not in _DASHES:
            return False
        joining = (tag for tag in self.tags if not {"by", "and"}.isdisjoint(tag.concepts))
        little = {self.original[self.origin(tag.start) : self.origin(tag.end)] for tag in joining}
        words = name.name.split()[1:]
        return any(word.islower() and word.isalpha() and len(word) > _WORDLET and word not in little for word in words)

    def _published_by(self, end: int) -> int:
        """Where the name begins in words up to *end* that say whose work it is: "Published by Quill Press",
        "The Quill is a title of Quill Press Ltd". At 0 where they are a name and nothing else."""
        before = [tag for tag in self.tags if self.origin(tag.end) <= end]
        by = next((tag for tag in reversed(before) if "by" in tag.concepts and not self._capital(tag)), None)
        if by is None:
            return 0
        lead, rest = self.original[: self.origin(by.start)].split(), self.original[self.origin(by.end) : end].split()
        if not rest or not rest[0][:1].isupper():
            return 0
        acted = len(lead) == 1 and before[0] is not by and not ACTS.keys().isdisjoint(before[0].concepts)
        little = {
            self.original[self.origin(t.start) : self.origin(t.end)] for t in before if _PARTS.issuperset(t.concepts)
        }
        clause = any(word.islower() and word.isalpha() and word not in little for word in lead)
        firm = len(rest) > 1 and self.names.is_legal_form(rest[-1])
        return self.origin(by.end) if acted or (clause and firm) else 0

    def further_lines(self, signs: Sequence[Tag], years: Sequence[Any]) -> list[Name]:
        """ "© Ada Quill, text, 2021; © Quill Press, 2022": the names behind every further sign."""
        marks = [tag for tag in signs if "sign" in tag.concepts]
        found: list[Name] = []
        for before, sign in pairwise(marks):
            if not self._letters(self.origin(before.end), self.origin(sign.start)):
                continue
            begin = self.origin(sign.end)
            lead = [year for year in years if year.start >= begin and not self._letters(begin, year.start)]
            begin = max([begin, *(year.end for year in lead[:1])])
            following = [year.start for year in years if year.start > begin]
            stop = min([len(self.original), *following, *(self.origin(m.start) for m in marks if m.start > sign.start)])
            found += self.names.between(self.original, begin, stop, self.tags, self.origin, loose=True)
        return found

    def after_reservation(self, clitics: tuple[str, ...]) -> list[Name]:
        """The names behind a reservation where a preposition is glued to them ("محفوظة لدار …")."""
        ends = [self.origin(tag.end) for tag in self.tags if "reserve" in tag.concepts]
        rest = self.original[ends[-1] :].lstrip() if ends else ""
        return self._after_rights(len(self.original)) if rest.startswith(clitics) else []

    def _letters(self, start: int, end: int) -> bool:
        between = [t for t in self.tags if start <= self.origin(t.start) < end]
        covered = sum(self.origin(t.end) - self.origin(t.start) for t in between)
        return sum(char.isalpha() for char in self.original[start:end]) > covered

    def _reserved_between(self, start: int, end: int) -> bool:
        return any("reserve" in t.concepts and start <= self.origin(t.start) < end for t in self.tags)

    def _reserved_before(self, sign: Tag) -> int:
        """Where a reservation that stands before *sign*, or is a part of it, ends; -1 where there is none."""
        ends = [self.origin(t.end) for t in self.tags if "reserve" in t.concepts and t.start <= sign.start]
        return max(ends, default=-1)

    def _after_rights(self, end: int) -> list[Name]:
        """ "© All rights reserved – The Paper", "כל הזכויות שמורות ל…": the name follows the reservation."""
        last = max(self.origin(t.end) for t in self.tags if {"reserve", "rights"} & set(t.concepts))
        return self._without_clitic(self.names.between(self.original, last, end, self.tags, self.origin))
