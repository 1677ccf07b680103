"""The report as Markdown (CommonMark with the tables of GitHub): what fails first, then what does not.

It is also GitHub's job summary, which has a greatest size: then documents are left out at the end, and a line says
how many. Words of documents stand in code spans (:mod:`~provenance.reports.markup`).
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from provenance.finding import Finding
from provenance.report import DocumentReport, Obligation
from provenance.reports.answered import answered, gone_lines, unused_lines
from provenance.reports.interface import Look, Run, Sink, Summary
from provenance.reports.marks import LONGEST, opener
from provenance.reports.markup import code, escaped
from provenance.reports.places import Paths, Spots
from provenance.reports.spool import Spool
from provenance.reports.words import DISCLAIMER
from provenance.vocabulary import Decision, Severity

#: Most findings told of one document.
MOST_FINDINGS = 50
#: Longest path with its part, in cells.
LONGEST_NAME = 2000
#: Kept free for the headings and the lines that say what was cut, in bytes.
_ROOM = 300
_LOUDNESS = {severity: number for number, severity in enumerate(Severity)}


class MarkdownReport:
    """Sections in two spools, then the counts and the sections. *limit*: of the whole, in bytes of UTF-8."""

    def __init__(self, out: Sink, look: Look, limit: int | None = None) -> None:
        self._out = out
        self._quiet = look.verbosity < 0
        self._limit = limit
        self._run: Run | None = None
        self._paths = Paths(None, "")
        self._spots = Spots()
        self._failing, self._passing = Spool(), Spool()

    def begin(self, run: Run) -> None:
        """Remember what the run is about."""
        self._run = run
        self._paths = Paths(run.root, run.folder)

    def document(self, report: DocumentReport) -> None:
        """A section for what fails, a line for what passes, with its duties. Quiet: only what fails."""
        if report.outcome != "pass":
            self._failing.add("\n" + "\n".join(self._section(report)) + "\n")
        elif not self._quiet:
            self._passing.add("\n".join(self._passed(report)) + "\n")

    def end(self, summary: Summary) -> None:
        """The counts, then the sections, as many as there is room for."""
        head = "\n".join(self._head(summary)) + "\n"
        self._out.write(head)
        room = sys.maxsize if self._limit is None else self._limit - len(head.encode()) - _ROOM
        for title, spool in (("Fails\n", self._failing), ("Passes\n\n", self._passing)):
            if len(spool):
                room = self._write(title, spool, room)

    def _write(self, title: str, spool: Spool, room: int) -> int:
        """The sections that fit into *room* bytes; what is left of it, nothing once a section did not fit."""
        self._out.write(f"\n## {title}")
        cut = 0
        for piece in spool.pieces():
            size = len(piece.encode())
            if cut or size > room:
                cut, room = cut + 1, 0
            else:
                self._out.write(piece)
                room -= size
        if cut:
            self._out.write(f"\n{_documents(cut)} more: there is no room for them here, other reports have all.\n")
        return room

    def _head(self, summary: Summary) -> Iterator[str]:
        run = self._run
        assert run is not None, "begin() comes first"
        verb = "fails" if summary.failed == 1 else "fail"
        threshold = run.fail_on.value + ("" if run.fail_on is Decision.BLOCKED else " or worse")
        yield "# Provenance"
        yield ""
        yield f"**{summary.failed} of {_documents(summary.documents)} {verb}** (use {code(run.use, LONGEST)},"
        yield f"at {code(run.at, LONGEST)}, failing on {threshold})."
        yield ""
        yield "| decision | documents |"
        yield "|---|---:|"
        yield from (f"| {decision.value} | {summary.decisions[decision]} |" for decision in Decision)
        yield ""
        counts = ", ".join(f"{count} {severity.value}" for severity, count in summary.findings.items())
        yield f"Open findings: {counts}. Waived: {summary.waived}. In the baseline: {summary.baseline}."
        reasons = ", ".join(f"{count} {escaped(reason)}" for reason, count in summary.reasons.items())
        ignored = f"{summary.ignored}" + (f" ({reasons})" if reasons else "")
        yield f"Unreadable documents: {summary.unreadable}. Ignored files: {ignored}."
        yield ""
        if told := [*gone_lines(summary.gone), *unused_lines(summary.unused_waivers)]:
            yield from (f"- {code(line, LONGEST)}" for line in told)
            yield ""
        yield f"{DISCLAIMER} Rules: {code(run.digest, LONGEST)}, version {code(run.version, LONGEST)}."

    # -- one document

    def _section(self, report: DocumentReport) -> Iterator[str]:
        unreadable = "" if report.readable else " (unreadable)"
        yield f"### {self._name(report)}: {report.decision.value}{unreadable}"
        yield ""
        found = sorted(report.findings, key=lambda finding: (finding.state != "open", _LOUDNESS[finding.severity]))
        for finding in found[:MOST_FINDINGS]:
            yield from self._finding(report, finding)
            if finding.severity is not Severity.NOTE and finding.state == "open":
                yield f"  - why: {escaped(finding.why, LONGEST)}"
                yield f"  - fix: {escaped(finding.fix, LONGEST)}"
        if (more := len(found) - MOST_FINDINGS) > 0:
            yield f"- and {more} more"

    def _passed(self, report: DocumentReport) -> Iterator[str]:
        opened = f", opened by {code(opener(report), LONGEST)}" if report.opened_by else ""
        yield f"- {self._name(report)}: {report.decision.value}{opened}"
        for obligation in report.obligations[:MOST_FINDINGS]:
            yield f"  - duty: {_duty(obligation)}"
        for finding in report.findings[:MOST_FINDINGS]:
            yield from (f"  {line}" for line in self._finding(report, finding))

    def _finding(self, report: DocumentReport, finding: Finding) -> Iterator[str]:
        state = "" if finding.state == "open" else f" ({finding.state})"
        said = f"{code(finding.rule, LONGEST)}{state}{self._place(report, finding)}: {code(finding.message, LONGEST)}"
        yield f"- **{finding.severity.value}** {said}"
        if waiver := answered(finding):
            yield f"  - waiver: {code(waiver, LONGEST)}"

    def _place(self, report: DocumentReport, finding: Finding) -> str:
        if not finding.evidence:
            return ""
        spot = self._spots.of(report, finding.evidence[0])
        column = f", column {spot.column}" if spot.column is not None else ""
        pointer = f", {code(spot.pointer, LONGEST)}" if spot.pointer else ""
        return f", line {spot.line}{column}{pointer}"

    def _name(self, report: DocumentReport) -> str:
        part = "" if report.part is None else f"#{report.part}"
        return code(self._paths.relative(report.path) + part, LONGEST_NAME)


def _duty(obligation: Obligation) -> str:
    told = [obligation.text, obligation.target, obligation.contact, obligation.amount]
    words = ", ".join(code(each, LONGEST) for each in told if each)
    met = {None: "", True: " (met)", False: " (not met)"}[obligation.met]
    return escaped(obligation.duty) + (f": {words}" if words else "") + met


def _documents(count: int) -> str:
    return "1 document" if count == 1 else f"{count} documents"
