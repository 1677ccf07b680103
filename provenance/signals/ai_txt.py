"""``ai.txt`` at the root of a site (Spawning, 2023): lines as in robots.txt, by kind of file.

The name is overloaded (others put prose, JSON or prompts there), so it never reserves by itself: a
Disallow that means the page, or every text, is doubtful. For a use of machines a person must look; for
others it is a note. An Allow says nothing.
"""

from __future__ import annotations

from provenance.signals.lines import cut_off, is_too_large, lines_of
from provenance.signals.signal import Says, Signal, quoted
from provenance.signals.site import AI_TXT, Situation, closes

_ACTS = frozenset({"train-ai"})
#: A page is a text: what is said of text files is said of it.
_TEXT = "/page.txt"


def signals(situation: Situation) -> list[Signal]:
    """What ai.txt keeps machines from."""
    text = situation.site.files.get(AI_TXT)
    if text is None:
        return []
    lines = lines_of(text)
    found = [
        Signal("ai.txt", "file", Says.DOUBTFUL, line.value, quoted(line.raw, f"{AI_TXT}:{line.number}"), _ACTS)
        for line in lines
        if line.name == "disallow"
        and line.value
        and (closes(line.value, situation.page.path) or closes(line.value, _TEXT))
    ]
    if not found and (cut_off(lines, ()) is not None or is_too_large(text)):
        found = [Signal("ai.txt", "file", Says.DOUBTFUL, text[:80], quoted(text[:80] or "empty", AI_TXT), _ACTS)]
    return found
