"""What a page declares about itself: ``meta``, ``link``, JSON-LD, microdata and RDFa, each with its place.

Names are handed on as written; which of them mean what is data (``rules/fields``). Sources: HTML 4.2.5
(``meta``) and 5 (microdata), RDFa Lite 1.1, schema.org, Dublin Core, the microformat ``rel=license``.
Everything that is declared twice is handed on twice: which of them counts is for others to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from provenance.document import Field, Problem
from provenance.readers import spdx
from provenance.readers.html_items import Items
from provenance.readers.html_rdfa import Statements
from provenance.readers.json_ld import closing_name, members, parse, written_path
from provenance.readers.places import Key
from provenance.readers.subjects import UNSEEN, joined
from provenance.spans import Newlines

if TYPE_CHECKING:
    from turbohtml import Document, Element

#: Most bytes of JSON-LD that are read of one page, and most declared values.
MAX_JSON, MAX_FIELDS = 1_000_000, 2_000
#: Versions of a page that are listed, at most (translations, feeds).
MAX_ALTERNATES = 20
_NAMING = ("name", "property", "http-equiv")
#: How far into a page SPDX headers are looked for, and what may stand around them there.
MAX_HEAD = 64_000
_OF_HEAD = re.compile(r"\s*(?:<(?:!doctype|/?head|html|meta|link|base)\b[^>]*>|<(script|style|title)\b[^>]*>)", re.I)
_COMMENT = re.compile(r"\s*<!--")
_ANY = re.compile(r"[^\n]")
_LICENCE_RELATIONS = frozenset(("license", "licence", "copyright"))


def fields_of(document: Document, lines: Newlines) -> tuple[list[Field], list[Problem]]:
    """The declared fields by the way they are declared, each in the order of the page, and what was broken."""
    problems: list[Problem] = []
    fields = [*_metas(document, lines), *_links(document, lines)]
    own = [str(field.value) for field in fields if field.pointer in ("link: rel=canonical", "meta: og:url")]
    for element in document.find_all("script"):
        if (element.attr("type") or "").strip().lower().startswith("application/ld+json"):
            fields += _json_ld(element, lines, own, problems)
    headers, wrong = spdx.headers(_comments_of_head(lines.text))
    problems += wrong
    fields += [_back(field, lines) for field in headers]
    for found in Items(document):
        fields.append(_field(found.element, found.name, found.value, f"microdata: {found.way}", lines))
        if len(fields) > MAX_FIELDS:
            break
    for found in Statements(document, own):
        fields.append(_field(found.element, found.name, found.value, f"RDFa: {found.way}", lines))
        if len(fields) > MAX_FIELDS:
            break
    if len(fields) > MAX_FIELDS:
        problems.append(Problem("metadata-unread", f"more than {MAX_FIELDS} declared values", 1))
    return fields[:MAX_FIELDS], problems


def _metas(document: Document, lines: Newlines) -> Iterator[Field]:
    """``meta`` with a name; those of microdata (``itemprop``) and of a subject in the body are read as such."""
    for element in document.find_all("meta"):
        content = element.attr("content")
        name = next((value for key in _NAMING if (value := element.attr(key))), None) or _loose(element)
        if name is None or content is None or (element.attr("name") is None and _has_subject(element)):
            continue
        yield _field(element, joined(_unseen(element), name), content, f"meta: {name}", lines)


def _links(document: Document, lines: Newlines) -> Iterator[Field]:
    """The links of the head that say something about rights or about where the text comes from."""
    alternates = 0
    for element in document.find_all("link"):
        relations = frozenset(str(element.attr("rel") or "").lower().split())
        href = str(element.attr("href") or "").strip()
        if not href or element.attr("itemprop") is not None:
            continue
        unseen = _unseen(element)
        for_machines = "rsl+xml" in str(element.attr("type") or "").lower()  # no licence of the text: signals.rsl
        if relations & _LICENCE_RELATIONS and "://" in href and not for_machines:
            yield _field(element, joined(unseen, "license"), href, "link: rel=license", lines)
        if "canonical" in relations:  # a site may write a path of its own
            name = "canonical" if "://" in href else "permalink"
            yield _field(element, joined(unseen, name), href, "link: rel=canonical", lines)
        if (
            "alternate" in relations
            and not for_machines
            and "stylesheet" not in relations
            and alternates < MAX_ALTERNATES
        ):
            alternates += 1
            yield _field(element, "alternate", href, "link: rel=alternate", lines)


def _loose(element: Element) -> str | None:
    """A property in the head that belongs to no item: pages write them, and mean themselves."""
    name = element.attr("itemprop")
    if not name or getattr(element.parent, "tag", "") != "head":
        return None
    around = [outer for outer in element.ancestors if hasattr(outer, "attr")]
    return None if any(outer.attr("itemscope") is not None for outer in around) else str(name)


def _comments_of_head(source: str) -> str:
    """The comments before the page's first words, in their places, with blanks for all else.

    Headers further down are those of templates, programs and pictures that a page was put together from.
    """
    if spdx.MARK not in source[:MAX_HEAD]:
        return ""
    source, kept, at = source[:MAX_HEAD], [], 0
    lowered = source.lower()
    while True:
        if comment := _COMMENT.match(source, at):
            end = source.find("-->", comment.end())
            end = len(source) if end < 0 else end + 3
            kept.append(source[at:end])
            at = end
            continue
        match = _OF_HEAD.match(source, at)
        if match is None:
            return "".join(kept)
        end = match.end()
        if match[1]:  # what programs hold is not the page's
            closing = lowered.find(f"</{match[1].lower()}", end)
            close = source.find(">", closing) if closing >= 0 else -1
            end = close + 1 or len(source)
        kept.append(_ANY.sub(" ", source[at:end]))
        at = end


def _back(field: Field, lines: Newlines) -> Field:
    """A field found in the text with its line breaks made one, at its place in the file."""
    if field.start is None or field.end is None:
        return field
    return replace(field, start=lines.back(field.start), end=lines.back(field.end))


def _has_subject(element: Element) -> bool:
    """Whether something around *element* in the body says what is spoken of; RDFa then reads it."""
    around: list[Any] = [outer for outer in element.ancestors if hasattr(outer, "attr")]
    if any(outer.tag == "head" for outer in around):
        return False
    return any(outer.attr("typeof") is not None or outer.attr("about") is not None for outer in around)


def _unseen(element: Element) -> str:
    """The name in front of what stands in a template: it may close, it never opens."""
    return UNSEEN if any(getattr(outer, "tag", "") == "template" for outer in element.ancestors) else ""


def _field(element: Element, name: str, value: Any, pointer: str, lines: Newlines) -> Field:
    line, column = (element.source_line or 1), (element.source_col or 0)
    begin = lines.offset(line, column)
    end = lines.text.find(">", begin)
    start = lines.text.find(value, begin, end) if value and isinstance(value, str) else -1
    if start < 0:  # character references in it, or words: the element as a whole is the place
        return Field(name, value, pointer, line, column + 1, around=element)
    found = lines.back(start), lines.back(start + len(value))
    return Field(name, value, pointer, line, column + 1, *found, around=element)


def _json_ld(element: Element, lines: Newlines, own: list[str], problems: list[Problem]) -> Iterator[Field]:
    line = element.source_line or 1
    text = element.text
    if len(text) > MAX_JSON:
        problems.append(Problem("metadata-unread", f"JSON-LD of {len(text)} characters", line))
        return
    try:
        graph = parse(text)
    except ValueError:
        problems.append(Problem("metadata-unread", "JSON-LD that is not JSON", line))
        return
    begin = lines.text.find(text, lines.offset(line, element.source_col or 0))
    unseen = _unseen(element)

    def field(name: str, value: Any, path: Key, at: int) -> Field:
        """A value with its line, and its span where it is written without escapes."""
        pointer = f"JSON-LD: {written_path(path)}"
        if begin < 0:
            return Field(name, value, pointer, line)
        row, column = lines.position(begin + at)
        start = begin + at + 1
        if not isinstance(value, str) or not value or not lines.text.startswith(value, start):
            return Field(name, value, pointer, row, column)
        return Field(name, value, pointer, row, column, lines.back(start), lines.back(start + len(value)))

    for member in members(graph.data, own):
        yield field(joined(unseen, member.name), member.value, member.path, graph.place(member.path))
    for path, at, value in graph.earlier:
        passed = field(joined(unseen, closing_name(path)), value, path, at)
        twice = f"JSON-LD: the key “{str(path[-1])[:80]}” stands twice"
        problems.append(Problem("metadata-unread", twice, passed.line))
        yield passed
