"""Properties of the engine: the gate loses nothing, offsets are true, junk harms nobody."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.folding import fold
from provenance.notices.separate import separate
from provenance.readings.read import Readings

ROOT = Path(__file__).parents[2]
NOTICES = [
    example["text"]
    for path in sorted((ROOT / "rules" / "languages").glob("*/examples.yaml"))
    for example in yaml.safe_load(path.read_text(encoding="utf-8"))["sentences"]
]
PROSE = [
    "The ferry left before dawn with nine people aboard.",
    "Prices may rise, but the baker does not mind.",
    "Niemand weiß, wie lange die Brücke noch gesperrt bleibt.",
    "市は来月から新しいバス路線を始める。",
]


def said(text: str, readings: Readings, *, gated: bool) -> list[tuple[object, ...]]:
    found = separate(text, [], readings, gated=gated)
    return [
        (s.kind, s.polarity, s.value, s.acts, s.duties, s.evidence.start, s.evidence.end)
        for passage in found.passages
        for s in passage.statements
    ] + [(passage.start, passage.end, passage.kinds) for passage in found.passages]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([*NOTICES, *PROSE]), min_size=1, max_size=5), st.sampled_from(["\n\n", "\n", " "]))
def test_gated_reads_what_ungated_reads(readings: Readings, parts: list[str], joint: str) -> None:
    text = joint.join(parts)
    assert said(text, readings, gated=True) == said(text, readings, gated=False)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=400) | st.lists(st.sampled_from(NOTICES), max_size=3).map("\n\n".join))
def test_every_span_slices_its_quote(readings: Readings, text: str) -> None:
    found = separate(text, [], readings)
    for passage in found.passages:
        assert 0 <= passage.start < passage.end <= len(text)
        for statement in passage.statements:
            evidence = statement.evidence
            assert text[evidence.start : evidence.end] == evidence.quote
            for word in statement.act_evidence.values():
                assert text[word.start : word.end] == word.quote
    for start, end in found.body_spans:
        assert 0 <= start < end <= len(text)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200), st.booleans())
def test_folding_keeps_the_way_back(text: str, blanks: bool) -> None:
    folded = fold(text, blanks=blanks)
    if folded.origins is None:
        assert len(folded.text) == len(text)
    else:
        assert len(folded.origins) == len(folded.text) + 1
        assert folded.origins == sorted(folded.origins)
        assert folded.origins[-1] == len(text)


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("TÜM HAKLARI SAKLIDIR", "tüm haklari saklidir"),
        ("İÇERİK", "içerik"),
        ("&copy; 2020 &#8217;s", "© 2020 's"),
        ("e\u0301dite", "édite"),
        ("ＡＢＣ", "abc"),
        ("a\u00a0\n b", "a b"),
        ("版 权 所 有 ，未 经", "版权所有 ,未 经"),
        ("甲 乙", "甲 乙"),
    ],
)
def test_folding(written: str, seen: str) -> None:
    assert fold(written, blanks=True).text == seen


def test_grammar_names_no_language() -> None:
    """Languages supply words, one grammar supplies meaning: no frame may know a language."""
    tags = {path.name for path in (ROOT / "rules" / "languages").iterdir() if path.is_dir()}
    names = {
        yaml.safe_load((path / "lexicon.yaml").read_text(encoding="utf-8"))["name"].lower()
        for path in (ROOT / "rules" / "languages").iterdir()
        if (path / "lexicon.yaml").is_file() and path.name != "mul"
    }
    frames = yaml.safe_load((ROOT / "rules" / "grammar" / "frames.yaml").read_text(encoding="utf-8"))
    words = set(re.findall(r"[\w-]+", str(frames).lower()))
    assert not words & names
    assert not words & {tag for tag in tags if "-" in tag}
