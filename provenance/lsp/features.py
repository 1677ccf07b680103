"""What an editor may ask: each request and notification of the protocol, and who answers it."""

from __future__ import annotations

from typing import Any

from lsprotocol import types

from provenance.lsp.actions import EXPLAIN, actions
from provenance.lsp.desk import LIMIT
from provenance.lsp.hover import hover
from provenance.lsp.server import Book, Server
from provenance.lsp.worker import Worker


def create(version: str, worker: Worker, book: Book, limit: float = LIMIT) -> Server:
    """A server, ready to be started, whose texts *worker* judges. *limit*: seconds that one text may take."""
    server = Server(version, worker, book, limit)

    @server.feature(types.INITIALIZE)
    def _(params: types.InitializeParams) -> None:
        server.begin(params)

    @server.feature(types.INITIALIZED)
    async def _(_params: types.InitializedParams) -> None:
        await server.begun()

    @server.feature(types.SHUTDOWN)
    def _(*_params: Any) -> None:
        server.asked_to_end = True
        server.desk.close()

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def _(params: types.DidSaveTextDocumentParams) -> None:
        document = server.texts.get(params.text_document.uri)
        if not server.watches:
            server.refresh()
        elif document is not None and document.judged:
            server.desk.soon(document.uri, 0)

    @server.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)
    async def _(params: types.DidChangeConfigurationParams) -> None:
        if params.settings:
            server.configure(params.settings)
        else:
            await server.ask_settings()

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def _(_params: types.DidChangeWatchedFilesParams) -> None:
        server.refresh()

    @server.feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    def _(_params: types.DidChangeWorkspaceFoldersParams) -> None:
        server.refresh()

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    def _(params: types.HoverParams) -> types.Hover | None:
        return hover(server.found_in(params.text_document.uri), params.position, markdown=server.markdown())

    @server.feature(
        types.TEXT_DOCUMENT_CODE_ACTION,
        types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix], resolve_provider=True),
    )
    def _(params: types.CodeActionParams) -> list[types.CodeAction]:
        uri = params.text_document.uri
        return actions(server.found_in(uri), params, lambda each: server.waive(uri, each))

    @server.feature(types.CODE_ACTION_RESOLVE)
    def _(params: types.CodeAction) -> types.CodeAction:
        return server.resolve(params)

    @server.command(EXPLAIN)
    def _(rule: str) -> str:
        text = server.book.explain(rule)
        server.tell(types.MessageType.Info, text)
        return text

    return server
