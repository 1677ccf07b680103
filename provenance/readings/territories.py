"""Countries and regions that a sentence names, as ISO 3166-1 alpha-2 codes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from provenance.readings.calendar_words import TOKEN, UNSPACED, key, language_names

_MAX_TEXT = 20_000
_SHORT = 5
_SHORTEST_STEM = 4

Codes = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A country or region named at ``[start, end)`` (code points); a region stands for all its members."""

    start: int
    end: int
    codes: Codes


@dataclass(frozen=True, slots=True)
class _Name:
    rest: tuple[str, ...]
    codes: Codes
    spelled: str = ""
    """An abbreviation: only as it is spelled."""
    capital: bool = False
    lead: frozenset[str] = frozenset()
    last_capital: bool = False
    """The last of several words has a capital: "La réunion" is no island."""


class _Gazetteer:
    """The names of one set of languages, looked up by their first word."""

    def __init__(self) -> None:
        self.first: dict[str, list[_Name]] = {}
        self.stems: dict[str, list[_Name]] = {}
        self.endings: frozenset[str] = frozenset()
        self.drop = ""
        self.clitics: frozenset[str] = frozenset()
        self.contractions: dict[str, str] = {}
        self.heads: dict[str, int] = {}
        """First letter of a name of a script without blanks -> length of the longest such name."""
        self.longest_ending = 0

    def add_language(self, data: Mapping[str, Any], expand: Mapping[str, Sequence[str]]) -> None:
        endings = frozenset(key(ending) for ending in data["endings"])
        self.endings |= endings
        self.longest_ending = max((len(ending) for ending in self.endings), default=0)
        self.drop += "".join(key(char) for char in data["drop"])
        self.clitics |= frozenset(key(clitic) for clitic in data["clitics"])
        self.contractions |= {key(written): key(spoken) for written, spoken in data["contractions"].items()}
        common = {key(name) for name in data["common"]}
        for name in data["shadows"]:  # first: of two meanings of one word the first stays
            self.add(name, (), False, False)
        for code, names in data["names"].items():
            codes = tuple(expand.get(code, (code,)))
            for name in names:
                self.add(name, codes, key(name) in common, bool(endings))
        for code, spellings in data["codes"].items():
            lead = frozenset(key(word) for word in data["lead"].get(code, ()))
            self.add_codes(spellings, tuple(expand.get(code, (code,))), lead)

    def add_codes(self, spellings: Iterable[str], codes: Codes, lead: frozenset[str] = frozenset()) -> None:
        for spelling in spellings:
            parts = _parts(spelling)
            self._put(self.first, parts[0], _Name(parts[1:], codes, spelling, lead=lead))

    def add(self, name: str, codes: Codes, common: bool, inflects: bool) -> None:
        parts = _parts(name)
        if not parts:
            return
        if len(parts) == 1 and name.isupper() and len(name) <= 5 and name.lower() != name:
            self._put(self.first, parts[0], _Name((), codes, name))
            return
        last = len(parts) > 1 and name.split()[-1][:1].isupper()
        entry = _Name(parts[1:], codes, capital=common or (len(parts) == 1 and len(name) < _SHORT), last_capital=last)
        self._put(self.first, parts[0], entry)
        if UNSPACED.match(parts[0]):
            self.heads[parts[0][0]] = max(self.heads.get(parts[0][0], 1), len(parts[0]))
        cased = name.lower() != name.upper()
        if inflects and (len(parts[0]) >= _SHORT or not cased):
            for stem in self._stems(parts[0]):
                self._put(self.stems, stem, _Name(parts[1:], codes, capital=True, last_capital=last))

    def _stems(self, word: str) -> list[str]:
        stems = [word]
        while len(stems) < 3 and stems[-1][-1] in self.drop and len(stems[-1]) > _SHORTEST_STEM:
            stems.append(stems[-1][:-1])
        return stems

    @staticmethod
    def _put(table: dict[str, list[_Name]], first: str, name: _Name) -> None:
        names = table.setdefault(first, [])
        if not any(known.rest == name.rest and known.spelled == name.spelled for known in names):
            names.append(name)
            if len(names) > 1:
                names.sort(key=lambda known: -len(known.rest))

    def same(self, part: str, word: str) -> bool:
        """Whether *word* is *part*, or *part* with an ending."""
        if word == part:
            return True
        if not self.endings or len(part) < _SHORTEST_STEM or word[:3] != part[:3]:
            return False
        return any(word.startswith(stem) and word[len(stem) :] in self.endings for stem in self._stems(part))


def _parts(name: str) -> tuple[str, ...]:
    return tuple(key(match[0]) for match in TOKEN.finditer(name))


_Token = tuple[int, int, str]


class TerritoryReader:
    """Finds countries and regions with the names of ``load_territories``."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._data = data
        self._known = {name.lower(): name for name in data["languages"]}
        self._gazetteers: dict[tuple[str, ...], _Gazetteer] = {}

    def find(self, text: str, languages: Sequence[str], *, capitals: bool | None = None) -> list[Place]:
        """The places of *text* in order, the longest name first; names of *languages* (BCP 47) alone are read.

        *capitals*: whether short codes are to be looked at as words that stand in capitals like all others; left out:
        where all others do.
        """
        names = self._gazetteer(tuple(languages))
        text = text[:_MAX_TEXT]
        capitals = text.isupper() if capitals is None else capitals
        tokens = _tokens(text, names)
        keys = [key(token[2]) for token in tokens]
        result: list[Place] = []
        at = 0
        while at < len(tokens):
            size, codes = _match(tokens, keys, at, names, capitals)
            if codes:
                result.append(Place(tokens[at][0], tokens[at + size - 1][1], codes))
            at += max(size, 1)
        return result

    def _gazetteer(self, languages: tuple[str, ...]) -> _Gazetteer:
        names = self._gazetteers.get(languages)
        if names is None:
            if len(self._gazetteers) >= 64:  # sets of languages come from documents: no growth without bound
                self._gazetteers.clear()
            names = self._gazetteers[languages] = self._build(languages)
        return names

    def _build(self, languages: tuple[str, ...]) -> _Gazetteer:
        names, regions = _Gazetteer(), self._data["regions"]
        for name in dict.fromkeys(name for tag in languages for name in language_names(tag, self._known)):
            names.add_language(self._data["languages"][name], regions)
        for code, spellings in self._data["codes"].items():
            names.add_codes(spellings, tuple(regions.get(code, (code,))))
        for code, forms in self._data["names"].items():
            for form in forms:
                names.add(form, tuple(regions.get(code, (code,))), False, bool(names.endings))
        return names


def _tokens(text: str, names: _Gazetteer) -> list[_Token]:
    result: list[_Token] = []
    for match in TOKEN.finditer(text):
        token, start = match[0], match.start()
        if UNSPACED.match(token):
            _cut(token, start, names, result)
        else:
            result.append((start, match.end(), token))
    return result


def _cut(token: str, start: int, names: _Gazetteer, result: list[_Token]) -> None:
    """Cut a run of a script without blanks into names and the rest between them; Hangul keeps its words."""
    if "\uac00" <= token[0] <= "\ud7a3":
        result.append((start, start + len(token), token))
        return
    at = rest = 0
    size, first = len(token), names.first
    while at < size:
        for length in range(min(names.heads.get(token[at], 0), size - at), 1, -1):
            if key(token[at : at + length]) in first:
                if rest < at:
                    result.append((start + rest, start + at, token[rest:at]))
                result.append((start + at, start + at + length, token[at : at + length]))
                at = rest = at + length
                break
        else:
            at += 1
    if rest < size:
        result.append((start + rest, start + size, token[rest:]))


def _match(
    tokens: Sequence[_Token], keys: Sequence[str], at: int, names: _Gazetteer, capitals: bool
) -> tuple[int, Codes]:
    """``(tokens taken, codes)`` of the longest name at *at*; a shadow takes tokens and gives no codes."""
    word = keys[at]
    best: tuple[int, Codes] = (0, ())
    for name in names.first.get(word, ()):
        if _fits(tokens, keys, at, name, names, capitals):
            best = (1 + len(name.rest), name.codes)
            break
    if names.endings and len(word) >= 3:
        for cut in range(1, min(names.longest_ending, len(word) - 2) + 1):
            if word[-cut:] in names.endings:
                best = _longer(best, names.stems.get(word[:-cut], ()), tokens, keys, at, names, capitals)
    if not best[0] and names.clitics and len(word) > 3:
        for cut in (1, 2):
            if word[:cut] in names.clitics and len(word) - cut >= 3:
                best = _longer(best, names.first.get(word[cut:], ()), tokens, keys, at, names, capitals)
    for written, spoken in names.contractions.items():
        if not best[0] and word.startswith(written):
            best = _longer(best, names.first.get(spoken + word[len(written) :], ()), tokens, keys, at, names, capitals)
    return best


def _longer(
    best: tuple[int, Codes],
    candidates: Iterable[_Name],
    tokens: Sequence[_Token],
    keys: Sequence[str],
    at: int,
    names: _Gazetteer,
    capitals: bool,
) -> tuple[int, Codes]:
    for name in candidates:
        size = 1 + len(name.rest)
        if size > best[0] and _fits(tokens, keys, at, name, names, capitals):
            return size, name.codes
    return best


def _fits(
    tokens: Sequence[_Token], keys: Sequence[str], at: int, name: _Name, names: _Gazetteer, capitals: bool
) -> bool:
    if at + len(name.rest) >= len(tokens):
        return False
    first = tokens[at][2]
    if name.spelled:
        written = "".join(token[2] for token in tokens[at : at + 1 + len(name.rest)])
        if written != name.spelled.replace(" ", ""):
            return False
        return not (capitals and name.lead) or (at > 0 and keys[at - 1] in name.lead)
    if name.capital and first[:1].islower():
        return False
    if name.last_capital and first[:1].isupper() and tokens[at + len(name.rest)][2][:1].islower():
        return False
    return all(names.same(part, keys[at + 1 + i]) for i, part in enumerate(name.rest))
