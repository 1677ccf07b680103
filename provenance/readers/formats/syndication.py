"""To be written."""

from __future__ import annotations

from typing import Any

from provenance.readers.interface import Parts
from provenance.readers.xml_source import XmlSource


def claims(root: Any) -> bool:
    """Not yet."""
    return root is None


def read(source: XmlSource) -> list[Parts]:
    """Not yet."""
    return []
