"""The job of a run: what the options and the configuration ask for, read and put together.

Files of the configuration come through its source (:mod:`provenance.config.sources`): the working tree, or a revision.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from provenance.cli.errors import note
from provenance.cli.job.material import columns_of, given_policies, instant, rules_in_force
from provenance.cli.job.options import Options
from provenance.cli.job.rule_options import allowances
from provenance.errors import UsageError

if TYPE_CHECKING:
    from provenance.agreement import Agreement
    from provenance.check import Checker
    from provenance.cli.job.occasions import Occasions
    from provenance.config.settings import Given, Settings
    from provenance.corpus.files import Skipped, Source
    from provenance.corpus.quotas import Quotas
    from provenance.corpus.reuse import Beside
    from provenance.corpus.site import Surroundings
    from provenance.document import Document
    from provenance.odrl.documents import GivenPolicy
    from provenance.outcome import Baseline, Gate
    from provenance.readers import Columns
    from provenance.report import DocumentReport
    from provenance.reports.interface import Configured, Run
    from provenance.rulefiles.origins import Origin
    from provenance.rulefiles.pack import Rules
    from provenance.statement import Statement
    from provenance.use import Occasion
    from provenance.waiver import Waivers


@dataclass(frozen=True, slots=True)
class Job:
    """Everything a run needs, made from the options.

    ``make``: gives the checker, the same each time; it is not built before somebody asks. ``shared``: what the
    answers of this run depend on beside the documents and their occasions; ``None`` where they are not to be kept.
    """

    make: Callable[[], Checker]
    occasions: Occasions
    about: Run
    inputs: Iterator[Source | Skipped]
    gate: Gate
    quotas: Quotas
    beside: Beside
    around: Surroundings | None = None
    columns: Columns | None = None
    settings: Settings | None = None
    shared: tuple[str, ...] | None = None

    @property
    def checker(self) -> Checker:
        """Judges a document."""
        return self.make()

    def gate_of(self, path: str) -> Gate:
        """What fails a document of the file *path*."""
        return self.occasions.of(path)[1]

    def check(self, path: str, document: Document, given: Sequence[Statement]) -> DocumentReport:
        """The report on a *document* of the file *path*: for the use, and with the agreements, of that path."""
        occasion, gate = self.occasions.of(path)

        def judge(asked: Occasion) -> DocumentReport:
            return self.checker.check(document, given, occasion=asked, gate=gate)

        return self.quotas.judged(judge, occasion)

    def judge(self, path: str, document: Document, given: Sequence[Statement]) -> DocumentReport:
        """The same, but nothing is counted: as if each agreement still paid for it."""
        occasion, gate = self.occasions.of(path)
        return self.checker.check(document, given, occasion=occasion, gate=gate)


def build(options: Options, folder: str = "", *, known: bool = True) -> Job:
    """Read the configuration, load the rules, find the uses, fix the instant.

    *folder*: where the configuration is looked for, and patterns begin; the working directory if none is given.
    *known*: whether a baseline counts.

    Raises:
        UsageError: the command line makes no sense.
        RuleFileError: a rule file or the configuration is broken.
    """
    if not options.paths:
        raise UsageError(
            "nothing to check",
            hint="Name files or folders: “provenance check .” checks this folder, “-” standard input.",
        )
    if options.quiet and options.verbose:
        raise UsageError("--quiet and --verbose contradict each other", hint="Leave one of them out.")
    from provenance.cli.job.settings import settings_of

    at = instant(options.at)
    settings = settings_of(options, folder)
    inputs = inputs_of(options, settings)
    folders = Folders(settings)
    loaded = folders.rules()
    from provenance.cli.job.occasions import Occasions
    from provenance.cli.main import version
    from provenance.corpus.files import STDIN
    from provenance.corpus.quotas import Quotas
    from provenance.corpus.reuse import Beside
    from provenance.reports.interface import Run

    occasions = Occasions(
        settings,
        loaded.uses,
        at,
        agreements=agreements_of(settings, loaded),
        waivers=waivers_of(settings, loaded),
        baseline=baseline_of(settings) if known else None,
    )
    occasion, gate = occasions.of(STDIN)
    about = Run(
        version=version(),
        rules=dict(loaded.named),
        digest=str(loaded.digest),
        use=occasion.use.id,
        at=at.isoformat(),
        fail_on=gate.fail_on,
        policies=loaded.policies,
        config=configured(settings, options.config_from),
        help_uri=_value(settings.help_uri),
    )
    policies = policies_of(settings)

    @cache
    def make() -> Checker:
        from provenance.check import Checker

        return Checker(loaded, occasion, gate=gate, policies=policies)

    named = tuple(str(one.value) for one in settings.map)
    columns = columns_of(named, loaded)
    around, beside = folders.site(loaded), Beside()
    shared = None if policies else (about.version, about.digest, repr(sorted(allowances().items())), *named)
    return Job(make, occasions, about, inputs, gate, Quotas(), beside, around, columns, settings, shared)


def configured(settings: Settings, name: str | None) -> Configured:
    """What the report says about the configuration; *name*: that of the revision it was read from."""
    from provenance.reports.interface import Configured

    return Configured(
        path=settings.found.path.replace(os.sep, "/") if settings.found else None,
        revision=settings.source.revision,
        name=name,
        agreements=_value(settings.agreements),
        waivers=_value(settings.waivers),
        baseline=_value(settings.baseline),
        rules=tuple(one.value for one in settings.rules),
        policies=tuple(one.value for one in settings.policies),
        by_path=settings.by_path,
    )


def _value(given: Given | None) -> str | None:
    return None if given is None else str(given.value)


class Folders:
    """Folders of the configuration as folders of the file system; those of a revision until the command ends."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._temporary: str | None = None

    def rules(self) -> Rules:
        """All rules in force; an error in a folder of a revision is told under its name there."""
        return rules_in_force([self._rules_of(given) for given in self._settings.rules])

    def _rules_of(self, given: Given) -> str | Origin:
        """One folder or pack of rules: what is written, or where a revision was laid out."""
        from provenance.rulefiles.archives import SUFFIXES
        from provenance.rulefiles.origins import find_origin, installed

        written, source = str(given.value), self._settings.source
        name = written if isinstance(given.by, str) else os.path.basename(written)
        if source.files(written) is None and installed(name) is not None:
            return name
        if source.revision is None:
            if not written.endswith(SUFFIXES):
                self._on_disk(given)
            return written
        return find_origin(self._on_disk(given), shown=source.shown(written))

    def site(self, loaded: Rules) -> Surroundings:
        """What is known around the documents."""
        from provenance.corpus.site import Surroundings

        given = self._settings.site
        if given is None:
            return Surroundings(loaded.data)
        if self._settings.source.revision is None:
            return Surroundings(loaded.data, given.value)
        return Surroundings(loaded.data, given.value, lies_in=self._on_disk(given))

    def _on_disk(self, given: Given) -> str:
        """The folder *given*, where it can be listed.

        Raises:
            UsageError, RuleFileError: it is no folder.
        """
        from pathlib import Path

        from provenance.config.settings import fault

        source = self._settings.source
        if source.revision is None:
            folder = source.on_disk(given.value, Path())
        else:
            folder = source.on_disk(given.value, Path(self._room()))
        if folder is None:
            raise fault(
                given, f"“{source.shown(given.value)}” is no folder", hint="Name a folder with rule files in it."
            )
        return str(folder)

    def _room(self) -> str:
        if self._temporary is None:
            import tempfile

            import click

            room = tempfile.TemporaryDirectory(prefix="provenance-")
            self._temporary = click.get_current_context().with_resource(room)
        return self._temporary


def policies_of(settings: Settings) -> list[GivenPolicy]:
    """The policies for what is checked.

    Raises:
        UsageError, RuleFileError: one cannot be read, or needs a library that is not there.
    """
    from provenance.config.settings import fault

    found: list[GivenPolicy] = []
    for given in settings.policies:
        if settings.source.revision is None:
            try:
                found += given_policies((given.value,))
            except UsageError as error:
                if given.by == "--policy":
                    raise
                raise fault(given, error.message.removeprefix("--policy: "), hint=error.hint or "") from None
            continue
        from provenance.odrl.documents import given_policy

        shown = settings.source.shown(given.value)
        if (text := settings.source.read(given.value)) is None:
            raise fault(given, f"there is no {shown}", hint="Name a file with a policy.")
        found.append(given_policy(shown, text.encode()))
    return found


def agreements_of(settings: Settings, loaded: Rules) -> tuple[Agreement, ...]:
    """The agreements on file; those of a revision that has none are none.

    Raises:
        RuleFileError: there is no such file here, or it is broken.
    """
    given = settings.agreements
    if given is None:
        return ()
    from provenance.config.agreements import Known, agreement_texts, load_agreements

    texts = agreement_texts(settings.source, given.value)
    if texts is None:
        missing(settings, given, "agreements")
        return ()
    return load_agreements(texts, Known.of(loaded.uses, loaded.data["agencies"]))


def waivers_of(settings: Settings, loaded: Rules) -> Waivers | None:
    """What was waived; a revision that has no such file waives nothing.

    Raises:
        UsageError, RuleFileError: there is no such file here, or it is broken.
    """
    if settings.waivers is None or not _is_there(settings, settings.waivers, "waivers"):
        return None
    from provenance.cli.job.answers import waivers_from

    return waivers_from(settings.waivers.value, loaded, source=settings.source)


def baseline_of(settings: Settings) -> Baseline | None:
    """The findings that were there before; in a revision that has no such file, none.

    Raises:
        UsageError, RuleFileError: there is no such file here, or it is broken.
    """
    if settings.baseline is None or not _is_there(settings, settings.baseline, "recorded findings"):
        return None
    from provenance.cli.job.answers import baseline_from

    return baseline_from(settings.baseline.value, source=settings.source)


def _is_there(settings: Settings, given: Given, what: str) -> bool:
    if settings.source.read(given.value) is not None:
        return True
    missing(settings, given, what)
    return False


_HOW_TO_BEGIN = {
    "agreements": "“provenance init” writes one to begin with.",
    "waivers": "“provenance waive” writes one.",
    "recorded findings": "“provenance baseline” records one.",
}


def missing(settings: Settings, given: Given, what: str) -> None:
    """Say that a revision has no such file; here, where somebody has just named it, that is an error.

    Raises:
        UsageError, RuleFileError: the working tree is read.
    """
    from provenance.config.settings import fault

    shown = settings.source.shown(given.value)
    if settings.source.revision is None:
        raise fault(given, f"no such file “{shown}”", hint=_HOW_TO_BEGIN[what])
    note(f"there is no {shown}: no {what} count")


def inputs_of(options: Options, settings: Settings) -> Iterator[Source | Skipped]:
    """What the paths stand for, without the reports that are being written into one of them.

    Raises:
        UsageError: a path does not exist, a report cannot be what was asked; at once, before any output.
    """
    from provenance.cli.output import Outputs
    from provenance.corpus.files import Source, collect, read_stdin

    wanted = options.wanted
    found = collect(
        options.paths,
        excludes=options.exclude,
        stdin=read_stdin,
        configured=settings.excludes,
        kept=settings.source.tracked_yet_ignored(),
        named=not options.force_exclude,
    )
    if options.changed_since is not None:
        from provenance.corpus.changes import Changes

        found = Changes.since(options.changed_since).filtered(found, options.paths)
    targets = [each.target for each in wanted if each.target is not None]
    if not targets:
        return found
    outputs = Outputs(targets)
    return (item for item in found if (isinstance(item, Source) and item.named) or item.path not in outputs)
