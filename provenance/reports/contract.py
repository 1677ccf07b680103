"""The contract of the JSON report, version 1, as pydantic models.

These models are for readers of the report, for its JSON Schema (``provenance rules schema
--report``) and for tests, which validate every report against them. The report itself is written
without them (:mod:`provenance.reports.json`). Fields may be added within a version; names and
meanings stay.

Offsets are code points of the file as decoded (newlines untouched, BOM not counted, front matter
included), half open. Lines and columns are 1-based code points.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, JsonValue

from provenance.vocabulary import Decision, Polarity, Scope, Severity

Outcome = Literal["pass", "fail"]
Count = int


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Tool(_Part):
    """What made the report; ``rules`` maps a rule pack to its version."""

    name: str
    version: str
    rules: dict[str, str]
    rules_digest: str


class ConfigPart(_Part):
    """Which configuration was used; paths as written from the working directory.

    ``path``: the file of settings, null if there was none. ``revision``: the commit that all of it was read from,
    null for the working tree; ``name``: what that revision was called.
    """

    path: str | None
    revision: str | None
    name: str | None
    agreements: str | None
    waivers: str | None
    baseline: str | None
    rules: list[str]
    policies: list[str]


class Counts(_Part):
    """Open findings by severity."""

    error: Count = Field(ge=0)
    warning: Count = Field(ge=0)
    note: Count = Field(ge=0)


class UnusedPart(_Part):
    """A waiver that let nothing stand; ``source``: ``file:line``."""

    source: str
    approved_by: str
    given: str
    expires: str
    rules: list[str]
    document: str | None
    glob: str | None
    why: Literal["expired", "not-yet", "text-changed", "no-finding", "no-document"]


class GonePart(_Part):
    """Findings that the baseline has and the document has no longer."""

    path: str
    part: str | None
    rule: str
    quote: str
    count: Count = Field(ge=1)


class RunSummary(_Part):
    """Documents by decision, how many fail the gate, and what was not judged.

    ``ignored_for``: why files were left out (``suffix``, ``gitignore``, ``excluded`` …), each with its count.
    """

    documents: Count = Field(ge=0)
    permitted: Count = Field(ge=0)
    conditional: Count = Field(ge=0)
    review: Count = Field(ge=0)
    blocked: Count = Field(ge=0)
    failed: Count = Field(ge=0)
    unreadable: Count = Field(ge=0)
    ignored: Count = Field(ge=0)
    ignored_for: dict[str, int]
    waived: Count = Field(ge=0)
    baseline: Count = Field(ge=0)
    baseline_gone: list[GonePart]
    unused_waivers: list[UnusedPart]
    findings: Counts


class Body(_Part):
    """The article without its notices: the hull, and the pieces inside it."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)
    spans: list[tuple[int, int]]


class NoticePart(_Part):
    """A passage that states rights; ``before`` and ``after``: the words around it, as a person reads them."""

    start: int | None
    end: int | None
    line: int = Field(ge=1)
    column: int = Field(ge=1)
    text: str
    kinds: list[Literal["copyright", "prohibition", "permission", "condition", "ai"]]
    scope: Scope
    before: str
    after: str


class Holder(_Part):
    """A rights holder."""

    name: str


class RightsPart(_Part):
    """A flat projection of the statements of scope document and site; never an input to a decision."""

    holders: list[Holder]
    years: list[str]
    licenses: list[str]
    licenses_spdx: str | None
    prohibited: list[str]
    permitted: list[str]
    duties: list[str]
    reserved: bool
    ai_optout: bool
    agencies: list[str]
    embargo: str | None
    territory: dict[Literal["only", "except"], list[str]] | None
    expires: str | None
    max_words: int | None


class ConditionPart(_Part):
    """A duty or precondition that goes with a statement."""

    duty: str
    text: str | None
    target: str | None
    contact: str | None
    amount: str | None


class AgreementPart(_Part):
    """An agreement on file that concerns somebody whose rights are in the text.

    ``state``: ``covers``, or what keeps it from covering the use. ``source``: ``file:line``.
    """

    id: str
    name: str
    party: str
    state: str
    detail: str
    until: str | None
    reference: str | None
    contact: str | None
    source: str


class StepPart(_Part):
    """One step of the decision: a statement, an agreement, a rule or the use, and where it stands."""

    subject: str
    standing: str
    text: str


class ObligationPart(ConditionPart):
    """A duty we take on by using the text; ``met`` is null until our copy is checked, and where nobody can tell.

    ``where``: what meets it, or comes near; ``lacks``: what is missing.
    """

    source: str | None
    met: bool | None
    where: EvidencePart | None
    lacks: str | None


class EvidencePart(_Part):
    """Where something is said: a span of the text or a pointer into the metadata."""

    start: int | None
    end: int | None
    line: int | None
    column: int | None
    quote: str
    pointer: str | None


class LimitsPart(_Part):
    """How far a statement reaches; only what is set is present."""

    embargo: str | None = None
    expires: str | None = None
    territory: dict[Literal["only", "except"], list[str]] | None = None
    medium: list[str] = []
    recipient: list[str] = []
    purpose: list[str] = []
    max_words: int | None = None
    share: str | None = None


class StatementPart(_Part):
    """One thing said about rights; ``trace`` lists token and slot."""

    id: str
    kind: str
    polarity: Polarity
    value: str | None
    acts: list[str]
    conditions: list[ConditionPart]
    limits: LimitsPart
    part: Literal["whole", "excerpt"]
    exception_of: str | None
    implied: bool
    scope: Scope
    source: Literal["words", "metadata", "signal"]
    reading: str
    trace: list[tuple[str, str]]
    unread: list[str]
    evidence: EvidencePart


class WaiverPart(_Part):
    """The central waiver that names a finding; ``state``: whether it holds. ``source``: ``file:line``."""

    state: Literal["in-force", "expired", "not-yet", "text-changed"]
    reason: str
    approved_by: str
    given: str
    expires: str
    source: str


class FindingPart(_Part):
    """What a policy says; ``decision`` is the best answer it still allows, null where it has no say."""

    rule: str
    version: str
    severity: Severity
    decision: Decision | None
    message: str
    evidence: list[EvidencePart]
    why: str
    fix: str
    state: Literal["open", "waived", "baseline"]
    fingerprint: str
    waiver: WaiverPart | None
    statement: str | None


class AssetPart(_Part):
    """A work that comes with the text and has rights of its own; it decides nothing about the text."""

    kind: str
    part: str | None
    decision: Decision
    rights: RightsPart
    metadata: dict[str, JsonValue]
    findings: list[str]


class LinkPart(_Part):
    """One link of the chain from a text's origin to its publisher, in that order (``rules/chain.yaml``).

    ``credited``: the words name it too. ``elsewhere``: its address is on another host than this copy's.
    """

    role: str
    name: str | None
    url: str | None
    when: str | None
    action: str | None
    agency: str | None
    source: Literal["words", "metadata", "signal"]
    credited: bool
    elsewhere: bool
    evidence: EvidencePart


class DocumentPart(_Part):
    """One document: ``path`` and ``part`` identify it."""

    path: str
    part: str | None
    format: str
    encoding: str
    sha256: str
    language: str | None
    readable: bool
    use: dict[str, JsonValue]
    decision: Decision
    outcome: Outcome
    opened_by: str | None
    body: Body
    notices: list[NoticePart]
    rights: RightsPart
    obligations: list[ObligationPart]
    agreements: list[AgreementPart]
    steps: list[StepPart]
    statements: list[StatementPart]
    metadata: dict[str, JsonValue]
    assets: list[AssetPart]
    provenance: list[LinkPart]
    findings: list[FindingPart]


class PastRunPart(_Part):
    """A run that went into a register: its file, and how many of its documents stand there.

    ``superseded``: those that a later run judged again.
    """

    file: str
    tool: Tool
    checked_at: AwareDatetime
    use: str
    fail_on: Decision
    config: ConfigPart
    documents: Count = Field(ge=0)
    superseded: Count = Field(ge=0)


class ChangePart(_Part):
    """A document that is not as it was in the older run.

    ``before``, ``after``: its decision, null where it was not there. ``appeared``, ``disappeared``: rules whose
    findings only the new run has, or only the old one; behind a rule its state, where that is not ``open``.
    ``was``: its path before it moved.
    """

    kind: Literal["worse", "new", "findings", "better", "moved", "gone"]
    path: str
    part: str | None
    use: str
    before: Decision | None
    after: Decision | None
    outcome_before: Outcome | None
    outcome_after: Outcome | None
    appeared: list[str]
    disappeared: list[str]
    text_changed: bool
    was: str | None


class ChangesPart(_Part):
    """What changed since an older run (``provenance report --compare``)."""

    since: str
    checked_at: AwareDatetime
    version: str
    rules_changed: bool
    counts: dict[str, Count]
    documents: list[ChangePart]


class ReportDocument(BaseModel):
    """The whole report of ``provenance check --format json``.

    ``use``: the id of the use asked for; what each document was judged for stands with it. ``fail_on``: this
    decision and worse ones fail. ``config``: which configuration was used; it may say otherwise for some paths.
    ``runs`` and ``changes``: only what ``provenance report`` writes has them.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    schema_: Literal["urn:provenance-check:report:1"] = Field(alias="schema")
    tool: Tool
    checked_at: AwareDatetime
    use: str
    fail_on: Decision
    config: ConfigPart
    runs: list[PastRunPart] = []
    documents: list[DocumentPart]
    changes: ChangesPart | None = None
    summary: RunSummary


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of the report."""
    schema = ReportDocument.model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "urn:provenance-check:report:1", **schema}
