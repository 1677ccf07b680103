"""Where a host shall put its mark: the path from the root of the repository, the lines and the columns.

Lines and columns are 1-based code points, as everywhere. Hosts want a line for every mark: where a finding
has none, it is the first.
"""

from __future__ import annotations

import os
import posixpath
from dataclasses import dataclass
from urllib.parse import quote

from provenance.report import DocumentReport
from provenance.spans import LineIndex
from provenance.statement import Evidence

#: What a path may hold as it is (RFC 3986, ``pchar`` without ``:`` and without what HTML would read).
_UNESCAPED = "/~!$()*+,;=@"


@dataclass(frozen=True, slots=True)
class Spot:
    """A stretch of a file. ``end_line`` and ``end_column``: the first character after it; ``last_line``: its last line.

    ``column`` and the offsets are ``None`` where only a line is known, its end where the text has no such line.
    ``pointer``: into the metadata, as evidence has it.
    """

    line: int = 1
    column: int | None = None
    end_line: int | None = None
    end_column: int | None = None
    last_line: int = 1
    start: int | None = None
    length: int | None = None
    pointer: str | None = None


class Spots:
    """Finds spots. The documents of one file share their text, so its lines are counted once."""

    def __init__(self) -> None:
        self._text, self._lines = "", LineIndex("")

    def of(self, report: DocumentReport, evidence: Evidence | None) -> Spot:
        """The spot of *evidence* in the text of *report*; where nobody knows better, the line it begins at."""
        if self._text is not report.text:
            self._text, self._lines = report.text, LineIndex(report.text)
        if evidence is None:
            return self._line(self._first_line(report), None, None)
        start, end = evidence.start, evidence.end
        if start is None or end is None or not 0 <= start <= end <= len(report.text):
            line = self._first_line(report) if evidence.line is None else max(1, evidence.line)
            return self._line(line, evidence.column if evidence.line is not None else None, evidence.pointer)
        line, column = self._lines.position(start)
        end_line, end_column = self._lines.position(end)
        last = self._lines.position(max(start, end - 1))[0]
        return Spot(line, column, end_line, end_column, last, start, end - start, evidence.pointer)

    def _first_line(self, report: DocumentReport) -> int:
        """The first line of the file; of a part of a file (a row, an item of a feed) the line its body begins at."""
        if report.part is None or not 0 < report.body[0] < len(report.text):
            return 1
        return self._lines.position(report.body[0])[0]

    def _line(self, line: int, column: int | None, pointer: str | None) -> Spot:
        """A spot from *column* to the end of *line*, as far as the text has such a line."""
        column = None if column is None or column < 1 else column
        if not self._text or line > len(self._lines.starts):
            return Spot(line, column, last_line=line, pointer=pointer)
        start, end = self._lines.line_bounds(line)
        end_column = max(end - start + 1, column or 1)
        return Spot(line, column, line, end_column, line, pointer=pointer)


class Paths:
    """Paths as the command line has them, made relative to the root of the repository.

    *root* and *folder* as in :class:`~provenance.reports.interface.Run`. What lies outside of the repository
    stays as it was given.
    """

    def __init__(self, root: str | None, folder: str) -> None:
        self._root = _slashes(root).rstrip("/") if root is not None else None
        self._folder = _slashes(folder)

    def relative(self, path: str) -> str:
        """*path* from the root, with forward slashes; as given where it lies outside or there is no root."""
        return self._within(path) or path

    def uri(self, path: str) -> tuple[str, bool]:
        """*path* as a reference (RFC 3986), and whether it is relative to the root.

        What the file system holds and no encoding can say is written byte by byte, as the file system has it.
        """
        within = self._within(path)
        if within is None and os.path.isabs(path):
            return "file://" + _escaped("/" + _slashes(path).lstrip("/")), False
        return _escaped(_slashes(path) if within is None else within), within is not None

    def _within(self, path: str) -> str | None:
        if self._root is None or path in ("", "-"):
            return None
        absolute = os.path.isabs(path)
        full = posixpath.normpath(_slashes(path) if absolute else f"{self._folder}/{_slashes(path)}")
        if full.startswith(self._root + "/"):
            return full[len(self._root) + 1 :]
        if not absolute:
            return None
        # the same folder by another name: a link on the way to it
        full = _slashes(os.path.join(os.path.realpath(os.path.dirname(path)), os.path.basename(path)))
        return full[len(self._root) + 1 :] if full.startswith(self._root + "/") else None


def repository(folder: str) -> str | None:
    """The nearest folder at or above *folder* that holds ``.git`` (a file, in worktrees); ``None`` without one."""
    here = os.path.realpath(folder)
    while not os.path.lexists(os.path.join(here, ".git")):
        above = os.path.dirname(here)
        if above == here:
            return None
        here = above
    return here


def _slashes(path: str) -> str:
    return path.replace(os.sep, "/")


def _escaped(path: str) -> str:
    try:
        data = path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        data = path.encode("utf-8", "replace")
    return quote(data, safe=_UNESCAPED)
