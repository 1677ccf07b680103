"""Markdown (CommonMark) and its relatives: what is prose, heading, quotation, code or comment.

Lines come from markdown-it-py's block parser; the inline parser never runs. Comments are hidden from
the reader of the page, so they get a role of their own: they may reserve, they never permit.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from provenance.document import Block, Problem
from provenance.readers import front_matter, spdx
from provenance.readers.decode import decode
from provenance.readers.interface import MAX_DEPTH, Parts

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

#: Longest body whose markup is read, in code points; hostile ones cost the block parser up to 12 µs each.
MAX_MARKUP = 300_000
#: Most lines times deepest quotation: the block parser goes over a quotation's lines once for each level of it.
MAX_QUOTED = 300_000

_TEXT, _QUOTE, _CODE, _HEADING, _NEXT_HEADING = range(5)
_ROLES = ("text", "quote", "code", "heading", "heading")
_TOKEN_ROLES = {"heading_open": _HEADING, "blockquote_open": _QUOTE, "fence": _CODE, "code_block": _CODE}

_BREAK = re.compile(r"\r\n?|\n")
#: Lines that only a block parser can place: indented, quotations, fences, rules and underlines, HTML, “- # …”.
#: A character to search for is several times faster than “^”, so a line break is put before the body.
_INTRICATE = re.compile(
    r"[\r\n](?: {4}| {0,3}\t|[-+*.)\d \t]*(?:[><]|```|~~~)| {0,3}(?:=+|-+)[ \t]*(?:[\r\n]|\Z)"
    r"|[ \t]*[-+*.)\d][-+*.)\d \t]*#)"
)
#: In a body without any of those, these are its headings (CommonMark 4.2), and all else is prose.
_HEADING_LINE = re.compile(r"[\r\n]( {0,3}#{1,6}(?:[ \t][^\r\n]*)?)(?=[\r\n]|\Z)")
_HIDDEN = ("<!--", "{/*", "]:")
#: “[//]: # (words nobody sees)”: a link definition that leads nowhere is Markdown's own comment.
_NOWHERE = re.compile(
    r"""(?:^|(?<=\r)) {0,3}\[[^\]\r\n]{1,200}\]:[ \t]*(?:<#?>|\#)(?:[ \t]+(?:"[^"]{0,4000}"|'[^']{0,4000}'"""
    r"""|\([^)]{0,4000}\)|[^\r\n]*)|(?=[\r\n]|$))""",
    re.M,
)
_COMMENT_LINE = re.compile(r"(?<=[\r\n])[ \t]*#[^\r\n]*")
_LINE_LEAD = re.compile(r"^[-+*.)\d \t]*>[-+*.)>\d \t]*", re.M)
#: Longest run of list and quotation marks before a block, in code points; MAX_DEPTH keeps real ones shorter.
_LEAD = 400

Span = tuple[int, int]
Run = tuple[int, int, str]


class MarkdownReader:
    """Markdown with front matter; ``.mdx``, ``.qmd`` and ``.rmd`` differ in nothing that matters for rights."""

    format = "markdown"
    suffixes = (".md", ".markdown", ".mdx", ".qmd", ".rmd")

    decode = staticmethod(decode)

    def read(self, path: str, text: str) -> Parts:
        """Front matter and SPDX headers as fields, the body as blocks with roles."""
        parts = Parts()
        body = 0
        front = front_matter.split(path, text)
        if front is not None:
            body = front.body
            if front.problem is None:
                parts.fields = front.fields
                comments = [match.span() for match in _COMMENT_LINE.finditer(text, 0, body)]
                parts.blocks = _pieces(text, [(0, body, "fields")], comments)
            else:
                parts.problems.append(front.problem)
                parts.blocks = _pieces(text, [(0, body, "text")], [])
        parts.blocks += _body(text, body, parts.problems, mdx=path.lower().endswith(".mdx"))
        fields, problems = spdx.headers(text, parts.blocks)
        parts.fields += fields
        parts.problems += problems
        return parts


def _body(text: str, start: int, problems: list[Problem], *, mdx: bool) -> list[Block]:
    probe = "\n" + text[start:]
    if not _INTRICATE.search(probe) and not any(mark in probe for mark in _HIDDEN):
        return _pieces(text, _simple_runs(probe, start - 1), [])
    whole = [(start, len(text), "text")]
    if len(text) - start > MAX_MARKUP:
        problems.append(Problem("markup-too-deep", f"longer than {MAX_MARKUP} characters, read as plain text"))
        return _pieces(text, whole, [])
    roles = _line_roles(text[start:])
    if roles is None:
        problems.append(
            Problem(
                "markup-too-deep", f"nested deeper than {MAX_DEPTH} levels or over too many lines, read as plain text"
            )
        )
        return _pieces(text, whole, [])
    starts = [start, *(start - 1 + match.end() for match in _BREAK.finditer(probe, 1))]
    runs: list[Run] = []
    line = 0
    for role, group in groupby(roles):
        after = line + sum(1 for _ in group)
        runs.append((starts[line], starts[after] if after < len(starts) else len(text), _ROLES[role]))
        line = after
    return _pieces(text, runs, _comments(text, runs, mdx=mdx))


def _simple_runs(probe: str, shift: int) -> list[Run]:
    """Headings and the prose between them; *shift* leads from offsets in *probe* to those in the text."""
    runs: list[Run] = []
    at = 1
    for match in _HEADING_LINE.finditer(probe):
        start, end = match.span(1)
        runs += [(at + shift, start + shift, "text"), (start + shift, end + shift, "heading")]
        at = end
    return [*runs, (at + shift, len(probe) + shift, "text")]


def _line_roles(body: str) -> bytearray | None:
    """The role of each line; ``None`` where the nesting goes deeper than we follow, or over too many lines."""
    normal = body.replace("\r\n", "\n").replace("\r", "\n") if "\r" in body else body
    roles = bytearray(normal.count("\n") + 1)
    deepest = max((lead.count(">") for lead in _LINE_LEAD.findall(normal)), default=0) if ">" in normal else 0
    if len(roles) * deepest > MAX_QUOTED:
        return None
    try:
        tokens = _parser().parse(normal)
    except (RecursionError, RuntimeError, IndexError):
        return None
    quoted_to = 0
    for token in tokens:
        if token.nesting == 1 and token.level >= MAX_DEPTH - 1:
            return None
        role = _TOKEN_ROLES.get(token.type)
        if role is None or token.map is None:
            continue
        first, after = token.map
        if role == _HEADING and after - first > 2:  # prose with a rule drawn right under it
            continue
        if role == _CODE or first >= quoted_to:  # a heading or quotation inside a quotation is still one
            after = min(after, len(roles))
            if role == _HEADING and first and roles[first - 1] == _HEADING:  # two in a row stay two
                role = _NEXT_HEADING
            roles[first:after] = bytes([role]) * (after - first)
        if role == _QUOTE:
            quoted_to = max(quoted_to, after)
    return roles


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"maxNesting": MAX_DEPTH})
    parser.core.ruler.enableOnly(["normalize", "block"])
    # Its look-ahead is quadratic in a run of definitions, and definitions without it are prose to us.
    parser.block.ruler.disable(["reference"])
    return parser


def _comments(text: str, runs: list[Run], *, mdx: bool) -> list[Span]:
    """The spans that a page does not show, sorted and disjoint: comments, and definitions that lead nowhere.

    Where a renderer and we disagree (an inline comment across paragraphs), more is called hidden:
    hidden words may close, they never open.
    """
    found: list[Span] = []
    delimiters = [("<!--", "-->")] + ([("{/*", "*/}")] if mdx else [])
    shown = [(start, end) for start, end, role in runs if role != "code"]
    for opening, closing in delimiters:
        at, last = 0, text.rfind(closing)
        for start, end in shown:
            at = max(at, start)
            while (begin := text.find(opening, at, end)) >= 0:
                at = begin + len(opening)
                if last >= at:
                    at = text.index(closing, at) + len(closing)
                elif _starts_line(text, begin):
                    at = len(text)
                else:  # never closed, and inside a line: shown as it stands
                    continue
                found.append((begin, at))
    if "]:" in text:
        for start, end in shown:
            found += [match.span() for match in _NOWHERE.finditer(text, start, end)]
    return _merged(found)


def _starts_line(text: str, offset: int) -> bool:
    """Whether only list and quotation marks stand before *offset* on its line."""
    before = text[max(0, offset - _LEAD) : offset].rstrip("-+*.)>0123456789 \t")
    return before[-1:] in "\r\n" if before else offset < _LEAD


def _merged(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _pieces(text: str, runs: list[Run], comments: list[Span]) -> list[Block]:
    """Blocks for *runs* with *comments* cut out of them; blanks at the ends of a block are left out."""
    blocks: list[Block] = []
    rest = iter(comments)
    comment = next(rest, None)
    for start, end, role in runs:
        at = start
        while comment is not None and comment[0] < end:
            _add(blocks, text, at, max(at, comment[0]), role)
            _add(blocks, text, max(at, comment[0]), min(comment[1], end), "comment")
            at = max(at, min(comment[1], end))
            if comment[1] > end:  # it runs on into the next block
                break
            comment = next(rest, None)
        _add(blocks, text, at, end, role)
    return blocks


def _add(blocks: list[Block], text: str, start: int, end: int, role: str) -> None:
    piece = text[start:end]
    shown = piece.strip()
    if shown:
        start += len(piece) - len(piece.lstrip())
        blocks.append(Block(start, start + len(shown), role))
