"""Where configuration is read from: the working tree, or another git revision (:mod:`provenance.config.git`).

Whoever loads a file that is configured (agreements, waivers, a baseline) asks a :class:`Source` for its text, and
names it in errors as :meth:`Source.shown` does. Then ``--config-from`` holds for all of them alike.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from provenance.errors import Place, RuleFileError

#: A file of configuration is not larger than this, in bytes.
MAX_BYTES = 16_000_000
#: A folder of configuration holds no more files than this.
MAX_FILES = 10_000

#: A FIFO must not block, a terminal not become ours. Not every system has every flag.
_FLAGS = os.O_RDONLY
for _name in ("O_NONBLOCK", "O_CLOEXEC", "O_NOCTTY", "O_BINARY"):
    _FLAGS |= getattr(os, _name, 0)


class Source(Protocol):
    """Where the files of the configuration are read from.

    Paths are written as on a command line: relative to the working directory, or absolute.
    """

    @property
    def revision(self) -> str | None:
        """The commit that is read from, in full; ``None`` for the working tree."""

    def shown(self, path: str) -> str:
        """How *path* is named in messages: ``agreements.yml``, ``origin/main:agreements.yml``."""

    def is_top(self, folder: str) -> bool:
        """Whether nothing above the absolute *folder* belongs to this source (the root of a repository)."""

    def tracked_yet_ignored(self) -> list[str]:
        """Absolute paths of files that no ``.gitignore`` may leave out, as it is the change's own."""

    def read(self, path: str, most: int | None = None) -> str | None:
        """The text of the file *path*, of at most so many bytes (:data:`MAX_BYTES` if not said); ``None`` where
        nothing of that name is there.

        Raises:
            RuleFileError: it is no regular file, cannot be read, is too large, or not UTF-8.
            UsageError: *path* lies where this source cannot reach (outside of the repository).
        """

    def files(self, folder: str) -> list[str] | None:
        """The paths of the files in *folder* and below, hidden ones left out, in order; each for :meth:`read`.

        ``None`` where *folder* is no folder.

        Raises:
            RuleFileError: too many files, or one that is no regular file.
            UsageError: as for :meth:`read`.
        """

    def on_disk(self, folder: str, temporary: Path) -> Path | None:
        """A folder of the file system with what *folder* holds, in *temporary* if need be.

        ``None`` where *folder* is no folder.

        Raises:
            RuleFileError, UsageError: as for :meth:`files`.
        """


class WorkingTree:
    """The files as they lie there now."""

    revision: str | None = None

    def shown(self, path: str) -> str:
        """*path* itself, with forward slashes."""
        return path.replace(os.sep, "/")

    def is_top(self, folder: str) -> bool:
        """Whether *folder* is the root of a git repository."""
        return os.path.lexists(os.path.join(folder, ".git"))

    def tracked_yet_ignored(self) -> list[str]:
        """None: whoever works here may leave out what he likes."""
        return []

    def read(self, path: str, most: int | None = None) -> str | None:
        """The text of a file; links are followed, as everywhere on the command line."""
        with _system_errors(self.shown(path)):
            try:
                handle = os.open(path, _FLAGS)
            except (FileNotFoundError, NotADirectoryError):
                return None
            try:
                status = os.fstat(handle)
                if not stat.S_ISREG(status.st_mode):
                    raise RuleFileError(Place(self.shown(path)), "no regular file", hint="Name a text file.")
                with open(handle, "rb", closefd=False) as stream:
                    return text_of(stream.read((most or MAX_BYTES) + 1), self.shown(path), most)
            finally:
                os.close(handle)

    def files(self, folder: str) -> list[str] | None:
        """The files below a folder; links to folders are not followed."""
        if not os.path.isdir(folder):
            return None
        found: list[str] = []
        with _system_errors(self.shown(folder)):
            for above, folders, names in os.walk(folder, onerror=_raise):
                folders[:] = sorted(name for name in folders if not name.startswith("."))
                found += [os.path.join(above, name) for name in sorted(names) if not name.startswith(".")]
                if len(found) > MAX_FILES:
                    raise too_many(self.shown(folder))
        return sorted(found)

    def on_disk(self, folder: str, temporary: Path) -> Path | None:  # noqa: ARG002
        """The folder itself."""
        return Path(folder) if os.path.isdir(folder) else None


def text_of(data: bytes, shown: str, most: int | None = None) -> str:
    """*data* as UTF-8 text, a byte order mark left out.

    Raises:
        RuleFileError: larger than *most* bytes, or not UTF-8.
    """
    most = most or MAX_BYTES
    if len(data) > most:
        raise RuleFileError(Place(shown), f"larger than {most} bytes")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise RuleFileError(Place(shown), "not UTF-8", hint="Save the file as UTF-8.") from None


def too_many(shown: str) -> RuleFileError:
    """The error for a folder with more files than configuration has."""
    return RuleFileError(Place(shown), f"more than {MAX_FILES} files", hint="Name a smaller folder.")


def _raise(error: OSError) -> None:
    raise error


@contextmanager
def _system_errors(shown: str) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        reason = getattr(error, "strerror", None) or str(error)
        raise RuleFileError(Place(shown), f"cannot be read: {reason}") from None
