"""Several processes for one run: files go out in small parcels, answers come back in the order of their names.

The processes are started afresh (``spawn``), so it is the same on every system. Each builds its checker once, from
the same options. What an agreement pays for is counted here, in order, and judged again where it is used up.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from provenance.cli.job.judging import Work, documents, outcomes
from provenance.corpus.files import printable
from provenance.corpus.warc import is_archive
from provenance.errors import ProvenanceError, UsageError
from provenance.readers import refused
from provenance.report import DocumentReport
from provenance.reports.interface import Ignored

if TYPE_CHECKING:
    from provenance.cli.job.build import Job
    from provenance.cli.job.options import Options
    from provenance.use import Occasion

Outcome = Ignored | DocumentReport
Keep = Callable[[Work, Outcome], None]

#: Files in a parcel, or fewer where they hold more bytes than this.
_PARCEL, _BYTES = 16, 4_000_000
#: Parcels on the way for each process: enough that none waits, few enough that memory stays flat.
_AHEAD = 4
MOST = 256


def count_of(written: str) -> int:
    """How many processes ``--jobs`` asks for; ``0`` and ``auto``: as many as this process may use cores.

    Raises:
        UsageError: it is no such number.
    """
    if written.strip() in ("0", "auto"):
        allowed = getattr(os, "sched_getaffinity", None)
        return min(MOST, (len(allowed(0)) if allowed is not None else os.cpu_count()) or 1)
    if not (written.isascii() and written.isdigit() and 1 <= int(written) <= MOST):
        raise UsageError(f"--jobs: “{written}” is no number of processes", hint=f"Give 1 to {MOST}, or auto.")
    return int(written)


@dataclass(slots=True, eq=False)
class _Parcel:
    """Files that go to one process together, and what comes back: a list of outcomes for each."""

    works: list[Work] = field(default_factory=list)
    size: int = 0
    answer: Future[list[list[Outcome]] | _Failed] | None = None


@dataclass(frozen=True, slots=True)
class _Failed:
    """An error that is the user's to mend, in another process."""

    message: str
    hint: str | None


def together(options: Options, job: Job, planned: Iterator[Outcome | Work], keep: Keep, jobs: int) -> Iterator[Outcome]:
    """What *planned* comes to, worked out by *jobs* processes, in its order.

    Raises:
        UsageError: a process ended before its time, or met what is the user's to mend.
    """
    from multiprocessing import active_children

    others = active_children()
    pool = _pool(replace(options, at=job.about.at), jobs)
    try:
        yield from _in_order(pool, job, planned, keep, jobs)
    except BaseException:  # Ctrl-C too: what they are at is of no use any more
        for child in active_children():
            if child not in others:
                child.kill()
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _in_order(
    pool: ProcessPoolExecutor, job: Job, planned: Iterator[Outcome | Work], keep: Keep, jobs: int
) -> Iterator[Outcome]:
    waiting: deque[Outcome | tuple[_Parcel, int] | Work] = deque()
    parcel = _Parcel()
    for one in planned:
        if not isinstance(one, Work) or is_archive(one.item.path):
            waiting.append(one)
        else:
            waiting.append((parcel, len(parcel.works)))
            parcel.works.append(one)
            parcel.size += len(one.data or one.item.data or b"")
        if len(parcel.works) >= _PARCEL or parcel.size >= _BYTES:
            _send(pool, parcel)
            parcel = _Parcel()
        while waiting and (len(waiting) > jobs * _AHEAD * _PARCEL or _is_ready(waiting[0])):
            if parcel.works and waiting[0] == (parcel, 0):  # it is waited for, full or not
                _send(pool, parcel)
                parcel = _Parcel()
            yield from _next(job, waiting.popleft(), keep)
    if parcel.works:
        _send(pool, parcel)
    while waiting:
        yield from _next(job, waiting.popleft(), keep)


def _is_ready(one: Outcome | tuple[_Parcel, int] | Work) -> bool:
    if not isinstance(one, tuple) or isinstance(one, Work):
        return True
    return one[0].answer is not None and one[0].answer.done()


def _send(pool: ProcessPoolExecutor, parcel: _Parcel) -> None:
    try:
        with _deaf():
            parcel.answer = pool.submit(_judge, parcel.works)
    except BrokenProcessPool:
        raise _died(parcel) from None


@contextmanager
def _deaf() -> Iterator[None]:
    """Ctrl-C waits meanwhile: a process that begins here inherits it, and is not hit before it can ignore it."""
    import signal

    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _next(job: Job, one: Outcome | tuple[_Parcel, int] | Work, keep: Keep) -> Iterator[Outcome]:
    if isinstance(one, Work):  # an archive: page after page, here, so that it need not fit into memory
        yield from outcomes(job, one, job.check)
        return
    if not isinstance(one, tuple):
        yield one
        return
    parcel, index = one
    work = parcel.works[index]
    for number, outcome in enumerate(_answer(parcel)[index]):
        counted = outcome if isinstance(outcome, Ignored) else _counted(job, work, number, outcome)
        keep(work, counted)
        yield counted


def _answer(parcel: _Parcel) -> Sequence[list[Outcome]]:
    assert parcel.answer is not None
    try:
        answer = parcel.answer.result()
    except BrokenProcessPool:
        raise _died(parcel) from None
    if isinstance(answer, _Failed):
        raise UsageError(answer.message, hint=answer.hint)
    return answer


def _died(parcel: _Parcel) -> UsageError:
    first, last = parcel.works[0].item.path, parcel.works[-1].item.path
    where = f"“{first}”" if first == last else f"“{first}” to “{last}”"
    return UsageError(
        f"a process of --jobs ended before its time, at {where} or near it; the run was not finished",
        hint="Was it stopped, or short of memory? With --jobs 1 the run ends at the very file.",
    )


def _counted(job: Job, work: Work, number: int, report: DocumentReport) -> DocumentReport:
    """*report*, counted for the agreements that pay by documents; judged again where they pay no more."""
    occasion, gate = job.occasions.of(work.item.path)
    first = [report]

    def judge(asked: Occasion) -> DocumentReport:
        if first:
            return first.pop()
        for at, (document, sent) in enumerate(documents(work.item, job.columns, job.beside, work.data)):
            if at == number:
                given = job.around.given(work.item.path, document, sent) if job.around is not None else []
                return job.checker.check(document, given, occasion=asked, gate=gate)
        gone = refused(printable(work.item.path), "unreadable", "it changed while it was checked")
        return job.checker.check(gone, occasion=asked, gate=gate)

    return job.quotas.judged(judge, occasion)


# -- in the other processes

_job: Job | None = None


def _pool(options: Options, jobs: int) -> ProcessPoolExecutor:
    from multiprocessing import get_context

    here = replace(options, paths=(".",), changed_since=None, cache=False, quiet=False, verbose=False)
    here = replace(here, report=(), format=None, output=None, jobs="1")
    from provenance.cli.job.rule_options import allowances

    return ProcessPoolExecutor(jobs, get_context("spawn"), _begin, (here, allowances()))


def _begin(options: Options, allowed: dict[str, bool]) -> None:
    """Build what this process judges with; an error in it is told by the first parcel."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process ends all
    _end_with_parent()
    global _job
    try:
        _job = _built(options, allowed)
    except ProvenanceError as error:  # the configuration has changed since the run began
        globals()["_failed"] = _Failed(error.message, error.hint)


_failed: _Failed | None = None


def _built(options: Options, allowed: dict[str, bool]) -> Job:
    from contextlib import redirect_stderr
    from multiprocessing.util import Finalize

    import click

    from provenance.cli.job.build import build
    from provenance.cli.job.rule_options import allow

    context = click.Context(click.Command("check"))
    context.__enter__()
    allow(context, allowed)
    Finalize(None, context.close, exitpriority=10)
    with open(os.devnull, "w") as nowhere, redirect_stderr(nowhere):  # what is to be said was said once
        job = build(options)
        job.checker  # noqa: B018 (built now, not by the first parcel)
    return job


def _end_with_parent() -> None:
    """A process whose parent is gone, however it went, goes too."""
    from multiprocessing import parent_process
    from threading import Thread

    parent = parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    Thread(target=watch, daemon=True).start()


def _judge(works: Sequence[Work]) -> list[list[Outcome]] | _Failed:
    if _job is None:
        return _failed or _Failed("a process of --jobs could not begin", None)
    try:
        return [list(outcomes(_job, work, _job.judge)) for work in works]
    except ProvenanceError as error:
        return _Failed(error.message, error.hint)
