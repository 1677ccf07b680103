"""Damaged print: phrases that optical recognition garbled ("AII rights reservcd").

Only the phrases a lexicon lists under ``damaged`` are looked for, only in short paragraphs at the
edges of a text that carry a year, and only where nothing else was read. The repaired spelling is
used for tagging alone; quotes and names stay as printed.
"""

from __future__ import annotations

from collections.abc import Iterable

import regex

from provenance.folding import Folded, fold

#: One error for so many characters is forgiven.
_PER_ERROR = 5
_LIMIT = 300


class Repairer:
    """Finds damaged phrases; the patterns are compiled on first use."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._phrases = [fold(phrase).text for phrase in dict.fromkeys(phrases)]
        self._patterns: list[tuple[regex.Pattern[str], str]] = []

    def repair(self, text: str) -> Folded | None:
        """*text* folded with its damaged phrases restored, or ``None`` where there are none.

        *text* is one sentence; anything longer than 300 characters is left alone.
        """
        if len(text) > _LIMIT or not self._phrases:
            return None
        if not self._patterns:
            self._patterns = [
                (regex.compile(rf"(?b)\b(?:{regex.escape(phrase)}){{1<=e<={len(phrase) // _PER_ERROR}}}(?!\w)"), phrase)
                for phrase in self._phrases
            ]
        folded = fold(text, blanks=True)
        origins = list(folded.origins) if folded.origins is not None else list(range(len(folded.text) + 1))
        repaired = folded.text
        for pattern, phrase in self._patterns:
            try:
                match = pattern.search(repaired, timeout=0.05)
            except TimeoutError:
                continue
            if match:
                start, end = match.span()
                stretch = [origins[start + min(i, end - start - 1)] for i in range(len(phrase))]
                repaired = repaired[:start] + phrase + repaired[end:]
                origins = origins[:start] + stretch + origins[end:]
        return Folded(repaired, origins) if repaired != folded.text else None
