"""``agreements.yml``: read as it was meant, or refused at its line with what would be right."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from provenance.agreement import Agreement
from provenance.config import agreement_file
from provenance.config.agreements import Known, agreement_texts, load_agreements, read_agreements
from provenance.config.sources import WorkingTree
from provenance.errors import RuleFileError
from provenance.rulefiles.pack import Rules
from provenance.rulefiles.source import parse
from provenance.statement import Condition

FULL = """\
agreements:
  - id: harrow-2025
    with: Harrow Lane Press
    aliases: [HLP]
    grants: {uses: [republish], acts: [translate]}
    territory: {only: [DE, AT]}
    channel: [web, app]
    languages: [de, pt-BR]
    purposes: editorial
    audience: [subscribers]
    from: 2025-01-01
    until: 2026-12-31
    duties:
      - attribute
      - {duty: link-back, target: "https://harrow-lane.example"}
      - {duty: pay, amount: 40 EUR, contact: billing@harrow-lane.example}
    quota: {documents: 500, used: 120, words: 300, share: 50}
    sublicensing: true
    licensees: [Kestrel Media]
    paths: [wire/harrow/]
    lifts: [territory]
    reference: "Contract 2025/17, folder B3"
    contact: rights@harrow-lane.example
    notes: Ask Oona before December.
"""
SHORT = "{id: a, with: Harrow Lane Press, grants: {uses: [republish]}, reference: Contract 17}"


@pytest.fixture(scope="module")
def known(rules: Rules) -> Known:
    return Known.of(rules.uses, rules.data["agencies"])


def load(text: str, known: Known) -> tuple[Agreement, ...]:
    return load_agreements([("agreements.yml", text)], known)


def refused(text: str, known: Known) -> RuleFileError:
    with pytest.raises(RuleFileError) as caught:
        load(text, known)
    return caught.value


def entry(**keys: str) -> str:
    """A file with one agreement, a key a line, from line 2 on; a key of ``""`` is left out."""
    given = {
        "id": "a",
        "with": "Harrow Lane Press",
        "grants": "{uses: [republish]}",
        "reference": "Contract 17",
        **{name.rstrip("_").replace("from", "from"): value for name, value in keys.items()},
    }
    lines = [f"{name}: {value}" for name, value in given.items() if value]
    return "agreements:\n  - " + "\n    ".join(lines) + "\n"


def test_every_key_is_read(known: Known) -> None:
    (found,) = load(FULL, known)
    assert (found.id, found.names, found.agencies) == ("harrow-2025", ("Harrow Lane Press", "HLP"), frozenset())
    assert found.acts == {"translate"}
    assert [(grant.use, grant.media, grant.purpose) for grant in found.grants] == [("republish", ("web",), "editorial")]
    assert found.grants[0].acts == {"publish", "reproduce", "redistribute", "display", "commercialize"}
    assert found.territory == {"only": ["DE", "AT"]}
    assert (found.media, found.languages, found.purposes) == (("web", "app"), ("de", "pt-BR"), ("editorial",))
    assert (found.audience, found.starts, found.until) == (("subscribers",), "2025-01-01", "2026-12-31")
    assert found.duties == (
        Condition("attribute"),
        Condition("link-back", target="https://harrow-lane.example"),
        Condition("pay", amount="40 EUR", contact="billing@harrow-lane.example"),
    )
    assert (found.documents, found.used, found.words, found.share) == (500, 120, 300, 50)
    assert (found.sublicensing, found.licensees, found.paths) == (True, ("Kestrel Media",), ("wire/harrow/",))
    assert (found.lifts, found.reference) == ({"territory"}, "Contract 2025/17, folder B3")
    assert (found.contact, found.notes) == ("rights@harrow-lane.example", "Ask Oona before December.")
    assert found.source == "agreements.yml:2"


def test_the_other_side_may_be_a_mapping(known: Known) -> None:
    side = "{name: Harrow Lane Press, aliases: [HLP], contact: rights@harrow-lane.example}"
    (found,) = load(entry(with_=side, aliases="[Harrow]"), known)
    assert found.names == ("Harrow Lane Press", "HLP", "Harrow")
    assert found.contact == "rights@harrow-lane.example"


@pytest.mark.parametrize(
    ("keys", "agencies"),
    [
        ({"with_": "Reuters"}, {"Reuters"}),
        ({"with_": "REUTERS"}, {"Reuters"}),
        ({"with_": "ロイター"}, {"Reuters"}),
        ({"with_": "Wire desk", "aliases": "[Reuters, AFP]"}, {"Reuters", "AFP"}),
        ({"with_": "Wire desk", "agency": "[Reuters, dpa]"}, {"Reuters", "dpa"}),
        ({"with_": "{name: Wire desk, agency: AFP}"}, {"AFP"}),
        ({"with_": "Beta"}, set()),  # a word as well: only its id names the agency
        ({"with_": "Beta", "agency": "Beta"}, {"Beta"}),
        ({"with_": "Harrow Lane Press"}, set()),
    ],
)
def test_names_of_agencies_are_agencies(known: Known, keys: dict[str, str], agencies: set[str]) -> None:
    (found,) = load(entry(**keys), known)
    assert found.agencies == agencies


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("[DE, AT]", {"only": ["DE", "AT"]}),
        ("[de]", {"only": ["DE"]}),
        ("DE", {"only": ["DE"]}),
        ("[NO]", {"only": ["NO"]}),  # Norway, not “false”
        ("{except: [US]}", {"except": ["US"]}),
        ("{only: DE, except: US}", {"only": ["DE"], "except": ["US"]}),
        ("", None),
    ],
)
def test_countries(known: Known, written: str, read: Any) -> None:
    (found,) = load(entry(territory=written), known)
    assert found.territory == read


@pytest.mark.parametrize(
    ("keys", "line", "told"),
    [
        # what an agreement must have
        ({"reference": ""}, 2, "reference"),
        ({"grants": ""}, 2, "grants"),
        ({"with_": ""}, 2, "with"),
        ({"reference": '""'}, 5, "reference"),
        ({"grants": "{}"}, 4, "grants nothing"),
        ({"grants": "{uses: []}"}, 4, "grants nothing"),
        # names nobody knows
        ({"grants": "{uses: [republsh]}"}, 4, "unknown use “republsh”"),
        ({"grants": "{acts: [publsh]}"}, 4, "publsh"),
        ({"agency": "Reutrs"}, 6, "unknown agency “Reutrs”"),
        ({"with_": "{name: Wire desk, agency: Reutrs}"}, 3, "unknown agency “Reutrs”"),
        ({"with_": "Reuters", "agency": "dpa"}, 3, "agency says otherwise"),
        ({"channel": "[wb]"}, 6, "wb"),
        ({"purposes": "[fun]"}, 6, "fun"),
        ({"duties": "[atribute]"}, 6, "atribute"),
        ({"duties": "[consent]"}, 6, "consent"),  # consent text by text: nothing is granted yet
        ({"lifts": "[embargo]"}, 6, "embargo"),
        ({"channls": "[web]"}, 6, "channls"),
        ({"grants": "{use: republish}"}, 4, "use"),
        # places
        ({"territory": "[DE, XX]"}, 6, "XX"),
        ({"territory": "{only: [DE], except: [QQ]}"}, 6, "QQ"),
        ({"territory": "[UK]"}, 6, "country code"),
        ({"territory": "[EU]"}, 6, "country code"),
        ({"territory": "[Germany]"}, 6, "country code"),
        ({"territory": "[]"}, 6, "territory"),
        ({"territory": "{only: []}"}, 6, "only"),
        ({"territory": "{}"}, 6, "territory"),
        ({"territory": "{only: [DE], except: [DE]}"}, 6, "excepts every country"),
        # times
        ({"until": "2025-02-30"}, 6, "ISO 8601"),
        ({"until": "2025"}, 6, "until"),
        ({"until": "31.12.2025"}, 6, "ISO 8601"),
        ({"until": "tomorrow"}, 6, "ISO 8601"),
        ({"until": "20251231"}, 6, "until"),
        ({"from": "P30D"}, 6, "ISO 8601"),
        # amounts
        ({"quota": "{documents: 0}"}, 6, "documents"),
        ({"quota": "{documents: ten}"}, 6, "documents"),
        ({"quota": "{documents: true}"}, 6, "documents"),
        ({"quota": "{documents: 10, used: -1}"}, 6, "used"),
        ({"quota": "{used: 3}"}, 6, "documents"),
        ({"quota": "{share: 101}"}, 6, "share"),
        ({"quota": "{}"}, 6, "quota"),
        # names
        ({"with_": "Hаrrow Lane Press"}, 3, "mixes Cyrillic and Latin"),
        ({"aliases": "[HLР]"}, 6, "mixes Cyrillic and Latin"),
        ({"with_": '"Har\\u200brow Lane Press"'}, 3, "U+200B"),
        ({"with_": '"\\u202esserP enaL worraH"'}, 3, "U+202E"),
        ({"with_": "★"}, 3, "letters or digits"),
        ({"licensees": "[—]"}, 6, "letters or digits"),
        ({"id": "Harrow 2025"}, 2, "id"),
        ({"id": '"a,b"'}, 2, "id"),
        ({"id": "own-work"}, 2, "kept for our own"),
        # everything at once
        ({"paths": "['**']"}, 6, "this side alone"),
        ({"paths": "[.]"}, 6, "this side alone"),
        ({"paths": "['!wire/']"}, 6, "this side alone"),
        ({"contact": "a@b.example", "with_": "{name: A B, contact: c@d.example}"}, 6, "under “with” already"),
        ({"until": "2025-12-31", "from": "2026-01-01"}, 6, "before it begins"),
    ],
)
def test_what_is_wrong_is_told_at_its_line(known: Known, keys: dict[str, str], line: int, told: str) -> None:
    error = refused(entry(**keys), known)
    assert error.place.line == line, error.message
    assert error.message.startswith("agreements.yml:")
    assert told in f"{error.message} {error.hint}"


def test_it_ends_before_it_begins(known: Known) -> None:
    def dated(begin: str, end: str) -> str:
        return entry(**{"from": begin, "until": end})

    assert "before it begins" in refused(dated("2026-01-01", "2025-12-31"), known).message
    assert "before it begins" in refused(dated("2026-01-01T10:00+00:00", "2026-01-01T10:00+01:00"), known).message
    for good in (("2026-01-01", "2026-01-01"), ("2026-01-01T10:00+01:00", "2026-01-01T10:00+00:00")):
        assert load(dated(*good), known)


@pytest.mark.parametrize(
    ("wrong", "near"),
    [("Reutrs", "Reuters"), ("reuters", "Reuters"), ("afp", "AFP")],
)
def test_the_nearest_agency_is_suggested(known: Known, wrong: str, near: str) -> None:
    assert f"“{near}”" in (refused(entry(agency=wrong), known).hint or "")


def test_the_nearest_use_is_suggested(known: Known) -> None:
    assert refused(entry(grants="{uses: [republsh]}"), known).hint == "Did you mean “republish”?"


def test_ids_are_there_once_over_all_files(known: Known) -> None:
    texts = [(name, f"agreements:\n  - {SHORT}\n") for name in ("a.yml", "b.yml")]
    with pytest.raises(RuleFileError) as caught:
        load_agreements(texts, known)
    assert caught.value.message == "b.yml:2:10: the id “a” stands a second time"
    assert caught.value.hint == "The first is at a.yml:2: give this one another id."


def test_one_fault_does_not_hide_the_next(known: Known) -> None:
    text = f"agreements:\n  - {{id: x}}\n  -\n  - {SHORT}\n  - {SHORT}\n"
    found = list(read_agreements([("a.yml", text), ("b.yml", "- 1"), ("c.yml", "")], known))
    assert [type(one).__name__ for one in found] == [
        "RuleFileError",
        "RuleFileError",
        "Agreement",
        "RuleFileError",
        "RuleFileError",
        "RuleFileError",
    ]
    places = [str(one.place).rpartition(":")[0] for one in found if isinstance(one, RuleFileError)]
    assert places == ["a.yml:2", "a.yml:3", "a.yml:5", "b.yml:1", "c.yml:1"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "agreements:",
        "agreements: 3",
        "agreements: {a: b}",
        "[]",
        "more: []",
        "agreements: []\nagreements: []",
        "agreements: [",
        "a: &a [*a]",
        "agreements: [" + "[" * 100 + "]" * 100 + "]",
        "agreements:\n" + f"  - {SHORT}\n" * 5_001,
        "#" * 4_000_001,
    ],
    ids=range(12),
)
def test_what_is_no_file_of_agreements_is_refused(known: Known, text: str) -> None:
    assert refused(text, known).place.path == "agreements.yml"


@settings(max_examples=200, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
        max_leaves=12,
    ),
    st.sampled_from([None, *(info.alias or name for name, info in agreement_file.AgreementEntry.model_fields.items())]),
)
def test_anything_is_read_or_refused(known: Known, value: Any, key: str | None) -> None:
    import json

    whole = {"id": "a", "with": "A", "grants": {"acts": ["publish"]}, "reference": "C"}
    data = {"agreements": [value if key is None else {**whole, key: value}]}
    found = list(read_agreements([("a.yml", json.dumps(data))], known))
    assert len(found) == 1


def test_every_key_has_a_description() -> None:
    models = [one for one in vars(agreement_file).values() if isinstance(one, type) and issubclass(one, BaseModel)]
    bare = [
        f"{model.__name__}.{name}"
        for model in models
        if model.__name__ not in ("BaseModel", "Entries")
        for name, info in model.model_fields.items()
        if not info.description
    ]
    assert len(models) >= 7
    assert not bare


def test_a_folder_holds_several_files(known: Known, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, identifier in (("b.yml", "b"), ("a.yaml", "a"), ("sub/c.yml", "c"), ("notes.txt", "n"), (".d.yml", "d")):
        path = tmp_path / "agreements" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("agreements:\n  - " + SHORT.replace("id: a", f"id: {identifier}"), encoding="utf-8")
    texts = agreement_texts(WorkingTree(), "agreements")
    assert texts is not None
    assert [(one.id, one.source) for one in load_agreements(texts, known)] == [
        ("a", "agreements/a.yaml:2"),
        ("b", "agreements/b.yml:2"),
        ("c", "agreements/sub/c.yml:2"),
    ]
    assert agreement_texts(WorkingTree(), "nowhere.yml") is None
    assert agreement_texts(WorkingTree(), "agreements/b.yml") == [("agreements/b.yml", texts[1][1])]


def test_the_schema_that_editors_read_takes_what_is_read(known: Known) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    schema = jsonschema.Draft202012Validator(agreement_file.AgreementsFile.model_json_schema(by_alias=True))
    good = [FULL, entry(), entry(territory="DE", channel="web", agency="Reuters", with_="Reuters")]
    good += [entry(grants="{uses: republish}", duties="attribute", with_="{name: Reuters, agency: [Reuters]}")]
    good += [entry(territory="{except: US}", grants="{uses: [of-our-own-rules]}")]
    for text in good:
        assert list(schema.iter_errors(parse(text, "a.yml").data)) == []
    bad = [entry(channls="web"), entry(territory="[XX]"), entry(duties="[consent]"), entry(reference="")]
    for text in bad:
        assert list(schema.iter_errors(parse(text, "a.yml").data))


def test_editors_are_told_what_a_value_means() -> None:
    def found(node: Any) -> list[dict[str, str]]:
        parts = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
        told = [dict(zip(node["enum"], node["enumDescriptions"], strict=True))] if "enumDescriptions" in node else []
        return told + [one for part in parts if isinstance(part, (dict, list)) for one in found(part)]

    listed = found(agreement_file.AgreementsFile.model_json_schema(by_alias=True))
    for name, meaning in (("DE", "Germany"), ("republish", "Republish"), ("Reuters", "Reuters News Agency")):
        assert any(one.get(name) == meaning for one in listed)
