"""Whom and what for a permission is: what stands in a sentence beside the act, before and behind it."""

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
