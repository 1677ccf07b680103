"""Uses as data: ``rules/uses/*.yaml``, one file each, and declarations that put them together and narrow them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from provenance.countries import countries
from provenance.errors import RuleFileError, UsageError
from provenance.rulefiles.several import Several
from provenance.rulefiles.source import load, validate
from provenance.rulefiles.words import Act
from provenance.use import Use
from provenance.vocabulary import ACTS, OPENING_ACTS

if TYPE_CHECKING:
    from provenance.rulefiles.pack import Rules

Channel = Literal["web", "print", "broadcast", "app", "newsletter", "social", "database"]
Purpose = Literal["editorial", "advertising", "education", "research", "training", "personal"]
Recipient = Literal["education", "nonprofit", "personal", "insider"]


class UseFile(BaseModel):
    """The schema of a use; the meaning of each key is that of :class:`provenance.use.Use`."""

    model_config = ConfigDict(extra="forbid")

    id: str = Field(
        pattern=r"^[a-z][a-z0-9-]*$",
        description="Its name: small letters and hyphens; the file is called so too.",
        examples=["republish"],
    )
    title: str = Field(description="What is done, in a few words.", examples=["Translate and publish"])
    description: str = Field(default="", description="The same in a sentence.")
    acts: list[Act] = Field(min_length=1, description="The acts it exercises: a ban on one of them bars the use.")
    opened_by: list[Act] = Field(
        min_length=1, description="Acts of which a permission for one, for the whole text, is enough."
    )
    part: Literal["whole", "excerpt"] = Field(
        default="whole", description="Whether the text is taken whole or in part."
    )
    commercial: bool = Field(default=True, description="Whether money is made with it.")
    alters: bool = Field(default=False, description="Whether the text is changed.")
    media: list[Channel] = Field(default=["web"], description="Where it appears.")
    territory: list[str] = Field(
        default=[], description="The countries it reaches (ISO 3166-1: DE, GB); left out: everywhere."
    )
    purpose: Purpose = Field(default="editorial", description="What it is for.")


def load_uses(root: Path) -> dict[str, Any]:
    """Use id → the file as plain data.

    Raises:
        RuleFileError: a schema fault, an act that the vocabulary does not have, a file name that is not the id.
    """
    uses: dict[str, Any] = {}
    for path in sorted(root.glob("uses/*.yaml")):
        tree = load(path)
        use = validate(tree, UseFile)
        if use.id != path.stem:
            raise RuleFileError(tree.place(("id",)), f"the file is called {path.name}", hint=f"Call it {use.id}.yaml.")
        for key in ("acts", "opened_by"):
            for i, act in enumerate(getattr(use, key)):
                if act not in ACTS:
                    raise RuleFileError(tree.place((key, i)), f"unknown act “{act}”", hint=f"Known: {', '.join(ACTS)}")
        uses[use.id] = use.model_dump()
    return uses


def moment(written: str) -> str:
    """*written*, if it is a date or an instant of ISO 8601.

    Raises:
        ValueError: it is neither.
    """
    from datetime import datetime

    try:
        datetime.fromisoformat(written)
    except ValueError:
        raise ValueError("a date or an instant of ISO 8601, such as 2027-03-01 or 2027-03-01T06:00+01:00") from None
    return written


def country(written: str) -> str:
    """*written*, if it is the code of a country in ISO 3166-1 alpha-2 (``UK`` is written ``GB`` there)."""
    code = written.strip().upper()
    if code not in countries():
        raise ValueError("a country code of two letters (ISO 3166-1): DE, GB, US")
    return code


def _written(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value  # TOML has dates of its own


Moment = Annotated[str, BeforeValidator(_written), AfterValidator(moment)]
Country = Annotated[str, AfterValidator(country)]


class Declaration(BaseModel):
    """What somebody means to do with texts: one or several uses of the rules, narrowed. From the configuration,
    the command line, or the front matter of a text of our own; every key may be left out."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    use: Annotated[list[str], Several()] = Field(
        default=[], description="what is done: ids of uses (`provenance rules list`)"
    )
    commercial: bool | None = Field(default=None, description="whether money is made with it")
    territory: Annotated[list[Country], Several()] | None = Field(
        default=None, description="countries it reaches (ISO 3166-1: DE, GB); left out: everywhere"
    )
    channel: Annotated[list[Channel], Several()] | None = Field(default=None, description="where it appears")
    starts: Moment | None = Field(default=None, alias="from", description="first day or instant (ISO 8601)")
    until: Moment | None = Field(default=None, description="last day or instant (ISO 8601); left out: for good")
    language: str | None = Field(default=None, description="language we publish in (BCP 47: de, pt-BR)")
    words: int | None = Field(default=None, ge=1, description="at most so many words of the text are taken")
    share: int | None = Field(default=None, ge=1, le=100, description="at most so many percent of the text are taken")
    alters: bool | None = Field(default=None, description="whether the text is changed")
    audience: Annotated[list[str], Several()] | None = Field(
        default=None, description="whom it reaches, in words that agreements use"
    )
    purpose: Purpose | None = Field(default=None, description="what it is for")
    recipient: Annotated[list[Recipient], Several()] | None = Field(
        default=None, description="what kind of user we are; a permission for schools opens for schools only"
    )
    sublicenses: bool | None = Field(default=None, description="whether others may use it on our word")
    we: Annotated[list[str], Several()] | None = Field(
        default=None, description="our names, as notices and agreements write them"
    )

    @model_validator(mode="after")
    def _in_order(self) -> Declaration:
        if self.starts and self.until and self.starts[:10] > self.until[:10]:
            raise ValueError(f"it ends ({self.until}) before it begins ({self.starts})")
        return self


def use_of(declared: Declaration, uses: Mapping[str, Mapping[str, Any]], default: str = "republish") -> Use:
    """The use that *declared* means. Of several uses each is judged by itself (:attr:`~provenance.use.Use.parts`).

    Raises:
        KeyError: a use that *uses* (the plain data of :func:`load_uses`) does not have.
    """
    narrowed = {
        _KEYS.get(name, name): value for name, value in declared.model_dump(exclude={"use"}, exclude_none=True).items()
    }
    parts = [_narrowed(uses[name], narrowed) for name in dict.fromkeys(declared.use or [default])]
    if len(parts) == 1:
        return parts[0]
    return replace(
        parts[0],
        id="+".join(part.id for part in parts),
        title="; ".join(part.title for part in parts),
        description="",
        acts=frozenset().union(*(part.acts for part in parts)),
        opened_by=frozenset(),
        media=tuple(dict.fromkeys(medium for part in parts for medium in part.media)),
        commercial=any(part.commercial for part in parts),
        alters=any(part.alters for part in parts),
        parts=tuple(parts),
    )


def declared_use(rules: Rules, use: str | Sequence[str] = "republish", **narrowed: Any) -> Use:
    """A use of the *rules*, or several, narrowed as ``provenance.toml`` and the options do it.

    *narrowed*: the keys of the configuration: ``commercial``, ``territory``, ``channel``, ``starts``, ``until``,
    ``language``, ``words``, ``share``, ``alters``, ``audience``, ``purpose``, ``recipient``, ``sublicenses``, ``we``.

    Raises:
        UsageError: an unknown use or key, or a value that makes no sense.
    """
    try:
        declared = Declaration.model_validate({"use": use, **narrowed})
    except ValidationError as error:
        fault = error.errors()[0]
        raise UsageError(f"{'.'.join(map(str, fault['loc'])) or 'use'}: {fault['msg']}") from None
    for name in declared.use:
        if name not in rules.uses:
            raise UsageError(f"unknown use “{name}”", hint=f"Known uses: {', '.join(sorted(rules.uses))}.")
    return use_of(declared, rules.uses)


_KEYS = {"channel": "media"}


def _narrowed(use: Mapping[str, Any], narrowed: Mapping[str, Any]) -> Use:
    made = Use(**{**use, **narrowed})
    if not made.commercial:
        made = replace(made, acts=made.acts - {"commercialize"})
    elif not use.get("commercial", True):
        made = replace(made, acts=made.acts | {"commercialize"})
    if made.alters and not use.get("alters", False):  # whoever changes a text makes another of it
        made = replace(made, acts=made.acts | {"derive"})
    if made.part == "excerpt" or (made.words is None and made.share in (None, 100)):
        return made
    # A part is taken: words on excerpts bind it, and where it is published a permission for excerpts is enough.
    opened_by = made.opened_by | ({"excerpt"} if made.opened_by & OPENING_ACTS else set())
    return replace(made, part="excerpt", acts=made.acts | {"excerpt"}, opened_by=opened_by)
