"""Uses as data: ``rules/uses/*.yaml``, each an instance of :class:`provenance.use.Use`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from provenance.errors import RuleFileError
from provenance.rulefiles.source import load, validate
from provenance.use import Use
from provenance.vocabulary import ACTS


def load_uses(root: Path) -> dict[str, Any]:
    """Use id → the file as plain data.

    Raises:
        RuleFileError: a schema fault, an act that the vocabulary does not have.
    """
    uses: dict[str, Any] = {}
    for path in sorted(root.glob("uses/*.yaml")):
        tree = load(path)
        use = validate(tree, Use)
        for key in ("acts", "opened_by"):
            for act in sorted(getattr(use, key)):
                if act not in ACTS:
                    raise RuleFileError(tree.place((key,)), f"unknown act “{act}”", hint=f"Known: {', '.join(ACTS)}")
        if use.id != path.stem:
            raise RuleFileError(tree.place(("id",)), f"the file is called {path.name}", hint=f"Call it {use.id}.yaml.")
        plain = use.model_dump(mode="json")
        uses[use.id] = {key: sorted(value) if key in ("acts", "opened_by") else value for key, value in plain.items()}
    return uses
