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
    "beside",
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

#: What a statement may be (see :class:`provenance.statement.Statement`).
Kinds = Literal[
    "permission",
    "prohibition",
    "reservation",
    "duty",
    "licence",
    "holder",
    "year",
    "copyright",
    "agency",
    "embargo",
    "expiry",
    "territory",
    "channel",
    "purpose",
    "ai",
    "lifted",
    "doubtful",
    "withdrawal",
    "unread",
    "beside",
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

    any_of: Literal["use.acts"] | list[Acts] | None = Field(
        default=None, description="At least one of these acts; use.acts: of those that the declared use exercises."
    )
    none_of: Literal["use.acts"] | list[Acts] | None = Field(default=None, description="None of these acts.")
    only: list[Acts] | None = Field(default=None, description="At least one act, and no other than these.")


class DutiesTest(_Closed):
    """A test on the duties that go with a statement."""

    any_of: list[Duties] | None = Field(default=None, description="At least one of these duties.")
    none_of: list[Duties] | None = Field(default=None, description="None of these duties.")
    only: list[Duties] | None = Field(default=None, description="At least one duty, and no other than these.")


class Matcher(_Closed):
    """Which statements are meant. Every key given must hold."""

    kind: list[Kinds] | None = Field(default=None, description="What it is.")
    polarity: list[Literal["permits", "prohibits", "reserves", "requires", "identifies"]] | None = Field(
        default=None, description="What it does."
    )
    acts: ActsTest | None = Field(default=None, description="Which acts it is about.")
    duties: DutiesTest | None = Field(default=None, description="Which duties go with it.")
    standing: list[Standings] | None = Field(default=None, description="Where it stands towards the declared use.")
    scope: list[Literal["document", "site", "image", "other"]] = Field(
        default=["document", "site"], description="What it is about; left out: the text (document and site)."
    )
    source: list[Literal["words", "metadata", "signal"]] | None = Field(
        default=None, description="Where it was said; left out: anywhere."
    )
    implied: bool | None = Field(default=None, description="Whether it was only concluded, not said in so many words.")
    named: bool | None = Field(default=None, description="Whether it names something (a holder, a licence we know).")
    part: Literal["whole", "excerpt"] | None = Field(
        default=None, description="Whether it is about the whole text or about excerpts."
    )
    covered: bool | None = Field(default=None, description="Whether an agreement on file covers whom it names.")
    purpose: list[str] | None = Field(
        default=None, description="It is limited to one of these purposes: noncommercial, personal, education …"
    )


class Clash(_Closed):
    """Two statements that cannot both be true: no value in common."""

    left: Matcher = Field(description="The one statement.")
    right: Matcher = Field(description="The other statement.")
    on: Literal["value", "licence"] = Field(
        default="value",
        description="How they are compared: as names, or as licences (one without a version is the same).",
    )


class Earlier(_Closed):
    """A year that lies before the date in a field."""

    statement: Matcher = Field(description="The statements that name a year.")
    than: str = Field(description="A field with a date, by its canonical name.", examples=["published"])


class ChainTest(_Closed):
    """Which links of the chain of provenance are meant. Every key given must hold."""

    role: list[str] | None = Field(default=None, description="Roles of rules/chain.yaml: agency, canonical, source …")
    source: list[Literal["words", "metadata", "signal"]] | None = Field(default=None, description="Where it was said.")
    credited: bool | None = Field(default=None, description="Whether the words name it too.")
    elsewhere: bool | None = Field(default=None, description="Whether its address is on another host than the copy's.")


class Declares(_Closed):
    """A field that declares one of these values."""

    field: str = Field(description="A field, by its canonical name (rules/fields).", examples=["digital_source_type"])
    any_of: list[str] = Field(
        min_length=1, description="Its values, compared without name space, case and punctuation."
    )


class Condition(_Closed):
    """Exactly one key: how conditions are put together, or what is asked."""

    # the limit stands apart: editors offer no key where an object could take no more
    model_config = ConfigDict(json_schema_extra={"minProperties": 1, "allOf": [{"maxProperties": 1}]})

    all: list[Condition] | None = Field(default=None, description="Every one of these conditions holds.")
    any: list[Condition] | None = Field(default=None, description="At least one of these conditions holds.")
    not_: Condition | None = Field(default=None, alias="not", description="This condition does not hold.")
    statement: Matcher | None = Field(default=None, description="The document says such a thing about rights.")
    clash: Clash | None = Field(default=None, description="Two statements name things that cannot both be true.")
    earlier: Earlier | None = Field(default=None, description="A year that is named lies before a declared date.")
    problem: list[str] | None = Field(
        default=None,
        description="Reading the file met one of these problems: unreadable, too-large, encoding-guessed,"
        " front-matter-broken, format-unknown, self-declared, pattern-timeout …",
    )
    fault: bool | None = Field(default=None, description="Whether a declared value is wrong.")
    missing: bool | None = Field(default=None, description="Whether a field that every article needs is missing.")
    opened: bool | None = Field(default=None, description="Whether something opens the use.")
    images: bool | None = Field(default=None, description="Whether the document has pictures.")
    agreement: Literal["none"] | list[AgreementStates] | None = Field(
        default=None,
        description="none: none on file covers everybody. A list: agreements that stand so towards the use.",
    )
    chain: ChainTest | None = Field(default=None, description="The chain of provenance has a link of this kind.")
    declares: Declares | None = Field(default=None, description="A field declares one of these values.")
    disclosed: bool | None = Field(default=None, description="Whether the words say that a machine made the text.")
    pattern: Pattern | None = Field(
        default=None,
        description="A pattern stands in the text: for what words of a lexicon cannot say. A pack from outside may use"
        " it only with --allow-patterns.",
    )
    unmet: bool | None = Field(default=None, description="Whether our own copy leaves a duty unmet.")

    @model_validator(mode="after")
    def _one(self) -> Condition:
        if len(self.model_fields_set) != 1:
            raise ValueError("exactly one key a condition; join several with `all` or `any`")
        return self


class GivenAgreement(_Closed):
    """An agreement of an example: for the use of the example, everywhere and at any time, unless it says otherwise."""

    id: str = Field(default="paper-1", description="Its id.")
    names: list[str] = Field(min_length=1, description="The holders it covers, by name.")
    agencies: list[str] = Field(default=[], description="The agencies it covers, by id.")
    acts: list[Acts] | None = Field(default=None, description="What it grants; left out: all.")
    territory: dict[Literal["only", "except"], list[str]] | None = Field(
        default=None, description="Country codes under only and except; left out: everywhere."
    )
    media: list[str] = Field(default=[], description="Channels; left out: all.")
    languages: list[str] = Field(default=[], description="Languages; left out: all.")
    purposes: list[str] = Field(default=[], description="Purposes; left out: all.")
    starts: str | None = Field(default=None, description="First day or instant (ISO 8601).")
    until: str | None = Field(default=None, description="Last day or instant (ISO 8601).")
    documents: int | None = Field(default=None, description="For so many texts.")
    used: int = Field(default=0, description="So many of them are used.")
    words: int | None = Field(default=None, description="For so many words of a text.")
    licensees: list[str] = Field(default=[], description="To whom it was given; left out: us.")


class GivenStatement(_Closed):
    """A statement of an example, outright."""

    kind: Kinds = Field(description="What it is.")
    polarity: Literal["permits", "prohibits", "reserves", "requires", "identifies"] = Field(description="What it does.")
    value: str | None = Field(default=None, description="What it names: a holder, a year, a licence, an agency.")
    acts: list[Acts] = Field(default=[], description="The acts it is about.")
    scope: Literal["document", "site", "image", "other"] = Field(default="document", description="What it is about.")
    source: Literal["words", "metadata", "signal"] = Field(default="words", description="Where it was said.")
    unread: list[str] = Field(default=[], description="Words in it that were not understood: only, except …")


class Example(_Closed):
    """A document in short: its notice, fields, problems, and the use and instant it is judged for."""

    notice: str = Field(
        default="",
        description="The notice under the text, as a reader sees it. Invent the names; quote no real publisher.",
        examples=["This article may not be translated."],
    )
    body: str | None = Field(default=None, description="The text above the notice; left out: two lines of digits.")
    fields: dict[str, Any] = Field(
        default={}, description="Declared fields (front matter): name and value.", examples=[{"license": "CC-BY-4.0"}]
    )
    statements: list[GivenStatement] = Field(
        default=[], description="Statements given outright, where words cannot make them."
    )
    problem: str | None = Field(default=None, description="A problem that reading the file met, such as unreadable.")
    use: str = Field(
        default="republish",
        description="The use it is judged for: an id of a use.",
        examples=["republish", "excerpt", "translate", "ai-training"],
    )
    at: str | None = Field(
        default=None,
        description="The moment it is judged at (ISO 8601); left out: 2025-06-01.",
        examples=["2025-01-01T00:00:00Z"],
    )
    ours: bool = Field(default=False, description="Whether it is our own copy: its duties are looked for in it.")
    agreements: list[GivenAgreement] = Field(default=[], description="Agreements on file, in short.")


class PolicyExamples(_Closed):
    """At least one document that the policy flags and one near miss that it passes."""

    flags: list[Example] = Field(min_length=1, description="Documents that the policy must flag. At least one.")
    passes: list[Example] = Field(
        min_length=1, description="Documents that look alike and that it must pass. At least one: the nearest miss."
    )


class PolicyFile(_Closed):
    """One policy: what it finds, how loud it is, and the best decision it still allows."""

    id: str = Field(
        pattern=r"^[a-z][a-z0-9-]*$",
        description="The name of the bad thing, in small letters with hyphens; the file is called so too.",
        examples=["embargo-undated"],
    )
    title: str = Field(
        description="The bad thing in one line.", examples=["An embargo names no moment that can be read"]
    )
    severity: Literal["error", "warning", "note"] = Field(description="How loud it is.")
    decision: Literal["blocked", "review"] | None = Field(
        default=None,
        description="The best decision that it still allows. Left out: it only tells. No policy opens anything.",
    )
    version: str = Field(
        default="1", description='The version of this policy, in quotes: raise it when it judges otherwise ("2").'
    )
    since: str = Field(
        default="0.1.0", description="The version of the program or pack with which it first came.", examples=["1.0"]
    )
    waivable: bool = Field(
        default=True, description="Whether a central waiver or a baseline may let it stand; false: nobody may."
    )
    each: Literal["document", "statement", "act"] = Field(
        default="document",
        description="One finding for the document, for each statement (or problem, value …), or for each act of it.",
    )
    naming: ActsTest | None = Field(
        default=None,
        description="With each: act, which acts of the statement get a finding; left out: those of `when`.",
    )
    when: Condition = Field(description="When the bad thing is there: exactly one key.")
    message: str = Field(
        description="What a person reads. It may hold "
        + ", ".join(f"{{{name}}}" for name in sorted(PLACEHOLDERS))
        + ".",
        examples=["the notice forbids to {act}: “{quote}”"],
    )
    why: str = Field(description="Why it matters, in a sentence or two.")
    fix: str = Field(description="What to do about it, in a sentence or two.")
    examples: PolicyExamples = Field(description="Its tests, and its documentation.")


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
