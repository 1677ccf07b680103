"""What a file of a page is held to: our schema of its kind, or what we bring for other people's tools."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterator
from fnmatch import fnmatchcase
from pathlib import PurePosixPath
from pydoc import locate
from typing import Any

import yaml
from pydantic import BaseModel, ValidationError

from provenance.rulefiles import PLACES, SCHEMAS
from provenance.rulefiles.source import parse, validate
from tests.prose.blocks import ROOT

#: Files of ours that lie in no folder of rules, by their names.
NAMES = {
    "agreements.yml": "agreements",
    "waivers.yml": "waivers",
    "provenance.toml": "provenance-toml",
    "provenance-baseline.json": "baseline",
}
#: Keys of a workflow under which a shell runs.
_SHELL = frozenset({"run", "script"})


def model_of(name: str) -> type[BaseModel] | None:
    """The schema of the file *name*, in whatever folder of rules; ``None`` if it is none of ours."""
    parts = PurePosixPath(name).parts
    tails = ["/".join(parts[at:]) for at in range(len(parts))]
    kind = NAMES.get(parts[-1]) or next(
        (kind for place, kind in PLACES.items() for tail in tails if fnmatchcase(tail, place)), None
    )
    found = locate(SCHEMAS[kind].replace(":", ".")) if kind else None
    return found if isinstance(found, type) and issubclass(found, BaseModel) else None


def check_ours(name: str, content: str, *, part: bool) -> None:
    """Hold *content* to the schema of *name*; of a *part*, other keys may be missing.

    Raises:
        ProvenanceError, ValidationError: it is not as the schema wants it.
    """
    model = model_of(name)
    assert model is not None, name
    if name.endswith((".toml", ".json")):
        data = (tomllib if name.endswith(".toml") else json).loads(content)
        model.model_validate(data)
    elif not part:
        validate(parse(content, name), model)
    else:
        try:
            model.model_validate(parse(content, name).data)
        except ValidationError as error:
            faults = [its for its in error.errors() if its["type"] != "missing" or len(its["loc"]) > 1]
            assert faults == []


def _hook(data: Any) -> None:
    ours = {hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}
    hooks = [hook["id"] for repo in data["repos"] for hook in repo["hooks"]]
    assert hooks
    assert set(hooks) <= ours


def _workflow(data: Any) -> None:
    """Steps that use our action give it inputs that it has."""
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    for step in _mappings(data):
        if "/provenance@" in str(step.get("uses", "")):
            assert set(step.get("with", {})) <= set(action["inputs"])


def _pipeline(data: Any) -> None:
    """Includes of our component give it inputs that it has."""
    text = (ROOT / "templates" / "provenance.yml").read_text(encoding="utf-8")
    inputs = next(yaml.safe_load_all(text))["spec"]["inputs"]
    for its in _mappings(data):
        if "/provenance/provenance@" in str(its.get("component", "")):
            assert set(its.get("inputs", {})) <= set(inputs)


#: Files of other people's tools that name something of ours → what is true of them.
THEIRS: dict[str, Callable[[Any], None]] = {
    ".pre-commit-config.yaml": _hook,
    ".github/workflows/*.yml": _workflow,
    ".gitlab-ci.yml": _pipeline,
}


def check_theirs(name: str, content: str) -> list[str]:
    """Hold a file of a CI system to what we bring for it; the commands of ours that it runs."""
    (check,) = [check for pattern, check in THEIRS.items() if fnmatchcase(name, pattern)]
    data = yaml.safe_load(content)
    check(data)
    scripts = [its[key] for its in _mappings(data) for key in _SHELL if key in its]
    lines = [line for script in scripts for line in ([script] if isinstance(script, str) else script)]
    return [line for line in lines if line.startswith("provenance ")]


def is_theirs(name: str) -> bool:
    """Whether we know what to hold such a file of another tool to."""
    return any(fnmatchcase(name, pattern) for pattern in THEIRS)


def _mappings(data: Any) -> Iterator[dict[str, Any]]:
    if isinstance(data, dict):
        yield data
        for value in data.values():
            yield from _mappings(value)
    elif isinstance(data, list):
        for value in data:
            yield from _mappings(value)
