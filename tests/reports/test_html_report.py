"""The compliance report: nothing of a document acts in it, everything is there without scripts, and it stays small."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import turbohtml
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.finding import Finding
from provenance.report import DocumentReport, Notice
from provenance.reports.html import report as module
from provenance.reports.html.quotes import quotes
from provenance.reports.html.shown import LONGEST_QUOTE, lines, moment, one_line
from provenance.statement import Evidence
from provenance.vocabulary import Decision, Severity
from tests.pages import ATTACKS, filled, hostile, write

Make = Callable[..., DocumentReport]
_ELEMENTS = set(
    "html head meta title style body a header p h1 h2 h3 h4 b i nav ul ol li main section figure svg rect g text path "
    "figcaption table caption thead tbody tr th td span small div details summary form label input fieldset legend "
    "select option button noscript article blockquote mark bdi dl dt dd br footer script".split()
)
_ATTRIBUTES = set(
    "charset http-equiv content name lang id class href tabindex aria-label aria-labelledby aria-sort aria-hidden "
    "focusable viewbox viewBox preserveaspectratio preserveAspectRatio x y width height d role scope hidden type value "
    "checked dir autocomplete spellcheck".split()
)


def strip(page: str) -> str:
    """The page without its style sheet and script, which have tests of their own, and without their digests."""
    page = re.sub(r"<style>.*?</style>", "<style></style>", page, flags=re.S)
    page = re.sub(r"<script>.*?</script>", "<script></script>", page, flags=re.S)
    return re.sub(r"sha256-[\w+/=]{44}", "sha256-", page)


def elements(page: str) -> list[turbohtml.Element]:
    """All elements that a browser makes of it with scripts off (WHATWG tree construction)."""
    return list(turbohtml.parse(page).iter_elements())


def test_the_golden_files_hold(
    documents: Any, rendered: Callable[..., str], golden: Callable[[str, str], None]
) -> None:
    name, reports = documents
    golden(f"html/{name}.html", strip(rendered("html", reports)))


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> str:
    return write(tmp_path_factory.mktemp("page") / "hostile.html", hostile()).read_text(encoding="utf-8")


def test_no_word_of_a_document_becomes_markup(attacked: str) -> None:
    for element in elements(attacked):
        assert element.tag in _ELEMENTS
        for name in element.attrs:
            assert name in _ATTRIBUTES or name.startswith("data-")
    scripts = [element for element in elements(attacked) if element.tag == "script"]
    assert len(scripts) == 2
    assert attacked.count("<script") == 2


def test_links_stay_on_the_page(attacked: str) -> None:
    links = [element.attrs["href"] for element in elements(attacked) if "href" in element.attrs]
    assert len(links) > 100
    assert {link[0] for link in links} == {"#"}


def test_the_words_stand_there_as_they_are(attacked: str) -> None:
    shown = turbohtml.parse(attacked).text
    for text in ATTACKS:
        assert one_line(text) in shown


def test_nothing_unseen_is_left(attacked: str) -> None:
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ud800-\udfff]", attacked)


def test_the_policy_allows_the_one_script_and_style_and_nothing_else(attacked: str) -> None:
    (policy,) = re.findall(r'Content-Security-Policy content="([^"]*)"', attacked)
    script, style = (re.search(f"<{tag}>(.*?)</{tag}>", attacked, re.S) for tag in ("script", "style"))
    assert script
    assert style
    digests = [base64.b64encode(hashlib.sha256(found[1].encode()).digest()).decode() for found in (script, style)]
    assert policy.replace("&#39;", "'") == (
        f"default-src 'none'; script-src 'sha256-{digests[0]}'; style-src 'sha256-{digests[1]}'; "
        "base-uri 'none'; form-action 'none'"
    )
    # and neither asks for anything, even if it were allowed to
    assert not re.search(r"url\(|@import|fetch\(|XMLHttp|import\(|eval\(|https?:", script[1] + style[1])


@settings(max_examples=30, deadline=None)
@given(st.text(st.characters(exclude_categories=())), st.sampled_from(list(Decision)))
def test_any_text_makes_a_page(tmp_path_factory: pytest.TempPathFactory, text: str, decision: Decision) -> None:
    page = write(tmp_path_factory.mktemp("any") / "page.html", [filled(text, decision)]).read_text(encoding="utf-8")
    assert {element.tag for element in elements(page)} <= _ELEMENTS
    assert len([element for element in elements(page) if element.tag == "article"]) == 1


def test_a_quote_of_ten_megabytes_is_cut_and_says_so(make: Make, tmp_path: Path) -> None:
    text = "x" * 10_000_000
    report = make("long.txt", text, Decision.BLOCKED)
    report.notices = [Notice(0, len(text), 1, 1, text)]
    report.findings = [
        Finding("a", Severity.ERROR, text, text, text, (Evidence(text, 0, len(text), 1, 1, text),), Decision.BLOCKED)
    ]
    page = write(tmp_path / "page.html", [report]).read_text(encoding="utf-8")
    assert len(page) < 200_000
    assert f"{10_000_000 - LONGEST_QUOTE:,} characters are left out here" in page
    assert "9,999,600 more characters" in page


def test_what_the_decision_rests_on_is_marked(make: Make) -> None:
    text = "Story.\n\n© 2022 Vale Press. It may not be published here.\n"
    at, end = text.index("©"), len(text) - 1
    report = make("a.txt", text, Decision.BLOCKED)
    report.notices = [Notice(at, end, 3, 1, text[at:end], before=text[:at])]
    start = text.index("may not be published")
    report.findings = [Finding("a", Severity.ERROR, "", "", "", (Evidence("may not be published", start, start + 20),))]
    (quote,) = quotes(report)
    assert [piece for piece, marked in quote.pieces if marked] == ["may not be published"]
    assert "".join(piece for piece, _ in quote.pieces) == text[at:end]
    assert quote.before == "Story.\n\n"


def test_a_mark_beyond_the_cut_is_shown_with_what_stands_before_it(make: Make) -> None:
    text = "a " * 5000 + "no copies" + " b" * 5000
    report = make("a.txt", text, Decision.BLOCKED)
    report.notices = [Notice(0, len(text), 1, 1, text)]
    report.findings = [Finding("a", Severity.ERROR, "", "", "", (Evidence("no copies", 10_000, 10_009),))]
    (quote,) = quotes(report)
    assert ("no copies", True) in quote.pieces
    assert quote.left_out[0] > 0 < quote.left_out[1]
    assert sum(quote.left_out) + sum(len(piece) for piece, _ in quote.pieces) == len(text)


def test_of_a_page_the_words_are_found_by_their_quote(make: Make) -> None:
    source = "<p>© 2022 <b>Vale</b> Press. All rights&nbsp;reserved</p>"
    report = make("a.html", source, Decision.BLOCKED)
    report.notices = [Notice(3, len(source) - 4, 1, 1, "© 2022 Vale Press. All rights reserved")]
    report.findings = [
        Finding("a", Severity.ERROR, "", "", "", (Evidence("All rights reserved", source.index("All"), 50),))
    ]
    assert ("All rights reserved", True) in quotes(report)[0].pieces


def test_every_document_has_a_row_and_a_section(documents: Any, rendered: Callable[..., str]) -> None:
    _, reports = documents
    found = elements(rendered("html", reports))
    rows = [element for element in found if element.tag == "tr" and "data-n" in element.attrs]
    sections = [element.attrs["id"] for element in found if element.tag == "article"]
    assert sorted(element.attrs["data-n"] for element in rows) == sorted(str(at + 1) for at in range(len(reports)))
    assert sections == ["d" + element.attrs["data-n"] for element in rows]
    ranks = [int(element.attrs["data-d"]) for element in rows]
    assert ranks == sorted(ranks)


def test_what_finds_no_room_is_packed_or_counted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, make: Make) -> None:
    reports = [make(f"{at}.txt", f"Text {at}.\n", Decision.REVIEW) for at in range(50)]
    size = len(write(tmp_path / "one.html", reports[:1]).read_text(encoding="utf-8"))
    monkeypatch.setattr(module, "ROOM_FOR_SECTIONS", 6_000)
    monkeypatch.setattr(module, "PACKET", 8_000)
    page = write(tmp_path / "page.html", reports).read_text(encoding="utf-8")
    (layout,) = re.findall(r"<script type=\"application/json\" id=layout>(.*?)</script>", page)
    told = json.loads(layout)
    assert told["rows"] == told["end"] == 50
    assert 0 < told["plain"] < 50
    packed = re.findall(r'id="p\d+">([\w+/=]+)<', page)
    assert len(packed) == len(told["starts"]) > 1
    text = "".join(zlib.decompress(base64.b64decode(packet)).decode() for packet in packed)
    assert re.findall(r'<article id="d(\d+)"', text) == [str(at) for at in range(told["plain"] + 1, 51)]
    assert f"{50 - told['plain']} more documents, those lower in the table, are packed" in page
    monkeypatch.setattr(module, "ROOM_FOR_PACKED", 0)
    monkeypatch.setattr(module, "ROOM_FOR_ROWS", 8_000)
    page = write(tmp_path / "small.html", reports).read_text(encoding="utf-8")
    assert len(page) < size + 16_000
    assert "found no room in this table" in page
    assert "found no room in this file" in page


def test_no_documents_is_a_report_too(rendered: Callable[..., str]) -> None:
    page = rendered("html", [])
    assert "No document was checked." in page
    assert "0 documents were checked" in page


def test_it_never_says_cleared_or_safe(documents: Any, rendered: Callable[..., str]) -> None:
    page = rendered("html", documents[1])
    assert not re.search(r"\b(?:cleared|safe to|approved for publication)\b", page, re.I)
    assert page.count("they are not legal advice") == 2


def test_instants_in_words() -> None:
    assert moment("2026-01-15T09:30:00+00:00") == "15 January 2026, 09:30 UTC"
    assert moment("2026-01-15T09:30:00+02:00") == "15 January 2026, 09:30 UTC+02:00"
    assert moment("<b>soon") == "<b>soon"


def test_lines_stay_lines_and_nothing_else_does() -> None:
    assert lines("a\r\nb\rc\td\u2028e\u202ef") == "a\nb\nc d\ne‹U+202E›f"
    assert one_line("a\r\n\tb") == "a b"
    assert one_line("x" * 500) == "x" * 400 + "… (100 more characters)"
    assert one_line("x" * 99, 60) == "x" * 60 + "…"
