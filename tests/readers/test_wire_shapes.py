"""Files as agencies send them, with invented holders: what must be read out of each.

The shapes are those of real wires: NITF with a DTD, NewsML 1 with news lines and usage rights, NewsML-G2
items and messages, feeds with modules. A statement is written ``kind:value`` (acts where there is no
value), with its scope in front where that is not the document's.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from provenance import Checker, DocumentReport, Occasion, Use
from provenance.readers import read_documents
from provenance.readings.read import Readings
from provenance.rulefiles.pack import load_rules
from provenance.statement import Statement
from provenance.vocabulary import Scope

WIRE = Path(__file__).parent / "data" / "wire"
AT = datetime(2030, 1, 1, tzinfo=UTC)

EXPECTED: dict[tuple[str, int], set[str]] = {
    ("g2-terms-in-two-languages", 0): {
        "holder:Harrow Presse-Dienst GmbH",
        "year:2029",
        "prohibition:redistribute",
        "agency:dpa",
        "source:Harrow Presse-Dienst",
    },
    ("g2-holder-by-literal", 0): {"holder:Capital Reed News, LLC", "source:HW"},
    ("g2-holder-by-code", 0): {"holder:AFP", "agency:AFP", "source:AFP"},
    ("g2-embargo-dated", 0): {"embargo:2030-06-01T06:00:00+02:00"},
    ("g2-embargo-indefinite", 0): {"embargo:publish"},
    ("g2-withheld", 0): {"withdrawal:http://cv.iptc.org/newscodes/pubstatusg2/withheld"},
    ("g2-note-to-editors", 0): {"prohibition:publish", "channel:archive"},
    ("g2-terms-behind-a-link", 0): {"holder:Reed Wire", "year:2029", "licence:CC-BY-NC-4.0"},
    ("g2-two-rights", 0): {"holder:Oona Farrow", "holder:Bo Reed", "prohibition:publish"},
    ("g2-mining", 0): {"ai:train-ai"},
    ("g2-old-without-expiry", 0): {"expiry:2029-06-20T21:00:00+00:00"},
    ("g2-message", 0): {"holder:Thomson Reuters", "holder:Reed Wire", "year:2029", "agency:Reuters", "source:Reuters"},
    ("g2-message", 1): {"withdrawal:stat:canceled", "source:reuters.example"},
    ("nitf-holder", 0): {"holder:Harrow Lane Press", "year:2029", "agency:PA Media"},
    ("nitf-release", 0): {
        "embargo:2030-06-01T06:00:00+02:00",
        "expiry:2031-06-01T06:00:00+02:00",
        "holder:Harrow Lane Press",
        "prohibition:publish",
    },
    ("nitf-embargoed", 0): {"embargo:publish"},
    ("nitf-withheld", 0): {"withdrawal:withheld"},
    ("nitf-rights-in-head", 0): {
        "holder:Harrow Wire",
        "year:2029",
        "agency:EFE",
        "channel:archive",
        "embargo:2030-06-01T00:00:00+00:00",
    },
    ("nitf-note-and-media", 0): {
        "holder:ANSA",
        "agency:ANSA",
        "prohibition:reproduce",
        "image holder:Bo Reed",
        "image reservation:",
    },
    ("newsml-lines", 0): {"holder:Agence Roseau", "year:2029", "reservation:", "agency:AFP", "source:AFP"},
    ("newsml-usage-rights", 0): {
        "holder:Agenzia Canna",
        "holder:Canna Diritti",
        "year:2029",
        "agency:ANSA",
        "prohibition:redistribute",
        "prohibition:publish",
        "channel:archive",
        "unread:Italy",
        "embargo:2030-06-01T00:00:00+00:00",
        "expiry:2031-06-01T00:00:00+00:00",
    },
    ("newsml-embargo", 0): {"embargo:2030-06-01T06:00:00+00:00", "prohibition:redistribute", "source:reed.example"},
    ("newsml-picture-beside", 0): {"holder:Harrow Lane Press", "withdrawal:Canceled"},
    ("atom-agency", 0): {"agency:AP", "holder:The Associated Press", "holder:Reed Wire", "reservation:"},
    ("atom-agency", 1): {
        "licence:CC-BY-NC-4.0",
        "prohibition:commercialize",
        "holder:Harrow Post",
        "source:Harrow Post",
        "site reservation:",
    },
    ("atom-agency", 2): {"holder:Reed Wire", "reservation:"},
    ("rss-modules", 0): {
        "source:dpa",
        "agency:dpa",
        "licence:CC-BY-ND-1.0",
        "prohibition:publish",
        "image holder:Bo Reed",
        "image licence:CC-BY-4.0",
    },
    ("rss-modules", 1): {
        "licence:CC-BY-4.0",
        "holder:Oona Farrow",
        "source:Harrow Wire",
        "site prohibition:publish",
    },
    ("rss-modules", 2): {"holder:Reed Trust", "reservation:", "unread:Subscribers only", "prohibition:publish"},
    ("rss-1", 0): {"holder:Harrow Post Ltd", "year:2029", "licence:CC-BY-NC-ND-2.0"},
}
#: What an entry's or a part's own rights must keep out.
NEVER = {
    ("atom-agency", 1): "licence:",
    ("atom-agency", 2): "licence:",
    ("rss-modules", 1): "licence:CC-BY-ND-1.0",
    ("newsml-picture-beside", 0): "holder:Bo Reed",
}


@pytest.fixture(scope="module")
def checker() -> Checker:
    rules = load_rules()
    return Checker(rules, Occasion(use=Use(**rules.uses["republish"]), at=AT), readings=Readings(rules.data))


@cache
def reports(checker: Checker, name: str) -> list[DocumentReport]:
    path = WIRE / f"{name}.xml"
    return [checker.check(document) for document in read_documents(path.name, path.read_bytes())]


def said(statement: Statement) -> str:
    scope = "" if statement.scope is Scope.DOCUMENT else f"{statement.scope.value} "
    return f"{scope}{statement.kind}:{statement.value or ','.join(sorted(statement.acts))}"


@pytest.mark.parametrize(("name", "number"), EXPECTED, ids=lambda value: str(value))
def test_nothing_is_lost(checker: Checker, name: str, number: int) -> None:
    found = {said(statement) for statement in reports(checker, name)[number].statements}
    assert EXPECTED[name, number] <= found


@pytest.mark.parametrize(("name", "number"), NEVER, ids=lambda value: str(value))
def test_what_is_someone_elses_stays_his(checker: Checker, name: str, number: int) -> None:
    assert NEVER[name, number] not in {said(statement) for statement in reports(checker, name)[number].statements}


@pytest.mark.parametrize("path", sorted(WIRE.glob("*.xml")), ids=lambda path: path.stem)
def test_every_file_is_expected_and_opens_nothing(checker: Checker, path: Path) -> None:
    found = reports(checker, path.stem)
    assert {number for name, number in EXPECTED if name == path.stem} == set(range(len(found)))
    assert all(report.decision.value in ("review", "blocked") for report in found)


@pytest.mark.parametrize("path", sorted(WIRE.glob("*.xml")), ids=lambda path: path.stem)
def test_places_are_those_of_the_source(checker: Checker, path: Path) -> None:
    """Every declared value whose place is known stands there, references and blanks apart."""
    from html import unescape

    for document in read_documents(path.name, path.read_bytes()):
        known = [field for field in document.fields if field.start is not None and isinstance(field.value, str)]
        assert known
        for field in known:
            written = unescape(document.text[field.start : field.end])
            assert "".join(written.split()) == "".join(field.value.split())
            assert document.lines
            assert field.line <= document.lines.position(field.start or 0)[0]


@pytest.mark.parametrize(
    ("name", "rule", "number"),
    [
        ("g2-embargo-dated", "embargo-running", 0),
        ("g2-embargo-indefinite", "embargo-undated", 0),
        ("nitf-embargoed", "embargo-undated", 0),
        ("g2-two-rights", "rights-of-a-part", 0),
        ("g2-withheld", "withdrawn", 0),
        ("nitf-withheld", "withdrawn", 0),
        ("newsml-picture-beside", "image-not-covered", 0),
        ("g2-message", "agency-without-agreement", 0),
        ("rss-modules", "footer-contradicts-article", 1),
    ],
)
def test_findings(checker: Checker, name: str, rule: str, number: int) -> None:
    assert rule in {finding.rule for finding in reports(checker, name)[number].findings}


def test_pictures_are_works_of_their_own(checker: Checker) -> None:
    assert [asset.kind for asset in reports(checker, "newsml-picture-beside")[0].assets] == ["picture"]
    assert [asset.kind for asset in reports(checker, "g2-message")[1].assets] == ["picture"]
