"""Waivers against documents that were really decided."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from provenance import Checker, DocumentReport, Occasion, Use, read_bytes
from provenance.outcome import Gate
from provenance.outcome.waivers import matches
from provenance.readings.read import Readings
from provenance.rulefiles.pack import Rules
from provenance.waiver import Waiver, Waivers
from tests.outcome.conftest import BAN, BODY, OTHER, Judged

STORY = f"{BODY}\n{BAN}\n"
RULE = "consent-needed"


def waiver(report: DocumentReport | None = None, *, rule: str = RULE, **more: object) -> Waiver:
    """A waiver for what *rule* finds in *report*; for its path unless told otherwise."""
    given: dict[str, object] = {"given": date(2025, 3, 1), "expires": date(2025, 12, 31), "source": "waivers.yml:2"}
    if report is not None:
        given["document"] = report.path
        given["fingerprints"] = frozenset(one.fingerprint for one in report.findings if one.rule == rule)
    return Waiver((rule,), "agreed by mail", "Dana Roe", **{**given, **more})  # type: ignore[arg-type]


def settled(
    judged: Judged, text: str, *waivers: Waiver, path: str = "wire/bridge.md", root: str = ""
) -> DocumentReport:
    return judged(text, path, Gate(waivers=Waivers(waivers, root)))


def states(report: DocumentReport, rule: str = RULE) -> set[tuple[str, str | None]]:
    return {(f.state, f.waiver.state if f.waiver else None) for f in report.findings if f.rule == rule}


def test_a_waiver_lets_the_document_pass_and_leaves_the_decision(judged: Judged) -> None:
    before = judged(STORY)
    after = settled(judged, STORY, waiver(before))
    assert (before.decision, before.outcome) == ("blocked", "fail")
    assert (after.decision, after.outcome) == ("blocked", "pass")
    assert states(after) == {("waived", "in-force")}


def test_the_notice_under_another_story(judged: Judged) -> None:
    given = waiver(judged(STORY))
    after = settled(judged, f"{OTHER}\n{BAN}\n", given)
    assert after.outcome == "fail"
    assert states(after) == {("open", "text-changed")}
    elsewhere = settled(judged, f"{OTHER}\n{BAN}\n", given, path="wire/lighthouse.md")
    assert states(elsewhere) == {("open", None)}


@pytest.mark.parametrize(
    "changed", [STORY.replace("one old stone", "two old stones"), STORY.replace("published or sold", "published, sold")]
)
def test_a_changed_text_brings_the_finding_back(judged: Judged, changed: str) -> None:
    after = settled(judged, changed, waiver(judged(STORY)))
    assert after.outcome == "fail"
    assert states(after) == {("open", "text-changed")}


def test_more_is_forbidden_than_was_waived(judged: Judged) -> None:
    given = waiver(judged(STORY))
    after = settled(judged, f"{STORY}\nRedistribution is forbidden.\n", given)
    assert after.outcome == "fail"


@pytest.mark.parametrize(
    ("at", "state"),
    [
        ("2025-02-28T09:59:59+00:00", "not-yet"),
        ("2025-02-28T10:00:00+00:00", "in-force"),
        ("2025-12-31T09:59:59+00:00", "in-force"),
        ("2025-12-31T10:00:00+00:00", "expired"),
        ("2026-01-01T00:00:00+14:00", "expired"),
    ],
)
def test_its_days_begin_and_end_where_days_begin_first(at: str, state: str) -> None:
    assert waiver().state(datetime.fromisoformat(at)) == state


def test_an_expired_one_says_so(rules: Rules, readings: Readings) -> None:
    later = Checker(
        rules, Occasion(Use(**rules.uses["republish"]), datetime(2026, 3, 1, tzinfo=UTC)), readings=readings
    )
    document = read_bytes("wire/bridge.md", STORY.encode())
    given = waiver(later.check(document))
    after = later.check(document, gate=Gate(waivers=Waivers((given,))))
    assert after.outcome == "fail"
    assert states(after) == {("open", "expired")}


def test_one_in_force_goes_before_one_that_is_not(judged: Judged) -> None:
    before = judged(STORY)
    old = waiver(before, expires=date(2025, 4, 1), source="waivers.yml:1")
    changed = waiver(document=before.path, fingerprints=frozenset({"0" * 32}), source="waivers.yml:3")
    after = settled(judged, STORY, old, changed, waiver(before))
    assert states(after) == {("waived", "in-force")}
    assert states(settled(judged, STORY, changed, old)) == {("open", "expired")}


def test_a_fingerprint_alone_goes_with_the_text(judged: Judged) -> None:
    prints = waiver(judged(STORY)).fingerprints
    moved = settled(judged, f"{BAN}\n\n{BODY}", waiver(fingerprints=prints), path="archive/2025/bridge.txt")
    assert moved.outcome == "pass"


def test_a_pattern_is_for_whatever_lies_there(judged: Judged) -> None:
    given = waiver(glob="archive/2019/**")
    assert settled(judged, STORY, given, path="archive/2019/05/a.md").outcome == "pass"
    assert settled(judged, STORY, given, path="wire/a.md").outcome == "fail"
    pinned = waiver(glob="archive/", fingerprints=frozenset({"0" * 32}))
    assert states(settled(judged, STORY, pinned, path="archive/a.md")) == {("open", None)}


@pytest.mark.parametrize(
    ("path", "root", "found"),
    [
        ("wire/bridge.md", "", True),
        ("./wire/../wire/bridge.md", ".", True),
        ("desk/wire/bridge.md", "desk", True),
        ("/news/desk/wire/bridge.md", "/news/desk", True),
        ("desk/wire/bridge.md", "", False),
        ("wire/Bridge.md", "", False),
    ],
)
def test_paths_count_from_the_folder_of_the_waivers(judged: Judged, path: str, root: str, found: bool) -> None:
    given = waiver(judged(STORY), document="wire/bridge.md")
    assert (settled(judged, STORY, given, path=path, root=root).outcome == "pass") is found


def test_it_is_for_the_use_it_was_given_for(judged: Judged) -> None:
    before = judged(STORY)
    assert settled(judged, STORY, waiver(before, uses=("republish",))).outcome == "pass"
    assert settled(judged, STORY, waiver(before, uses=("print", "translate"))).outcome == "fail"


def test_what_nobody_may_waive(judged: Judged) -> None:
    """The loader refuses such an entry; one that came another way does nothing."""
    text = f"KILL this story, please do not use it.\n\n{STORY}"
    before = judged(text)
    found = [one.rule for one in before.findings if one.decision]
    assert "withdrawn" in found
    after = settled(judged, text, *(waiver(before, rule=rule) for rule in found))
    assert after.outcome == "fail"
    assert states(after, "withdrawn") == {("open", None)}


def test_the_same_words_twice_are_waived_together(judged: Judged) -> None:
    text = f"{BAN}\n\n{STORY}"
    assert settled(judged, text, waiver(judged(STORY))).outcome == "pass"


def test_patterns_are_those_of_gitignore() -> None:
    assert matches("wire/*.md", "wire/a.md")
    assert matches("*.md", "wire/deep/a.md")
    assert not matches("/a.md", "wire/a.md")
