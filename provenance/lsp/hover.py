"""What is shown where the mouse rests on a finding: why, what to do, and what was read there.

The words come from documents and rules, and an editor renders Markdown: they are escaped, so that they make no link,
no picture that calls home, and no HTML.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lsprotocol import types

from provenance.lsp.diagnostics import Shown
from provenance.reports.excerpt import one_line
from provenance.reports.markup import escaped
from provenance.statement import Statement

#: Most findings told at one place; longest text of one of their parts.
MOST = 6
_LONGEST = 600


def hover(found: Sequence[Shown], position: types.Position, *, markdown: bool) -> types.Hover | None:
    """What there is to say at *position*; ``None`` where nothing was found."""
    here = [each for each in found if _holds(each.range, position)]
    if not here:
        return None
    told = [_markdown(each) if markdown else _plain(each) for each in here[:MOST]]
    if len(here) > MOST:
        told.append(f"… {len(here) - MOST}")
    kind = types.MarkupKind.Markdown if markdown else types.MarkupKind.PlainText
    return types.Hover(types.MarkupContent(kind, ("\n\n---\n\n" if markdown else "\n\n").join(told)), here[0].range)


def _holds(found: types.Range, position: types.Position) -> bool:
    at = position.line, position.character
    return (found.start.line, found.start.character) <= at <= (found.end.line, found.end.character)


def _markdown(each: Shown) -> str:
    heading = f"**{escaped(each.finding.rule)}** · {escaped(each.finding.severity)}: {escaped(each.finding.message)}"
    return "\n\n".join([heading, *(f"*{name}* {escaped(text)}" for name, text in _parts(each))])


def _plain(each: Shown) -> str:
    heading = f"{each.finding.rule} ({each.finding.severity}): {one_line(each.finding.message, _LONGEST)}"
    return "\n".join([heading, *(f"{name}: {one_line(text, _LONGEST)}" for name, text in _parts(each))])


def _parts(each: Shown) -> Iterator[tuple[str, str]]:
    """The parts of what there is to say, each with its name."""
    finding, report = each.finding, each.report
    if finding.why:
        yield "why", finding.why
    if finding.fix:
        yield "fix", finding.fix
    said = next((s for s in report.statements if finding.statement and s.id == finding.statement), None)
    if said is not None:
        yield "read here", _statement(said)
    opened = f", opened by {report.opened_by}" if report.opened_by else ""
    use = f"use {report.use.get('id', '?')}{opened}"
    yield "decision", f"{report.decision} ({use}; {'passes' if report.outcome == 'pass' else 'fails'})"
    if finding.state != "open":
        yield "state", finding.state


def _statement(said: Statement) -> str:
    acts = f" {', '.join(sorted(said.acts))}" if said.acts else ""
    duties = f", if {', '.join(said.duties)}" if said.duties else ""
    value = f" {said.value}" if said.value else ""
    where = f" ({said.source}, about the {said.scope})" if said.scope != "other" else f" ({said.source})"
    return f"{said.polarity}{acts}{value}{duties}{where}: “{said.evidence.quote}”"
