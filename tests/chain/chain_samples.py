"""One story in every format; its people and houses are invented."""

from __future__ import annotations

PAGE = """<html><head><meta property="og:url" content="https://copies.example/a">
<link rel="canonical" href="https://www.harrow-lane.example/a">
<meta property="og:site_name" content="Copies Daily">
<meta name="syndication-source" content="https://harrow-lane.example/a">
<meta name="original-source" content="https://first.example/z">
<script type="application/ld+json">{"@type": "NewsArticle", "author": [{"@type": "Person", "name": "Oona Farrow"}],
"isBasedOn": {"@type": "NewsArticle", "url": "https://first.example/z", "name": "The first report"},
"image": {"@type": "ImageObject", "author": "Lens Hire"}}</script></head>
<body><article><p>HARBOUR VALE (Reuters) - The bridge opened on Monday.</p>
<p>© 2026 Harrow Lane Press</p></article></body></html>"""

G2 = """<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:x:1" version="1" standard="NewsML-G2"
standardversion="2.35" conformance="power">
<hopHistory>
<hop seq="10"><party literal="Vale Exchange"/><action qcode="hop:checked" timestamp="2026-03-02T09:00:00Z"/></hop>
<hop seq="9" timestamp="2026-03-02T08:00:00Z"><party uri="https://wire.example/p/1">
<name>Harbour Wire</name></party></hop>
<hop seq="11"><action qcode="hop:mapped" timestamp="2026-03-02T10:00:00Z"/></hop>
</hopHistory>
<itemMeta><itemClass qcode="ninat:text"/><provider literal="harbour-wire.example"/>
<versionCreated>2026-03-02T09:00:00Z</versionCreated>
<link rel="irel:derivedFrom" residref="urn:x:0"/><link rel="irel:seeAlso" residref="urn:x:9"/></itemMeta>
<contentMeta><infoSource qcode="is:HW"><name>Harbour Wire</name></infoSource><creditline>Harbour Wire</creditline>
<by>Oona Farrow</by><dateline>HARBOUR VALE, March 2</dateline></contentMeta>
<contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><body>
<p>The bridge opened.</p></body></html></inlineXML></contentSet></newsItem>"""

NEWSML_1 = """<NewsML><NewsItem><NewsManagement><DerivedFrom NewsItem="urn:newsml:wire.example:20260301:1"/>
</NewsManagement><NewsComponent><NewsLines><ByLine>Oona Farrow</ByLine><DateLine>Harbour Vale</DateLine>
<CreditLine>Harbour Wire</CreditLine></NewsLines><AdministrativeMetadata><Provider><Party FormalName="Harbour Wire"/>
</Provider><Source><Party FormalName="Vale Exchange"/></Source></AdministrativeMetadata>
<ContentItem><DataContent>The bridge opened.</DataContent></ContentItem></NewsComponent></NewsItem></NewsML>"""

NITF = """<nitf><head><docdata><doc.copyright year="2026" holder="Harbour Wire"/></docdata></head><body><body.head>
<byline>Oona Farrow</byline><distributor>Vale Exchange</distributor><dateline>Harbour Vale</dateline></body.head>
<body.content><p>The bridge opened.</p></body.content></body></nitf>"""

NINJS = """{"uri": "urn:n:1", "headline": "Bridge", "body_text": "The bridge opened.", "byline": "Oona Farrow",
"infosource": [{"name": "Harbour Wire", "role": "origin", "uri": "https://wire.example"}], "located": "Harbour Vale",
"associations": {"a": {"uri": "urn:n:2", "type": "picture", "byline": "Lens Hire"}}}"""

NINJS_3 = """{"uri": "urn:n:1", "headlines": [{"value": "Bridge"}], "by": "Oona Farrow", "versionCreated":
"2026-03-02T09:00:00Z", "infoSources": [{"name": "Harbour Wire"}, {"name": "Vale Exchange"}]}"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Copies</title><author><name>Oona Farrow</name></author>
<entry><title>Bridge</title><id>urn:e:1</id><link href="https://copies.example/e"/>
<link rel="via" href="https://first.example/e"/>
<source><title>Harbour Feed</title><id>urn:f</id></source><summary>Opened.</summary></entry></feed>"""

RSS = """<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Copies</title><item>
<title>Bridge</title><link>https://copies.example/e</link><dc:creator>Oona Farrow</dc:creator>
<source url="https://wire.example/feed">Harbour Wire</source>
<description>Opened.</description></item></channel></rss>"""

MARKDOWN = """---
title: Bridge
author: {given: Oona, family: Farrow}
source: Harbour Wire
publisher: Copies Daily
---

The bridge opened.
"""
