"""Which configuration holds: the nearest one above the working directory, and what is wrong with it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from provenance.config.find import Found, find, named
from provenance.config.git import Revision
from provenance.config.sources import WorkingTree
from provenance.errors import RuleFileError, UsageError
from tests.repositories import Repository


def here() -> Found | None:
    return find(WorkingTree())


def test_none_is_none(repository: Repository) -> None:
    repository.commit({"pyproject.toml": "[tool.other]\nname = 'provenance'\n", "wire/provenance.toml": "words = 1"})
    assert here() is None
    assert find(Revision.of("main")) is None


@pytest.mark.parametrize(
    ("name", "text"), [("provenance.toml", "words = 5"), ("pyproject.toml", "[tool.provenance]\nwords = 5")]
)
def test_the_nearest_above_holds(repository: Repository, monkeypatch: pytest.MonkeyPatch, name: str, text: str) -> None:
    repository.commit({name: text, "desk/deep/story.txt": ""})
    monkeypatch.chdir(repository.folder / "desk/deep")
    for source in (WorkingTree(), Revision.of("main")):
        found = find(source)
        assert found is not None
        assert found.configuration.words == 5
        assert found.path == os.path.join("..", "..", name)
        assert found.folder == str(repository.folder)
        assert found.beside("a.yml") == "../../a.yml"
        assert found.place("words").line == text.count("\n") + 1


def test_the_way_up_ends_at_the_repository(repository: Repository, tmp_path: Path) -> None:
    (tmp_path / "provenance.toml").write_text("words = 5", encoding="utf-8")
    repository.commit()
    assert here() is None
    assert find(Revision.of("main")) is None


def test_without_a_repository_it_ends_at_the_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a/b").mkdir(parents=True)
    (tmp_path / "provenance.toml").write_text("words = 5", encoding="utf-8")
    monkeypatch.chdir(tmp_path / "a/b")
    found = here()
    assert found is not None
    assert found.path == os.path.join("..", "..", "provenance.toml")


def test_two_in_one_folder_contradict_each_other(repository: Repository) -> None:
    repository.write({"provenance.toml": "", "pyproject.toml": "[project]\n[tool.provenance]\n"})
    with pytest.raises(RuleFileError, match=r"pyproject\.toml:2:1: there is a configuration in provenance\.toml too"):
        here()


def test_a_revision_has_its_own(repository: Repository) -> None:
    repository.commit({"provenance.toml": "words = 5"})
    repository.write({"provenance.toml": "words = 50", "pyproject.toml": "[tool.provenance]"})
    found = find(Revision.of("main"))
    assert found is not None
    assert found.configuration.words == 5
    assert str(found.place("words")) == "main:provenance.toml:1:9"


Write = Callable[[str], None]


@pytest.mark.parametrize(
    ("text", "says", "hint"),
    [
        ("uze = 'print'", "provenance.toml:1:1: uze: unknown key", "Did you mean “use”?"),
        ("\n[zzz]\na = 1", "provenance.toml:2:1: zzz: unknown key", "Known keys: agreements, alters"),
        ("fail_on = 'review'", "1:1: fail_on: unknown key", "“fail-on”"),
        ("starts = 2025-01-01", "1:1: starts: unknown key", ""),
        ("[[paths]]\nmatch='a'\nour = true", "3:1: paths.0.our: unknown key", "“ours”"),
        ("[[paths]]\nwords = 3", "1:1: paths.0.match: missing", ""),
        ("[[paths]]\nmatch = []", "2:9: paths.0.match: List should have at least 1 item", ""),
        ("[[paths]]\nmatch = 'a'\nagreements = 'x'", "3:1: paths.0.agreements: unknown key", "Known keys: alters"),
        ("fail-on = 'never'", "1:11: fail-on: never is none of 'blocked', 'review' or 'conditional'", ""),
        ("territory = ['DE', 'UK']", "1:20: territory.1: a country code of two letters", ""),
        ("from = 2026-02-30", "not valid TOML", ""),
        ("from = 'soon'", "1:8: from: a date or an instant of ISO 8601", ""),
        ("from = 2026-02-01\nuntil = 2026-01-01", "it ends (2026-01-01) before it begins", ""),
        ("rules = ['']", "1:10: rules.0: a path", ""),
        ('agreements = "a\\u0000"', "1:14: agreements: a path", ""),
        ("ours = '#all'", "1:8: ours: a pattern as in .gitignore", ""),
        ("at = '2025-01-01'", "1:1: at: no setting of a project, but of a run", "--at"),
        ("format = 'json'", "1:1: format: no setting of a project", "--format"),
        ("use = ", "provenance.toml:1:7: not valid TOML", ""),
        ("map = 'text=x'", "1:7: map: keys with values are expected; found text=x", ""),
    ],
)
def test_what_is_wrong_is_told_with_its_line(repository: Repository, text: str, says: str, hint: str) -> None:
    repository.write({"provenance.toml": text})
    with pytest.raises(RuleFileError) as caught:
        here()
    assert says in caught.value.message
    assert hint in (caught.value.hint or "")


def test_a_broken_pyproject_is_an_error_where_it_may_hold_settings(repository: Repository) -> None:
    repository.write({"pyproject.toml": "[tool.provenance]\nwords ="})
    with pytest.raises(RuleFileError, match="not valid TOML"):
        here()
    repository.write({"pyproject.toml": "[tool.black]\nwords ="})
    assert here() is None


def test_a_file_that_is_named(repository: Repository) -> None:
    repository.commit({"desk/print.toml": "words = 5\nrules = ['own', '/abs']", "desk/pyproject.toml": "[tool.x]"})
    for source in (WorkingTree(), Revision.of("main")):
        found = named(source, "desk/print.toml")
        assert found is not None
        assert found.folder == str(repository.folder / "desk")
        assert found.beside("own") == "desk/own"
        assert found.beside("/abs") == "/abs"
    with pytest.raises(UsageError, match="no such file"):
        named(WorkingTree(), "none.toml")
    with pytest.raises(UsageError, match=r"no \[tool\.provenance\] in it"):
        named(WorkingTree(), "desk/pyproject.toml")
    assert named(Revision.of("main"), "none.toml") is None
