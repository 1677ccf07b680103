"""Uses as data: ``rules/uses/*.yaml``, one file each."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from provenance.errors import RuleFileError
from provenance.rulefiles.source import load, validate
from provenance.vocabulary import ACTS


class UseFile(BaseModel):
    """The schema of a use; the meaning of each key is that of :class:`provenance.use.Use`."""

    model_config = ConfigDict(extra="forbid")

    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    title: str
    description: str = ""
    acts: list[str] = Field(min_length=1)
    opened_by: list[str] = Field(min_length=1)
    part: str = Field(default="whole", pattern="^(whole|excerpt)$")
    commercial: bool = True
    alters: bool = False
    media: list[str] = ["web"]
    territory: list[str] = []
    purpose: str = "editorial"


def load_uses(root: Path) -> dict[str, Any]:
    """Use id → the file as plain data.

    Raises:
        RuleFileError: a schema fault, an act that the vocabulary does not have, a file name that is not the id.
    """
    uses: dict[str, Any] = {}
    for path in sorted(root.glob("uses/*.yaml")):
        tree = load(path)
        use = validate(tree, UseFile)
        if use.id != path.stem:
            raise RuleFileError(tree.place(("id",)), f"the file is called {path.name}", hint=f"Call it {use.id}.yaml.")
        for key in ("acts", "opened_by"):
            for i, act in enumerate(getattr(use, key)):
                if act not in ACTS:
                    raise RuleFileError(tree.place((key, i)), f"unknown act “{act}”", hint=f"Known: {', '.join(ACTS)}")
        uses[use.id] = use.model_dump()
    return uses
