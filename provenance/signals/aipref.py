"""AIPREF ``Content-Usage`` (draft-ietf-aipref-vocab-08, draft-ietf-aipref-attach-05; drafts without consensus).

Precedence: header and robots.txt stand side by side, the most restrictive holds. In robots.txt the
longest path of a group that means the page holds; a shorter one that says no is then lifted and stays a
finding. Within one place any ``n`` wins, also where the standard's dictionary would keep the last of two
keys. Unknown keys are kept as notes. ``y`` is noted, it opens nothing: a preference is no licence.

Stricter than the drafts: a field that is no dictionary (RFC 9651) loses every ``y``, and keeps every ``n``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from provenance.signals.lines import lines_of, speaking, split_path
from provenance.signals.preferences import Preference, preferences
from provenance.signals.signal import Says, Signal, quoted
from provenance.signals.site import ROBOTS, Situation, closes, matches

NAME = "content-usage"


def signals(situation: Situation) -> list[Signal]:
    """What headers and robots.txt prefer."""
    return [*_headers(situation), *_robots(situation)]


def _headers(situation: Situation) -> Iterator[Signal]:
    for header in situation.headers(NAME):
        for one in _read(header.value, situation):
            evidence = quoted(header.value, header.pointer)
            yield Signal("aipref", "header", one.says, header.value, evidence, one.acts, understood=one.understood)


def _robots(situation: Situation) -> Iterator[Signal]:
    for line, value in speaking(lines_of(situation.site.files.get(ROBOTS, "")), NAME):
        pattern, rest = split_path(value)
        if not closes(pattern, situation.page.path):
            continue
        exact = matches(pattern, situation.page.path)
        for one in _read(rest, situation):
            if not exact and one.says is Says.ALLOWED:
                continue
            yield Signal(
                "aipref",
                "robots.txt",
                one.says,
                rest,
                quoted(line.raw, f"{ROBOTS}:{line.number}: Content-Usage"),
                one.acts,
                understood=one.understood,
                family=f"aipref {line.group} {one.key}" if one.key else "",
                rank=len(pattern),
            )


def _read(raw: str, situation: Situation) -> list[Preference]:
    found = preferences(raw, situation.terms("aipref"), "y", "n")
    if _is_dictionary(raw):
        return found
    return [replace(one, says=Says.UNREAD) if one.says in (Says.ALLOWED, Says.NOTED) else one for one in found]


def _is_dictionary(raw: str) -> bool:
    from http_sf import StructuredFieldError, parse

    try:
        parse(raw.strip().encode("ascii"), tltype="dictionary")
    except (StructuredFieldError, ValueError, RecursionError):
        return False
    return True
