"""Runs that were kept: JSON reports read back, one document at a time.

A report as it was written has one document on each line and is read so, whatever its size; a report that another
program has laid out anew is read whole, up to a limit. JSON Lines are read too. Everything is held to the contract
(:mod:`provenance.reports.contract`) before any of it is used, and a file whose counts do not fit its documents is
refused: it was cut off, or somebody has changed it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, NoReturn, TextIO

from pydantic import ValidationError

from provenance.errors import UsageError
from provenance.reports import contract
from provenance.reports.changes import Entry
from provenance.reports.interface import Configured, PastRun, Run
from provenance.reports.json import SCHEMA
from provenance.vocabulary import Decision

#: Code points of a report that is not laid out line by line.
MOST_WHOLE = 200_000_000
_OPENING = '"documents": ['
_FAMILY = "urn:provenance-check:report"
_HINT = "Write one with “provenance check --format json -o FILE”."


@dataclass(slots=True)
class RunFile:
    """A report on the disk, known to be whole and in order. ``entries``: its documents, as far as runs are compared."""

    path: str
    run: Run
    summary: contract.RunSummary
    entries: list[Entry]

    def documents(self) -> Iterator[contract.DocumentPart]:
        """The documents in order, read again.

        Raises:
            UsageError: the file is no longer what it was.
        """
        at = 0
        for kind, content in _pieces(self.path):
            if kind == "document":
                yield _document(self.path, at, content)
                at += 1
        if at != len(self.entries):
            raise UsageError(f"{self.path} has changed while it was read", hint="Try again when nobody writes to it.")


def read_run(path: str) -> RunFile:
    """The run in the file *path*, all of it checked.

    Raises:
        UsageError: there is no such file, it is no report, or a broken one.
    """
    head: dict[str, Any] = {}
    entries: list[Entry] = []
    for kind, content in _pieces(path):
        if kind == "document":
            entries.append(_entry(_document(path, len(entries), content)))
        else:
            head |= content
    if head.get("schema") != SCHEMA and not str(head.get("schema")).startswith(_FAMILY + "-lines:1"):
        _foreign(path, head)
    about = _about(path, head)
    _counted(path, about.summary, entries)
    past = tuple(PastRun(part.file, _run(part), part.documents, part.superseded) for part in about.runs)
    return RunFile(path, _run(about, past), about.summary, entries)


def _run(part: contract.ReportDocument | contract.PastRunPart, runs: tuple[PastRun, ...] = ()) -> Run:
    tool, config = part.tool, dict(part.config)
    return Run(
        version=tool.version,
        rules=tool.rules,
        digest=tool.rules_digest,
        use=part.use,
        at=part.checked_at.isoformat(),
        fail_on=part.fail_on,
        name=tool.name,
        config=Configured(**{**config, "rules": tuple(config["rules"]), "policies": tuple(config["policies"])}),
        runs=runs,
    )


def _about(path: str, head: Mapping[str, Any]) -> contract.ReportDocument:
    """Everything of a report but its documents."""
    try:
        return contract.ReportDocument.model_validate({**head, "schema": SCHEMA, "documents": []})
    except ValidationError as error:
        _broken(path, "", error)


def _document(path: str, at: int, content: Any) -> contract.DocumentPart:
    try:
        return contract.DocumentPart.model_validate(content)
    except ValidationError as error:
        name = content.get("path") if isinstance(content, dict) else None
        _broken(path, f"document {at + 1}" + (f" (“{name}”)" if isinstance(name, str) else "") + ": ", error)


def _entry(document: contract.DocumentPart) -> Entry:
    return Entry(
        (document.path, document.part, str(document.use.get("id", "?"))),
        document.decision,
        document.outcome,
        document.sha256,
        frozenset((finding.rule, finding.fingerprint, finding.state) for finding in document.findings),
    )


def _counted(path: str, summary: contract.RunSummary, entries: Iterable[Entry]) -> None:
    counts: Counter[str] = Counter()
    for entry in entries:
        counts.update(("documents", entry.decision.value, *(["failed"] if entry.outcome == "fail" else [])))
    for name in ("documents", *(decision.value for decision in Decision), "failed"):
        if getattr(summary, name) != counts[name]:
            told = f"its summary counts {getattr(summary, name)} {name}, its documents {counts[name]}"
            raise UsageError(f"{path} was cut or changed by hand: {told}", hint="Take the file as it was written.")


# -- pieces of a file


def _pieces(path: str) -> Iterator[tuple[str, Any]]:
    """``("document", …)`` for each document, ``("head", …)`` for the members around them."""
    try:
        stream = open(path, encoding="utf-8-sig")  # noqa: SIM115 (closed below)
    except OSError as error:
        raise UsageError(f"cannot read “{path}”: {error.strerror or type(error).__name__}", hint=_HINT) from None
    with stream, _telling(path):
        first = stream.readline()
        if first.rstrip().endswith(_OPENING):
            yield from _by_line(path, first, stream)
        elif first.startswith('{"type": "run"'):
            yield from _json_lines(path, first, stream)
        else:
            yield from _whole(path, first, stream)


@contextmanager
def _telling(path: str) -> Iterator[None]:
    """Every way in which a file may be no JSON, in words."""
    try:
        yield
    except json.JSONDecodeError as error:
        raise UsageError(f"{path} is no JSON report: {error.msg}, column {error.colno} of a line", hint=_HINT) from None
    except UnicodeDecodeError:
        raise UsageError(f"{path} is no JSON report: it is not UTF-8", hint=_HINT) from None
    except RecursionError:
        raise UsageError(f"{path} is nested too deep for a report", hint=_HINT) from None
    except OSError as error:
        raise UsageError(f"cannot read “{path}”: {error.strerror or type(error).__name__}", hint=_HINT) from None


def _by_line(path: str, first: str, stream: TextIO) -> Iterator[tuple[str, Any]]:
    """The layout in which reports are written."""
    yield "head", _object(path, first.rstrip()[: -len(_OPENING)].rstrip().removesuffix(",") + "}")
    for line in stream:
        line = line.strip()
        if line.startswith("],"):
            yield "head", _object(path, "{" + line[2:])
            if stream.read(1000).strip():
                raise UsageError(f"{path} goes on after its end", hint="Take the file as it was written.")
            return
        if line:
            yield "document", _parsed(path, line.removesuffix(","))
    _cut(path)


def _json_lines(path: str, first: str, stream: TextIO) -> Iterator[tuple[str, Any]]:
    head = _object(path, first)
    ended = False
    yield "head", {name: value for name, value in head.items() if name != "type"}
    for line in stream:
        content = _object(path, line)
        kind = content.pop("type", None)
        ended = kind == "summary"
        yield ("head", {"summary": content}) if ended else ("document", content)
    if not ended:
        _cut(path)


def _whole(path: str, first: str, stream: TextIO) -> Iterator[tuple[str, Any]]:
    text = first + stream.read(MOST_WHOLE)
    if stream.read(1):
        raise UsageError(
            f"{path} is too large for a report that is not laid out line by line",
            hint="Take the file as “provenance check --format json” wrote it.",
        )
    head = _object(path, text)
    documents = head.pop("documents", [])
    yield "head", head
    if not isinstance(documents, list):
        _foreign(path, head)
    if str(head.get("schema")).startswith(_FAMILY):  # of others not even the documents are looked at
        yield from (("document", document) for document in documents)


def _object(path: str, text: str) -> dict[str, Any]:
    value = _parsed(path, text)
    if not isinstance(value, dict):
        raise UsageError(f"{path} is no report: it holds no JSON object", hint=_HINT)
    return value


def _parsed(path: str, text: str) -> Any:
    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        if len(made) != len(pairs):
            twice = next(name for name, count in Counter(name for name, _ in pairs).items() if count > 1)
            raise UsageError(f"{path} says “{twice}” twice in one place", hint="Take the file as it was written.")
        return made

    def never(constant: str) -> NoReturn:
        raise UsageError(f"{path} is no JSON report: {constant} is no JSON", hint=_HINT)

    return json.loads(text, object_pairs_hook=once, parse_constant=never)


# -- what is wrong


def _cut(path: str) -> NoReturn:
    raise UsageError(
        f"{path} breaks off before its summary: the run that wrote it did not end", hint="Run the check again."
    )


def _foreign(path: str, head: Mapping[str, Any]) -> NoReturn:
    schema = str(head.get("schema"))
    if schema.startswith(_FAMILY):
        raise UsageError(
            f"{path} is written as “{schema}”, and this version reads “{SCHEMA}”",
            hint="Use the version of provenance-check that wrote it, or run the check again.",
        )
    raise UsageError(f"{path} is no report of provenance check", hint=_HINT)


def _broken(path: str, where: str, error: ValidationError) -> NoReturn:
    """The first thing that the contract has against a file, and how many more there are."""
    first, *rest = error.errors(include_url=False)
    field = ".".join(map(str, first["loc"]))
    found = "" if first["type"] == "missing" else f", found {_short(first['input'])}"
    more = f" (and {len(rest)} more)" if rest else ""
    raise UsageError(
        f"{path}: {where}{field}: {first['msg']}{found}{more}",
        hint="A report is read as it was written; one of another version needs that version.",
    )


def _short(value: object) -> str:
    written = json.dumps(value, ensure_ascii=False, default=str)
    return written if len(written) <= 60 else written[:59] + "…"
