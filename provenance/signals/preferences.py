"""Dictionaries of preferences (``train-ai=n, search=y``), read so that a no is found in any state.

The form is that of RFC 9651 dictionaries; a strict parser keeps the last of duplicate keys and gives
nothing of a broken line, so the raw field is looked at first.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from provenance.signals.signal import Says, begins_any, plain

_NO = re.compile(r"(?:n|no|0|\?0|false)(?:\W.*)?")
_LONGEST = 20_000
#: Stands for a word that was read.
_READ = "\0"


@dataclass(frozen=True, slots=True)
class Preference:
    """One key and what it says; ``understood``: its value is one the vocabulary has."""

    key: str
    value: str
    says: Says
    acts: frozenset[str]
    understood: bool = True


def preferences(raw: str, terms: Mapping[str, Mapping[str, Any]], yes: str, no: str) -> list[Preference]:
    """Every preference of one raw field.

    A yes is one only as it is written in the standard (*yes*); any other value of a word that is about
    acts reserves. Unknown words are kept as notes, the beginning of a known one is unread.
    """
    if len(raw) > _LONGEST:
        return [Preference("", f"{len(raw)} characters", Says.UNREAD, frozenset())]
    text = plain(raw).replace("_", "-")
    exact = [member.partition(";")[0].strip() for member in raw.split(",")]
    found: list[Preference] = []
    rest = text
    for key in sorted(terms, key=len, reverse=True):
        pattern = re.compile(rf"(?<![\w-]){re.escape(key)}(?![\w-])(?:\s*[=:]\s*([^,;\s]*))?")
        acts = frozenset(terms[key]["acts"])
        good = exact.count(f"{key}={yes}")
        for match in pattern.finditer(rest):
            value = match[1] if match[1] is not None else ""
            good -= value == yes
            found.append(_preference(key, value, acts, value == yes and good >= 0, no))
        rest = pattern.sub(_READ, rest)
    found += _leftovers(rest, terms)
    return found or [Preference("", raw, Says.UNREAD, frozenset())]


def _preference(key: str, value: str, acts: frozenset[str], allowed: bool, no: str) -> Preference:
    if allowed:
        return Preference(key, value, Says.ALLOWED, acts)
    if not acts:
        return Preference(key, value, Says.NOTED, acts)
    return Preference(key, value, Says.RESERVED, acts, value == no or _NO.fullmatch(value) is not None)


def _leftovers(rest: str, terms: Mapping[str, Any]) -> list[Preference]:
    """What stands between the words that were read: other words, beginnings of ours, a comma without a member."""
    found = []
    members = rest.split(",")
    for number, member in enumerate(members):
        key = member.partition(";")[0].replace(_READ, "").strip()
        if not key:
            if _READ not in member and len(members) > 1 and number == len(members) - 1:
                found.append(Preference("", rest.replace(_READ, "…").strip(), Says.UNREAD, frozenset()))
            continue
        name, equals, value = (part.strip() for part in key.partition("="))
        whole = equals and value and not begins_any(name, terms)
        found.append(Preference(name, key, Says.NOTED if whole else Says.UNREAD, frozenset()))
    return found
