"""GitHub Actions: workflow commands, which become annotations at the lines of a change.

A step shows ten annotations of a kind and drops the others, so the gravest come first: by severity, then by
what was decided. The runner reads a command from any line that begins with ``::``; ours are escaped as it
reads them (``ActionCommand.cs``), and no other line that we print begins so. The job summary is the Markdown
report, written beside this one (:mod:`provenance.cli.reports`).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from provenance.report import DocumentReport
from provenance.reports.answered import answered
from provenance.reports.excerpt import one_line
from provenance.reports.interface import Look, Run, Sink, Summary
from provenance.reports.marks import LONGEST, Mark, marks
from provenance.reports.neutral import HOSTILE, MARKED_COMMAND, neutral, show
from provenance.reports.places import Paths, Spots
from provenance.vocabulary import Decision, Severity

COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
#: What a step shows of each kind.
SHOWN = 10
#: Written of each kind; more only fills the log.
MOST = 200


class GitHubReport:
    """The gravest commands in memory, then they and the counts."""

    def __init__(self, out: Sink, _look: Look) -> None:
        self._out = out
        self._run: Run | None = None
        self._paths = Paths(None, "")
        self._spots = Spots()
        self._commands: dict[tuple[Severity, Decision | None], list[str]] = {
            (severity, decision): [] for severity in Severity for decision in (*Decision, None)
        }
        self._found = dict.fromkeys(Severity, 0)

    def begin(self, run: Run) -> None:
        """Remember what the run is about."""
        self._run = run
        self._paths = Paths(run.root, run.folder)

    def document(self, report: DocumentReport) -> None:
        """A command for each open finding, as long as it may be among the first."""
        for mark in marks(report, self._spots):
            if mark.open:
                self._found[mark.severity] += 1
                waiting = self._commands[mark.severity, mark.decision]
                if len(waiting) < MOST:
                    waiting.append(self._command(report, mark))

    def end(self, summary: Summary) -> None:
        """The commands, the gravest first, and what the run came to."""
        for severity in Severity:
            commands = (command for decision in (*Decision, None) for command in self._commands[severity, decision])
            for command in islice(commands, MOST):
                self._out.write(command + "\n")
        for line in self._counts(summary):
            self._out.write(line + "\n")

    def _command(self, report: DocumentReport, mark: Mark) -> str:
        spot = mark.spot
        properties = {"file": _file(self._paths.relative(report.path)), "line": str(spot.line)}
        properties["endLine"] = str(spot.last_line)
        if spot.column is not None and spot.line == spot.last_line:  # columns over several lines are refused
            properties["col"] = str(spot.column)
            if spot.end_line == spot.line and spot.end_column is not None:
                properties["endColumn"] = str(spot.end_column)
        properties["title"] = one_line(mark.rule, LONGEST)
        message = [mark.message]
        if report.part is not None:
            message.append(f"in {one_line(report.part, LONGEST)}")
        if mark.finding is not None:
            said = {"why": mark.finding.why, "fix": mark.finding.fix, "waiver": answered(mark.finding)}
            message += [f"{name}: {one_line(words, LONGEST)}" for name, words in said.items() if words]
        given = ",".join(f"{name}={as_property(value)}" for name, value in properties.items())
        return f"::{COMMANDS[mark.severity]} {given}::{as_data(chr(10).join(message))}"

    def _counts(self, summary: Summary) -> Iterator[str]:
        run = self._run
        assert run is not None, "begin() comes first"
        verb = "fails" if summary.failed == 1 else "fail"
        asked = f"use {neutral(run.use)}, at {neutral(run.at)}"
        noun = "document" if summary.documents == 1 else "documents"
        yield f"{summary.failed} of {summary.documents} {noun} {verb} ({asked})."
        for severity, count in self._found.items():
            if count > SHOWN:
                name = COMMANDS[severity]
                written = f" {MOST} are written here." if count > MOST else ""
                yield f"GitHub shows {SHOWN} annotations of the kind {name} for a step; {count} were found.{written}"


def as_data(text: str) -> str:
    """*text* as the runner reads the message of a command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def as_property(text: str) -> str:
    """*text* as the runner reads a property of a command."""
    return as_data(text).replace(":", "%3A").replace(",", "%2C")


def _file(path: str) -> str:
    """*path*, exact but for what a terminal would obey; line breaks and tabs are escaped or harmless."""
    hidden = HOSTILE.sub(lambda match: match[0] if match[0] in "\r\n\t" else show(match), path)
    return MARKED_COMMAND.sub(show, hidden)
