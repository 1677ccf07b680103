"""The gate: whether a document passes. It never touches the decision."""

from provenance.outcome.gate import Gate

__all__ = ["Gate"]
