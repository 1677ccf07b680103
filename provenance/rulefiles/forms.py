"""The spelling of forms, compiled: what a lexicon writer types -> what the tagger looks for."""

from __future__ import annotations

import re

from provenance.folding import fold, strip_accents

#: [literal, left open, right (0 closed, 1 open, 2 affixes), pattern, gate word, its left, its right, held]
CompiledForm = list[object]

CLOSED, OPEN, AFFIXES = 0, 1, 2
GAP = r"(?:[^;.。；]|\.(?=\S)){1,90}?"
_WORD = r"[\w\u0300-\u036f]"


def compile_form(
    form: str, unspaced: bool, common: frozenset[str] = frozenset(), *, accents_kept: bool = False
) -> list[CompiledForm]:
    """Every spelling of *form* (accents dropped, ß as ss) as the tagger's data.

    *common*: words too frequent to look for a phrase by. *accents_kept*: no spelling without accents.

    Raises:
        ValueError: the form is empty, or has nothing but marks of the notation.
    """
    written = fold(form.strip()).text
    if not written.strip("~-… "):
        raise ValueError("a form needs at least one letter or sign")
    plain = written if accents_kept else strip_accents(written)
    spellings = dict.fromkeys((written, plain, written.replace("ß", "ss")))
    return [
        [*_compile(spelling, unspaced), *_gate_word(spelling, unspaced, common), held(spelling)]
        for spelling in spellings
    ]


def held(form: str) -> list[str]:
    """The stretches of letters that every text with *form* holds: what stands between gaps and open edges."""
    runs: list[str] = [""]
    for piece in form.split(" "):
        if piece == "…" or piece.startswith("~"):
            runs.append("")
        if piece != "…":
            literal, _, right = _ends(piece)
            runs[-1] += f" {literal}" if runs[-1] else literal
            if right:
                runs.append("")
    return list(dict.fromkeys(run for run in runs if run))


def _gate_word(form: str, unspaced: bool, common: frozenset[str]) -> CompiledForm:
    """The rarest piece of a phrase, for which the longest uncommon one stands: what the gate looks for."""
    pieces = [piece for piece in form.split(" ") if piece != "…"]
    piece = max(pieces, key=lambda piece: (len(piece.strip("~-")) > 3 and piece not in common, len(piece.strip("~-"))))
    literal, left, right = _ends(piece)
    return [literal, left or _free(literal, unspaced), right or _free(literal[-1:], unspaced)]


def _compile(form: str, unspaced: bool) -> CompiledForm:
    pieces = form.split(" ")
    if len(pieces) == 1:
        literal, left, right = _ends(form)
        if len(literal) >= 1 and "~" not in literal:
            return [literal, left or _free(literal, unspaced), right or _free(literal[-1], unspaced), ""]
    literal, left, _ = _ends(pieces[0]) if pieces[0] != "…" else ("", 0, 0)
    if not literal:
        raise ValueError("a form cannot begin with a gap")
    if all("~" not in piece and piece != "…" for piece in pieces[:-1]) and not pieces[-1].startswith("~"):
        whole, _, right = _ends(form)
        return [whole, left, right or _free(whole[-1], unspaced), ""]
    return [literal, left or _free(literal, unspaced), CLOSED, _pattern(pieces, unspaced)]


def _free(literal: str, unspaced: bool) -> int:
    """Whether an edge needs no word boundary: scripts without blanks have none."""
    return OPEN if unspaced and not literal.isascii() else CLOSED


def _ends(form: str) -> tuple[str, int, int]:
    left = OPEN if form.startswith("~") else CLOSED
    right = OPEN if form.endswith("~") else AFFIXES if form.endswith("-") and len(form) > 1 else CLOSED
    return form.removeprefix("~").rstrip("~") if right != AFFIXES else form.removeprefix("~")[:-1], left, right


def _pattern(pieces: list[str], unspaced: bool) -> str:
    parts: list[str] = []
    for i, piece in enumerate(pieces):
        if piece == "…":
            parts.append(GAP)
            continue
        literal, left, right = _ends(piece)
        free = _free(literal, unspaced)
        start = "" if i == 0 or free else rf"{_WORD}*" if left else r"\b"
        parts.append(start + re.escape(literal) + ("" if free else rf"{_WORD}*" if right else r"(?!\w)"))
        if i + 1 < len(pieces) and piece != "…" and pieces[i + 1] != "…":
            parts.append(" ")
    return "".join(parts)
