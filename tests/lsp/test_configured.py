"""What the configuration of the workspace says holds in the editor; waivers are written there and count at once."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from provenance import Project
from tests.lsp.conftest import CAPABILITIES, Editor
from tests.lsp.test_server import RESERVED, of, place, rules

WAIVERS = {
    "none": None,
    "empty": "# ours\nwaivers: []\n",
    "others": '# 手\nwaivers:\n- rule: unknown-licence\n  glob: "old/**"\n  reason: "alt 😀"\n  approved_by: Rosa\n'
    "  given: 2026-01-01\n  expires: 2026-12-31\n",
}


@pytest.fixture
def site(editor: Editor) -> Path:
    """The workspace, with a configuration in it and a file of waivers in one of its folders."""
    (editor.folder / "provenance.toml").write_text('waivers = "desk/waivers.yml"\n', encoding="utf-8")
    (editor.folder / "desk").mkdir()
    (editor.folder / "desk/waivers.yml").write_text("waivers: []\n", encoding="utf-8")
    return editor.folder


def offered(editor: Editor, name: str, line: int = 2, character: int = 30) -> dict[str, dict[str, Any]]:
    """The actions at a place, by what they are called."""
    asked = {"uri": editor.uri(name)}
    found = editor.ask(
        "textDocument/codeAction",
        textDocument=asked,
        range=place(line, character, character),
        context={"diagnostics": []},
    )
    return {action["title"]: action for action in found}


def applied(text: str, edit: dict[str, Any]) -> str:
    """*text* with one edit in UTF-16 positions."""
    lines = text.split("\n")

    def offset(at: dict[str, int]) -> int:
        line = lines[at["line"]].encode("utf-16-le")[: 2 * at["character"]].decode("utf-16-le")
        return sum(len(each) + 1 for each in lines[: at["line"]]) + len(line)

    start, end = offset(edit["range"]["start"]), offset(edit["range"]["end"])
    return text[:start] + edit["newText"] + text[end:]


def the_waiver(actions: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """The action that waives a finding."""
    (title,) = [title for title in actions if title.startswith("Waive ")]
    assert title == "Waive “all-rights-reserved” in waivers.yml: fill in reason, owner and last day"
    return actions[title]


def test_sections_and_exclusions_hold_and_a_change_holds_at_once(editor: Editor) -> None:
    settings = editor.folder / "provenance.toml"
    settings.write_text(
        'exclude = ["drafts/"]\n\n[[paths]]\nmatch = "mined/**"\nuse = "text-mining"\n', encoding="utf-8"
    )
    editor.start()
    text = "A story.\n\nText and data mining is not permitted.\n"
    assert "prohibited-use" in rules(editor.open("mined/a.txt", text))
    assert "prohibited-use" not in rules(editor.open("b.txt", text))
    assert editor.open("drafts/c.txt", RESERVED) == []
    settings.write_text("", encoding="utf-8")
    editor.notify("workspace/didChangeWatchedFiles", changes=[{"uri": settings.as_uri(), "type": 2}])
    assert "prohibited-use" not in rules(editor.shown("mined/a.txt"))


def test_an_editor_that_watches_no_files_is_served_when_it_saves(editor: Editor) -> None:
    editor.start()
    assert "[blocked]" in of("all-rights-reserved", editor.open("story.txt", RESERVED))["message"]
    (editor.folder / "provenance.toml").write_text('exclude = ["*.txt"]\n', encoding="utf-8")
    editor.notify("textDocument/didSave", textDocument={"uri": editor.uri("other.txt")})
    assert editor.shown("story.txt") == []


def test_an_agreement_on_file_opens_a_story(editor: Editor) -> None:
    (editor.folder / "provenance.toml").write_text('agreements = "agreements.yml"\n', encoding="utf-8")
    (editor.folder / "agreements.yml").write_text(
        "agreements:\n  - {id: a1, with: Harrow Lane Press, grants: {uses: [republish]}, reference: folder 7}\n",
        encoding="utf-8",
    )
    editor.start()
    assert "all-rights-reserved" not in rules(editor.open("story.txt", RESERVED))
    started = {"textDocument": {"uri": editor.uri("story.txt")}, "position": {"line": 2, "character": 10}}
    told = editor.ask("textDocument/hover", **started)
    assert "opened by agreement:a1" in told["contents"]["value"].replace("\\", "")


def test_a_text_cannot_bring_a_configuration_in_its_own_folder(editor: Editor) -> None:
    wire = editor.folder / "wire"
    wire.mkdir()
    (wire / "provenance.toml").write_text('agreements = "agreements.yml"\n', encoding="utf-8")
    (wire / "agreements.yml").write_text(
        "agreements:\n  - {id: a1, with: Harrow Lane Press, grants: {uses: [republish]}, reference: mine}\n",
        encoding="utf-8",
    )
    editor.start()
    assert "all-rights-reserved" in rules(editor.open("wire/story.txt", RESERVED))


def test_a_broken_configuration_is_told_and_lets_nothing_pass(editor: Editor) -> None:
    (editor.folder / "provenance.toml").write_text('fail-on = "sometimes"\n', encoding="utf-8")
    editor.start()
    (found,) = editor.open("story.txt", "A story.\n")
    assert (found["code"], found["severity"]) == ("not-judged", 1)
    assert "provenance.toml:1:" in found["message"]


@pytest.mark.parametrize("before", sorted(WAIVERS))
def test_the_stub_of_a_waiver_is_what_provenance_waive_writes_but_for_the_blanks(
    editor: Editor, site: Path, before: str
) -> None:
    file, old = site / "desk/waivers.yml", WAIVERS[before]
    settings = site / "provenance.toml"
    if old is None:
        settings.write_text("", encoding="utf-8")
        file = site / "waivers.yml"
    else:
        file.write_text(old, encoding="utf-8")
    story = site / ("story.txt" if old is None else "desk/story.txt")
    story.write_text(RESERVED, encoding="utf-8")
    editor.start()
    editor.open(str(story.relative_to(site)), RESERVED)
    edits = the_waiver(offered(editor, str(story.relative_to(site))))["edit"]["documentChanges"]
    if old is None:
        assert edits.pop(0) == {"kind": "create", "uri": file.as_uri(), "options": {"ignoreIfExists": True}}
    (change,) = edits
    assert change["textDocument"] == {"uri": file.as_uri(), "version": None}
    (edit,) = change["edits"]
    stub = applied(old or "", edit)
    if old is not None and before == "others":
        assert stub.startswith(old)
    for blank in ('reason: ""', 'approved_by: ""', 'expires: ""'):
        assert blank in stub
    assert "document: story.txt" in stub
    # with the stub as it is nothing passes; filled in, the finding is let stand
    file.write_text(stub, encoding="utf-8")
    settings.write_text(f'waivers = "{file.relative_to(site).as_posix()}"\n', encoding="utf-8")
    editor.notify("workspace/didChangeWatchedFiles", changes=[{"uri": file.as_uri(), "type": 2}])
    name = str(story.relative_to(site))
    assert [each["code"] for each in editor.shown(name)] == ["not-judged"]
    until = (date.today() + timedelta(days=60)).isoformat()
    filled = stub.replace('reason: ""', "reason: asked by telephone").replace('by: ""', "by: Rosa, desk")
    file.write_text(filled.replace('expires: ""', f"expires: {until}"), encoding="utf-8")
    editor.notify("workspace/didChangeWatchedFiles", changes=[{"uri": file.as_uri(), "type": 2}])
    found = of("all-rights-reserved", editor.shown(name))
    assert (found["severity"], found["message"][:8]) == (4, "waived: ")
    assert not any(title.startswith("Waive ") for title in offered(editor, name))
    (report,) = Project(site).check(story)
    assert (report.decision, report.outcome) == ("blocked", "pass")


def test_a_stub_goes_into_the_file_as_it_stands_in_the_editor(editor: Editor, site: Path) -> None:
    editor.start()
    unsaved = "# unsaved 😀\nwaivers: []\n"
    item = {"uri": editor.uri("desk/waivers.yml"), "languageId": "yaml", "version": 7, "text": unsaved}
    editor.notify("textDocument/didOpen", textDocument=item)
    editor.open("desk/story.txt", RESERVED)
    (change,) = the_waiver(offered(editor, "desk/story.txt"))["edit"]["documentChanges"]
    assert change["textDocument"]["version"] == 7
    assert applied(unsaved, change["edits"][0]).startswith("# unsaved 😀\nwaivers:\n")


def test_nothing_is_offered_where_nobody_could_waive(editor: Editor, site: Path) -> None:
    editor.start()
    editor.open("story.txt", RESERVED)  # outside of desk/, where waivers are kept
    assert list(offered(editor, "story.txt")) == ["Explain “all-rights-reserved”"]
    editor.open("desk/story.txt", "A story.\n\nEmbargoed until 9 May 2098, 10:00 GMT. © Press.\n")
    assert "Explain “embargo-running”" in offered(editor, "desk/story.txt", 2, 5)
    assert not any(title.startswith("Waive “embargo-running”") for title in offered(editor, "desk/story.txt", 2, 5))


def test_an_editor_that_resolves_actions_gets_the_edit_when_it_asks(editor: Editor, site: Path) -> None:
    action = {"dataSupport": True, "resolveSupport": {"properties": ["edit"]}}
    editor.start({**CAPABILITIES, "textDocument": {"codeAction": action}, "workspace": {}})
    editor.open("desk/story.txt", RESERVED)
    waiver = the_waiver(offered(editor, "desk/story.txt"))
    assert "edit" not in waiver
    edit = editor.ask("codeAction/resolve", **waiver)["edit"]
    assert list(edit["changes"]) == [editor.uri("desk/waivers.yml")]
    (site / "desk/waivers.yml").write_text("waivers: {", encoding="utf-8")
    assert "edit" not in editor.ask("codeAction/resolve", **waiver)
    told = [message for message in editor.log if message.get("method") == "window/showMessage"]
    assert "waivers.yml:" in told[-1]["params"]["message"]
