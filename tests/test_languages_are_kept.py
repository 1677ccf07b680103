"""No language is lost or thinned out: each has its words, and sentences enough that show what they do."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from provenance.rulefiles.index import SHARED

FOLDER = Path(__file__).parent.parent / "rules" / "languages"
#: Languages with a calendar, numbers and names of licences of their own; the others know what pages state most.
FULL = frozenset(path.stem for path in (FOLDER.parent / "calendars").glob("*.yaml")) - {"shared"}
LANGUAGES = sorted(path.name for path in FOLDER.iterdir() if path.is_dir() and path.name != SHARED)
LARGEST = frozenset(
    ["en", "de", "fr", "es", "it", "pt", "nl", "ja", "ru", "zh-Hans", "zh-Hant", "ar", "pl", "tr", "ko"]
)
#: At least so many sentences and near misses: of the largest languages, of every other.
LARGE, SMALL = (30, 10), (12, 4)


def test_none_is_missing() -> None:
    assert len(FULL) == 41, FULL
    assert len(LANGUAGES) >= 63, LANGUAGES
    assert set(LANGUAGES) >= FULL >= LARGEST


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_files_are_there_and_say_whose_they_are(language: str) -> None:
    for name in ("lexicon.yaml", "examples.yaml"):
        text = (FOLDER / language / name).read_text(encoding="utf-8")
        assert yaml.load(text, yaml.CSafeLoader)["language"] == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_examples_are_many_enough(language: str) -> None:
    examples = yaml.load((FOLDER / language / "examples.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    sentences, near_misses = LARGE if language in LARGEST else SMALL
    assert len({sentence["text"] for sentence in examples["sentences"]}) >= sentences
    assert len(set(examples["near_misses"])) >= near_misses
