"""The names that other tools write, and what they are here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.document import Field
from provenance.metadata import Metadata
from provenance.metadata_names import Walk, fold_name, resolve
from provenance.vocabulary import Scope

Understand = Callable[[dict[str, Any]], Metadata]

HUGO = {
    "title": "The bridge opens",
    "date": "2024-02-02T04:14:54-08:00",
    "lastmod": "2024-02-03",
    "expiryDate": "2034-02-03",
    "params": {"author": "Ada Quill", "license": "CC-BY-4.0"},
    "copyright": "2024 Harbour Post",
    "cover": {"image": "bridge.jpg", "caption": "The bridge"},
}
JEKYLL = {
    "layout": "post",
    "title": "The bridge opens",
    "date": "2024-02-02 10:00:00 +0300",
    "author": "Ada Quill",
    "permalink": "/2024/bridge/",
    "locale": "en_GB",
    "canonical_url": "https://news.example/bridge",
}
QUARTO = {
    "title": "The bridge opens",
    "date": "2024-02-02",
    "author": [{"name": "Ada Quill", "email": "ada@news.example"}, {"name": {"given": "Bo", "family": "Reed"}}],
    "license": {"text": "CC BY 4.0", "type": "creative-commons", "url": "https://creativecommons.org/licenses/by/4.0/"},
    "copyright": {"holder": "Harbour Post", "year": [2019, 2024], "statement": "Copyright Harbour Post"},
    "lang": "tr",
}
MYST = {
    "title": "The bridge opens",
    "date": "2024/02/02",
    "authors": [{"name": "Ada Quill", "orcid": "0000-0000-0000-0000"}],
    "license": {"content": "CC-BY-4.0", "code": "MIT"},
    "copyright": "© 2024 Harbour Post",
    "open_access": True,
}
SCHEMA_ORG = {
    "headline": "The bridge opens",
    "datePublished": "2024-02-02T04:14:54Z",
    "author": {"@type": "Person", "name": "Ada Quill"},
    "copyrightHolder": {"@type": "Organization", "name": "Harbour Post"},
    "copyrightYear": 2024,
    "creditText": "Harbour Wire",
    "usageInfo": "https://news.example/terms",
    "inLanguage": "en",
    "sourceOrganization": {"@type": "NewsMediaOrganization", "name": "Harbour Wire"},
    "conditionsOfAccess": "Subscribers only",
    "image": {"@type": "ImageObject", "license": "https://pictures.example/licence"},
}
DUBLIN_CORE = {
    "dc.title": "The bridge opens",
    "DC.creator": "Ada Quill",
    "dcterms.rightsHolder": "Harbour Post",
    "dc.rights": "All rights reserved",
    "dcterms:license": "CC-BY-4.0",
    "dc.language": "en",
    "dcterms.issued": "2024-02",
}
NINJS = {
    "versioncreated": "2024-02-02T04:14:54Z",
    "headline": "The bridge opens",
    "byline": "By Ada Quill",
    "copyrightholder": "Harbour Wire",
    "copyrightnotice": "© 2024 Harbour Wire",
    "usageterms": "Editorial use only",
    "embargoed": "2030-02-02T04:14:54Z",
    "pubstatus": "usable",
    "ednote": "Adds quotes",
    "infosource": [{"name": "Harbour Wire", "rel": "origin"}],
    "digitalsourcetype": "http://cv.iptc.org/newscodes/digitalsourcetype/humanEdits",
}
META = {
    "article:published_time": "2024-02-02T04:14:54Z",
    "og:title": "The bridge opens",
    "og:site_name": "Harbour Post",
    "og:locale": "en_GB",
    "tdm-reservation": "1",
    "tdm-policy": "https://news.example/tdm.json",
    "robots": "noindex, noai",
}


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (
            HUGO,
            {
                "title": ["The bridge opens"],
                "published": ["2024-02-02T04:14:54-08:00"],
                "modified": ["2024-02-03"],
                "expires": ["2034-02-03"],
                "byline": ["Ada Quill"],
                "license": ["CC-BY-4.0"],
                "copyright_notice": ["2024 Harbour Post"],
            },
        ),
        (
            JEKYLL,
            {
                "title": ["The bridge opens"],
                "published": ["2024-02-02T10:00:00+03:00"],
                "byline": ["Ada Quill"],
                "canonical_url": ["/2024/bridge/", "https://news.example/bridge"],
                "language": ["en-GB"],
            },
        ),
        (
            QUARTO,
            {
                "title": ["The bridge opens"],
                "published": ["2024-02-02"],
                "byline": ["Ada Quill", "Bo Reed"],
                "license": ["CC BY 4.0", "creative-commons", "https://creativecommons.org/licenses/by/4.0/"],
                "copyright_holder": ["Harbour Post"],
                "copyright_year": ["2019", "2024"],
                "copyright_notice": ["Copyright Harbour Post"],
                "language": ["tr"],
            },
        ),
        (
            MYST,
            {
                "title": ["The bridge opens"],
                "published": ["2024-02-02"],
                "byline": ["Ada Quill"],
                "license": ["CC-BY-4.0"],
                "copyright_notice": ["© 2024 Harbour Post"],
            },
        ),
        (
            SCHEMA_ORG,
            {
                "title": ["The bridge opens"],
                "published": ["2024-02-02T04:14:54+00:00"],
                "byline": ["Ada Quill"],
                "copyright_holder": ["Harbour Post"],
                "copyright_year": ["2024"],
                "credit_line": ["Harbour Wire"],
                "usage_terms": ["https://news.example/terms", "Subscribers only"],
                "language": ["en"],
                "source": ["Harbour Wire"],
            },
        ),
        (
            DUBLIN_CORE,
            {
                "title": ["The bridge opens"],
                "byline": ["Ada Quill"],
                "copyright_holder": ["Harbour Post"],
                "copyright_notice": ["All rights reserved"],
                "license": ["CC-BY-4.0"],
                "language": ["en"],
                "published": ["2024-02"],
            },
        ),
        (
            NINJS,
            {
                "published": ["2024-02-02T04:14:54+00:00"],
                "title": ["The bridge opens"],
                "byline": ["By Ada Quill"],
                "copyright_holder": ["Harbour Wire"],
                "copyright_notice": ["© 2024 Harbour Wire"],
                "usage_terms": ["Editorial use only"],
                "embargo": ["2030-02-02T04:14:54+00:00"],
                "pubstatus": ["usable"],
                "ednote": ["Adds quotes"],
                "source": ["Harbour Wire"],
                "digital_source_type": ["http://cv.iptc.org/newscodes/digitalsourcetype/humanEdits"],
            },
        ),
        (
            META,
            {
                "published": ["2024-02-02T04:14:54+00:00"],
                "title": ["The bridge opens"],
                "site_name": ["Harbour Post"],
                "language": ["en-GB"],
                "tdm_reservation": ["1"],
                "tdm_policy": ["https://news.example/tdm.json"],
                "robots": ["noindex, noai"],
            },
        ),
    ],
    ids=["Hugo", "Jekyll", "Quarto", "MyST", "schema.org", "Dublin Core", "ninjs", "HTML meta"],
)
def test_names_of_other_tools(written: dict[str, Any], expected: dict[str, list[str]], declare: Understand) -> None:
    metadata = declare(written)
    assert not metadata.faults
    assert {name: metadata.all(name) for name in metadata.values} == expected


@pytest.mark.parametrize(
    ("name", "canonical"),
    [
        ("copyright_holder", "copyright_holder"),
        ("CopyrightHolder", "copyright_holder"),
        ("COPYRIGHT-HOLDER", "copyright_holder"),
        ("copyright.holder", "copyright_holder"),
        ("Copyright Holder", "copyright_holder"),
        ("ＬＩＣＥＮＳＥ", "license"),
        ("LİCENSE", "license"),
        ("tdm:reservation", "tdm_reservation"),
        ("TDM_Reservation", "tdm_reservation"),
    ],
)
def test_spelling_of_a_name_does_not_matter(name: str, canonical: str, names: dict[str, Any]) -> None:
    found = resolve(name.split("."), names)
    assert found == (canonical, Scope.DOCUMENT)


@pytest.mark.parametrize(
    "name",
    [
        "image.credit",
        "imageCredit",
        "photo_credit",
        "cover.credit",
        "header.image.credit",
        "hero-image-credit",
        "media:credit",
    ],
)
def test_a_credit_of_a_picture_is_about_the_picture(name: str, declare: Understand) -> None:
    metadata = declare({name: "Bo Reed"})
    assert [(entry.canonical, entry.scope) for entry in metadata.declared] == [("credit_line", Scope.IMAGE)]
    assert metadata.values == {}


def test_a_caption_and_a_licence_of_code_never_speak_of_the_text(declare: Understand) -> None:
    metadata = declare({"caption": "© Bo Reed", "license": {"code": "MIT"}, "theme": {"license": "CC-BY-4.0"}})
    scopes = {(entry.canonical, entry.scope) for entry in metadata.declared if entry.good}
    assert scopes == {("caption", Scope.IMAGE), ("code_license", Scope.OTHER), ("license", Scope.OTHER)}


def test_a_licence_below_a_name_nobody_knows_is_not_the_articles(declare: Understand) -> None:
    metadata = declare({"plugin": {"license": "CC0-1.0"}})
    assert metadata.declared == []
    assert [entry.name for entry in metadata.unknown] == ["plugin"]


@pytest.mark.parametrize("name", ["tdm_reservation", "robots", "embargo", "pubstatus", "noai"])
def test_what_closes_is_found_below_any_name(name: str, declare: Understand) -> None:
    metadata = declare({"plugin": {"settings": [{name: "noai"}]}})
    assert [(entry.canonical, entry.scope) for entry in metadata.declared] == [(name, Scope.DOCUMENT)]


@pytest.mark.parametrize(
    "name", ["use", "intended_use", "intendedUse", "waive", "waiver", "provenance", "params.provenance"]
)
def test_nobody_lets_himself_through(name: str, declare: Understand) -> None:
    metadata = declare({name: {"use": "republish"}})
    assert [entry.name for entry in metadata.self_declared] == [name]
    assert metadata.declared == []


def test_pointers_lead_into_the_value(names: dict[str, Any]) -> None:
    front = Field("license", [{"url": "https://a.example"}], "front matter: license", 4)
    feed = Field("copyrightHolder", {"name": "A/B"}, "/rightsInfo/0/copyrightHolder", 9)
    assert [leaf.pointer for leaf in Walk(front, names).leaves()] == ["front matter: license[0].url"]
    assert [leaf.pointer for leaf in Walk(feed, names).leaves()] == ["/rightsInfo/0/copyrightHolder/name"]


@given(st.text(max_size=40))
def test_folding_is_idempotent(name: str) -> None:
    assert fold_name(fold_name(name)) == fold_name(name)
