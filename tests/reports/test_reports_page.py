"""``docs/reports.md`` names every report; its examples are played in ``tests/prose``."""

from __future__ import annotations

import re
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "reports.md"


def test_every_report_has_a_line_in_the_table() -> None:
    from provenance.cli.reports import FORMATS

    named = re.findall(r"^\| `(\w+)` \|", PAGE.read_text(encoding="utf-8"), re.M)
    assert tuple(named) == FORMATS
