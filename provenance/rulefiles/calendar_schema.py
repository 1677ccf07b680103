"""The shape of the files under ``rules/calendars``: what may stand in them, key by key."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Form = Annotated[str, Field(min_length=1, max_length=80)]
Forms = list[Form]
Month = Annotated[int, Field(ge=1, le=12)]
Duration = Annotated[str, Field(pattern=r"^P(?:\d{1,4}[DWMY]|T\d{1,4}[HM])$")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Example(_Strict):
    """A sentence and what must be read from it; ``iso`` is a moment, '' one without a year."""

    text: str
    iso: str | None = None
    duration: Duration | None = None
    words: int | None = None
    years: list[str] | None = None


class CalendarFile(_Strict):
    """One language. A form that ends in ``~`` stands for every word that begins so."""

    language: str
    locales: Forms = []
    """CLDR locales to take names from; the language itself where none are given."""
    order: Literal["dmy", "mdy", "ymd", "open"]
    """How 03/04/2024 reads; ``open`` where readers differ, and such a date is then not read."""
    calendar: Literal["gregorian", "buddhist", "persian"] = "gregorian"
    """How a bare four-digit year that cannot be Gregorian is counted (2567, ۱۴۰۳)."""
    inflects: bool = False
    """Month names take endings (tammikuuta, decemberben)."""
    cldr_units: bool = True
    clitics: Forms = []
    """Letters written together with the word that follows (Arabic wa-, Hebrew be-)."""
    without: dict[str, Forms] = {}
    """Names of CLDR that mean something else in sentences (German "am")."""

    months: dict[Month, Forms] = {}
    persian_months: dict[Month, Forms] = {}
    hijri_months: dict[Month, Forms] = {}
    weekdays: Forms = []
    am: Forms = []
    pm: Forms = []
    midday: Forms = []
    """Around noon: 1 is 13, 11 stays (दोपहर, siang)."""
    night: Forms = []
    """From evening to dawn: 10 is 22, 12 is 0, 2 stays (रात, nachts)."""
    noon: Forms = []
    midnight: Forms = []
    hour_before: Forms = []
    hour_after: Forms = []
    minute_after: Forms = []
    half: Forms = []
    at: Forms = []
    """Prepositions before an hour; weaker than ``hour_before``: no other word may follow the number."""
    soft: Forms = []
    """Words that may stand inside a date: of, de, den."""
    year: Forms = []
    month: Forms = []
    day: Forms = []
    """Marks beside the number: 年 月 日, Vietnamese năm tháng ngày, Russian г."""

    zones: dict[str, Forms] = {}
    zone_city: list[Annotated[str, Field(pattern=r"\{city\}")]] = []
    units: dict[Literal["hour", "day", "week", "month", "year"], Forms] = {}
    spans: dict[Duration, Forms] = {}
    numbers: dict[Annotated[int, Field(ge=1, le=1000)], Forms] = {}
    words: Forms = []
    """The word "word" with its endings, as counted in "up to 150 words"."""
    today: Forms = []
    to: Forms = []
    """What stands between two years: to, bis, по."""
    eras: dict[str, Forms] = {}

    examples: list[Example] = []
    near_misses: list[str] = []


class Era(_Strict):
    """How an era counts: Gregorian year = ``offset`` + number, for numbers ``first`` to ``last``."""

    offset: int
    first: int = 1
    last: int
    lunar: bool = False
    """Years of 354 days: the Gregorian year is the one in which the year begins, about."""


class SharedFile(_Strict):
    """What all languages have in common."""

    eras: dict[str, Era]
    metazones: dict[str, str]
    """CLDR metazone -> the IANA zone it stands for; its names are read in every language."""
    cities: list[str]
    """IANA zones whose CLDR city names fill ``zone_city``."""
    zones: dict[str, Forms]
    """Zone -> words understood in every language. Several readings (blanks between): the latest instant counts."""
