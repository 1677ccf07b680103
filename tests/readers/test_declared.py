"""What pages declare in microdata, RDFa and JSON-LD: whose rights it is about, and where it stands."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.document import Document
from provenance.metadata import understand
from provenance.readers import read_bytes, read_documents
from provenance.rulefiles.pack import Rules
from provenance.vocabulary import Scope

BY = "https://creativecommons.org/licenses/by/4.0/"
ARTICLE = 'itemscope itemtype="https://schema.org/NewsArticle"'
IMAGE = 'itemscope itemtype="https://schema.org/ImageObject"'


def read(source: str) -> Document:
    return read_bytes("page.html", source.encode())


def page(inner: str, head: str = "") -> Document:
    return read(f"<!doctype html><head><title>T</title>{head}</head><body>{inner}<p>One</p></body>")


def named(document: Document) -> list[tuple[str, Any]]:
    return [(field.name, field.value) for field in document.fields]


class TestMicrodata:
    @pytest.mark.parametrize(
        ("inner", "expected"),
        [
            (f"<div {ARTICLE}><meta itemprop=license content={BY}></div>", [("license", BY)]),
            (f"<div {ARTICLE}><link itemprop=license href={BY}></div>", [("license", BY)]),
            (
                f"<div {ARTICLE}><a itemprop=license href={BY}>our terms</a></div>",
                [("license", {"label": "our terms", "url": BY})],
            ),
            (
                f"<div {ARTICLE}><b itemprop=copyrightHolder itemscope itemtype='https://schema.org/Organization'>"
                "<i itemprop=name>Harbour  <b>Post</b></i></b></div>",
                [("copyrightHolder.name", "Harbour Post")],
            ),
            (
                f"<div {ARTICLE}><time itemprop=expires datetime=2030-01-01>soon</time><b itemprop='copyrightYear "
                "copyrightNotice'>2024</b></div>",
                [("expires", "2030-01-01"), ("copyrightYear", "2024"), ("copyrightNotice", "2024")],
            ),
            (f"<figure {IMAGE}><meta itemprop=license content={BY}></figure>", [("image.license", BY)]),
            (
                f"<div {ARTICLE}><p itemprop=image {IMAGE}><b itemprop=creditText>Bo</b></p></div>",
                [("image.creditText", "Bo")],
            ),
            (
                f"<div {ARTICLE}><p itemprop=whatever {IMAGE}><b itemprop=license>x</b></p></div>",
                [("image.license", "x")],
            ),
            (
                f"<div {ARTICLE}><p itemprop=isBasedOn {ARTICLE}><b itemprop=license>x</b></p></div>",
                [("isBasedOn.license", "x")],
            ),
            (
                f"<div {ARTICLE}><p itemprop=comment itemscope itemtype='https://schema.org/Comment'>"
                "<b itemprop=license>x</b></p></div>",
                [("comment.license", "x")],
            ),
            (
                "<div itemscope itemtype='https://schema.org/Comment'><b itemprop=license>x</b></div>",
                [("comment.license", "x")],
            ),
            (
                f"<div itemscope itemtype='https://schema.org/WebPage'><div itemprop=mainEntity {ARTICLE}>"
                "<b itemprop=license>x</b></div></div>",
                [("license", "x")],
            ),
            (
                f"<div itemscope itemtype='https://schema.org/WebPage'><div itemprop=mainEntity {IMAGE}>"
                "<b itemprop=license>x</b></div></div>",
                [("image.license", "x")],
            ),
            (
                "<footer itemscope itemtype='https://schema.org/WPFooter'><b itemprop=copyrightYear>2024</b></footer>",
                [("website.copyrightYear", "2024")],
            ),
            (
                f"<div {ARTICLE} itemref=far></div><div id=far><b itemprop=copyrightYear>2024</b></div>",
                [("copyrightYear", "2024")],
            ),
            ("<div itemscope itemtype='https://schema.org/Person'><b itemprop=license>x</b></div>", []),
            ("<div itemscope><b itemprop=license>x</b></div>", []),
            ("<b itemprop=license>x</b>", []),
            (f"<template><div {ARTICLE}><b itemprop=license>x</b></div></template>", []),
            (f"<!-- <div {ARTICLE}><b itemprop=license>x</b></div> -->", []),
            (f"<b id=a {ARTICLE} itemref=b><i id=b itemscope itemref=a itemprop=license></i></b>", []),
        ],
    )
    def test_names_and_values(self, inner: str, expected: list[tuple[str, Any]]) -> None:
        assert named(page(inner)) == expected

    def test_the_place(self) -> None:
        found = read(f"<p>One</p>\n<div {ARTICLE}>\n <meta itemprop=license content='{BY}'></div>")
        (field,) = found.fields
        assert (field.pointer, field.line, field.column) == ("microdata: NewsArticle.license", 3, 2)
        assert found.text[field.start : field.end] == BY

    def test_of_several_articles_the_one_that_the_page_shows(self) -> None:
        story = "<p>After two winters behind scaffolding the bridge carries carts, and walkers, again.</p>" * 8
        teaser = f"<li {ARTICLE}><a href=/x>More</a><meta itemprop=license content={BY}></li>"
        found = page(f"<article {ARTICLE}><b itemprop=license>x</b>{story}</article><ul>{teaser * 3}</ul>")
        assert named(found) == [("license", "x"), *[("related.license", BY)] * 3]


class TestRdfa:
    @pytest.mark.parametrize(
        ("inner", "expected"),
        [
            (
                f"<div vocab='https://schema.org/' typeof=Article><link property=license href={BY}>"
                "<b property=copyrightHolder typeof=Organization><i property=name>Harbour Post</i></b></div>",
                [("license", BY), ("copyrightHolder.name", "Harbour Post")],
            ),
            (f"<div typeof=schema:NewsArticle><meta property=schema:license content={BY}></div>", [("license", BY)]),
            ("<div typeof=schema:ImageObject><b property=schema:license>x</b></div>", [("image.license", "x")]),
            ("<div typeof=schema:Comment><b property=schema:license>x</b></div>", [("comment.license", "x")]),
            ("<div typeof=foaf:Image about=/x.jpg><b property=dct:rights>x</b></div>", [("image.rights", "x")]),
            ("<b property=dct:rights>© 2024 Harbour Post</b>", [("dcterms:rights", "© 2024 Harbour Post")]),
            ("<b property=http://purl.org/dc/terms/rightsHolder>Ada</b>", [("dcterms:rightsHolder", "Ada")]),
            (
                "<div prefix='x: http://creativecommons.org/ns#'><b property=x:attributionName>Ada</b></div>",
                [("cc:attributionName", "Ada")],
            ),
            (
                "<div xmlns:q='http://purl.org/dc/elements/1.1/'><b property=q:rights>x</b></div>",
                [("dc:rights", "x")],
            ),
            (
                "<a property=cc:attributionName rel=cc:attributionURL href=https://h.example/>Ada</a>",
                [("cc:attributionName", "Ada"), ("cc:attributionURL", "https://h.example/")],
            ),
            (f"<div about=/cat.jpg><a rel=license href={BY}>x</a></div>", [("image.license", BY)]),
            (f"<div about=https://else.example/><a rel=cc:license href={BY}>x</a></div>", [("related.license", BY)]),
            (f"<p><a rel=cc:license href={BY}>x</a></p>", []),  # a link in the words: the page's reader knows its place
            (f"<link rel=cc:license href={BY}>", [("cc:license", BY)]),
            (
                "<p><span rel=dct:type href=http://purl.org/dc/dcmitype/StillImage></span>"
                f"<span rel=cc:license href={BY}></span></p>",
                [("image.type", "http://purl.org/dc/dcmitype/StillImage"), ("image.license", BY)],
            ),
            ("<template><b property=dct:rights>x</b></template>", []),
            ("<b property=license>x</b>", []),
        ],
    )
    def test_names_and_values(self, inner: str, expected: list[tuple[str, Any]]) -> None:
        assert named(page(inner)) == expected

    def test_a_page_that_speaks_of_itself_by_its_address(self) -> None:
        head = "<link rel=canonical href=https://harbour.example/story>"
        inner = f"<div about=https://www.harbour.example/story?x><b property=cc:license content={BY}></b></div>"
        assert named(page(inner, head))[-1] == ("cc:license", BY)

    def test_no_meta_is_read_twice(self) -> None:
        assert named(page("<meta property=dc:rights content=x>")) == [("dc:rights", "x")]
        assert named(page("<div typeof=schema:Article><meta property=dc:rights content=x></div>")) == [
            ("dc:rights", "x")
        ]


class TestMetaAndLinks:
    @pytest.mark.parametrize(
        ("head", "expected"),
        [
            ("<link rel=Canonical href=https://h.example/a>", [("canonical", "https://h.example/a")]),
            ("<link rel=canonical href=/a>", [("permalink", "/a")]),
            ("<link rel=alternate hreflang=de href=/de>", [("alternate", "/de")]),
            ("<link rel='alternate stylesheet' href=/s>", []),
            ("<meta name=syndication-source content=x>", [("syndication-source", "x")]),
            ("<META NAME=TDM-Reservation CONTENT=1><meta name=tdm-reservation content=0>",
             [("TDM-Reservation", "1"), ("tdm-reservation", "0")]),
            ("<meta itemprop=copyrightHolder content=Ada>", [("copyrightHolder", "Ada")]),
            ("<template><meta name=license content=x></template>", [("template.license", "x")]),
        ],
    )  # fmt: skip
    def test_fields(self, head: str, expected: list[tuple[str, Any]]) -> None:
        assert named(page("", head)) == expected

    def test_a_template_may_close_and_never_opens(self, rules: Rules) -> None:
        found = page("", "<template><meta name=license content=CC0><meta name=tdm-reservation content=1></template>")
        declared = understand(found.fields, rules.data["fields"]).declared
        assert [(entry.canonical, entry.value) for entry in declared] == [("tdm_reservation", "1")]


def ld(*blocks: Any) -> str:
    written = [block if isinstance(block, str) else json.dumps(block) for block in blocks]
    return "".join(f'<script type="application/ld+json">{block}</script>' for block in written)


class TestJsonLd:
    def test_every_value_has_its_own_line_and_place(self) -> None:
        found = read('<script type="application/ld+json">\r\n{"@type":"Article",\r\n "license": "' + BY + '"}</script>')
        (field,) = found.fields
        assert (field.line, field.column) == (3, 13)
        assert found.text[field.start : field.end] == BY

    @pytest.mark.parametrize(
        ("node", "canonical"),
        [
            ({"license": {"@type": "CreativeWork", "url": BY}}, [("license", BY, Scope.DOCUMENT)]),
            ({"license": [BY]}, [("license", BY, Scope.DOCUMENT)]),
            ({"license": {"@id": BY}}, [("license", BY, Scope.DOCUMENT)]),
            ({"image": {"@type": "ImageObject", "license": BY}}, [("license", BY, Scope.IMAGE)]),
            ({"isBasedOn": {"@type": "Article", "license": BY}}, [("license", BY, Scope.OTHER)]),
            ({"citation": [{"license": BY}]}, [("license", BY, Scope.OTHER)]),
            ({"hasPart": {"license": BY}}, [("license", BY, Scope.OTHER)]),
            ({"comment": [{"@type": "Comment", "license": BY}]}, [("license", BY, Scope.OTHER)]),
            ({"publisher": {"license": BY}}, []),
            ({"sdLicense": BY}, []),
            ({"mainEntity": {"@type": "ImageObject", "license": BY}}, [("license", BY, Scope.IMAGE)]),
            ({"mainEntity": {"@type": "NewsArticle", "license": BY}}, [("license", BY, Scope.DOCUMENT)]),
        ],
    )
    def test_whose_licence(self, node: dict[str, Any], canonical: list[Any], rules: Rules) -> None:
        found = page("", ld({"@context": "https://nobody.example/ctx", "@type": "WebPage", **node}))
        declared = understand(found.fields, rules.data["fields"]).declared
        assert [(entry.canonical, entry.value, entry.scope) for entry in declared if not entry.weak] == canonical

    def test_of_several_articles_the_one_at_the_pages_address(self) -> None:
        head = "<link rel=canonical href=https://h.example/a>"
        articles = [{"@type": "Article", "url": f"https://h.example/{name}", "license": name} for name in "abc"]
        licences = [(name, value) for name, value in named(page("", head + ld(articles))) if "license" in name]
        assert licences == [("license", "a"), ("related.license", "b"), ("related.license", "c")]

    def test_a_value_that_a_parser_passes_over(self) -> None:
        found = page("", ld('{"@type": "Article", "tdm-reservation": 1, "tdm-reservation": 0}'))
        assert sorted(value for name, value in named(found) if name == "tdm-reservation") == [0, 1]
        assert [problem.code for problem in found.problems] == ["metadata-unread"]

    def test_a_graph_that_leads_in_circles(self) -> None:
        graph = [
            {"@type": "Article", "@id": "#a", "license": {"@id": "#b"}},
            {"@id": "#b", "url": {"@id": "#a"}, "x": 1},
        ]
        assert named(page("", ld({"@graph": graph}))) == [("license", {"@id": "#b", "x": 1})]


class TestFiles:
    def read(self, data: Any) -> list[Document]:
        return read_documents("a.jsonld", json.dumps(data).encode())

    def test_an_article_is_a_document(self) -> None:
        node = {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": "T",
            "articleBody": "One",
            "license": BY,
        }
        (found,) = self.read(node)
        assert (found.format, found.part, found.foreign, found.read) == ("json-ld", None, False, "T\n\nOne")
        assert [(field.name, field.pointer) for field in found.fields] == [
            ("headline", "/headline"),
            ("license", "/license"),
        ]

    def test_several_articles_keep_their_own(self) -> None:
        graph = [
            {"@type": "WebSite", "copyrightHolder": "Harbour Post"},
            {"@type": "Article", "headline": "A", "license": "a"},
            {"@type": "Article", "headline": "B", "license": "b"},
        ]
        found = self.read({"@context": {}, "@graph": graph})
        assert [document.part for document in found] == ["/@graph/1", "/@graph/2"]
        assert [[(n, v) for n, v in named(document) if n != "headline"] for document in found] == [
            [("website.copyrightHolder", "Harbour Post"), ("license", "a")],
            [("website.copyrightHolder", "Harbour Post"), ("license", "b")],
        ]

    @pytest.mark.parametrize(
        "data", [{"@context": "x", "@type": "odrl:Offer"}, {"@graph": []}, [], {"headline": "x"}, 7]
    )
    def test_what_is_no_article(self, data: Any) -> None:
        (found,) = self.read(data)
        assert (found.format, found.foreign) == ("json", True)


NAMES = st.sampled_from(
    ["license", "image", "mainEntity", "@id", "@type", "@graph", "copyrightHolder", "url", "tdm-reservation"]
)
DATA = st.recursive(
    st.sampled_from(["Article", "ImageObject", "#a", BY, "", 1, None, True]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(DATA)
def test_any_data_is_answered(data: Any) -> None:
    assert page("", ld(data)).readable
    assert read_documents("a.jsonld", json.dumps(data).encode())


SOUP = st.lists(
    st.sampled_from(
        [f"<div {ARTICLE}>", "<!--", "-->", "<i id=a itemref=a>",
         f"<p {IMAGE} itemprop=image>", "<b itemprop=license>x</b>", "</div>", "</p>", "<template>",
         "<div typeof=Article vocab=https://schema.org/>", "<b property=license>y</b>", "</template>",
         "<div about=/x.jpg>", "<a rel=license href=z>", "<div itemscope itemref='a b'>", "<div prefix='a: b'>"]
    ),
    max_size=12,
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(SOUP)
def test_any_markup_is_answered_and_every_line_is_there(parts: list[str]) -> None:
    found = read("\n".join(parts))
    assert all(1 <= field.line <= len(parts) + 1 for field in found.fields)
