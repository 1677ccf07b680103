"""ninjs items against the rules of each version."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from provenance.readers.json_source import JsonSource
from provenance.validation import Verdict
from provenance.validation.ninjs import MAJORS, MEMBERS, declared_version, folder_version, named

SUITE = Path(__file__).parents[3] / "shared" / "formats" / "ninjs"
FILES = sorted(SUITE.glob("*/should_*/*.json"))
Judge = Callable[..., Verdict]


def item(**members: Any) -> dict[str, Any]:
    return {"uri": "urn:harbour:1", **members}


@pytest.mark.skipif(not FILES, reason="needs the conformance files in ../shared")
@pytest.mark.parametrize("path", FILES, ids=lambda path: "/".join(path.parts[-3:]))
def test_conformance_files_behave_as_their_folder_says(path: Path, judge: Judge) -> None:
    verdict = judge(path.read_text(encoding="utf-8"), str(path))
    assert verdict.valid == (path.parent.name == "should_pass"), verdict


@pytest.mark.skipif(not FILES, reason="needs the conformance files in ../shared")
@pytest.mark.parametrize("path", FILES, ids=lambda path: "/".join(path.parts[-3:]))
def test_they_do_without_a_folder_that_names_the_version(path: Path, judge: Judge) -> None:
    if "001_type_component" in path.name:
        pytest.skip("right in every version but its own, which it does not declare")
    verdict = judge(path.read_text(encoding="utf-8"), f"inbox/{path.name}")
    assert verdict.valid == (path.parent.name == "should_pass"), verdict


# version, members, and the breach: field and expectation (none: valid)
CASES: list[tuple[str, dict[str, Any], tuple[str, str] | None]] = [
    ("1.0", {}, None),
    ("1.0", {"embargoed": "not even a date"}, None),
    ("1.0", {"embargoed": None}, ("embargoed", "a string")),
    ("1.0", {"copyrightHolder": "Harbour Post"}, ("copyrightHolder", "no member of this name")),
    ("1.0", {"usageterms": "x"}, ("usageterms", "nothing that came with version 1.1 (this is 1.0)")),
    ("1.0", {"representationtype": "full"}, ("representationtype", "one of complete, incomplete")),
    ("1.0", {"body_x!": "prefix is enough"}, None),
    ("1.0", {"body_": "x"}, ("body_", "no member of this name")),
    ("1.0", {"headline_x": "y"}, ("headline_x", "nothing that came with version 1.3 (this is 1.0)")),
    ("1.3", {"headline_x": 5}, ("headline_x", "a string")),
    ("1.1", {"place": [{"geometry_wkt": {}}]}, None),
    ("1.1", {"place": [{"geometry_wkt": "POINT"}]}, ("geometry_wkt", "an object")),
    ("1.1", {"urgency": True}, ("urgency", "a number")),
    ("1.1", {"urgency": 2.5}, None),
    ("1.1", {"urgency": "2"}, ("urgency", "a number")),
    ("1.2", {"type": "component"}, None),
    ("1.1", {"type": "component"}, ("type", "nothing that came with version 1.2 (this is 1.1)")),
    (
        "1.1",
        {"associations": {"a": {"uri": "x", "type": "component"}}},
        ("type", "nothing that came with version 1.2 (this is 1.1)"),
    ),
    ("1.2", {"renditions": {"main": {"duration": 3}}}, None),
    (
        "1.1",
        {"renditions": {"main": {"duration": 3}}},
        ("duration", "nothing that came with version 1.2 (this is 1.1)"),
    ),
    ("1.2", {"renditions": {"-": {}}}, ("-", "a name of letters, digits and “_”")),
    ("1.3", {"altids": {"what ever": [1]}}, None),
    ("1.3", {"expires": "2030-01-01"}, ("expires", "nothing that came with version 1.4 (this is 1.3)")),
    ("1.4", {"rightsinfo": {"langid": "x"}}, ("rightsinfo", "exactly one of linkedrights, encodedrights")),
    ("1.4", {"rightsinfo": {"linkedrights": "x", "more": 1}}, None),
    (
        "1.5",
        {"person": [{"contactinfo": [{"value": "x", "address": {}}]}]},
        ("contactinfo", "exactly one of value, address"),
    ),
    ("1.5", {"subject": [{"relevance": 101}]}, ("relevance", "a whole number from 0 to 100")),
    ("1.6", {"digitalsourcetype": {"uri": "x"}}, None),
    ("1.6", {"associations": [{"uri": "x"}]}, ("associations", "an object")),
    ("1.6", {"associations": {"a": {}}}, ("uri", "this member: it must be there")),
    (
        "1.6",
        {"advices": [{"role": "publish"}]},
        ("advices", "nothing that came with version 1.x (development) (this is 1.6)"),
    ),
    ("2.0", {"byline": "Ada Quill"}, ("byline", "no member of this name")),
    ("2.0", {"by": "Ada Quill", "infosources": [{"name": "Harbour Wire", "role": "x"}]}, None),
    ("2.0", {"expires": "x"}, ("expires", "nothing that came with version 2.1 (this is 2.0)")),
    ("2.1", {"bodies": [{"role": "main"}]}, ("value", "this member: it must be there")),
    ("2.1", {"bodies": {"value": "x"}}, ("bodies", "a list")),
    ("2.1", {"associations": [{"uri": "x"}]}, ("name", "this member: it must be there")),
    ("2.1", {"associations": [{"name": "a", "uri": "x", "by": 3}]}, ("by", "a string")),
    ("2.1", {"renditions": [{"href": "x"}]}, ("name", "this member: it must be there")),
    ("2.1", {"places": [{"geojson": {"type": "Point", "coordinates": [1, 2, 3]}}]}, None),
    ("2.1", {"places": [{"geojson": {"type": "Point", "coordinates": [1]}}]}, ("coordinates", "at least 2 entries")),
    ("2.1", {"places": [{"geojson": {"type": "Feature", "properties": None, "geometry": None, "id": 3}}]}, None),
    (
        "2.1",
        {"places": [{"geojson": {"type": "Feature", "geometry": None}}]},
        ("properties", "this member: it must be there"),
    ),
    (
        "2.1",
        {"places": [{"geojson": {"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [0, 0]]]}}]},
        ("coordinates", "at least 4 entries"),
    ),
    ("2.2", {"urgency": 0.1}, None),
    ("2.2", {"name": "only in associations"}, ("name", "no member of this name")),
    ("3.0", {"urgency": 0}, ("urgency", "a whole number from 1 to 9")),
    ("3.0", {"urgency": 5.0}, None),
    ("3.0", {"embargoed": "x"}, ("embargoed", "no member of this name")),
    ("3.0", {"embargoedUntil": "x", "pubStatus": "withheld", "usageTerms": "x"}, None),
    ("3.0", {"pubStatus": "Usable"}, ("pubStatus", "one of usable, withheld, canceled")),
    ("3.0", {"rightsInfo": {"linkedRights": "x", "more": 1}}, ("more", "no member of this name")),
    ("3.0", {"digitalSourceType": {}}, ("digitalSourceType", "nothing that came with version 3.1 (this is 3.0)")),
    ("3.1", {"type": "planning", "plannedCoverage": [{"itemCount": {"rangeFrom": 1}, "exclAudience": ["x"]}]}, None),
    ("3.1", {"plannedCoverage": [{"commissioned": {"on": 3}}]}, ("on", "a string")),
    ("3.1", {"eventDetails": {"dates": {"expectedStartDate": "2030-05", "expectedDuration": "P1D"}}}, None),
    ("3.1", {"eventDetails": {"dates": {"startDate": "x", "expectedStartDate": "2030", "endDate": "x"}}}, None),
    (
        "3.1",
        {"eventDetails": {"dates": {}}},
        ("dates", "one of startDate, expectedStartDate, or one of endDate, expectedEndDate; not both"),
    ),
    (
        "3.1",
        {"eventDetails": {"dates": {"startDate": "x", "recurrence": {"recurrenceRules": [{"frequency": "often"}]}}}},
        ("frequency", "one of secondly, minutely, hourly, daily, weekly, monthly, yearly"),
    ),
    ("3.1", {"renditions": [{"name": "a", "width": 1.5}]}, ("width", "a whole number")),
    ("3.1", {"renditions": [{"name": "a", "scanType": "interlaced", "poi": {"x": 1, "y": 2}}]}, None),
    ("3.1", {"associations": [{"name": "a", "rel": "b", "uri": "x"}]}, None),
]


@pytest.mark.parametrize(("version", "members", "breach"), CASES, ids=lambda value: str(value)[:40])
def test_rules_of_each_version(
    version: str, members: dict[str, Any], breach: tuple[str, str] | None, judge: Judge
) -> None:
    verdict = judge(item(**members), f"{version}/a.json")
    assert [(found.field, found.expected) for found in verdict.breaches] == ([breach] if breach else [])
    assert verdict.version == version


def test_a_breach_names_place_value_and_expectation(judge: Judge) -> None:
    text = '{"uri": "urn:a",\n "associations": {"one": {"uri": "urn:b",\n  "pubstatus": "cancelled"}}}'
    (breach,) = judge(text, "1.4/a.json").breaches
    assert (breach.pointer, breach.line) == ("/associations/one/pubstatus", 3)
    assert (breach.field, breach.found) == ("pubstatus", '"cancelled"')
    assert breach.expected == "one of usable, withheld, canceled"


def test_which_version() -> None:
    assert [
        folder_version(p) for p in ("1.4/a.json", "x/v3.0/should_pass/a.json", "ninjs-2.x_dev/a", "9.9/a", "a")
    ] == [(1, 4), (3, 0), (2, 99), None, None]
    assert folder_version("1.4/x/y/a.json") is None
    assert declared_version({"$standard": {"version": "1.3"}}) == (1, 3)
    assert declared_version({"standard": {"schema": "http://www.iptc.org/std/ninjs/ninjs-schema_2.2.json"}}) == (2, 2)
    assert declared_version({"standard": "2.2"}) is None
    assert named((1, 99)) == "1.x (development)"


def test_a_wrong_declaration_is_a_note_if_another_major_fits(judge: Judge) -> None:
    said = {"name": "ninjs", "version": "2.2"}
    verdict = judge(item(standard=said, usageTerms="Not for resale"))
    assert verdict.valid
    assert verdict.notes == ["declares version 2.2, and is valid as 3.1"]
    assert not judge(item(**{"$standard": {"version": "1.3"}}, expires="x")).valid


def test_a_version_that_is_not_known_is_held_to_the_newest(judge: Judge) -> None:
    verdict = judge(item(standard={"version": "3.9"}, expires="x"))
    assert (verdict.valid, verdict.version) == (True, "3.1")
    assert verdict.notes == ["version 3.9 is not known here; held to 3.1"]


def test_urgency_of_an_item_without_a_version(judge: Judge) -> None:
    assert [judge(item(urgency=value)).valid for value in (1, 9, 0.1, 10)] == [True, True, False, False]


def test_lists_and_keys_that_stand_twice(judge: Judge) -> None:
    verdict = judge([item(headline="a"), {"uri": 5}], "1.0/a.json")
    assert [breach.pointer for breach in verdict.breaches] == ["/1/uri"]
    verdict = judge('{"uri": "a", "pubstatus": "withheld",\n "pubstatus": "usable"}')
    assert verdict.valid
    assert verdict.notes == ["line 2: /pubstatus stands twice, and readers differ in which one counts"]


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", "null", "7", '"x"', "[1]", '{"uri":', '{"a": NaN}', "\0", '{"uri": "\ud800"', "[" * 9000]
)
def test_what_is_no_item_says_so(text: str, judge: Judge) -> None:
    verdict = judge(text)
    assert not verdict.valid
    assert all(breach.expected for breach in verdict.breaches)


def test_a_name_like_our_own_slot_is_a_name_like_any_other(judge: Judge) -> None:
    verdict = judge('{"uri": "a", "\\u0000patterned": {"x": 1}, "body_a": "b"}', "1.0/a.json")
    assert [breach.expected for breach in verdict.breaches] == ["no member of this name"]


@pytest.mark.parametrize("major", MAJORS)
def test_the_names_of_members_are_known(major: int) -> None:
    assert {"uri", "associations", "expires", "title"} <= set(MEMBERS[major])
    assert not any("\0" in name for name in MEMBERS[major])


def test_lines_are_those_of_the_file() -> None:
    source = JsonSource('{\n"a": 1,\n"b": [\n2]}')
    assert [source.line(path) for path in (("a",), ("b", 0), ("c",))] == [2, 4, 1]
