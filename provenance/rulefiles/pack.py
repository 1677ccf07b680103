"""All rules at once: where they lie, how they are compiled, and the cache of what was compiled.

The cache is data with digests, keyed by the content of every rule file that ships, in a folder of the user's
own (mode 0700); what others add is small and laid over it anew each time. A foreign, broken or stale cache is
rebuilt, never trusted. What is long and rarely asked for (the forms of a language, the words of the gate) are
parts of their own: text that is read from the cache when it is asked for, and checked then.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from provenance.errors import Place, RuleFileError
from provenance.rulefiles.cache_folder import cache_folder

if TYPE_CHECKING:
    from provenance.rulefiles.origins import Origin

#: The name under which a report lists the rules that ship with the package.
OURS = "provenance"
#: The file that makes a folder of rules a pack.
PACK = "pack.yml"
#: The texts that are parts of their own in the cache.
PARTS = frozenset({"literals", "lines", "words", "entries"})
#: So many caches are kept: other versions, other folders of rules.
_KEPT = 8


@dataclass(frozen=True, slots=True)
class Rules:
    """Compiled rules: plain data only, safe to share between threads and processes.

    ``digest``: of all that is in force. ``named``: whose rules these are → their version: ours and each
    pack's own, and of a plain folder, which has none, a digest.
    """

    data: dict[str, Any]
    digest: str
    roots: tuple[str, ...] = ()
    named: Mapping[str, str] = field(default_factory=dict)

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
        return self.named.get(OURS, self.digest[:12])


def rules_root() -> Path:
    """The folder of the rules that ship with the package: inside the wheel, or beside a checkout."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "rules"
    return inside if inside.is_dir() else package.parent / "rules"


def load_rules(
    extra: Sequence[Path | str | Origin] = (),
    *,
    cache: bool = True,
    allow_patterns: bool = False,
    allow_overrides: bool = False,
) -> Rules:
    """The shipped rules, with those that *extra* names laid over them (same id: the later one wins).

    *extra*: folders, archives of packs, names of installed packs. *allow_patterns*, *allow_overrides*: what
    packs from outside may do (see :mod:`provenance.rulefiles.layers`).

    Raises:
        RuleFileError: a rule file is broken; the place and what would be right are in it.
        UsageError: there are no rules at a place that *extra* names.
    """
    root = rules_root()
    if not root.is_dir():
        raise RuleFileError(Place(str(root)), "no such folder of rules", hint="Install the package again.")
    content = _content(root, rule_files(root))
    digest = hashlib.sha256(f"{content}\0{_compiler()}".encode()).hexdigest()
    folder = cache_folder() if cache else None
    data = _read_cache(folder, digest, root) if folder else None
    if data is None:
        data = _compiled(root)
        if folder:
            _write_cache(folder, digest, data)
    rules = Rules(data, digest, (str(root),), {OURS: content[:12]})
    return _laid_over(rules, extra, patterns=allow_patterns, overrides=allow_overrides) if extra else rules


def _laid_over(rules: Rules, extra: Sequence[Path | str | Origin], **allowed: bool) -> Rules:
    from provenance.rulefiles.layers import Allowed, added_files, lay_over
    from provenance.rulefiles.origins import find_origin

    origins = [find_origin(given) for given in extra]
    data = lay_over(Path(rules.roots[0]), rules.data, origins, Allowed(**allowed))
    named, digest = dict(rules.named), rules.digest
    for origin in origins:
        told = [origin.root / PACK] if origin.pack else []
        content = _content(origin.root, [*told, *added_files(origin.root)])
        named[origin.name] = origin.pack.version if origin.pack else content[:12]
        digest = hashlib.sha256(f"{digest}\0{origin.name}\0{content}".encode()).hexdigest()
    return Rules(data, digest, (*rules.roots, *(str(origin.root) for origin in origins)), named)


def _compiled(root: Path) -> dict[str, Any]:
    from provenance.rulefiles.compile import compile_rules

    return compile_rules(root)


def rule_files(root: Path) -> Iterator[Path]:
    """Every YAML file below *root*, in order."""
    return iter(sorted(root.rglob("*.yaml")))


def _compiler() -> str:
    """A digest of what compiles rules, which is part of what they become."""
    digest = hashlib.sha256(str(sys.version_info[:2]).encode())
    for source in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(source.read_bytes())
    return digest.hexdigest()


def _content(root: Path, paths: Iterable[Path]) -> str:
    """A digest of the rule files at *paths* below *root*."""
    digest = hashlib.sha256()
    for path in paths:
        try:
            content = path.read_bytes()
        except OSError as error:
            raise RuleFileError(Place(str(path)), error.strerror or str(error)) from None
        digest.update(f"{path.relative_to(root).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


class _Partly(dict[str, Any]):
    """A mapping some of whose texts are read when they are asked for the first time."""

    def __init__(self, plain: Mapping[str, Any], read: Callable[[str], str]) -> None:
        super().__init__(plain)
        self._read = read

    def __missing__(self, key: str) -> str:
        if key not in PARTS:
            raise KeyError(key)
        text = self[key] = self._read(key)
        return text


def _holders(data: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The mappings that hold parts, by the name their parts have in the cache."""
    return {"gate": data["gate"], **{f"lexicons/{tag}": lexicon for tag, lexicon in data["lexicons"].items()}}


def _read_cache(folder: Path, digest: str, root: Path) -> dict[str, Any] | None:
    """What was compiled before: a seal, a line that says where each part begins and what it must be, the parts."""
    path = folder / f"rules-{digest[:32]}.data"
    try:
        with path.open("rb") as file:
            seal, head = file.readline().strip(), file.readline()
            if seal.decode("ascii", "replace") != hashlib.sha256(head).hexdigest():
                return None
            places: dict[str, tuple[int, int, str]] = json.loads(head)
        data: dict[str, Any] = json.loads(_part(path, places[""]))
        for name in ("gate", *(f"lexicons/{tag}" for tag in data["lexicons"])):
            *above, last = name.split("/")
            holder = data[above[0]] if above else data
            holder[last] = _Partly(holder[last], _Reader(path, places, name, root))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return data


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the parts of one mapping from the cache; where it was broken meanwhile, from the rule files."""

    path: Path
    places: Mapping[str, tuple[int, int, str]]
    name: str
    root: Path

    def __call__(self, key: str) -> str:
        try:
            return _part(self.path, self.places[f"{self.name}/{key}"])
        except (OSError, ValueError, KeyError, TypeError):
            return str(_holders(_compiled(self.root))[self.name][key])


def _part(path: Path, place: tuple[int, int, str]) -> str:
    """One part of the cache.

    Raises:
        OSError, ValueError: it is not there, or not what was written.
    """
    at, size, digest = place
    with path.open("rb") as file:
        file.seek(at, os.SEEK_END)
        content = file.read(size)
    if hashlib.sha256(content).hexdigest() != digest:
        raise ValueError(f"{path}: a broken part")
    return content.decode()


def _write_cache(folder: Path, digest: str, data: dict[str, Any]) -> None:
    """Write whole or not at all; a cache that cannot be written is no error."""
    texts = {f"{name}/{key}": holder[key] for name, holder in _holders(data).items() for key in PARTS if key in holder}
    plain = {**data, "gate": _plain(data["gate"])}
    plain["lexicons"] = {tag: _plain(lexicon) for tag, lexicon in data["lexicons"].items()}
    texts[""] = json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
    bodies = {name: text.encode() for name, text in texts.items()}
    at = -sum(map(len, bodies.values()))
    places: dict[str, tuple[int, int, str]] = {}
    for name, body in bodies.items():  # counted from the end: the line that says so stands before them
        places[name] = at, len(body), hashlib.sha256(body).hexdigest()
        at += len(body)
    head = json.dumps(places).encode() + b"\n"
    try:
        handle, temporary = tempfile.mkstemp(dir=folder, suffix=".part")
        with os.fdopen(handle, "wb") as file:
            file.write(hashlib.sha256(head).hexdigest().encode() + b"\n" + head)
            file.writelines(bodies.values())
        os.replace(temporary, folder / f"rules-{digest[:32]}.data")
        for old in sorted(folder.glob("rules-*.data"), key=lambda path: path.stat().st_mtime)[:-_KEPT]:
            old.unlink(missing_ok=True)
    except OSError:
        return


def _plain(holder: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in holder.items() if key not in PARTS}
