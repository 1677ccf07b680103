"""What a page calls itself, where that decides how much of a copyright line is its holder's name.

``og:site_name`` and the publisher of JSON-LD name no holder: a page that says nothing of whose it is stays
so. But where a line with a sign holds such a name, the name is not cut in two at its dash, its comma or
its "and", and it is a name though every word of it is an ordinary one ("© 2024 Food and Travel").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from provenance.document import Field, Link
from provenance.metadata import Metadata
from provenance.readings.read import SentenceReading
from provenance.statement import Evidence, Statement
from provenance.vocabulary import Polarity

#: The property of schema.org, Dublin Core and others that says who publishes a page.
_PUBLISHER = "publisher"
#: A longer name is a slogan; so is what has more words behind a dash; a shorter one could be anything.
_LONGEST, _BEHIND, _SHORTEST = 60, 3, 3
_MARKS = " \t\r\n\u00a0,.:;|-–—·•/("
#: So many names are compared.
_MOST = 8
_WORDS = re.compile(r"\w+")
_DASH = re.compile(r"\s+[–—-]\s+|\s*[–—]\s*")
#: Where what stands behind a dash ends.
_ENDS = re.compile(r"[©|│•·,;.\n\d]|\s[–—-]\s|$")


class OwnNames:
    """The names that one page gives itself."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        kept = dict.fromkeys(" ".join(name.split()) for name in names)
        self._names = [name for name in kept if _SHORTEST <= len(name) <= _LONGEST and "|" not in name][:_MOST]
        self._names.sort(key=len, reverse=True)
        self._patterns = [re.compile(_pattern(name), re.IGNORECASE) for name in self._names if not _is_slogan(name)]

    def __bool__(self) -> bool:
        return bool(self._patterns)

    def is_one(self, words: str) -> bool:
        """Whether *words* are nothing but one of the names."""
        return any(pattern.fullmatch(words) for pattern in self._patterns)

    def settle(self, reading: SentenceReading, text: str, is_firm: Any) -> None:
        """Mend the holders of a line with a sign by the page's own names."""
        if not self._patterns or reading.told or "copyright" not in reading.kinds:
            return
        if not any("sign" in tag.concepts for tag in reading.tags):
            return
        self._whole(reading, text, is_firm)
        self._behind_dash(reading, text, is_firm)

    def _whole(self, reading: SentenceReading, text: str, is_firm: Any) -> None:
        """One name where the reading found none, or two, or a part of it."""
        for pattern in self._patterns:
            found = pattern.search(text, reading.start, reading.end)
            if found is None:
                continue
            holders = [s for s in reading.statements if s.kind == "holder"]
            parts = [s for s in holders if _touches(s, *found.span())]
            if holders and not parts:
                return
            if len(parts) == 1 and _covers(parts[0], *found.span()):
                rest = text[found.end() : parts[0].evidence.end].split()
                if (
                    parts[0].evidence.start == found.start()
                    and len(rest) > _BEHIND
                    and not is_firm(parts[0].value or "")
                ):
                    _replace(reading, parts, text, *found.span())  # and the labels of a menu
                return
            start = min([found.start(), *(s.evidence.start or 0 for s in parts)])
            end = max([found.end(), *(s.evidence.end or 0 for s in parts)])
            _replace(reading, parts, text, start, end)
            return

    def unlinked(self, reading: SentenceReading, text: str, links: Sequence[Link], is_firm: Any) -> None:
        """ "© 2024 Quill Press [Imprint] [Privacy]": links behind a name that begins before them are a menu."""
        for holder in [s for s in reading.statements if s.kind == "holder"]:
            start, end = holder.evidence.start or 0, holder.evidence.end or 0
            inside = [link for link in links if start < link.start < end and link.end > link.start]
            if not inside or inside[-1].end < end or self.is_one(holder.value or "") or is_firm(holder.value or ""):
                continue
            first = text[start : inside[0].start].rstrip(_MARKS)
            covered = sum(len(text[link.start : link.end].split()) for link in inside)
            if len(first) >= _SHORTEST and covered == len(text[inside[0].start : end].split()):
                _replace(reading, [holder], text, start, start + len(first))

    def _behind_dash(self, reading: SentenceReading, text: str, is_firm: Any) -> None:
        """ "WQ – The Walking Quill": short for the name behind the dash, which the page goes by."""
        for holder in [s for s in reading.statements if s.kind == "holder"]:
            start, end = holder.evidence.start or 0, holder.evidence.end or 0
            dash = _DASH.match(text, end, reading.end)
            if dash is None or is_firm(holder.value or ""):
                continue
            stop = _ENDS.search(text, dash.end(), reading.end)
            behind = text[dash.end() : stop.start() if stop else reading.end].rstrip()
            longer = any(behind.lower().endswith(f" {name.lower()}") for name in self._names)
            if longer and len(behind.split()) <= _BEHIND:
                _replace(reading, [holder], text, start, dash.end() + len(behind))


def own_names(metadata: Metadata) -> OwnNames:
    """The names that the declared fields give a page."""
    names = [name for name in metadata.all("site_name") if isinstance(name, str)]
    return OwnNames([*names, *(name for entry in metadata.unknown for name in _published_by(entry))])


def _published_by(entry: Field) -> Sequence[str]:
    leaf = entry.name.lower().rpartition(".")[2].rpartition(":")[2]
    if leaf != _PUBLISHER:
        return ()
    name = entry.value.get("name") if isinstance(entry.value, Mapping) else entry.value
    return (name,) if isinstance(name, str) and "//" not in name and not name.isdigit() else ()


def _pattern(name: str) -> str:
    """*name* as a whole word, whatever its blanks."""
    left, right = (r"(?<!\w)" if name[0].isascii() else ""), (r"(?!\w)" if name[-1].isascii() else "")
    return left + r"\s+".join(map(re.escape, name.split())) + right


def _is_slogan(name: str) -> bool:
    """Whether a dash in *name* divides it from a slogan."""
    dash = _DASH.search(name)
    return dash is not None and len(name[dash.end() :].split()) > _BEHIND


def _touches(holder: Statement, start: int, end: int) -> bool:
    return (holder.evidence.start or 0) < end and start < (holder.evidence.end or 0)


def _covers(holder: Statement, start: int, end: int) -> bool:
    return (holder.evidence.start or 0) <= start and end <= (holder.evidence.end or 0)


def _replace(reading: SentenceReading, parts: Sequence[Statement], text: str, start: int, end: int) -> None:
    """One holder at ``[start, end)`` in the place of *parts*."""
    evidence = Evidence(text[start:end], start, end)
    name = " ".join(text[start:end].split())
    gone = {id(part) for part in parts}
    reading.statements = [s for s in reading.statements if id(s) not in gone]
    reading.statements.append(
        Statement("holder", Polarity.IDENTIFIES, evidence, value=name, reading=f"{reading.language}/copyright")
    )
