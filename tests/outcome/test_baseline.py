"""The baseline: what was there does not fail again; what is new does, whatever it looks like."""

from __future__ import annotations

import pytest

from provenance import Checker, DocumentReport, read_documents
from provenance.outcome import Baseline, Gate
from provenance.outcome.baseline import record
from tests.outcome.conftest import BAN, BODY, OTHER, Judged

STORY = f"{BODY}\n{BAN}\n"
PATH = "wire/bridge.md"


def recorded(*reports: DocumentReport, root: str = "") -> Baseline:
    """A baseline of all that fails in *reports*."""
    return Baseline(tuple(record(one, [f for f in Gate().failing(one) if f.waivable], root) for one in reports), root)


def again(judged: Judged, text: str, path: str = PATH, *, before: str = STORY) -> DocumentReport:
    """*text*, where *before* at the usual path is in the baseline."""
    return judged(text, path, Gate(baseline=recorded(judged(before, PATH))))


def counts(report: DocumentReport) -> tuple[int, int]:
    """Findings that hold the decision down: open ones, known ones."""
    found = [one.state for one in report.findings if one.decision]
    return found.count("open"), found.count("baseline")


def test_what_was_there_passes_and_is_blocked_as_before(judged: Judged) -> None:
    after = again(judged, STORY)
    assert (after.decision, after.outcome) == ("blocked", "pass")
    assert counts(after)[0] == 0


@pytest.mark.parametrize(
    "text",
    [
        f"{BAN}\n\n\n{BODY}",
        f"An editor's note, new on top.\n\n{STORY}",
        STORY.replace("carts and walkers", "carts, riders and walkers"),
        STORY.replace(" ", "\n").replace("\n\n", "\n"),
        f"---\ntitle: The tannery bridge\nauthor: Oona Farrow\ndate: 2025-03-01\n---\n{STORY}",
    ],
    ids=["moved lines", "new lines", "a few words", "other lines", "fields"],
)
def test_an_edited_document_is_the_same(judged: Judged, text: str) -> None:
    after = again(judged, text)
    assert counts(after)[0] == 0
    assert after.outcome == "pass"


def test_a_renamed_file_is_the_same(judged: Judged) -> None:
    assert again(judged, STORY, "archive/2025/tannery.txt").outcome == "pass"
    edited = STORY.replace("carts and walkers", "carts, riders and walkers")
    assert again(judged, edited, "archive/2025/tannery.txt").outcome == "fail", "renamed and edited is new"


@pytest.mark.parametrize("path", [PATH, "wire/lighthouse.md"])
def test_tomorrows_story_with_the_same_notice_is_new(judged: Judged, path: str) -> None:
    after = again(judged, f"{OTHER}\n{BAN}\n", path)
    assert after.outcome == "fail"
    assert counts(after)[1] == 0


@pytest.mark.parametrize(("kept", "outcome"), [(40, "pass"), (20, "fail")])
def test_half_of_the_body_has_to_remain(judged: Judged, kept: int, outcome: str) -> None:
    words = [f"word{at}" for at in range(64)]
    body = " ".join(words)
    other = " ".join([*words[:kept], *(f"other{at}" for at in range(64 - kept))])
    assert again(judged, f"{other}\n\n{BAN}", before=f"{body}\n\n{BAN}").outcome == outcome


@pytest.mark.parametrize(("half", "outcome"), [(0.7, "pass"), (0.3, "fail")])
def test_in_a_script_without_blanks(judged: Judged, half: float, outcome: str) -> None:
    body = (
        "二年にわたる足場の向こうで、皮なめしの橋はふたたび荷車と人を渡している。"
        "石工は古い石をひとつ持ち帰り、どれであったかは言わない。"
    )
    ban = "© 2024 Vale Press. 無断転載を禁じます。"
    cut = round(len(body) * half)
    other = (
        body[:cut]
        + "港の灯台は春ごとに塗り直すと約束した者に売られる。三人のパン職人が名乗りを上げた。"[: len(body) - cut]
    )
    after = again(judged, f"{other}\n\n{ban}\n", before=f"{body}\n\n{ban}\n")
    assert after.decision == "blocked"
    assert after.outcome == outcome


def test_a_new_ban_in_a_known_document_fails(judged: Judged) -> None:
    after = again(judged, f"{STORY}\nRedistribution is forbidden.\n")
    assert after.outcome == "fail"
    assert counts(after)[1] > 0


def test_silence_does_not_stand_for_a_ban(judged: Judged) -> None:
    assert again(judged, STORY, before=BODY).outcome == "fail"


def test_the_same_words_twice_are_two_findings(judged: Judged) -> None:
    twice = f"{BAN}\n\n{STORY}"
    alone, both = judged(STORY), judged(twice)
    known = len(list(Gate().failing(alone)))
    assert len(list(Gate().failing(both))) == 2 * known
    after = again(judged, twice)
    assert counts(after) == (known, known)
    assert after.outcome == "fail"
    first = min(one.evidence[0].start or 0 for one in after.findings if one.decision and one.state == "open")
    last = max(one.evidence[0].start or 0 for one in after.findings if one.state == "baseline")
    assert last < first, "the ones in front are the known ones"
    assert again(judged, STORY, before=twice).outcome == "pass"


def test_a_text_of_a_few_words_is_known_under_its_path_only(judged: Judged) -> None:
    stub = f"Read it on our pages\n\n{BAN}\n"
    assert again(judged, stub, before=stub).outcome == "pass"
    assert again(judged, stub, "wire/other.md", before=stub).outcome == "fail"


def test_another_use_was_not_asked_for(checker: Checker, judged: Judged) -> None:
    from dataclasses import replace

    known = recorded(judged(STORY, PATH))
    other = replace(known.documents[0], use="print")
    assert judged(STORY, PATH, Gate(baseline=Baseline((other,)))).outcome == "fail"


def test_what_nobody_may_waive_is_not_known_either(judged: Judged) -> None:
    killed = f"KILL this story, please do not use it.\n\n{STORY}"
    before = judged(killed, PATH)
    forged = Baseline((record(before, Gate().failing(before)),))
    after = judged(killed, PATH, Gate(baseline=forged))
    assert [one.state for one in after.findings if one.rule == "withdrawn"] == ["open"]
    assert after.outcome == "fail"


ROWS = """\
[{"title": "Bridge", "text": "The tannery bridge carries carts and walkers again after two winters behind scaffolding, \
and the mason kept one old stone back, as masons do. No part of this may be published without consent.", \
"license": "proprietary"},
 {"title": "Lamp", "text": "The harbour board sells the old lighthouse to whoever promises to paint it every spring, \
and three bakers have written so far. No part of this may be published without consent.", "license": "proprietary"}]
"""


def test_a_file_with_several_documents(checker: Checker) -> None:
    def judge(text: str, gate: Gate) -> list[DocumentReport]:
        return [checker.check(one, gate=gate) for one in read_documents("rows.json", text.encode())]

    before = judge(ROWS, Gate())
    assert [one.outcome for one in before] == ["fail", "fail"]
    known = Gate(baseline=recorded(*before))
    assert [one.outcome for one in judge(ROWS, known)] == ["pass", "pass"]
    one = Gate(baseline=recorded(before[0]))
    assert [one.outcome for one in judge(ROWS, one)] == ["pass", "fail"]
    new = ROWS.partition("},")[0].replace("tannery", "iron").replace("carts", "trams").replace("stone", "rivet")
    turned = f"{new.replace('mason', 'smith').replace('winters', 'summers')}}},{ROWS[1:]}"
    assert [one.outcome for one in judge(turned, known)] == ["fail", "pass", "pass"]


@pytest.mark.parametrize(
    ("path", "root", "found"), [("desk/wire/a.md", "desk", True), ("wire/a.md", "", True), ("b/wire/a.md", "", False)]
)
def test_paths_count_from_the_folder_of_the_baseline(judged: Judged, path: str, root: str, found: bool) -> None:
    """Short texts are known by their path alone, so the path is what is compared."""
    stub = f"Read it on our pages\n\n{BAN}\n"
    known = recorded(judged(stub, "wire/a.md"))
    gate = Gate(baseline=Baseline(known.documents, root))
    assert (judged(stub, path, gate).outcome == "pass") is found
