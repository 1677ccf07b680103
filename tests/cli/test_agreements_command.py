"""``provenance agreements check | list``: with the rules as they ship."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from provenance.cli.main import main

AT = ("--at", "2025-06-01")
GOOD = """\
agreements:
  - id: harrow-2025
    with: Harrow Lane Press
    grants: {uses: [republish, translate]}
    territory: {only: [DE, AT]}
    channel: [web, app]
    until: 2026-12-31
    reference: Contract 17
    contact: rights@harrow-lane.example
  - {id: wire, with: Reuters, grants: {uses: [republish]}, reference: Subscription, contact: desk@wire.example}
"""

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run ``provenance agreements`` in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")

    def started(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main(["agreements", *arguments])
        return code, *capsys.readouterr()

    return started


def test_good_ones_pass(run: Run) -> None:
    Path("agreements.yml").write_text(GOOD, encoding="utf-8")
    assert run("check", *AT) == (0, "2 agreements at 2025-06-01T00:00:00+00:00: 2 running.\n0 to do, 0 to note.\n", "")


def test_what_ends_soon_fails(run: Run) -> None:
    Path("agreements.yml").write_text(GOOD, encoding="utf-8")
    code, out, _ = run("check", "--at", "2026-12-15")
    assert code == 1
    assert out.splitlines()[0] == (
        "agreements.yml:2: to do  harrow-2025 with Harrow Lane Press: ends on 2026-12-31 [expires]"
    )
    assert run("check", "--at", "2026-12-15", "--expires-within", "10")[0] == 0
    assert run("check", "--at", "2027-06-01")[0] == 1


def test_broken_ones_are_all_told(run: Run) -> None:
    Path("agreements.yml").write_text(GOOD + "  - {id: x}\n  - {id: wire}\n", encoding="utf-8")
    code, out, err = run("check", *AT)
    assert code == 2
    assert [line for line in err.splitlines() if "agreements.yml:11:" in line or "agreements.yml:12:" in line]
    assert "2 agreements" in out


@pytest.mark.parametrize("arguments", [("check",), ("list",), ("check", "empty.yml"), ("check", "folder")])
def test_none_found(run: Run, arguments: tuple[str, ...]) -> None:
    Path("empty.yml").write_text("agreements: []", encoding="utf-8")
    Path("folder").mkdir()
    code, out, err = run(*arguments)
    assert (code, out) == (3, "")
    assert err.startswith("provenance: error: ")


def test_a_file_that_is_not_there(run: Run) -> None:
    assert run("check", "nowhere.yml")[0] == 2


@pytest.mark.parametrize("name", ["agreements.yml", "agreements.yaml", "agreements/a.yml"])
def test_they_are_found_where_they_usually_are(run: Run, name: str) -> None:
    Path(name).parent.mkdir(exist_ok=True)
    Path(name).write_text(GOOD, encoding="utf-8")
    assert run("check", *AT)[0] == 0


def test_each_in_a_line(run: Run) -> None:
    Path("agreements.yml").write_text(GOOD, encoding="utf-8")
    code, out, _ = run("list", *AT)
    assert code == 0
    assert out == (
        "harrow-2025  Harrow Lane Press  republish, translate  DE AT       web, app  until 2026-12-31\n"
        "wire         Reuters            republish             everywhere  web       until further notice\n"
    )


def test_json_has_the_same_exit_codes(run: Run) -> None:
    Path("agreements.yml").write_text(GOOD, encoding="utf-8")
    for at, expected in (("2025-06-01", 0), ("2026-12-15", 1)):
        code, out, _ = run("check", "--format", "json", "--at", at)
        assert code == expected == run("check", "--at", at)[0]
    report: dict[str, Any] = json.loads(out)
    assert [(one["id"], one["state"]) for one in report["agreements"]] == [
        ("harrow-2025", "running"),
        ("wire", "running"),
    ]
    assert [(one["kind"], one["act"], one["agreement"]) for one in report["remarks"]] == [
        ("expires", True, "harrow-2025")
    ]
    listed = json.loads(run("list", "--format", "json", *AT)[1])
    assert listed["agreements"][1]["agencies"] == ["Reuters"]


def test_what_a_file_says_reaches_no_terminal(run: Run) -> None:
    hostile = GOOD.replace("with: Harrow Lane Press", 'with: "Harrow \\e[31mLane"')
    Path("agreements.yml").write_text(hostile, encoding="utf-8")
    code, out, err = run("check", *AT)
    assert code == 2
    assert "\x1b" not in out + err
    noted = GOOD.replace("rights@harrow-lane.example", '"\\e[31m"')
    Path("agreements.yml").write_text(noted, encoding="utf-8")
    assert "\x1b" not in "".join(run("check", *AT)[1:]) + run("list", "--format", "json", *AT)[1]
