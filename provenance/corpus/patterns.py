"""Glob patterns that the shell did not expand (quoted, or on Windows).

The standard library's ``glob`` follows links to folders under ``**``, so two links that lead upwards
keep it busy for ever; this one follows none.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from fnmatch import fnmatchcase

_MAGIC = re.compile(r"[*?\[]")


def expand(pattern: str) -> list[str]:
    """The paths that *pattern* matches, sorted, each once.

    ``*``, ``?`` and ``[…]`` stay within one name; ``**`` as a whole name matches any depth of folders.
    Names that begin with a dot match only where the pattern has that dot.
    """
    parts = pattern.replace(os.sep, "/").split("/")
    root = "/" if parts[0] == "" else parts[0] + "/" if parts[0].endswith(":") else ""
    names = [part for part in (parts[1:] if root else parts) if part]
    found = {root} if root else {""}
    for name, is_last in zip(names, [False] * (len(names) - 1) + [True], strict=True):
        found = {path for base in found for path in _step(base, name, is_last=is_last)}
    return sorted(found)


def _step(base: str, name: str, *, is_last: bool) -> Iterator[str]:
    """The paths one *name* of the pattern leads to from the folder *base* (empty or with a slash at its end)."""
    end = "" if is_last else "/"
    if name == "**":
        yield from ((base or ".",) if is_last else _folders(base))
    elif not _MAGIC.search(name):
        if os.path.lexists(base + name) if is_last else os.path.isdir(base + name):
            yield base + name + end
    else:
        for entry in _scan(base):
            if not fnmatchcase(entry.name, name) or (entry.name.startswith(".") and not name.startswith(".")):
                continue
            if is_last or entry.is_dir():
                yield base + entry.name + end


def _folders(base: str) -> Iterator[str]:
    """*base* and every folder below it that is neither hidden nor a link."""
    stack = [base]
    while stack:
        folder = stack.pop()
        yield folder
        stack += [
            f"{folder}{entry.name}/"
            for entry in _scan(folder)
            if not entry.name.startswith(".") and entry.is_dir(follow_symlinks=False)
        ]


def _scan(folder: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder or ".") as entries:
            return list(entries)
    except OSError:
        return []
