"""``provenance metadata``: what was understood of the metadata, and whether it keeps to its format's rules."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from provenance.cli.errors import FAIL, PASS, OneOf
from provenance.cli.job.rule_options import rules_options
from provenance.errors import UsageError

if TYPE_CHECKING:
    from provenance.corpus.files import Source


@click.command(short_help="Show what documents declare.")
@click.argument("paths", nargs=-1, metavar="FILE...")
@click.option("--format", type=OneOf(("table", "json")), default="table", show_default=True, help="How to show.")
@click.option("--validate", is_flag=True, help="Hold each file to the rules of its own format instead.")
@rules_options
@click.option("-o", "--output", metavar="FILE", help="Write to this file, whole or not at all.")
def metadata(paths: tuple[str, ...], format: str, validate: bool, rules: tuple[str, ...], output: str | None) -> int:
    """Show what was understood of each document in FILE, field by field.

    With --validate: exit code 0 if every file keeps to the rules of its format, 1 if one does not.
    """
    from provenance.cli.job.material import rules_in_force
    from provenance.cli.output import opened
    from provenance.reports.json import encode

    if not paths:
        raise UsageError("nothing to read", hint="Name files or folders; “-” is standard input.")
    sources = list(_sources(paths))
    if not sources:
        raise UsageError("no file found to read", hint="A path named explicitly is always read.")
    names = rules_in_force(rules).data["fields"]
    work = _validated if validate else _shown
    with opened(output, utf8=format == "json") as out:
        entries = []
        passed = True
        for source in sources:
            good, data, lines = work(source, names)
            passed = passed and good
            entries.append(data)
            if format == "table":
                out.writelines(f"{line}\n" for line in lines)
        if format == "json":
            out.write(encode({"files": entries}) + "\n")
    return PASS if passed else FAIL


def _sources(paths: tuple[str, ...]) -> Iterator[Source]:
    from provenance.corpus.files import Source, collect, read_stdin

    return (item for item in collect(paths, stdin=read_stdin) if isinstance(item, Source))


def _shown(source: Source, names: Any) -> tuple[bool, dict[str, Any], list[str]]:
    from provenance.corpus.files import read_source
    from provenance.reports.understood import table, understood

    documents = read_source(source)
    found = [understood(document, names) for document in documents]
    lines = [line for data in found for line in table(data)]
    readable = all(document.readable for document in documents)
    return readable, {"path": documents[0].path, "documents": found}, lines


def _validated(source: Source, names: Any) -> tuple[bool, dict[str, Any], list[str]]:
    from provenance.corpus.files import printable, read_data
    from provenance.document import Problem
    from provenance.reports.understood import judged, verdict_lines
    from provenance.validation import Breach, Verdict, validate

    path, data = printable(source.path), read_data(source)
    if isinstance(data, Problem):
        verdict = Verdict("", None, [Breach("", "", 1, data.detail, "a file that can be read")])
    else:
        # the folders above say which version an archive keeps
        verdict = validate(path if source.data is not None else os.path.abspath(source.path), data, names)
    return verdict.valid, judged(path, verdict), list(verdict_lines(path, verdict))
