"""``provenance trace FILE``: where a text comes from, link by link, with what says so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from provenance.cli.errors import PASS, OneOf
from provenance.cli.job.rule_options import rules_options

if TYPE_CHECKING:
    from provenance.chain import Link
    from provenance.report import DocumentReport

FORMATS = ("tree", "json")


@click.command(short_help="Show where a text comes from.")
@click.argument("file", metavar="FILE")
@click.option("--format", type=OneOf(FORMATS), default="tree", show_default=True, help="How to show it.")
@click.option("-o", "--output", metavar="FILE", help="Write to this file, whole or not at all.")
@rules_options
def trace(file: str, format: str, output: str | None, rules: tuple[str, ...]) -> int:
    """Show the chain of provenance of FILE from its origin to its publisher.

    Each link names what says so: words with their place, or a field with its pointer. Nothing is
    fetched, and no answer is given about rights: “provenance check” does that.
    """
    from provenance.cli.output import opened

    with opened(output, utf8=format == "json") as out:
        for report in reports_of(file, rules):
            out.write(_json(report) if format == "json" else "\n".join(tree(report)) + "\n")
    return PASS


def reports_of(file: str, rules: tuple[str, ...]) -> Iterator[DocumentReport]:
    """The report on each document of *file*, for the default use and now.

    Raises:
        UsageError: there is no such file, or it is a folder.
    """
    import os

    from provenance.check import Checker
    from provenance.cli.job.material import instant, occasion_of, rules_in_force
    from provenance.cli.job.options import DEFAULT_USE
    from provenance.corpus.files import Skipped, collect, read_source, read_stdin
    from provenance.errors import UsageError

    if os.path.isdir(file):
        raise UsageError(f"“{file}” is a folder", hint="Name one file, or - for standard input.")
    found = collect((file,), stdin=read_stdin)
    loaded = rules_in_force(rules)
    checker = Checker(loaded, occasion_of(loaded, DEFAULT_USE, instant(None)))
    for source in found:
        if not isinstance(source, Skipped):
            yield from map(checker.check, read_source(source))


def _json(report: DocumentReport) -> str:
    from provenance.reports.json import as_link, encode

    links = [as_link(link) for link in report.provenance]
    return encode({"path": report.path, "part": report.part, "provenance": links}) + "\n"


def tree(report: DocumentReport) -> Iterator[str]:
    """The lines that show one chain."""
    from provenance.reports.neutral import neutral

    yield neutral(report.path) + (f" {neutral(report.part)}" if report.part else "")
    links = report.provenance
    if not links:
        yield "└─ nobody is named"
    roles = max((len(link.role) for link in links), default=0)
    for at, link in enumerate(links):
        last = at == len(links) - 1
        yield f"{'└' if last else '├'}─ {link.role.ljust(roles)}  {_named(link)}"
        yield f"{' ' if last else '│'}  {' ' * roles}  {_said(link)}"


def _named(link: Link) -> str:
    from provenance.reports.excerpt import clip
    from provenance.reports.neutral import neutral

    parts = [clip(neutral(link.shown), 200)]
    parts += [f"<{clip(neutral(link.url), 200)}>"] if link.url and link.url != link.shown else []
    parts += [f"as {clip(neutral(link.action), 80)}"] if link.action and link.action != link.shown else []
    parts += [clip(neutral(link.when), 40)] if link.when else []
    parts += ["(on another site)"] if link.elsewhere else []
    parts += ["(not credited in the text)"] if link.role == "agency" and not link.credited else []
    return " ".join(parts)


def _said(link: Link) -> str:
    from provenance.reports.excerpt import clip
    from provenance.reports.neutral import neutral

    said = link.evidence
    place = f"{said.line}:{said.column or 1}" if said.line else ""
    pointer = clip(neutral(said.pointer), 120) if said.pointer else ""
    return " ".join(part for part in (link.source, place, pointer, f"“{clip(neutral(said.quote), 100)}”") if part)
