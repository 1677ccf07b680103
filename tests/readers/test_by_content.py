"""A file whose name tells nothing is read by what is in it."""

from __future__ import annotations

import pytest

from provenance.readers import read_documents


@pytest.mark.parametrize(
    ("path", "data", "format"),
    [
        ("tag:wire.example,2024:1", b'<?xml version="1.0"?><nitf><body><p>Words</p></body></nitf>', "nitf"),
        ("item", b'\xef\xbb\xbf{"uri": "urn:x:1", "headline": "Words"}', "ninjs"),
        ("page", b"<!DOCTYPE html><p>Words</p>", "html"),
        ("page", b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><p>Words</p></html>', "html"),
        ("notes", b"{words that are no JSON", "text"),
        ("notes", b"<words> in brackets", "text"),
        ("story.txt", b'{"uri": "urn:x:1"}', "text"),
    ],
)
def test_by_content(path: str, data: bytes, format: str) -> None:
    [document] = read_documents(path, data)
    assert document.format == format
