"""The examples of a page of Markdown: its fenced blocks, what each is called and what is said about it.

Right before a block may stand a remark that readers do not see::

    <!-- example: part of policies/any.yaml -->     a piece of such a file: its keys are held to the schema
    <!-- example: a provenance.toml -->             such a file, whole, that the page does not go on with
    <!-- example: needs jq -->                      run where that program is there
    <!-- example: tested by tests/test_x.py -->     another test has it
    <!-- example: not run: it builds an image -->   and why
    <!-- command: tests -->                         run by ``.ci/run``

A block is a file if it has a title (``yaml title="mkdocs.yml"``), if its first line is a comment with a name
(``# waivers.yml``), or if the sentence before it ends with a colon and names one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_FENCE = re.compile(r"^( *)```(\w+)(?: ([^\n]*))?\n(.*?)^\1```$", re.M | re.S)
_REMARK = re.compile(r"<!-- (example|command): ([^\n]*) -->\n *\Z")
_TITLE = re.compile(r'title="([^"]+)"')
_FIRST_LINE = re.compile(r"# ([\w./-]+\.(?:ya?ml|toml))\n")
_SENTENCE = re.compile(r"`([\w./-]+\.(?:ya?ml|toml|json|txt|md))`[^`\n]*:\n\n\Z")
_SITE = re.compile(r"^<!-- site: (\S+); pages: (\S+); needs: (\S+) -->$", re.M)
_SHELL = frozenset({"console", "sh"})
_TODAY = re.compile(r"^<!-- today: (\d{4}-\d\d-\d\d) -->$", re.M)


@dataclass(frozen=True)
class Block:
    """A fenced block. ``start``, ``end``: of its content; ``name``: of the file that it is; ``remark``: see above."""

    language: str
    content: str
    start: int
    end: int
    line: int
    name: str | None
    remark: str | None


@dataclass(frozen=True)
class Scene:
    """A page, or a part of one that has a folder for itself. ``files``: what lies there from the beginning."""

    name: str
    blocks: tuple[Block, ...]
    needs: str | None = None
    files: tuple[tuple[str, str], ...] = ()
    today: str = "2026-01-15"


def pages() -> list[str]:
    """Every page with examples, from the root of the checkout."""
    found = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
    return [path.relative_to(ROOT).as_posix() for path in found]


def read(page: str) -> str:
    """The text of a page."""
    return (ROOT / page).read_text(encoding="utf-8")


def blocks(text: str) -> Iterator[Block]:
    """The blocks of a page, in order."""
    for fence in _FENCE.finditer(text):
        before = text[: fence.start()]
        remark = _REMARK.search(before)
        before = before[: remark.start()] if remark else before
        content = fence[4]
        named = _TITLE.search(fence[3] or "")
        if named is None and fence[2] not in _SHELL:
            named = _FIRST_LINE.match(content) or _SENTENCE.search(before[-300:])
        yield Block(
            fence[2],
            content,
            fence.start(4),
            fence.end(4),
            text.count("\n", 0, fence.start()) + 1,
            named[1] if named else None,
            f"{'run by .ci/run: ' if remark[1] == 'command' else ''}{remark[2]}" if remark else None,
        )


def scenes(page: str, text: str) -> list[Scene]:
    """The page as one scene; where it has ``site:`` remarks, one from each of them to the next.

    What is named before the first ``site:`` lies in each of them, where its remark says that pages go.
    """
    found = list(blocks(text))
    today = _TODAY.search(text)
    sites = list(_SITE.finditer(text))
    if not sites:
        return [Scene(page, tuple(found), today=today[1] if today else Scene.today)]
    shared = [block for block in found if block.start < sites[0].start() and block.name]
    made = []
    for site, end in zip(sites, [*(its.start() for its in sites[1:]), len(text)], strict=True):
        name, place, needs = site.groups()
        files = tuple((place.replace("*.", f"{Path(block.name or '').stem}."), block.content) for block in shared)
        its = tuple(block for block in found if site.start() < block.start < end)
        made.append(Scene(f"{page}#{name}", its, needs, files))
    return made
