"""Content Signals (Cloudflare, contentsignals.org, 2025): ``Content-Signal: search=yes, ai-train=no``.

Precedence: the line belongs to its group in robots.txt; the groups of all agents count, since a no to
one of them is a no to machines. Of lines with a path the longest that means the page holds; a shorter
one that says no is lifted and stays a finding. Within one place any ``no`` wins. ``yes`` is noted.
``use=`` is newer than the words we know: unread.
"""

from __future__ import annotations

from collections.abc import Iterator

from provenance.signals.lines import lines_of, speaking, split_path
from provenance.signals.preferences import preferences
from provenance.signals.signal import Says, Signal, quoted
from provenance.signals.site import ROBOTS, Situation, closes, matches

NAME = "content-signal"


def signals(situation: Situation) -> list[Signal]:
    """What robots.txt (and a header of that name) signals."""
    return [*_headers(situation), *_robots(situation)]


def _headers(situation: Situation) -> Iterator[Signal]:
    for header in situation.headers(NAME):
        for one in preferences(header.value, situation.terms("content-signals"), "yes", "no"):
            says = Says.UNREAD if one.key == "use" else one.says
            evidence = quoted(header.value, header.pointer)
            yield Signal("content-signals", "header", says, header.value, evidence, one.acts, understood=one.understood)


def _robots(situation: Situation) -> Iterator[Signal]:
    for line, value in speaking(lines_of(situation.site.files.get(ROBOTS, "")), NAME):
        pattern, rest = split_path(value)
        if not closes(pattern, situation.page.path):
            continue
        exact = matches(pattern, situation.page.path)
        for one in preferences(rest, situation.terms("content-signals"), "yes", "no"):
            if not exact and one.says is Says.ALLOWED:
                continue
            yield Signal(
                "content-signals",
                "robots.txt",
                Says.UNREAD if one.key == "use" else one.says,
                rest,
                quoted(line.raw, f"{ROBOTS}:{line.number}: Content-Signal"),
                one.acts,
                understood=one.understood,
                family=f"content-signals {line.group} {one.key}" if one.key else "",
                rank=len(pattern),
            )
