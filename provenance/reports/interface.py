"""What every report is told, and what it must be able to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from provenance.outcome.ledger import Gone, Ledger, Unused
from provenance.report import DocumentReport
from provenance.reports.changes import Changes
from provenance.vocabulary import Decision, Severity


@dataclass(frozen=True, slots=True)
class Configured:
    """Which configuration a run had; every path as it is written from the working directory.

    ``path``: the file of settings, ``None`` if there was none. ``revision``: the commit that all of it was read
    from, ``None`` for the working tree; ``name``: what the revision was called. ``by_path``: some documents are
    judged otherwise than ``use`` and ``fail_on`` of the run say.
    """

    path: str | None = None
    revision: str | None = None
    name: str | None = None
    agreements: str | None = None
    waivers: str | None = None
    baseline: str | None = None
    rules: tuple[str, ...] = ()
    policies: tuple[str, ...] = ()
    by_path: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """What holds for the whole run.

    ``rules``: rule pack -> version; ``digest``: of all rules in force. ``use``: the id of the use
    asked for. ``at``: the instant judged for, ISO 8601 with a zone. ``fail_on``: that decision
    and worse fail. ``policies``: the policies in force, as their files say them. ``root``: the root of the
    repository that the working directory is in, and ``folder``: the working directory itself, both
    absolute; ``None`` where there is no repository. ``config``: which configuration it had. ``runs``: those that a
    register was put together from. ``help_uri``: where people read about a rule, with ``{rule}`` for its id.
    """

    version: str
    rules: Mapping[str, str]
    digest: str
    use: str
    at: str
    fail_on: Decision = Decision.REVIEW
    name: str = "provenance-check"
    policies: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    root: str | None = None
    folder: str = ""
    config: Configured = Configured()
    runs: tuple[PastRun, ...] = ()
    help_uri: str | None = None


@dataclass(frozen=True, slots=True)
class PastRun:
    """A run that went into a register: its file, what it was about, how many of its documents stand there.

    ``superseded``: those that a later run judged again.
    """

    file: str
    run: Run
    documents: int
    superseded: int


@dataclass(frozen=True, slots=True)
class Look:
    """How people want to see it; formats for machines ignore it.

    ``width`` in terminal cells. ``verbosity``: -1 quiet, 0, 1 verbose. ``explain``: the steps of each decision too.
    """

    color: bool = False
    width: int = 100
    verbosity: int = 0
    explain: bool = False


@dataclass(frozen=True, slots=True)
class Ignored:
    """A file that was found and not checked, and why."""

    path: str
    reason: str


@dataclass(slots=True)
class Summary:
    """The counts of a run; ``findings`` counts open ones only; waived and recorded ones stand apart."""

    documents: int = 0
    decisions: dict[Decision, int] = field(default_factory=lambda: dict.fromkeys(reversed(Decision), 0))
    failed: int = 0
    unreadable: int = 0
    ignored: int = 0
    waived: int = 0
    baseline: int = 0
    findings: dict[Severity, int] = field(default_factory=lambda: dict.fromkeys(Severity, 0))
    reasons: dict[str, int] = field(default_factory=dict)
    """Why files were left out, each with its count."""
    spares: tuple[str, ...] = ("unchanged", "deleted")
    """Reasons that are no mistake: where everything is left out for them, there was nothing to do."""
    ignored_files: list[Ignored] = field(default_factory=list)
    """Filled only when they will be listed, so that memory stays flat."""
    unused_waivers: list[Unused] = field(default_factory=list)
    gone: list[Gone] = field(default_factory=list)
    """Recorded findings that are no longer there."""
    changes: Changes | None = None
    """What is not as it was in an older run; only registers are compared."""

    @property
    def exit_code(self) -> int:
        """What the run ends with, whatever the format: 0 all pass, 1 some fail, 3 there was nothing to check.

        Where nothing has changed there was nothing to do: that passes.
        """
        if not self.documents:
            return 0 if self.spared else 3
        return 1 if self.failed else 0

    @property
    def spared(self) -> int:
        """So many files were left out on purpose: as nothing in them has changed, or they are gone."""
        return sum(self.reasons.get(reason, 0) for reason in self.spares)

    def add(self, report: DocumentReport) -> None:
        """Count one document."""
        self.documents += 1
        self.decisions[report.decision] += 1
        self.failed += report.outcome != "pass"
        self.unreadable += not report.readable
        for severity, state in report.tally():
            if state == "open":
                self.findings[severity] += 1
            elif state == "waived":
                self.waived += 1
            else:
                self.baseline += 1

    def close(self, ledger: Ledger) -> None:
        """Take over what only the whole run could tell."""
        self.unused_waivers = list(ledger.unused())
        self.gone = list(ledger.gone())

    def ignore(self, file: Ignored, *, listed: bool = False) -> None:
        """Count a file that is left out; nothing is skipped in silence."""
        self.ignored += 1
        self.reasons[file.reason] = self.reasons.get(file.reason, 0) + 1
        if listed:
            self.ignored_files.append(file)


class Sink(Protocol):
    """Where a report writes: a text stream, or anything with its ``write``."""

    def write(self, text: str, /) -> object: ...


class Report(Protocol):
    """One format: told of the run, of each document as it is decided, and of the counts.

    A report keeps nothing of a document in memory once :meth:`document` returns. Where a format wants the
    counts first, what was written so far waits in a :class:`~provenance.reports.spool.Spool`.
    """

    def begin(self, run: Run) -> None:
        """Before the first document."""

    def document(self, report: DocumentReport) -> None:
        """One document has been decided."""

    def end(self, summary: Summary) -> None:
        """After the last document."""
