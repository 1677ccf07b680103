"""Imports go down: a room uses lower floors only, never its own floor and never one above."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).parent.parent / "provenance"
FLOORS = [
    {"errors", "spans", "vocabulary", "folding", "look_alikes", "memo", "countries"},
    {"document", "statement", "metadata", "use", "agreement", "waiver", "finding", "report", "chain"},
    {"rulefiles"},
    {"readings", "readers", "odrl", "config"},
    {"notices", "signals", "validation"},
    {"policies", "projection", "outcome", "compare", "own_use"},
    {"check"},
    {"reports", "exports", "corpus", "examples", "coverage"},
    {"lsp", "cache"},
    {"cli"},
    {"__main__", "__init__", "integrations"},
]
LEVEL = {room: level for level, rooms in enumerate(FLOORS) for room in rooms}


def plain(name: str) -> str:
    """A room may be split over files of one prefix: ``metadata_schema`` belongs to ``metadata``."""
    return "metadata" if name.startswith("metadata_") else name


def room_of(path: Path) -> str:
    """The room a module belongs to: its first folder, or its own name."""
    relative = path.relative_to(ROOT)
    return plain(relative.parts[0].removesuffix(".py"))


def imports(path: Path) -> set[str]:
    """The rooms a module imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
        names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        found |= {name.split(".")[1] for name in names if name.startswith("provenance.")}
    return {plain(name) for name in found}


def test_imports_go_down() -> None:
    wrong = []
    for path in ROOT.rglob("*.py"):
        room = room_of(path)
        for other in imports(path) - {room}:
            same_noun_floor = LEVEL[other] == LEVEL[room] == 1
            if LEVEL[other] >= LEVEL[room] and not same_noun_floor:
                wrong.append(f"{path.relative_to(ROOT.parent)} imports {other}")
    assert not wrong, "\n".join(sorted(wrong))


def test_every_room_has_a_floor() -> None:
    rooms = {room_of(path) for path in ROOT.rglob("*.py")}
    assert rooms <= set(LEVEL), f"no floor for {sorted(rooms - set(LEVEL))}"
