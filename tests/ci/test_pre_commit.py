"""The hook, run by pre-commit on real commits: what is staged counts, and nothing else."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.ci.conftest import BAD, GOOD, ROOT
from tests.repositories import Repository

pytest.importorskip("pre_commit", reason="pre-commit is not installed: pip install provenance-check[test]")
pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not here")


@pytest.fixture
def desk(
    repository: Repository, program: Path, clean: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Repository:
    """A repository with the hook of ``.pre-commit-hooks.yaml``; only its way of being installed is another."""
    monkeypatch.setenv("PATH", f"{program}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path / "home"))
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    local = {**hook, "language": "system"}
    local.pop("minimum_pre_commit_version")
    config = {
        "default_install_hook_types": ["pre-commit", "pre-merge-commit"],
        "repos": [{"repo": "local", "hooks": [local]}],
    }
    toml = 'exclude = ["drafts/"]\n'
    repository.commit({".pre-commit-config.yaml": yaml.safe_dump(config), "provenance.toml": toml, "mill.md": GOOD})
    subprocess.run([sys.executable, "-m", "pre_commit", "install"], check=True, capture_output=True)
    return repository


def commits(desk: Repository, *arguments: str) -> tuple[bool, str]:
    """Whether git makes the commit, and what was said."""
    try:
        return True, desk.git(*(arguments or ("commit", "-q", "-m", "A day's work")))
    except subprocess.CalledProcessError as error:
        return False, error.stdout + error.stderr


def test_the_manifest_is_one() -> None:
    path = str(ROOT / ".pre-commit-hooks.yaml")
    done = subprocess.run([sys.executable, "-m", "pre_commit", "validate-manifest", path], capture_output=True)
    assert done.returncode == 0, done.stdout


def test_good_text_is_committed_and_bad_text_is_not(desk: Repository) -> None:
    desk.write({"bridge.md": GOOD})
    desk.git("add", "bridge.md")
    assert commits(desk)[0]
    desk.write({"ferry.md": BAD})
    desk.git("add", "ferry.md")
    made, said = commits(desk)
    assert not made
    assert "ferry.md" in said
    assert "Not to be republished" in said


def test_only_what_is_staged_counts(desk: Repository) -> None:
    desk.write({"ferry.md": GOOD})
    desk.git("add", "ferry.md")
    desk.write({"ferry.md": BAD})
    assert commits(desk)[0]
    assert (desk.folder / "ferry.md").read_text(encoding="utf-8") == BAD
    desk.git("add", "ferry.md")
    desk.write({"ferry.md": GOOD})
    assert not commits(desk)[0]


def test_a_renamed_text_is_checked_and_a_deleted_one_is_not(desk: Repository) -> None:
    desk.write({"ferry.md": BAD})
    desk.git("add", "ferry.md")
    desk.git("commit", "-q", "--no-verify", "-m", "Nobody looked")
    desk.git("mv", "ferry.md", "boat.md")
    made, said = commits(desk)
    assert not made
    assert "boat.md" in said
    desk.git("reset", "-q", "--hard")
    desk.git("rm", "-q", "ferry.md")
    assert commits(desk)[0]


def test_a_merge_is_checked(desk: Repository) -> None:
    desk.git("checkout", "-q", "-b", "elsewhere")
    desk.write({"ferry.md": BAD})
    desk.git("add", "ferry.md")
    desk.git("commit", "-q", "--no-verify", "-m", "Nobody looked")
    desk.git("checkout", "-q", "main")
    desk.write({"tower.md": GOOD})
    desk.git("add", "tower.md")
    assert commits(desk)[0]
    made, said = commits(desk, "merge", "-q", "--no-ff", "-m", "Both", "elsewhere")
    assert not made
    assert "ferry.md" in said


def test_what_the_configuration_leaves_out_stays_out(desk: Repository) -> None:
    desk.write({"drafts/ferry.md": BAD})
    desk.git("add", "drafts")
    assert commits(desk)[0]
