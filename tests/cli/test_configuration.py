"""``provenance check`` with a configuration: real rules, real files, real repositories."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.running import AGREEMENT, AT, FREE, RESERVED, Ran, runner
from tests.repositories import Repository

Run = Callable[..., Ran]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command."""
    return runner(capsys)


@pytest.fixture
def check(run: Run) -> Run:
    """Run ``check`` at a fixed instant, with a JSON report."""
    return lambda *arguments: run("check", *AT, "--format", "json", *arguments)


def test_each_path_is_judged_for_its_use(repository: Repository, check: Run) -> None:
    repository.write(
        {
            "provenance.toml": "[[paths]]\nmatch = 'school/**'\ncommercial = false\npurpose = 'education'\n",
            "school/a.txt": FREE,
            "web/a.txt": FREE,
        }
    )
    ran = check(".")
    assert ran.decisions == {"school/a.txt": "conditional", "web/a.txt": "blocked"}
    assert [one["use"].get("purpose") for one in ran.report["documents"]] == ["education", "editorial"]
    assert ran.report["config"]["path"] == "provenance.toml"
    assert set(check("--commercial", ".").decisions.values()) == {"blocked"}


def test_each_path_has_its_gate(repository: Repository, check: Run) -> None:
    story = "The ferry to Sallow Isle is late again.\n"
    repository.write(
        {
            "provenance.toml": "[[paths]]\nmatch = 'drafts/**'\nfail-on = 'blocked'\n",
            "drafts/a.txt": story,
            "a.txt": story,
        }
    )
    ran = check(".")
    assert {one["path"]: one["outcome"] for one in ran.report["documents"]} == {"a.txt": "fail", "drafts/a.txt": "pass"}
    assert set(ran.decisions.values()) == {"review"}


def test_several_uses_at_once(repository: Repository, check: Run) -> None:
    repository.write({"a.txt": RESERVED})
    ran = check("a.txt", "--use", "print", "--use", "archive,translate")
    assert ran.report["use"] == ran.report["documents"][0]["use"]["id"] == "print+archive+translate"


def test_what_our_own_texts_declare_counts_only_where_the_configuration_says_so(
    repository: Repository, check: Run
) -> None:
    story = f"---\ntitle: Late\nintended_use: {{commercial: false, purpose: education}}\n---\n{FREE}"
    repository.write({"site/a.md": story, "wire/a.md": story})
    repository.write({"wire/provenance.toml": "ours = ['**']\n"})
    assert check(".").decisions == {"site/a.md": "blocked", "wire/a.md": "blocked"}
    repository.write({"provenance.toml": "ours = ['site/**']\n"})
    ran = check(".")
    assert ran.decisions["wire/a.md"] == "blocked"
    site = ran.report["documents"][0]
    assert site["use"]["ours"]
    assert not site["use"]["commercial"]
    assert check("--no-config", ".").decisions["site/a.md"] == "blocked"
    assert check("--no-config", "--ours", "site/*", ".").report["documents"][0]["use"]["ours"]


def test_nothing_is_picked_up_beside_the_documents(repository: Repository, check: Run, tmp_path: Path) -> None:
    """A delivery that brings rules, settings, agreements and waivers for itself has none of them."""
    delivery = {
        "incoming/story.txt": RESERVED,
        "incoming/provenance.toml": "agreements = 'agreements.yml'\nfail-on = 'blocked'\n",
        "incoming/pyproject.toml": "[tool.provenance]\nrules = ['rules']\n",
        "incoming/agreements.yml": AGREEMENT,
        "incoming/rules/policies/broken.yaml": "id: [",
        "rules/policies/broken.yaml": "id: [",
        "agreements.yml": AGREEMENT,
        "waivers.yml": "x: [",
        "baseline.json": "{",
    }
    repository.write(delivery)
    for path in ("incoming", "incoming/story.txt", str(repository.folder / "incoming")):
        ran = check(path)
        assert set(ran.decisions.values()) == {"blocked"}
        assert ran.report["config"] == {
            "path": None,
            "revision": None,
            "name": None,
            "agreements": None,
            "waivers": None,
            "baseline": None,
            "rules": [],
            "policies": [],
        }


def test_agreements_open_what_they_cover_and_only_where_they_hold(repository: Repository, check: Run) -> None:
    repository.write(
        {
            "provenance.toml": "agreements = 'legal/agreements.yml'\n",
            "legal/agreements.yml": AGREEMENT + "    paths: [wire/]\n",
            "wire/a.txt": RESERVED,
            "other/a.txt": RESERVED,
        }
    )
    ran = check("wire", "other")
    assert ran.decisions == {"wire/a.txt": "permitted", "other/a.txt": "blocked"}
    assert ran.report["documents"][0]["opened_by"] == "agreement:harrow"
    assert ran.report["documents"][0]["agreements"][0]["source"] == "legal/agreements.yml:2"
    assert check("--agreements", "none.yml", "wire").code == 2


def test_a_quota_counts_the_documents_of_a_run(repository: Repository, check: Run) -> None:
    repository.write({"agreements.yml": AGREEMENT + "    quota: {documents: 5, used: 3}\n"})
    repository.write({f"{name}.txt": RESERVED for name in "dbca"} | {"free.txt": "Late.\n\nCC0 1.0\n"})
    ran = check(".", "--agreements", "agreements.yml")
    wire = {path: decision for path, decision in ran.decisions.items() if path != "free.txt"}
    assert wire == {"a.txt": "permitted", "b.txt": "permitted", "c.txt": "blocked", "d.txt": "blocked"}
    assert [one["state"] for one in ran.report["documents"][2]["agreements"]] == ["quota"]


def test_folders_are_read_from_where_the_file_stands(
    repository: Repository, check: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    use = "id: gazette\ntitle: For the gazette\nacts: [publish]\nopened_by: [publish]\n"
    repository.write(
        {"provenance.toml": "rules = ['own']\nuse = 'gazette'\nexclude = ['/desk/x*']\n", "own/uses/gazette.yaml": use}
    )
    repository.write({"desk/a.txt": RESERVED, "desk/x.txt": RESERVED})
    monkeypatch.chdir(repository.folder / "desk")
    ran = check(".")
    assert list(ran.decisions) == ["a.txt"]
    assert ran.report["use"] == "gazette"
    assert ran.report["summary"]["ignored_for"] == {"excluded": 1}
    assert ran.report["config"]["path"] == "../provenance.toml"
    assert ran.report["config"]["rules"] == ["../own"]


def test_excludes_of_the_command_line_come_first(repository: Repository, check: Run) -> None:
    repository.write({"provenance.toml": "exclude = ['a.*']\n", "a.txt": FREE, "b.txt": FREE})
    assert list(check(".").decisions) == ["b.txt"]
    assert list(check(".", "--exclude", "!a.txt", "--exclude", "b.txt").decisions) == ["a.txt"]
    assert list(check("a.txt").decisions) == ["a.txt"]
    assert list(check("*.txt").decisions) == ["b.txt"]


def test_columns_site_and_policies_may_be_configured(repository: Repository, check: Run) -> None:
    repository.write(
        {
            "provenance.toml": "site = 'site'\npolicies = ['none.json']\n[map]\ntext = 'story'\n",
            "rows.jsonl": json.dumps({"story": RESERVED}) + "\n",
            "site/robots.txt": "User-agent: *\nAllow: /\n",
        }
    )
    ran = check("rows.jsonl")
    assert ran.code == 2
    assert ran.err.startswith("provenance: error: provenance.toml:2:13: cannot read “none.json”")
    repository.write({"none.json": "{}"})
    assert list(check("rows.jsonl").decisions.values()) == ["blocked"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--no-config", "--config", "x.toml"], "--no-config and --config contradict"),
        (["--no-config", "--config-from", "main"], "--no-config and --config-from contradict"),
        (["--config", "none.toml"], "--config none.toml: no such file"),
        (["--territory", "UK"], "--territory: a country code of two letters"),
        (["--territory", "ZZ"], "--territory: a country code of two letters"),
        (["--channel", "wbe"], "Did you mean “web”"),
        (["--purpose", "fun"], "--purpose: Input should be 'editorial'"),
        (["--recipient", "fun"], "--recipient: Input should be"),
        (["--words", "0"], "--words: Input should be greater"),
        (["--share", "200"], "--share: Input should be less"),
        (["--from", "soon"], "--from: a date or an instant"),
        (["--from", "2026-02-01", "--until", "2026-01-01"], "--until: it ends (2026-01-01) before it begins"),
        (["--agreements", "none.yml"], "--agreements: no such file “none.yml”"),
        (["--ours", "!"], "--ours !: not a pattern"),
        (["--use", "print", "--use", "pritn"], "unknown use “pritn”"),
    ],
)
def test_options_that_make_no_sense(repository: Repository, check: Run, arguments: list[str], says: str) -> None:
    repository.write({"a.txt": FREE})
    ran = check("a.txt", *arguments)
    assert ran.code == 2
    assert says in ran.err
    assert "hint: " in ran.err
    assert ran.out == ""


def test_a_broken_configuration_is_2_with_its_line(repository: Repository, check: Run) -> None:
    repository.write({"a.txt": FREE, "provenance.toml": "fail-on = 'blocked'\nuze = 1\n"})
    ran = check("a.txt")
    assert (ran.code, ran.err) == (
        2,
        "provenance: error: provenance.toml:2:1: uze: unknown key\nhint: Did you mean “use”?\n",
    )


def test_the_text_report_says_which_configuration_it_had(repository: Repository, run: Run) -> None:
    repository.write({"a.txt": FREE})
    assert "configured" not in run("check", "a.txt").out
    repository.write({"provenance.toml": "[[paths]]\nmatch = 'x'\nuse = 'print'\n"})
    assert "failing on review or worse, otherwise by path, configured by provenance.toml)." in run("check", "a.txt").out


def test_standard_input_lies_nowhere(repository: Repository, check: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    repository.write({"provenance.toml": "[[paths]]\nmatch = '*'\nuse = 'print'\nours = true\n"})
    monkeypatch.setattr("provenance.corpus.files.read_stdin", lambda: RESERVED.encode())
    [document] = check("-").report["documents"]
    assert document["use"]["id"] == "republish"
    assert "ours" not in document["use"]


def test_the_help_has_headings(run: Run) -> None:
    out = run("check", "--help").out
    headings = [
        "What you want to do:",
        "What fails:",
        "What you have on file:",
        "The report:",
        "What is judged anew:",
        "Other options:",
    ]
    assert [line for line in out.splitlines() if line.endswith(":")] == headings
