"""Licences in words, abbreviations and addresses."""

from __future__ import annotations

import itertools
import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.folding import fold
from provenance.readings.licences import LicenceReader, most_exact, spdx_expression
from provenance.rulefiles.licences import load_licence_examples, load_licences

ROOT = Path(__file__).parents[2]
DATA: dict[str, Any] = json.loads(json.dumps(load_licences(ROOT / "rules")))
READS = [(read.text, read.ids) for read in load_licence_examples(ROOT / "rules")[0]]
NEAR_MISSES = load_licence_examples(ROOT / "rules")[1]
READER = LicenceReader(DATA)
GOLD = ROOT.parent / "shared/gold/articles.jsonl"
FULL = {"publish", "redistribute", "reproduce", "derive", "rewrite", "translate", "commercialize", "excerpt", "display"}
COMBINATIONS = ("by", "by-sa", "by-nc", "by-nd", "by-nc-sa", "by-nc-nd")


def ids(text: str) -> list[str]:
    return [mention.id for mention in READER.find(text)]


@pytest.mark.parametrize(("text", "expected"), READS)
def test_examples_are_read(text: str, expected: list[str]) -> None:
    assert ids(text) == expected


@pytest.mark.parametrize("text", NEAR_MISSES)
def test_near_misses_are_not(text: str) -> None:
    assert ids(text) == []


@pytest.mark.parametrize(("text", "expected"), READS)
def test_examples_survive_their_surroundings(text: str, expected: list[str]) -> None:
    """Line ends for blanks, and a sentence on either side, change nothing but the offsets."""
    wrapped = "Foo bar said so. " + text.replace(" ", "\n", 1)
    if len(text) > 30:  # a short line may count because it stands alone
        assert ids(wrapped) == expected


# -- grants


def test_grants_follow_the_elements() -> None:
    by = READER.grants("CC-BY-4.0")
    assert by is not None
    assert (set(by.permits), by.prohibits, by.duties) == (FULL, (), ("attribute",))
    strict = READER.grants("CC-BY-NC-ND-3.0-DE")
    assert strict is not None
    assert set(strict.permits) == FULL - {"commercialize", "derive", "rewrite", "translate"}
    assert set(strict.prohibits) == {"commercialize", "derive"}
    alike = READER.grants("CC-BY-SA")
    assert alike is not None
    assert alike.duties == ("attribute", "share-alike")


@pytest.mark.parametrize("licence", ["CC0-1.0", "PD", "DL-DE-ZERO-2.0", "CC-PDM-1.0"])
def test_what_is_free_is_free_of_duties(licence: str) -> None:
    grants = READER.grants(licence)
    assert grants is not None
    assert (set(grants.permits), grants.prohibits, grants.duties) == (FULL, (), ())


@pytest.mark.parametrize(
    ("licence", "like"),
    [
        ("GFDL-1.3", "CC-BY-SA"),
        ("GFDL", "CC-BY-SA"),
        ("OGL-UK-3.0", "CC-BY"),
        ("OGL-UK", "CC-BY"),
        ("etalab-2.0", "CC-BY"),
        ("LicenseRef-KOGL-1", "CC-BY"),
        ("LicenseRef-KOGL-2", "CC-BY-NC"),
        ("LicenseRef-KOGL-3", "CC-BY-ND"),
        ("LicenseRef-KOGL-4", "CC-BY-NC-ND"),
        ("LicenseRef-GJSTU-2.0", "CC-BY"),
    ],
)
def test_others_grant_like_their_kin(licence: str, like: str) -> None:
    assert READER.grants(licence) == READER.grants(like) is not None


@pytest.mark.parametrize(
    "licence",
    [
        "LicenseRef-CC",
        "LicenseRef-KOGL",
        "LicenseRef-rightsstatements-InC-1.0",
        "MIT",
        "Apache-2.0",
        "CC-BY-ND-SA",
        "CC-XX-4.0",
        "nonsense",
        "",
        "CC-",
    ],
)
def test_the_unknown_grants_nothing(licence: str) -> None:
    assert READER.grants(licence) is None


def test_software_is_marked() -> None:
    mentions = READER.find("Code: MIT License. Text: CC BY 4.0.")
    assert [(mention.id, mention.software) for mention in mentions] == [("MIT", True), ("CC-BY-4.0", False)]


# -- addresses


@pytest.mark.parametrize("version", DATA["cc"]["versions"])
@pytest.mark.parametrize("elements", COMBINATIONS)
def test_addresses_and_ids_agree(elements: str, version: str) -> None:
    plain = f"CC-{elements.upper()}-{version}"
    assert ids(f"https://creativecommons.org/licenses/{elements}/{version}/") == [plain]
    assert ids(plain) == [plain]
    for port in DATA["cc"]["ports"]:
        expected = plain if version in DATA["cc"]["unported"] else f"{plain}-{port}"
        address = f"http://creativecommons.org/licenses/{elements}/{version}/{port.lower()}/deed.en"
        assert ids(address) == [expected]
        assert ids(expected) == [expected]


def test_how_it_was_named() -> None:
    texts = ("Creative Commons Attribution", "CC BY", "creativecommons.org/licenses/by/4.0")
    assert [READER.find(text)[0].by for text in texts] == ["name", "abbreviation", "url"]


def test_a_mention_is_what_was_written() -> None:
    text = "Unless noted, this is under\nCC\u00a0BY-SA 3.0 DE, thanks."
    (mention,) = READER.find(text)
    assert text[mention.start : mention.end] == "CC\u00a0BY-SA 3.0 DE"


def test_order_of_elements_does_not_matter() -> None:
    for order in itertools.permutations(("BY", "NC", "SA")):
        assert ids("Creative Commons " + "-".join(order) + " 4.0") == ["CC-BY-NC-SA-4.0"]


# -- several ids


def test_the_most_exact_id_wins() -> None:
    assert most_exact(["LicenseRef-CC", "CC-BY-SA", "CC-BY-SA-3.0", "CC-BY-SA-3.0-DE"]) == ["CC-BY-SA-3.0-DE"]
    assert most_exact(["CC-BY", "CC-BY-NC-4.0"]) == ["CC-BY", "CC-BY-NC-4.0"]
    assert most_exact(["GFDL", "GFDL-1.3"]) == ["GFDL-1.3"]
    assert most_exact(["LicenseRef-CC"]) == ["LicenseRef-CC"]
    assert most_exact(["CC-BY-3.0-DE", "CC-BY-3.0-FR"]) == ["CC-BY-3.0-DE", "CC-BY-3.0-FR"]


def test_spdx_expressions_are_valid() -> None:
    assert spdx_expression([]) is None
    assert spdx_expression(["CC-BY-4.0"]) == "CC-BY-4.0"
    assert spdx_expression(["GFDL-1.3"]) == "GFDL-1.3-only"
    unlisted = spdx_expression(["CC-BY-SA", "LicenseRef-KOGL-1", "PD"])
    assert unlisted == "LicenseRef-CC-BY-SA AND LicenseRef-KOGL-1 AND LicenseRef-PD"
    assert spdx_expression(["CC-BY-NC-2.0-FR"]) == "LicenseRef-CC-BY-NC-2.0-FR"
    assert spdx_expression(["weird (id)!"]) == "LicenseRef-weird-id"


@given(st.lists(st.text(max_size=20), max_size=4))
def test_spdx_never_raises(names: list[str]) -> None:
    found = spdx_expression(names)
    assert found is None or re.fullmatch(r"[A-Za-z0-9.+() -]+", found)


# -- totality

PIECES = st.sampled_from(
    [
        "CC",
        "cc",
        " ",
        "-",
        "BY",
        "by",
        "NC",
        "SA",
        "4.0",
        "3.0",
        "DE",
        "Creative Commons",
        "表示",
        "Attribution",
        ".",
        "\n",
        "(",
        "&amp;",
        "https://creativecommons.org/licenses/",
        "/",
        "public domain",
        "copyright",
        "has expired",
        "\u0301",
        "İ",
        "ﬁ",
        "\u200f",
        "GFDL",
        "창",
        "4",
        "v",
    ]
)


def check(text: str) -> None:
    mentions = READER.find(text)
    assert mentions == READER.find(text, fold(text, blanks=True))
    end = 0
    for mention in mentions:
        assert end <= mention.start < mention.end <= len(text)
        end = mention.end
    if mentions:
        folded = fold(text, blanks=True).text
        assert any(anchor in folded for anchor in READER.anchors())


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    check(text)


@settings(max_examples=300)
@given(st.lists(PIECES, max_size=14).map("".join))
def test_any_mixture_of_parts_is_read(text: str) -> None:
    check(text)


def test_the_gate_of_the_document_sees_every_example() -> None:
    """The document's gate looks at folded text whose line ends stand as they are."""
    for text, _ in READS:
        folded = fold(text).text
        assert any(anchor in folded for anchor in READER.anchors()), text


# -- measured on the gold set


def test_gold_articles(capsys: pytest.CaptureFixture[str]) -> None:
    if not GOLD.is_file():
        pytest.skip("no ../shared/gold beside this checkout")
    hit = extra = missed = 0
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        text = (GOLD.parent / "articles" / f"{label['id']}.txt").read_bytes().decode("utf-8")
        found = {m.id for start, end in label["notice_spans"] for m in READER.find(text[start:end]) if not m.software}
        wanted = set(label["licenses"])
        hit, extra, missed = hit + len(found & wanted), extra + len(found - wanted), missed + len(wanted - found)
    precision, recall = hit / (hit + extra), hit / (hit + missed)
    with capsys.disabled():
        print(f"\nlicences on gold articles: precision {precision:.3f}, recall {recall:.3f} of {hit + missed}")
    assert min(precision, recall) >= 0.95
