"""``provenance policy evaluate``, ``provenance export`` and ``provenance check --policy``."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from provenance.cli.main import main
from provenance.odrl.graph import MAX_LENGTH

POLICY = {
    "@context": "http://www.w3.org/ns/odrl.jsonld",
    "type": "Set",
    "uid": "urn:p",
    "permission": [
        {
            "uid": "urn:rule",
            "action": "print",
            "constraint": [{"leftOperand": "dateTime", "operator": "gteq", "rightOperand": "2025-01-01T00:00:00Z"}],
        }
    ],
}
REQUEST = {
    "@context": "http://www.w3.org/ns/odrl.jsonld",
    "type": "Request",
    "permission": [{"uid": "urn:ask", "action": "print"}],
}
NOTICE = "The bridge opens.\n\n© 2025 Harbour Post. No part may be republished without permission.\n"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Any]:
    monkeypatch.chdir(tmp_path)
    for name, data in {"p.jsonld": POLICY, "r.jsonld": REQUEST}.items():
        Path(name).write_text(json.dumps(data), encoding="utf-8")
    for year in (2024, 2026):
        clock = {"@id": "http://example.com/request/currentTime", "dct:issued": f"{year}-06-01T00:00:00Z"}
        Path(f"{year}.jsonld").write_text(json.dumps(clock), encoding="utf-8")
    Path("a.txt").write_text(NOTICE, encoding="utf-8")

    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(list(arguments))
        return code, *capsys.readouterr()

    return run


@pytest.mark.parametrize(("year", "state"), [("2024", "Inactive"), ("2026", "Active")])
def test_evaluate(run: Callable[..., Any], year: str, state: str) -> None:
    given = ("policy", "evaluate", "--policy", "p.jsonld", "--request", "r.jsonld", "--sotw", f"{year}.jsonld")
    code, table, _ = run(*given)
    assert code == 0
    assert table.split()[:3] == [state, "permission", "urn:rule"]
    code, out, _ = run(*given, "--format", "json")
    [rule] = json.loads(out)["rules"]
    assert (rule["rule"], rule["request"], rule["activationState"]) == ("urn:rule", "urn:ask", state)


@pytest.mark.parametrize("text", ["{", "", "[" * 9_999, "Ask us.", "x" * (MAX_LENGTH + 1)])
def test_what_is_no_policy_is_wrong_usage(run: Callable[..., Any], text: str) -> None:
    Path("bad.jsonld").write_text(text, encoding="utf-8")
    code, _, told = run("policy", "evaluate", "--policy", "bad.jsonld", "--request", "r.jsonld")
    assert code == 2
    assert "Traceback" not in told


def test_nothing_to_evaluate(run: Callable[..., Any]) -> None:
    assert run("policy", "evaluate", "--policy", "2024.jsonld", "--request", "r.jsonld")[0] == 3
    assert run("policy", "evaluate", "--policy", "missing", "--request", "r.jsonld")[0] == 2


def test_a_ban_is_exported_and_read_again(run: Callable[..., Any]) -> None:
    code, out, _ = run("export", "a.txt", "--at", "2025-06-01")
    assert code == 0
    policy = json.loads(out)
    assert "permission" not in policy
    Path("a.odrl.jsonld").write_text(out, encoding="utf-8")
    Path("a.txt").write_text("The bridge opens.\n", encoding="utf-8")
    code, out, _ = run("check", "a.txt", "--policy", "a.odrl.jsonld", "--at", "2025-06-01", "--format", "json")
    [document] = json.loads(out)["documents"]
    assert (code, document["decision"]) == (1, "blocked")


def test_export_to_a_file_and_as_rightsml(run: Callable[..., Any]) -> None:
    assert run("export", "a.txt", "--format", "rightsml", "-o", "out.jsonld")[0] == 0
    assert "https://iptc.org/std/RightsML/odrl-profile/" in json.loads(Path("out.jsonld").read_text())["profile"]
    assert run("export", "missing.txt")[0] == 2


@pytest.mark.parametrize("text", ["{", '{"@context": "https://evil.example/c", "permission": {"action": "use"}}'])
def test_a_policy_that_is_refused_is_a_finding(run: Callable[..., Any], text: str) -> None:
    Path("bad.jsonld").write_text(text, encoding="utf-8")
    code, out, _ = run("check", "a.txt", "--policy", "bad.jsonld", "--format", "json")
    [document] = json.loads(out)["documents"]
    assert code == 1
    assert any("bad.jsonld" in (one.get("pointer") or "") for f in document["findings"] for one in f["evidence"])


def test_a_policy_that_is_not_there_is_wrong_usage(run: Callable[..., Any]) -> None:
    code, _, told = run("check", "a.txt", "--policy", "missing.jsonld")
    assert code == 2
    assert "missing.jsonld" in told
