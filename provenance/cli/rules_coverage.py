"""``provenance rules coverage``: what a folder of documents sets off, and what never."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import click

from provenance.cli.errors import NO_INPUT, PASS, OneOf, say
from provenance.cli.job.rule_options import rules_options

if TYPE_CHECKING:
    from provenance.coverage import Coverage
    from provenance.rulefiles.pack import Rules

#: So many rules that never fired are named on a line, without --verbose.
_NAMED = 12


@click.command(short_help="Show which rules a folder of documents sets off.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--use", default="republish", show_default=True, metavar="ID", help="The use to judge for.")
@click.option("--at", metavar="INSTANT", help="Judge for this instant, ISO 8601.  [default: now]")
@click.option("--format", type=OneOf(("text", "json")), default="text", show_default=True, help="How to show it.")
@click.option("-v", "--verbose", is_flag=True, help="Name every rule that never fired.")
@rules_options
def coverage(
    paths: tuple[str, ...], use: str, at: str | None, format: str, verbose: bool, rules: tuple[str, ...]
) -> int:
    """Check the documents in PATH and count which policies, agencies, licences and languages were met.

    Rules that never fired are listed too: those of yours in full.
    """
    from provenance.cli.job.material import rules_in_force

    loaded = rules_in_force(rules)
    counted = _counted(paths, loaded, use, at)
    if not counted.total:
        say("no input found", "A path named explicitly is always read.")
        return NO_INPUT
    table = counted.table(loaded)
    if format == "json":
        click.echo(json.dumps({"rules": dict(loaded.named), "use": use, **table}, ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(_lines(table, verbose=verbose)))
    return PASS


def _counted(paths: tuple[str, ...], loaded: Rules, use: str, at: str | None) -> Coverage:
    from provenance.check import Checker
    from provenance.cli.job.judging import documents
    from provenance.cli.job.material import instant, occasion_of
    from provenance.corpus.files import Skipped, collect, read_stdin
    from provenance.corpus.site import Surroundings
    from provenance.coverage import Coverage

    checker = Checker(loaded, occasion_of(loaded, use, instant(at)))
    counted, around = Coverage(), Surroundings(loaded.data, None)
    for item in collect(paths, stdin=read_stdin):
        if isinstance(item, Skipped):
            continue
        for document, sent in documents(item):
            if not document.foreign or item.named:
                counted.add(checker.check(document, around.given(item.path, document, sent)))
    return counted


def _lines(table: Mapping[str, Any], *, verbose: bool) -> Iterator[str]:
    from provenance.coverage import KINDS
    from provenance.reports.neutral import neutral

    unreadable = f", {table['unreadable']} of them unreadable" if table["unreadable"] else ""
    yield f"{_many(table['documents'], 'document')}{unreadable}"
    for kind in KINDS:
        fired, never = table[kind]["fired"], table[kind]["never"]
        yield f"{kind}: {len(fired)} of {len(fired) + len(never)} met"
        width = max((len(neutral(rule["id"])) for rule in fired), default=0)
        for rule in fired:
            whose = "" if rule["from"] == "provenance" else f"  ({neutral(rule['from'])})"
            found = f"{_many(rule['documents'], 'document')}, {_many(rule['places'], 'place')}"
            yield f"  {neutral(rule['id']).ljust(width)}  {found}{whose}"
        yield from _never(never, verbose=verbose)


def _many(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def _never(never: list[dict[str, str]], *, verbose: bool) -> Iterator[str]:
    """Those that never fired: of packs and folders always all, of ours some."""
    from provenance.reports.neutral import neutral

    whose: dict[str, list[str]] = {}
    for rule in never:
        whose.setdefault(rule["from"], []).append(neutral(rule["id"]))
    for origin, names in sorted(whose.items(), key=lambda pair: pair[0] == "provenance"):
        some = names if verbose or origin != "provenance" else names[:_NAMED]
        more = f" and {len(names) - len(some)} more (--verbose)" if len(some) < len(names) else ""
        yield f"  never, of {neutral(origin)}: {', '.join(some)}{more}"
