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

from provenance.signals.aipref import NAME as CONTENT_USAGE
from provenance.signals.content_signals import NAME as CONTENT_SIGNAL
from provenance.signals.lines import Line, cut_off, for_protego, lines_of
from provenance.signals.signal import Says, Signal, begins_any, plain, quoted, squeezed
from provenance.signals.site import MAX_FILE, ROBOTS, Situation, matches
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
    if cut is not None or len(text) > MAX_FILE:
        detail = (cut.raw if cut else "") or "empty, or cut off"
        number = cut.number if cut else 1
        yield Signal("robots", "robots.txt", Says.UNREAD, detail, quoted(detail, f"{ROBOTS}:{number}"), _TRAIN)
    yield from _crawlers(lines, situation)


def _crawlers(lines: Sequence[Line], situation: Situation) -> Iterator[Signal]:
    from protego import Protego

    rules = Protego.parse(for_protego(lines))
    named = {agent for line in lines for agent in line.agents}
    path = situation.page.path
    for token, crawler in situation.words["crawlers"].items():
        if not any(_names(agent, token) for agent in named):
            continue
        line = _refusing(lines, token, path)
        if line is None and rules.can_fetch(path, token):
            continue
        trains = crawler["purpose"] == "train"
        yield _kept_out(line, token, Says.RESERVED if trains else Says.NOTED)
    line = _refusing(lines, "*", path)
    if line is not None or not rules.can_fetch(path, "any other robot"):
        yield _kept_out(line, "*", Says.DOUBTFUL)


def _kept_out(line: Line | None, token: str, says: Says) -> Signal:
    where = f"{ROBOTS}:{line.number}: {token}" if line else f"{ROBOTS}: {token}"
    quote = f"User-agent: {token} … {line.raw}" if line else f"User-agent: {token}"
    return Signal("robots", "robots.txt", says, token, quoted(quote, where), _TRAIN)


def _names(agent: str, token: str) -> bool:
    """Whether a group's *agent* means *token*: the name, whatever its case, version or the signs in it."""
    if token == "*":
        return agent.strip() == "*"
    return squeezed(agent.partition("/")[0]) == squeezed(token)


def _refusing(lines: Sequence[Line], token: str, path: str) -> Line | None:
    """The Disallow of the token's groups that means *path* and that no longer Allow lifts."""
    own = [line for line in lines if any(_names(agent, token) for agent in line.agents)]
    refused = [line for line in own if line.name == "disallow" and line.value and matches(line.value, path)]
    allowed = [len(line.value) for line in own if line.name == "allow" and line.value and matches(line.value, path)]
    longest = max(refused, key=lambda line: len(line.value), default=None)
    return longest if longest is not None and len(longest.value) >= max(allowed, default=0) else None
