"""Compiling: every loader once, the results in one plain structure.

A new kind of rule file is a loader module and one line in :data:`LOADERS`. A folder of extra
rules is laid over the shipped one: mappings are joined, the later entry of the same id wins.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
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
from provenance.rulefiles.names import load_legal_forms, load_picture_libraries
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
    "licences": load_licences,
    "agencies": load_agencies,
    "legal_forms": load_legal_forms,
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
#: Only these may be added by a folder of extra rules; the grammar and the calendars are ours alone.
LAYERED = ("agencies", "policies", "uses")


def compile_rules(roots: Sequence[Path]) -> dict[str, Any]:
    """Compile the first root whole and lay the others over it.

    Raises:
        RuleFileError: the first broken file.
    """
    base, *extra = roots
    data = {name: loader(base) for name, loader in LOADERS.items()}
    concepts = frozenset(data["grammar"]["concepts"])
    data["lexicons"] = load_lexicons(base, concepts)
    for root in extra:
        for name in LAYERED:
            data[name] = {**data[name], **LOADERS[name](root)}
        for language, lexicon in load_lexicons(root, concepts).items():
            known = data["lexicons"].get(language)
            data["lexicons"][language] = {**known, "forms": [*known["forms"], *lexicon["forms"]]} if known else lexicon
    data["gate"] = gate_table(data["lexicons"], data["grammar"])
    shared = data["lexicons"][SHARED]["forms"] if SHARED in data["lexicons"] else []
    for language, lexicon in data["lexicons"].items():
        forms = lexicon.pop("forms")
        lexicon.update(index_forms(forms if language == SHARED else [*forms, *shared]))
    return data
