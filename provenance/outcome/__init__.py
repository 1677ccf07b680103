"""The gate: whether a document passes, and who answers for what it lets through. It never touches the decision."""

from provenance.outcome.baseline import Baseline
from provenance.outcome.fingerprints import body_text, seal
from provenance.outcome.gate import Gate, fails_alone
from provenance.outcome.ledger import Ledger
from provenance.outcome.marks import marks_declared, marks_in

__all__ = ["Baseline", "Gate", "Ledger", "body_text", "fails_alone", "marks_declared", "marks_in", "seal"]
