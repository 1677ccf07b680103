"""The settings of a run, put together from the file that was found and from what the command line gives."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from provenance.config.find import Found
from provenance.config.patterns import Patterns
from provenance.config.settings import Given, Layer, Settings
from provenance.config.sources import Source
from provenance.errors import UsageError


@dataclass(frozen=True, slots=True)
class Commanded:
    """What the command line gives. ``values``: of the use and the gate, keys as in the file; the rest by option."""

    values: Mapping[str, Given] = field(default_factory=dict)
    ours: Sequence[str] = ()
    exclude: Sequence[str] = ()
    rules: Sequence[str] = ()
    policy: Sequence[str] = ()
    map: Sequence[str] = ()
    site: str | None = None
    agreements: str | None = None
    waivers: str | None = None
    baseline: str | None = None


def settings(source: Source, found: Found | None, commanded: Commanded, folder: str = "") -> Settings:
    """The settings that *found* and *commanded* make together; what *commanded* names lies below *folder*.

    Raises:
        UsageError: ``--ours`` is no pattern.
    """
    layers = [*(_layers(found) if found else ()), Layer(commanded.values)]
    return Settings(
        source=source,
        found=found,
        folder=found.folder if found else os.path.abspath(folder),
        layers=tuple(layers),
        ours=tuple(_ours(found, commanded.ours, folder)),
        excludes=Patterns(found.folder, found.configuration.exclude) if found else None,
        exclude=(*_listed(found, "exclude"), *_optional("--exclude", commanded.exclude)),
        rules=(*_listed(found, "rules", beside=True), *_optional("--rules", commanded.rules)),
        policies=(*_listed(found, "policies", beside=True), *_optional("--policy", commanded.policy)),
        map=(*_columns(found), *_optional("--map", commanded.map)),
        site=_one(found, "site", commanded.site),
        agreements=_one(found, "agreements", commanded.agreements),
        waivers=_one(found, "waivers", commanded.waivers),
        baseline=_one(found, "baseline", commanded.baseline),
        help_uri=_address(found),
    )


def _layers(found: Found) -> Iterator[Layer]:
    from provenance.config.schema import Judging

    configuration, judging = found.configuration, set(Judging.model_fields)
    yield Layer(_values(found, configuration.model_dump(by_alias=True, exclude_unset=True, include=judging)))
    for index, section in enumerate(configuration.paths):
        values = section.model_dump(by_alias=True, exclude_unset=True, include=judging)
        place = found.place("paths", index)
        patterns = Patterns(found.folder, section.match)
        yield Layer(_values(found, values, "paths", index), patterns, section.ours, f"{place.path}:{place.line}")


def _values(found: Found, written: Mapping[str, Any], *above: str | int) -> dict[str, Given]:
    given = {key: Given(value, found.place(*above, key)) for key, value in written.items()}
    return {key: one for key, one in given.items() if not (key == "use" and one.value == [])}


def _ours(found: Found | None, options: Sequence[str], folder: str) -> Iterator[tuple[Patterns, Given]]:
    if found is not None and found.configuration.ours:
        patterns = found.configuration.ours
        yield Patterns(found.folder, patterns), Given(patterns, found.place("ours"))
    if options:
        try:
            yield Patterns(folder, options), Given(list(options), "--ours")
        except ValueError:
            raise UsageError(
                f"--ours {' '.join(options)}: not a pattern", hint="Write it as in .gitignore: site/**"
            ) from None


def _listed(found: Found | None, name: str, *, beside: bool = False) -> Iterator[Given]:
    """Each member of a list of the file, with its own line."""
    if found is not None:
        for index, value in enumerate(getattr(found.configuration, name)):
            yield Given(found.beside(value) if beside else value, found.place(name, index))


def _optional(option: str, values: Sequence[str]) -> Iterator[Given]:
    for value in values:
        yield Given(value, option)


def _columns(found: Found | None) -> Iterator[Given]:
    if found is not None:
        for name, columns in found.configuration.map.items():
            for column in columns:
                yield Given(f"{name}={column}", found.place("map", name))


def _address(found: Found | None) -> Given | None:
    value = found.configuration.help_uri if found is not None else None
    return None if found is None or value is None else Given(value, found.place("help-uri"))


def _one(found: Found | None, name: str, option: str | None) -> Given | None:
    if option is not None:
        return Given(option, f"--{name}")
    value = getattr(found.configuration, name) if found is not None else None
    return None if found is None or value is None else Given(found.beside(value), found.place(name))
