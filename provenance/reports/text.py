"""The report for people: what was decided, on which words, why, and what to do.

Every word of a document, a path or a rule goes through :mod:`~provenance.reports.neutral` first.
We flag; nothing here says that a text is free of rights.
"""

from __future__ import annotations

from collections.abc import Iterator

from provenance.finding import Finding
from provenance.outcome import fails_alone
from provenance.report import DocumentReport, Obligation
from provenance.reports.answered import answered, gone_lines, passes_by, unused_lines
from provenance.reports.changes import change_lines
from provenance.reports.excerpt import excerpt, one_line, wrap
from provenance.reports.interface import Look, Run, Sink, Summary
from provenance.reports.marks import GATE
from provenance.reports.neutral import neutral
from provenance.reports.trace import trace_lines
from provenance.reports.words import DISCLAIMER, INSTEAD, NOTHING_TO_WAIVE
from provenance.spans import LineIndex
from provenance.statement import Evidence
from provenance.vocabulary import Decision, Severity

#: Longest message, why or fix shown, in cells; the JSON report has all of it.
LONGEST = 300
#: Most pieces of evidence shown for one finding.
MOST_EVIDENCE = 5
NARROWEST = 40

_COLORS: dict[str, str] = {
    Decision.BLOCKED: "1;31",
    Decision.REVIEW: "1;33",
    Decision.CONDITIONAL: "1;36",
    Decision.PERMITTED: "32",
    Severity.ERROR: "31",
    Severity.WARNING: "33",
    Severity.NOTE: "34",
    "dim": "2",
    "bold": "1",
}


class TextReport:
    """Paragraphs by document, then the counts."""

    def __init__(self, out: Sink, look: Look) -> None:
        self._out = out
        self._look = look
        self._width = max(NARROWEST, look.width)
        self._run: Run | None = None
        self._paragraph: bool | None = None
        """Whether the last document took more than a line; ``None`` before the first."""
        self._lines: tuple[str, LineIndex] = ("", LineIndex(""))
        """The last text and its lines: the documents of one file share their text."""

    def begin(self, run: Run) -> None:
        """Remember what the run is about; the counts will say it."""
        self._run = run

    def document(self, report: DocumentReport) -> None:
        """One line if there is nothing to say, else a paragraph. Quiet: only what fails."""
        if self._look.verbosity < 0 and report.outcome == "pass":
            return
        details = [*self._obligations(report), *self._alone(report), *self._findings(report)]
        if self._look.explain:
            details += trace_lines(report, self._width)
        gap = "\n" if self._paragraph or (details and self._paragraph is not None) else ""
        self._out.write(gap + "\n".join([self._heading(report), *details]) + "\n")
        self._paragraph = bool(details)

    def end(self, summary: Summary) -> None:
        """The counts, and with verbose the files that were not checked."""
        lines = [*change_lines(summary.changes), ""] if summary.changes is not None else []
        lines += self._counts(summary)
        if self._look.verbosity > 0 and summary.ignored_files:
            lines += ["", "Not checked:"]
            lines += [f"  {neutral(file.path)}: {neutral(file.reason)}" for file in summary.ignored_files]
        self._out.write("\n" + "\n".join(lines) + "\n")

    def _style(self, text: str, *names: str) -> str:
        if not self._look.color:
            return text
        return f"\x1b[{';'.join(_COLORS[name] for name in names)}m{text}\x1b[0m"

    def _heading(self, report: DocumentReport) -> str:
        name = neutral(report.path) + (f"#{neutral(report.part)}" if report.part is not None else "")
        use = neutral(str(report.use.get("id", "?")))
        decision = self._style(report.decision.value, report.decision)
        failed = "" if report.outcome == "pass" else ", fails"
        unreadable = "" if report.readable else ", unreadable"
        opened = f", opened by {one_line(report.opened_by, LONGEST)}" if report.opened_by else ""
        passes = passes_by(report)
        return f"{self._style(name, 'bold')}: {decision} (use {use}{opened}{unreadable}{failed}{passes})"

    def _obligations(self, report: DocumentReport) -> list[str]:
        if not report.obligations:
            return []
        return ["  duties of this use:", *(f"    - {line}" for line in map(self._duty, report.obligations))]

    def _duty(self, obligation: Obligation) -> str:
        amount = "after" if obligation.duty == "stop" else "amount"
        told = {"to": obligation.target, "contact": obligation.contact, amount: obligation.amount}
        parts = [f"{name} {one_line(value, self._width)}" for name, value in told.items() if value]
        words = f": “{one_line(obligation.text, self._width)}”" if obligation.text else ""
        met = {None: "", True: " [met]", False: " [not met]"}[obligation.met]
        if obligation.lacks and obligation.met is None:
            met = f" [look: {one_line(obligation.lacks, self._width)}]"
        return neutral(obligation.duty) + words + (f" ({', '.join(parts)})" if parts else "") + met

    def _alone(self, report: DocumentReport) -> list[str]:
        """Why a document fails that has no finding to fail by, and what to do where nothing can be waived."""
        if not fails_alone(report):
            return []
        severity = self._style(f"{Severity.ERROR.value:7}", Severity.ERROR)
        wrapped = wrap(INSTEAD, self._width - 9)
        heads = [self._style("fix", "bold"), *["   "] * len(wrapped)]
        fix = [f"    {head}  {line}" for head, line in zip(heads, wrapped, strict=False)]
        return [f"  {severity} {self._style(GATE, 'bold')}: {NOTHING_TO_WAIVE}", *fix]

    def _findings(self, report: DocumentReport) -> list[str]:
        order = {severity: rank for rank, severity in enumerate(Severity)}
        lines: list[str] = []
        if self._lines[0] is not report.text:
            self._lines = (report.text, LineIndex(report.text))
        index = self._lines[1]
        for finding in sorted(report.findings, key=lambda found: (found.state != "open", order[found.severity])):
            brief = finding.severity is Severity.NOTE or finding.state != "open"
            if brief and self._look.verbosity < 1:
                lines.append(self._brief(finding, report))
            else:
                lines += self._full(finding, report, index)
            lines += self._waiver(finding)
        return lines

    def _waiver(self, finding: Finding) -> list[str]:
        wrapped = wrap(answered(finding), self._width - 12)
        heads = [self._style("waived", "bold"), *[" " * 6] * len(wrapped)]
        return [f"    {head}  {line}" for head, line in zip(heads, wrapped, strict=False)]

    def _title(self, finding: Finding) -> str:
        severity = self._style(f"{finding.severity.value:7}", finding.severity)
        state = "" if finding.state == "open" else f" [{neutral(finding.state)}]"
        return f"  {severity} {self._style(neutral(finding.rule), 'bold')}{state}: {one_line(finding.message, LONGEST)}"

    def _brief(self, finding: Finding, report: DocumentReport) -> str:
        where = _where(report, finding.evidence[0]) if finding.evidence else ""
        return self._title(finding) + (self._style(f" ({where})", "dim") if where else "")

    def _full(self, finding: Finding, report: DocumentReport, index: LineIndex) -> list[str]:
        lines = [self._title(finding)]
        for evidence in finding.evidence[:MOST_EVIDENCE]:
            lines += self._evidence(evidence, report, index, finding.severity)
        if (more := len(finding.evidence) - MOST_EVIDENCE) > 0:
            lines.append(f"    and {more} more {'place' if more == 1 else 'places'}")
        for name, text in (("why", finding.why), ("fix", finding.fix)):
            wrapped = wrap(one_line(text, LONGEST), self._width - 9)
            lines += [f"    {self._style(name, 'bold') if i == 0 else '   '}  {line}" for i, line in enumerate(wrapped)]
        return lines

    def _evidence(self, evidence: Evidence, report: DocumentReport, index: LineIndex, severity: Severity) -> list[str]:
        lines = []
        if where := _where(report, evidence):
            lines.append(f"    {self._style(where, 'dim')}")
        start, end = evidence.start, evidence.end
        if start is None or end is None or not 0 <= start <= end <= len(report.text):
            quote = one_line(evidence.quote, self._width - 10)
            return [*lines, f"      | {quote}"] if quote.strip() else lines
        line, _ = index.position(start)
        bounds = index.line_bounds(line)
        number = str(line)
        part = excerpt(report.text, bounds, (start, end), self._width - 9 - len(number))
        lines.append(f"      {self._style(number + ' |', 'dim')} {part.shown}")
        lines.append(f"      {' ' * len(number)} {self._style('|', 'dim')} {self._style(part.marker, severity)}")
        if (more := index.position(max(start, end - 1))[0] - line) > 0:
            lines.append(f"      {' ' * len(number)} | … and {more} more {'line' if more == 1 else 'lines'}")
        return lines

    def _counts(self, summary: Summary) -> list[str]:
        found = [f"{count} {decision}" for decision, count in reversed(summary.decisions.items()) if count]
        lines = [f"{_plural(summary.documents, 'document')}" + (f": {', '.join(found)}." if found else ".")]
        if run := self._run:
            rule = f"{run.fail_on.value} or worse" if run.fail_on is not Decision.BLOCKED else "blocked"
            verb = "fails" if summary.failed == 1 else "fail"
            asked = [f"use {neutral(run.use)}", f"at {neutral(run.at)}", f"failing on {rule}", *_configured(run)]
            lines.append(f"{summary.failed} {verb} ({', '.join(asked)}).")
        counts = [_plural(count, severity.value) for severity, count in summary.findings.items() if count]
        waived = f"; {summary.waived} waived" if summary.waived else ""
        known = f"; {summary.baseline} in the baseline" if summary.baseline else ""
        lines.append(f"Findings: {', '.join(counts) or 'none'}{waived}{known}.")
        lines += [*gone_lines(summary.gone), *unused_lines(summary.unused_waivers)]
        if summary.unreadable:
            lines.append(f"{_plural(summary.unreadable, 'document')} could not be read.")
        if summary.ignored:
            hint = "" if self._look.verbosity > 0 else " (--verbose lists them)"
            lines.append(f"{_plural(summary.ignored, 'file')} ignored{hint}.")
        return [*lines, DISCLAIMER]


def _configured(run: Run) -> Iterator[str]:
    """Which configuration was used, where there was one."""
    if run.config.by_path:
        yield "otherwise by path"
    read_from = f" of {neutral(run.config.name or '')} ({run.config.revision[:10]})" if run.config.revision else ""
    if run.config.path is not None:
        yield f"configured by {neutral(run.config.path)}{read_from}"
    elif read_from:
        yield f"no settings{read_from}"


def _where(report: DocumentReport, evidence: Evidence) -> str:
    """``path:line:column``, as editors open it, or the pointer into the metadata."""
    place = neutral(report.path) + (f"#{neutral(report.part)}" if report.part is not None else "")
    pointer = one_line(evidence.pointer, 80) if evidence.pointer else ""
    if evidence.line is not None:
        place += f":{evidence.line}" + (f":{evidence.column}" if evidence.column is not None else "")
    elif not pointer:
        return ""
    return f"{place}, {pointer}" if pointer else place


def _plural(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
