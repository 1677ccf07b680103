"""``provenance report``: runs that were kept, as one report, and what changed since another."""

from __future__ import annotations

import click

from provenance.cli.errors import NO_INPUT, PASS, OneOf, say
from provenance.cli.reports import DEFAULT_FORMAT, FORMATS, reports_of, wanted_reports
from provenance.errors import UsageError

#: Formats that can show what changed.
COMPARING = ("text", "json", "html")


@click.command(short_help="Put kept runs together into one report; show what changed.")
@click.argument("runs", nargs=-1, metavar="RUN...")
@click.option("--compare", metavar="OLD", help="Show what changed since this run.")
@click.option("--format", type=OneOf(FORMATS), help=f"How to report.  [default: {DEFAULT_FORMAT}]")
@click.option("-o", "--output", metavar="FILE", help="Write that report to this file, whole or not at all.")
@click.option(
    "--report", "reports", multiple=True, metavar="NAME[=FILE]", help="A report, and where it goes; repeatable."
)
@click.option("-q", "--quiet", is_flag=True, help="Show only documents that fail.")
@click.option("-v", "--verbose", is_flag=True, help="Show notes in full.")
@click.option("--explain", is_flag=True, help="Show how each decision was made, step by step.")
def report(
    runs: tuple[str, ...],
    compare: str | None,
    format: str | None,
    output: str | None,
    reports: tuple[str, ...],
    quiet: bool,
    verbose: bool,
    explain: bool,
) -> int:
    """Put kept runs together into one report.

    RUN is what “provenance check --format json -o FILE” wrote. Of a document that several runs judged for the same
    use, the latest counts. Nothing is judged again: the exit code says that the report was written, not that its
    documents pass.
    """
    if not runs:
        raise UsageError("no run to report", hint="Keep runs with “provenance check --format json -o run.json PATH”.")
    wanted = wanted_reports(reports, format, output)
    silent = [each.name for each in wanted if each.name not in COMPARING]
    if compare is not None and silent:
        hint = f"Formats that have one: {', '.join(COMPARING)}."
        raise UsageError(f"--compare: the format “{silent[0]}” has no place for what changed", hint=hint)
    from provenance.cli.main import version
    from provenance.cli.output import terminal_width
    from provenance.reports.combine import Register
    from provenance.reports.interface import Look
    from provenance.reports.runs import read_run

    register = Register([read_run(path) for path in runs], version())
    summary = register.summary()
    summary.changes = register.changes(read_run(compare)) if compare is not None else None
    look = Look(width=terminal_width(), verbosity=verbose - quiet, explain=explain)
    with reports_of(wanted, look=look) as written:
        written.begin(register.about)
        for document in register.documents():
            summary.add(document)
            written.document(document)
        written.end(summary)
    if not summary.documents:
        say("the runs hold no document", "“provenance check” says why it found none.")
        return NO_INPUT
    return PASS
