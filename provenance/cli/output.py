"""Where a report goes: standard output, or a file that appears whole or not at all."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import TextIO

from provenance.errors import UsageError


@contextmanager
def opened(target: str | None, *, utf8: bool) -> Iterator[TextIO]:
    """A stream to write a report to; *target* ``None`` or ``-`` is standard output.

    A file gets its name only when all is written and is left as it was if anything goes wrong.
    Devices and pipes are written to directly. With *utf8* standard output is UTF-8 whatever the
    locale says, as JSON demands; else what its encoding cannot write is escaped.

    Raises:
        UsageError: the file cannot be written.
    """
    if target in (None, "-"):
        stream = _standard_output(utf8)
        yield stream
        stream.flush()
        return
    path = os.path.realpath(str(target))
    try:
        mode = os.stat(path).st_mode if os.path.exists(path) else None
        draft = path if mode is not None and not stat.S_ISREG(mode) else _draft(path)
        descriptor = _open(draft, mode)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        hint = "Name a file in a folder you may write to."
        raise UsageError(f"cannot write “{target}”: {reason}", hint=hint) from None
    with open(descriptor, "w", encoding="utf-8", errors="backslashreplace") as stream:
        if draft == path:
            yield stream
            return
        with _becoming(draft, path, stream):
            yield stream


def _standard_output(utf8: bool) -> TextIO:
    stream = sys.stdout
    if stream is None:
        raise UsageError("standard output is closed", hint="Name a file with -o.")
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None and utf8:
        reconfigure(encoding="utf-8", errors="backslashreplace")
    elif reconfigure is not None:
        reconfigure(errors="backslashreplace")
    return stream


def _draft(path: str) -> str:
    """The name a report has while it is written: beside *path*, so that a rename is possible."""
    folder, name = os.path.split(path)
    return os.path.join(folder, f".{name}.{os.getpid()}.tmp")


def _open(path: str, mode: int | None) -> int:
    if mode is None or stat.S_ISREG(mode):
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666 if mode is None else stat.S_IMODE(mode))
    return os.open(path, os.O_WRONLY)


@contextmanager
def _becoming(draft: str, path: str, stream: TextIO) -> Iterator[None]:
    """*draft* takes the name *path* if all is written (POSIX ``rename``: readers see the old or the new)."""
    try:
        yield
        stream.flush()
        os.fsync(stream.fileno())
        if os.name == "nt":
            stream.close()  # an open file cannot be renamed there
        os.replace(draft, path)
    except BaseException:
        with suppress(OSError):
            stream.close()
        with suppress(OSError):
            os.unlink(draft)
        raise


class Outputs:
    """The files that reports are being written to, *targets*, and their drafts."""

    def __init__(self, targets: Iterable[str]) -> None:
        real = [os.path.realpath(target) for target in targets]
        self._paths = {path for one in real for path in (one, _draft(one))}
        self._names = {os.path.basename(path) for path in self._paths}

    def __contains__(self, path: str) -> bool:
        """Whether *path*, found in a folder, is one of them."""
        if os.path.basename(path) not in self._names and not os.path.islink(path):
            return False  # as nearly all: to follow every link on the way would cost more than to read the file
        return os.path.realpath(path) in self._paths


def wants_color(choice: str, target: str | None) -> bool:
    """``always``, ``never``, or for ``auto``: a terminal that can, and nobody set NO_COLOR (no-color.org)."""
    if choice != "auto":
        return choice == "always"
    if target not in (None, "-") or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    if os.name == "nt" and not {"WT_SESSION", "TERM", "ANSICON"} & set(os.environ):
        return False
    return sys.stdout is not None and sys.stdout.isatty()


def terminal_width(default: int = 100) -> int:
    """Columns to fill: ``COLUMNS``, the terminal's width, or *default* where there is none."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isascii() and columns.isdigit() and int(columns[:6]) > 0:
        return min(int(columns[:6]), 1000)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or default
    except (OSError, ValueError, AttributeError):
        return default
