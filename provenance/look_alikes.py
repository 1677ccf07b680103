"""Names as people write them, and names that only look like others.

Look-alikes follow the confusables of UTS #39 (https://www.unicode.org/reports/tr39/#Confusable_Detection), as the
library confusable-homoglyphs carries them.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

#: Words that are shown from right to left by command.
_TURNED = re.compile("\u202e([^\u202c\u202e]*)\u202c?")


@lru_cache(maxsize=4096)
def plain_name(name: str) -> str:
    """A name without case, punctuation and kinds of blanks; its letters stay what they are (NFC)."""
    folded = unicodedata.normalize("NFC", name).casefold()
    return " ".join("".join(char if char.isalnum() or unicodedata.combining(char) else " " for char in folded).split())


@lru_cache(maxsize=4096)
def skeleton(name: str) -> str:
    """What a name looks like: the same for names that a reader cannot tell apart. Not for showing."""
    from confusable_homoglyphs.confusables import confusables_data

    shown = _TURNED.sub(lambda turned: turned[1][::-1], name)
    visible = (char for char in unicodedata.normalize("NFKC", shown) if unicodedata.category(char) != "Cf")
    return plain_name("".join(_prototype(char, confusables_data) for char in visible))


def _prototype(char: str, data: dict[str, list[dict[str, str]]]) -> str:
    """The one of its look-alikes that stands for all of them: the one that has several."""
    likes = [like["c"] for like in data.get(char, ())]
    if len(likes) != 1:
        return char
    (like,) = likes
    return like if len(data.get(like, ())) > 1 else min(char, like)


def scripts(name: str) -> str:
    """The scripts of a name's letters, for a person: “Cyrillic, Latin”."""
    kinds = dict.fromkeys(unicodedata.name(char, "?").split()[0].capitalize() for char in name if char.isalpha())
    return ", ".join(kinds)
