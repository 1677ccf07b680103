"""What a policy says about a document."""

from __future__ import annotations

from dataclasses import dataclass

from provenance.statement import Evidence
from provenance.vocabulary import Decision, Severity
from provenance.waiver import Waived


@dataclass(slots=True)
class Finding:
    """One sentence to a person: which rule, what it rests on, why it matters, how to mend it.

    ``decision`` is the best answer this finding still allows, ``None`` where it has no say.
    ``state``: ``open``, ``waived`` or ``baseline``; only ``open`` findings fail a run. ``waivable``: whether
    anybody may let it stand. ``waiver``: the central entry that names it, in force or not. ``recorded``: the place
    in the baseline where it is known. ``detail``: what the reader said of a problem. ``seal``: rule and words alone,
    ``fingerprint``: with the body of the text (:func:`provenance.outcome.seal`).
    """

    rule: str
    severity: Severity
    message: str
    why: str
    fix: str
    evidence: tuple[Evidence, ...] = ()
    decision: Decision | None = None
    version: str = "1"
    state: str = "open"
    fingerprint: str = ""
    statement: str | None = None
    waivable: bool = True
    waiver: Waived | None = None
    recorded: int | None = None
    detail: str = ""
    seal: str = ""
