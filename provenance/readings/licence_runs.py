"""From tokens to phrases: which words belong to one naming of one licence."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from provenance.readings.licence_tokens import Token
from provenance.readings.licence_urls import Address

_GAP = re.compile(r"(?:(?!\.\s)[\s\-–—―─‐_/,;:()\[\]{}«»<>\"'|&+*#·・、／「」『』《》〈〉【】“”‘’•→~=›‹!.（）]){0,8}")
_TIGHT = re.compile(r"[ \-_/]{0,3}")
_PORT = re.compile(r"(?:[ \-_/(]{1,2}(?=[A-Z])|/)([A-Z]{2,8}|[a-z]{2,8})(?![^\W_])")
_MORE = re.compile(r"\s*[^\W_]")
_MAX_WORDS = 5
#: How a name of another licence may count, the surest first.
_STRENGTHS = ("name", "short", "weak", "ordinary")
#: Kinds of tokens that only stand between others, or only beside them.
_LOOSE = frozenset({"word", "context"})


@dataclass(slots=True)
class Phrase:
    """One naming of a licence: Creative Commons (*licence* -1) by its parts, or licence number *licence*."""

    start: int
    end: int
    licence: int
    by: str
    family: str = ""
    elements: list[str] = field(default_factory=list)
    version: str | None = None
    port: str | None = None
    code: str | None = None
    strength: str = "name"
    named: bool = False
    distinctive: bool = False
    scoped: bool = False
    plain_codes: bool = False
    licence_word: bool = False


Item = Token | Address


def runs(text: str, tokens: Sequence[Token], addresses: Sequence[Address]) -> Iterator[list[Item]]:
    """Stretches of tokens and addresses with nothing but punctuation between them."""
    items: list[Item] = [*addresses]
    items += [token for token in tokens if any(kind != "context" for kind, _ in token.kinds)]
    run: list[Item] = []
    words = 0
    for item in sorted(items, key=lambda each: each.start):
        loose = isinstance(item, Token) and all(kind in _LOOSE for kind, _ in item.kinds)
        if run and (not _GAP.fullmatch(text, run[-1].end, item.start) or (loose and words >= _MAX_WORDS)):
            yield run
            run, words = [], 0
        run.append(item)
        words = words + 1 if loose else 0
    if run:
        yield run


class Parser:
    """Reads one run; *source* gives the text as written for a span of the folded text."""

    def __init__(self, data: Mapping[str, Any], text: str, source: Callable[[int, int], str]) -> None:
        self._cc = data["cc"]
        self._licences = data["licences"]
        self._text = text
        self._source = source
        self._phrases: list[Phrase] = []
        self._current: Phrase | None = None

    def phrases(self, run: Sequence[Item]) -> list[Phrase]:
        """The phrases of *run*, in order; what they are worth is decided later."""
        self._phrases, self._current = [], None
        licence_word = any(isinstance(item, Token) and item.get("word") == "licence" for item in run)
        for i, item in enumerate(run):
            if isinstance(item, Address):
                self._open(self._from_address(item))
                self._current = None
            else:
                self._token(item, run[i - 1] if i else None, run[i + 1] if i + 1 < len(run) else None)
        for phrase in self._phrases:
            phrase.licence_word = licence_word
        return self._phrases

    def _open(self, phrase: Phrase) -> Phrase:
        self._phrases.append(phrase)
        self._current = phrase
        return phrase

    def _from_address(self, address: Address) -> Phrase:
        slots = address.slots
        version = slots.get("version")
        version = (version.replace("-", ".") if len(version) > 1 else f"{version}.0") if version else None
        phrase = Phrase(address.start, address.end, address.licence, "url", version=version, code=slots.get("code"))
        if address.licence < 0:
            elements = slots.get("elements", "").split("-")
            known = all(element in self._cc["elements"] for element in elements)
            phrase.family, phrase.elements = "name", list(dict.fromkeys(elements)) if known else []
            port = slots.get("port", "").upper()
            phrase.port = port if port in self._cc["ports"] else None
        return phrase

    def _token(self, token: Token, before: Item | None, after: Item | None) -> None:
        number = next((token.get(kind) for kind in _STRENGTHS if token.get(kind) is not None), None)
        if token.get("other") is not None:
            self._current = None
        elif token.get("family") is not None or token.get("abbreviation") is not None:
            self._family(token, after)
        elif token.get("code") is not None:
            self._code(token, before, after)
        elif (version := token.get("version")) is not None:
            self._version(token, version)
        elif token.get("element") is not None and (number is None or self._current is not None):
            self._element(token, self._chosen(token.all("element")), named=True)
        elif number is not None:
            self._name(token)
        elif token.get("scope") is not None or token.get("port") is not None:
            self._place(token)

    def _chosen(self, codes: Sequence[str]) -> str:
        """Of several elements that a name may mean, the first that is not named yet."""
        had = self._current.elements if self._current else []
        return next((code for code in codes if code not in had), codes[0])

    def _family(self, token: Token, after: Item | None) -> None:
        full = token.get("family") is not None
        if not full and not self._source(token.start, token.end)[:2].isupper() and not self._tight_code(token, after):
            self._current = None
            return
        current = self._current
        if current is None or current.licence >= 0 or current.family or current.elements:
            current = self._open(Phrase(token.start, token.end, -1, "name" if full else "abbreviation"))
        current.family = "name" if full else "abbreviation"
        current.end = token.end

    def _tight_code(self, token: Token, after: Item | None) -> bool:
        if not isinstance(after, Token) or after.get("code") is None:
            return False
        return _TIGHT.fullmatch(self._text, token.end, after.start) is not None

    def _code(self, token: Token, before: Item | None, after: Item | None) -> None:
        source = self._source(token.start, token.end)
        if not source.isupper() and not self._code_in_small_letters(token, before, after):
            self._current = None
            return
        self._element(token, token.get("code") or "", named=False)
        current = self._current
        if current is not None and not current.named:
            joined = isinstance(before, Token) and self._text[before.end : token.start] == "-"
            current.plain_codes = source.isupper() and (len(current.elements) == 1 or (current.plain_codes and joined))

    def _code_in_small_letters(self, token: Token, before: Item | None, after: Item | None) -> bool:
        """ "by" is a word too: a code only where more of a licence stands close by."""
        if self._text[token.start - 1 : token.start] in ("-", "_") or self._tight_code(token, after):
            return True
        if not isinstance(before, Token):
            return False
        beside = any(before.get(kind) is not None for kind in ("code", "abbreviation", "family", "version"))
        followed = isinstance(after, Token) and (after.get("code") is not None or after.get("version") is not None)
        ends = not _MORE.match(self._text, token.end)
        return before.end == token.start or (beside and (followed or ends))

    def _element(self, token: Token, code: str, *, named: bool) -> None:
        current = self._current
        if current is None or current.licence >= 0 or code in current.elements:
            current = self._open(Phrase(token.start, token.end, -1, "name" if named else "abbreviation"))
        current.elements.append(code)
        current.named = current.named or named
        current.distinctive = current.distinctive or token.get("distinctive") is not None
        current.end = token.end
        if not named and not current.named:
            current.by = "abbreviation"

    def _version(self, token: Token, version: str) -> None:
        current = self._current
        if current is None or current.version is not None:
            return
        known = self._cc["versions"] if current.licence < 0 else self._licences[current.licence]["versions"]
        version = version if "." in version else f"{version}.0"
        if version in known or (current.licence >= 0 and not known):
            current.version, current.end = version, token.end

    def _place(self, token: Token) -> None:
        current = self._current
        if current is None or current.licence >= 0 or not current.version:
            return
        current.scoped = current.scoped or token.get("scope") == current.version
        if token.get("scope") is None and current.port is None:
            current.port = token.get("port")
        current.end = token.end

    def _name(self, token: Token) -> None:
        for kind in _STRENGTHS:
            number = token.get(kind)
            source = self._source(token.start, token.end)
            if number is None or (kind == "short" and sum(char.isupper() for char in source) < 2):
                continue
            by = "abbreviation" if kind in ("short", "weak") else "name"
            version = None
            current = self._current
            if current is not None and current.licence == int(number):
                version = current.version
            self._open(Phrase(token.start, token.end, int(number), by, strength=kind, version=version))
            return
        self._current = None


def bare_port(written: str, ports: Container[str]) -> tuple[str, int] | None:
    """The code of a port right after a version ("3.0 DE", "3.0/de"), and where it ends in *written*.

    In capitals, or as in an address: small letters are words elsewhere.
    """
    match = _PORT.match(written)
    code = match[1].upper() if match else ""
    return (code, match.end()) if match and code in ports else None
