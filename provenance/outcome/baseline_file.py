"""The baseline as a file: JSON with a version, sorted, a line for each document and each finding: small diffs."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Iterator
from struct import error as StructError
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from provenance.errors import Place, RuleFileError
from provenance.outcome.baseline import Baseline, Known, Recorded
from provenance.outcome.fingerprints import KEPT, unpacked

SCHEMA: Literal["urn:provenance-check:baseline:1"] = "urn:provenance-check:baseline:1"
_MOST_CHARACTERS = 4 * KEPT * 2
_HINT = "Record it anew with `provenance baseline`, or take the file of the last good revision."


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class FindingEntry(_Part):
    """Findings of one rule on the same words."""

    rule: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$")] = Field(description="id of the rule")
    words: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")] = Field(
        description="hash of the rule and the words"
    )
    count: int = Field(default=1, ge=1, description="how many there were")
    quote: str = Field(default="", description="how the words begin; for readers, never compared")


class DocumentEntry(_Part):
    """One document and the findings that it may keep."""

    path: str = Field(min_length=1, description="from the folder of this file")
    part: str | None = Field(default=None, description="which document of a file that holds several")
    use: str = Field(min_length=1, description="id of the use it was judged for")
    body: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")] = Field(description="hash of the body's words")
    length: int = Field(ge=0, description="how many words the body has")
    sketch: str = Field(
        max_length=_MOST_CHARACTERS,
        description="base64 of the smallest hashes (32 bits, big-endian) of five words in a row, at most 128",
    )
    findings: list[FindingEntry] = Field(min_length=1, description="what was found in it")


class BaselineFile(BaseModel):
    """What ``provenance baseline`` writes."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    schema_: Literal["urn:provenance-check:baseline:1"] = Field(
        alias="schema", description="what this file is, and its version"
    )
    documents: list[DocumentEntry] = Field(description="the documents with findings that may stand")


def load_baseline(text: str, path: str, *, root: str = "") -> Baseline:
    """The baseline in *text*.

    *path*: how messages name the file. *root*: the folder that paths in it count from, as the run names it.

    Raises:
        RuleFileError: not JSON, of another version, or a fault against the schema.
    """
    try:
        data = json.loads(text, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        raise RuleFileError(Place(path, error.lineno, error.colno), f"not JSON: {error.msg}", hint=_HINT) from None
    except (ValueError, RecursionError) as error:
        reason = "nested too deep" if isinstance(error, RecursionError) else str(error)
        raise RuleFileError(Place(path), f"no baseline: {reason}", hint=_HINT) from None
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        found = data.get("schema") if isinstance(data, dict) else type(data).__name__
        message = f"schema: not a baseline of this version ({SCHEMA}); found {str(found)[:80]!r}"
        raise RuleFileError(Place(path), message, hint="Record it anew with this version: `provenance baseline`.")
    try:
        entries = BaselineFile.model_validate(data).documents
    except ValidationError as error:
        raise _fault(error, text, path, data) from None
    documents = tuple(_made(entry, at, text, path) for at, entry in enumerate(entries))
    places = [(one.path, one.part, one.use) for one in documents]
    if len(set(places)) < len(places):
        again = next(place for at, place in enumerate(places) if place in places[:at])
        raise RuleFileError(_place(text, path, again[0]), f"“{again[0]}” is recorded twice", hint=_HINT)
    return Baseline(documents, root)


def write_baseline(baseline: Baseline) -> Iterator[str]:
    """The lines of the file; the same for the same entries, whatever their order."""
    yield f'{{"schema": {_json(SCHEMA)}, "documents": ['
    documents = sorted(baseline.documents, key=lambda one: (one.path, one.part or "", one.use))
    for at, one in enumerate(documents):
        head = {
            "path": one.path,
            "part": one.part,
            "use": one.use,
            "body": one.digest,
            "length": one.words,
            "sketch": b64encode(one.sketch).decode("ascii"),
        }
        yield ",\n{"[at == 0 :] + _json(head)[1:-1] + ', "findings": [\n'
        findings = [
            _json({"rule": rule, "words": words, "count": known.count, "quote": known.quote})
            for (rule, words), known in sorted(one.findings.items())
        ]
        yield "  " + ",\n  ".join(findings) + "]}"
    yield "]}\n"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=True)


def _made(entry: DocumentEntry, at: int, text: str, path: str) -> Recorded:
    try:
        sketch = b64decode(entry.sketch, validate=True)
        numbers = unpacked(sketch)
        if len(numbers) > KEPT or list(numbers) != sorted(set(numbers)):
            raise ValueError("not sorted")
    except (ValueError, StructError):
        message = f"documents[{at}].sketch: not {KEPT} numbers or fewer in base64, in order"
        raise RuleFileError(_place(text, path, entry.path), message, hint=_HINT) from None
    findings = {(one.rule, one.words): Known(one.count, one.quote) for one in entry.findings}
    return Recorded(entry.path, entry.part, entry.use, entry.body, entry.length, sketch, findings)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice in one object")
    return found


def _fault(error: ValidationError, text: str, path: str, data: Any) -> RuleFileError:
    first = error.errors(include_url=False)[0]
    where = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in first["loc"]).lstrip(".")
    message = f"{where or 'the file'}: {first['msg']}"
    try:
        name = data["documents"][first["loc"][1]]["path"]
    except (KeyError, IndexError, TypeError):
        name = None
    place = _place(text, path, name) if isinstance(name, str) else Place(path)
    return RuleFileError(place, message, hint=_HINT)


def _place(text: str, path: str, name: str) -> Place:
    """The line that names a document; its first if none does."""
    before, found, _ = text.partition(f'"path": {_json(name)}')
    return Place(path, before.count("\n") + 1) if found else Place(path)
