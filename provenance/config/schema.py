"""The schema of ``provenance.toml``; the meaning of each key is its description (``docs/configuration.md``)."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, ConfigDict, Field

from provenance.config.patterns import compiled
from provenance.rulefiles.several import Several
from provenance.rulefiles.uses import Declaration

#: Keys that somebody may look for here, and where they are: a run's own matter, not a project's.
ON_THE_COMMAND_LINE = frozenset({"at", "format", "output", "quiet", "verbose", "color", "explain"})


#: What a URI is made of (RFC 3986, 2).
_URI = re.compile(r"(?:[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})+")


def _pattern(written: str) -> str:
    if not written.strip() or written.startswith("#"):
        raise ValueError("a pattern as in .gitignore: wire/**, *.draft.md")
    try:
        compiled([written])
    except ValueError:
        raise ValueError("a pattern as in .gitignore: wire/**, *.draft.md") from None
    return written


def _path(written: str) -> str:
    if not written.strip() or "\0" in written:
        raise ValueError("a path, from the folder of this file")
    return written


def _address(written: str) -> str:
    parts = urlsplit(written)
    absolute = parts.scheme in ("https", "http") and parts.netloc and "{" not in parts.netloc
    if not absolute or written.count("{rule}") != 1 or not _URI.fullmatch(written.replace("{rule}", "")):
        raise ValueError("an address with {rule} where the id of a rule goes: https://docs.example/rules/{rule}.html")
    return written


Pattern = Annotated[str, AfterValidator(_pattern)]
RuleAddress = Annotated[str, AfterValidator(_address)]
FilePath = Annotated[str, AfterValidator(_path)]
Patterns = Annotated[list[Pattern], Several()]
FilePaths = Annotated[list[FilePath], Several()]
Columns = Annotated[list[str], Several()]


class Judging(Declaration):
    """What may be set for all documents, and for those under some paths otherwise."""

    model_config = ConfigDict(extra="forbid", populate_by_name=False)

    fail_on: Literal["blocked", "review", "conditional"] | None = Field(
        default=None, alias="fail-on", description="this decision and worse ones fail; left out: `review`"
    )
    fail_on_metadata: bool | None = Field(
        default=None, alias="fail-on-metadata", description="whether metadata errors fail too; left out: no"
    )


class PathSection(Judging):
    """Settings for the documents under some paths. Sections further down win, key by key."""

    match: Patterns = Field(min_length=1, description="the documents, as patterns from the folder of this file")
    ours: bool | None = Field(
        default=None, description="whether these are our own copies: what they declare about a use counts"
    )


class Configuration(Judging):
    """The file, or the table `[tool.provenance]` of a `pyproject.toml`. Every key may be left out."""

    ours: Patterns = Field(
        default=[], description="our own copies: what these documents declare about a use counts, duties are looked for"
    )
    exclude: Patterns = Field(default=[], description="files and folders that walks leave out")
    rules: FilePaths = Field(
        default=[], description="folders of rules, laid over those that ship with it; later ones win"
    )
    policies: FilePaths = Field(default=[], description="ODRL or RightsML policies for what is checked")
    site: FilePath | None = Field(
        default=None, description="a folder with the site's robots.txt, tdmrep.json, headers.json …"
    )
    map: dict[str, Columns] = Field(
        default={}, description="rows of data sets: which column holds the text, the license …"
    )
    agreements: FilePath | None = Field(default=None, description="the agreements on file: a file, or a folder of them")
    waivers: FilePath | None = Field(default=None, description="what was waived, by whom, until when")
    baseline: FilePath | None = Field(default=None, description="the findings of a day that later runs do not count")
    help_uri: RuleAddress | None = Field(
        default=None,
        alias="help-uri",
        description="where people read about a rule, with `{rule}` for its id; SARIF reports link there",
    )
    paths: list[PathSection] = Field(default=[], description="sections for some paths: `[[paths]]`")

    @classmethod
    def model_json_schema(cls, *given: Any, **more: Any) -> dict[str, Any]:
        """The JSON Schema of the file, for editors."""
        schema: dict[str, Any] = _as_written(super().model_json_schema(*given, **more))
        return {**schema, "title": "provenance.toml"}


def _as_written(schema: Any) -> Any:
    """*schema* for what people write: there is no null in TOML."""
    if isinstance(schema, list):
        return [_as_written(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    made = {name: _as_written(part) for name, part in schema.items() if name != "default" or part is not None}
    choices = [part for part in made.get("anyOf", ()) if part != {"type": "null"}]
    if len(choices) < len(made.get("anyOf", ())):
        made = {**made, "anyOf": choices}
    if len(choices) == 1:
        made = {**choices[0], **{name: part for name, part in made.items() if name != "anyOf"}}
    return made
