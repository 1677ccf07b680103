"""What became of an original in our copy: how much was taken, and what was altered, word by word."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import regex

from provenance.compare.align import Match, matches
from provenance.compare.edits import PASSAGE, Change, changes, starts_sentence
from provenance.compare.result import Comparison, Edit, Kind, Why
from provenance.compare.sides import Side
from provenance.compare.typography import variations
from provenance.compare.words import BEGINS, STOP, Vocabulary, Words
from provenance.statement import Evidence

#: Longer paragraphs at the edges of a page are no labels, dates and buttons.
_LABEL = 12
#: Longer paragraphs are no credit.
_CREDIT = 40
#: Marks that may be set around an excerpt.
_QUOTED = regex.compile(r"[\p{Quotation_Mark}\s]+")
_ELLIPSIS = regex.compile(r"[\[(（［]?\s*(?:…+|\.{2,}|⋯+)\s*[\])）］]?")


Judge = Callable[[str], Why | None]


def compare(original: Side, ours: Side, known: Judge = lambda _: None) -> Comparison:
    """Hold *ours* against *original*. Pure; raises nothing for anything a text may hold.

    *known* says of a paragraph that stands on one side only whether it is a credit or a notice.
    """
    vocabulary = Vocabulary()
    left, right = original.words(vocabulary), ours.words(vocabulary)
    found = changes(left, right, matches(left.ids, right.ids))
    maker = _Maker(original, ours, left, right, known, _moved(found))
    edits = [edit for change in found for edit in maker.edits(change)]
    runs = list(_runs(found, len(left), len(right)))
    taken = sum(right.count(run.right, run.right + run.size) for run in runs)
    covered = _covered(left, runs)
    longest = max((right.count(run.right, run.right + run.size) for run in runs), default=0)
    counts = (left.count(), right.count())
    result = Comparison(_kind(edits, *counts, taken, covered, longest), *counts, taken, covered, longest, 0)
    result.passages = _passages(edits, runs, taken)
    result.edits, result.left, result.right = edits, left, right
    result.typographic = list(variations(original, ours, left, right, runs))
    return result


def _runs(found: Sequence[Change], left: int, right: int) -> Iterator[Match]:
    """The stretches of ours that are the original's, moved ones too."""
    a = b = 0
    for change in [*found, Change(left, left, right, right)]:
        if change.right > b:
            yield Match(a, b, change.right - b)
        if change.moved_from is not None:
            yield Match(change.moved_from, change.right, change.right_end - change.right)
        a, b = change.left_end, change.right_end


def _moved(found: Sequence[Change]) -> list[tuple[int, int]]:
    """Where in the original the moved passages stand."""
    return [(c.moved_from, c.moved_from + c.right_end - c.right) for c in found if c.moved_from is not None]


def _covered(left: Words, runs: Sequence[Match]) -> int:
    """Words of the original that are taken, each once."""
    total = at = 0
    for run in sorted(runs):
        start, end = max(run.left, at), run.left + run.size
        if end > start:
            total += left.count(start, end)
            at = end
    return total


def _passages(edits: Sequence[Edit], runs: Sequence[Match], taken: int) -> int:
    if not taken:
        return 0
    gaps = sum(edit.why in (Why.OMITTED, Why.MOVED) for edit in edits)
    return min(1 + gaps, len(runs))


def _kind(edits: Sequence[Edit], original: int, ours: int, taken: int, covered: int, longest: int) -> Kind:
    if not edits and original == ours:
        return Kind.IDENTICAL
    if not taken or (longest < PASSAGE and 2 * taken < ours):
        return Kind.UNRELATED
    if not any(edit.alters for edit in edits):
        left_out = any(edit.words_original and edit.why in (Why.CUT, Why.OMITTED) for edit in edits)
        return Kind.EXCERPT if left_out else Kind.IDENTICAL
    if 2 * taken < ours and 2 * covered < original and longest >= PASSAGE:
        return Kind.QUOTED
    return Kind.ALTERED


@dataclass(slots=True)
class _Maker:
    """Makes edits of changes: says what each is, and where."""

    original: Side
    ours: Side
    left: Words
    right: Words
    known: Judge
    moved: Sequence[tuple[int, int]] = ()

    def edits(self, change: Change) -> Iterator[Edit]:
        """*change* as edits, paragraphs that are no part of the article each by itself."""
        if change.moved_from is not None:
            yield self._edit("move", Why.MOVED, (change.left, change.left), (change.right, change.right_end), change)
            return
        for left, right, why in self._parts(change):
            op = "replace" if left[0] < left[1] and right[0] < right[1] else "delete" if left[0] < left[1] else "insert"
            yield self._edit(op, why or self._why(left, right), left, right, change)

    def _parts(self, change: Change) -> Iterator[tuple[tuple[int, int], tuple[int, int], Why | None]]:
        """The change without the paragraphs on either side that are known; those apart."""
        inner_left, apart_left = self._known(self.left, self.original, (change.left, change.left_end))
        inner_right, apart_right = self._known(self.right, self.ours, (change.right, change.right_end))
        yield from ((span, (change.right, change.right), why) for span, why in apart_left if span[0] < inner_left[0])
        yield from ((inner_left[:1] * 2, span, why) for span, why in apart_right if span[0] < inner_right[0])
        if inner_left[0] < inner_left[1] or inner_right[0] < inner_right[1]:
            yield inner_left, inner_right, None
        yield from ((span, (inner_right[1],) * 2, why) for span, why in apart_left if span[0] >= inner_left[1])
        yield from (((change.left_end,) * 2, span, why) for span, why in apart_right if span[0] >= inner_right[1])

    def _known(
        self, words: Words, side: Side, span: tuple[int, int]
    ) -> tuple[tuple[int, int], list[tuple[tuple[int, int], Why]]]:
        """The span without known paragraphs at its ends, and those."""
        start, end = span
        if start == end or not words.kinds[start] & BEGINS or not (end == len(words) or words.kinds[end] & BEGINS):
            return span, []
        paragraphs = words.paragraphs(start, end)
        edge = start == 0 or end == len(words)
        said = [self._paragraph(words, side, one, edge=edge) for one in paragraphs]
        first = next((i for i, why in enumerate(said) if why is None), len(said))
        last = next((i for i in range(len(said), first, -1) if said[i - 1] is None), first)
        apart = [
            (one, why)
            for i, (one, why) in enumerate(zip(paragraphs, said, strict=True))
            if why and not first <= i < last
        ]
        begin = paragraphs[first][0] if first < len(paragraphs) else end
        finish = paragraphs[last - 1][1] if last > first else begin
        return (begin, finish), apart

    def _paragraph(self, words: Words, side: Side, span: tuple[int, int], *, edge: bool) -> Why | None:
        size = words.count(*span)
        if size > _CREDIT:
            return None
        why = self.known(words.slice(*span))
        if why is not None:
            return why
        page = side.document.names is not None
        ended = any(kind & STOP for kind in words.kinds[max(span[0], span[1] - 2) : span[1]])
        return Why.AROUND if page and edge and size <= _LABEL and not ended else None

    def _why(self, left: tuple[int, int], right: tuple[int, int]) -> Why:
        shown = self._shown(right)
        if right[0] == right[1] and any(start <= left[0] + 1 and left[1] <= end + 1 for start, end in self.moved):
            return Why.MOVED
        framed = not self.right.count(*right) and (right[0] == 0 or right[1] == len(self.right))
        if framed and _QUOTED.fullmatch(self.right.slice(*right)) and left[0] == left[1] and right[0] < right[1]:
            return Why.AROUND
        if left[0] < left[1] and (right[0] == right[1] or shown or framed):
            if left[0] == 0 or left[1] == len(self.left):
                return Why.CUT
            if shown or (starts_sentence(self.left, left[0]) and starts_sentence(self.left, left[1])):
                return Why.OMITTED
        if not self.left.count(*left) and not self.right.count(*right):
            return Why.PUNCTUATION
        return Why.WORDS

    def _shown(self, right: tuple[int, int]) -> bool:
        """Whether nothing but an ellipsis stands in ours."""
        return right[1] > right[0] and _ELLIPSIS.fullmatch(self.right.slice(*right)) is not None

    def _edit(self, op: str, why: Why, left: tuple[int, int], right: tuple[int, int], change: Change) -> Edit:
        origin = (
            left
            if change.moved_from is None
            else (change.moved_from, change.moved_from + change.right_end - change.right)
        )
        return Edit(
            op,
            why,
            _place(self.original, self.left, *origin),
            _place(self.ours, self.right, *right),
            self.left.count(*left),
            self.right.count(*right),
            left,
            right,
            shown=self._shown(right),
        )


def _place(side: Side, words: Words, start: int, end: int) -> Evidence:
    """The place of the tokens ``[start, end)``; of none, the place before the next or behind the last."""
    if end > start:
        return side.place(words.starts[start], words.ends[end - 1])
    at = words.starts[start] if start < len(words) else max(words.ends, default=0)
    return side.place(at, at)
