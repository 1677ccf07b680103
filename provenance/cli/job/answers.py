"""Waivers and baseline from the files that a run names."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING

from provenance.errors import UsageError

if TYPE_CHECKING:
    from provenance.config.sources import Source
    from provenance.outcome import Baseline, Ledger
    from provenance.rulefiles.pack import Rules
    from provenance.waiver import Waivers

#: A document takes about a kilobyte of it, in bytes.
MAX_BASELINE = 256_000_000
WAIVERS, BASELINE = "waivers.yml", "provenance-baseline.json"


def waivers_from(path: str, rules: Rules, *, source: Source | None = None, root: str | None = None) -> Waivers:
    """The waivers in the file *path*. Paths in it count from its folder, or from *root*.

    Raises:
        UsageError: there is no such file.
        RuleFileError: it is broken.
    """
    from provenance.config.waivers import load_waivers

    text, shown = _read(path, "--waivers", source, "`provenance waive` writes one.")
    return load_waivers(text, shown, rules, root=os.path.dirname(path) if root is None else root)


def baseline_from(path: str, *, source: Source | None = None, root: str | None = None) -> Baseline:
    """The baseline in the file *path*. Paths in it count from its folder, or from *root*.

    Raises:
        UsageError: there is no such file.
        RuleFileError: it is broken, or of another version.
    """
    from provenance.outcome.baseline_file import load_baseline

    text, shown = _read(path, "--baseline", source, "`provenance baseline` records one.", MAX_BASELINE)
    return load_baseline(text, shown, root=os.path.dirname(path) if root is None else root)


def ledger_of(waivers: Waivers | None, baseline: Baseline | None, paths: Iterable[str]) -> Ledger:
    """The account of a run over *paths*."""
    from provenance.outcome import Baseline, Ledger
    from provenance.waiver import Waivers

    folders = [path for path in paths if os.path.isdir(path)]
    return Ledger(waivers or Waivers(), baseline or Baseline(), folders)


def _read(path: str, option: str, source: Source | None, hint: str, most: int | None = None) -> tuple[str, str]:
    from provenance.config.sources import MAX_BYTES, WorkingTree

    source = source or WorkingTree()
    text = source.read(path, most or MAX_BYTES)
    if text is None:
        raise UsageError(f"{option}: no such file “{source.shown(path)}”", hint=hint)
    return text, source.shown(path)
