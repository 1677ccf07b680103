"""Whatever a file holds: it is shown, held to its rules and exported without a crash, each in seconds."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from provenance.check import Checker
from provenance.exports import exporter
from provenance.readers import read_documents
from provenance.reports.json import encode
from provenance.reports.understood import table, understood, verdict_lines
from provenance.rulefiles.pack import load_rules
from provenance.use import Occasion, Use
from provenance.validation import validate
from provenance.validation.ninjs import MEMBERS

RULES = load_rules()
CHECKER = Checker(RULES, Occasion(Use(**RULES.uses["republish"]), datetime(2026, 1, 1, tzinfo=UTC)))
NAMES = RULES.data["fields"]
KEYS = st.sampled_from(sorted({name for members in MEMBERS.values() for name in members})) | st.text(max_size=6)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=12,
)


def run(path: str, data: bytes) -> None:
    documents = read_documents(path, data)
    shown = [understood(document, NAMES) for document in documents]
    json.loads(encode({"documents": shown}))
    lines = [line for entry in shown for line in table(entry)]
    lines += verdict_lines(path, validate(path, data, NAMES))
    assert not any(char in "\x1b\x00\u202e\n" for line in lines for char in line)
    if all(document.readable for document in documents):
        json.loads(exporter("ninjs")(documents, CHECKER, None).text)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(KEYS, VALUES, max_size=8))
def test_any_item(members: dict[str, Any]) -> None:
    run("a.json", json.dumps({"uri": "urn:a", **members}).encode())


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(VALUES, st.sampled_from(["", "https://jsonfeed.org/version/1.1"]))
def test_any_json(value: Any, version: str) -> None:
    run("a.json", json.dumps({"version": version, "items": value, "authors": value, "title": value}).encode())
    run("a.json", json.dumps(value).encode())


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=60), st.sampled_from(["a.json", "a.xml", "a.md", "a.html", "a.txt", "a.rss"]))
def test_any_bytes(data: bytes, path: str) -> None:
    run(path, data)


ODD = {
    "nan.md": b"---\ntitle: .nan\nlicense: .inf\nembargo: 2030-01-01\nx: {1: [2030-01-01]}\n---\nWords.\n",
    "surrogate.json": b'{"uri": "a", "usageterms": "\\ud800", "\\udfff": "\\u202e\\u001b"}',
    "many.json": b'{"uri": "a", "infosource": [' + b",".join([b'{"name": "x"}'] * 50_000) + b"]}",
    "keys.json": b'{"uri": "a",' + b",".join(b'"k%d": {}' % i for i in range(20_000)) + b"}",
    "twice.json": b'{"uri": "a",' + b",".join([b'"usageterms": "No."'] * 20_000) + b"}",
    "deep.json": b'{"uri": "a", "associations": {"x": ' * 30 + b"{}" + b"}}" * 30,
    "deeper.json": b'{"uri": "a", "associations": [' * 1000 + b"]}" * 1000,
    "feed.json": b'{"version": "https://jsonfeed.org/version/1", "items": ['
    + b",".join([b'{"id": 1}'] * 5_000)
    + b"]}",
    "rss.rss": b"<rss><channel>" + b"<item/>" * 5_000 + b"</channel></rss>",
    "long.json": b'{"uri": "a", "usageterms": "' + b"No. " * 200_000 + b'"}',
}


@pytest.mark.parametrize("name", ODD)
def test_bounded_time(name: str) -> None:
    started = time.monotonic()
    run(name, ODD[name])
    assert time.monotonic() - started < 10
