"""Marks inside documents: found, told, and powerless without a central waiver."""

from __future__ import annotations

import pytest

from provenance import Checker, Document, DocumentReport, Occasion, Use, read_bytes
from provenance.outcome import Gate
from provenance.outcome.marks import EVERYTHING
from provenance.readings.read import Readings
from provenance.rulefiles.pack import Rules
from provenance.waiver import Waivers
from tests.outcome.conftest import AT, BAN, BODY, Judged
from tests.outcome.test_waivers import RULE, STORY, waiver

MARK = f"<!-- provenance: waive {RULE} -->"


def wanted(report: DocumentReport) -> list[str]:
    return sorted(one.detail for one in report.findings if one.rule == "self-waiver")


@pytest.mark.parametrize(
    ("path", "text", "meant"),
    [
        ("a.md", f"{BODY}\n{MARK}\n", [RULE]),
        ("a.md", f"{BODY} {MARK} and on it goes.\n", [RULE]),
        ("a.md", f"{BODY}\n<!--\nprovenance: waive {RULE},\n-->\n", [RULE]),
        ("a.md", f"{BODY}\n<!-- Provenance:waive {RULE} withdrawn -->\n", [RULE, "withdrawn"]),
        ("a.md", f"{BODY}\n<!-- provenance: waive no-such-rule -->\n", ["no-such-rule"]),
        ("a.md", f"{BODY}\n<!-- provenance: waive -->\n", [EVERYTHING]),
        ("a.md", f"{BODY}\n<!-- provenance: waive all -->\n", [EVERYTHING]),
        ("a.md", f"---\ntitle: A bridge\n# provenance: waive {RULE}\n---\n{BODY}", [RULE]),
        ("a.txt", f"{BODY}\nprovenance: waive {RULE}\n", [RULE]),
        ("a.txt", f"{BODY}\n// provenance: waive {RULE} (Dana said so)\n", [RULE]),
        ("a.txt", f"provenance: waive *\n\n{BODY}", [EVERYTHING]),
        ("a.html", f"<html><body><article><p>{BODY}</p>{MARK}</article></body></html>", [RULE]),
        (
            "a.html",
            f"<html><body><article><p>{BODY}</p><p>provenance: waive {RULE}</p></article></body></html>",
            [RULE],
        ),
        ("a.md", f"---\nwaive: {RULE}\n---\n{BODY}", [RULE]),
        ("a.md", f"---\nwaivers: [{RULE}, withdrawn]\n---\n{BODY}", [RULE, "withdrawn"]),
        ("a.md", f"---\nprovenance:\n  waive: {RULE}\n---\n{BODY}", [RULE]),
        ("a.md", f"---\nprovenance: waive {RULE}\n---\n{BODY}", [RULE]),
        ("a.md", f"---\nprovenance-waive:\n  - {RULE}\n---\n{BODY}", [RULE]),
        ("a.md", f"---\nwaiver:\n  - {{rule: {RULE}, reason: I say so}}\n---\n{BODY}", [RULE]),
        ("a.md", f"---\nwaive: all\n---\n{BODY}", [EVERYTHING]),
    ],
)
def test_marks_are_found(judged: Judged, path: str, text: str, meant: list[str]) -> None:
    report = judged(text, path)
    assert wanted(report) == meant
    assert report.outcome == "fail"
    assert report.decision.rank <= 1


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.md", f"{BODY}\n```\nprovenance: waive {RULE}\n```\n"),
        ("a.txt", f"{BODY}\nProvenance: waive the fee, said the mason.\n"),
        ("a.txt", f"{BODY}\nWrite “provenance: waive {RULE}” if you must.\n"),
        ("a.txt", f"{BODY}\nThe provenance of the stone is unknown; waive {RULE}.\n"),
        ("a.md", f"---\nprovenance: from the archive of Vale Press\n---\n{BODY}"),
        ("a.md", f"---\nwaiver: signed\n---\n{BODY}"),
    ],
)
def test_what_is_none(judged: Judged, path: str, text: str) -> None:
    assert wanted(judged(text, path)) == []


def test_a_mark_says_where_it_stands(judged: Judged) -> None:
    report = judged(f"{STORY}\n{MARK}\n")
    [mark] = [one for one in report.findings if one.rule == "self-waiver"]
    line = STORY.count("\n") + 2
    assert (mark.evidence[0].line, mark.evidence[0].column) == (line, 6)
    assert mark.evidence[0].quote == f"provenance: waive {RULE}"


def test_a_mark_counts_beside_a_central_waiver(judged: Judged) -> None:
    given = waiver(judged(STORY))
    marked = f"{BODY}\n{BAN}\n\n{MARK}\n"
    alone = judged(marked)
    after = judged(marked, gate=Gate(waivers=Waivers((given,))))
    assert alone.decision == after.decision == "blocked"
    assert (alone.outcome, after.outcome) == ("fail", "pass")
    assert {one.state for one in after.findings if one.decision} == {"waived"}


@pytest.mark.parametrize(
    "mark", ["provenance: waive withdrawn", "provenance: waive", f"provenance: waive {RULE}, no-permission-found"]
)
def test_a_mark_for_more_than_the_waiver(judged: Judged, mark: str) -> None:
    after = judged(f"{STORY}\n<!-- {mark} -->\n", gate=Gate(waivers=Waivers((waiver(judged(STORY)),))))
    assert after.outcome == "fail"


def test_a_waiver_for_another_text_does_not_help_the_mark(judged: Judged) -> None:
    given = waiver(judged(STORY.replace("one old stone", "two old stones")))
    after = judged(f"{STORY}\n{MARK}\n", gate=Gate(waivers=Waivers((given,))))
    assert {one.state for one in after.findings if one.decision} == {"open"}


def test_a_mark_that_has_become_needless_is_no_offence_beside_its_waiver(judged: Judged) -> None:
    given = waiver(judged(STORY))
    free = f"{BODY}\nThis article may be republished free of charge.\n\n{MARK}\n"
    assert judged(free).outcome == "fail"
    assert judged(free, gate=Gate(waivers=Waivers((given,)))).outcome == "pass"


def test_no_file_of_our_own_waives_anything_either(rules: Rules, readings: Readings) -> None:
    ours = Checker(rules, Occasion(Use(**rules.uses["republish"]), AT, ours=True), readings=readings)
    document = read_bytes("ours/a.md", f"---\nwaive: {RULE}\nuse: excerpt\n---\n{STORY}".encode())
    report = ours.check(document)
    assert wanted(report) == [RULE]
    assert report.use["id"] == "excerpt"
    assert report.outcome == "fail"


def test_a_waiver_for_self_waiver_does_nothing(judged: Judged) -> None:
    text = f"{BODY}\nThis article may be republished free of charge.\n\n{MARK}\n"
    given = waiver(judged(text), rule="self-waiver")
    assert judged(text, gate=Gate(waivers=Waivers((given,)))).outcome == "fail"


def test_a_crowd_of_marks_is_told_in_part(judged: Judged) -> None:
    report = judged(f"{BODY}\n" + f"{MARK}\n" * 5000)
    assert 1 <= len(wanted(report)) <= 50
    crowd = judged(f"{BODY}\n<!-- provenance: waive {'x ' * 100_000} -->\n")
    assert wanted(crowd) == ["x"]


@pytest.mark.parametrize("value", [None, 3, True, {"waive": {"a": {"b": {"c": {"d": ["withdrawn"]}}}}}, ["x"] * 10_000])
def test_any_value_of_a_field(checker: Checker, value: object) -> None:
    from provenance.document import Field

    document = Document("a.md", BODY, fields=[Field("waive", value, "front matter: waive", 2)])
    assert checker.check(document).outcome == "fail"
