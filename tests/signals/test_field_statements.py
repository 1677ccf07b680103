"""What fields state about rights: each with its pointer and line, and nothing opened by accident."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.document import Field
from provenance.statement import Statement
from provenance.vocabulary import Polarity, Scope

State = Callable[..., list[Statement]]


RESERVED_ALL = ("reservation", "reserves", None)


def brief(statements: list[Statement]) -> list[tuple[str, str, str | None]]:
    return [(statement.kind, statement.polarity.value, statement.value) for statement in statements]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"copyright_holder": "Harbour Post"}, [("holder", "identifies", "Harbour Post")]),
        (
            {"copyrightHolder": [{"name": "Ada"}, "Bo"]},
            [("holder", "identifies", "Ada"), ("holder", "identifies", "Bo")],
        ),
        (
            {"rightsHolder": "Ada. All rights reserved"},
            [("holder", "identifies", "Ada. All rights reserved"), RESERVED_ALL],
        ),
        ({"copyright_year": "2019, 2021-2023"}, [("year", "identifies", "2019"), ("year", "identifies", "2021-2023")]),
        (
            {"copyright": "© 2024 Harbour Post"},
            [("year", "identifies", "2024"), ("holder", "identifies", "Harbour Post")],
        ),
        (
            {"copyright": "2024 Harbour Post"},
            [("year", "identifies", "2024"), ("holder", "identifies", "Harbour Post")],
        ),
        ({"copyright": 2024}, [("year", "identifies", "2024")]),
        ({"copyright": True}, [("unread", "identifies", "true")]),
        ({"rights": "All rights reserved"}, [("reservation", "reserves", None)]),
        (
            {"rights": "2024 Ada. All rights reserved"},
            [RESERVED_ALL, ("year", "identifies", "2024"), ("holder", "identifies", "Ada")],
        ),
        ({"source": "Harbour Wire"}, [("source", "identifies", "Harbour Wire")]),
        ({"usage_terms": "No republication"}, [("prohibition", "prohibits", None)]),
        (
            {"usage_terms": "As agreed with © Ada"},
            [("holder", "identifies", "Ada"), ("unread", "identifies", "As agreed with © Ada")],
        ),
        ({"usage_terms": "As agreed"}, [("unread", "identifies", "As agreed")]),
        (
            {"usageInfo": "https://creativecommons.org/licenses/by/4.0/"},
            [("licence", "identifies", "CC-BY-4.0"), ("permission", "permits", "CC-BY-4.0")],
        ),
        ({"usage_terms": False}, [("unread", "identifies", "false")]),
        ({"ednote": "Adds quotes"}, []),
        ({"ednote": "No republication before noon"}, [("prohibition", "prohibits", None)]),
        ({"credit": "© Ada"}, [("holder", "identifies", "Ada")]),
        ({"rightsInfo": {"encodedRights": "{}"}}, [("unread", "identifies", "{}")]),
        ({"title": "No republication", "description": "All rights reserved", "author": "© Ada"}, []),
    ],
)
def test_words_and_names(fields: dict[str, Any], expected: list[Any], state: State) -> None:
    assert brief(state(fields)) == expected


GRANTED = [("licence", "identifies", "CC-BY-4.0"), ("permission", "permits", "CC-BY-4.0")]
UNKNOWN = [("licence", "identifies", None)]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("CC-BY-4.0", GRANTED),
        (
            "CC-BY-NC-4.0",
            [
                ("licence", "identifies", "CC-BY-NC-4.0"),
                ("permission", "permits", "CC-BY-NC-4.0"),
                ("prohibition", "prohibits", "CC-BY-NC-4.0"),
            ],
        ),
        ({"text": "CC BY", "type": "open-access", "url": "https://creativecommons.org/licenses/by/4.0/"}, GRANTED),
        ({"name": "CC BY 4.0", "url": "https://harbour.example/terms"}, GRANTED + UNKNOWN),
        ({"type": "open-access"}, UNKNOWN),
        ("All rights reserved", [("reservation", "reserves", None)]),
        ("Free to republish", [("permission", "permits", None)]),
        ("CC-BY-4.0, no republication", [*GRANTED, ("prohibition", "prohibits", None)]),
        ("CC-BY-4.0, free to republish", GRANTED),
        ("Ask us", UNKNOWN),
        ("MIT", UNKNOWN),
        (True, UNKNOWN),
        ({"foo": "CC-BY-4.0"}, UNKNOWN),
        (["CC-BY-4.0", "Ask us"], GRANTED + UNKNOWN),
        ("", []),
        (None, []),
    ],
)
def test_licences(value: Any, expected: list[Any], state: State) -> None:
    assert brief(state({"license": value})) == expected


def test_a_licence_carries_its_duties_and_limits(state: State) -> None:
    _, permission, prohibition = state({"license": "CC-BY-NC-4.0"})
    assert permission.duties == ("attribute",)
    assert permission.limits.purpose == ("noncommercial",)
    assert prohibition.acts == {"commercialize"}


def test_an_unknown_licence_permits_nothing_and_says_what_it_read(state: State) -> None:
    (statement,) = state({"license": "Ask us"})
    assert (statement.evidence.quote, statement.evidence.line, statement.evidence.pointer) == (
        "Ask us",
        2,
        "front matter: license",
    )
    assert statement.unread == ("Ask us",)


@pytest.mark.parametrize("name", ["image", "cover", "hero_image", "photo"])
def test_fields_of_a_picture_speak_of_the_picture(name: str, state: State) -> None:
    fields = {name: {"license": "CC-BY-4.0", "credit": "© Ada", "copyrightHolder": "Bo", "copyright": "Strange words"}}
    statements = state(fields)
    assert {statement.kind for statement in statements} >= {"licence", "permission", "holder"}
    assert {statement.scope for statement in statements} == {Scope.IMAGE}


@pytest.mark.parametrize(
    ("fields", "embargo", "unread"),
    [
        ({"embargo": "2030-01-01T06:00:00+03:00"}, "2030-01-01T06:00:00+03:00", False),
        ({"embargoedUntil": "2030-01-01"}, "2030-01-01", False),
        ({"embargo": "Friday noon"}, None, True),
        ({"embargo": True}, None, True),
        ({"embargo": ""}, None, True),
        ({"embargo": 10**5000}, None, True),
    ],
)
def test_an_embargo_forbids_even_if_nobody_can_read_its_date(
    fields: dict[str, Any], embargo: str | None, unread: bool, state: State
) -> None:
    (statement,) = state(fields)
    assert (statement.kind, statement.polarity, statement.acts) == ("embargo", Polarity.PROHIBITS, {"publish"})
    assert statement.limits.embargo == embargo
    assert bool(statement.unread) is unread


@pytest.mark.parametrize("value", [None, False, "none"])
def test_no_embargo_states_nothing(value: Any, state: State) -> None:
    assert state({"embargo": value}) == []


def test_expiry(state: State) -> None:
    (statement,) = state({"expiryDate": "2030-01-01"})
    assert (statement.kind, statement.limits.expires) == ("expiry", "2030-01-01")
    assert state({"expires": "never"}) == []
    assert [statement.kind for statement in state({"expires": "soon"})] == ["expiry", "unread"]


@pytest.mark.parametrize(
    "value",
    [
        "canceled",
        "Cancelled",
        "WITHHELD",
        " killed! ",
        "stat:canceled",
        "http://cv.iptc.org/newscodes/pubstatusg2/withheld",
    ],
)
def test_withdrawn_items(value: str, state: State) -> None:
    (statement,) = state({"pubstatus": value})
    assert (statement.kind, statement.polarity) == ("withdrawal", Polarity.PROHIBITS)
    assert "publish" in statement.acts


def test_a_status_that_is_fine_states_nothing_and_a_strange_one_is_unread(state: State) -> None:
    assert state({"pubStatus": "usable"}) == []
    assert [statement.kind for statement in state({"pubStatus": "commissioned"})] == ["unread"]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"tdm-reservation": 1}, {("reserves", "mine")}),
        ({"tdm-reservation": 0}, set()),
        ({"tdm_reservation": "0"}, set()),
        ({"robots": "noindex, nofollow, noarchive, nosnippet"}, set()),
        ({"robots": "NoIndex,NOAI"}, {("reserves", "mine"), ("reserves", "train-ai")}),
        ({"robots": ["index", "no-ai"]}, {("reserves", "mine"), ("reserves", "train-ai")}),
        ({"robots": {"noai": True}}, {("reserves", "mine"), ("reserves", "train-ai")}),
        ({"noai": False}, set()),
        ({"ai_training": "no"}, {("reserves", "train-ai")}),
        ({"ai_training": "yes"}, set()),
        (
            {"data_mining": "http://ns.useplus.org/ldf/vocab/DMI-PROHIBITED-GENAIMLTRAINING"},
            {("prohibits", "train-ai")},
        ),
        ({"dataMining": "plusvocab:DMI-PROHIBITED"}, {("prohibits", "mine"), ("prohibits", "train-ai")}),
        ({"dataMining": "DMI-ALLOWED"}, {("permits", "mine")}),
        ({"dataMining": "DMI-ALLOWED?"}, {("reserves", "mine")}),
    ],
)
def test_machines(fields: dict[str, Any], expected: set[Any], state: State) -> None:
    statements = [statement for statement in state(fields) if statement.kind == "ai"]
    assert {(statement.polarity.value, act) for statement in statements for act in statement.acts} == expected


def test_noimageai_is_about_pictures(state: State) -> None:
    (statement,) = state({"robots": "noimageai"})
    assert (statement.polarity, statement.scope) == (Polarity.RESERVES, Scope.IMAGE)


@pytest.mark.parametrize("value", ["YES", "maybe", "", None, 2, "0,1", "0.", [0, "x"], {"value": "?"}, [], "-0", "０x"])
def test_a_reservation_nobody_understands_reserves_and_is_unread(value: Any, state: State) -> None:
    statements = state({"tdm_reservation": value})
    assert {"ai", "unread"} == {statement.kind for statement in statements}
    assert all(statement.polarity is Polarity.RESERVES for statement in statements if statement.kind == "ai")


def mixed_case(text: str) -> st.SearchStrategy[str]:
    return st.lists(st.booleans(), min_size=len(text), max_size=len(text)).map(
        lambda flags: "".join(char.upper() if flag else char for char, flag in zip(text, flags, strict=True))
    )


BLANKS = st.text(alphabet=" \t\n\u00a0\u3000", max_size=3)
TDM_NAMES = st.sampled_from(
    ["tdm_reservation", "tdm-reservation", "tdm:reservation", "tdmReservation", "tdm reservation"]
).flatmap(mixed_case)
RESERVED = st.one_of(
    st.just(1),
    st.just(True),
    st.just(1.0),
    st.tuples(BLANKS, st.sampled_from(["1", "true", "TRUE", "True", "1,", '"1"', "１"]), BLANKS).map("".join),
)
OTHERS = st.one_of(st.just(0), st.just("0"), st.text(max_size=5), st.none())


@given(
    TDM_NAMES,
    RESERVED,
    st.lists(st.tuples(TDM_NAMES, OTHERS), max_size=3),
    st.integers(0, 3),
    st.sampled_from(["flat", "list", "nested"]),
)
def test_a_reservation_never_vanishes(
    state: State, name: str, value: Any, others: list[tuple[str, Any]], at: int, shape: str
) -> None:
    whole: Any = {"flat": value, "list": [0, value, 0], "nested": {"value": value}}[shape]
    entries = [*others[:at], (name, whole), *others[at:]]
    statements = state(
        [Field(entry, given_value, f"meta {entry}", line) for line, (entry, given_value) in enumerate(entries)]
    )
    line = len(others[:at])
    assert any(
        s.kind == "ai" and s.polarity is Polarity.RESERVES and "mine" in s.acts and s.evidence.line == line
        for s in statements
    )


@given(
    mixed_case("noai"),
    st.lists(st.sampled_from(["index", "nofollow", "all", "max-snippet:-1"]), max_size=3),
    st.sampled_from([",", ", ", " ", ";", "\n"]),
    BLANKS,
)
def test_noai_is_found_among_any_directives(
    state: State, token: str, others: list[str], separator: str, blanks: str
) -> None:
    statements = state({"robots": blanks + separator.join([*others, token]) + blanks})
    assert [(s.kind, s.polarity, s.acts) for s in statements] == [("ai", Polarity.RESERVES, {"mine", "train-ai"})]


@given(
    st.dictionaries(
        st.sampled_from(
            [
                "tdm-reservation",
                "robots",
                "noai",
                "embargo",
                "expires",
                "pubstatus",
                "copyright_holder",
                "copyright_year",
                "source",
                "license",
            ]
        ),
        st.text(alphabet="abc 019-,:", max_size=10) | st.booleans() | st.none() | st.integers(),
        max_size=5,
    )
)
def test_garbage_opens_nothing(state: State, fields: dict[str, Any]) -> None:
    assert not [statement for statement in state(fields) if statement.polarity is Polarity.PERMITS]


def test_evidence_points_into_the_text_where_the_value_stands_as_it_is(state: State) -> None:
    text = "---\nrights: No republication here\ncopyright: 2024 Harbour Post\n---\n"
    fields = []
    for line, name, value in ((2, "rights", "No republication here"), (3, "copyright", "2024 Harbour Post")):
        start = text.index(value)
        fields.append(Field(name, value, f"front matter: {name}", line, 9, start, start + len(value)))
    statements = state(fields)
    assert [statement.kind for statement in statements] == ["prohibition", "year", "holder"]
    for statement in statements:
        evidence = statement.evidence
        assert text[evidence.start : evidence.end] == evidence.quote
        assert evidence.line == text[: evidence.start].count("\n") + 1
        assert all(text[act.start : act.end] == act.quote for act in statement.act_evidence.values())


def test_words_of_a_field_are_metadata_and_name_their_field(state: State) -> None:
    statements = state({"rights": "No republication", "license": {"text": "All rights reserved"}})
    assert {statement.source for statement in statements} == {"metadata"}
    assert [statement.evidence.pointer for statement in statements if statement.kind != "holder"] == [
        "front matter: rights",
        "front matter: license.text",
    ]
    assert all(statement.reading.startswith("field:") for statement in statements)


def test_what_is_too_deep_to_read_is_unread(state: State) -> None:
    deep: Any = {"robots": "noai"}
    for _ in range(100):
        deep = [deep]
    assert [statement.kind for statement in state({"meta": deep})] == ["unread"]
