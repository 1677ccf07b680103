"""The command ``provenance``: its subcommands, and how every run ends.

Exit codes: 0 all pass; 1 some fail; 2 wrong usage, broken configuration or rule file; 3 no input
found; 130 interrupted; 141 nobody reads the output any more.

Nothing heavy is imported here, so ``--help`` and ``--version`` come at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Any

import click

from provenance.cli.agreements import agreements
from provenance.cli.baseline import baseline
from provenance.cli.check import check
from provenance.cli.compare import compare
from provenance.cli.completion import answer, asked, completion
from provenance.cli.config import config
from provenance.cli.errors import BROKEN_PIPE, INTERRUPTED, MISUSE, did_you_mean, say
from provenance.cli.explain import explain
from provenance.cli.export import export
from provenance.cli.init import init
from provenance.cli.lsp import lsp
from provenance.cli.metadata import metadata
from provenance.cli.policy import policy
from provenance.cli.report import report
from provenance.cli.rules import rules
from provenance.cli.signals import signals
from provenance.cli.trace import trace
from provenance.cli.waive import waive
from provenance.errors import ProvenanceError


def version() -> str:
    """The version of the installed distribution."""
    import provenance

    known = getattr(provenance, "__version__", None)
    if known is None:
        from importlib.metadata import PackageNotFoundError
        from importlib.metadata import version as installed

        try:
            known = installed("provenance-check")
        except PackageNotFoundError:
            known = "0+unknown"
    return str(known)


def _print_version(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        click.echo(f"provenance {version()}")
        context.exit()


@click.group(
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 all pass; 1 some fail; 2 wrong usage or broken rule file; 3 no input found.",
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help="Show the version and exit.",
)
def cli() -> None:
    """May we publish this text, for this use, and what must we do?

    Reads the rights notice of each document, weighs it against a use, and flags what a person must
    act on. It gives no legal advice.
    """


_COMMANDS = (
    *(check, report, config, init, waive, baseline, agreements),
    *(metadata, export, signals, policy, rules, explain, trace, lsp, compare, completion),
)
for _command in _COMMANDS:
    cli.add_command(_command)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command with *arguments* (default: those of the process) and give its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        code = _run(given)
        if sys.stdout is not None:
            sys.stdout.flush()
        return code
    except ProvenanceError as error:
        say(error.message, error.hint)
        return MISUSE
    except BrokenPipeError:
        _silence()
        return BROKEN_PIPE
    except OSError as error:  # a full disk, a lost folder: what was judged did not reach its reader
        _silence()
        say(f"{error.filename}: {error.strerror}" if error.filename else str(error.strerror or error))
        return MISUSE
    except (KeyboardInterrupt, click.Abort):
        say("interrupted; the documents not reached were not judged")
        return INTERRUPTED


def _run(given: list[str]) -> int:
    if (wish := asked()) is not None:
        return answer(cli, wish)
    # Not cli.main(): it would turn a broken pipe into "some documents fail".
    try:
        with cli.make_context("provenance", given) as context:
            result: Any = cli.invoke(context)
        return int(result or 0)
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help() if error.ctx else "", err=True)
        return MISUSE
    except click.ClickException as error:
        say(*_in_our_words(error))
        return MISUSE


def _in_our_words(error: click.ClickException) -> tuple[str, str]:
    near: list[str] = list(getattr(error, "possibilities", None) or [])
    message = (error.message if near else error.format_message()).rstrip(".")
    message = message[:1].lower() + message[1:]
    if near:
        return message, did_you_mean(near)
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "provenance"
    return message, f"“{command} --help” lists what it takes."


def _silence() -> None:
    """Let the interpreter's last flush of standard output go nowhere."""
    try:
        sink = os.open(os.devnull, os.O_WRONLY)
        os.dup2(sink, sys.stdout.fileno())
    except (OSError, ValueError, AttributeError):
        pass
