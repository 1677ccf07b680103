"""The sample documents give what their table says, and the founding document gives what it must."""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from pathlib import Path

import pytest

from provenance.check import Checker
from provenance.readers import read_bytes
from provenance.report import DocumentReport
from provenance.rulefiles.pack import Rules
from provenance.use import Occasion, Use

SEEDS = Path(__file__).parent.parent / "seeds"
TABLE = list(csv.DictReader((SEEDS / "expected.csv").read_text(encoding="utf-8").splitlines()))
AT = datetime(2026, 1, 15, tzinfo=UTC)


def check(rules: Rules, path: Path, use: str = "republish") -> DocumentReport:
    return Checker(rules, Occasion(use=Use(**rules.uses[use]), at=AT)).check(read_bytes(path.name, path.read_bytes()))


@pytest.mark.parametrize("row", TABLE, ids=[row["document"] for row in TABLE])
def test_seed(rules: Rules, row: dict[str, str]) -> None:
    report = check(rules, SEEDS / row["document"])
    assert report.decision == row["decision"], [finding.message for finding in report.findings]


def test_the_table_is_complete() -> None:
    documents = {path.name for path in SEEDS.iterdir() if path.suffix in (".html", ".md", ".txt")}
    assert documents == {row["document"] for row in TABLE}


class TestFoundingDocument:
    @pytest.fixture
    def path(self, shared: Path) -> Path:
        return next((shared / "seeds").iterdir())

    def test_republish(self, rules: Rules, path: Path) -> None:
        report = check(rules, path)
        text = report.text
        (notice,) = report.notices
        assert (report.decision, report.outcome) == ("blocked", "fail")
        assert text[notice.start :] == notice.text
        assert notice.text.startswith("Copyright 2022")
        assert notice.scope == "document"
        assert report.body == (0, len(text[: notice.start].rstrip()))
        rights = report.rights
        assert (rights.holders, rights.years, rights.agencies, rights.reserved) == (
            ["Anadolu Agency"],
            ["2022"],
            ["Anadolu"],
            True,
        )
        assert rights.prohibited == ["publish", "broadcast", "rewrite", "redistribute"]
        found = {
            (f.rule, f.severity, f.evidence[0].quote)
            for f in report.findings
            if f.rule in ("prohibited-use", "act-outside-use")
        }
        assert found == {
            ("prohibited-use", "error", "published"),
            ("prohibited-use", "error", "redistributed"),
            ("act-outside-use", "note", "broadcast"),
            ("act-outside-use", "note", "rewritten"),
        }

    @pytest.mark.parametrize("use", ["excerpt", "ai-training"])
    def test_other_uses(self, rules: Rules, path: Path, use: str) -> None:
        report = check(rules, path, use)
        assert report.decision == "blocked"
        assert "prohibited-use" not in {finding.rule for finding in report.findings}
        reserved = next(finding for finding in report.findings if finding.rule == "all-rights-reserved")
        assert "for a person to judge" in reserved.why
