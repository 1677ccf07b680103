"""What may be said about a text, and who may have agreed to its use: hypothesis strategies for all tests of judging."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from hypothesis import strategies as st

from provenance.agreement import Agreement, Grant, Party
from provenance.document import Problem
from provenance.policies import Facts, Judgement, judge
from provenance.rulefiles.pack import Rules
from provenance.statement import Condition, Evidence, Limits, Statement
from provenance.use import Occasion, Use
from provenance.vocabulary import ACTS, DUTIES, Polarity, Scope

AT = datetime(2025, 6, 1, tzinfo=UTC)
#: How long every body is, in words.
WORDS = 200
acts = st.frozensets(st.sampled_from(sorted(ACTS)), min_size=1, max_size=4)
duties = st.lists(st.sampled_from(sorted(DUTIES)), max_size=2, unique=True)
limits = st.builds(
    Limits,
    embargo=st.sampled_from([None, None, "2024-01-01", "2098-01-01T00:00:00Z", "undated"]),
    expires=st.sampled_from([None, None, "2024-01-01", "2098-01-01", "P30D"]),
    territory=st.sampled_from([None, None, {"only": ["GB"], "except": []}]),
    purpose=st.sampled_from([(), (), ("noncommercial",), ("personal",)]),
    recipient=st.sampled_from([(), (), ("education",)]),
    max_words=st.sampled_from([None, None, 100]),
)


@st.composite
def statement(draw: st.DrawFn, polarity: Polarity | None = None, scope: Scope | None = None) -> Statement:
    chosen = polarity or draw(
        st.sampled_from([Polarity.PERMITS, Polarity.PROHIBITS, Polarity.RESERVES, Polarity.REQUIRES])
    )
    kind = {"permits": "permission", "prohibits": "prohibition", "reserves": "reservation", "requires": "duty"}[chosen]
    return Statement(
        kind,
        chosen,
        Evidence("words", 0, 5, 1, 1),
        acts=frozenset() if chosen is Polarity.RESERVES else draw(acts),
        conditions=tuple(Condition(duty) for duty in draw(duties)),
        limits=draw(limits) if chosen is Polarity.PERMITS else Limits(),
        part=draw(st.sampled_from(["whole", "excerpt"])),
        scope=scope or draw(st.sampled_from([Scope.DOCUMENT, Scope.SITE])),
        source=draw(st.sampled_from(["words", "metadata"])),
        unread=draw(st.sampled_from([(), (), ("only",)])) if chosen is Polarity.PERMITS else (),
    )


def decide(
    rules: Rules,
    statements: list[Statement],
    use: str,
    problems: tuple[Problem, ...] = (),
    *,
    agreements: Sequence[Agreement] = (),
    parties: Sequence[Party] = (),
    **declared: Any,
) -> Judgement:
    """The judgement at :data:`AT`; *declared* narrows the use. Every agreement's folder holds the document."""
    for number, one in enumerate(statements):
        one.id = one.id or f"s{number}"
    occasion = Occasion(
        use=Use(**{**rules.uses[use], **declared}),
        at=AT,
        agreements=tuple(agreements),
        delivered=frozenset(one.id for one in agreements),
    )
    facts = Facts(statements=statements, problems=problems, parties=parties, words=WORDS)
    return judge(facts, occasion, rules.policies)


uses = st.sampled_from(["republish", "excerpt", "translate", "ai-training", "print"])

# -- what single texts say about themselves

items = st.sampled_from(
    [
        ("prohibition", Polarity.PROHIBITS, Limits(territory={"only": [], "except": ["DE"]}), ""),
        ("prohibition", Polarity.PROHIBITS, Limits(medium=("web",)), ""),
        ("prohibition", Polarity.PROHIBITS, Limits(purpose=("noncommercial",)), ""),
        ("territory", Polarity.PERMITS, Limits(territory={"only": ["IE"], "except": []}), ""),
        ("permission", Polarity.PERMITS, Limits(medium=("print",)), ""),
        ("embargo", Polarity.PROHIBITS, Limits(embargo="2098-01-01"), ""),
        ("embargo", Polarity.PROHIBITS, Limits(embargo="undated"), ""),
        ("withdrawal", Polarity.PROHIBITS, Limits(), ""),
        ("unread", Polarity.IDENTIFIES, Limits(), "except"),
        ("licence", Polarity.IDENTIFIES, Limits(), ""),
        ("expiry", Polarity.IDENTIFIES, Limits(expires="2024-01-01"), ""),
        ("expiry", Polarity.IDENTIFIES, Limits(expires="P30D"), ""),
        ("ai", Polarity.RESERVES, Limits(), ""),
    ]
).map(
    lambda one: Statement(
        one[0],
        one[1],
        Evidence("words", 0, 5, 1, 1),
        value="X" if one[0] == "licence" else None,
        acts=frozenset({"publish"}) if one[0] in ("prohibition", "permission", "territory") else frozenset(),
        limits=one[2],
        source="signal" if one[0] == "ai" else "words",
        unread=(one[3],) if one[3] else (),
    )
)
#: What most notices say, and agreements are made for.
bars = st.builds(
    lambda polarity, source, consent: Statement(
        "reservation" if polarity is Polarity.RESERVES else "prohibition",
        polarity,
        Evidence("words", 0, 5, 1, 1),
        acts=frozenset() if polarity is Polarity.RESERVES else frozenset(ACTS),
        conditions=(Condition("consent"),) if consent else (),
        source=source,
    ),
    st.sampled_from([Polarity.RESERVES, Polarity.PROHIBITS]),
    st.sampled_from(["words", "words", "metadata", "signal"]),
    st.booleans(),
)
said = st.lists(bars | bars | statement() | items, max_size=3)


# -- agreements

#: Names that documents and agreements share, so that they meet; the last one only looks like the first.
NAMES = ("Harrow Lane Press", "Vale Press", "Gale Features", "Reuters", "Hаrrow Lane Press")


def party(name: str, source: str = "words") -> Party:
    """Somebody of that name, in the words or in a field."""
    return Party(name, "Reuters" if name == "Reuters" else None, None, source)


parties = st.lists(
    st.builds(party, st.sampled_from(NAMES), st.sampled_from(["words", "words", "metadata"])),
    max_size=3,
    unique_by=lambda one: one.name,
)


#: What keeps an agreement from covering the uses, one at a time.
FAULTS: list[dict[str, Any]] = [
    {"acts": frozenset({"translate"})},
    {"acts": frozenset(), "grants": (Grant("excerpt", frozenset({"excerpt"}), ("web",), part="excerpt"),)},
    {"territory": {"only": ["GB", "IE"]}},
    {"media": ("web",)},
    {"starts": "2026-01-01"},
    {"until": "2025-05-31"},
    {"documents": 10, "used": 10},
    {"words": WORDS - 1},
    {"licensees": ("Kestrel Media",)},
]


@st.composite
def agreement(draw: st.DrawFn) -> Agreement:
    """An agreement that covers more often than not, so that what it opens is seen."""
    names = tuple(draw(st.lists(st.sampled_from(NAMES[:4]), min_size=1, max_size=3, unique=True)))
    given: dict[str, Any] = {
        "acts": frozenset(ACTS),
        "until": draw(st.sampled_from([None, None, "2027-01-01"])),
        **draw(st.just({}) | st.just({}) | st.sampled_from(FAULTS)),
    }
    return Agreement(
        id="",
        names=names,
        agencies=frozenset({"Reuters"} & set(names)),
        duties=tuple(Condition(duty) for duty in draw(st.just([]) | duties)),
        paths=draw(st.sampled_from([(), (), (), ("wire/",)])),
        lifts=frozenset(draw(st.sampled_from([[], ["territory"], ["territory", "channel"]]))),
        reference="Contract",
        **given,
    )


agreements = st.lists(agreement(), max_size=4).map(
    lambda found: [replace(one, id=f"paper-{number}") for number, one in enumerate(found)]
)
