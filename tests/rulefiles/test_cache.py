"""The cache of compiled rules: what is broken in it is compiled again, whenever that is noticed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from provenance.rulefiles import pack

ROOT = Path(__file__).parents[2]


@pytest.fixture
def cached(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The cache of a few rules: signs and one language."""
    rules = tmp_path / "rules"
    shutil.copytree(ROOT / "rules", rules, ignore=shutil.ignore_patterns("languages"))
    for tag in ("mul", "en"):
        shutil.copytree(ROOT / "rules" / "languages" / tag, rules / "languages" / tag)
    monkeypatch.setattr(pack, "rules_root", lambda: rules)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    pack.load_rules()
    (file,) = (tmp_path / "cache" / "provenance-check").glob("rules-*.data")
    return file


def plain(rules: pack.Rules) -> dict[str, object]:
    """All of the data, its parts read."""
    for holder in (rules.data["gate"], *rules.data["lexicons"].values()):
        for part in pack.PARTS:
            if (part in ("literals", "lines")) == ("language" in holder):
                assert holder[part]
    return rules.data


def test_a_cache_holds_what_was_compiled(cached: Path) -> None:
    assert cached.stat().st_mode & 0o077 == 0
    assert plain(pack.load_rules()) == plain(pack.load_rules(cache=False))


@pytest.mark.parametrize("at", [0, 70, -1, -2_000_000])
def test_a_broken_cache_is_compiled_again(cached: Path, at: int) -> None:
    content = bytearray(cached.read_bytes())
    content[at if abs(at) < len(content) else len(content) // 2] ^= 1
    cached.write_bytes(content)
    assert plain(pack.load_rules()) == plain(pack.load_rules(cache=False))


def test_a_cache_that_vanishes_is_compiled_again(cached: Path) -> None:
    rules = pack.load_rules()
    cached.unlink()
    assert plain(rules) == plain(pack.load_rules(cache=False))
