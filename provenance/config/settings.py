"""What holds for a run and for each of its documents: defaults, the file, its sections, the command line.

Later wins, key by key: the top of the file, each section of ``[[paths]]`` whose patterns match, in the order of the
file, and the command line, which wins over all. What names files and patterns adds up instead.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from provenance.config.find import Found
from provenance.config.patterns import Patterns
from provenance.config.sources import Source
from provenance.errors import Place, RuleFileError, UsageError

#: Keys of the gate; all other keys of a layer declare the use.
GATE = ("fail-on", "fail-on-metadata")
#: What holds where nobody says anything.
DEFAULTS: Mapping[str, Any] = {"use": ["republish"], "fail-on": "review", "fail-on-metadata": False}


@dataclass(frozen=True, slots=True)
class Given:
    """A value and who gave it: a place in the file, or an option (``--use``)."""

    value: Any
    by: Place | str

    @property
    def origin(self) -> str:
        """Who gave it, for a person: ``provenance.toml:4``, ``--use``, ``default``."""
        return self.by if isinstance(self.by, str) else f"{self.by.path}:{self.by.line}"


@dataclass(frozen=True, slots=True)
class Layer:
    """Values for all documents, or for those that *match*; keys as in the file. ``origin``: where it begins."""

    values: Mapping[str, Given]
    match: Patterns | None = None
    ours: bool | None = None
    origin: str = ""


@dataclass(frozen=True, slots=True)
class ForPath:
    """What holds for one document: key → value and who gave it."""

    values: Mapping[str, Given]
    ours: bool

    @property
    def declared(self) -> dict[str, Any]:
        """The declared use, as :class:`~provenance.rulefiles.uses.Declaration` takes it."""
        return {key: given.value for key, given in self.values.items() if key not in GATE}

    def value(self, key: str) -> Any:
        """The value of *key*; its default, or ``None``."""
        return self.values[key].value if key in self.values else DEFAULTS.get(key)


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that is configured for a run.

    ``found``: the file, if there is one. ``folder``: where patterns begin that belong to no file of their own (those
    of agreements): the folder of the file, or the working directory. Of ``rules`` and ``policies`` those of the file
    come first. ``ours``: patterns of our own copies, each with who gave them.
    """

    source: Source
    found: Found | None
    folder: str
    layers: tuple[Layer, ...] = ()
    ours: tuple[tuple[Patterns, Given], ...] = ()
    excludes: Patterns | None = None
    exclude: tuple[Given, ...] = ()
    rules: tuple[Given, ...] = ()
    policies: tuple[Given, ...] = ()
    map: tuple[Given, ...] = ()
    site: Given | None = None
    agreements: Given | None = None
    waivers: Given | None = None
    baseline: Given | None = None
    help_uri: Given | None = None
    known: dict[tuple[bool, ...], ForPath] = field(default_factory=dict, repr=False, compare=False)

    def for_path(self, path: str | None) -> ForPath:
        """What holds for the document *path*; ``None``: for one that lies nowhere (standard input)."""
        hits = tuple(layer.match is None or (path is not None and layer.match.match(path)) for layer in self.layers)
        given = path is not None and any(patterns.match(path) for patterns, _ in self.ours)
        key = (*hits, given)
        if key not in self.known:
            self.known[key] = self._merged([layer for layer, hit in zip(self.layers, hits, strict=True) if hit], given)
        return self.known[key]

    def _merged(self, layers: Sequence[Layer], ours: bool) -> ForPath:
        values: dict[str, Given] = {}
        for layer in layers:
            values |= layer.values
            ours = ours if layer.ours is None else layer.ours
        return ForPath(values, ours)

    @property
    def by_path(self) -> bool:
        """Whether some documents are judged otherwise than the rest."""
        return any(layer.match is not None and layer.values for layer in self.layers)

    def check(self, uses: Sequence[str]) -> None:
        """Hold every layer, and every way they may come together, against the rules: *uses* are those there are.

        Raises:
            RuleFileError, UsageError: a use that there is not; a use that may end before it begins.
        """
        for layer in self.layers:
            if (use := layer.values.get("use")) is not None:
                _check_uses(use, uses)
        for begins, ends in self._spans():
            if str(begins.value)[:10] > str(ends.value)[:10]:
                raise fault(
                    ends,
                    f"until {ends.value}: it would begin on {begins.value} only ({begins.origin})",
                    hint="Give both in the same place.",
                )

    def _spans(self) -> Iterator[tuple[Given, Given]]:
        """Each beginning with each end that may hold for one document."""
        for i, first in enumerate(self.layers):
            for j, second in enumerate(self.layers):
                both = {"from", "until"} <= set(self.layers[max(i, j)].values)
                if self._lives(i, "from") and self._lives(j, "until") and (i == j or not both):
                    yield first.values["from"], second.values["until"]

    def _lives(self, index: int, key: str) -> bool:
        """Whether the layer sets *key*, and no later one always sets it anew."""
        later = self.layers[index + 1 :]
        return key in self.layers[index].values and not any(it.match is None and key in it.values for it in later)


def _check_uses(given: Given, uses: Sequence[str]) -> None:
    from difflib import get_close_matches

    for use in given.value:
        if use not in uses:
            near = get_close_matches(use, uses, n=3, cutoff=0.5)
            hint = "Did you mean " + " or ".join(f"“{name}”" for name in near) + "?" if near else ""
            raise fault(given, f"unknown use “{use}”", hint=hint or f"Known: {', '.join(sorted(uses))}.")


def fault(given: Given, message: str, hint: str) -> RuleFileError | UsageError:
    """The error for a value that makes no sense, named after who gave it."""
    if isinstance(given.by, Place):
        return RuleFileError(given.by, message, hint=hint)
    return UsageError(f"{given.by}: {message}" if not message.startswith("unknown use") else message, hint=hint)
