"""Readers turn bytes into documents: decode, pick the format, find blocks and declared fields.

A new format is one file with a class like :class:`~provenance.readers.text.TextReader` and one line
in ``READERS``.
"""

from __future__ import annotations

import json
from codecs import BOM_UTF8
from dataclasses import replace
from hashlib import sha256

from provenance.document import Document, Problem
from provenance.errors import UsageError
from provenance.readers.html import HtmlReader
from provenance.readers.interface import MAX_BYTES, Parts, Reader, refused
from provenance.readers.json_file import JsonReader
from provenance.readers.json_lines import JsonLinesReader
from provenance.readers.markdown import MarkdownReader
from provenance.readers.rows import Columns
from provenance.readers.text import TextReader
from provenance.readers.xml_file import XmlReader
from provenance.spans import LineIndex

__all__ = [
    "MAX_BYTES",
    "READERS",
    "SUFFIXES",
    "Columns",
    "Parts",
    "Reader",
    "read_bytes",
    "read_documents",
    "reader_for",
    "refused",
    "suffix_of",
]

_FALLBACK = TextReader()

READERS: tuple[Reader, ...] = (
    _FALLBACK,
    MarkdownReader(),
    HtmlReader(),
    JsonReader(),
    JsonLinesReader(),
    XmlReader(),
)

_BY_FORMAT = {reader.format: reader for reader in READERS}
_BY_SUFFIX = {suffix: reader for reader in READERS for suffix in reader.suffixes}

#: So many bytes tell the format of a file whose name does not.
_SNIFFED = 1024

#: Suffixes that a walk through folders picks up.
SUFFIXES = frozenset(_BY_SUFFIX)


def suffix_of(path: str) -> str:
    """The suffix of *path* in lower case with its dot; empty for ``README`` and ``.profile``."""
    name = path[max(path.rfind("/"), path.rfind("\\")) + 1 :]
    dot = name.rfind(".")
    return name[dot:].lower() if dot > 0 else ""


def reader_for(path: str, format: str | None = None) -> Reader:
    """The reader for *format*, or for the suffix of *path*; unknown suffixes are read as plain text.

    Raises:
        UsageError: no reader has that *format*.
    """
    if format is None:
        return _BY_SUFFIX.get(suffix_of(path), _FALLBACK)
    if format not in _BY_FORMAT:
        raise UsageError(f"unknown format “{format}”", hint="Known formats: " + ", ".join(sorted(_BY_FORMAT)))
    return _BY_FORMAT[format]


def _by_content(data: bytes) -> Reader:
    """The reader for a file whose name tells nothing: agencies' feeds often have none (WHATWG MIME Sniffing, 7.1)."""
    head = data[:_SNIFFED].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(b"<?xml"):
        return _BY_FORMAT["html" if b"<html" in head else "xml"]
    if head.startswith((b"<!doctype html", b"<html")):
        return _BY_FORMAT["html"]
    if head.startswith((b"{", b"[")):
        try:
            json.loads(data)
        except (ValueError, RecursionError):
            return _FALLBACK
        return _BY_FORMAT["json"]
    return _FALLBACK


def read_bytes(
    path: str,
    data: bytes,
    *,
    format: str | None = None,
    max_bytes: int = MAX_BYTES,
) -> Document:
    """Decode and read *data*, which holds one document; pure, and total.

    As :func:`read_documents`; a file that holds several comes back refused (``several-documents``),
    so that nobody takes one for all.

    Raises:
        UsageError: no reader has that *format*.
    """
    found = read_documents(path, data, format=format, max_bytes=max_bytes)
    if len(found) == 1:
        return found[0]
    return refused(path, "several-documents", f"{len(found)} documents", sha256=found[0].sha256)


def read_documents(
    path: str,
    data: bytes | str,
    *,
    format: str | None = None,
    max_bytes: int = MAX_BYTES,
    columns: Columns | None = None,
) -> list[Document]:
    """Decode and read *data*; pure, and total: whatever the bytes are, at least one document comes back.

    Offsets in the result are code points of its ``text``: newlines untouched, no BOM. Trouble is
    reported in ``problems`` (``too-large``, ``unreadable``, ``encoding-guessed``, ``empty-document``
    and the reader's own codes); with ``readable=False`` there is no text. *columns* says which column of
    a row holds what; formats without rows take no notice of it.

    *data* may be text that somebody has decoded already (an editor, a site generator): what it declares
    about its own encoding then has no say, and offsets are those of the text as it was given.

    Raises:
        UsageError: no reader has that *format*.
    """
    if isinstance(data, str):
        return _of_text(path, data, format, max_bytes, columns)
    reader = reader_for(path, format) if format or suffix_of(path) in _BY_SUFFIX else _by_content(data)
    if columns is not None and isinstance(reader, (JsonReader, JsonLinesReader)):
        reader = reader.mapped(columns)
    digest = sha256(data).hexdigest()
    if len(data) > max_bytes:
        return [refused(path, "too-large", f"{len(data)} bytes; the limit is {max_bytes}", sha256=digest)]
    decoded = reader.decode(data)
    whole = Document(path, decoded.text, reader.format, None, decoded.encoding, digest)
    whole.problems, whole.readable = decoded.problems, decoded.readable
    if not decoded.readable:
        return [whole]
    if not decoded.text or decoded.text.isspace():
        whole.problems.append(Problem("empty-document", "no words in it"))
    found = reader.read(path, decoded.text)
    every = found if isinstance(found, list) else [found]
    whole.lines = every[0].lines or LineIndex(decoded.text)
    return [_document(whole, parts) for parts in every]


def _of_text(path: str, text: str, format: str | None, max_bytes: int, columns: Columns | None) -> list[Document]:
    """The documents of a text: read as its bytes behind a byte order mark, which outweighs every declaration."""
    data = text.encode("utf-8", "replace")
    found = read_documents(path, BOM_UTF8 + data, format=format, max_bytes=max_bytes, columns=columns)
    digest = sha256(data).hexdigest()
    return [replace(document, sha256=digest) for document in found]


def _document(whole: Document, parts: Parts) -> Document:
    """One document of the file *whole*, which has its text and what went wrong with all of it."""
    return replace(
        whole,
        part=parts.part,
        format=parts.format or whole.format,
        kind=parts.kind,
        foreign=parts.foreign,
        blocks=parts.blocks,
        fields=parts.fields,
        words=parts.words,
        origins=parts.origins,
        links=parts.links,
        names=parts.names,
        line=parts.line,
        problems=[*whole.problems, *parts.problems],
        assets=[_document(whole, asset) for asset in parts.assets],
    )
