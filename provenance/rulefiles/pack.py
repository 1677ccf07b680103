"""All rules at once: where they lie, how they are compiled, and the cache of what was compiled.

The cache is JSON with a digest, keyed by the content of every rule file, in a folder of the
user's own (mode 0700). A foreign, broken or stale cache is rebuilt, never trusted.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from provenance.errors import Place, RuleFileError


@dataclass(frozen=True, slots=True)
class Rules:
    """Compiled rules: plain data only, safe to share between threads and processes."""

    data: dict[str, Any]
    digest: str
    roots: tuple[str, ...] = ()

    @property
    def policies(self) -> dict[str, Any]:
        """Policy id → the policy file as plain data."""
        return dict(self.data["policies"])

    @property
    def uses(self) -> dict[str, Any]:
        """Use id → the use file as plain data."""
        return dict(self.data["uses"])

    @property
    def languages(self) -> dict[str, Any]:
        """Language tag → its compiled lexicon."""
        return dict(self.data["lexicons"])

    @property
    def version(self) -> str:
        """The version of the rules that ship with this package: their digest, shortened."""
        return self.digest[:12]


def rules_root() -> Path:
    """The folder of the rules that ship with the package: inside the wheel, or beside a checkout."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "rules"
    return inside if inside.is_dir() else package.parent / "rules"


def load_rules(extra: Sequence[Path] = (), *, cache: bool = True) -> Rules:
    """The shipped rules, with the folders *extra* laid over them (same id: the later one wins).

    Raises:
        RuleFileError: a rule file is broken; the place and what would be right are in it.
    """
    roots = (rules_root(), *extra)
    for root in roots:
        if not root.is_dir():
            raise RuleFileError(Place(str(root)), "no such folder of rules", hint="Name a folder laid out like rules/.")
    digest = _digest(roots)
    folder = _cache_folder() if cache else None
    data = _read_cache(folder, digest) if folder else None
    if data is None:
        from provenance.rulefiles.compile import compile_rules

        data = compile_rules(roots)
        if folder:
            _write_cache(folder, digest, data)
    return Rules(data, digest, tuple(str(root) for root in roots))


def rule_files(root: Path) -> Iterator[Path]:
    """Every YAML file below *root*, in order."""
    return iter(sorted(root.rglob("*.yaml")))


def _digest(roots: Sequence[Path]) -> str:
    digest = hashlib.sha256(str(sys.version_info[:2]).encode())
    for source in sorted(Path(__file__).parent.glob("*.py")):  # what compiles them is part of what they become
        digest.update(source.read_bytes())
    for root in roots:
        for path in rule_files(root):
            try:
                content = path.read_bytes()
            except OSError as error:
                raise RuleFileError(Place(str(path)), error.strerror or str(error)) from None
            digest.update(f"{path.relative_to(root)}\0{len(content)}\0".encode())
            digest.update(content)
    return digest.hexdigest()


def _cache_folder() -> Path | None:
    """The user's own cache folder, or ``None`` where it is not his alone."""
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    folder = Path(base) / "provenance-check"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        state = folder.lstat()
    except OSError:
        return None
    if not stat.S_ISDIR(state.st_mode):
        return None
    if hasattr(os, "getuid") and (state.st_uid != os.getuid() or state.st_mode & 0o077):
        return None
    return folder


def _read_cache(folder: Path, digest: str) -> dict[str, Any] | None:
    try:
        content = (folder / f"rules-{digest[:32]}.json").read_bytes()
    except OSError:
        return None
    seal, _, body = content.partition(b"\n")
    if seal.decode("ascii", "replace") != hashlib.sha256(body).hexdigest():
        return None
    try:
        data: dict[str, Any] = json.loads(body)
    except ValueError:
        return None
    return data


def _write_cache(folder: Path, digest: str, data: dict[str, Any]) -> None:
    """Write whole or not at all; a cache that cannot be written is no error."""
    body = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
    try:
        handle, name = tempfile.mkstemp(dir=folder, suffix=".part")
        with os.fdopen(handle, "wb") as file:
            file.write(hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
        os.replace(name, folder / f"rules-{digest[:32]}.json")
        for old in sorted(folder.glob("rules-*.json"), key=lambda path: path.stat().st_mtime)[:-4]:
            old.unlink(missing_ok=True)
    except OSError:
        return
