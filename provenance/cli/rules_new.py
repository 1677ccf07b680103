"""``provenance rules new``: a commented file to fill in, with a schema beside it that editors complete by."""

from __future__ import annotations

from pathlib import Path

import click

from provenance.cli.errors import PASS, unknown
from provenance.errors import UsageError


@click.command(short_help="Write a rule file to fill in.")
@click.argument("kind", metavar="KIND")
@click.argument("name", metavar="ID")
@click.option("--into", metavar="DIR", help="The folder of your rules; made if it is not there.")
def new(kind: str, name: str, into: str | None) -> int:
    """Write a commented starter: KIND is policy, agency, licence, use or language, ID its name.

    “provenance rules new pack DIR” makes DIR a pack. What is there already is never written over.
    """
    from provenance.rulefiles.pack import load_rules
    from provenance.rulefiles.starters import KINDS, starter

    if kind not in KINDS:
        raise unknown("kind of starter", kind, KINDS)
    folder = Path(name if kind == "pack" and into is None else into or "")
    if kind != "pack" and not into:
        hint = f"For example: provenance rules new {kind} {name} --into house-rules"
        raise UsageError("name the folder for it", hint=hint)
    called = folder.resolve().name.lower().replace("_", "-").replace(" ", "-") if kind == "pack" else name
    files = starter(kind, called, load_rules().data, folder.as_posix())
    for path in _write(folder, files):
        click.echo(path)
    own = [folder / path for path in files if not path.startswith(".")]
    tested = own[0] if len(own) == 1 else own[0].parent
    click.echo(f"Fill in every ___ ; then: provenance rules test {tested if kind != 'pack' else folder}")
    return PASS


def _write(folder: Path, files: dict[str, str]) -> list[Path]:
    """Write the files that are not there; a schema of ours is written anew.

    Raises:
        UsageError: a file is there already, or cannot be written.
    """
    from provenance.rulefiles.schemas import is_ours

    for path in files:
        target = folder / path
        if (target.exists() or target.is_symlink()) and not (path.startswith(".") and is_ours(target)):
            raise UsageError(f"“{target}” is there already", hint="Nothing was written. Choose another name.")
    try:
        for path, text in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, encoding="utf-8")
    except OSError as error:
        hint = "Name a folder you may write to."
        raise UsageError(f"cannot write “{error.filename}”: {error.strerror}", hint=hint) from None
    return [folder / path for path in files if not path.startswith(".")]
