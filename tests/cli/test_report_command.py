"""``provenance report``: kept runs as one report."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from provenance.reports.contract import ReportDocument

Command = Callable[..., Any]
Story = Callable[..., Path]


@pytest.fixture
def kept(command: Command, story: Story, tmp_path: Path) -> list[str]:
    """Two runs: of a yesterday with a text that was blocked, and of a today on which it is not."""
    story("a.txt", "blocked")
    story("b.txt", "permitted")
    assert command("check", "a.txt", "b.txt", "--at", "2025-01-01", "--format", "json", "-o", "old.json").code == 1
    story("a.txt", "conditional")
    story("c.txt", "review")
    (tmp_path / "b.txt").unlink()
    assert command("check", "a.txt", "c.txt", "--at", "2025-02-01", "--format", "json", "-o", "new.json").code == 1
    return ["old.json", "new.json"]


def test_runs_put_together(command: Command, kept: list[str]) -> None:
    ended = command("report", *kept)
    assert (ended.code, ended.err) == (0, "")
    assert "3 documents: 1 review, 1 conditional, 1 permitted." in ended.out


def test_in_every_format(command: Command, kept: list[str], tmp_path: Path) -> None:
    found = ReportDocument.model_validate_json(command("report", *kept, "--format", "json").out)
    assert [(run.file, run.documents, run.superseded) for run in found.runs] == [("old.json", 1, 1), ("new.json", 2, 0)]
    assert command("report", *kept, "--format", "html", "-o", "page.html").code == 0
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "The runs that this register was put together from" in page
    assert page.count('<article id="d') - page.count("`<article id=") == 3


def test_several_reports_at_once(command: Command, kept: list[str], tmp_path: Path) -> None:
    ended = command("report", *kept, "--report", "html=page.html", "--report", "csv=table.csv", "--report", "text")
    assert ended.code == 0
    assert "3 documents" in ended.out
    assert (tmp_path / "page.html").stat().st_size > (tmp_path / "table.csv").stat().st_size > 100


def test_what_changed(command: Command, kept: list[str], tmp_path: Path) -> None:
    ended = command("report", "new.json", "--compare", "old.json")
    assert "Changes since old.json (2025-01-01T00:00:00+00:00): 1 new, 1 better, 1 gone.\n" in ended.out
    assert "  better   a.txt: blocked → conditional; passes now; gone: prohibited-use; text changed\n" in ended.out
    told = json.loads(command("report", "new.json", "--compare", "old.json", "--format", "json").out)
    assert ReportDocument.model_validate(told).changes
    assert [(change["kind"], change["path"]) for change in told["changes"]["documents"]] == [
        ("new", "c.txt"),
        ("better", "a.txt"),
        ("gone", "b.txt"),
    ]
    command("report", "new.json", "--compare", "old.json", "--format", "html", "-o", "page.html")
    assert "<h2 id=changes-h>What changed</h2>" in (tmp_path / "page.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "no run to report"),
        (["nowhere.json"], "cannot read “nowhere.json”"),
        (["a.txt"], "a.txt is no JSON report"),
        (["new.json", "--compare", "c.txt"], "c.txt is no JSON report"),
        (["new.json", "--format", "pdf"], "unknown value for --format “pdf”"),
        (["new.json", "--compare", "old.json", "--report", "csv"], "the format “csv” has no place for what changed"),
    ],
)
def test_misuse_is_2_and_writes_nothing(
    command: Command, kept: list[str], tmp_path: Path, arguments: list[str], message: str
) -> None:
    output = () if "--report" in arguments else ("-o", "out.txt")
    ended = command("report", *arguments, *output)
    assert (ended.code, ended.out) == (2, "")
    assert message in ended.err
    assert "hint: " in ended.err
    assert not (tmp_path / "out.txt").exists()


def test_runs_without_documents_are_3(command: Command, tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"x")
    command("check", ".", "--format", "json", "-o", "run.json")
    assert command("report", "run.json").code == 3
