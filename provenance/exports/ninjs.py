"""A document's metadata as ninjs (IPTC, 1.6, 2.2 or 3.1).

An item that was ninjs keeps the values of its fields as they are, under the names of the version asked
for; of any other document the canonical fields are written. The words of the article are left out (the
item is marked as partial): what is exported is what is said about them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from provenance.document import Document, Field
from provenance.errors import UsageError
from provenance.exports.interface import Exported, Judge
from provenance.metadata import Declared, Metadata, jsonable, understand
from provenance.vocabulary import Scope

VERSIONS = ("3.1", "2.2", "1.6")
_SCHEMA = "http://www.iptc.org/std/ninjs/ninjs-schema_{}.json"
#: The names of members in 2.x, which are the keys here, where other majors call them something else.
_OLDER = {"by": "byline", "infosources": "infosource", "standard": "$standard", "headlines": "headline"}
_NEWER = {
    "embargoed": "embargoedUntil", "copyrightholder": "copyrightHolder", "copyrightnotice": "copyrightNotice",
    "usageterms": "usageTerms", "pubstatus": "pubStatus", "rightsinfo": "rightsInfo", "infosources": "infoSources",
    "ednote": "edNote", "digitalsourcetype": "digitalSourceType", "firstcreated": "firstCreated",
    "versioncreated": "versionCreated", "contentcreated": "contentCreated", "representationtype": "representationType",
    "langid": "langId", "linkedrights": "linkedRights", "encodedrights": "encodedRights", "contactinfo": "contactInfo",
    "postalcode": "postalCode",
}  # fmt: skip
_KEYS = {name.lower(): key for names in (_OLDER, _NEWER) for key, name in names.items()}
#: Members that all majors have, in the order they are written.
_SHARED = (
    "uri", "type", "profile", "version", "firstcreated", "versioncreated", "contentcreated", "embargoed", "expires",
    "pubstatus", "urgency", "language", "title", "headlines", "slugline", "located", "by", "infosources",
    "copyrightholder", "copyrightnotice", "usageterms", "rightsinfo", "digitalsourcetype", "ednote",
)  # fmt: skip
#: Canonical field -> member.
_CANONICAL = {
    "title": "title", "byline": "by", "source": "infosources", "published": "versioncreated", "language": "language",
    "copyright_holder": "copyrightholder", "copyright_notice": "copyrightnotice", "usage_terms": "usageterms",
    "credit_line": "usageterms", "license": "rightsinfo", "rights_expression": "rightsinfo", "ednote": "ednote",
    "embargo": "embargoed", "expires": "expires", "pubstatus": "pubstatus", "digital_source_type": "digitalsourcetype",
}  # fmt: skip
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_NAME = re.compile(r"[^a-zA-Z0-9_]+")
_LAST = "\uffff"


def export(documents: Sequence[Document], checker: Judge, version: str | None) -> Exported:
    """One item, or a list of them where the file holds several documents."""
    left_out: list[str] = []
    names = checker.rules.data["fields"]
    items = [_item(document, names, _version(version, document), left_out) for document in documents]
    text = json.dumps(items[0] if len(items) == 1 else items, ensure_ascii=True, indent=2)
    return Exported(text + "\n", list(dict.fromkeys(left_out)))


def _version(asked: str | None, document: Document) -> str:
    if asked is None:
        return next(v for v in VERSIONS if v[0] == str(_major(document))) if document.format == "ninjs" else VERSIONS[0]
    found = next((version for version in VERSIONS if asked in (version, version[0])), None)
    if found is None:
        raise UsageError(f"ninjs {asked} is not written here", hint="Versions: " + ", ".join(VERSIONS) + ".")
    return found


def _major(document: Document) -> int:
    """Which major an item is in: what it declares, else what its members are called."""
    members = {field.name: field.value for field in document.fields}
    standard = members.get("standard", members.get("$standard"))
    said = re.search(r"(?<![0-9.])([1-3])\.[0-9]", json.dumps(jsonable(standard))) if standard else None
    if said:
        return int(said[1])
    if members.keys() & set(_NEWER.values()):
        return 3
    listed = any(map(_is_listed, document.assets))
    return 2 if listed or members.keys() & {"by", "infosources", "standard"} else 1


def _is_listed(asset: Document) -> bool:
    """Whether an associated item stands in a list, as since 2.0, where it says its name itself."""
    return (asset.part or "").rsplit("/", 1)[-1].isdecimal() and any(field.name == "name" for field in asset.fields)


def _item(
    document: Document, names: Mapping[str, Any], version: str, left_out: list[str], source: int | None = None
) -> dict[str, Any]:
    """One item; *source* is the major of the item it stands in, if it stands in one."""
    outer = source is None
    source = source or _major(document)
    major = int(version[0])
    if document.format == "ninjs":
        found = _from_ninjs(document, same=source == major, left_out=left_out)
    else:
        found = _from_canonical(understand(document.fields, names), left_out)
    if outer or document.format != "ninjs":
        found.setdefault("uri", f"urn:sha256:{document.sha256}" + ("" if outer else f"#{document.part}"))
    if outer:
        found.setdefault("type", document.kind if document.kind in ("picture", "video", "audio", "graphic") else "text")
        found["representationtype"] = "incomplete" if major == 1 else "partial"
        found["standard"] = {"name": "ninjs", "version": version, "schema": _SCHEMA.format(version)}
    ordered = sorted(found, key=lambda key: _SHARED.index(key) if key in _SHARED else len(_SHARED))
    item = {_spelled(key, major): _respelled(key, found[key], major) for key in ordered}
    if document.assets:
        item["associations"] = _associations(document.assets, names, version, left_out, source)
    return item


def _key(name: str) -> str:
    return _KEYS.get(name.lower(), name.lower())


def _spelled(key: str, major: int) -> str:
    return {1: _OLDER, 3: _NEWER}.get(major, {}).get(key, key)


def _respelled(key: str, value: Any, major: int) -> Any:
    """*value* with the names of its own members as *major* spells them; sources of 1.x are built otherwise."""
    if key == "headlines":
        return _headline(value) if major == 1 else _headlines(value, major)
    if key not in ("rightsinfo", "infosources"):
        return value
    if isinstance(value, list):
        return [_respelled(key, entry, major) for entry in value]
    if not isinstance(value, dict):
        return value
    entry = {_inner(name, major): _respelled("infosources", part, major) for name, part in value.items()}
    if key == "infosources" and major > 1 and {"rel", "scheme", "code"} & entry.keys():
        return dict(_newer_source(entry))
    if key == "infosources" and major == 1 and {"role", "uri", "literal"} & entry.keys():
        older = {"role": "rel", "uri": "scheme", "literal": "code"}
        contact = "value" in entry or "address" in entry  # a contact has a role of its own
        return entry if contact else {older.get(name, name): part for name, part in entry.items()}
    return entry


def _inner(name: str, major: int) -> str:
    key = _key(name) if name.lower() in (_NEWER.keys() | {n.lower() for n in _NEWER.values()}) else name
    return _NEWER.get(key, key) if major == 3 else key


def _headline(value: Any) -> Any:
    """The first headline, which is all that 1.x has under this name."""
    first = value[0] if isinstance(value, list) and value else value
    return first["value"] if isinstance(first, dict) and "value" in first else first


def _headlines(value: Any, major: int) -> Any:
    if isinstance(value, str):
        return [{"value": value}]
    known = {"contenttype": "contentType" if major == 3 else "contenttype"}
    listed = value if isinstance(value, list) else [value]
    return [
        {known.get(name.lower(), name): part for name, part in entry.items()} if isinstance(entry, dict) else entry
        for entry in listed
    ]


def _newer_source(entry: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """A source by scheme and code, as 2.x has it: the address of the code, and the code by itself."""
    scheme, code = entry.get("scheme"), entry.get("code")
    for name, value in entry.items():
        if name == "scheme":
            apart = "" if not isinstance(scheme, str) or scheme.endswith(("/", "#", ":")) else "/"
            yield "uri", f"{scheme}{apart}{code}" if isinstance(code, str) else scheme
        else:
            yield {"rel": "role", "code": "literal"}.get(name, name), value


# -- what was ninjs


def _from_ninjs(document: Document, *, same: bool, left_out: list[str]) -> dict[str, Any]:
    """The members of the item itself; where a key stood twice, the stricter value or both."""
    own: dict[str, list[Any]] = {}
    for field in document.fields:
        key = _key(field.name)
        known = key in _SHARED or key == "standard"
        if not _is_own(field, document):
            left_out += [_place(field)] if field.name.startswith("associations.") else []
        elif same or key in _SHARED:
            own.setdefault(key if known else field.name, []).append(field.value)
        elif key not in ("standard", "representationtype", "name"):
            left_out.append(_place(field))
    return {key: _one(key, values) for key, values in own.items()}


def _place(field: Field) -> str:
    return f"{field.name} ({field.pointer}, line {field.line})"


def _is_own(field: Field, document: Document) -> bool:
    """Not a value that stands twice somewhere below the item or in another one."""
    return field.pointer.rsplit("/", 1)[0] == (document.part or "")


def _associations(
    assets: Sequence[Document], names: Mapping[str, Any], version: str, left_out: list[str], source: int
) -> dict[str, Any] | list[Any]:
    written: list[tuple[str, dict[str, Any]]] = []
    for number, asset in enumerate(assets):
        item = _item(asset, names, version, left_out, source)
        place = (asset.part or "").rsplit("/", 1)[-1].replace("~1", "/").replace("~0", "~")
        name = next((field.value for field in asset.fields if field.name == "name"), None) if source > 1 else place
        written.append((name if isinstance(name, str) else f"item{number}", item))
    if version[0] != "1":
        return [{"name": name, **item} for name, item in written]
    found: dict[str, Any] = {}
    for name, item in written:
        key = name if re.match(r"[a-zA-Z0-9_]", name) else "_" + _NAME.sub("_", name)
        while key in found:
            key += "_"
        found[key] = {member: value for member, value in item.items() if member != "name"}
    return found


# -- what was anything else


def _from_canonical(metadata: Metadata, left_out: list[str]) -> dict[str, Any]:
    found: dict[str, list[Any]] = {}
    for entry in metadata.declared:
        key = _CANONICAL.get(entry.canonical)
        value = entry.value if entry.good else entry.raw
        if entry.good and entry.value is None:
            continue
        if key is None or entry.scope not in (Scope.DOCUMENT, Scope.SITE) or not isinstance(value, str) or not value:
            left_out.append(f"{entry.canonical} ({entry.pointer}, line {entry.field.line})")
            continue
        found.setdefault(key, []).append(_status(entry) if key == "pubstatus" else value)
    left_out += [_place(field) for field in metadata.unknown]
    item: dict[str, Any] = {}
    for key, values in found.items():
        builder = _BUILDERS.get(key)
        item[key] = builder(values) if builder else _one(key, values)
    _add_rights(item, [str(value) for value in found.get("rightsinfo", ())])
    uri = metadata.first("canonical_url")
    return {"uri": uri, **item} if uri else item


def _status(entry: Declared) -> str:
    """One of the standard's own three words where we know which one is meant."""
    if any(term.says == "withdrawn" for term in entry.terms):
        return "withheld" if "withheld" in str(entry.raw).lower() else "canceled"
    return "usable" if entry.terms else str(entry.raw)


def _sources(values: Sequence[Any]) -> list[dict[str, Any]]:
    return [{"name": value} for value in dict.fromkeys(values)]


def _source_type(values: Sequence[Any]) -> dict[str, Any]:
    written = str(values[0])
    return {"uri" if _ADDRESS.fullmatch(written) else "literal": written}


def _add_rights(item: dict[str, Any], values: list[str]) -> None:
    """A licence or policy by its address is a link; one in words, and any further one, stands in the terms."""
    item.pop("rightsinfo", None)
    values = list(dict.fromkeys(values))
    link = next((value for value in values if _ADDRESS.fullmatch(value)), None)
    if link is not None:
        item["rightsinfo"] = {"linkedrights": link}
    terms = [value for value in values if value != link]
    if terms:
        item["usageterms"] = "\n".join([*([item["usageterms"]] if "usageterms" in item else []), *terms])


_BUILDERS: dict[str, Callable[[Sequence[Any]], Any]] = {"infosources": _sources, "digitalsourcetype": _source_type}


# -- several values of one member


def _one(key: str, values: Sequence[Any]) -> Any:
    """One value of several: the stricter status, the later embargo, the earlier end; texts one under the other."""
    if len(values) == 1:
        return values[0]
    if key == "pubstatus":
        return max(values, key=lambda value: {"canceled": 3, "withheld": 2, "usable": 0}.get(str(value).lower(), 1))
    if key == "embargoed":
        return max(values, key=_moment)
    if key == "expires":
        return min(values, key=lambda value: _moment(value).replace(_LAST, ""))
    if all(isinstance(value, str) for value in values):
        return "\n".join(dict.fromkeys(values))
    if all(isinstance(value, list) for value in values):
        return list(_chained(values))
    return values[-1]


def _chained(values: Iterable[list[Any]]) -> Iterator[Any]:
    for value in values:
        yield from value


def _moment(value: Any) -> str:
    """A key to order moments by; what cannot be read is stricter than all that can."""
    written = str(value)
    try:
        at = datetime.fromisoformat(written)
        at = at if at.tzinfo else at.replace(tzinfo=UTC)
        return at.astimezone(UTC).isoformat()
    except (ValueError, OverflowError):
        return _LAST
