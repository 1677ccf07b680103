"""Compiling: every loader once, the results in one plain structure.

A new kind of rule file is a loader module and one line in :data:`LOADERS`. What others add is laid over it
(:mod:`provenance.rulefiles.layers`).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from provenance.rulefiles.agencies import load_agencies
from provenance.rulefiles.calendars import load_calendars
from provenance.rulefiles.chain import load_chain, load_disclosures
from provenance.rulefiles.fields import load_fields
from provenance.rulefiles.fulfilment import load_fulfilment
from provenance.rulefiles.grammar import load_grammar
from provenance.rulefiles.index import SHARED, gate_table, index_forms
from provenance.rulefiles.lexicon import load_lexicons
from provenance.rulefiles.licences import load_licences
from provenance.rulefiles.limits import load_limits
from provenance.rulefiles.names import load_legal_forms, load_others, load_picture_libraries
from provenance.rulefiles.pages import load_pages
from provenance.rulefiles.policies import load_policies
from provenance.rulefiles.rows import load_rows
from provenance.rulefiles.signals import load_signals
from provenance.rulefiles.territories import load_territories
from provenance.rulefiles.uses import load_uses

LOADERS: dict[str, Callable[[Path], Any]] = {
    "grammar": load_grammar,
    "calendars": load_calendars,
    "territories": load_territories,
    "limits": load_limits,
    "licences": load_licences,
    "agencies": load_agencies,
    "legal_forms": load_legal_forms,
    "others": load_others,
    "picture_libraries": load_picture_libraries,
    "fields": load_fields,
    "pages": load_pages,
    "chain": load_chain,
    "disclosures": load_disclosures,
    "fulfilment": load_fulfilment,
    "policies": load_policies,
    "signals": load_signals,
    "rows": load_rows,
    "uses": load_uses,
}


def compile_rules(root: Path) -> dict[str, Any]:
    """Compile the rules below *root*, which has a file of every kind.

    Raises:
        RuleFileError: the first broken file.
    """
    data = {name: loader(root) for name, loader in LOADERS.items()}
    data["lexicons"] = load_lexicons(root, frozenset(data["grammar"]["concepts"]))
    data["gate"] = gate_table(data["lexicons"], data["grammar"])
    shared = data["lexicons"][SHARED]["forms"] if SHARED in data["lexicons"] else []
    for language, lexicon in data["lexicons"].items():
        forms = lexicon.pop("forms")
        lexicon.update(index_forms(forms if language == SHARED else [*forms, *shared]))
    return data
