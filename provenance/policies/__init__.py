"""Policies: they judge statements; they never read words."""

from provenance.policies.facts import Facts, Fault, Judgement
from provenance.policies.judge import judge

__all__ = ["Facts", "Fault", "Judgement", "judge"]
