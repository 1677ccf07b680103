"""The bytes of a source as a document; every failure is a document that says why."""

from __future__ import annotations

import errno
import os
import pickle
from pathlib import Path

import pytest

from provenance.corpus import files
from provenance.corpus.files import Source, collect, read_source
from provenance.document import Problem


def test_a_file(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"---\nlicense: CC0-1.0\n---\r\nwords")
    [document] = read_source(Source(str(path)))
    assert (document.format, document.text[-5:], document.problems) == ("markdown", "words", [])
    assert read_source(Source(str(path)), format="text")[0].fields == []


def test_bytes_that_come_with_the_source() -> None:
    assert read_source(Source("-", True, data=b"words"))[0].text == "words"
    [document] = read_source(Source("-", True, data=b"words"), max_bytes=4)
    assert [problem.code for problem in document.problems] == ["too-large"]


def test_a_problem_that_is_known() -> None:
    problem = Problem("special-file", "a named pipe")
    [document] = read_source(Source("x", problem=problem))
    assert (document.readable, document.text, document.problems) == (False, "", [problem])


def test_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()
    [document] = read_source(Source(str(tmp_path / "a.txt")))
    assert document.readable
    assert [problem.code for problem in document.problems] == ["empty-document"]


@pytest.mark.parametrize("size", [200_000_000, 10**12])
def test_a_file_too_large_is_not_read(tmp_path: Path, size: int) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(size)
    [document] = read_source(Source(str(path)))
    assert not document.readable
    assert [problem.code for problem in document.problems] == ["too-large"]


@pytest.mark.parametrize(
    ("number", "code", "detail"),
    [
        (errno.EACCES, "unreadable", "Permission denied"),
        (errno.EIO, "unreadable", "Input/output error"),
        (errno.ELOOP, "special-file", "symbolic link"),
        (errno.ENXIO, "special-file", "socket or device"),
    ],
)
def test_errors_of_the_system(monkeypatch: pytest.MonkeyPatch, number: int, code: str, detail: str) -> None:
    def fail(*_: object) -> int:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "open", fail)
    [document] = read_source(Source("a.md"))
    (problem,) = document.problems
    assert not document.readable
    assert problem.code == code
    assert detail in problem.detail


def test_an_error_while_reading_closes_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.md").write_text("words", encoding="utf-8")
    closed: list[int] = []
    real = os.close

    def fail(*_: object) -> bytes:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    def close(handle: int) -> None:
        closed.append(handle)
        real(handle)

    with monkeypatch.context() as patched:
        patched.setattr(os, "read", fail)
        patched.setattr(os, "close", close)
        [document] = read_source(Source(str(tmp_path / "a.md")))
    assert not document.readable
    assert len(closed) == 1


@pytest.mark.parametrize("kind", ["fifo", "folder", "gone"])
def test_what_changed_since_the_walk_does_not_block(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "a.md"
    if kind == "fifo":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    [document] = read_source(Source(str(path)))
    assert not document.readable
    assert document.problems[0].code == ("unreadable" if kind == "gone" else "special-file")


def test_a_file_that_grows_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text("12345", encoding="utf-8")
    real = os.fstat

    class Smaller:
        def __init__(self, handle: int) -> None:
            self.st_mode, self.st_size = real(handle).st_mode, 2

    monkeypatch.setattr(os, "fstat", Smaller)
    assert read_source(Source(str(path)))[0].text == "12345"
    [document] = read_source(Source(str(path)), max_bytes=3)
    assert [problem.code for problem in document.problems] == ["too-large"]


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="no /proc here")
def test_files_that_do_not_know_their_size() -> None:
    assert "Name:" in read_source(Source("/proc/self/status"))[0].text


def test_standard_input_is_bounded() -> None:
    inside, outside = os.pipe()
    os.write(outside, b"x" * 1000)
    os.close(outside)
    try:
        assert files._read_on(inside, b"", 10) == b"x" * 11
    finally:
        os.close(inside)


def test_sources_go_to_other_processes(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("words", encoding="utf-8")
    for item in collect([str(tmp_path)]):
        assert pickle.loads(pickle.dumps(item)) == item


def test_an_adversarial_folder_comes_to_an_end(tmp_path: Path) -> None:
    (tmp_path / "empty.md").touch()
    with (tmp_path / "line.txt").open("wb") as file:
        file.truncate(200_000_000)
    (tmp_path / "nul.txt").write_bytes(b"a\0b")
    (tmp_path / "invalid.md").write_bytes(b"caf\xe9")
    (tmp_path / "folder.md").mkdir()
    (tmp_path / "folder.md/inner.md").write_text("words", encoding="utf-8")
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "loop").symlink_to(".")
    (tmp_path / "open.md").write_text("---\nlicense: CC0-1.0\n", encoding="utf-8")
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{name}: &{name} [{','.join(['*' + before] * 9)}]\n"
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    (tmp_path / "bomb.md").write_text(f"---\n{bomb}---\nwords", encoding="utf-8")
    (tmp_path / "nested.md").write_text("> q\n\n" + "+ " * 10_000 + "a", encoding="utf-8")
    documents = [read_source(item)[0] for item in collect([str(tmp_path)]) if isinstance(item, Source)]
    codes = {Path(document.path).name: [problem.code for problem in document.problems] for document in documents}
    assert codes == {
        "bomb.md": ["front-matter-broken"],
        "empty.md": ["empty-document"],
        "inner.md": [],
        "invalid.md": ["encoding-guessed"],
        "line.txt": ["too-large"],
        "loop": ["special-file"],
        "nested.md": ["markup-too-deep"],
        "nul.txt": ["unreadable"],
        "open.md": ["front-matter-broken"],
        "pipe.md": ["special-file"],
    }
