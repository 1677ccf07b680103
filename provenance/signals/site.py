"""What is known of the site a document stands on: its files for machines, its headers; texts only.

Loading is the business of :mod:`provenance.corpus.site`; nothing here touches files or the network.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from provenance.metadata import Metadata
from provenance.signals.signal import Says, Signal, quoted, squeezed

ROBOTS, TDMREP, AI_TXT, TRUST_TXT = "robots.txt", ".well-known/tdmrep.json", "ai.txt", "trust.txt"
#: Longer patterns, and longer files for machines, are not read (RFC 9309, 2.5 lets robots stop at 500 KiB).
MAX_PATTERN, MAX_FILE = 2_000, 1_000_000


@dataclass(frozen=True, slots=True)
class Header:
    """One header field of a response, one line of it. ``pointer``: ``headers.json: tdm-reservation``."""

    name: str
    value: str
    pointer: str


@dataclass(frozen=True, slots=True)
class HeaderRule:
    """Headers for the paths that a glob of ``headers.json`` means."""

    pattern: str
    header: Header


@dataclass(frozen=True, slots=True)
class Trouble:
    """A file of the site that cannot be read, and why: whatever it says, a person must look."""

    file: str
    detail: str


@dataclass(slots=True)
class Site:
    """A site's texts for machines: ``files`` by their path without a slash in front (``robots.txt``)."""

    files: dict[str, str] = field(default_factory=dict)
    headers: list[HeaderRule] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Page:
    """The document as signals know it: its path on the site, its host if it names one, its own headers."""

    path: str = "/"
    host: str | None = None
    headers: tuple[Header, ...] = ()
    metadata: Metadata = field(default_factory=Metadata)
    text: str = ""
    format: str = "text"


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything a vocabulary may look at; ``words`` is ``rules/signals`` as plain data."""

    site: Site
    page: Page
    words: Mapping[str, Any]

    def terms(self, vocabulary: str) -> Mapping[str, Mapping[str, Any]]:
        """The listed words of a vocabulary."""
        found: Mapping[str, Mapping[str, Any]] = self.words["vocabularies"].get(vocabulary, {})
        return found

    def headers(self, *names: str) -> Iterator[Header]:
        """The page's header fields of these names, in any spelling; all globs that match it count."""
        wanted = {squeezed(name) for name in names}
        rules = (rule.header for rule in self.site.headers if globbed(rule.pattern, self.page.path))
        for header in (*self.page.headers, *rules):
            if squeezed(header.name) in wanted:
                yield header


@lru_cache(maxsize=4096)
def matches(pattern: str, path: str) -> bool:
    """Whether *path* falls under *pattern*, as robots.txt means it (RFC 9309, 2.2.2: ``*``, ``$``, prefixes).

    An empty pattern means every path; one that is too long to be honest does, too.
    """
    from protego import Protego

    pattern = "".join(pattern.split())
    if "://" in pattern:
        pattern = path_of(pattern)[1]
    if not pattern or len(pattern) > MAX_PATTERN:
        return True
    if not pattern.startswith(("/", "*")):
        pattern = f"/{pattern}"
    rules = Protego.parse(f"User-agent: *\nDisallow: {pattern.replace('#', '%23')}")
    return not rules.can_fetch(path, "any")


def closes(pattern: str, path: str) -> bool:
    """As :func:`matches` for what reserves: also where only the letter case differs."""
    return matches(pattern, path) or matches(pattern.lower(), path.lower())


def globbed(pattern: str, path: str) -> bool:
    """Whether a key of ``headers.json`` means *path*: a path, or a glob (``/news/*.html``, ``*``).

    Whatever the case of its letters: a header of 1 must not be lost for it, and one of 0 lifts nothing unseen.
    """
    from fnmatch import fnmatchcase

    if pattern.count("*") > 8 or len(pattern) > MAX_PATTERN:
        return True
    wanted = pattern.strip()
    if not wanted.startswith(("/", "*")):
        wanted = f"/{wanted}"
    return wanted == path or fnmatchcase(path, wanted) or fnmatchcase(path.lower(), wanted.lower())


def path_of(url: str) -> tuple[str | None, str]:
    """Host and path of a URL or a path; a URL that cannot be read has the path ``/``."""
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(url.strip())
        host = parts.hostname
    except ValueError:
        return None, "/"
    path = parts.path if parts.path.startswith("/") else f"/{parts.path}"
    return host, path + (f"?{parts.query}" if parts.query else "")


def troubles(situation: Situation) -> list[Signal]:
    """Files of the site that could not be read at all."""
    return [
        Signal("site", "file", Says.UNREAD, trouble.detail, quoted(trouble.detail, trouble.file))
        for trouble in situation.site.troubles
    ]
