"""What differs from where a branch left another one (``--changed-since``), as ``git`` tells it.

A document is left out only if git keeps it, nothing in it differs from the merge base, and nothing beside it that is
about it does: its ``.license``, headers and pictures, a ``REUSE.toml`` above. Whatever git knows nothing of is checked.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from provenance.config.git_program import Git
from provenance.corpus.files import STDIN, Skipped, Source
from provenance.corpus.reuse import DEP5, SIDECAR, TOML
from provenance.corpus.site import HEADERS_BESIDE, PICTURES
from provenance.errors import UsageError
from provenance.readers import SUFFIXES, suffix_of

OPTION = "--changed-since"
_GIT = Git(OPTION)


@dataclass(frozen=True, slots=True)
class Changes:
    """The state of a repository beside the merge base with *ref*. All paths are absolute, with forward slashes.

    ``same``: files that git keeps and that do not differ. ``gone``: files of the merge base that are not there any
    more. ``differing``: all that differ, the gone ones too. ``whole``: folders all documents of which count as changed.
    """

    ref: str
    same: frozenset[str]
    gone: tuple[str, ...]
    differing: frozenset[str]
    whole: tuple[str, ...]

    @classmethod
    def since(cls, ref: str) -> Changes:
        """The changes of the repository around the working directory since it left *ref*.

        Raises:
            UsageError: no git, no repository, no such revision, or one that has nothing in common with what is here.
        """
        commit, top = _GIT.commit(ref), os.path.abspath(_GIT.top()).replace(os.sep, "/").rstrip("/")
        changed, gone = _differences(_merge_base(ref, commit))
        tracked = _tracked(top)
        differing = {f"{top}/{name}" for name in (*changed, *gone)}
        same = (path for name in tracked if (path := f"{top}/{name}") not in differing)
        whole = (folder for path in sorted(differing) if (folder := _annotated(path)) is not None)
        return cls(ref, frozenset(same), tuple(f"{top}/{name}" for name in gone), frozenset(differing), tuple(whole))

    def leaves_out(self, path: str) -> bool:
        """Whether the file at *path* is as it was, and all that speaks of it."""
        absolute = _absolute(path)
        if absolute not in self.same or _is_link(path):
            return False
        if any(absolute.startswith(folder) for folder in self.whole):
            return False
        return self.differing.isdisjoint(_beside(absolute))

    def filtered(self, found: Iterable[Source | Skipped], paths: Sequence[str]) -> Iterator[Source | Skipped]:
        """*found* without what is as it was, which is counted, as is what is gone from *paths*."""
        for item in found:
            if isinstance(item, Source) and item.path != STDIN and item.problem is None and self.leaves_out(item.path):
                yield Skipped(item.path, "unchanged")
            else:
                yield item
        folders = [_absolute(path).rstrip("/") + "/" for path in paths if os.path.isdir(path)]
        for path in self.gone:
            if suffix_of(path) in SUFFIXES and any(path.startswith(folder) for folder in folders):
                yield Skipped(os.path.relpath(path).replace(os.sep, "/"), "deleted")


def _merge_base(ref: str, commit: str) -> str:
    """The commit that the branch of the working directory and *commit* come from."""
    if _GIT.run("rev-parse", "--verify", "--quiet", "HEAD").returncode:
        raise UsageError(f"{OPTION}: nothing is committed here yet", hint=f"Commit first, or leave {OPTION} out.")
    done = _GIT.run("merge-base", commit, "HEAD")
    if done.returncode or not done.stdout.strip():
        if _GIT.is_shallow():
            raise UsageError(
                f"{OPTION}: nobody knows here where this branch left “{ref}”: this clone is shallow",
                hint="Fetch the rest: “git fetch --unshallow”; with actions/checkout, fetch-depth: 0.",
            )
        raise UsageError(
            f"{OPTION}: “{ref}” and what is checked out have nothing in common", hint="Name the branch it came from."
        )
    return done.stdout.split()[0].decode("ascii")


def _differences(base: str) -> tuple[list[str], list[str]]:
    """What differs from *base* in the working tree and is there, and what is gone; paths from the top."""
    how = ("--name-status", "-z", "-M", "--no-ext-diff", "--no-textconv", "--no-relative", "--ignore-submodules=none")
    fields = iter(_GIT.ask("diff", *how, base, "--").split(b"\0"))
    changed: list[str] = []
    gone: list[str] = []
    for status in fields:
        if not status:
            break
        name = os.fsdecode(next(fields))
        if status[:1] in (b"R", b"C"):  # the new name comes second; what bore the old one speaks no more beside others
            changed += [name] if status[:1] == b"R" else []
            name = os.fsdecode(next(fields))
        (gone if status[:1] == b"D" else changed).append(name)
    return changed, gone


def _tracked(top: str) -> Iterator[str]:
    """The files that git keeps and looks at; those that it was told not to look at may have changed."""
    for entry in _GIT.ask("-C", top, "ls-files", "-z", "-v", "--cached", "--full-name").split(b"\0"):
        tag, _, name = entry.partition(b" ")
        if tag == b"H":
            yield os.fsdecode(name)


def _annotated(path: str) -> str | None:
    """The folder whose documents a file at *path* speaks of, as REUSE has it."""
    for name in (TOML, DEP5):
        if path.endswith("/" + name):
            return path.removesuffix(name)
    return None


def _beside(path: str) -> Iterator[str]:
    """The files that may say something about the document at *path*."""
    yield path + SIDECAR
    stem = path[: -len(suffix_of(path))] if suffix_of(path) else path
    for suffix in (*HEADERS_BESIDE, *PICTURES):
        yield path + suffix
        yield stem + suffix


def _absolute(path: str) -> str:
    """*path* as git names it: links above it followed, none at its end."""
    folder, name = os.path.split(os.path.abspath(path))
    return os.path.join(os.path.realpath(folder), name).replace(os.sep, "/")


def _is_link(path: str) -> bool:
    """Whether *path* is a link: git keeps where it leads, not what stands there."""
    return os.path.islink(path)
