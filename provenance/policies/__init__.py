"""Policies: they judge statements; they never read words."""

from provenance.policies.asked import Asked
from provenance.policies.facts import Facts, Fault, Judgement
from provenance.policies.judge import judge

__all__ = ["Asked", "Facts", "Fault", "Judgement", "judge"]
