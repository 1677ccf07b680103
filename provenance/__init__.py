"""Provenance: may we publish this again, for this use, and what must we do?

The public API is small and imported on demand. :class:`Project` judges files as ``provenance check`` does, with the
configuration of their folder; :class:`Checker` judges one document for one occasion and touches nothing else::

    from provenance import Project

    for report in Project().check("story.md"):
        print(report.decision, report.outcome)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = [
    "Checker",
    "Decision",
    "Document",
    "DocumentReport",
    "Finding",
    "Occasion",
    "Project",
    "ProvenanceError",
    "Severity",
    "Use",
    "__version__",
    "declared_use",
    "finding_line",
    "load_rules",
    "read_bytes",
    "read_documents",
]

if TYPE_CHECKING:
    from provenance.check import Checker
    from provenance.cli.job.project import Project
    from provenance.document import Document
    from provenance.errors import ProvenanceError
    from provenance.finding import Finding
    from provenance.readers import read_bytes, read_documents
    from provenance.report import DocumentReport
    from provenance.reports.line import finding_line
    from provenance.rulefiles.pack import load_rules
    from provenance.rulefiles.uses import declared_use
    from provenance.use import Occasion, Use
    from provenance.vocabulary import Decision, Severity

_HOMES = {
    "Checker": "check",
    "Decision": "vocabulary",
    "Document": "document",
    "DocumentReport": "report",
    "Finding": "finding",
    "Occasion": "use",
    "Project": "cli.job.project",
    "ProvenanceError": "errors",
    "Severity": "vocabulary",
    "Use": "use",
    "declared_use": "rulefiles.uses",
    "finding_line": "reports.line",
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
