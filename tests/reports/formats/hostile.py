"""Documents that try every format at once: each string in every place where a document's words may stand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from provenance.finding import Finding
from provenance.report import DocumentReport, Notice, Obligation, Rights
from provenance.spans import LineIndex
from provenance.statement import Evidence
from provenance.vocabulary import Decision, Severity
from provenance.waiver import Waived, Waiver

#: What a document may hold; the marker makes each findable in what a parser reads.
WORDS = (
    "quotes \" ' ` ``` “ ” MARK",
    "<script>alert(1)</script><img src=x onerror=alert(1)> MARK </failure></testcase>",
    "]]> <![CDATA[ &amp; &#0; &bogus; MARK <!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>",
    "::error file=a.txt,line=1::MARK all is well",
    "\n::stop-commands::x\r\n  ::add-mask::MARK\r::set-env name=PATH::/tmp",
    "##[error]MARK ##vso[task.complete result=Succeeded] ##teamcity[buildStop]",
    '=HYPERLINK("http://evil.example","MARK")',
    "+1+cmd|' /C calc'!A0 MARK",
    "-1+1;=2+3;@SUM(1) MARK",
    "@SUM(1+1)*cmd|' /C calc'!A0 MARK",
    "\t=1+1 MARK",
    "\r=1+1 MARK",
    " ＝1+1 MARK",
    "\x1b[2J\x1b]0;owned\x07\x9b31m MARK",
    "\u202egnp.MARK\u2066 \u200f\u200b\ufeff",
    "NUL \x00 \x0b \x0c \x85 \u2028 \u2029 MARK",
    "lone \ud800 \udcff \udfff MARK \ufffe \uffff \U0001fffe",
    "[MARK](javascript:alert(1)) ![x](http://evil.example/a.png) <http://evil.example> http://evil.example",
    "# MARK\n\n- item\n\n| a | b |\n|---|---|\n\n```\ncode\n```\n\n***",
    "| MARK | a \\| b | \\",
    "@desk/team #12 :smile: $x^2$ ~~MARK~~ **b** _i_ &lt;",
    "[[ATTACHMENT|/etc/passwd]] MARK",
    "{0} {{MARK}} ${HOME} $(id) `id` %0A%25%3A%2C %",
    "emoji 👩‍👩‍👧 é e\u0301 全角 本文 עברית MARK ﷽",
    "",
    " ",
)
PATHS = (
    "plain.txt",
    "with space/new\nline.txt",
    "per%cent/50%25.txt",
    "::error file=x::y.txt",
    "a,b:c;d=e&f?g#h.md",
    "=cmd.csv",
    "日本/記事 “q”.html",
    "rtl\u202etxt.exe",
    "esc\x1b[2J.txt",
    "raw\udcff\udcfe.txt",
    "back\\slash <b>|`.md",
    "../outside/./x/../a.txt",
    "/absolute/elsewhere.txt",
    "-",
    "trailing ",
    "C:/windows/style.txt",
)


def evidence(text: str, quote: str) -> Evidence:
    """The place of *quote*, at the start of *text* if it is empty."""
    start = text.find(quote)
    line, column = LineIndex(text).position(max(start, 0))
    return Evidence(quote, max(start, 0), max(start, 0) + len(quote), line, column)


def waived(words: str, state: str) -> Waived:
    """A waiver that says *words* wherever it can."""
    given, expires = date(2025, 2, 3), date(2025, 9, 30)
    return Waived(Waiver((words,), words, words, given, expires, words, source=words), state)


def document(words: str, path: str, number: int) -> DocumentReport:
    """A document of which *words* is everything; every third passes, every fifth is unreadable."""
    passes, readable = number % 3 == 0, number % 5 != 0 or number % 3 == 0
    text = f"Before.\r\n{words}\rAfter.\n"
    places = (evidence(text, words), Evidence(words, line=2, pointer=words), Evidence(words, 9999, 99999, 77, 3))
    loud = (Severity.ERROR, words, words, words, places[:1], Decision.BLOCKED)
    findings = [
        Finding("prohibited-use", Severity.WARNING, words, words, words, places, Decision.REVIEW, fingerprint="f" * 32),
        Finding("prohibited-use", Severity.WARNING, words, words, words, places, Decision.REVIEW, fingerprint="f" * 32),
        Finding("house-rule", Severity.NOTE, words, words, words, (Evidence(words, pointer=words),)),
        Finding("waived-rule", *loud, state="waived", waiver=waived(words, "in-force")),
        Finding("known-rule", *loud, state="baseline", recorded=0, waiver=waived(words, "expired")),
    ]
    if not passes:
        said = (words, words, words, places, Decision.BLOCKED)
        findings.insert(1, Finding("consent-needed", Severity.ERROR, *said, fingerprint=words))
    return DocumentReport(
        path=path,
        part=words if number % 2 else None,
        format="text",
        encoding="utf-8",
        sha256="00",
        language="en",
        use={"id": "republish"},
        decision=Decision.CONDITIONAL if passes else Decision.BLOCKED,
        outcome="pass" if passes else "fail",
        opened_by=words or None,
        body=(0, len(text)),
        body_spans=[(0, len(text))],
        notices=[Notice(0, 5, 1, 1, words)],
        rights=Rights(holders=[words, words], agencies=[words], licenses=[words]),
        obligations=[Obligation(words, words, words, words, words), Obligation("attribute", met=False)],
        statements=[],
        metadata={words: words},
        findings=findings,
        readable=readable,
        text=text,
    )


def hostile_documents() -> Iterator[DocumentReport]:
    """Every string in every place, every path with some string."""
    for number, words in enumerate(WORDS):
        yield document(words, PATHS[number % len(PATHS)], number)
    for number, path in enumerate(PATHS, start=len(WORDS)):
        yield document(WORDS[number % len(WORDS)], path, number)


def huge_document(size: int = 10_000_000) -> DocumentReport:
    """A document whose every quote, and every name, is *size* long."""
    return document(("::error::<b>=1\n" * (size // 15 + 1))[:size], "huge.txt", 1)
