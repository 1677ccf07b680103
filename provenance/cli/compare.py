"""``provenance compare ORIGINAL OURS``: what became of a text in our copy, and whether its terms were kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from provenance.cli.errors import FAIL, NO_INPUT, PASS, OneOf, say
from provenance.cli.job.options import DEFAULT_USE
from provenance.cli.job.rule_options import rules_options

if TYPE_CHECKING:
    from provenance.compare.verdict import Verdict
    from provenance.document import Document

FORMATS = ("text", "json")
#: So many parts of a file are named in an error.
_NAMED = 5


@click.command(short_help="Hold our copy against the original.")
@click.argument("original", metavar="ORIGINAL")
@click.argument("ours", metavar="OURS")
@click.option("--use", default=DEFAULT_USE, show_default=True, metavar="ID", help="The use to judge for (rules/uses).")
@click.option(
    "--at", metavar="INSTANT", help="Judge for this instant, ISO 8601; UTC if it names no zone.  [default: now]"
)
@rules_options
@click.option("--format", type=OneOf(FORMATS), default="text", show_default=True, help="How to report.")
@click.option("-o", "--output", metavar="FILE", help="Write the report to this file, whole or not at all.")
@click.option("-v", "--verbose", is_flag=True, help="Show notices in full and every difference of typography.")
@click.option(
    "--color",
    type=OneOf(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="Colour in text reports.",
)
def compare(original: str, ours: str, **given: Any) -> int:
    """Hold OURS, our copy of a text, against ORIGINAL.

    Says which words were altered, how many were taken, whether the notice and the credits were kept, and which
    duties are met. Of a file that holds several documents name one: FILE#PART.

    Exit code 0 if nothing was found that the original's terms forbid, 1 if something was.
    """
    documents = []
    for name in (original, ours):
        document = _document(name)
        if document is None:
            say(f"{name}: no input found", "Name a file with a text in it.")
            return NO_INPUT
        documents.append(document)
    verdict = _judged(documents[0], documents[1], given["use"], given["at"], given["rules"])
    _write(verdict, given)
    return FAIL if verdict.breaches else PASS


def _document(name: str) -> Document | None:
    """The one document that *name* means; ``None`` where it holds none.

    Raises:
        UsageError: there is no such file or part, it is a folder, or it holds several documents.
    """
    import os

    from provenance.corpus.files import Source, collect, read_source, read_stdin
    from provenance.corpus.reuse import Beside
    from provenance.errors import UsageError

    path, part = name, None
    if not os.path.exists(name) and "#" in name:
        path, _, part = name.rpartition("#")
        if not os.path.exists(path) and "#" in path:  # JSON pointers hold none, XPath may
            path, _, part = name.partition("#")
    if os.path.isdir(path):
        raise UsageError(f"“{path}” is a folder", hint="Name one file, or - for standard input.")
    found = []
    for source in collect((path,), stdin=read_stdin):
        if isinstance(source, Source):
            found += read_source(source, beside=Beside())
    if part is None and len(found) <= 1:
        return found[0] if found else None
    parts = [str(document.part) for document in found if document.part is not None]
    chosen = [document for document in found if document.part == part and part is not None]
    if len(chosen) == 1:
        return chosen[0]
    some = ", ".join(f"“{path}#{one}”" for one in parts[:_NAMED]) + (" …" if len(parts) > _NAMED else "")
    hint = f"It holds {some}." if parts else "It holds one document and no parts."
    if part is None:
        raise UsageError(f"“{path}” holds {len(found)} documents: name one", hint=hint)
    raise UsageError(f"“{path}” has no part “{part}”", hint=hint)


def _judged(original: Document, ours: Document, use: str, at: str | None, rules: tuple[str, ...]) -> Verdict:
    from provenance.check import Checker
    from provenance.cli.job.material import instant, occasion_of, rules_in_force
    from provenance.compare.fulfilment import Fulfilment
    from provenance.compare.verdict import judge_copy
    from provenance.readings.read import Readings

    moment = instant(at)
    loaded = rules_in_force(rules)
    occasion = occasion_of(loaded, use, moment)
    readings = Readings(loaded.data)
    checker = Checker(loaded, occasion, readings=readings)
    pair = (original, checker.check(original)), (ours, checker.check(ours))
    return judge_copy(*pair, occasion.use, Fulfilment(loaded.data, readings))


def _write(verdict: Verdict, given: dict[str, Any]) -> None:
    from provenance.cli.output import opened, terminal_width, wants_color
    from provenance.reports.comparison import ComparisonText, as_comparison
    from provenance.reports.interface import Look
    from provenance.reports.json import encode

    as_json = given["format"] == "json"
    color = wants_color(given["color"], given["output"])
    look = Look(color=color, width=terminal_width(), verbosity=int(given["verbose"]))
    with opened(given["output"], utf8=as_json) as out:
        if as_json:
            out.write(encode(as_comparison(verdict)) + "\n")
        else:
            out.writelines(f"{line}\n" for line in ComparisonText(look).lines(verdict))
