"""robots.txt and its kin, line by line: protego leaves out the lines that speak about rights.

Source: RFC 9309, 2.2 (groups, comments). A reader of reservations is more generous than a crawler: case,
blanks, quotes, full-width characters and junk before a name do not hide a line, and a file that looks
cut off is never taken for one that says nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from provenance.signals.signal import plain, squeezed

_BREAK = re.compile(r"\r\n?|\n")
_MOST_LINES, _LONGEST = 20_000, 4_000
_AGENTS = frozenset({"useragent"})
_ACCESS = frozenset({"allow", "disallow"})
_WIDE = {ord("："): ":", ord("＝"): "=", ord("＊"): "*", ord("／"): "/", ord("＃"): "#"}
_MARKS = "\ufeff\u200b\u200c\u200d\u2060"


@dataclass(frozen=True, slots=True)
class Line:
    """``name: value``, its comment left out; ``agents``: the group it stands in (``*``: all)."""

    number: int
    name: str
    value: str
    raw: str
    agents: tuple[str, ...] = ("*",)
    ended: bool = True


def lines_of(text: str) -> list[Line]:
    """The lines of *text* that say anything. ``name`` is squeezed (``contentusage``), ``value`` is stripped."""
    found: list[Line] = []
    agents: tuple[str, ...] = ("*",)
    naming = False
    pieces = _BREAK.split(text)
    for number, piece in enumerate(pieces[:_MOST_LINES], 1):
        raw = piece[:_LONGEST].strip(_MARKS + " \t")
        written = raw.translate(_WIDE).partition("#")[0].strip()
        if not written:
            continue
        name, _, value = written.partition(":")
        name, value = squeezed(name), value.strip()
        if name in _AGENTS:
            agents = (*(agents if naming else ()), plain(value))
        naming = name in _AGENTS
        found.append(Line(number, name, value, raw, agents, number < len(pieces)))
    return found


def speaking(lines: Collection[Line], name: str) -> Iterator[tuple[Line, str]]:
    """The lines of *name* (``content-usage``) with their values, whatever stands before the name or around it."""
    wanted = squeezed(name)
    spelled = re.compile(r"[-_\s]*".join(map(re.escape, name.split("-"))) + r"\s*[:=]?\s*", re.I)
    for line in lines:
        if line.name == wanted:
            yield line, line.value
            continue
        if line.name in _AGENTS or line.name in _ACCESS or line.name == "sitemap":
            continue
        written = unicodedata.normalize("NFKC", line.raw).partition("#")[0]
        match = spelled.search(written)
        if match is not None and wanted in squeezed(written):
            yield line, written[match.end() :].strip()


def split_path(value: str) -> tuple[str, str]:
    """``[path] rest`` of a line of preferences: the path pattern (empty: everything) and the rest."""
    head, _, rest = value.strip("\"' \t").partition(" ")
    return (head.strip("\"'"), rest.strip()) if head.strip("\"'").startswith(("/", "*")) else ("", value)


def cut_off(lines: list[Line], names: Collection[str]) -> Line | None:
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


def for_protego(lines: Collection[Line], keep: Collection[str] = ("useragent", "allow", "disallow")) -> str:
    """The lines of access again, spelled as protego reads them."""
    spelled = {"useragent": "User-agent", "allow": "Allow", "disallow": "Disallow"}
    kept = []
    for line in lines:
        if line.name in keep:
            value = plain(line.value) if line.name in _AGENTS else line.value.strip("\"'“”‘’ ")
            kept.append(f"{spelled[line.name]}: {value}")
    return "\n".join(kept)
