"""The words that dates, hours, zones and durations are made of, found in a text.

A text becomes a row of :class:`Item`: numbers, signs and words, each word with the tags the calendars give it
(month, weekday, hour mark, zone …). Scripts without blanks are cut where known words begin and end. Offsets are code
points of the text, half open; the text itself is never changed, words are looked up folded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from provenance.folding import fold, strip_accents

Tags = Mapping[str, Any]
NO_TAGS: Tags = {}

# A word is whatever is no white space, digit, punctuation or sign: that keeps vowel signs and joiners inside words.
_APART = (
    r"\s\d\x00-\x20!-/:-@\[-`{-\xac\xae-\xb4\xb6-\xbf\xd7\xf7\u0589\u05be\u05c0\u05c3\u05f3\u05f4\u060c\u061b\u061f"
    r"\u066a-\u066c\u06d4\u0964\u0965\u2000-\u200b\u200e-\u206f\u20a0-\u20cf\u2190-\u2bff\u3000-\u3004\u3006"
    r"\u3008-\u3020\u3030\u303d\u30fb\uff01-\uff20\uff3b-\uff40\uff5b-\uff65\ufeff"
)
TOKEN = re.compile(rf"\d+|[^{_APART}]+|[^\s\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
_FORM_TOKEN = re.compile(f"({TOKEN.pattern})(~?)")
UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1100-\u11ff\u3005\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff]"
)
_ACCENTED = re.compile("[\u00c0-\u024f\u0370-\u03ff\u1e00-\u1fff]")
_HAN_NUMBER = re.compile(
    r"(?:[〇零一二三四五六七八九]{2,4}|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九元])"
)
_HAN_DIGITS = {"元": 1, "〇": 0, "零": 0} | {char: i + 1 for i, char in enumerate("一二三四五六七八九")}
_HAN_NUMERALS = frozenset(_HAN_DIGITS) | {"十"}
_LONGEST_ENDING = 5
_SHORTEST_STEM = 3


@lru_cache(maxsize=8192)
def key(word: str) -> str:
    """*word* as it is looked up: folded, without the accents of Latin and Greek letters."""
    if word.isascii():
        return word.lower()
    folded = fold(word).text.replace("\u200c", "").replace("\u200d", "")
    return strip_accents(folded) if _ACCENTED.search(folded) else folded


def han_number(digits: str) -> int:
    """六 → 6, 二十六 → 26, 二〇二四 → 2024, 元 (a first year) → 1."""
    if "十" in digits:
        tens, _, ones = digits.partition("十")
        return _HAN_DIGITS.get(tens, 1) * 10 + (_HAN_DIGITS[ones] if ones else 0)
    value = 0
    for digit in digits:
        value = value * 10 + _HAN_DIGITS[digit]
    return value


class Item:
    """A number, a sign or a word. ``number`` is -1 for words and signs; ``digits`` counts those of a number."""

    __slots__ = ("digits", "end", "number", "start", "tags", "text")

    def __init__(
        self, start: int, end: int, text: str, tags: Tags = NO_TAGS, number: int = -1, digits: int = 0
    ) -> None:
        self.start, self.end, self.text, self.tags = start, end, text, tags
        self.number, self.digits = number, digits

    @property
    def is_word(self) -> bool:
        """Whether this is a word that the calendars do not know."""
        return not self.tags and self.number < 0 and not (len(self.text) == 1 and not self.text.isalnum())


_Pattern = tuple[tuple[str, ...], dict[str, Any], str]


class Words:
    """The known words of one set of languages, looked up by their first part."""

    def __init__(self) -> None:
        self.first: dict[str, list[_Pattern]] = {}
        self.stems: dict[str, dict[str, Any]] = {}
        self.clitics: set[str] = set()
        self.heads: dict[str, int] = {}
        """First letter of a form of a script without blanks -> length of the longest such form."""
        self.orders: set[str] = set()
        self.calendars: set[str] = set()

    def add_language(self, data: Mapping[str, Any], eras: Mapping[str, Any]) -> None:
        """Add one language of the calendars; what an earlier language says of a form comes first."""
        self.orders.add(data["order"])
        self.calendars.add(data["calendar"])
        self.clitics.update(data["clitics"])
        for tag, forms in data["forms"].items():
            self._add(tag, forms, data["inflects"] and tag.startswith(("month", "weekdays", "persian")), eras)
        for zone, city in data["cities"].items():
            self._add(f"zone:{zone}", [pattern.replace("{city}", city) for pattern in data["zone_city"]], False, eras)

    def add_shared(self, forms: Mapping[str, Sequence[str]], eras: Mapping[str, Any]) -> None:
        """Add forms that hold in every language: ``{"zone": {readings: [form, …]}}`` of the calendars."""
        for zone, words in forms.items():
            self._add(f"zone:{zone}", words, False, eras)

    def _add(self, tag: str, forms: Iterable[str], inflects: bool, eras: Mapping[str, Any]) -> None:
        kind, _, value = tag.partition(":")
        content = {kind: _value(kind, value, eras)}
        for form in forms:
            parts = tuple(key(match[1]) + match[2] for match in _FORM_TOKEN.finditer(form))
            capitals = kind == "zone" and len(form) <= 5 and form.isupper()
            if len(parts) == 1 and (parts[0].endswith("~") or (inflects and len(parts[0]) >= _SHORTEST_STEM)):
                _merge(self.stems.setdefault(parts[0].rstrip("~"), {}), content)
                parts = (parts[0].rstrip("~"),)
            if parts:
                self._put(parts, content, capitals)

    def _put(self, parts: tuple[str, ...], content: dict[str, Any], capitals: bool) -> None:
        head = parts[0].rstrip("~")
        if UNSPACED.match(head):
            self.heads[head[0]] = max(self.heads.get(head[0], 1), len(head))
        patterns = self.first.setdefault(head, [])
        flag = "A" if capitals else "~" if parts[0].endswith("~") else ""
        for rest, known, known_flag in patterns:
            if rest == parts[1:] and known_flag == flag:
                _merge(known, content)
                return
        patterns.append((parts[1:], dict(content), flag))
        patterns.sort(key=lambda pattern: -len(pattern[0]))
        if flag == "~":
            self.stems.setdefault(head, {})

    def items(self, text: str) -> list[Item]:
        """The items of *text* in order."""
        raw: list[Item] = []
        for match in TOKEN.finditer(text):
            token, start = match[0], match.start()
            if token.isdecimal():
                raw.append(
                    Item(start, match.end(), token, NO_TAGS, int(token) if len(token) <= 4 else 99999, len(token))
                )
            elif UNSPACED.match(token) or (len(token) > 1 and UNSPACED.search(token)):
                self._cut(token, start, raw)
            else:
                raw.append(Item(start, match.end(), token))
        return self._tag(raw)

    def _cut(self, token: str, start: int, raw: list[Item]) -> None:
        """Cut a run of a script without blanks into known words and the rest between them."""
        at, rest, first, size = 0, 0, self.first, len(token)
        while at < size:
            number = _HAN_NUMBER.match(token, at) if token[at] in _HAN_NUMERALS else None
            if number and token[number.end() : number.end() + 1] not in first:
                number = None  # numerals count only before a mark: 三月, not 三重
            length, word = (number.end() - at, "") if number else (0, "")
            if not number:
                for length in range(min(self.heads.get(token[at], 0), size - at), 0, -1):
                    word = key(token[at : at + length])
                    if word in first:
                        break
                else:
                    at += 1
                    continue
            if rest < at:
                raw.append(Item(start + rest, start + at, token[rest:at]))
            piece = token[at : at + length]
            value = han_number(piece) if number else -1
            raw.append(Item(start + at, start + at + length, piece, NO_TAGS, value, len(str(value)) if number else 0))
            at = rest = at + length
        if rest < size:
            raw.append(Item(start + rest, start + size, token[rest:]))

    def _tag(self, raw: list[Item]) -> list[Item]:
        result: list[Item] = []
        at = 0
        while at < len(raw):
            item = raw[at]
            if item.number >= 0:
                result.append(item)
                at += 1
                continue
            taken, tags = self._look_up(raw, at)
            if taken:
                last = raw[at + taken - 1]
                text = item.text if taken == 1 else f"{item.text} {last.text}"
                result.append(Item(item.start, last.end, text, tags))
            else:
                result.append(item)
            at += max(taken, 1)
        return result

    def _look_up(self, raw: list[Item], at: int) -> tuple[int, Tags]:
        word = key(raw[at].text)
        taken, tags = self._match(raw, at, word, "")
        if taken or len(word) < 3:
            return taken, tags
        for cut in (1, 2):
            if word[:1] in self.clitics and len(word) - cut >= 2 and (cut == 1 or word[1:2] in self.clitics):
                taken, tags = self._match(raw, at, word[cut:], "")
                if taken:
                    return taken, tags
        for length in range(len(word) - 1, max(_SHORTEST_STEM, len(word) - _LONGEST_ENDING) - 1, -1):
            if length == _SHORTEST_STEM and len(word) > length + 2:
                break  # so short a stem bears only a short ending: jul-om, not mar-ket
            stem = self.stems.get(word[:length])
            if stem is not None:
                taken, tags = self._match(raw, at, word[:length], "~")
                if taken or stem:
                    return taken or 1, tags or stem
        return 0, NO_TAGS

    def _match(self, raw: list[Item], at: int, word: str, wanted: str) -> tuple[int, Tags]:
        for rest, tags, flag in self.first.get(word, ()):
            if (wanted and flag != wanted) or (flag == "A" and not raw[at].text.isupper()):
                continue
            if not rest:
                return 1, tags
            if at + len(rest) < len(raw) and all(_same(part, raw[at + 1 + i]) for i, part in enumerate(rest)):
                return 1 + len(rest), tags
        return 0, NO_TAGS


def _same(part: str, item: Item) -> bool:
    word = str(item.number) if item.number >= 0 and item.text.isdecimal() else key(item.text)
    return word == part or (part.endswith("~") and word.startswith(part[:-1]))


def _value(kind: str, value: str, eras: Mapping[str, Any]) -> Any:
    if kind == "zone":
        return tuple(value.split("|"))
    if kind == "era":
        return eras[value]
    return int(value) if value.isdigit() else value


def _merge(known: dict[str, Any], content: Mapping[str, Any]) -> None:
    """Two meanings of one form: kinds stand side by side; the readings of a zone add up; else the first stays."""
    for kind, value in content.items():
        if kind == "zone" and kind in known:
            known[kind] = (*known[kind], *(reading for reading in value if reading not in known[kind]))
        else:
            known.setdefault(kind, value)


class Calendars:
    """The words of any set of languages, each set put together once.

    ``data`` is what ``load_calendars`` gives. Unknown languages are read with the shared words alone.
    """

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._data = data
        self._words: dict[tuple[str, ...], Words] = {}
        self._names = {name.lower(): name for name in data["languages"]}

    def words(self, languages: Sequence[str]) -> Words:
        """The words of *languages* (BCP 47; the first wins where two disagree)."""
        wanted = tuple(languages)
        words = self._words.get(wanted)
        if words is None:
            if len(self._words) >= 64:  # sets of languages come from documents: no growth without bound
                self._words.clear()
            words = self._words[wanted] = self._build(wanted)
        return words

    def _build(self, wanted: tuple[str, ...]) -> Words:
        words = Words()
        for name in dict.fromkeys(name for tag in wanted for name in language_names(tag, self._names)):
            words.add_language(self._data["languages"][name], self._data["eras"])
        words.add_shared(self._data["shared"]["zone"], self._data["eras"])
        return words


def language_names(tag: str, known: Mapping[str, str]) -> list[str]:
    """The names among *known* (lower case -> name) that a BCP 47 *tag* asks for: pt-BR → pt, zh → zh-Hans, zh-Hant."""
    wanted = tag.lower().replace("_", "-")
    wanted = {
        "zh-cn": "zh-hans",
        "zh-sg": "zh-hans",
        "zh-tw": "zh-hant",
        "zh-hk": "zh-hant",
        "zh-mo": "zh-hant",
        "nb": "no",
        "nn": "no",
        "iw": "he",
        "in": "id",
    }.get(wanted, wanted)
    while wanted:
        if wanted in known:
            return [known[wanted]]
        if found := [name for lower, name in known.items() if lower.startswith(wanted + "-")]:
            return found
        wanted = wanted.rpartition("-")[0]
    return []
