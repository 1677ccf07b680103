"""Agreements in the lattice: they open for everybody or for nobody, and closing words close with them as without."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.agreement import OWN, Agreement, Cover, Grant, Party, agreements_in
from provenance.policies.agreements import assess
from provenance.rulefiles.pack import Rules
from provenance.statement import Condition, Evidence, Limits, Statement
from provenance.use import Occasion, Use
from provenance.vocabulary import ACTS, Decision, Polarity
from tests.policies.strategies import (
    AT,
    NAMES,
    agreement,
    agreements,
    decide,
    parties,
    party,
    said,
    statement,
    uses,
)

HARROW = party("Harrow Lane Press")
RESERVED = Statement("reservation", Polarity.RESERVES, Evidence("All rights reserved", 0, 5, 1, 1), id="r")
many = settings(max_examples=300, deadline=None)


def paper(name: str = "Harrow Lane Press", **given: Any) -> Agreement:
    return Agreement(**{"id": "paper", "names": (name,), "acts": frozenset(ACTS), "reference": "Contract", **given})


def of(*covers: Cover) -> list[tuple[str, str]]:
    return [(cover.party.name, cover.state) for cover in covers]


def covers(
    agreement: Agreement, use: str, rules: Rules, *, body: int = 200, at: datetime = AT, **narrowed: Any
) -> Cover:
    occasion = Occasion(Use(**{**rules.uses[use], **narrowed}), at, agreements=(agreement,))
    (found,) = assess([HARROW], occasion, body)
    return found


# -- the lattice


@many
@given(said, uses, agreements, parties, st.data())
def test_closing_words_never_open(
    rules: Rules, some: Any, use: str, filed: Any, named: Any, data: st.DataObject
) -> None:
    before = decide(rules, some, use, agreements=filed, parties=named).decision
    unread = Statement("unread", Polarity.IDENTIFIES, Evidence("x"), unread=("except",))
    more = data.draw(statement(Polarity.PROHIBITS) | statement(Polarity.RESERVES) | st.just(unread))
    added = replace(more, id="added")
    after = decide(rules, [*some, added], use, agreements=filed, parties=named).decision
    assert after.rank <= before.rank


@many
@given(said, uses, agreements.filter(bool), parties, st.data())
def test_no_agreement_is_missed_for_the_better(
    rules: Rules, some: Any, use: str, filed: Any, named: Any, data: st.DataObject
) -> None:
    before = decide(rules, some, use, agreements=filed, parties=named).decision
    gone = data.draw(st.sampled_from(filed))
    after = decide(rules, some, use, agreements=[one for one in filed if one is not gone], parties=named).decision
    assert after.rank <= before.rank


@many
@given(said, uses, agreements, parties.filter(bool), st.sampled_from(NAMES), st.sampled_from(["words", "metadata"]))
def test_another_party_never_helps(
    rules: Rules, some: Any, use: str, filed: Any, named: Any, name: str, source: str
) -> None:
    if any(one.name == name for one in named):
        return
    before = decide(rules, some, use, agreements=filed, parties=named).decision
    after = decide(rules, some, use, agreements=filed, parties=[*named, party(name, source)]).decision
    assert after.rank <= before.rank


@many
@given(said, uses, agreements, parties)
def test_what_opened_is_named_and_covers_everybody(rules: Rules, some: Any, use: str, filed: Any, named: Any) -> None:
    judged = decide(rules, some, use, agreements=filed, parties=named)
    if judged.decision.rank <= Decision.REVIEW.rank:
        assert judged.opened_by is None
        return
    assert judged.opened_by is not None
    openers = agreements_in(judged.opened_by)
    if not openers:
        opener = next(one for one in some if one.id == judged.opened_by)
        assert opener.polarity is Polarity.PERMITS
        return
    covering = [cover for cover in judged.covers if cover.agreement.id in openers and cover.state == "covers"]
    assert {cover.agreement.id for cover in covering} == set(openers)
    assert {cover.party.name for cover in covering} >= {one.name for one in named}
    assert named or all(cover.agreement.paths for cover in covering)


@many
@given(said, uses, agreements, parties)
def test_what_does_not_cover_opens_nothing(rules: Rules, some: Any, use: str, filed: Any, named: Any) -> None:
    judged = decide(rules, some, use, agreements=filed, parties=named)
    idle = {one.id for one in filed} - {cover.agreement.id for cover in judged.covers if cover.state == "covers"}
    without = decide(rules, some, use, agreements=[one for one in filed if one.id not in idle], parties=named)
    assert (judged.decision, judged.opened_by) == (without.decision, without.opened_by)


@many
@given(said, uses, agreements, parties, st.randoms(use_true_random=False))
def test_order_is_nothing(rules: Rules, some: Any, use: str, filed: Any, named: Any, random: Any) -> None:
    first = decide(rules, some, use, agreements=filed, parties=named)
    mixed = [random.sample(kept, len(kept)) for kept in (some, filed, named)]
    again = decide(rules, mixed[0], use, agreements=mixed[1], parties=mixed[2])
    assert (first.decision, first.opened_by) == (again.decision, again.opened_by)


@many
@given(said, uses, agreement(), parties)
def test_what_is_not_open_says_why(rules: Rules, some: Any, use: str, filed: Any, named: Any) -> None:
    judged = decide(rules, some, use, agreements=[replace(filed, id="paper")], parties=named)
    if judged.decision.rank <= Decision.REVIEW.rank:
        assert any(finding.decision is judged.decision for finding in judged.findings)


def test_the_properties_see_agreements_open(rules: Rules) -> None:
    """What they assert of the open they do assert: agreements open, lift, and are chosen among."""
    judged = decide(rules, [RESERVED], "republish", agreements=[paper()], parties=[HARROW])
    assert (judged.decision, judged.opened_by) == (Decision.PERMITTED, "agreement:paper")


# -- names


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("Harrow Lane Press", "covers"),
        ("HARROW LANE PRESS", "covers"),
        ("Harrow-Lane  Press™", "covers"),
        ("Hаrrow Lane Press", "look-alike"),  # Cyrillic а
        ("Нarrow Lane Press", "look-alike"),  # Cyrillic Н
        ("HARROW LΑNE PRESS", "look-alike"),  # Greek Α
        ("Harrow Lane Ｐress", "look-alike"),  # fullwidth
        ("Har\u200brow Lane Press", "look-alike"),  # zero-width
        ("Harrow La\u00adne Press", "look-alike"),  # soft hyphen
        ("\u202esserP enaL worraH", "look-alike"),  # shown from right to left
        ("Harrow Iane Press", "look-alike"),  # capital I
        ("Harrow 1ane Press", "look-alike"),  # digit 1
        ("Harr0w Lane Press", "look-alike"),  # digit 0
        ("𝐇arrow Lane Press", "look-alike"),  # mathematical bold
        ("Harro\u0301w Lane Press", "other-holder"),  # an accent
        ("Harrow Lane Press Ltd", "other-holder"),
        ("Harrow", "other-holder"),
        ("Harow Lane Press", "other-holder"),
        ("The Harrow Lane Press", "other-holder"),
        ("Vale Press", None),
        ("", None),
        ("★ ★", None),
    ],
)
def test_a_name_is_the_one_on_file_or_it_is_not(rules: Rules, name: str, state: str | None) -> None:
    occasion = Occasion(Use(**rules.uses["republish"]), AT, agreements=(paper("Harrow Lane Press"),))
    assert of(*assess([Party(name)], occasion, 200)) == ([(name, state)] if state else [])


@pytest.mark.parametrize("name", ["★", "—", " "])
def test_a_name_without_letters_is_nobodys(rules: Rules, name: str) -> None:
    occasion = Occasion(Use(**rules.uses["republish"]), AT, agreements=(paper(name),))
    assert assess([Party("☆"), Party("…")], occasion, 200) == []


def test_what_to_do_about_a_name_that_is_nearly_one_is_said(rules: Rules) -> None:
    occasion = Occasion(Use(**rules.uses["republish"]), AT, agreements=(paper(),))
    (found,) = assess([Party("Harrow Lane Press Ltd")], occasion, 200)
    assert found.detail == (
        "it is not “Harrow Lane Press” of the agreement paper; add it there as an alias if it is the same one"
    )


def test_an_agency_of_the_same_name_is_another(rules: Rules) -> None:
    occasion = Occasion(Use(**rules.uses["republish"]), AT, agreements=(paper("APA", agencies=frozenset({"APA"})),))
    assert of(*assess([Party("APA", "APA")], occasion, 200)) == [("APA", "covers")]
    assert of(*assess([Party("APA", "APA-azerbaijan")], occasion, 200)) == []


def test_many_names_are_compared_in_time(rules: Rules) -> None:
    filed = tuple(paper(f"Publisher number {number}", id=f"paper-{number}") for number in range(3_000))
    occasion = Occasion(Use(**rules.uses["republish"]), AT, agreements=filed)
    named = [Party(f"Holder {number} of a hostile text") for number in range(3_000)]
    assess(named, occasion, 200)
    begun = datetime.now(UTC)
    assert assess(named, occasion, 200) == []
    assert (datetime.now(UTC) - begun).total_seconds() < 5


# -- what a use needs


@pytest.mark.parametrize(
    ("granted", "use", "state"),
    [
        ({"acts": ["mine"]}, "text-mining", "covers"),
        ({"acts": ["mine"]}, "ai-training", "acts"),
        ({"acts": ["mine", "train-ai"]}, "ai-training", "covers"),
        ({"acts": ["reproduce"]}, "excerpt", "covers"),
        ({"acts": ["publish"]}, "republish", "acts"),
        ({"acts": []}, "republish", "acts"),
        ({"uses": ["republish"]}, "republish", "covers"),
        ({"uses": ["republish"]}, "excerpt", "covers"),
        ({"uses": ["excerpt"]}, "excerpt", "covers"),
        ({"uses": ["excerpt"]}, "republish", "acts"),
        ({"uses": ["broadcast", "print"]}, "republish", "acts"),
        ({"uses": ["translate", "archive"]}, "republish", "acts"),
        ({"uses": ["translate"]}, "excerpt", "acts"),
        ({"uses": ["republish"], "acts": ["translate", "derive"]}, "translate", "covers"),
        ({"uses": ["republish"], "acts": ["translate"]}, "translate", "acts"),
    ],
)
def test_a_use_is_granted_as_a_whole_or_by_its_acts(rules: Rules, granted: Any, use: str, state: str) -> None:
    grants = tuple(
        Grant(
            name,
            frozenset(rules.uses[name]["acts"]),
            tuple(rules.uses[name]["media"]),
            rules.uses[name]["purpose"],
            rules.uses[name]["part"],
            rules.uses[name]["alters"],
        )
        for name in granted.get("uses", ())
    )
    agreement = paper(acts=frozenset(granted.get("acts", ())), grants=grants)
    assert covers(agreement, use, rules).state == state


@pytest.mark.parametrize(
    ("bounds", "narrowed", "words", "state"),
    [
        ({"words": 100}, {}, 100, "covers"),
        ({"words": 100}, {}, 101, "amount"),
        ({"words": 100}, {}, 0, "amount"),  # nobody can count them
        ({"words": 100}, {"words": 80}, 0, "covers"),
        ({"words": 100}, {"words": 80}, 5_000, "covers"),
        ({"words": 100}, {"share": 50}, 201, "amount"),
        ({"words": 100}, {"share": 50}, 200, "covers"),
        ({"share": 50}, {}, 200, "amount"),
        ({"share": 50}, {}, 0, "amount"),
        ({"share": 50}, {"share": 50}, 7, "covers"),
        ({"share": 50}, {"share": 51}, 0, "amount"),
        ({"share": 50}, {"words": 100}, 200, "covers"),
        ({"documents": 3, "used": 2}, {}, 200, "covers"),
        ({"documents": 3, "used": 3}, {}, 200, "quota"),
    ],
)
def test_no_more_is_taken_than_is_granted(rules: Rules, bounds: Any, narrowed: Any, words: int, state: str) -> None:
    assert covers(paper(**bounds), "republish", rules, body=words, **narrowed).state == state


def test_what_other_documents_of_a_run_used_up_is_used_up(rules: Rules) -> None:
    occasion = Occasion(
        Use(**rules.uses["republish"]), AT, agreements=(paper(documents=3),), exhausted=frozenset({"paper"})
    )
    assert of(*assess([HARROW], occasion, 200)) == [("Harrow Lane Press", "quota")]


@pytest.mark.parametrize(
    ("bounds", "at", "narrowed", "state"),
    [
        ({"until": "2025-12-31"}, "2025-12-31T09:59+00:00", {}, "covers"),  # the last day is over first at +14:00
        ({"until": "2025-12-31"}, "2025-12-31T10:00+00:00", {}, "expired"),
        ({"until": "2025-12-31"}, "2026-01-01T00:00+14:00", {}, "expired"),
        ({"until": "2025-12-31T24:00+01:00"}, "2025-06-01T00:00+00:00", {}, "expired"),  # no such hour: closed
        ({"starts": "2025-06-01"}, "2025-06-01T12:00+00:00", {}, "covers"),  # the first day has begun everywhere
        ({"starts": "2025-06-01"}, "2025-06-01T11:59+00:00", {}, "not-yet"),
        ({"starts": "2025-06-01"}, "2025-01-01T00:00+00:00", {"starts": "2025-06-01"}, "covers"),  # as days
        ({"starts": "2025-06-02"}, "2025-01-01T00:00+00:00", {"starts": "2025-06-01"}, "not-yet"),
        ({"until": "2025-05-31"}, "2025-01-01T00:00+00:00", {"starts": "2025-06-01"}, "expired"),
        ({"starts": "spring"}, "2025-01-01T00:00+00:00", {}, "not-yet"),
        ({"until": "spring"}, "2025-01-01T00:00+00:00", {}, "expired"),
    ],
)
def test_days_begin_last_and_end_first(rules: Rules, bounds: Any, at: str, narrowed: Any, state: str) -> None:
    assert covers(paper(**bounds), "republish", rules, at=datetime.fromisoformat(at), **narrowed).state == state


@pytest.mark.parametrize(
    ("at", "opened_by"),
    [
        ("2025-12-31T09:00+00:00", "agreement:old"),
        ("2025-12-31T10:00+00:00", "agreement:new,old"),  # it is the first of January at +14:00
        ("2026-01-01T11:59+00:00", "agreement:new,old"),  # it is still December at -12:00
        ("2026-01-01T12:00+00:00", "agreement:new"),
    ],
)
def test_a_renewal_leaves_no_hole_at_midnight(rules: Rules, at: str, opened_by: str) -> None:
    from provenance.policies import Facts, judge

    old = paper(id="old", until="2025-12-31", duties=(Condition("attribute"),))
    new = paper(id="new", starts="2026-01-01", until="2026-12-31", duties=(Condition("link-back"),))

    def judged(*filed: Agreement) -> Any:
        occasion = Occasion(Use(**rules.uses["republish"]), datetime.fromisoformat(at), agreements=filed)
        return judge(Facts(parties=[HARROW]), occasion, rules.policies)

    found = judged(old, new)
    assert sorted(agreements_in(found.opened_by)) == sorted(agreements_in(opened_by))
    both = len(agreements_in(opened_by)) == 2
    assert [one.duty for one in found.obligations if one.duty != "stop"] == (
        ["attribute", "link-back"] if both else [f"{'attribute' if 'old' in opened_by else 'link-back'}"]
    )
    assert judged(old, replace(new, starts="2026-01-02")).opened_by in (None, "agreement:old")
    assert judged(old, replace(new, acts=frozenset({"print"}))).opened_by in (None, "agreement:old")


def test_what_ends_before_the_use_does_must_be_stopped(rules: Rules) -> None:
    def owed(**narrowed: Any) -> list[tuple[str, str | None]]:
        judged = decide(rules, [], "republish", agreements=[paper(until="2026-12-31")], parties=[HARROW], **narrowed)
        return [(one.duty, one.amount) for one in judged.obligations]

    assert owed() == [("stop", "2026-12-31")]
    assert owed(until="2027-01-01") == [("stop", "2026-12-31")]
    assert owed(until="2026-12-31") == []


# -- what is never lifted


@pytest.mark.parametrize(
    ("kind", "polarity", "limits", "lifts", "decision"),
    [
        ("prohibition", Polarity.PROHIBITS, Limits(), (), Decision.PERMITTED),
        ("prohibition", Polarity.PROHIBITS, Limits(territory={"except": ["DE"]}), (), Decision.BLOCKED),
        ("prohibition", Polarity.PROHIBITS, Limits(territory={"except": ["DE"]}), ("territory",), Decision.PERMITTED),
        ("prohibition", Polarity.PROHIBITS, Limits(medium=("web",)), ("territory",), Decision.BLOCKED),
        ("prohibition", Polarity.PROHIBITS, Limits(medium=("web",)), ("channel",), Decision.PERMITTED),
        ("territory", Polarity.PERMITS, Limits(territory={"only": ["IE"]}), (), Decision.BLOCKED),
        ("territory", Polarity.PERMITS, Limits(territory={"only": ["IE"]}), ("territory",), Decision.PERMITTED),
        ("permission", Polarity.PERMITS, Limits(territory={"only": ["IE"]}), (), Decision.REVIEW),
        ("permission", Polarity.PERMITS, Limits(territory={"only": ["IE"]}), ("territory",), Decision.PERMITTED),
        ("permission", Polarity.PERMITS, Limits(recipient=("education",)), (), Decision.PERMITTED),
        ("permission", Polarity.PERMITS, Limits(expires="2024-01-01"), ("territory", "channel"), Decision.REVIEW),
        ("embargo", Polarity.PROHIBITS, Limits(embargo="2098-01-01"), ("territory", "channel"), Decision.BLOCKED),
        ("embargo", Polarity.PROHIBITS, Limits(embargo="undated"), ("territory", "channel"), Decision.REVIEW),
        ("withdrawal", Polarity.PROHIBITS, Limits(), ("territory", "channel"), Decision.BLOCKED),
        ("licence", Polarity.IDENTIFIES, Limits(), ("territory", "channel"), Decision.REVIEW),
        ("unread", Polarity.IDENTIFIES, Limits(), ("territory", "channel"), Decision.REVIEW),
        ("expiry", Polarity.IDENTIFIES, Limits(expires="2024-01-01"), ("territory", "channel"), Decision.REVIEW),
        ("expiry", Polarity.IDENTIFIES, Limits(expires="P30D"), ("territory", "channel"), Decision.REVIEW),
        ("expiry", Polarity.IDENTIFIES, Limits(expires="2026-01-01"), (), Decision.CONDITIONAL),
    ],
)
def test_limits_of_single_items_hold(
    rules: Rules, kind: str, polarity: Polarity, limits: Limits, lifts: tuple[str, ...], decision: Decision
) -> None:
    acts = frozenset({"publish"}) if kind in ("prohibition", "permission", "territory") else frozenset[str]()
    item = Statement(kind, polarity, Evidence("words", 0, 5, 1, 1), acts=acts, limits=limits)
    filed = [paper(lifts=frozenset(lifts))]
    assert decide(rules, [item], "republish", agreements=filed, parties=[HARROW]).decision is decision


def test_an_expiry_opens_nothing(rules: Rules) -> None:
    expiry = Statement("expiry", Polarity.IDENTIFIES, Evidence("P30D"), limits=Limits(expires="P30D"))
    assert decide(rules, [expiry], "republish").decision is Decision.REVIEW


def test_of_several_agreements_the_one_that_serves_is_chosen(rules: Rules) -> None:
    ban = Statement(
        "prohibition",
        Polarity.PROHIBITS,
        Evidence("not in Germany", 0, 5, 1, 1),
        acts=frozenset({"publish"}),
        limits=Limits(territory={"except": ["DE"]}),
    )
    plain, wide = paper(id="a"), paper(id="b", lifts=frozenset({"territory"}), duties=(Condition("attribute"),))
    assert decide(rules, [], "republish", agreements=[plain, wide], parties=[HARROW]).opened_by == "agreement:a"
    assert decide(rules, [ban], "republish", agreements=[plain, wide], parties=[HARROW]).opened_by == "agreement:b"


# -- whose text it is


def test_a_field_does_not_set_aside_what_words_forbid(rules: Rules) -> None:
    claimed = party("Harrow Lane Press", "metadata")

    def decided(statements: list[Statement], filed: Agreement) -> Decision:
        return decide(rules, statements, "republish", agreements=[filed], parties=[claimed]).decision

    assert decided([], paper()) is Decision.PERMITTED
    assert decided([RESERVED], paper()) is Decision.REVIEW
    assert decided([replace(RESERVED, source="metadata")], paper()) is Decision.PERMITTED
    assert decided([RESERVED], paper(paths=("wire/harrow/",))) is Decision.PERMITTED


def test_an_agreement_with_folders_counts_in_them_alone(rules: Rules) -> None:
    occasion = Occasion(Use(**rules.uses["republish"]), AT, agreements=(paper(paths=("wire/",)),))
    delivered = replace(occasion, delivered=frozenset({"paper"}))
    assert of(*assess([], occasion, 200)) == []
    assert of(*assess([HARROW], occasion, 200)) == []
    assert of(*assess([], delivered, 200)) == [("Harrow Lane Press", "covers")]
    assert of(*assess([HARROW], delivered, 200)) == [("Harrow Lane Press", "covers")]
    assert of(*assess([Party("Fenwick")], delivered, 200)) == []


def test_our_own_work_needs_no_paper_and_an_agency_in_it_does(rules: Rules) -> None:
    use = Use(**{**rules.uses["republish"], "we": ("Kestrel Media",), "sublicenses": True})
    ours = Occasion(use, AT, ours=True)
    assert [cover.agreement.id for cover in assess([Party("Kestrel Media")], ours, 200)] == [OWN]
    assert of(*assess([Party("Kestrel Media"), Party("Reuters", "Reuters")], ours, 200)) == [
        ("Kestrel Media", "covers"),
        ("Reuters", "other-holder"),
    ]
    assert assess([Party("Kestrel Media")], replace(ours, ours=False), 200) == []


def test_of_several_uses_each_needs_its_agreement(rules: Rules) -> None:
    from provenance.policies import Facts, judge
    from provenance.rulefiles.uses import Declaration, use_of

    web = paper(id="web", acts=frozenset(rules.uses["republish"]["acts"]))
    printed = paper(id="printed", acts=frozenset(rules.uses["print"]["acts"]))
    both = use_of(Declaration(use=["republish", "print"]), rules.uses)

    def judged(*filed: Agreement) -> Any:
        return judge(Facts(parties=[HARROW]), Occasion(both, AT, agreements=filed), rules.policies)

    assert judged(web).decision is Decision.REVIEW
    assert judged(web, printed).decision is Decision.PERMITTED
    assert agreements_in(judged(web, printed).opened_by) == ["web", "printed"]


@pytest.mark.parametrize(
    ("opened_by", "ids"),
    [
        (None, []),
        ("s3", []),
        ("agreement:a", ["a"]),
        ("agreement:a,b", ["a", "b"]),
        ("agreement:a; s4; agreement:b,a", ["a", "b"]),
    ],
)
def test_which_agreements_opened_can_be_told(opened_by: str | None, ids: list[str]) -> None:
    assert agreements_in(opened_by) == ids
