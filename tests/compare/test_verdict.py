"""A pair judged: what was kept and stripped, what is owed, what the terms forbid; in four scripts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from compare_pairs import SCRIPTS, STRANGER, article
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from provenance.compare.result import Kind
from provenance.compare.verdict import State, Verdict

Checked = Callable[..., Verdict]
NOTICES = {
    "latin": ("© 2025 Harrow Lane Press. CC BY-ND 4.0", "Harrow Lane Press"),
    "cyrillic": ("© 2025 Северный вестник. Лицензия CC BY-ND 4.0", "Северный вестник"),
    "arabic": ("© 2025 صحيفة وادي الزيتون. CC BY-ND 4.0", "صحيفة وادي الزيتون"),
    "han": ("© 2025 清河日报。CC BY-ND 4.0", "清河日报"),
}
BYLINES = {
    "latin": ("By Ada Quill", "Ada Quill"),
    "cyrillic": ("Автор: Ада Квилл", "Ада Квилл"),
    "arabic": ("بقلم آدا كويل", "آدا كويل"),
    "han": ("作者：墨羽", "墨羽"),
}
ASKED = "This article may be republished unaltered with credit to Harrow Lane Press.\n\n© 2025 Harrow Lane Press"


def rules_of(verdict: Verdict) -> list[str]:
    return [breach.rule for breach in verdict.breaches]


def states(verdict: Verdict) -> dict[str, State]:
    return {kept.what: kept.state for kept in verdict.kept}


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_faithful_copy(checked: Checked, script: str) -> None:
    text = f"{article(script, 200)}\n\n{NOTICES[script][0]}\n"
    verdict = checked(text, text)
    assert verdict.comparison.kind is Kind.IDENTICAL
    assert verdict.breaches == []
    assert set(states(verdict).values()) == {State.KEPT}


@pytest.mark.parametrize("script", SCRIPTS)
def test_one_word_changed_under_no_derivatives(checked: Checked, script: str) -> None:
    body, notice = article(script, 2000), NOTICES[script][0]
    cut = body.index("\n\n", 3000 if script != "han" else 600) + 2
    verdict = checked(f"{body}\n\n{notice}\n", f"{body[:cut]}{STRANGER[script]} {body[cut:]}\n\n{notice}\n")
    assert rules_of(verdict) == ["alteration-not-permitted"]
    assert verdict.breaches[0].ours is not None
    assert verdict.breaches[0].ours.quote == STRANGER[script]


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_stripped_notice(checked: Checked, script: str) -> None:
    body, (notice, _) = article(script, 200), NOTICES[script]
    verdict = checked(f"{body}\n\n{notice}\n", f"{body}\n")
    assert verdict.comparison.kind is Kind.IDENTICAL
    assert states(verdict) == {"notice": State.STRIPPED, "holder": State.STRIPPED, "licence": State.STRIPPED}
    assert rules_of(verdict) == ["duty-not-met"]


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_stripped_credit(checked: Checked, script: str) -> None:
    body, (notice, holder) = article(script, 200), NOTICES[script]
    byline, author = BYLINES[script]
    front = f"---\ntitle: x\nauthor: {author}\n---\n\n"
    original = f"{front}{byline}\n\n{body}\n\n{notice}\n"
    kept = checked(original, f"{byline}\n\n{body}\n\n{notice}\n", names=("a.md", "b.md"))
    assert states(kept)["author"] is State.KEPT
    assert kept.breaches == []
    stripped = checked(original, f"{body}\n\n{notice}\n", names=("a.md", "b.md"))
    assert states(stripped)["author"] is State.STRIPPED
    assert states(stripped)["holder"] is State.KEPT
    assert holder in {one.said for one in stripped.kept}
    assert rules_of(stripped) == ["duty-not-met"]


def test_words_that_want_the_text_unaltered(checked: Checked) -> None:
    body = article("latin", 200)
    original = f"{body}\n\n{ASKED}\n"
    assert checked(original, original).breaches == []
    altered = checked(original, original.replace("polished", "dropped", 1))
    assert rules_of(altered) == ["altered"]
    excerpt = checked(original, f"{body.split(chr(10))[0]}\n\n{ASKED}\n")
    assert {owed.duty: owed.met for owed in excerpt.obligations} == {"unaltered": None, "attribute": True}


def test_sentences_left_out_in_silence(checked: Checked) -> None:
    first, second, third = (f"{article('latin', 12, seed)}\n\n" for seed in (1, 2, 3))
    verdict = checked(f"{first}{second}{third}{ASKED}\n", f"{first}{third}{ASKED}\n")
    assert verdict.comparison.kind is Kind.EXCERPT
    assert rules_of(verdict) == ["altered"]


@pytest.mark.parametrize(("letters", "broken"), [(200, []), (2500, ["over-limit"])])
def test_more_words_than_are_allowed(checked: Checked, letters: int, broken: list[str]) -> None:
    body = article("latin", 800)
    verdict = checked(
        f"{body}\n\nYou may quote up to 100 words of this article with a link to harrow.example/bridge.\n",
        f"{body[:letters].rpartition(' ')[0]}\n\nhttps://harrow.example/bridge\n",
        use="excerpt",
    )
    assert rules_of(verdict) == broken


def test_terms_that_open_nothing(checked: Checked) -> None:
    text = f"{article('latin', 100)}\n\n© 2025 Harrow Lane Press. All rights reserved.\n"
    verdict = checked(text, text)
    assert rules_of(verdict) == ["not-open"]
    assert "all-rights-reserved" in verdict.breaches[0].message


def test_an_alteration_that_a_licence_permits(checked: Checked) -> None:
    body = article("latin", 200)
    notice = "© 2025 Harrow Lane Press. CC BY 4.0"
    verdict = checked(f"{body}\n\n{notice}\n", f"{body.replace('polished', 'dropped', 1)}\n\n{notice}\n")
    assert verdict.comparison.kind is Kind.ALTERED
    assert verdict.breaches == []


def test_a_permission_to_publish_is_none_to_change(checked: Checked) -> None:
    body = article("latin", 200)
    notice = "This article may be republished free of charge."
    verdict = checked(f"{body}\n\n{notice}\n", body.replace("polished", "dropped", 1))
    assert rules_of(verdict) == ["alteration-not-permitted"]


def test_a_credit_put_in_alters_nothing(checked: Checked) -> None:
    body = article("latin", 200)
    original = f"{body}\n\n{ASKED}\n"
    verdict = checked(original, f"{body}\n\nSource: Harrow Lane Press\n")
    assert verdict.comparison.kind is Kind.IDENTICAL
    assert verdict.breaches == []


def test_a_changed_notice(checked: Checked) -> None:
    body = article("latin", 100)
    verdict = checked(
        f"{body}\n\n© 2024 Harrow Lane Press. Licensed under CC BY 4.0.\n",
        f"{body}\n\n© 2025 Harrow Lane Press. Licensed under CC BY-SA 4.0.\n",
    )
    assert states(verdict) == {"notice": State.CHANGED, "holder": State.KEPT, "licence": State.CHANGED}


def test_nothing_in_common_is_for_a_person(checked: Checked) -> None:
    notice = "© 2025 Harrow Lane Press. CC BY 4.0"
    verdict = checked(f"{article('latin', 60)}\n\n{notice}\n", f"{article('cyrillic', 60)}\n\n{notice}\n")
    assert rules_of(verdict) == ["nothing-in-common"]
    assert rules_of(checked(f"{article('latin', 60)}\n\n{notice}\n", "")) == ["unreadable"]


def test_a_page_of_ours_against_a_wire_text(checked: Checked) -> None:
    paragraphs = article("latin", 120).split("\n\n")
    original = "\n\n".join(paragraphs) + "\n\n© 2025 Harrow Lane Press. CC BY-ND 4.0\n"
    page = "".join(f"<p>{one}</p>" for one in paragraphs)
    head = "<nav><a href='/'>Home</a></nav><article><h1>Swifts</h1><span>3 May 2025</span>"
    page = f"<html><body>{head}{page}{{}}</article></body></html>"
    foot = "<p>© 2025 Harrow Lane Press. <a href='https://creativecommons.org/licenses/by-nd/4.0/'>CC BY-ND 4.0</a></p>"
    verdict = checked(original, page.format(foot), names=("a.txt", "b.html"))
    assert verdict.comparison.kind is Kind.IDENTICAL
    assert verdict.breaches == []
    assert rules_of(checked(original, page.format(""), names=("a.txt", "b.html"))) == ["duty-not-met"]
    ended = page.format(f"<p>The mayor lies.</p>{foot}")
    assert rules_of(checked(original, ended, names=("a.txt", "b.html"))) == ["alteration-not-permitted"]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=300), st.text(max_size=300))
def test_any_pair_gets_a_verdict(checked: Checked, original: str, ours: str) -> None:
    verdict = checked(original, ours)
    assert verdict.breaches  # nothing invented by chance opens a use
