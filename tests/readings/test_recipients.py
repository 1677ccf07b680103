"""Whom, what for and which channels a permission is for: what stands in a sentence beside the act."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from provenance import Checker, Occasion, Use, load_rules


@pytest.fixture(scope="module")
def checker() -> Checker:
    rules = load_rules()
    return Checker(rules, Occasion(Use(**rules.uses["republish"]), datetime(2026, 1, 15, tzinfo=UTC)))


@pytest.mark.parametrize(
    ("sentence", "recipient", "purpose"),
    [
        ("Anyone may republish this article.", (), ()),
        ("Schools may republish this article.", ("education",), ()),
        ("Newspapers and schools may republish this article.", (), ()),
        ("Non-profit organisations may republish this article.", ("nonprofit",), ()),
        ("Newspapers and non-profit organisations may republish this article.", (), ()),
        ("Gemeinnützige Organisationen dürfen diesen Artikel nachdrucken.", ("nonprofit",), ()),
        ("You may republish this article for educational purposes.", (), ("education",)),
        ("Free to republish for educational purposes with credit to Gale Press.", (), ("education",)),
        ("You may share this article with students, newspapers and everyone.", (), ()),
        ("You may share this article with our members.", ("insider",), ()),
    ],
)
def test_whom_a_permission_is_for(
    checker: Checker, sentence: str, recipient: tuple[str, ...], purpose: tuple[str, ...]
) -> None:
    [limits] = [s.limits for s in checker.read_words(sentence) if s.kind == "permission"]
    assert (limits.recipient, limits.purpose) == (recipient, purpose)


_ONLINE = ("web", "app", "newsletter", "social")


@pytest.mark.parametrize(
    ("sentence", "medium"),
    [
        ("You may republish this article online.", _ONLINE),
        ("You may republish this article in print or online.", ("print", *_ONLINE)),
        ("This article may be reprinted in print newspapers.", ("print",)),
        ("Du darfst diesen Beitrag online veröffentlichen.", _ONLINE),
        ("Cet article peut être republié en ligne.", _ONLINE),
        ("Newspapers may republish this article.", ()),
        ("You may print and share this article.", ()),
        ("Online articles may be republished.", ()),
        ("This article may be republished with a link to our website.", ()),
        ("You may republish this article anywhere except online.", ()),
    ],
)
def test_which_channels_a_permission_names(checker: Checker, sentence: str, medium: tuple[str, ...]) -> None:
    [limits] = [s.limits for s in checker.read_words(sentence) if s.kind == "permission"]
    assert limits.medium == medium
