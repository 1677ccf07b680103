"""Robots: crawler tokens in robots.txt (RFC 9309), ``noai`` and ``noimageai`` in ``X-Robots-Tag``.

Precedence: a group of its own beats ``*`` (RFC 9309, 2.2.1), the longest rule holds, of two equally long
ones Disallow (stricter: the RFC lets Allow win). ``meta robots`` is a field of the document and stands beside
the header; neither lifts the other. A header that names an agent (``otherbot: noai``) counts for all.

What a token means here: an access rule is no reservation by its words, but naming a crawler that
collects for training, and keeping it from the page, says to machines what article 4(3) of the DSM
directive asks for, and weak evidence may close: it reserves training. A rule for every robot (``*``) may
have other reasons: doubtful. Tokens that fetch for search or for a user are notes. An Allow opens nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from provenance.signals.aipref import NAME as CONTENT_USAGE
from provenance.signals.content_signals import NAME as CONTENT_SIGNAL
from provenance.signals.lines import Line, cut_off, is_too_large, lines_of
from provenance.signals.signal import Says, Signal, begins_any, plain, quoted, squeezed
from provenance.signals.site import ROBOTS, Situation, closes, matches
from provenance.vocabulary import Scope

_TRAIN = frozenset({"train-ai"})
_LISTED = frozenset(squeezed(name) for name in (CONTENT_USAGE, CONTENT_SIGNAL))
_NO = re.compile(r"train[^,]*=\s*n")
_SPLIT = re.compile(r"[\s,;]+")


def signals(situation: Situation) -> list[Signal]:
    """Header directives, and what robots.txt asks of the crawlers we know."""
    return [*_headers(situation), *_robots_txt(situation)]


def _headers(situation: Situation) -> Iterator[Signal]:
    terms = situation.terms("robots")
    for header in situation.headers("x-robots-tag"):
        evidence = quoted(header.value, header.pointer)
        hit = False
        for word, term in terms.items():
            if term["says"] == "reserved" and squeezed(word) in squeezed(header.value):
                hit = True
                scope = Scope(term["scope"]) if term["scope"] else Scope.SITE
                acts = frozenset(term["acts"])
                yield Signal("robots", "header", Says.RESERVED, header.value, evidence, acts, scope)
        last = _SPLIT.split(plain(header.value))[-1].rpartition(":")[2]
        if not last or (not hit and begins_any(squeezed(last), terms)):
            yield Signal("robots", "header", Says.UNREAD, header.value, evidence, _TRAIN)


def _robots_txt(situation: Situation) -> Iterator[Signal]:
    text = situation.site.files.get(ROBOTS)
    if text is None:
        return
    lines = lines_of(text)
    cut = cut_off(lines, _LISTED)
    if cut is not None and cut.name in _LISTED and _NO.search(plain(cut.value)):
        cut = None  # what was lost could not close more than what is there
    if cut is not None or is_too_large(text):
        detail = (cut.raw if cut else "") or "empty, or cut off"
        number = cut.number if cut else 1
        yield Signal("robots", "robots.txt", Says.UNREAD, detail, quoted(detail, f"{ROBOTS}:{number}"), _TRAIN)
    yield from _crawlers(lines, situation)


def _crawlers(lines: Sequence[Line], situation: Situation) -> Iterator[Signal]:
    refusals = [_refusal(group.rules, situation.page.path) for group in _groups(lines)]
    by_agent: dict[str, list[int]] = {}
    for number, group in enumerate(_groups(lines)):
        for agent in group.agents:
            by_agent.setdefault(agent, []).append(number)
    crawlers = {squeezed(token): (token, crawler["purpose"]) for token, crawler in situation.words["crawlers"].items()}
    for agent, numbers in by_agent.items():
        token, purpose = crawlers.get(agent, ("*", "any") if agent == "*" else ("", ""))
        line = _refusing([refusals[number] for number in numbers]) if token else None
        if line is not None:
            says = {"train": Says.RESERVED, "any": Says.DOUBTFUL}.get(purpose, Says.NOTED)
            pointer = f"{ROBOTS}:{line.number}: {token}"
            evidence = quoted(f"User-agent: {token} … {line.raw}", pointer)
            yield Signal("robots", "robots.txt", says, token, evidence, _TRAIN)


@dataclass(slots=True)
class _Group:
    """A group of robots.txt: the agents it names, squeezed and without versions, and its rules of access."""

    agents: set[str] = field(default_factory=set)
    rules: list[Line] = field(default_factory=list)


@lru_cache(maxsize=16)
def _groups(lines: Sequence[Line]) -> Sequence[_Group]:
    found: dict[int, _Group] = {}
    for line in lines:
        group = found.setdefault(line.group, _Group())
        if line.name == "useragent":
            name = plain(line.value).partition("/")[0]
            group.agents.add("*" if name.strip() == "*" else squeezed(name))
        elif line.name in ("allow", "disallow") and line.value.strip("\"'“”‘’ "):
            group.rules.append(line)
    return tuple(found.values())


def _refusal(rules: Sequence[Line], path: str) -> tuple[Line | None, int]:
    """The longest Disallow that means *path*, and the length of the longest Allow that does."""
    refused: Line | None = None
    allowed = 0
    for line in rules:
        pattern = line.value.strip("\"'“”‘’ ")
        if line.name == "allow" and matches(pattern, path):
            allowed = max(allowed, len(pattern))
        elif line.name == "disallow" and closes(pattern, path):
            refused = line if refused is None or len(line.value) > len(refused.value) else refused
    return refused, allowed


def _refusing(refusals: Sequence[tuple[Line | None, int]]) -> Line | None:
    """The Disallow of an agent's groups that no longer Allow of theirs lifts."""
    longest = max((line for line, _ in refusals if line), key=lambda line: len(line.value), default=None)
    allowed = max((length for _, length in refusals), default=0)
    return longest if longest is not None and len(longest.value) >= allowed else None
