"""Where rules come from: a folder of one's own, a pack in a folder or an archive, or an installed pack.

An installed pack is a Python distribution with an entry point in the group ``provenance.rules``: its name is
the pack's, its value the package that holds ``pack.yml``. No code of it is imported, and it counts only when it
is asked for. What lies in the working directory is found by its path alone, never by a bare pack's name.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import Distribution, distributions
from pathlib import Path

from provenance.errors import Place, RuleFileError, UsageError
from provenance.rulefiles.archives import SUFFIXES, unpack
from provenance.rulefiles.packfile import FILE, PackFile, load_pack
from provenance.rulefiles.source import Tree

GROUP = "provenance.rules"
_NAME = re.compile(r"[a-z][a-z0-9-]*")
_PACKAGE = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*")


@dataclass(frozen=True, slots=True)
class Origin:
    """One folder of rules beside the shipped ones: where it lies, what a person calls it, its pack file if any.

    A plain folder is the word of whoever names it; a ``pack`` is somebody else's.
    """

    root: Path
    shown: str
    pack: PackFile | None = None
    tree: Tree | None = None

    @property
    def name(self) -> str:
        """What a report calls these rules: a pack's name, a folder as it was written, with a slash behind."""
        return self.pack.name if self.pack else self.shown.rstrip("/") + "/"

    @contextmanager
    def telling(self) -> Iterator[None]:
        """Errors inside tell the place as the user finds it, in an archive too."""
        try:
            yield
        except RuleFileError as error:
            place = Place(self.show(error.place.path), error.place.line, error.place.column)
            said = error.message.removeprefix(f"{error.place}: ")
            raise RuleFileError(place, said, hint=error.hint) from None

    def show(self, path: str | Path) -> str:
        """*path*, which lies in this folder, as the user finds it."""
        try:
            inside = Path(path).relative_to(self.root)
        except ValueError:
            return str(path)
        return self.shown if str(inside) == "." else str(Path(self.shown) / inside)


def find_origin(given: str | Path | Origin, *, shown: str | None = None) -> Origin:
    """The rules that *given* names: a folder, an archive, or the name of an installed pack.

    *shown*: what a person calls a folder that was laid out somewhere else.

    Raises:
        UsageError: nothing of that name, or two things.
        RuleFileError: the pack file is broken.
    """
    if isinstance(given, Origin):
        return given
    path = Path(given)
    named = isinstance(given, str) and _NAME.fullmatch(given) is not None
    pack = installed(str(given)) if named else None
    if pack is not None:
        if path.exists():
            hint = f"Write ./{given} for the folder; for the installed pack, run from another folder."
            raise UsageError(f"--rules: “{given}” is an installed pack and a folder here", hint=hint)
        return _called(str(given), _origin(pack, str(pack)))
    if path.is_dir():
        return _origin(path, shown or str(given))
    if path.is_file() and path.suffix in SUFFIXES:
        root, inside = unpack(path)
        return _origin(root, str(path / inside))
    hint = "Name a folder with rule files in it, a pack (.whl, .zip), or an installed pack."
    raise UsageError(f"--rules: “{given}” is no folder, no pack and not installed", hint=hint)


def _origin(root: Path, shown: str) -> Origin:
    origin = Origin(root, shown)
    with origin.telling():
        found = load_pack(root)
    return origin if found is None else Origin(root, shown, found[1], found[0])


def _called(name: str, origin: Origin) -> Origin:
    """*origin*, if its pack file gives it the *name* under which it is installed."""
    if origin.pack is None or origin.tree is None or origin.pack.name == name:
        return origin
    with origin.telling():
        raise RuleFileError(origin.tree.place(("name",)), f"the pack is installed as “{name}”", hint="Use one name.")


def installed(name: str) -> Path | None:
    """The folder of the installed pack *name*; the working directory is not searched.

    Raises:
        UsageError: two distributions bring a pack of this name, or there is none at the place one names.
    """
    here = Path.cwd()
    paths = [entry for entry in sys.path if entry and Path(entry).resolve() != here]
    found = [
        (distribution, entry.value)
        for distribution in distributions(path=paths)
        for entry in distribution.entry_points
        if entry.group == GROUP and entry.name == name
    ]
    if not found:
        return None
    owners = sorted({str(distribution.metadata["Name"]) for distribution, _ in found})
    if len(owners) > 1:
        raise UsageError(f"--rules: two distributions bring “{name}”: {', '.join(owners)}", hint="Uninstall one.")
    return _package(name, *found[0], paths)


def _package(name: str, distribution: Distribution, value: str, paths: list[str]) -> Path:
    """The folder of the package *value*, found by its place: importing it would run somebody else's code."""
    if _PACKAGE.fullmatch(value):
        inside = value.replace(".", "/")
        for folder in (Path(str(distribution.locate_file(inside))), *(Path(path) / inside for path in paths)):
            if (folder / FILE).is_file():
                return folder
    hint = f"Its entry point says {value}; name the folder instead."
    raise UsageError(f"--rules: the installed pack “{name}” has no {FILE} at its place", hint=hint)
