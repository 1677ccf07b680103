"""The report for people."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Any

import pytest

from provenance.report import DocumentReport
from provenance.reports.excerpt import cells
from provenance.reports.interface import Look
from provenance.vocabulary import Decision, Severity

Rendered = Callable[..., str]
Make = Callable[..., DocumentReport]


@pytest.mark.parametrize(
    "look", [Look(), Look(verbosity=1), Look(verbosity=-1), Look(width=40), Look(color=True)], ids=str
)
def test_the_golden_files_hold(
    look: Look, documents: Any, rendered: Rendered, golden: Callable[[str, str], None]
) -> None:
    name, reports = documents
    kind = (
        "color"
        if look.color
        else "narrow"
        if look.width == 40
        else {-1: "quiet", 0: "plain", 1: "verbose"}[look.verbosity]
    )
    golden(f"text/{name}-{kind}.txt", rendered("text", reports, look))


def test_nothing_of_a_document_reaches_the_terminal_raw(documents: Any, rendered: Rendered) -> None:
    shown = rendered("text", documents[1], Look(verbosity=1))
    assert not [c for c in shown if c != "\n" and unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp")]
    assert not re.search(r"^\s*::|##(?:vso)?\[", shown, re.MULTILINE)


def test_color_is_ours_alone(documents: Any, rendered: Rendered) -> None:
    shown = rendered("text", documents[1], Look(color=True))
    assert re.sub(r"\x1b\[[0-9;]+m", "", shown) == rendered("text", documents[1], Look())


def test_quoted_lines_fit_the_width(documents: Any, rendered: Rendered) -> None:
    for line in rendered("text", documents[1], Look(width=60)).splitlines():
        if re.match(r" +\d* \|", line):
            assert cells(line) <= 60


def test_a_document_with_nothing_to_say_takes_one_line(make: Make, rendered: Rendered) -> None:
    shown = rendered("text", [make(f"{n}.txt", "x", Decision.PERMITTED) for n in range(3)])
    assert shown.splitlines()[:4] == [f"{n}.txt: permitted (use republish)" for n in range(3)] + [""]


def test_the_span_is_underlined_below_its_line(ordinary_set: Any, rendered: Rendered) -> None:
    lines = rendered("text", ordinary_set).splitlines()
    at = next(i for i, line in enumerate(lines) if "3 | Copyright 2022" in line)
    assert lines[at - 1].strip() == "wire/bridge.txt:3:42"
    assert lines[at][lines[at + 1].index("^") : lines[at + 1].rindex("^") + 1] == "published"


def test_notes_take_one_line_unless_verbose(ordinary_set: Any, rendered: Rendered) -> None:
    note = "the notice forbids to rewrite"
    brief = rendered("text", ordinary_set).split(note)[1].splitlines()
    assert brief[0].endswith("(wire/bridge.txt:4:1)")
    assert "why" not in brief[1]
    assert "rewritten or sold." in rendered("text", ordinary_set, Look(verbosity=1)).split(note)[1].splitlines()[2]


def test_quiet_shows_only_what_fails(ordinary_set: Any, rendered: Rendered) -> None:
    shown = rendered("text", ordinary_set, Look(verbosity=-1))
    assert "free/one.txt" not in shown
    assert "cc/story.md" not in shown
    assert "wire/bridge.txt" in shown
    assert "plain.txt" in shown


def test_ignored_files_are_counted_and_listed_with_verbose(rendered: Rendered) -> None:
    assert "1 file ignored (--verbose lists them)." in rendered("text", [])
    assert "  photo‹U+001B›.jpg: suffix" in rendered("text", [], Look(verbosity=1))


def test_it_promises_nothing(documents: Any, rendered: Rendered) -> None:
    shown = rendered("text", documents[1], Look(verbosity=1))
    assert not re.search(r"\b(?:cleared|safe)\b", shown, re.IGNORECASE)
    assert "not legal advice" in shown


def test_evidence_out_of_the_text_falls_back_to_the_quote(
    make: Make, flag: Callable[..., Any], rendered: Rendered
) -> None:
    from provenance.statement import Evidence

    far = flag("r", Severity.ERROR, "m", Evidence("words", 900, 910, 7, 2))
    shown = rendered("text", [make("a.txt", "short", Decision.BLOCKED, far)])
    assert "a.txt:7:2\n      | words" in shown


def test_many_places_are_cut_short(make: Make, flag: Callable[..., Any], rendered: Rendered) -> None:
    from provenance.statement import Evidence

    places = [Evidence("a", 0, 1, 1, 1)] * 8
    shown = rendered("text", [make("a.txt", "abc", Decision.BLOCKED, flag("r", Severity.ERROR, "m", *places))])
    assert shown.count("a.txt:1:1") == 5
    assert "and 3 more places" in shown
