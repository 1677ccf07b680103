"""The editor's own settings, section ``provenance``: from ``initializationOptions`` or the settings it sends."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from provenance.errors import UsageError
from provenance.lsp.worker import Settings
from provenance.vocabulary import Decision

SECTION = "provenance"


class EditorSettings(BaseModel):
    """``use``: the id of a use. ``failOn``: this decision and worse ones fail. ``rules``: folders laid over ours.
    ``config``: the configuration to use instead of the one found upwards from the document."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    use: str | None = None
    fail_on: Decision | None = Field(None, alias="failOn")
    rules: tuple[str, ...] = ()
    config: str | None = None


def settings_of(given: Any, folder: str | None) -> Settings:
    """The settings in *given*, with or without the section around them; paths are from *folder*.

    Raises:
        UsageError: a setting is unknown or has a value that it cannot have.
    """
    if isinstance(given, Mapping) and isinstance(given.get(SECTION), Mapping):
        given = given[SECTION]
    if not given:
        return Settings()
    try:
        known = EditorSettings.model_validate(given)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join([SECTION, *(str(part) for part in first["loc"])])
        known_names = ", ".join(field.alias or name for name, field in EditorSettings.model_fields.items())
        raise UsageError(f"editor settings: {where}: {first['msg']}", hint=f"Known: {known_names}.") from None
    base = folder or os.getcwd()
    return Settings(
        use=known.use,
        fail_on=known.fail_on.value if known.fail_on else None,
        rules=tuple(os.path.join(base, os.path.expanduser(each)) for each in known.rules),
        config=os.path.join(base, os.path.expanduser(known.config)) if known.config else None,
    )
