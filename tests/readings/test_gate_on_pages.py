"""The gate loses nothing on real pages: gated reads what ungated reads. Needs ``../shared``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from provenance.notices.pages import PageSeparator
from provenance.notices.places import Places
from provenance.readers import read_bytes
from provenance.readings.read import Readings
from provenance.rulefiles.pack import load_rules

PAGES = Path(__file__).parents[3] / "shared" / "gold" / "pages"
#: An ungated reading asks every language about every sentence: the smallest pages must do.
SMALL = sorted(PAGES.glob("*.html"), key=lambda path: path.stat().st_size)[:12]


@pytest.mark.skipif(not SMALL, reason="needs the labelled pages in ../shared")
@pytest.mark.parametrize("path", SMALL, ids=lambda path: path.stem)
def test_gated_reads_what_ungated_reads(readings: Readings, path: Path) -> None:
    assert said(path, readings, gated=True) == said(path, readings, gated=False)


def said(path: Path, readings: Readings, *, gated: bool) -> list[Any]:
    document = read_bytes(path.name, path.read_bytes())
    found = PageSeparator(document, readings, Places(load_rules().data["pages"]), gated=gated).separate()
    passages = [(p.start, p.end, p.kinds, p.scope) for p in found.passages]
    return [*passages, *((s.kind, s.polarity, s.value, s.acts) for p in found.passages for s in p.statements)]
