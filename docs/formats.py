"""Writes ``docs/formats.md``: what is read of each format, found out by reading samples of all their fields.

``python docs/formats.py`` prints the page, ``python docs/formats.py --write`` writes it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from provenance.document import Document
from provenance.metadata import understand
from provenance.readers import read_documents
from provenance.rulefiles.pack import load_rules
from provenance.validation.ninjs import MAJORS, came_with, named
from provenance.validation.ninjs_parts import DEV, PATTERNED

HERE = Path(__file__).parent
PAGE = HERE / "formats.md"
SAMPLES = HERE / "samples"

HEAD = """<!-- Written by docs/formats.py; do not edit. -->
# Formats

What is read of each format, and what becomes of it. Names are compared without regard to case, blanks,
`-`, `_`, `.`, `:`. A **canonical** name is one of `rules/fields/*.yaml`: rights are judged by it.
*words* are read as the article's text, *asset* as a work of its own with rights of its own. What has no
canonical name is *kept* under its own name with its place and shown by `provenance metadata`; nothing
is dropped. A scope other than the document's stands in brackets.

`provenance metadata --validate FILE` holds a file to the rules named under “Validation”.
"""

#: Sample -> heading and what it is held to.
SECTIONS = {
    "json-feed.json": (
        "JSON Feed 1 and 1.1",
        "`version`, `title` and `items` of the feed; `id` and one of `content_html`, `content_text` of each item;"
        " types; instants as in RFC 3339.",
    ),
    "rss.rss": (
        "RSS 0.9x to 2.0 and 1.0 (RDF), with modules",
        "`version`; `title`, `link`, `description` of the channel; `title` or `description` of each item.",
    ),
    "atom.atom": (
        "Atom 1.0",
        "`id`, `title`, `updated` of feed and entries; an author in the entry or the feed; instants as in RFC 3339.",
    ),
    "newsml-g2.xml": (
        "NewsML-G2 2.0 to 2.35",
        "`guid`, `standard`, `standardversion`; `itemMeta` with `itemClass`, `provider`, `versionCreated`.",
    ),
    "newsml-1.xml": (
        "NewsML 1.0 to 1.2",
        "`NewsEnvelope`, `NewsItem` with `Identification` and `NewsManagement`.",
    ),
    "nitf.xml": ("NITF 3.x", "`body`."),
    "front-matter.md": (
        "Front matter (YAML, TOML, JSON) of Markdown and text",
        "the table of canonical names below: each value's type, and what an article must declare.",
    ),
}
_VALUES: dict[str, Any] = {
    "pubstatus": "usable",
    "language": "en",
    "rightsinfo": {"linkedrights": "https://harbour.example/policy"},
    "digitalsourcetype": {"uri": "http://cv.iptc.org/newscodes/digitalsourcetype/humanEdits"},
    "associations": [{"name": "main", "uri": "urn:harbour:2"}],
    "infosource": [{"name": "Harbour Wire"}],
    "infosources": [{"name": "Harbour Wire"}],
    "standard": {"name": "ninjs"},
    "$standard": {"name": "ninjs"},
    "headlines": [{"value": "Words"}],
    "bodies": [{"value": "Words"}],
    "descriptions": [{"value": "Words"}],
}
_INSTANTS = ("firstcreated", "versioncreated", "contentcreated", "embargoed", "embargoeduntil", "expires")


def page() -> str:
    """The whole page."""
    names = load_rules().data["fields"]
    lines = [HEAD, *_ninjs(names)]
    for sample, (heading, rules) in SECTIONS.items():
        lines += [f"## {heading}\n", f"Validation: {rules}\n", *_sample(SAMPLES / sample, names)]
    return "\n".join([*lines, *_canonical(names)]) + "\n"


def _ninjs(names: Any) -> Iterator[str]:
    yield "## ninjs 1.x, 2.x, 3.x\n"
    yield "Validation: every member, type, listed value and required member of the IPTC's schemas. The version is"
    yield "that of a folder named like one (`1.4/`), else the one that the item declares, else any.\n"
    for major, (model, minors) in MAJORS.items():
        known = ", ".join(named((major, minor)) for minor in minors)
        yield f"### Versions {known}\n"
        yield "| member | since | becomes |\n|---|---|---|"
        for name, info in model.model_fields.items():
            member = info.alias or name
            came = came_with(info)
            since = "" if came == (0, 0) else "development" if came[1] == DEV else named(came)
            if member == PATTERNED:
                for pattern, version in getattr(model, "patterns", {}).items():
                    member = pattern.split("[")[0] + "*"
                    first = "" if version[1] == 0 else named(version)
                    yield f"| `{member}` | {first} | {_becomes(member.replace('*', 'text'), names)} |"
            else:
                yield f"| `{member}` | {since} | {_becomes(member, names)} |"
        yield ""


def _becomes(member: str, names: Any) -> str:
    """What the reader makes of one member of an item."""
    lower = member.lower()
    value = _VALUES.get(lower, "2030-01-01T00:00:00Z" if lower in _INSTANTS else "Words")
    item = {"uri": "urn:harbour:1", "profile": "text", member: value}
    (document,) = read_documents("a.json", json.dumps(item).encode())
    found = ["*words*"] if document.read else []
    if document.assets:
        found.append("*asset*")
    found += _known(document, names, f"/{member}")
    return ", ".join(dict.fromkeys(found)) or "*kept*"


def _known(document: Document, names: Any, under: str) -> list[str]:
    metadata = understand(document.fields, names)
    return [
        f"`{entry.canonical}`" + ("" if entry.scope.value == "document" else f" ({entry.scope.value})")
        for entry in metadata.declared
        if entry.pointer == under or entry.pointer.startswith(f"{under}/")
    ]


def _sample(path: Path, names: Any) -> Iterator[str]:
    """Every field of a sample and what it becomes."""
    yield "| field | becomes |\n|---|---|"
    rows: dict[str, None] = {}
    for document in read_documents(path.name, path.read_bytes()):
        metadata = understand(document.fields, names)
        for entry in metadata.declared:
            scope = "" if entry.scope.value == "document" else f" ({entry.scope.value})"
            rows[f"| `{_shown(entry.pointer)}` | `{entry.canonical}`{scope} |"] = None
        for field in metadata.unknown:
            rows[f"| `{_shown(field.pointer)}` | *kept* |"] = None
    yield from rows
    yield ""


def _shown(pointer: str) -> str:
    return pointer.removeprefix("front matter: ")


def _canonical(names: Any) -> Iterator[str]:
    yield "## Canonical names\n"
    yield "The names under which fields of front matter, `meta` elements, JSON and XML are understood.\n"
    yield "| canonical | type | says | names |\n|---|---|---|---|"
    aliases: dict[str, list[str]] = {}
    for alias, canonical in names["index"].items():
        aliases.setdefault(canonical, []).append(alias)
    for canonical, rule in names["fields"].items():
        known = ", ".join(f"`{alias}`" for alias in sorted(aliases.get(canonical, [])))
        yield f"| `{canonical}` | {rule['type']} | {rule['states']} | {known} |"


if __name__ == "__main__":
    if "--write" in sys.argv:
        PAGE.write_text(page(), encoding="utf-8")
    else:
        sys.stdout.write(page())
