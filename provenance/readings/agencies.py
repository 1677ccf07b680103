"""News agencies named as the source of a text: credits and datelines, never mere mentions.

An alias counts in a strict form (in brackets, between slashes, as a line of its own, in a dateline,
as a rights holder) or beside a source marker of the sentence's language. An ``ambiguous`` alias
(one that is also a word) counts in brackets only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import ahocorasick
import regex

_BRACKETED = regex.compile(r"[(（\[【/][^()（）\[\]【】/\n]{0,60}$")
_CLOSED = regex.compile(r"^[^()（）\[\]【】/\n]{0,60}[)）\]】/]")
_WHOLE = regex.compile(r"^[^()（）\[\]【】\n]{0,60}[)）\]】]")
_AFTER_DATELINE = regex.compile(r"\s{0,3}[^\p{Ll}\s]")
_BETWEEN, _LONGEST_SOURCE = regex.compile(r"[/,;|·•()\[\]]|\s[-–—]\s"), 300
_DATELINE_WITHIN, _SHORT = 60, 16
_NO_LETTERS = regex.compile(r"[\W_]+")
_SLOTS = {"{place}": r"[\p{L} .'-]{1,40}?", "{date}": r"[\p{L}\d .,年月日]{1,24}?"}


@dataclass(frozen=True, slots=True)
class AgencyMention:
    """An agency credited in a sentence; offsets of the sentence, half open."""

    start: int
    end: int
    id: str


class AgencyReader:
    """Finds credits in a sentence. Built from the plain data of ``rules/agencies``."""

    def __init__(self, agencies: Mapping[str, Mapping[str, Any]]) -> None:
        self._automaton = ahocorasick.Automaton()
        self._names: dict[str, str] = {}
        self._codes: dict[str, str] = {}
        entries: dict[str, list[tuple[str, bool]]] = {}
        self._forms: dict[str, list[tuple[str, str]]] = {}
        self._compiled: dict[str, Any] = {}
        for name, agency in agencies.items():
            for alias in agency["aliases"]:
                ambiguous = alias in agency["ambiguous"]
                entries.setdefault(alias, []).append((name, ambiguous))
                if not ambiguous:  # a holder called so may be somebody else
                    self._names.setdefault(_key(alias), name)
                else:
                    self._codes.setdefault(alias, name)
            self._names.setdefault(_key(agency["name"]), name)
            for code in (*agency["codes"], *agency["domains"]):
                self._codes.setdefault(code, name)
            for form in agency["credit_forms"]:
                self._forms.setdefault(_literal(form).lower(), []).append((form, name))
                self._names.setdefault(_key(form), name)
        for alias in list(entries):
            if len(alias) > 3 and alias.isascii() and alias.upper() not in entries:
                entries[alias.upper()] = entries[alias]  # "Bron: BELGA"
        for alias, owners in entries.items():
            self._automaton.add_word(alias, (len(alias), owners))
        if entries:
            self._automaton.make_automaton()
        self._aliases = list(entries)
        self._literals = ahocorasick.Automaton()
        for literal in self._forms:
            self._literals.add_word(literal, literal)
        if self._forms:
            self._literals.make_automaton()

    def anchors(self) -> list[str]:
        """Lower-case literals of the frozen forms, for the gate."""
        return list(self._forms)

    def aliases(self) -> list[str]:
        """Every alias in lower case; the gate heeds those in brackets or on a line of their own."""
        return [alias.lower() for alias in self._aliases]

    def by_holder(self, holder: str) -> str | None:
        """The agency that *holder* is a name of, if it is one."""
        return self._names.get(_key(holder))

    def by_source(self, source: str) -> list[str]:
        """The agencies that a declared source or credit line names ("dpa/Ada Quill"), whole or between separators.

        An ambiguous alias counts as it is written, and so do codes and domains: in such a place they are no words.
        """
        for parts in ([source], _BETWEEN.split(source[:_LONGEST_SOURCE])):
            named = [self.by_holder(part) or self._codes.get(part.strip(" ()[]")) for part in parts]
            if found := list(dict.fromkeys(name for name in named if name)):
                return found
        return []

    def met(self, text: str) -> list[int]:
        """The offsets in *text* at which letters of an agency's name end, credited or not, in order."""
        lowered = text.lower()
        if len(lowered) != len(text):  # "İ" becomes two: offsets must be those of the text
            lowered = "".join(char.lower()[0] for char in text)
        found = {last for last, _ in self._automaton.iter(text)} if self._names else set()
        return sorted(found.union(last for last, _ in self._literals.iter(lowered)) if self._forms else found)

    def find(self, text: str, *, sourced: bool) -> list[AgencyMention]:
        """Credits in *text*; *sourced* where a source marker stands in the sentence."""
        if not self._names:
            return []
        mentions = [*self._in_forms(text), *self._by_alias(text, sourced=sourced)]
        found: dict[str, AgencyMention] = {}
        for mention in mentions:  # "dpa-AFX" is not also dpa
            inside = any(
                o.start <= mention.start and mention.end <= o.end and o.end - o.start > mention.end - mention.start
                for o in mentions
            )
            if not inside:
                found.setdefault(mention.id, mention)
        return sorted(found.values(), key=lambda mention: mention.start)

    def _in_forms(self, text: str) -> Iterator[AgencyMention]:
        if not self._forms:
            return
        for literal in dict.fromkeys(literal for _, literal in self._literals.iter(text.lower())):
            for form, name in self._forms[literal]:
                pattern = self._compiled.get(form) or self._compiled.setdefault(form, _compile(form))
                if match := pattern.search(text, timeout=1):
                    yield AgencyMention(match.start(), match.end(), name)

    def _by_alias(self, text: str, *, sourced: bool) -> Iterator[AgencyMention]:
        for last, (size, owners) in self._automaton.iter(text):
            start, end = last + 1 - size, last + 1
            if not _is_word(text, start, end):
                continue
            for name, ambiguous in owners:
                if self._credited(text, start, end, sourced=sourced, ambiguous=ambiguous):
                    yield AgencyMention(start, end, name)

    @staticmethod
    def _credited(text: str, start: int, end: int, *, sourced: bool, ambiguous: bool) -> bool:
        before, after = text[max(0, start - 70) : start], text[end : end + 70]
        opened, closed = _BRACKETED.search(before), _CLOSED.search(after)
        if opened and closed:
            inside = opened[0][1:] + closed[0][:-1]
            if len(inside.split()) > (3 if not sourced else 10):
                return False
            # "Berlin (dpa) - …", "… (AFP)": a bracket in the middle of a sentence only names
            whole = _WHOLE.match(after) or closed
            at, behind = start - len(opened[0]), text[end + whole.end() :]
            dateline = at <= _DATELINE_WITHIN and _AFTER_DATELINE.match(behind) is not None
            if ambiguous and at and not any(map(str.isalnum, behind)) and at < _SHORT:
                return False  # "Posts (RSS)" is a menu's label
            return dateline or not any(map(str.isalnum, behind))
        if ambiguous:  # "Source: SID" and nothing else
            return sourced and before.rstrip().endswith((":", "：")) and not any(map(str.isalnum, after))
        alone = text[:start] + text[end:]
        return sourced or not any(char.isalpha() for char in alone)


def _is_word(text: str, start: int, end: int) -> bool:
    def joined(outer: str, inner: str) -> bool:
        return outer.isalnum() and outer.isascii() == inner.isascii() and ord(inner) < 0x2E80

    before = start > 0 and joined(text[start - 1], text[start])
    dated = text[end : end + 4].isdigit() and text[end - 1].isalpha()  # "BNS2031.06.09": a byline and its date
    after = end < len(text) and joined(text[end], text[end - 1]) and not dated
    return not before and not after


def _key(name: str) -> str:
    folded = _NO_LETTERS.sub(" ", name.lower()).strip()
    return str(folded.removeprefix("the "))


def _literal(form: str) -> str:
    """The longest stretch of a frozen form that stands in the text to the letter."""
    pieces = [form]
    for slot in _SLOTS:
        pieces = [part for piece in pieces for part in piece.split(slot)]
    return max((piece.strip() for piece in pieces), key=len)


def _compile(form: str) -> Any:
    pattern = regex.escape(form, special_only=True)
    for slot, its in _SLOTS.items():
        pattern = pattern.replace(regex.escape(slot, special_only=True), its)
    return regex.compile(pattern)
