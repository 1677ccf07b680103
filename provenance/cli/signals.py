"""``provenance signals``: every signal about a document, where it stands, what won, and why."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from provenance.cli.errors import PASS, OneOf

if TYPE_CHECKING:
    from provenance.corpus.site import Surroundings
    from provenance.rulefiles.pack import Rules
    from provenance.signals.resolver import Weighed


@click.command(short_help="Show the opt-out and licensing signals about documents.")
@click.argument("paths", nargs=-1, required=True, metavar="FILE...")
@click.option("--site", metavar="DIR", help="A folder with the site's robots.txt, tdmrep.json, headers.json …")
@click.option("--format", type=OneOf(["text", "json"]), default="text", show_default=True, help="How to print.")
def signals(paths: tuple[str, ...], site: str | None, format: str) -> int:
    """Show every signal about FILE: a document, or a picture with rights of its own.

    Signals are what machines read: TDMRep, AIPREF, Content-Signal, RSL, robots, ai.txt, trust.txt,
    PLUS, C2PA. Nothing is judged here, and nothing fetched.
    """
    from provenance.cli.job.material import rules_in_force
    from provenance.corpus.site import Surroundings

    loaded = rules_in_force(())
    around = Surroundings(loaded.data, site)
    found = [(name, weighed) for path in paths for name, weighed in _of(path, around, loaded)]
    if format == "json":
        click.echo(json.dumps([_data(name, weighed) for name, weighed in found], ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(line for name, weighed in found for line in _table(name, weighed)))
    return PASS


def _of(path: str, around: Surroundings, loaded: Rules) -> Iterator[tuple[str, Sequence[Weighed]]]:
    from provenance.cli.job.judging import documents
    from provenance.corpus.files import Skipped, collect, read_stdin
    from provenance.corpus.site import PICTURES, picture_signals
    from provenance.readers import suffix_of
    from provenance.signals.resolver import weigh

    for item in collect([path], stdin=read_stdin):
        if isinstance(item, Skipped) or (not item.named and around.serves(item.path)):
            continue
        if suffix_of(item.path) in PICTURES:
            words, fields = loaded.data["signals"], loaded.data["fields"]
            yield item.path, weigh(picture_signals(item.path, words, fields, strict=True))
            continue
        for document, sent in documents(item):
            name = document.path + (f"#{document.part}" if document.part is not None else "")
            yield name, around.weighed(item.path, document, sent, own=True)


def _data(name: str, weighed: Sequence[Weighed]) -> dict[str, Any]:
    return {
        "path": name,
        "signals": [
            {
                "vocabulary": one.signal.vocabulary,
                "level": one.signal.level,
                "says": one.signal.says.value,
                "value": one.signal.value,
                "acts": sorted(one.signal.acts),
                "scope": one.signal.scope.value,
                "understood": one.signal.understood,
                "outcome": one.outcome,
                "why": one.why,
                "evidence": {
                    "pointer": one.signal.evidence.pointer,
                    "line": one.signal.evidence.line,
                    "quote": one.signal.evidence.quote,
                },
            }
            for one in weighed
        ],
    }


def _table(name: str, weighed: Sequence[Weighed]) -> Iterator[str]:
    from provenance.reports.excerpt import cells, clip
    from provenance.reports.neutral import neutral

    count = f"{len(weighed)} {'signal' if len(weighed) == 1 else 'signals'}" if weighed else "no signals"
    yield f"{neutral(name)}: {count}"
    rows = [[clip(neutral(cell), 60) for cell in _row(one)] for one in weighed]
    widths = [max(map(cells, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  " + "  ".join(c + " " * (w - cells(c)) for c, w in zip(row, widths, strict=True)).rstrip()


def _row(one: Weighed) -> tuple[str, ...]:
    signal = one.signal
    where = signal.evidence.pointer or signal.level
    acts = ", ".join(sorted(signal.acts)) or "-"
    value = " ".join(signal.evidence.quote.split())
    return one.outcome, signal.vocabulary, signal.says.value, acts, signal.scope.value, where, f"“{value}”", one.why
