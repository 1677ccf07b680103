"""``trust.txt`` (JournalList, 2020; ``datatrainingallowed`` since 2023): ``datatrainingallowed=no``.

Precedence: the file speaks for the site; any line that is not a plain ``yes`` reserves training, so
among duplicates a no wins. ``yes`` is noted, it opens nothing.
"""

from __future__ import annotations

import re

from provenance.signals.lines import is_too_large
from provenance.signals.signal import Says, Signal, begins_any, plain, quoted, squeezed
from provenance.signals.site import TRUST_TXT, Situation

_ACTS = frozenset({"train-ai"})
_NAME = "datatrainingallowed"
_SPELLED = re.compile(r"data[-_\s]*training[-_\s]*allowed\s*[=:]?\s*(\S*)")
_BREAK = re.compile(r"\r\n?|\n")
_MOST_LINES, _LONGEST = 10_000, 20_000


def signals(situation: Situation) -> list[Signal]:
    """Whether the site lets its data be trained on."""
    text = situation.site.files.get(TRUST_TXT)
    if text is None:
        return []
    lines = _BREAK.split(text)[:_MOST_LINES]
    found = [signal for number, line in enumerate(lines, 1) if (signal := _line(line[:_LONGEST], number)) is not None]
    last = plain(lines[-1]) if lines else ""
    if not text.strip() or is_too_large(text) or (last and not found and begins_any(squeezed(last), (_NAME,))):
        evidence = quoted(last or "empty", f"{TRUST_TXT}:{len(lines)}")
        found.append(Signal("trust.txt", "file", Says.UNREAD, last or "empty", evidence, _ACTS))
    return found


def _line(line: str, number: int) -> Signal | None:
    written = plain(line).partition("#")[0]
    match = _SPELLED.search(written)
    if match is None:
        return None
    value = match[1]
    says = Says.ALLOWED if line.strip() == f"{_NAME}=yes" else Says.RESERVED
    evidence = quoted(line.strip(), f"{TRUST_TXT}:{number}: {_NAME}")
    understood = says is Says.ALLOWED or value.startswith("n")
    return Signal("trust.txt", "file", says, value, evidence, _ACTS, understood=understood)
