"""``provenance export``: what documents say about their rights, in another vocabulary."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from provenance.cli.errors import PASS, unknown
from provenance.cli.job.material import given_policies, instant, occasion_of, rules_in_force
from provenance.cli.job.options import DEFAULT_USE
from provenance.cli.job.rule_options import rules_options
from provenance.errors import UsageError

if TYPE_CHECKING:
    from provenance.document import Document


@click.command(short_help="Write what documents say about their rights in another vocabulary.")
@click.argument("file", metavar="FILE")
@click.option(
    "--format", default="odrl", show_default=True, metavar="NAME", help="The vocabulary: odrl, rightsml, ninjs, prov."
)
@click.option("--format-version", metavar="VERSION", help="Its version.  [default: the source's own, or the newest]")
@click.option("--part", metavar="PART", help="Only this document of a file that holds several.")
@click.option("--use", default=DEFAULT_USE, show_default=True, metavar="ID", help="The use to judge for (rules/uses).")
@click.option("--at", metavar="INSTANT", help="Judge for this instant, ISO 8601.  [default: now]")
@rules_options
@click.option("--policy", multiple=True, metavar="FILE", help="An ODRL policy for the document; repeatable.")
@click.option("-o", "--output", metavar="FILE", help="Write to this file, whole or not at all.")
def export(
    file: str,
    format: str,
    format_version: str | None,
    part: str | None,
    use: str,
    at: str | None,
    rules: tuple[str, ...],
    policy: tuple[str, ...],
    output: str | None,
) -> int:
    """Write what FILE says about its rights in another vocabulary.

    What was not understood is never written as a permission; what the vocabulary has no place for is
    named on standard error. A file that holds several documents gives a list.
    """
    from provenance.check import Checker
    from provenance.cli.output import opened
    from provenance.exports import EXPORTS, exporter
    from provenance.reports.neutral import neutral

    if format not in EXPORTS:
        raise unknown("vocabulary", format, EXPORTS)
    loaded = rules_in_force(rules)
    checker = Checker(loaded, occasion_of(loaded, use, instant(at)), policies=given_policies(policy))
    documents = [document for document in _documents(file) if part is None or document.part == part]
    if not documents:
        raise UsageError(f"there is no part “{part}” in {file}", hint="“provenance metadata FILE” lists the parts.")
    exported = exporter(format)(documents, checker, format_version)
    with opened(output, utf8=True) as out:
        out.write(exported.text)
    for note in exported.left_out:
        click.echo(f"note: {neutral(note)}", err=True)
    return PASS


def _documents(path: str) -> list[Document]:
    from provenance.corpus.files import Source, collect, read_source, read_stdin

    sources = [item for item in collect([path], stdin=read_stdin) if isinstance(item, Source)]
    if len(sources) != 1:
        raise UsageError("export takes one file", hint="Name one file, or “-” for standard input.")
    documents = read_source(sources[0])
    for document in documents:
        if not document.readable:
            raise UsageError(f"{path} cannot be read: {document.problems[0].detail}")
    return documents
