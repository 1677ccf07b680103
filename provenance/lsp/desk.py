"""What is judged when.

A document is judged when it is opened, and after a pause while it is written. One at a time: whatever was asked
for first. What comes back is shown only if the text is still the same; a check that is stale and slow is given up.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from provenance.lsp.texts import OpenText, Texts
from provenance.lsp.worker import Answer, Job, Settings, Trouble, Worker

#: Seconds without a keystroke before a text is judged.
PAUSE = 0.3
#: Seconds that one text may take.
LIMIT = 10.0
#: Seconds after which a check whose text has changed is given up: starting another process takes about as long.
PATIENCE = 2.0

Show = Callable[[OpenText, Answer], None]


class Desk:
    """Judges the open documents, one after another."""

    def __init__(self, texts: Texts, worker: Worker, show: Show, limit: float = LIMIT) -> None:
        self.settings = Settings()
        self.folders: list[str] = []
        self._texts, self._show, self._limit = texts, show, limit
        self._worker = worker
        self._pauses: dict[str, asyncio.TimerHandle] = {}
        self._due: dict[str, None] = {}
        self._wake = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._at: tuple[str, float] | None = None
        """What is being judged, and since when."""

    def open(self) -> None:
        """Begin: the process is started, if it does not run yet, and judges what is due."""
        self._worker.start()
        self._task = asyncio.get_running_loop().create_task(self._work())

    def close(self) -> None:
        """End: nothing is judged any more."""
        for uri in list(self._pauses):
            self.forget(uri)
        if self._task is not None:
            self._task.cancel()
        self._worker.stop()

    def soon(self, uri: str, pause: float = PAUSE) -> None:
        """Judge a document after a pause, which begins anew whenever this is called."""
        self.forget(uri)
        self._pauses[uri] = asyncio.get_running_loop().call_later(pause, self._now, uri)

    def forget(self, uri: str) -> None:
        """Do not judge a document that waits to be."""
        self._due.pop(uri, None)
        if (waiting := self._pauses.pop(uri, None)) is not None:
            waiting.cancel()

    def anew(self) -> None:
        """Rules, configuration or settings have changed: judge every open document again."""
        self._worker.reload()
        for uri in self._texts:
            self.soon(uri)

    def _now(self, uri: str) -> None:
        self._pauses.pop(uri, None)
        self._due[uri] = None
        self._wake.set()
        if self._at is not None and self._at[0] == uri and self._clock() - self._at[1] > PATIENCE:
            self._worker.give_up()

    def _clock(self) -> float:
        return asyncio.get_running_loop().time()

    async def _work(self) -> None:
        while True:
            await self._wake.wait()
            while self._due:
                uri = next(iter(self._due))
                del self._due[uri]
                if (document := self._texts.get(uri)) is not None:
                    await self._judge(document)
            self._wake.clear()

    async def _judge(self, document: OpenText) -> None:
        version, self._at = document.version, (document.uri, self._clock())
        try:
            answer = await self._worker.judge(self._job(document), self._limit)
        except TimeoutError:
            answer = Trouble(f"it took longer than {self._limit:g} seconds", "Check it with “provenance check”.")
        except EOFError:
            answer = Trouble("the check ended before it had an answer", "Check it with “provenance check”.")
        except Exception as error:  # whatever it is, the next document is judged
            answer = Trouble(f"it could not be judged ({type(error).__name__})", "Check it with “provenance check”.")
        finally:
            self._at = None
        if self._texts.get(document.uri) is document and document.version == version:
            self._show(document, answer)

    def _job(self, document: OpenText) -> Job:
        return Job(
            document.path,
            document.text,
            document.format,
            document.on_disk,
            document.within(self.folders),
            self.settings,
        )
