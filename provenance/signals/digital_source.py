"""IPTC digital source type: how a content came about (NewsCodes ``digitalsourcetype``).

Precedence: none. It is no term of use: what a machine made, or helped to make, is told and weighs nothing
here; the policies about undisclosed machine-made texts look at the field itself.
"""

from __future__ import annotations

import re

from provenance.signals.signal import Says, Signal, quoted, squeezed
from provenance.signals.site import Situation


def signals(situation: Situation) -> list[Signal]:
    """The declared digital source types that name a machine."""
    made = {squeezed(word) for word in situation.terms("digital-source-type")}
    found = []
    for entry in situation.page.metadata.declared:
        if entry.canonical == "digital_source_type" and isinstance(entry.raw, str):
            if squeezed(re.split(r"[/:#]", entry.raw.strip())[-1]) in made:
                evidence = quoted(entry.raw, entry.pointer, entry.field.line)
                found.append(Signal("digital-source-type", "field", Says.NOTED, entry.raw, evidence, scope=entry.scope))
    return found
