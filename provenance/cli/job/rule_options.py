"""``--rules`` and what packs from outside may do: the same options for every command that loads rules."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

_KEY = "provenance.rules.allowed"


def _remember(context: click.Context, parameter: click.Parameter, wanted: bool) -> None:
    if wanted:
        context.meta.setdefault(_KEY, {})[str(parameter.name)] = True


_FLAG: dict[str, Any] = {"is_flag": True, "expose_value": False, "callback": _remember}
#: Name and settings of each option, for :func:`click.option`.
RULES_OPTIONS: tuple[tuple[list[str], dict[str, Any]], ...] = (
    (
        ["--rules"],
        {
            "multiple": True,
            "metavar": "DIR",
            "help": "Add rules: a folder of yours, a pack (folder, .whl, .zip), an installed pack's name; repeatable.",
        },
    ),
    (["--allow-patterns"], {**_FLAG, "help": "Packs from outside may bring patterns."}),
    (
        ["--allow-overrides"],
        {**_FLAG, "help": "Packs from outside may replace rules and words of ours, and bring licences."},
    ),
)


def rules_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The three options; only ``rules`` becomes an argument, the others are read by :func:`allowances`."""
    for names, more in reversed(RULES_OPTIONS):
        command = click.option(*names, **more)(command)
    return command


def allowances() -> dict[str, bool]:
    """What the command line lets packs do: keyword arguments of ``load_rules``."""
    context = click.get_current_context(silent=True)
    return dict(context.meta.get(_KEY, {})) if context else {}


def allow(context: click.Context, allowed: dict[str, bool]) -> None:
    """Let packs do in *context* what another process was told that they may (:func:`allowances`)."""
    context.meta[_KEY] = dict(allowed)
