"""``waivers.yml``: what is accepted, and what is refused at which line."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.config.waiver_text import with_entry
from provenance.config.waivers import LONGEST, load_waivers
from provenance.errors import RuleFileError
from provenance.rulefiles.pack import Rules
from provenance.waiver import Waivers

PRINT = "0123456789abcdef0123456789abcdef"
GOOD = f"""\
# what the desk answers for
waivers:
  - rule: consent-needed
    document: wire/bridge.md
    fingerprint: {PRINT}
    reason: Vale Press agreed by mail.
    approved_by: Dana Roe, standards
    given: 2025-03-01
    expires: 2025-09-01
"""


def test_a_good_one(rules: Rules) -> None:
    loaded = load_waivers(GOOD, "desk/waivers.yml", rules, root="desk")
    [entry] = loaded.entries
    assert loaded.root == "desk"
    assert entry.rules == ("consent-needed",)
    assert (entry.document, entry.glob, entry.fingerprints) == ("wire/bridge.md", None, frozenset({PRINT}))
    assert (entry.reason, entry.approved_by) == ("Vale Press agreed by mail.", "Dana Roe, standards")
    assert (entry.given, entry.expires) == (date(2025, 3, 1), date(2025, 9, 1))
    assert entry.source == "desk/waivers.yml:3"


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "waivers:\n", "waivers: []\n"])
def test_none_yet(rules: Rules, text: str) -> None:
    assert load_waivers(text, "w.yml", rules) == Waivers()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("rule: consent-needed", "rule: [consent-needed, prohibited-use]"),
        (f"fingerprint: {PRINT}", f"fingerprint: [{PRINT}, {PRINT[::-1]}]"),
        ("document: wire/bridge.md", r"document: .\wire\bridge.md"),
        ("document: wire/bridge.md", "glob: archive/2019/**"),
        (f"document: wire/bridge.md\n    fingerprint: {PRINT}", "glob: /archive/"),
        ("document: wire/bridge.md\n    ", ""),
        ("reason:", "use: republish\n    reason:"),
        ("reason:", "use: [print, republish]\n    reason:"),
        ("2025-03-01", "2024-09-01"),
    ],
)
def test_other_good_ones(rules: Rules, old: str, new: str) -> None:
    assert old in GOOD
    [entry] = load_waivers(GOOD.replace(old, new), "w.yml", rules).entries
    assert entry.document in (None, "wire/bridge.md")


def line_of(words: str) -> int:
    return next(number for number, line in enumerate(GOOD.splitlines(), start=1) if words in line)


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("    reason: Vale Press agreed by mail.\n", "", 3, "reason"),
        ("    approved_by: Dana Roe, standards\n", "", 3, "approved_by"),
        ("    expires: 2025-09-01\n", "", 3, "expires"),
        ("    given: 2025-03-01\n", "", 3, "given"),
        ("    rule: consent-needed\n".replace("    ", "  - ", 1), "  - rules: consent-needed\n", 3, "rule"),
        ("Vale Press agreed by mail.", '"  "', line_of("reason"), "reason"),
        ("Dana Roe, standards", '""', line_of("approved"), "approved_by"),
        ("2025-09-01", "soon", line_of("expires"), "expires"),
        ("2025-09-01", "1756684800", line_of("expires"), "expires"),
        ("2025-09-01", "2025-09-01T00:00:00", line_of("expires"), "expires"),
        ("2025-09-01", "2025-02-30", line_of("expires"), "expires"),
        ("2025-09-01", "2025-02-01", 3, "before it is given"),
        ("2025-09-01", "2026-03-03", 3, "366 days"),
        ("2025-09-01", "9999-12-31", 3, "366 days"),
        ("consent-needed", "consent-neded", line_of("rule"), "unknown rule"),
        ("consent-needed", "[consent-needed, withdrawn]", line_of("rule"), "nobody may waive “withdrawn”"),
        ("consent-needed", "self-waiver", line_of("rule"), "nobody may waive"),
        ("consent-needed", "unreadable", line_of("rule"), "nobody may waive"),
        ("consent-needed", "[]", line_of("rule"), "rule"),
        ("consent-needed", "'*'", line_of("rule"), "unknown rule"),
        (f"    fingerprint: {PRINT}\n", "", 3, "without `fingerprint`"),
        ("    document: wire/bridge.md\n", "    document: wire/bridge.md\n    glob: wire/*\n", 3, "either"),
        (f"    document: wire/bridge.md\n    fingerprint: {PRINT}\n", "", 3, "neither"),
        (PRINT, "fingerprint", line_of("fingerprint"), "fingerprint"),
        (PRINT, "01234567890123456789012345678901", line_of("fingerprint"), "quotation marks"),
        ("wire/bridge.md", "../other/bridge.md", line_of("document"), "outside"),
        ("wire/bridge.md", "/etc/passwd", line_of("document"), "outside"),
        ("document: wire/bridge.md", "glob: '**'", line_of("document"), "every document"),
        ("document: wire/bridge.md", "glob: '*.*'", line_of("document"), "every document"),
        ("document: wire/bridge.md", "glob: '!wire/'", line_of("document"), "no pattern"),
        ("document: wire/bridge.md", "glob: '*a*b*c*d.md'", line_of("document"), "wildcards"),
        ("document: wire/bridge.md", "glob: '#wire'", line_of("document"), "no pattern"),
        ("reason:", "use: reprint\n    reason:", line_of("reason"), "unknown use"),
        ("reason:", "reason: a\n    reason:", line_of("reason") + 1, "second time"),
        ("waivers:", "waiver:", 2, "waiver"),
        ("waivers:", "waivers: all\nother:", 2, "waivers"),
    ],
)
def test_what_is_refused(rules: Rules, old: str, new: str, line: int, words: str) -> None:
    assert old in GOOD
    with pytest.raises(RuleFileError) as refused:
        load_waivers(GOOD.replace(old, new, 1), "w.yml", rules)
    assert words in refused.value.message
    assert (refused.value.place.path, refused.value.place.line) == ("w.yml", line)


def test_the_longest_is_a_year(rules: Rules) -> None:
    last = date(2025, 3, 1) + LONGEST
    assert load_waivers(GOOD.replace("2025-09-01", last.isoformat()), "w.yml", rules).entries
    with pytest.raises(RuleFileError):
        load_waivers(GOOD.replace("2025-09-01", (last + timedelta(days=1)).isoformat()), "w.yml", rules)


# -- writing one

ENTRY = {"rule": "unknown-licence", "document": "a.md", "fingerprint": PRINT, "reason": "we asked", "approved_by": "D",
         "given": "2025-03-01", "expires": "2025-09-01"}  # fmt: skip


@pytest.mark.parametrize(
    "before",
    [
        None,
        "",
        "# a comment\n",
        "waivers:\n",
        "waivers: []\n",
        "waivers: []  # none yet\n# the end\n",
        "waivers:\n  # none yet\n",
        GOOD,
        GOOD.removesuffix("\n"),
        GOOD + "\n# the end\n\n",
        GOOD.replace("\n", "\r\n"),
        GOOD.replace("\n  ", "\n"),
        GOOD.replace("\n    ", "\n        ").replace("\n  - ", "\n    -   "),
    ],
)
def test_an_entry_is_put_behind_the_others(rules: Rules, before: str | None) -> None:
    after = with_entry(before, "w.yml", ENTRY)
    old = load_waivers(before, "w.yml", rules).entries if before else ()
    new = load_waivers(after, "w.yml", rules).entries
    assert len(new) == len(old) + 1
    assert new[: len(old)] == old
    assert new[-1].rules == ("unknown-licence",)
    kept = [line for line in (before or "").splitlines() if line.strip() and "[]" not in line]
    assert [line for line in after.splitlines() if line in kept][: len(kept)] == kept, "comments and order stay"
    assert ("\r\n" in after) is ("\r\n" in (before or ""))


@pytest.mark.parametrize(
    "before",
    [
        "waivers: [{rule: unknown-licence, glob: x}]\n",
        "waivers:\n  -\n    rule: unknown-licence\n",
        GOOD + "...\n",
        "{waivers: }\n",
        "waivers: {}\n",
        "- rule: x\n",
    ],
)
def test_where_nothing_can_be_put_behind(before: str) -> None:
    with pytest.raises(RuleFileError):
        with_entry(before, "w.yml", ENTRY)


@settings(max_examples=200)
@given(st.text(st.characters(exclude_categories=["C", "Z"], include_characters=" "), min_size=1, max_size=30))
def test_any_words_come_back(words: str) -> None:
    from provenance.rulefiles.source import parse

    text = with_entry(GOOD, "w.yml", {**ENTRY, "reason": words})
    assert parse(text, "w.yml").data["waivers"][1]["reason"] == words
