"""What each document is judged for, and what fails it: the settings for its path, as the checker takes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from provenance.config.patterns import Patterns
from provenance.config.settings import ForPath, Settings
from provenance.corpus.files import STDIN
from provenance.errors import Place, RuleFileError
from provenance.outcome import Baseline, Gate
from provenance.use import Occasion, Use
from provenance.vocabulary import Decision
from provenance.waiver import Waivers

if TYPE_CHECKING:
    from provenance.agreement import Agreement


class Occasions:
    """The occasion and the gate of every document of a run; those of one section are made once."""

    def __init__(
        self,
        settings: Settings,
        uses: dict[str, Any],
        at: datetime,
        *,
        agreements: Sequence[Agreement] = (),
        waivers: Waivers | None = None,
        baseline: Baseline | None = None,
    ) -> None:
        settings.check(tuple(uses))
        self._settings, self._uses, self._at = settings, uses, at
        self._waivers, self._baseline = waivers, baseline
        self._agreements = [(one, self._patterns(one)) for one in agreements]
        self._made: dict[int, tuple[ForPath, Occasion, Gate]] = {}
        self._narrowed: dict[tuple[int, tuple[bool, ...]], Occasion] = {}

    def of(self, path: str) -> tuple[Occasion, Gate]:
        """Those of the document *path*."""
        where = None if path == STDIN else path
        found = self._settings.for_path(where)
        if id(found) not in self._made:
            self._made[id(found)] = found, self._occasion(found), self._gate(found)
        _, occasion, gate = self._made[id(found)]
        if not self._agreements:
            return occasion, gate
        hits = tuple(
            patterns is None or (where is not None and patterns.match(where)) for _, patterns in self._agreements
        )
        key = (id(found), hits)
        if key not in self._narrowed:
            agreements = tuple(one for (one, _), hit in zip(self._agreements, hits, strict=True) if hit)
            delivered = frozenset(one.id for one in agreements if one.paths)
            self._narrowed[key] = replace(occasion, agreements=agreements, delivered=delivered)
        return self._narrowed[key], gate

    def _occasion(self, found: ForPath) -> Occasion:
        return Occasion(use_for(found, self._uses), self._at, ours=found.ours, declared=found.declared)

    def _gate(self, found: ForPath) -> Gate:
        fail_on = Decision(found.value("fail-on"))
        return Gate(fail_on, bool(found.value("fail-on-metadata")), self._waivers, self._baseline)

    def _patterns(self, agreement: Agreement) -> Patterns | None:
        if not agreement.paths:
            return None
        try:
            return Patterns(self._settings.folder, agreement.paths)
        except ValueError:
            path, _, line = agreement.source.rpartition(":")
            place = Place(path, int(line)) if line.isdigit() else Place(agreement.source)
            message = f"{agreement.id}: paths: no pattern as in .gitignore"
            raise RuleFileError(place, message, hint="Write it so: wire/**, *.agency.md.") from None


def use_for(found: ForPath, uses: dict[str, Any]) -> Use:
    """The use that is declared for a document; no schema is asked where nothing is narrowed."""
    declared = found.declared
    names = declared.get("use") or found.value("use")
    if len(names) == 1 and not declared.keys() - {"use"}:
        return Use(**uses[names[0]])
    from provenance.rulefiles.uses import Declaration, use_of

    return use_of(Declaration.model_validate({**declared, "use": names}), uses)
