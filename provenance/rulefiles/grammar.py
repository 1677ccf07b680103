"""The grammar's two files: the concepts a lexicon may use, and the frames that give them meaning."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from provenance.errors import RuleFileError
from provenance.rulefiles.source import load, validate
from provenance.rulefiles.words import Act, Duty
from provenance.vocabulary import ACTS


class Concepts(BaseModel):
    """``rules/grammar/concepts.yaml``: every concept with a line that says what it is."""

    model_config = ConfigDict(extra="forbid")

    acts: dict[str, str] = Field(description="What may be done with a text: the acts of the vocabulary.")
    operators: dict[str, str] = Field(description="Words that say whether and how: may, not, only, without …")
    nouns: dict[str, str] = Field(description="Everything else that notices speak of.")


class Gives(BaseModel):
    """The statement a frame makes. ``acts``: ``named`` takes those of the clause."""

    model_config = ConfigDict(extra="forbid")

    polarity: Literal["permits", "prohibits", "reserves", "requires"] = Field(description="What the statement does.")
    kind: str | None = Field(default=None, description="What it is; left out: what goes with the polarity.")
    acts: Literal["named", "embargo"] | list[Act] = Field(
        default_factory=list,
        description="named: those of the clause; embargo: those that an embargo holds back; or a list.",
    )
    duties: list[Duty] = Field(default=[], description="Duties that go with it.")
    implied: bool = Field(default=False, description="Whether it is only concluded, not said in so many words.")


class Frame(BaseModel):
    """One frame: features that must and must not be there, what the gate looks for, what it gives."""

    model_config = ConfigDict(extra="forbid")

    id: str = Field(description="The frame's name, as a reading's trace prints it.")
    gate: list[list[str]] = Field(
        min_length=1, description="One concept of each list must stand in the sentence; the first list is the anchor."
    )
    all: list[str] = Field(min_length=1, description="Features of the clause that must be there.")
    none: list[str] = Field(default=[], description="Features of the clause that must not be there.")
    gives: Gives = Field(description="The statement it makes.")


class Frames(BaseModel):
    """``rules/grammar/frames.yaml``."""

    model_config = ConfigDict(extra="forbid")

    marks: list[str] = Field(description="Concepts that open the gate by themselves.")
    frames: list[Frame] = Field(description="The frames, in the order in which they speak.")


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
