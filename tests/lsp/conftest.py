"""A real server, in a process of its own, and an editor that talks to it over standard input and output."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pygls", reason="the extra “lsp” is not installed")

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 180.0  # of a machine that does much else
CAPABILITIES = {
    "general": {"positionEncodings": ["utf-16"]},
    "textDocument": {
        "publishDiagnostics": {"relatedInformation": True, "versionSupport": True, "codeDescriptionSupport": True},
        "hover": {"contentFormat": ["markdown", "plaintext"]},
    },
    "workspace": {"workspaceEdit": {"documentChanges": True, "resourceOperations": ["create"]}},
}


class Editor:
    """The client's side of the protocol: requests with answers, notifications, and what the server sends unasked."""

    def __init__(self, folder: Path, *command: str) -> None:
        self.folder = folder
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
        self._errors = (folder / "server.log").open("wb")
        self.process = subprocess.Popen(
            command or (sys.executable, "-m", "provenance", "lsp"),
            cwd=folder,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
        )
        self.capabilities: dict[str, Any] = {}
        self.opened: set[str] = set()
        self.log: list[dict[str, Any]] = []
        self._answers: dict[str, Callable[[Any], Any]] = {}
        self._told: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self._number = 0
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self.process.stdout
        while header := self.process.stdout.readline():
            assert header.startswith(b"Content-"), header  # nothing else may stand on standard output
            length = int(header.split(b":")[1]) if header.lower().startswith(b"content-length") else 0
            while (more := self.process.stdout.readline()) != b"\r\n":
                length = int(more.split(b":")[1]) if more.lower().startswith(b"content-length") else length
            message = json.loads(self.process.stdout.read(length))
            self.log.append(message)
            if "method" in message and "id" in message:
                answer = self._answers.get(message["method"], lambda _: None)(message.get("params"))
                self.raw({"id": message["id"], "result": answer})
            self._told.put(message)
        self._told.put(None)

    def raw(self, message: dict[str, Any]) -> None:
        """Send one message."""
        assert self.process.stdin
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def answering(self, method: str, answer: Callable[[Any], Any]) -> None:
        """How to answer a request of the server's."""
        self._answers[method] = answer

    def notify(self, method: str, **params: Any) -> None:
        """Tell the server something."""
        self.raw({"method": method, "params": params})

    def ask(self, method: str, **params: Any) -> Any:
        """Ask the server something; its answer."""
        self._number += 1
        number = self._number
        self.raw({"id": number, "method": method, "params": params or None})
        message = self.wait(lambda message: message.get("id") == number and "method" not in message)
        assert "error" not in message, message
        return message["result"]

    def wait(self, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """The next message that is *wanted*."""
        while True:
            message = self._told.get(timeout=PATIENCE)
            assert message is not None, "the server has gone: " + (self.folder / "server.log").read_text()
            if wanted(message):
                return message

    # -- what an editor does

    def start(self, capabilities: dict[str, Any] | None = None, **options: Any) -> dict[str, Any]:
        """Shake hands."""
        answer: dict[str, Any] = self.ask(
            "initialize",
            processId=os.getpid(),
            rootUri=self.folder.as_uri(),
            workspaceFolders=[{"uri": self.folder.as_uri(), "name": "site"}],
            capabilities=CAPABILITIES if capabilities is None else capabilities,
            **options,
        )
        self.capabilities = answer["capabilities"]
        self.notify("initialized")
        return answer

    def uri(self, name: str) -> str:
        """The URI of a file of the workspace."""
        return (self.folder / name).as_uri()

    def open(self, name: str, text: str, language: str = "plaintext", version: int = 1) -> list[dict[str, Any]]:
        """Open a document; what is shown of it."""
        uri = name if ":" in name else self.uri(name)
        item = {"uri": uri, "languageId": language, "version": version, "text": text}
        self.notify("textDocument/didOpen", textDocument=item)
        self.opened.add(uri)
        return self.shown(name, version)

    def reset(self) -> None:
        """Close every document; what was said before is forgotten."""
        for uri in self.opened:
            self.notify("textDocument/didClose", textDocument={"uri": uri})
        self.ask("textDocument/hover", textDocument={"uri": "file:///"}, position={"line": 0, "character": 0})
        self.opened.clear()
        self.log.clear()

    def change(self, name: str, version: int, *changes: dict[str, Any]) -> None:
        """Change a document."""
        document = {"uri": self.uri(name), "version": version}
        self.notify("textDocument/didChange", textDocument=document, contentChanges=list(changes))

    def shown(self, name: str, version: int | None = None) -> list[dict[str, Any]]:
        """The next diagnostics of a document."""
        uri = name if ":" in name else self.uri(name)
        found = self.wait(
            lambda message: (
                message.get("method") == "textDocument/publishDiagnostics"
                and message["params"]["uri"] == uri
                and (version is None or message["params"].get("version") == version)
            )
        )
        diagnostics: list[dict[str, Any]] = found["params"]["diagnostics"]
        return diagnostics

    def end(self) -> int:
        """Say goodbye; the server's exit code."""
        if self.process.poll() is None:
            self.ask("shutdown")
            self.notify("exit")
        return self.process.wait(PATIENCE)

    def close(self) -> None:
        """End everything, however far it got."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        for stream in (self.process.stdin, self.process.stdout, self._errors):
            if stream:
                stream.close()


@pytest.fixture
def editor(tmp_path: Path) -> Iterator[Editor]:
    """An editor with a server that has not been greeted yet."""
    its = Editor(tmp_path)
    yield its
    its.close()


@pytest.fixture(scope="module")
def _running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    its = Editor(tmp_path_factory.mktemp("site"))
    its.start()
    yield its
    its.close()


@pytest.fixture
def started(_running: Editor) -> Iterator[Editor]:
    """An editor that has greeted its server; one for all tests of a file that do not end it."""
    yield _running
    _running.reset()
