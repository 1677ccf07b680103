"""``provenance check``: parse, build, run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from provenance.cli.errors import say, unknown
from provenance.cli.reports import DEFAULT_FORMAT, FORMATS, Wanted, is_report, reports_of, wanted_reports
from provenance.errors import UsageError

if TYPE_CHECKING:
    from provenance.check import Checker
    from provenance.corpus.files import Skipped, Source
    from provenance.corpus.reuse import Beside
    from provenance.corpus.site import Surroundings
    from provenance.document import Document
    from provenance.odrl.documents import GivenPolicy
    from provenance.outcome import Gate
    from provenance.readers import Columns
    from provenance.report import DocumentReport
    from provenance.reports.interface import Report, Run, Summary
    from provenance.rulefiles.pack import Rules
    from provenance.signals.site import Header
    from provenance.use import Occasion

DEFAULT_USE = "republish"


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked for on the command line, as it was written."""

    paths: tuple[str, ...]
    use: str = DEFAULT_USE
    at: str | None = None
    fail_on: str = "review"
    fail_on_metadata: bool = False
    waivers: str | None = None
    baseline: str | None = None
    rules: tuple[str, ...] = ()
    policy: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    site: str | None = None
    map: tuple[str, ...] = ()
    format: str | None = None
    output: str | None = None
    report: tuple[str, ...] = ()
    quiet: bool = False
    verbose: bool = False
    explain: bool = False
    color: str = "auto"


@click.command(short_help="Judge documents for a use.")
@click.argument("paths", nargs=-1, metavar="PATH...")
@click.option("--use", default=DEFAULT_USE, show_default=True, metavar="ID", help="The use to judge for (rules/uses).")
@click.option(
    "--at", metavar="INSTANT", help="Judge for this instant, ISO 8601; UTC if it names no zone.  [default: now]"
)
@click.option(
    "--fail-on",
    type=click.Choice(["blocked", "review", "conditional"]),
    default="review",
    show_default=True,
    help="This decision and worse ones fail.",
)
@click.option("--fail-on-metadata", is_flag=True, help="Metadata errors fail too.")
@click.option("--waivers", metavar="FILE", help="Findings that somebody answers for (waivers.yml) fail nothing.")
@click.option("--baseline", metavar="FILE", help="Findings that were there when it was recorded fail nothing.")
@click.option("--rules", multiple=True, metavar="DIR", help="Add or override rules from this folder; repeatable.")
@click.option(
    "--policy", multiple=True, metavar="FILE", help="An ODRL or RightsML policy for what is checked; repeatable."
)
@click.option("--exclude", multiple=True, metavar="GLOB", help="Leave these files out; repeatable.")
@click.option("--site", metavar="DIR", help="A folder with the site's robots.txt, tdmrep.json, headers.json …")
@click.option(
    "--map",
    multiple=True,
    metavar="NAME=COLUMN",
    help="Rows of JSON: which column holds the text, the license …; repeatable.",
)
@click.option("--format", type=click.Choice(FORMATS), help=f"How to report.  [default: {DEFAULT_FORMAT}]")
@click.option("-o", "--output", metavar="FILE", help="Write the report to this file, whole or not at all.")
@click.option(
    "--report", multiple=True, metavar="NAME[=FILE]", help="A report, and the file it goes to; repeatable for several."
)
@click.option("-q", "--quiet", is_flag=True, help="Show only documents that fail.")
@click.option("-v", "--verbose", is_flag=True, help="Show notes in full and list ignored files.")
@click.option("--explain", is_flag=True, help="Show how each decision was made, step by step.")
@click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="Colour in text reports.",
)
def check(**given: Any) -> int:
    """Judge documents: may they be published again, for this use?

    PATH is a file, a folder, a glob, or - for standard input.
    """
    options = Options(**given)
    return run(options, build(options))


@dataclass(frozen=True, slots=True)
class Job:
    """Everything a run needs, made from the options."""

    checker: Checker
    about: Run
    inputs: Iterator[Source | Skipped]
    gate: Gate
    around: Surroundings | None = None
    columns: Columns | None = None


def build(options: Options) -> Job:
    """Load the rules, find the use, fix the instant.

    Raises:
        UsageError: the command line makes no sense.
        RuleFileError: a rule file is broken.
    """
    if not options.paths:
        raise UsageError(
            "nothing to check",
            hint="Name files or folders: “provenance check .” checks this folder, “-” standard input.",
        )
    if options.quiet and options.verbose:
        raise UsageError("--quiet and --verbose contradict each other", hint="Leave one of them out.")
    at = instant(options.at)
    inputs = _inputs(options)
    loaded = rules_in_force(options.rules)
    occasion = occasion_of(loaded, options.use, at)
    from provenance.check import Checker
    from provenance.cli.answers import baseline_from, waivers_from
    from provenance.cli.main import version
    from provenance.corpus.site import Surroundings
    from provenance.outcome import Gate
    from provenance.reports.interface import Run
    from provenance.vocabulary import Decision

    fail_on = Decision(options.fail_on)
    gate = Gate(
        fail_on,
        options.fail_on_metadata,
        waivers_from(options.waivers, loaded) if options.waivers else None,
        baseline_from(options.baseline) if options.baseline else None,
    )
    checker = Checker(loaded, occasion, gate=gate, policies=given_policies(options.policy))
    about = Run(
        version=version(),
        rules={"provenance": str(loaded.version)},
        digest=str(loaded.digest),
        use=options.use,
        at=at.isoformat(),
        fail_on=fail_on,
        policies=loaded.policies,
    )
    columns = columns_of(options.map, loaded)
    return Job(checker, about, inputs, gate, Surroundings(loaded.data, options.site), columns)


def given_policies(files: tuple[str, ...]) -> list[GivenPolicy]:
    """The policies in *files*.

    Raises:
        UsageError: a file cannot be read, or needs a library that is not there.
    """
    if not files:
        return []
    from provenance.odrl.documents import given_policy
    from provenance.odrl.graph import MAX_LENGTH

    found = []
    for name in files:
        try:
            with open(name, "rb") as stream:
                data = stream.read(MAX_LENGTH + 1)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise UsageError(f"--policy: cannot read “{name}”: {reason}", hint="Name a file with a policy.") from None
        found.append(given_policy(name, data))
    return found


def rules_in_force(extra: tuple[str, ...]) -> Rules:
    """Our rules and those of the folders in *extra*, later ones winning."""
    from pathlib import Path

    from provenance.rulefiles.pack import load_rules

    folders = [Path(folder) for folder in extra]
    for folder in folders:
        if not folder.is_dir():
            raise UsageError(f"--rules: “{folder}” is no folder", hint="Name a folder with rule files in it.")
    return load_rules(folders)


def columns_of(mappings: tuple[str, ...], rules: Rules) -> Columns | None:
    """Which column of a row holds what, as ``NAME=COLUMN`` says; ``None`` where nobody says anything.

    Raises:
        UsageError: not of that form, or no such name.
    """
    from provenance.readers.rows import HTML, TEXT, Columns

    if not mappings:
        return None
    known = {TEXT, HTML, *rules.data["fields"]["fields"]} - {"self_declared"}
    given: dict[str, list[str]] = {}
    for mapping in mappings:
        name, sign, column = mapping.partition("=")
        if not sign or not column:
            raise UsageError(
                f"--map: “{mapping}” names no column", hint="Write it as NAME=COLUMN: --map text=story.body"
            )
        if name not in known:
            raise unknown("name for --map", name, sorted(known))
        given.setdefault(name, []).append(column)
    return Columns(rules.data["rows"], given)


def occasion_of(rules: Rules, use: str, at: datetime) -> Occasion:
    """The declared use at an instant; an unknown use is an error that names the nearest."""
    if use not in rules.uses:
        raise unknown("use", use, rules.uses)
    from provenance.use import Occasion, Use

    return Occasion(use=Use(**rules.uses[use]), at=at)


def instant(written: str | None) -> datetime:
    """An ISO 8601 instant; now if not given, UTC if it names no zone, midnight if no hour."""
    if written is None:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        at = datetime.fromisoformat(written.strip())
        at = at if at.tzinfo else at.replace(tzinfo=UTC)
        at.astimezone(UTC)
    except (ValueError, OverflowError):
        raise UsageError(
            f"--at: “{written}” is no instant", hint="Write it as ISO 8601, for example 2025-03-01T06:00+02:00."
        ) from None
    return at


def run(options: Options, job: Job) -> int:
    """Check every document, write the report, give the exit code; the format has no say in it."""
    from provenance.cli.output import terminal_width
    from provenance.reports.interface import Look

    look = Look(width=terminal_width(), verbosity=options.verbose - options.quiet, explain=options.explain)
    with reports_of(_wanted(options), color=options.color, look=look) as report:
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
            yield job.checker.check(document, given)


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


def _inputs(options: Options) -> Iterator[Source | Skipped]:
    """What the paths stand for, without the reports that are being written into one of them.

    Raises:
        UsageError: a path does not exist, a report cannot be what was asked; at once, before any output.
    """
    from provenance.corpus.files import Source, collect, read_stdin

    wanted = _wanted(options)
    found = collect(options.paths, excludes=options.exclude, stdin=read_stdin)
    if all(each.target is None for each in wanted):
        return found
    return (item for item in found if (isinstance(item, Source) and item.named) or not is_report(item.path, wanted))


def _wanted(options: Options) -> tuple[Wanted, ...]:
    return wanted_reports(options.report, options.format, options.output)
