"""GitHub: what the runner would obey is what we wrote, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable
from types import ModuleType
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from provenance.reports.github import MOST, as_data, as_property
from provenance.reports.places import Paths
from provenance.statement import Evidence
from provenance.vocabulary import Decision, Severity

Written = Callable[..., str]


def test_only_our_annotations_are_obeyed(everything: dict[str, Any], written: Written, parsers: ModuleType) -> None:
    for documents in everything.values():
        commands, plain = parsers.workflow_commands(written("github", documents))
        assert {command.name for command in commands} <= {"error", "warning", "notice"}
        open_findings = sum(f.state == "open" for d in documents for f in d.findings)
        assert open_findings <= len(commands) <= open_findings + len(documents)
        for command in commands:
            assert set(command.properties) <= {"file", "line", "endLine", "col", "endColumn", "title"}
            assert int(command.properties["line"]) >= 1
            assert int(command.properties["endLine"]) >= int(command.properties["line"])
            assert re.fullmatch(r"[a-z-]+", command.properties["title"])
            if "col" in command.properties:
                assert command.properties["line"] == command.properties["endLine"]
                assert int(command.properties.get("endColumn", 10**9)) >= int(command.properties["col"])
        counted = f"{sum(d.outcome != 'pass' for d in documents)} of {len(documents)} documents fail"
        assert plain[0].startswith(counted)


def test_each_failing_document_has_an_annotation(
    everything: dict[str, Any], written: Written, parsers: ModuleType
) -> None:
    paths = Paths("/work", "/work/site")
    for name in ("seeds", "ordinary"):
        commands, _ = parsers.workflow_commands(written("github", everything[name]))
        loud = {command.properties["file"] for command in commands if command.name != "notice"}
        assert {paths.relative(d.path) for d in everything[name] if d.outcome != "pass"} <= loud


def test_an_annotation_lands_on_its_words(written: Written, ordinary_set: Any, parsers: ModuleType) -> None:
    first = parsers.workflow_commands(written("github", ordinary_set))[0][0]
    assert first.name == "error"
    assert first.properties == {
        "file": "site/wire/bridge.txt",
        "line": "3",
        "endLine": "3",
        "col": "42",
        "endColumn": "51",
        "title": "prohibited-use",
    }
    assert first.message.splitlines() == [
        "the notice forbids to publish: “published”",
        "why: The holder has said so in so many words.",
        "fix: Ask the holder in writing.",
    ]


def test_the_gravest_come_first(make: Any, flag: Any, written: Written, parsers: ModuleType) -> None:
    kinds = [
        (Severity.NOTE, None),
        (Severity.ERROR, None),
        (Severity.ERROR, Decision.REVIEW),
        (Severity.ERROR, Decision.BLOCKED),
        (Severity.WARNING, Decision.REVIEW),
    ]
    documents = [
        make(f"{n}.txt", "x", Decision.BLOCKED, flag("r", severity, f"{decision}", decision=decision))
        for n in range(12)
        for severity, decision in kinds
    ]
    commands, plain = parsers.workflow_commands(written("github", documents))
    errors = [command.message.splitlines()[0] for command in commands if command.properties["title"] == "r"]
    assert errors[:36] == ["blocked"] * 12 + ["review"] * 12 + ["None"] * 12
    assert any("GitHub shows 10 annotations of the kind error for a step; 48 were found." in line for line in plain)


def test_a_flood_is_cut_and_said(make: Any, flag: Any, written: Written, parsers: ModuleType) -> None:
    documents = [
        make(f"{n}.txt", "x", Decision.BLOCKED, flag("r", Severity.ERROR, "m", decision=decision))
        for n in range(MOST)
        for decision in (Decision.REVIEW, Decision.BLOCKED)
    ]
    commands, plain = parsers.workflow_commands(written("github", documents))
    assert len(commands) == MOST
    assert plain[1].endswith(f"{2 * MOST} were found. {MOST} are written here.")


def test_words_over_several_lines_have_no_columns(make: Any, flag: Any, written: Written, parsers: ModuleType) -> None:
    text = "may not\nbe published\n"
    said = flag("r", Severity.ERROR, "m", Evidence(text, 0, len(text), 1, 1))
    document = make("a.txt", text, Decision.BLOCKED, said)
    ((command,), _) = parsers.workflow_commands(written("github", [document]))
    assert {k: command.properties[k] for k in ("line", "endLine")} == {"line": "1", "endLine": "2"}
    assert not {"col", "endColumn"} & set(command.properties)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_escapes_come_back(text: str) -> None:
    table = {"%0D": "\r", "%0A": "\n"}
    properties = {**table, "%3A": ":", "%2C": ","}
    for escaped, back in ((as_data(text), table), (as_property(text), properties)):
        assert not set("\r\n") & set(escaped)
        for written, meant in back.items():
            escaped = escaped.replace(written, meant)
        assert escaped.replace("%25", "%") == text
    assert not set(":,") & set(as_property(text))
