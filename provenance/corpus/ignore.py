"""``.gitignore`` and exclude patterns (gitignore syntax, matched by ``pathspec``).

A ``.gitignore`` inside the checked tree is input like any other: it may be hostile, so it is read
bounded, and a pattern that could take long to match is dropped (more is then checked, not less).
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from provenance.errors import UsageError

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

    from provenance.config.patterns import Patterns

_MAX_BYTES = 1_000_000
_MAX_PATTERNS = 2_000
#: Wildcards backtrack against each other: with five in one name, a match can take a minute; with two, 0.3 ms.
_MAX_WILDCARDS, _MAX_WILDCARDS_IN_NAME = 3, 2
_WILDCARDS = re.compile(r"\*+")

#: How input is opened: a FIFO must not block, a terminal not become ours. Not every system has every flag.
OPEN_FLAGS = os.O_RDONLY
for _name in ("O_NONBLOCK", "O_CLOEXEC", "O_NOCTTY", "O_BINARY"):
    OPEN_FLAGS |= getattr(os, _name, 0)


@dataclass(frozen=True, slots=True)
class Left:
    """What the user wants left out: his patterns (``--exclude``), and those of his configuration.

    ``kept``: absolute paths that no ``.gitignore`` can leave out, and the folders on the way to them.
    """

    spec: GitIgnoreSpec | None = None
    configured: Patterns | None = None
    kept: frozenset[str] = frozenset()

    def excludes(self, path: str, absolute: str, within: str = "") -> bool:
        """Whether *path* is excluded, by its printed name, its name *within* the walked folder, or its *absolute* one.

        The first with a verdict decides. A folder has a slash at its end.
        """
        verdict = None
        if self.spec is not None:
            verdict = self.spec.check_file(path.lstrip("/")).include
            if verdict is None and within:
                verdict = self.spec.check_file(within).include
        if verdict is None and self.configured is not None:
            verdict = self.configured.verdict(absolute)
        return bool(verdict)


def with_folders(paths: Sequence[str]) -> frozenset[str]:
    """The absolute *paths* with forward slashes, and all folders above them."""
    found: set[str] = set()
    for path in paths:
        at = path.replace(os.sep, "/")
        while at not in found and at.rpartition("/")[0]:
            found.add(at)
            at = at.rpartition("/")[0]
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class IgnoreRules:
    """The patterns of one folder and, behind ``outer``, those of the folders around it."""

    base: str
    """Absolute path of the folder, with forward slashes and one at the end."""
    spec: GitIgnoreSpec
    outer: IgnoreRules | None

    def ignores(self, path: str, *, is_dir: bool) -> bool:
        """Whether the absolute *path* is ignored: the innermost file with a word on it decides, its last line first."""
        rules: IgnoreRules | None = self
        while rules is not None:
            relative = path[len(rules.base) :] + ("/" if is_dir else "")
            verdict = rules.spec.check_file(relative).include
            if verdict is not None:
                return verdict
            rules = rules.outer
        return False


def with_folder(outer: IgnoreRules | None, folder: str) -> IgnoreRules | None:
    """*outer* and, where the absolute *folder* has a ``.gitignore``, its patterns on top."""
    lines = _read_lines(os.path.join(folder, ".gitignore"))
    if not lines:
        return outer
    try:
        spec = _compiled(lines)
    except ValueError:  # one broken line must not take the others with it
        spec = _compiled([line for line in lines if _is_valid(line)])
    return IgnoreRules(folder.rstrip("/") + "/", spec, outer)


def above(folder: str) -> IgnoreRules | None:
    """The rules of the folders above the absolute *folder*, up to the root of its Git repository.

    ``None`` outside of a repository, and where they ignore *folder* itself: whoever names it wants it checked.
    """
    parents = []
    at = folder
    while not os.path.lexists(os.path.join(at, ".git")):
        parent = os.path.dirname(at)
        if parent == at:
            return None
        parents.append(parent)
        at = parent
    rules: IgnoreRules | None = None
    for parent in reversed(parents):
        rules = with_folder(rules, parent)
    return None if rules is not None and rules.ignores(folder, is_dir=True) else rules


def excluding(patterns: Sequence[str]) -> GitIgnoreSpec | None:
    """The user's own exclude *patterns*, compiled.

    Raises:
        UsageError: one of them is no gitignore pattern.
    """
    if not patterns:
        return None
    for pattern in patterns:
        if not _is_valid(pattern):
            raise UsageError(f"--exclude {pattern}: not a pattern", hint="Write it as in .gitignore: drafts/")
    return _compiled(patterns)


def _compiled(lines: Sequence[str]) -> GitIgnoreSpec:
    from provenance.config.patterns import compiled

    return compiled(lines)


def _is_valid(line: str) -> bool:
    try:
        _compiled([line])
    except ValueError:
        return False
    return True


def _read_lines(path: str) -> list[str]:
    try:
        handle = os.open(path, OPEN_FLAGS)
    except OSError:
        return []
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            return []
        data = os.read(handle, _MAX_BYTES)
    except OSError:
        return []
    finally:
        os.close(handle)
    lines = data.decode("utf-8", "surrogateescape").removeprefix("\ufeff").splitlines()
    return [line for line in lines if line.strip() and line[0] != "#" and _is_quick(line)][:_MAX_PATTERNS]


def _is_quick(line: str) -> bool:
    counts = [len(_WILDCARDS.findall(name)) for name in line.split("/")]
    return sum(counts) <= _MAX_WILDCARDS and max(counts) <= _MAX_WILDCARDS_IN_NAME
