"""The JSON Schemas in ``docs/schemas/`` are what the tool goes by; editors complete and check with them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from provenance.cli.main import main
from provenance.rulefiles.pack import Rules

PAGES = Path(__file__).parents[2] / "docs" / "schemas"


@pytest.mark.parametrize("kind", ["waivers", "baseline"])
def test_it_is_current(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "schema", kind]) == 0
    printed = capsys.readouterr().out
    assert (PAGES / f"{kind}.json").read_text(encoding="utf-8") == printed, (
        f"write it anew: provenance rules schema {kind} > docs/schemas/{kind}.json"
    )


def test_every_key_says_what_it_is_for() -> None:
    entry = json.loads((PAGES / "waivers.json").read_text(encoding="utf-8"))["$defs"]["WaiverEntry"]
    assert all(key["description"] for key in entry["properties"].values())
    assert set(entry["required"]) == {"rule", "reason", "approved_by", "given", "expires"}


def test_the_page_lists_what_nobody_may_waive(rules: Rules) -> None:
    page = (PAGES.parent / "waivers.md").read_text(encoding="utf-8")
    section = page.partition("### What nobody may waive\n")[2].partition(". A killed")[0]
    listed = re.findall(r"`([a-z-]+)`", section)
    assert sorted(listed) == sorted(id for id, policy in rules.policies.items() if not policy["waivable"])
