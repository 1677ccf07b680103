"""What differs from where a branch left another one, in real repositories."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from provenance.corpus.changes import Changes
from provenance.corpus.files import Skipped, Source, collect
from provenance.errors import UsageError
from tests.repositories import Repository

ALL = {name: f"{name} stands here, and nobody minds.\n" for name in ("a.md", "b.md", "docs/c.md", "docs/d.txt")}


@pytest.fixture
def desk(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> Repository:
    for name in ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"):
        monkeypatch.delenv(name, raising=False)
    repository.commit(ALL)
    repository.git("checkout", "-q", "-b", "change")
    return repository


def found(*paths: str, since: str = "main") -> tuple[set[str], dict[str, str]]:
    """What is checked, and what is left out for which reason."""
    given = paths or (".",)
    items = list(Changes.since(since).filtered(collect(given), given))
    checked = {item.path for item in items if isinstance(item, Source)}
    reasons = {item.path: item.reason for item in items if isinstance(item, Skipped)}
    return checked, {path: reason for path, reason in reasons.items() if reason in ("unchanged", "deleted")}


def test_nothing_has_changed(desk: Repository) -> None:
    assert found() == (set(), dict.fromkeys(ALL, "unchanged"))


def test_added_changed_staged_and_unknown_files_are_checked(desk: Repository) -> None:
    desk.commit({"new.md": "New words.\n", "a.md": "Other words.\n"})
    desk.write({"b.md": "Not even staged.\n", "unknown.md": "Git does not know it.\n", "staged.md": "Staged.\n"})
    desk.git("add", "staged.md")
    assert found()[0] == {"new.md", "a.md", "b.md", "unknown.md", "staged.md"}


def test_renamed_files_are_checked_and_deleted_ones_counted(desk: Repository) -> None:
    desk.git("mv", "a.md", "moved.md")
    desk.git("rm", "-q", "docs/c.md")
    desk.commit()
    checked, out = found()
    assert checked == {"moved.md"}
    assert out == {"b.md": "unchanged", "docs/d.txt": "unchanged", "docs/c.md": "deleted"}


def test_what_the_other_branch_did_since_is_no_change(desk: Repository) -> None:
    desk.git("checkout", "-q", "main")
    desk.commit({"a.md": "They write on.\n", "theirs.md": "Theirs.\n"})
    desk.git("checkout", "-q", "change")
    desk.commit({"b.md": "We write on.\n"})
    assert found()[0] == {"b.md"}


def test_paths_limit_it(desk: Repository) -> None:
    desk.commit({"a.md": "Other.\n", "docs/c.md": "Other.\n"})
    desk.git("rm", "-q", "b.md")
    assert found("docs") == ({"docs/c.md"}, {"docs/d.txt": "unchanged"})


def test_a_named_file_that_git_ignores_is_checked(desk: Repository) -> None:
    desk.write({".gitignore": "secret.md\n", "secret.md": "Words.\n"})
    assert "secret.md" in found("secret.md")[0]


@pytest.mark.parametrize(
    "beside", ["a.md.license", "a.md.headers.json", "a.jpg", "a.md.headers", "REUSE.toml", ".reuse/dep5"]
)
def test_what_stands_beside_a_document_counts_as_the_document(desk: Repository, beside: str) -> None:
    desk.commit({beside: "words\n"})
    assert "a.md" in found()[0]
    desk.git("checkout", "-q", "-b", "later")
    (desk.folder / beside).unlink()
    desk.commit()
    assert "a.md" in found(since="change")[0]


def test_an_annotation_speaks_of_its_folder_only(desk: Repository) -> None:
    desk.commit({"docs/REUSE.toml": "version = 1\n"})
    assert found()[0] == {"docs/c.md", "docs/d.txt"}


def test_files_that_git_was_told_not_to_look_at_are_checked(desk: Repository) -> None:
    desk.git("update-index", "--assume-unchanged", "a.md")
    desk.git("update-index", "--skip-worktree", "b.md")
    desk.write({"a.md": "Other.\n", "b.md": "Other.\n"})
    assert found()[0] == {"a.md", "b.md"}


def test_odd_names(desk: Repository) -> None:
    names = {"-r.md", "a b\tc.md", "ü/ö.md", "new\nline.md", ":(exclude)x.md"}
    desk.commit(dict.fromkeys(names, "Words.\n"))
    assert found()[0] == names
    desk.git("checkout", "-q", "-b", "later")
    assert found(since="change")[0] == set()


def test_from_a_folder_inside_the_repository(desk: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.commit({"docs/c.md": "Other.\n", "a.md": "Other.\n"})
    monkeypatch.chdir(desk.folder / "docs")
    assert found() == ({"c.md"}, {"d.txt": "unchanged"})


def test_links_are_checked(desk: Repository) -> None:
    (desk.folder / "link.md").symlink_to("a.md")
    desk.commit()
    desk.git("checkout", "-q", "-b", "later")
    assert found(since="change")[0] == {"link.md"}


def test_a_clone_without_history_says_what_to_do(
    desk: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.commit({"a.md": "Other.\n"})
    desk.git("clone", "-q", "--depth=1", "--branch=change", desk.folder.as_uri(), str(tmp_path / "shallow"))
    monkeypatch.chdir(tmp_path / "shallow")
    with pytest.raises(UsageError, match=r"no revision “origin/main” here; this clone is shallow"):
        Changes.since("origin/main")
    url = desk.folder.as_uri()
    subprocess.run(["git", "fetch", "-q", "--depth=1", url, "main:main"], cwd=tmp_path / "shallow", check=True)
    with pytest.raises(UsageError, match="shallow") as raised:
        Changes.since("main")
    assert "--unshallow" in str(raised.value.hint)


@pytest.mark.parametrize("name", ["nowhere", "--output=x", "", "main\nx"])
def test_no_such_revision(desk: Repository, name: str) -> None:
    with pytest.raises(UsageError, match="--changed-since: "):
        Changes.since(name)


def test_nothing_in_common(desk: Repository) -> None:
    desk.git("checkout", "-q", "--orphan", "other")
    desk.commit({"z.md": "Ours.\n"})
    with pytest.raises(UsageError, match="nothing in common"):
        Changes.since("main")


def test_no_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(UsageError, match="no git repository"):
        Changes.since("main")
