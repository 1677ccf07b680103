"""``provenance check``: parse, build, run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from provenance.cli.errors import PASS, note, say
from provenance.cli.job.build import Job, build
from provenance.cli.job.options import (
    Grouped,
    Options,
    config_options,
    gate_options,
    report_options,
    speed_options,
    use_options,
)
from provenance.cli.reports import reports_of

if TYPE_CHECKING:
    from provenance.reports.interface import Report, Summary


@click.command(short_help="Judge documents for a use.", cls=Grouped)
@click.argument("paths", nargs=-1, metavar="PATH...")
@use_options
@gate_options
@config_options
@report_options
@speed_options
def check(**given: Any) -> int:
    """Judge documents: may they be published again, for this use?

    PATH is a file, a folder, a glob, or - for standard input.
    """
    options = Options(**given)
    return run(options, build(options))


def run(options: Options, job: Job) -> int:
    """Check every document, write the report, give the exit code; the format has no say in it."""
    from provenance.cli.output import terminal_width
    from provenance.reports.interface import Look

    look = Look(width=terminal_width(), verbosity=options.verbose - options.quiet, explain=options.explain)
    with reports_of(options.wanted, color=options.color, look=look) as report:
        report.begin(job.about)
        summary = _check_all(options, job, report)
        report.end(summary)
    if not summary.documents:
        _say_nothing_found(options, summary)
    return summary.exit_code


def _say_nothing_found(options: Options, summary: Summary) -> None:
    ignored = f"; {summary.ignored} ignored" if summary.ignored else ""
    if summary.exit_code == PASS:
        since = f"changed since {options.changed_since}" if options.changed_since else "to check"
        note(f"nothing {since}{ignored}")
    else:
        say(f"no input found{ignored}", "A path named explicitly is always checked; --verbose lists ignored files.")


def _check_all(options: Options, job: Job, report: Report) -> Summary:
    from provenance.cli.job.answers import ledger_of
    from provenance.cli.job.judging import judged
    from provenance.cli.progress import Progress
    from provenance.reports.interface import Summary

    summary, progress = Summary(), Progress(wanted=not options.quiet)
    if options.force_exclude:
        summary.spares += ("excluded",)
    walked = options.paths if options.changed_since is None else ()  # what is not looked at is not gone
    ledger = ledger_of(job.gate.waivers, job.gate.baseline, walked)
    try:
        for outcome in judged(options, job, summary):
            summary.add(outcome)
            ledger.add(outcome)
            progress.clear()
            report.document(outcome)
            progress.tick(summary.documents, outcome.path)
    finally:
        progress.clear()
    summary.close(ledger)
    return summary
