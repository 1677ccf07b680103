"""``provenance baseline``: record what is found today, so that later runs fail on what is new."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from provenance.cli.check import check
from provenance.cli.errors import NO_INPUT, PASS, say
from provenance.cli.job.answers import BASELINE, baseline_from, ledger_of
from provenance.cli.job.build import Job, build
from provenance.cli.job.options import Grouped, Options, share
from provenance.cli.job.settings import configured_file
from provenance.errors import UsageError

if TYPE_CHECKING:
    from provenance.outcome import Baseline
    from provenance.outcome.baseline import Recorded
    from provenance.report import DocumentReport


@click.command(short_help="Record today's findings; later runs fail on new ones.", cls=Grouped)
@click.argument("paths", nargs=-1, metavar="[PATH...]")
@click.option(
    "-o", "--output", metavar="FILE", help=f"The file of the baseline.  [default: the configured one, or {BASELINE}]"
)
@click.option("-q", "--quiet", is_flag=True, help="Show no progress.")
@click.option("--prune", is_flag=True, help="Record nothing; take out of FILE what is gone.")
def baseline(paths: tuple[str, ...], output: str | None, prune: bool, **given: Any) -> int:
    """Record the findings that fail today, of the documents at PATH (this folder if none is given).

    FILE is written anew; commit it, and let “provenance check --baseline FILE” fail on what is not in it.
    What nobody may waive is not recorded: it goes on failing.
    """
    if "-" in paths:
        raise UsageError("standard input has no path to be known by", hint="Name files or folders.")
    output = output or configured_file("baseline", Options(**given), BASELINE)
    known = baseline_from(output) if prune else None
    # As the report of this run, so that it is not taken for a document.
    options = Options(paths=paths or (".",), output=output, **given)
    job = build(options, known=False)
    made = _pruned(options, job, known) if known is not None else _recorded(options, job, output)
    if made is None:
        say("no input found", "Name files or folders with documents.")
        return NO_INPUT
    _write(output, made)
    return PASS


baseline.params += share(check, "baseline")


def _recorded(options: Options, job: Job, output: str) -> Baseline | None:
    from provenance.outcome import Baseline
    from provenance.outcome.baseline import record

    root, left, unexplained = os.path.dirname(output), Counter[str](), 0
    entries: dict[tuple[str, str | None, str], Recorded] = {}
    documents = 0
    for report in _walked(options, job):
        documents += 1
        still_open = [finding for finding in job.gate_of(report.path).failing(report) if finding.state == "open"]
        left.update(finding.rule for finding in still_open if not finding.waivable)
        kept = [finding for finding in still_open if finding.waivable]
        unexplained += report.outcome != "pass" and not still_open
        if kept:
            entry = record(report, kept, root)
            entries.setdefault((entry.path, entry.part, entry.use), entry)
    if not documents:
        return None
    count = sum(known.count for entry in entries.values() for known in entry.findings.values())
    _tell(f"{output}: {_plural(count, 'finding')} of {_plural(len(entries), 'document')} recorded.")
    if left:
        rules = ", ".join(f"{rule} ({count})" for rule, count in sorted(left.items()))
        _tell(f"Not recorded, as nobody may waive it; it goes on failing: {rules}.")
    if unexplained:
        from provenance.reports.words import INSTEAD

        _tell(f"{_plural(unexplained, 'document')} without a finding to record: they go on failing. {INSTEAD}")
    return Baseline(tuple(entries.values()), root)


def _pruned(options: Options, job: Job, known: Baseline) -> Baseline | None:
    from dataclasses import replace

    ledger = ledger_of(None, known, options.paths)
    documents = 0
    for report in _walked(options, job):
        documents += 1
        replace(job.gate_of(report.path), baseline=known).settle(report)
        ledger.add(report)
    if not documents:
        return None
    gone = sum(one.count for one in ledger.gone())
    _tell(f"{options.output}: {_plural(gone, 'finding')} taken out.")
    return replace(known, documents=tuple(ledger.remaining()))


def _walked(options: Options, job: Job) -> Iterator[DocumentReport]:
    from provenance.cli.job.judging import judged
    from provenance.cli.progress import Progress
    from provenance.reports.interface import Summary

    progress, summary = Progress(wanted=not options.quiet), Summary()
    try:
        for count, report in enumerate(judged(options, job, summary), start=1):
            progress.tick(count, report.path)
            yield report
    finally:
        progress.clear()


def _write(path: str, made: Baseline) -> None:
    from provenance.cli.output import opened
    from provenance.outcome.baseline_file import write_baseline

    with opened(path, utf8=True) as out:
        for line in write_baseline(made):
            out.write(line)


def _tell(line: str) -> None:
    from provenance.reports.neutral import neutral

    click.echo(neutral(line), err=True)


def _plural(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
