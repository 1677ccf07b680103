"""The language server as an editor meets it."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

from tests.lsp.conftest import CAPABILITIES, Editor

RESERVED = "A story of our town.\n\n© 2024 Harrow Lane Press. All rights reserved.\n"
FREE = "A story of our town.\n\nThis text is licensed under CC BY 4.0.\n"
CLASH = "---\ncopyright_holder: Vale Press\n---\n\nA story.\n\n© 2024 Harrow Lane Press. All rights reserved.\n"


def rules(diagnostics: list[dict[str, Any]]) -> set[str]:
    """The rules that diagnostics name."""
    return {diagnostic["code"] for diagnostic in diagnostics}


def place(line: int, start: int, end: int) -> dict[str, Any]:
    """A range within one line."""
    return {"start": {"line": line, "character": start}, "end": {"line": line, "character": end}}


def of(rule: str, diagnostics: list[dict[str, Any]]) -> dict[str, Any]:
    """The one diagnostic of a rule."""
    (found,) = [diagnostic for diagnostic in diagnostics if diagnostic["code"] == rule]
    return found


def test_a_reserved_story_is_marked_where_it_says_so(started: Editor) -> None:
    found = of("all-rights-reserved", started.open("story.txt", RESERVED))
    assert found["range"] == place(2, 26, 45)
    assert (found["severity"], found["source"]) == (1, "provenance")
    assert found["message"] == "all rights are reserved: “All rights reserved” [blocked]"
    assert found["codeDescription"]["href"].endswith("/policies/all-rights-reserved.yaml")


def test_what_the_server_can_is_said(editor: Editor) -> None:
    can = editor.start()["capabilities"]
    assert (can["positionEncoding"], can["textDocumentSync"]["change"]) == ("utf-16", 2)
    assert can["hoverProvider"]
    assert can["codeActionProvider"]["codeActionKinds"] == ["quickfix"]
    assert can["executeCommandProvider"]["commands"] == ["provenance.explainRule"]


def test_the_first_diagnostics_come_soon(editor: Editor) -> None:
    begin = time.monotonic()
    editor.start()
    assert editor.open("story.txt", RESERVED)
    took = time.monotonic() - begin
    assert took < 20, f"{took:.1f} s"  # 1 s on a quiet machine; this only catches a wait that nobody needs


# -- writing


def test_what_is_written_is_judged_and_not_what_lies_on_the_disk(started: Editor) -> None:
    (started.folder / "story.txt").write_text(RESERVED, encoding="utf-8")
    assert "all-rights-reserved" not in rules(started.open("story.txt", FREE))
    started.change("story.txt", 2, {"text": RESERVED})
    assert "all-rights-reserved" in rules(started.shown("story.txt", 2))


def test_edits_move_what_is_marked(started: Editor) -> None:
    started.open("story.txt", RESERVED)
    started.change(
        "story.txt",
        2,
        {"range": place(2, 0, 0), "text": "By 😀 権田\u2028and others. "},
        {"range": {"start": {"line": 0, "character": 0}, "end": {"line": 1, "character": 0}}, "text": ""},
    )
    found = of("all-rights-reserved", started.shown("story.txt", 2))
    assert found["range"] == place(1, 26 + 21, 45 + 21)  # the emoji takes two units, U+2028 ends no line
    started.change("story.txt", 3, {"range": place(1, 47, 66), "text": "CC BY 4.0"})
    assert "all-rights-reserved" not in rules(started.shown("story.txt", 3))


def test_only_the_text_after_the_last_keystroke_is_judged(started: Editor) -> None:
    started.open("story.txt", "\n\nA story.\n")
    for version, letter in enumerate("© Harrow Lane Press. All rights reserved.", start=2):
        started.change("story.txt", version, {"range": place(2, version - 2, version - 2), "text": letter})
    versions: list[int] = []
    while not versions or versions[-1] != version:
        told = started.wait(lambda message: message.get("method") == "textDocument/publishDiagnostics")
        versions.append(told["params"]["version"])
    assert "all-rights-reserved" in rules(told["params"]["diagnostics"])
    assert len(versions) < 5
    assert versions == sorted(versions)


def test_a_closed_document_is_marked_no_more(started: Editor) -> None:
    started.open("story.txt", RESERVED)
    started.notify("textDocument/didClose", textDocument={"uri": started.uri("story.txt")})
    assert started.shown("story.txt") == []


@pytest.mark.parametrize(("encoding", "start"), [("utf-8", 15), ("utf-16", 7), ("utf-32", 6)])
def test_places_are_counted_in_the_units_that_were_agreed(editor: Editor, encoding: str, start: int) -> None:
    told = editor.start({**CAPABILITIES, "general": {"positionEncodings": [encoding, "utf-16"]}})
    assert told["capabilities"]["positionEncoding"] == encoding
    found = editor.open("story.txt", "A story.\n\n😀 記事。 All rights reserved.\n")
    assert of("all-rights-reserved", found)["range"] == place(2, start, start + 19)


def test_an_editor_that_says_nothing_of_units_counts_in_utf_16(editor: Editor) -> None:
    editor.start({})
    assert of("all-rights-reserved", editor.open("story.txt", "😀 All rights reserved.\n"))["range"] == place(0, 3, 22)


# -- what is judged, and as what


def test_the_suffix_decides_and_else_the_language(started: Editor) -> None:
    page = '<meta charset="windows-1252"><p>Ö</p><!-- hidden --><p>© Harrow Lane Press. All rights reserved.</p>'
    assert of("all-rights-reserved", started.open("page.html", page, "plaintext"))["range"] == place(0, 76, 95)
    named = started.open("untitled:Untitled-1", page, "html")
    assert of("all-rights-reserved", named)["range"] == place(0, 76, 95)
    assert "encoding-guessed" not in rules(named)
    front = "---\nlicense: none of yours\n---\nA story.\n"
    assert "unknown-licence" in rules(started.open("post.qmd", front, "quarto"))


def test_programs_and_settings_are_no_documents(started: Editor) -> None:
    for number, (name, language) in enumerate([("a.py", "python"), ("waivers.yml", "yaml")]):
        item = {"uri": started.uri(name), "languageId": language, "version": number, "text": RESERVED}
        started.notify("textDocument/didOpen", textDocument=item)
    assert started.open("package.json", '{"name": "site", "version": "1.0.0"}', "json") == []
    assert started.open("story.txt", RESERVED)
    told = {message["params"]["uri"] for message in started.log if message.get("method", "").endswith("Diagnostics")}
    assert told == {started.uri("package.json"), started.uri("story.txt")}


def test_each_story_of_a_file_is_marked(started: Editor) -> None:
    rows = [{"title": f"Story {n}", "text": f"A story.\n\n© Press {n}. All rights reserved."} for n in range(3)]
    found = started.open("rows.json", json.dumps(rows, indent=1, ensure_ascii=False), "json")
    assert sorted(d["range"]["start"]["line"] for d in found if d["code"] == "all-rights-reserved") == [3, 7, 11]


def test_a_text_that_is_too_large_is_said_to_be_and_ends_nothing(started: Editor) -> None:
    assert rules(started.open("big.txt", "A story. " * 1_300_000)) >= {"too-large"}
    assert "all-rights-reserved" in rules(started.open("story.txt", RESERVED))


# -- what is told


def test_a_contradiction_shows_both_sides(started: Editor) -> None:
    found = of("holder-contradicts-notice", started.open("post.md", CLASH, "markdown"))
    places = [found["range"], *(each["location"]["range"] for each in found["relatedInformation"])]
    assert sorted(each["start"]["line"] for each in places) == [1, 6]


def test_severities_are_those_of_the_findings(started: Editor) -> None:
    found = started.open("post.md", CLASH.replace("All rights reserved", "Excerpts may be translated"), "markdown")
    assert of("holder-contradicts-notice", found)["severity"] == 2
    seen = {each["severity"] for each in started.open("story.txt", "A story.\n\n" + FREE) + found}
    assert seen <= {1, 2, 3}
    assert 3 in seen


def test_hover_says_why_what_to_do_and_what_was_read(started: Editor) -> None:
    started.open("story.txt", RESERVED)
    uri = {"uri": started.uri("story.txt")}
    told = started.ask("textDocument/hover", textDocument=uri, position={"line": 2, "character": 30})
    assert told["range"] == place(2, 26, 45)
    text = told["contents"]["value"]
    assert told["contents"]["kind"] == "markdown"
    assert "**all-rights-reserved** · error: all rights are reserved" in text
    assert "*why* A reservation of all rights leaves no use" in text
    assert "*fix* Get a licence" in text
    assert "*read here* reserves" in text
    assert "*decision* blocked (use republish; fails)" in text
    assert started.ask("textDocument/hover", textDocument=uri, position={"line": 0, "character": 3}) is None


def test_hover_is_plain_where_the_editor_wants_it_plain(editor: Editor) -> None:
    editor.start({"textDocument": {"hover": {"contentFormat": ["plaintext"]}}})
    editor.open("story.txt", RESERVED)
    told = editor.ask(
        "textDocument/hover", textDocument={"uri": editor.uri("story.txt")}, position={"line": 2, "character": 30}
    )
    assert told["contents"]["kind"] == "plaintext"
    assert "\nwhy: A reservation of all rights" in told["contents"]["value"]


def test_hover_is_silent_while_the_text_is_newer_than_what_was_found(started: Editor) -> None:
    started.open("story.txt", RESERVED)
    started.change("story.txt", 2, {"range": place(0, 0, 0), "text": "New. "})
    at = {"textDocument": {"uri": started.uri("story.txt")}, "position": {"line": 2, "character": 30}}
    assert started.ask("textDocument/hover", **at) is None
    started.shown("story.txt", 2)
    assert started.ask("textDocument/hover", **at)


def test_words_of_a_document_are_no_markdown_and_no_commands(started: Editor) -> None:
    evil = "[x](command:evil) ![p](https://evil.example/p.png) <img src=x> \u202e`` | **b** \x1b]0;t\x07"
    found = started.open(
        "story.txt", f"A story.\n\n© 2024 {evil} Press. All rights reserved. {evil}\n\nNo reuse {evil}.\n"
    )
    shown = json.dumps([message for message in started.log if "params" in message], ensure_ascii=False)
    assert found
    assert not {"\u202e", "\x1b", "\x07"} & set(shown)
    for line, character in ((2, 4), (2, 30), (2, 100), (4, 3)):
        told = started.ask(
            "textDocument/hover",
            textDocument={"uri": started.uri("story.txt")},
            position={"line": line, "character": character},
        )
        text = told["contents"]["value"] if told else ""
        assert "](" not in text
        assert "<img" not in text
        assert "://" not in text
        assert not {"\u202e", "\x1b", "\x07"} & set(text)


def test_a_rule_is_explained_on_demand(started: Editor) -> None:
    shown = started.open("story.txt", RESERVED)
    uri = {"uri": started.uri("story.txt")}
    asked = {"diagnostics": shown}
    offered = started.ask("textDocument/codeAction", textDocument=uri, range=place(2, 30, 30), context=asked)
    (explain,) = [each for each in offered if each["title"] == "Explain “all-rights-reserved”"]
    assert explain["diagnostics"] == [of("all-rights-reserved", shown)]
    text = started.ask("workspace/executeCommand", **{k: explain["command"][k] for k in ("command", "arguments")})
    assert "A reservation of all rights leaves no use without an agreement" in text
    assert any(message.get("method") == "window/showMessage" for message in started.log)
    elsewhere = started.ask("textDocument/codeAction", textDocument=uri, range=place(0, 0, 1), context=asked)
    assert elsewhere == []
    only = {**asked, "only": ["refactor"]}
    assert started.ask("textDocument/codeAction", textDocument=uri, range=place(2, 30, 30), context=only) == []


# -- settings


def test_the_use_of_the_editor_s_settings_holds_at_once(editor: Editor) -> None:
    editor.start(initializationOptions={"use": "text-mining"})
    text = "A story.\n\nText and data mining is not permitted.\n"
    assert "[blocked]" in of("prohibited-use", editor.open("story.txt", text))["message"]
    editor.notify("workspace/didChangeConfiguration", settings={"provenance": {"use": "republish"}})
    assert "prohibited-use" not in rules(editor.shown("story.txt"))


def test_settings_are_asked_for_where_the_editor_can_be_asked(editor: Editor) -> None:
    editor.answering("workspace/configuration", lambda asked: [{"use": "text-mining"} for _ in asked["items"]])
    editor.start({**CAPABILITIES, "workspace": {"configuration": True}})
    editor.wait(lambda message: message.get("method") == "workspace/configuration")
    editor.open("story.txt", "A story.\n\nText and data mining is not permitted.\n")
    editor.notify("workspace/didChangeConfiguration", settings=None)
    while "prohibited-use" not in rules(editor.shown("story.txt")):
        pass


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"use": "republsh"}, "unknown use “republsh”"),
        ({"rules": ["nowhere"]}, "nowhere” is no folder"),
    ],
)
def test_settings_that_do_not_work_judge_nothing(editor: Editor, settings: dict[str, Any], said: str) -> None:
    editor.start(initializationOptions=settings)
    (found,) = editor.open("story.txt", FREE)
    assert (found["code"], found["severity"]) == ("not-judged", 1)
    assert said in found["message"]


def test_settings_that_nobody_knows_are_told(editor: Editor) -> None:
    editor.start(initializationOptions={"uze": "republish"})
    (told,) = [message for message in editor.log if message.get("method") == "window/showMessage"]
    assert "provenance.uze" in told["params"]["message"]
    assert "Known: use, failOn, rules, config." in told["params"]["message"]


def test_files_that_decide_are_watched(editor: Editor) -> None:
    editor.start({**CAPABILITIES, "workspace": {"didChangeWatchedFiles": {"dynamicRegistration": True}}})
    asked = editor.wait(lambda message: message.get("method") == "client/registerCapability")
    (registered,) = asked["params"]["registrations"]
    assert "provenance.toml" in registered["registerOptions"]["watchers"][0]["globPattern"]
    assert "licence-only-from-our-metadata" not in rules(editor.open("story.md", "A story.\n", "markdown"))
    (editor.folder / "story.md.license").write_text("SPDX-License-Identifier: CC-BY-4.0\n", encoding="utf-8")
    editor.notify("workspace/didChangeWatchedFiles", changes=[{"uri": editor.uri("story.md.license"), "type": 1}])
    assert "no-permission-found" not in rules(editor.shown("story.md"))


# -- the end


def test_nonsense_ends_nothing(editor: Editor) -> None:
    editor.start()
    assert editor.process.stdin
    for body in (b"{", b"[]", b'{"jsonrpc": "1.0"}', b'{"jsonrpc": "2.0", "method": "textDocument/didOpen"}', b"\xff"):
        editor.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
    editor.notify("textDocument/didChange", textDocument={"uri": "file:///no", "version": 1}, contentChanges=[])
    editor.notify("no/such")
    editor.raw({"id": 99, "method": "no/such", "params": {}})
    assert "error" in editor.wait(lambda message: message.get("id") == 99)
    assert "all-rights-reserved" in rules(editor.open("story.txt", RESERVED))
    assert editor.end() == 0


def test_an_editor_that_dies_takes_the_server_with_it(editor: Editor) -> None:
    editor.start()
    editor.open("story.txt", RESERVED)
    assert editor.process.stdin
    editor.process.stdin.close()
    assert editor.process.wait(30) == 1


def test_an_exit_without_a_shutdown_is_no_success(editor: Editor) -> None:
    editor.start()
    editor.notify("exit")
    assert editor.process.wait(30) == 1
