"""``provenance rules test``: the examples of rule files, run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from provenance.cli.errors import FAIL, NO_INPUT, PASS, say
from provenance.cli.job.rule_options import rules_options
from provenance.errors import RuleFileError, UsageError

if TYPE_CHECKING:
    from provenance.examples import ExampleResult


@click.command(short_help="Run the examples of the rule files.")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("-v", "--verbose", is_flag=True, help="Name the examples that hold, too.")
@rules_options
def test(paths: tuple[str, ...], verbose: bool, rules: tuple[str, ...]) -> int:
    """Run the examples of every rule file, or of those in PATH: rule files, folders of rules, packs.

    A folder or pack of your own that is named as PATH is laid over ours for the test.
    """
    from provenance.examples import run_examples
    from provenance.rulefiles.pack import load_rules

    for path in paths:
        if not Path(path).exists():
            raise UsageError(f"“{path}” does not exist", hint="Name rule files or folders that hold them.")
    own = _own(paths)
    extra: list[str | Path] = [*rules, *(folder for folder in own if str(folder) not in rules)]
    # a test decides about no document: what packs may do otherwise is told as a note
    loaded = load_rules(extra, allow_patterns=True, allow_overrides=True)
    chosen = [Path(path) for path in paths if Path(path).suffix not in _ARCHIVES]
    chosen += [Path(root) for root, given in zip(loaded.roots[1:], extra, strict=False) if str(given) in paths]
    total = failed = 0
    for result in run_examples(loaded, chosen):
        total += 1
        failed += not result.ok
        if verbose or not result.ok:
            click.echo("\n".join(_result(result)))
    for note in _notes(extra):
        click.echo(note, err=True)
    if not total:
        say("no examples found", "Rule files carry theirs under “examples”.")
        return NO_INPUT
    click.echo(f"{total} examples, {failed} failed.")
    return FAIL if failed else PASS


_ARCHIVES = (".whl", ".zip")


def _own(paths: Sequence[str]) -> list[Path]:
    """The folders and packs that *paths* name or lie in and that are not ours."""
    from provenance.rulefiles.layers import folder_of
    from provenance.rulefiles.pack import rules_root

    found: dict[Path, None] = {}
    for path in map(Path, paths):
        folder = path if path.suffix in _ARCHIVES else folder_of(path)
        if folder is not None and folder.resolve() != rules_root().resolve():
            found[folder] = None
    return list(found)


def _notes(extra: Sequence[str | Path]) -> Iterator[str]:
    """What whoever uses these packs must allow first."""
    from provenance.reports.neutral import neutral
    from provenance.rulefiles.pack import load_rules

    try:
        load_rules(extra) if extra else None
    except RuleFileError as error:
        yield f"note: {neutral(error.message)}"
        yield f"note: who uses it is told: {neutral(error.hint or '')}"


def _result(result: ExampleResult) -> Iterator[str]:
    from provenance.reports.neutral import neutral

    yield f"{neutral(str(result.file))}:{result.line}: {'ok' if result.ok else 'FAILED'}: {neutral(result.what)}"
    if not result.ok:
        for line in result.detail.splitlines():
            yield f"    {neutral(line)}"
