"""A waiver's stub: the edit that adds an entry to the file of waivers, with reason, owner and last day left blank.

The text is what ``provenance waive`` would write. Until the blanks are filled in the file is refused, so nothing
passes by a click.
"""

from __future__ import annotations

import os

from lsprotocol import types
from pygls.uris import from_fs_path

from provenance.config.sources import WorkingTree
from provenance.config.waiver_text import with_entry
from provenance.errors import UsageError
from provenance.lsp.diagnostics import Shown
from provenance.lsp.positions import Positions
from provenance.lsp.texts import Texts
from provenance.outcome.waiver_entry import waiver_entry

#: Where waivers are kept if the configuration does not say.
DEFAULT = "waivers.yml"


class Stubs:
    """Writes stubs into the files of waivers of a workspace.

    *documents*: the editor takes versioned edits; *creates*: it can be told to create a file first.
    """

    def __init__(
        self, texts: Texts, encoding: types.PositionEncodingKind | str, *, documents: bool, creates: bool
    ) -> None:
        self._texts, self._encoding = texts, encoding
        self._documents, self._creates = documents, creates

    @staticmethod
    def may(each: Shown) -> bool:
        """Whether a finding is one that somebody may let stand, and nobody has yet."""
        return each.finding.waivable and each.finding.state == "open" and os.path.isabs(each.report.path)

    def edit(self, each: Shown, file: str) -> types.WorkspaceEdit:
        """The edit that adds an entry to *file* for all that the rule of a finding finds in its document.

        Raises:
            ProvenanceError: the document lies outside of the folder of *file*, or the file is broken.
        """
        report, rule = each.report, each.finding.rule
        findings = [one for one in report.findings if one.rule == rule and one.state == "open" and one.waivable]
        uri = from_fs_path(os.path.abspath(file))
        if uri is None:
            raise UsageError(f"“{file}” is no path")
        kept = self._texts.get(uri)
        before = WorkingTree().read(file) if kept is None else kept.text
        after = with_entry(before, file, waiver_entry(report, findings, file))
        change = _change(before or "", after, self._encoding)
        return self._workspace_edit(uri, kept.version if kept else None, before is None, change)

    def _workspace_edit(
        self, uri: str, version: int | None, is_new: bool, change: types.TextEdit
    ) -> types.WorkspaceEdit:
        if not self._documents:
            return types.WorkspaceEdit(changes={uri: [change]})
        edits: list[types.TextDocumentEdit | types.CreateFile | types.RenameFile | types.DeleteFile] = []
        if is_new and self._creates:
            edits.append(types.CreateFile(uri, options=types.CreateFileOptions(ignore_if_exists=True)))
        edits.append(types.TextDocumentEdit(types.OptionalVersionedTextDocumentIdentifier(uri, version), [change]))
        return types.WorkspaceEdit(document_changes=edits)


def _change(before: str, after: str, encoding: types.PositionEncodingKind | str) -> types.TextEdit:
    """The one edit that makes *after* of *before*."""
    start = len(before) if after.startswith(before) else _shared(before, after)
    end = _shared(before[start:][::-1], after[start:][::-1])
    span = Positions(before, encoding).range(start, len(before) - end)
    return types.TextEdit(span, after[start : len(after) - end])


def _shared(one: str, other: str) -> int:
    """How many characters two texts have in common at their beginning."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
