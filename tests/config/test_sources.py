"""Files of the configuration, from the working tree and from another revision."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from provenance.config import git as git_module
from provenance.config import sources
from provenance.config.git import Revision
from provenance.config.sources import Source, WorkingTree
from provenance.errors import RuleFileError, UsageError
from tests.repositories import Repository


def both(repository: Repository) -> tuple[Source, Source]:
    repository.commit()
    return WorkingTree(), Revision.of("main")


def test_both_read_the_same(repository: Repository) -> None:
    repository.write({"desk/agreements.yml": "\ufeffschön: ja\r\n", "desk/.hidden/x.yml": "x", "desk/b/c.yml": "c"})
    for source in both(repository):
        assert source.read("desk/agreements.yml") == "schön: ja\r\n"
        assert source.read("desk/none.yml") is None
        assert source.read("desk/agreements.yml/below.yml") is None
        assert source.files("desk") == [os.path.join("desk", "agreements.yml"), os.path.join("desk", "b/c.yml")]
        assert source.files("none") is None
        assert source.files("desk/agreements.yml") is None


def test_each_names_its_files(repository: Repository) -> None:
    tree, revision = both(repository)
    assert tree.shown("desk/a.yml") == "desk/a.yml"
    assert revision.shown("desk/../a.yml") == "main:a.yml"
    assert (tree.revision, revision.revision) == (None, repository.git("rev-parse", "HEAD"))


def test_the_revision_knows_nothing_of_the_working_tree(repository: Repository) -> None:
    repository.commit({"agreements.yml": "old"})
    repository.git("switch", "-q", "-c", "mine")
    repository.commit({"agreements.yml": "mine", "waivers.yml": "mine", "rules/policies/x.yaml": "mine"})
    revision = Revision.of("main")
    assert revision.read("agreements.yml") == "old"
    assert revision.read("waivers.yml") is None
    assert revision.files("rules") is None


def test_paths_are_those_of_the_working_directory(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    repository.commit({"desk/a.yml": "desk", "a.yml": "top"})
    monkeypatch.chdir(repository.folder / "desk")
    revision = Revision.of("main")
    assert revision.read("a.yml") == "desk"
    assert revision.read("../a.yml") == "top"
    assert revision.read(str(repository.folder / "a.yml")) == "top"
    assert revision.files("..") == [os.path.join("..", "a.yml"), os.path.join("..", "desk/a.yml")]


@pytest.mark.parametrize("name", ["a b.yml", "ü.yml", ":(top)x*.yml", "--help", "a\tb.yml", 'q"uote.yml', "%s.yml"])
def test_odd_names_are_names(repository: Repository, name: str) -> None:
    repository.commit({name: "odd", "x.yml": "other"})
    assert Revision.of("main").read(name) == "odd"
    assert Revision.of("main").read(os.path.join(".", name)) == "odd"


def test_a_folder_is_written_out(repository: Repository, tmp_path: Path) -> None:
    repository.commit({"rules/uses/x.yaml": "x", "rules/a b/y.yaml": "y"})
    (repository.folder / "rules/uses/x.yaml").write_text("mine", encoding="utf-8")
    (tmp_path / "out").mkdir()
    folder = Revision.of("main").on_disk("rules", tmp_path / "out")
    assert folder is not None
    assert (folder / "uses/x.yaml").read_text(encoding="utf-8") == "x"
    assert (folder / "a b/y.yaml").read_text(encoding="utf-8") == "y"
    assert Revision.of("main").on_disk("none", tmp_path / "out") is None
    assert WorkingTree().on_disk("rules", tmp_path) == Path("rules")
    assert WorkingTree().on_disk("none", tmp_path) is None


@pytest.mark.parametrize("name", ["link.yml", "rules"])
def test_links_of_the_revision_are_not_followed(repository: Repository, name: str, tmp_path: Path) -> None:
    repository.write({"rules/a.yml": "a"})
    (repository.folder / "link.yml").symlink_to("/etc/hostname")
    (repository.folder / "rules/link.yaml").symlink_to("a.yml")
    repository.commit()
    with pytest.raises(RuleFileError, match=r"main:.*link.ya?ml.*symbolic link"):
        Revision.of("main").read(name) if name != "rules" else Revision.of("main").on_disk(name, tmp_path)


def test_a_path_through_a_link_is_not_there(repository: Repository) -> None:
    repository.write({"desk/a.yml": "a"})
    (repository.folder / "other").symlink_to("desk")
    repository.commit()
    assert Revision.of("main").read("other/a.yml") is None
    assert Revision.of("main").files("other") is None


def test_outside_of_the_repository(repository: Repository, tmp_path: Path) -> None:
    repository.commit()
    (tmp_path / "a.yml").write_text("a", encoding="utf-8")
    for path in ("../a.yml", str(tmp_path / "a.yml")):
        with pytest.raises(UsageError, match="outside of the repository"):
            Revision.of("main").read(path)


def test_what_is_no_text(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    (repository.folder / "latin.yml").write_bytes(b"Stra\xdfe")
    repository.write({"long.yml": "x" * 50, "folder/x": "x"})
    monkeypatch.setattr(sources, "MAX_BYTES", 20)
    monkeypatch.setattr(git_module, "MAX_BYTES", 20)
    for source in both(repository):
        for name, says in (("latin.yml", "not UTF-8"), ("long.yml", "larger than 20"), ("folder", "file|folder")):
            with pytest.raises(RuleFileError, match=says):
                source.read(name)


def test_folders_are_bounded(repository: Repository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    repository.write({f"rules/{number}.yaml": "x" for number in range(4)})
    monkeypatch.setattr(sources, "MAX_FILES", 3)
    monkeypatch.setattr(git_module, "MAX_FILES", 3)
    for source in both(repository):
        with pytest.raises(RuleFileError, match="more than"):
            source.files("rules")
    monkeypatch.setattr(git_module, "MAX_FILES", 30)
    monkeypatch.setattr(git_module, "MAX_FOLDER", 3)
    with pytest.raises(RuleFileError, match="larger than"):
        Revision.of("main").on_disk("rules", tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_does_not_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.yml")
    with pytest.raises(RuleFileError, match="no regular file"):
        WorkingTree().read(str(tmp_path / "a.yml"))


def test_a_name_that_no_system_has(tmp_path: Path) -> None:
    with pytest.raises(RuleFileError, match="cannot be read"):
        WorkingTree().read("a\0b")


@pytest.mark.parametrize("name", ["", " ", "--output=x", "-h", "no-such", "main:a.yml", "a..b", "a\nb", "main^{tree}"])
def test_what_is_no_revision(repository: Repository, name: str) -> None:
    repository.commit({"a.yml": "a"})
    with pytest.raises(UsageError, match="revision") as caught:
        Revision.of(name)
    assert caught.value.hint
    assert sorted(os.listdir()) == [".git", "a.yml"]


def test_tags_and_commits_are_revisions(repository: Repository) -> None:
    first = repository.commit({"a.yml": "first"})
    repository.git("tag", "-a", "v1", "-m", "one")
    repository.commit({"a.yml": "second"})
    for name in ("v1", first, first[:10], "HEAD~1", "main^"):
        assert Revision.of(name).read("a.yml") == "first"


def test_a_shallow_clone_says_what_to_fetch(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit({"a.yml": "first"})
    repository.commit({"a.yml": "second"})
    repository.git("branch", "desk")
    repository.git("clone", "-q", "--depth=1", "--branch=main", repository.folder.as_uri(), str(tmp_path / "shallow"))
    monkeypatch.chdir(tmp_path / "shallow")
    with pytest.raises(UsageError, match="shallow") as caught:
        Revision.of("origin/desk")
    assert "git fetch origin desk" in str(caught.value.hint)


def test_no_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(UsageError, match="in no git repository"):
        Revision.of("main")


def test_no_git(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    repository.commit()
    monkeypatch.setenv("PATH", "")
    with pytest.raises(UsageError, match="needs git"):
        Revision.of("main")


def test_a_git_of_the_change_itself_is_not_run(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    repository.commit({"git": "#!/bin/sh\ntouch ran\n"})
    (repository.folder / "git").chmod(0o755)
    monkeypatch.setenv("PATH", f".{os.pathsep}{os.environ['PATH']}")
    with pytest.raises(UsageError, match="not run"):
        Revision.of("main")
    assert not (repository.folder / "ran").exists()


def test_a_git_that_hangs(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    repository.commit()

    def hang(*_: object, **__: object) -> object:
        raise subprocess.TimeoutExpired("git", 30)

    monkeypatch.setattr(subprocess, "run", hang)
    with pytest.raises(UsageError, match="did not answer"):
        Revision.of("main")


def test_nothing_of_the_repository_runs(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    repository.commit({"a.yml": "a", ".gitattributes": "*.yml diff=odd filter=odd\n"})
    for name in ("diff.odd.textconv", "filter.odd.smudge", "core.pager", "core.fsmonitor"):
        repository.git("config", name, f"touch '{repository.folder}/ran'; cat")
    revision = Revision.of("main")
    assert revision.read("a.yml") == "a"
    assert revision.tracked_yet_ignored() == []
    assert not (repository.folder / "ran").exists()


def test_a_text_cannot_have_itself_ignored(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    repository.commit({"wire/story.txt": "x", ".gitignore": "wire/\n", "other.txt": "x"})
    repository.write({"wire/untracked.txt": "x"})
    monkeypatch.chdir(repository.folder / "wire")
    assert Revision.of("main").tracked_yet_ignored() == [str(repository.folder / "wire/story.txt")]
