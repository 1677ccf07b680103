"""JSON Feed, RSS, Atom, NewsML-G2, NITF, NewsML 1, front matter: their basic rules."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from provenance.validation import Verdict

Judge = Callable[..., Verdict]
FEED = {"version": "https://jsonfeed.org/version/1.1", "title": "Harbour", "items": []}
G2 = 'xmlns="http://iptc.org/std/nar/2006-10-01/"'
META = (
    '<itemMeta><itemClass qcode="ninat:text"/><provider qcode="x:hw"/>'
    "<versionCreated>2030-01-01T00:00:00Z</versionCreated></itemMeta>"
)
ATOM = "<id>urn:a</id><title>t</title><updated>2030-01-01T00:00:00Z</updated><author><name>Ada</name></author>"

# path, text, format, and the breaches: field, line
CASES: list[tuple[str, Any, str, list[tuple[str, int]]]] = [
    ("a.json", FEED, "json-feed", []),
    (
        "a.json",
        {**FEED, "items": [{"id": "1", "content_text": "x"}, {"id": 2, "content_html": "<p>"}]},
        "json-feed",
        [],
    ),
    (
        "a.json",
        '{"version": "https://jsonfeed.org/version/1",\n"items": [{"content_text": "x"}]}',
        "json-feed",
        [("title", 1), ("id", 2)],
    ),
    ("a.json", {**FEED, "version": "https://jsonfeed.org/version/7"}, "json-feed", [("version", 1)]),
    ("a.json", {**FEED, "items": {}}, "json-feed", [("items", 1)]),
    ("a.json", {**FEED, "items": [{"id": True, "content_text": "x"}, 3]}, "json-feed", [("id", 1), ("items", 1)]),
    ("a.json", {**FEED, "items": [{"id": "1"}]}, "json-feed", [("content_text", 1)]),
    (
        "a.json",
        {**FEED, "authors": [{"name": "Ada"}, {}], "expired": "no"},
        "json-feed",
        [("expired", 1), ("authors", 1)],
    ),
    (
        "a.json",
        {**FEED, "items": [{"id": "1", "content_text": "x", "date_published": "May"}]},
        "json-feed",
        [("date_published", 1)],
    ),
    (
        "a.json",
        {**FEED, "items": [{"id": "1", "content_text": "x", "attachments": [{"url": "x"}]}]},
        "json-feed",
        [("mime_type", 1)],
    ),
    (
        "a.rss",
        "<rss version='2.0'><channel><title/><link/><description/><item><title>x</title></item></channel></rss>",
        "rss",
        [],
    ),
    (
        "a.rss",
        "<rss>\n<channel><title/>\n<item><guid>x</guid></item></channel></rss>",
        "rss",
        [("version", 1), ("link", 2), ("description", 2), ("title", 3)],
    ),
    ("a.rss", "<rss version='2.0'/>", "rss", [("channel", 1)]),
    ("a.atom", f"<feed xmlns='http://www.w3.org/2005/Atom'>{ATOM}<entry>{ATOM}</entry></feed>", "atom", []),
    (
        "a.atom",
        f"<feed xmlns='http://www.w3.org/2005/Atom'>{ATOM}\n<entry><id/><updated>May</updated></entry></feed>",
        "atom",
        [("id", 2), ("title", 2), ("updated", 2)],
    ),
    (
        "a.atom",
        "<entry xmlns='http://www.w3.org/2005/Atom'><id>a</id><title/><updated>2030-01-01T00:00:00Z</updated></entry>",
        "atom",
        [("author", 1)],
    ),
    (
        "a.xml",
        f"<newsItem {G2} guid='urn:a' standard='NewsML-G2' standardversion='2.35'>{META}</newsItem>",
        "newsml-g2",
        [],
    ),
    (
        "a.xml",
        f"<newsItem {G2} standard='G2' standardversion='new'>\n<itemMeta/></newsItem>",
        "newsml-g2",
        [
            ("guid", 1),
            ("standardversion", 1),
            ("standard", 1),
            ("itemClass", 2),
            ("provider", 2),
            ("versionCreated", 2),
        ],
    ),
    ("a.xml", f"<newsItem {G2} guid='a' standard='NewsML-G2' standardversion='2.9'/>", "newsml-g2", [("itemMeta", 1)]),
    ("a.xml", f"<newsMessage {G2}><header/></newsMessage>", "newsml-g2", [("itemSet", 1)]),
    ("a.xml", "<nitf><body/></nitf>", "nitf", []),
    ("a.xml", "<nitf><head/></nitf>", "nitf", [("body", 1)]),
    (
        "a.xml",
        "<NewsML><NewsEnvelope/><NewsItem><Identification/></NewsItem></NewsML>",
        "newsml-1",
        [("NewsManagement", 1)],
    ),
    ("a.xml", "<orders/>", "xml", [("", 1)]),
    ("a.xml", "<nitf>\n<body>", "xml", [("", 2)]),
    ("a.xml", "<!DOCTYPE a [<!ENTITY b 'c'>]><nitf><body>&b;</body></nitf>", "xml", [("", 1)]),
    ("a.md", "---\ntitle: T\nauthor: Ada Quill\ndate: 2030-01-01\nlicense: CC-BY-4.0\n---\nWords.\n", "markdown", []),
    (
        "a.md",
        "---\ntitle: T\nauthor: Ada\nlanguage: Turkish\nlicense: MIT\n---\nWords.\n",
        "markdown",
        [("published", 2), ("language", 4)],
    ),
    ("a.md", "---\ntitle: [\n---\nWords.\n", "markdown", [("", 3)]),
    ("a.md", "Words.\n", "markdown", []),
    ("a.txt", "Words.\n", "text", []),
]


@pytest.mark.parametrize(("path", "content", "format", "breaches"), CASES, ids=lambda value: str(value)[:50])
def test_basic_rules(path: str, content: Any, format: str, breaches: list[tuple[str, int]], judge: Judge) -> None:
    verdict = judge(content, path)
    assert verdict.format == format
    assert [(found.field, found.line) for found in verdict.breaches] == breaches


def test_versions_are_named(judge: Judge) -> None:
    assert judge(FEED).version == "1.1"
    assert judge("<rss version='0.92'><channel/></rss>", "a.rss").version == "0.92"
    assert judge(f"<newsItem {G2} standardversion='2.31'/>", "a.xml").version == "2.31"


def test_files_that_are_too_large_are_refused(judge: Judge) -> None:
    verdict = judge('{"uri": "' + "a" * 10_000_001 + '"}')
    assert [breach.expected for breach in verdict.breaches] == ["at most 10000000 bytes"]
