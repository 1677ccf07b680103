"""What the editor offers at a finding: a waiver's stub, and what the rule means."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from lsprotocol import types

from provenance.lsp.diagnostics import Shown

#: The command that tells what a rule means; its argument is the rule's id.
EXPLAIN = "provenance.explainRule"
#: Makes the action that waives a finding; ``None`` where nobody may, or can.
Waive = Callable[[Shown], types.CodeAction | None]


def actions(found: Sequence[Shown], params: types.CodeActionParams, waive: Waive) -> list[types.CodeAction]:
    """The actions for the findings in the range that is asked about, each rule once."""
    asked = params.context.only
    here: dict[str, Shown] = {}
    for each in found:
        if _touch(each.range, params.range):
            here.setdefault(each.finding.rule, each)
    offered = [action for each in here.values() for action in _of(each, waive)]
    for action in offered:
        rule = action.data["rule"] if isinstance(action.data, dict) else None
        about = [diagnostic for diagnostic in params.context.diagnostics if diagnostic.code == rule]
        action.diagnostics = about or None
    return [action for action in offered if not asked or any(_within(action.kind, kind) for kind in asked)]


def _of(each: Shown, waive: Waive) -> Iterator[types.CodeAction]:
    rule = each.finding.rule
    if (waiver := waive(each)) is not None:
        yield waiver
    title = f"Explain “{rule}”"
    command = types.Command(title=title, command=EXPLAIN, arguments=[rule])
    yield types.CodeAction(title=title, kind=types.CodeActionKind.QuickFix, command=command, data={"rule": rule})


def _touch(one: types.Range, other: types.Range) -> bool:
    return _key(one.start) <= _key(other.end) and _key(other.start) <= _key(one.end)


def _key(position: types.Position) -> tuple[int, int]:
    return position.line, position.character


def _within(kind: types.CodeActionKind | str | None, asked: types.CodeActionKind | str) -> bool:
    """Whether *kind* is *asked* or a kind of it: ``quickfix.waive`` is a ``quickfix``."""
    mine, its = (str(getattr(each, "value", each)) for each in (kind, asked))
    return mine == its or mine.startswith(f"{its}.") or not its
