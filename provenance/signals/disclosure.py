"""Whether a text says itself that a machine made it: phrases of many languages (``rules/disclosures.yaml``)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

#: More text than this is not looked through; a disclosure stands near a text's edges.
MAX_TEXT = 1_000_000
_SPACED = 0x2E80  # scripts from here on write words without blanks
_SHORT = 3  # "ai" is no beginning of "aid"


class Disclosures:
    """Finds words of disclosure. Built once from plain data, safe to share."""

    def __init__(self, phrases: Mapping[str, Sequence[str]]) -> None:
        self._says, self._denies = phrases["says"], phrases["denies"]

    def disclosed(self, text: str) -> bool:
        """Whether *text* says it; the contrary ("not written by …") is no disclosure."""
        words = " ".join(text[:MAX_TEXT].casefold().split())
        for phrase in self._denies:
            words = words.replace(phrase, "\n")
        return any(_stands(phrase, words) for phrase in self._says)


def _stands(phrase: str, words: str) -> bool:
    """Whether *phrase* stands in *words* as words of its own; endings may follow where its last word is long."""
    short = len(phrase.split()[-1]) <= _SHORT
    at = words.find(phrase)
    while at >= 0:
        end = at + len(phrase)
        if not _joined(words[at - 1 : at], phrase[0]) and not (short and _joined(words[end : end + 1], phrase[-1])):
            return True
        at = words.find(phrase, at + 1)
    return False


def _joined(outer: str, inner: str) -> bool:
    """Whether a character of *words* outside a phrase belongs to one word with the phrase's own."""
    return outer.isalnum() and ord(outer) < _SPACED and ord(inner) < _SPACED
