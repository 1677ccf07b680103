"""Waivers, agreements and paths of our own copies, as ``provenance.toml`` has them, count in the editor as in a check.

Each test also asks the command: what the editor shows and what stops in CI must be the same.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from tests.lsp.conftest import Editor
from tests.lsp.test_server import RESERVED, of, rules

Checked = Callable[[str], Any]
TODAY = date.today()
AGREEMENT = """\
agreements:
  - id: harrow
    with: Harrow Lane Press
    grants: {{uses: [republish]}}
    reference: folder 7
    {more}
"""
WAIVER = """\
waivers:
  - rule: {rule}
    glob: {glob}
    reason: asked by telephone
    approved_by: Rosa, desk
    given: {given}
    expires: {expires}
"""
NONCOMMERCIAL = "A story of our town.\n\n© 2024 Harrow Lane Press. Licensed under CC BY-NC 4.0.\n"
OURS = "---\nintended_use: {commercial: false}\n---\n\n" + NONCOMMERCIAL


def put(editor: Editor, name: str, text: str) -> None:
    """Write a file of the workspace; the editor watches it, as it was asked to."""
    path = editor.folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    if editor.capabilities:
        editor.notify("workspace/didChangeWatchedFiles", changes=[{"uri": path.as_uri(), "type": 2}])


def waiver(glob: str = "story.txt", rule: str = "all-rights-reserved", given: int = -5, expires: int = 60) -> str:
    """A file with one waiver; days are counted from today."""
    days = {"given": TODAY + timedelta(given), "expires": TODAY + timedelta(expires)}
    return WAIVER.format(rule=rule, glob=glob, **days)


@pytest.fixture
def checked(editor: Editor, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Checked:
    """The report of ``provenance check`` on a file of the workspace."""
    from provenance.cli.main import main

    monkeypatch.chdir(editor.folder)

    def report(name: str) -> Any:
        capsys.readouterr()
        main(["check", name, "--format", "json", "--no-cache"])
        (found,) = json.loads(capsys.readouterr().out)["documents"]
        return found

    return report


@pytest.mark.parametrize(
    ("waivers", "severity"),
    [
        (waiver(), 4),
        (waiver(given=-90, expires=-30), 1),
        (waiver("other.txt"), 1),
        (waiver(rule="unknown-licence"), 1),
    ],
    ids=["in force", "expired", "of another text", "of another rule"],
)
def test_a_waiver_counts_for_its_text_and_rule_until_its_day(
    editor: Editor, checked: Checked, waivers: str, severity: int
) -> None:
    put(editor, "provenance.toml", 'waivers = "waivers.yml"\n')
    put(editor, "waivers.yml", waivers)
    put(editor, "story.txt", RESERVED)
    editor.start()
    found = of("all-rights-reserved", editor.open("story.txt", RESERVED))
    assert found["severity"] == severity
    assert found["message"].startswith("waived: ") is (severity == 4)
    report = checked("story.txt")
    (same,) = [one for one in report["findings"] if one["rule"] == "all-rights-reserved"]
    assert (same["state"] == "waived") is (severity == 4)
    assert report["decision"] == "blocked"


def test_a_waiver_for_words_ends_when_they_are_edited(editor: Editor, checked: Checked) -> None:
    from provenance.cli.main import main

    put(editor, "provenance.toml", 'waivers = "waivers.yml"\n')
    put(editor, "waivers.yml", "waivers: []\n")
    put(editor, "story.txt", RESERVED)
    assert checked("story.txt")["outcome"] == "fail"
    who = ("--reason", "asked", "--approved-by", "Rosa", "--expires", str(TODAY + timedelta(30)))
    assert main(["waive", "story.txt", "all-rights-reserved", *who]) == 0
    editor.start()
    assert of("all-rights-reserved", editor.open("story.txt", RESERVED))["severity"] == 4
    editor.change("story.txt", 2, {"text": RESERVED.replace("of our town", "of another town, and longer")})
    assert of("all-rights-reserved", editor.shown("story.txt", 2))["severity"] == 1


def test_an_agreement_counts_for_its_paths_while_it_runs_and_a_change_holds_at_once(editor: Editor) -> None:
    put(editor, "provenance.toml", 'agreements = "agreements.yml"\n')
    put(editor, "agreements.yml", AGREEMENT.format(more='paths: ["wire/"]'))
    (editor.folder / "wire").mkdir()
    editor.start()
    assert "all-rights-reserved" not in rules(editor.open("wire/story.txt", RESERVED))
    assert "all-rights-reserved" in rules(editor.open("story.txt", RESERVED))
    put(editor, "agreements.yml", AGREEMENT.format(more=f"until: {TODAY - timedelta(1)}"))
    shown = {name: rules(editor.shown(name)) for name in ("wire/story.txt", "story.txt")}
    assert all("all-rights-reserved" in found for found in shown.values())
    assert all("agreement-expired" in found for found in shown.values())


def test_an_agreement_without_a_configuration_that_names_it_counts_for_nothing(editor: Editor) -> None:
    put(editor, "agreements.yml", AGREEMENT.format(more=""))
    put(editor, "waivers.yml", waiver())
    editor.start()
    assert of("all-rights-reserved", editor.open("story.txt", RESERVED))["severity"] == 1


def test_what_a_text_declares_about_its_use_counts_under_our_paths_only(editor: Editor, checked: Checked) -> None:
    put(editor, "provenance.toml", 'ours = ["site/**"]\n')
    put(editor, "site/story.md", OURS)
    put(editor, "wire/story.md", OURS)
    editor.start()
    found = {name: rules(editor.open(name, OURS, "markdown")) for name in ("site/story.md", "wire/story.md")}
    for name, shown in found.items():
        report = checked(name)
        assert shown == {one["rule"] for one in report["findings"]}
        assert report["use"].get("ours", False) is (name == "site/story.md")
    assert "noncommercial-only" not in found["site/story.md"]
    assert found["wire/story.md"] - found["site/story.md"]


def test_duties_are_looked_for_in_our_own_copies_only(editor: Editor) -> None:
    copy = "A story of our town.\n\nThis article may be republished provided Quince Wharf Gazette is credited.\n"
    credited = copy + "\nSource: Quince Wharf Gazette\n"
    put(editor, "provenance.toml", 'ours = ["site/**"]\n')
    for folder in ("site", "wire"):
        (editor.folder / folder).mkdir()
    editor.start()
    assert "duty-not-met" in rules(editor.open("site/story.txt", copy))
    assert "duty-not-met" not in rules(editor.open("wire/story.txt", copy))
    editor.change("site/story.txt", 2, {"text": credited})
    assert "duty-not-met" not in rules(editor.shown("site/story.txt", 2))
    put(editor, "provenance.toml", "")
    put(editor, "site/other.txt", copy)
    assert "duty-not-met" not in rules(editor.open("site/other.txt", copy))


def test_a_path_is_ours_as_the_configuration_is_and_not_as_a_text_says(editor: Editor) -> None:
    put(editor, "provenance.toml", "")
    put(editor, "site/provenance.toml", 'ours = ["**"]\n')
    editor.start()
    assert "self-declared" in rules(editor.open("site/story.md", OURS, "markdown"))
