"""``pattern:`` in a policy: it finds words with their place, and a slow one ends in time, with a finding."""

from __future__ import annotations

import contextlib
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from provenance import Checker, DocumentReport, Occasion, Use, read_bytes
from provenance.errors import RuleFileError
from provenance.policies.patterns import MOST, OVERLAP, WINDOW, Patterns
from provenance.readings.read import Readings
from provenance.rulefiles.pack import Rules, load_rules
from provenance.rulefiles.patterns import compiled
from tests.rulefiles.pack_samples import PACK, folder, policy

AT = datetime(2025, 6, 1, tzinfo=UTC)
FREE = "This article may be republished free of charge."
#: Patterns that go back and forth for longer than the world will last.
CATASTROPHES = [r"(a+)+$", r"(a|aa)+$", r"(a{1,100}){1,100}$", r"(?:(a)(a)?(a)?)+c\1\2"]


def own(root: Path, when: str, **more: str) -> Rules:
    return load_rules([folder(root, {"policies/own-rule.yaml": policy(when=when, **more)})])


def check(rules: Rules, text: str, readings: Readings) -> DocumentReport:
    checker = Checker(rules, Occasion(Use(**rules.uses["republish"]), AT), readings=readings)
    return checker.check(read_bytes("story.txt", text.encode()))


@pytest.mark.parametrize(("where", "quote"), [("notices", "The  Harrow\nclause"), ("body", "harrow clause")])
def test_a_pattern_finds_words_with_their_place(tmp_path: Path, readings: Readings, where: str, quote: str) -> None:
    rules = own(
        tmp_path, rf"{{pattern: {{find: 'the\s+harrow\s+clause|harrow clause', where: {where}}}}}", decision="blocked"
    )
    text = f"Ships sail.\n\nThe harrow clause was sung.\n\nTwo more words.\n\n{FREE} The  Harrow\nclause applies.\n"
    report = check(rules, text.replace("The harrow", "One harrow"), readings)
    (finding,) = (found for found in report.findings if found.rule == "own-rule")
    assert report.decision == "blocked"
    (evidence,) = finding.evidence
    assert evidence.quote == quote
    assert report.text[evidence.start : evidence.end] == quote
    assert (evidence.line, finding.message) == ((7 if where == "notices" else 3), " ".join(quote.split()))


def test_capitals_count_where_they_are_to(tmp_path: Path, readings: Readings) -> None:
    rules = own(tmp_path, "{pattern: {find: 'HARROW', where: body, case: kept}}")
    assert "own-rule" not in {found.rule for found in check(rules, "A harrow.", readings).findings}
    assert "own-rule" in {found.rule for found in check(rules, "A HARROW.", readings).findings}


@pytest.mark.parametrize("pattern", CATASTROPHES)
def test_a_slow_pattern_ends_in_time_and_is_for_a_person(tmp_path: Path, readings: Readings, pattern: str) -> None:
    rules = own(tmp_path, f"{{pattern: {{find: '{pattern}', where: body}}}}")
    began = time.process_time()
    report = check(rules, f"{'a' * 30_000}!\n\n{FREE}\n", readings)
    assert time.process_time() - began < 5
    assert report.decision == "review"
    (finding,) = (found for found in report.findings if found.rule == "pattern-timeout")
    assert "own-rule" in finding.message


def test_many_slow_patterns_share_their_time(tmp_path: Path, readings: Readings) -> None:
    files = {
        f"policies/own-{n}.yaml": policy(f"own-{n}", when=f"{{pattern: {{find: '(a+)+{n}', where: body}}}}")
        for n in range(30)
    }
    began = time.process_time()
    report = check(load_rules([folder(tmp_path, files)]), f"{'a' * 5000}!\n\n{FREE}\n", readings)
    assert time.process_time() - began < 8
    assert report.decision == "review"
    assert sum(found.rule == "pattern-timeout" for found in report.findings) == 30


def test_a_slow_pattern_that_must_not_be_there_opens_nothing(tmp_path: Path, readings: Readings) -> None:
    rules = own(tmp_path, "{not: {pattern: {find: '(a+)+$', where: body}}}")
    assert check(rules, f"{'a' * 5000}!\n\n{FREE}\n", readings).decision == "review"


def test_a_document_without_slow_words_is_not_held_up(tmp_path: Path, readings: Readings) -> None:
    rules = own(tmp_path, "{pattern: {find: '(a+)+$', where: body}}")
    assert check(rules, f"Ships sail.\n\n{FREE}\n", readings).decision == "permitted"


@pytest.mark.parametrize("at", [0, WINDOW - 3, WINDOW, 2 * WINDOW - OVERLAP, 49_990])
def test_every_stretch_of_a_long_text_is_searched(at: int) -> None:
    text = "." * at + "harrow" + "." * (50_000 - at)
    patterns = Patterns({"own": {"when": {"pattern": {"find": "harrow", "where": "body", "case": "kept"}}}})
    found = patterns.search(text, {"body": [(0, len(text))], "notices": []})
    assert list(found.hits.values()) == [[(at, at + 6)]]


def test_places_without_width_and_crowds_are_bounded() -> None:
    patterns = Patterns({"own": {"when": {"pattern": {"find": "(?=a)", "where": "body", "case": "kept"}}}})
    found = patterns.search("a" * 1000, {"body": [(0, 1000)], "notices": []})
    assert list(found.hits.values()) == [[(n, n + 1) for n in range(MOST)]]


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("(a", "missing"),
        ("[z-a]", "bad character range"),
        (r"\\p{Nonsense}", "unknown property"),
        ("(?V0)a", "VERSION"),
        ("(?:(?:(?:a{1000}){1000}){1000})", "repeat more than"),
        ("a(?R)?b", "calls itself"),
        ("a{2147483648}", "repeat more than"),
        ("(" * 490 + "a" + ")" * 490, "recursion"),
        ("a" * 2000, "at most 1000"),
        ("a*", "finds nothing at all"),
        ("", "at least 1"),
    ],
)
def test_a_broken_pattern_is_refused_at_its_line(tmp_path: Path, pattern: str, said: str) -> None:
    root = folder(tmp_path, {"policies/own-rule.yaml": policy(when=f'\n  pattern:\n    find: "{pattern}"')})
    with pytest.raises(RuleFileError, match=said) as caught:
        load_rules([root])
    assert (caught.value.place.path, caught.value.place.line) == (str(root / "policies/own-rule.yaml"), 7)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=r"ab(){}[]?*+|\.^$,:=!<>pPLRVn0123456789-&~", max_size=30))
@example(r"\L<a>")
@example("a{2147483648}")
@example("(?(1)a|b)")
def test_whatever_is_written_is_a_pattern_or_an_error_of_its_author(written: str) -> None:
    with contextlib.suppress(ValueError):  # and nothing else
        compiled(written, "ignored")
        policies = {"own": {"when": {"pattern": {"find": written, "where": "body", "case": "ignored"}}}}
        Patterns(policies).search("ab" * 50 + "\n", {"body": [(0, 101)], "notices": []})


def test_a_pack_with_a_catastrophe_is_let_in_by_word_only(tmp_path: Path, readings: Readings) -> None:
    slow = policy(when="{pattern: {find: '(a+)+$', where: body}}")
    root = folder(tmp_path, {"pack.yml": PACK, "policies/own-rule.yaml": slow})
    with pytest.raises(RuleFileError, match="brings a pattern"):
        load_rules([root])
    report = check(load_rules([root], allow_patterns=True), f"{'a' * 30_000}!\n\n{FREE}\n", readings)
    assert (report.decision, "pattern-timeout" in {found.rule for found in report.findings}) == ("review", True)
