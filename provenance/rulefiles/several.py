"""Lists of which one member may be written by itself: ``use: print`` for ``use: [print]``."""

from __future__ import annotations

from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema


class Several:
    """``Annotated[list[X], Several()]``: one text stands for a list of one, and the JSON Schema says so to editors."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(_listed, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        described = handler(schema)
        return {"anyOf": [described.get("items", {"type": "string"}), described]}


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str) else value
