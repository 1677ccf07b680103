"""Whether a paragraph credits somebody, merely names him, or does neither; whether it says that a text was changed.

The words are data (``rules/fulfilment.yaml``); here they are compared as :mod:`provenance.compare.words` does it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import IntEnum

from provenance.compare.words import keys

_SLOT = "{name}"
#: Stands for a name among words: no word has a blank in it.
_NAMED = "a name"
#: A little word before a name ("The Lantern", "Der Bote") is no longer, and may be missing.
_ARTICLE = 3
#: An ending may follow a last word that is so long (“Bote”, “Boten”; “Вестник”, “Вестника”).
_STEM = 4
#: Of a name, no more words are compared; of a paragraph neither.
_LONGEST_NAME, MOST_WORDS = 20, 400


class Named(IntEnum):
    """How a paragraph speaks of somebody."""

    NOT = 0
    PERHAPS = 1
    """It names him, or somebody called much the same; whether that is a credit, nobody can say."""
    CREDITED = 2


class Phrases:
    """Finds phrases of words in words."""

    __slots__ = ("_by_first",)

    def __init__(self, phrases: Sequence[Sequence[str]]) -> None:
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        for phrase in phrases:
            if phrase:
                self._by_first.setdefault(phrase[0], []).append(tuple(phrase))

    def at(self, words: Sequence[str], start: int) -> int:
        """The length of the longest phrase that stands at *start*; 0 for none."""
        if start >= len(words):
            return 0
        found = self._by_first.get(words[start], ())
        return max((len(p) for p in found if tuple(words[start : start + len(p)]) == p), default=0)

    def within(self, words: Sequence[str]) -> tuple[int, int] | None:
        """Where the first of them stands."""
        for start in range(len(words)):
            if size := self.at(words, start):
                return start, start + size
        return None


class Credits:
    """Reads credits and notes of changes. Built once from plain data, safe to share."""

    def __init__(self, forms: Mapping[str, Sequence[str]], legal_forms: frozenset[str] = frozenset()) -> None:
        self._opens = Phrases([_of_form(form) for form in forms["opens"]])
        self._says = Phrases([_of_form(form) for form in forms["says"]])
        self._changes = Phrases([keys(form) for form in forms["changes"]])
        self._denies = Phrases([keys(form) for form in forms["denies"]])
        self._legal_forms = legal_forms

    def name(self, written: str) -> tuple[str, ...]:
        """A name as it is looked for: without the words of a byline before it and a legal form behind."""
        words = keys(written)[:_LONGEST_NAME]
        for start in range(1, len(words) - 1):
            if self._opens.at([*words[:start], _NAMED], 0) == start + 1:
                words = words[start:]
                break
        while len(words) > 1 and words[-1].replace(".", "") in self._legal_forms:
            words = words[:-1]
        return tuple(words)

    def reads(self, text: str, names: Sequence[str], *, whole: bool = True) -> Named:
        """How *text*, a paragraph or a line, speaks of the party that is called any of *names*.

        *whole*: a form counts anywhere in it (at the edges of a text), else only where it opens it.
        """
        return self.reads_in(compared(text), names, whole=whole)

    def reads_in(self, words: Sequence[str], names: Sequence[str], *, whole: bool = True) -> Named:
        """As :meth:`reads`, of words that were taken apart already (:func:`compared`)."""
        best = Named.NOT
        line = f" {' '.join(words)} "
        for written in names:
            name = self.name(written)
            if not name:
                continue
            if f" {' '.join(_core(name))} " in line:
                marked = _marked(words, name)
                best = max(best, self._credited(marked, whole=whole))
            elif best is Named.NOT and f" {name[0][:_STEM]}" in line and _likely(words, name):
                best = Named.PERHAPS
        return best

    def _credited(self, words: Sequence[str], *, whole: bool) -> Named:
        if all(word == _NAMED or word.isdigit() for word in words):
            return Named.CREDITED
        if self._opens.at(words, 0) or self._says.at(words, 0):
            return Named.CREDITED
        return Named.CREDITED if whole and self._says.within(words) else Named.PERHAPS

    def tells_of_changes(self, text: str) -> bool:
        """Whether *text* says that the text was changed."""
        words = compared(text)
        while denied := self._denies.within(words):
            words = [*words[: denied[0]], _NAMED, *words[denied[1] :]]
        return self._changes.within(words) is not None


def _of_form(form: str) -> list[str]:
    before, _, after = form.partition(_SLOT)
    return [*keys(before), _NAMED, *keys(after)]


def compared(text: str) -> list[str]:
    """The first words of a paragraph, as they are compared."""
    return keys(text[: 12 * MOST_WORDS])[:MOST_WORDS]


def _core(name: Sequence[str]) -> Sequence[str]:
    """A name without the article before it."""
    return name[1:] if len(name) > 2 and len(name[0]) <= _ARTICLE else name


def _marked(words: Sequence[str], name: Sequence[str]) -> list[str]:
    """*words* with every place of *name* as one mark."""
    found: list[str] = []
    at = 0
    while at < len(words):
        size = next((len(one) for one in (name, _core(name)) if tuple(words[at : at + len(one)]) == tuple(one)), 0)
        found.append(_NAMED if size else words[at])
        at += max(size, 1)
    return found


def _likely(words: Sequence[str], name: Sequence[str]) -> bool:
    """Whether *name* stands there with other endings."""
    size = len(name)
    return any(
        all(_akin(word, part) for word, part in zip(words[at : at + size], name, strict=True))
        for at in range(len(words) - size + 1)
    )


def _akin(word: str, part: str) -> bool:
    if word == part:
        return True
    stem = max(_STEM, len(part) - 2)
    return len(part) >= _STEM and len(word) >= _STEM and word[:stem] == part[:stem]
