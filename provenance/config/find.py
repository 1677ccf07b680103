"""The configuration of a run: found upwards from the working directory, never beside the documents."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from provenance.config.sources import Source
from provenance.errors import Place, RuleFileError, UsageError

if TYPE_CHECKING:
    from provenance.config.schema import Configuration
    from provenance.rulefiles.source import Key, Tree

FILE, SHARED_FILE = "provenance.toml", "pyproject.toml"
_TABLE = ("tool", "provenance")


@dataclass(frozen=True, slots=True)
class Found:
    """A configuration and where it stands.

    ``path``: as on a command line; ``folder``: the folder of the file, absolute, from which its patterns are read.
    ``tree`` and ``table`` tell where each key stands.
    """

    path: str
    folder: str
    configuration: Configuration
    tree: Tree
    table: Key = ()

    def place(self, *key: str | int) -> Place:
        """Where the value of *key* stands."""
        return self.tree.place((*self.table, *key))

    def beside(self, path: str) -> str:
        """*path*, written from the folder of the file, as it is written from the working directory."""
        return os.path.normpath(os.path.join(os.path.dirname(self.path), path)).replace(os.sep, "/")


def find(source: Source, folder: str = "") -> Found | None:
    """The nearest configuration of *source* at or above *folder*, which is the working directory if none is given.

    The way up ends at the root of the git repository, or of the file system.

    Raises:
        RuleFileError: it is broken, or there are two in one folder.
    """
    for above in _upwards(source, folder):
        paths = [os.path.normpath(os.path.join(above, name)) for name in (FILE, SHARED_FILE)]
        found = [one for path in paths if (one := _load(source, path)) is not None]
        if len(found) == 2:
            raise RuleFileError(
                found[1].place(),
                f"there is a configuration in {found[0].tree.path} too",
                hint=f"Keep one of them: {FILE}, or [tool.provenance] in {SHARED_FILE}.",
            )
        if found:
            return found[0]
    return None


def named(source: Source, path: str) -> Found | None:
    """The configuration in the file *path*; ``None`` where a revision does not have it.

    Raises:
        UsageError: there is no such file, or no configuration in it.
        RuleFileError: it is broken.
    """
    found = _load(source, os.path.normpath(path))
    if found is None and source.revision is None:
        what = "no [tool.provenance] in it" if os.path.lexists(path) else "no such file"
        raise UsageError(f"--config {path}: {what}", hint="“provenance init” writes a provenance.toml to begin with.")
    return found


def holds_table(source: Source, path: str) -> bool:
    """Whether the file *path* holds the table of settings, broken or not.

    Raises:
        RuleFileError: it is no TOML.
    """
    from provenance.config.toml import parse_toml

    text = source.read(path)
    tool = parse_toml(text, source.shown(path)).data.get("tool") if text is not None else None
    return isinstance(tool, dict) and "provenance" in tool


def _upwards(source: Source, start: str) -> Iterator[str]:
    """A folder and the folders above it, as they are written from the working directory."""
    written, folder = start, os.path.abspath(start)
    while True:
        yield written
        parent = os.path.dirname(folder)
        if parent == folder or source.is_top(folder):
            return
        written, folder = os.path.join(written, os.pardir), parent


def _load(source: Source, path: str) -> Found | None:
    text = source.read(path)
    if text is None:
        return None
    shared = os.path.basename(path) == SHARED_FILE
    if shared and "provenance" not in text:
        return None
    from provenance.config.schema import ON_THE_COMMAND_LINE, Configuration
    from provenance.config.toml import parse_toml, table_in
    from provenance.rulefiles.source import validate

    tree = parse_toml(text, source.shown(path))
    table: Key = _TABLE if shared else ()
    data = table_in(tree, table)
    if data is None:
        return None
    for key in ON_THE_COMMAND_LINE & set(data):
        line, column = tree.key_places[(*table, key)]
        raise RuleFileError(
            Place(tree.path, line, column),
            f"{'.'.join((*map(str, table), key))}: no setting of a project, but of a run",
            hint=f"Give it on the command line: --{key}.",
        )
    configuration = validate(tree, Configuration, data, table)
    return Found(path, os.path.abspath(os.path.dirname(path)), configuration, tree, table)
