"""Runs read back, put together, and refused where they are not what was written."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from provenance.errors import UsageError
from provenance.report import DocumentReport
from provenance.reports import create, load
from provenance.reports.combine import Register
from provenance.reports.contract import ReportDocument
from provenance.reports.interface import Look, Run, Summary
from provenance.reports.json import as_document
from provenance.reports.runs import read_run
from provenance.vocabulary import Decision

Make = Callable[..., DocumentReport]
Keep = Callable[..., Path]


@pytest.fixture
def keep(tmp_path: Path, run: Run) -> Keep:
    """Write a run to a file, as ``provenance check --format json -o`` does."""

    def write(name: str, *reports: DocumentReport, form: str = "json", **about: Any) -> Path:
        summary, path = Summary(), tmp_path / name
        with open(path, "w", encoding="utf-8") as out:
            made = create(form, out, Look())
            made.begin(replace(run, **about))
            for one in reports:
                summary.add(one)
                made.document(one)
            made.end(summary)
        return path

    return write


def put_together(*paths: Path) -> tuple[Register, list[DocumentReport]]:
    register = Register([read_run(str(path)) for path in paths], "9")
    return register, list(register.documents())


# -- read back


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_a_run_comes_back(keep: Keep, documents: Any, run: Run, form: str) -> None:
    found = read_run(str(keep("run", *documents[1], form=form)))
    assert found.run == run
    back = [as_document(load.document(part)) for part in found.documents()]
    assert back == json.loads(keep("again", *documents[1]).read_text())["documents"]


def test_json_lines_that_break_off_are_refused(keep: Keep, ordinary_set: Any) -> None:
    path = keep("run.jsonl", *ordinary_set, form="jsonl")
    path.write_text("".join(path.read_text().splitlines(keepends=True)[:-1]), encoding="utf-8")
    with pytest.raises(UsageError, match="breaks off before its summary"):
        read_run(str(path))


@pytest.mark.parametrize("indent", [None, 2])
def test_laid_out_by_another_program_it_is_the_same_run(keep: Keep, ordinary_set: Any, indent: int | None) -> None:
    path = keep("run.json", *ordinary_set)
    before = read_run(str(path))
    other = path.with_name("other.json")
    other.write_text(json.dumps(json.loads(path.read_text()), sort_keys=True, indent=indent), encoding="utf-8-sig")
    after = read_run(str(other))
    assert (after.run, after.entries) == (before.run, before.entries)
    assert list(after.documents()) == list(before.documents())


def test_a_run_without_documents_is_one(keep: Keep) -> None:
    assert read_run(str(keep("run.json"))).entries == []


def swap(old: str, new: str) -> Callable[[str], str]:
    """The first *old* in a text becomes *new*."""
    return lambda text: text.replace(old, new, 1)


DEEP = '"metadata": {"a": ' + "[" * 100_000 + "]" * 100_000 + "}"
BREAKS: dict[str, tuple[Callable[[str], str], str]] = {
    "empty": (lambda text: "", "is no JSON report: Expecting value"),
    "text": (lambda text: "Hello", "is no JSON report"),
    "a list": (lambda text: "[]", "holds no JSON object"),
    "another program's": (lambda text: '{"$schema": "sarif", "runs": []}', "is no report of provenance check"),
    "another's documents": (lambda text: '{"documents": [1]}', "is no report of provenance check"),
    "a newer version": (swap("report:1", "report:2"), "is written as “urn:provenance-check:report:2”"),
    "cut in the middle": (lambda text: text[: len(text) // 2], "is no JSON report"),
    "cut after a line": (lambda text: "\n".join(text.split("\n")[:3]), "breaks off before its summary"),
    "something behind it": (lambda text: text + "{}", "goes on after its end"),
    "a document less": (
        lambda text: text[: text.index("\n{")] + text[text.index(",\n{") + 1 :],
        "was cut or changed by hand: its summary counts 6 documents, its documents 5",
    ),
    "another decision": (swap('"decision": "blocked"', '"decision": "permitted"'), "was cut or changed by hand"),
    "no decision": (swap('"decision": "blocked"', '"decision": "fine"'), "decision: Input should be 'blocked'"),
    "an unknown field": (swap('"part": null', '"part": null, "cleared": true'), "cleared: Extra inputs are not"),
    "a field less": (swap('"sha256": "00ff", ', ""), "document 1 (“free/one.txt”): sha256: Field required"),
    "a field twice": (swap('"part": null', '"part": null, "part": null'), "says “part” twice"),
    "no number": (swap('"part": null', '"part": NaN'), "NaN is no JSON"),
    "a head without a tool": (swap('"tool"', '"spade"'), "tool: Field required (and 1 more)"),
    "depth": (swap('"metadata": {}', DEEP), "nested too deep"),
}


@pytest.mark.parametrize("name", BREAKS)
def test_a_broken_or_foreign_file_is_refused(keep: Keep, ordinary_set: Any, name: str) -> None:
    breaks, message = BREAKS[name]
    path = keep("run.json", *ordinary_set)
    path.write_text(breaks(path.read_text()), encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        read_run(str(path))
    assert message in caught.value.message
    assert str(path) in caught.value.message
    assert caught.value.hint


def test_no_file_no_text_and_a_folder_are_refused(tmp_path: Path) -> None:
    (tmp_path / "photo.json").write_bytes(b"\xff\xd8\xff")
    for name in ("nowhere.json", "photo.json", "."):
        with pytest.raises(UsageError, match=r"cannot read|not UTF-8"):
            read_run(str(tmp_path / name))


def test_a_run_of_many_documents_is_not_held_in_memory(keep: Keep, make: Make) -> None:
    import tracemalloc

    path = keep(
        "run.json", *[make(f"{at}.txt", "x", Decision.REVIEW, metadata={"a": "y" * 50_000}) for at in range(200)]
    )
    tracemalloc.start()
    assert len(read_run(str(path)).entries) == 200
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < path.stat().st_size / 5


# -- put together


def test_one_run_stays_what_it_was(keep: Keep, ordinary_set: Any, run: Run) -> None:
    register, reports = put_together(keep("run.json", *ordinary_set))
    assert register.about == run
    assert [as_document(report) for report in reports] == [as_document(report) for report in ordinary_set]


def test_of_several_judgements_the_latest_counts(keep: Keep, make: Make) -> None:
    old = keep(
        "a.json",
        make("x.txt", "1", Decision.BLOCKED),
        make("y.txt", "1", Decision.BLOCKED),
        at="2025-01-01T00:00:00+00:00",
    )
    new = keep("b.json", make("x.txt", "2", Decision.PERMITTED), at="2025-01-02T00:00:00+02:00")
    for order in ((old, new), (new, old)):
        register, reports = put_together(*order)
        assert {(report.path, report.decision) for report in reports} == {
            ("x.txt", Decision.PERMITTED),
            ("y.txt", Decision.BLOCKED),
        }
        assert {(Path(past.file).name, past.documents, past.superseded) for past in register.about.runs} == {
            ("a.json", 1, 1),
            ("b.json", 1, 0),
        }


def test_of_the_same_instant_the_worse_counts(keep: Keep, make: Make) -> None:
    good, bad = (
        keep("a.json", make("x.txt", "1", Decision.PERMITTED)),
        keep("b.json", make("x.txt", "1", Decision.REVIEW)),
    )
    for order in ((good, bad), (bad, good)):
        assert [report.decision for report in put_together(*order)[1]] == [Decision.REVIEW]


def test_another_use_or_part_is_another_document(keep: Keep, make: Make) -> None:
    one = make("x.txt", "1", Decision.BLOCKED)
    other = make("x.txt", "1", Decision.PERMITTED, use={"id": "excerpt"})
    part = make("x.txt", "1", Decision.PERMITTED, part="/0")
    assert len(put_together(keep("a.json", one), keep("b.json", other), keep("c.json", part))[1]) == 3


def test_what_holds_for_all_is_said_of_all(keep: Keep, make: Make) -> None:
    one = keep("a.json", make("x.txt", "1", Decision.BLOCKED), fail_on=Decision.BLOCKED, rules={"ours": "1"})
    two = keep("b.json", make("y.txt", "1", Decision.BLOCKED), fail_on=Decision.CONDITIONAL, use="excerpt", digest="d")
    about = put_together(one, two)[0].about
    assert (about.version, about.use, about.fail_on) == ("9", "republish, excerpt", Decision.CONDITIONAL)
    assert (about.rules, about.digest) == ({"ours": "1", "provenance": "7"}, "sha256:0, d")


def test_a_register_is_a_run_again(keep: Keep, documents: Any, make: Make) -> None:
    one, two = keep("a.json", *documents[1]), keep("b.json", make("more.txt", "1", Decision.REVIEW))
    register, reports = put_together(one, two)
    path = keep(
        "register.json", *reports, **{name: getattr(register.about, name) for name in ("version", "rules", "runs")}
    )
    ReportDocument.model_validate_json(path.read_text())
    again, same = put_together(path)
    assert again.about.runs == register.about.runs
    assert [as_document(report) for report in same] == [as_document(report) for report in reports]


def test_what_was_left_out_is_added_up(tmp_path: Path, rendered: Callable[..., str], ordinary_set: Any) -> None:
    for name in ("a.json", "b.json"):
        (tmp_path / name).write_text(rendered("json", ordinary_set), encoding="utf-8")
    summary = put_together(tmp_path / "a.json", tmp_path / "b.json")[0].summary()
    assert (summary.ignored, summary.reasons) == (2, {"suffix": 2})
    assert len(summary.unused_waivers) == len(summary.gone) == 2
    assert summary.unused_waivers[0].waiver.approved_by == "\x1b[2J"
