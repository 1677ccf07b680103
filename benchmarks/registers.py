"""``python -m benchmarks registers [DOCUMENTS]``: a compliance report of many invented documents, and what a browser
makes of it.

The documents are judged, not read: their reports are built from the pipeline's own objects, as many texts as a
newsroom's archive has, with notices, findings, duties, agreements and steps in the mixture that such archives
have. The times of a browser are there only where Chromium and its driver are.
"""

from __future__ import annotations

import sys
import tempfile
import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from random import Random

from benchmarks.chromium import Chromium, missing
from provenance.agreement import Agreement, Cover, Party
from provenance.finding import Finding
from provenance.report import DocumentReport, Notice, Obligation, Rights, Step
from provenance.reports import create
from provenance.reports.interface import Look, Run, Summary
from provenance.reports.json import as_document, encode
from provenance.statement import Condition, Evidence, Statement
from provenance.vocabulary import Decision, Polarity, Severity

DOCUMENTS = 20_000
_HOLDERS = [
    f"{first} {second}"
    for first in ("Harrow", "Linney", "Vale", "Wexcombe", "Oakrise")
    for second in (
        "Press",
        "Observer",
        "Gazette",
        "Courier",
        "Mercury",
        "Post",
        "Herald",
        "News Agency",
        "Features",
        "Wire",
    )
]
_AGENCIES = ["Northgate", "Meridian", "Ostrava Wire", "Pallas"]
_WORDS = (
    "bridge harbour council swifts lighthouse orchard ferry bakers rope mill river market school winter bells".split()
)
_RUN = Run("0", {"provenance": "1"}, "0" * 64, "republish", "2026-01-15T00:00:00+00:00")
_USE = {"id": "republish", "title": "Republish", "acts": ["display", "publish", "redistribute", "reproduce"]}


def reports(count: int, seed: int = 6) -> Iterator[DocumentReport]:
    """*count* decided documents, always the same ones for a seed."""
    random = Random(seed)
    for number in range(count):
        yield _report(number, random)


def _report(number: int, random: Random) -> DocumentReport:
    kind = random.choices(["wire", "silent", "licensed", "agreed", "free"], [35, 25, 20, 15, 5])[0]
    holder = random.choice(_HOLDERS)
    year = random.randint(2019, 2025)
    title = " ".join(random.choices(_WORDS, k=5)).capitalize()
    notice = {
        "wire": f"© {year} {holder}. All rights reserved. This material may not be published, broadcast, rewritten or "
        "redistributed without prior written permission.",
        "silent": "",
        "licensed": f"© {year} {holder}. This story is licensed under CC BY 4.0.",
        "agreed": f"Copyright {year} {holder}. All rights reserved.",
        "free": "This bulletin is in the public domain.",
    }[kind]
    body = " ".join(random.choices(_WORDS, k=40)) + ".\n\n"
    text = body + notice
    report = DocumentReport(
        path=f"archive/{year}/{random.randint(1, 12):02}/{title.lower().replace(' ', '-')}-{number}.md",
        part=None,
        format="markdown",
        encoding="utf-8",
        sha256=f"{number:064x}",
        language="en",
        use=dict(_USE),
        decision=Decision.REVIEW,
        outcome="fail",
        opened_by=None,
        body=(0, len(body)),
        body_spans=[(0, len(body))],
        notices=[],
        rights=Rights(),
        obligations=[],
        statements=[],
        metadata={"title": title, "published": f"{year}-{random.randint(1, 12):02}-{random.randint(1, 28):02}"},
        findings=[],
        text=text,
    )
    if notice:
        report.notices = [Notice(len(body), len(text), 3, 1, notice, ("copyright",), before=body[-200:])]
        report.rights = Rights(holders=[holder], years=[str(year)], reserved=kind in ("wire", "agreed"))
    if random.random() < 0.3:
        report.rights.agencies.append(random.choice(_AGENCIES))
    _SHAPES[kind](report, holder, random)
    return report


def _evidence(report: DocumentReport, quote: str) -> Evidence:
    start = report.text.index(quote)
    return Evidence(quote, start, start + len(quote), 3, start - report.body[1] + 1)


def _finding(rule: str, severity: Severity, message: str, decision: Decision | None, *evidence: Evidence) -> Finding:
    return Finding(
        rule,
        severity,
        message,
        "What is reserved or silent may not be put out again without somebody's word.",
        "Get a permission and record it as an agreement, or take the text out.",
        evidence,
        decision,
        fingerprint="0" * 32,
    )


def _wire(report: DocumentReport, holder: str, _random: Random) -> None:
    year = report.rights.years[0]
    reserved = _evidence(report, "All rights reserved")
    forbidden = _evidence(report, "This material may not be published")
    report.decision = Decision.BLOCKED
    report.statements = [
        Statement("year", Polarity.IDENTIFIES, _evidence(report, year), year, id="s1"),
        Statement("holder", Polarity.IDENTIFIES, _evidence(report, holder), holder, id="s2"),
        Statement(
            "reservation",
            Polarity.RESERVES,
            reserved,
            id="s3",
            reading="en/reserved-rights",
            trace=(("all rights reserved", "reserve+rights+all"),),
        ),
        Statement(
            "prohibition",
            Polarity.PROHIBITS,
            forbidden,
            acts=frozenset({"publish", "broadcast", "redistribute"}),
            conditions=(Condition("consent"),),
            id="s4",
            reading="en/neg-may",
            trace=(("may not", "neg+may"), ("published", "act"), ("without permission", "without+consent")),
        ),
    ]
    report.findings = [
        _finding("all-rights-reserved", Severity.ERROR, "all rights are reserved", Decision.BLOCKED, reserved),
        _finding("consent-needed", Severity.ERROR, "to publish needs consent first", Decision.BLOCKED, forbidden),
        _finding("consent-needed", Severity.ERROR, "to redistribute needs consent first", Decision.BLOCKED, forbidden),
        _finding("act-outside-use", Severity.NOTE, "the notice also forbids to broadcast", None, forbidden),
    ]
    report.steps = [
        Step("s3", "bars", "reserves reservation: “All rights reserved”"),
        Step("s4", "bars", "prohibits broadcast, publish, redistribute: “This material may not be published”"),
        Step("rule:all-rights-reserved", "at best blocked", "all rights are reserved"),
        Step("rule:consent-needed", "at best blocked", "to publish needs consent first"),
        Step("use:republish", "blocked", "held down by s3, s4"),
    ]


def _silent(report: DocumentReport, _holder: str, _random: Random) -> None:
    message = "nothing in the text or its fields permits to republish it"
    report.findings = [_finding("no-permission-found", Severity.WARNING, message, Decision.REVIEW)]
    report.steps = [
        Step("rule:no-permission-found", "at best review", message),
        Step("use:republish", "review", "nothing opens the use"),
    ]


def _licensed(report: DocumentReport, holder: str, random: Random) -> None:
    words = _evidence(report, "CC BY 4.0")
    report.decision, report.outcome, report.opened_by = Decision.CONDITIONAL, "pass", "s2"
    report.rights.licenses, report.rights.licenses_spdx = ["CC-BY-4.0"], "CC-BY-4.0"
    report.statements = [
        Statement("holder", Polarity.IDENTIFIES, _evidence(report, holder), holder, id="s1"),
        Statement("permission", Polarity.PERMITS, words, "CC-BY-4.0", frozenset({"publish", "reproduce"}), id="s2"),
    ]
    report.obligations = [Obligation("attribute", target=holder, source="s2", met=random.choice([None, True, False]))]
    report.findings = [_finding("duty-to-fulfil", Severity.NOTE, "when the text is used: attribute", None, words)]
    report.steps = [
        Step("s2", "opens", "permits publish, reproduce: “CC BY 4.0”"),
        Step("use:republish", "conditional", "opened by s2"),
    ]


def _agreed(report: DocumentReport, holder: str, _random: Random) -> None:
    paper = Agreement(holder.lower().replace(" ", "-"), (holder,), until="2026-12-31", reference="contracts/17.pdf")
    report.decision, report.outcome, report.opened_by = Decision.CONDITIONAL, "pass", f"agreement:{paper.id}"
    report.agreements = [Cover(paper, Party(holder), "covers")]
    report.obligations = [Obligation("attribute", target=holder, source=f"agreement:{paper.id}")]
    report.findings = [_finding("agreement-used", Severity.NOTE, f"covered by {paper.id}", None)]
    report.steps = [
        Step(f"agreement:{paper.id}", "covers", f"for “{holder}”"),
        Step("use:republish", "conditional", f"opened by agreement:{paper.id}"),
    ]


def _free(report: DocumentReport, _holder: str, _random: Random) -> None:
    words = _evidence(report, "public domain")
    report.decision, report.outcome, report.opened_by = Decision.PERMITTED, "pass", "s1"
    report.statements = [Statement("permission", Polarity.PERMITS, words, "PD", frozenset({"publish"}), id="s1")]
    report.steps = [
        Step("s1", "opens", "permits publish: “public domain”"),
        Step("use:republish", "permitted", "opened by s1"),
    ]


_SHAPES = {"wire": _wire, "silent": _silent, "licensed": _licensed, "agreed": _agreed, "free": _free}


def write(path: Path, count: int) -> None:
    """The compliance report of *count* documents."""
    summary = Summary()
    with open(path, "w", encoding="utf-8") as out:
        page = create("html", out, Look())
        page.begin(_RUN)
        for report in reports(count):
            summary.add(report)
            page.document(report)
        page.end(summary)


def main(arguments: list[str]) -> int:
    """Print the figures."""
    count = int(arguments[0]) if arguments else DOCUMENTS
    begin = time.process_time()
    for report in reports(count):
        encode(as_document(report))
    as_json = time.process_time() - begin
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "report.html")
        begin = time.process_time()
        write(page, count)
        as_page = time.process_time() - begin
        print(f"{count} documents: {page.stat().st_size / 1e6:.1f} MB of HTML (a page stays below 40 MB)")
        print(f"time to write it / to write the same as JSON: {as_page / as_json:.1f}")
        peak, less = _peak(count, page), _peak(count // 10, page)
        print(f"memory that each further document takes: {(peak - less) / (count - count // 10):.0f} bytes")
        write(page, count)
        for line in _in_a_browser(page):
            print(line)
    return 0


def _peak(count: int, page: Path) -> int:
    tracemalloc.start()
    write(page, count)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak


def _in_a_browser(page: Path) -> Iterator[str]:
    if reason := missing():
        yield f"no browser: {reason}"
        return
    with Chromium() as browser:
        begin = time.perf_counter()
        browser.open(page)
        yield f"headless Chromium: opened and ready after {time.perf_counter() - begin:.1f} s"
        for name, script in _ACTIONS.items():
            browser.run(script)
            yield f"  {name}: {browser.measured('filter'):.0f} ms of script"


_SET = (
    "const its = document.getElementById('%s'); its.value = %r; its.dispatchEvent(new Event('input', {bubbles: true}));"
)
_ACTIONS = {
    "search for one word": _SET % ("q", "lighthouse"),
    "search for three words": _SET % ("q", "lighthouse harrow reserved"),
    "only those that fail": _SET % ("gate", "1"),
    "all again": "document.getElementById('q').value = ''; " + _SET % ("gate", ""),
    "sort by document": "document.querySelectorAll('#table thead button')[0].click()",
    "sort by holder": "document.querySelectorAll('#table thead button')[3].click()",
    "sort by findings": "document.querySelectorAll('#table thead button')[9].click()",
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
