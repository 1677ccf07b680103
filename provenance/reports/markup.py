"""Words put into Markdown (CommonMark with the tables of GitHub) so that they stay words.

What a document says goes into code spans: nothing inside one is read, no link, no HTML, no ``@name`` and
no ``#number``, which hosts would turn into a message to somebody. Our own words are escaped.
"""

from __future__ import annotations

import re

from provenance.reports.excerpt import one_line

_BACKTICKS = re.compile(r"`+")
#: The signs that CommonMark or a host reads anywhere in a line, and those that it reads where one begins.
_SIGNS = re.compile(r"([!#$&*<>@\[\\\]^_`{|}~]|:(?=\S)|^[+=-]|(?<=^\d)[.)])")


def code(text: str, longest: int, *, table: bool = False) -> str:
    """*text* as one code span, neutral and at most *longest* cells; in a *table* its bars are escaped."""
    words = one_line(text, longest).strip() or " "
    fence = "`"
    runs = {len(run) for run in _BACKTICKS.findall(words)}
    while len(fence) in runs:
        fence += "`"
    pad = " " if words[0] == "`" or words[-1] == "`" else ""
    span = f"{fence}{pad}{words}{pad}{fence}"
    return span.replace("|", "\\|") if table else span


def escaped(text: str, longest: int = 1000) -> str:
    """*text* as running words: neutral, on one line, every sign that Markdown reads escaped."""
    return _SIGNS.sub(r"\\\1", one_line(text, longest))
