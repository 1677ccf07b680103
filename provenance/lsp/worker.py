"""The process that judges. It reads rules once, then judges one text after another.

A process and not a thread: a check holds the interpreter, and only a process can be given up. Nothing but plain
data goes to and fro. When the server ends, however it ends, the pipe closes and the process ends too.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Protocol

from provenance.errors import ProvenanceError
from provenance.report import DocumentReport

#: Seconds for reading the rules, before the first text is judged.
STARTING = 60.0


@dataclass(frozen=True, slots=True)
class Settings:
    """What the editor's own settings say; ``None`` and nothing: what the configuration says, or the defaults."""

    use: str | None = None
    fail_on: str | None = None
    rules: tuple[str, ...] = ()
    config: str | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """One text to be judged. ``path`` is absolute where ``on_disk``; ``folder``: of the workspace, if any."""

    path: str
    text: str
    format: str | None
    on_disk: bool
    folder: str | None
    settings: Settings


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a text was not judged, and what to do about it."""

    message: str
    hint: str | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """The reports on a text, and where waivers for it are kept, if its configuration says so."""

    reports: list[DocumentReport]
    waivers: str | None = None


Answer = Judged | Trouble


class Judge(Protocol):
    """What judges; made in the process that it works in, and it stays there."""

    def judge(self, job: Job) -> Judged:
        """The reports on a text, mostly one; none where it is no document.

        Raises:
            ProvenanceError: rules, configuration or settings are broken.
        """

    def reload(self) -> None:
        """Forget what was read of rules and configuration."""


def work(connection: Connection, make: Callable[[], Judge]) -> None:
    """Judge what comes over *connection* until it is closed."""
    os.dup2(2, 1)  # standard output is the editor's
    with suppress(ValueError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server's to answer
    judge = make()
    with suppress(EOFError, OSError):
        connection.send(None)  # ready
        while True:
            job, anew = connection.recv()
            if anew:
                judge.reload()
            connection.send(_answer(judge, job))


def _answer(judge: Judge, job: Job) -> Answer:
    try:
        judged = judge.judge(job)
    except ProvenanceError as error:
        return Trouble(error.message, error.hint)
    except Exception as error:  # whatever it is, the next text is judged
        return Trouble(f"the check itself failed ({type(error).__name__})")
    for report in judged.reports:
        report.text = ""  # the server has it
    return judged


class _Running:
    """One process, and the pipe to it."""

    def __init__(self, make: Callable[[], Judge]) -> None:
        context = multiprocessing.get_context("spawn")
        self.connection, its = context.Pipe()
        self.process = context.Process(target=work, args=(its, make), daemon=True)
        self.process.start()
        its.close()
        self.ready = False
        self.anew = False

    def ask(self, job: Job) -> Answer:
        """Send *job* and wait for the answer.

        Raises:
            EOFError: the process has ended.
        """
        try:
            if not self.ready:
                self.connection.recv()
                self.ready = True
            anew, self.anew = self.anew, False
            self.connection.send((job, anew))
            answer: Answer = self.connection.recv()
        except OSError:
            raise EOFError from None
        return answer


class Worker:
    """The server's side: starts the process, asks it, gives it up when it takes too long."""

    def __init__(self, make: Callable[[], Judge]) -> None:
        self._make = make
        self._running: _Running | None = None
        self._waiting = ThreadPoolExecutor(1, "provenance-worker")

    def start(self) -> _Running:
        """Start the process, if it does not run, so that it is ready when the first text comes."""
        if self._running is None or not self._running.process.is_alive():
            self._running = _Running(self._make)
        return self._running

    async def judge(self, job: Job, limit: float) -> Answer:
        """What the process answers; where it does not within *limit* seconds, it is given up.

        Raises:
            TimeoutError: it took too long.
            EOFError: the process ended, or was given up, before it answered.
        """
        running = self.start()
        asked = asyncio.get_running_loop().run_in_executor(self._waiting, running.ask, job)
        try:
            return await asyncio.wait_for(asked, limit + (0 if running.ready else STARTING))
        except (TimeoutError, EOFError):
            if self._running is running:
                self.give_up()
            raise

    def reload(self) -> None:
        """Forget rules and configuration: they are read again for the next text."""
        if self._running is not None:
            self._running.anew = True

    def give_up(self) -> None:
        """End the process at once; the next text starts another."""
        running, self._running = self._running, None
        if running is not None:  # its pipe is closed when nobody waits at it any more
            running.process.kill()
            running.process.join()

    def stop(self) -> None:
        """End the process, and what waits for it."""
        self.give_up()
        self._waiting.shutdown(wait=False, cancel_futures=True)
