"""``provenance compare ORIGINAL OURS``: what became of a text in our copy, and whether its terms were kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from provenance.cli.check import check
from provenance.cli.errors import FAIL, NO_INPUT, PASS, OneOf, say
from provenance.cli.job.options import Grouped, Options, share

if TYPE_CHECKING:
    from provenance.cli.job.desk import Case, Desk
    from provenance.compare.verdict import Verdict

FORMATS = ("text", "json")
#: So many parts of a file are named in an error.
_NAMED = 5


@click.command(short_help="Hold our copy against the original.", cls=Grouped)
@click.argument("original", metavar="ORIGINAL")
@click.argument("copy", metavar="OURS")
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
def compare(original: str, copy: str, **given: Any) -> int:
    """Hold OURS, our copy of a text, against ORIGINAL.

    Says which words were altered, how many were taken, whether the notice and the credits were kept, and which
    duties are met. Of a file that holds several documents name one: FILE#PART. The use is that of OURS.

    Exit code 0 if nothing was found that the original's terms forbid, 1 if something was.
    """
    own = {name: given.pop(name) for name in ("format", "output", "verbose", "color")}
    from provenance.cli.job.desk import Desk

    desk = Desk(Options(**given))
    cases = []
    for name in (original, copy):
        case = _case(desk, name)
        if case is None:
            say(f"{name}: no input found", "Name a file with a text in it.")
            return NO_INPUT
        cases.append(case)
    verdict = _judged(desk, *cases)
    _write(verdict, own)
    return FAIL if verdict.breaches else PASS


compare.params += share(check, "fail_on", "fail_on_metadata", "waivers", "baseline", "exclude")


def _case(desk: Desk, name: str) -> Case | None:
    """The one document that *name* means; ``None`` where it holds none.

    Raises:
        UsageError: there is no such file or part, it is a folder, or it holds several documents.
    """
    import os

    from provenance.errors import UsageError

    path, part = name, None
    if not os.path.exists(name) and "#" in name:
        path, _, part = name.rpartition("#")
        if not os.path.exists(path) and "#" in path:  # JSON pointers hold none, XPath may
            path, _, part = name.partition("#")
    found = list(desk.cases(path))
    if part is None and len(found) <= 1:
        return found[0] if found else None
    parts = [str(case.document.part) for case in found if case.document.part is not None]
    chosen = [case for case in found if case.document.part == part and part is not None]
    if len(chosen) == 1:
        return chosen[0]
    some = ", ".join(f"“{path}#{one}”" for one in parts[:_NAMED]) + (" …" if len(parts) > _NAMED else "")
    hint = f"It holds {some}." if parts else "It holds one document and no parts."
    if part is None:
        raise UsageError(f"“{path}” holds {len(found)} documents: name one", hint=hint)
    raise UsageError(f"“{path}” has no part “{part}”", hint=hint)


def _judged(desk: Desk, original: Case, ours: Case) -> Verdict:
    """Both sides for the use of our copy, which is what is published; the agreements are those of each path."""
    from dataclasses import replace

    from provenance.compare.verdict import judge_copy

    here, there = desk.occasion(ours.path), desk.occasion(original.path)
    meant = desk.job.checker.meant(ours.document, here)
    asked = replace(there, use=meant.use, declared=meant.declared, ours=False)
    pair = (original.document, desk.judge(original, asked)), (ours.document, desk.judge(ours, here))
    return judge_copy(*pair, meant.use, desk.job.checker.fulfilment)


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
