"""Out and in again: an exported policy says the same noes, and no more of a yes."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.exports.odrl import policy_of, target_of, write
from provenance.finding import Finding
from provenance.odrl.policy import read_graph
from provenance.odrl.statements import Place, statements_of
from provenance.report import DocumentReport, Rights
from provenance.statement import Condition, Evidence, Limits, Statement
from provenance.vocabulary import ACTS, DUTIES, Decision, Polarity, Scope, Severity, close_over_inclusion


def report(*statements: Statement, decision: Decision = Decision.PERMITTED) -> DocumentReport:
    return DocumentReport(
        path="story.md", part=None, format="markdown", encoding="utf-8", sha256="ab12", language="en", use={},
        decision=decision, outcome="pass", opened_by=None, body=(0, 0), body_spans=[], notices=[],
        rights=Rights(holders=["Harbour Post"]), obligations=[], statements=list(statements), metadata={}, findings=[],
    )  # fmt: skip


def said(kind: str, polarity: Polarity, *acts: str, **more: object) -> Statement:
    return Statement(kind, polarity, Evidence("words"), acts=frozenset(acts), **more)  # type: ignore[arg-type]


def may(*acts: str, **more: object) -> Statement:
    return said("permission", Polarity.PERMITS, *acts, **more)


def no(*acts: str, **more: object) -> Statement:
    return said("prohibition", Polarity.PROHIBITS, *acts, **more)


def again(given: DocumentReport, *, rightsml: bool = False) -> list[Statement]:
    graph = read_graph(write(given, rightsml=rightsml))
    return [s for s in statements_of(graph, Place("p"), frozenset({target_of(given)})) if s.kind != "unread"]


ACTS_ = st.lists(st.sampled_from(sorted(ACTS)), min_size=1, max_size=4, unique=True)
LIMITS = st.builds(
    Limits,
    embargo=st.sampled_from([None, None, "2024-01-01", "2098-01-01T00:00:00Z"]),
    expires=st.sampled_from([None, None, "2024-01-01", "2098-01-01T06:00:00+02:00"]),
    territory=st.sampled_from([None, {"only": ["GB", "DE"], "except": []}, {"only": [], "except": ["TR"]}]),
    medium=st.sampled_from([(), ("print",), ("web", "print")]),
    purpose=st.sampled_from([(), ("noncommercial",), ("education",)]),
    recipient=st.sampled_from([(), ("schools",)]),
    max_words=st.sampled_from([None, 100]),
    share=st.sampled_from([None, "10%"]),
)
CONDITIONS = st.lists(
    st.builds(
        Condition,
        duty=st.sampled_from(sorted(DUTIES)),
        text=st.sampled_from([None, "Credit the Harbour Post"]),
        target=st.sampled_from([None, "https://harbour.example/", "Harbour Post"]),
        amount=st.sampled_from([None, "20 EUR", "a fair price"]),
    ),
    max_size=2,
    unique_by=lambda condition: condition.duty,
).map(tuple)


@settings(max_examples=150, deadline=None)
@given(ACTS_, LIMITS, CONDITIONS, st.sampled_from(["whole", "excerpt"]), st.booleans())
def test_permissions_come_back(
    acts: list[str], limits: Limits, conditions: tuple[Condition, ...], part: str, rightsml: bool
) -> None:
    given_ = may(*acts, limits=limits, conditions=conditions, part=part)
    found = again(report(given_), rightsml=rightsml)
    yes = [s for s in found if s.polarity is Polarity.PERMITS]
    noes = [s for s in found if s.polarity is Polarity.PROHIBITS]
    if "consent" in given_.duties:
        assert not yes
        assert any(close_over_inclusion(s.acts) >= close_over_inclusion(given_.acts) for s in noes)
        return
    [one] = yes
    assert close_over_inclusion(one.acts) == close_over_inclusion(given_.acts)
    assert (one.limits, one.part, set(one.duties), one.unread) == (limits, part, set(given_.duties), ())
    assert limits.embargo in {None, *(s.limits.embargo for s in noes)}


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(sorted(ACTS)), max_size=4, unique=True), LIMITS, CONDITIONS, st.booleans())
def test_noes_come_back(acts: list[str], limits: Limits, conditions: tuple[Condition, ...], reserves: bool) -> None:
    given_ = no(*acts, limits=limits, conditions=conditions)
    given_.polarity = Polarity.RESERVES if reserves else Polarity.PROHIBITS
    [one] = again(report(given_))
    assert one.polarity is Polarity.PROHIBITS
    wanted = close_over_inclusion(given_.acts)
    if acts:
        assert close_over_inclusion(one.acts) == wanted
    else:
        assert one.acts == set(ACTS)
    assert set(one.duties) == set(given_.duties)
    # a no is never narrower than it was
    assert (one.limits.embargo, one.limits.territory) in (
        (limits.embargo, limits.territory),
        (limits.embargo, None),
    )


def test_an_embargo_is_a_no_before_and_a_yes_after() -> None:
    policy = policy_of(report(may("publish", limits=Limits(embargo="2025-03-01"))))
    [yes], [ban] = policy["permission"], policy["prohibition"]
    assert [(c["operator"], c["rightOperand"]["@value"]) for c in yes["constraint"]] == [("gteq", "2025-03-01")]
    assert [(c["operator"], c["rightOperand"]["@value"]) for c in ban["constraint"]] == [("lt", "2025-03-01")]


def test_a_ban_that_consent_lifts_stays_a_ban() -> None:
    policy = policy_of(report(no("publish", conditions=(Condition("consent"),))))
    assert "permission" not in policy
    assert policy["conflict"] == "prohibit"
    assert policy["prohibition"][0]["x:liftedBy"] == [{"action": "obtainConsent"}]


def test_a_reservation_is_written() -> None:
    policy = policy_of(report(said("reservation", Polarity.RESERVES), said("ai", Polarity.RESERVES)))
    assert policy["prohibition"][0]["action"] == ["use"]
    assert [action["@id"] for action in policy["prohibition"][1]["action"]] == ["tdm:mine", "x:trainAi"]


DOUBTFUL = {
    "unread words": [may("publish"), said("unread", Polarity.IDENTIFIES, unread=("only",))],
    "an unread permission": [may("publish", unread=("only",))],
    "an unknown licence": [may("publish"), said("licence", Polarity.IDENTIFIES)],
    "a span of time": [may("publish", limits=Limits(expires="P30D"))],
    "an expiry that cannot be said": [
        may("publish"),
        said("expiry", Polarity.IDENTIFIES, limits=Limits(expires="P30D")),
    ],
    "a share in words": [may("publish", limits=Limits(share="a third"))],
    "weak evidence": [may("publish", source="hidden")],
    "another scope": [may("publish", scope=Scope.IMAGE)],
}


@pytest.mark.parametrize("statements", DOUBTFUL.values(), ids=DOUBTFUL)
def test_doubt_permits_nothing(statements: list[Statement]) -> None:
    assert "permission" not in policy_of(report(*statements))


def test_review_permits_nothing() -> None:
    assert "permission" not in policy_of(report(may("publish"), decision=Decision.REVIEW))
    flagged = report(may("publish"), decision=Decision.BLOCKED)
    flagged.findings = [Finding("some-rule", Severity.WARNING, "m", "w", "f", decision=Decision.REVIEW)]
    assert "permission" not in policy_of(flagged)


def test_a_limit_that_stands_by_itself_limits_every_permission() -> None:
    policy = policy_of(report(may("publish"), said("expiry", Polarity.IDENTIFIES, limits=Limits(expires="2030-01-01"))))
    assert [c["operator"] for c in policy["permission"][0]["constraint"]] == ["lteq"]


def test_rightsml_names_its_profile() -> None:
    policy = json.loads(write(report(may("publish")), rightsml=True))
    assert "https://iptc.org/std/RightsML/odrl-profile/" in policy["profile"]
    assert policy["permission"][0]["action"] == [{"@id": "x:publish", "includedIn": {"@id": "odrl:distribute"}}]


def test_the_target_is_the_documents_own_name() -> None:
    given_ = report(may("publish"))
    assert target_of(given_) == "story.md"
    given_.metadata = {"canonical_url": "https://harbour.example/opens"}
    assert target_of(given_) == "https://harbour.example/opens"
