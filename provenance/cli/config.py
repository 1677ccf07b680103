"""``provenance config show``: which settings hold, and who says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from provenance.cli.errors import PASS, OneOf
from provenance.cli.job.options import Grouped, Options, config_options, gate_options, use_options

if TYPE_CHECKING:
    from provenance.config.settings import Given, Layer, Settings


class Row(NamedTuple):
    """A setting, and who gave it: a place in the file, an option, or nobody (``default``)."""

    key: str
    value: Any
    origin: str


@click.group(short_help="Show which settings hold.")
def config() -> None:
    """Which settings hold, and where they come from."""


@config.command(short_help="Show settings, and who gave each.", cls=Grouped)
@click.option("--for", "for_", metavar="PATH", help="For this document; its sections and agreements count.")
@click.option("--format", type=OneOf(["text", "json"]), default="text", show_default=True, help="How to print.")
@use_options
@gate_options
@config_options
def show(for_: str | None, format: str, **given: Any) -> int:
    """Show the settings that “provenance check” would use here, and who gave each of them.

    Everything is read and held against the rules: what is broken is an error, as it would be there.
    """
    options = Options(**given)
    settings, agreements = _read(options, for_)
    rows = list(rows_of(settings, for_))
    if format == "json":
        from provenance.reports.json import encode

        click.echo(encode(_as_json(settings, options, for_, rows, agreements)))
    else:
        click.echo("\n".join(_as_text(settings, options, for_, rows, agreements)))
    return PASS


def _read(options: Options, path: str | None) -> tuple[Settings, list[str]]:
    """The settings, held against the rules, and the agreements on file that may count for *path*."""
    from provenance.cli.job.build import Folders, agreements_of, baseline_of, policies_of, waivers_of
    from provenance.cli.job.material import columns_of, instant
    from provenance.cli.job.occasions import Occasions
    from provenance.cli.job.settings import settings_of

    at = instant(options.at)
    settings = settings_of(options)
    folders = Folders(settings)
    loaded = folders.rules()
    occasions = Occasions(settings, loaded.uses, at, agreements=agreements_of(settings, loaded))
    waivers_of(settings, loaded)
    baseline_of(settings)
    policies_of(settings)
    folders.site(loaded)
    columns_of(tuple(str(one.value) for one in settings.map), loaded)
    occasion, _ = occasions.of("-" if path is None else path)
    return settings, [one.id for one in occasion.agreements]


def rows_of(settings: Settings, path: str | None) -> Iterator[Row]:
    """The settings in the order of the page of the configuration."""
    from provenance.cli.job.settings import DECLARING
    from provenance.config.settings import DEFAULTS, GATE

    found = settings.for_path(path)
    for key in (*DECLARING, *GATE):
        if key not in found.values and key not in DEFAULTS:
            continue
        given = found.values.get(key)
        yield Row(key, found.value(key), given.origin if given else "default")
    if path is not None:
        yield Row("ours", found.ours, _ours_by(settings, path))
    else:
        yield from (Row("ours", given.value, given.origin) for _, given in settings.ours)
    for key in ("exclude", "rules", "policies", "map"):
        yield from (Row(key, given.value, given.origin) for given in getattr(settings, key))
    for key in ("site", "agreements", "waivers", "baseline"):
        one: Given | None = getattr(settings, key)
        if one is not None:
            yield Row(key, one.value, one.origin)
    if settings.help_uri is not None:
        yield Row("help-uri", settings.help_uri.value, settings.help_uri.origin)


def _ours_by(settings: Settings, path: str) -> str:
    """Who says whether *path* is ours."""
    origin = "default"
    for patterns, given in settings.ours:
        origin = given.origin if patterns.match(path) else origin
    for layer in settings.layers:
        if layer.ours is not None and layer.match is not None and layer.match.match(path):
            origin = layer.origin
    return origin


def _as_text(
    settings: Settings, options: Options, path: str | None, rows: Sequence[Row], agreements: Sequence[str]
) -> Iterator[str]:
    from provenance.reports.neutral import neutral

    yield neutral(_whence(settings, options))
    if path is not None:
        yield f"for {neutral(path)}:"
    yield from _table(rows)
    if path is not None and settings.agreements is not None:
        yield f"agreements that may count there: {neutral(', '.join(agreements)) or 'none'}"
    for layer in settings.layers if path is None else ():
        if layer.match is not None:
            yield ""
            yield neutral(f"for {', '.join(layer.match.patterns)} ({layer.origin}):")
            yield from _table(_section(layer))


def _section(layer: Layer) -> list[Row]:
    rows = [Row(key, given.value, given.origin) for key, given in layer.values.items()]
    return rows if layer.ours is None else [*rows, Row("ours", layer.ours, layer.origin)]


def _table(rows: Sequence[Row]) -> Iterator[str]:
    from provenance.reports.neutral import neutral

    cells = [(row.key, neutral(_plain(row.value)), neutral(row.origin)) for row in rows]
    widths = [min(60, max((len(cell[column]) for cell in cells), default=0)) for column in (0, 1)]
    for key, value, origin in cells:
        yield f"  {key.ljust(widths[0])}  {value.ljust(widths[1])}  {origin}"


def _whence(settings: Settings, options: Options) -> str:
    revision = settings.source.revision
    where = f" of {options.config_from} (commit {revision[:10]})" if revision else ""
    if settings.found is not None:
        return f"settings: {settings.found.path}{where}"
    return f"settings: none{where}" if where or options.no_config else "settings: none here or above"


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return (", ".join(map(str, value)) or "any") if isinstance(value, list) else str(value)


def _as_json(
    settings: Settings, options: Options, path: str | None, rows: Sequence[Row], agreements: Sequence[str]
) -> dict[str, Any]:
    from provenance.cli.job.build import configured
    from provenance.reports.json import as_config

    sections = [
        {
            "match": layer.match.patterns,
            "from": layer.origin,
            "ours": layer.ours,
            "settings": [
                {"key": key, "value": given.value, "from": given.origin} for key, given in layer.values.items()
            ],
        }
        for layer in settings.layers
        if layer.match is not None
    ]
    return {
        "config": as_config(configured(settings, options.config_from)),
        "for": path,
        "settings": [{"key": row.key, "value": row.value, "from": row.origin} for row in rows],
        "paths": sections,
        "agreements": list(agreements),
    }
