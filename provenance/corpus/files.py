"""Files and folders as the command line names them, and their bytes as documents.

Nothing is left out in silence: what a walk does not check comes back as :class:`Skipped`, what
cannot be checked as a :class:`Source` with a ``problem``, which becomes a finding. A path that is
named is always checked. The order depends on names only.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from provenance.corpus import ignore
from provenance.document import Document, Problem
from provenance.errors import UsageError
from provenance.readers import MAX_BYTES, SUFFIXES, Columns, read_documents, refused, suffix_of

if TYPE_CHECKING:
    from provenance.config.patterns import Patterns
    from provenance.corpus.reuse import Beside

STDIN = "-"

_MAGIC = re.compile(r"[*?\[]")
_NOT_FOUND = "Check the spelling and the working directory."


@dataclass(frozen=True, slots=True)
class Source:
    """Something to check. ``path`` is relative where the user's was, with forward slashes.

    ``named``: the user gave this very path. ``data``: the bytes, where they do not come from a file.
    ``problem``: why it cannot be read, where that is known without opening it.
    """

    path: str
    named: bool = False
    data: bytes | None = None
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something a walk left out: a file, or a folder (with a slash at the end) and all in it.

    ``reason``: ``suffix``, ``hidden``, ``gitignore``, ``excluded``, ``symlink`` (a link to a folder); of what git
    compares, ``unchanged`` and ``deleted``.
    """

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class _Input:
    """A path of the command line, looked at once: ``kind`` is ``file``, ``folder``, ``stdin`` or ``failed``."""

    path: str
    absolute: str
    kind: str
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class _Folder:
    """A folder to walk: its path as printed and its absolute one, each with a slash at the end."""

    prefix: str
    base: str
    rules: ignore.IgnoreRules | None


def collect(
    paths: Sequence[str],
    *,
    excludes: Sequence[str] = (),
    stdin: Callable[[], bytes] | None = None,
    configured: Patterns | None = None,
    kept: Sequence[str] = (),
    named: bool = True,
) -> Iterator[Source | Skipped]:
    """Everything below *paths*, each file once, in an order that depends on names alone.

    ``-`` is standard input, read by calling *stdin*. Folders are walked: known suffixes only, no hidden
    names, ``.gitignore`` and *excludes* (gitignore syntax) respected. A pattern that the shell left alone
    (``**/*.md``) is expanded; what it matches counts as named, except that *excludes* hold for it.
    *configured*: further excludes, which hold where those say nothing. *kept*: absolute paths of files that no
    ``.gitignore`` can leave out. *named*: excludes do not hold for files that *paths* name.

    Raises:
        UsageError: a path does not exist, a pattern matches nothing, an exclude is no pattern. Raised by
            the call, before anything is yielded.
    """
    excluded = ignore.Left(ignore.excluding(excludes), configured, ignore.with_folders(kept))
    inputs: dict[str, _Input] = {}
    for path in paths:
        for found in _resolve(path, excluded):
            inputs.setdefault(found.absolute, found)
    if STDIN in inputs and stdin is None:
        raise UsageError("standard input cannot be read here", hint="Name a file or a folder.")
    return _yield_all(inputs, excluded, stdin, named)


def _yield_all(
    inputs: dict[str, _Input], excluded: ignore.Left, stdin: Callable[[], bytes] | None, named: bool
) -> Iterator[Source | Skipped]:
    seen = {found.absolute for found in inputs.values() if found.kind != "folder"}
    told: set[str] = set()
    for found in inputs.values():
        if found.kind == "stdin" and stdin is not None:
            yield Source(STDIN, True, data=stdin())
        elif found.kind == "folder":
            yield from _Walk(found, excluded, seen, told).entries()
        elif not named and excluded.excludes(found.path, found.absolute):
            yield Skipped(found.path, "excluded")
        else:
            yield Source(found.path, True, problem=found.problem)


def _resolve(path: str, excluded: ignore.Left) -> list[_Input]:
    if path == STDIN:
        return [_Input(STDIN, STDIN, "stdin")]
    if not path or "\0" in path:
        raise UsageError("an empty path, or one with a NUL character", hint="Name a file or a folder.")
    shown = _shown(path)
    absolute = _absolute(path)
    try:
        mode = os.stat(path).st_mode
    except OSError as error:
        if os.path.lexists(path) or error.errno not in (errno.ENOENT, errno.ENOTDIR, errno.EINVAL):
            return [_Input(shown, absolute, "failed", _os_problem(error))]
        if _MAGIC.search(path):
            return _expanded(path, excluded)
        raise UsageError(f"{shown}: no such file or folder", hint=_NOT_FOUND) from None
    if stat.S_ISDIR(mode):
        return [_Input(shown, absolute, "folder")]
    return [_Input(shown, absolute, "file", None if stat.S_ISREG(mode) else _special(mode))]


def _expanded(pattern: str, excluded: ignore.Left) -> list[_Input]:
    from provenance.corpus.patterns import expand

    matches = expand(pattern)
    if not matches:
        raise UsageError(f"{pattern}: the pattern matches nothing", hint=_NOT_FOUND)
    kept = [match for match in matches if not excluded.excludes(_shown(match), _absolute(match))]
    return [found for match in kept for found in _resolve(match, excluded)]


class _Walk:
    """One walk through a folder; an explicit stack, so that no depth of folders exhausts Python's own.

    ``seen`` and ``told`` hold the absolute paths that were checked or skipped already, here or in an
    earlier walk: folders may be named together with folders inside them.
    """

    def __init__(self, root: _Input, excluded: ignore.Left, seen: set[str], told: set[str]) -> None:
        self.root, self.excluded, self.seen, self.told = root, excluded, seen, told
        self.base = root.absolute.rstrip("/") + "/"

    def entries(self) -> Iterator[Source | Skipped]:
        prefix = "" if self.root.path == "." else self.root.path.rstrip("/") + "/"
        stack = [self.folder(_Folder(prefix, self.base, ignore.above(self.root.absolute)))]
        while stack:
            for entry in stack[-1]:
                if isinstance(entry, _Folder):
                    stack.append(self.folder(entry))
                    break
                yield entry
            else:
                stack.pop()

    def folder(self, folder: _Folder) -> Iterator[Source | Skipped | _Folder]:
        """What one folder holds, by name; a folder among it is to be walked before the next entry is asked for."""
        try:
            with os.scandir(folder.base) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except OSError as error:
            yield Source(folder.prefix or ".", problem=_os_problem(error))
            return
        rules = folder.rules
        if any(entry.name == ".gitignore" for entry in entries):
            rules = ignore.with_folder(rules, folder.base)
        for entry in entries:
            path, absolute = folder.prefix + entry.name, folder.base + entry.name
            if absolute in self.seen:  # named by itself, or met in an earlier walk
                continue
            is_dir = _is_real_folder(entry)
            if reason := self.reason(entry.name, path, absolute, rules, is_dir):
                outcome: Source | Skipped | _Folder = Skipped(path + "/" * is_dir, reason)
            elif is_dir:
                outcome = _Folder(path + "/", absolute + "/", rules)
            else:
                outcome = _look_at(entry, path)
            if isinstance(outcome, Source):
                self.seen.add(absolute)
            elif isinstance(outcome, Skipped):
                if absolute in self.told:
                    continue
                self.told.add(absolute)
            yield outcome

    def reason(self, name: str, path: str, absolute: str, rules: ignore.IgnoreRules | None, is_dir: bool) -> str | None:
        if name.startswith("."):
            return "hidden"
        end = "/" * is_dir
        if self.excluded.excludes(path + end, absolute + end, absolute[len(self.base) :] + end):
            return "excluded"
        if rules is None or absolute in self.excluded.kept:
            return None
        return "gitignore" if rules.ignores(absolute, is_dir=is_dir) else None


def _is_real_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:
        return False


def _look_at(entry: os.DirEntry[str], path: str) -> Source | Skipped:
    """What to do with a walked *entry* that is no folder: check it, skip it, or say why it cannot be checked."""
    known = suffix_of(entry.name) in SUFFIXES
    try:
        if entry.is_symlink() and entry.is_dir():
            target, home = os.path.realpath(entry.path), os.path.realpath(os.path.dirname(entry.path))
            loops = (home + os.sep).startswith(target.rstrip(os.sep) + os.sep)
            return Source(path, problem=_loop()) if loops else Skipped(path, "symlink")
        if not entry.is_file() and not stat.S_ISREG(mode := os.stat(entry.path).st_mode):
            return Source(path, problem=_special(mode))
    except OSError as error:
        dangling = error.errno == errno.ENOENT
        return Skipped(path, "suffix") if dangling and not known else Source(path, problem=_os_problem(error))
    return Source(path) if known else Skipped(path, "suffix")


def read_source(
    source: Source,
    *,
    max_bytes: int = MAX_BYTES,
    format: str | None = None,
    columns: Columns | None = None,
    beside: Beside | None = None,
    data: bytes | None = None,
) -> list[Document]:
    """The documents in *source*, mostly one; what cannot be read is one with ``readable=False`` and why.

    *columns* says which column of a row holds what, *beside* knows what a project says of its files. *data*: the bytes
    of the file, where they are read already.
    Never blocks on a FIFO, never follows a device, never holds more than *max_bytes* (and one) in memory.

    Raises:
        UsageError: no reader has that *format*.
    """
    path = printable(source.path)
    content = read_data(source, max_bytes=max_bytes) if data is None else data
    if isinstance(content, Problem):
        return [refused(path, content.code, content.detail)]
    documents = read_documents(path, content, format=format, max_bytes=max_bytes, columns=columns)
    if beside is not None and source.data is None:
        beside.tell(source.path, documents)
    return documents


def read_data(source: Source, *, max_bytes: int = MAX_BYTES) -> bytes | Problem:
    """The bytes of *source*, or why they cannot be read; as careful as :func:`read_source`."""
    if source.problem is not None:
        return source.problem
    if source.data is not None:
        return source.data
    try:
        return read_file(source.path, max_bytes)
    except OSError as error:
        return _os_problem(error)


def read_stdin(max_bytes: int = MAX_BYTES) -> bytes:
    """Standard input up to *max_bytes* and one more, which then makes it ``too-large``."""
    return _read_on(0, b"", max_bytes)


def printable(path: str) -> str:
    r"""*path* without lone surrogates, which stand for undecodable bytes in names: they become ``\xff``."""
    if path.isascii():
        return path
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def read_file(path: str, max_bytes: int) -> bytes | Problem:
    """The bytes of the regular file *path*, or why it is not read.

    Raises:
        OSError: as the system says.
    """
    handle = os.open(path, ignore.OPEN_FLAGS)
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            return _special(status.st_mode)
        if status.st_size > max_bytes:
            return Problem("too-large", f"{status.st_size} bytes; the limit is {max_bytes}")
        data = os.read(handle, status.st_size + 1)
        # One read is enough, unless the file grows, or says nothing about its size as those under /proc do.
        return data if 0 < len(data) == status.st_size else _read_on(handle, data, max_bytes)
    finally:
        os.close(handle)


def _read_on(handle: int, data: bytes, max_bytes: int) -> bytes:
    chunks, size = [data], len(data)
    while size <= max_bytes and (chunk := os.read(handle, min(max_bytes + 1 - size, 1 << 20))):
        chunks.append(chunk)
        size += len(chunk)
    return b"".join(chunks)


def _absolute(path: str) -> str:
    return os.path.abspath(path).replace(os.sep, "/")


def _shown(path: str) -> str:
    """*path* as it is printed: forward slashes, no ``./`` in front, so that baselines do not depend on it."""
    shown = path.replace(os.sep, "/")
    while shown.startswith("./") and shown.strip("./"):
        shown = shown[2:].lstrip("/")
    return "." if shown.strip("/") == "." else shown


def _os_problem(error: OSError) -> Problem:
    if error.errno == errno.ELOOP:
        return _loop()
    if error.errno in (errno.ENXIO, errno.ENODEV):
        return Problem("special-file", "a socket or device")
    return Problem("unreadable", error.strerror or type(error).__name__)


def _loop() -> Problem:
    return Problem("special-file", "a symbolic link that leads back to itself")


def _special(mode: int) -> Problem:
    kinds = (
        (stat.S_ISFIFO, "a named pipe"),
        (stat.S_ISSOCK, "a socket"),
        (stat.S_ISCHR, "a character device"),
        (stat.S_ISBLK, "a block device"),
        (stat.S_ISDIR, "a folder"),
    )
    return Problem("special-file", next((name for test, name in kinds if test(mode)), "not a regular file"))
