"""Document reports made by hand: an ordinary set and a hostile one; nothing here reads or judges."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from provenance.finding import Finding
from provenance.outcome.ledger import Gone, Unused
from provenance.report import DocumentReport, Notice, Obligation, Rights
from provenance.reports import create
from provenance.reports.interface import Ignored, Look, Run, Summary
from provenance.spans import LineIndex
from provenance.statement import Condition, Evidence, Limits, Statement
from provenance.vocabulary import Decision, Polarity, Severity
from provenance.waiver import Waived, Waiver

GOLDEN = Path(__file__).resolve().parents[1] / "golden"
RUN = Run(
    version="1.2.3", rules={"provenance": "7"}, digest="sha256:0", use="republish", at="2025-03-01T06:00:00+00:00"
)
USE = {"id": "republish", "acts": frozenset({"publish", "display"}), "territory": ()}


def evidence(text: str, quote: str, **more: str) -> Evidence:
    """The first *quote* in *text*, with its place."""
    start = text.index(quote)
    line, column = LineIndex(text).position(start)
    return Evidence(quote, start, start + len(quote), line, column, **more)


def finding(rule: str, severity: Severity, message: str, *places: Evidence, **more: object) -> Finding:
    """A finding with the same why and fix for all."""
    given: dict[str, object] = {"why": "The holder has said so in so many words.", "fix": "Ask the holder in writing."}
    return Finding(rule, severity, message, evidence=places, **{**given, **more})  # type: ignore[arg-type]


def waived(state: str, reason: str = "Agreed by mail of 2025-02-03.", by: str = "Dana Roe, standards") -> Waived:
    """A waiver beside a finding."""
    given = Waiver(
        ("waived-rule",), reason, by, date(2025, 2, 3), date(2025, 9, 30), "wire/bridge.txt", source="waivers.yml:3"
    )
    return Waived(given, state)


def report(path: str, text: str, decision: Decision, *findings: Finding, **more: object) -> DocumentReport:
    """A report on *text*; it passes unless a person must look."""
    given: dict[str, object] = {
        "part": None,
        "format": "text",
        "encoding": "utf-8",
        "sha256": "00ff",
        "language": "en",
        "use": USE,
        "outcome": "fail" if decision.rank < Decision.CONDITIONAL.rank else "pass",
        "opened_by": None,
        "body": (0, len(text)),
        "body_spans": [(0, len(text))],
        "notices": [],
        "rights": Rights(),
        "obligations": [],
        "statements": [],
        "metadata": {},
    }
    return DocumentReport(path=path, decision=decision, findings=list(findings), text=text, **{**given, **more})  # type: ignore[arg-type]


def _blocked() -> DocumentReport:
    text = "The bridge opened on Monday.\n\nCopyright 2022 Vale Press. It may not be published,\nrewritten or sold.\n"
    words = evidence(text, "published")
    over = evidence(text, "published,\nrewritten or sold")
    statement = Statement(
        "prohibition",
        Polarity.PROHIBITS,
        words,
        acts=frozenset({"rewrite", "publish"}),
        conditions=(Condition("consent", contact="desk@vale.example"),),
        limits=Limits(territory={"only": ["DE"]}, medium=("web",)),
        reading="neg+may",
        trace=(("not", "neg"), ("may", "may"), ("published", "act")),
        id="s1",
    )
    return report(
        "wire/bridge.txt",
        text,
        Decision.BLOCKED,
        finding(
            "rewrite-outside-use",
            Severity.NOTE,
            "the notice forbids to rewrite: “rewritten”",
            evidence(text, "rewritten"),
        ),
        finding(
            "prohibited-use",
            Severity.ERROR,
            "the notice forbids to publish: “published”",
            words,
            decision=Decision.BLOCKED,
            statement="s1",
        ),
        finding("holder-unclear", Severity.WARNING, "the passage spans lines", over, state="open"),
        finding(
            "waived-rule", Severity.ERROR, "somebody took this on", words, state="waived", waiver=waived("in-force")
        ),
        finding("once-waived", Severity.ERROR, "somebody took this on for a while", words, waiver=waived("expired")),
        finding("known-rule", Severity.ERROR, "it was there before", words, state="baseline", recorded=0),
        notices=[
            Notice(text.index("Copy"), len(text) - 1, 3, 1, text[text.index("Copy") : -1], ("copyright", "prohibition"))
        ],
        rights=Rights(holders=["Vale Press"], years=["2022"], prohibited=["publish", "rewrite"]),
        statements=[statement],
        body=(0, 28),
        body_spans=[(0, 28)],
        metadata={"published": date(2022, 1, 2), "tags": ["a"]},
    )


def _conditional() -> DocumentReport:
    text = "---\nlicense: CC-BY-4.0\n---\nText.\n"
    declared = Evidence("CC-BY-4.0", line=2, pointer="front matter: license")
    duty = Obligation("attribute", "credit Vale Press", "Vale Press", "desk@vale.example", None, "s1")
    return report(
        "cc/story.md",
        text,
        Decision.CONDITIONAL,
        finding("image-not-covered", Severity.NOTE, "the licence does not cover the image", declared),
        format="markdown",
        obligations=[duty, Obligation("share-alike", met=True)],
        opened_by="licence CC-BY-4.0",
        part="/items/0",
    )


def ordinary() -> list[DocumentReport]:
    """One document of each decision."""
    review = finding(
        "no-permission-found", Severity.WARNING, "nothing says that this use is allowed", decision=Decision.REVIEW
    )
    return [
        report("free/one.txt", "Public domain.\n", Decision.PERMITTED, opened_by="notice"),
        report("free/two.txt", "Public domain.\n", Decision.PERMITTED),
        _blocked(),
        _conditional(),
        report("plain.txt", "Text.\n", Decision.REVIEW, review),
        report(
            "locked.txt",
            "",
            Decision.REVIEW,
            finding("unreadable", Severity.ERROR, "cannot be read: Permission denied"),
            readable=False,
        ),
    ]


def hostile() -> list[DocumentReport]:
    """What an incoming document may try on a terminal, a log or an eye."""
    long = "x" * 5000 + " may not be published " + "y" * 5000
    cases = {
        "::error file=a::b.txt": "::error::All is well \x1b[2J\x1b]0;title\x07 not published",
        "rtl\u202etxt.exe": "Copyright \u202eyltcerid \u2066not published\u2069 \u200b\ufeff",
        "log.txt": "##vso[task.complete result=Succeeded] ##[error]not published \x9b31m\x7f\x00",
        "long.txt": long,
        "ja.txt": "本記事は、" + "全" * 30 + "著作権者の許可なく not published 転載することを禁じます。" + "国" * 80,
        "tabs.txt": "\tA\tmay\tnot\tpublished\te\u0301",
        "lines.txt": "one\u2028two\u2029three\x85four\x0bnot published",
        "surrogate\udcff.txt": "half \ud800 not published",
    }
    made = []
    for path, text in cases.items():
        words = evidence(text, "published")
        said = finding(
            "prohibited-use",
            Severity.ERROR,
            f"the notice forbids to publish: “{text}”",
            words,
            why=text,
            fix=f"a\r\n::warning::{path}",
            waiver=waived("in-force", text, path),
        )
        # also what metadata may hold: keys and values of any kind
        made.append(
            report(
                path,
                text,
                Decision.BLOCKED,
                said,
                metadata={text[:20]: {"nan": float("nan"), "set": {2, 1}}},
                opened_by=text[:9],
            )
        )
    return made


SETS: dict[str, Callable[[], list[DocumentReport]]] = {"ordinary": ordinary, "hostile": hostile}


class Pieces:
    """A sink that remembers every write."""

    def __init__(self) -> None:
        self.written: list[str] = []

    def write(self, text: str) -> None:
        self.written.append(text)

    @property
    def text(self) -> str:
        return "".join(self.written)


def render(name: str, reports: list[DocumentReport], look: Look | None = None) -> str:
    """The whole output of the format *name*."""
    out, summary = Pieces(), Summary()
    summary.ignore(Ignored("photo\x1b.jpg", "suffix"), listed=True)
    written = create(name, out, look or Look())
    written.begin(RUN)
    for one in reports:
        summary.add(one)
        written.document(one)
    summary.unused_waivers = [Unused(waived("expired", by="\x1b[2J").waiver, "expired")]
    summary.gone = [Gone("wire/old.txt", None, "prohibited-use", "not published \x1b[2J", 2)]
    written.end(summary)
    return out.text


def hold(path: str, text: str) -> None:
    """*text* is what the golden file holds; ``GOLDEN_UPDATE=1`` writes it (then read the diff)."""
    file = GOLDEN / path
    if os.environ.get("GOLDEN_UPDATE"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode("utf-8"))
    assert text.encode("utf-8") == file.read_bytes()


@pytest.fixture
def golden() -> Callable[[str, str], None]:
    return hold


@pytest.fixture(params=sorted(SETS))
def documents(request: pytest.FixtureRequest) -> tuple[str, list[DocumentReport]]:
    """The name of a set, and the set."""
    return request.param, SETS[request.param]()


@pytest.fixture
def ordinary_set() -> list[DocumentReport]:
    """One document of each decision."""
    return ordinary()


@pytest.fixture
def rendered() -> Callable[..., str]:
    return render


@pytest.fixture
def pieces() -> Pieces:
    return Pieces()


@pytest.fixture
def run() -> Run:
    return RUN


@pytest.fixture
def make() -> Callable[..., DocumentReport]:
    return report


@pytest.fixture
def flag() -> Callable[..., Finding]:
    return finding
