"""Web archives (WARC 1.0 and 1.1, ISO 28500): each response with a page in it is a document.

Its ``part`` is the target URI, its headers are those of the response, so signals in them count. Other
records are left out. The extra ``warc`` (fastwarc) reads the archive; nothing is fetched.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from io import BytesIO
from typing import IO, Any

from provenance.corpus.files import Source
from provenance.corpus.ignore import OPEN_FLAGS
from provenance.document import Document, Problem
from provenance.errors import UsageError
from provenance.readers import MAX_BYTES, read_documents, refused
from provenance.signals.site import Header

SUFFIXES = (".warc", ".warc.gz")
#: Media types of pages, and how they are read.
_PAGES = {"text/html": "html", "application/xhtml+xml": "html", "text/plain": "text"}
_ENCODED = frozenset({"content-encoding", "transfer-encoding"})


@dataclass(frozen=True, slots=True)
class Record:
    """A page of an archive and the header fields it was sent with."""

    document: Document
    headers: tuple[Header, ...] = ()


def is_archive(path: str) -> bool:
    """Whether *path* is named like a web archive."""
    return path.lower().endswith(SUFFIXES)


def read_archive(source: Source, *, max_bytes: int = MAX_BYTES) -> Iterator[Record]:
    """The pages of an archive, in its order; what cannot be read is a document that says why.

    Raises:
        UsageError: the extra ``warc`` is not installed.
    """
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError:
        raise UsageError(
            f"{source.path}: web archives cannot be read without the extra warc",
            hint="Install it: pip install 'provenance-check[warc]'.",
        ) from None
    if source.problem is not None:
        yield Record(refused(source.path, source.problem.code, source.problem.detail))
        return
    pages = 0
    try:
        with ExitStack() as stack:
            stream = BytesIO(source.data) if source.data is not None else stack.enter_context(_opened(source.path))
            records = ArchiveIterator(stream, record_types=WarcRecordType.response, auto_decode="all")
            for number, record in enumerate(records, 1):
                found = _record(source.path, record, number, max_bytes)
                pages += found is not None
                if found is not None:
                    yield found
    except (OSError, ValueError, EOFError) as error:
        yield Record(refused(source.path, "unreadable", f"a broken archive ({type(error).__name__})"))
        return
    if not pages:
        yield Record(refused(source.path, "unreadable", "an archive without a page, or cut off"))


def _opened(path: str) -> IO[bytes]:
    return open(os.open(path, OPEN_FLAGS), "rb")


def _record(path: str, record: Any, number: int, max_bytes: int) -> Record | None:
    """The page in a response; ``None`` where it holds something else."""
    uri = str(record.headers.get("WARC-Target-URI") or f"record {number}").strip("<>")
    pairs = [(str(name), str(value)) for name, value in record.http_headers or ()]
    kind = next((value for name, value in pairs if name.lower() == "content-type"), "text/html")
    format = _PAGES.get(kind.partition(";")[0].strip().lower())
    if format is None:
        return None
    expected = record.content_length
    body = record.reader.read(max_bytes + 1)
    [document] = read_documents(path, body, format=format, max_bytes=max_bytes)
    document = replace(document, part=uri)
    plain = _ENCODED.isdisjoint(name.lower() for name, _ in pairs)
    if record.headers.get("WARC-Truncated") or not pairs or (plain and len(body) < min(expected, max_bytes)):
        document.problems = [*document.problems, Problem("metadata-unread", "a record that is cut off")]
    return Record(document, tuple(Header(name, value, f"WARC {uri}: {name}") for name, value in pairs))
