"""Site folders, headers beside a page, pictures and web archives: what is loaded, and that trouble is never silence."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from provenance.cli.main import main
from provenance.corpus.files import Source, read_source
from provenance.corpus.site import Surroundings, load_site, picture_signals
from provenance.corpus.warc import read_archive
from provenance.errors import UsageError
from provenance.rulefiles.fields import load_fields
from provenance.rulefiles.pack import rules_root
from provenance.rulefiles.signals import load_signals
from provenance.signals.signal import Says
from provenance.statement import Statement
from provenance.vocabulary import Scope

RULES = {"signals": load_signals(rules_root()), "fields": load_fields(rules_root())}
PAGE = "<html><head>{}</head><body><p>One, two, three.</p></body></html>"
PICTURE = Path(__file__).with_name("data") / "training-mining.png"


def put(folder: Path, files: dict[str, str | bytes]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)


def given(path: Path, site: Path | None = None) -> list[Statement]:
    """The statements of the surroundings of one file."""
    around = Surroundings(RULES, None if site is None else str(site))
    return [s for document in read_source(Source(str(path), True)) for s in around.given(str(path), document)]


def brief(found: list[Statement]) -> list[tuple[str, str | None]]:
    return [(s.kind, s.evidence.pointer) for s in found]


def test_a_site_is_read_from_its_folder(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "robots.txt": "User-agent: CCBot\nDisallow: /news/\nLicense: https://post.example/terms/rsl.xml\n",
        ".well-known/tdmrep.json": json.dumps([{"location": "/news/", "tdm-reservation": 1}]),
        "trust.txt": "datatrainingallowed=no\n",
        "ai.txt": "User-Agent: *\nDisallow: /\n",
        "headers.json": json.dumps(
            {"/news/*": {"content-usage": ["search=y", "train-ai=n"]}, "/x": {"x-robots-tag": "noai"}}
        ),
        "terms/rsl.xml": '<rsl xmlns="https://rslstandard.org/rsl"><content url="/"><license>'
        '<prohibits type="usage">all</prohibits></license></content></rsl>',
        "news/a.html": PAGE.format(""),
        "sport/a.html": PAGE.format(""),
    }
    put(tmp_path, files)
    assert brief(given(tmp_path / "news/a.html", tmp_path)) == [
        ("ai", ".well-known/tdmrep.json: [0].tdm-reservation"),
        ("ai", "headers.json: content-usage"),
        ("ai", "robots.txt:2: CCBot"),
        ("ai", "robots.txt:3: License"),
        ("doubtful", "ai.txt:2"),
        ("ai", "trust.txt:1: datatrainingallowed"),
    ]
    assert "robots.txt:2: CCBot" not in [pointer for _, pointer in brief(given(tmp_path / "sport/a.html", tmp_path))]


def test_the_declared_address_says_where_a_page_stands(tmp_path: Path) -> None:
    put(
        tmp_path,
        {
            "headers.json": '{"/news/*": {"tdm-reservation": 1}}',
            "saved.html": PAGE.format('<meta property="og:url" content="https://post.example/news/a">'),
            "news/b.html": PAGE.format('<meta property="og:url" content="https://post.example/open/b">'),
        },
    )
    assert brief(given(tmp_path / "saved.html", tmp_path)) == [("ai", "headers.json: tdm-reservation")]
    assert given(tmp_path / "news/b.html", tmp_path) == []


@pytest.mark.parametrize(
    ("name", "content", "kinds"),
    [
        ("page.html.headers.json", '{"TDM-RESERVATION": "1"}', ["ai"]),
        ("page.html.headers.json", '{"tdm-reservation": "0", "tdm-reservation": "1"}', ["ai"]),
        ("page.html.headers.json", '{"/page.html": {"tdm-reservation": 1}}', ["ai"]),
        ("page.html.headers.json", '{"tdm-reservation": {"a": {"b": 1}}}', ["unread"]),
        ("page.html.headers.json", '{"tdm-reservation": "1"', ["unread"]),
        ("page.html.headers.json", "", ["unread"]),
        ("page.html.headers", "HTTP/1.1 200 OK\r\ntdm-reservation: 1\r\n\r\n", ["ai"]),
        ("page.html.headers", "HTTP/2 200\nX-Robots-Tag: index,\n noai\n\n", ["ai"]),
        ("page.html.headers", "HTTP/2 200\nTDM-Reserva", ["unread"]),
        ("page.html.headers", "HTTP/2 200\nTDM-Reservation:", ["ai", "unread"]),
        ("page.html.headers", b"\x00\x01", ["unread"]),
        ("page.html.headers", "HTTP/2 200\nServer: x\n\n", []),
    ],
)
def test_headers_beside_a_page(tmp_path: Path, name: str, content: str | bytes, kinds: list[str]) -> None:
    put(tmp_path, {"page.html": PAGE.format(""), name: content})
    assert sorted(statement.kind for statement in given(tmp_path / "page.html")) == kinds


@pytest.mark.parametrize(
    "content", ["{", "[]", '{"/": 3, ', '{"/": null}', '{"/*": {"tdm-reservation": [[1]]}}', "", b"\x00", '"x"']
)
def test_broken_headers_of_a_site_are_unread(tmp_path: Path, content: str | bytes) -> None:
    put(tmp_path, {"page.html": PAGE.format(""), "headers.json": content})
    assert "unread" in [statement.kind for statement in given(tmp_path / "page.html", tmp_path)]


def test_files_that_cannot_be_read_are_unread(tmp_path: Path) -> None:
    put(tmp_path, {"page.html": PAGE.format(""), "robots.txt": "User-agent: *\nDisallow:\n" + "#" * 1_000_001})
    (tmp_path / "ai.txt").mkdir()
    assert {s.kind for s in given(tmp_path / "page.html", tmp_path)} == {"unread"}


def test_a_licence_outside_the_folder_is_not_read(tmp_path: Path) -> None:
    put(tmp_path, {"rsl.xml": "<rsl/>", "site/robots.txt": "License: ../rsl.xml\nUser-agent: *\nAllow: /\n"})
    assert list(load_site(str(tmp_path / "site")).files) == ["robots.txt"]


@pytest.mark.parametrize("files", [{}, {"notes.txt": "x"}])
def test_a_folder_without_signals_is_a_mistake(tmp_path: Path, files: dict[str, str | bytes]) -> None:
    put(tmp_path, files)
    with pytest.raises(UsageError):
        load_site(str(tmp_path))
    with pytest.raises(UsageError):
        load_site(str(tmp_path / "nowhere"))


# -- pictures


def test_what_a_picture_says_is_about_the_picture(tmp_path: Path) -> None:
    xmp = '<x:xmpmeta><rdf:Description plus:DataMining="DMI-PROHIBITED"/></x:xmpmeta>'
    put(
        tmp_path,
        {"story.html": PAGE.format(""), "story.jpg": b"\xff\xd8" + xmp.encode() + b"\xff\xd9", "other.jpg": xmp},
    )
    [statement] = given(tmp_path / "story.html")
    assert (statement.scope, statement.evidence.pointer) == (Scope.IMAGE, "story.jpg: XMP plus:DataMining")


def test_c2pa_in_a_picture() -> None:
    pytest.importorskip("c2pa", reason="the extra c2pa is not installed")
    found = picture_signals(str(PICTURE), RULES["signals"], RULES["fields"], strict=True)
    assert sorted((str(one.says), one.value, one.scope.value) for one in found) == [
        ("allowed", "allowed", "image"),
        ("reserved", "constrained", "image"),
        ("reserved", "notAllowed", "image"),
    ]


def test_a_cut_manifest_store_is_unread(tmp_path: Path) -> None:
    pytest.importorskip("c2pa", reason="the extra c2pa is not installed")
    data = PICTURE.read_bytes()
    put(tmp_path, {"cut.png": data[: data.index(b"jumb") + 200]})
    [one] = picture_signals(str(tmp_path / "cut.png"), RULES["signals"], RULES["fields"])
    assert one.says is Says.UNREAD


def test_without_the_extra_a_manifest_is_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "c2pa", None)
    [one] = picture_signals(str(PICTURE), RULES["signals"], RULES["fields"])
    assert one.says is Says.UNREAD
    with pytest.raises(UsageError, match="extra c2pa"):
        picture_signals(str(PICTURE), RULES["signals"], RULES["fields"], strict=True)


# -- web archives


def record(uri: str, head: str, body: str) -> bytes:
    payload = f"HTTP/1.1 200 OK\r\n{head}\r\n\r\n{body}".encode()
    return (
        (
            f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {uri}\r\nWARC-Date: 2026-01-01T00:00:00Z\r\n"
            "WARC-Record-ID: <urn:uuid:12345678-1234-1234-1234-123456789012>\r\n"
            f"Content-Type: application/http;msgtype=response\r\nContent-Length: {len(payload)}\r\n\r\n"
        ).encode()
        + payload
        + b"\r\n\r\n"
    )


RESPONSE = record("https://post.example/news/a", "Content-Type: text/html\r\nTDM-Reservation: 1", PAGE.format(""))


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_pages_of_an_archive(pack: Any) -> None:
    pytest.importorskip("fastwarc", reason="the extra warc is not installed")
    picture = record("https://post.example/p.jpg", "Content-Type: image/jpeg", "x")
    [found] = read_archive(Source("a.warc", True, data=pack(RESPONSE + picture)))
    assert (found.document.part, found.document.format) == ("https://post.example/news/a", "html")
    [statement] = Surroundings(RULES).given("a.warc", found.document, found.headers)
    assert statement.evidence.pointer == "WARC https://post.example/news/a: TDM-Reservation"


@pytest.mark.parametrize("data", [b"", b"junk" * 100, RESPONSE[:150], gzip.compress(RESPONSE)[:60], RESPONSE[:-60]])
def test_a_broken_archive_is_a_finding(data: bytes) -> None:
    pytest.importorskip("fastwarc", reason="the extra warc is not installed")
    found = list(read_archive(Source("a.warc", True, data=data)))
    assert found
    assert all(one.document.problems for one in found)


def test_without_the_extra_an_archive_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "fastwarc", None)
    monkeypatch.setitem(__import__("sys").modules, "fastwarc.warc", None)
    with pytest.raises(UsageError, match="extra warc"):
        list(read_archive(Source("a.warc", True, data=RESPONSE)))


# -- the command line


def test_check_with_a_site(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(
        tmp_path,
        {"robots.txt": "User-agent: GPTBot\nDisallow: /\n", "a.html": PAGE.format(""), "license.xml": "<rsl/>"},
    )
    assert main(["check", "--site", str(tmp_path), "--use", "ai-training", "--format", "json", str(tmp_path)]) == 1
    report = json.loads(capsys.readouterr().out)
    [document] = report["documents"]
    assert document["decision"] == "blocked"
    assert document["rights"]["ai_optout"] is True
    assert report["summary"]["ignored"] == 2


def test_terms_for_machines_are_no_licence_of_the_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    link = '<link rel="license" type="application/rsl+xml" href="https://post.example/license.xml">'
    body = '<p>One, two.</p><p><a rel="license" href="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</a></p>'
    put(tmp_path, {"a.html": PAGE.format(link).replace("<p>One, two, three.</p>", f"<article>{body}</article>")})
    for use, decision, code in (("republish", "conditional", 0), ("ai-training", "blocked", 1)):
        assert main(["check", "--use", use, "--format", "json", str(tmp_path / "a.html")]) == code
        [document] = json.loads(capsys.readouterr().out)["documents"]
        assert (document["decision"], document["rights"]["ai_optout"]) == (decision, True)


def test_signals_are_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = PAGE.format('<meta name="tdm-reservation" content="0">')
    put(tmp_path, {"a.html": page, "a.html.headers": "tdm-reservation: 1\n", "b.txt": "Nothing.\n"})
    assert main(["signals", "--format", "json", str(tmp_path / "a.html")]) == 0
    [shown] = json.loads(capsys.readouterr().out)
    assert [(one["level"], one["says"], one["outcome"]) for one in shown["signals"]] == [
        ("header", "reserved", "lifted"),
        ("meta", "open", "noted"),
    ]
    assert main(["signals", str(tmp_path / "a.html"), str(tmp_path / "b.txt")]) == 0
    out = capsys.readouterr().out
    assert "lifted by meta (meta: tdm-reservation)" in out
    assert "b.txt: no signals" in out
    assert main(["check", "--site", str(tmp_path / "none"), str(tmp_path)]) == 2
