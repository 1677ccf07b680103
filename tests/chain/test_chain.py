"""The chain of provenance over formats: each party once, in order, with what says so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from chain_samples import ATOM, G2, MARKDOWN, NEWSML_1, NINJS, NINJS_3, NITF, PAGE, RSS
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance import Checker
from provenance.chain import Link
from provenance.document import Document, Field
from provenance.readers import read_documents
from provenance.report import DocumentReport
from provenance.rulefiles.pack import Rules
from provenance.signals.chain import MAX_LINKS

Check = Callable[[str, str], DocumentReport]
Declare = Callable[[dict[str, Any]], list[Link]]
SHARED = Path(__file__).parents[2].parent / "shared" / "formats"


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        pytest.param(
            "a.html", PAGE,
            [
                ("primary-source", "https://first.example/z", "metadata"),
                ("derived-from", "The first report", "metadata"),
                ("author", "Oona Farrow", "metadata"),
                ("dateline", "HARBOUR VALE", "words"),
                ("agency", "Reuters News Agency", "words"),
                ("syndicator", "https://harrow-lane.example/a", "metadata"),
                ("canonical", "https://www.harrow-lane.example/a", "metadata"),
                ("holder", "Harrow Lane Press", "words"),
                ("publisher", "Copies Daily", "metadata"),
            ],
            id="html",
        ),
        pytest.param(
            "a.xml", G2,
            [
                ("derived-from", "urn:x:0", "metadata"),
                ("author", "Oona Farrow", "metadata"),
                ("dateline", "HARBOUR VALE, March 2", "metadata"),
                ("source", "Harbour Wire", "metadata"),
                ("provider", "harbour-wire.example", "metadata"),
                ("hop", "Harbour Wire", "metadata"),
                ("hop", "Vale Exchange", "metadata"),
                ("hop", "hop:mapped", "metadata"),
                ("credit", "Harbour Wire", "metadata"),
            ],
            id="newsml-g2",
        ),
        pytest.param(
            "a.xml", NEWSML_1,
            [
                ("derived-from", "urn:newsml:wire.example:20260301:1", "metadata"),
                ("author", "Oona Farrow", "metadata"),
                ("dateline", "Harbour Vale", "metadata"),
                ("source", "Vale Exchange", "metadata"),
                ("provider", "Harbour Wire", "metadata"),
                ("credit", "Harbour Wire", "metadata"),
            ],
            id="newsml-1",
        ),
        pytest.param(
            "a.xml", NITF,
            [
                ("author", "Oona Farrow", "metadata"),
                ("dateline", "Harbour Vale", "metadata"),
                ("syndicator", "Vale Exchange", "metadata"),
                ("holder", "Harbour Wire", "metadata"),
            ],
            id="nitf",
        ),
        pytest.param(
            "a.json", NINJS,
            [
                ("author", "Oona Farrow", "metadata"),
                ("dateline", "Harbour Vale", "metadata"),
                ("source", "Harbour Wire", "metadata"),
            ],
            id="ninjs-1",
        ),
        pytest.param(
            "a.json", NINJS_3,
            [
                ("author", "Oona Farrow", "metadata"),
                ("source", "Harbour Wire", "metadata"),
                ("source", "Vale Exchange", "metadata"),
            ],
            id="ninjs-3",
        ),
        pytest.param(
            "a.xml", ATOM,
            [
                ("primary-source", "https://first.example/e", "metadata"),
                ("author", "Oona Farrow", "metadata"),
                ("source", "Harbour Feed", "metadata"),
                ("publisher", "https://copies.example/e", "metadata"),
            ],
            id="atom",
        ),
        pytest.param(
            "a.xml", RSS,
            [
                ("derived-from", "https://wire.example/feed", "metadata"),
                ("author", "Oona Farrow", "metadata"),
                ("source", "Harbour Wire", "metadata"),
                ("publisher", "https://copies.example/e", "metadata"),
            ],
            id="rss",
        ),
        pytest.param(
            "a.md", MARKDOWN,
            [
                ("author", "Oona Farrow", "metadata"),
                ("source", "Harbour Wire", "metadata"),
                ("publisher", "Copies Daily", "metadata"),
            ],
            id="front-matter",
        ),
        pytest.param("a.txt", "The bridge opened.\n", [], id="nothing"),
    ],
)  # fmt: skip
def test_formats(path: str, text: str, expected: list[tuple[str, str, str]], check: Check) -> None:
    assert [(link.role, link.shown, link.source) for link in check(path, text).provenance] == expected


def test_hops_keep_what_was_done_and_when(check: Check) -> None:
    hops = [link for link in check("a.xml", G2).provenance if link.role == "hop"]
    assert [(hop.url, hop.action, hop.when, hop.evidence.pointer) for hop in hops] == [
        ("https://wire.example/p/1", None, "2026-03-02T08:00:00Z", "/newsItem/hopHistory/hop[2]"),
        (None, "hop:checked", "2026-03-02T09:00:00Z", "/newsItem/hopHistory/hop[1]"),
        (None, "hop:mapped", "2026-03-02T10:00:00Z", "/newsItem/hopHistory/hop[3]"),
    ]


@pytest.mark.parametrize(("path", "text"), [("a.html", PAGE), ("a.json", NINJS), ("a.md", MARKDOWN), ("a.xml", NITF)])
def test_evidence_stands_where_it_says(path: str, text: str, check: Check) -> None:
    report = check(path, text)
    for link in report.provenance:
        said = link.evidence
        assert said.pointer or said.start is not None, link
        if said.start is not None and said.end is not None and said.end - said.start == len(said.quote):
            assert text[said.start : said.end] == said.quote
            assert said.line == 1 + text.count("\n", 0, said.start)


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("HARBOUR VALE, March 7 (Reuters) - The bridge opened.", "HARBOUR VALE, March 7"),
        ("Berlin (dpa) - Die Brücke ist offen.", "Berlin"),
        ("The bridge opened. (Reuters)", None),
        ("(Reuters) - The bridge opened.", None),
        ("The mason left. So did she (Reuters) - The bridge opened.", None),
    ],
)
def test_datelines_in_words(line: str, place: str | None, check: Check) -> None:
    found = [link for link in check("a.txt", f"Bridge\n\n{line}\n").provenance if link.role == "dateline"]
    assert [link.name for link in found] == ([place] if place else [])
    assert all(link.evidence.quote == place and link.evidence.line == 3 for link in found)


@pytest.mark.parametrize(
    ("fields", "agencies"),
    [
        ({"source": "Reuters"}, ["Reuters"]),
        ({"author": "AFP"}, ["AFP"]),
        ({"byline": "Oona Farrow / dpa"}, ["dpa"]),
        ({"author": "Apa"}, []),
        ({"author": "APA"}, ["APA"]),
        ({"author": "Mira Reuters"}, []),
        ({"source": "Harbour Post / dpa"}, ["dpa"]),
        ({"provider": {"literal": "reuters.com"}}, ["Reuters"]),
        ({"source": ["Reuters", "dpa"]}, ["Reuters", "dpa"]),
        ({"image.credit": "Reuters"}, []),
        ({"title": "Reuters"}, []),
        ({"source": "Harbour Wire"}, []),
        ({"source": {"name": {"name": ["dpa"]}}}, ["dpa"]),
    ],
)
def test_an_agency_is_one_whatever_names_it(fields: dict[str, Any], agencies: list[str], declare: Declare) -> None:
    found = [link for link in declare(fields) if link.role == "agency"]
    assert [link.agency for link in found] == agencies
    assert not any(link.credited for link in found)


def test_the_credit_in_the_words_counts_for_the_field(check: Check) -> None:
    text = "---\nsource: Reuters\n---\n\nThe bridge opened.\n\n(Reuters)\n"
    found = [link for link in check("a.md", text).provenance if link.role == "agency"]
    assert [(link.source, link.credited) for link in found] == [("words", True), ("metadata", True)]


@pytest.mark.parametrize(
    ("own", "canonical", "elsewhere"),
    [
        ("https://copies.example/a", "https://vale.example/a", True),
        ("https://copies.example/a", "https://copies.example/b", False),
        ("https://www.copies.example/a", "http://m.copies.example/b", False),
        ("https://COPIES.example./a", "https://copies.example/", False),
        ("https://vale.co.uk/a", "https://harbour.co.uk/a", True),
        ("https://news.vale.co.uk/a", "https://vale.co.uk/a", False),
        ("https://10.0.0.1/a", "https://10.1.0.1/a", True),
        ("https://copies.example/a", "/b", False),
        ("https://copies.example/a", "https://[broken", False),
        ("not an address", "https://vale.example/a", False),
    ],
)
def test_another_site_is_another_registered_name(own: str, canonical: str, elsewhere: bool, declare: Declare) -> None:
    links = declare({"og:url": own, "canonical": canonical})
    assert [link.role for link in links if link.elsewhere] == (["canonical"] if elsewhere else [])


def test_roles_come_in_the_order_of_the_rules(rules: Rules, declare: Declare) -> None:
    fields = {name: "Somebody" for name in reversed(list(rules.data["chain"]["names"])) if name != "hophistory"}
    roles = [link.role for link in declare(fields)]
    order = rules.data["chain"]["order"]
    assert roles == sorted(roles, key=order.index)
    assert len(roles) >= 9


nested: Any = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.just("https://vale.example/a"),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["name", "url", "@id", "hop", "seq", "party", "action", "timestamp", "qcode", "value", "rel"]
            )
            | st.text(max_size=8),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)
#: Names that lead somewhere, and others.
names = st.sampled_from(
    ["hopHistory", "itemMeta.hopHistory", "isBasedOn", "author", "source", "og:url", "canonical", "link", "link.via",
     "itemMeta.link", "ingredients", "publisher", "creditline", "dateline", "digitalSourceType", "::", "."]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(names | st.text(max_size=20), nested), max_size=6))
def test_any_fields_give_a_chain(checker: Checker, fields: list[tuple[str, Any]]) -> None:
    document = Document("a.md", "1 — 2\n", "markdown")
    document.fields = [Field(name, value, f"front matter: {name}", 1) for name, value in fields]
    report = checker.check(document)
    assert not any("itself failed" in finding.message for finding in report.findings)
    assert len(report.provenance) <= MAX_LINKS
    for link in report.provenance:
        assert link.shown or link.role == "hop"
        assert len(link.name or "") <= 300


def test_more_than_anybody_needs_is_cut(declare: Declare) -> None:
    deep: Any = "Somebody"
    for _ in range(5000):
        deep = [deep]
    assert len(declare({"author": [f"Somebody {i}" for i in range(5000)], "source": deep})) <= MAX_LINKS


@pytest.mark.skipif(not SHARED.is_dir(), reason="needs ../shared/formats")
def test_public_conformance_files_are_traced(checker: Checker) -> None:
    paths = sorted(path for path in (SHARED / "newsml-g2").rglob("*.xml"))[::6]
    hops = 0
    for path in paths:
        for document in read_documents(path.name, path.read_bytes()):
            report = checker.check(document)
            assert not any("itself failed" in finding.message for finding in report.findings), path
            hops += sum(link.role == "hop" for link in report.provenance)
    assert paths
