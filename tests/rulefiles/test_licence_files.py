"""Rule files of licences: what is refused, and where the error points."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from provenance.errors import RuleFileError
from provenance.rulefiles.licence_forms import anchors, literals, squeeze, start_of
from provenance.rulefiles.licences import load_licences
from provenance.vocabulary import ACTS, DUTIES

ROOT = Path(__file__).parents[2] / "rules"
GOOD = """\
kind: licences
licences:
  - id: LicenseRef-Test
    grants: {like: by}
    names: {en: [The Invented Licence]}
    examples: {reads: [{text: "the invented licence", ids: [LicenseRef-Test]}]}
"""


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    (tmp_path / "licences").mkdir()
    for name in ("creative-commons", "ports", "words"):
        shutil.copy(ROOT / "licences" / f"{name}.yaml", tmp_path / "licences")
    return tmp_path


def test_shipped_rules_are_plain_data() -> None:
    data = load_licences(ROOT)
    assert json.loads(json.dumps(data)) == data
    ids = [licence["id"] for licence in data["licences"]]
    assert len(ids) == len(set(ids))


def test_shipped_grants_use_known_words() -> None:
    for licence in load_licences(ROOT)["licences"]:
        rule = licence["grants"] or {"permits": [], "prohibits": [], "duties": []}
        assert {*rule["permits"], *rule["prohibits"]} <= set(ACTS), licence["id"]
        assert set(rule["duties"]) <= set(DUTIES), licence["id"]


def test_every_language_with_a_calendar_names_every_element() -> None:
    import yaml

    languages = {path.stem for path in (ROOT / "calendars").glob("*.yaml")} - {"shared"}
    assert len(languages) == 41
    tree = yaml.load((ROOT / "licences/creative-commons.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)
    for code, element in tree["elements"].items():
        assert languages <= set(element["names"]), code
        assert len(element["names"]) == 41, code


def test_a_new_licence_is_one_entry(rules: Path) -> None:
    (rules / "licences/test.yaml").write_text(GOOD, encoding="utf-8")
    assert [licence["id"] for licence in load_licences(rules)["licences"]] == ["LicenseRef-Test"]


@pytest.mark.parametrize(
    ("old", "new", "place", "words"),
    [
        ("names:", "nmaes:", "5:5", "unknown key"),
        ("like: by", "like: by-xx", "4:20", "unknown element “xx”"),
        ("grants: {like: by}", "grants: {permits: [publish, sell]}", "4:33", "unknown word “sell”"),
        ("LicenseRef-Test\n", "LicenseRef-{version}\n", "3:9", "belong together"),
        ("names: {en: [The Invented Licence]}", "covers: text", "3:5", "nothing to find it by"),
        ("names: {en: [The Invented Licence]}", "covers: music", "5:13", "covers"),
        ("names: {en", "ordinary: {en", "5:15", "need words of context"),
        ("kind: licences", "kind: licence", "1:7", "kind"),
        ("names: {en", "names: {English", "5:", "names"),
    ],
)
def test_faults_point_at_their_line(rules: Path, old: str, new: str, place: str, words: str) -> None:
    assert old in GOOD
    (rules / "licences/test.yaml").write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(RuleFileError) as caught:
        load_licences(rules)
    assert f"test.yaml:{place}" in str(caught.value)
    assert words in str(caught.value)


def test_one_id_one_licence(rules: Path) -> None:
    for name in ("a", "b"):
        (rules / f"licences/{name}.yaml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(RuleFileError, match=r"b\.yaml:3:9: LicenseRef-Test is defined a second time"):
        load_licences(rules)


def test_a_kind_that_is_missing_or_doubled(rules: Path) -> None:
    shutil.copy(rules / "licences/ports.yaml", rules / "licences/second.yaml")
    with pytest.raises(RuleFileError, match="a second file of kind ports"):
        load_licences(rules)
    (rules / "licences/second.yaml").unlink()
    (rules / "licences/ports.yaml").unlink()
    with pytest.raises(RuleFileError, match="no file of kind ports"):
        load_licences(rules)


def test_names_are_squeezed() -> None:
    assert squeeze("Share-Alike") == squeeze("ShareAlike") == squeeze("Share Alike") == "sharealike"
    forms = literals([("name", "0", ["Partage à l'identique", "term … expired~"])])
    assert ["partagealidentique", "name", "0", False, ""] in forms
    assert ["term", "name", "0", False, "expired"] in forms


def test_anchors_leave_out_what_contains_another() -> None:
    data = load_licences(ROOT)
    found = set(data["anchors"])
    assert "creativecommons" in found
    assert not any(anchor.startswith("creativecommons") and anchor != "creativecommons" for anchor in found)
    assert all(anchor == anchor.lower() for anchor in found)
    assert callable(anchors)
    assert start_of("Example.org/a/{version}/b") == "example.org/a"
