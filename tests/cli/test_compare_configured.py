"""``provenance compare`` by the configuration: the use, who we are and the agreements are those of ``check``."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import AGREEMENT, AT, Ran, runner

STORY = """\
At four in the morning, while the dough rests, three bakers count the swifts over the mill. Nobody counts the sparrows.

The list hangs beside the oven. It goes back to 1974, when the first of them began to write.
"""
RESERVED = f"{STORY}\n© 2026 Harrow Wire. All rights reserved.\n"
NONCOMMERCIAL = f"{STORY}\n© 2026 Ida Marsh. Licensed under CC BY-NC 4.0.\n"
CREDITED = f"By Ida Marsh, under CC BY-NC 4.0\n\n{STORY}"
CONFIGURED = 'agreements = "agreements.yml"\nwe = "Lantern Daily"\n'
Run = Callable[..., Ran]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Compare in a folder with a reserved original, its copy, and an agreement on file that nobody names."""
    monkeypatch.chdir(tmp_path)
    for folder in ("wire", "site"):
        (tmp_path / folder).mkdir()
    Path("wire/story.txt").write_text(RESERVED, encoding="utf-8")
    Path("site/story.txt").write_text(f"By Harrow Wire\n\n{STORY}", encoding="utf-8")
    Path("agreements.yml").write_text(AGREEMENT, encoding="utf-8")
    ran = runner(capsys)
    return lambda *options, command="compare": ran(command, "wire/story.txt", "site/story.txt", *AT, *options)


def found(ran: Ran) -> tuple[str, list[str]]:
    """The decision on the original, and what was found against the copy."""
    told: Any = json.loads(ran.out)
    return told["original"]["decision"], [one["rule"] for one in told["found"]]


def test_without_a_contract_a_reserved_text_is_not_open(run: Run) -> None:
    ran = run("--format", "json")
    assert (ran.code, found(ran)) == (1, ("blocked", ["not-open"]))


@pytest.mark.parametrize("way", ["configuration", "option"])
def test_a_contracted_text_is_open(run: Run, way: str) -> None:
    options = ("--agreements", "agreements.yml")
    if way == "configuration":
        Path("provenance.toml").write_text(CONFIGURED, encoding="utf-8")
        options = ()
    ran = run("--format", "json", *options)
    assert (ran.code, found(ran)) == (0, ("permitted", []))
    assert ran.report["original"]["opened_by"] == "agreement:harrow"
    assert "terms:    permitted (use republish, opened by agreement harrow)\n" in run(*options).out


def test_the_answer_is_that_of_check(run: Run) -> None:
    Path("provenance.toml").write_text(CONFIGURED, encoding="utf-8")
    checked = run("--format", "json", command="check").report["documents"]
    compared = run("--format", "json").report
    for document, side in zip(sorted(checked, key=lambda one: one["path"]), ("ours", "original"), strict=True):
        assert [document[name] for name in ("path", "decision", "opened_by", "use")] == [
            compared[side][name] for name in ("path", "decision", "opened_by", "use")
        ]


def test_an_agreement_counts_for_its_own_paths_and_for_its_own_uses(run: Run) -> None:
    Path("provenance.toml").write_text(CONFIGURED, encoding="utf-8")
    assert run("--use", "text-mining").code == 1
    Path("agreements.yml").write_text(AGREEMENT + '    paths: ["wire/"]\n', encoding="utf-8")
    assert run().code == 0  # that of the original: our copy lies elsewhere
    Path("agreements.yml").write_text(AGREEMENT + '    paths: ["site/"]\n', encoding="utf-8")
    assert found(run("--format", "json"))[1] == ["not-open"]


def test_an_agreement_that_paid_for_its_last_text_opens_no_other(run: Run) -> None:
    for used, code in ((3, 1), (2, 0)):
        quota = f"    quota: {{documents: 3, used: {used}}}\n"
        Path("agreements.yml").write_text(AGREEMENT + quota, encoding="utf-8")
        assert run("--agreements", "agreements.yml").code == code


def test_who_we_are_is_configured_or_given(run: Run) -> None:
    Path("agreements.yml").write_text(AGREEMENT + "    licensees: [Lantern Daily]\n", encoding="utf-8")
    assert run("--agreements", "agreements.yml").code == 1
    assert run("--agreements", "agreements.yml", "--we", "Lantern Daily").code == 0
    Path("provenance.toml").write_text(CONFIGURED, encoding="utf-8")
    assert run().code == 0
    assert run("--we", "Somebody Else").code == 1


def test_the_use_is_that_of_our_copy(run: Run) -> None:
    Path("wire/story.txt").write_text(NONCOMMERCIAL, encoding="utf-8")
    Path("site/story.txt").write_text(CREDITED, encoding="utf-8")
    assert found(run("--format", "json"))[1] == ["not-open"]
    assert run("--noncommercial").code == 0
    section = '[[paths]]\nmatch = "{}/**"\ncommercial = false\n'
    Path("provenance.toml").write_text(section.format("wire"), encoding="utf-8")
    assert run().code == 1
    Path("provenance.toml").write_text(section.format("site"), encoding="utf-8")
    assert run().code == 0
    assert run("--commercial").code == 1


def test_what_a_copy_declares_about_its_use_counts_only_where_it_is_marked_as_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("original.txt").write_text(NONCOMMERCIAL, encoding="utf-8")
    Path("ours.md").write_text("---\nintended_use: {commercial: false}\n---\n\n" + CREDITED, encoding="utf-8")
    ran = runner(capsys)
    assert ran("compare", "original.txt", "ours.md", *AT).code == 1
    assert ran("compare", "original.txt", "ours.md", *AT, "--ours", "ours.md").code == 0
    Path("original.md").write_text("---\nintended_use: {commercial: false}\n---\n\n" + NONCOMMERCIAL, encoding="utf-8")
    assert ran("compare", "original.md", "original.txt", *AT, "--ours", "*.md").code == 1  # an original never


def test_a_broken_configuration_is_2(run: Run) -> None:
    Path("provenance.toml").write_text('agreements = "nowhere.yml"\n', encoding="utf-8")
    ran = run()
    assert (ran.code, ran.out) == (2, "")
    assert "provenance.toml:1" in ran.err
    assert "nowhere.yml" in ran.err
    assert run("--no-config").code == 1
