"""``provenance export``: a document's rights in a standard's own terms."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

import click

from provenance.cli.check import DEFAULT_USE, given_policies, instant, occasion_of, rules_in_force
from provenance.cli.errors import PASS
from provenance.errors import UsageError

if TYPE_CHECKING:
    from provenance.report import DocumentReport

#: format -> module and function that writes one report
FORMATS = {
    "odrl": "provenance.exports.odrl:write",
    "rightsml": "provenance.exports.odrl:write_rightsml",
}


@click.command(short_help="Write a document's rights as a policy.")
@click.argument("file", metavar="FILE")
@click.option("--format", type=click.Choice(sorted(FORMATS)), default="odrl", show_default=True)
@click.option("--use", default=DEFAULT_USE, show_default=True, metavar="ID", help="The use to judge for (rules/uses).")
@click.option("--at", metavar="INSTANT", help="Judge for this instant, ISO 8601.  [default: now]")
@click.option("--rules", multiple=True, metavar="DIR", help="Add or override rules from this folder; repeatable.")
@click.option("--policy", multiple=True, metavar="FILE", help="An ODRL policy for the document; repeatable.")
@click.option("-o", "--output", metavar="FILE", help="Write to this file, whole or not at all.")
def export(
    file: str,
    format: str,
    use: str,
    at: str | None,
    rules: tuple[str, ...],
    policy: tuple[str, ...],
    output: str | None,
) -> int:
    """Write what FILE says about its rights in the terms of a standard.

    What was not understood is never written as a permission. A file that holds several documents gives
    a list.
    """
    from provenance.check import Checker
    from provenance.cli.output import opened
    from provenance.corpus.files import Skipped, collect, read_source, read_stdin

    loaded = rules_in_force(rules)
    checker = Checker(loaded, occasion_of(loaded, use, instant(at)), policies=given_policies(policy))
    write = _writer(format)
    written = [
        write(checker.check(document))
        for source in collect((file,), excludes=(), stdin=read_stdin)
        if not isinstance(source, Skipped)
        for document in read_source(source)
    ]
    if not written:
        raise UsageError(f"nothing to export in “{file}”", hint="Name one file that holds an article.")
    with opened(output, utf8=True) as out:
        out.write((written[0] if len(written) == 1 else "[" + ",\n".join(written) + "]") + "\n")
    return PASS


def _writer(format: str) -> Callable[[DocumentReport], str]:
    module, _, name = FORMATS[format].partition(":")
    writer: Callable[[DocumentReport], str] = getattr(import_module(module), name)
    return writer
