"""Policy files: every one is complete, plain data comes out, and a broken one is refused at its line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from provenance.errors import RuleFileError
from provenance.rulefiles.policies import load_policies
from provenance.rulefiles.source import load

RULES = Path(__file__).resolve().parents[2] / "rules"
POLICIES = load_policies(RULES)

SOUND = """\
id: own-rule
title: "Something is wrong"
severity: error
decision: review
when: {problem: [unreadable]}
message: "{detail}"
why: "Because."
fix: "Mend it."
examples:
  flags: [{problem: unreadable}]
  passes: [{notice: "Nothing."}]
"""


def write(root: Path, text: str, name: str = "own-rule.yaml") -> Path:
    path = root / "policies" / name
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    return path


def test_the_policies_of_the_issue_are_there() -> None:
    assert set(POLICIES) >= {
        "prohibited-use", "all-rights-reserved", "no-permission-found", "licence-forbids-use", "duty-to-fulfil",
        "embargo-running", "permission-expired", "withdrawn", "unknown-licence", "metadata-invalid",
        "licence-contradicts-notice", "holder-contradicts-notice", "copyright-year-before-publication",
        "agency-without-agreement", "licence-only-from-our-metadata", "ai-reserved", "unread-words",
        "image-not-covered",
    }  # fmt: skip


def test_what_comes_out_is_plain_data() -> None:
    assert json.loads(json.dumps(POLICIES)) == POLICIES


@pytest.mark.parametrize("name", sorted(POLICIES))
def test_a_policy_says_why_and_what_to_do(name: str) -> None:
    policy: dict[str, Any] = POLICIES[name]
    assert (RULES / "policies" / f"{name}.yaml").is_file()
    assert all(policy[key].strip() for key in ("title", "message", "why", "fix"))
    assert policy.get("decision") in (None, "review", "blocked")


@pytest.mark.parametrize("name", sorted(POLICIES))
def test_a_shipped_policy_says_since_when_and_in_which_version(name: str) -> None:
    written = load(RULES / "policies" / f"{name}.yaml").data
    assert {"since", "version"} <= set(written)


def test_no_policy_opens() -> None:
    assert not {"permitted", "conditional"} & {policy.get("decision") for policy in POLICIES.values()}


def test_a_reservation_leaves_exceptions_to_a_person() -> None:
    assert "exceptions" in POLICIES["all-rights-reserved"]["why"]
    assert "a person" in POLICIES["all-rights-reserved"]["why"]


def test_a_sound_policy_is_taken(tmp_path: Path) -> None:
    write(tmp_path, SOUND)
    assert load_policies(tmp_path)["own-rule"]["decision"] == "review"


@pytest.mark.parametrize(
    ("line", "old", "new", "said"),
    [
        (3, "severity: error", "severity: loud", "severity"),
        (4, "decision: review", "decision: permitted", "decision"),
        (4, "decision: review", "verdict: review", "unknown key"),
        (5, "when: {problem: [unreadable]}", "when: {weather: bad}", "weather"),
        (5, "when: {problem: [unreadable]}", "when: {problem: [a], missing: true}", "exactly one key"),
        (5, "when: {problem: [unreadable]}", "when: {statement: {polarity: [forbids]}}", "polarity"),
        (6, '"{detail}"', '"{secret}"', "secret"),
        (10, "flags: [{problem: unreadable}]", "flags: []", "flags"),
        (4, "decision: review", "severity: note", "second time"),
    ],
)
def test_a_broken_policy_is_refused_at_its_line(tmp_path: Path, line: int, old: str, new: str, said: str) -> None:
    assert old in SOUND
    path = write(tmp_path, SOUND.replace(old, new))
    with pytest.raises(RuleFileError, match=said) as caught:
        load_policies(tmp_path)
    assert (caught.value.place.path, caught.value.place.line) == (str(path), line)


def test_a_file_is_named_like_its_policy(tmp_path: Path) -> None:
    write(tmp_path, SOUND, "other.yaml")
    with pytest.raises(RuleFileError, match=r"other\.yaml"):
        load_policies(tmp_path)
