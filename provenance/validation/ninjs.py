"""ninjs: is an item what the version says that it declares?

Which version: the one that a folder of the path is named after (archives are kept like that), else
the one the item declares, else any. An item that breaks the rules of the version it declares and
keeps those of another major is valid, with a note: senders forget to change the declaration.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from provenance.metadata import shown
from provenance.readers.json_source import JsonSource, pointer
from provenance.readers.places import Key
from provenance.validation import ninjs_1, ninjs_2, ninjs_3
from provenance.validation.interface import Breach, Verdict, stand_twice
from provenance.validation.ninjs_parts import DEV, PATTERNED, Object, Version

#: The models of a major, and the minor versions that are known of it.
MAJORS: dict[int, tuple[type[Object], tuple[int, ...]]] = {
    1: (ninjs_1.Item, (0, 1, 2, 3, 4, 5, 6, DEV)),
    2: (ninjs_2.Item, (0, 1, 2, DEV)),
    3: (ninjs_3.Item, (0, 1, DEV)),
}
#: So many breaches of one item are named.
MOST = 500
_WRITTEN = re.compile(r"(?<![0-9.])([1-9])\.([0-9]{1,2}|x)(?![0-9])")
_FOLDER = re.compile(r"(?:ninjs[-_ ]?)?v?([1-9])\.(?:([0-9]{1,2})|(x_dev|x-dev|dev))", re.IGNORECASE)
#: Listed values that a later version brought: member, value, version.
_LATER = {("type", "component"): (1, 2)}
_EXPECTED = {
    "extra_forbidden": "no member of this name",
    "missing": "this member: it must be there",
    "list_type": "a list",
    "dict_type": "an object",
    "model_type": "an object",
    "model_attributes_type": "an object",
    "string_pattern_mismatch": "a name of letters, digits and “_”",
    "union_tag_not_found": "GeoJSON: an object with a type",
}


def named(version: Version) -> str:
    """A version as people write it."""
    return f"{version[0]}.x (development)" if version[1] == DEV else f"{version[0]}.{version[1]}"


def folder_version(path: str) -> Version | None:
    """The version that one of the two nearest folders of *path* is named after, if it is one that is known here."""
    for folder in reversed(re.split(r"[/\\]", path)[-3:-1]):
        if match := _FOLDER.fullmatch(folder):
            major, minor = int(match[1]), DEV if match[3] else int(match[2])
            if major in MAJORS and minor in MAJORS[major][1]:
                return major, minor
    return None


def declared_version(item: Any) -> Version | None:
    """What the item says in ``standard`` (``$standard`` before 2.0), by number or by the schema's address."""
    for key in ("standard", "$standard"):
        said = item.get(key) if isinstance(item, dict) else None
        for part in ("version", "schema"):
            written = said.get(part) if isinstance(said, dict) else None
            if isinstance(written, str) and (match := _WRITTEN.search(written[:200])):
                major, minor = int(match[1]), DEV if match[2] == "x" else int(match[2])
                if major in MAJORS:
                    return major, minor
    return None


def validate(source: JsonSource, path: str) -> Verdict:
    """Hold every item of *source* to the rules of its version."""
    verdict = Verdict("ninjs")
    folder = folder_version(path)
    starts: list[Key] = [(i,) for i in range(len(source.data))] if isinstance(source.data, list) else [()]
    versions = []
    for at in starts:
        version, breaches, notes = _judge(source, at, folder)
        versions.append(named(version))
        verdict.breaches += breaches
        verdict.notes += [note for note in notes if note not in verdict.notes]
    verdict.notes += stand_twice(source)
    verdict.version = ", ".join(dict.fromkeys(versions)) or None
    return verdict


def _judge(source: JsonSource, at: Key, folder: Version | None) -> tuple[Version, list[Breach], list[str]]:
    item = source.at(at)
    declared = declared_version(item)
    told = folder or declared
    if told is None:
        return _any_version(source, at)
    known = MAJORS[told[0]][1]
    held = told if told[1] in known else (told[0], max(minor for minor in known if minor < DEV))
    notes = [] if held == told else [f"version {named(told)} is not known here; held to {named(held)}"]
    breaches = _breaches(source, at, held)
    if breaches and folder is None:
        for major in (major for major in reversed(MAJORS) if major != held[0]):
            other = _newest(major)
            if not _breaches(source, at, other):
                return other, [], [f"declares version {named(told)}, and is valid as {named(other)}"]
    return held, breaches, notes


def _any_version(source: JsonSource, at: Key) -> tuple[Version, list[Breach], list[str]]:
    """The newest version whose rules the item keeps, or the one of which it breaks the fewest.

    Every version says in words that urgency goes from 1 to 9; an item that names none is held to that.
    """
    prose = list(_urgency(source, at))
    tried: list[tuple[int, Version]] = []
    for version in [*map(_newest, reversed(MAJORS)), *((major, DEV) for major in reversed(MAJORS))]:
        broken = _count(source.at(at), version) + len(prose)
        if not broken:
            return version, [], [f"valid as version {named(version)} only"] if version[1] == DEV else []
        tried.append((broken, version))
    version = min(tried, key=lambda each: each[0])[1]
    breaches = _breaches(source, at, version)
    return version, breaches + ([] if any(breach.field == "urgency" for breach in breaches) else prose), []


def _count(item: Any, version: Version) -> int:
    """How many rules of *version* an item breaks."""
    try:
        return sum(1 for _ in _later(MAJORS[version[0]][0].model_validate(item), version, ()))
    except ValidationError as error:
        return error.error_count()


def _newest(major: int) -> Version:
    return major, max(minor for minor in MAJORS[major][1] if minor < DEV)


def _urgency(source: JsonSource, at: Key) -> Iterator[Breach]:
    item = source.at(at)
    value = item.get("urgency") if isinstance(item, dict) else None
    if isinstance(value, (int, float)) and not isinstance(value, bool) and value not in range(1, 10):
        yield _breach(source, (*at, "urgency"), value, "a whole number from 1 to 9")


def _breaches(source: JsonSource, at: Key, version: Version) -> list[Breach]:
    """The rules of *version* that the item at *at* breaks, in the order of the file."""
    item = source.at(at)
    model = MAJORS[version[0]][0]
    try:
        checked = model.model_validate(item)
    except ValidationError as error:
        found = [_from_pydantic(source, at, item, each) for each in error.errors(include_url=False)[:MOST]]
        if (more := error.error_count() - MOST) > 0:
            found.append(_breach(source, at, item, f"{more} rules more to be kept"))
        return sorted(dict.fromkeys(found), key=lambda breach: breach.line)
    later = [_breach(source, (*at, *path), value, expected) for path, value, expected in _later(checked, version, ())]
    if version[1] == DEV:
        later += _urgency(source, at)
    return sorted(later, key=lambda breach: breach.line)


def _from_pydantic(source: JsonSource, at: Key, item: Any, error: Any) -> Breach:
    """A fault of pydantic's in the words of the format; its path goes through unions and keys, ours does not."""
    path: list[str | int] = []
    value: Any = item
    for step in error["loc"]:
        inside = isinstance(value, dict) and step in value
        if inside or (isinstance(value, list) and isinstance(step, int) and step < len(value)):
            path.append(step)
            value = value[step]
    if error["type"] == "missing":
        name = str(error["loc"][-1])
        return Breach(name, pointer((*at, *path, name)), source.line((*at, *path)), "", _EXPECTED["missing"])
    return _breach(source, (*at, *path), value, _expected(error))


def _expected(error: Any) -> str:
    context: dict[str, Any] = error.get("ctx") or {}
    if error["type"] == "expected":
        return str(context["expected"])
    if error["type"] == "literal_error":
        return "one of " + str(context["expected"]).replace("'", "").replace(" or ", ", ")
    if error["type"] == "union_tag_invalid":
        return "GeoJSON of the type " + str(context["expected_tags"]).replace("'", "")
    if error["type"] == "too_short":
        return f"at least {context['min_length']} entries"
    return _EXPECTED.get(error["type"], str(error["msg"]))


def _breach(source: JsonSource, path: Key, value: Any, expected: str) -> Breach:
    name = next((str(step) for step in reversed(path) if isinstance(step, str)), "")
    return Breach(name, pointer(path), source.line(path), shown(value), expected)


def _later(model: BaseModel, version: Version, path: Key) -> Iterator[tuple[Key, Any, str]]:
    """Members and values of a checked item that came into the standard after *version*."""
    for name in model.model_fields_set:
        info = type(model).model_fields.get(name)
        if info is None:
            continue
        value = getattr(model, name)
        at: Key = path if info.alias == PATTERNED else (*path, info.alias or name)
        if (came := came_with(info)) > version or (came := _LATER.get((name, str(value)), (0, 0))) > version:
            yield at, value, f"nothing that came with version {named(came)} (this is {named(version)})"
        if info.alias == PATTERNED and isinstance(model, Object):
            yield from _later_names(model.patterns, value, version, path)
        else:
            yield from _below(value, version, at)


def came_with(info: FieldInfo) -> Version:
    """The version that brought a member of a model; (0, 0) if its major always had it."""
    extra = info.json_schema_extra
    written: Any = extra.get("since", (0, 0)) if isinstance(extra, dict) else (0, 0)
    return int(written[0]), int(written[1])


def _later_names(
    patterns: dict[str, Version], members: dict[str, Any], version: Version, path: Key
) -> Iterator[tuple[Key, Any, str]]:
    for name, value in members.items():
        came = next(came for pattern, came in patterns.items() if re.match(pattern, name))
        if came > version:
            yield (*path, name), value, f"nothing that came with version {named(came)} (this is {named(version)})"


def _below(value: Any, version: Version, path: Key) -> Iterator[tuple[Key, Any, str]]:
    if isinstance(value, BaseModel):
        yield from _later(value, version, path)
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _below(inner, version, (*path, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _below(inner, version, (*path, number))


#: For each major, the names of the members of an item, as the standard writes them.
MEMBERS: dict[int, tuple[str, ...]] = {
    major: tuple(info.alias or name for name, info in model.model_fields.items() if (info.alias or name) != PATTERNED)
    for major, (model, _) in MAJORS.items()
}
