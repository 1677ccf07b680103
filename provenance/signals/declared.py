"""The document's own fields as signals, so that they are weighed beside those of its site.

Their statements are made by :mod:`provenance.signals.fields`; here they only take part in what lifts
what (a TDMRep ``meta`` of 0 over a header of 1) and in what ``provenance signals`` shows.
"""

from __future__ import annotations

from provenance.metadata import Declared, shown
from provenance.signals.signal import Says, Signal
from provenance.signals.site import Situation
from provenance.signals.tdmrep import reservation
from provenance.statement import Evidence

_NAMES = {
    "tdm_reservation": "tdmrep",
    "robots": "robots",
    "noai": "robots",
    "ai_training": "fields",
}
_SAYS = {
    "reserved": Says.RESERVED,
    "prohibited": Says.PROHIBITED,
    "unread": Says.UNREAD,
    "allowed": Says.ALLOWED,
    "open": Says.OPEN,
}


def signals(situation: Situation) -> list[Signal]:
    """The fields that reserve or lift."""
    found = []
    for entry in situation.page.metadata.declared:
        if vocabulary := _NAMES.get(entry.canonical):
            found += of_field(entry, vocabulary)
    return found


def of_field(entry: Declared, vocabulary: str) -> list[Signal]:
    """The signals of one declared value, whose statements stand elsewhere."""
    raw = entry.raw if isinstance(entry.raw, str) else shown(entry.raw)
    evidence = Evidence(raw[:300], line=entry.field.line, column=entry.field.column, pointer=entry.pointer)
    level = "meta" if entry.pointer.startswith("meta") else "field"
    if entry.canonical == "tdm_reservation" and not any(term.says == "open" for term in entry.terms):
        return [_stated(reservation(raw, "meta", evidence, scope=entry.scope), level)]
    if entry.canonical == "tdm_reservation" and raw.strip(" \t") == "0":
        return [_stated(reservation("0", "meta", evidence, scope=entry.scope), level)]
    found = [
        Signal(vocabulary, level, _SAYS[term.says], raw, evidence, term.acts, term.scope or entry.scope, stated=True)
        for term in entry.terms
        if term.says in _SAYS
    ]
    if not entry.good and not found:
        says = Says.RESERVED if entry.acts else Says.UNREAD
        found = [Signal(vocabulary, level, says, raw, evidence, entry.acts, entry.scope, False, stated=True)]
    return found


def _stated(signal: Signal, level: str) -> Signal:
    from dataclasses import replace

    return replace(signal, level=level, stated=True)
