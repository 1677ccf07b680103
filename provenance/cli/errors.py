"""Exit codes, error lines and suggestions: the same for every command."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

from provenance.errors import UsageError

if TYPE_CHECKING:  # generic in newer releases of click only
    _Choice = click.Choice[str]
else:
    _Choice = click.Choice

PASS, FAIL, MISUSE, NO_INPUT = 0, 1, 2, 3
#: As shells say it of a program ended by SIGINT and SIGPIPE: neither a pass nor a judgement.
INTERRUPTED, BROKEN_PIPE = 130, 141


def say(message: str, hint: str | None = None) -> None:
    """``provenance: error: …`` on one line of standard error, and ``hint: …`` on the next."""
    _write("error", message, hint)


def note(message: str) -> None:
    """``provenance: note: …`` on a line of standard error: what a person should know, and the run goes on."""
    _write("note", message)


def _write(kind: str, message: str, hint: str | None = None) -> None:
    from provenance.reports.neutral import neutral

    lines = f"provenance: {kind}: {neutral(message)}\n" + (f"hint: {neutral(hint)}\n" if hint else "")
    try:
        sys.stderr.write(lines)
        sys.stderr.flush()
    except (OSError, AttributeError):  # closed or missing: nobody reads it; the exit code still speaks
        pass


def did_you_mean(names: Iterable[str]) -> str:
    """The question that ends every error about a name that only nearly exists."""
    return "Did you mean " + " or ".join(f"“{name}”" for name in names) + "?"


def unknown(what: str, wrong: str, known: Iterable[str]) -> UsageError:
    """The error for a name that does not exist, with the nearest ones that do."""
    from difflib import get_close_matches

    names = sorted(known)
    near = get_close_matches(wrong, names, n=3, cutoff=0.5)
    if near:
        hint = did_you_mean(near)
    elif names:
        hint = "Known: " + ", ".join(names) + "."
    else:
        hint = "The rules in force have none."
    return UsageError(f"unknown {what} “{wrong}”", hint=hint)


class OneOf(_Choice):
    """One of some words; another one is told the nearest."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """*value*, if it is one of them.

        Raises:
            UsageError: it is none.
        """
        if isinstance(value, str) and value not in self.choices:
            named = param.opts[0] if isinstance(param, click.Option) else str(param.name if param else "").upper()
            raise unknown(f"value for {named}".strip(), value, self.choices)
        return super().convert(value, param, ctx)
