"""REUSE (3.3) beside a document: ``FILE.license``, ``REUSE.toml`` and, of old, ``.reuse/dep5``.

What a project says of its files there becomes fields of the document, with the file they stand in as pointer
(``../REUSE.toml: annotations[0].SPDX-License-Identifier``). A licence counts only where a path covers the
document: the licence of a repository's code opens none of its articles. Stricter than the standard on purpose:
an annotation that overrides adds to what the document says itself and takes nothing away, so that a
contradiction stays one.

These files are input like any other: they are read bounded, and never above the project they stand in.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from provenance.corpus.ignore import OPEN_FLAGS
from provenance.document import Document, Field, Problem
from provenance.readers import front_matter, spdx
from provenance.readers.decode import decode

MAX_BYTES, MAX_LEVELS, MAX_ANNOTATIONS, MAX_PATTERN = 100_000, 64, 500, 400
TOML, DEP5, SIDECAR = "REUSE.toml", ".reuse/dep5", ".license"
#: A folder with one of these is the top of a project.
_TOPS = (".git", ".hg", "LICENSES", ".reuse")
_NAME = re.compile(r"annotations\[(\d{1,6})\]\.([A-Za-z-]{1,60})(?:\[\d{1,6}\])?$")
_STANZA = re.compile(r"(?:\r?\n[ \t]*){2,}")
_ENTRY = re.compile(r"^([A-Za-z-]{1,40}):[ \t]*([^\r\n]*(?:\r?\n[ \t]+[^\r\n]*)*)", re.M)
_DECLARED = (spdx.LICENCE, spdx.COPYRIGHT)


@dataclass(slots=True)
class _Annotation:
    """What one entry says of the files that its patterns cover."""

    where: str
    patterns: list[str] = field(default_factory=list)
    precedence: str = "closest"
    values: list[tuple[str, str]] = field(default_factory=list)
    anything: bool = False
    """Whether a star stands for slashes too, as it does in ``dep5``."""

    def covers(self, path: str) -> bool:
        """Whether the file at *path*, from the folder of the entry, is one of them."""
        return any(matches(pattern, path, anything=self.anything) for pattern in self.patterns)


@dataclass(slots=True)
class _Told:
    """The annotations of one folder's file, in the order written, and what was wrong with it."""

    name: str
    annotations: list[_Annotation] = field(default_factory=list)
    problem: str | None = None


class Beside:
    """Finds what stands beside documents; one for a run, since folders are looked at once."""

    def __init__(self) -> None:
        self._told: dict[str, list[_Told]] = {}
        self._signed: dict[str, str] = {}
        self._tops: dict[str, str] = {}
        self._absolute: dict[str, str] = {}
        self._heard: dict[str, list[tuple[str, list[_Told]]]] = {}

    def tell(self, path: str, documents: Sequence[Document]) -> None:
        """Add what stands beside the file at *path* to each of its *documents*."""
        folder, absolute = self._place(path)
        fields, problems = _sidecar(absolute)
        nearest: set[str] = set()  # what a file nearer to the document says already
        for document in documents:
            nearest |= {f.name for f in [*document.fields, *fields] if f.pointer.startswith("header:") or f in fields}
        for base, told in self._telling(folder):
            for entry in told:
                shown = os.path.relpath(os.path.join(base, entry.name), folder).replace(os.sep, "/")
                if entry.problem is not None:
                    problems.append(Problem("metadata-unread", f"{shown}: {entry.problem}"))
                found = _covering(entry, os.path.relpath(absolute, base).replace(os.sep, "/"))
                if found is not None:
                    named, wrong = _fields(found, shown, nearest if found.precedence == "closest" else frozenset())
                    fields += named
                    problems += wrong
                    nearest |= {each.name for each in named}
        for document in documents:
            document.fields = [*document.fields, *fields]
            document.problems = [*document.problems, *problems]

    def signature(self, path: str) -> str:
        """Everything beside the file at *path* that :meth:`tell` would look at; the same text, the same fields."""
        folder, absolute = self._place(path)
        if folder not in self._signed:
            self._signed[folder] = repr([(os.path.relpath(folder, base), told) for base, told in self._telling(folder)])
        return f"{_text(absolute + SIDECAR)!r} {self._signed[folder]}"

    def _place(self, path: str) -> tuple[str, str]:
        """The folder of *path* and *path* itself, both absolute."""
        folder, name = os.path.split(path)
        if folder not in self._absolute:
            self._absolute[folder] = os.path.abspath(folder)
        return self._absolute[folder], os.path.join(self._absolute[folder], name)

    def _telling(self, folder: str) -> list[tuple[str, list[_Told]]]:
        """The folders from *folder* up in which anything is told, the nearest first."""
        if folder not in self._heard:
            self._heard[folder] = [(base, told) for base, told in self._above(folder) if told]
        return self._heard[folder]

    def _above(self, folder: str) -> Iterator[tuple[str, list[_Told]]]:
        """The folders from *folder* up to the top of its project, with what is told there, the nearest first."""
        top = self._top(folder)
        for _ in range(MAX_LEVELS):
            if folder not in self._told:
                self._told[folder] = [*_toml(folder), *_dep5(folder)]
            yield folder, self._told[folder]
            if folder == top:
                return
            folder = os.path.dirname(folder)

    def _top(self, folder: str) -> str:
        """The top of the project: of its repository, else where its licences lie, else the working directory.

        Nobody else's folder above counts: what lies in a shared one opens nothing.
        """
        if folder not in self._tops:
            above = [folder]
            while len(above) < MAX_LEVELS and os.path.dirname(above[-1]) != above[-1]:
                above.append(os.path.dirname(above[-1]))
            here = os.getcwd()
            for mark in _TOPS:
                top = next((each for each in above if os.path.lexists(os.path.join(each, mark))), None)
                if top is not None:
                    break
            else:
                top = here if here in above else folder
            self._tops[folder] = top
        return self._tops[folder]


def matches(pattern: str, path: str, *, anything: bool = False) -> bool:
    r"""Whether *path* matches: ``*`` within a name, ``**`` across folders, ``\*`` a star; all of it must match.

    With *anything* a single star crosses folders too and ``?`` is one character (``dep5``). All places in
    the pattern that may have been reached are bits of one number, so no pattern takes long.
    """
    if len(pattern) > MAX_PATTERN:
        return False
    masks, stars, wide, end = _compiled(pattern, anything)
    states = 1 | (stars & 1) << 1
    for char in path[:4096]:
        stay = wide if char == "/" else stars
        states = (states & stay) | (states & (masks.get(char, 0) | masks.get("", 0))) << 1
        states |= (states & stars) << 1
        if not states:
            return False
    return bool(states >> end & 1)


@lru_cache(maxsize=4096)
def _compiled(pattern: str, anything: bool) -> tuple[dict[str, int], int, int, int]:
    """The places of each character (of any, under ``""``), of stars, of stars that cross folders, and the end."""
    masks: dict[str, int] = {}
    stars = wide = at = bit = 0
    while at < len(pattern):
        char = pattern[at]
        if char == "*":
            begin = at
            while at + 1 < len(pattern) and pattern[at + 1] == "*":  # two stars in a row are one place
                at += 1
            stars |= 1 << bit
            wide |= (anything or at > begin) << bit
        elif char == "\\" and at + 1 < len(pattern):
            at += 1
            masks[pattern[at]] = masks.get(pattern[at], 0) | 1 << bit
        else:
            char = "" if anything and char == "?" else char
            masks[char] = masks.get(char, 0) | 1 << bit
        at, bit = at + 1, bit + 1
    return masks, stars, wide, bit


def _covering(told: _Told, path: str) -> _Annotation | None:
    """The entry that holds for *path*: of several the last one."""
    return next((entry for entry in reversed(told.annotations) if entry.covers(path)), None)


def _fields(entry: _Annotation, shown: str, nearer: set[str] | frozenset[str]) -> tuple[list[Field], list[Problem]]:
    """The fields of one entry, without what the document or a nearer file says itself."""
    fields: list[Field] = []
    problems: list[Problem] = []
    for name, value in entry.values:
        if name in nearer:
            continue
        values, problem = spdx.licences(value) if name == spdx.LICENCE else ([value], None)
        fields += [Field(name, each, f"{shown}: {entry.where}.{name}", 1) for each in values]
        if problem is not None:
            problems.append(Problem("metadata-unread", f"{shown}: {problem}"))
    return fields, problems


def _sidecar(path: str) -> tuple[list[Field], list[Problem]]:
    """What ``FILE.license`` says of the file at *path*."""
    name = os.path.basename(path) + SIDECAR
    text = _text(path + SIDECAR)
    if text is None:
        return [], []
    if not text.strip():
        return [], [Problem("metadata-unread", f"{name}: nothing in it that can be read")]
    found, wrong = spdx.headers(text)
    fields = [Field(each.name, each.value, f"{name}: {each.name.rpartition('.')[2]}", 1) for each in found]
    return fields, [Problem(each.code, f"{name}: {each.detail}") for each in wrong]


def _toml(folder: str) -> list[_Told]:
    """``REUSE.toml`` of *folder*, parsed as front matter is: with its limits."""
    text = _text(os.path.join(folder, TOML))
    if text is None:
        return []
    front = front_matter.split(TOML, f"+++\n{text}\n+++\n")
    if front is None or front.problem is not None or front.body < len(text):
        detail = front.problem.detail if front is not None and front.problem is not None else "cannot be read"
        return [_Told(TOML, problem=detail)]
    told = _Told(TOML)
    version = next((each.value for each in front.fields if each.name == "version"), None)
    if version != 1 or isinstance(version, bool):
        told.problem = "its version is not 1"
        return [told]
    entries: dict[int, _Annotation] = {}
    for each in front.fields:
        match = _NAME.match(each.name)
        if match is not None and int(match[1]) < MAX_ANNOTATIONS:
            number, name = int(match[1]), match[2]
            entry = entries.setdefault(number, _Annotation(f"annotations[{number}]"))
            _take(entry, name, each.value)
    told.annotations = list(entries.values())
    bad = next(
        (entry for entry in told.annotations if entry.precedence not in ("closest", "aggregate", "override")), None
    )
    if bad is not None:
        told.problem = f"{bad.where}.precedence is none of closest, aggregate, override"
    return [told]


def _take(entry: _Annotation, name: str, value: object) -> None:
    """One key of an annotation; a list comes whole and then part by part, of which the parts count."""
    if not isinstance(value, str):
        return
    if name == "path":
        entry.patterns.append(value)
    elif name == "precedence":
        entry.precedence = value
    elif name in _DECLARED:
        entry.values.append((name, value))


def _dep5(folder: str) -> list[_Told]:
    """``.reuse/dep5`` (Debian's machine-readable copyright format 1.0), which adds to what files say."""
    text = _text(os.path.join(folder, *DEP5.split("/")))
    if text is None:
        return []
    told = _Told(DEP5)
    for number, stanza in enumerate(_STANZA.split(text.strip())[:MAX_ANNOTATIONS]):
        entries = {match[1].lower(): match[2] for match in _ENTRY.finditer(stanza)}
        if "files" in entries:
            entry = _Annotation(f"stanza[{number}]", entries["files"].split(), "aggregate", anything=True)
            first = entries.get("license", "").strip().splitlines()[:1]
            entry.values += [(spdx.LICENCE, each.strip()) for each in first]
            lines = entries.get("copyright", "").splitlines()
            entry.values += [(spdx.COPYRIGHT, each.strip()) for each in lines if each.strip()]
            told.annotations.append(entry)
    return [told]


def _text(path: str) -> str | None:
    """The text of a small regular file; ``None`` where there is none, empty where it cannot be read."""
    try:
        handle = os.open(path, OPEN_FLAGS)
    except FileNotFoundError:
        return None
    except OSError:
        return None if not os.path.lexists(path) else ""
    try:
        status = os.fstat(handle)
        if stat.S_ISDIR(status.st_mode):
            return None
        if not stat.S_ISREG(status.st_mode) or status.st_size > MAX_BYTES:
            return ""
        decoded = decode(os.read(handle, MAX_BYTES + 1))
        return decoded.text if decoded.readable else ""
    except OSError:
        return ""
    finally:
        os.close(handle)
