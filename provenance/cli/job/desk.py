"""One file at a time, read and judged as ``check`` does it in this folder: for the commands that look closer at one."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from provenance.cli.job.build import build
from provenance.cli.job.options import Options
from provenance.errors import UsageError

if TYPE_CHECKING:
    from provenance.document import Document
    from provenance.report import DocumentReport
    from provenance.rulefiles.pack import Rules
    from provenance.signals.site import Header
    from provenance.use import Occasion


@dataclass(frozen=True, slots=True)
class Case:
    """A document, the path of its file, and the headers that it was sent with."""

    path: str
    document: Document
    sent: Sequence[Header] = ()


class Desk:
    """Reads and judges by the options and the configuration, as if each document were the first of its run.

    Raises:
        UsageError, RuleFileError: options, configuration or rules are broken.
    """

    def __init__(self, options: Options) -> None:
        from provenance.corpus.files import STDIN

        self.job = build(replace(options, paths=(STDIN,)), known=False)

    @property
    def rules(self) -> Rules:
        """The rules in force."""
        return self.job.checker.rules

    def cases(self, name: str) -> Iterator[Case]:
        """The documents of the file *name*; ``-`` is standard input.

        Raises:
            UsageError: there is no such file, or it is a folder.
        """
        from provenance.cli.job.judging import documents
        from provenance.corpus.files import Source, collect, read_stdin

        if os.path.isdir(name):
            raise UsageError(f"“{name}” is a folder", hint="Name one file, or - for standard input.")
        for source in collect((name,), stdin=read_stdin):
            if isinstance(source, Source):
                for document, sent in documents(source, self.job.columns, self.job.beside):
                    yield Case(source.path, document, sent)

    def occasion(self, path: str) -> Occasion:
        """What the documents of the file *path* are judged for."""
        return self.job.occasions.of(path)[0]

    def judge(self, case: Case, occasion: Occasion | None = None) -> DocumentReport:
        """The report on one document; *occasion*: instead of that of its path."""
        from provenance.corpus.quotas import Quotas

        job, document = self.job, case.document
        given = job.around.given(case.path, document, case.sent) if job.around is not None else ()

        def judged(asked: Occasion) -> DocumentReport:
            return job.checker.check(document, given, occasion=asked)

        return Quotas().judged(judged, occasion or self.occasion(case.path))


class FileDesk:
    """The documents of one file: what exporters ask."""

    def __init__(self, desk: Desk, cases: Sequence[Case]) -> None:
        self._desk = desk
        self._cases = {id(case.document): case for case in cases}

    @property
    def rules(self) -> Rules:
        """The rules in force."""
        return self._desk.rules

    def check(self, document: Document) -> DocumentReport:
        """The report on one of them."""
        return self._desk.judge(self._cases[id(document)])
