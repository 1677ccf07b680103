"""The options of ``check`` and ``config show``, in groups, and what was given with them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import click

from provenance.cli.errors import OneOf
from provenance.cli.job.rule_options import RULES_OPTIONS
from provenance.cli.reports import DEFAULT_FORMAT, FORMATS, Wanted, wanted_reports

DEFAULT_USE = "republish"

_Command = TypeVar("_Command", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked for on the command line, as it was written; ``None`` and empty: not at all."""

    paths: tuple[str, ...] = ()
    use: tuple[str, ...] = ()
    commercial: bool | None = None
    territory: tuple[str, ...] = ()
    channel: tuple[str, ...] = ()
    from_: str | None = None
    until: str | None = None
    language: str | None = None
    words: int | None = None
    share: int | None = None
    alters: bool | None = None
    audience: tuple[str, ...] = ()
    purpose: str | None = None
    recipient: tuple[str, ...] = ()
    sublicenses: bool | None = None
    we: tuple[str, ...] = ()
    at: str | None = None
    fail_on: str | None = None
    fail_on_metadata: bool | None = None
    config: str | None = None
    no_config: bool = False
    config_from: str | None = None
    agreements: str | None = None
    waivers: str | None = None
    baseline: str | None = None
    ours: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    policy: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    site: str | None = None
    map: tuple[str, ...] = ()
    format: str | None = None
    output: str | None = None
    report: tuple[str, ...] = ()
    quiet: bool = False
    verbose: bool = False
    explain: bool = False
    color: str = "auto"
    changed_since: str | None = None
    force_exclude: bool = False
    jobs: str = "1"
    cache: bool = False

    @property
    def wanted(self) -> tuple[Wanted, ...]:
        """The reports that are asked for.

        Raises:
            UsageError: they cannot be what was asked.
        """
        return wanted_reports(self.report, self.format, self.output)


USE, GATE, ON_FILE, REPORT = "What you want to do", "What fails", "What you have on file", "The report"
_OTHERS = "Other options"


class Grouped(click.Command):
    """A command whose help lists its options under headings."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write a table for each group, in the order in which the groups begin; options without one come last."""
        groups: dict[str, list[tuple[str, str]]] = {}
        for parameter in self.get_params(ctx):
            record = parameter.get_help_record(ctx) if isinstance(parameter, click.Option) else None
            if record is not None:
                groups.setdefault(getattr(parameter, "group", _OTHERS), []).append(record)
        for heading, records in sorted(groups.items(), key=lambda group: group[0] == _OTHERS):
            with formatter.section(heading):
                formatter.write_dl(records)


class _Option(click.Option):
    """An option that knows its heading."""

    group = ""


def share(command: click.Command, *left_out: str) -> list[click.Parameter]:
    """The options of *command* that say what is judged, and how; for another command that judges as it does."""
    judging = (USE, GATE, ON_FILE)
    return [one for one in command.params if getattr(one, "group", "") in judging and one.name not in left_out]


def _group(heading: str, options: Sequence[tuple[Sequence[str], dict[str, Any]]]) -> Callable[[_Command], _Command]:
    """A decorator that adds *options* under *heading*."""
    kind = type("_Option", (_Option,), {"group": heading})

    def add(command: _Command) -> _Command:
        for names, more in reversed(options):
            command = click.option(*names, cls=kind, **more)(command)
        return command

    return add


_MANY: dict[str, Any] = {"multiple": True}

use_options = _group(
    USE,
    [
        (
            ["--use"],
            {**_MANY, "metavar": "ID", "help": "The use to judge for (rules/uses); repeatable.  [default: republish]"},
        ),
        (["--commercial/--noncommercial"], {"default": None, "help": "Whether money is made with it."}),
        (["--territory"], {**_MANY, "metavar": "CC", "help": "A country it reaches (ISO 3166-1); repeatable."}),
        (["--channel"], {**_MANY, "metavar": "NAME", "help": "Where it appears: web, print, app …; repeatable."}),
        (["--from", "from_"], {"metavar": "DAY", "help": "The first day or instant, ISO 8601."}),
        (["--until"], {"metavar": "DAY", "help": "The last day or instant, ISO 8601."}),
        (["--language"], {"metavar": "TAG", "help": "The language you publish in (BCP 47)."}),
        (["--words"], {"type": int, "metavar": "N", "help": "At most N words are taken."}),
        (["--share"], {"type": int, "metavar": "N", "help": "At most N percent are taken."}),
        (["--alters/--unaltered"], {"default": None, "help": "Whether the text is changed."}),
        (["--audience"], {**_MANY, "metavar": "WORDS", "help": "Whom it reaches, as agreements say it; repeatable."}),
        (["--purpose"], {"metavar": "NAME", "help": "What it is for: editorial, advertising, research …"}),
        (["--recipient"], {**_MANY, "metavar": "KIND", "help": "What kind of user you are: education …; repeatable."}),
        (["--sublicenses/--no-sublicenses"], {"default": None, "help": "Whether others may use it on your word."}),
        (["--we"], {**_MANY, "metavar": "NAME", "help": "Your name, as notices and agreements write it; repeatable."}),
        (
            ["--at"],
            {"metavar": "INSTANT", "help": "Judge for this instant, ISO 8601; UTC without a zone.  [default: now]"},
        ),
    ],
)

gate_options = _group(
    GATE,
    [
        (
            ["--fail-on"],
            {
                "type": OneOf(["blocked", "review", "conditional"]),
                "help": "This decision and worse ones fail.  [default: review]",
            },
        ),
        (["--fail-on-metadata/--no-fail-on-metadata"], {"default": None, "help": "Whether metadata errors fail too."}),
    ],
)

config_options = _group(
    ON_FILE,
    [
        (["--config"], {"metavar": "FILE", "help": "Settings.  [default: provenance.toml here or above]"}),
        (["--no-config"], {"is_flag": True, "help": "Look for no settings."}),
        (
            ["--config-from"],
            {"metavar": "REF", "help": "Read settings and all they name from this git revision, not from here."},
        ),
        (["--agreements"], {"metavar": "FILE", "help": "Agreements: a file, or a folder of them."}),
        (["--waivers"], {"metavar": "FILE", "help": "What was waived, by whom, until when."}),
        (["--baseline"], {"metavar": "FILE", "help": "Findings of a day, which are counted and do not fail."}),
        (["--ours"], {**_MANY, "metavar": "GLOB", "help": "These are our own copies; repeatable."}),
        *RULES_OPTIONS,
        (
            ["--policy"],
            {**_MANY, "metavar": "FILE", "help": "An ODRL or RightsML policy for what is checked; repeatable."},
        ),
        (["--exclude"], {**_MANY, "metavar": "GLOB", "help": "Leave these files out; repeatable."}),
        (["--site"], {"metavar": "DIR", "help": "A folder with the site's robots.txt, tdmrep.json, headers.json …"}),
        (
            ["--map"],
            {
                **_MANY,
                "metavar": "NAME=COLUMN",
                "help": "Rows of JSON: which column holds the text, the license …; repeatable.",
            },
        ),
    ],
)

report_options = _group(
    REPORT,
    [
        (["--format"], {"type": OneOf(FORMATS), "help": f"Its format.  [default: {DEFAULT_FORMAT}]"}),
        (["-o", "--output"], {"metavar": "FILE", "help": "Write it to this file, whole or not at all."}),
        (
            ["--report"],
            {**_MANY, "metavar": "NAME[=FILE]", "help": "A report, and the file it goes to; repeatable for several."},
        ),
        (["-q", "--quiet"], {"is_flag": True, "help": "Show only documents that fail."}),
        (["-v", "--verbose"], {"is_flag": True, "help": "Show notes in full and list ignored files."}),
        (["--explain"], {"is_flag": True, "help": "Show how each decision was made, step by step."}),
        (
            ["--color"],
            {
                "type": OneOf(["auto", "always", "never"]),
                "default": "auto",
                "show_default": True,
                "help": "Colour in text reports.",
            },
        ),
    ],
)

speed_options = _group(
    "What is judged anew",
    [
        (
            ["--changed-since"],
            {"metavar": "REF", "help": "Only what differs from where this branch left that one."},
        ),
        (["--force-exclude"], {"is_flag": True, "help": "What is excluded stays out, though a path names it."}),
        (
            ["--jobs"],
            {"metavar": "N", "default": "1", "show_default": True, "help": "So many processes; auto: one a core."},
        ),
        (["--cache/--no-cache"], {"default": True, "help": "Use what was found out before.  [default]"}),
    ],
)
