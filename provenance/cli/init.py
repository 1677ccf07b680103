"""``provenance init``: commented files to begin with. They change nothing until somebody edits them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from provenance.cli.errors import PASS
from provenance.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

STARTERS = ("provenance.toml", "agreements.yml", "waivers.yml")
#: Where the schemas are put that the first line of each file names, for completion in editors.
SCHEMAS = ".provenance"


@click.command(short_help="Write commented settings to begin with.")
@click.argument("folder", metavar="[DIR]", default=".")
def init(folder: str) -> int:
    """Write provenance.toml, agreements.yml and waivers.yml with comments into DIR.

    What is there already is left as it is. The files change nothing until you edit them. Their schemas, for
    completion in editors, go into the folder .provenance.
    """
    from provenance.reports.neutral import neutral

    if not os.path.isdir(folder):
        raise UsageError(f"“{folder}” is no folder", hint="Make it first, or name another.")
    _refuse_second(folder)
    for path, text in _files(folder):
        click.echo(f"{'written' if _write(path, text) else 'left as it is'}: {neutral(_shown(path))}")
    return PASS


def _refuse_second(folder: str) -> None:
    """Two configurations in one folder are an error of every later run.

    Raises:
        UsageError: ``pyproject.toml`` holds one already.
    """
    from provenance.config.find import SHARED_FILE, holds_table
    from provenance.config.sources import WorkingTree

    path = os.path.join(folder, SHARED_FILE)
    if holds_table(WorkingTree(), path):
        raise UsageError(
            f"{_shown(path)} holds a configuration already", hint="Edit [tool.provenance] there; nothing was written."
        )


def _files(folder: str) -> Iterator[tuple[Path, str]]:
    """What is written: the starters, and the schema of each."""
    import json
    from pathlib import Path

    import provenance.config

    starters = Path(provenance.config.__file__).parent / "starters"
    for name in STARTERS:
        yield Path(folder, name), (starters / name).read_text(encoding="utf-8")
    for kind in ("provenance-toml", "agreements", "waivers"):
        yield Path(folder, SCHEMAS, f"{kind}.json"), json.dumps(_schema(kind), indent=2, ensure_ascii=False) + "\n"


def _schema(kind: str) -> dict[str, Any]:
    """The JSON Schema of a kind of file."""
    from importlib import import_module

    from provenance.rulefiles import SCHEMAS as known

    module, _, name = known[kind].partition(":")
    described: dict[str, Any] = getattr(import_module(module), name).model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **described}


def _write(path: Path, text: str) -> bool:
    """Write a new file, whole; false where there is something of that name.

    Raises:
        UsageError: it cannot be written.
    """
    try:
        path.parent.mkdir(exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as stream:  # x: nothing is overwritten, no link followed
            stream.write(text)
    except FileExistsError:
        return False
    except OSError as error:
        raise UsageError(f"cannot write “{_shown(path)}”: {error.strerror or type(error).__name__}") from None
    return True


def _shown(path: Path | str) -> str:
    return os.path.normpath(path).replace(os.sep, "/")
