"""Configuration from another git revision (``--config-from``), so that a change cannot approve itself.

Everything is read from objects of the repository (``git ls-tree``, ``git cat-file``), nothing from the working tree:
what the revision does not have is not there. No hook, pager, filter or textconv runs, nothing is fetched, links in
the revision are not followed.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from provenance.config.git_program import Git
from provenance.config.sources import MAX_BYTES, MAX_FILES, text_of, too_many
from provenance.errors import Place, RuleFileError, UsageError

#: All files of one folder together, in bytes.
MAX_FOLDER = 64_000_000
_GIT = Git("--config-from")
_LINK, _MODULE = "120000", "160000"


class Entry(NamedTuple):
    """A file of the revision: its mode, the object that holds it, its size, its path from the top."""

    mode: str
    object: str
    size: int
    path: str


@dataclass(frozen=True, slots=True)
class Revision:
    """One commit of the repository around the working directory, as a source of configuration.

    ``name``: as it was asked for; ``revision``: the commit, in full; ``top``: the folder of the repository.
    """

    name: str
    revision: str
    top: Path
    listed: dict[str, list[Entry]] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, name: str) -> Revision:
        """The revision called *name*, in the repository around the working directory.

        Raises:
            UsageError: no git, no repository, no such revision; what to do is in the hint.
        """
        return cls(name, _GIT.commit(name), _GIT.top())

    def shown(self, path: str) -> str:
        """*path* as git names it: ``origin/main:desk/agreements.yml``."""
        return f"{self.name}:{self.inside(path)}"

    def is_top(self, folder: str) -> bool:
        """Whether *folder* is the root of the repository."""
        return _same(Path(folder), self.top)

    def read(self, path: str, most: int | None = None) -> str | None:
        """The text of a file of the revision; ``None`` where it has none of that name."""
        inside = self.inside(path)
        found = [entry for entry in self._entries(inside) if entry.path == inside]
        if not found:
            return None
        most = most or MAX_BYTES
        if found[0].size > most:
            raise RuleFileError(Place(self.shown(path)), f"larger than {most} bytes")
        return text_of(self._bytes(found[0]), self.shown(path), most)

    def files(self, folder: str) -> list[str] | None:
        """The files of a folder of the revision, as paths from the working directory."""
        found = self._below(folder)
        if found is None:
            return None
        shown = (relative for _, relative in found if "/." not in f"/{relative}")
        return sorted(os.path.join(folder, relative) for relative in shown)

    def on_disk(self, folder: str, temporary: Path) -> Path | None:
        """What the folder holds in the revision, written below *temporary*."""
        found = self._below(folder)
        if found is None:
            return None
        root = temporary / f"{len(os.listdir(temporary))}"
        root.mkdir()
        for entry, relative in found:
            target = root.joinpath(*relative.split("/"))
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(self._bytes(entry))
        return root

    def inside(self, path: str) -> str:
        """*path* from the top of the repository, as it is written: links in the working tree have no say.

        Raises:
            UsageError: it lies outside of the repository.
        """
        absolute = Path(os.path.abspath(path))
        for above in reversed((absolute, *absolute.parents)):
            if _same(above, self.top):
                inside = absolute.relative_to(above).as_posix()
                return "" if inside == "." else inside
        raise UsageError(
            f"“{path}” is outside of the repository, so {self.name} does not have it",
            hint="With --config-from every file of the configuration comes from that revision: keep it in there.",
        )

    def tracked_yet_ignored(self) -> list[str]:
        """The files of the repository that git has and its ``.gitignore`` names, as absolute paths.

        Git itself keeps such files. Whoever may not approve himself may not have his text ignored either.
        """
        raw = _GIT.ask("-C", str(self.top), "ls-files", "-z", "--cached", "--ignored", "--exclude-standard")
        return [os.path.join(self.top, os.fsdecode(name)) for name in raw.split(b"\0") if name]

    def _below(self, folder: str) -> list[tuple[Entry, str]] | None:
        """The files below *folder* with their paths from there."""
        inside = self.inside(folder)
        start = f"{inside}/" if inside else ""
        found = [entry for entry in self._entries(start or ".") if entry.path.startswith(start)]
        if len(found) > MAX_FILES:
            raise too_many(self.shown(folder))
        if sum(entry.size for entry in found) > MAX_FOLDER:
            raise RuleFileError(Place(self.shown(folder)), f"larger than {MAX_FOLDER} bytes")
        for entry in found:
            self._regular(entry)
        return [(entry, entry.path.removeprefix(start)) for entry in found] or None

    def _entries(self, inside: str) -> list[Entry]:
        """What the revision has at a path from its top; of a folder (with a slash at its end), all below."""
        if inside not in self.listed:
            recursive = ["-r"] if inside.endswith("/") or inside == "." else []
            paths = ["--", inside] if inside != "." else []
            raw = _GIT.ask("ls-tree", "-z", "-l", "--full-tree", *recursive, self.revision, *paths)
            self.listed[inside] = [_entry(line) for line in raw.split(b"\0") if line]
        return self.listed[inside]

    def _bytes(self, entry: Entry) -> bytes:
        self._regular(entry)
        return _GIT.ask("cat-file", "blob", entry.object)

    def _regular(self, entry: Entry) -> None:
        """Only files are read, and only under names that lead nowhere else."""
        kinds = {_LINK: "a symbolic link", _MODULE: "a submodule", "040000": "a folder"}
        names = entry.path.split("/")
        odd = any(name in ("", ".", "..") or name.casefold() == ".git" for name in names)
        if entry.mode in kinds or odd or (os.name == "nt" and set(entry.path) & set('\\:*?"<>|')):
            kind = kinds.get(entry.mode, "a name that is not safe to write")
            raise RuleFileError(
                Place(f"{self.name}:{entry.path}"), f"{kind}, which is not read", hint="Put the file itself there."
            )


def _entry(line: bytes) -> Entry:
    head, _, path = line.partition(b"\t")
    mode, _, name, size = head.decode("ascii").split()
    return Entry(mode, name, int(size) if size.isdigit() else 0, os.fsdecode(path))


def _same(one: Path, other: Path) -> bool:
    try:
        return os.path.samefile(one, other)
    except OSError:
        return False
