"""Policies in every notation, and the statements they make."""

from __future__ import annotations

import json
from typing import Any

import pytest

from provenance.odrl.policy import read_graph
from provenance.odrl.statements import Place, statements_of
from provenance.statement import Limits
from tests.odrl.helpers import STORY, heard, limit, policy, shown

DISTRIBUTE = ("permission", "publish redistribute", "", "")
EXPANDED = [
    {
        "@id": "urn:p:1",
        "@type": ["http://www.w3.org/ns/odrl/2/Set"],
        "http://www.w3.org/ns/odrl/2/permission": [
            {"http://www.w3.org/ns/odrl/2/action": [{"@id": "http://www.w3.org/ns/odrl/2/distribute"}]}
        ],
    }
]
XML = """<o:Policy xmlns:o="http://www.w3.org/ns/odrl/2/" type="http://www.w3.org/ns/odrl/2/Set" uid="urn:p:1">
<o:permission><o:asset uid="https://harbour.example/opens" relation="http://www.w3.org/ns/odrl/2/target"/>
<o:action name="http://www.w3.org/ns/odrl/2/distribute"/></o:permission></o:Policy>"""
NOTATIONS: dict[str, Any] = {
    "compact": policy(permission=[{"action": "distribute"}]),
    "one rule, no list": policy(permission={"action": "distribute"}),
    "prefixed, no www": {
        "@context": {"o": "http://w3.org/ns/odrl/2/"},
        "@type": "o:Set",
        "o:permission": {"o:action": {"@id": "o:distribute"}},
    },
    "vocab": {
        "@context": {"@vocab": "http://www.w3.org/ns/odrl/2/"},
        "@type": "Set",
        "permission": {"action": "distribute"},
    },
    "own words": {
        "@context": {
            "may": {"@id": "http://www.w3.org/ns/odrl/2/permission", "@type": "@id"},
            "do": {"@id": "http://www.w3.org/ns/odrl/2/action", "@type": "@vocab"},
            "spread": "http://www.w3.org/ns/odrl/2/distribute",
        },
        "@type": "http://www.w3.org/ns/odrl/2/Set",
        "may": {"do": "spread"},
    },
    "expanded": EXPANDED,
    "graph": {
        "@context": "http://www.w3.org/ns/odrl.jsonld",
        "@graph": [policy(permission=[{"action": "distribute"}])],
    },
    "graph with rules by name": {
        "@context": "http://www.w3.org/ns/odrl.jsonld",
        "@graph": [
            {"uid": "urn:p:1", "type": "Set", "permission": "urn:r:1"},
            {"uid": "urn:r:1", "type": "Permission", "action": "distribute"},
        ],
    },
    "action with rdf:value": policy(permission=[{"action": {"rdf:value": {"@id": "odrl:distribute"}}}]),
    "action object": policy(permission=[{"action": {"id": "distribute", "type": "Action"}}]),
    "old JSON": {
        "policytype": "http://w3.org/ns/odrl/2/Set",
        "policyid": "urn:p:1",
        "permissions": [{"target": STORY, "action": "http://w3.org/ns/odrl/2/distribute"}],
    },
    "action and target for all rules": policy(action="distribute", target=STORY, permission=[{"type": "Permission"}]),
    "XML": XML,
}


@pytest.mark.parametrize("given", NOTATIONS.values(), ids=NOTATIONS)
def test_one_permission_in_every_notation(given: Any) -> None:
    assert shown(heard(given)) == [DISTRIBUTE]


@pytest.mark.parametrize("format", ["turtle", "xml", "nt"])
def test_one_permission_in_rdf(format: str) -> None:
    rdflib = pytest.importorskip("rdflib", reason="the extra odrl is not installed")
    text = "@prefix o: <http://www.w3.org/ns/odrl/2/>. <urn:p:1> a o:Set; o:permission [ o:action o:distribute ]."
    written = rdflib.Graph().parse(data=text, format="turtle").serialize(format=format)
    graph = read_graph(written, name="p.ttl" if format != "xml" else "p.rdf")
    assert shown(statements_of(graph, Place("p"), frozenset())) == [DISTRIBUTE]


@pytest.mark.parametrize(
    ("action", "permitted", "prohibited"),
    [
        ("distribute", "publish redistribute", "publish redistribute"),
        ("share", "publish redistribute", "publish redistribute"),
        ("reproduce", "excerpt reproduce", "excerpt reproduce"),
        ("copy", "excerpt reproduce", "excerpt reproduce"),
        ("extract", "excerpt", "excerpt"),
        ("play", "display", "display"),
        ("present", "broadcast", "broadcast"),
        ("print", "print", "print"),
        ("commercialize", "commercialize", "commercialize"),
        ("modify", None, "derive"),
        ("write", None, "derive"),
        ("tdm:mine", "mine", "mine train-ai"),
        ("x:trainAi", "train-ai", "train-ai"),
        ("sell", None, None),
        ("index", None, None),
        ("urn:own:action", None, None),
    ],
)
def test_actions(action: str, permitted: str | None, prohibited: str | None) -> None:
    [may] = shown(heard(policy(permission=[{"action": action}])))
    assert may == ("permission", permitted or "", "", "" if permitted else "?")
    [no] = shown(heard(policy(prohibition=[{"action": action}])))
    assert no == (("prohibition", prohibited, "", "") if prohibited else ("unread", "", "", "?"))


def test_use_is_everything_but_what_machines_do() -> None:
    [may, no] = heard(policy(permission=[{"action": "use"}], prohibition=[{"action": "use"}]))
    assert no.acts - may.acts == {"mine", "train-ai", "derive"} - may.acts
    assert {"publish", "reproduce", "print", "commercialize"} <= may.acts


DUTIES: list[tuple[Any, str, str]] = [
    ({"action": "attribute", "attributedParty": "https://harbour.example/"}, "attribute", ""),
    ({"action": "cc:Attribution"}, "attribute", ""),
    ({"action": "obtainConsent"}, "consent", ""),
    ({"action": "inform"}, "notify", ""),
    ({"action": "shareAlike"}, "share-alike", ""),
    ({"action": "nextPolicy", "target": "urn:p:2"}, "share-alike", ""),
    ({"action": "attachPolicy"}, "keep-notice", ""),
    ({"action": "pay"}, "pay", ""),
    ({"action": "reviewPolicy"}, "", "?"),
    ({"action": "attribute", "constraint": [limit("event", "lt", "policyUsage")]}, "attribute", "?"),
    ({"consequence": [{"action": "pay"}]}, "", "?"),
    ("pay", "", "?"),
]


@pytest.mark.parametrize(("duty", "ours", "unread"), DUTIES)
def test_duties(duty: Any, ours: str, unread: str) -> None:
    [said] = heard(policy(permission=[{"action": "distribute", "duty": [duty]}]))
    assert (" ".join(said.duties), "?" if said.unread else "") == (ours, unread)


def test_what_is_paid() -> None:
    price = limit("payAmount", "eq", "500.00", unit="http://cvx.iptc.org/iso4217a/EUR")
    duty = {"action": {"rdf:value": {"@id": "odrl:compensate"}, "refinement": [price]}, "compensatedParty": "urn:us"}
    [said] = heard(policy(permission=[{"action": "distribute", "duty": [duty]}]))
    assert [(c.duty, c.amount, c.target) for c in said.conditions] == [("pay", "500.00 EUR", "urn:us")]
    assert not said.unread


def test_obligations_hold_for_every_use() -> None:
    said = heard(policy(obligation=[{"action": "attribute"}, {"action": "watermark"}]))
    assert shown(said) == [("duty", "", "attribute", ""), ("unread", "", "", "?")]


GERMANY = {"only": ["DE"], "except": []}
BUT_GERMANY = {"only": [], "except": ["DE"]}
LIMITS: list[tuple[dict[str, Any], Limits | None, Limits | None]] = [
    # constraint, the limits of a permission, those of a prohibition; None: not understood
    (limit("dateTime", "gteq", "2025-03-01"), Limits(embargo="2025-03-01"), None),
    (limit("dateTime", "gt", "2025-03-01"), Limits(embargo="2025-03-02"), None),
    (limit("dateTime", "lt", "2025-03-01"), Limits(expires="2025-03-01T00:00:00"), Limits(embargo="2025-03-01")),
    (limit("dateTime", "lteq", "2025-03-01"), Limits(expires="2025-03-01"), Limits(embargo="2025-03-02")),
    (
        limit("dateTime", "lt", {"@value": "2025-03-01T06:00:00+02:00", "@type": "xsd:dateTime"}),
        Limits(expires="2025-03-01T06:00:00+02:00"),
        Limits(embargo="2025-03-01T06:00:00+02:00"),
    ),
    (limit("dateTime", "eq", "2025-03-01"), None, None),
    (limit("dateTime", "lt", "next spring"), None, None),
    (
        limit("spatial", "eq", "http://cvx.iptc.org/iso3166-1a3/DEU"),
        Limits(territory=GERMANY),
        Limits(territory=BUT_GERMANY),
    ),
    (limit("spatial", "isAnyOf", ["DE"]), Limits(territory=GERMANY), Limits(territory=BUT_GERMANY)),
    (limit("spatial", "isNoneOf", ["DEU"]), Limits(territory=BUT_GERMANY), Limits(territory=GERMANY)),
    (limit("spatial", "neq", "DE"), Limits(territory=BUT_GERMANY), Limits(territory=GERMANY)),
    (limit("spatial", "eq", "https://www.wikidata.org/wiki/Q183"), None, None),
    (limit("spatial", "isAnyOf", ["DE", "Bavaria"]), None, None),
    (limit("media", "eq", "print"), Limits(medium=("print",)), Limits(medium=("print",))),
    (
        limit("deliveryChannel", "isAnyOf", ["online", "print"]),
        Limits(medium=("web", "print")),
        Limits(medium=("web", "print")),
    ),
    (limit("media", "neq", "print"), None, None),
    (limit("media", "eq", "skywriting"), None, None),
    (limit("purpose", "eq", {"@id": "tdm:research"}), Limits(purpose=("research",)), Limits(purpose=("research",))),
    (limit("purpose", "eq", {"@id": "tdm:non-research"}), None, None),
    (
        limit("recipient", "eq", "urn:group:schools"),
        Limits(recipient=("urn:group:schools",)),
        Limits(recipient=("urn:group:schools",)),
    ),
    (limit("absoluteSize", "lteq", 300, unit="urn:unit:words"), Limits(max_words=300), None),
    (limit("absoluteSize", "lteq", 300, unit="urn:unit:pixel"), None, None),
    (limit("percentage", "lteq", "10"), Limits(share="10%"), None),
    (limit("language", "eq", "de"), None, None),
    (limit("count", "lteq", 3), None, None),
    (limit("resolution", "lteq", 300), None, None),
    ({"and": [limit("spatial", "eq", "DE")]}, None, None),
    ({"or": [limit("spatial", "eq", "DE"), limit("media", "eq", "print")]}, None, None),
    ({"xone": [limit("spatial", "eq", "DE")]}, None, None),
    ({"leftOperand": "spatial", "operator": "eq", "rightOperandReference": "urn:list"}, None, None),
    ({"leftOperand": "spatial", "rightOperand": "DE"}, None, None),
]


@pytest.mark.parametrize(("constraint", "permitted", "prohibited"), LIMITS)
def test_constraints(constraint: dict[str, Any], permitted: Limits | None, prohibited: Limits | None) -> None:
    [may] = heard(policy(permission=[{"action": "distribute", "constraint": [constraint]}]))
    assert (may.limits, bool(may.unread)) == ((permitted, False) if permitted else (Limits(), True))
    [no] = heard(policy(prohibition=[{"action": "distribute", "constraint": [constraint]}]))
    assert (no.limits, bool(no.unread)) == ((prohibited, False) if prohibited else (Limits(), True))


@pytest.mark.parametrize("kind", ["Request", "Ticket", "Offer", "Agreement", "Assertion", "Privacy", "urn:own:Type"])
def test_only_sets_grant(kind: str) -> None:
    given = policy(permission=[{"action": "distribute"}], prohibition=[{"action": "print"}]) | {"type": kind}
    assert shown(heard(given)) == [(*DISTRIBUTE[:3], "?"), ("prohibition", "print", "", "")]


DOUBTS: dict[str, dict[str, Any]] = {
    "somebody else's": policy(permission=[{"action": "distribute", "assignee": "urn:them"}]),
    "another parent": policy(permission=[{"action": "distribute"}], inheritFrom="urn:p:0"),
    "an unknown profile": policy(permission=[{"action": "distribute"}], profile="urn:profile"),
    "an unknown property": policy(permission=[{"action": "distribute", "urn:only": "Sundays"}]),
    "a misspelled one": policy(permission=[{"action": "distribute", "constrains": []}], constrant=[{}]),
    "a prohibition among the permissions": policy(permission=[{"type": "Prohibition", "action": "distribute"}]),
    "two types": policy(permission=[{"action": "distribute"}]) | {"type": ["Set", "Offer"]},
    "a refinement": policy(
        permission=[
            {"action": {"rdf:value": {"@id": "odrl:distribute"}, "refinement": [limit("resolution", "lteq", 9)]}}
        ]
    ),
    "a context that must be fetched": policy(permission=[{"action": "distribute"}])
    | {"@context": "https://evil.example/c"},
    "a context that imports": policy(permission=[{"action": "distribute"}])
    | {"@context": ["http://www.w3.org/ns/odrl.jsonld", {"@import": "https://evil.example/c"}]},
    "a context without ODRL": policy(permission=[{"action": "distribute"}]) | {"@context": {"ex": "urn:ex:"}},
}


@pytest.mark.parametrize("given", DOUBTS.values(), ids=DOUBTS)
def test_what_is_not_understood_opens_nothing(given: dict[str, Any]) -> None:
    said = heard(given)
    assert said
    assert not [one for one in said if one.polarity == "permits" and not one.unread]
    assert any(one.unread for one in said)


def test_a_context_may_turn_words_around() -> None:
    turned = {
        "@context": ["http://www.w3.org/ns/odrl.jsonld", {"permission": "http://www.w3.org/ns/odrl/2/prohibition"}]
    }
    assert shown(heard(policy(permission=[{"action": "print"}]) | turned)) == [("prohibition", "print", "", "")]


@pytest.mark.parametrize(
    ("target", "kinds"),
    [
        (STORY, ["permission", "prohibition"]),
        ({"uid": STORY, "type": "Asset"}, ["permission", "prohibition"]),
        (["urn:other", STORY], ["permission", "prohibition"]),
        ("urn:other", ["unread", "unread"]),
        ({"uid": STORY, "type": "AssetCollection"}, ["unread", "unread"]),
        ({"uid": STORY, "refinement": [limit("resolution", "gt", 1)]}, ["unread", "unread"]),
    ],
)
def test_a_policy_about_another_work_says_nothing(target: Any, kinds: list[str]) -> None:
    given = policy(
        permission=[{"action": "print", "target": target}], prohibition=[{"action": "derive", "target": target}]
    )
    assert [said.kind for said in heard(given)] == kinds


@pytest.mark.parametrize("conflict", ["perm", "prohibit", "invalid", None, "urn:own"])
def test_a_prohibition_always_wins(conflict: str | None) -> None:
    given = policy(permission=[{"action": "use"}], prohibition=[{"action": "commercialize"}])
    given = {key: value for key, value in given.items() if key != "conflict"} | (
        {"conflict": conflict} if conflict else {}
    )
    said = heard(given)
    [no] = [one for one in said if one.kind == "prohibition"]
    [may] = [one for one in said if one.kind == "permission"]
    assert no.value == may.value == no.exception_of  # what it forbids, none of its permissions gives
    assert bool(may.unread) is (conflict not in ("perm", "prohibit"))


def test_an_embargo_is_no_conflict() -> None:
    given = policy(
        permission=[{"action": "use", "constraint": [limit("dateTime", "gteq", "2025-03-01")]}],
        prohibition=[{"action": "use", "constraint": [limit("dateTime", "lt", "2025-03-01")]}],
    ) | {"conflict": "invalid"}
    assert not any(said.unread for said in heard(given))


def test_evidence_points_into_the_policy() -> None:
    given = policy(permission=[{"action": "print"}, {"action": "distribute"}])
    assert [said.evidence.pointer for said in heard(given)] == [
        "p.jsonld: $.permission[0]",
        "p.jsonld: $.permission[1]",
    ]
    assert json.loads(heard(given)[1].evidence.quote) == {"action": "distribute"}


def test_a_key_that_stands_twice_keeps_every_reservation() -> None:
    text = (
        '{"type": "Set", "prohibition": {"action": "distribute"}, "prohibition": [], "permission": {"action": "use"}}'
    )
    said = heard(text)
    assert ("prohibition", "publish redistribute", "", "") in shown(said)
    assert not [one for one in said if one.polarity == "permits" and not one.unread]
