"""The report on an original and our copy, for people and as JSON.

Every word of a document goes through :mod:`~provenance.reports.neutral` first. The diff is by words: left
out are ``[-…-]``, put in ``{+…+}``, as wdiff writes them, in colour where that is wanted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from provenance.agreement import agreements_in
from provenance.compare.result import Comparison, Edit, Kind, Why
from provenance.compare.verdict import Kept, State, Verdict
from provenance.compare.words import WORD
from provenance.report import DocumentReport
from provenance.reports.excerpt import ELLIPSIS, one_line, wrap
from provenance.reports.interface import Look
from provenance.reports.json import as_evidence, as_obligation
from provenance.reports.neutral import neutral
from provenance.statement import Evidence
from provenance.vocabulary import Decision

SCHEMA = "urn:provenance-check:comparison:1"
#: Longest quote of a line, most edits and typographic differences shown, words of context around an edit.
LONGEST, MOST_EDITS, MOST_SHOWN, CONTEXT = 300, 200, 20, 6
_COLORS = {"-": "31", "+": "32", "bold": "1", "dim": "2", "bad": "1;31", "good": "32", "doubt": "33"}
_KINDS = {
    Kind.IDENTICAL: "the same, word for word",
    Kind.EXCERPT: "an excerpt",
    Kind.QUOTED: "passages in a text of our own",
    Kind.ALTERED: "altered",
    Kind.UNRELATED: "nothing in common",
}
_WHY = {
    Why.WORDS: "",
    Why.MOVED: "moved",
    Why.PUNCTUATION: "punctuation only",
    Why.CUT: "not taken",
    Why.OMITTED: "left out",
    Why.CREDIT: "a credit, not counted",
    Why.NOTICE: "a notice, not counted",
    Why.AROUND: "around the article, not counted",
}
_STATES = {State.KEPT: "good", State.CHANGED: "bad", State.DOUBTFUL: "doubt", State.STRIPPED: "bad"}
DISCLAIMER = "What was found is for a person to act on; it is not legal advice."


def as_comparison(verdict: Verdict) -> dict[str, Any]:
    """The whole answer as JSON data."""
    found = verdict.comparison
    return {
        "schema": SCHEMA,
        "original": _side(verdict.original),
        "ours": _side(verdict.ours),
        "kind": found.kind.value,
        "words": {
            "original": found.words_original,
            "ours": found.words_ours,
            "taken": found.taken,
            "covered": found.covered,
            "share": round(found.share, 6),
            "longest": found.longest,
            "passages": found.passages,
        },
        "edits": [_edit(edit) for edit in found.edits],
        "typographic": [
            {"kind": one.kind, "original": as_evidence(one.original), "ours": as_evidence(one.ours)}
            for one in found.typographic
        ],
        "kept": [
            {
                "what": one.what,
                "said": one.said,
                "state": one.state.value,
                "original": as_evidence(one.original),
                "ours": as_evidence(one.ours) if one.ours else None,
                "detail": one.detail,
            }
            for one in verdict.kept
        ],
        "obligations": [as_obligation(one) for one in verdict.obligations],
        "found": [
            {
                "rule": one.rule,
                "message": one.message,
                "original": as_evidence(one.original) if one.original else None,
                "ours": as_evidence(one.ours) if one.ours else None,
            }
            for one in verdict.breaches
        ],
        "outcome": "fail" if verdict.breaches else "pass",
    }


def _side(report: DocumentReport) -> dict[str, Any]:
    return {
        "path": report.path,
        "part": report.part,
        "format": report.format,
        "sha256": report.sha256,
        "decision": report.decision.value,
        "use": report.use,
        "opened_by": report.opened_by,
        "licenses": report.rights.licenses,
    }


def _edit(edit: Edit) -> dict[str, Any]:
    return {
        "op": edit.op,
        "why": edit.why.value,
        "alters": edit.alters,
        "shown": edit.shown,
        "words_original": edit.words_original,
        "words_ours": edit.words_ours,
        "original": as_evidence(edit.original),
        "ours": as_evidence(edit.ours),
    }


class ComparisonText:
    """The lines for people."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._width = max(40, look.width)

    def lines(self, verdict: Verdict) -> Iterator[str]:
        """The report, line by line."""
        found = verdict.comparison
        yield f"original: {self._name(verdict.original)}"
        yield f"ours:     {self._name(verdict.ours)}"
        yield f"terms:    {self._terms(verdict.original)}"
        yield f"result:   {self._style(self._kind(found), 'bold')}"
        yield from self._counts(found)
        yield from self._edits(found)
        yield from self._typographic(found)
        yield from self._kept(verdict.kept)
        yield from self._obligations(verdict)
        yield from self._breaches(verdict)
        yield DISCLAIMER

    def _style(self, text: str, name: str) -> str:
        return f"\x1b[{_COLORS[name]}m{text}\x1b[0m" if self._look.color else text

    @staticmethod
    def _name(report: DocumentReport) -> str:
        return neutral(report.path) + (f"#{neutral(report.part)}" if report.part is not None else "")

    def _terms(self, report: DocumentReport) -> str:
        use = neutral(str(report.use.get("id", "?")))
        agreed = ", ".join(neutral(one) for one in agreements_in(report.opened_by))
        opened = f", opened by agreement {agreed}" if agreed else ""
        licences = f", {', '.join(neutral(one) for one in report.rights.licenses)}" if report.rights.licenses else ""
        names = {"bad": (Decision.BLOCKED,), "doubt": (Decision.REVIEW,)}
        style = next((name for name, decisions in names.items() if report.decision in decisions), "good")
        return f"{self._style(report.decision.value, style)} (use {use}{opened}{licences})"

    @staticmethod
    def _kind(found: Comparison) -> str:
        passages = f" of {found.passages} passages" if found.kind is Kind.EXCERPT and found.passages > 1 else ""
        but = ", but for typography" if found.kind is Kind.IDENTICAL and found.typographic else ""
        return f"{_KINDS[found.kind]}{passages}{but}"

    def _counts(self, found: Comparison) -> Iterator[str]:
        yield f"words:    {found.words_original} in the original, {found.words_ours} in ours"
        if found.taken:
            yield (
                f"taken:    {_words(found.taken)}, {_percent(found.share)} of the original; "
                f"at most {found.longest} in a row"
            )

    # -- the diff

    def _edits(self, found: Comparison) -> Iterator[str]:
        shown = [] if found.kind is Kind.UNRELATED else found.edits
        if not shown:
            return
        yield ""
        yield self._style(f"differences: {len(shown)} ({self._sums(shown)})", "bold")
        for edit in shown[:MOST_EDITS]:
            yield from self._one(edit, found)
        if len(shown) > MOST_EDITS:
            yield f"  … and {len(shown) - MOST_EDITS} more (--format json has all of them)"

    @staticmethod
    def _sums(edits: Sequence[Edit]) -> str:
        altering = [edit for edit in edits if edit.alters]
        out, put = sum(e.words_original for e in altering), sum(e.words_ours for e in altering)
        verb = "alters" if len(altering) == 1 else "alter"
        return f"{len(altering)} {verb} the text: -{out} +{put} words" if altering else "none alters the text"

    def _one(self, edit: Edit, found: Comparison) -> Iterator[str]:
        why = _WHY[edit.why]
        counts = " ".join(
            part
            for part in (
                f"-{edit.words_original}" if edit.words_original else "",
                f"+{edit.words_ours}" if edit.words_ours else "",
            )
            if part
        )
        head = f"  @ {_place(edit.original)} → {_place(edit.ours)}"
        told = ", ".join(part for part in (counts, why) if part)
        yield self._style(head + (f"  {told}" if told else ""), "dim")
        before, after = self._context(edit, found)
        pieces = [(" ", word) for word in before.split()]
        if edit.op != "move":
            pieces += [("-", word) for word in _shorter(edit.original.quote, edit.words_original)]
        pieces += [("+", word) for word in _shorter(edit.ours.quote, edit.words_ours)]
        pieces += [(" ", word) for word in after.split()]
        yield from self._wrapped(pieces)

    def _context(self, edit: Edit, found: Comparison) -> tuple[str, str]:
        """A few words of the unchanged text on either side: ours where the edit stands in it, else the original's."""
        words, span = (found.right, edit.right) if len(found.right) else (found.left, edit.left)
        start, end = max(0, span[0] - CONTEXT), min(len(words), span[1] + CONTEXT)
        while start < span[0] and not words.kinds[start] & WORD:
            start += 1
        before, after = words.slice(start, span[0]), words.slice(span[1], end)
        lead = f"{ELLIPSIS} " if start > 0 and before else ""
        trail = f" {ELLIPSIS}" if end < len(words) and after else ""
        return lead + neutral(before), neutral(after) + trail

    def _wrapped(self, pieces: Sequence[tuple[str, str]]) -> Iterator[str]:
        """Words with their marks, in lines that fit; runs of one kind share a bracket on each line."""
        marks = {" ": ("", ""), "-": ("[-", "-]"), "+": ("{+", "+}")}
        runs: list[tuple[str, str]] = []
        for sign, word in pieces:
            if runs and runs[-1][0] == sign:
                runs[-1] = (sign, f"{runs[-1][1]} {word}")
            else:
                runs.append((sign, word))
        marked = " ".join(f"{marks[sign][0]}{text}{marks[sign][1]}" for sign, text in runs)
        state = " "
        for line in wrap(marked, self._width - 6):
            colored, state = self._colored(line, state)
            yield f"      {colored}"

    def _colored(self, line: str, state: str) -> tuple[str, str]:
        """*line* with its brackets coloured; *state*: the bracket that is open from the line before."""
        if not self._look.color:
            return line, state
        found = f"\x1b[{_COLORS[state]}m" if state != " " else ""
        at = 0
        while at < len(line):
            pair = line[at : at + 2]
            if state == " " and pair in ("[-", "{+"):
                state = pair[1]
                found += f"\x1b[{_COLORS[state]}m{pair}"
                at += 2
            elif state != " " and pair == ("-]" if state == "-" else "+}"):
                found, state, at = f"{found}{pair}\x1b[0m", " ", at + 2
            else:
                found, at = found + line[at], at + 1
        return found + ("\x1b[0m" if state != " " else ""), state

    def _typographic(self, found: Comparison) -> Iterator[str]:
        if not found.typographic:
            return
        counts = Counter(one.kind for one in found.typographic)
        told = ", ".join(f"{count} {kind}" for kind, count in counts.most_common())
        yield ""
        yield self._style(f"typography, not counted as altered: {told}", "bold")
        for one in found.typographic[: MOST_SHOWN if self._look.verbosity < 1 else None]:
            pair = f"“{_bare(one.original.quote)}” → “{_bare(one.ours.quote)}”"
            yield f"  {one.kind:7} {_place(one.original)} → {_place(one.ours)}  {pair}"
        if self._look.verbosity < 1 and len(found.typographic) > MOST_SHOWN:
            yield f"  … and {len(found.typographic) - MOST_SHOWN} more (--verbose shows them)"

    # -- the terms

    def _kept(self, kept: Sequence[Kept]) -> Iterator[str]:
        if not kept:
            return
        yield ""
        yield self._style("notice and credit of the original:", "bold")
        for one in kept:
            state = self._style(f"{one.state.value:8}", _STATES[one.state])
            said = one_line(one.said, LONGEST if self._look.verbosity > 0 else self._width)
            yield f"  {state} {neutral(one.what)} “{said}” ({_place(one.original)})"
            if one.ours is not None and one.state is not State.STRIPPED:
                quote = one_line(one.ours.quote, self._width - 20)
                yield f"           ours {_place(one.ours)} “{quote}”"
            yield from (f"           {line}" for line in wrap(one_line(one.detail or "", LONGEST), self._width - 11))

    def _obligations(self, verdict: Verdict) -> Iterator[str]:
        if not verdict.obligations:
            return
        yield ""
        yield self._style("duties:", "bold")
        states = {True: ("met", "good"), False: ("not met", "bad"), None: ("look", "doubt")}
        for owed in verdict.obligations:
            word, style = states[owed.met]
            where = f" ({_place(owed.where)})" if owed.where is not None else ""
            yield f"  {self._style(f'{word:7}', style)} {neutral(owed.duty)}{where}"
            yield from (f"          {line}" for line in wrap(one_line(owed.lacks or "", LONGEST), self._width - 10))

    def _breaches(self, verdict: Verdict) -> Iterator[str]:
        yield ""
        if not verdict.breaches:
            yield self._style("Nothing that these terms forbid was found.", "good")
            return
        for one in verdict.breaches:
            where = f" ({_place(one.ours)})" if one.ours is not None else ""
            yield self._style(neutral(one.rule), "bad") + where
            yield from (f"  {line}" for line in wrap(one_line(one.message, LONGEST), self._width - 2))


def _shorter(quote: str, words: int) -> list[str]:
    """The words of a quote; of a long one its beginning, and how many there are."""
    found = neutral(quote).split()
    most = 40
    return found if len(found) <= most else [*found[:most], f"{ELLIPSIS}({words} words)"]


def _bare(quote: str) -> str:
    """A quote in which blanks other than the common one are seen."""
    return "".join(char if char == " " or not char.isspace() else f"‹U+{ord(char):04X}›" for char in neutral(quote))


def _place(evidence: Evidence) -> str:
    if evidence.line is None:
        return one_line(evidence.pointer or "?", 80)
    return f"{evidence.line}:{evidence.column or 1}"


def _percent(share: float) -> str:
    """A share in percent; less than all never reads as all."""
    return "100 %" if share >= 1 else f"{min(share * 100, 99.9):.1f} %"


def _words(count: int) -> str:
    return f"{count} word" if count == 1 else f"{count} words"
