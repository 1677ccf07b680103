"""A line on standard error that says a long run is alive; never in a pipe or a log."""

from __future__ import annotations

import sys
from time import monotonic
from typing import TextIO

#: Seconds before the first sign, and between two.
PATIENCE = 2.0
INTERVAL = 0.1


class Progress:
    """Counts on a terminal's standard error once a run takes longer than two seconds."""

    def __init__(self, stream: TextIO | None = None, *, wanted: bool = True) -> None:
        self._stream = sys.stderr if stream is None else stream
        self._wanted = wanted and self._stream is not None and self._stream.isatty()
        self._next = monotonic() + PATIENCE
        self._shown = False

    def tick(self, done: int, path: str) -> None:
        """*done* documents are finished, *path* was the last."""
        if not self._wanted or (now := monotonic()) < self._next:
            return
        from provenance.reports.excerpt import one_line

        self._next = now + INTERVAL
        self._write(f"\r\x1b[2K{done} documents checked  {one_line(path, 50)}")
        self._shown = True

    def clear(self) -> None:
        """Take the line away, before anything else is printed."""
        if self._shown:
            self._write("\r\x1b[2K")
            self._shown = False

    def _write(self, text: str) -> None:
        try:
            self._stream.write(text)
            self._stream.flush()
        except (OSError, ValueError):  # the terminal is gone: the run goes on without
            self._wanted = False
