"""The documents of a run, decided and settled: kept answers first, the rest by one process or by several."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple

from provenance.corpus.files import STDIN, Skipped, Source, printable, read_data, read_source
from provenance.corpus.warc import is_archive, read_archive
from provenance.reports.interface import Ignored

if TYPE_CHECKING:
    from provenance.cli.job.build import Job
    from provenance.cli.job.options import Options
    from provenance.corpus.reuse import Beside
    from provenance.document import Document
    from provenance.readers import Columns
    from provenance.report import DocumentReport
    from provenance.reports.interface import Summary
    from provenance.signals.site import Header
    from provenance.statement import Statement

    Judge = Callable[[str, Document, Sequence[Statement]], DocumentReport]


class Work(NamedTuple):
    """A file to judge; *data*: its bytes, where they are read already; *key*: what its answer is kept under."""

    item: Source
    data: bytes | None = None
    key: bytes | None = None


def judged(options: Options, job: Job, summary: Summary) -> Iterator[DocumentReport]:
    """The documents of a run in the order of their names; files that are left out are counted in *summary*.

    Raises:
        UsageError: a worker process ended before its time.
    """
    from provenance.cli.job.processes import count_of

    jobs = count_of(options.jobs)
    with closing(_Answers(options, job)) as answers:
        planned = _planned(job, answers)
        if jobs == 1:
            found: Iterator[Ignored | DocumentReport] = _one_by_one(job, planned, answers)
        else:
            from provenance.cli.job.processes import together

            found = together(options, job, planned, answers.keep, jobs)
        with closing(found):  # type: ignore[type-var]
            for one in found:
                if isinstance(one, Ignored):
                    summary.ignore(one, listed=options.verbose)
                else:
                    yield one


def _planned(job: Job, answers: _Answers) -> Iterator[Ignored | DocumentReport | Work]:
    """What is left out, what is known, and what is to be judged."""
    for item in job.inputs:
        if isinstance(item, Skipped):
            yield Ignored(item.path, item.reason)
        elif job.around is not None and not item.named and job.around.serves(item.path):
            yield Ignored(item.path, "signals")
        else:
            yield answers.look_up(item)


def _one_by_one(
    job: Job, planned: Iterator[Ignored | DocumentReport | Work], answers: _Answers
) -> Iterator[Ignored | DocumentReport]:
    for one in planned:
        if not isinstance(one, Work):
            yield one
            continue
        for outcome in outcomes(job, one, job.check):
            answers.keep(one, outcome)
            yield outcome


def outcomes(job: Job, work: Work, judge: Judge) -> Iterator[Ignored | DocumentReport]:
    """The reports on the documents of a file, or that it holds none."""
    item = work.item
    for document, sent in documents(item, job.columns, job.beside, work.data):
        if document.foreign and not item.named:
            yield Ignored(item.path, "format")
            continue
        given = job.around.given(item.path, document, sent) if job.around is not None else []
        yield judge(item.path, document, given)


def documents(
    item: Source, columns: Columns | None = None, beside: Beside | None = None, data: bytes | None = None
) -> Iterator[tuple[Document, Sequence[Header]]]:
    """The documents of a file, each with the headers it was sent with, where the file keeps them.

    *data*: its bytes, where the caller has read them.
    """
    if is_archive(item.path):
        for record in read_archive(item):
            yield record.document, record.headers
        return
    for document in read_source(item, columns=columns, beside=beside, data=data):
        yield document, ()


class _Answers:
    """The answers of runs before, where the run may use them."""

    def __init__(self, options: Options, job: Job) -> None:
        self._job = job
        self._store = None
        if not options.cache or job.shared is None:
            return
        from time import time

        from provenance.cache.store import Store

        self._store = Store.open(now=time())
        if self._store is not None:
            from provenance.cache.keys import Keys

            self._keys = Keys(job.shared, job.beside, job.around)

    def look_up(self, item: Source) -> DocumentReport | Work:
        """The report on a file that was judged before, or the work that is to do."""
        if self._store is None or item.path == STDIN or item.problem is not None or is_archive(item.path):
            return Work(item)
        data = read_data(item)
        if not isinstance(data, bytes):
            return Work(item)
        occasion, gate = self._job.occasions.of(item.path)
        key = self._keys.of(item.path, data, occasion, gate)
        row = self._store.get(key)
        if row is None:
            return Work(item, data, key)
        from provenance.cache.kept import Kept, has_findings

        if gate.baseline is not None and has_findings(row):  # it knows them by the whole text
            return Work(item, data, key)
        settled = gate if gate.waivers is not None or gate.baseline is not None else None
        try:
            return Kept(printable(item.path), row, self._job.about.at, data, settled)
        except (ValueError, KeyError, TypeError):  # not what we wrote
            return Work(item, data, key)

    def keep(self, work: Work, outcome: Ignored | DocumentReport) -> None:
        """Keep *outcome*, if it may be kept."""
        if self._store is None or work.key is None or work.data is None or isinstance(outcome, Ignored):
            return
        from provenance.cache.kept import row_of

        _, gate = self._job.occasions.of(work.item.path)
        row = row_of(outcome, work.data, gate)
        if row is not None:
            self._store.put(work.key, row)
            if gate.waivers is None and gate.baseline is None:  # written once for the cache and for the report
                outcome.written = row.head + self._job.about.at + row.tail

    def close(self) -> None:
        """Write what is new."""
        if self._store is not None:
            self._store.close()
