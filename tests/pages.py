"""Documents for pages that show them: hostile in every word, or many."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from provenance.agreement import Agreement, Cover, Party
from provenance.chain import Link
from provenance.finding import Finding
from provenance.report import Asset, DocumentReport, Notice, Obligation, Rights, Step
from provenance.reports import create
from provenance.reports.interface import Ignored, Look, Run, Summary
from provenance.statement import Condition, Evidence, Limits, Statement
from provenance.vocabulary import Decision, Polarity, Severity
from provenance.waiver import Waived, Waiver

RUN = Run("1.2.3", {"provenance": "7"}, "sha256:0", "republish", "2025-03-01T06:00:00+00:00")
#: What a document may try on a browser. Each sets a flag or breaks out of where it stands.
ATTACKS = (
    "<script>window.hacked=1</script>",
    "</script><script>window.hacked=2</script>",
    "</script><!--<script>",
    "</noscript><img src=x onerror=window.hacked=3>",
    '"><img src=x onerror="window.hacked=4">',
    "' onmouseover='window.hacked=5' x='",
    "javascript:window.hacked=6",
    "</title></style></textarea></article></table><svg onload=window.hacked=7>",
    "<!--", "-->", "]]>", "<![CDATA[", "&lt;script&gt;window.hacked=8&lt;/script&gt;",
    "&#60;img src=x onerror=window.hacked=9&#62;",
    "{{ 7 * 7 }}{% raw %}", "${window.hacked=10}",
    "<base href=http://a.example/><link rel=stylesheet href=//a.example>",
    "<iframe srcdoc='<script>parent.hacked=11</script>'></iframe><meta http-equiv=refresh content=0>",
    "<form action=//a.example><button id=q name=decision>", "\\u003cscript\\u003e", "data-n=\"999\" <tr data-d=\"3\">",
    "‮gnp.exe⁦x⁩\x1b[2J\x00\x07​", "مرحبا <b>bold</b> שלום", "half \ud800 \udfff",
)  # fmt: skip


def filled(text: str, decision: Decision = Decision.BLOCKED) -> DocumentReport:
    """A report whose every word is *text*."""
    evidence = Evidence(text, 0, len(text), 1, 1, text)
    statement = Statement(
        text, Polarity.PROHIBITS, evidence, text, frozenset({text}),
        (Condition(text, text, text, text, text),),
        Limits(text, text, {"only": [text], "except": [text]}, (text,), (text,), (text,), 3, text),
        exception_of=text, source=text, reading=text, trace=((text, text),), unread=(text,), id=text,
    )  # fmt: skip
    waiver = Waiver((text,), text, text, date(2025, 1, 1), date(2026, 1, 1), text, source=text)
    findings = [
        Finding(text, severity, message, text, text, (evidence,), decision, text, state, text, text,
                waiver=Waived(waiver, "in-force" if state == "waived" else "expired"))
        for severity, message, state in ((Severity.ERROR, text, "open"), (Severity.NOTE, "said", "waived"))
    ]  # fmt: skip
    paper = Agreement(text, (text,), until=text, reference=text, contact=text, source=text)
    rights = Rights(
        [text], [text], [text], text, [text], [text], [text], True, True, [text], text, {"only": [text]}, text
    )
    return DocumentReport(
        path=text, part=text, format=text, encoding=text, sha256=text, language=text,
        use={"id": text, "title": text, "acts": [text], text: text}, decision=decision, outcome="fail",
        opened_by=text, body=(0, 0), body_spans=[],
        notices=[Notice(0, len(text), 1, 1, text, (text,), before=text, after=text)], rights=rights,
        obligations=[Obligation(text, text, text, text, text, text, met) for met in (True, False, None)],
        statements=[statement], metadata={text: text, "title": text, "published": text}, findings=findings,
        agreements=[Cover(paper, Party(text), state, text) for state in ("covers", text)],
        steps=[Step(text, text, text), Step(f"rule:{text}", text, text), Step(f"use:{text}", text, text)],
        assets=[Asset(text, text, Decision.REVIEW, rights, {text: text}, [text])],
        provenance=[Link(text, text, evidence, text, text, text, text, text, elsewhere=True)],
        readable=False, text=text,
    )  # fmt: skip


def hostile() -> list[DocumentReport]:
    """One document for each attack, and one that tries all of them."""
    decisions = [*Decision]
    reports = [filled(text, decisions[at % len(decisions)]) for at, text in enumerate(ATTACKS)]
    return [*reports, filled(" ".join(ATTACKS))]


def write(path: Path, reports: Iterable[DocumentReport], run: Run = RUN) -> Path:
    """The compliance report of *reports*, in a file."""
    summary = Summary()
    summary.ignore(Ignored("photo<b>.jpg", "suffix"), listed=True)
    with open(path, "w", encoding="utf-8") as out:
        page = create("html", out, Look())
        page.begin(run)
        for report in reports:
            summary.add(report)
            page.document(report)
        page.end(summary)
    return path
