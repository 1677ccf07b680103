"""What an author of rules is told: failures of examples, and what a folder of documents sets off."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from provenance.cli.main import main
from tests.rulefiles.pack_samples import LICENCE, PACK, agency, archive, folder, policy

Told = tuple[int, list[str], str]


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> Told:
    code = main(["rules", *arguments])
    out, err = capsys.readouterr()
    return code, out.splitlines(), err


def test_a_policy_that_misses_says_what_was_read_and_which_condition_failed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    when = "{all: [{statement: {polarity: [prohibits], acts: {any_of: [translate]}}}, {not: {missing: true}}]}"
    text = policy(when=when).replace("{problem: unreadable}", '{notice: "This article may not be published."}')
    folder(Path("house"), {"policies/own-rule.yaml": text})
    code, lines, _ = run(capsys, "test", "house/policies/own-rule.yaml")
    assert code == 1
    assert lines == [
        "house/policies/own-rule.yaml:10: FAILED: flags[0] “This article may not be published.”",
        "    expected: a finding of own-rule",
        "    found: prohibited-use; decision blocked",
        "    read:",
        "      prohibits publish (prohibition, document, words) “This article may not be published”",
        "    asked:",
        "      no  all:",
        "        no  statement: {polarity: [prohibits], acts: {any_of: [translate]}}",
        "          yes statement: {polarity: [prohibits]}",
        "          no  statement: {acts: {any_of: [translate]}}",
        "        yes not:",
        "          no  missing: true",
        "2 examples, 1 failed.",
    ]


def test_a_policy_that_finds_too_much_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    text = policy(when="{opened: false}").replace("{problem: unreadable}", '{notice: "Nothing."}')
    folder(Path("house"), {"policies/own-rule.yaml": text})
    code, lines, _ = run(capsys, "test", "house")
    assert code == 1
    assert lines[0] == "house/policies/own-rule.yaml:11: FAILED: passes[0] “Nothing.”"
    assert lines[1] == "    expected: no finding of own-rule"
    assert "    read: nothing about rights" in lines
    assert "      yes opened: false" in lines


@pytest.mark.parametrize(
    ("example", "line", "said"),
    [
        ("{notice: x, use: republsh}", 10, "there is no use “republsh”"),
        ("{notice: x, at: yesterday}", 10, "“yesterday” is no instant"),
        ("{statements: [{kind: permission, polarity: allows}]}", 10, "polarity: allows is none of"),
        ("{statements: [{polarity: permits}]}", 10, "kind: missing"),
        ("{statements: [{kind: permision, polarity: permits}]}", 10, "Did you mean “permission”"),
        ("{notcie: x}", 10, "Did you mean “notice”"),
        ("{notice: 3}", 10, "in quotes"),
        ("nothing", 10, "keys with values are expected"),
    ],
)
def test_a_broken_example_is_refused_at_its_line(
    capsys: pytest.CaptureFixture[str], example: str, line: int, said: str
) -> None:
    folder(Path("house"), {"policies/own-rule.yaml": policy().replace("{problem: unreadable}", example)})
    code, _, err = run(capsys, "test", "house")
    assert code == 2
    assert f"own-rule.yaml:{line}:" in err
    assert said in err
    assert len(err.splitlines()) <= 2


def test_the_body_of_an_example_is_read(capsys: pytest.CaptureFixture[str]) -> None:
    text = policy(when="{pattern: {find: harrow, where: body}}").replace(
        "{problem: unreadable}", '{body: "At Harrow."}'
    )
    folder(Path("house"), {"policies/own-rule.yaml": text})
    assert run(capsys, "test", "house")[:2] == (0, ["2 examples, 0 failed."])


SENTENCES = """\
language: en
sentences:
  - text: "Publication of this article is off the gridiron."
    prohibited: [publish]
near_misses:
  - "This article may not be published."
"""


def test_a_sentence_that_is_misread_says_what_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    words = "language: en\nname: English\nforms: {forbid: [off the grid]}\n"
    folder(Path("house"), {"languages/en/lexicon.yaml": words, "languages/en/examples.yaml": SENTENCES})
    code, lines, _ = run(capsys, "test", "house")
    assert code == 1
    assert lines[0] == "house/languages/en/examples.yaml:3: FAILED: Publication of this article is off the gridiron."
    assert lines[1] == "    prohibited: expected publish, read nothing"
    assert any("ublication → publish" in line for line in lines)
    assert any("not in the lexicon: " in line and "gridiron" in line for line in lines)
    assert any(line.startswith("    try: ") for line in lines)
    miss = lines.index("house/languages/en/examples.yaml:6: FAILED: This article may not be published.")
    assert lines[miss + 1].startswith("    expected: nothing; read: prohibits publish (en/")
    assert any("“report”" in line for line in lines[miss:])


def test_an_agency_that_is_not_credited_says_what_to_try(capsys: pytest.CaptureFixture[str]) -> None:
    text = agency().replace("Source: Harrow Wire", "Source: Harow Wire")
    folder(Path("house"), {"agencies/hrw.yaml": text})
    _, lines, _ = run(capsys, "test", "house")
    assert lines[:4] == [
        "house/agencies/hrw.yaml:6: FAILED: Source: Harow Wire",
        "    expected: HRW",
        "    read: nobody",
        "    try: none of the aliases stands here as it is spelled; add this spelling",
    ]


def test_a_licence_that_is_not_read_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    folder(
        Path("house"), {"licences/harrow.yaml": LICENCE.replace("under the Harrow Commons", "under the Harrow Public")}
    )
    _, lines, _ = run(capsys, "test", "house")
    assert lines[0].startswith("house/licences/harrow.yaml:7: FAILED: ")
    assert lines[1:4] == [
        "    expected: LicenseRef-Harrow",
        "    read: no licence",
        "    try: add the name as it stands here under “names”, or its address under “urls”",
    ]


def test_a_pack_is_tested_and_what_it_must_be_allowed_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    text = policy(when="{pattern: {find: nothing}}").replace("{problem: unreadable}", '{notice: "© 2024 Nothing"}')
    files = {"pack.yml": PACK, "policies/own-rule.yaml": text.replace('{notice: "Nothing."}', '{notice: "x"}')}
    for path in (folder(Path("harrow"), files), archive(Path("harrow.zip"), files)):
        code, lines, err = run(capsys, "test", str(path))
        assert (code, lines) == (0, ["2 examples, 0 failed."])
        assert "--allow-patterns" in err


def test_verbose_names_versions_and_whose_a_policy_is(capsys: pytest.CaptureFixture[str]) -> None:
    folder(Path("harrow"), {"pack.yml": PACK, "policies/own-rule.yaml": policy()})
    _, lines, _ = run(capsys, "list", "--verbose", "--rules", "harrow")
    (own,) = [line.split() for line in lines if line.split()[:1] == ["own-rule"]]
    assert own[1:8] == ["error", "review", "version", "1", "since", "0.1.0", "harrow-rules"]
    (ours,) = [line.split() for line in lines if line.split()[:1] == ["prohibited-use"]]
    assert ours[7] == "provenance"


STORY = "Ships sail.\n\n© 2024 Harrow Lane Press. All rights reserved.\n"


def test_coverage_counts_what_fired_and_names_what_never_did(capsys: pytest.CaptureFixture[str]) -> None:
    folder(
        Path("house"),
        {"policies/own-rule.yaml": policy(when="{missing: false}"), "policies/never.yaml": policy("never")},
    )
    folder(
        Path("texts"), {"a.txt": STORY, "b.txt": STORY, "c.txt": "Ships sail. (Reuters)\n\nCC BY 4.0\n", "d.png": "x"}
    )
    code, lines, _ = run(capsys, "coverage", "texts", "--rules", "house")
    assert (code, lines[0]) == (0, "3 documents")
    assert "  all-rights-reserved" in " ".join(line[:21] for line in lines)
    assert any(line.split() == ["own-rule", "3", "documents,", "3", "places", "(house/)"] for line in lines)
    assert "  never, of house/: never" in lines
    assert any(line.split() == ["Reuters", "1", "document,", "1", "place"] for line in lines)
    assert any(line.split()[:4] == ["Creative", "Commons", "1", "document,"] for line in lines)
    assert any(line.split()[:3] == ["en", "2", "documents,"] for line in lines)


def test_coverage_as_json_is_complete(capsys: pytest.CaptureFixture[str]) -> None:
    folder(Path("texts"), {"a.txt": STORY})
    code = main(["rules", "coverage", "texts", "--format", "json"])
    table = json.loads(capsys.readouterr().out)
    assert (code, table["documents"], table["use"], list(table["rules"])) == (0, 1, "republish", ["provenance"])
    for kind in ("policies", "agencies", "licences", "languages"):
        names = [rule["id"] for rule in (*table[kind]["fired"], *table[kind]["never"])]
        assert len(names) == len(set(names)) > 40
    assert {"id": "all-rights-reserved", "documents": 1, "places": 1, "from": "provenance"} in table["policies"][
        "fired"
    ]


def test_coverage_of_nothing_is_no_input(capsys: pytest.CaptureFixture[str]) -> None:
    Path("empty").mkdir()
    assert run(capsys, "coverage", "empty")[0] == 3
