"""One spelling for matching, offsets kept: text is never changed, only looked at through this.

Folding lowers case (Turkish dotted and dotless i become one), straightens quotation marks and
dashes, drops marks that carry no meaning (Arabic and Hebrew pointing, soft hyphens, zero-width
and direction marks), composes decomposed accents, resolves left-over HTML entities, closes up
spaced-out Chinese characters, and, for a sentence, reduces white space. Forms of lexicons are folded
by the same function, so the two agree.
"""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass

_REPLACE = {
    "\u2019": "'",
    "\u2018": "'",
    "\u02bb": "'",
    "\u02bc": "'",
    "\u2032": "'",
    "\uff07": "'",
    "`": "'",
    "\u00b4": "'",
    "\u201c": '"',
    "\u201d": '"',
    "\u201e": '"',
    "\u2033": '"',
    "\uff02": '"',
    "\u2010": "-",
    "\u2011": "-",
    "\u2012": "-",
    "\u2212": "-",
    "\u00a0": " ",
    "\u202f": " ",
    "\u2007": " ",
    "\u2009": " ",
    "\u3000": " ",
    "\u0131": "i",
    "\u0219": "\u015f",
    "\u021b": "\u0163",
    "\u0640": "",
    "\u00ad": "",
    "\u0643": "\u0643",
    "\u06a9": "\u0643",
    "\u064a": "\u06cc",
    "\u0649": "\u06cc",
    "\u0623": "\u0627",
    "\u0625": "\u0627",
    "\u0622": "\u0627",
}
_DROPPED = (
    "\u00ad\u0640\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\u064b-\u0652\u0670"
    "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
)
#: Characters that make folding change a length or need a look of their own.
_ODD_ONES = f"{_DROPPED}\u0300-\u036f\u0130\uff01-\uff5e\u3099\u309a"
_REFERENCE = r"&(?=#?[0-9A-Za-z]{2,31};)"
_ODD = re.compile(f"[{_ODD_ONES}]|{_REFERENCE}")
_SPECIAL = re.compile("[" + "".join(_REPLACE) + "]")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,31});")
_DROP = re.compile(f"[{_DROPPED}]")
_BLANKS = re.compile(r"\s+")
_HAN = "[\u3400-\u9fff]"
_SPACED_OUT = re.compile(f"{_HAN} {_HAN} {_HAN}")
_SPACE_FOR_SHOW = re.compile(f"(?<={_HAN}) (?={_HAN} {_HAN})|(?<={_HAN} {_HAN}) (?={_HAN})")
_CROWDED = re.compile(rf"[{_ODD_ONES}\s]|{_REFERENCE}")


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text and the way back: ``origins[i]`` is the source offset of folded character ``i``.

    ``origins`` is ``None`` where every offset is its own, else one longer than the text.
    """

    text: str
    origins: list[int] | None = None

    def source(self, offset: int) -> int:
        """The source offset of a folded one (an end offset maps to the end of what it ends)."""
        return offset if self.origins is None else self.origins[offset]

    def slice(self, start: int, end: int) -> str:
        """What ``[start, end)`` of the source was folded to."""
        if self.origins is None:
            return self.text[start:end]
        return self.text[bisect_left(self.origins, start) : bisect_left(self.origins, end)]


def _simple(text: str) -> str:
    lowered = text.lower()
    if not lowered.isascii() and _SPECIAL.search(lowered):
        return _SPECIAL.sub(lambda match: _REPLACE[match[0]], lowered)
    return lowered


def fold(text: str, *, blanks: bool = False) -> Folded:
    """Fold *text*; with *blanks* every run of white space becomes one blank."""
    plain = text.isascii()
    crowded = blanks and (("\n" in text) or ("  " in text) or ("\t" in text) or ("\r" in text) or ("\u00a0" in text))
    folded = None
    if plain and not crowded and "&" not in text:
        return Folded(text.lower())
    if not crowded and not _ODD.search(text):
        simple = _simple(text)
        if len(simple) == len(text):
            folded = Folded(simple)
    folded = folded or _fold_slowly(text, blanks)
    return _closed_up(folded) if not plain and _SPACED_OUT.search(folded.text) else folded


def _closed_up(folded: Folded) -> Folded:
    """Without the blanks between Chinese characters that are spaced out for show."""
    text, kept = folded.text, list(range(len(folded.text) + 1))
    for match in reversed(list(_SPACE_FOR_SHOW.finditer(text))):
        del kept[match.start()]
    return Folded("".join(text[i] for i in kept[:-1]), [folded.source(i) for i in kept])


def _fold_slowly(text: str, blanks: bool) -> Folded:
    """Fold piece by piece: plain stretches at once, what is odd or blank character by character."""
    pieces: list[str] = []
    origins: list[int] = []
    at, size = 0, len(text)
    while at < size:
        match = (_CROWDED if blanks else _ODD).search(text, at)
        plain = match.start() if match else size
        if match and unicodedata.combining(match[0]) and plain > at:
            plain -= 1  # the letter under a mark is composed with it
        if plain > at:
            stretch = _simple(text[at:plain])
            if len(stretch) == plain - at:
                pieces.append(stretch)
                origins.extend(range(at, plain))
                at = plain
                continue
            plain = at + 1
        step, folded = _odd_one(text, at, blanks)
        if folded == " " and blanks and pieces and pieces[-1].endswith(" "):
            folded = ""
        if folded:
            pieces.append(folded)
            origins.extend([at] * len(folded))
        at += step
    origins.append(size)
    return Folded("".join(pieces), origins)


def _odd_one(text: str, at: int, blanks: bool) -> tuple[int, str]:
    """How many characters of *text* from *at* belong together, and what they fold to."""
    char, step = text[at], 1
    if char == "&" and (entity := _ENTITY.match(text, at)):
        step, char = len(entity[0]), html.unescape(entity[0])
    elif blanks and (run := _BLANKS.match(text, at)):
        return len(run[0]), " "
    else:
        while at + step < len(text) and unicodedata.combining(text[at + step]) and not _DROP.match(text[at + step]):
            step += 1
        if step > 1:
            char = unicodedata.normalize("NFC", text[at : at + step])
    if "\uff01" <= char <= "\uff5e":
        char = unicodedata.normalize("NFKC", char)
    return step, "" if _DROP.fullmatch(char) else _simple(char).replace("i\u0307", "i")


def strip_accents(text: str) -> str:
    """*text* without the accents of Latin and Greek letters (capitals are often set without them)."""
    if text.isascii():
        return text
    result = []
    for char in text:
        base = unicodedata.normalize("NFD", char)
        plain = (
            base[0]
            if len(base) > 1 and ("LATIN" in (name := unicodedata.name(base[0], "")) or "GREEK" in name)
            else char
        )
        result.append(plain)
    return "".join(result)
