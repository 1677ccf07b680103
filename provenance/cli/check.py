"""``provenance check``: parse, build, run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from provenance.cli.build import Job, build
from provenance.cli.errors import say
from provenance.cli.material import columns_of, given_policies, instant, occasion_of, rules_in_force
from provenance.cli.options import (
    DEFAULT_USE,
    Grouped,
    Options,
    config_options,
    gate_options,
    report_options,
    use_options,
)
from provenance.cli.reports import reports_of

if TYPE_CHECKING:
    from provenance.corpus.files import Source
    from provenance.corpus.reuse import Beside
    from provenance.document import Document
    from provenance.readers import Columns
    from provenance.report import DocumentReport
    from provenance.reports.interface import Report, Summary
    from provenance.signals.site import Header

#: What other commands take from here.
__all__ = [
    "DEFAULT_USE",
    "Options",
    "build",
    "check",
    "columns_of",
    "documents",
    "given_policies",
    "instant",
    "judged",
    "occasion_of",
    "rules_in_force",
    "run",
]


@click.command(short_help="Judge documents for a use.", cls=Grouped)
@click.argument("paths", nargs=-1, metavar="PATH...")
@use_options
@gate_options
@config_options
@report_options
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
        ignored = f"; {summary.ignored} ignored" if summary.ignored else ""
        say(f"no input found{ignored}", "A path named explicitly is always checked; --verbose lists ignored files.")
    return summary.exit_code


def _check_all(options: Options, job: Job, report: Report) -> Summary:
    from provenance.cli.answers import ledger_of
    from provenance.cli.progress import Progress
    from provenance.reports.interface import Summary

    summary, progress = Summary(), Progress(wanted=not options.quiet)
    ledger = ledger_of(job.gate.waivers, job.gate.baseline, options.paths)
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


def judged(options: Options, job: Job, summary: Summary) -> Iterator[DocumentReport]:
    """The documents of a run, each decided and settled; files that are left out are counted in *summary*."""
    from provenance.corpus.files import Skipped
    from provenance.corpus.reuse import Beside
    from provenance.reports.interface import Ignored

    beside = Beside()
    for item in job.inputs:
        if isinstance(item, Skipped):
            summary.ignore(Ignored(item.path, item.reason), listed=options.verbose)
            continue
        if job.around is not None and not item.named and job.around.serves(item.path):
            summary.ignore(Ignored(item.path, "signals"), listed=options.verbose)
            continue
        for document, sent in documents(item, job.columns, beside):
            if document.foreign and not item.named:
                summary.ignore(Ignored(item.path, "format"), listed=options.verbose)
                continue
            given = job.around.given(item.path, document, sent) if job.around is not None else []
            yield job.check(item.path, document, given)


def documents(
    item: Source, columns: Columns | None = None, beside: Beside | None = None
) -> Iterator[tuple[Document, Sequence[Header]]]:
    """The documents of a file, each with the headers it was sent with, where the file keeps them."""
    from provenance.corpus.files import read_source
    from provenance.corpus.warc import is_archive, read_archive

    if is_archive(item.path):
        for record in read_archive(item):
            yield record.document, record.headers
        return
    for document in read_source(item, columns=columns, beside=beside):
        yield document, ()
