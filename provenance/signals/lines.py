"""robots.txt and its kin, line by line: protego leaves out the lines that speak about rights.

Source: RFC 9309, 2.2 (groups, comments). A reader of reservations is more generous than a crawler: case,
blanks, quotes, full-width characters and junk before a name do not hide a line, and a file that looks
cut off is never taken for one that says nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from provenance.signals.signal import squeezed

_BREAK = re.compile(r"\r\n?|\n")
_MOST_LINES, _LONGEST = 10_000, 20_000
_AGENTS = frozenset({"useragent"})
_ACCESS = frozenset({"allow", "disallow"})
_KNOWN = _AGENTS | _ACCESS | {"sitemap"}
_MISSPELLED = ("useragent", "disallow")
_WIDE = {ord("："): ":", ord("＝"): "=", ord("＊"): "*", ord("／"): "/", ord("＃"): "#"}
_MARKS = "\ufeff\u200b\u200c\u200d\u2060"


@dataclass(frozen=True, slots=True)
class Line:
    """``name: value``, its comment left out; ``group``: the number of the group it stands in (0: before any)."""

    number: int
    name: str
    value: str
    raw: str
    group: int = 0
    ended: bool = True


@lru_cache(maxsize=16)
def lines_of(text: str) -> tuple[Line, ...]:
    """The lines of *text* that say anything. ``name`` is squeezed (``contentusage``), ``value`` is stripped."""
    found: list[Line] = []
    group, naming = 0, False
    pieces = _BREAK.split(text)
    for number, piece in enumerate(pieces[:_MOST_LINES], 1):
        raw = piece[:_LONGEST].strip(_MARKS + " \t")
        written = raw.translate(_WIDE).partition("#")[0].strip()
        if not written:
            continue
        name, colon, value = written.partition(":")
        if not colon or (":" in written and " " in name.strip() and _meant(name.split()[0]) in _KNOWN):
            name, _, value = written.partition(" ")
        name = _meant(squeezed(name))
        group += name in _AGENTS and not naming
        naming = name in _AGENTS or (naming and name not in _ACCESS)  # RFC 9309, 2.2.4: other records do not interfere
        found.append(Line(number, name, value.strip(), raw, group, number < len(pieces)))
    return tuple(found)


@lru_cache(maxsize=1024)
def _meant(name: str) -> str:
    """A misspelled name of a rule as it was meant (``dissallow``)."""
    if name in _KNOWN or not 5 < len(name) < 14:
        return name
    return next(iter(get_close_matches(name, _MISSPELLED, 1, 0.8)), name)


def is_too_large(text: str) -> bool:
    """Whether :func:`lines_of` leaves out lines of *text*, or parts of them."""
    pieces = _BREAK.split(text)
    return len(pieces) > _MOST_LINES or any(len(piece) > _LONGEST for piece in pieces)


def speaking(lines: Collection[Line], name: str) -> Iterator[tuple[Line, str]]:
    """The lines of *name* (``content-usage``) with their values, whatever stands before the name or around it."""
    wanted = squeezed(name)
    spelled = re.compile(r"[-_\s]*".join(map(re.escape, name.split("-"))) + r"\s*[:=]?\s*", re.I)
    for line in lines:
        if line.name == wanted:
            yield line, line.value
            continue
        if line.name in _KNOWN:
            continue
        written = unicodedata.normalize("NFKC", line.raw).partition("#")[0]
        match = spelled.search(written)
        if match is not None and wanted in squeezed(written):
            yield line, written[match.end() :].strip()


def split_path(value: str) -> tuple[str, str]:
    """``[path] rest`` of a line of preferences: the path pattern (empty: everything) and the rest."""
    head, _, rest = value.strip("\"' \t").partition(" ")
    return (head.strip("\"'"), rest.strip()) if head.strip("\"'").startswith(("/", "*")) else ("", value)


def cut_off(lines: Sequence[Line], names: Collection[str]) -> Line | None:
    """The line at which a file was cut off, if it looks so.

    A last line without its end that has no value, or no colon; a last group without a rule. *names*:
    names (squeezed) whose lines carry several values, so that any of them may have been lost.
    """
    if not lines:
        return Line(1, "", "", "")
    last = lines[-1]
    if last.name in _AGENTS:
        return last
    if last.ended:
        return None
    return last if not last.value or last.name in names else None
