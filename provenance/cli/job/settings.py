"""From options to settings: which configuration holds, and what the command line says beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from provenance.cli.errors import unknown
from provenance.cli.job.options import Options
from provenance.errors import UsageError
from provenance.vocabulary import CHANNELS

if TYPE_CHECKING:
    from provenance.config.find import Found
    from provenance.config.settings import Given, Settings
    from provenance.config.sources import Source

#: Options of which several may be given at once, with commas: codes and ids hold none.
_SPLIT = frozenset({"use", "territory", "channel", "recipient"})
#: The keys of a declared use, in the order in which people ask for them.
DECLARING = (
    *("use", "commercial", "territory", "channel", "from", "until", "language", "words", "share", "alters"),
    *("audience", "purpose", "recipient", "sublicenses", "we"),
)


def settings_of(options: Options, folder: str = "") -> Settings:
    """The settings that hold for a run with *options* in *folder*, which is the working directory if none is given.

    Raises:
        UsageError: options that make no sense together; no such file, revision or repository.
        RuleFileError: the configuration is broken.
    """
    from provenance.config.assemble import Commanded, settings

    for other, given in (("--config", options.config), ("--config-from", options.config_from)):
        if options.no_config and given is not None:
            raise UsageError(f"--no-config and {other} contradict each other", hint="Leave one of them out.")
    source = _source(options)
    commanded = Commanded(
        values={**_declared(options), **_gate(options)},
        **{name: getattr(options, name) for name in Commanded.__slots__ if name != "values"},
    )
    return settings(source, _found(options, source, folder), commanded, folder)


def configured_file(name: str, options: Options, otherwise: str) -> str:
    """The file that is configured as *name* (``agreements``, ``waivers``, ``baseline``), or *otherwise*.

    Raises:
        UsageError, RuleFileError: as :func:`settings_of`.
    """
    given: Given | None = getattr(settings_of(options), name)
    return otherwise if given is None else str(given.value)


def _source(options: Options) -> Source:
    if options.config_from is None:
        from provenance.config.sources import WorkingTree

        return WorkingTree()
    from provenance.config.git import Revision

    return Revision.of(options.config_from)


def _found(options: Options, source: Source, folder: str) -> Found | None:
    from provenance.config.find import find, named

    if options.no_config:
        return None
    return find(source, folder) if options.config is None else named(source, options.config)


def _declared(options: Options) -> dict[str, Given]:
    """The use as the options declare it.

    Raises:
        UsageError: a value that a declaration does not take.
    """
    from provenance.config.settings import Given

    written: dict[str, Any] = {}
    for key in DECLARING:
        value = getattr(options, "from_" if key == "from" else key)
        if key in _SPLIT:
            value = [part.strip() for several in value for part in several.split(",") if part.strip()]
        if key == "channel":
            for wrong in sorted(set(value) - set(CHANNELS)):
                raise unknown("channel", wrong, CHANNELS)
        if value not in (None, (), []):
            written[key] = list(value) if isinstance(value, tuple) else value
    return {key: Given(value, _option(key, value)) for key, value in _valid(written).items()}


def _valid(written: dict[str, Any]) -> dict[str, Any]:
    if not written.keys() - {"use"}:
        return written
    from pydantic import ValidationError

    from provenance.rulefiles.uses import Declaration

    try:
        return Declaration.model_validate(written).model_dump(by_alias=True, exclude_unset=True)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        key = str(first["loc"][0]) if first["loc"] else "until"
        message = first["msg"].removeprefix("Value error, ")
        raise UsageError(
            f"{_option(key, written.get(key))}: {message}", hint=f"“provenance check --help” says what --{key} takes."
        ) from None


def _gate(options: Options) -> dict[str, Given]:
    from provenance.config.settings import Given

    given = {"fail-on": options.fail_on, "fail-on-metadata": options.fail_on_metadata}
    return {key: Given(value, _option(key, value)) for key, value in given.items() if value is not None}


#: What the second half of a pair of options is called.
_OTHERWISE = {"commercial": "noncommercial", "alters": "unaltered"}


def _option(key: str, value: Any) -> str:
    """The option that gave *value*."""
    return f"--{_OTHERWISE.get(key, f'no-{key}')}" if value is False else f"--{key}"
