"""Text that has to wait until what stands before it is known."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from tempfile import SpooledTemporaryFile

from provenance.reports.interface import Sink

#: Bytes kept in memory; what is longer goes to a file without a name, which no crash leaves behind.
IN_MEMORY = 1 << 20


class Spool:
    """Pieces of text in order: in memory while they are few, then on the disk."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 (closed once read, or with the spool)
        self._sizes = array("Q")

    def __len__(self) -> int:
        return len(self._sizes)

    def add(self, piece: str) -> None:
        """One piece more. It holds no surrogates: what a report writes went through ``neutral`` or ``encode``."""
        data = piece.encode("utf-8", "backslashreplace")
        self._file.write(data)
        self._sizes.append(len(data))

    def pieces(self) -> Iterator[str]:
        """The pieces in the order in which they came; nothing is left afterwards."""
        self._file.seek(0)
        for size in self._sizes:
            yield self._file.read(size).decode("utf-8")
        self.close()

    def pour(self, out: Sink) -> None:
        """Write all pieces to *out*, one after the other."""
        for piece in self.pieces():
            out.write(piece)

    def close(self) -> None:
        """Give the room back."""
        self._file.close()
        self._sizes = array("Q")

    def __del__(self) -> None:
        self.close()  # of a run that ended before its report did
