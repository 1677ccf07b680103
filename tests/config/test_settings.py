"""What holds for a document: later wins, key by key, and the command line wins over all."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.config.assemble import Commanded, settings
from provenance.config.find import find
from provenance.config.patterns import Patterns
from provenance.config.settings import Given, Layer, Settings
from provenance.config.sources import WorkingTree
from provenance.errors import ProvenanceError, RuleFileError, UsageError

USES = ("republish", "print", "archive")


def made(folder: Path, text: str, **options: Any) -> Settings:
    """The settings of a file and of options."""
    (folder / ".git").mkdir(exist_ok=True)
    (folder / "provenance.toml").write_text(text, encoding="utf-8")
    os.chdir(folder)
    values = {key: Given(value, f"--{key}") for key, value in options.pop("values", {}).items()}
    return settings(WorkingTree(), find(WorkingTree()), Commanded(values=values, **options))


@pytest.fixture(autouse=True)
def _back(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)


def shown(of: Settings, path: str | None) -> dict[str, Any]:
    return {key: (one.value, one.origin) for key, one in of.for_path(path).values.items()}


def test_sections_further_down_win_key_by_key(tmp_path: Path) -> None:
    of = made(
        tmp_path,
        "use = 'print'\nwords = 100\n[[paths]]\nmatch = 'wire/**'\nwords = 50\nfail-on = 'blocked'\n"
        "[[paths]]\nmatch = ['*.md', '!x.md']\nwords = 10\n",
    )
    top = {"use": (["print"], "provenance.toml:1"), "words": (100, "provenance.toml:2")}
    assert shown(of, "a.txt") == top
    wire = {**top, "words": (50, "provenance.toml:5"), "fail-on": ("blocked", "provenance.toml:6")}
    assert shown(of, "wire/a.txt") == wire
    assert shown(of, "wire/a.md") == {**wire, "words": (10, "provenance.toml:9")}
    assert shown(of, "wire/x.md") == wire
    assert shown(of, None) == top
    assert of.for_path("wire/a.md") is of.for_path("wire/deeper/b.md")


def test_the_command_line_wins_over_sections(tmp_path: Path) -> None:
    of = made(
        tmp_path,
        "commercial = true\n[[paths]]\nmatch = '*'\nuse = 'print'\nfail-on = 'conditional'\n",
        values={"use": ["archive"], "fail-on": "review"},
    )
    assert shown(of, "a") == {
        "use": (["archive"], "--use"),
        "commercial": (True, "provenance.toml:1"),
        "fail-on": ("review", "--fail-on"),
    }


def test_nothing_is_the_default(tmp_path: Path) -> None:
    of = made(tmp_path, "use = []")
    found = of.for_path("a")
    assert (found.declared, found.value("use"), found.value("fail-on"), found.ours) == (
        {},
        ["republish"],
        "review",
        False,
    )


def test_ours_are_patterns_then_sections_then_options(tmp_path: Path) -> None:
    of = made(
        tmp_path,
        "ours = ['site/**', '!site/wire/']\n[[paths]]\nmatch = 'site/desk/'\nours = false\n"
        "[[paths]]\nmatch = 'b.md'\nours = true\n",
    )
    paths = ("site/a.md", "site/wire/a.md", "site/desk/a.md", "site/desk/b.md", "b.md", "other/a.md")
    assert [of.for_path(path).ours for path in paths] == [True, False, False, True, True, False]
    assert not of.for_path(None).ours
    (tmp_path / "site/wire").mkdir(parents=True)
    assert made(tmp_path, "", ours=["site/wire/*"]).for_path("site/wire/a.md").ours


def test_patterns_are_read_from_the_folder_of_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "room/wire").mkdir(parents=True)
    of = made(tmp_path / "room", "[[paths]]\nmatch = '/wire/**'\nwords = 5")
    monkeypatch.chdir(tmp_path / "room/wire")
    assert "words" in of.for_path("a.txt").values
    assert "words" in of.for_path("deep/../a.txt").values
    assert "words" in of.for_path(str(tmp_path / "room/wire/a.txt")).values
    for other in ("../a.txt", "../../wire/a.txt", "../wire2/a.txt", str(tmp_path / "roomwire/a.txt")):
        assert "words" not in of.for_path(other).values


def test_lists_of_files_add_up_and_single_ones_are_replaced(tmp_path: Path) -> None:
    of = made(
        tmp_path,
        "rules = ['own']\npolicies = ['p.json']\nexclude = ['a', 'b']\nsite = 'site'\nagreements = 'a.yml'\n"
        "waivers = 'w.yml'\nbaseline = 'b.json'\nmap = {text = ['x', 'y']}",
        rules=["more"],
        policy=["q.json"],
        exclude=["c"],
        map=["title=t"],
        agreements="other.yml",
    )
    assert [(one.value, one.origin) for one in of.rules] == [("own", "provenance.toml:1"), ("more", "--rules")]
    assert [one.value for one in of.policies] == ["p.json", "q.json"]
    assert [one.value for one in of.exclude] == ["a", "b", "c"]
    assert [one.value for one in of.map] == ["text=x", "text=y", "title=t"]
    single = [of.site, of.agreements, of.waivers, of.baseline]
    assert [one and one.value for one in single] == ["site", "other.yml", "w.yml", "b.json"]


@pytest.mark.parametrize("text", ["use = ['print', 'pritn']", "[[paths]]\nmatch = 'x'\nuse = 'pritn'"])
def test_a_use_that_the_rules_do_not_have(tmp_path: Path, text: str) -> None:
    with pytest.raises(RuleFileError, match=r"provenance\.toml:\d:.*unknown use “pritn”") as caught:
        made(tmp_path, text).check(USES)
    assert caught.value.hint == "Did you mean “print”?"


@pytest.mark.parametrize(
    ("text", "values", "broken"),
    [
        ("until = 2025-01-01\n[[paths]]\nmatch = 'a'\nfrom = 2026-01-01", {}, RuleFileError),
        ("from = 2026-01-01\n[[paths]]\nmatch = 'a'\nuntil = 2025-01-01", {}, RuleFileError),
        ("from = 2026-01-01", {"until": "2025-01-01"}, UsageError),
        ("until = 2025-01-01", {"from": "2026-01-01"}, RuleFileError),
        ("until = 2025-01-01\n[[paths]]\nmatch = 'a'\nfrom = 2026-01-01\nuntil = 2027-01-01", {}, None),
        ("until = 2025-01-01", {"from": "2026-01-01", "until": "2027-01-01"}, None),
        ("until = 2025-01-01\n[[paths]]\nmatch = 'a'\nfrom = 2026-01-01", {"until": "2027-01-01"}, None),
        ("from = 2025-01-01\nuntil = 2025-01-01", {}, None),
    ],
)
def test_a_use_that_would_end_before_it_begins(
    tmp_path: Path, text: str, values: dict[str, str], broken: type[ProvenanceError] | None
) -> None:
    of = made(tmp_path, text, values=values)
    if broken is None:
        of.check(USES)
        return
    with pytest.raises(broken, match="until 2025-01-01"):
        of.check(USES)


def test_a_pattern_of_the_command_line(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--ours"):
        made(tmp_path, "", ours=["!"])


@pytest.mark.parametrize("taken", ["!site/wire/", "!site/wire", "!/site/wire/**", "!wire", "!wire/", "!wire/ "])
def test_what_is_taken_back_is_taken_back_with_all_in_it(taken: str) -> None:
    patterns = Patterns("/desk", ["site/**", "*.md", taken])
    assert [
        patterns.match(f"/desk/{path}") for path in ("site/a", "site/wire/a", "site/wire/b/c.md", "site/wired")
    ] == [
        True,
        False,
        False,
        True,
    ]


NAMES = st.sampled_from(["a", "b", "wire", "x.md"])
VALUES = st.dictionaries(st.sampled_from(["words", "share"]), st.integers(1, 9))
LAYERS = st.lists(st.tuples(st.none() | NAMES, VALUES, st.none() | st.booleans()), max_size=5)


@given(LAYERS, st.lists(NAMES, min_size=1, max_size=3))
def test_what_holds_is_what_the_last_word_on_it_says(
    layers: Sequence[tuple[str | None, dict[str, int], bool | None]], path: Sequence[str]
) -> None:
    of = Settings(
        WorkingTree(),
        None,
        "/desk",
        tuple(
            Layer({key: Given(value, "x") for key, value in values.items()}, match and Patterns("/desk", [match]), ours)
            for match, values, ours in layers
        ),
    )
    found = of.for_path("/desk/" + "/".join(path))
    hits = [(values, ours) for match, values, ours in layers if match is None or match in path]
    expected: dict[str, int] = {}
    for values, _ in hits:
        expected.update(values)
    assert {key: one.value for key, one in found.values.items()} == expected
    assert found.ours == next((ours for _, ours in reversed(hits) if ours is not None), False)
