"""What the report on a document depends on, as one short digest.

Everything that may change a report is in its key; nothing is ever asked whether it is still fresh. The instant is
not in it: reports that depend on it are not kept (:func:`provenance.cache.kept.row_of`).
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from provenance.reports.json import plain

if TYPE_CHECKING:
    from provenance.corpus.reuse import Beside
    from provenance.corpus.site import Surroundings
    from provenance.outcome import Gate
    from provenance.use import Occasion

_SIZE = 16
_NO_INSTANT = datetime(1, 1, 1, tzinfo=UTC)


class Keys:
    """Keys for one run. *shared*: what all its documents share (version, rules, policies, columns)."""

    def __init__(self, shared: Iterable[str], beside: Beside, around: Surroundings | None) -> None:
        self._shared = _digest([*shared, repr(sys.version_info), *_installed(), *_code()])
        self._beside, self._around = beside, around
        self._known: dict[tuple[int, int], tuple[Occasion, Gate, bytes]] = {}

    def of(self, path: str, data: bytes, occasion: Occasion, gate: Gate) -> bytes:
        """The key of the document at *path*, made of *data*: judged for *occasion*, settled by the gate's threshold."""
        around = self._around.signature(path) if self._around is not None else ""
        rest = f"{self._beside.signature(path)}\0{around}\0{path}\0"
        digest = blake2b(self._context(occasion, gate), digest_size=_SIZE)
        digest.update(rest.encode("utf-8", "surrogatepass"))
        digest.update(data)
        return digest.digest()

    def _context(self, occasion: Occasion, gate: Gate) -> bytes:
        at = (id(occasion), id(gate))
        if at not in self._known:  # the objects are kept too, so that nobody else gets their numbers
            told = _canonical(asdict(replace(occasion, at=_NO_INSTANT)))
            digest = _digest([self._shared.hex(), told, gate.fail_on.value, str(gate.fail_on_metadata)])
            self._known[at] = occasion, gate, digest
        return self._known[at][2]


def _canonical(value: Any) -> str:
    return json.dumps(plain(value), sort_keys=True)


def _digest(parts: Sequence[str]) -> bytes:
    digest = blake2b(digest_size=_SIZE)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(b"%d:" % len(data) + data)
    return digest.digest()


def _installed() -> list[str]:
    """The libraries that are installed, with their versions, as their folders are called: readers depend on them."""
    found: set[str] = set()
    for folder in sys.path:
        try:
            found.update(name for name in os.listdir(folder or ".") if name.endswith((".dist-info", ".egg-info")))
        except OSError:
            continue
    return sorted(found)


def _code() -> list[str]:
    """The files of this package: in a checkout they change under one version."""
    found, folders = [], [os.path.dirname(os.path.dirname(os.path.abspath(__file__)))]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    if entry.name != "rules":  # their own digest is a part of the key
                        folders.append(entry.path)
                elif entry.name.endswith(".py"):
                    state = entry.stat()
                    found.append(f"{entry.path} {state.st_size} {state.st_mtime_ns}")
    return sorted(found)
