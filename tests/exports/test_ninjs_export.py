"""Metadata as ninjs: nothing about rights is lost or changed on the way there and back."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from provenance.check import Checker
from provenance.errors import UsageError
from provenance.exports import EXPORTS, exporter
from provenance.readers import read_documents
from provenance.rulefiles.pack import Rules, load_rules
from provenance.use import Occasion, Use
from provenance.validation import validate

SUITE = Path(__file__).parents[3] / "shared" / "formats" / "ninjs"
FILES = sorted(SUITE.glob("*/should_pass/*.json"))
#: Rights members by major, in the same order.
SCALARS = {
    1: ("copyrightholder", "copyrightnotice", "usageterms", "ednote", "embargoed", "expires", "pubstatus", "byline"),
    2: ("copyrightholder", "copyrightnotice", "usageterms", "ednote", "embargoed", "expires", "pubstatus", "by"),
    3: ("copyrightHolder", "copyrightNotice", "usageTerms", "edNote", "embargoedUntil", "expires", "pubStatus", "by"),
}
RIGHTS = {
    1: (*SCALARS[1], "rightsinfo", "infosource", "digitalsourcetype", "language", "title", "uri", "type", "version"),
    2: (*SCALARS[2], "rightsinfo", "infosources", "digitalsourcetype", "language", "title", "uri", "type", "version"),
    3: (*SCALARS[3], "rightsInfo", "infoSources", "digitalSourceType", "language", "title", "uri", "type", "version"),
}
SOURCES = {
    1: ("name", "rel", "scheme", "code"),
    2: ("name", "role", "uri", "literal"),
    3: ("name", "role", "uri", "literal"),
}
VERSIONS = {1: "1.6", 2: "2.2", 3: "3.1"}


@pytest.fixture(scope="module")
def rules() -> Rules:
    return load_rules()


RULES = load_rules()
CHECKER = Checker(RULES, Occasion(Use(**RULES.uses["republish"]), datetime(2026, 1, 1, tzinfo=UTC)))
text = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


def some(*names: str) -> st.SearchStrategy[dict[str, str]]:
    return st.fixed_dictionaries({}, optional=dict.fromkeys(names, text))


@st.composite
def items(draw: st.DrawFn, major: int, depth: int = 2) -> dict[str, Any]:
    *scalars, _ = SCALARS[major], None
    item: dict[str, Any] = {"uri": "urn:" + draw(text), **draw(some(*scalars[0]))}
    if "pubstatus" in item or "pubStatus" in item:
        item["pubStatus" if major == 3 else "pubstatus"] = draw(st.sampled_from(["usable", "withheld", "canceled"]))
    language, link, code = (
        ("langId", "linkedRights", "encodedRights") if major == 3 else ("langid", "linkedrights", "encodedrights")
    )
    rights = st.tuples(some(language), st.sampled_from([link, code]), text).map(lambda t: {**t[0], t[1]: t[2]})
    names = RIGHTS[major]
    extras = st.fixed_dictionaries({}, optional={
        names[8]: rights,
        names[9]: st.lists(some(*SOURCES[major]), max_size=2),
        names[10]: some("name", "uri", "literal"),
    })  # fmt: skip
    item.update(draw(extras))
    if depth and draw(st.booleans()):
        inner = draw(st.lists(items(major, depth - 1), max_size=2))
        keys = [f"{draw(st.sampled_from(['main', 'a/b', 'x~y', '_', '7']))}{n}" for n in range(len(inner))]
        if major == 1:
            item["associations"] = dict(zip(keys, inner, strict=True))
        else:
            item["associations"] = [{"name": key, **each} for key, each in zip(keys, inner, strict=True)]
        if not inner:
            del item["associations"]
    return item


def exported(item: Any, version: str | None = None) -> Any:
    documents = read_documents("a.json", json.dumps(item).encode())
    return json.loads(exporter("ninjs")(documents, CHECKER, version).text)


def rights(item: dict[str, Any], major: int) -> dict[str, Any]:
    """The rights members of an item and of those inside it; a text by itself says no type."""
    found = {name: value for name, value in item.items() if name in RIGHTS[major] and name != "type"}
    inner = item.get("associations")
    if isinstance(inner, dict):
        found["associations"] = {key: rights(each, major) for key, each in inner.items()}
    elif inner:
        found["associations"] = [{"name": each["name"], **rights(each, major)} for each in inner]
    return found


@pytest.mark.parametrize("major", [1, 2, 3])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_round_trip_keeps_every_rights_field(major: int, data: st.DataObject) -> None:
    item = data.draw(items(major))
    standard = "$standard" if major == 1 else "standard"
    item[standard] = {"name": "ninjs", "version": VERSIONS[major]}
    once = exported(item)
    assert rights(once, major) == rights(item, major)
    assert rights(exported(once), major) == rights(item, major)
    assert validate("a.json", json.dumps(once).encode(), RULES.data["fields"]).valid


@pytest.mark.parametrize(("source", "target"), [(1, 2), (1, 3), (2, 1), (2, 3), (3, 1), (3, 2)])
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_other_majors_carry_the_same_values(source: int, target: int, data: st.DataObject) -> None:
    item = data.draw(items(source))
    item["$standard" if source == 1 else "standard"] = {"version": VERSIONS[source]}
    other = exported(item, VERSIONS[target])
    for old, new in zip(SCALARS[source], SCALARS[target], strict=True):
        assert other.get(new) == item.get(old)
    assert len(other.get("associations", [])) == len(item.get("associations", []))
    assert validate("a.json", json.dumps(other).encode(), RULES.data["fields"]).valid
    back = exported(other, VERSIONS[source])
    assert {n: back.get(n) for n in SCALARS[source]} == {n: item.get(n) for n in SCALARS[source]}
    assert back.get(RIGHTS[source][8]) == item.get(RIGHTS[source][8])


@pytest.mark.skipif(not FILES, reason="needs the conformance files in ../shared")
def test_conformance_files_lose_nothing() -> None:
    for path in FILES:
        item = json.loads(path.read_text(encoding="utf-8"))
        major = int(path.parts[-3][0])
        assert rights(exported(item, str(major)), major) == rights(item, major), path


def test_where_a_key_stands_twice_the_stricter_value_counts() -> None:
    source = '{"uri": "a", "pubstatus": "withheld", "pubstatus": "usable", "embargoed": "2030-01-01T00:00:00Z",'
    source += '"embargoed": "2029-01-01T00:00:00Z", "expires": "2031-01-01", "expires": "2040-01-01",'
    source += '"usageterms": "Not for resale", "usageterms": "Any use"}'
    documents = read_documents("a.json", source.encode())
    item = json.loads(exporter("ninjs")(documents, CHECKER, None).text)
    assert (item["pubstatus"], item["embargoed"], item["expires"]) == ("withheld", "2030-01-01T00:00:00Z", "2031-01-01")
    assert sorted(item["usageterms"].splitlines()) == ["Any use", "Not for resale"]


def test_what_has_no_place_is_named() -> None:
    item = {"uri": "a", "slugline": "b", "desk": "c", "associations": {"x": 5, "y": {"uri": "d", "mood": "e"}}}
    documents = read_documents("a.json", json.dumps(item).encode())
    found = exporter("ninjs")(documents, CHECKER, "3.1")
    assert [note.split(" ")[0] for note in found.left_out] == ["desk", "associations.x", "mood"]


FRONT_MATTER = """---
title: The bridge
author: Ada Quill
source: Harbour Wire
copyright: © 2024 Harbour Post
copyright_holder: Harbour Post
license: https://creativecommons.org/licenses/by/4.0/
usage_terms: Editorial use only
embargo: 2030-01-01
pubstatus: killed
tdm-reservation: 1
image_credit: Bo Reed
frobnicate: 3
---
Words.
"""


def test_any_other_document(rules: Rules) -> None:
    found = exporter("ninjs")(read_documents("a.md", FRONT_MATTER.encode()), CHECKER, None)
    item = json.loads(found.text)
    assert re.fullmatch("urn:sha256:[0-9a-f]{64}", item.pop("uri"))
    assert item.pop("standard")["version"] == "3.1"
    assert item == {
        "type": "text",
        "embargoedUntil": "2030-01-01",
        "pubStatus": "canceled",
        "title": "The bridge",
        "by": "Ada Quill",
        "infoSources": [{"name": "Harbour Wire"}],
        "copyrightHolder": "Harbour Post",
        "copyrightNotice": "© 2024 Harbour Post",
        "usageTerms": "Editorial use only",
        "rightsInfo": {"linkedRights": "https://creativecommons.org/licenses/by/4.0/"},
        "representationType": "partial",
    }
    assert [note.split(" ")[0] for note in found.left_out] == ["tdm_reservation", "credit_line", "frobnicate"]


@pytest.mark.parametrize("version", ["1.6", "2.2", "3.1", "1", "2", "3"])
def test_what_is_written_is_valid(version: str, rules: Rules) -> None:
    documents = read_documents("a.md", FRONT_MATTER.encode())
    data = exporter("ninjs")(documents, CHECKER, version).text.encode()
    verdict = validate("a.json", data, rules.data["fields"])
    assert verdict.valid, verdict
    assert verdict.version
    assert verdict.version.startswith(version)


def test_several_documents_are_a_list(rules: Rules) -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "items": [{"id": "1", "title": "A"}, {"id": "2", "title": "B"}],
    }
    assert [item["title"] for item in exported(feed)] == ["A", "B"]


def test_unknown_versions_are_refused(rules: Rules) -> None:
    with pytest.raises(UsageError, match=r"ninjs 4\.0"):
        exporter("ninjs")(read_documents("a.md", b"x"), CHECKER, "4.0")


@pytest.mark.parametrize("name", EXPORTS)
def test_every_vocabulary_can_be_loaded(name: str) -> None:
    assert callable(exporter(name))
