"""The shape of the files under ``rules/calendars``: what may stand in them, key by key."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Form = Annotated[str, Field(min_length=1, max_length=80)]
Forms = list[Form]
Month = Annotated[int, Field(ge=1, le=12)]
Duration = Annotated[str, Field(pattern=r"^P(?:\d{1,4}[DWMY]|T\d{1,4}[HM])$")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)


class Example(_Strict):
    """A sentence and what must be read from it; ``iso`` is a moment, '' one without a year."""

    text: str
    """A sentence with a moment, a span of time, a count of words or years."""
    iso: str | None = None
    """The moment that must be read (ISO 8601); empty: one without a year."""
    duration: Duration | None = None
    """The span of time that must be read (ISO 8601)."""
    words: int | None = None
    """The count of words that must be read."""
    years: list[str] | None = None
    """The years that must be read."""


class CalendarFile(_Strict):
    """One language. A form that ends in ``~`` stands for every word that begins so."""

    language: str
    """The language's tag, as in the file's name."""
    locales: Forms = []
    """CLDR locales to take names from; the language itself where none are given."""
    order: Literal["dmy", "mdy", "ymd", "open"]
    """How 03/04/2024 reads; ``open`` where readers differ, and such a date is then not read."""
    calendar: Literal["gregorian", "buddhist", "persian"] = "gregorian"
    """How a bare four-digit year that cannot be Gregorian is counted (2567, ۱۴۰۳)."""
    inflects: bool = False
    """Month names take endings (tammikuuta, decemberben)."""
    cldr_units: bool = True
    """Whether the units of CLDR are read."""
    clitics: Forms = []
    """Letters written together with the word that follows (Arabic wa-, Hebrew be-)."""
    without: dict[str, Forms] = {}
    """Names of CLDR that mean something else in sentences (German "am")."""

    months: dict[Month, Forms] = {}
    """Number of the month: more of its names."""
    persian_months: dict[Month, Forms] = {}
    """The same for the Persian calendar."""
    hijri_months: dict[Month, Forms] = {}
    """The same for the Islamic calendar."""
    weekdays: Forms = []
    """More names of weekdays."""
    am: Forms = []
    """Marks of hours before noon."""
    pm: Forms = []
    """Marks of hours after noon."""
    midday: Forms = []
    """Around noon: 1 is 13, 11 stays (दोपहर, siang)."""
    night: Forms = []
    """From evening to dawn: 10 is 22, 12 is 0, 2 stays (रात, nachts)."""
    noon: Forms = []
    """Words for twelve o'clock."""
    midnight: Forms = []
    """Words for midnight."""
    hour_before: Forms = []
    """Words before the number of an hour."""
    hour_after: Forms = []
    """Words after the number of an hour."""
    minute_after: Forms = []
    """Words after the number of minutes."""
    half: Forms = []
    """Words for half past."""
    at: Forms = []
    """Prepositions before an hour; weaker than ``hour_before``: no other word may follow the number."""
    soft: Forms = []
    """Words that may stand inside a date: of, de, den."""
    year: Forms = []
    """Marks beside the number of a year."""
    month: Forms = []
    """Marks beside the number of a month."""
    day: Forms = []
    """Marks beside the number: 年 月 日, Vietnamese năm tháng ngày, Russian г."""

    zones: dict[str, Forms] = {}
    """Time zone: words for it."""
    zone_city: list[Annotated[str, Field(pattern=r"\{city\}")]] = []
    """How a zone is named after a city: “{city} time”."""
    units: dict[Literal["hour", "day", "week", "month", "year"], Forms] = {}
    """Unit: words for it."""
    spans: dict[Duration, Forms] = {}
    """Span of time (ISO 8601): words for it."""
    numbers: dict[Annotated[int, Field(ge=1, le=1000)], Forms] = {}
    """Number: words for it."""
    words: Forms = []
    """The word "word" with its endings, as counted in "up to 150 words"."""
    today: Forms = []
    """Words for today."""
    to: Forms = []
    """What stands between two years: to, bis, по."""
    eras: dict[str, Forms] = {}
    """Era: words for it."""

    examples: list[Example] = []
    """Sentences and what must be read in them."""
    near_misses: list[str] = []
    """Sentences in which nothing may be read."""


class Era(_Strict):
    """How an era counts: Gregorian year = ``offset`` + number, for numbers ``first`` to ``last``."""

    offset: int
    """Gregorian year less the year of the era."""
    first: int = 1
    """Its first year."""
    last: int
    """Its last year."""
    lunar: bool = False
    """Years of 354 days: the Gregorian year is the one in which the year begins, about."""


class SharedFile(_Strict):
    """What all languages have in common."""

    eras: dict[str, Era]
    """The eras, by name."""
    metazones: dict[str, str]
    """CLDR metazone -> the IANA zone it stands for; its names are read in every language."""
    cities: list[str]
    """IANA zones whose CLDR city names fill ``zone_city``."""
    zones: dict[str, Forms]
    """Zone -> words understood in every language. Several readings (blanks between): the latest instant counts."""
