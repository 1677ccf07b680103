"""Packs on the command line: asked for by name, listed in every report, and never found by themselves."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from provenance.cli.main import main
from tests.rulefiles.pack_samples import PACK, archive, folder, policy

LOUD = policy(when="{missing: false}", decision="blocked")
PACKED = {"pack.yml": PACK, "policies/own-rule.yaml": LOUD}
CHECK = ("check", "story.txt", "--format", "json", "--at", "2025-06-01")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with one story."""
    (tmp_path / "story.txt").write_text("Ships sail.\n\nThis article may be republished free of charge.\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(arguments)
    out, err = capsys.readouterr()
    return code, out, err


def test_rules_in_the_working_directory_change_nothing(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = run(capsys, *CHECK)
    for name in ("rules", ".", ".provenance", "provenance/rules"):
        folder(place / name, {**PACKED, "policies/no-permission-found.yaml": policy("no-permission-found")})
    archive(place / "harrow_rules-1.2-py3-none-any.whl", PACKED)
    assert run(capsys, *CHECK) == before
    assert before[0] == 0


def test_a_pack_that_is_asked_for_is_in_the_report(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    archive(place / "harrow.whl", PACKED)
    folder(place / "house", {"policies/house-rule.yaml": policy("house-rule")})
    code, out, _ = run(capsys, *CHECK, "--rules", "harrow.whl", "--rules", "house")
    report = json.loads(out)
    assert code == 1
    assert list(report["tool"]["rules"]) == ["provenance", "harrow-rules", "house/"]
    assert report["tool"]["rules"]["harrow-rules"] == "1.2"
    assert [finding["rule"] for finding in report["documents"][0]["findings"]] == ["own-rule"]


@pytest.mark.parametrize(
    ("files", "option"),
    [
        ({"policies/own-rule.yaml": policy(when="{pattern: {find: 'ships', where: body}}")}, "--allow-patterns"),
        ({"policies/prohibited-use.yaml": policy("prohibited-use")}, "--allow-overrides"),
    ],
)
def test_what_a_pack_may_not_do_is_2_with_the_option_that_lets_it(
    place: Path, capsys: pytest.CaptureFixture[str], files: dict[str, str], option: str
) -> None:
    folder(place / "harrow", {"pack.yml": PACK, **files})
    code, _, err = run(capsys, *CHECK, "--rules", "harrow")
    assert (code, option in err.splitlines()[1]) == (2, True)
    assert run(capsys, *CHECK, "--rules", "harrow", option)[0] in (0, 1)
    assert run(capsys, *CHECK, "--rules", "harrow")[0] == 2


def test_a_hostile_pack_is_one_line_and_no_escape(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder(
        place / "harrow",
        {
            "pack.yml": PACK.replace("CC-BY-4.0", '"\\e[2J\\n::error::"'),
        },
    )
    code, _, err = run(capsys, *CHECK, "--rules", "harrow")
    assert (code, "\x1b" in err, len(err.splitlines())) == (2, False, 2)
