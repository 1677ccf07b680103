"""Which reports are written, and where each goes: ``--report NAME[=FILE]``, and ``--format`` with ``-o`` for one."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from provenance.cli.errors import unknown
from provenance.errors import UsageError

if TYPE_CHECKING:
    from provenance.report import DocumentReport
    from provenance.reports.interface import Look, Report, Run, Summary

#: The names of the reports, as ``provenance.reports.REPORTS`` has them (which is not imported for a ``--help``).
FORMATS = ("text", "json", "jsonl", "sarif", "junit", "github", "gitlab", "csv", "markdown", "html")
DEFAULT_FORMAT = "text"
#: Where GitHub Actions takes the summary of a step from, and the most that it takes, in bytes.
STEP_SUMMARY = "GITHUB_STEP_SUMMARY"
MOST_SUMMARY = 1 << 20


@dataclass(frozen=True, slots=True)
class Wanted:
    """A report and the file it goes to; ``None``: standard output."""

    name: str
    target: str | None = None


def wanted_reports(reports: Sequence[str], form: str | None, output: str | None) -> tuple[Wanted, ...]:
    """What ``--report`` (all of them), ``--format`` and ``-o`` ask for; the text report where nobody says anything.

    Raises:
        UsageError: no such report, no file named, two for standard output or for one file.
    """
    found = [_parsed(written) for written in reports]
    if form is None and output is not None and found:
        hint = f"Name the file with its report: --report {found[0].name}={output}"
        raise UsageError("-o belongs to --format, and --report names its own file", hint=hint)
    if form is not None or not found:
        found.append(Wanted(form or DEFAULT_FORMAT, None if output in (None, "-") else output))
    taken: dict[str | None, str] = {}
    for each in found:
        where = None if each.target is None else os.path.realpath(each.target)
        if where in taken:
            place = "standard output" if where is None else f"“{each.target}”"
            hint = f"Give one of them a file of its own: --report {each.name}=FILE"
            raise UsageError(f"two reports for {place}: {taken[where]} and {each.name}", hint=hint)
        taken[where] = each.name
    return tuple(found)


def _parsed(written: str) -> Wanted:
    name, sign, target = written.partition("=")
    if name not in FORMATS:
        raise unknown("report", name, FORMATS)
    if sign and not target:
        raise UsageError(f"--report: “{written}” names no file", hint=f"Write it as --report {name}=FILE")
    return Wanted(name, None if target in ("", "-") else target)


@contextmanager
def reports_of(wanted: Sequence[Wanted], *, color: str = "auto", look: Look | None = None) -> Iterator[Report]:
    """One report that writes all of *wanted*. Files appear whole or not at all, when all is told.

    *look* is how people want to see it; its colour is worked out for each from *color*.

    Raises:
        UsageError: a file cannot be written.
    """
    from provenance.cli.output import opened, wants_color
    from provenance.reports import create
    from provenance.reports.interface import Look
    from provenance.reports.several import Several

    with ExitStack() as stack:
        made: list[Report] = []
        for each in wanted:
            out = stack.enter_context(opened(each.target, utf8=each.name != "text"))
            its = replace(look or Look(), color=wants_color(color, each.target))
            made.append(create(each.name, out, its))
        if any(each.name == "github" for each in wanted) and os.environ.get(STEP_SUMMARY):
            made.append(stack.enter_context(_step_summary(os.environ[STEP_SUMMARY])))
        yield _InRepository(Several(made))


@contextmanager
def _step_summary(path: str) -> Iterator[Report]:
    """The Markdown report, added to what the step has said so far; what has no room is left out, and said so."""
    import io

    from provenance.reports.interface import Look
    from provenance.reports.markdown import MarkdownReport

    try:
        with open(path, "ab") as stream:
            room = MOST_SUMMARY - stream.tell()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        hint = f"Take {STEP_SUMMARY} out of the environment, or name a file that can be written."
        raise UsageError(f"{STEP_SUMMARY}: cannot write “{path}”: {reason}", hint=hint) from None
    text = io.StringIO()
    yield MarkdownReport(text, Look(), limit=room)
    data = text.getvalue().encode("utf-8", "backslashreplace")
    if len(data) <= room:  # not even the counts have room: GitHub would refuse what is there, too
        with open(path, "ab") as stream:
            stream.write(data)


class _InRepository:
    """A report that is told where the repository begins, so that paths can be named from there."""

    def __init__(self, report: Report) -> None:
        self._report = report

    def begin(self, run: Run) -> None:
        """Before the first document."""
        from provenance.reports.places import repository

        folder = os.path.realpath(os.getcwd())
        self._report.begin(replace(run, root=repository(folder), folder=folder))

    def document(self, report: DocumentReport) -> None:
        """One document has been decided."""
        self._report.document(report)

    def end(self, summary: Summary) -> None:
        """After the last document."""
        self._report.end(summary)
