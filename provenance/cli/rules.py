"""``provenance rules``: list what is in force, print schemas, run the examples, trace a reading."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from provenance.cli.errors import PASS, unknown
from provenance.cli.job.rule_options import rules_options
from provenance.cli.rules_coverage import coverage
from provenance.cli.rules_new import new
from provenance.cli.rules_test import test
from provenance.errors import UsageError

if TYPE_CHECKING:
    from provenance.document import Document
    from provenance.rulefiles.pack import Rules


@click.group(short_help="List, describe, test and trace rules.")
def rules() -> None:
    """List, describe, test and trace rules."""


@rules.command("list", short_help="List policies, uses and languages in force.")
@click.option("-v", "--verbose", is_flag=True, help="With the version of each policy, since when, and whose it is.")
@rules_options
def list_(rules: tuple[str, ...], verbose: bool) -> int:
    """List policies, uses and languages in force."""
    from provenance.cli.job.material import rules_in_force

    click.echo("\n".join(_listing(rules_in_force(rules), verbose=verbose)))
    return PASS


def _listing(loaded: Rules, *, verbose: bool) -> Iterator[str]:
    from provenance.reports.neutral import neutral

    policies, uses, languages = sorted(loaded.policies.items()), loaded.uses, loaded.languages
    whose = loaded.data.get("origins", {}) if verbose else None
    tables: list[tuple[str, list[Sequence[str]]]] = [
        ("policies", [_policy_row(name, policy, whose) for name, policy in policies]),
        ("uses", [(name, str(use.get("title", ""))) for name, use in sorted(uses.items())]),
        ("languages", [_language_row(tag, entry) for tag, entry in sorted(languages.items())]),
    ]
    for heading, rows in tables:
        yield f"{heading} ({len(rows)})"
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        for row in rows:
            cells = (neutral(cell).ljust(width) for cell, width in zip(row, widths, strict=True))
            yield "  " + "  ".join(cells).rstrip()


def _policy_row(name: str, policy: Mapping[str, Any], whose: Mapping[str, Any] | None) -> Sequence[str]:
    title = policy.get("title") or policy.get("message") or ""
    row = name, str(policy.get("severity") or "-"), str(policy.get("decision") or "-")
    if whose is None:
        return *row, str(title)
    history = f"version {policy.get('version', '-')}", f"since {policy.get('since', '-')}"
    return *row, *history, str(whose.get("policies", {}).get(name, "provenance")), str(title)


def _language_row(tag: str, entry: Mapping[str, Any]) -> Sequence[str]:
    examples = f"{_examples(entry)} examples" if "examples" in entry else ""
    return tag, str(entry.get("name", "")), f"{_count(entry.get('forms'))} forms", examples


def _examples(entry: Mapping[str, Any]) -> int:
    examples = entry.get("examples")
    if isinstance(examples, Mapping):
        return sum(_count(part) for part in examples.values() if isinstance(part, list))
    return _count(examples)


def _count(value: Any) -> int:
    return value if isinstance(value, int) else len(value) if value else 0


@rules.command(short_help="Print the JSON Schema of a kind of rule file.")
@click.argument("kind", required=False)
@click.option("--report", is_flag=True, help="The schema of the JSON report instead.")
@click.option("--write", metavar="DIR", help="Write KIND.json, or one file a kind, into this folder.")
def schema(kind: str | None, report: bool, write: str | None) -> int:
    """Print the JSON Schema of a KIND of rule file, for editors; without KIND, of all by name."""
    import json

    if report and (kind or write):
        raise UsageError("--report takes no KIND and no --write", hint="Leave one of them out.")
    if report:
        from provenance.reports.contract import json_schema

        click.echo(json.dumps(json_schema(), indent=2, ensure_ascii=False))
        return PASS
    from provenance.rulefiles import SCHEMAS
    from provenance.rulefiles.schemas import json_schema as schema_of

    if kind is not None and kind not in SCHEMAS:
        raise unknown("kind of rule file", kind, SCHEMAS)
    if write is not None:
        for path in _write_schemas(write, [kind] if kind else list(SCHEMAS)):
            click.echo(path)
        return PASS
    printed = schema_of(kind) if kind else {name: schema_of(name) for name in SCHEMAS}
    click.echo(json.dumps(printed, indent=2, ensure_ascii=False))
    return PASS


def _write_schemas(folder: str, kinds: Sequence[str]) -> Iterator[str]:
    """Write each schema beside the others; what is not ours is never written over.

    Raises:
        UsageError: a file of that name is somebody else's, or the folder cannot be written to.
    """
    from pathlib import Path

    from provenance.rulefiles.schemas import is_ours, written

    for kind in kinds:
        path = Path(folder) / f"{kind}.json"
        if path.exists() and not is_ours(path):
            raise UsageError(f"“{path}” is there already, and not from us", hint="Name another folder.")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(written(kind), encoding="utf-8")
        except OSError as error:
            hint = "Name a folder you may write to."
            raise UsageError(f"cannot write “{path}”: {error.strerror or error}", hint=hint) from None
        yield str(path)


@rules.command(short_help="Show how the sentences on a line are read.")
@click.argument("place", metavar="FILE:LINE")
@rules_options
def why(place: str, rules: tuple[str, ...]) -> int:
    """Show, for the sentences on a line, each word's concept, the frames tried and what was missing."""
    from provenance.cli.job.material import rules_in_force
    from provenance.cli.why import describe
    from provenance.examples import why as traces_of

    path, line = _place(place)
    document = _document(path)
    lines = document.text.count("\n") + document.text.replace("\r\n", "\n").count("\r") + 1
    if line > lines:
        raise UsageError(f"{path} has only {lines} lines", hint="Lines are counted from 1.")
    traces = traces_of(rules_in_force(rules), document, line)
    if not traces:
        click.echo(f"{place}: no sentence on this line.")
    for number, trace in enumerate(traces):
        click.echo("\n".join([*([""] if number else []), *describe(trace)]))
    return PASS


def _place(written: str) -> tuple[str, int]:
    path, _, line = written.rpartition(":")
    if not path or not (line.isascii() and line.isdigit() and len(line) < 10 and int(line)):
        raise UsageError(f"“{written}” names no line", hint="Write it as FILE:LINE, for example story.txt:12.")
    return path, int(line)


def _document(path: str) -> Document:
    from provenance.corpus.files import Skipped, collect, read_source, read_stdin

    for item in collect((path,), stdin=read_stdin):
        if not isinstance(item, Skipped):
            document, *others = read_source(item)
            if others:
                raise UsageError(f"“{path}” holds {len(others) + 1} documents", hint="Name a file that holds one.")
            if not document.readable:
                raise UsageError(f"“{path}” cannot be read", hint="“provenance check” says why.")
            return document
    raise UsageError(f"“{path}” holds no document", hint="Name one file.")


for _command in (test, coverage, new):
    rules.add_command(_command)
