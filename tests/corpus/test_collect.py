"""Which files a command line means, in which order, and what is said of those left out."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from provenance.corpus.files import Skipped, Source, collect
from provenance.errors import UsageError


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("words\n", encoding="utf-8")


def listed(items: Iterator[Source | Skipped]) -> tuple[list[str], dict[str, str]]:
    """Paths to check, and what was left out (or cannot be read) with its reason."""
    sources: list[str] = []
    left: dict[str, str] = {}
    for item in items:
        if isinstance(item, Skipped):
            left[item.path] = item.reason
        elif item.problem is not None:
            left[item.path] = f"{item.problem.code}: {item.problem.detail}"
        else:
            sources.append(item.path)
    return sources, left


def found(paths: Sequence[str], excludes: Sequence[str] = ()) -> list[str]:
    return listed(collect(paths, excludes=excludes))[0]


def test_a_folder_is_walked_in_the_order_of_names(site: Path) -> None:
    put(site, "b.md", "a/z.txt", "a/b/c.markdown", "C.TXT", "a.txt", "é.md", "x.md/inner.md", "x.md/pic.png")
    sources, left = listed(collect(["."]))
    assert sources == ["C.TXT", "a/b/c.markdown", "a/z.txt", "a.txt", "b.md", "x.md/inner.md", "é.md"]
    assert left == {"x.md/pic.png": "suffix"}


def test_paths_stay_as_given_but_for_the_dot(site: Path) -> None:
    put(site, "docs/a.md", "docs/sub/b.md")
    assert found(["docs"]) == found(["docs/"]) == found(["./docs"]) == ["docs/a.md", "docs/sub/b.md"]
    assert found(["./docs/a.md"]) == ["docs/a.md"]
    assert found([str(site / "docs")]) == [f"{site.as_posix()}/docs/a.md", f"{site.as_posix()}/docs/sub/b.md"]
    assert found(["docs/sub/../a.md"]) == ["docs/sub/../a.md"]
    os.chdir(site / "docs/sub")
    assert found([".."]) == ["../a.md", "../sub/b.md"]


def test_what_is_named_is_checked_whatever_it_is_called(site: Path) -> None:
    put(site, "README", "pic.png", ".hidden.md", "ignored.md", ".folder/a.md")
    (site / ".gitignore").write_text("ignored.md\n", encoding="utf-8")
    names = ["README", "pic.png", ".hidden.md", "ignored.md"]
    items = list(collect([*names, ".folder"], excludes=["README"]))
    assert [item.path for item in items] == [*names, ".folder/a.md"]
    assert [item.named for item in items if isinstance(item, Source)] == [True] * 4 + [False]


def test_each_file_once(site: Path) -> None:
    put(site, "d/a.md", "d/b.md", "d/sub/c.md", "d/pic.png")
    assert found(["d/b.md", "./d/b.md", "d", str(site / "d/b.md")]) == ["d/b.md", "d/a.md", "d/sub/c.md"]
    assert found(["d", "d/b.md"]) == ["d/a.md", "d/sub/c.md", "d/b.md"]
    items = list(collect(["d", "d/sub", "d/../d"]))
    assert [item.path for item in items] == ["d/a.md", "d/b.md", "d/pic.png", "d/sub/c.md"]


def test_hidden_names_are_left_out_and_counted(site: Path) -> None:
    put(site, "a.md", ".git/x.md", ".b.md", "c/.d/e.md")
    assert listed(collect(["."])) == (["a.md"], {".git/": "hidden", ".b.md": "hidden", "c/.d/": "hidden"})


def test_standard_input(site: Path) -> None:
    put(site, "a.md")
    items = list(collect(["-", "a.md", "-"], stdin=lambda: b"words"))
    assert items == [Source("-", True, data=b"words"), Source("a.md", True)]
    with pytest.raises(UsageError, match="standard input"):
        collect(["-"])


@pytest.mark.parametrize("path", ["nowhere.md", "nowhere/", "", "a\0b", "nothing/*.md", "a.md/b.md"])
def test_a_path_that_is_not_there_is_wrong_usage_at_once(site: Path, path: str) -> None:
    put(site, "a.md")
    with pytest.raises(UsageError) as error:
        collect(["a.md", path])
    assert error.value.hint


def test_globs_that_the_shell_left_alone(site: Path) -> None:
    put(site, "a.md", "b.txt", "d/c.md", "d/e/f.md", "d/e/pic.png", "d/.h/i.md", "[x].md", "d/.j.md")
    assert found(["*.md"]) == ["[x].md", "a.md"]
    assert found(["**/*.md"]) == ["[x].md", "a.md", "d/c.md", "d/e/f.md"]
    assert found(["d/**/f.*"]) == ["d/e/f.md"]
    assert found(["d/**"]) == found(["d/"])
    assert found(["?.[mt]*"]) == ["a.md", "b.txt"]
    assert found(["d/*/*.png"]) == ["d/e/pic.png"]
    assert found(["*/e"]) == ["d/e/f.md"]
    assert found(["d/.*.md"]) == ["d/.j.md"]
    assert found(["[x].md"]) == ["[x].md"], "a name that exists is no pattern"
    assert found([f"{site.as_posix()}/*.txt"]) == [f"{site.as_posix()}/b.txt"]
    assert found(["**/*.md"], ["e/"]) == ["[x].md", "a.md", "d/c.md"]


def test_globs_do_not_follow_links(site: Path) -> None:
    put(site, "d/a.md")
    for name in "uvw":
        (site / "d" / name).symlink_to(".", target_is_directory=True)
    assert found(["**/a.md"]) == ["d/a.md"]


def test_excludes(site: Path) -> None:
    put(site, "a.md", "drafts/b.md", "x/drafts/c.md", "x/d.md", "x/keep.md")
    assert listed(collect(["."], excludes=["drafts/"])) == (
        ["a.md", "x/d.md", "x/keep.md"],
        {"drafts/": "excluded", "x/drafts/": "excluded"},
    )
    assert found(["."], ["/drafts"]) == ["a.md", "x/d.md", "x/drafts/c.md", "x/keep.md"]
    assert found(["x"], ["x/d.md"]) == ["x/drafts/c.md", "x/keep.md"]
    assert found([str(site / "x")], ["/d.md"]) == [f"{site.as_posix()}/x/{name}" for name in ("drafts/c.md", "keep.md")]
    assert found(["x"], ["*.md", "!keep.md"]) == ["x/keep.md"]
    with pytest.raises(UsageError, match="exclude"):
        collect(["."], excludes=["!"])


def test_special_files_are_findings_and_never_opened(site: Path) -> None:
    put(site, "a.md")
    os.mkfifo(site / "fifo.md")
    os.mkfifo(site / "fifo")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("s.txt")
        sources, left = listed(collect(["."]))
    assert sources == ["a.md"]
    pipe = "special-file: a named pipe"
    assert left == {"fifo": pipe, "fifo.md": pipe, "s.txt": "special-file: a socket"}
    assert listed(collect(["fifo.md", os.devnull])) == (
        [],
        {"fifo.md": pipe, os.devnull: "special-file: a character device"},
    )


def test_links(site: Path) -> None:
    put(site, "real/a.md", "out/b.md")
    links = {
        "real/up": "..",
        "real/self": ".",
        "real/other": "../out",
        "real/file.md": "../out/b.md",
        "real/round1.md": "round2.md",
        "real/round2.md": "round1.md",
        "real/gone.md": "nowhere.md",
        "real/gone.bin": "nowhere.bin",
        "real/zero.txt": os.devnull,
    }
    for name, target in links.items():
        (site / name).symlink_to(target)
    sources, left = listed(collect(["real"]))
    assert sources == ["real/a.md", "real/file.md"]
    loop = "special-file: a symbolic link that leads back to itself"
    assert left == {
        "real/up": loop,
        "real/self": loop,
        "real/round1.md": loop,
        "real/round2.md": loop,
        "real/other": "symlink",
        "real/gone.bin": "suffix",
        "real/gone.md": "unreadable: No such file or directory",
        "real/zero.txt": "special-file: a character device",
    }
    assert found(["real/other"]) == ["real/other/b.md"], "a link that is named is followed"
    assert listed(collect(["real/round1.md"])) == ([], {"real/round1.md": loop})


def test_a_folder_that_may_not_be_read_is_a_finding(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(site, "a.md", "locked/b.md")
    real = os.scandir

    def scandir(path: str) -> object:
        if "locked" in path:
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    assert listed(collect(["."])) == (["a.md"], {"locked/": "unreadable: Permission denied"})


@pytest.mark.usefixtures("site")
def test_a_path_that_may_not_be_looked_at_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    def stat(*_: object, **__: object) -> object:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patched:
        patched.setattr(os, "stat", stat)
        items = list(collect(["locked/a.md"]))
    assert listed(iter(items)) == ([], {"locked/a.md": "unreadable: Permission denied"})


def test_folders_deeper_than_python_recurses(site: Path) -> None:
    depth = 1500
    for _ in range(depth):
        os.mkdir("d")
        os.chdir("d")
    try:
        put(Path(), "a.md")
        os.chdir(site)
        (path,) = found(["."])
        assert path.count("/") == depth
    finally:  # pytest's own clean-up recurses
        os.chdir(site)
        os.chdir("/".join(["d"] * depth))
        Path("a.md").unlink()
        for _ in range(depth):
            os.chdir("..")
            os.rmdir("d")


def test_names_that_are_no_utf8(site: Path) -> None:
    with open(os.fsencode(site) + b"/\xff.md", "wb") as file:
        file.write(b"words")
    (source,) = collect(["."])
    assert isinstance(source, Source)
    from provenance.corpus.files import read_source

    [document] = read_source(source)
    assert (document.path, document.text) == ("\\xff.md", "words")
