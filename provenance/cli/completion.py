"""``provenance completion SHELL``: what a shell needs to complete commands, options and their values.

click makes the scripts and finds the words; here it is told what stands for a file, a use, a rule. No rule file is
read for it: a rule, a use and a language are called as their files are.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import click

from provenance.cli.errors import PASS, OneOf
from provenance.cli.reports import FORMATS
from provenance.vocabulary import CHANNELS

if TYPE_CHECKING:  # generic in newer releases of click only
    _ParamType = click.ParamType[str]
else:
    _ParamType = click.ParamType

SHELLS = ("bash", "zsh", "fish")
#: Where the script asks the command for words, as click writes it.
VARIABLE = "_PROVENANCE_COMPLETE"


@click.command(short_help="Complete commands, options and values in your shell.")
@click.argument("shell", type=OneOf(SHELLS), metavar="bash|zsh|fish")
def completion(shell: str) -> int:
    """Print the script that lets your shell complete commands, options, files, uses and rules.

    Keep it where the shell looks for such scripts, and open a new shell:

    \b
      bash  provenance completion bash > ~/.local/share/bash-completion/completions/provenance
      zsh   provenance completion zsh > ~/.zfunc/_provenance   (with ~/.zfunc in fpath)
      fish  provenance completion fish > ~/.config/fish/completions/provenance.fish
    """
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    assert kind is not None
    # Not kind.source(): it starts a bash to ask for its version.
    made = kind(click.Command("provenance"), {}, "provenance", VARIABLE)
    click.echo(made.source_template % made.source_vars(), nl=False)
    return PASS


def answer(cli: click.Command, asked: str) -> int:
    """What the script of a shell is told that *asked* for words, as click passes it on (``bash_complete``)."""
    from click.shell_completion import get_completion_class

    shell, _, wish = asked.partition("_")
    kind = get_completion_class(shell)
    if kind is None or wish != "complete" or shell not in SHELLS:
        return 1
    _teach(cli)
    try:
        words = kind(cli, {}, "provenance", VARIABLE).complete()
    except Exception:  # a half-written line: there is nothing to complete, and nothing may be printed over it
        return 1
    click.echo(words)
    return PASS


class _Words(_ParamType):
    """A parameter that is one of some words, which are found when a shell asks."""

    name = "words"

    def __init__(self, words: Callable[[], Sequence[str]]) -> None:
        self._words = words

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:  # noqa: ARG002
        """Those that begin as what is written."""
        from click.shell_completion import CompletionItem

        return [CompletionItem(word) for word in self._words() if word.startswith(incomplete)]


def _named(room: str) -> Sequence[str]:
    from provenance.rulefiles.pack import rules_root

    return sorted(path.stem for path in (rules_root() / room).glob("*.yaml"))


_BY_NAME: dict[str, Callable[[], Sequence[str]]] = {
    "use": lambda: _named("uses"),
    "rule": lambda: _named("policies"),
    "channel": lambda: CHANNELS,
    "kind": lambda: _kinds(),
}
_FILES = frozenset(
    {
        "path",
        "paths",
        "file",
        "runs",
        "original",
        "ours",
        "copy",
        "output",
        "config",
        "agreements",
        "waivers",
        "baseline",
    }
) | {"policy", "policies", "site", "rules", "compare", "place", "request", "worlds", "folder", "into", "write", "for_"}


def _kinds() -> Sequence[str]:
    context = click.get_current_context(silent=True)
    if context is not None and context.info_name == "new":
        from provenance.rulefiles.starters import KINDS

        return sorted(KINDS)
    from provenance.rulefiles import SCHEMAS

    return sorted(SCHEMAS)


def _teach(command: click.Command) -> None:
    """Give each parameter of *command* and of those below it a type that knows its words."""
    for parameter in command.params:
        name = str(parameter.name)
        if type(parameter.type) is not type(click.STRING):
            continue
        if name in ("report", "reports") and parameter.multiple:
            parameter.type = _Words(lambda: FORMATS)
        elif name in _BY_NAME:
            parameter.type = _Words(_BY_NAME[name])
        elif name in _FILES and not (name == "ours" and isinstance(parameter, click.Option)):
            parameter.type = click.Path()
    if isinstance(command, click.Group):
        for each in command.commands.values():
            _teach(each)


def asked() -> str | None:
    """What a shell asks for, where one does."""
    return os.environ.get(VARIABLE) or None
