"""What the editor offers at a finding: a waiver's stub, and what the rule means."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lsprotocol import types

from provenance.lsp.diagnostics import Shown

#: The command that tells what a rule means; its argument is the rule's id.
EXPLAIN = "provenance.explainRule"


def actions(found: Sequence[Shown], params: types.CodeActionParams) -> list[types.CodeAction]:
    """The actions for the findings in the range that is asked about, each rule once."""
    asked = params.context.only
    here = {each.finding.rule: each for each in found if _touch(each.range, params.range)}
    offered = (action for each in here.values() for action in _of(each, params.context.diagnostics))
    return [action for action in offered if not asked or any(_within(action.kind, kind) for kind in asked)]


def _of(each: Shown, diagnostics: Sequence[types.Diagnostic]) -> Iterator[types.CodeAction]:
    rule = each.finding.rule
    about = [diagnostic for diagnostic in diagnostics if diagnostic.code == rule]
    yield types.CodeAction(
        title=f"Explain “{rule}”",
        kind=types.CodeActionKind.QuickFix,
        diagnostics=about or None,
        command=types.Command(title=f"Explain “{rule}”", command=EXPLAIN, arguments=[rule]),
    )


def _touch(one: types.Range, other: types.Range) -> bool:
    return _key(one.start) <= _key(other.end) and _key(other.start) <= _key(one.end)


def _key(position: types.Position) -> tuple[int, int]:
    return position.line, position.character


def _within(kind: types.CodeActionKind | str | None, asked: types.CodeActionKind | str) -> bool:
    """Whether *kind* is *asked* or a kind of it: ``quickfix.waive`` is a ``quickfix``."""
    mine, its = (str(getattr(each, "value", each)) for each in (kind, asked))
    return mine == its or mine.startswith(f"{its}.") or not its
