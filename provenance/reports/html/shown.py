"""Words of a document made harmless to show on a page.

Markup is escaped by the templates; here is what escaping leaves: characters that nobody sees or that turn the
direction around are shown by their number, and what is long is cut and says so. Words of a document stand in
``<bdi>`` elements, so that a right-to-left name does not reorder the sentence it stands in (UAX #9, HTML).
"""

from __future__ import annotations

import re
from datetime import datetime

from markupsafe import Markup, escape

from provenance.reports.neutral import HOSTILE, show

#: Most code points of a name, a path or a sentence; of a quoted notice.
LONGEST = 400
LONGEST_QUOTE = 2_000
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_BLANKS = re.compile(r"[\t\r\n\f\v\x85\u2028\u2029 ]+")
_BREAKS = re.compile(r"\r\n?|[\x85\u2028\u2029]")


def one_line(text: str, most: int = LONGEST) -> str:
    """*text* on one line, harmless, at most *most* code points of it.

    What is cut is told: a name of ten megabytes must not look complete.
    """
    if len(text) <= most and text.isascii() and text.isprintable():
        return text
    head = HOSTILE.sub(show, _BLANKS.sub(" ", text[:most]))
    if len(text) <= most:
        return head
    return head.rstrip() + (f"… ({len(text) - most:,} more characters)" if most >= LONGEST else "…")


def lines(text: str) -> str:
    """*text* with its line breaks, harmless; a tab is a blank."""
    text = _BREAKS.sub("\n", text).replace("\t", " ")
    return "\n".join(HOSTILE.sub(show, line) for line in text.split("\n"))


def said(text: object, most: int = LONGEST) -> Markup:
    """Words of a document for use within a sentence of ours; ASCII turns no direction and needs no element."""
    shown = one_line(str(text), most)
    return escape(shown) if shown.isascii() else Markup("<bdi>{}</bdi>").format(shown)


def plain(text: object, most: int = LONGEST) -> str:
    """The same for an attribute or a title, where no element can stand; the caller's template escapes it."""
    return one_line(str(text), most)


def language(tag: str | None) -> Markup:
    """`` lang="…"`` for *tag* if it has the shape of a language tag (BCP 47), for screen readers; else nothing."""
    if tag and re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}", tag):
        return Markup(' lang="{}"').format(escape(tag))
    return Markup("")


def moment(instant: str) -> str:
    """An ISO 8601 instant in words: ``15 January 2026, 09:30 UTC``; as it is where it is none."""
    try:
        at = datetime.fromisoformat(instant)
    except ValueError:
        return one_line(instant)
    zone = at.tzname() or "no zone"
    return f"{at.day} {_MONTHS[at.month - 1]} {at.year}, {at:%H:%M} {zone}"
