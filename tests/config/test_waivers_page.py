"""``docs/waivers.md`` lists what nobody may waive."""

from __future__ import annotations

import re
from pathlib import Path

from provenance.rulefiles.pack import Rules

PAGE = Path(__file__).parents[2] / "docs" / "waivers.md"


def test_the_page_lists_what_nobody_may_waive(rules: Rules) -> None:
    page = PAGE.read_text(encoding="utf-8")
    section = page.partition("### What nobody may waive\n")[2].partition(". A killed")[0]
    listed = re.findall(r"`([a-z-]+)`", section)
    assert sorted(listed) == sorted(id for id, policy in rules.policies.items() if not policy["waivable"])
