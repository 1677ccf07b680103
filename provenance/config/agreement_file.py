"""The schema of ``agreements.yml``: what a rights manager writes about one contract, licence or written consent.

Every key has a description: editors show it, and so does ``docs/agreements.md``. What depends on the rules (which
uses and agencies there are) is asked in :mod:`provenance.config.agreements`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    Tag,
    model_validator,
)
from pydantic_core import core_schema

from provenance.countries import countries
from provenance.look_alikes import plain_name, scripts
from provenance.rulefiles.policies import Acts
from provenance.rulefiles.uses import Channel, Country, Purpose

#: So much may one file hold; a newsroom has dozens, a large publisher some thousands.
MAX_AGREEMENTS = 5_000
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:?\d\d)?)?", re.I)
#: Alphabets whose letters look alike: two of them in one word are a mistake or a trick.
_ALIKE = frozenset({"Latin", "Cyrillic", "Greek"})
_EVERYTHING = re.compile(r"[/*.]+")

#: What an agreement may ask of us. Consent text by text is no duty: it means that nothing is granted yet.
AgreedDuties = Literal[
    "attribute", "link-back", "share-alike", "unaltered", "notify", "pay", "keep-notice", "indicate-changes"
]


def _several(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


class _OneOrMore:
    """A list that may be written as the one value it holds; editors are told so."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_before_validator_function(_several, handler(source))

    def __get_pydantic_json_schema__(self, core: Any, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        listed = handler(core)
        return {"anyOf": [listed["items"], listed]}


_one_or_more = _OneOrMore()
#: A value that may be plain or a mapping is held to the form it is written in, so that an error is about that form.
_written = Discriminator(lambda value: "mapping" if isinstance(value, (dict, BaseModel)) else "plain")


def _moment(written: str) -> str:
    try:
        if not _MOMENT.fullmatch(written):
            raise ValueError
        datetime.fromisoformat(written)
    except ValueError:
        raise ValueError("a day or an instant of ISO 8601: 2026-12-31 or 2026-12-31T18:00+01:00") from None
    return written


def _name(written: str) -> str:
    """*written*, if people can read it as one name, and no machine as another."""
    if not plain_name(written):
        raise ValueError("a name with letters or digits")
    if odd := next((char for char in written if unicodedata.category(char) in ("Cc", "Cf", "Zl", "Zp")), None):
        raise ValueError(f"a name without invisible signs (U+{ord(odd):04X} stands in it); type it anew")
    for word in plain_name(written).split():
        if len(mixed := _ALIKE & set(scripts(word).split(", "))) > 1:
            raise ValueError(
                f"a name whose words are of one alphabet each (“{word}” mixes {' and '.join(sorted(mixed))})"
            )
    return written.strip()


def _path(written: str) -> str:
    if written.startswith("!") or _EVERYTHING.fullmatch(written.strip()):
        raise ValueError("a folder or a pattern for the texts of this side alone, such as wire/harrow/")
    return written


class _Listed:
    """What editors offer for a value: names that the shipped rules have, and what each means.

    Rules of others may have more of them, unless the list is *closed*.
    """

    def __init__(self, names: Callable[[], Mapping[str, str]], *, closed: bool = False) -> None:
        self._names, self._closed = names, closed

    def __get_pydantic_json_schema__(self, core: Any, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        schema, names = handler(core), dict(sorted(self._names().items()))
        listed = {"type": "string", "enum": list(names), "enumDescriptions": list(names.values())}
        return listed if self._closed else {"anyOf": [listed, schema]}


def _uses() -> Mapping[str, str]:
    from provenance.rulefiles.pack import load_rules

    return {name: use["title"] for name, use in load_rules().uses.items()}


def _agencies() -> Mapping[str, str]:
    from provenance.rulefiles.pack import load_rules

    return {name: agency["name"] for name, agency in load_rules().data["agencies"].items()}


Name = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_name)]
Names = Annotated[list[Name], Field(max_length=200), _one_or_more]
Day = Annotated[str, AfterValidator(_moment)]
Text = Annotated[str, Field(min_length=1, max_length=2_000)]
LanguageTag = Annotated[str, Field(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$")]
Words = Annotated[str, Field(min_length=1, max_length=100)]
Id = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9._-]{0,79}$")]
Pattern = Annotated[str, Field(min_length=1, max_length=500), AfterValidator(_path)]
Place = Annotated[Country, _Listed(countries, closed=True)]
Places = Annotated[list[Place], Field(min_length=1), _one_or_more]
AgencyIds = Annotated[list[Annotated[Words, _Listed(_agencies)]], Field(max_length=50), _one_or_more]


class _Closed(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Side(_Closed):
    """The other side of an agreement, where more than its name is known."""

    name: Name = Field(description="its name, as its notices write it")
    aliases: Names = Field(default=[], description="other spellings of the name that stand in its notices")
    agency: AgencyIds = Field(default=[], description="the news agency that it is: an id of rules/agencies")
    contact: Text | None = Field(default=None, description="whom to ask there: an address, a telephone number")


class Grants(_Closed):
    """What is granted: uses as a whole, acts for any use, or both."""

    uses: Annotated[list[Annotated[Words, _Listed(_uses)]], _one_or_more] = Field(
        default=[],
        description="uses (`provenance rules list`), each with its acts, in its channels and for its purpose",
    )
    acts: Annotated[list[Acts], _one_or_more] = Field(
        default=[], description="single acts, for any use that needs no other"
    )

    @model_validator(mode="after")
    def _something(self) -> Grants:
        if not self.uses and not self.acts:
            raise ValueError("name uses or acts: an agreement that grants nothing is none")
        return self


class Territory(_Closed):
    """Where the grant holds."""

    only: Places | None = Field(default=None, description="in these countries and nowhere else (ISO 3166-1: DE, GB)")
    but: Places | None = Field(
        default=None, alias="except", description="everywhere but in these countries (ISO 3166-1: US)"
    )

    @model_validator(mode="after")
    def _somewhere(self) -> Territory:
        if not self.only and not self.but:
            raise ValueError("name countries under only or except, or leave territory out: then it is everywhere")
        if self.only and self.but and set(self.only) <= set(self.but):
            raise ValueError("it excepts every country that it names")
        return self


class Duty(_Closed):
    """Something we owe for each text that is used."""

    duty: AgreedDuties = Field(description="what is owed")
    text: Text | None = Field(default=None, description="the words that must stand, such as the credit line")
    target: Text | None = Field(default=None, description="where a link must lead")
    contact: Text | None = Field(default=None, description="who is to be told, or sends the invoice")
    amount: Words | None = Field(default=None, description="the fee, with its currency")


class Quota(_Closed):
    """How much is granted."""

    documents: Annotated[int, Field(strict=True, ge=1)] | None = Field(
        default=None, description="so many texts are paid for"
    )
    used: Annotated[int, Field(strict=True, ge=0)] = Field(
        default=0, description="so many of them have been taken before; keep it up to date"
    )
    words: Annotated[int, Field(strict=True, ge=1)] | None = Field(
        default=None, description="at most so many words of one text"
    )
    share: Annotated[int, Field(strict=True, ge=1, le=100)] | None = Field(
        default=None, description="at most so many percent of one text"
    )

    @model_validator(mode="after")
    def _counted(self) -> Quota:
        if self.used and self.documents is None:
            raise ValueError("used counts against documents, and those are missing")
        if self.documents is None and self.words is None and self.share is None:
            raise ValueError("name documents, words or share, or leave quota out")
        return self


class AgreementEntry(_Closed):
    """One contract, licence or written consent."""

    id: Id = Field(description="a short name of your own; decisions name it: small letters, digits, - _ .")
    with_: Annotated[Annotated[Name, Tag("plain")] | Annotated[Side, Tag("mapping")], _written] = Field(
        alias="with", description="the other side, by the name that its notices write"
    )
    aliases: Names = Field(default=[], description="other spellings of the name that stand in its notices")
    agency: AgencyIds = Field(
        default=[],
        description="the news agency that it is: an id of rules/agencies; left out where the name is one of its names",
    )
    grants: Grants = Field(description="what it grants")
    territory: Annotated[Annotated[Places, Tag("plain")] | Annotated[Territory, Tag("mapping")], _written] | None = (
        Field(default=None, description="countries where it holds: a list, or only / except; left out: everywhere")
    )
    channel: Annotated[list[Channel], Field(min_length=1), _one_or_more] | None = Field(
        default=None, description="where texts may appear; left out: in the channels of the uses that are granted"
    )
    languages: Annotated[list[LanguageTag], Field(min_length=1), _one_or_more] | None = Field(
        default=None, description="languages we may publish in (BCP 47: de, pt-BR); left out: all"
    )
    purposes: Annotated[list[Purpose], Field(min_length=1), _one_or_more] | None = Field(
        default=None, description="what for; left out: the purposes of the uses that are granted"
    )
    audience: Annotated[list[Words], Field(min_length=1), _one_or_more] | None = Field(
        default=None, description="whom it may reach, in the words of the declared use; left out: everybody"
    )
    starts: Day | None = Field(
        default=None, alias="from", description="its first day (2025-01-01), or an instant with its zone"
    )
    until: Day | None = Field(
        default=None,
        description="its last day (2026-12-31), or an instant with its zone; left out: until further notice",
    )
    duties: Annotated[
        list[Annotated[Annotated[AgreedDuties, Tag("plain")] | Annotated[Duty, Tag("mapping")], _written]],
        Field(max_length=50),
        _one_or_more,
    ] = Field(default=[], description="what we owe for each text")
    quota: Quota | None = Field(default=None, description="how much is granted; left out: any number, whole texts")
    sublicensing: bool = Field(default=False, description="whether we may let others use the texts")
    licensees: Names = Field(
        default=[], description="who of us may use it, by the names of the declared use; left out: all of us"
    )
    paths: Annotated[list[Pattern], Field(max_length=200), _one_or_more] = Field(
        default=[],
        description="folders where its texts arrive (as in .gitignore): it holds for those alone, and is the side of "
        "texts there that name nobody",
    )
    lifts: Annotated[list[Literal["territory", "channel", "purpose"]], _one_or_more] = Field(
        default=[], description="limits of single texts (“not in …”, “print only”) that it sets aside too"
    )
    reference: Text = Field(description="where the paper is: contract number, folder, address of the e-mail")
    contact: Text | None = Field(default=None, description="whom to ask there: an address, a telephone number")
    notes: Text | None = Field(default=None, description="what else people should know; it changes no decision")


class Entries(_Closed):
    """The file as far as it can be told before each entry is looked at: one fault does not hide the next."""

    agreements: list[Any] = Field(max_length=MAX_AGREEMENTS)


class AgreementsFile(_Closed):
    """``agreements.yml``: the agreements on file."""

    agreements: list[AgreementEntry] = Field(
        max_length=MAX_AGREEMENTS, description="contracts, licences and written consents, one entry each"
    )


def later(start: str, end: str) -> bool:
    """Whether *start* lies after *end*; a plain day is compared as a day."""
    if len(start) == 10 or len(end) == 10:
        return start[:10] > end[:10]
    one, other = datetime.fromisoformat(start), datetime.fromisoformat(end)
    if (one.tzinfo is None) != (other.tzinfo is None):
        return start[:10] > end[:10]
    return one > other
