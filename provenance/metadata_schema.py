"""The pydantic models of an article's fields: the edge where declared values come in.

Imported on demand by :mod:`provenance.metadata`. Standards: dates ISO 8601 (RFC 2822 where feeds
write it), languages BCP 47, addresses RFC 3986 with ``http`` or ``https``.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError, ValidationInfo

_FIRST_YEAR, _LAST_YEAR = 1400, 2100
_LANGUAGE = re.compile(
    r"[A-Za-z]{2,3}(?:-[A-Za-z]{3}){0,3}(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|[0-9]{3}))?"
    r"(?:-(?:[A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3})){0,4}(?:-[A-WY-Za-wy-z0-9](?:-[A-Za-z0-9]{2,8}){1,4}){0,4}(?:-[xX](?:-[A-Za-z0-9]{1,8}){1,4})?"
)
_REDUCED = re.compile(r"[0-9]{4}(?:-(?:0[1-9]|1[0-2]))?")
_WHOLE_DATE = re.compile(r"[0-9]{4}-?(?:[0-9]{2}-?[0-9]{2}|W[0-9]{2}-?[0-9])(?![0-9])")
_SLASHES = re.compile(r"([0-9]{4})/([0-9]{2})/([0-9]{2})(?![0-9/])")
_ZONE = re.compile(r"\s+(?=Z|UTC|GMT|[+-][0-9])")
_RFC2822 = re.compile(
    r"(?:[A-Z][a-z]{2}, )?[0-9]{1,2} [A-Z][a-z]{2} [0-9]{4} [0-9]{2}:[0-9]{2}(?::[0-9]{2})? (?:GMT|UTC|UT|[+-][0-9]{4})"
)
_DURATION = re.compile(r"P(?=.)(?:[0-9]{1,4}[YMWD]){0,4}(?:T(?=.)(?:[0-9]{1,5}[HMS]){0,3})?")
_RANGE = re.compile(r"([0-9]{4})\s{0,3}[-\u2010-\u2015\u2212/~\u301c]\s{0,3}(.{0,20})")
_URL_REFUSED = re.compile(r"[\s\x00-\x1f\x7f<>\"{}|\\^`]")


def _rule(info: ValidationInfo) -> dict[str, Any]:
    return (info.context or {}).get("rule") or {}


def _text(value: Any) -> str:
    if isinstance(value, (int, float)) and not isinstance(value, bool) and value == value and abs(value) < 1e15:
        return str(value)
    if not isinstance(value, str) or not value.strip():
        raise ValueError("not text")
    return value.strip()


def _person(value: Any) -> str:
    if not isinstance(value, str) or not any(char.isalpha() for char in value):
        raise ValueError("not a name")
    return value.strip()


def _iso(value: Any) -> str:
    """A whole date or an instant as ISO 8601; no zone is added where none is written."""
    if isinstance(value, str):
        value = _parsed(value.strip())
    if not isinstance(value, date) or value.year < _FIRST_YEAR:
        raise ValueError("not a date")
    return value.isoformat()


def _parsed(text: str) -> date | datetime:
    if _RFC2822.fullmatch(text):
        return parsedate_to_datetime(text.replace("UTC", "GMT"))
    text = _SLASHES.sub(r"\1-\2-\3", text, count=1)
    if len(text) > 40 or not _WHOLE_DATE.match(text):
        raise ValueError("not a whole date")
    text = re.sub(r"(?:UTC|GMT)$", "Z", _ZONE.sub("", text))
    try:
        return date.fromisoformat(text)
    except ValueError:
        return datetime.fromisoformat(text)


def _moment(value: Any) -> str:
    """Also a year or a month: enough to say when something appeared, not when an embargo ends."""
    reduced = str(value).strip() if isinstance(value, (int, str)) and not isinstance(value, bool) else ""
    if len(reduced) <= 7 and _REDUCED.fullmatch(reduced) and _FIRST_YEAR <= int(reduced[:4]) <= _LAST_YEAR:
        return reduced
    return _iso(value)


def _term_end(value: Any) -> str:
    if isinstance(value, str) and len(value) < 40 and _DURATION.fullmatch(value.strip()):
        return value.strip()
    return _iso(value)


def _language(value: Any) -> str:
    tag = value.strip().replace("_", "-") if isinstance(value, str) else ""
    if len(tag) > 60 or not _LANGUAGE.fullmatch(tag):
        raise ValueError("not a language tag")
    return tag


def _url(value: Any, info: ValidationInfo) -> str:
    text = value.strip() if isinstance(value, str) else ""
    if (info.context or {}).get("name") in _rule(info).get("paths", ()) and re.match(r"/(?!/)", text):
        return text
    parts = urlsplit(text)
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname or _URL_REFUSED.search(text):
        raise ValueError("not an absolute address")
    _ = parts.port  # urlsplit checks the port only when it is asked for
    return text


def _year(value: Any, info: ValidationInfo) -> str:
    if isinstance(value, bool) or not isinstance(value, (int, str)) or len(text := str(value).strip()) > 200:
        raise ValueError("not a year")
    return ", ".join(_one_year(piece.strip(), _rule(info)) for piece in re.split("[,;、،]", text))


def _one_year(text: str, rule: dict[str, Any]) -> str:
    if match := _RANGE.fullmatch(text):
        first, last = _in_range(match[1]), match[2].strip()
        if last.casefold() in rule.get("open_ends", ()):
            return f"{first}-present"
        if _in_range(last) < first:
            raise ValueError("the range runs backwards")
        return f"{first}-{int(last)}"
    return str(_in_range(text))


def _in_range(text: str) -> int:
    if len(text) != 4 or not text.isdecimal() or not _FIRST_YEAR <= int(text) <= _LAST_YEAR:
        raise ValueError("not a year")
    return int(text)


def _licence(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("not a licence")
    return value.strip()


def _choice(value: Any, info: ValidationInfo) -> str:
    if isinstance(value, (list, dict)) or not (info.context or {}).get("listed"):
        raise ValueError("not a listed value")
    return str(value).strip()


def _directives(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("not directives")
    return value.strip()


Text = Annotated[str, BeforeValidator(_text)]
Person = Annotated[str, BeforeValidator(_person)]
Moment = Annotated[str, BeforeValidator(_moment)]
Instant = Annotated[str, BeforeValidator(_iso)]
TermEnd = Annotated[str, BeforeValidator(_term_end)]
Language = Annotated[str, BeforeValidator(_language)]
Url = Annotated[str, BeforeValidator(_url)]
Year = Annotated[str, BeforeValidator(_year)]
Licence = Annotated[str, BeforeValidator(_licence)]
Choice = Annotated[str, BeforeValidator(_choice)]
Directives = Annotated[str, BeforeValidator(_directives)]

#: The types that ``rules/fields/*.yaml`` speaks of.
TYPES: dict[str, Any] = {
    "text": Text,
    "person": Person,
    "moment": Moment,
    "instant": Instant,
    "term_end": TermEnd,
    "language": Language,
    "url": Url,
    "year": Year,
    "licence": Licence,
    "choice": Choice,
    "directives": Directives,
    "anything": Any,
}


class Article(BaseModel):
    """The fields of an article under their canonical names; each is one value.

    A field that ``rules/fields/*.yaml`` adds without a line here is text.
    """

    model_config = ConfigDict(extra="allow", frozen=True)
    __pydantic_extra__: dict[str, Text]

    title: Text | None = None
    site_name: Text | None = None
    byline: Person | None = None
    source: Person | None = None
    published: Moment | None = None
    modified: Moment | None = None
    language: Language | None = None
    canonical_url: Url | None = None
    digital_source_type: Choice | None = None
    self_declared: Any = None
    copyright_holder: Person | None = None
    copyright_notice: Text | None = None
    copyright_year: Year | None = None
    license: Licence | None = None
    code_license: Licence | None = None
    usage_terms: Text | None = None
    access_gate: Any = None
    credit_line: Text | None = None
    caption: Text | None = None
    ednote: Text | None = None
    rights_expression: Text | None = None
    embargo: Instant | None = None
    expires: TermEnd | None = None
    pubstatus: Choice | None = None
    tdm_reservation: Choice | None = None
    tdm_policy: Url | None = None
    robots: Directives | None = None
    noai: Choice | None = None
    ai_training: Choice | None = None
    data_mining: Choice | None = None


def type_of(canonical: str) -> str:
    """The name of the type that :class:`Article` gives *canonical*; ``text`` for a field it does not name."""
    field = Article.model_fields.get(canonical)
    if field is None:
        return "text"
    return next(name for name, kind in TYPES.items() if field.annotation in (kind, kind | None))


def check(canonical: str, value: Any, rule: Any, *, name: str, listed: bool) -> tuple[bool, Any]:
    """Whether *value* is right for *canonical*, and its canonical form (``None`` if it is not).

    *name* is the folded name as written; *listed* says whether the value is one of the field's terms.
    """
    try:
        article = Article.model_validate({canonical: value}, context={"rule": rule, "name": name, "listed": listed})
    except (ValidationError, OverflowError):
        return False, None
    return True, getattr(article, canonical)
