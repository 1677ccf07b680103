"""SARIF: the schema of OASIS, what code hosts ask for beyond it, and their limits."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.report import DocumentReport
from provenance.reports import sarif
from provenance.reports.interface import Run
from provenance.statement import Evidence
from provenance.vocabulary import Decision, Severity

Written = Callable[..., str]
#: RFC 3986: what a reference is made of.
REFERENCE = re.compile(r"(?:[A-Za-z0-9\-._~!$&'()*+,;=@/:?#\[\]]|%[0-9A-F]{2})*")


def log_of(text: str) -> dict[str, Any]:
    run: dict[str, Any] = json.loads(text)["runs"][0]
    return run


@pytest.fixture
def check(shared: Path) -> Callable[[str], None]:
    from jsonschema import Draft4Validator

    path = shared / "formats" / "sarif" / "sarif-schema-2.1.0.json"
    if not path.exists():
        pytest.skip("../shared/formats/sarif is not here: the schema of SARIF is not part of the repository")
    validator = Draft4Validator(json.loads(path.read_text(encoding="utf-8")))

    def holds(text: str) -> None:
        assert [error.message for error in validator.iter_errors(json.loads(text))][:3] == []

    return holds


def test_it_holds_the_schema(check: Callable[[str], None], everything: dict[str, Any], written: Written) -> None:
    for documents in everything.values():
        check(written("sarif", documents))


def test_every_result_has_what_hosts_ask_for(everything: dict[str, Any], written: Written) -> None:
    for documents in everything.values():
        run = log_of(written("sarif", documents))
        rules = run["tool"]["driver"]["rules"]
        for result in run["results"]:
            assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
            assert result["message"]["text"].strip()
            assert "](" not in result["message"]["text"]
            place = result["locations"][0]["physicalLocation"]
            assert REFERENCE.fullmatch(place["artifactLocation"]["uri"])
            region = place["region"]
            begin = region["startLine"], region["startColumn"]
            assert (1, 1) <= begin <= (region["endLine"], region["endColumn"])
            assert re.fullmatch(r".+:\d+", result["partialFingerprints"]["primaryLocationLineHash"])
        marked = [
            (
                result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
                result["partialFingerprints"]["primaryLocationLineHash"],
            )
            for result in run["results"]
        ]
        if documents is not everything["hostile"]:  # some of its paths come twice
            assert len(marked) == len(set(marked))


def test_every_rule_says_what_it_is(everything: dict[str, Any], written: Written) -> None:
    for rule in log_of(written("sarif", everything["hostile"]))["tool"]["driver"]["rules"]:
        assert re.fullmatch(r"[A-Z][A-Za-z]*", rule["name"])
        assert rule["properties"]["version"]
        assert rule["defaultConfiguration"]["level"] in ("error", "warning", "note")
        for key in ("shortDescription", "fullDescription"):
            assert 0 < len(rule[key]["text"]) <= 1024
        assert rule["help"]["text"]
        assert rule["help"]["markdown"]


def test_a_rule_is_its_policy(written: Written) -> None:
    rules = {rule["id"]: rule for rule in log_of(written("sarif", []))["tool"]["driver"]["rules"]}
    rule = rules["prohibited-use"]
    assert rule["shortDescription"]["text"] == "The notice forbids this use"
    assert rule["properties"] | {"tags": []} == {
        "version": rule["properties"]["version"],
        "decision": "blocked",
        "tags": [],
        "problem.severity": "error",
    }
    assert rule["help"]["text"].startswith(
        "The rights holder has said no to this use in so many words.\n\nWhat to do: "
    )
    assert rule["help"]["markdown"].startswith("**The notice forbids this use**\n\n")


def test_the_run(written: Written, ordinary_set: list[DocumentReport]) -> None:
    run = log_of(written("sarif", ordinary_set))
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["invocations"] == [{"executionSuccessful": True, "exitCode": 1}]
    assert run["automationDetails"] == {"id": "provenance-check/republish/"}
    assert run["properties"]["summary"]["failed"] == 3
    assert run["tool"]["driver"]["semanticVersion"] == "1.2.3"
    assert log_of(written("sarif", []))["invocations"][0]["exitCode"] == 3


def test_regions_are_code_points(make: Any, flag: Any, written: Written) -> None:
    text = "👩‍👩‍👧 е\u0301\r\n全角 not\rpublished here\n"
    start = text.index("not")
    words = Evidence("not published", start, text.index(" here"), 2, 4)
    document = make("a.txt", text, Decision.BLOCKED, flag("r", Severity.ERROR, "m", words))
    (result,) = log_of(written("sarif", [document]))["results"]
    region = result["locations"][0]["physicalLocation"]["region"]
    assert region == {
        "startLine": 2,
        "startColumn": 4,
        "endLine": 3,
        "endColumn": 10,
        "charOffset": start,
        "charLength": len("not\rpublished"),
    }


def test_a_finding_without_a_place_is_on_the_first_line(make: Any, flag: Any, written: Written) -> None:
    document = make("a.txt", "one\ntwo\n", Decision.REVIEW, flag("r", Severity.WARNING, "m"))
    (result,) = log_of(written("sarif", [document]))["results"]
    region = result["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 4}


def test_a_finding_about_a_row_is_on_the_line_of_the_row(make: Any, flag: Any, written: Written) -> None:
    text = '{"text": "one"}\n{"text": "two"}\n'
    at = text.index("two")
    said = flag("r", Severity.WARNING, "m")
    document = make("a.jsonl", text, Decision.REVIEW, said, part="/1", body=(at, at + 3))
    (result,) = log_of(written("sarif", [document]))["results"]
    assert result["locations"][0]["physicalLocation"]["region"]["startLine"] == 2
    assert result["locations"][0]["logicalLocations"] == [{"fullyQualifiedName": "/1", "kind": "object"}]


def test_pointers_are_logical_locations(written: Written, ordinary_set: list[DocumentReport]) -> None:
    results = log_of(written("sarif", ordinary_set))["results"]
    (declared,) = [result for result in results if result["ruleId"] == "image-not-covered"]
    assert declared["locations"][0]["logicalLocations"][1] == {
        "fullyQualifiedName": "front matter: license",
        "kind": "property",
    }
    assert declared["locations"][0]["physicalLocation"]["region"]["startLine"] == 2


def test_paths_are_from_the_root_and_encoded(make: Any, flag: Any, written: Written) -> None:
    cases = {
        "a b/50%.md": ("site/a%20b/50%25.md", True),
        "../x#y?.txt": ("x%23y%3F.txt", True),
        "/work/site/é.md": ("site/%C3%A9.md", True),
        "/elsewhere/a.md": ("file:///elsewhere/a.md", False),
        "../../outside.md": ("../../outside.md", False),
        "raw\udcff.md": ("site/raw%FF.md", True),
        "new\nline.md": ("site/new%0Aline.md", True),
        "a:b.md": ("site/a%3Ab.md", True),
        "-": ("-", False),
    }
    for path, (uri, within) in cases.items():
        document = make(path, "x", Decision.REVIEW, flag("r", Severity.WARNING, "m"))
        (result,) = log_of(written("sarif", [document]))["results"]
        place = result["locations"][0]["physicalLocation"]["artifactLocation"]
        assert place == ({"uri": uri, "uriBaseId": "SRCROOT"} if within else {"uri": uri})


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="/\0"), min_size=1))
def test_any_name_of_a_file_comes_back(name: str) -> None:
    from provenance.reports.places import Paths

    if name in (".", "..", "-"):
        return
    uri, within = Paths("/work", "/work/site").uri(name)
    assert within
    assert REFERENCE.fullmatch(uri)
    assert unquote_to_bytes(uri).decode() == f"site/{name}"


def test_what_is_waived_or_known_is_marked(written: Written, everything: dict[str, Any]) -> None:
    results = log_of(written("sarif", everything["hostile"]))["results"]
    for result in results:
        waived = result["ruleId"] == "waived-rule"
        assert ("suppressions" in result) == waived
        assert result.get("baselineState") == ("unchanged" if result["ruleId"] == "known-rule" else None)
        for suppression in result.get("suppressions", ()):
            assert (suppression["kind"], suppression["status"]) == ("external", "accepted")
            assert suppression["justification"]


def test_a_waiver_names_who_answers_for_it(written: Written, ordinary_set: list[DocumentReport]) -> None:
    results = {result["ruleId"]: result for result in log_of(written("sarif", ordinary_set))["results"]}
    (suppression,) = results["waived-rule"]["suppressions"]
    expected = "Agreed by mail of 2025-02-03. (by Dana Roe, standards until 2025-09-30)"
    assert suppression["justification"] == expected
    assert suppression["properties"]["source"] == "waivers.yml:3"
    assert "suppressions" not in results["once-waived"]
    assert results["once-waived"]["properties"]["waiver"]["state"] == "expired"


def test_a_failing_document_is_never_silent(make: Any, flag: Any, written: Written) -> None:
    duty = flag("duty-to-fulfil", Severity.NOTE, "attribute")
    document = make("a.txt", "x", Decision.CONDITIONAL, duty, outcome="fail")
    note, loud = sorted(log_of(written("sarif", [document]))["results"], key=lambda result: result["level"] != "note")
    assert note["ruleId"] == "duty-to-fulfil"
    assert (loud["ruleId"], loud["level"]) == ("document-fails", "error")
    assert loud["message"]["text"].startswith("conditional for the use republish: it fails for its duties, ")
    assert "there is nothing to waive. To let it pass, " in loud["message"]["text"]


def test_too_many_results_are_cut_from_the_quiet_end(
    make: Any, flag: Any, written: Written, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    monkeypatch.setattr(sarif, "MOST_RESULTS", 40)
    kinds = [Severity.NOTE, Severity.WARNING, Severity.ERROR]
    documents = [
        make(f"{n}.txt", "x", Decision.REVIEW, *(flag("r", kind, "m", state=state) for kind in kinds), outcome=outcome)
        for n in range(20)
        for state, outcome in (("open", "fail"), ("waived", "pass"))
    ]
    log = log_of(written("sarif", documents, run))
    levels = [(result["level"], "suppressions" in result) for result in log["results"]]
    assert levels == [("error", False)] * 20 + [("error", True)] * 20
    (notice,) = log["invocations"][0]["toolExecutionNotifications"]
    assert "40 of level warning, 40 of level note" in notice["message"]["text"]
    assert notice["level"] == "warning"


def test_the_file_stays_below_what_hosts_take(
    make: Any, flag: Any, written: Written, monkeypatch: pytest.MonkeyPatch, run: Run, check: Callable[[str], None]
) -> None:
    import random

    monkeypatch.setattr(sarif, "MOST_BYTES", 400_000)
    dice = random.Random(6)
    documents = []
    for number in range(1500):
        noise = "".join(chr(dice.randrange(0x4E00, 0x9FFF)) for _ in range(290))
        said = [flag("r", kind, noise, fingerprint=f"{number:x}") for kind in (Severity.NOTE, Severity.ERROR)]
        documents.append(make(f"{number}.txt", "x", Decision.REVIEW, *said))
    text = written("sarif", documents, run)
    check(text)
    assert len(gzip.compress(text.encode())) < 400_000 * 1.5
    log = log_of(text)
    assert {result["level"] for result in log["results"]} == {"error"}
    told = log["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]
    left = 1500 - len(log["results"])
    assert left > 0
    assert f"{left} of level error, 1500 of level note" in told
