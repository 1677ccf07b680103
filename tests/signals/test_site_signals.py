"""Signals of a site: what each vocabulary says, in good and in bad form, and that no form says less."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.corpus.site import headers_of
from provenance.document import Field
from provenance.metadata import understand
from provenance.rulefiles.fields import load_fields
from provenance.rulefiles.pack import rules_root
from provenance.rulefiles.signals import load_signals
from provenance.signals import c2pa, plus
from provenance.signals.resolver import Weighed, resolve, statements
from provenance.signals.signal import BARRING, Says
from provenance.signals.site import Header, Page, Site, Trouble
from provenance.statement import Statement
from provenance.vocabulary import Polarity, Scope, close_over_inclusion

WORDS = load_signals(rules_root())
FIELDS = load_fields(rules_root())
ROBOTS, TDMREP = "robots.txt", ".well-known/tdmrep.json"
RSL = '<rsl xmlns="https://rslstandard.org/rsl"><content url="/news/">{}</content></rsl>'

Shown = tuple[str, str, str]


def weighed(
    files: dict[str, str] | None = None,
    headers: dict[str, Any] | None = None,
    fields: dict[str, Any] | None = None,
    path: str = "/news/story.html",
    **page: Any,
) -> list[Weighed]:
    """The signals of a page, weighed."""
    pairs = [(name, one) for name, v in (headers or {}).items() for one in (v if isinstance(v, list) else [v])]
    declared = [Field(name, value, f"meta: {name}", 3) for name, value in (fields or {}).items()]
    return resolve(
        Page(
            path,
            None,
            tuple(Header(*pair, f"headers: {pair[0]}") for pair in pairs),
            understand(declared, FIELDS),
            **page,
        ),
        WORDS,
        Site(files or {}),
    )


def brief(found: list[Weighed]) -> list[Shown]:
    """Outcome, what is said, and about what; notes left out."""
    rows = [(one.outcome, str(one.signal.says), " ".join(sorted(one.signal.acts))) for one in found]
    return [row for row in rows if row[0] != "noted"]


RESERVED = ("holds", "reserved", "mine")
NO_TRAINING = ("holds", "reserved", "train-ai")
BOTH = ("holds", "reserved", "mine train-ai")


def entry(value: Any, location: str = "/news/*") -> dict[str, Any]:
    return {"location": location, "tdm-reservation": value}


@pytest.mark.parametrize(
    ("files", "headers", "fields", "expected"),
    [
        ([entry(1)], {}, {}, [RESERVED]),
        ([entry(0)], {}, {}, []),
        ([entry("0")], {}, {}, []),
        ([entry("１")], {}, {}, [RESERVED]),
        ([entry("０")], {}, {}, [RESERVED]),
        ([entry(False)], {}, {}, [RESERVED]),
        ([entry(0.0)], {}, {}, [RESERVED]),
        ([entry(None)], {}, {}, [RESERVED]),
        ([entry(1, "/sport/")], {}, {}, []),
        ([entry(1, "/NEWS/")], {}, {}, [RESERVED]),
        ([entry(0, "/NEWS/"), entry(1, "/")], {}, {}, [RESERVED]),
        ([entry(1, "https://post.example/news/")], {}, {}, [RESERVED]),
        ({"rules": [entry(1)]}, {}, {}, [("holds", "unread", "mine")]),
        ([entry(0, "/news/"), entry(1, "/")], {}, {}, [("lifted", "reserved", "mine")]),
        ([entry(0), entry(1)], {}, {}, [RESERVED]),
        ([entry(1), entry(0, "/")], {}, {}, [RESERVED]),
        (entry(1), {}, {}, [RESERVED]),
        ([entry(1)], {"tdm-reservation": "0"}, {}, [("lifted", "reserved", "mine")]),
        ([entry(0)], {"TDM-Reservation": "1"}, {}, [RESERVED]),
        (None, {"tdm_reservation ": "1"}, {}, [RESERVED]),
        (None, {"tdm-reservation": ["0", "1"]}, {}, [RESERVED]),
        (None, {"tdm-reservation": "0, 1"}, {}, [RESERVED]),
        (None, {"tdm-reservation": ""}, {}, [RESERVED]),
        (None, {"tdm-reservation": " 0\t"}, {}, []),
        (None, {"tdm-reservation": "1"}, {"tdm-reservation": "0"}, [("lifted", "reserved", "mine")]),
        (None, {"tdm-reservation": "1"}, {"TDM-Reservation": "false"}, [RESERVED]),
        (None, {"tdm-reservation": "1"}, {"robots": "noindex"}, [RESERVED]),
        (None, {"tdm-reservation": "0"}, {"tdm-reservation": "1"}, [RESERVED]),
        ([], {}, {}, [("holds", "unread", "mine")]),
        ("text", {}, {}, [("holds", "unread", "mine")]),
        ([{"location": "/", "tdm-policy": "https://post.example/p"}], {}, {}, [("holds", "unread", "mine")]),
    ],
)
def test_tdmrep(files: Any, headers: dict[str, Any], fields: dict[str, Any], expected: list[Shown]) -> None:
    site = {} if files is None else {TDMREP: json.dumps(files)}
    assert brief(weighed(site, headers, fields)) == expected


def test_a_duplicate_key_is_found_where_a_parser_would_lose_it() -> None:
    assert brief(weighed({TDMREP: '[{"location": "/", "tdm-reservation": 1, "TDM-Reservation": 0}]'})) == [RESERVED]


def test_a_policy_is_where_to_ask() -> None:
    [one] = weighed(headers={"tdm-reservation": "1", "tdm-policy": "https://post.example/p.json"})
    assert [(c.duty, c.target) for c in one.signal.conditions] == [("consent", "https://post.example/p.json")]


UNREAD = ("holds", "unread", "")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("train-ai=n", [NO_TRAINING]),
        ("train-ai=y", []),
        ("train-ai=y, train-ai=n", [NO_TRAINING]),
        ("train-ai=n, train-ai=y", [NO_TRAINING]),
        ("Train-AI=N", [NO_TRAINING]),
        ("TRAIN-AI=Y", [NO_TRAINING]),
        ("ai-use=n, search=y", [RESERVED]),
        ("search=n", []),
        ("train-ai=n;x=1", [NO_TRAINING]),
        ('train-ai="n"', [NO_TRAINING]),
        ("train-ai", [NO_TRAINING]),
        ("train-ai=", [NO_TRAINING]),
        ("train-ai = n", [NO_TRAINING]),
        ("!!! train-ai=n ???", [NO_TRAINING, UNREAD]),
        ("train-a", [UNREAD]),
        ("", [UNREAD]),
        ("search=y,", [UNREAD, UNREAD]),
        ("other=y", []),
        ("train-ai=y, \u00e9", [UNREAD, UNREAD]),
    ],
)
def test_aipref(value: str, expected: list[Shown]) -> None:
    found = brief(weighed(headers={"Content-Usage": value}))
    assert [(a, b, c if b != "unread" else "") for a, b, c in found] == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("Content-Usage: train-ai=n", [NO_TRAINING]),
        ("Content-Usage: /news/ train-ai=n", [NO_TRAINING]),
        ("Content-Usage: /sport/ train-ai=n", []),
        ("Content-Usage: train-ai=n\nContent-Usage: /news/ train-ai=y", [("lifted", "reserved", "train-ai")]),
        ("Content-Usage: /news/ train-ai=y\nContent-Usage: /news/ train-ai=n", [NO_TRAINING]),
        ("CONTENT-USAGE : TRAIN-AI=N # no", [NO_TRAINING]),
        ("content usage train-ai=n", [NO_TRAINING]),
        ("# Content-Usage: train-ai=n", []),
        ("Content-Signal: search=yes, ai-train=no", [NO_TRAINING]),
        ("Content-Signal: ai-train=yes", []),
        ("Content-Signal: ai-train=yes\ncontent-signal: ai-train=no", [NO_TRAINING]),
        ("Content-Signal: ai-train=n", [NO_TRAINING]),
        ("Content-Signal: AI-Train = NO", [NO_TRAINING]),
        ("Content-Signal: ai-input=no", [RESERVED]),
        ("Content-Signal: use=reference", [("holds", "unread", "")]),
    ],
)
def test_lines_of_robots_txt(lines: str, expected: list[Shown]) -> None:
    assert brief(weighed({ROBOTS: f"User-agent: *\n{lines}\nAllow: /\n"})) == expected
    assert brief(weighed({ROBOTS: f"\ufeffUser-Agent: *\r\n{lines}\r\nAllow: /\r\n".replace("\n", "\r\n")})) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("User-agent: GPTBot\nDisallow: /\n", [NO_TRAINING]),
        ("user-AGENT : gptBOT/1.0\r\nDISALLOW : /news\r\n", [NO_TRAINING]),
        ("User-agent: GPTBot\nUser-agent: CCBot\nDisallow: /\n", [NO_TRAINING, NO_TRAINING]),
        ("User-agent: GPTBot\nCrawl-delay: 3\nUser-agent: CCBot\nDisallow: /\n", [NO_TRAINING, NO_TRAINING]),
        ("User-agent GPTBot\nDissallow /\n", [NO_TRAINING]),
        ('User-agent: "GPTBot"\nDisallow: "/"\n', [NO_TRAINING]),
        ("Ｕser-agent： ＧＰＴＢot\nDisallow： /\n", [NO_TRAINING]),
        ("User-agent: GPTBot\nDisallow: https://post.example/news/\n", [NO_TRAINING]),
        ("User-agent: GPTBot\nDisallow: /NEWS/\n", [NO_TRAINING]),
        ("User-agent: GPTBot\nDisallow: /\nAllow: /NEWS/\n", [NO_TRAINING]),
        ("User-agent: GPTBot\nDisallow: /*.html$\n", [NO_TRAINING]),
        ("User-agent: GPTBot\nDisallow: /sport/\n", []),
        ("User-agent: GPTBot\nDisallow:\n", []),
        ("User-agent: GPTBot\nDisallow: /\nAllow: /news/\n", []),
        ("User-agent: GPTBot\nDisallow: /news/\nAllow: /news/\n", [NO_TRAINING]),
        ("User-agent: GPTBot\nAllow: /\n\nUser-agent: GPTBot\nDisallow: /\n", [NO_TRAINING]),
        ("User-agent: ChatGPT-User\nDisallow: /\n", []),
        ("User-agent: *\nDisallow: /\n", [("holds", "doubtful", "train-ai")]),
        ("User-agent: *\nDisallow: /search\n", []),
        ("User-agent: *\nDisallow: /\n\nUser-agent: GPTBot\nAllow: /\n", [("holds", "doubtful", "train-ai")]),
        ("User-agent: GPTBot\nDisallow:", [("holds", "unread", "train-ai")]),
        ("User-agent: GPTBot\n", [("holds", "unread", "train-ai")]),
        ("User-agent: GPT", [("holds", "unread", "train-ai")]),
        ("# only a remark\n", [("holds", "unread", "train-ai")]),
        ("", [("holds", "unread", "train-ai")]),
    ],
)
def test_crawler_tokens(text: str, expected: list[Shown]) -> None:
    assert brief(weighed({ROBOTS: text})) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("noai", [("noai", Scope.SITE)]),
        ("NOAI, noindex", [("NOAI, noindex", Scope.SITE)]),
        ("otherbot: no-ai", [("otherbot: no-ai", Scope.SITE)]),
        ("noimageai", [("noimageai", Scope.IMAGE)]),
        (["noindex", "noai"], [("noai", Scope.SITE)]),
        ("noindex, noarchive", []),
    ],
)
def test_robots_header(value: Any, expected: list[tuple[str, Scope]]) -> None:
    found = weighed(headers={"x-robots-tag": value})
    assert [(one.signal.value, one.signal.scope) for one in found if one.signal.says in BARRING] == expected


@pytest.mark.parametrize("value", ["noindex, noa", "", "noindex,"])
def test_a_cut_robots_header_is_unread(value: str) -> None:
    assert [one.signal.says for one in weighed(headers={"X-Robots-Tag": value})] == [Says.UNREAD]


TRAIN = '<license><prohibits type="usage">ai-train</prohibits></license>'
BARS_TRAINING = ("holds", "prohibited", "train-ai")


@pytest.mark.parametrize(
    ("licence", "expected"),
    [
        (TRAIN, [BARS_TRAINING]),
        (TRAIN.upper(), [BARS_TRAINING]),
        (
            '<license><permits type="usage">all</permits><payment type="free"/></license>',
            [("opens", "allowed", "mine train-ai")],
        ),
        ('<license><permits type="usage">ai-train</permits></license>', [("opens", "allowed", "train-ai")]),
        ('<license><permits type="usage">search</permits></license>', [BOTH]),
        (
            '<license><permits type="usage">all</permits><prohibits type="usage">ai-train</prohibits></license>',
            [BARS_TRAINING],
        ),
        (f'<license><permits type="usage">ai-train</permits></license>{TRAIN}', [BARS_TRAINING]),
        ('<license><permits type="usage">ai-train</permits><payment type="crawl"/></license>', [NO_TRAINING]),
        ('<license><payment type="subscription"/></license>', [BOTH]),
        (
            '<license><prohibits type="user">commercial</prohibits></license>',
            [("holds", "prohibited", "mine train-ai")],
        ),
        ('<license><prohibits type="geo">de</prohibits></license>', [("holds", "prohibited", "mine train-ai")]),
        (
            '<license><prohibits type="usage">flying</prohibits></license>',
            [("holds", "prohibited", "mine train-ai"), ("holds", "unread", "mine train-ai")],
        ),
        ("<license/>", [("holds", "unread", "mine train-ai")]),
        ("", [("holds", "unread", "mine train-ai")]),
    ],
)
def test_rsl(licence: str, expected: list[Shown]) -> None:
    text = RSL.format(licence)
    assert brief(weighed({"license.xml": text})) == expected
    linked = {ROBOTS: "License: https://post.example/license.xml\nUser-agent: *\nAllow: /\n", "license.xml": text}
    assert brief(weighed(linked)) == expected
    page = f'<html><script type="Application/RSL+xml">{text}</script><p>Words.</p></html>'
    assert brief(weighed(text=page, format="html")) == expected
    feed = f'<rss xmlns:rsl="https://rslstandard.org/rsl"><channel><item>{text}</item></channel></rss>'
    if not licence.isupper():
        assert brief(weighed(text=feed, format="rss")) == expected


def test_a_server_asks_for_a_licence_even_if_it_is_free() -> None:
    text = RSL.replace("<content ", '<content server="https://l.example" ').format(
        '<license><permits type="usage">all</permits><payment type="free"/></license>'
    )
    [one] = weighed({"license.xml": text})
    assert one.signal.says is Says.RESERVED
    assert [condition.duty for condition in one.signal.conditions] == ["consent"]


@pytest.mark.parametrize(
    "given_",
    [
        {"headers": {"Link": '<https://post.example/l.xml>; rel="license"; type="application/rsl+xml"'}},
        {"files": {ROBOTS: "User-agent: *\nAllow: /\nLICENSE: https://post.example/l.xml\n"}},
        {"text": '<link rel=license type="application/RSL+xml" href="/l.xml"><p>Words.</p>', "format": "html"},
    ],
)
def test_a_licence_that_is_not_at_hand_reserves(given_: dict[str, Any]) -> None:
    assert brief(weighed(**given_)) == [BOTH]


def test_a_bomb_is_not_expanded() -> None:
    bomb = '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>' + RSL.format(
        TRAIN.replace("ai-train", "&b;")
    )
    assert all(one.signal.says is not Says.ALLOWED for one in weighed({"license.xml": bomb}))
    external = '<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + RSL.format("<license>&a;</license>")
    assert "root" not in repr(weighed({"license.xml": external}))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("datatrainingallowed=no\n", [NO_TRAINING]),
        ("DataTrainingAllowed = NO", [NO_TRAINING]),
        ("datatrainingallowed=yes\ndatatrainingallowed=no\n", [NO_TRAINING]),
        ("datatrainingallowed=yes", []),
        ("datatrainingallowed=maybe", [NO_TRAINING]),
        ("datatrainingallowed", [NO_TRAINING]),
        ("member=https://a.example/\ndatatrain", [("holds", "unread", "train-ai")]),
        ("# datatrainingallowed=no\n", []),
        ("", [("holds", "unread", "train-ai")]),
    ],
)
def test_trust_txt(text: str, expected: list[Shown]) -> None:
    assert brief(weighed({"trust.txt": text})) == expected


@pytest.mark.parametrize(
    ("text", "doubtful"),
    [
        ("User-Agent: *\nDisallow: /\n", 1),
        ("User-Agent: *\nDisallow: *.txt\n", 1),
        ("User-Agent: *\nDisallow: *.jpg\n", 0),
        ("Allow: /\n", 0),
        ("User-Agent: *\nDisallow:", 1),
    ],
)
def test_ai_txt_is_doubtful(text: str, doubtful: int) -> None:
    found = weighed({"ai.txt": text})
    assert [one.signal.says for one in found] == [Says.DOUBTFUL] * doubtful


@pytest.mark.parametrize(
    ("value", "says", "understood"),
    [
        ("http://ns.useplus.org/ldf/vocab/DMI-PROHIBITED", Says.PROHIBITED, True),
        ("dmi-prohibited-aimltraining", Says.PROHIBITED, True),
        ("DMI-PROHIBITED-SEECONSTRAINT", Says.RESERVED, False),
        ("http://ns.useplus.org/ldf/vocab/DMI-ALLOWED", Says.ALLOWED, True),
        ("dmi-allowed", Says.RESERVED, False),
        ("DMI-PROHI", Says.RESERVED, False),
        ("", Says.RESERVED, False),
    ],
)
def test_plus_in_a_picture(value: str, says: Says, understood: bool) -> None:
    terms = FIELDS["fields"]["data_mining"]["terms"]
    for packet in (
        f'<rdf:Description plus:DataMining="{value}"/>',
        f"<plus:DataMining>{value}</plus:DataMining>",
        f'<plus:DataMining rdf:resource="{value}"/>',
    ):
        [one] = plus.in_xmp(packet, "p.jpg", terms)
        assert (one.says, one.understood, one.scope) == (says, understood, Scope.IMAGE)


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ({"cawg.ai_training": {"use": "notAllowed"}}, [("reserved", True)]),
        ({"c2pa.data_mining": {"use": "NOTALLOWED"}}, [("reserved", True)]),
        ({"c2pa.ai_training": {"use": "allowed"}}, [("allowed", True)]),
        ({"c2pa.ai_training": {"use": "constrained", "constraint_info": "ask"}}, [("reserved", False)]),
        ({"c2pa.ai_training": {}}, [("reserved", False)]),
        ({"x.unheard_of": {"use": "notAllowed"}}, [("reserved", True)]),
        ({}, [("reserved", False)]),
    ],
)
def test_c2pa_assertions(entries: dict[str, Any], expected: list[tuple[str, bool]]) -> None:
    terms = WORDS["vocabularies"]["training-mining"]
    listed = {"manifests": {"a": {"assertions": [{"label": "cawg.training-mining", "data": {"entries": entries}}]}}}
    mapped = {"manifests": {"a": {"assertion_store": {"c2pa.training-mining__2": {"entries": entries}}}}}
    for store in (listed, mapped):
        found = list(c2pa.assertions(store, "p.jpg", terms))
        assert [(str(one.says), one.understood) for one in found] == expected
        assert {one.scope for one in found} == {Scope.IMAGE}


def test_a_cut_packet_reserves() -> None:
    packet = '<rdf:Description plus:DataMining="DMI-PROHIBITED"/>'
    terms = FIELDS["fields"]["data_mining"]["terms"]
    for end in range(packet.index("Mining"), len(packet)):
        [one] = plus.in_xmp(packet[:end], "p.jpg", terms)
        assert one.says in BARRING


def test_digital_source_type_is_told() -> None:
    [one] = weighed(
        fields={"digitalSourceType": "http://cv.iptc.org/newscodes/digitalsourcetype/TrainedAlgorithmicMedia"}
    )
    assert (one.outcome, one.signal.vocabulary) == ("noted", "digital-source-type")


# -- between vocabularies


def test_any_reservation_reserves() -> None:
    free = RSL.format('<license><permits type="usage">ai-train</permits></license>')
    found = weighed({"license.xml": free}, {"Content-Usage": "train-ai=n"})
    assert [one.outcome for one in found] == ["holds", "noted"]


def test_statements_of_a_site() -> None:
    found = statements(
        weighed({TDMREP: json.dumps([entry(1)])}, {"tdm-reservation": "0", "Content-Usage": "train-ai=n"})
    )
    assert [(s.kind, s.polarity, s.source, s.scope) for s in found] == [
        ("lifted", Polarity.IDENTIFIES, "signal", Scope.SITE),
        ("ai", Polarity.RESERVES, "signal", Scope.SITE),
    ]
    assert found[0].evidence.pointer == ".well-known/tdmrep.json: [0].tdm-reservation"
    assert found[1].evidence.quote == "train-ai=n"


def test_the_fields_of_the_document_state_themselves() -> None:
    assert statements(weighed(fields={"tdm-reservation": "1", "robots": "noai"})) == []


def test_what_is_too_large_is_unread() -> None:
    large = "User-agent: *\nAllow: /\n" * 6_000
    for name in (ROBOTS, "trust.txt"):
        assert "unread" in [s.kind for s in statements(weighed({name: large}))]


def test_statements_that_say_the_same_are_few() -> None:
    assert len(statements(weighed({"trust.txt": "datatrainingallowed=no\n" * 1_000}))) == 20


def test_a_picture_does_not_close_the_text() -> None:
    free = RSL.format('<license><permits type="usage">ai-train</permits></license>')
    assert "opens" in [one.outcome for one in weighed({"license.xml": free}, {"X-Robots-Tag": "noimageai"})]


# -- no form says less


def strength(found: list[Statement]) -> tuple[frozenset[str], bool]:
    """The acts that are closed, and whether a person must look whatever the use."""
    closing = [s for s in found if s.polarity in (Polarity.RESERVES, Polarity.PROHIBITS)]
    acts = frozenset(act for s in closing for act in close_over_inclusion(s.acts))
    return acts, any(s.unread for s in found)


CLEAN: dict[str, tuple[str, str]] = {
    "tdmrep file": (TDMREP, '[{"location": "/", "tdm-reservation": 1}]'),
    "content-usage": (ROBOTS, "User-agent: *\nContent-Usage: train-ai=n\n"),
    "content-signal": (ROBOTS, "User-agent: *\nContent-Signal: search=yes, ai-train=no\n"),
    "license": (ROBOTS, "User-agent: *\nLicense: https://post.example/gone.xml\n"),
    "token": (ROBOTS, "User-agent: GPTBot\nDisallow: /\n"),
    "trust.txt": ("trust.txt", "datatrainingallowed=no\n"),
    "rsl": ("license.xml", RSL.format(TRAIN)),
    "header tdm": ("header", "tdm-reservation: 1\n"),
    "header usage": ("header", "Content-Usage: train-ai=n\n"),
    "header robots": ("header", "X-Robots-Tag: noai\n"),
    "header link": ("header", 'Link: <https://post.example/l.xml>; rel="license"; type="application/rsl+xml"\n'),
}


def read(place: str, text: str) -> list[Statement]:
    """The statements of one file of a site, or of a page's header block."""
    if place != "header":
        return statements(weighed({place: text}))
    troubles: list[Trouble] = []
    headers = tuple(headers_of(text, "page.html.headers", troubles))
    return statements(resolve(Page("/news/story.html", None, headers), WORDS, Site(troubles=troubles)))


def blanks(text: str, place: str) -> str:
    return text.replace(" ", "  \t ") if place != "license.xml" else text.replace(">", " >")


FORMS: dict[str, Callable[[str, str], str]] = {
    "upper": lambda text, place: text if place == "license.xml" else text.upper(),
    "title": lambda text, place: text if place == "license.xml" else text.title(),
    "twice": lambda text, place: text if place in (TDMREP, "license.xml") else text * 2,
    "CRLF": lambda text, _: text.replace("\n", "\r\n"),
    "CR": lambda text, _: text.replace("\n", "\r"),
    "BOM": lambda text, _: f"\ufeff{text}",
    "blanks": blanks,
    "no end": lambda text, _: text.rstrip("\n"),
    "remark": lambda text, place: f"# a remark\n{text}# another\n" if place in (ROBOTS, "trust.txt") else text,
    "full width": lambda text, _: text.replace("1", "１"),
}


@pytest.mark.parametrize("name", CLEAN)
@pytest.mark.parametrize("form", FORMS)
def test_a_form_says_no_less(name: str, form: str) -> None:
    place, text = CLEAN[name]
    before, _ = strength(read(place, text))
    assert before
    after, unread = strength(read(place, FORMS[form](text, place)))
    assert before <= after or unread


@pytest.mark.parametrize("name", CLEAN)
def test_every_cut_says_no_less_or_is_unread(name: str) -> None:
    place, text = CLEAN[name]
    before, _ = strength(read(place, text))
    for end in range(len(text)):
        after, unread = strength(read(place, text[:end]))
        assert before <= after or unread, text[:end]


def lines_with(text: str, junk: list[str], at: int) -> str:
    lines = text.splitlines(keepends=True)
    return "".join([*lines[:at], *(f"{line}\n" for line in junk), *lines[at:]])


JUNK = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"), max_size=30
)


@settings(max_examples=150, deadline=None)
@given(name=st.sampled_from(sorted(CLEAN)), data=st.data())
def test_mutations_say_no_less(name: str, data: st.DataObject) -> None:
    """Any mix of letter case, junk lines, repetition and cuts: still reserved, or unread."""
    place, text = CLEAN[name]
    before, _ = strength(read(place, text))
    if place in (ROBOTS, "trust.txt"):
        junk = [f"x-{line}" for line in data.draw(st.lists(JUNK, max_size=3))]
        text = lines_with(text, junk, data.draw(st.sampled_from([0, text.count("\n")])))
    if place not in (TDMREP, "license.xml"):
        text = text * data.draw(st.integers(1, 2))
    if place != "license.xml":
        flags = data.draw(st.lists(st.booleans(), min_size=len(text), max_size=len(text)))
        text = "".join(c.upper() if up and c.isascii() else c for c, up in zip(text, flags, strict=True))
    cut = data.draw(st.integers(len(CLEAN[name][1]) // 2, len(text)))
    whole = strength(read(place, text))
    assert before <= whole[0] or whole[1]
    if place not in (ROBOTS, "trust.txt"):  # a list of lines may be cut between two of them: nobody can tell
        after, unread = strength(read(place, text[:cut]))
        assert before <= after or unread


@settings(max_examples=150, deadline=None)
@given(
    place=st.sampled_from([TDMREP, ROBOTS, "trust.txt", "ai.txt", "license.xml", "header"]), text=st.text(max_size=300)
)
def test_nothing_a_site_says_raises(place: str, text: str) -> None:
    read(place, text)
