"""``waivers.yml``: the findings that somebody with a name lets stand, for a reason and until a day.

An entry without reason, owner or last day is refused, and so is one for a rule that nobody may waive. What was given
for one document names the findings it was given for (``fingerprint``): other words, and it holds no longer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

from provenance.errors import Place, RuleFileError
from provenance.rulefiles.pack import Rules
from provenance.rulefiles.several import Several
from provenance.rulefiles.source import Key, Tree, parse, validate
from provenance.waiver import Waiver, Waivers

#: A waiver lasts a year at most; then somebody looks again.
LONGEST = timedelta(days=366)
#: Wildcards backtrack against each other.
_MAX_WILDCARDS = 3
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def _no_number(value: Any) -> Any:
    if isinstance(value, (int, float)):
        raise ValueError("put it in quotation marks: YAML reads it as a number")
    return value


def _day(value: Any) -> Any:
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise ValueError("a day, as ISO 8601 writes it: 2025-03-01")
    return value


def _none_yet(value: Any) -> Any:
    return [] if value is None else value


Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
Fingerprint = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
Day = Annotated[date, BeforeValidator(_day)]
SeveralWords = Annotated[list[Words], Several()]
Fingerprints = Annotated[list[Fingerprint], Several(), BeforeValidator(_no_number)]


class WaiverEntry(BaseModel):
    """One waiver: which findings, why they may stand, who says so, and how long."""

    model_config = ConfigDict(extra="forbid")

    rule: SeveralWords = Field(min_length=1, description="id of the rule, or several (`provenance rules list`)")
    document: Words | None = Field(
        default=None, description="path of the document, from the folder of this file; needs `fingerprint`"
    )
    glob: Words | None = Field(
        default=None, description="pattern for paths, as in .gitignore, from the folder of this file: archive/2019/**"
    )
    fingerprint: Fingerprints = Field(
        default=[],
        description="of the finding it was given for, or of several (JSON report; `provenance waive` writes them)",
    )
    use: SeveralWords = Field(default=[], description="id of the use it was given for, or several; left out: every use")
    reason: Words = Field(description="why the finding may stand, for whoever asks in a year")
    approved_by: Words = Field(description="who answers for it: a name, and what he does")
    given: Day = Field(description="first day (ISO 8601: 2025-03-01)")
    expires: Day = Field(description="last day (ISO 8601), at most a year after the first")

    @model_validator(mode="after")
    def _is_bounded(self) -> WaiverEntry:
        if self.document is not None and self.glob is not None:
            raise ValueError("either `document` or `glob`")
        if not self.fingerprint and self.glob is None:
            what = "`document` alone" if self.document is not None else "neither `document` nor `glob`"
            raise ValueError(
                f"{what}: without `fingerprint` it would hold for whatever text stands there; "
                "`provenance waive` writes the entry"
            )
        if self.expires < self.given:
            raise ValueError(f"it expires ({self.expires}) before it is given ({self.given})")
        if self.expires - self.given > LONGEST:
            raise ValueError(f"it lasts from {self.given} to {self.expires}: at most {LONGEST.days} days")
        return self


class WaiverFile(BaseModel):
    """All waivers of a newsroom."""

    model_config = ConfigDict(extra="forbid")

    waivers: Annotated[
        list[WaiverEntry], BeforeValidator(_none_yet, json_schema_input_type=list[WaiverEntry] | None)
    ] = Field(default=[], description="the waivers")


def load_waivers(text: str, path: str, rules: Rules, *, root: str = "") -> Waivers:
    """The waivers in *text*.

    *path*: how messages name the file. *root*: the folder that paths in it count from, as the run names it.

    Raises:
        RuleFileError: a schema fault, an unknown rule or use, a rule that nobody may waive, a pattern for everything;
            at its line.
    """
    tree = parse(text, path)
    if tree.data is None:
        return Waivers(root=root)
    entries = validate(tree, WaiverFile).waivers
    return Waivers(tuple(_made(tree, at, entry, rules) for at, entry in enumerate(entries)), root)


def _made(tree: Tree, at: int, entry: WaiverEntry, rules: Rules) -> Waiver:
    for key, message, hint in _faults(entry, rules):
        raise RuleFileError(tree.place(("waivers", at, *key)), message, hint=hint)
    return Waiver(
        rules=tuple(dict.fromkeys(entry.rule)),
        reason=entry.reason,
        approved_by=entry.approved_by,
        given=entry.given,
        expires=entry.expires,
        document=_plain(entry.document) if entry.document is not None else None,
        glob=entry.glob,
        fingerprints=frozenset(entry.fingerprint),
        uses=tuple(dict.fromkeys(entry.use)),
        source=_source(tree.place(("waivers", at))),
    )


def _faults(entry: WaiverEntry, rules: Rules) -> Iterator[tuple[Key, str, str]]:
    """What the schema cannot see: the key, what is wrong, what to do."""
    for rule in entry.rule:
        if fault := unwaivable(rule, rules.data["policies"]):
            yield ("rule",), f"rule: {fault[0]}", fault[1]
    for use in entry.use:
        if use not in rules.uses:
            yield ("use",), f"use: unknown use “{use}”", f"Known: {', '.join(sorted(rules.uses))}"
    if entry.document is not None and _plain(entry.document).startswith(("/", "../")):
        yield ("document",), "document: a path outside of this file's folder", "Write it from that folder: wire/a.md"
    if entry.glob is not None and (fault := _wrong_glob(entry.glob)):
        yield ("glob",), f"glob: {fault[0]}", fault[1]


def unwaivable(rule: str, policies: Mapping[str, Mapping[str, Any]]) -> tuple[str, str] | None:
    """Why *rule* cannot be waived, and what to do; ``None`` where it can."""
    if rule not in policies:
        return f"unknown rule “{rule}”", _nearest(rule, policies)
    policy = policies[rule]
    return None if policy["waivable"] else (f"nobody may waive “{rule}”: {policy['why']}", policy["fix"])


def _nearest(rule: str, policies: Mapping[str, Any]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(rule, policies, n=3, cutoff=0.5)
    return f"Did you mean {' or '.join(f'“{name}”' for name in near)}?" if near else "See `provenance rules list`."


def _wrong_glob(glob: str) -> tuple[str, str] | None:
    from pathspec import GitIgnoreSpec

    if not glob.strip("*/.?![] "):
        return "it fits every document", "A waiver is for some of them; what fails a run is the setting `fail_on`."
    names = [name.replace("**", "*").count("*") for name in glob.split("/")]
    if sum(names) > _MAX_WILDCARDS:
        return f"more than {_MAX_WILDCARDS} wildcards", "Name the folder, or write several waivers."
    try:
        valid = not glob.startswith(("!", "#")) and GitIgnoreSpec.from_lines([glob], backend="simple").patterns
    except ValueError:
        valid = False
    return None if valid else (f"“{glob}” is no pattern", "Write it as in .gitignore: archive/2019/**")


def _plain(path: str) -> str:
    import posixpath

    return posixpath.normpath(path.replace("\\", "/"))


def _source(place: Place) -> str:
    return f"{place.path}:{place.line}"
