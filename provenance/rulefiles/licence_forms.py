"""The names of licences, compiled: literals for the tree of names, anchors for the gate.

Names are compared without the blanks and hyphens inside them, because writers disagree on those
("ShareAlike", "Share-Alike", "Share Alike"). "~" at the end of a name stands for any ending, "…"
for a few words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from provenance.folding import fold, strip_accents

#: What may or may not stand between the words of a name.
INSIDE = frozenset(" -‐–—―─_'\"/·・!:&«»")
#: [literal, kind, value, open end, literal after a gap]
Literal = list[Any]
#: Between two words, for the gate: blanks, a line's end (it sees text as it stands), a hyphen.
_BETWEEN = (" ", "\n", "\r\n", "-")
#: Between "CC" and what follows it.
_AFTER_FAMILY = (" ", "-", "_", "/", " (", "(", ":", ": ", " - ", "\n", "\r\n", ' "', " «", "–", " – ")
#: A name of an element that is shorter than this is too common to look for.
_LONG = 6


def squeeze(name: str) -> str:
    """*name* folded, without what may or may not stand between its words."""
    return "".join(char for char in fold(name).text if char not in INSIDE)


def literals(groups: Iterable[tuple[str, str, Iterable[str]]]) -> list[Literal]:
    """The literals of (kind, value, names) groups, accents also dropped, each once."""
    found: dict[tuple[Any, ...], None] = {}
    for kind, value, names in groups:
        for name in names:
            first, _, rest = (part.strip() for part in name.partition("…"))
            literal = squeeze(first.rstrip("~"))
            for spelling in (literal, strip_accents(literal)):
                found[(spelling, kind, value, first.endswith("~"), squeeze(rest.rstrip("~")))] = None
    return [list(entry) for entry in found]


def start_of(url: str) -> str:
    """What every address of this pattern contains: all before the first slot."""
    return url.partition("{")[0].lower().rstrip("/")


def anchors(cc: Mapping[str, Any], licence_words: Sequence[str], licences: Sequence[Mapping[str, Any]]) -> list[str]:
    """What a text must contain one of, folded, before a licence can be named in it."""
    found = {anchor for anchor in _all(cc, licence_words, licences) if anchor.strip()}
    return sorted(anchor for anchor in found if not _contains(anchor, found))


def _all(cc: Mapping[str, Any], licence_words: Sequence[str], licences: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for url in [*cc["urls"], *(url for licence in licences for url in licence["urls"])]:
        yield start_of(url)
    yield from _names(cc["family"], glued=True)
    yield from _family_forms(cc, licence_words)
    base = next(iter(cc["elements"]))
    yield from _names(cc["elements"][base]["distinctive"], glued=True)
    yield from (f"{base}{join}{code}" for code in cc["elements"] if code != base for join in ("-", "_"))
    for code, element in cc["elements"].items():
        if code != base:
            yield from _names((name for name in element["names"] if len(squeeze(name)) >= _LONG), glued=True)
    for version, names in cc["scopes"].items():
        for name in names:
            yield from (f"{version}{join}{_folded(name.rstrip('~'))}" for join in (" ", "", "\n"))
    for licence in licences:
        yield from _names(licence["names"])


def _family_forms(cc: Mapping[str, Any], licence_words: Sequence[str]) -> Iterator[str]:
    """ "cc b", "cc-b", "cc (b", "cc 4", "ccby": the abbreviation and how the next part begins."""
    base = next(iter(cc["elements"]))
    following = [*cc["elements"], *cc["versions"], *cc["elements"][base]["names"], *licence_words]
    begins = {_folded(word)[0] for word in following} | {strip_accents(_folded(word))[0] for word in following}
    for family in cc["abbreviations"]:
        folded = _folded(family)
        if not folded.isascii():
            yield folded
            continue
        yield from (f"{folded}{join}{begin}" for begin in begins for join in _AFTER_FAMILY)
        yield from (f"{folded}{code}" for code in cc["elements"])
        yield from (f"{folded}{begin}" for begin in begins if not begin.isascii())
        for word in licence_words:
            yield from (f"{_folded(word.rstrip('~'))}{join}{folded}" for join in (" ", "-", ": "))


def _names(names: Iterable[str], *, glued: bool = False) -> Iterator[str]:
    for name in names:
        pair = max((_pair(piece) for piece in name.split("…")), key=lambda words: len("".join(words)))
        for spelling in {tuple(pair), tuple(strip_accents(word) for word in pair)}:
            yield from (join.join(spelling) for join in (*_BETWEEN, *([""] if glued else [])))


def _pair(name: str) -> list[str]:
    """The two neighbouring words of *name* that say most."""
    words = [word for word in re.split(r"[\s\-–—_/·・!:&«»]+", _folded(name).replace("~", "")) if word]
    if len(words) < 2:
        return words
    return max((words[i : i + 2] for i in range(len(words) - 1)), key=lambda two: len("".join(two)))


def _folded(name: str) -> str:
    return fold(name).text


def _contains(anchor: str, anchors: set[str]) -> bool:
    """Whether a shorter anchor stands in this one: then that one is enough."""
    size = len(anchor)
    return any(anchor[i:j] in anchors for i in range(size) for j in range(i + 1, size + 1) if j - i < size)
