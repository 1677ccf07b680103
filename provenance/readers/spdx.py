"""SPDX and REUSE headers: ``SPDX-License-Identifier``, ``SPDX-FileCopyrightText``, ``SPDX-FileContributor``.

A header is a line that holds a tag and nothing before it but comment marks (REUSE 3.3, SPDX 2.3 annex E and H).
What stands between ``SPDX-SnippetBegin`` and ``SPDX-SnippetEnd``, in a code block or in a quotation is about a
part or about somebody else's text, and named so; what stands between ``REUSE-IgnoreStart`` and
``REUSE-IgnoreEnd`` is no header at all.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from provenance.document import Block, Field, Problem
from provenance.readers.subjects import joined
from provenance.spans import LineIndex

#: Where any of this may stand, and the longest value of a tag.
MARK = "SPDX-"
MAX_VALUE, MAX_TAGS = 500, 500
#: The tags that are handed on; all others (SPDX-FileType …) say nothing about rights.
LICENCE, COPYRIGHT, CONTRIBUTOR = "SPDX-License-Identifier", "SPDX-FileCopyrightText", "SPDX-FileContributor"
_TAG = re.compile(
    r"SPDX-(?:(?P<tag>License-Identifier|FileCopyrightText|FileContributor|SnippetCopyrightText)[ \t]*:[ \t]*"
    rf"(?P<value>[^\r\n]{{0,{MAX_VALUE}}})|Snippet(?P<edge>Begin|End)\b)|REUSE-Ignore(?P<ignore>Start|End)\b"
)
#: Comments end on the line of their header.
_ENDS = re.compile(r"[ \t]*(?:-->|\*/\}?|#\}|--\}\}|--\]\]|\]\]|\"\"\"|''')?[ \t]*$")
#: Words that begin a comment line (batch files, m4); all other marks are no letters.
_WORDS = frozenset(("rem", "dnl", "c"))
_QUOTED = frozenset("`\"'“”«»")
#: In front of what is not about the document.
SNIPPET = "snippet"
#: How far back a line's beginning is looked for: before a header stand only comment marks.
_LEAD = 40


def headers(text: str, blocks: Sequence[Block] = (), part: str = "") -> tuple[list[Field], list[Problem]]:
    """The headers of *text* and what is wrong with them; with *part*, all are about that.

    *blocks* tell headers from examples of headers: those in code and in quotations are about a snippet.
    """
    fields: list[Field] = []
    problems: list[Problem] = []
    if MARK not in text:
        return fields, problems
    lines = LineIndex(text)
    starts = [block.start for block in blocks]
    for name, value, at in _tags(text):
        block = blocks[found] if (found := bisect_right(starts, at) - 1) >= 0 else None
        if block is not None and block.end > at and block.role == "fields":
            continue  # a key of front matter is a field already
        about = SNIPPET if block is not None and block.end > at and block.role in ("code", "quote") else part
        line, column = lines.position(at)
        if name.startswith(SNIPPET):
            about, name = SNIPPET, name.removeprefix(f"{SNIPPET}.")
        values, problem = licences(value) if name == LICENCE else ([value], None)
        span = (at, at + len(value)) if values == [value] else (None, None)
        fields += [Field(joined(about, name), each, f"header: {name}", line, column, *span) for each in values]
        if problem is not None and not about:
            problems.append(Problem("metadata-unread", problem, line, column))
    return fields, problems


def _tags(text: str) -> Iterator[tuple[str, str, int]]:
    """Name, value and place of each header; names inside of a snippet begin with ``snippet.``."""
    inside, ignored, count = 0, False, 0
    for match in _TAG.finditer(text):
        if not _begins_line(text, match.start()):
            continue
        if match["ignore"]:
            ignored = match["ignore"] == "Start"
        elif match["edge"]:
            inside = max(0, inside + (1 if match["edge"] == "Begin" else -1))
        elif not ignored and count < MAX_TAGS:
            value = _ENDS.sub("", match["value"]).rstrip()
            count += 1
            tag = match["tag"].replace("SnippetCopyright", "FileCopyright")
            part = inside or tag != match["tag"]
            if value:
                yield f"{SNIPPET}.{MARK}{tag}" if part else f"{MARK}{tag}", value, match.start("value")


def _begins_line(text: str, at: int) -> bool:
    """Whether only marks of a comment stand before *at* on its line."""
    begin = max(text.rfind("\n", max(0, at - _LEAD), at), text.rfind("\r", max(0, at - _LEAD), at)) + 1
    if not begin and at > _LEAD:
        return False
    before = text[begin:at].strip()
    if _QUOTED & set(before):
        return False
    return before.lower() in _WORDS or not any(char.isalnum() for char in before)


def licences(expression: str) -> tuple[list[str], str | None]:
    """The licences of an SPDX *expression* that have to be known, and what is wrong with it.

    Of a plain choice (``A OR B``) any will do, so it stays one value; all others have to be known each by itself.
    """
    from license_expression import LicenseSymbol

    licensing = _licensing()
    try:
        parsed = licensing.parse(expression[:MAX_VALUE])
        unknown = licensing.unknown_license_keys(parsed) if parsed is not None else ["NOTHING"]
    except Exception:  # whatever the library cannot take is no expression
        return [expression], f"{LICENCE}: “{expression[:80]}” is no SPDX expression"
    foreign = [key for key in unknown if not _is_reference(key.removesuffix("+"), licensing)]
    problem = f"{LICENCE}: “{foreign[0][:80]}” is not on the SPDX licence list" if foreign else None
    if parsed is None or isinstance(parsed, LicenseSymbol):
        return [expression], problem
    simple = all(isinstance(each, LicenseSymbol) for each in getattr(parsed, "args", ()))
    if type(parsed).__name__ == "OR" and simple:
        return [expression], problem
    return list(dict.fromkeys(licensing.license_keys(parsed))), problem


@cache
def _licensing() -> Any:
    """The SPDX index of the library: 80 ms to build, so built once and only where a header stands."""
    from license_expression import get_spdx_licensing

    return get_spdx_licensing()


def _is_reference(key: str, licensing: Any) -> bool:
    """``LicenseRef-…`` is the author's own, and valid; “or later” may be written with a plus."""
    return key.startswith(("LicenseRef-", "DocumentRef-", "AdditionRef-")) or key in licensing.known_symbols
