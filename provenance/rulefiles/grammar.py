"""The grammar's two files: the concepts a lexicon may use, and the frames that give them meaning."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from provenance.errors import RuleFileError
from provenance.rulefiles.source import load, validate
from provenance.vocabulary import ACTS


class Concepts(BaseModel):
    """``rules/grammar/concepts.yaml``: every concept with a line that says what it is."""

    model_config = ConfigDict(extra="forbid")

    acts: dict[str, str]
    operators: dict[str, str]
    nouns: dict[str, str]


class Gives(BaseModel):
    """The statement a frame makes. ``acts``: ``named`` takes those of the clause."""

    model_config = ConfigDict(extra="forbid")

    polarity: Literal["permits", "prohibits", "reserves", "requires"]
    kind: str | None = None
    acts: Literal["named", "embargo"] | list[str] = Field(default_factory=list)
    duties: list[str] = []
    implied: bool = False


class Frame(BaseModel):
    """One frame: features that must and must not be there, what the gate looks for, what it gives."""

    model_config = ConfigDict(extra="forbid")

    id: str
    gate: list[list[str]] = Field(min_length=1)
    all: list[str] = Field(min_length=1)
    none: list[str] = []
    gives: Gives


class Frames(BaseModel):
    """``rules/grammar/frames.yaml``."""

    model_config = ConfigDict(extra="forbid")

    marks: list[str] = Field(description="concepts that open the gate by themselves")
    frames: list[Frame]


def load_grammar(root: Path) -> dict[str, Any]:
    """Concepts and frames as plain data; ``act`` in a gate list stands for every act.

    Raises:
        RuleFileError: an act the vocabulary does not have, an unknown concept, or a schema fault.
    """
    concept_tree = load(root / "grammar" / "concepts.yaml")
    concepts = validate(concept_tree, Concepts)
    for act in concepts.acts:
        if act not in ACTS:
            raise RuleFileError(concept_tree.place(("acts", act)), f"“{act}” is no act of the vocabulary")
    names = {*concepts.acts, *concepts.operators, *concepts.nouns}
    tree = load(root / "grammar" / "frames.yaml")
    frames = []
    grammar = validate(tree, Frames)
    for i, frame in enumerate(grammar.frames):
        entry = frame.model_dump()
        entry["gate"] = []
        for j, options in enumerate(frame.gate):
            for option in options:
                if option != "act" and option not in names:
                    raise RuleFileError(tree.place(("frames", i, "gate", j)), f"unknown concept “{option}”")
            widened = [*options, *(["use", "link", "cite", *concepts.acts] if "act" in options else [])]
            entry["gate"].append(sorted(set(widened) - {"act"}))
        frames.append(entry)
    return {"concepts": sorted(names), "acts": sorted(concepts.acts), "frames": frames, "marks": grammar.marks}
