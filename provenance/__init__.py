"""Provenance: may we publish this again, for this use, and what must we do?

The public API is small and imported on demand::

    from provenance import Checker, load_rules
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = [
    "Checker",
    "Decision",
    "Document",
    "DocumentReport",
    "Occasion",
    "Use",
    "__version__",
    "load_rules",
    "read_bytes",
    "read_documents",
]

if TYPE_CHECKING:
    from provenance.check import Checker
    from provenance.document import Document
    from provenance.readers import read_bytes, read_documents
    from provenance.report import DocumentReport
    from provenance.rulefiles.pack import load_rules
    from provenance.use import Occasion, Use
    from provenance.vocabulary import Decision

_HOMES = {
    "Checker": "check",
    "Decision": "vocabulary",
    "Document": "document",
    "DocumentReport": "report",
    "Occasion": "use",
    "Use": "use",
    "load_rules": "rulefiles.pack",
    "read_bytes": "readers",
    "read_documents": "readers",
}


def __getattr__(name: str) -> Any:
    """Import a public name on first use, so that ``provenance --version`` imports nothing heavy."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"provenance.{_HOMES[name]}"), name)
