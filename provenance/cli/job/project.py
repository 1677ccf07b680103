"""A project: its configuration and all that it names, ready to judge documents one by one.

What ``provenance check`` does with a folder, for callers that have documents of their own: editors, site generators.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from provenance.cli.job.build import build
from provenance.cli.job.material import instant
from provenance.cli.job.options import Options
from provenance.corpus.files import STDIN, Source, printable, read_source
from provenance.corpus.quotas import Quotas
from provenance.corpus.reuse import Beside
from provenance.readers import read_documents

if TYPE_CHECKING:
    from provenance.document import Document
    from provenance.report import DocumentReport
    from provenance.rulefiles.pack import Rules
    from provenance.use import Occasion


class Project:
    """The configuration at or above *folder* (default: the working directory), and what is said beside it.

    *config*: that file instead of the one found; ``False`` for none at all. *use*: the id of a use, or several;
    *fail_on*: ``blocked``, ``review`` or ``conditional``; both win over the configuration. *ours*: patterns from
    *folder* (as in ``.gitignore``) of documents whose own declared use counts, *rules*: folders of rules; both are
    added to those of the configuration. *at*: the instant to judge for; the moment of each check if not given.
    *counting*: documents count together against what agreements pay for, as in one run; else each by itself.

    Raises:
        ProvenanceError: the configuration, a rule file or an argument is broken; the message says where.
    """

    def __init__(
        self,
        folder: str | os.PathLike[str] = "",
        *,
        config: str | os.PathLike[str] | bool | None = None,
        use: str | Sequence[str] | None = None,
        fail_on: str | None = None,
        ours: Sequence[str] = (),
        rules: Sequence[str | os.PathLike[str]] = (),
        at: datetime | None = None,
        counting: bool = True,
    ) -> None:
        named = None if isinstance(config, bool) or config is None else os.fspath(config)
        options = Options(
            paths=(STDIN,),
            use=(use,) if isinstance(use, str) else tuple(use or ()),
            at=None if at is None else at.isoformat(),
            fail_on=fail_on,
            config=named,
            no_config=config is False,
            ours=tuple(ours),
            rules=tuple(os.fspath(each) for each in rules),
        )
        self._job = build(options, os.fspath(folder))
        self._at, self._counting = at, counting

    @property
    def rules(self) -> Rules:
        """The rules in force."""
        return self._job.checker.rules

    @property
    def config(self) -> str | None:
        """The path of the configuration; ``None`` where there is none."""
        settings = self._job.settings
        return settings.found.path if settings is not None and settings.found is not None else None

    @property
    def waivers(self) -> str | None:
        """The path of the file of waivers that the configuration names."""
        settings = self._job.settings
        return str(settings.waivers.value) if settings is not None and settings.waivers is not None else None

    def excludes(self, path: str | os.PathLike[str]) -> bool:
        """Whether the configuration leaves *path* out of walks through folders."""
        settings = self._job.settings
        return settings is not None and settings.excludes is not None and settings.excludes.match(os.fspath(path))

    def check(
        self,
        path: str | os.PathLike[str],
        data: bytes | str | None = None,
        *,
        format: str | None = None,
        walked: bool = False,
    ) -> list[DocumentReport]:
        """The reports on the documents of one file, mostly one; outcome, waivers and baseline are settled.

        *data*: its bytes or its text, where they are not those on the disk; ``path`` then says which settings hold
        and what stands beside it (``-``: it lies nowhere). *format*: as ``--format`` of the readers, if the suffix
        is not to say it. *walked*: as if met in a folder: what the configuration excludes, and data that holds no
        article, give no report; otherwise whatever is named is judged.

        Never raises for what a document holds or for a file that cannot be read: those are findings.
        """
        path = os.fspath(path)
        if walked and self.excludes(path):
            return []
        documents = self._documents(path, data, format)
        return [self._judged(path, document) for document in documents if not (walked and document.foreign)]

    def _documents(self, path: str, data: bytes | str | None, format: str | None) -> list[Document]:
        columns = self._job.columns
        if data is None:
            return read_source(Source(path, True), format=format, columns=columns, beside=Beside())
        documents = read_documents(printable(path), data, format=format, columns=columns)
        if path != STDIN:
            Beside().tell(path, documents)
        return documents

    def _judged(self, path: str, document: Document) -> DocumentReport:
        job = self._job
        given = job.around.given(path, document) if job.around is not None else ()
        occasion, gate = job.occasions.of(path)

        def judge(asked: Occasion) -> DocumentReport:
            return job.checker.check(document, given, occasion=asked, gate=gate)

        quotas = job.quotas if self._counting else Quotas()
        return quotas.judged(judge, occasion if self._at is not None else replace(occasion, at=instant(None)))
