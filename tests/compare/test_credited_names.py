"""Credits and notes of changes: the examples of ``rules/fulfilment.yaml``, in names of three scripts."""

from __future__ import annotations

from pathlib import Path

import pytest

from provenance.compare.names import Credits, Named
from provenance.errors import RuleFileError
from provenance.rulefiles.fulfilment import FulfilmentFile, load_fulfilment
from provenance.rulefiles.pack import Rules, rules_root
from provenance.rulefiles.source import load, validate

LANGUAGES = validate(load(rules_root() / "fulfilment.yaml"), FulfilmentFile).languages
NAMES = ["Harrow Lane Press", "Северный вестник", "清河日报"]


@pytest.fixture(scope="module")
def credits(rules: Rules) -> Credits:
    return Credits(rules.data["fulfilment"], frozenset(rules.data["legal_forms"]["all"]))


@pytest.mark.parametrize("language", sorted(LANGUAGES))
@pytest.mark.parametrize("name", NAMES)
def test_examples(credits: Credits, language: str, name: str) -> None:
    examples = LANGUAGES[language].examples
    for text in examples.credits:
        assert credits.reads(text.replace("{name}", name), [name]) is Named.CREDITED, text
    for text in examples.no_credits:
        assert credits.reads(text.replace("{name}", name), [name]) is Named.PERHAPS, text
    for text in examples.changes:
        assert credits.tells_of_changes(text), text
    for text in examples.no_changes:
        assert not credits.tells_of_changes(text), text


@pytest.mark.parametrize(
    ("text", "name", "named"),
    [
        ("BY HARROW LANE PRESS", "Harrow Lane Press", Named.CREDITED),
        ("Harrow Lane Press, 2025", "Harrow Lane Press Ltd.", Named.CREDITED),
        ("Source: Lantern Project", "The Lantern Project", Named.CREDITED),
        ("Source: The Lantern Project", "By The Lantern Project", Named.CREDITED),
        ("Kaynak: Yamaç Postası'ndan", "Yamaç Postası", Named.PERHAPS),
        ("По словам Северного вестника", "Северный вестник", Named.PERHAPS),
        ("Source: Harrow", "Harrow Lane Press", Named.NOT),
        ("Source: Harrow Press", "Harrow Lane Press", Named.NOT),
        ("", "Harrow Lane Press", Named.NOT),
        ("Source: Harrow Lane Press", "", Named.NOT),
    ],
)
def test_names_as_they_are_written(credits: Credits, text: str, name: str, named: Named) -> None:
    assert credits.reads(text, [name]) is named


def test_a_form_without_its_name_is_refused_at_its_line(tmp_path: Path) -> None:
    (tmp_path / "fulfilment.yaml").write_text(
        "languages:\n  en:\n    credits:\n      opens: [by somebody]\n    changes: {says: [edited]}\n"
        "    examples: {credits: [a], no_credits: [a], changes: [a], no_changes: [a]}\n",
        encoding="utf-8",
    )
    with pytest.raises(RuleFileError, match=r"fulfilment\.yaml:4.*does not hold \{name\} once"):
        load_fulfilment(tmp_path)
    assert load_fulfilment(tmp_path / "nowhere")["says"] == []
