"""``provenance trace FILE``: where a text comes from, link by link, with what says so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from provenance.cli.check import check
from provenance.cli.errors import PASS, OneOf
from provenance.cli.job.options import Grouped, Options, share

if TYPE_CHECKING:
    from provenance.chain import Link
    from provenance.report import DocumentReport

FORMATS = ("tree", "json")
#: Options of ``check`` about what is read beside the document.
_AROUND = ("config", "no_config", "config_from", "rules", "allow_patterns", "allow_overrides", "policy", "site", "map")


@click.command(short_help="Show where a text comes from.", cls=Grouped)
@click.argument("file", metavar="FILE")
@click.option("--format", type=OneOf(FORMATS), default="tree", show_default=True, help="How to show it.")
@click.option("-o", "--output", metavar="FILE", help="Write to this file, whole or not at all.")
def trace(file: str, format: str, output: str | None, **given: Any) -> int:
    """Show the chain of provenance of FILE from its origin to its publisher.

    Each link names what says so: words with their place, or a field with its pointer. Nothing is
    fetched, and no answer is given about rights: “provenance check” does that.
    """
    from provenance.cli.job.desk import Desk
    from provenance.cli.output import opened

    desk = Desk(Options(**given))
    with opened(output, utf8=format == "json") as out:
        for report in map(desk.judge, desk.cases(file)):
            out.write(_json(report) if format == "json" else "\n".join(tree(report)) + "\n")
    return PASS


trace.params += [one for one in share(check) if one.name in _AROUND]


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
