"""Names of rights holders, as written, out of copyright lines and consent clauses.

Convention: ``shared/gold/GUIDE.md`` (names as written, legal forms kept, joint holders split,
appositions and slogans dropped; common nouns such as "the author" name nobody).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from provenance.readings.tag import Tag
from provenance.vocabulary import ACTS

#: Tags that a name never runs through.
_STOPS = frozenset(
    [
        "reserve",
        "rights",
        "forbid",
        "neg",
        "may",
        "allow",
        "must",
        "if",
        "except",
        "only",
        "without",
        "consent",
        "copyright",
        "owner",
        "release",
        "courtesy",
        "source",
        "credit",
        "unaltered",
        "including",
        "tdmlaw",
        "publicdomain",
        "need",
        "pay",
        "gratis",
        "report",
        "past",
    ]
)
#: Stops that may be the last words of a name ("Quill News Agency").
_SAID = frozenset({"source", "report", "past", "media"})
#: Common nouns and little words: a name is not made of them.
_COMMON = frozenset({"party", "filler", "material", "by", "copyright", "rights", "all"})
#: What is cut from the edges of a would-be name, with capitals and without.
_LITTLE = {"filler", "by", "party", "material", "all", "and", "image", "foreign", "from"}
#: Nouns that end the title of a paper, also with a small letter.
_TITLES = frozenset({"material", "media"})
_PARTICLES, _LAST = {"by"}, {"by", "material"}
_CUT = re.compile(
    r"\s+[|│•·]\s+|\u3000|[|│;；<>＞＜*\n]|\s[–—-]+\s|\s?[–—]\s|。|(?<=\w{3})[.](?=\s)|,\s*(?=\S*\d)|,\s*(?=[^\s,]{1,12}\s\d{4,6}\b)|\s+(?=v\.?\d+\.\d)|[\u0964\u0965\u06d4\u061b]|\s\(|（|\s*@\s|https?://|(?<=.)\bwww\.|(?<=[\u0561-\u0587])[:\u0589]|[™®]\s+(?=\S)"
    # numbers of registers and telephones, with the letters before them
    r"|\s+(?=(?:[^\W\d_a-zа-я]{2,6}[.:]?\s*)?(?!(?:19|20)\d\d\b)\d(?:[\d./\s-]*\d){5})|\s+(?=[^\s\d]{1,8}\d{6})"
)
#: Such a number by itself, or an e-mail address; and the nought that stands where a year should ("© 0 Quill Press").
_NO_NAME = re.compile(r"[^\W\d_]{0,6}[.:]?\s*(?:№\s*)?(?!(?:19|20)\d\d\b)\d[\d./\s-]{5,}|\S+@\S+\.\w")
_NOUGHT = re.compile(r"0+\s+(?=[^\W\d_])")
#: What divides a title from the firm behind it; so many words has a firm's name.
_DIVIDES = frozenset("|│•·–—-")
_FIRM = 7
_EDGES = " \t\r\n.,:：、，,;–—-|│/·•[]【】<>{}*_©ⓒ\u200e\u200f\u0964\u0965\u06d4\u060c\u061b\u3002"
_JOINT = re.compile(r"\s+/\s+|(?<=[^\W\d_]{2})\s*[/／]\s*(?=[^\W\d_]{2})|・|；|;")
_QUOTED = (
    ("«", "»"),
    ("„", "“"),
    ("“", "”"),
    ('"', '"'),
    ("「", "」"),
    ("'", "'"),
    ("‘", "’"),
    ("‚", "‘"),
    ("『", "』"),
    ("《", "》"),
)
_YEAR_BEHIND = re.compile(r"(?<=\w),?\s+(?:19|20)\d\d$")
_WORD = re.compile(r"\S+")
#: "Ph.D.", "M.A." behind a comma belong to the name.
_DEGREE = re.compile(r"(?:[^\W\d_]{1,3}\.){2,}(?=\W|$)")
#: So long are the little words inside a name, those that join two, and forms that no word follows.
_PARTICLE, _JOINS, _SHORT_FORM = 4, 3, (3, 4)
#: A legal form in brackets is no longer.
_BRACKETED = 6
#: Letters behind this one are of no European script.
_LATIN_ENDS = 0x2E80
_HAS_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Name:
    """A holder: the name and where it stands (offsets of the sentence, half open)."""

    name: str
    start: int
    end: int


class NameReader:
    """Cuts names out of a sentence, given its tags.

    ``legal_forms``: lower-case, without full stops; ``abbreviated``: those of them that keep theirs.
    """

    def __init__(self, legal_forms: frozenset[str], abbreviated: frozenset[str] = frozenset()) -> None:
        self.legal_forms, self.abbreviated = legal_forms, abbreviated

    def between(
        self, text: str, start: int, end: int, tags: Sequence[Tag], origin: Callable[[int], int], *, loose: bool = False
    ) -> list[Name]:
        """The names in ``text[start:end]`` (source offsets); *loose* where the place proves it is a name."""
        stop = self._stop(text, start, end, tags, origin, loose=loose)
        piece = text[start:stop]
        lead = len(piece) - len(piece.lstrip(_EDGES))
        piece = piece[lead:]
        at = start + lead
        cut = next((cut for cut in _CUT.finditer(piece) if self._cuts(piece, cut, at, tags, origin)), None)
        firm = None
        if cut is not None:
            if cut[0].strip() in _DIVIDES:
                firm = self._firm_behind(text, at + cut.end(), stop, tags, origin)
            piece = piece[: cut.start()]
        names: list[Name] = []
        parts = self._parts(piece, at, tags, origin)
        if len(parts) == 2 and self._is_town(text, *parts):
            parts.pop()
        for part_start, part_end in parts:
            if part_start > at and text[part_start : part_start + 1].islower() and _is_apposition(text, at, part_start):
                continue
            name = self._clean(text, part_start, part_end, tags, origin, loose=loose)
            if name:
                names.append(name)
        return [*names, firm] if names and firm else names

    def _cuts(self, piece: str, cut: re.Match[str], at: int, tags: Sequence[Tag], origin: Callable[[int], int]) -> bool:
        """Whether a mark in a would-be name (*piece*, which begins at *at*) ends it."""
        before, mark, after = piece[: cut.start()], cut[0], piece[cut.end() :]
        if mark == ".":
            return not self.is_legal_form(before.split()[-1])  # "Sdn. Bhd."
        if mark == " (":  # "Quill (Pty) Ltd", "Quill FM (Leeds) Ltd"
            inside, _, behind = after.partition(")")
            return not (self.is_legal_form(inside) or (behind.strip() and self.is_legal_form(behind)))
        if mark[0] in "™®":  # "Quill® is a trademark of …", but "Quill® Press"
            return after[:1].islower()
        if mark == "www.":  # "by www.quill.example": the address is the name
            return not any("by" in t.concepts and at == origin(t.start) and before.split() == [t.text] for t in tags)
        return True

    def _firm_behind(
        self, text: str, start: int, end: int, tags: Sequence[Tag], origin: Callable[[int], int]
    ) -> Name | None:
        """ "The Daily Quill - Quill Newspapers S.A.": a firm behind the title, not one that is credited with something.

        Whoever designed the site stands behind words of the language, or right behind one word and "by".
        """
        cut = _CUT.search(text, start, end)
        stop = cut.start() if cut else end
        words = text[start:stop].split()
        if not 1 < len(words) <= _FIRM or ":" in text[start:stop] or not self._is_form(words[-1]):
            return None
        spoken = [t for t in tags if start <= origin(t.start) < stop]
        little = {text[origin(t.start) : origin(t.end)] for t in spoken if _LITTLE.intersection(t.concepts)}
        if (
            not words[0][:1].isupper()
            or (words[1] in little and words[1].islower())
            or "foreign" in {c for t in spoken for c in t.concepts}
        ):
            return None
        if any(word[:1].islower() and word not in little and not self.is_legal_form(word) for word in words):
            return None
        return self._clean(text, start, stop, tags, origin, loose=True)

    def _is_form(self, word: str) -> bool:
        """Whether *word* looks like a legal form, too: a capital or a full stop in it."""
        return self.is_legal_form(word) and (not word.islower() or "." in word)

    @staticmethod
    def _is_town(text: str, first: tuple[int, int], second: tuple[int, int]) -> bool:
        """ "Quill Press, Leeds": one word behind a comma is where the holder sits, not a second one."""
        word = text[slice(*second)].strip(" .")
        comma = text[first[1] : second[0]].strip() == ","
        return comma and word.isalpha() and word.istitle() and not text[slice(*first)].isupper()

    def _stop(
        self, text: str, start: int, end: int, tags: Sequence[Tag], origin: Callable[[int], int], *, loose: bool
    ) -> int:
        end = self._behind_form(text, start, end)
        shouting = text[start:end].isupper()
        for tag in tags:
            at = origin(tag.start)
            if at < start or at >= end:
                continue
            if "foreign" in tag.concepts and " " in tag.text and text[start:at].strip(_EDGES):
                return at  # "Quill Press Powered by …", where markup has dropped what stood between
            if _STOPS.isdisjoint(tag.concepts):
                acts, small = not ACTS.keys().isdisjoint(tag.concepts), text[at].islower()
                if "and" in tag.concepts and text[origin(tag.end) :].lstrip()[:1].isupper():
                    continue  # "Quill Press S.A. y Ada Quill"
                if at > start and (acts or small):
                    if (acts and small) or self._form_before(text, start, at, tags, origin):
                        return at  # "Quill Press Ltd is …", "Quill Press s.r.o. Copying …"
                continue
            word = text[at : origin(tag.end)]
            if loose and self._named_so(text, start, at, tag, word, shouting=shouting, end=origin(tag.end)):
                continue
            if (
                at > start
                and text[at - 1].isalpha()
                and {"rights", "reserve"}.isdisjoint(tag.concepts)
                and text[at].isalpha()
            ):
                if any(char.isspace() for char in text[start:end]):
                    continue  # a clitic and a word inside a name
            glued = at > start and text[at - 1] == " " and text[at - 2 : at - 1].isalnum()
            if (
                all(part[:1].isupper() for part in word.split())
                and (" " not in word or not _SAID.isdisjoint(tag.concepts))
                and glued
                and not shouting
                and {"reserve", "copyright"}.isdisjoint(tag.concepts)
                and ("rights" not in tag.concepts or not _reserves(tags, tag))
                and self._name_goes_on(text, origin(tag.end))
            ):
                continue
            return at
        return end

    def _named_so(self, text: str, start: int, at: int, tag: Tag, word: str, *, shouting: bool, end: int) -> bool:
        """Whether a word that stops names elsewhere is one right behind a sign, or the last word of an agency's."""
        said = _SAID.issuperset(tag.concepts)
        if text[start:at].strip(_EDGES):
            return shouting and said and text[at - 1] == " "  # "QUILL NEWS AGENCY"
        if said:
            return True
        known = {"reserve", "rights", "copyright", "all", "material", "owner"}.isdisjoint(tag.concepts)
        return known and not shouting and word.istitle() and " " not in word and self._name_goes_on(text, end)

    def _form_before(self, text: str, start: int, at: int, tags: Sequence[Tag], origin: Callable[[int], int]) -> bool:
        """Whether a legal form stands right before *at*: a small letter behind it begins no part of a name."""
        words = text[start:at].split()
        if len(words) < 2 or not self.is_legal_form(words[-1]):
            return False
        last = start + text[start:at].rstrip().rfind(words[-1])
        if (
            any(origin(tag.start) == last and {"and", "by", "filler"} & set(tag.concepts) for tag in tags)
            and words[-1].islower()
        ):
            return False  # a little word of the language ("et") that is a legal form somewhere else
        first = words[-1].replace(".", "").strip(",").lower()
        longer = first + "".join(text[at:].split()[:2]).replace(".", "").lower()
        goes_on = any(
            longer.startswith(form) and len(form) > len(first) for form in self.legal_forms if form.startswith(first)
        )
        return not goes_on  # "S.A. de C.V."

    def _behind_form(self, text: str, start: int, end: int) -> int:
        """Where a name ends that has a legal form and then a small letter: "Quill Press Ltd trading as …"."""
        words = [(match[0], match.end()) for match in _WORD.finditer(text, start, end)]
        for i in range(1, len(words) - 1):
            (form, at), behind, after = words[i], words[i + 1][0], "".join(word for word, _ in words[i + 2 : i + 3])
            if not (behind.islower() and behind[0].isalpha() and words[i - 1][0][0].isupper() and self._is_form(form)):
                continue
            joint = len(behind) <= _JOINS and behind.isalpha() and after[:1].isupper()  # "… Ltd and Voss Ltd"
            short = form.isupper() or _SHORT_FORM[0] <= len(form.strip(",")) <= _SHORT_FORM[1]
            if short and not joint and not self._form_goes_on(form, behind):
                return at
        return end

    def _form_goes_on(self, form: str, behind: str) -> bool:
        """Whether the next word belongs to a longer form ("S.A. de C.V.")."""
        first = form.replace(".", "").strip(",").lower()
        longer = first + behind.replace(".", "").strip(",").lower()
        return any(one.startswith(longer) for one in self.legal_forms)

    @staticmethod
    def _name_goes_on(text: str, at: int) -> bool:
        rest = text[at : at + 3]
        words = text[at : at + 30].split()
        if len(words) > 1 and words[0].islower() and len(words[0]) <= _PARTICLE and words[1][:1].isupper():
            return True  # "Prensa Libre del …"
        return not rest.strip() or rest[:1] in ".,\n" or rest.lstrip()[:1].isupper() or rest.lstrip()[:1].isdigit()

    def _parts(self, piece: str, at: int, tags: Sequence[Tag], origin: Callable[[int], int]) -> list[tuple[int, int]]:
        """Joint holders: at slashes, middle dots, "and" between names, commas before another name."""
        both = [(origin(tag.start) - at, origin(tag.end) - at) for tag in tags if "and" in tag.concepts]
        cuts: list[tuple[int, int]] = [
            match.span()
            for match in _JOINT.finditer(piece)
            if not any(a < match.start() and match.end() < b for a, b in both)  # "and/or"
        ]
        for tag in tags:
            start, end = origin(tag.start) - at, origin(tag.end) - at
            if "and" in tag.concepts and 0 < start < len(piece) and self._joins(piece, start, end):
                cuts.append((start, end))
        commas = re.finditer(r"\s*[,，、]\s*", piece)
        cuts += [match.span() for match in commas if not self._belongs(piece, match)]
        parts, begin = [], 0
        for start, end in sorted(cuts):
            if start >= begin:
                parts.append((at + begin, at + start))
                begin = end
        parts.append((at + begin, at + len(piece)))
        return parts

    def _one_company(self, left: Sequence[str], right: Sequence[str]) -> bool:
        """ "Verlag und Druck GmbH": one legal form, at the end, for both."""
        forms = [word.strip(".,&").replace(".", "").lower() in self.legal_forms for word in (*left, *right)]
        return bool(right) and forms[-1] and not any(forms[: len(left)])

    def _joins(self, piece: str, start: int, end: int) -> bool:
        """ "A B and C D" are two, "Arts and Letters" is one; "&" never joins two."""
        if "&" in piece[start:end]:
            return False
        left, right = re.split(r"[,、，]", piece[:start])[-1].split(), re.split(r"[,、，]", piece[end:])[0].split()
        if not piece[start:end].strip().isascii() and not any(char.isspace() for char in piece):
            return True
        if self._one_company(left, right):
            return False
        cased = any(char.isupper() for char in piece)
        if cased and left and len(left) == 1 and not _stands_alone(left[0]):
            return False  # "Food and Travel Magazine"
        if cased and right and (right[0][:1].islower() or (len(right) == 1 and not _stands_alone(right[0]))):
            return False  # "Ministry for Trade and Industry", "Quill Radio and Television"
        return len(left) > 1 or len(right) > 1 or not piece[:1].isascii()

    def _belongs(self, piece: str, comma: re.Match[str]) -> bool:
        following = piece[comma.end() :]
        if _DEGREE.match(following):
            return True
        return not following.split() or self.is_legal_form(following)

    def is_legal_form(self, words: str) -> bool:
        """Whether *words* begin with a legal form ("Inc.", "S. A.")."""
        first = [word.replace(".", "").strip(",").lower() for word in words.split()[:3]]
        return any("".join(first[:n]) in self.legal_forms for n in range(1, len(first) + 1))

    def _clean(
        self, text: str, start: int, end: int, tags: Sequence[Tag], origin: Callable[[int], int], *, loose: bool
    ) -> Name | None:
        start, end = self._without_edge_words(text, start, end, tags, origin, loose=loose)
        if nought := _NOUGHT.match(text, start, end):
            start = nought.end()
        while start < end and text[start] in _EDGES + "()（）\"'" and not self._opens_form(text, start, end):
            start += 1
        while end > start and text[end - 1] in _EDGES + "(（" and not self._keeps_stop(text, start, end):
            end -= 1
        end = _quoted_part(text, start, end, self.is_legal_form)
        start, end = _unquoted(text, start, end)
        if year := _YEAR_BEHIND.search(text, start, end):
            end = year.start()
        name = " ".join(text[start:end].split())
        if not name or not _HAS_LETTER.search(name) or len(name) > 120 or (len(name) == 1 and name.isascii()):
            return None
        if name.replace(".", "").replace(" ", "").lower() in self.legal_forms or _NO_NAME.match(text, start):
            return None
        if not loose and not _looks_like_name(name):
            return None
        if (
            _all_tagged(start, end, name, tags, origin, loose=loose, forms=self.legal_forms)
            and not (name.isupper() and (loose or not text.isupper()))
            and not (loose and name[:1].isupper() and " " in name)
        ):
            return None
        return Name(name, start, end)

    def _without_edge_words(
        self, text: str, start: int, end: int, tags: Sequence[Tag], origin: Callable[[int], int], *, loose: bool
    ) -> tuple[int, int]:
        """Drop "by", "of", lower-case fillers and common nouns at either edge."""
        # where there are no capitals, a common noun may well begin a name ("the house of …")
        first, last = (_PARTICLES, _LAST) if _uncased(text[start:end]) else (_LITTLE, _LITTLE)
        if last is _LAST and not any(map(str.isspace, text[start:end])):
            last = _PARTICLES  # where there are no blanks either, it may as well end one
        changed = True
        while changed:
            changed = False
            while start < end and text[start] in _EDGES:
                start += 1
            while (
                end > start
                and text[end - 1] in " \t\r\n,.，、。\u0964\u06d4"
                and not self._keeps_stop(text, start, end)
            ):
                end -= 1
            for tag in tags:
                tag_start, tag_end = origin(tag.start), origin(tag.end)
                concepts = set(tag.concepts)
                word = text[tag_start:tag_end]
                if (
                    concepts & first
                    and tag_start == start
                    and not (len(word) > 2 and self.is_legal_form(word) and concepts.isdisjoint({"by", "and"}))
                    and tag_end < end
                    and text[tag_end] not in "-.'’@"
                    and (not word[:1].isupper() or "by" in tag.concepts or ("foreign" in tag.concepts and " " in word))
                ):
                    start, changed = tag_end, True
                elif (
                    concepts & last
                    and tag_end == end
                    and not (loose and concepts & _TITLES and " " not in text[start:tag_start].strip())  # "Vale news"
                    and not (len(word) > 2 and self.is_legal_form(word) and concepts.isdisjoint({"by", "and"}))
                    and tag_start > start
                    and not word[:1].isupper()
                    and (last is not _LITTLE or not (text[tag_start - 1].isalnum() or text[tag_start - 1] == "."))
                ):
                    end, changed = tag_start, True
        return start, end

    def _opens_form(self, text: str, start: int, end: int) -> bool:
        """ "(주)노을신문", "(株)…": a legal form in brackets that begins a name; there one letter is enough."""
        closing = max(text.find(mark, start, min(end, start + _BRACKETED)) for mark in ")）")
        inside = text[start + 1 : max(closing, start + 1)]
        return text[start] in "(（" and (self.is_legal_form(inside) or (len(inside) == 1 and ord(inside) > _LATIN_ENDS))

    def _keeps_stop(self, text: str, start: int, end: int) -> bool:
        if text[end - 1] != ".":
            return False
        last = text[start:end].split()[-1]
        if last.count(".") > 1:
            return True
        spaced = text[start:end].split()[-2:]
        if all(len(part) <= 2 and part.endswith(".") for part in spaced) and self.is_legal_form(" ".join(spaced)):
            return True  # "e. V."
        return last.strip(".,").lower() in self.abbreviated  # "Inc." is cut short, "GmbH" and "Oy" are not


def _reserves(tags: Sequence[Tag], rights: Tag) -> bool:
    """Whether something is reserved from the word for rights on, or it says all of them."""
    return "all" in rights.concepts or any("reserve" in tag.concepts for tag in tags if tag.start >= rights.start)


def _stands_alone(word: str) -> bool:
    """Whether one word behind "and" is a holder of its own: "AFP", "quill.example"."""
    return word.strip(".").isupper() or "." in word.strip(".") or (not word.islower() and not word.istitle())


def _is_apposition(text: str, start: int, at: int) -> bool:
    """ "Quill Press, a division of …": behind a comma a small letter begins no name."""
    return text[start:at].rstrip().endswith((",", "，"))


def _quoted_part(text: str, start: int, end: int, is_legal_form: Callable[[str], bool]) -> int:
    """Where a name that begins with a quotation ends: behind it, unless a legal form follows."""
    for opening, closing in _QUOTED:
        if text.startswith(opening, start):
            at = text.find(closing, start + 1, end)
            if at > start and text[at + 1 : end].strip() and not is_legal_form(text[at + 1 : end]):
                return at + len(closing)
    return end


def _unquoted(text: str, start: int, end: int) -> tuple[int, int]:
    """Quotation marks go only where they enclose the whole name."""
    for opening, closing in _QUOTED:
        if (
            text.startswith(opening, start)
            and text[:end].endswith(closing)
            and text.count(opening, start, end) == (2 if opening == closing else 1)
        ):
            return start + 1, end - 1
    return start, end


def _looks_like_name(name: str) -> bool:
    """A capital, a quotation mark, or a script without capitals."""
    first = next((char for char in name if char.isalnum()), "")
    return not first.islower() or any(char.isupper() for char in name) or "." in name


def _all_tagged(
    start: int,
    end: int,
    name: str,
    tags: Sequence[Tag],
    origin: Callable[[int], int],
    *,
    loose: bool,
    forms: frozenset[str],
) -> bool:
    """Whether the would-be name is made of the lexicon's words alone: then it names nobody.

    Right behind a sign (*loose*) only common nouns count against it; elsewhere any word does.
    Where there are no capitals, clitics may stick out on either side.
    """
    uncased = _uncased(name)
    covered = 0
    for tag in tags:
        at, to = max(start, origin(tag.start)), min(end, origin(tag.end))
        if at < to and not (loose and (uncased or _COMMON.isdisjoint(tag.concepts))) and tag.text not in forms:
            covered += to - at
    return covered >= end - start - (3 if uncased and len(name) > 5 else 1)


def _uncased(name: str) -> bool:
    return not any(char.isupper() or char.islower() for char in name)
