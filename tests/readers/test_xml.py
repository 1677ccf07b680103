"""XML: places of everything in it, encodings, and inputs made to break a parser."""

from __future__ import annotations

import html
import time
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.readers import read_bytes, read_documents
from provenance.readers.xml_source import BrokenXmlError, XmlSource

#: What may stand between two tags: words, references, CDATA, comments, instructions, line breaks.
PIECES = (
    *("one", " two ", "&amp;", "&#233;", "&#x2014;", "&eacute;", "&copy;", "\r\n", "\n", "\r", "é𝔊"),
    *("<![CDATA[a & <b> ]]>", "<![CDATA[\r\n]]>", "<![CDATA[]]>", "<!-- & -->", "<?x y?>"),
    *("<b>bold</b>", "<br/>", "<i a='>'/>"),
)
CONTENT = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


@settings(max_examples=150, deadline=None)
@given(CONTENT, CONTENT)
def test_words_lead_back_to_the_source(first: str, second: str) -> None:
    text = f"\n<?xml version='1.0'?>\r\n<nitf><body><p>{first}</p><p x='1'>{second}</p></body></nitf>"
    source = XmlSource(text)
    words, origins = source.words(source.root)
    assert origins is not None
    for at, char in enumerate(words):
        span = origins.span(at, at + 1)
        assert span is not None
        written = text[slice(*span)]
        assert html.unescape(written).replace("\r\n", "\n").replace("\r", "\n") == char


@settings(max_examples=80, deadline=None)
@given(CONTENT, st.sampled_from(["\n", "\r\n", "\r"]))
def test_blocks_and_fields_lead_back_to_the_source(content: str, newline: str) -> None:
    text = (
        "<nitf>|<head><docdata|  management-status='usable'>|"
        "<doc.copyright year='2029' holder='Reed &amp; Sons'/></docdata></head>|"
        f"<body><p>{content}</p>|<p>End &lt; of it</p></body></nitf>"
    ).replace("|", newline)
    document = read_bytes("a.nitf", text.encode())
    assert document.lines
    for field in document.fields:
        assert field.start is not None
        assert field.end is not None
        assert html.unescape(text[field.start : field.end]) == field.value
        assert document.lines.position(field.start)[0] == field.line
    for block in document.blocks:
        assert document.origin(block.start, block.end) is not None
    last = document.blocks[-1]
    span = document.origin(last.start, last.end)
    assert span is not None
    assert text[slice(*span)] == "End &lt; of it"


def test_lines_are_those_on_which_tags_begin() -> None:
    source = XmlSource("<a>\r\n\r\n<b\r\n c='1'\r\n d='2'>x</b>\r\n<!-- \r\n --><e/></a>")
    (b, e) = source.root.iterchildren("b", "e")
    assert (source.line(b), source.line(e)) == (3, 7)
    field = source.field(b, "d", "2", "d")
    assert (field.line, field.column, field.pointer) == (5, 5, "/a/b/@d")


def test_pointers_number_brothers_only() -> None:
    source = XmlSource("<a><b/><c/><b><c/></b></a>")
    assert [source.pointer(each) for each in source.root.iter()] == ["/a", "/a/b[1]", "/a/c", "/a/b[2]", "/a/b[2]/c"]


def test_a_line_break_of_markup_is_one_of_the_words() -> None:
    document = read_bytes("a.nitf", b"<nitf><body><p>One.<br/>Two. <b>x</b><br/><b>Three.</b></p></body></nitf>")
    assert document.words == "One.\nTwo. x\nThree."


@pytest.mark.parametrize(
    ("data", "encoding", "words", "problems"),
    [
        ("<?xml version='1.0' encoding='iso-8859-1'?><nitf><body><p>Café</p></body></nitf>".encode("latin-1"),
         "iso-8859-1", "Café", []),
        ("<?xml version='1.0' encoding='iso-8859-1'?><nitf><body><p>“Café”</p></body></nitf>".encode("cp1252"),
         "iso-8859-1", "“Café”", []),
        ("<?xml version='1.0' encoding='iso-8859-1'?><nitf><body><p>Café</p></body></nitf>".encode(),
         "utf-8", "Café", ["encoding-guessed"]),
        ("<?xml version='1.0' encoding='utf-16'?><nitf><body><p>Café</p></body></nitf>".encode("utf-16"),
         "utf-16le", "Café", []),
        ("\ufeff<?xml version='1.0' encoding='gb2312'?><nitf><body><p>桥</p></body></nitf>".encode(),
         "utf-8", "桥", []),
        ("<?xml version='1.0' encoding='gb2312'?><nitf><body><p>新桥开了</p></body></nitf>".encode("gb2312"),
         "gb2312", "新桥开了", []),
        ("<?xml version='1.0' encoding='base64'?><nitf><body><p>Café</p></body></nitf>".encode(), "utf-8", "Café", []),
        (b"<?xml version='1.0' encoding='nobody-knows'?><nitf><body><p>x</p></body></nitf>", "utf-8", "x", []),
    ],
    ids=["declared", "windows-1252", "belied", "utf-16", "marked", "gb2312", "no charset", "unknown"],
)  # fmt: skip
def test_encodings(data: bytes, encoding: str, words: str, problems: list[str]) -> None:
    document = read_bytes("a.nitf", data)
    assert (document.encoding, document.words) == (encoding, words)
    assert [problem.code for problem in document.problems] == problems


LAUGHS = "".join(f"<!ENTITY l{i} '" + f"&l{i - 1};" * 10 + "'>" for i in range(1, 10))
HOSTILE = {
    "laughs": f'<!DOCTYPE nitf [<!ENTITY l0 "ha">{LAUGHS}]><nitf><body><p>&l9;</p></body></nitf>',
    "blowup": "<!DOCTYPE nitf [<!ENTITY a '" + "a" * 50_000 + "'>]><nitf><p>" + "&a;" * 50_000 + "</p></nitf>",
    "external": '<!DOCTYPE nitf [<!ENTITY x SYSTEM "file:///etc/passwd">]><nitf><body><p>&x;</p></body></nitf>',
    "parameter": '<!DOCTYPE nitf [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p;]><nitf><body/></nitf>',
    "undeclared": '<!DOCTYPE nitf SYSTEM "http://127.0.0.1:9/nitf.dtd"><nitf><body><p>&nobody;</p></body></nitf>',
    "deep": "<nitf>" + "<b>" * 1_000 + "</b>" * 1_000 + "</nitf>",
    "broken tags": "<nitf><body><p>Bridge</body></nitf>",
    "ends early": "<nitf><body><p>All rights reserved",
    "no root": "<?xml version='1.0'?><!-- only -->",
    "unclosed comments": "<nitf>&copy;" + "<!--" * 500_000,
    "unclosed quotes": "<nitf>" + '<a b="' * 500_000,
    "prefix": "<rss><channel><item><media:credit>x</media:credit></item></channel></rss>",
    "bare ampersand": "<rss><channel><item><title>Salt & Reed</title></item></channel></rss>",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_cannot_be_read_is_a_finding(name: str) -> None:
    document = read_bytes("a.xml", HOSTILE[name].encode())
    assert [problem.code for problem in document.problems] == ["format-broken"]
    assert not document.fields
    assert {block.role for block in document.blocks} <= {"code"}


def test_nul_and_binary_are_unreadable() -> None:
    assert [p.code for p in read_bytes("a.xml", b"<nitf>a\0b\0\0</nitf>").problems] == ["unreadable"]
    assert [p.code for p in read_bytes("a.xml", b"<nitf>" + b"x" * 10_000_001).problems] == ["too-large"]


def test_nothing_is_included_and_no_instruction_runs() -> None:
    text = (
        "<?xml-stylesheet href='file:///etc/passwd'?><nitf xmlns:xi='http://www.w3.org/2001/XInclude'><body><p>Bridge</p>"
        "<xi:include href='/etc/passwd' parse='text'/><?php x?></body></nitf>"
    )
    assert read_bytes("a.nitf", text.encode()).words == "Bridge"


def test_entities_of_html_are_known_with_and_without_a_dtd() -> None:
    for doctype in ("", '<!DOCTYPE nitf SYSTEM "nitf-3-2.dtd">'):
        text = f"{doctype}<nitf><body><p>Caf&eacute;&nbsp;&copy; &amp; <![CDATA[&eacute;]]></p></body></nitf>"
        assert read_bytes("a.nitf", text.encode()).words == "Café\xa0© & &eacute;"


BIG = {
    "brothers": "<nitf><body>" + "<p>a</p>" * 50_000 + "</body></nitf>",
    "fields": "<newsItem><itemMeta>" + "<edNote>a</edNote>" * 50_000 + "</itemMeta></newsItem>",
    "one name": "<newsItem><assert>" + "<b>a</b>" * 50_000 + "</assert></newsItem>",
    "statuses": "<NewsML><NewsItem><NewsManagement>" + '<Status FormalName="Embargoed"/>' * 30_000
    + "</NewsManagement></NewsItem></NewsML>",
    "components": "<NewsML><NewsItem>" + "<NewsComponent>" * 200 + "<ContentItem/>" * 30_000 + "</NewsComponent>" * 200
    + "</NewsItem></NewsML>",
    "feed": "<rss><channel>" + "<copyright>a</copyright>" * 20_000 + "<item/>" * 20_000 + "</channel></rss>",
    "cdata": "<nitf><body><p>" + "a<![CDATA[b]]>" * 300_000 + "</p></body></nitf>",
    "comments": "<nitf><body><p>" + "a<!-- -->" * 100_000 + "</p></body></nitf>",
    "references": "<nitf><body><p>" + "&amp;" * 1_000_000 + "</p></body></nitf>",
    "attribute": f"<nitf x='{'x' * 9_000_000}'/>",
    "attributes": "<nitf " + " ".join(f"a{i}='x'" for i in range(200_000)) + "/>",
    "long names": "<nitf><head>" + "".join("<" + "a" * 40_000 + f"{i}/>" for i in range(100)) + "</head></nitf>",
}  # fmt: skip


@pytest.mark.parametrize("name", BIG)
def test_bounded_time_and_memory(name: str) -> None:
    began = time.process_time()
    found = read_documents("a.xml", BIG[name].encode())
    assert found
    assert time.process_time() - began < 10


def test_more_elements_than_are_read_is_a_finding() -> None:
    tracemalloc.start()
    document = read_bytes("a.xml", ("<nitf>" + "<a/>" * 2_000_000 + "</nitf>").encode())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [problem.code for problem in document.problems] == ["too-large"]
    assert peak < 200_000_000


def test_many_entries_are_cut_and_said_to_be() -> None:
    found = read_documents("a.rss", BIG["feed"].encode())
    assert len(found) == 1_000
    assert all([problem.code for problem in document.problems] == ["too-large"] for document in found)


def test_the_error_names_its_line() -> None:
    with pytest.raises(BrokenXmlError) as caught:
        XmlSource("\n\n<a>\n<b></a>")
    assert caught.value.line == 4
