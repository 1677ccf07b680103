"""ninjs, News in JSON (IPTC): versions 1.x, 2.x and 3.x.

The three majors spell the same things differently (``body_text``, ``bodies``; ``embargoed``,
``embargoedUntil``), so names are compared in lower case. Headlines, descriptions and bodies are the
words; every other member is a field, nested ones included; associations are works of their own.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from typing import Any

from provenance.readers.assemble import Assembly
from provenance.readers.interface import Parts
from provenance.readers.json_source import JsonSource, pointer
from provenance.readers.places import Key

#: Associations inside associations are followed so far.
MAX_NESTING = 8
#: Items stand so deep in the answers of agencies' interfaces.
MAX_WRAPPING = 6
_TEXTS = frozenset(("text", "composite", "component", "event", "planning", ""))
#: Members (and beginnings of them) that show an object with a ``uri`` to be an item.
_MEMBERS = (
    "versioncreated", "firstcreated", "contentcreated", "pubstatus", "copyright", "usageterms", "embargoed", "headline",
    "body", "bodies", "description", "byline", "infosource", "rightsinfo", "associations", "renditions", "profile",
    "representationtype", "ednote", "standard", "$standard", "located", "slugline", "mimetype", "altids",
    "digitalsourcetype", "eventdetails", "plannedcoverage", "trustindicator",
)  # fmt: skip
#: Members that other data has as well: an object that has nothing else is an item.
_COMMON = frozenset(
    "uri type version language title name rel by urgency genre genres person people organisation organisations place"
    " places subject subjects event events object objects expires charcount wordcount advices".split()
)
#: A tag that says nothing: words in such tags only are the same as without. Comments and attributes may say more.
_BARE_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]{0,15}\s{0,9}/?>")
_WORDS = ("headline", "description", "body", "bodies")


def claims(data: Any) -> bool:
    """An object with a ``uri``, which ninjs requires, and at least one member that ninjs knows; a list of them.

    Agencies' interfaces wrap items in answers of their own: those count where the items are plain.
    """
    if isinstance(data, list) and data and all(map(_is_item, data)):
        return True
    return _is_item(data) or next(_wrapped(data), None) is not None


def _wrapped(data: Any) -> Iterator[Key]:
    """The paths of the items inside an answer, the outermost of each branch, in the order written."""
    stack: list[tuple[Key, Any]] = [((), data)]
    while stack:
        path, value = stack.pop()
        if isinstance(value, dict) and _is_item(value) and _speaks(value):
            yield path
        elif len(path) < MAX_WRAPPING and isinstance(value, dict):
            stack += [((*path, key), inner) for key, inner in reversed(value.items())]
        elif len(path) < MAX_WRAPPING and isinstance(value, list):
            stack += [((*path, i), inner) for i, inner in reversed(list(enumerate(value)))]


def _speaks(item: dict[str, Any]) -> bool:
    """Whether an object inside others has enough of an item: two members of those that only news has."""
    return sum(str(key).lower().startswith(_MEMBERS[:12]) for key in item) > 1


def _is_item(data: Any) -> bool:
    if not isinstance(data, dict) or not isinstance(data.get("uri"), str):
        return False
    return any(str(key).lower().startswith(_MEMBERS) for key in data) or all(key.lower() in _COMMON for key in data)


def resembles(data: Any) -> bool:
    """Whether *data* wants to be an item and breaks ninjs' own rules: then its faults can be named."""
    some = data[0] if isinstance(data, list) and data else data
    return isinstance(some, dict) and ("uri" in some or any(key.lower().startswith(_MEMBERS[:7]) for key in some))


def read(source: JsonSource) -> list[Parts]:
    """One document for each item; its words in the order headline, description, body."""
    if isinstance(source.data, list) and all(map(_is_item, source.data)):
        return [_item(source, (i,), str(i)) for i in range(len(source.data))]
    if _is_item(source.data):
        return [_item(source, (), None)]
    return [_item(source, path, "") for path in _wrapped(source.data)]


def _item(source: JsonSource, path: Key, part: str | None, depth: int = 0) -> Parts:
    item = source.at(path)
    words, spoken = Assembly(), set()
    for kind in ("headline", "description", "body"):
        for where, is_html in _texts(item, kind):
            at = (*path, *where)
            value = source.at(at)
            said = html.unescape(_BARE_TAG.sub("", value)) if is_html else value
            squeezed = "".join(filter(str.isalnum, said)).lower()
            if squeezed and squeezed not in spoken:
                spoken.add(squeezed)
                (words.html if is_html else words.text)(value, source.origin(at))
    parts = words.parts()
    parts.format, parts.part, parts.line = "ninjs", None if part is None else pointer(path), source.line(path)
    named = str(item.get("type") or "").lower()
    parts.kind = "text" if named in _TEXTS else named
    parts.fields = [source.field((*path, key), value) for key, value in item.items() if _is_field(key, value)]
    for at in _associations(item, path):
        if depth < MAX_NESTING and isinstance(source.at(at), dict):
            parts.assets.append(_item(source, at, "", depth + 1))
        else:
            parts.fields.append(source.field(at, source.at(at), f"associations.{at[-1]}"))
    return parts


def _texts(item: dict[str, Any], kind: str) -> Iterator[tuple[Key, bool]]:
    """The paths of the texts of one *kind*, plain ones first, and whether they are HTML."""
    found: list[tuple[Key, bool]] = []
    for key, value in item.items():
        name = str(key).lower()
        if isinstance(value, str) and (name == kind or name.startswith(f"{kind}_")):
            found.append(((key,), "html" in name))
        elif isinstance(value, list) and name in (f"{kind}s", f"{kind[:-1]}ies"):
            for i, entry in enumerate(value):
                if isinstance(entry, dict) and isinstance(entry.get("value"), str):
                    written = str(entry.get("contenttype") or entry.get("contentType") or "").lower()
                    found.append(((key, i, "value"), "html" in written))
    yield from sorted(found, key=lambda each: each[1])


def _is_field(key: str, value: Any) -> bool:
    """Whether a member is a field: not what was read as words only, and not what stands by itself."""
    name = key.lower()
    if name in ("headline", "headlines"):
        return True  # the title, as well
    if name == "associations":
        return not isinstance(value, (dict, list))
    return not name.startswith(_WORDS) or not isinstance(value, (str, list))


def _associations(item: dict[str, Any], path: Key) -> Iterator[Key]:
    """The paths of what comes with the item; what is no item or lies too deep is kept as a field."""
    for key, value in item.items():
        if key.lower() == "associations" and isinstance(value, (dict, list)):
            steps: Iterable[str | int] = value if isinstance(value, dict) else range(len(value))
            yield from ((*path, key, step) for step in steps)
