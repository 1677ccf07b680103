"""JSON Lines, GitLab Code Quality, CSV and Markdown."""

from __future__ import annotations

import json
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.reports import create
from provenance.reports.csv import COLUMNS, cell
from provenance.reports.interface import Look, Run, Summary
from provenance.reports.markdown import MarkdownReport
from provenance.reports.markup import code, escaped
from provenance.reports.places import Paths
from provenance.vocabulary import Decision, Severity

Written = Callable[..., str]
PATHS = Paths("/work", "/work/site")


class TestJsonLines:
    def test_each_line_holds_its_contract(
        self, everything: dict[str, Any], written: Written, parsers: ModuleType
    ) -> None:
        for documents in everything.values():
            run, lines, summary = parsers.json_lines(written("jsonl", documents))
            assert run["schema"] == "urn:provenance-check:report-lines:1"
            told = [(line["decision"], line["outcome"]) for line in lines]
            assert told == [(d.decision, d.outcome) for d in documents]
            assert summary["failed"] == sum(d.outcome != "pass" for d in documents)

    def test_a_line_is_there_when_its_document_is(self, run: Run, ordinary_set: Any) -> None:
        class Pipe:
            def __init__(self) -> None:
                self.held, self.sent = "", ""

            def write(self, text: str) -> None:
                self.held += text

            def flush(self) -> None:
                self.sent, self.held = self.sent + self.held, ""

        pipe = Pipe()
        report = create("jsonl", pipe, Look())
        report.begin(run)
        for number, document in enumerate(ordinary_set, start=2):
            report.document(document)
            assert pipe.sent.count("\n") == number


class TestGitLab:
    def test_it_holds_the_documented_fields(
        self, everything: dict[str, Any], written: Written, parsers: ModuleType
    ) -> None:
        jsonschema = pytest.importorskip("jsonschema")
        validator = jsonschema.Draft202012Validator(parsers.gitlab_schema())
        for documents in everything.values():
            issues = json.loads(written("gitlab", documents))
            assert [error.message for error in validator.iter_errors(issues)][:3] == []
            fingerprints = [issue["fingerprint"] for issue in issues]
            assert len(fingerprints) == len(set(fingerprints))

    def test_open_findings_only_and_every_failing_document(self, everything: dict[str, Any], written: Written) -> None:
        for name, documents in everything.items():
            issues = json.loads(written("gitlab", documents))
            assert not {issue["check_name"] for issue in issues} & {"waived-rule", "known-rule"}
            if name != "hostile":
                loud = {issue["location"]["path"] for issue in issues if issue["severity"] != "info"}
                assert {PATHS.relative(d.path) for d in documents if d.outcome != "pass"} <= loud

    def test_a_fingerprint_stays_when_lines_move(self, make: Any, flag: Any, written: Written) -> None:
        from provenance.statement import Evidence

        def issue(text: str, line: int) -> Any:
            said = flag("r", Severity.ERROR, "m", Evidence("x", text.index("x"), text.index("x") + 1, line, 1))
            said.fingerprint = "abc"
            return json.loads(written("gitlab", [make("a.txt", text, Decision.BLOCKED, said)]))[0]

        first, moved = issue("x\n", 1), issue("\n\nx\n", 3)
        assert first["fingerprint"] == moved["fingerprint"]
        assert (first["location"]["lines"]["begin"], moved["location"]["lines"]["begin"]) == (1, 3)


class TestCsv:
    def test_rows_are_read_back(self, everything: dict[str, Any], written: Written, parsers: ModuleType) -> None:
        for documents in everything.values():
            rows = parsers.rows(written("csv", documents))
            assert len(rows) == sum(max(1, len(d.findings)) for d in documents)
            told = iter(rows)
            for document in documents:
                for finding in document.findings or [None]:
                    row = next(told)
                    assert (row["decision"], row["outcome"]) == (document.decision, document.outcome)
                    assert row["rule"] == (finding.rule if finding else "")
                    assert row["state"] == (finding.state if finding else "")

    def test_no_cell_is_a_formula(self, everything: dict[str, Any], written: Written, parsers: ModuleType) -> None:
        for documents in everything.values():
            for row in parsers.rows(written("csv", documents)):
                assert tuple(row) == COLUMNS
                for text in row.values():
                    for part in text.split(";"):  # how spreadsheets of many countries part cells
                        assert not parsers.FORMULA.match(part)
                    assert len(text) < 32_767
                    assert "\n" not in text

    @given(st.text(st.characters(exclude_categories=())))
    def test_any_text_is_only_read(self, text: str) -> None:
        shown = cell(text)
        assert not shown.lstrip().startswith(tuple("=+-@＝＋－＠"))
        assert not set("\t\r\n\0") & set(shown)

    def test_it_begins_with_a_mark_for_spreadsheets(self, written: Written) -> None:
        assert written("csv", []).startswith("\ufeffpath,part,decision,")


class TestMarkdown:
    def test_words_stay_words(self, everything: dict[str, Any], written: Written, parsers: ModuleType) -> None:
        for documents in everything.values():
            tokens = list(parsers.markdown(written("markdown", documents)))
            kinds = {token.type for token in tokens}
            assert not kinds & {"html_block", "html_inline", "link_open", "image", "em_open", "s_open"}
            assert not kinds & {"fence", "code_block", "hr", "blockquote_open", "ordered_list_open"}
            headings = [tokens[at + 1].content for at, token in enumerate(tokens) if token.type == "heading_open"]
            sections = [heading for heading in headings if heading not in ("Provenance", "Fails", "Passes")]
            assert len(sections) == sum(d.outcome != "pass" for d in documents)
            assert sum(token.type == "table_open" for token in tokens) == 1

    def test_every_document_is_there_with_its_decision(
        self, everything: dict[str, Any], written: Written, parsers: ModuleType
    ) -> None:
        for name in ("seeds", "ordinary"):
            inline = [token.content for token in parsers.markdown(written("markdown", everything[name]))]
            for d in everything[name]:
                shown = PATHS.relative(d.path) + (f"#{d.part}" if d.part else "")
                assert any(text.startswith(f"`{shown}`: {d.decision}") for text in inline)

    def test_the_counts_come_first(self, written: Written, ordinary_set: Any) -> None:
        lines = written("markdown", ordinary_set).splitlines()
        assert lines[2].startswith("**3 of 6 documents fail**")
        assert lines[7:11] == ["| blocked | 1 |", "| review | 2 |", "| conditional | 1 |", "| permitted | 2 |"]

    def test_quiet_tells_only_what_fails(self, rendered: Callable[..., str], ordinary_set: Any) -> None:
        text = rendered("markdown", ordinary_set, Look(verbosity=-1))
        assert "## Fails" in text
        assert "## Passes" not in text
        assert "free/one.txt" not in text

    @pytest.mark.parametrize("limit", [3_000, 20_000, 200_000])
    def test_it_is_cut_at_a_document_and_says_so(
        self, limit: int, everything: dict[str, Any], pieces: Any, about: Run, parsers: ModuleType
    ) -> None:
        report, summary = MarkdownReport(pieces, Look(), limit=limit), Summary()
        report.begin(about)
        for document in everything["hostile"] * 5:
            summary.add(document)
            report.document(document)
        report.end(summary)
        text = pieces.text
        assert len(text.encode()) <= limit
        assert "there is no room for them here" in text
        assert not {token.type for token in parsers.markdown(text)} & {"html_inline", "link_open", "image"}

    @given(st.text(st.characters(exclude_categories=())))
    def test_a_code_span_holds_any_text(self, text: str) -> None:
        from markdown_it import MarkdownIt

        (paragraph, inline, _) = MarkdownIt("commonmark").parse("x " + code(text, 500))
        assert [child.type for child in inline.children] == ["text", "code_inline"]
        assert paragraph.type == "paragraph_open"

    @given(st.text(st.characters(exclude_categories=())))
    def test_our_words_are_shown_as_they_are(self, text: str) -> None:
        from markdown_it import MarkdownIt

        from provenance.reports.excerpt import one_line

        words = one_line(text, 300).strip()
        tokens = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(escaped(words, 300))
        if words:
            assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
            shown = "".join(child.content for child in tokens[1].children)
            assert shown == words
