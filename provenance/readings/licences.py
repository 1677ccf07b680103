"""Licences: which are named in a text, and what each grants.

Ids follow the SPDX spelling pattern (https://spdx.org/licenses/), also where SPDX lists no such
port or version (``CC-BY-NC-2.0-FR``, ``CC-BY-SA``). What a name grants is data; the grants of the
Creative Commons licences are made from their elements.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any

import ahocorasick

from provenance.folding import Folded, fold
from provenance.readings.licence_runs import Parser, Phrase, bare_port, runs
from provenance.readings.licence_tokens import Lexer, Token
from provenance.readings.licence_urls import AddressReader

#: A licence of a family, nobody says which.
VAGUE = "LicenseRef-CC"
_NEAR = 160
_CONTEXT = 120
_ALONE = 30
_SENTENCE_END = re.compile(r"[.!?;](?=\s)|[。！？；]")
#: A hyphen (in names: also one between blanks) and a letter: the name goes on.
_JOINED = re.compile(r"[-‐–+/](?=[^\W\d_])")
_JOINED_NAME = re.compile(r" ?[-‐–—─+/] ?(?=[^\W\d_])")
_AHEAD = 40
#: What folding would change in ASCII text, besides capitals.
_NOT_PLAIN = re.compile(r"[&`\t\n\r\f\v\x1c-\x1f]|  ")
_CC_ID = re.compile(r"CC-((?:[A-Z]{2}-?){1,4}?)(?:-(\d\.\d))?(?:-([A-Z]{2,8}))?")


@dataclass(frozen=True, slots=True)
class LicenceMention:
    """A licence named at ``[start, end)`` of the text (code points, half open).

    ``id``: SPDX spelling pattern. ``by``: ``name``, ``abbreviation`` or ``url``. ``software``: a
    licence of programs; it grants nothing for a text.
    """

    start: int
    end: int
    id: str
    by: str
    software: bool = False


@dataclass(frozen=True, slots=True)
class Grants:
    """What a licence permits, prohibits and asks for, in the words of :mod:`provenance.vocabulary`."""

    permits: tuple[str, ...] = ()
    prohibits: tuple[str, ...] = ()
    duties: tuple[str, ...] = ()


class LicenceReader:
    """Finds licences in sentences and paragraphs; built from what ``load_licences`` gives."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._data = data
        self._cc = data["cc"]
        self._licences = data["licences"]
        self._by_id = {licence["id"]: licence for licence in self._licences}
        self._absorbs = {
            licence["id"]: frozenset(licence["absorbs"]) for licence in self._licences if licence["absorbs"]
        }
        self._anchors: list[str] = data["anchors"]
        self._gate = ahocorasick.Automaton()
        for anchor in self._anchors:
            self._gate.add_word(anchor, True)
        self._gate.make_automaton()
        self._tools: tuple[Lexer, AddressReader] | None = None

    def anchors(self) -> list[str]:
        """Literal words, folded; every mention's text contains one of them (a gate may look for these alone)."""
        return list(self._anchors)

    def find(self, text: str, folded: Folded | None = None) -> list[LicenceMention]:
        """The licences named in *text*, in order, none overlapping. Never raises.

        *folded*: ``fold(text, blanks=True)``, where the caller has it already.
        """
        if folded is None:
            plain = text.isascii() and not _NOT_PLAIN.search(text)
            folded = Folded(text.lower()) if plain else fold(text, blanks=True)
        if next(self._gate.iter(folded.text), None) is None:
            return []
        lexer, addresses = self._readers()
        urls, others = addresses.find(folded.text)
        taken = [*((url.start, url.end) for url in urls), *others]
        tokens = [token for token in lexer.tokens(folded.text) if not _overlaps(token, taken)]

        def source(start: int, end: int) -> str:
            return text[folded.source(start) : folded.source(end)]

        parser = Parser(self._data, folded.text, source)
        phrases: list[Phrase] = []
        for run in runs(folded.text, tokens, urls):
            found = parser.phrases(run)
            for phrase in found:
                self._bare_port(phrase, folded.text, source)
                if self._half_read(phrase, found, tokens, folded.text):
                    phrase.elements, phrase.family = [], phrase.family and "name"
            phrases += self._merged([phrase for phrase in found if self._counts(phrase, found, tokens, folded.text)])
        settled = self._settled([self._mention(phrase) for phrase in phrases], folded.text)
        return [replace(each, start=folded.source(each.start), end=folded.source(each.end)) for each in settled]

    def _readers(self) -> tuple[Lexer, AddressReader]:
        if self._tools is None:  # most documents name no licence, so this waits for the first that does
            self._tools = (Lexer(self._data), AddressReader(self._data))
        return self._tools

    def addressed(self, addresses: Sequence[str]) -> list[int]:
        """The numbers of those *addresses* that lead to a licence of texts."""
        joined = "\n".join(addresses).lower()
        if next(self._gate.iter(joined), None) is None:
            return []
        found, _ = self._readers()[1].find(joined)
        numbers = {joined.count("\n", 0, address.start) for address in found}
        return sorted(n for n in numbers if any(m.by == "url" and not m.software for m in self.find(addresses[n])))

    # -- which phrases count

    def _bare_port(self, phrase: Phrase, text: str, source: Any) -> None:
        if phrase.licence >= 0 or phrase.version is None or phrase.port or phrase.scoped or phrase.by == "url":
            return
        found = bare_port(source(phrase.end, min(phrase.end + 12, len(text))), self._cc["ports"])
        if found:
            phrase.port, phrase.end = found[0], min(phrase.end + found[1], len(text))

    @staticmethod
    def _half_read(phrase: Phrase, run: Sequence[Phrase], tokens: Sequence[Token], text: str) -> bool:
        """Whether the name goes on in words nobody knows ("Attribution-NonComercial 4.0"): they could forbid."""
        if phrase.licence >= 0 or phrase.by == "url" or not phrase.elements or phrase.version:
            return False
        joined = (_JOINED_NAME if phrase.named else _JOINED).match(text, phrase.end)
        if joined and not any(token.start == joined.end() and not token.only("context") for token in tokens):
            return True
        if not phrase.named or phrase is not run[-1]:
            return False
        ahead = next((token for token in tokens if token.start >= phrase.end and token.get("version")), None)
        if ahead is None or ahead.start > phrase.end + _AHEAD:
            return False
        between = text[phrase.end : ahead.start]
        return not _SENTENCE_END.search(between) and not any(
            token.get("abbreviation") is not None or token.get("family") is not None or token.get("name") is not None
            for token in tokens
            if phrase.end <= token.start < ahead.start
        )

    def _counts(self, phrase: Phrase, run: Sequence[Phrase], tokens: Sequence[Token], text: str) -> bool:
        """Whether *phrase* names a licence, rather than words that look like a part of one."""
        if phrase.by == "url":
            return True
        if phrase.licence >= 0:
            return self._named_counts(phrase, run, tokens, text)
        if phrase.family == "name" or (phrase.family and phrase.elements):
            return True
        if phrase.family:
            return phrase.licence_word
        if self._repeats(phrase, run):
            return True
        base = next(iter(self._cc["elements"]))
        if base not in phrase.elements or phrase.version is None:
            return False
        if not phrase.named:
            return phrase.plain_codes and len(phrase.elements) > 1
        return phrase.distinctive or phrase.scoped or (len(phrase.elements) > 1 and bool(phrase.port))

    @staticmethod
    def _repeats(phrase: Phrase, run: Sequence[Phrase]) -> bool:
        """Elements that only repeat, or are repeated by, a neighbour that names the family."""
        return bool(phrase.elements) and any(
            other is not phrase
            and other.licence < 0
            and other.family
            and (not other.elements or set(other.elements) == set(phrase.elements))
            for other in run
        )

    def _named_counts(self, phrase: Phrase, run: Sequence[Phrase], tokens: Sequence[Token], text: str) -> bool:
        if phrase.strength == "weak":
            beside = any(other.licence == phrase.licence and other.strength != "weak" for other in run)
            return beside or phrase.version is not None
        if phrase.strength != "ordinary":
            return True
        if len(text.strip()) <= _ALONE:
            return True
        if any(self._id(phrase) in self._absorbs.get(self._id(other), ()) for other in run):
            return True
        number, begin, stop = str(phrase.licence), phrase.start - _CONTEXT, phrase.end + _CONTEXT
        return any(token.start < stop and token.end > begin and number in token.all("context") for token in tokens)

    # -- what belongs together

    def _merged(self, phrases: Sequence[Phrase]) -> list[Phrase]:
        kept: list[Phrase] = []
        for phrase in phrases:
            if kept and (joined := self._joined(kept[-1], phrase)):
                kept[-1] = joined
            else:
                kept.append(phrase)
        return kept

    def _joined(self, left: Phrase, right: Phrase) -> Phrase | None:
        """One phrase for two neighbours that name the same licence, else ``None``."""
        if left.licence == right.licence >= 0:
            if not (_agree(left.version, right.version) and _agree(left.code, right.code)):
                return None
            return replace(left, end=right.end, version=left.version or right.version, code=left.code or right.code)
        if left.licence == right.licence:
            return self._joined_family(left, right)
        for one, other in ((left, right), (right, left)):
            if self._id(other) in self._absorbs.get(self._id(one), ()):
                return replace(one, start=left.start, end=right.end)
        return None

    @staticmethod
    def _joined_family(left: Phrase, right: Phrase) -> Phrase | None:
        if left.elements and right.elements and set(left.elements) != set(right.elements):
            return None
        if not (_agree(left.version, right.version) and _agree(left.port, right.port)):
            return None
        whole = left if left.elements or not right.elements else right
        return replace(
            whole,
            start=left.start,
            end=right.end,
            family=left.family or right.family,
            version=left.version or right.version,
            port=left.port or right.port,
        )

    # -- ids

    def _mention(self, phrase: Phrase) -> LicenceMention:
        software = phrase.licence >= 0 and self._licences[phrase.licence]["covers"] == "software"
        return LicenceMention(phrase.start, phrase.end, self._id(phrase), phrase.by, software)

    def _id(self, phrase: Phrase) -> str:
        if phrase.licence < 0:
            return self._family_id(phrase.elements, phrase.version, phrase.port)
        licence = self._licences[phrase.licence]
        name = str(licence["id"])
        if "{code}" in name:
            known = next((code for code in licence["codes"] if code.lower() == phrase.code), None)
            name = name.replace("{code}", known or "unknown")
        version = phrase.version if phrase.version in licence["versions"] else None
        return name.replace("{version}", version) if version else re.sub(r"-\{version\}", "", name)

    def _family_id(self, elements: Iterable[str], version: str | None, port: str | None) -> str:
        order = list(self._cc["elements"])
        named = [code for code in order if code in set(elements)]
        version = version if version in self._cc["versions"] else None
        if not named or self._contradict(named):
            return str(self._cc["unknown"])
        if order[0] not in named and version not in self._cc["without_attribution"]:
            named = [order[0], *named]
        if version is None or version in self._cc["unported"]:
            port = None
        return "-".join(["CC", *(code.upper() for code in named), *filter(None, (version, port))])

    def _contradict(self, elements: Iterable[str]) -> bool:
        """No derivatives, but derivatives alike: no such licence exists."""
        parts = [self._cc["elements"][code] for code in elements]
        unaltered = any("derive" in part["withdraws"] for part in parts)
        return unaltered and any("share-alike" in part["duties"] for part in parts)

    # -- across the text

    def _settled(self, mentions: list[LicenceMention], text: str) -> list[LicenceMention]:
        """Mentions that leave out what another one says: the version, or which licence of the family."""
        mentions.sort(key=lambda mention: mention.start)
        ids = {mention.id for mention in mentions}
        settled: list[LicenceMention] = []
        for mention in mentions:
            fuller = {other for other in ids if re.fullmatch(re.escape(mention.id) + r"-\d\.\d(-[A-Z]+)?", other)}
            if len(fuller) == 1:
                mention = replace(mention, id=fuller.pop())
            if mention.id == self._cc["unknown"] and mention.by != "url" and self._explained(mention, mentions, text):
                continue
            settled.append(mention)
        return settled

    def _explained(self, mention: LicenceMention, mentions: Sequence[LicenceMention], text: str) -> bool:
        """Whether the same sentence says which Creative Commons licence is meant."""
        for other in mentions:
            if not other.id.startswith("CC") or other.id == mention.id:
                continue
            between = text[min(mention.end, other.end) : max(mention.start, other.start)]
            if len(between) <= _NEAR and not _SENTENCE_END.search(between):
                return True
        return False

    # -- grants

    def grants(self, licence: str) -> Grants | None:
        """What *licence* (an id as :meth:`find` gives it) grants; ``None`` where nobody knows."""
        found = self._entry(licence)
        if found is not None:
            rule = found["grants"]
            if rule is None:
                return None
            if rule["like"]:
                return self._family_grants(rule["like"].split("-"))
            return Grants(tuple(rule["permits"]), tuple(rule["prohibits"]), tuple(rule["duties"]))
        match = _CC_ID.fullmatch(licence)
        elements = match[1].strip("-").lower().split("-") if match else []
        if not elements or any(code not in self._cc["elements"] for code in elements) or self._contradict(elements):
            return None
        return self._family_grants(elements)

    def _entry(self, licence: str) -> Mapping[str, Any] | None:
        for name, entry in self._by_id.items():
            pattern = re.escape(name).replace(r"\-\{version\}", r"(?:-\d\.\d)?").replace(r"\{code\}", r"[\w-]+")
            if re.fullmatch(pattern, licence):
                return dict(entry)
        return None

    def _family_grants(self, codes: Sequence[str]) -> Grants:
        elements = self._cc["elements"]
        base = next(iter(elements))
        chosen = [elements[code] for code in codes]
        withdrawn = {act for part in chosen for act in part["withdraws"]}
        permitted = dict.fromkeys(act for part in (elements[base], *chosen) for act in part["permits"])
        permits = [act for act in permitted if act not in withdrawn]
        prohibits = dict.fromkeys(act for part in chosen for act in part["prohibits"])
        duties = dict.fromkeys(duty for part in chosen for duty in part["duties"])
        return Grants(tuple(permits), tuple(prohibits), tuple(duties))

    def spdx(self, licence: str) -> str:
        """The id to write in an SPDX expression for *licence*, where the rules name another than its own."""
        entry = self._by_id.get(licence)
        return str(entry["spdx"]) if entry and entry["spdx"] else licence


def most_exact(ids: Iterable[str]) -> list[str]:
    """*ids* without those that another one says more exactly, in order.

    ``CC-BY-SA`` beside ``CC-BY-SA-3.0-DE`` is the same licence without its version, and a Creative
    Commons licence that nobody names is the one that is named elsewhere. For one text only.
    """
    known = list(dict.fromkeys(ids))
    return [each for each in known if not any(_less_exact(each, other) for other in known)]


def _less_exact(vague: str, exact: str) -> bool:
    if vague == exact:
        return False
    if vague == VAGUE:
        return exact.startswith(("CC-", "CC0"))
    return re.fullmatch(re.escape(vague) + r"(?:-\d\.\d)?(?:-[A-Z]{2,8})?", exact) is not None and bool(
        re.search(r"\d\.\d", exact)
    )


def _overlaps(token: Token, spans: Sequence[tuple[int, int]]) -> bool:
    return any(token.start < end and token.end > start for start, end in spans)


def _agree(left: str | None, right: str | None) -> bool:
    return left is None or right is None or left == right


def spdx_expression(ids: Iterable[str]) -> str | None:
    """A valid SPDX 2.3 licence expression for *ids*, all of which apply (``AND``); ``None`` for none.

    What SPDX does not list is written ``LicenseRef-…``. Never raises.
    """
    parts = [part for licence in dict.fromkeys(ids) if (part := _spdx_part(licence))]
    return " AND ".join(dict.fromkeys(parts)) or None


@lru_cache(maxsize=1024)
def _spdx_part(licence: str) -> str | None:
    clean = re.sub(r"[^A-Za-z0-9.-]+", "-", licence).strip("-.")
    if not clean:
        return None
    known = None
    if not clean.startswith("LicenseRef-"):
        try:
            known = _licensing().parse(clean, validate=True)
        except Exception:  # whatever the library cannot take is no SPDX id
            known = None
    return str(known) if known is not None else f"LicenseRef-{clean.removeprefix('LicenseRef-')}"


@cache
def _licensing() -> Any:
    """The SPDX index of the library: 80 ms to build, so built once and only where a licence is named."""
    from license_expression import get_spdx_licensing

    return get_spdx_licensing()
