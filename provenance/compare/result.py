"""What a comparison says: what our text is of the original, how much was taken, and every difference."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from provenance.compare.edits import PASSAGE
from provenance.compare.typography import Variation
from provenance.compare.words import Words
from provenance.statement import Evidence


class Kind(StrEnum):
    """What our text is of the original."""

    IDENTICAL = "identical"
    """All of it, word for word."""
    EXCERPT = "excerpt"
    """Passages of it, word for word and in its order, and nothing else."""
    QUOTED = "quoted"
    """Passages of it in a longer text of our own."""
    ALTERED = "altered"
    """It, with words put in, left out, changed or moved."""
    UNRELATED = "unrelated"
    """No passage of it."""


class Why(StrEnum):
    """What an edit is."""

    WORDS = "words"
    MOVED = "moved"
    PUNCTUATION = "punctuation"
    CUT = "cut"
    """Left out before the first or behind the last passage taken."""
    OMITTED = "omitted"
    """Whole sentences left out between two passages, or an omission that an ellipsis shows."""
    CREDIT = "credit"
    NOTICE = "notice"
    AROUND = "around"
    """Labels, dates and buttons before and behind the article of a page."""


#: What alters a text. An omission between passages does, unless it is shown; a cut at the edges does not.
ALTERING = frozenset({Why.WORDS, Why.MOVED, Why.PUNCTUATION})


@dataclass(frozen=True, slots=True)
class Edit:
    """One difference. ``op``: ``insert``, ``delete``, ``replace`` or ``move``; ``shown``: an ellipsis marks it.

    ``original``/``ours``: the place and the words on each side; without words, the place between two.
    Tokens by number: ``left`` of the original, ``right`` of ours.
    """

    op: str
    why: Why
    original: Evidence
    ours: Evidence
    words_original: int
    words_ours: int
    left: tuple[int, int]
    right: tuple[int, int]
    shown: bool = False

    @property
    def alters(self) -> bool:
        """Whether it alters the text."""
        return self.why in ALTERING


@dataclass(slots=True)
class Comparison:
    """The answer. Counts are words (see :mod:`provenance.compare.words`).

    ``taken``: words of ours that are the original's; ``covered``: words of the original that they are;
    ``longest``: most words in one run; ``passages``: runs without a gap in the original.
    """

    kind: Kind
    words_original: int
    words_ours: int
    taken: int
    covered: int
    longest: int
    passages: int
    edits: list[Edit] = field(default_factory=list)
    typographic: list[Variation] = field(default_factory=list)
    left: Words = field(default_factory=lambda: Words(""))
    right: Words = field(default_factory=lambda: Words(""))

    @property
    def share(self) -> float:
        """How much of the original was taken, from 0 to 1."""
        return self.covered / self.words_original if self.words_original else 0.0

    def alterations(self, *, quoting: bool = False) -> list[Edit]:
        """The edits that alter the text. *quoting*: passages are taken into a text of our own, whose words alter
        nothing; what is changed inside a passage does."""
        altering = [edit for edit in self.edits if edit.alters]
        if not quoting:
            return altering
        size = len(self.left), len(self.right)
        return [edit for edit in altering if edit.why is not Why.MOVED and _inside_passage(edit, *size)]

    @property
    def omissions(self) -> list[Edit]:
        """What is left out between two passages."""
        return [edit for edit in self.edits if edit.why is Why.OMITTED]


def _inside_passage(edit: Edit, left: int, right: int) -> bool:
    """Whether an edit is small and has the original's words on both sides."""
    edge = edit.right[0] == 0 or edit.right[1] == right or edit.left[0] == 0 or edit.left[1] == left
    return not edge and edit.words_original < PASSAGE and edit.words_ours < PASSAGE
