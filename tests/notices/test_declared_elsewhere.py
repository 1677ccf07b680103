"""What a box for other stories declares opens nothing for the page's own text."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from provenance import Checker, Occasion, Use, load_rules, read_bytes

RULES = load_rules()
CHECKER = Checker(RULES, Occasion(Use(**RULES.uses["republish"]), datetime(2026, 1, 1, tzinfo=UTC)))
STORY = "<article><p>The old bridge was closed on Monday for repairs that will last a month.</p></article>"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
ITEM = 'itemscope itemtype="https://schema.org/Article"'


@pytest.mark.parametrize(
    "box",
    [
        f'<div class="related"><div {ITEM}><link itemprop="license" href="{LICENCE}"></div></div>',
        f'<div class="related" {ITEM}><a itemprop="license" href="{LICENCE}">CC BY</a></div>',
        f'<aside class="related"><div vocab="https://schema.org/" typeof="Article">'
        f'<link property="license" href="{LICENCE}"></div></aside>',
        f'<ol class="comments"><li {ITEM}><link itemprop="license" href="{LICENCE}"></li></ol>',
        f'<div {ITEM}><link itemprop="license" href="{LICENCE}"></div>',
        f'<template><a rel="license" href="{LICENCE}">CC BY</a></template>',
    ],
)
def test_it_opens_nothing(box: str) -> None:
    report = CHECKER.check(read_bytes("page.html", f"<html><body>{STORY}{box}</body></html>".encode()))
    assert report.decision.value == "review", report.rights


def test_the_article_speaks_for_itself() -> None:
    page = STORY.replace("<article>", f'<article {ITEM}><link itemprop="license" href="{LICENCE}">')
    report = CHECKER.check(read_bytes("page.html", f"<html><body>{page}</body></html>".encode()))
    assert report.decision.value == "conditional"
