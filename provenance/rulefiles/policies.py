"""Policies: ``rules/policies/*.yaml``, one file each, named after the bad thing it finds.

Conditions are structured data, validated here and evaluated in :mod:`provenance.policies`; there is
no expression language. Unknown keys, acts, duties and placeholders are refused at their line.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from provenance.errors import RuleFileError
from provenance.rulefiles.patterns import Pattern, compiled, patterns_in
from provenance.rulefiles.source import Tree, load, validate

Acts = Literal[
    "publish",
    "broadcast",
    "rewrite",
    "redistribute",
    "reproduce",
    "translate",
    "excerpt",
    "display",
    "print",
    "archive",
    "link",
    "commercialize",
    "derive",
    "mine",
    "train-ai",
]
Duties = Literal[
    "attribute", "link-back", "consent", "share-alike", "unaltered", "notify", "pay", "keep-notice", "indicate-changes"
]

Standings = Literal[
    "opens",
    "bars",
    "lifted",
    "claimed",
    "contested",
    "duty",
    "outside",
    "over",
    "running",
    "undated",
    "withdrawn",
    "unread",
    "unknown-licence",
    "expired",
    "unstarted",
    "too-small",
    "limited",
    "carved-out",
    "weak",
    "silent",
]

AgreementStates = Literal[
    "covers",
    "claimed",
    "expired",
    "not-yet",
    "territory",
    "channel",
    "acts",
    "amount",
    "quota",
    "language",
    "purpose",
    "sublicensing",
    "licensee",
    "look-alike",
    "other-holder",
]

#: What a message may say; filled from the document, each made harmless by the reports.
PLACEHOLDERS = frozenset(
    [
        "act",
        "quote",
        "value",
        "holder",
        "field",
        "found",
        "expected",
        "until",
        "duties",
        "other",
        "use",
        "detail",
        "at",
        "missing",
        "agreement",
    ]
)
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


class _Closed(BaseModel):
    model_config = ConfigDict(extra="forbid")


class ActsTest(_Closed):
    """A test on a set of acts: ``use.acts`` stands for those the declared use exercises."""

    any_of: Literal["use.acts"] | list[Acts] | None = None
    none_of: Literal["use.acts"] | list[Acts] | None = None
    only: list[Acts] | None = None


class DutiesTest(_Closed):
    """A test on the duties that go with a statement."""

    any_of: list[Duties] | None = None
    none_of: list[Duties] | None = None
    only: list[Duties] | None = Field(default=None, description="at least one duty, and no other than these")


class Matcher(_Closed):
    """Which statements are meant. Every key given must hold."""

    kind: list[str] | None = None
    polarity: list[Literal["permits", "prohibits", "reserves", "requires", "identifies"]] | None = None
    acts: ActsTest | None = None
    duties: DutiesTest | None = None
    standing: list[Standings] | None = Field(default=None, description="where it stands towards the declared use")
    scope: list[Literal["document", "site", "image", "other"]] = ["document", "site"]
    source: list[Literal["words", "metadata", "signal"]] | None = None
    implied: bool | None = None
    named: bool | None = Field(default=None, description="whether it names something (a holder, a licence we know)")
    part: Literal["whole", "excerpt"] | None = None
    covered: bool | None = Field(default=None, description="whether an agreement on file covers whom it names")
    purpose: list[str] | None = Field(default=None, description="limited to one of these purposes")


class Clash(_Closed):
    """Two statements that cannot both be true: no value in common."""

    left: Matcher
    right: Matcher
    on: Literal["value", "licence"] = "value"


class Earlier(_Closed):
    """A year that lies before the date in a field."""

    statement: Matcher
    than: str


class ChainTest(_Closed):
    """Which links of the chain of provenance are meant. Every key given must hold."""

    role: list[str] | None = Field(default=None, description="roles of rules/chain.yaml")
    source: list[Literal["words", "metadata", "signal"]] | None = None
    credited: bool | None = Field(default=None, description="whether the words name it too")
    elsewhere: bool | None = Field(default=None, description="whether its address is on another host than the copy's")


class Declares(_Closed):
    """A field that declares one of these values."""

    field: str
    any_of: list[str] = Field(min_length=1)


class Condition(_Closed):
    """Exactly one key: how conditions are put together, or what is asked."""

    all: list[Condition] | None = None
    any: list[Condition] | None = None
    not_: Condition | None = Field(default=None, alias="not")
    statement: Matcher | None = None
    clash: Clash | None = None
    earlier: Earlier | None = None
    problem: list[str] | None = None
    fault: bool | None = None
    missing: bool | None = None
    opened: bool | None = None
    images: bool | None = None
    agreement: Literal["none"] | list[AgreementStates] | None = Field(
        default=None,
        description="none: none on file covers everybody; states: agreements that stand so towards the use",
    )
    unmet: bool | None = Field(default=None, description="a duty that our own copy does not meet")
    chain: ChainTest | None = None
    declares: Declares | None = None
    disclosed: bool | None = Field(default=None, description="whether the words say that a machine made the text")
    pattern: Pattern | None = None

    @model_validator(mode="after")
    def _one(self) -> Condition:
        if len(self.model_fields_set) != 1:
            raise ValueError("exactly one key a condition; join several with `all` or `any`")
        return self


class GivenAgreement(_Closed):
    """An agreement of an example: for the use of the example, everywhere and at any time, unless it says otherwise."""

    id: str = "paper-1"
    names: list[str] = Field(min_length=1)
    agencies: list[str] = []
    acts: list[Acts] | None = Field(default=None, description="left out: all")
    territory: dict[Literal["only", "except"], list[str]] | None = None
    media: list[str] = []
    languages: list[str] = []
    purposes: list[str] = []
    starts: str | None = None
    until: str | None = None
    documents: int | None = None
    used: int = 0
    words: int | None = None
    licensees: list[str] = []


class Example(_Closed):
    """A document in short: its notice, fields, problems, and the use and instant it is judged for."""

    notice: str = ""
    body: str | None = None
    fields: dict[str, Any] = {}
    statements: list[dict[str, Any]] = Field(
        default=[], description="statements given outright, where words cannot make them yet"
    )
    problem: str | None = None
    use: str = "republish"
    at: str | None = None
    ours: bool = Field(default=False, description="it is our own copy: its duties are looked for in it")
    agreements: list[GivenAgreement] = Field(default=[], description="agreements on file, in short")


class PolicyExamples(_Closed):
    """At least one document that the policy flags and one near miss that it passes."""

    flags: list[Example] = Field(min_length=1)
    passes: list[Example] = Field(min_length=1)


class PolicyFile(_Closed):
    """One policy: what it finds, how loud it is, and the best decision it still allows."""

    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    title: str
    severity: Literal["error", "warning", "note"]
    decision: Literal["blocked", "review"] | None = None
    version: str = "1"
    since: str = "0.1.0"
    waivable: bool = Field(
        default=True, description="whether a central waiver or a baseline may let its findings stand; false: nobody may"
    )
    each: Literal["document", "statement", "act"] = "document"
    naming: ActsTest | None = Field(
        default=None, description="with each: act - which acts of the statement get a finding; default: those of `when`"
    )
    when: Condition
    message: str
    why: str
    fix: str
    examples: PolicyExamples


def load_policies(root: Path) -> dict[str, Any]:
    """Policy id → the file as plain data, examples left out.

    Raises:
        RuleFileError: a schema fault, an unknown placeholder, a file name that is not the id.
    """
    policies: dict[str, Any] = {}
    for path in sorted(root.glob("policies/*.yaml")):
        tree = load(path)
        policy = validate(tree, PolicyFile)
        _check(tree, path, policy)
        policies[policy.id] = policy.model_dump(exclude={"examples"}, exclude_none=True, by_alias=True)
    return policies


def _check(tree: Tree, path: Path, policy: PolicyFile) -> None:
    if policy.id != path.stem:
        raise RuleFileError(tree.place(("id",)), f"the file is called {path.name}", hint=f"Call it {policy.id}.yaml.")
    for name in _PLACEHOLDER.findall(policy.message):
        if name not in PLACEHOLDERS:
            known = ", ".join(sorted(PLACEHOLDERS))
            raise RuleFileError(tree.place(("message",)), f"unknown placeholder {{{name}}}", hint=f"Known: {known}")
    for key, pattern in patterns_in(policy.when.model_dump(exclude_none=True, by_alias=True), ("when",)):
        try:
            compiled(pattern["find"], pattern["case"])
        except ValueError as error:
            hint = "The syntax is that of Python's regex library; put the pattern in single quotes."
            raise RuleFileError(tree.place((*key, "find")), f"pattern: {error}", hint=hint) from None
