"""The server: its documents, what was found in them, and how it talks to the editor."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Any, Protocol

from lsprotocol import types
from pygls.exceptions import FeatureRequestError
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, lsp_method
from pygls.uris import to_fs_path

from provenance.errors import ProvenanceError
from provenance.lsp.desk import Desk
from provenance.lsp.diagnostics import Shown, diagnostics, refused, shown
from provenance.lsp.settings import SECTION, settings_of
from provenance.lsp.stub import DEFAULT, Stubs
from provenance.lsp.texts import OpenText, Texts
from provenance.lsp.worker import Answer, Trouble, Worker
from provenance.reports.neutral import neutral

#: What stands beside documents and decides about them, or is configuration.
_WATCHED = "**/{provenance.toml,pyproject.toml,REUSE.toml,*.yml,*.yaml,*.license,*.headers,*.headers.json}"


class Book(Protocol):
    """What is known of the rules."""

    def page(self, rule: str) -> str | None:
        """The URI of the page that explains *rule*."""

    def explain(self, rule: str) -> str:
        """What *rule* means, in plain text.

        Raises:
            ProvenanceError: there is no such rule, or rules are broken.
        """


class _Protocol(LanguageServerProtocol):
    """Open documents are ours to keep (see :mod:`provenance.lsp.texts`)."""

    _server: Server

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: types.DidOpenTextDocumentParams) -> None:
        self._server.opened(params)

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: types.DidChangeTextDocumentParams) -> None:
        self._server.changed(params)

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: types.DidCloseTextDocumentParams) -> None:
        self._server.closed(params)


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in one version of a document, and where waivers for it are kept."""

    version: int
    shown: list[Shown]
    waivers: str | None


class Server(LanguageServer):
    """``pygls``'s server with our documents, and what was found in them."""

    def __init__(self, version: str, worker: Worker, book: Book, limit: float) -> None:
        super().__init__("provenance", version, protocol_cls=_Protocol)
        self.texts = Texts()
        self.desk = Desk(self.texts, worker, self.show, limit)
        self.book = book
        self.found: dict[str, Found] = {}
        self.asked_to_end = False

    # -- documents

    def opened(self, params: types.DidOpenTextDocumentParams) -> None:
        """A document was opened: judge it at once."""
        document = self.texts.open(params.text_document, self.workspace.position_encoding or "utf-16")
        if document.judged:
            self.desk.soon(document.uri, 0)

    def changed(self, params: types.DidChangeTextDocumentParams) -> None:
        """A document was changed: judge it when there is a pause."""
        document = self.texts.get(params.text_document.uri)
        if document is not None:
            document.change(params.content_changes, params.text_document.version)
            if document.judged:
                self.desk.soon(document.uri)

    def closed(self, params: types.DidCloseTextDocumentParams) -> None:
        """A document was closed: nothing is shown of it any more."""
        uri = params.text_document.uri
        self.desk.forget(uri)
        self.texts.pop(uri, None)
        self.found.pop(uri, None)
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))

    def show(self, document: OpenText, answer: Answer) -> None:
        """Show what was found in a document as it is now."""
        if isinstance(answer, Trouble):
            self.found.pop(document.uri, None)
            told = [refused(answer, document)]
        else:
            found = shown(answer.reports, document)
            self.found[document.uri] = Found(document.version, found, answer.waivers)
            related = self._can("text_document", "publish_diagnostics", "related_information")
            told = diagnostics(found, document, self.book.page, related=related)
        self.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(document.uri, told, version=document.version)
        )

    def found_in(self, uri: str) -> list[Shown]:
        """What was found in a document; nothing while it is newer than that."""
        document, found = self.texts.get(uri), self.found.get(uri)
        return found.shown if document is not None and found is not None and document.version == found.version else []

    # -- waivers

    def waive(self, uri: str, each: Shown) -> types.CodeAction | None:
        """The action that writes a waiver's stub for a finding of a document; ``None`` where none can be."""
        if not Stubs.may(each):
            return None
        file, rule = self._waivers_of(uri), each.finding.rule
        title = f"Waive “{rule}” in {os.path.basename(file)}: fill in reason, owner and last day"
        action = types.CodeAction(title, kind=types.CodeActionKind.QuickFix, data={"rule": rule, "uri": uri})
        if "edit" not in (self._capability("text_document", "code_action", "resolve_support", "properties") or ()):
            try:
                action.edit = self._stubs().edit(each, file)
            except ProvenanceError:
                return None
        return action

    def resolve(self, action: types.CodeAction) -> types.CodeAction:
        """Add the edit to an action that was offered without one; why there is none is told."""
        asked = action.data if isinstance(action.data, dict) else {}
        uri = str(asked.get("uri", ""))
        for each in self.found_in(uri):
            if each.finding.rule == asked.get("rule") and Stubs.may(each):
                try:
                    action.edit = self._stubs().edit(each, self._waivers_of(uri))
                except ProvenanceError as error:
                    self.tell_error(error)
                break
        return action

    def _waivers_of(self, uri: str) -> str:
        """The file that the configuration names for waivers, else one of the usual name in the folder."""
        if (found := self.found.get(uri)) is not None and found.waivers is not None:
            return found.waivers
        document = self.texts[uri]
        return os.path.join(document.within(self._folders()) or os.path.dirname(document.path), DEFAULT)

    def _stubs(self) -> Stubs:
        edits = self._capability("workspace", "workspace_edit")
        return Stubs(
            self.texts,
            self.workspace.position_encoding or "utf-16",
            documents=bool(edits and edits.document_changes),
            creates=types.ResourceOperationKind.Create in ((edits and edits.resource_operations) or ()),
        )

    # -- settings

    def configure(self, given: Any) -> None:
        """Take the editor's settings; wrong ones are told and change nothing."""
        try:
            self.desk.settings = settings_of(given, self._folders()[0] if self._folders() else None)
        except ProvenanceError as error:
            self.tell_error(error)
        self.refresh()

    def refresh(self) -> None:
        """Judge every open document anew."""
        self.desk.folders = self._folders()
        self.desk.anew()

    def _folders(self) -> list[str]:
        folders = [to_fs_path(folder.uri) for folder in self.workspace.folders.values()] or [self.workspace.root_path]
        return [folder for folder in folders if folder]

    # -- the editor

    def tell(self, kind: types.MessageType, text: str) -> None:
        """Show a message."""
        self.window_show_message(types.ShowMessageParams(kind, neutral(text)))

    def tell_error(self, error: ProvenanceError) -> None:
        """Show what is wrong and what to do about it."""
        self.tell(types.MessageType.Warning, ". ".join(filter(None, (error.message, error.hint))))

    def report_server_error(self, error: Exception, source: Any) -> None:
        """What went wrong on our side goes to the editor's log: nobody can act on it while writing."""
        if source is not FeatureRequestError:
            text = f"provenance: {type(error).__name__}: {error}"
            self.window_log_message(types.LogMessageParams(types.MessageType.Error, neutral(text[:1000])))

    def markdown(self) -> bool:
        """Whether hovers may be Markdown: the first kind that the editor names is the one it likes best."""
        kinds = self._capability("text_document", "hover", "content_format") or []
        return bool(kinds) and kinds[0] == types.MarkupKind.Markdown

    @property
    def watches(self) -> bool:
        """Whether the editor tells of changed files."""
        return self._can("workspace", "did_change_watched_files", "dynamic_registration")

    def _can(self, *path: str) -> bool:
        return bool(self._capability(*path))

    def _capability(self, *path: str) -> Any:
        found: Any = self.client_capabilities
        for name in path:
            found = getattr(found, name, None)
        return found

    # -- beginning

    def begin(self, params: types.InitializeParams) -> None:
        """The editor has said what it can: start the process that judges."""
        self.desk.open()
        self.desk.folders = self._folders()
        self.configure(params.initialization_options)

    async def begun(self) -> None:
        """Ask for what was not sent: the settings, and word of changed files."""
        if self.watches:
            watch = {"watchers": [{"globPattern": _WATCHED}]}
            method = types.WORKSPACE_DID_CHANGE_WATCHED_FILES
            registered = types.RegistrationParams([types.Registration("provenance-files", method, watch)])
            await self.client_register_capability_async(registered)
        await self.ask_settings()

    async def ask_settings(self) -> None:
        """Ask the editor for its settings, if it can be asked."""
        if not self._can("workspace", "configuration"):
            return
        item = types.ConfigurationItem(section=SECTION)
        answers = await self.workspace_configuration_async(types.ConfigurationParams([item]))
        if answers and answers[0]:
            self.configure(answers[0])
