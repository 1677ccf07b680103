"""The words everything else is written in, and the standard term behind each.

Sources: ODRL 2.2 (https://www.w3.org/TR/odrl-vocab/), ccREL, TDMRep, and an own ODRL profile
(prefix ``x:``) for what they lack.
"""

from __future__ import annotations

from enum import StrEnum


class Decision(StrEnum):
    """What we say about rights, worst first; never "cleared"."""

    BLOCKED = "blocked"
    REVIEW = "review"
    CONDITIONAL = "conditional"
    PERMITTED = "permitted"

    @property
    def rank(self) -> int:
        """0 for ``blocked`` up to 3 for ``permitted``."""
        return _RANK[self]


_RANK = {decision: rank for rank, decision in enumerate(Decision)}


class Severity(StrEnum):
    """How loud a finding is; it never decides by itself."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Polarity(StrEnum):
    """What a statement does."""

    PERMITS = "permits"
    PROHIBITS = "prohibits"
    RESERVES = "reserves"
    REQUIRES = "requires"
    IDENTIFIES = "identifies"


class Scope(StrEnum):
    """What a statement is about; only ``document`` and ``site`` decide about the text."""

    DOCUMENT = "document"
    SITE = "site"
    IMAGE = "image"
    OTHER = "other"


#: The scopes whose statements decide about the text.
COVERING = (Scope.DOCUMENT, Scope.SITE)

#: act -> standard term
ACTS: dict[str, str] = {
    "publish": "x:publish",
    "broadcast": "x:broadcast",
    "rewrite": "odrl:derive",
    "redistribute": "odrl:distribute",
    "reproduce": "odrl:reproduce",
    "translate": "odrl:translate",
    "excerpt": "odrl:extract",
    "display": "odrl:display",
    "print": "odrl:print",
    "archive": "odrl:archive",
    "link": "x:link",
    "commercialize": "cc:CommercialUse",
    "derive": "cc:DerivativeWorks",
    "mine": "tdm:mine",
    "train-ai": "x:trainAi",
}

#: duty -> standard term
DUTIES: dict[str, str] = {
    "attribute": "odrl:attribute",
    "link-back": "x:linkBack",
    "consent": "odrl:obtainConsent",
    "share-alike": "cc:ShareAlike",
    "unaltered": "x:unaltered",
    "notify": "odrl:inform",
    "pay": "odrl:compensate",
    "keep-notice": "cc:Notice",
    "indicate-changes": "x:indicateChanges",
}

#: Duties that somebody else must grant before the use; an agreement is the only way to meet them.
PRECONDITIONS = frozenset({"consent", "pay"})

#: Acts that put a text out again; whoever does one of them with a part of it takes an excerpt.
OPENING_ACTS = frozenset({"publish", "reproduce", "redistribute"})

#: The channels of a use and what it may serve (see :class:`provenance.use.Use`); the schema of a declared use has the
#: same, and is too heavy to be imported for them.
CHANNELS = ("web", "print", "broadcast", "app", "newsletter", "social", "database")
PURPOSES = ("editorial", "advertising", "education", "research", "training", "personal")

#: act -> acts it contains: a ban on the wider one is a ban on the narrower.
INCLUDES: dict[str, frozenset[str]] = {
    "mine": frozenset({"train-ai"}),
    "reproduce": frozenset({"excerpt"}),
    "redistribute": frozenset({"publish"}),
}


def close_over_inclusion(acts: frozenset[str]) -> frozenset[str]:
    """*acts* and every act they contain (ODRL ``includedIn``)."""
    closed = set(acts)
    for act in acts:
        closed |= INCLUDES.get(act, frozenset())
    return frozenset(closed)
