"""Does a file keep to the rules of its own format?

A validator is a module with a function that gives a :class:`~provenance.validation.interface.Verdict`.
What these rules do not know (another vocabulary, an extension) they let through.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from provenance.metadata import understand
from provenance.readers import MAX_BYTES, read_documents, reader_for
from provenance.readers.formats import json_feed as feeds
from provenance.readers.formats import ninjs as items
from provenance.readers.json_source import BrokenJsonError, JsonSource
from provenance.spans import LineIndex
from provenance.validation.interface import Breach, Verdict

__all__ = ["Breach", "Verdict", "validate"]

_NO_FORMAT = "a format that is known here"


def validate(path: str, data: bytes, names: Mapping[str, Any]) -> Verdict:
    """Hold the file to the rules of its format; pure, and total.

    *names* is the plain data of ``load_fields``: the rules of front matter and of a page's fields.
    """
    reader = reader_for(path)
    if len(data) > MAX_BYTES:
        return _refused(reader.format, f"{len(data)} bytes", f"at most {MAX_BYTES} bytes")
    decoded = reader.decode(data)
    if not decoded.readable:
        return _refused(reader.format, decoded.problems[0].detail, "text")
    judge = _BY_FORMAT.get(reader.format)
    return judge(path, decoded.text) if judge else _fields(path, data, names)


def _refused(format: str, found: str, expected: str, line: int = 1) -> Verdict:
    return Verdict(format, None, [Breach("", "", line, found, expected)])


def _json(path: str, text: str) -> Verdict:
    try:
        source = JsonSource(text)
    except BrokenJsonError as error:
        line = LineIndex(text).position(min(error.offset, len(text)))[0]
        return _refused("json", str(error), "JSON (RFC 8259)", line)
    if feeds.claims(source.data):
        from provenance.validation.json_feed import validate as feed

        return feed(source, path)
    if items.claims(source.data) or items.resembles(source.data):
        from provenance.validation.ninjs import validate as ninjs

        return ninjs(source, path)
    what = "ninjs, which has a uri, or JSON Feed, which has a version"
    return _refused("json", f"JSON in no known news format ({type(source.data).__name__})", what)


def _xml(path: str, text: str) -> Verdict:  # noqa: ARG001 - as the others
    from provenance.readers.xml_source import BrokenXmlError, XmlSource
    from provenance.validation.xml_formats import validate as xml

    try:
        source = XmlSource(text)
    except BrokenXmlError as error:
        return _refused("xml", str(error), "well-formed XML without entities of its own", error.line)
    return xml(source) or _refused("xml", "XML in no known news format", _NO_FORMAT)


def _fields(path: str, data: bytes, names: Mapping[str, Any]) -> Verdict:
    """Text, Markdown and pages: the schema of declared fields, ``rules/fields``."""
    verdict = Verdict("")
    for document in read_documents(path, data):
        verdict.format = document.format
        for problem in document.problems:
            if problem.code.endswith("-broken"):
                verdict.breaches.append(Breach("", "", problem.line or 1, problem.detail, "metadata that can be read"))
        if not document.fields:
            verdict.notes.append("declares no metadata")
            continue
        metadata = understand(document.fields, names)
        for fault in metadata.faults:
            breach = Breach(fault.name, fault.pointer, fault.line, fault.found, fault.expected)
            verdict.breaches.append(breach)
        line = document.fields[0].line
        for missing in metadata.missing:
            expected = " or ".join(missing) + ": it must be there"
            verdict.breaches.append(Breach(missing[0], "", line, "", expected))
    verdict.breaches.sort(key=lambda breach: breach.line)
    return verdict


_BY_FORMAT: dict[str, Callable[[str, str], Verdict]] = {"json": _json, "xml": _xml}
