"""Names of elements, classes and ids mark places: the shipped ones, and what may stand in their file."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.errors import RuleFileError
from provenance.notices.places import Places
from provenance.readings.read import Readings
from provenance.rulefiles.pack import Rules
from provenance.rulefiles.pages import load_pages


@pytest.mark.parametrize(
    ("names", "place"),
    [
        ("p body html", ""),
        ("", ""),
        ("p article main body html", ""),
        ("figcaption figure body", "picture"),
        ("span wp-caption-text div", "picture"),
        ("p article-caption__text", "picture"),
        ("p mediacredit", "picture"),
        ("span bildnachweis", "picture"),
        ("div leadimage", "picture-box"),
        ("p mainphotobox", "picture-box"),
        ("p div comment-body li comments", "remarks"),
        ("p section disqus_thread", "remarks"),
        ("label form footer body", "form"),
        ("p div newsletter-box", "form"),
        ("p div cookie-banner body", "banner"),
        ("p div onetrust-banner-sdk", "banner"),
        ("span byline-name", "byline"),
        ("div author", "byline"),
        ("a li nav header", "menu"),
        ("a ul main-navigation", "menu"),
        ("p div related-posts", "related"),
        ("h3 article teaser", "related"),
        ("p footer body", "footer"),
        ("p div site-footer", "footer"),
        ("p div contentinfo", "footer"),
        ("p div copyright", "footer"),
        ("p div cc-license", "footer"),
        ("p div impressum", "footer"),
    ],
)
def test_places_of_blocks(places: Places, names: str, place: str) -> None:
    assert places.of(tuple(names.split())) == place


@pytest.mark.parametrize(
    ("names", "place"),
    [
        ("figcaption figure comments", "remarks"),  # a picture in a remark is the reader's
        ("p comments footer", "remarks"),
        ("p footer comments", "remarks"),
        ("label form footer", "form"),
        ("p cookie-notice footer", "banner"),
        ("p form cookie-notice", "banner"),
        ("a nav footer", "footer"),
        ("div images footer", "footer"),
        ("div copyright images", "picture-box"),
        ("figcaption copyright", "picture"),
        ("span copyright figcaption figure", "picture"),
        ("p related byline", "related"),
        ("p byline related", "byline"),
    ],
)
def test_the_nearest_wins_unless_it_is_beaten(places: Places, names: str, place: str) -> None:
    assert places.of(tuple(names.split())) == place


@pytest.mark.parametrize(
    ("mark", "place", "near"),
    [("caption", "picture", 12), ("image", "picture-box", 7), ("byline", "byline", 5), ("nav", "menu", 8)],
)
def test_how_near_a_name_must_stand(places: Places, mark: str, place: str, near: int) -> None:
    assert places.of((*["x"] * (near - 1), mark)) == place
    assert places.of((*["x"] * near, mark)) == ""


@pytest.mark.parametrize("mark", ["footer", "comments", "form", "cookie-banner"])
def test_some_places_hold_everything_inside_them(places: Places, mark: str) -> None:
    assert places.of((*["x"] * 39, mark)) == places.of((mark,)) != ""


@pytest.mark.parametrize("name", ["formula", "information", "platform", "footage", "navy", "sourdough", "commentary"])
def test_names_that_only_look_like_a_place(places: Places, name: str) -> None:
    expected = {"navy": "menu", "commentary": "remarks"}  # begin so: known, and harmless
    assert places.of(("p", name)) == expected.get(name, "")


@settings(max_examples=150)
@given(st.lists(st.text(max_size=12) | st.sampled_from(["footer", "~", "img", "-", "form"]), max_size=40))
def test_any_names(rules: Rules, names: list[str]) -> None:
    known = {*(entry["as"] for entry in rules.data["pages"].values()), ""}
    assert Places(rules.data["pages"]).of(tuple(names)) in known


def test_names_are_kept_as_data(rules: Rules) -> None:
    for entry in rules.data["pages"].values():
        assert entry["names"] == [name.lower() for name in entry["names"]]
        assert all(name.strip("~") for name in entry["names"])


def test_a_place_is_the_same_in_every_process() -> None:
    code = (
        "from provenance import load_rules; from provenance.notices.places import Places;"
        "places = Places(load_rules().data['pages']);"
        "print([places.of((name,)) for name in ('photocredit', 'imagecaption', 'video-caption', 'photo-gallery')])"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": str(seed), "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in (0, 1)
    }
    assert len(told) == 1


class TestFile:
    def load(self, folder: Path, text: str) -> dict[str, object]:
        (folder / "pages").mkdir()
        (folder / "pages" / "places.yaml").write_text(text, encoding="utf-8")
        return load_pages(folder)

    def test_plain_data(self, tmp_path: Path) -> None:
        text = "places:\n  foot: {description: x, near: all, names: [Foot~]}\n"
        text += "  law: {description: x, near: 3, names: [law], as: foot, beats: [foot]}\n"
        assert self.load(tmp_path, text) == {
            "foot": {"near": -1, "beats": [], "as": "foot", "names": ["foot~"]},
            "law": {"near": 3, "beats": ["foot"], "as": "foot", "names": ["law"]},
        }

    @pytest.mark.parametrize(
        ("entry", "told"),
        [
            ("{description: x, near: all, names: [a], beats: [roof]}", "roof"),
            ("{description: x, near: all, names: [a], as: roof}", "roof"),
            ("{description: x, near: all, names: []}", "names"),
            ("{description: x, near: some, names: [a]}", "near"),
            ("{description: x, near: all, names: [a], colour: red}", "colour"),
            ("{near: all, names: [a]}", "description"),
        ],
    )
    def test_faults_are_told_with_their_line(self, tmp_path: Path, entry: str, told: str) -> None:
        with pytest.raises(RuleFileError, match=told) as caught:
            self.load(tmp_path, f"places:\n  foot: {entry}\n")
        assert "places.yaml:2" in str(caught.value)

    def test_no_file_is_no_place(self, tmp_path: Path) -> None:
        assert load_pages(tmp_path) == {}
        assert Places({}).of(("footer",)) == ""


class TestPictureLibraries:
    @pytest.mark.parametrize(
        "name",
        [
            "Getty Images",
            "GETTY IMAGES",
            "Getty Images/Mara Quill",
            "iStock",
            "Shutterstock, Quill",
            "picture alliance / Quill",
        ],
    )
    def test_who_lends_pictures(self, readings: Readings, name: str) -> None:
        assert readings.lends_pictures(name)

    @pytest.mark.parametrize(
        "name", ["Gettysburg Herald", "Harrow Lane Press", "", "Quill for Getty Images", "Formosa"]
    )
    def test_who_does_not(self, readings: Readings, name: str) -> None:
        assert not readings.lends_pictures(name)
