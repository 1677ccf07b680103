"""What a file of waivers, or a baseline, calls a document: its path from the folder of that file."""

from __future__ import annotations

import os
import posixpath


def name_of(path: str, root: str = "") -> str:
    """*path*, as a run names it, seen from the folder *root*; ``/`` between names on every system.

    Works on the names alone, no file is looked at. Outside of *root* it begins with ``..``.
    """
    if root in ("", ".") and not os.path.isabs(path):
        return posixpath.normpath(path.replace(os.sep, "/"))
    try:
        return os.path.relpath(path, root or os.curdir).replace(os.sep, "/")
    except ValueError:  # another drive
        return path.replace(os.sep, "/")


def is_within(name: str, folder: str) -> bool:
    """Whether the document or folder *name* lies in *folder*; both as :func:`name_of` gives them."""
    return folder == "." or name == folder or name.startswith(folder.rstrip("/") + "/")
