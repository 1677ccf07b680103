"""Document text made harmless to show: what a terminal, a log or a reader's eye would obey.

Input is hostile: an escape sequence in a holder's name may rewrite the screen, a right-to-left
override may turn “not permitted” around, a line that begins with ``::error`` or holds ``##vso[``
is a command to a CI system's log reader. Every report shows such characters instead of sending
them: text writes ``‹U+202E›``, JSON its own ``\\u202e``.

Zero-width joiners stay where scripts need them to spell a word (between two letters of Arabic,
Indic and South-East Asian scripts, after RFC 5892 appendix A); anywhere else they are shown.
"""

from __future__ import annotations

import re

#: C0, DEL, C1; soft hyphen and fillers nobody sees; marks, embeddings, overrides and isolates of
#: direction; zero-width characters; line and paragraph separators; tags, invisible variation
#: selectors (the two for emoji stay); surrogates, which no encoding can write.
_UNSEEN = (
    "\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0d\ufeff\uffa0\ufff0-\ufffb\ud800-\udfff"
    "\U000e0000-\U000e0fff\U0001d173-\U0001d17a\U0001bca0-\U0001bca3"
)
#: Blocks whose spelling uses U+200C and U+200D: Arabic and its extensions, Indic, Myanmar, Khmer, Mongolian.
_JOINING = (
    "\u0600-\u061b\u061d-\u08ff\u0900-\u0dff\u1000-\u109f"
    "\u1780-\u17b3\u17b6-\u180d\u180f-\u18aa\ufb50-\ufdff\ufe70-\ufefc"
)
#: A character (never more than one) that must not be written as it is.
HOSTILE = re.compile(f"[{_UNSEEN}]|(?<![{_JOINING}])[\u200c\u200d]|[\u200c\u200d](?![{_JOINING}])")
#: The same without a look at what stands beside it.
_SUSPECT = re.compile(f"[{_UNSEEN}\u200c\u200d]")
#: The first character of what a CI system's log reader takes for a command anywhere in a line:
#: ``##[``, ``##vso[``, ``##teamcity[``.
MARKED_COMMAND = re.compile(r"#(?=#(?:vso|teamcity)?\[)", re.IGNORECASE)
#: The same, and ``::`` where a line or a word begins (GitHub reads ``::error::`` there).
_COMMAND = re.compile(rf"(?<!\S):(?=:)|{MARKED_COMMAND.pattern}", re.IGNORECASE)
_BREAKS = re.compile(r"[\t\r\n\f\v][\t\r\n\f\v ]*")
_PRINTED = bytes(range(0x20, 0x7F))


def has_hostile(text: str) -> bool:
    """Whether *text* may hold a ``HOSTILE`` character; only what is not plain ASCII is looked at, one by one."""
    rest = text.encode("utf-8", "surrogatepass").translate(None, _PRINTED)
    return bool(rest) and _SUSPECT.search(rest.decode("utf-8", "surrogatepass")) is not None


def show(match: re.Match[str]) -> str:
    """The matched character by its number, as in ``‹U+202E›``."""
    return f"‹U+{ord(match[0]):04X}›"


def neutral(text: str) -> str:
    """*text* on one line, harmless, everything unseen made visible.

    Tabs and line breaks, with the blanks after them, become one blank. Idempotent; text without
    anything to hide comes back as it is.
    """
    if text.isascii() and text.isprintable() and ":" not in text and "#" not in text:
        return text
    return _COMMAND.sub(show, HOSTILE.sub(show, _BREAKS.sub(" ", text)))


def neutral_characters(text: str) -> list[str]:
    """What to show for each code point of *text*, one entry each: underlining needs the columns.

    A tab is four blanks; other control characters, line breaks included, are shown by number.
    """
    shown = ["    " if character == "\t" else character for character in text]
    for pattern in (HOSTILE, _COMMAND):
        for match in pattern.finditer(text):
            if match[0] != "\t":
                shown[match.start()] = show(match)
    return shown
