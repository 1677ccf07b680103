"""Patterns of paths: the syntax of ``.gitignore``, read from a folder (``pathspec``, as for what walks leave out)."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec


def compiled(patterns: Sequence[str]) -> GitIgnoreSpec:
    """*patterns* as one matcher; the last one with a word on a path decides.

    Raises:
        ValueError: one of them is no pattern.
    """
    from pathspec import GitIgnoreSpec

    # Not “the best engine installed”: what is matched must not depend on it, and some take a second to compile.
    return GitIgnoreSpec.from_lines(patterns, backend="simple")


class Patterns:
    """Patterns that hold for the paths below *folder*; nothing else matches, whatever it is called.

    Paths are taken as they are written, made absolute: links are not resolved. Other than in ``.gitignore``, ``!desk/``
    takes back all that lies in the folder, as it reads, and not the folder alone.

    Raises:
        ValueError: one of *patterns* is no pattern.
    """

    def __init__(self, folder: str, patterns: Sequence[str]) -> None:
        self.patterns = list(patterns)
        self._start = os.path.abspath(folder).replace(os.sep, "/").rstrip("/") + "/"
        self._spec = compiled([one for pattern in patterns for one in _with_contents(pattern)])

    def match(self, path: str) -> bool:
        """Whether the file *path* is among them."""
        return bool(self.verdict(os.path.abspath(path).replace(os.sep, "/")))

    def verdict(self, absolute: str) -> bool | None:
        """What the patterns say of an absolute path (a folder with a slash at its end); ``None``: nothing."""
        if not absolute.startswith(self._start):
            return None
        return self._spec.check_file(absolute[len(self._start) :]).include


def _with_contents(pattern: str) -> list[str]:
    """A pattern and, where it takes back a folder, another one for what is in it."""
    name = pattern.rstrip().rstrip("/")
    if not name.startswith("!") or name.endswith("*"):
        return [pattern]
    anywhere = "" if "/" in name else "**/"
    return [pattern, f"!{anywhere}{name[1:]}/**"]
