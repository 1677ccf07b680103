"""Languages that are added: the gate grows with them, and a guest takes no sentence from a language of ours."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from provenance.errors import RuleFileError
from provenance.examples import read_alone
from provenance.readings.read import Readings
from provenance.rulefiles.index import extend_gate, gate_table, index_forms
from provenance.rulefiles.lexicon import join_lexicons, load_lexicon
from provenance.rulefiles.pack import Rules, load_rules
from tests.rulefiles.pack_samples import PACK, folder

RULES = Path(__file__).resolve().parents[2] / "rules"
GUEST = """\
language: tlh
name: tlhIngan
forms:
  publish: [maqlu, published, reproduced]
  forbid: [tuchbe]
  may: [may, "may not"]
  allow: [chaw, reserved]
  material: [ghitlh, "all rights"]
  filler: [{filler}]
abbreviations: [reserved, permission]
damaged: ["may be published"]
relatives: [en]
"""
#: Words of no language.
ODD = "zorbly grumpf"
WELSH = """\
language: cy
name: Cymraeg
forms:
  forbid: [xyzzy, "gwaharddedig iawn"]
  publish+neg: [zzz~]
affixes:
  neg: [-wq]
"""


def words(gate: dict[str, Any]) -> dict[str, Any]:
    """The table of a gate without the order in which it grew."""
    lines = zip(gate["words"].split("\n"), gate["entries"].split("\n"), strict=True)
    table = {
        word: {tuple(its[:2]): (its[2], its[3], sorted(its[4])) for its in json.loads(line)} for word, line in lines
    }
    return {**gate, "words": sorted(table), "entries": table}


def test_a_grown_gate_is_the_gate_of_all(tmp_path: Path, rules: Rules) -> None:
    concepts = frozenset(rules.data["grammar"]["concepts"])
    few = {tag: load_lexicon(RULES / f"languages/{tag}/lexicon.yaml", concepts) for tag in ("mul", "cy", "sw", "tr")}
    more = folder(tmp_path, {"languages/cy/lexicon.yaml": WELSH})
    added = load_lexicon(more / "languages" / "cy" / "lexicon.yaml", concepts, few["cy"])
    joined = join_lexicons(few["cy"], added)
    base = {tag: lexicon for tag, lexicon in few.items() if tag != "tr"}
    grown = extend_gate(gate_table(base, rules.data["grammar"]), {"tr": few["tr"], "cy": joined})
    whole = gate_table({**few, "cy": joined}, rules.data["grammar"])
    assert words(grown) == words(whole)


def test_words_that_are_added_are_read(tmp_path: Path) -> None:
    own = folder(tmp_path, {"languages/en/lexicon.yaml":
        'language: en\nname: English\nforms:\n  forbid: ["off the table"]\n'})  # fmt: skip
    readings = Readings(load_rules([own]).data)
    statements, _ = read_alone(readings, "Publication of this article is off the table.")
    assert [(s.polarity, sorted(s.acts)) for s in statements] == [("prohibits", ["publish"])]
    before, _ = read_alone(readings, "This article may not be published.")
    assert before


def test_added_words_are_spelled_as_the_language_is(tmp_path: Path, rules: Rules) -> None:
    own = folder(tmp_path, {"languages/ja/lexicon.yaml": "language: ja\nname: x\nforms:\n  forbid: [御法度]\n"})
    concepts = frozenset(rules.data["grammar"]["concepts"])
    entry = load_lexicon(own / "languages/ja/lexicon.yaml", concepts, rules.data["lexicons"]["ja"])
    assert entry["spacing"] == "none"
    assert index_forms(entry["forms"]) == index_forms(
        load_lexicon(_with_spacing(own), concepts)["forms"],
    )
    own = folder(tmp_path, {"languages/ja/lexicon.yaml":
        "language: ja\nname: x\nspacing: words\nforms:\n  forbid: [御法度]\n"})  # fmt: skip
    with pytest.raises(RuleFileError, match=r"lexicon\.yaml:3:\d+: spacing"):
        load_rules([own])


def _with_spacing(own: Path) -> Path:
    path = own / "languages/ja/lexicon.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "spacing: none\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Readings:
    """An engine with a language of a pack that claims every English word it can, to mute what they say."""
    english = yaml.safe_load((RULES / "languages/en/examples.yaml").read_text(encoding="utf-8"))
    every = {word.strip(".,;:“”\"'()") for each in english["sentences"] for word in each["text"].lower().split()}
    filler = ", ".join(json.dumps(word) for word in sorted({*every, *ODD.split()}) if word.strip("~-… "))
    root = folder(
        tmp_path_factory.mktemp("pack"),
        {
            "pack.yml": PACK.replace("languages: []", "languages: [tlh]"),
            "languages/tlh/lexicon.yaml": GUEST.format(filler=filler),
        },
    )
    return Readings(load_rules([root]).data)


def test_a_guest_speaks_its_own_language(hostile: Readings) -> None:
    statements, _ = read_alone(hostile, "ghitlh maqlu tuchbe.")
    assert [(s.polarity, sorted(s.acts)) for s in statements] == [("prohibits", ["publish"])]


@pytest.mark.parametrize("language", ["en", "de", "tr"])
def test_a_guest_takes_no_sentence_from_us(hostile: Readings, readings: Readings, language: str) -> None:
    examples = yaml.safe_load((RULES / f"languages/{language}/examples.yaml").read_text(encoding="utf-8"))
    lost = []
    for each in examples["sentences"]:
        first, _, rest = each["text"].partition(" ")
        for text in (each["text"], f"{first} {ODD} {rest}"):  # the guest knows words that nobody else does
            theirs = said(hostile, text)
            lost += [text for one in said(readings, text) if one not in theirs]
    assert lost == []


def said(readings: Readings, text: str) -> list[Any]:
    return [(s.polarity, s.acts, s.value, s.conditions) for s in read_alone(readings, text)[0]]
