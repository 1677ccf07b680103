"""Right operands in our words: countries, media, purposes, moments, amounts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import cache

from provenance.countries import countries as known_countries
from provenance.odrl.graph import Literal, Value, text_of

_LAST = re.compile(r"([A-Za-z0-9-]+)[/#]?$")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?:Z|[+-]\d{2}:\d{2})?")
#: Where countries are named by their codes of ISO 3166-1; anywhere else a last part of two letters may be anything.
_COUNTRY = re.compile(
    r"(?:https?://cvx?\.iptc\.org/(?:newscodes/)?(?:iso3166-1a[23]|country|iso3166)/"
    r"|https?://(?:www\.)?iso\.org/(?:obp/ui/#iso:code:3166:|iso-3166-1/)"
    r"|https?://id\.loc\.gov/vocabulary/countries/iso/|https?://publications\.europa\.eu/resource/authority/country/"
    r"|urn:iso:std:iso:3166:(?:-1:)?|iso3166(?:-1)?(?:a[23])?:)?([A-Za-z]{2,3})",
)
#: last part of a value -> medium as our uses name them
_MEDIA = {
    "web": "web", "online": "web", "internet": "web", "website": "web",
    "print": "print", "newspaper": "print", "magazine": "print",
    "broadcast": "broadcast", "television": "broadcast", "tv": "broadcast", "radio": "broadcast",
    "database": "database",
}  # fmt: skip
_PURPOSES = frozenset({"noncommercial", "personal", "education", "research", "commercial", "editorial"})


@cache
def _codes() -> dict[str, str]:
    """ISO 3166-1 alpha-3 -> alpha-2 (CLDR)."""
    from babel.core import get_global

    aliases = get_global("territory_aliases")
    return {code: two[0] for code, two in aliases.items() if len(code) == 3 and code.isalpha() and len(two) == 1}


def countries(values: Sequence[Value]) -> list[str] | None:
    """ISO 3166-1 alpha-2 codes; ``None`` where one of *values* is no country that we know for sure."""
    found = []
    for value in values:
        written = _COUNTRY.fullmatch(text_of(value).strip())
        code = written[1].upper() if written else ""
        code = code if len(code) == 2 else _codes().get(code, "")
        if code not in known_countries():
            return None
        found.append(code)
    return list(dict.fromkeys(found)) or None


@cache
def _alpha_3() -> dict[str, str]:
    return {two: three for three, two in sorted(_codes().items(), reverse=True)}


def alpha_3(code: str) -> str | None:
    """The alpha-3 code of a country, by its alpha-2 code."""
    return _alpha_3().get(code.upper())


def media(values: Sequence[Value]) -> tuple[str, ...] | None:
    """Media in our words; ``None`` where one of *values* is another."""
    found = [_MEDIA.get(_last(value)) for value in values]
    known = [medium for medium in found if medium]
    return tuple(dict.fromkeys(known)) if known and len(known) == len(found) else None


def purposes(values: Sequence[Value]) -> tuple[str, ...] | None:
    """Purposes in our words; ``None`` where one of *values* is another (``tdm:non-research`` among them)."""
    found = []
    for value in values:
        named = text_of(value)
        if isinstance(value, Literal) or named.startswith(("x:", "tdm:", "odrl:")):
            named = named.partition(":")[2] or named
        if named not in _PURPOSES:
            return None
        found.append(named)
    return tuple(dict.fromkeys(found)) or None


def _last(value: Value) -> str:
    written = _LAST.search(text_of(value).strip())
    return written[1].lower() if written else ""


def moment(values: Sequence[Value]) -> str | None:
    """The ISO 8601 form of the one value, a date or an instant; ``None`` for anything else."""
    if len(values) != 1:
        return None
    written = text_of(values[0]).strip()
    try:
        if _DAY.fullmatch(written):
            date.fromisoformat(written[:10])
            return written if len(written) == 10 else f"{written[:10]}T00:00:00{written[10:]}"
        datetime.fromisoformat(written)
    except ValueError:
        return None
    return written if len(written) > 10 and "T" in written.upper() else None


def moment_kind(written: str) -> str | None:
    """``xsd:date`` or ``xsd:dateTime``; ``None`` for what is neither (a span of time, ``undated``)."""
    known = moment([Literal(written)])
    return None if known is None or known != written else "xsd:date" if len(written) == 10 else "xsd:dateTime"


def start_of(moment: str) -> str:
    """A day as the instant when it begins: what ends before a day ends then, not when the day is over."""
    return f"{moment}T00:00:00" if len(moment) == 10 else moment


def day_after(moment: str) -> str:
    """For a day, the next one; an instant stays."""
    try:
        return (date.fromisoformat(moment) + timedelta(days=1)).isoformat() if len(moment) == 10 else moment
    except OverflowError:
        return moment


def number(values: Sequence[Value]) -> int | None:
    """The one whole number, not negative."""
    written = text_of(values[0]).strip() if len(values) == 1 else ""
    return int(written) if written.isascii() and written.isdigit() and len(written) <= 9 else None


def amount(values: Sequence[Value], unit: str) -> str | None:
    """An amount of money with its unit as it is named (``EUR``)."""
    if len(values) != 1:
        return None
    return f"{text_of(values[0]).strip()} {unit.rpartition('/')[2].rpartition('#')[2].rpartition(':')[2]}".strip()[:80]
