"""Policies where documents carry them: in ninjs, in NewsML-G2, behind an address, beside a file, for miners."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from provenance import Checker, DocumentReport, Occasion, Use, read_bytes
from provenance.odrl.documents import given_policy
from provenance.readings.read import Readings
from provenance.rulefiles.pack import Rules
from tests.odrl.helpers import limit, policy

AT = datetime(2025, 6, 1, tzinfo=UTC)
G2 = """<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:harbour:1" version="1" standard="NewsML-G2"
 standardversion="2.29" conformance="power" xml:lang="en"><rightsInfo>{rights}</rightsInfo>
<itemMeta><itemClass qcode="ninat:text"/><provider literal="Harbour Wire"/>
<versionCreated>2024-06-22T12:00:00Z</versionCreated></itemMeta>
<contentMeta><headline>The bridge opens</headline></contentMeta></newsItem>"""
XML = """<o:Policy xmlns:o="http://www.w3.org/ns/odrl/2/" type="http://www.w3.org/ns/odrl/2/Set" uid="urn:p:1">
<o:{kind}><o:asset uid="{target}" relation="http://www.w3.org/ns/odrl/2/target"/>
<o:action name="http://www.w3.org/ns/odrl/2/{action}"/>{more}</o:{kind}></o:Policy>"""


@pytest.fixture
def check(rules: Rules, readings: Readings) -> Any:
    def run(name: str, text: str, *given: dict[str, Any] | str, use: str = "republish") -> DocumentReport:
        policies = [given_policy("p.jsonld", (p if isinstance(p, str) else json.dumps(p)).encode()) for p in given]
        checker = Checker(rules, Occasion(Use(**rules.uses[use]), AT), readings=readings, policies=policies)
        return checker.check(read_bytes(name, text.encode()))

    return run


def ninjs(**rightsinfo: Any) -> str:
    return json.dumps({"uri": "urn:harbour:1", "headline": "The bridge opens", "rightsinfo": rightsinfo})


def pointers(report: DocumentReport, kind: str) -> list[str | None]:
    return [s.evidence.pointer for s in report.statements if s.kind == kind]


def test_encoded_in_ninjs(check: Any) -> None:
    given = policy(permission=[{"action": "distribute", "target": "urn:harbour:1"}])
    report = check("a.json", ninjs(encodedrights=json.dumps(given)))
    assert report.decision == "permitted"
    assert pointers(report, "permission") == ["/rightsinfo/encodedrights: $.permission[0]"]
    assert [s.source for s in report.statements if s.kind == "permission"] == ["metadata"]
    assert report.statements[-1].evidence.line == 1


def test_linked_in_ninjs_is_not_followed(check: Any) -> None:
    text = ninjs(linkedrights="https://harbour.example/p")
    assert check("a.json", text).decision == "review"
    other = policy(permission=[{"action": "distribute"}])
    assert check("a.json", text, other).decision == "review"
    known = policy(permission=[{"action": "distribute"}]) | {"uid": "https://harbour.example/p"}
    assert check("a.json", text, known).decision == "permitted"


@pytest.mark.parametrize(
    ("kind", "target", "action", "more", "decision"),
    [
        ("permission", "urn:harbour:1", "distribute", "", "permitted"),
        ("permission", "urn:harbour:2", "distribute", "", "review"),
        ("permission", "urn:harbour:1", "print", "", "review"),
        (
            "permission",
            "urn:harbour:1",
            "distribute",
            '<o:duty><o:action name="odrl:attribute"/></o:duty>',
            "conditional",
        ),
        ("permission", "urn:harbour:1", "distribute", "<o:own/>", "review"),
        (
            "permission",
            "urn:harbour:1",
            "distribute",
            '<o:constraint name="odrl:language" operator="odrl:eq"/>',
            "review",
        ),
        ("prohibition", "urn:harbour:1", "distribute", "", "blocked"),
    ],
)
def test_xml_in_newsml_g2(check: Any, kind: str, target: str, action: str, more: str, decision: str) -> None:
    xml = XML.format(kind=kind, target=target, action=action, more=more)
    report = check("a.xml", G2.format(rights=f"<rightsExpressionXML>{xml}</rightsExpressionXML>"))
    assert report.decision == decision
    told = pointers(report, kind) or pointers(report, "unread")
    assert told
    assert str(told[0]).startswith("/newsItem/rightsInfo/rightsExpressionXML: /Policy[1]")


def test_data_and_links_in_newsml_g2(check: Any) -> None:
    data = json.dumps(policy(permission=[{"action": "distribute"}]) | {"uid": "urn:p:1"})
    report = check("a.xml", G2.format(rights=f"<rightsExpressionData>{data}</rightsExpressionData>"))
    assert report.decision == "permitted"
    link = '<link rel="irel:rightspolicy" residref="urn:p:1"/>'
    assert check("a.xml", G2.format(rights=link)).decision == "review"
    assert check("a.xml", G2.format(rights=link), data).decision == "permitted"


def test_a_policy_for_miners(check: Any) -> None:
    """TDMRep (final community group report, section 6): an Offer with duties for whoever wants to mine."""
    given = policy(
        profile="http://www.w3.org/ns/tdmrep",
        permission=[
            {
                "action": "tdm:mine",
                "constraint": [limit("purpose", "eq", {"@id": "tdm:research"})],
                "duty": [{"action": "obtainConsent"}],
            },
            {"action": "tdm:mine", "duty": [{"action": "compensate"}]},
        ],
    ) | {
        "type": "Offer",
        "@context": ["http://www.w3.org/ns/odrl.jsonld", {"tdm": "http://www.w3.org/ns/tdmrep#"}],
        "assigner": {"uid": "https://harbour.example/", "vcard:fn": "Harbour Post"},
    }
    assert check("a.txt", "The bridge opens.", given, use="text-mining").decision == "blocked"
    assert check("a.txt", "The bridge opens.", given).decision == "review"


def test_a_policy_beside_a_file(check: Any) -> None:
    yes = policy(permission=[{"action": "distribute"}])
    assert check("a.txt", "The bridge opens.", yes).decision == "permitted"
    assert (
        check("a.txt", "The bridge opens.", policy(permission=[{"action": "use", "target": "a.txt"}])).decision
        == "permitted"
    )
    assert check("a.txt", "The bridge opens.", yes, "{").decision == "review"
    no = policy(prohibition=[{"action": "distribute"}]) | {"uid": "urn:p:2"}
    assert check("a.txt", "The bridge opens.", no).decision == "blocked"
    assert check("a.txt", "The bridge opens.", yes, no).decision == "review"
    reserved = "The bridge opens.\n\n© 2025 Harbour Post. All rights reserved.\n"
    assert check("a.txt", reserved, yes).decision == "review"
