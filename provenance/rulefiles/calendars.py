"""Words of dates, hours, zones, durations and counts: CLDR (through Babel), and ``rules/calendars`` where it is silent.

Months, weekdays, halves of the day, city and zone names come from CLDR; only what CLDR lacks (hour marks, zone
words as sentences use them, "present" in a range of years) is typed into YAML, one file a language, each with the
examples that are its tests. :func:`load_calendars` reduces all of it to plain JSON data, so that a warm start needs
neither Babel nor YAML nor pydantic.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from provenance.errors import Place, RuleFileError

if TYPE_CHECKING:
    from provenance.rulefiles.calendar_schema import CalendarFile, SharedFile
    from provenance.rulefiles.source import Tree

SHARED = "shared"
#: Kinds whose forms are plain lists in a calendar file.
LISTS = (
    "weekdays",
    "am",
    "pm",
    "midday",
    "night",
    "noon",
    "midnight",
    "hour_before",
    "hour_after",
    "minute_after",
    "half",
    "at",
    "soft",
    "year",
    "month",
    "day",
)
_UNITS = {"hour": "H", "day": "D", "week": "W", "month": "M", "year": "Y"}

Forms = dict[str, dict[str, None]]
"""Tag -> forms in order, each once. A tag is ``kind`` or ``kind:value``, as in ``month:12``."""


def load_calendars(root: Path) -> dict[str, Any]:
    """The calendars under *root* (the folder that holds ``calendars/``) as plain JSON data.

    Raises:
        RuleFileError: a file is missing, unreadable, has unknown keys, or names a zone, era or locale that is none.
    """
    folder = root / "calendars"
    shared_tree, shared = _load_shared(folder / f"{SHARED}.yaml")
    zones = _zone_offsets(shared_tree, shared)
    languages: dict[str, Any] = {}
    for path in sorted(folder.glob("*.yaml")):
        if path.stem == SHARED:
            continue
        tree, calendar = _load_language(path, shared)
        languages[calendar.language] = _compile(tree, calendar, shared, zones)
    if not languages:
        raise RuleFileError(Place(str(folder)), "no calendar files", hint="One YAML file a language is expected here.")
    return {
        "version": 1,
        "eras": {name: era.model_dump() for name, era in shared.eras.items()},
        "shared": {"zone": {"|".join(_readings(zone)): list(forms) for zone, forms in shared.zones.items()}},
        "languages": languages,
        "words": {language: data.pop("words") for language, data in languages.items()},
        "years": _years(languages),
    }


def load_examples(root: Path) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """``(language, place, example)`` of every calendar file; a near miss is an example that expects nothing."""
    _, shared = _load_shared(root / "calendars" / f"{SHARED}.yaml")
    for path in sorted((root / "calendars").glob("*.yaml")):
        if path.stem == SHARED:
            continue
        tree, calendar = _load_language(path, shared)
        for i, example in enumerate(calendar.examples):
            yield calendar.language, str(tree.place(("examples", i))), example.model_dump(exclude_none=True)
        for i, text in enumerate(calendar.near_misses):
            yield calendar.language, str(tree.place(("near_misses", i))), {"text": text, "none": True}


def _load_shared(path: Path) -> tuple[Tree, SharedFile]:
    from provenance.rulefiles.calendar_schema import SharedFile
    from provenance.rulefiles.source import load, validate

    tree = load(path)
    return tree, validate(tree, SharedFile)


def _load_language(path: Path, shared: SharedFile) -> tuple[Tree, CalendarFile]:
    from provenance.rulefiles.calendar_schema import CalendarFile
    from provenance.rulefiles.source import load, validate

    tree = load(path)
    calendar = validate(tree, CalendarFile)
    if calendar.language != path.stem:
        raise RuleFileError(
            tree.place(("language",)), f"the file is named {path.name}", hint="Name it by its language."
        )
    for era in calendar.eras:
        if era not in shared.eras:
            known = ", ".join(sorted(shared.eras))
            raise RuleFileError(tree.place(("eras", era)), f"unknown era “{era}”", hint=f"Known eras: {known}")
    for zone in calendar.zones:
        _check_zone(tree, ("zones", zone), zone)
    return tree, calendar


def _check_zone(tree: Tree, key: tuple[str, ...], zone: str) -> None:
    from zoneinfo import ZoneInfo

    for reading in _readings(zone):
        if reading == "Z" or (reading[0] in "+-" and len(reading) == 6):
            continue
        try:
            ZoneInfo(reading)
        except (KeyError, ValueError, OSError):
            hint = "Use an IANA id (Europe/Paris), an offset (+02:00), Z, or several with blanks between."
            raise RuleFileError(tree.place(key), f"unknown time zone “{reading}”", hint=hint) from None


def _readings(zone: str) -> list[str]:
    return zone.split(" ")


def _zone_offsets(tree: Tree, shared: SharedFile) -> dict[str, tuple[str, str]]:
    """``(standard, daylight)`` offsets of every zone that a metazone stands for."""
    from datetime import datetime
    from zoneinfo import ZoneInfo

    for zone in shared.zones:
        _check_zone(tree, ("zones", zone), zone)
    for i, zone in enumerate(shared.cities):
        _check_zone(tree, ("cities", str(i)), zone)
    result = {}
    for metazone, zone in shared.metazones.items():
        _check_zone(tree, ("metazones", metazone), zone)
        if zone == "Z":
            result[metazone] = ("Z", "Z")
            continue
        offsets = sorted(f"{datetime(2024, month, 1, tzinfo=ZoneInfo(zone)):%z}" for month in (1, 7))
        minutes = sorted((int(o[0] + "1") * (int(o[1:3]) * 60 + int(o[3:5])), f"{o[:3]}:{o[3:5]}") for o in offsets)
        result[metazone] = (minutes[0][1], minutes[-1][1])
    return result


def _compile(
    tree: Tree, calendar: CalendarFile, shared: SharedFile, offsets: Mapping[str, tuple[str, str]]
) -> dict[str, Any]:
    forms: Forms = {}
    cities: dict[str, str] = {}
    for name in calendar.locales or [calendar.language.replace("-", "_")]:
        locale = _locale(tree, name)
        _cldr_words(forms, locale)
        _cldr_zones(forms, locale, shared, offsets)
        cities = cities or (_cities(locale, shared) if calendar.zone_city else {})
        if calendar.cldr_units:
            _cldr_units(forms, locale)
    _typed_words(forms, calendar)
    for tag, unwanted in calendar.without.items():
        for form in unwanted:
            if form not in forms.get(tag, {}):
                raise RuleFileError(tree.place(("without", tag)), f"“{form}” is no form of {tag}", hint="Take it out.")
            del forms[tag][form]
    return {
        "order": calendar.order,
        "inflects": calendar.inflects,
        "calendar": calendar.calendar,
        "clitics": calendar.clitics,
        "forms": {tag: list(words) for tag, words in sorted(forms.items()) if words},
        "cities": cities,
        "zone_city": calendar.zone_city,
        "words": {"words": calendar.words, "numbers": {str(n): list(w) for n, w in calendar.numbers.items()}},
        "today": calendar.today,
        "to": calendar.to,
        "eras": calendar.eras,
    }


def _locale(tree: Tree, name: str) -> Any:
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(name)
    except (UnknownLocaleError, ValueError):
        raise RuleFileError(
            tree.place(("locales",)), f"CLDR knows no locale “{name}”", hint="As in nb or sr_Latn."
        ) from None


def _put(forms: Forms, tag: str, words: Iterable[str | None]) -> None:
    known = forms.setdefault(tag, {})
    for word in words:
        cleaned = (word or "").strip().rstrip(".").strip()
        if cleaned and not cleaned.replace(".", "").isdigit():
            known[cleaned] = None


def _cldr_words(forms: Forms, locale: Any) -> None:
    """Month and weekday names, wide and abbreviated, format (genitive) and stand-alone; am, pm, noon, midnight."""
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in locale.months[context][width].items():
                _put(forms, f"month:{number}", [_bare(name)])
            _put(forms, "weekdays", locale.days[context][width].values())
            periods = dict(locale.day_periods.get(context, {}).get(width, {}))
            for kind in ("am", "pm", "noon", "midnight"):
                _put(forms, kind, [periods.get(kind)])


def _bare(month: str) -> str | None:
    """A month name that is a word; "3月" is read as number and mark, and Catalan's "de març" as its noun."""
    words = month.replace("’", "'").removeprefix("d'").removeprefix("de ")
    return None if words[:1].isdigit() and len(words) <= 3 else words


def _cldr_zones(forms: Forms, locale: Any, shared: SharedFile, offsets: Mapping[str, tuple[str, str]]) -> None:
    for metazone, zone in shared.metazones.items():
        names = locale.meta_zones.get(metazone, {})
        standard, daylight = offsets[metazone]
        for width in ("long", "short"):
            found = dict(names.get(width, {}))
            _put(forms, f"zone:{zone}", [found.get("generic")])
            _put(forms, f"zone:{standard}|{zone}" if standard != daylight else f"zone:{zone}", [found.get("standard")])
            if standard != daylight:
                _put(forms, f"zone:{daylight}|{zone}", [found.get("daylight")])


def _cities(locale: Any, shared: SharedFile) -> dict[str, str]:
    """Zone -> its city; the reader fills them into ``zone_city`` when it first meets the language."""
    default = {zone: zone.rpartition("/")[2].replace("_", " ") for zone in shared.cities}
    return {zone: dict(locale.time_zones.get(zone, {})).get("city") or city for zone, city in default.items()}


def _cldr_units(forms: Forms, locale: Any) -> None:
    patterns = locale._data["unit_patterns"]  # Babel formats with them, and has no public way to list them
    for unit, sign in _UNITS.items():
        found = dict(dict(patterns.get(f"duration-{unit}", {})).get("long", {}))
        counted = [text for form, text in found.items() if form != "per" and isinstance(text, str) and "{0}" in text]
        _put(forms, f"unit:{sign}", [text.replace("{0}", "") for text in counted])


def _typed_words(forms: Forms, calendar: CalendarFile) -> None:
    for kind in LISTS:
        _put(forms, "month_mark" if kind == "month" else kind, getattr(calendar, kind))
    for prefix, table in (
        ("month", calendar.months),
        ("persian", calendar.persian_months),
        ("hijri", calendar.hijri_months),
    ):
        for number, words in table.items():
            _put(forms, f"{prefix}:{number}", words)
    for zone, words in calendar.zones.items():
        _put(forms, f"zone:{'|'.join(_readings(zone))}", words)
    for unit, words in calendar.units.items():
        _put(forms, f"unit:{_UNITS[unit]}", words)
    for span, words in calendar.spans.items():
        _put(forms, f"span:{span}", words)
    for number, words in calendar.numbers.items():
        _put(forms, f"number:{number}", words)
    for era, words in calendar.eras.items():
        _put(forms, f"era:{era}", words)


def _years(languages: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """What the reader of years needs, of all languages at once: a copyright line is too short to tell its language."""
    today: dict[str, None] = {}
    to: dict[str, None] = {}
    eras: dict[str, str] = {}
    marks: dict[str, None] = {}
    for data in languages.values():
        today.update(dict.fromkeys(data["today"]))
        to.update(dict.fromkeys(data["to"]))
        marks.update(dict.fromkeys(data["forms"].get("year", ())))
        eras.update({form: era for era, forms in data["eras"].items() for form in forms})
    return {"today": list(today), "to": list(to), "marks": list(marks), "eras": eras}
