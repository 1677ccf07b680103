"""Exports write what documents say about their rights in another vocabulary, for other machines to read.

A new vocabulary is one module with a function ``export`` (see
:class:`~provenance.exports.interface.Exporter`) and one line in ``EXPORTS``.
"""

from __future__ import annotations

from importlib import import_module

from provenance.exports.interface import Exported, Exporter

__all__ = ["EXPORTS", "Exported", "Exporter", "exporter"]

#: Vocabulary -> the module and function that writes it; modules are imported when they are asked for.
EXPORTS = {
    "ninjs": "provenance.exports.ninjs:export",
    "odrl": "provenance.exports.odrl:export",
    "prov": "provenance.exports.prov:export",
    "rightsml": "provenance.exports.odrl:export_rightsml",
}


def exporter(name: str) -> Exporter:
    """The exporter of a vocabulary in ``EXPORTS``."""
    module, _, function = EXPORTS[name].partition(":")
    found: Exporter = getattr(import_module(module), function)
    return found
