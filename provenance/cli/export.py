"""``provenance export``: what documents say about their rights, in another vocabulary."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from provenance.cli.check import check
from provenance.cli.errors import PASS, unknown
from provenance.cli.job.options import Grouped, Options, share
from provenance.errors import UsageError

if TYPE_CHECKING:
    from provenance.cli.job.desk import Case, Desk


@click.command(short_help="Write what documents say about their rights in another vocabulary.", cls=Grouped)
@click.argument("file", metavar="FILE")
@click.option(
    "--format", default="odrl", show_default=True, metavar="NAME", help="The vocabulary: odrl, rightsml, ninjs, prov."
)
@click.option("--format-version", metavar="VERSION", help="Its version.  [default: the source's own, or the newest]")
@click.option("--part", metavar="PART", help="Only this document of a file that holds several.")
@click.option("-o", "--output", metavar="FILE", help="Write to this file, whole or not at all.")
def export(
    file: str,
    format: str,
    format_version: str | None,
    part: str | None,
    output: str | None,
    **given: Any,
) -> int:
    """Write what FILE says about its rights in another vocabulary.

    What was not understood is never written as a permission; what the vocabulary has no place for is
    named on standard error. A file that holds several documents gives a list.
    """
    from provenance.cli.job.desk import Desk, FileDesk
    from provenance.cli.output import opened
    from provenance.exports import EXPORTS, exporter
    from provenance.reports.neutral import neutral

    if format not in EXPORTS:
        raise unknown("vocabulary", format, EXPORTS)
    desk = Desk(Options(**given))
    cases = [case for case in _cases(desk, file) if part is None or case.document.part == part]
    if not cases:
        raise UsageError(f"there is no part “{part}” in {file}", hint="“provenance metadata FILE” lists the parts.")
    documents = [case.document for case in cases]
    exported = exporter(format)(documents, FileDesk(desk, cases), format_version)
    with opened(output, utf8=True) as out:
        out.write(exported.text)
    for note in exported.left_out:
        click.echo(f"note: {neutral(note)}", err=True)
    return PASS


export.params += share(check, "fail_on", "fail_on_metadata", "waivers", "baseline", "exclude")


def _cases(desk: Desk, path: str) -> list[Case]:
    cases = list(desk.cases(path))
    if len({case.path for case in cases}) != 1:
        raise UsageError("export takes one file", hint="Name one file, or “-” for standard input.")
    for case in cases:
        if not case.document.readable:
            raise UsageError(f"{path} cannot be read: {case.document.problems[0].detail}")
    return cases
