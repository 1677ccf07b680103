"""Marks inside a document that want to waive something for it: ``<!-- provenance: waive prohibited-use -->``.

They are found in comments, on lines of their own, and in declared fields (``waive: prohibited-use``). What a mark
wants is never done because the mark says so: each becomes a problem ``self-waiver``, and a central waiver alone
settles it (:mod:`provenance.outcome.waivers`). A mark that nobody finds does nothing either.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from provenance.document import Document, Field, Problem
from provenance.spans import LineIndex, Span

CODE = "self-waiver"
#: What a mark wants that names no rule; no rule is called so.
EVERYTHING = "every rule"
#: So many marks of one document are told, and so many words of a mark are looked at.
_MOST, _MOST_WORDS = 50, 50
_MARK = re.compile(r"provenance[ \t]{0,4}:[ \t]{0,4}waive\b((?:(?!--|\*/)[^\r\n<>]){0,400})", re.I)
#: What may stand before a mark: the beginning of a comment, or a line with nothing but signs of one.
_COMMENT = re.compile(r"(?:<!--|/\*)\s{0,40}\Z")
_LINE = re.compile(r"(?:\A|[\r\n])[^\w\r\n]{0,40}\Z")
_BEFORE = 80
_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
#: Examples of marks, and fields, which speak for themselves.
_NOT_OURS = frozenset({"code", "fields"})
_ROLES = _NOT_OURS | {"comment"}
_FIELDS = frozenset({"waive", "waiver", "waivers", "provenance_waive"})
_FAMILY = "provenance"
#: Between the names of nested fields: ``provenance.waive[0]``, ``/provenance/waive``.
_PARTS = re.compile(r"[.\[\]/]+")


def marks_in(document: Document, rules: Collection[str], lines: LineIndex) -> tuple[list[Problem], list[Span]]:
    """The marks in the words of *document*, and where they stand in ``document.read``.

    *rules*: the ids of policies. On a page its comments are looked at too, which are none of its words.
    """
    problems: list[Problem] = []
    spans: list[Span] = []
    for start, end, wanted in _found(document.read, rules, _roles(document)):
        span = document.origin(start, end)
        line, column = lines.position(span[0]) if span is not None else (document.line, 1)
        quote = document.read[start:end]
        spans.append((start, end))
        problems += [Problem(CODE, rule, line, column, quote) for rule in wanted]
    if document.names is not None:
        for start, end, wanted in _found(document.text, rules, {}, comments_only=True):
            line, column = lines.position(start)
            problems += [Problem(CODE, rule, line, column, document.text[start:end]) for rule in wanted]
    return problems[:_MOST], spans


def marks_declared(field: Field, rules: Collection[str]) -> list[Problem]:
    """What a declared field wants to waive: nothing where it names no rule, and does not ask for all of them."""
    names, value = [_plain(name) for name in _PARTS.split(field.name) if name], field.value
    if not names or names[0] not in _FIELDS | {_FAMILY}:
        return []
    if _FIELDS.isdisjoint(names):
        value = _inside(value)
    words = list(_words(value))[:_MOST_WORDS]
    wanted = _known(words, rules) or ([EVERYTHING] if {"*", "all", "true"} & set(words) else [])
    quote = f"{field.name}: {' '.join(words)}"[:200]
    return [Problem(CODE, rule, field.line, field.column, quote) for rule in wanted]


def _inside(value: Any) -> Any:
    """The part of a field ``provenance`` that is about waivers."""
    if isinstance(value, Mapping):
        return [part for key, part in value.items() if _plain(str(key)) in _FIELDS]
    verb, _, rest = str(value).strip().partition(" ")
    return rest if verb.rstrip(":").casefold() in _FIELDS else None


def _plain(name: str) -> str:
    return name.casefold().replace("-", "_")


def _words(value: Any, depth: int = 0) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, part in value.items():
            yield from _words(str(key))
            yield from _words(part, depth + 1)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        if depth < 4:
            for part in value[:_MOST_WORDS]:
                yield from _words(part, depth + 1)
    elif value is not None:
        yield from re.split(r"[\s,;:]+", str(value).casefold()[:4000])


def _found(
    text: str, rules: Collection[str], roles: Mapping[Span, str], *, comments_only: bool = False
) -> Iterator[tuple[int, int, list[str]]]:
    if "rovenance" not in text and "ROVENANCE" not in text:
        return
    for count, match in enumerate(_MARK.finditer(text)):
        if count >= _MOST:
            return
        before = text[max(0, match.start() - _BEFORE) : match.start()]
        role = next((role for (start, end), role in roles.items() if start <= match.start() < end), "text")
        commented = role == "comment" or _COMMENT.search(before) is not None
        if role in _NOT_OURS or not (commented or (not comments_only and _LINE.search(before))):
            continue
        words = re.split(r"[\s,;]+", match[1].strip(" \t:=-").casefold())
        wanted = _known(words, rules)
        if not wanted and (commented or words[0] in ("", "*", "all")):
            # A comment is meant for us whatever it says; a line that names no rule is a sentence of the text.
            wanted = [words[0]] if _NAME.fullmatch(words[0]) and words[0] != "all" else [EVERYTHING]
        if wanted:
            yield match.start(), match.start() + len(match[0].rstrip()), wanted


def _known(words: Sequence[str], rules: Collection[str]) -> list[str]:
    return list(dict.fromkeys(word for word in words[:_MOST_WORDS] if word in rules))


def _roles(document: Document) -> dict[Span, str]:
    return {(block.start, block.end): block.role for block in document.blocks if block.role in _ROLES}
